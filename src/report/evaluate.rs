//! The Overview, computed.
//!
//! A figure about a period is about the conversations created in it: a rating given later belongs to the day the
//! conversation began, as in Intercom's own reports. The rates are the catalogue's formulas, asked for by name. Two of
//! the formulas are levels rather than rates: their value is how it stands now, over everything that is stored, and what
//! they were before is told in [`backlog`].
//!
//! Everything is asked of one session, so all figures are about the same data and the same moment; the questions run
//! side by side and each reads only the columns it needs.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use datafusion::arrow::array::{ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type, TimeUnit, TimestampMillisecondType};
use datafusion::functions_aggregate::expr_fn::count;
use datafusion::logical_expr::lit;

use super::backlog::{Backlog, backlog, named};
use super::error::ReportError;
use super::overview::{Count, Overview, TeamLine, Tile, TileUnit, Waiting};
use super::period::Period;
use super::timeline::Timeline;
use crate::catalog::formula::{BUILT_IN, Unit};
use crate::catalog::{Formula, FormulaKind, Module};
use crate::query::{Group, Measured, Part, Scope, Session, column, moment, part};

/// How many of the waiting conversations are listed.
const LISTED: usize = 12;
/// The formulas whose value is how it stands at a moment.
const UNRESOLVED: &str = "Unresolved Conversations";
const RESOLVED: &str = "Resolved Conversation";
const FIRST_REPLY: &str = r#"median("Conversations"."Time To Admin Reply")"#;
/// The labels of the formula column, best first.
const CATEGORIES: [&str; 6] = ["Very Good", "Good", "Neutral", "Bad", "Very Bad", "Not Rated"];

/// Computes the Overview for a period that ends at the session's now.
pub async fn overview(session: &Session, period: Period) -> Result<Overview, ReportError> {
    let timeline = Timeline::new(period, session.calendar(), session.now());
    let formulas: Vec<&Formula> = BUILT_IN
        .iter()
        .filter(|formula| formula.kind == FormulaKind::Aggregate)
        .collect();
    let mut rates: Vec<&str> = formulas
        .iter()
        .map(|formula| formula.name)
        .filter(|name| !is_level(name))
        .collect();
    rates.push(FIRST_REPLY);
    let home = Module::Conversations;
    let halves = Scope::default().by(Group::Steps(vec![timeline.before, timeline.start(), timeline.end()]));
    let over_time = Scope::default().by(Group::Steps(timeline.step_edges()));
    let everything = Scope::default();
    let open = Scope {
        filter: Some(r#""State" != 'closed'"#.to_owned()),
        ..Scope::default()
    };
    let (halves, sparks, now, still_open) = futures::try_join!(
        session.measure(home, &rates, &halves),
        session.measure(home, &rates, &over_time),
        session.measure(home, &[UNRESOLVED, RESOLVED, r#"count("ID")"#], &everything),
        session.measure(
            home,
            &[r#"median("Conversation Age in days")"#, r#"count("Waiting Since")"#],
            &open
        ),
    )?;
    let (backlog, (hours, categories), teams, waiting) = futures::try_join!(
        backlog(session, &timeline),
        hours_and_categories(session, &timeline),
        teams(session, &timeline),
        waiting(session),
    )?;
    let mut tiles = Vec::new();
    for formula in formulas {
        tiles.push(match rates.iter().position(|name| *name == formula.name) {
            Some(at) => rate(
                formula.name,
                unit(formula),
                formula.more_is_better,
                at,
                &halves,
                &sparks,
            )?,
            None => level(formula, &now, &backlog, &timeline)?,
        });
    }
    let first_reply = rate(
        "First reply",
        TileUnit::Seconds,
        Some(false),
        rates.len() - 1,
        &halves,
        &sparks,
    )?;
    Ok(Overview {
        period,
        as_of: session.now(),
        time_zone: session.calendar().zone().name().to_owned(),
        data_version: session.version(),
        newest_change: backlog.newest_change,
        conversations: whole(only(&now, 2)?),
        tiles,
        flow: backlog.flow,
        states: backlog.states,
        teams,
        first_reply,
        hours,
        categories,
        open_age_days: only(&still_open, 0)?,
        waiting,
        waiting_count: whole(only(&still_open, 1)?),
    })
}

fn is_level(name: &str) -> bool {
    name == UNRESOLVED || name == RESOLVED
}

const fn unit(formula: &Formula) -> TileUnit {
    match formula.unit {
        Unit::Percent => TileUnit::Percent,
        Unit::Count | Unit::Days | Unit::Text => TileUnit::Count,
    }
}

fn only(measured: &Measured, formula: usize) -> Result<Option<f64>, ReportError> {
    Ok(measured.numbers(formula)?.first().copied().flatten())
}

fn whole(number: Option<f64>) -> u64 {
    number.unwrap_or(0.0) as u64
}

/// A figure of the conversations created in the period.
fn rate(
    name: &str,
    unit: TileUnit,
    more_is_better: Option<bool>,
    formula: usize,
    halves: &Measured,
    sparks: &Measured,
) -> Result<Tile, ReportError> {
    let [before, value] = halves.numbers(formula)?[..] else {
        return Err(ReportError::Unexpected("the period and the one before"));
    };
    Ok(Tile {
        name: name.to_owned(),
        unit,
        more_is_better,
        value,
        before,
        spark: sparks.numbers(formula)?,
        level: false,
    })
}

/// A figure of how it stands: the last point of its curve is the value.
fn level(formula: &Formula, now: &Measured, backlog: &Backlog, timeline: &Timeline) -> Result<Tile, ReportError> {
    let (at, levels) = if formula.name == UNRESOLVED {
        (0, &backlog.unresolved)
    } else {
        (1, &backlog.resolved)
    };
    let value = only(now, at)?;
    let as_of = |edge: usize| levels.get(edge).map(|level| *level as f64);
    let mut spark: Vec<Option<f64>> = timeline.steps.iter().skip(1).map(|edge| as_of(*edge)).collect();
    if let Some(last) = spark.last_mut() {
        *last = value;
    }
    Ok(Tile {
        name: formula.name.to_owned(),
        unit: unit(formula),
        more_is_better: formula.more_is_better,
        value,
        before: as_of(0),
        spark,
        level: true,
    })
}

async fn hours_and_categories(
    session: &Session,
    timeline: &Timeline,
) -> Result<(Vec<[u64; 24]>, Vec<Count>), ReportError> {
    let created = || column("Created At");
    let hour = part(Part::HourOfWeek, session.calendar()).call(vec![created()]);
    let frame = session
        .table(Module::Conversations)?
        .filter(
            created()
                .gt_eq(moment(timeline.start()))
                .and(created().lt(moment(timeline.end()))),
        )?
        .aggregate(
            vec![hour.alias("hour"), column("Satisfaction Category").alias("category")],
            vec![count(lit(1)).alias("count")],
        )?;
    let batch = session.batch(frame).await?;
    let mut hours = vec![[0; 24]; 7];
    let mut categories: HashMap<String, u64> = HashMap::new();
    let counts = named(&batch, "count")?.as_primitive::<Int64Type>();
    let labels = texts(named(&batch, "category")?)?;
    let places = named(&batch, "hour")?.as_primitive::<Int64Type>();
    for ((place, label), count) in places.iter().zip(labels).zip(counts.values()) {
        let count = u64::try_from(*count).unwrap_or(0);
        let place = place.and_then(|place| usize::try_from(place).ok());
        if let Some(slot) = place.and_then(|place| hours.get_mut(place / 24)?.get_mut(place % 24)) {
            *slot += count;
        }
        *categories.entry(label.unwrap_or_default()).or_default() += count;
    }
    let categories = CATEGORIES
        .iter()
        .map(|label| Count {
            label: (*label).to_owned(),
            count: categories.remove(*label).unwrap_or(0),
        })
        .collect();
    Ok((hours, categories))
}

async fn teams(session: &Session, timeline: &Timeline) -> Result<Vec<TeamLine>, ReportError> {
    let formulas = [r#"count("ID")"#, UNRESOLVED, "Satisfaction Rate", FIRST_REPLY];
    let scope = Scope::between(timeline.start(), timeline.end()).by(Group::Column("Team Assignee ID".to_owned()));
    let (measured, mut names) = futures::try_join!(
        async { Ok::<_, ReportError>(session.measure(Module::Conversations, &formulas, &scope).await?) },
        names(session, Module::Teams, "Team ID"),
    )?;
    let conversations = measured.numbers(0)?;
    let unresolved = measured.numbers(1)?;
    let satisfaction = measured.numbers(2)?;
    let first_reply = measured.numbers(3)?;
    let mut teams: Vec<TeamLine> = measured
        .groups()?
        .into_iter()
        .enumerate()
        .map(|(row, id)| TeamLine {
            name: id.clone().map(|id| names.remove(&id).unwrap_or(id)),
            id,
            conversations: whole(conversations[row]),
            unresolved: whole(unresolved[row]),
            satisfaction: satisfaction[row],
            first_reply: first_reply[row],
        })
        .collect();
    teams.sort_by(|left, right| {
        let most = right.conversations.cmp(&left.conversations);
        most.then_with(|| {
            (left.name.is_none(), &left.name, &left.id).cmp(&(right.name.is_none(), &right.name, &right.id))
        })
    });
    Ok(teams)
}

async fn waiting(session: &Session) -> Result<Vec<Waiting>, ReportError> {
    let since = || column("Waiting Since");
    let columns = [
        "ID",
        "Waiting Since",
        "Title",
        "Team Assignee ID",
        "Admin Assignee ID",
        "Priority",
    ];
    let frame = session
        .table(Module::Conversations)?
        .filter(column("State").not_eq(lit("closed")).and(since().is_not_null()))?
        .sort(vec![since().sort(true, false), column("ID").sort(true, false)])?
        .limit(0, Some(LISTED))?
        .select(columns.map(column))?;
    let (batch, teams, admins) = futures::try_join!(
        async { Ok::<_, ReportError>(session.batch(frame).await?) },
        names(session, Module::Teams, "Team ID"),
        names(session, Module::Admins, "Admin ID"),
    )?;
    let since = moments(named(&batch, "Waiting Since")?)?;
    let id = texts(named(&batch, "ID")?)?;
    let title = texts(named(&batch, "Title")?)?;
    let team = texts(named(&batch, "Team Assignee ID")?)?;
    let admin = texts(named(&batch, "Admin Assignee ID")?)?;
    let priority = texts(named(&batch, "Priority")?)?;
    let name_of = |names: &HashMap<String, String>, id: &Option<String>| {
        id.as_ref().map(|id| names.get(id).unwrap_or(id).clone())
    };
    Ok((0..batch.num_rows())
        .filter_map(|row| {
            Some(Waiting {
                id: id[row].clone()?,
                since: since[row]?,
                title: title[row].clone(),
                team: name_of(&teams, &team[row]),
                admin: name_of(&admins, &admin[row]),
                priority: priority[row].clone(),
            })
        })
        .collect())
}

/// The names of a small module's records by id.
async fn names(session: &Session, module: Module, key: &'static str) -> Result<HashMap<String, String>, ReportError> {
    let frame = session.table(module)?.select([column(key), column("Name")])?;
    let batch: RecordBatch = session.batch(frame).await?;
    let ids = texts(named(&batch, key)?)?;
    let names = texts(named(&batch, "Name")?)?;
    Ok(ids
        .into_iter()
        .zip(names)
        .filter_map(|(id, name)| Some((id?, name?)))
        .collect())
}

fn texts(values: &ArrayRef) -> Result<Vec<Option<String>>, ReportError> {
    let values = cast(values, &DataType::Utf8)?;
    Ok(values
        .as_string::<i32>()
        .iter()
        .map(|text| text.map(str::to_owned))
        .collect())
}

fn moments(values: &ArrayRef) -> Result<Vec<Option<DateTime<Utc>>>, ReportError> {
    let values = cast(values, &DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())))?;
    let values = values.as_primitive::<TimestampMillisecondType>();
    Ok(values
        .iter()
        .map(|millis| millis.and_then(DateTime::from_timestamp_millis))
        .collect())
}
