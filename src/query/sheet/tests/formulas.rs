//! Formula columns are columns, and other things that one table is enough to tell.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Berlin;
use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::Int64Type;

use super::model::NOW;
use crate::catalog::{Kind, Module};
use crate::query::page::Cell;
use crate::query::rows::RowsQuery;
use crate::query::session::Session;
use crate::query::sheet::{Batches, Sheet, Stop};
use crate::query::testing::{Workspace, all, conversations, wait};
use crate::query::view::{Condition, SortKey, View};
use crate::query::{Limits, QueryError};

fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}

fn session(rows: usize) -> Session {
    let records = conversations(11, rows, now(), 60);
    let (first, second) = records.split_at(rows / 3);
    Workspace::default()
        .with(Module::Conversations, first, &[0, 3, 4], 50)
        .with(Module::Conversations, second, &[], 1000)
        .session(Berlin, now())
}

fn sheet(session: &Session, conditions: &[&str], sort: &[(&str, bool)]) -> Result<Sheet, QueryError> {
    let view = View {
        conditions: conditions
            .iter()
            .map(|text| text.parse::<Condition>().unwrap())
            .collect(),
        sort: sort
            .iter()
            .map(|(column, descending)| SortKey {
                column: (*column).to_owned(),
                descending: *descending,
            })
            .collect(),
        ..View::all(Module::Conversations)
    };
    Sheet::build(session, &view, &Stop::default())
}

/// Whole rows of the rows query, as id, category and age.
fn rows(session: &Session) -> Vec<(String, String, Option<i64>)> {
    let query = RowsQuery {
        columns: ["ID", "Satisfaction Category", "Conversation Age in days"]
            .map(str::to_owned)
            .to_vec(),
        ..RowsQuery::all(Module::Conversations)
    };
    let batch = wait(async { all(session.rows(&query).await.unwrap()).await.unwrap() });
    let (ids, categories) = (batch.column(0).as_string::<i32>(), batch.column(1).as_string::<i32>());
    let ages =
        datafusion::arrow::compute::cast(batch.column(2), &datafusion::arrow::datatypes::DataType::Int64).unwrap();
    let ages = ages.as_primitive::<Int64Type>();
    (0..batch.num_rows())
        .map(|row| {
            let age = ages.is_valid(row).then(|| ages.value(row));
            (ids.value(row).to_owned(), categories.value(row).to_owned(), age)
        })
        .collect()
}

#[test]
fn formula_columns_are_sorted_filtered_shown_and_counted() {
    let session = session(300);
    let sheet = sheet(
        &session,
        &["satisfaction_category != Not Rated", "Conversation Age in days > 3"],
        &[("Satisfaction Category", true), ("Conversation Age in days", false)],
    )
    .unwrap();
    let mut expected = rows(&session);
    expected.retain(|(_, category, age)| category != "Not Rated" && age.is_some_and(|age| age > 3));
    expected.sort_by(|left, right| {
        let category = right.1.to_lowercase().cmp(&left.1.to_lowercase());
        category.then(left.2.cmp(&right.2))
    });
    let columns = ["ID", "Satisfaction Category", "Conversation Age in days"].map(str::to_owned);
    let page = sheet.window(&columns, 0, 1000, &Stop::default()).unwrap();
    let kinds: Vec<Kind> = page.columns.iter().map(|column| column.kind).collect();
    assert_eq!(kinds, [Kind::Id, Kind::Text, Kind::Integer]);
    let cells = expected.iter().map(|(id, category, age)| {
        let age = age.map_or(Cell::Empty, Cell::Integer);
        vec![Cell::Text(id.clone()), Cell::Text(category.clone()), age]
    });
    assert!(expected.len() > 20);
    assert_eq!(page.cells, cells.collect::<Vec<_>>());
    let values = sheet
        .values("Satisfaction Category", "good", 10, &Stop::default())
        .unwrap();
    let good = expected.iter().filter(|(_, category, _)| category == "Good").count() as u64;
    assert!(values.values.contains(&(Cell::Text("Good".to_owned()), good)));
    assert_eq!(values.distinct, 2);
}

#[test]
fn all_columns_are_the_fields_and_the_formula_columns() {
    let sheet = sheet(&session(30), &[], &[]).unwrap();
    let page = sheet.window(&[], 2, 3, &Stop::default()).unwrap();
    assert_eq!(page.columns.len(), Module::Conversations.fields().len() + 2);
    assert_eq!((page.cells.len(), page.cells[0].len()), (3, page.columns.len()));
    let beyond = sheet.window(&[], 1000, 3, &Stop::default()).unwrap();
    assert_eq!((beyond.rows, beyond.offset, beyond.cells.len()), (27, 1000, 0));
}

#[test]
fn the_order_of_the_store_costs_nothing_and_another_four_bytes_a_row() {
    let session = session(900);
    let plain = sheet(&session, &[], &[]).unwrap().bytes();
    let sorted = sheet(&session, &[], &[("Title", false)]).unwrap().bytes();
    assert!(sorted - plain <= 900 * 4, "{plain} {sorted}");
}

#[test]
fn work_that_nobody_waits_for_ends() {
    let session = session(30);
    let (stop, view) = (Stop::default(), View::all(Module::Conversations));
    let sheet = Sheet::build(&session, &view, &stop).unwrap();
    stop.stop();
    assert!(matches!(sheet.window(&[], 0, 10, &stop), Err(QueryError::Dropped)));
    assert!(matches!(
        sheet.find("a", &[], 0, false, &stop),
        Err(QueryError::Dropped)
    ));
    let sorted = View {
        search: "a".to_owned(),
        ..view
    };
    assert!(matches!(
        Sheet::build(&session, &sorted, &stop),
        Err(QueryError::Dropped)
    ));
}

#[test]
fn one_thread_gives_the_same() {
    let records = conversations(5, 200, now(), 60);
    let workspace = Workspace::default()
        .with(Module::Conversations, &records[..90], &[], 20)
        .with(Module::Conversations, &records[90..], &[7], 20);
    let pages = [1, 2].map(|threads| {
        let limits = Limits {
            threads,
            ..Limits::default()
        };
        let session = workspace.session_with(Berlin, now(), crate::query::Book::default(), limits);
        let sheet = sheet(&session, &["Title ~ in"], &[("Title", false), ("Created At", true)]).unwrap();
        sheet.window(&[], 0, 1000, &Stop::default()).unwrap()
    });
    assert_eq!(pages[0], pages[1]);
}

/// The first column of a batch, which holds ids.
fn ids(batch: &RecordBatch) -> Vec<String> {
    let ids = batch.column(0).as_string::<i32>();
    ids.iter().flatten().map(str::to_owned).collect()
}

#[test]
fn rows_that_are_streamed_are_those_of_the_view() {
    let session = session(400);
    let query = RowsQuery {
        columns: vec!["id".to_owned(), "ID".to_owned(), "Satisfaction Category".to_owned()],
        filter: Some("\"Satisfaction Category\" <> 'Good' AND \"Count Reopens\" >= 0".to_owned()),
        conditions: vec!["Title ~ IN".parse().unwrap(), "State != snoozed".parse().unwrap()],
        search: "A".to_owned(),
        ..RowsQuery::all(Module::Conversations)
    };
    let plain = wait(async { all(session.rows(&query).await.unwrap()).await.unwrap() });
    let sheet = Sheet::build_where(&session, &query.view(), query.filter.as_deref(), &Stop::default()).unwrap();
    let sheet = Arc::new(sheet);
    let mut batches = Batches::new(Arc::clone(&sheet), &query.columns, 0, None).unwrap();
    assert_eq!(batches.schema().fields().len(), 2);
    let mut streamed = Vec::new();
    while let Some(batch) = batches.next(&Stop::default()).unwrap() {
        assert_eq!(batch.schema(), batches.schema());
        streamed.extend(ids(&batch));
    }
    assert!(streamed.len() > 5 && streamed.len() < 200, "{}", streamed.len());
    assert_eq!(streamed, ids(&plain));
    let mut some = Batches::new(sheet, &[], 2, Some(3)).unwrap();
    assert_eq!(
        some.schema().fields().len(),
        Module::Conversations.fields().len(),
        "all fields where none is named"
    );
    let batch = some.next(&Stop::default()).unwrap().unwrap();
    let id = batch.column_by_name("ID").unwrap().as_string::<i32>();
    assert_eq!(id.iter().flatten().collect::<Vec<_>>(), streamed[2..5]);
    assert!(some.next(&Stop::default()).unwrap().is_none());
}
