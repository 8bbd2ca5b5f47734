//! Answers a question.

use datafusion::arrow::array::{ArrayRef, RecordBatch};
use datafusion::arrow::compute::concat_batches;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::execution::SendableRecordBatchStream;
use futures::TryStreamExt;

use super::asked::{Asked, Cycle, MOST_GROUPS, Question, Subject, What};
use super::names::{Named, name};
use super::{gaps, order, typed};
use crate::catalog::field::same_name;
use crate::catalog::{Kind, Module};
use crate::chart::{Column, Fold, Frame, Grain, Unit, Values};
use crate::query::{
    Amount, By, FormulaError, GroupColumn, Groups, GroupsQuery, Part, QueryError, RowsQuery, Session, local_start,
    suggestion,
};
use crate::report::error::ReportError;
use crate::text::format;

/// An answer has at most so many rows where they are not grouped.
pub const MOST_ROWS: usize = 100_000;
/// And at most so many columns.
const MOST_COLUMNS: usize = 200;

/// What a question is answered with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The values.
    pub frame: Frame,
    /// What was left out, in words.
    pub notes: Vec<String>,
    /// Which ids stand behind names.
    pub names: Vec<Named>,
}

/// Answers a question over the records of a session.
pub async fn answer(session: &Session, question: &Question) -> Result<Answer, ReportError> {
    if question.columns.len() > MOST_COLUMNS {
        return Err(refused(
            format!("the chart asks for {} columns", question.columns.len()),
            format!("{MOST_COLUMNS} is the most"),
        ));
    }
    match &question.from {
        Subject::Given(frame) => Ok(Answer {
            frame: frame.clone(),
            ..Answer::default()
        }),
        Subject::Table(module) if question.is_grouped() => grouped(session, *module, question).await,
        Subject::Table(module) => raw(session, *module, question).await,
        Subject::Sql(text) => sql(session, text, question).await,
    }
}

fn refused(problem: String, hint: String) -> ReportError {
    let error = FormulaError {
        problem,
        hint: Some(hint),
        at: None,
    };
    ReportError::Query(QueryError::Formula(error))
}

async fn grouped(session: &Session, module: Module, question: &Question) -> Result<Answer, ReportError> {
    let (mut by, mut amounts) = (Vec::new(), Vec::new());
    for asked in &question.columns {
        match &asked.what {
            What::Dimension { column, grain, .. } => by.push(match grain {
                None | Some(Grain::Moment) => By::Column(column.clone()),
                Some(grain) => By::Start(column.clone(), *grain),
            }),
            What::Cycle { column, cycle } => by.push(By::Part(column.clone(), part(*cycle))),
            What::Rows {} => amounts.push(Amount::Rows),
            What::Measure { fold, column } => amounts.push(Amount::Fold(*fold, column.clone())),
            What::Formula(formula) => amounts.push(Amount::Formula(formula.clone())),
        }
    }
    let limit = question.limit.unwrap_or(MOST_GROUPS).min(MOST_GROUPS);
    let query = GroupsQuery {
        module,
        by,
        amounts,
        conditions: question.conditions.clone(),
        limit,
    };
    let Groups { by, amounts, more } = session.groups(&query).await?;
    let (mut by, mut amounts) = (by.into_iter(), amounts.into_iter());
    let mut columns = Vec::new();
    let mut of = Vec::new();
    for asked in &question.columns {
        let group = if asked.is_measure() { amounts.next() } else { by.next() };
        let group = group.ok_or(ReportError::Unexpected("the groups"))?;
        columns.push(column_of(asked, &group, session)?);
        of.push(group.of);
    }
    let mut answer = Answer::default();
    if more {
        answer.notes.push(format!(
            "only the {} largest groups are shown: there are more",
            format::count(limit as u64)
        ));
    } else {
        gaps::fill(&mut columns, &question.columns, session.calendar());
    }
    order::sort(&mut columns, &question.columns);
    for (column, asked) in columns.iter_mut().zip(&question.columns) {
        label(column, asked);
    }
    finish(session, module, question, columns, &of, answer).await
}

const fn part(cycle: Cycle) -> Part {
    match cycle {
        Cycle::Hour => Part::Hour,
        Cycle::Weekday => Part::Weekday,
        Cycle::Month => Part::Month,
    }
}

fn column_of(asked: &Asked, group: &GroupColumn, session: &Session) -> Result<Column, QueryError> {
    let unit = match &asked.what {
        What::Formula(formula) => typed::of_formula(formula),
        What::Rows {}
        | What::Cycle { .. }
        | What::Measure {
            fold: Fold::Count | Fold::Distinct,
            ..
        } => Unit::Number,
        What::Dimension { .. } | What::Measure { .. } => typed::unit(group.kind, &group.of),
    };
    let mut column = typed::column(&asked.title(), unit, group.kind, &group.values, session.calendar())?;
    if let What::Dimension { grain: Some(grain), .. } = asked.what {
        column.grain = grain;
    }
    Ok(column)
}

/// The numbers of a cycle as labels.
fn label(column: &mut Column, asked: &Asked) {
    if let What::Cycle { cycle, .. } = asked.what
        && let Values::Numbers(numbers) = &column.values
    {
        let labels: Vec<_> = numbers
            .iter()
            .map(|number| number.map(|number| cycle.label(number)))
            .collect();
        *column = Column::texts(&column.name.clone(), labels);
    }
}

async fn raw(session: &Session, module: Module, question: &Question) -> Result<Answer, ReportError> {
    let mut names = Vec::new();
    for asked in &question.columns {
        let (What::Dimension { column, .. } | What::Cycle { column, .. }) = &asked.what else {
            continue;
        };
        names.push(column.clone());
    }
    let limit = question.limit.unwrap_or(MOST_ROWS).min(MOST_ROWS);
    let query = RowsQuery {
        columns: names,
        conditions: question.conditions.clone(),
        sort: question
            .sort
            .iter()
            .map(|key| (key.column.clone(), key.descending))
            .collect(),
        limit: Some(limit as u64 + 1),
        ..RowsQuery::all(module)
    };
    let rows = session.rows(&query).await?;
    let (batch, more) = collected(rows, limit).await?;
    let mut answer = Answer::default();
    note_more(&mut answer, more, limit, question);
    let (columns, of) = picked(session, question, &batch, |name| {
        let own = module.field(name).map_or(name, |(_, field)| field.name);
        own.to_owned()
    })?;
    finish(session, module, question, columns, &of, answer).await
}

async fn sql(session: &Session, text: &str, question: &Question) -> Result<Answer, ReportError> {
    if question.is_grouped() || !question.conditions.is_empty() || !question.sort.is_empty() {
        return Err(refused(
            "measures, conditions and an order cannot be asked of SQL".to_owned(),
            "write them into the query".to_owned(),
        ));
    }
    let limit = question.limit.unwrap_or(MOST_ROWS).min(MOST_ROWS);
    let (batch, more) = collected(session.sql(text).await?, limit).await?;
    let mut answer = Answer::default();
    note_more(&mut answer, more, limit, question);
    let (columns, _) = picked(session, question, &batch, str::to_owned)?;
    answer.frame = framed(columns)?;
    Ok(answer)
}

fn note_more(answer: &mut Answer, more: bool, limit: usize, question: &Question) {
    // A limit that was asked for leaves out what was meant to be left out.
    if more && question.limit.is_none_or(|wanted| wanted > limit) {
        answer.notes.push(format!(
            "only the first {} rows are shown: there are more",
            format::count(limit as u64)
        ));
    }
}

/// All of a stream up to a limit, and whether there is more.
async fn collected(mut rows: SendableRecordBatchStream, limit: usize) -> Result<(RecordBatch, bool), QueryError> {
    let schema: SchemaRef = rows.schema();
    let mut batches = Vec::new();
    let mut count = 0;
    while count <= limit
        && let Some(batch) = rows.try_next().await?
    {
        count += batch.num_rows();
        batches.push(batch);
    }
    let all = concat_batches(&schema, &batches)?;
    Ok((all.slice(0, limit.min(all.num_rows())), count > limit))
}

type Picked = (Vec<Column>, Vec<String>);

/// The columns that were asked for of a batch, all where none was named.
fn picked(
    session: &Session,
    question: &Question,
    batch: &RecordBatch,
    own: impl Fn(&str) -> String,
) -> Result<Picked, ReportError> {
    let schema = batch.schema();
    let calendar = session.calendar();
    let of = |at: usize| -> (&ArrayRef, Kind, &str) {
        let field = schema.field(at);
        (batch.column(at), Kind::of(field), field.name().as_str())
    };
    if question.columns.is_empty() {
        let mut columns = Vec::new();
        for at in 0..batch.num_columns() {
            let (values, kind, name) = of(at);
            columns.push(typed::column(name, typed::unit(kind, name), kind, values, calendar)?);
        }
        return Ok((columns, vec![String::new(); batch.num_columns()]));
    }
    let (mut columns, mut names) = (Vec::new(), Vec::new());
    for asked in &question.columns {
        let (What::Dimension { column: name, .. } | What::Cycle { column: name, .. }) = &asked.what else {
            continue;
        };
        let own = own(name);
        let at = schema.fields().iter().position(|field| same_name(field.name(), &own));
        let Some(at) = at else {
            let hint = suggestion(name, schema.fields().iter().map(|field| field.name().as_str()));
            return Err(refused(
                format!("the answer has no column \"{name}\""),
                hint.unwrap_or_else(|| "name one of its columns".to_owned()),
            ));
        };
        let (values, kind, of) = of(at);
        let mut column = typed::column(&asked.title(), typed::unit(kind, of), kind, values, calendar)?;
        cut(&mut column, asked, session);
        names.push(of.to_owned());
        columns.push(column);
    }
    Ok((columns, names))
}

/// Cuts moments to what was asked for.
fn cut(column: &mut Column, asked: &Asked, session: &Session) {
    let Values::Times(times) = &mut column.values else {
        return;
    };
    match asked.what {
        What::Dimension { grain: Some(grain), .. } => {
            let mut start = local_start(grain, session.calendar());
            for time in times.iter_mut().flatten() {
                *time = start(*time);
            }
            column.grain = grain;
        }
        What::Cycle { cycle, .. } => {
            let number = part(cycle).reader(session.calendar());
            let labels: Vec<_> = times
                .iter()
                .map(|time| time.map(|time| cycle.label(number(time) as f64)))
                .collect();
            *column = Column::texts(&column.name.clone(), labels);
        }
        _ => {}
    }
}

async fn finish(
    session: &Session,
    module: Module,
    question: &Question,
    mut columns: Vec<Column>,
    of: &[String],
    mut answer: Answer,
) -> Result<Answer, ReportError> {
    for ((column, asked), of) in columns.iter_mut().zip(&question.columns).zip(of) {
        if let What::Dimension { named: true, .. } = asked.what {
            answer.names.extend(name(session, module, of, column).await?);
        }
    }
    answer.frame = framed(columns)?;
    Ok(answer)
}

fn framed(columns: Vec<Column>) -> Result<Frame, ReportError> {
    Frame::try_from(columns).map_err(|_| ReportError::Unexpected("the columns"))
}
