//! Rows: the right ones, in the right order, with the right types, and no more reading than needed.

use std::sync::atomic::Ordering;

use chrono::{TimeZone, Utc};
use datafusion::arrow::array::{Array, RecordBatch};
use datafusion::arrow::compute::concat_batches;
use datafusion::arrow::util::display::array_value_to_string;
use futures::StreamExt;
use proptest::prelude::*;

use super::{ZONE, now};
use crate::catalog::{Kind, Module, schema};
use crate::query::testing::{Record, Value, Workspace, all, batch, cases, conversations, number, text, wait};
use crate::query::{Book, Limits, QueryError, RowsQuery};

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn rows_are_those_of_a_plain_scan(
        seed: u64,
        count in 1..400_usize,
        pieces in 1..5_usize,
        deleted in prop::collection::btree_set(0..400_u32, 0..200),
        filter in 0..FILTERS.len(),
        sort in prop::option::of((0..SORTS.len(), any::<bool>())),
        limit in prop::option::of(0..60_u64),
        offset in 0..30_u64,
        group_rows in 1..200_usize,
    ) {
        let records = conversations(seed, count, now(), 30);
        let mut workspace = Workspace::default();
        let mut live = Vec::new();
        for (at, part) in records.chunks(count.div_ceil(pieces)).enumerate() {
            let gone: Vec<u32> =
                deleted.iter().filter(|row| !(**row as usize + at).is_multiple_of(3) && (**row as usize) < part.len()).copied().collect();
            live.extend(part.iter().enumerate().filter(|(row, _)| !gone.contains(&(*row as u32))).map(|(_, r)| r.clone()));
            workspace = workspace.with(Module::Conversations, part, &gone, group_rows);
        }
        let (filter, keep) = FILTERS[filter];
        let mut expected: Vec<Record> = live.into_iter().filter(keep).collect();
        let mut query = RowsQuery {
            filter: Some(filter.to_owned()),
            limit,
            offset,
            ..RowsQuery::all(Module::Conversations)
        };
        if let Some((column, descending)) = sort {
            let column = SORTS[column];
            query.sort = vec![(column.to_lowercase().replace(' ', "_"), descending)];
            expected.sort_by(|left, right| {
                let value = |record: &Record| record.get(column).cloned();
                let order = match (value(left), value(right)) {
                    (None, None) => std::cmp::Ordering::Equal,
                    (None, _) => std::cmp::Ordering::Greater,
                    (_, None) => std::cmp::Ordering::Less,
                    (Some(Value::Number(left)), Some(Value::Number(right))) if descending => right.cmp(&left),
                    (Some(Value::Number(left)), Some(Value::Number(right))) => left.cmp(&right),
                    (Some(Value::Text(left)), Some(Value::Text(right))) if descending => right.cmp(&left),
                    (Some(Value::Text(left)), Some(Value::Text(right))) => left.cmp(&right),
                    _ => std::cmp::Ordering::Equal,
                };
                order.then_with(|| text(left, "ID").cmp(&text(right, "ID")))
            });
        }
        let end = limit.map_or(usize::MAX, |limit| limit as usize);
        let expected: Vec<Record> = expected.into_iter().skip(offset as usize).take(end).collect();
        let session = workspace.session(ZONE, now());
        let rows = wait(async { all(session.rows(&query).await.unwrap()).await.unwrap() });
        let wanted = batch(Module::Conversations, &expected);
        prop_assert_eq!(shown(&rows), shown(&wanted));
    }
}

type Keep = fn(&Record) -> bool;

/// Filters and what they mean.
const FILTERS: &[(&str, Keep)] = &[
    ("", |_| true),
    ("\"State\" = 'open'", |record| text(record, "State") == Some("open")),
    (
        "state IN ('open', 'snoozed') AND conversation_rating >= '4'",
        |record| {
            text(record, "State") != Some("closed") && number(record, "Conversation Rating").is_some_and(|n| n >= 4)
        },
    ),
    ("\"Satisfaction Category\" = 'Not Rated'", |record| {
        number(record, "Conversation Rating").is_none()
    }),
    ("\"Title\" LIKE '%o%' OR \"Title\" IS NULL", |record| {
        text(record, "Title").is_none_or(|title| title.contains('o'))
    }),
    ("\"Created At\" BETWEEN '2026-03-20' AND '2026-03-29 12:00'", |record| {
        let from = Utc.with_ymd_and_hms(2026, 3, 19, 23, 0, 0).unwrap().timestamp_millis();
        let upto = Utc.with_ymd_and_hms(2026, 3, 29, 10, 0, 0).unwrap().timestamp_millis();
        number(record, "Created At").is_some_and(|created| (from..=upto).contains(&created))
    }),
    ("if(\"Count Reopens\" > 1, 'often', 'seldom') = 'often'", |record| {
        number(record, "Count Reopens").is_some_and(|reopens| reopens > 1)
    }),
    ("1 = 2", |_| false),
];

const SORTS: &[&str] = &["Created At", "Title", "Conversation Rating", "State"];

fn shown(batch: &RecordBatch) -> Vec<Vec<String>> {
    (0..batch.num_rows())
        .map(|row| {
            let value = |column: &std::sync::Arc<dyn Array>| {
                if column.is_null(row) {
                    "·".to_owned()
                } else {
                    array_value_to_string(column, row).unwrap()
                }
            };
            batch.columns().iter().map(value).collect()
        })
        .collect()
}

#[test]
fn columns_have_the_catalogs_types_and_kinds() {
    let records = conversations(1, 20, now(), 5);
    let session = Workspace::default()
        .with(Module::Conversations, &records, &[], 10)
        .session(ZONE, now());
    let query = RowsQuery {
        columns: [
            "id",
            "created at",
            "Time To Admin Reply",
            "Tags",
            "Satisfaction Category",
            "Conversation Age in days",
            "ID",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..RowsQuery::all(Module::Conversations)
    };
    let rows = wait(async { all(session.rows(&query).await.unwrap()).await.unwrap() });
    let kinds: Vec<Kind> = rows.schema().fields().iter().map(|field| Kind::of(field)).collect();
    assert_eq!(
        kinds,
        [
            Kind::Id,
            Kind::Timestamp,
            Kind::Duration,
            Kind::List,
            Kind::Text,
            Kind::Integer
        ]
    );
    assert_eq!(
        rows.schema().field(1),
        schema(Module::Conversations).field_with_name("Created At").unwrap()
    );
}

#[test]
fn filters_skip_what_statistics_rule_out() {
    let mut records = conversations(11, 4000, now(), 300);
    records.sort_by_key(|record| number(record, "Created At"));
    let workspace = Workspace::default().with(Module::Conversations, &records, &[], 400);
    let session = workspace.session(ZONE, now());
    let bytes = |filter: &str| {
        let before = workspace.0[0].1.read.load(Ordering::Relaxed);
        let query = RowsQuery {
            filter: Some(filter.to_owned()),
            ..RowsQuery::all(Module::Conversations)
        };
        let rows = wait(async { all(session.rows(&query).await.unwrap()).await.unwrap() });
        assert!(rows.num_rows() > 0);
        workspace.0[0].1.read.load(Ordering::Relaxed) - before
    };
    let everything = bytes("1 = 1");
    let few = bytes("\"Created At\" >= '2026-03-20'");
    assert!(few * 4 < everything, "{few} of {everything}");
}

#[test]
fn too_much_memory_is_told_and_a_dropped_stream_ends() {
    let records = conversations(4, 20_000, now(), 100);
    let session = Workspace::default()
        .with(Module::Conversations, &records, &[], 5_000)
        .session_with(
            ZONE,
            now(),
            Book::default(),
            Limits {
                memory: 1 << 20,
                threads: 2,
            },
        );
    let sorted = RowsQuery {
        sort: vec![("Title".to_owned(), false)],
        ..RowsQuery::all(Module::Conversations)
    };
    wait(async {
        let error = match session.rows(&sorted).await {
            Ok(stream) => all(stream).await.unwrap_err(),
            Err(error) => error,
        };
        assert!(matches!(error, QueryError::Memory { .. }), "{error:?}");
        let mut stream = session.rows(&RowsQuery::all(Module::Conversations)).await.unwrap();
        assert!(stream.next().await.unwrap().unwrap().num_rows() > 0);
        drop(stream);
    });
}

#[test]
fn the_order_is_the_same_every_time() {
    let records = conversations(8, 3000, now(), 100);
    let workspace = records.chunks(500).fold(Workspace::default(), |workspace, part| {
        workspace.with(Module::Conversations, part, &[0, 7], 100)
    });
    let session = workspace.session(ZONE, now());
    for sort in [Vec::new(), vec![("State".to_owned(), true)]] {
        let query = RowsQuery {
            sort,
            limit: Some(700),
            offset: 300,
            ..RowsQuery::all(Module::Conversations)
        };
        let first = wait(async { all(session.rows(&query).await.unwrap()).await.unwrap() });
        for _ in 0..4 {
            let again = wait(async { all(session.rows(&query).await.unwrap()).await.unwrap() });
            assert_eq!(first, again);
        }
        assert_eq!(concat_batches(&first.schema(), [&first]).unwrap().num_rows(), 700);
    }
}
