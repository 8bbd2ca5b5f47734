//! SQL: what it knows and what it refuses.

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::util::display::array_value_to_string;

use super::{ZONE, now, tickets};
use crate::catalog::Module;
use crate::query::testing::{Workspace, all, conversations, wait};
use crate::query::{Group, QueryError, Scope, Session};

async fn sql(session: &Session, text: &str) -> Result<RecordBatch, QueryError> {
    all(session.sql(text).await?).await
}

#[test]
fn sql_knows_the_modules_the_columns_and_the_formulas() {
    let records = conversations(6, 300, now(), 30);
    let session = Workspace::default()
        .with(Module::Conversations, &records, &[1, 2, 3], 100)
        .with(Module::Tickets, &tickets(30), &[], 10)
        .session(ZONE, now());
    wait(async {
        let by_team = sql(
            &session,
            "SELECT team_assignee_id, \"Satisfaction Rate\", count(*) AS n FROM conversations GROUP BY 1 ORDER BY 1",
        )
        .await
        .unwrap();
        let names: Vec<String> = by_team
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        assert_eq!(names, ["Team Assignee ID", "Satisfaction Rate", "n"]);
        let scope = Scope::default().by(Group::Column("Team Assignee ID".to_owned()));
        let measured = session
            .measure(Module::Conversations, &["Satisfaction Rate"], &scope)
            .await
            .unwrap();
        let rates: Vec<Option<f64>> = by_team
            .column(1)
            .as_primitive::<datafusion::arrow::datatypes::Float64Type>()
            .iter()
            .collect();
        assert_eq!(rates, measured.numbers(0).unwrap());
        for (text, expected) in [
            (
                "SELECT \"Conversations to Ticket creation\" * 297 FROM Conversations",
                "3000.0",
            ),
            ("SELECT count(*) FROM conversation_vs_contact", "0"),
            ("SELECT count_if(c.state != 'closed') >= 0 FROM Conversations c", "true"),
            ("SELECT max(datediff(current_date(), created_at)) FROM Tickets", "29"),
            (
                "WITH x AS (SELECT state FROM Conversations) SELECT count(*) FROM x",
                "297",
            ),
            (
                "SELECT count(*) FROM Conversations WHERE \"Satisfaction Category\" = 'no'",
                "0",
            ),
            (
                "SELECT count(*) FROM Tickets t JOIN Conversations c ON t.id = c.id",
                "0",
            ),
            ("SELECT (SELECT count(*) FROM Tickets) + 1", "31"),
        ] {
            let answer = sql(&session, text)
                .await
                .unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(array_value_to_string(answer.column(0), 0).unwrap(), expected, "{text}");
        }
    });
}

#[test]
fn sql_that_is_more_than_reading_is_refused() {
    let session = Workspace::default().session(ZONE, now());
    let hostile = [
        "CREATE EXTERNAL TABLE x STORED AS CSV LOCATION '/etc/passwd'",
        "CREATE TABLE x AS SELECT 1",
        "COPY (SELECT 1) TO '/tmp/x.csv'",
        "INSERT INTO Teams VALUES ('1', '2')",
        "UPDATE Teams SET Name = 'x'",
        "DELETE FROM Teams",
        "DROP TABLE Teams",
        "SET datafusion.execution.batch_size = 1",
        "PREPARE p AS SELECT 1",
        "EXECUTE p",
        "EXPLAIN ANALYZE SELECT 1",
        "SHOW TABLES",
        "SELECT 1; SELECT 2",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM \"/etc/passwd\"",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM generate_series(1, 1000000000000)",
        "SELECT * FROM range(1, 1000000000000)",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT repeat('x', 2000000000)",
        "SELECT range(1, 1000000000)",
        "WITH RECURSIVE x AS (SELECT 1 UNION ALL SELECT * FROM x) SELECT * FROM x",
        "SELECT * INTO x FROM Teams",
        "SELECT * FROM UNNEST([1, 2])",
        "SELECT * FROM Teamz",
    ];
    let nested = format!("SELECT {}1{}", "(".repeat(10_000), ")".repeat(10_000));
    let chained = format!("SELECT {}", vec!["1"; 400].join("+"));
    let crossed = format!("SELECT 1 FROM {}", vec!["Teams"; 30].join(","));
    wait(async {
        for text in hostile.into_iter().chain([nested.as_str(), &chained, &crossed]) {
            let shown: String = text.chars().take(60).collect();
            let error = sql(&session, text)
                .await
                .err()
                .unwrap_or_else(|| panic!("{shown} was let through"));
            assert!(
                matches!(error, QueryError::Refused { .. } | QueryError::Formula(_)),
                "{shown}: {error:?}"
            );
        }
    });
}
