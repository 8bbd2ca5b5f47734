//! What is refused, and how it is told.

use super::{ZONE, now};
use crate::catalog::Module;
use crate::query::testing::{Workspace, all, conversations, wait};
use crate::query::{FormulaError, Position, QueryError, RowsQuery};

#[test]
fn hostile_filters_are_refused() {
    let session = Workspace::default().session(ZONE, now());
    let hostile = [
        "COPY (SELECT 1) TO '/etc/passwd'",
        "CREATE EXTERNAL TABLE x STORED AS CSV LOCATION '/etc/passwd'",
        "\"State\" = 'open'; DROP TABLE x",
        "\"State\" = 'open' UNION SELECT 1",
        "\"ID\" IN (SELECT \"ID\" FROM \"Contacts\")",
        "EXISTS (SELECT 1 FROM '/etc/passwd')",
        "'/etc/passwd'.x = 1",
        "\"/etc/passwd\" = 1",
        "(SELECT count(*) FROM \"Contacts\") > 0",
        "generate_series(1, 1000000000000) IS NULL",
        "range(1, 10) IS NULL",
        "repeat('x', 2000000000) = 'x'",
        "\"Tickets\".\"ID\" = '1'",
        "unnest(\"Tags\") = 'a'",
        "\"State\"",
        "1",
        "version() = 'x'",
        "\"ID\" = @@x",
        "count(*) > 1",
        "\"Satisfaction Rate\" > 3",
        "\"Created At\" > 'tomorrow or so'",
        "\"Count Reopens\" = 'many'",
        "((((",
    ];
    wait(async {
        for filter in hostile {
            let query = RowsQuery {
                filter: Some(filter.to_owned()),
                ..RowsQuery::all(Module::Conversations)
            };
            let error = session
                .rows(&query)
                .await
                .err()
                .unwrap_or_else(|| panic!("{filter} was let through"));
            assert!(matches!(error, QueryError::Formula(_)), "{filter}: {error:?}");
            assert!(!error.advice().next.is_empty());
        }
        let query = RowsQuery {
            columns: vec!["Stat".to_owned()],
            ..RowsQuery::all(Module::Conversations)
        };
        let error = session.rows(&query).await.err().unwrap();
        assert!(error.advice().next.contains("State"), "{error}");
    });
}

#[test]
fn a_filter_as_deep_as_may_be_is_answered() {
    let records = conversations(3, 10, now(), 5);
    let session = Workspace::default()
        .with(Module::Conversations, &records, &[], 10)
        .session(ZONE, now());
    let deep = vec!["\"State\" = 'open'"; 200].join(" OR ");
    let nested = format!("{}1 = 1{}", "(".repeat(12), ")".repeat(12));
    let sum = format!("{} > 3", vec!["\"Count Reopens\" / 2"; 35].join(" + "));
    wait(async {
        for filter in [
            deep,
            nested,
            sum,
            format!("\"ID\" IN ({})", vec!["'1'"; 2000].join(",")),
        ] {
            let query = RowsQuery {
                filter: Some(filter),
                ..RowsQuery::all(Module::Conversations)
            };
            all(session.rows(&query).await.unwrap()).await.unwrap();
        }
    });
}

#[test]
fn errors_carry_the_place_through_the_session() {
    let session = Workspace::default().session(ZONE, now());
    let query = RowsQuery {
        filter: Some("\"State\" = 'x' AND\n  \"Stat\" = 1".to_owned()),
        ..RowsQuery::all(Module::Conversations)
    };
    let error = wait(async { session.rows(&query).await.err().unwrap() });
    let QueryError::Formula(FormulaError { at, .. }) = error else {
        panic!("{error:?}")
    };
    assert_eq!(at, Some(Position { line: 2, column: 3 }));
}
