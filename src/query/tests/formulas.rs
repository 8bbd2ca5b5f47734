//! Every formula and function, and what it says.

use chrono::{DateTime, TimeZone, Utc};
use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use proptest::prelude::*;

use super::{ZONE, now, one, tickets};
use crate::catalog::{FormulaKind, Module, schema};
use crate::query::testing::{Record, Value, Workspace, all, cases, conversations, median, number, text, wait};
use crate::query::{Book, Definition, Limits, RowsQuery};

/// The eight formulas in plain Rust.
mod naive {
    use super::*;

    pub(super) fn category(record: &Record) -> &'static str {
        match number(record, "Conversation Rating") {
            Some(5) => "Very Good",
            Some(4) => "Good",
            Some(3) => "Neutral",
            Some(2) => "Bad",
            Some(1) => "Very Bad",
            _ => "Not Rated",
        }
    }

    pub(super) fn age(record: &Record) -> Option<i64> {
        let day = |millis: i64| {
            DateTime::from_timestamp_millis(millis)
                .unwrap()
                .with_timezone(&ZONE)
                .date_naive()
        };
        let until = if text(record, "State") == Some("closed") {
            day(number(record, "Last Close At")?)
        } else {
            now().with_timezone(&ZONE).date_naive()
        };
        Some((until - day(number(record, "Created At")?)).num_days())
    }

    fn share(part: usize, whole: usize) -> Option<f64> {
        (whole > 0).then(|| part as f64 * 100.0 / whole as f64)
    }

    pub(super) fn measures(records: &[Record], tickets: usize) -> Vec<(&'static str, Option<f64>)> {
        let rated = |wanted: &[i64]| {
            let ratings = records
                .iter()
                .filter_map(|record| number(record, "Conversation Rating"));
            ratings.filter(|rating| wanted.contains(rating)).count()
        };
        let all = rated(&[1, 2, 3, 4, 5]);
        let closed = records
            .iter()
            .filter(|record| text(record, "State") == Some("closed"))
            .count();
        vec![
            ("Satisfaction Rate", share(rated(&[4, 5]), all)),
            ("Dissatisfaction Rate", share(rated(&[1, 2]), all)),
            ("Response Rate", share(all, records.len())),
            ("Unresolved Conversations", Some((records.len() - closed) as f64)),
            ("Resolved Conversation", Some(closed as f64)),
            ("Conversations to Ticket creation", share(tickets, records.len())),
        ]
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn the_eight_formulas_are_what_they_say(seed: u64, count in 0..300_usize, tickets_count in 0..40_usize) {
        let records = conversations(seed, count, now(), 60);
        let half = count / 2;
        let session = Workspace::default()
            .with(Module::Conversations, &records[..half], &[], 50)
            .with(Module::Conversations, &records[half..], &[], 64)
            .with(Module::Tickets, &tickets(tickets_count), &[], 10)
            .session(ZONE, now());
        wait(async {
            for (name, expected) in naive::measures(&records, tickets_count) {
                prop_assert_eq!(one(&session, name).await, expected, "{}", name);
            }
            let query = RowsQuery {
                columns: ["ID", "Satisfaction Category", "conversation_age_in_days"].map(str::to_owned).to_vec(),
                ..RowsQuery::all(Module::Conversations)
            };
            let rows = all(session.rows(&query).await.unwrap()).await.unwrap();
            prop_assert_eq!(rows.num_rows(), count);
            let ages = rows.column(2).as_primitive::<datafusion::arrow::datatypes::Int64Type>();
            for (at, record) in records.iter().enumerate() {
                prop_assert_eq!(Some(rows.column(0).as_string::<i32>().value(at)), text(record, "ID"));
                prop_assert_eq!(rows.column(1).as_string::<i32>().value(at), naive::category(record));
                prop_assert_eq!(ages.is_valid(at).then(|| ages.value(at)), naive::age(record));
            }
            Ok(())
        })?;
    }
}

#[test]
fn over_no_rows_rates_are_empty_and_counts_are_zero() {
    let session = Workspace::default().session(ZONE, now());
    wait(async {
        for (name, expected) in naive::measures(&[], 0) {
            assert_eq!(one(&session, name).await, expected, "{name}");
        }
        assert_eq!(one(&session, "median(\"Time To Admin Reply\")").await, None);
        assert_eq!(one(&session, "1 / 0 + count(*)").await, None);
        for module in Module::ALL {
            let rows = all(session.rows(&RowsQuery::all(module)).await.unwrap()).await.unwrap();
            assert_eq!(
                (rows.num_rows(), rows.schema()),
                (0, nullable(module, &rows)),
                "{module}"
            );
        }
    });
}

/// The catalog's schema with the emptiness of the answer's columns.
fn nullable(module: Module, like: &RecordBatch) -> datafusion::arrow::datatypes::SchemaRef {
    let fields = schema(module)
        .fields()
        .iter()
        .zip(like.schema().fields())
        .map(|(field, like)| std::sync::Arc::new(field.as_ref().clone().with_nullable(like.is_nullable())))
        .collect::<Vec<_>>();
    std::sync::Arc::new(datafusion::arrow::datatypes::Schema::new(fields))
}

#[test]
fn each_function_gives_what_it_says() {
    let created = Utc.with_ymd_and_hms(2026, 3, 29, 0, 30, 0).unwrap().timestamp_millis();
    let record = Record::from([
        ("ID", Value::Text("7".to_owned())),
        ("State", Value::Text("open".to_owned())),
        ("Title", Value::Text("Über uns".to_owned())),
        ("Count Reopens", Value::Number(7)),
        ("Created At", Value::Number(created)),
    ]);
    let session = Workspace::default()
        .with(Module::Conversations, &[record], &[], 1)
        .session(ZONE, now());
    let holds = [
        "\"Count Reopens\" / 2 = 3.5",
        "\"Count Reopens\" / 0 IS NULL",
        "\"Count Reopens\" % 0 IS NULL AND mod(\"Count Reopens\", 4) = 3",
        "\"Count Reopens\" = '7' AND \"Count Reopens\" = '7.0' AND \"Count Reopens\" IN ('6', '7')",
        "datediff('2011/8/11', '2010/9/11') = 334",
        "datediff(current_date(), \"Created At\") = 4",
        "days_between(\"Created At\", today()) = 4",
        "year(\"Created At\") = 2026 AND month(\"Created At\") = 3 AND dayofmonth(\"Created At\") = 29",
        "hour(\"Created At\") = 1 AND minute(\"Created At\") = 30 AND dayofweek(\"Created At\") = 1",
        "EXTRACT(YEAR FROM \"Created At\") = 2026",
        "date(\"Created At\") = DATE '2026-03-29'",
        "\"Created At\" >= DATE '2026-03-29' AND \"Created At\" < now() AND \"Created At\" < '2026-03-29 03:30'",
        "\"Created At\" + INTERVAL '1 day' > '2026-03-30'",
        "ifnull(\"Conversation Rating\", 0) = 0 AND isnull(\"Conversation Rating\") = 1 AND isempty(\"Priority\")",
        "if(\"Conversation Rating\" > 3, 'a', 'b') = 'b'",
        "if_case(\"Title\", equals('x'), 'a', startswith('Ü'), 'b', 'c') = 'b'",
        "upper(\"Title\") = 'ÜBER UNS' AND length(\"Title\") = 8 AND instr(\"Title\", 'uns') = 6",
        "left(\"Title\", 2) = 'Üb' AND substring(\"Title\", 2, 3) = 'ber' AND replace(\"Title\", ' ', '') = 'Überuns'",
        "concat(trim('  a '), 'b') = 'ab' AND startswith(\"Title\", 'Ü') AND contains(\"Title\", 'uns')",
        "round(2.567, 2) = 2.57 AND ceil(1.2) = 2 AND floor(1.8) = 1 AND abs(-3) = 3 AND sqrt(9) = 3 AND sqrt(-1) IS NULL",
        "power(2, 10) = 1024 AND sign(-2) = -1 AND greatest(1, 3, 2) = 3 AND least(1, 3, 2) = 1",
        "CAST(\"Count Reopens\" AS TEXT) = '7' AND CASE WHEN TRUE THEN 1 END = 1 AND NOT FALSE",
        "\"Conversation Age in days\" = 4",
    ];
    wait(async {
        for filter in holds {
            let query = RowsQuery {
                filter: Some(filter.to_owned()),
                ..RowsQuery::all(Module::Conversations)
            };
            let stream = session
                .rows(&query)
                .await
                .unwrap_or_else(|error| panic!("{filter}: {error}"));
            assert_eq!(all(stream).await.unwrap().num_rows(), 1, "{filter}");
        }
    });
}

#[test]
fn aggregates_give_what_they_say() {
    let records = conversations(5, 200, now(), 20);
    let session = Workspace::default()
        .with(Module::Conversations, &records, &[], 64)
        .session(ZONE, now());
    let reopens: Vec<i64> = records
        .iter()
        .filter_map(|record| number(record, "Count Reopens"))
        .collect();
    let open: Vec<&Record> = records
        .iter()
        .filter(|record| text(record, "State") == Some("open"))
        .collect();
    let sum = |values: &[i64]| values.iter().sum::<i64>() as f64;
    let of_open: Vec<i64> = open
        .iter()
        .filter_map(|record| number(record, "Count Reopens"))
        .collect();
    let states = [
        ("sum(\"Count Reopens\")", Some(sum(&reopens))),
        ("avg(\"Count Reopens\")", Some(sum(&reopens) / reopens.len() as f64)),
        ("median(\"Count Reopens\")", median(reopens.clone())),
        ("min(\"Count Reopens\") + max(\"Count Reopens\")", Some(3.0)),
        ("count(*)", Some(200.0)),
        ("count(distinct \"State\") + distinct_count(\"State\")", Some(6.0)),
        ("count_if(\"State\" = 'open')", Some(open.len() as f64)),
        (
            "countif(\"State\" = 'open', \"Count Reopens\")",
            Some(of_open.len() as f64),
        ),
        ("sum_if(\"State\" = 'open', \"Count Reopens\")", Some(sum(&of_open))),
        ("sum_if(\"State\" = 'open', 1, 0)", Some(open.len() as f64)),
        (
            "avg_if(\"State\" = 'open', \"Count Reopens\")",
            Some(sum(&of_open) / of_open.len() as f64),
        ),
        (
            "median_if(\"State\" = 'open', \"Count Reopens\")",
            median(of_open.clone()),
        ),
        ("avg_if(\"State\" = 'lost', \"Count Reopens\")", None),
        ("round(count(*) / 3, 1)", Some(66.7)),
    ];
    wait(async {
        for (formula, expected) in states {
            assert_eq!(one(&session, formula).await, expected, "{formula}");
        }
    });
}

#[test]
fn own_formulas_are_columns_and_measures() {
    let mut book = Book::default();
    let own = |name: &str, kind, text: &str| Definition {
        name: name.to_owned(),
        module: Module::Conversations,
        kind,
        text: text.to_owned(),
    };
    book.add(own(
        "Happy",
        FormulaKind::Column,
        "\"Satisfaction Category\" IN ('Good', 'Very Good')",
    ))
    .unwrap();
    book.add(own(
        "Happy Ones",
        FormulaKind::Aggregate,
        "count_if(\"Happy\") + 0 * \"Satisfaction Rate\"",
    ))
    .unwrap();
    let records = conversations(2, 100, now(), 5);
    let session = Workspace::default()
        .with(Module::Conversations, &records, &[], 30)
        .session_with(ZONE, now(), book, Limits::default());
    let happy = records
        .iter()
        .filter(|record| number(record, "Conversation Rating").is_some_and(|n| n >= 4))
        .count();
    wait(async {
        assert_eq!(one(&session, "happy_ones").await, Some(happy as f64));
        let query = RowsQuery {
            filter: Some("happy".to_owned()),
            ..RowsQuery::all(Module::Conversations)
        };
        assert_eq!(
            all(session.rows(&query).await.unwrap()).await.unwrap().num_rows(),
            happy
        );
    });
}
