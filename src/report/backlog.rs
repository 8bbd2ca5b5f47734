//! How many conversations were unresolved, and how many resolved, at the end of each day; and what came and went.
//!
//! Intercom tells a conversation's state now and when it was last closed, not its history. So a conversation counts as
//! resolved as of a moment when it had been created by then, is closed now, and was last closed at or before that moment
//! (one that does not say when counts from its creation); otherwise it counts as unresolved from its creation on. One
//! that was closed, reopened and closed again is unresolved up to the last time.
//!
//! Asking the formulas over the table as it was at each of thirty moments would be thirty passes. Both formulas only
//! count, so one pass that counts by day of creation and day of closing gives the same numbers as sums: the tests compare
//! them with the formulas asked over such a table.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int32Type, Int64Type, TimeUnit, TimestampMillisecondType};
use datafusion::functions::expr_fn::{coalesce, greatest};
use datafusion::functions_aggregate::expr_fn::{count, max};
use datafusion::logical_expr::{lit, when};

use super::error::ReportError;
use super::overview::{Count, Flow};
use super::timeline::Timeline;
use crate::catalog::Module;
use crate::query::{Session, column, moment, steps};

/// What is known of the backlog.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Backlog {
    /// Unresolved conversations as of each edge of the timeline.
    pub(super) unresolved: Vec<u64>,
    /// Resolved conversations as of each edge.
    pub(super) resolved: Vec<u64>,
    /// New and closed ones by day.
    pub(super) flow: Flow,
    /// All conversations by state.
    pub(super) states: Vec<Count>,
    /// The newest change of any conversation.
    pub(super) newest_change: Option<DateTime<Utc>>,
}

/// States in the order people know them; any other comes after.
const STATES: [&str; 3] = ["open", "snoozed", "closed"];

pub(super) async fn backlog(session: &Session, timeline: &Timeline) -> Result<Backlog, ReportError> {
    let (levels, closed) = futures::try_join!(by_day(session, timeline), closed_by_day(session, timeline))?;
    let edges = timeline.edges.len();
    let mut created_by = vec![0; edges];
    let mut resolved = vec![0; edges];
    let mut new = vec![0; timeline.days.len()];
    let mut states: BTreeMap<String, u64> = STATES.iter().map(|state| ((*state).to_owned(), 0)).collect();
    let mut newest_change = None;
    for group in levels {
        newest_change = newest_change.max(group.newest_change);
        let state = group.state.unwrap_or_else(|| "unknown".to_owned());
        *states.entry(state).or_default() += group.count;
        if let Some(edge) = group.created {
            // Created before an edge means: after fewer edges than its place.
            add(&mut created_by, edge, group.count);
            add(&mut new, edge.wrapping_sub(1), group.count);
        }
        if let Some(edge) = group.closed {
            add(&mut resolved, edge, group.count);
        }
    }
    accumulate(&mut created_by);
    accumulate(&mut resolved);
    let unresolved = created_by
        .iter()
        .zip(&resolved)
        .map(|(created, resolved)| created - resolved)
        .collect();
    Ok(Backlog {
        unresolved,
        resolved,
        flow: Flow {
            days: timeline.days.clone(),
            new,
            closed,
        },
        states: in_order(states),
        newest_change,
    })
}

fn add(counts: &mut [u64], place: usize, count: u64) {
    if let Some(slot) = counts.get_mut(place) {
        *slot += count;
    }
}

fn accumulate(counts: &mut [u64]) {
    let mut sum = 0;
    for count in counts {
        sum += *count;
        *count = sum;
    }
}

fn in_order(mut states: BTreeMap<String, u64>) -> Vec<Count> {
    let known: Vec<Count> = STATES
        .iter()
        .map(|state| Count {
            label: (*state).to_owned(),
            count: states.remove(*state).unwrap_or(0),
        })
        .collect();
    let others = states.into_iter().map(|(label, count)| Count { label, count });
    known.into_iter().chain(others).collect()
}

/// Conversations that came and went between the same edges.
struct Same {
    state: Option<String>,
    /// How many edges lie at or before the creation.
    created: Option<usize>,
    /// The first edge as of which it counts as resolved.
    closed: Option<usize>,
    count: u64,
    newest_change: Option<DateTime<Utc>>,
}

async fn by_day(session: &Session, timeline: &Timeline) -> Result<Vec<Same>, ReportError> {
    let edges: Arc<[i64]> = timeline.edges.iter().map(DateTime::timestamp_millis).collect();
    // Closed at an edge is closed as of that edge; created at it is not yet there.
    let after: Arc<[i64]> = edges.iter().map(|edge| edge + 1).collect();
    let created = steps(edges, column("Created At"));
    let last_closed = steps(after, coalesce(vec![column("Last Close At"), column("Created At")]));
    let is_closed = column("State")
        .eq(lit("closed"))
        .and(column("Created At").is_not_null());
    let closed = when(is_closed, greatest(vec![created.clone(), last_closed])).end()?;
    let frame = session.table(Module::Conversations)?.aggregate(
        vec![
            column("State").alias("state"),
            created.alias("created"),
            closed.alias("closed"),
        ],
        vec![count(lit(1)).alias("count"), max(column("Updated At")).alias("newest")],
    )?;
    let batch = session.batch(frame).await?;
    let state = cast(named(&batch, "state")?, &DataType::Utf8)?;
    let state = state.as_string::<i32>();
    let created = named(&batch, "created")?.as_primitive::<Int32Type>();
    let closed = named(&batch, "closed")?.as_primitive::<Int32Type>();
    let counts = named(&batch, "count")?.as_primitive::<Int64Type>();
    let millis = DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()));
    let newest = cast(named(&batch, "newest")?, &millis)?;
    let newest = newest.as_primitive::<TimestampMillisecondType>();
    let place = |place: Option<i32>| place.and_then(|place| usize::try_from(place).ok());
    let moments = newest
        .iter()
        .map(|newest| newest.and_then(DateTime::from_timestamp_millis));
    let places = created
        .iter()
        .zip(closed)
        .map(|(created, closed)| (place(created), place(closed)));
    Ok(state
        .iter()
        .zip(places)
        .zip(counts.values())
        .zip(moments)
        .map(|(((state, (created, closed)), count), newest_change)| Same {
            state: state.map(str::to_owned),
            created,
            closed,
            count: u64::try_from(*count).unwrap_or(0),
            newest_change,
        })
        .collect())
}

/// How many conversations that are closed now were last closed on each day.
async fn closed_by_day(session: &Session, timeline: &Timeline) -> Result<Vec<u64>, ReportError> {
    let edges: Arc<[i64]> = timeline.edges.iter().map(DateTime::timestamp_millis).collect();
    let when = || column("Last Close At");
    let frame = session
        .table(Module::Conversations)?
        .filter(column("State").eq(lit("closed")))?
        .filter(
            when()
                .gt_eq(moment(timeline.start()))
                .and(when().lt(moment(timeline.end()))),
        )?
        .aggregate(
            vec![steps(edges, when()).alias("day")],
            vec![count(lit(1)).alias("count")],
        )?;
    let batch = session.batch(frame).await?;
    let days = named(&batch, "day")?.as_primitive::<Int32Type>();
    let counts = named(&batch, "count")?.as_primitive::<Int64Type>();
    let mut closed = vec![0; timeline.days.len()];
    for (day, count) in days.iter().zip(counts.iter()) {
        if let (Some(day), Some(count)) = (day.and_then(|day| usize::try_from(day - 1).ok()), count) {
            add(&mut closed, day, u64::try_from(count).unwrap_or(0));
        }
    }
    Ok(closed)
}

pub(super) fn named<'a>(
    batch: &'a RecordBatch,
    name: &'static str,
) -> Result<&'a datafusion::arrow::array::ArrayRef, ReportError> {
    batch.column_by_name(name).ok_or(ReportError::Unexpected(name))
}
