//! The language as a whole, up to the SQL it becomes.

use super::rewrite::Rewriter;
use super::{Book, Definition, Moment};
use crate::catalog::{FormulaKind, Module};
use crate::query::error::Position;

fn rewriter(book: &Book) -> Rewriter<'_> {
    let now = chrono::DateTime::from_timestamp(1_700_000_000, 0).unwrap();
    Rewriter::new(
        Module::Conversations,
        book,
        Moment {
            now,
            today: now.date_naive(),
        },
    )
}

fn own(name: &str, kind: FormulaKind, text: &str) -> Definition {
    Definition {
        name: name.to_owned(),
        module: Module::Conversations,
        kind,
        text: text.to_owned(),
    }
}

#[test]
fn names_are_spelled_as_the_catalog_does() {
    let book = Book::default();
    let sql = rewriter(&book)
        .row("conversation_rating > 3 and conversations.sla_name is null")
        .unwrap();
    assert_eq!(
        sql.to_string(),
        "(\"Conversation Rating\" > 3 AND \"Sla Name\" IS NULL)"
    );
}

#[test]
fn each_table_counts_for_itself() {
    let book = Book::default();
    let measure = rewriter(&book).measure("Conversations to Ticket creation").unwrap();
    let modules: Vec<Module> = measure.aggregates.iter().map(|aggregate| aggregate.module).collect();
    assert_eq!(modules, [Module::Tickets, Module::Conversations]);
    assert!(
        measure
            .aggregates
            .iter()
            .all(|aggregate| aggregate.expression.to_string() == "count(*)")
    );
}

#[test]
fn formulas_use_formulas_but_not_themselves() {
    let mut book = Book::default();
    book.add(own("Twice", FormulaKind::Aggregate, "\"Satisfaction Rate\" * 2"))
        .unwrap();
    book.add(own("Head", FormulaKind::Column, "\"Tail\"")).unwrap();
    book.add(own("Tail", FormulaKind::Column, "\"Head\"")).unwrap();
    assert_eq!(rewriter(&book).measure("Twice").unwrap().aggregates.len(), 2);
    let head = book.find(Module::Conversations, "Head").unwrap().clone();
    let error = rewriter(&book).column(&head).unwrap_err();
    assert!(error.problem.contains("never ends"), "{error}");
}

#[test]
fn errors_point_at_the_column_and_suggest() {
    let book = Book::default();
    let error = rewriter(&book)
        .row("\"State\" = 'open' and \"Conversation Ratng\" = 1")
        .unwrap_err();
    assert_eq!(error.at, Some(Position { line: 1, column: 22 }));
    assert!(error.hint.unwrap().contains("Conversation Rating"));
    let error = rewriter(&book).row("count(\"ID\") > 3").unwrap_err();
    assert_eq!(error.at, Some(Position { line: 1, column: 1 }));
    for wrong in [
        "\"State\"",
        "count(sum(\"Count Reopens\"))",
        "1 + 1",
        "count(\"Tickets\".\"ID\" = \"Title\")",
    ] {
        assert!(rewriter(&book).measure(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn if_case_matches_in_three_ways() {
    let book = Book::default();
    let sql = rewriter(&book)
        .row("if_case(\"Title\", equals('a'), 1, startswith('b'), 2, contains('c'), 3, 'd', 4, 5)")
        .unwrap()
        .to_string();
    for piece in [
        "(\"Title\" = 'a') THEN 1",
        "starts_with(\"Title\", 'b') THEN 2",
        "contains(\"Title\", 'c')",
        "(\"Title\" = 'd') THEN 4 ELSE 5",
    ] {
        assert!(sql.contains(piece), "{sql}");
    }
}

#[test]
fn what_is_not_in_the_language_is_refused() {
    let book = Book::default();
    for hostile in [
        "\"ID\" IN (SELECT 1)",
        "EXISTS (SELECT 1)",
        "(SELECT 1) = 1",
        "generate_series(1, 1000000000000) IS NULL",
        "read_parquet('/etc/passwd') = 1",
        "\"ID\" = $1",
        "\"ID\" = @@version",
        "repeat('x', 1000000000) = 'x'",
        "x'00' = 1",
        "information_schema.tables = 1",
        "\"ID\" ~ 'x'",
        "row_number() OVER () = 1",
        "array_agg(\"ID\") IS NULL",
        "\"ID\" = ANY (SELECT 1)",
        "CAST('x' AS BYTEA) IS NULL",
    ] {
        assert!(rewriter(&book).row(hostile).is_err(), "{hostile}");
    }
    let long = vec!["1"; 200].join(" + ");
    assert!(rewriter(&book).row(&long).unwrap_err().problem.contains("deep"));
    let chain = vec!["\"State\" = 'x'"; 200].join(" OR ");
    assert!(rewriter(&book).row(&chain).is_ok());
}
