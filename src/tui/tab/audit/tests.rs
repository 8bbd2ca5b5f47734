//! Whole screens of this tab: how they look, that they can be drawn at any size, and what keys and clicks do.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use ratatui::layout::Size;

use super::state::Spot;
use super::update::click;
use crate::api::wire::{Action, Advice, AuditQuery, Role};
use crate::tui::ask::{Answer, Ask, Slot};
use crate::tui::context::Context;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Msg};
use crate::tui::place::Tab;
use crate::tui::sample::histories;
use crate::tui::still;
use crate::tui::theme::Theme;
use crate::tui::update::{here, open, update};
use crate::tui::view_tests::{assert_harmless, hostile, looks, screens, sweep};

fn model(size: Size, theme: Theme) -> Model {
    histories::model(size, theme, Tab::Audit)
}

#[test]
fn the_tab_at_five_sizes_in_four_looks() {
    screens("audit", model);
}

fn key(model: &mut Model, code: KeyCode) -> Vec<Effect> {
    update(model, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

fn types(model: &mut Model, text: &str) -> Vec<Effect> {
    text.chars().flat_map(|c| key(model, KeyCode::Char(c))).collect()
}

fn refused() -> Advice {
    Advice::new(
        "You may not read the audit history.",
        "That needs the role Org Admin; yours is Viewer.",
        "Ask the Account Admin of this engine; `interlens status` works for everybody.",
    )
}

fn states() -> Vec<(&'static str, Model)> {
    let made = |width, height, change: &dyn Fn(&mut Model)| {
        let mut model = model(Size::new(width, height), Theme::default());
        change(&mut model);
        model
    };
    vec![
        (
            "refused",
            made(80, 24, &|model| {
                model.hello.as_mut().unwrap().role = Role::Viewer;
                model.audit = super::state::State::default();
                model.audit.problem = Some(refused());
            }),
        ),
        (
            "loading",
            made(80, 24, &|model| model.audit = super::state::State::default()),
        ),
        ("empty", made(80, 24, &|model| model.audit.entries = Some(Vec::new()))),
        (
            "filtered",
            made(100, 30, &|model| {
                key(model, KeyCode::Char('w'));
                key(model, KeyCode::Char('a'));
            }),
        ),
        (
            "searching",
            made(80, 24, &|model| {
                types(model, "/run 9");
            }),
        ),
        (
            "nothing_found",
            made(80, 24, &|model| {
                types(model, "/nowhere");
                key(model, KeyCode::Enter);
            }),
        ),
        (
            "entry",
            made(100, 30, &|model| {
                model.audit.list.to(5, 46, 20);
                key(model, KeyCode::Enter);
            }),
        ),
        (
            "entry_small",
            made(40, 12, &|model| {
                model.audit.list.to(5, 46, 5);
                key(model, KeyCode::Enter);
            }),
        ),
    ]
}

#[test]
fn every_state_in_words() {
    for (name, model) in states() {
        insta::assert_snapshot!(format!("state_{name}"), still::text(&still::cells(&model)));
    }
}

#[test]
fn every_state_can_be_drawn_at_every_size() {
    for (_, model) in states() {
        sweep(model, 7);
    }
}

#[test]
fn the_list_follows_while_one_types_and_escape_gives_up() {
    let mut model = model(Size::new(120, 36), Theme::default());
    let all = model.audit.shown.len();
    types(&mut model, "/plan");
    assert_eq!(Context::of(&model), Context::AuditLine);
    assert_eq!(model.audit.shown.len(), 1);
    assert_eq!(model.audit.under_cursor().unwrap().action, Action::PlanDowngrade);
    key(&mut model, KeyCode::Backspace);
    key(&mut model, KeyCode::Enter);
    assert_eq!(here(&model).to_string(), "audit?search=pla&source=Acme+Support");
    key(&mut model, KeyCode::Char('/'));
    key(&mut model, KeyCode::Esc);
    assert_eq!(
        (model.audit.shown.len(), model.audit.query.search.as_ref()),
        (all, None)
    );
    types(&mut model, "/q");
    assert_eq!(
        model.audit.query.search.as_deref(),
        Some("q"),
        "q is typed, and does not end the program"
    );
}

#[test]
fn filters_go_round_and_can_be_taken_away() {
    let mut model = model(Size::new(120, 36), Theme::default());
    let mut seen = Vec::new();
    loop {
        key(&mut model, KeyCode::Char('w'));
        match &model.audit.query.who {
            Some(who) => seen.push(who.clone()),
            None => break,
        }
        let query = model.audit.query.clone();
        assert!(model.audit.shown().count() > 0 && model.audit.shown().all(|entry| query.matches(entry)));
    }
    assert_eq!(seen, ["ana", "system", "tomas", "priya.nair"]);
    key(&mut model, KeyCode::Char('a'));
    key(&mut model, KeyCode::Char('i'));
    assert!(model.audit.is_filtered());
    key(&mut model, KeyCode::Esc);
    assert_eq!(model.audit.query, AuditQuery::default());
}

#[test]
fn what_is_shown_can_be_copied_and_written_to_a_file() {
    let mut model = model(Size::new(120, 36), Theme::default());
    key(&mut model, KeyCode::Char('w'));
    let count = model.audit.shown.len();
    let copied = |effects: Vec<Effect>| {
        let copy = effects.into_iter().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text),
            _ => None,
        });
        copy.unwrap()
    };
    assert!(copied(types(&mut model, "yy")).contains("Action: Sync Now"));
    assert_eq!(copied(types(&mut model, "yc")).lines().count(), count + 1);
    assert_eq!(copied(types(&mut model, "ym")).lines().count(), count + 2);
    let command = copied(types(&mut model, "e"));
    assert_eq!(command, "interlens audit --days 180 --who ana --format csv > audit.csv");
    assert!(model.notice.as_ref().unwrap().text.contains(&command));
}

#[test]
fn an_address_leads_to_an_entry() {
    let mut model = model(Size::new(120, 36), Theme::default());
    let effects = open(&mut model, &"audit/40".parse().unwrap());
    let ticket = effects.iter().find_map(|effect| match effect {
        Effect::Ask {
            ticket,
            ask: Ask::Audit(query),
        } => {
            assert_eq!(query.days, Some(180));
            Some(*ticket)
        }
        _ => None,
    });
    let result = Ok(Answer::Audit(histories::entries()));
    update(
        &mut model,
        Msg::Answer {
            ticket: ticket.unwrap(),
            result,
        },
    );
    assert!(model.audit.open);
    assert_eq!(model.audit.under_cursor().unwrap().id, 40);
    key(&mut model, KeyCode::Esc);
    click(&mut model, Spot::Entry(3), false);
    assert!(!model.audit.open);
    click(&mut model, Spot::Entry(3), false);
    assert!(model.audit.open);
}

#[test]
fn what_was_shown_stays_when_it_cannot_be_renewed() {
    let mut model = model(Size::new(120, 36), Theme::default());
    let ticket = model.tickets.next(Slot::Audit);
    update(
        &mut model,
        Msg::Answer {
            ticket,
            result: Err(refused()),
        },
    );
    assert!(model.audit.entries.is_some());
    assert!(model.notice.as_ref().unwrap().bad);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_text_gets_out_of_its_cell(
        text in hostile(),
        width in 0u16..220,
        height in 0u16..60,
        look in 0usize..4,
        opened in any::<bool>(),
    ) {
        let mut model = model(Size::new(width, height), looks()[look].1);
        let mut entries = histories::entries();
        let entry = &mut entries[0];
        (entry.who, entry.before, entry.after) = (Some(text.clone()), Some(text.clone()), Some(text.clone()));
        entry.what = text.clone();
        entry.source = Some((9, text.clone()));
        let ticket = model.tickets.next(Slot::Audit);
        update(&mut model, Msg::Answer { ticket, result: Ok(Answer::Audit(entries)) });
        if opened {
            model.audit.open = true;
        }
        update(&mut model, Msg::Key(KeyEvent::new(KeyCode::Char('/'), KeyModifiers::NONE)));
        update(&mut model, Msg::Paste(text));
        assert_harmless(&model);
    }
}
