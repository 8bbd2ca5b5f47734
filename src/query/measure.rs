//! Measures: aggregate formulas over the rows of a scope, as a whole or by group.
//!
//! All formulas that are asked for together are computed in one pass over each table they name. An aggregate is taken
//! over its own table, whatever the others are about; the groups are put side by side afterwards, and the arithmetic
//! between aggregates is done on the few rows that are left.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch, RecordBatchOptions, UInt32Array};
use datafusion::arrow::compute::{SortOptions, cast, concat, concat_batches, take};
use datafusion::arrow::datatypes::{DataType, Field, Float64Type, Int32Type, Schema};
use datafusion::arrow::row::{OwnedRow, RowConverter, SortField};
use datafusion::common::{DFSchema, ScalarValue};
use datafusion::dataframe::DataFrame;
use datafusion::logical_expr::{Expr, lit};

use super::error::{FormulaError, QueryError};
use super::formula::{Aggregate, Measure, suggestion};
use super::functions::steps;
use super::session::Session;
use super::tables::{column, names};
use crate::catalog::Module;
use crate::catalog::field::same_name;

/// The column that says when a record came to be; a scope's time is about it.
pub(crate) const CREATED: &str = "Created At";

/// How the rows of a scope are put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// All in one.
    #[default]
    Whole,
    /// By when they were created, between each of these moments and the next. There is a group for every step, whether
    /// or not it has rows; rows before the first or from the last moment on are left out.
    Steps(Vec<DateTime<Utc>>),
    /// By the values of a column, which every table involved must have; a group for each value, smallest first and the
    /// empty one last.
    Column(String),
}

/// Which rows are measured. The default is all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only rows created at or after this moment.
    pub from: Option<DateTime<Utc>>,
    /// Only rows created before this moment.
    pub upto: Option<DateTime<Utc>>,
    /// Only rows for which this condition holds; every table involved must have its columns.
    pub filter: Option<String>,
    /// How they are put together.
    pub group: Group,
}

impl Scope {
    /// The rows created from one moment up to, but not at, another.
    pub fn between(from: DateTime<Utc>, upto: DateTime<Utc>) -> Self {
        Self {
            from: Some(from),
            upto: Some(upto),
            ..Self::default()
        }
    }

    /// The same rows, grouped.
    #[must_use]
    pub fn by(self, group: Group) -> Self {
        Self { group, ..self }
    }
}

/// The values of measures: a row for each group.
#[derive(Clone, Debug)]
pub struct Measured {
    groups: Option<ArrayRef>,
    values: Vec<ArrayRef>,
    rows: usize,
}

impl Measured {
    /// How many groups there are; one when nothing was grouped.
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no group at all.
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The groups' values as text, where a column's values were grouped by.
    pub fn groups(&self) -> Result<Vec<Option<String>>, QueryError> {
        let Some(groups) = &self.groups else {
            return Ok(vec![None; self.rows]);
        };
        let texts = cast(groups, &DataType::Utf8)?;
        Ok(texts
            .as_string::<i32>()
            .iter()
            .map(|text| text.map(str::to_owned))
            .collect())
    }

    /// The values of the formula at a position as Arrow, in its own type.
    pub fn values(&self, formula: usize) -> Option<&ArrayRef> {
        self.values.get(formula)
    }

    /// The values of the formula at a position as numbers.
    pub fn numbers(&self, formula: usize) -> Result<Vec<Option<f64>>, QueryError> {
        let Some(values) = self.values.get(formula) else {
            return Ok(vec![None; self.rows]);
        };
        let numbers = cast(values, &DataType::Float64)?;
        Ok(numbers.as_primitive::<Float64Type>().iter().collect())
    }
}

/// The aggregates of one table.
struct Table {
    module: Module,
    /// Positions in the list of all aggregates.
    positions: Vec<usize>,
    /// The group of each row; nothing when there is only one.
    groups: Option<ArrayRef>,
    /// A column for each position.
    values: Vec<ArrayRef>,
    /// What each is over no rows.
    absent: Vec<ArrayRef>,
}

impl Session {
    /// Measures aggregate formulas, given by name or as text in which names without a table mean those of `home`.
    pub async fn measure(&self, home: Module, formulas: &[&str], scope: &Scope) -> Result<Measured, QueryError> {
        let mut aggregates: Vec<Aggregate> = Vec::new();
        let mut outer = Vec::new();
        for text in formulas {
            let Measure {
                outer: expression,
                aggregates: own,
            } = self.rewriter(home).measure(text)?;
            let slots: Vec<usize> = own
                .into_iter()
                .map(|aggregate| {
                    aggregates
                        .iter()
                        .position(|known| *known == aggregate)
                        .unwrap_or_else(|| {
                            aggregates.push(aggregate);
                            aggregates.len() - 1
                        })
                })
                .collect();
            outer.push((expression, slots));
        }
        let mut tables = Vec::new();
        for module in Module::ALL {
            let positions: Vec<usize> = (0..aggregates.len())
                .filter(|at| aggregates[*at].module == module)
                .collect();
            if !positions.is_empty() {
                tables.push(self.aggregate(module, positions, &aggregates, scope).await?);
            }
        }
        let (groups, columns, rows) = side_by_side(&scope.group, &tables, aggregates.len())?;
        let mut values = Vec::new();
        for (expression, slots) in outer {
            let columns = slots.iter().map(|slot| Arc::clone(&columns[*slot])).collect();
            values.push(self.between(expression, columns, rows)?);
        }
        Ok(Measured { groups, values, rows })
    }

    /// Computes the aggregates of one table.
    async fn aggregate(
        &self,
        module: Module,
        positions: Vec<usize>,
        aggregates: &[Aggregate],
        scope: &Scope,
    ) -> Result<Table, QueryError> {
        let frame = self.table(module)?;
        let schema = frame.schema().clone();
        let mut expressions = Vec::new();
        for position in &positions {
            let planned = self.plan(aggregates[*position].expression.clone(), &schema)?;
            expressions.push(planned.alias(Measure::slot(*position)));
        }
        let nothing = frame
            .clone()
            .filter(lit(false))?
            .aggregate(Vec::new(), expressions.clone())?;
        let absent = self.batch(nothing).await?;
        let (frame, group) = self.scoped(frame, module, scope, &schema)?;
        let grouped = !group.is_empty();
        let batch = self.batch(frame.aggregate(group, expressions)?).await?;
        let mut columns = batch.columns().to_vec();
        let groups = grouped.then(|| columns.remove(0));
        Ok(Table {
            module,
            positions,
            groups,
            values: columns,
            absent: absent.columns().to_vec(),
        })
    }

    /// The rows of a scope, and what they are grouped by.
    fn scoped(
        &self,
        frame: DataFrame,
        module: Module,
        scope: &Scope,
        schema: &DFSchema,
    ) -> Result<(DataFrame, Vec<Expr>), QueryError> {
        let mut frame = frame;
        let (mut from, mut upto) = (scope.from, scope.upto);
        let mut group = Vec::new();
        match &scope.group {
            Group::Whole => {}
            Group::Steps(edges) => {
                from = from.max(edges.first().copied());
                upto = match (upto, edges.last().copied()) {
                    (Some(left), Some(right)) => Some(left.min(right)),
                    (left, right) => left.or(right),
                };
                let edges: Arc<[i64]> = edges.iter().map(DateTime::timestamp_millis).collect();
                group.push(steps(edges, column(CREATED)).alias("group"));
            }
            Group::Column(name) => group.push(column(&grouped_by(module, schema, name)?).alias("group")),
        }
        if (from.is_some() || upto.is_some() || matches!(scope.group, Group::Steps(_)))
            && module.field(CREATED).is_none()
        {
            return Err(
                FormulaError::new(format!("{module} has no \"{CREATED}\", so it has no figures over time"))
                    .hint("ask for it without a period")
                    .into(),
            );
        }
        if let Some(from) = from {
            frame = frame.filter(column(CREATED).gt_eq(moment(from)))?;
        }
        if let Some(upto) = upto {
            frame = frame.filter(column(CREATED).lt(moment(upto)))?;
        }
        if let Some(filter) = &scope.filter {
            frame = frame.filter(self.condition(module, filter, schema)?)?;
        }
        Ok((frame, group))
    }

    /// Runs a query whose answer is small.
    pub(crate) async fn batch(&self, frame: DataFrame) -> Result<RecordBatch, QueryError> {
        let schema = Arc::clone(frame.schema().inner());
        let batches = frame.collect().await.map_err(|error| self.error(&error))?;
        let schema = batches.first().map_or(schema, RecordBatch::schema);
        Ok(concat_batches(&schema, &batches)?)
    }

    /// The arithmetic between aggregates.
    pub(super) fn between(
        &self,
        expression: datafusion::sql::sqlparser::ast::Expr,
        columns: Vec<ArrayRef>,
        rows: usize,
    ) -> Result<ArrayRef, QueryError> {
        let fields: Vec<Field> = columns
            .iter()
            .enumerate()
            .map(|(slot, column)| Field::new(Measure::slot(slot), column.data_type().clone(), true))
            .collect();
        let schema = Arc::new(Schema::new(fields));
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(Arc::clone(&schema), columns, &options)?;
        let schema = DFSchema::try_from(schema)?;
        let planned = self.plan(expression, &schema)?;
        let physical = self.state().create_physical_expr(planned, &schema)?;
        Ok(physical.evaluate(&batch)?.into_array(rows)?)
    }
}

pub(crate) fn moment(moment: DateTime<Utc>) -> Expr {
    lit(ScalarValue::TimestampMillisecond(
        Some(moment.timestamp_millis()),
        Some("UTC".into()),
    ))
}

fn grouped_by(module: Module, schema: &DFSchema, name: &str) -> Result<String, FormulaError> {
    let own = module.field(name).map_or(name, |(_, field)| field.name);
    let known = names(schema.inner());
    known
        .iter()
        .find(|candidate| same_name(candidate, own))
        .cloned()
        .ok_or_else(|| FormulaError {
            problem: format!("{module} cannot be grouped by \"{name}\": it has no such column"),
            hint: suggestion(name, known.iter().map(String::as_str)),
            at: None,
        })
}

type SideBySide = (Option<ArrayRef>, Vec<ArrayRef>, usize);

/// Puts the groups of all tables side by side; where a table lacks a group it has what it gives over no rows.
fn side_by_side(group: &Group, tables: &[Table], aggregates: usize) -> Result<SideBySide, QueryError> {
    let (groups, rows, places) = match group {
        Group::Whole => (None, 1, vec![vec![Some(0)]; tables.len()]),
        Group::Steps(edges) => {
            let steps = edges.len().saturating_sub(1);
            (
                None,
                steps,
                tables.iter().map(|table| step_places(table, steps)).collect(),
            )
        }
        Group::Column(_) => {
            let (groups, places) = value_places(tables)?;
            (Some(Arc::clone(&groups)), groups.len(), places)
        }
    };
    let mut columns: Vec<Option<ArrayRef>> = vec![None; aggregates];
    for (table, places) in tables.iter().zip(places) {
        for ((position, values), absent) in table.positions.iter().zip(&table.values).zip(&table.absent) {
            let both = concat(&[values.as_ref(), absent.as_ref()])?;
            let indices: UInt32Array = places
                .iter()
                .map(|place| Some(place.unwrap_or(values.len() as u32)))
                .collect();
            columns[*position] = Some(take(&both, &indices, None)?);
        }
    }
    let columns = columns.into_iter().flatten().collect();
    Ok((groups, columns, rows))
}

/// For each step the row of the table's answer.
fn step_places(table: &Table, steps: usize) -> Vec<Option<u32>> {
    let mut places = vec![None; steps];
    if let Some(groups) = &table.groups {
        for (row, step) in groups.as_primitive::<Int32Type>().iter().enumerate() {
            let place = step.and_then(|step| usize::try_from(step - 1).ok());
            if let Some(place) = place.and_then(|place| places.get_mut(place)) {
                *place = Some(row as u32);
            }
        }
    }
    places
}

type Places = Vec<Vec<Option<u32>>>;

/// All values that any table has, in order, and for each of them the rows of the tables' answers.
fn value_places(tables: &[Table]) -> Result<(ArrayRef, Places), QueryError> {
    let first = tables
        .iter()
        .find_map(|table| table.groups.as_ref().map(|groups| groups.data_type().clone()));
    let data_type = first.unwrap_or(DataType::Null);
    let options = SortOptions::new(false, false);
    let converter = RowConverter::new(vec![SortField::new_with_options(data_type.clone(), options)])?;
    let mut found: BTreeMap<OwnedRow, Vec<Option<u32>>> = BTreeMap::new();
    for (at, table) in tables.iter().enumerate() {
        let Some(groups) = &table.groups else { continue };
        if *groups.data_type() != data_type {
            return Err(
                FormulaError::new(format!("the values grouped by are of another kind in {}", table.module)).into(),
            );
        }
        for (row, value) in converter.convert_columns(&[Arc::clone(groups)])?.iter().enumerate() {
            found.entry(value.owned()).or_insert_with(|| vec![None; tables.len()])[at] = Some(row as u32);
        }
    }
    let rows = found.keys().map(OwnedRow::row);
    let groups = converter.convert_rows(rows)?.remove(0);
    let places = (0..tables.len())
        .map(|at| found.values().map(|rows| rows[at]).collect())
        .collect();
    Ok((groups, places))
}
