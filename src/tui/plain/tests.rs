//! Sessions in lines, with answers that are made up.

use proptest::prelude::*;
use ratatui::layout::Size;

use super::reader::{Reader, Turn};
use crate::api::wire::{Advice, Cell, Event, Found, Page, PageColumn, Period, SyncStarted, WindowRequest};
use crate::catalog::field::Kind;
use crate::tui::ask::{Answer, Ask, Ticket};
use crate::tui::hostile::grammar::is_readable;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Msg};
use crate::tui::place::Address;
use crate::tui::sample;
use crate::tui::theme::Theme;

/// What is asked last; not what the screen would ask for by the way.
fn asked(turn: &Turn) -> (Ticket, Ask) {
    let mut asked = turn.effects.iter().filter_map(|effect| match effect {
        Effect::Ask {
            ask: Ask::Notifications { .. },
            ..
        } => None,
        Effect::Ask { ticket, ask } => Some((*ticket, ask.clone())),
        _ => None,
    });
    asked
        .next_back()
        .unwrap_or_else(|| panic!("nothing is asked: {turn:?}"))
}

fn status() -> Msg {
    Msg::Event(Event::Status {
        status: Box::new(sample::status()),
    })
}

/// A session that has said the figures.
fn reader() -> (Reader, Vec<String>) {
    let model = Model::new(sample::now(), Size::new(80, 24), Theme::default());
    let mut reader = Reader::new(model, Address::default());
    reader.take(Msg::Connected(Box::new(sample::hello())), sample::now());
    assert!(!reader.is_settled());
    let turn = reader.take(status(), sample::now());
    let (ticket, _) = asked(&turn);
    let figures = Answer::Figures(Box::new(sample::overview(Period::Month)));
    let turn = reader.take(
        Msg::Answer {
            ticket,
            result: Ok(figures),
        },
        sample::now(),
    );
    assert!(reader.is_settled());
    (reader, turn.lines)
}

fn typed(reader: &mut Reader, line: &str) -> Turn {
    reader.typed(line, sample::now())
}

fn page(request: &WindowRequest, text: &str) -> Page {
    let rows = 0..request.limit.min(12_u64.saturating_sub(request.offset));
    Page {
        version: 1,
        total: 20,
        rows: 12,
        offset: request.offset,
        columns: vec![
            PageColumn {
                name: "Name".to_owned(),
                kind: Kind::Text,
            },
            PageColumn {
                name: "Count".to_owned(),
                kind: Kind::Integer,
            },
            PageColumn {
                name: "Tags".to_owned(),
                kind: Kind::List,
            },
        ],
        cells: rows
            .map(|row| {
                vec![
                    Cell::Text(format!("{text} {}", request.offset + row + 1)),
                    Cell::Integer(1000 * i64::try_from(row).unwrap()),
                    Cell::Empty,
                ]
            })
            .collect(),
    }
}

/// Types a line that asks for rows, and gives what is said when they come.
fn rows(reader: &mut Reader, line: &str, text: &str) -> Vec<String> {
    let mut turn = typed(reader, line);
    let mut lines = std::mem::take(&mut turn.lines);
    loop {
        let (ticket, ask) = asked(&turn);
        let answer = match &ask {
            Ask::Window(request) => Answer::Window(Box::new(page(request, text))),
            Ask::Find(request) => Answer::Find(Found {
                version: 1,
                position: Some(request.from + 2),
                nth: 2,
                matches: 7,
                wrapped: false,
            }),
            other => panic!("{other:?}"),
        };
        let result = Ok(answer);
        turn = reader.take(Msg::Answer { ticket, result }, sample::now());
        lines.append(&mut turn.lines);
        if turn.effects.is_empty() {
            assert!(reader.is_settled());
            return lines;
        }
    }
}

#[test]
fn it_begins_with_the_figures() {
    let (_, lines) = reader();
    assert!(lines.iter().any(|line| line.starts_with("interlens")), "{lines:?}");
    assert!(
        lines
            .iter()
            .any(|line| line == "Waiting longest, of 121 conversations" || line.starts_with("Waiting longest"))
    );
}

#[test]
fn rows_are_said_some_at_a_time() {
    let (mut reader, _) = reader();
    let lines = rows(&mut reader, "teams", "team");
    assert_eq!(
        lines[..5],
        [
            "Teams: rows 1 to 5 of 12.",
            "Row 1.",
            "Name: team 1",
            "Count: 0",
            "Tags: none"
        ]
    );
    let lines = rows(&mut reader, "next", "team");
    assert_eq!(lines[0], "Teams: rows 6 to 10 of 12.");
    rows(&mut reader, "next", "team");
    assert_eq!(typed(&mut reader, "next").lines, ["These are the last rows."]);
    assert_eq!(rows(&mut reader, "row 7", "team")[1], "Row 7.");
    assert_eq!(rows(&mut reader, "record 9", "team")[0], "Teams: row 9 of 12.");
    let lines = rows(&mut reader, "find refund", "team");
    assert_eq!(
        lines[..2],
        ["Match 2 of 7.", "Teams: row 12 of 12."].map(str::to_owned),
        "{lines:?}"
    );
    rows(&mut reader, "first", "team");
    assert_eq!(typed(&mut reader, "previous").lines, ["These are the first rows."]);
    rows(&mut reader, "rows 2", "team");
    let lines = rows(&mut reader, "table", "team");
    assert_eq!(
        lines,
        [
            "Teams: rows 1 to 2 of 12.",
            "Name    Count  Tags",
            "team 1      0  -",
            "team 2  1,000  -"
        ]
    );
    rows(&mut reader, "sort -Name", "team");
    let lines = rows(&mut reader, "where Name ~ bill", "team");
    assert_eq!(
        lines[0],
        "Teams: rows 1 to 2 of 12, 20 in all, where Name ~ bill, sorted by Name, greatest first."
    );
    assert_eq!(
        typed(&mut reader, "here").lines,
        ["modules/teams?sort=-Name&where=Name+%7E+bill, at row 1"]
    );
    assert!(
        typed(&mut reader, "sources")
            .lines
            .contains(&"Data source: Acme Support".to_owned())
    );
    assert!(rows(&mut reader, "back", "team")[0].contains("where Name ~ bill"));
}

#[test]
fn syncs_are_started_cancelled_and_announced() {
    let (mut reader, _) = reader();
    let turn = typed(&mut reader, "sync");
    assert!(matches!(turn.effects[..], [Effect::Sync { source: 1, .. }]));
    assert!(!reader.is_settled(), "the request is under way");
    let started = SyncStarted {
        run: 3,
        already_running: false,
    };
    let turn = reader.take(Msg::SyncStarted(Ok(started)), sample::now());
    assert_eq!(turn.lines, ["ANN: The sync has started."]);
    assert!(reader.is_settled());
    assert_eq!(typed(&mut reader, "cancel").lines, ["No sync is running."]);
    let mut status = sample::status();
    status.sources[0].progress = Some(sample::progress());
    let status = Box::new(status);
    reader.take(Msg::Event(Event::Status { status }), sample::now());
    assert!(typed(&mut reader, "cancel").lines[0].starts_with("Cancel the sync?"));
    let turn = typed(&mut reader, "yes");
    assert!(matches!(turn.effects[..], [Effect::CancelSync { source: 1 }]));
    let turn = reader.take(Msg::SyncCancelled(Ok(true)), sample::now());
    assert!(turn.lines[0].starts_with("ANN: The sync is being cancelled"));
    assert_eq!(typed(&mut reader, "yes").lines, ["Nothing was asked."]);
}

#[test]
fn an_engine_that_goes_and_comes_is_announced_and_nobody_waits_for_its_answers() {
    let (mut reader, _) = reader();
    typed(&mut reader, "teams");
    assert!(!reader.is_settled());
    let advice = Advice::new("The engine is gone.", "It said goodbye.", "It is looked for again.");
    let turn = reader.take(Msg::Lost(advice), sample::now());
    assert_eq!(
        turn.lines,
        ["ANN: The engine is gone. It said goodbye. It is looked for again."]
    );
    assert!(reader.is_settled());
    let turn = reader.take(Msg::Connected(Box::new(sample::hello())), sample::now());
    assert_eq!(turn.lines, ["ANN: The engine is there again."]);
}

#[test]
fn what_can_be_typed_is_told() {
    let (mut reader, _) = reader();
    let help = typed(&mut reader, "help").lines;
    assert!(
        help.iter().any(|line| line.starts_with("next: ")) && help.iter().any(|line| line.starts_with("sync now: "))
    );
    assert!(
        typed(&mut reader, "help sort")
            .lines
            .iter()
            .all(|line| line.to_lowercase().contains("sort"))
    );
    assert!(typed(&mut reader, "make coffee").lines[0].contains("help says what can be typed"));
    assert!(typed(&mut reader, "next").lines[0].contains("for tables"));
    assert_eq!(typed(&mut reader, "quit").effects, [Effect::Quit]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_and_answered_a_line_is_a_line(
        line in prop_oneof![any::<String>(), "(find|where|open|search|sort|help|columns) .*"],
        text in any::<String>(),
    ) {
        let (mut reader, _) = reader();
        let lines = typed(&mut reader, &line).lines;
        let (mut reader, _) = self::reader();
        for said in lines.into_iter().chain(rows(&mut reader, "teams", &text)).chain(rows(&mut reader, "table", &text)) {
            prop_assert_eq!(is_readable(&said), Ok(()), "{:?}", said);
        }
    }
}
