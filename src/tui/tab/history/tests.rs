//! Whole screens of this tab: how they look, that they can be drawn at any size, and what keys and clicks do.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use ratatui::layout::Size;

use super::shown::chosen;
use super::state::{Level, Spot};
use super::update::click;
use crate::api::wire::{Advice, Event, Run, RunStatus, SourceState};
use crate::tui::ask::{Answer, Ask, Slot, Ticket};
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Msg};
use crate::tui::place::Tab;
use crate::tui::sample::{self, histories};
use crate::tui::still;
use crate::tui::theme::Theme;
use crate::tui::update::{here, open, update};
use crate::tui::view_tests::{assert_harmless, hostile, looks, screens, sweep};

fn model(size: Size, theme: Theme) -> Model {
    histories::model(size, theme, Tab::History)
}

#[test]
fn the_tab_at_five_sizes_in_four_looks() {
    screens("history", model);
}

fn key(model: &mut Model, code: KeyCode) -> Vec<Effect> {
    update(model, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, number).unwrap()
}

/// Answers what was asked as an engine would.
fn answered(model: &mut Model, effects: &[Effect]) {
    for effect in effects {
        let Effect::Ask { ticket, ask } = effect else { continue };
        let answer = match ask {
            Ask::Days { .. } => Answer::Days(histories::days()),
            Ask::Runs { day, .. } => Answer::Runs(histories::runs(*day)),
            Ask::Run(id) => {
                let all = histories::days().into_iter().flat_map(|day| histories::runs(day.day));
                Answer::Run(Box::new(all.into_iter().find(|run| run.id == *id).unwrap()))
            }
            _ => continue,
        };
        update(
            model,
            Msg::Answer {
                ticket: *ticket,
                result: Ok(answer),
            },
        );
    }
}

fn press(model: &mut Model, code: KeyCode) {
    let effects = key(model, code);
    answered(model, &effects);
}

fn failed() -> Run {
    histories::runs(day(20))
        .into_iter()
        .find(|run| run.status == RunStatus::Failed)
        .unwrap()
}

fn shows(model: &mut Model, run: Run) {
    model.history.level = Level::Run;
    model.history.run = Some(run.id);
    model.history.shown = Some(run);
}

fn states() -> Vec<(&'static str, Model)> {
    let made = |width, height, change: &dyn Fn(&mut Model)| {
        let mut model = model(Size::new(width, height), Theme::default());
        change(&mut model);
        model
    };
    vec![
        ("failed_run", made(120, 36, &|model| shows(model, failed()))),
        ("failed_run_small", made(40, 12, &|model| shows(model, failed()))),
        ("failed_run_wide", made(200, 60, &|model| shows(model, failed()))),
        (
            "mixed_day",
            made(100, 30, &|model| {
                model.history.day = Some(day(20));
                model.history.runs = Some((day(20), histories::runs(day(20))));
                model.history.level = Level::Runs;
                model.history.list.to(20, 24, 5);
            }),
        ),
        ("runs_small", made(40, 12, &|model| model.history.level = Level::Runs)),
        (
            "loading",
            made(80, 24, &|model| model.history = super::state::State::default()),
        ),
        ("day_loading", made(80, 24, &|model| model.history.runs = None)),
        (
            "problem",
            made(80, 24, &|model| {
                model.history = super::state::State::default();
                let advice = Advice::new("The database failed.", "The disk is full.", "Make room.");
                model.history.problems.insert(Slot::Days, advice);
            }),
        ),
        (
            "running",
            made(100, 30, &|model| {
                let source = &mut model.status.as_mut().unwrap().sources[0];
                source.state = SourceState::Syncing;
                source.progress = Some(sample::progress());
            }),
        ),
        (
            "empty_day",
            made(80, 24, &|model| {
                model.history.day = NaiveDate::from_ymd_opt(2026, 10, 9);
                model.history.runs = Some((model.history.day.unwrap(), Vec::new()));
            }),
        ),
        (
            "none",
            made(80, 24, &|model| model.status.as_mut().unwrap().sources.clear()),
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
fn arrows_move_by_days_and_weeks_and_stay_in_the_calendar() {
    let mut model = model(Size::new(120, 36), Theme::default());
    press(&mut model, KeyCode::Right);
    assert_eq!(chosen(&model), day(22));
    press(&mut model, KeyCode::Left);
    press(&mut model, KeyCode::Up);
    assert_eq!(chosen(&model), day(14));
    assert_eq!(model.history.runs.as_ref().unwrap().0, day(14));
    press(&mut model, KeyCode::Down);
    press(&mut model, KeyCode::Down);
    assert_eq!(chosen(&model), day(21), "a week beyond the end keeps the day");
    press(&mut model, KeyCode::Home);
    assert_eq!(chosen(&model), histories::days()[0].day);
    press(&mut model, KeyCode::Enter);
    assert_eq!(model.history.level, Level::Calendar);
    assert_eq!(model.notice.as_ref().unwrap().text, "No sync began on that day.");
    press(&mut model, KeyCode::End);
    assert_eq!(chosen(&model), day(22));
}

#[test]
fn enter_goes_into_the_day_and_its_syncs_and_escape_back() {
    let mut model = model(Size::new(120, 36), Theme::default());
    press(&mut model, KeyCode::Enter);
    assert_eq!(here(&model).to_string(), "history/2026-11-22?source=Acme+Support");
    press(&mut model, KeyCode::Down);
    press(&mut model, KeyCode::Enter);
    assert_eq!(here(&model).to_string(), "history/run/1070?source=Acme+Support");
    press(&mut model, KeyCode::Left);
    assert_eq!(model.history.run, Some(1069));
    press(&mut model, KeyCode::Right);
    press(&mut model, KeyCode::Esc);
    assert_eq!((model.history.level, model.history.list.at), (Level::Runs, 1));
    press(&mut model, KeyCode::Esc);
    assert_eq!(model.history.level, Level::Calendar);
}

#[test]
fn an_address_leads_to_a_day_and_to_a_sync() {
    let mut model = model(Size::new(120, 36), Theme::default());
    let effects = open(&mut model, &"history/2026-11-20".parse().unwrap());
    answered(&mut model, &effects);
    assert_eq!((model.history.level, chosen(&model)), (Level::Runs, day(20)));
    let run = failed();
    let effects = open(&mut model, &format!("history/run/{}", run.id).parse().unwrap());
    answered(&mut model, &effects);
    assert_eq!(model.history.shown.as_ref(), Some(&run));
    let text = still::text(&still::cells(&model));
    assert!(
        text.contains("five times in 62 s") && text.contains("did not come"),
        "{text}"
    );
    key(&mut model, KeyCode::Char('['));
    assert_eq!(here(&model).to_string(), "history/2026-11-20?source=Acme+Support");
}

#[test]
fn a_sync_that_does_not_exist_is_told_of() {
    let mut model = model(Size::new(80, 24), Theme::default());
    let effects = open(&mut model, &"history/run/999999".parse().unwrap());
    let Some(Effect::Ask { ticket, .. }) = effects
        .iter()
        .find(|effect| matches!(effect, Effect::Ask { ask: Ask::Run(_), .. }))
    else {
        panic!("{effects:?}")
    };
    let result = Err(Advice::new(
        "There is no sync 999999.",
        "No sync has this number.",
        "`interlens history` lists them.",
    ));
    update(
        &mut model,
        Msg::Answer {
            ticket: *ticket,
            result,
        },
    );
    assert!(still::text(&still::cells(&model)).contains("There is no sync 999999."));
    key(&mut model, KeyCode::Esc);
    assert_eq!(model.history.level, Level::Runs);
}

#[test]
fn a_newer_sync_above_leaves_the_cursor_where_it_was() {
    let mut model = model(Size::new(120, 36), Theme::default());
    press(&mut model, KeyCode::Enter);
    press(&mut model, KeyCode::Down);
    let mut runs = histories::runs(day(22));
    runs.insert(0, histories::run(1072, sample::now(), RunStatus::Success));
    let ticket: Ticket = model.tickets.next(Slot::Runs);
    update(
        &mut model,
        Msg::Answer {
            ticket,
            result: Ok(Answer::Runs(runs)),
        },
    );
    assert_eq!(model.history.list.at, 2);
}

#[test]
fn a_click_on_a_day_chooses_it_and_a_second_one_goes_in() {
    let mut model = model(Size::new(120, 36), Theme::default());
    let effects = click(&mut model, Spot::Day(42), false);
    answered(&mut model, &effects);
    assert_eq!(chosen(&model), day(20));
    click(&mut model, Spot::Day(42), false);
    assert_eq!(model.history.level, Level::Runs);
    click(&mut model, Spot::Run(2), false);
    click(&mut model, Spot::Run(2), false);
    assert!(model.wish.is_some());
    // Every day can be hit.
    model.history.level = Level::Calendar;
    let hits = super::view::draw(
        &model,
        &mut ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, 120, 36)),
        ratatui::layout::Rect::new(1, 3, 118, 32),
    );
    assert!(hits.len() >= 45, "{}", hits.len());
}

#[test]
fn a_status_asks_for_nothing_and_a_new_day_for_the_calendar() {
    let mut model = model(Size::new(120, 36), Theme::default());
    model.dashboard.figures.outdated = true;
    let status = Box::new(model.status.clone().unwrap());
    assert_eq!(update(&mut model, Msg::Event(Event::Status { status })), []);
    assert_eq!(update(&mut model, Msg::Minute), []);
    model.now += chrono::TimeDelta::hours(11);
    let effects = update(&mut model, Msg::Minute);
    let days = |effect: &Effect| {
        matches!(
            effect,
            Effect::Ask {
                ask: Ask::Days { .. },
                ..
            }
        )
    };
    assert!(effects.iter().any(days));
    assert_eq!(update(&mut model, Msg::Minute), [], "once is enough");
}

#[test]
fn the_end_of_a_sync_renews_what_is_shown() {
    let mut model = model(Size::new(120, 36), Theme::default());
    let run = Box::new(histories::run(1072, sample::now(), RunStatus::Success));
    let effects = update(&mut model, Msg::Event(Event::RunEnded { run }));
    let days = |effect: &Effect| {
        matches!(
            effect,
            Effect::Ask {
                ask: Ask::Days { .. },
                ..
            }
        )
    };
    let runs = |effect: &Effect| {
        matches!(
            effect,
            Effect::Ask {
                ask: Ask::Runs { .. },
                ..
            }
        )
    };
    assert!(effects.iter().any(days) && effects.iter().any(runs));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_text_gets_out_of_its_cell(
        text in hostile(),
        width in 0u16..220,
        height in 0u16..60,
        look in 0usize..4,
        level in prop::sample::select(vec![Level::Calendar, Level::Runs, Level::Run]),
        scroll in 0u16..40,
    ) {
        let mut model = model(Size::new(width, height), looks()[look].1);
        let advice = || Advice::new(text.clone(), text.clone(), text.clone());
        let mut run = histories::run(1, sample::now(), RunStatus::Failed);
        run.by = Some(text.clone());
        run.reason = Some(advice());
        run.modules[0].reason = Some(advice());
        run.modules[0].problems = 3;
        run.modules[0].examples = vec![text.clone()];
        model.history.run = Some(1);
        for (slot, answer) in [
            (Slot::Runs, Answer::Runs(vec![run.clone()])),
            (Slot::Run, Answer::Run(Box::new(run))),
        ] {
            let ticket = model.tickets.next(slot);
            update(&mut model, Msg::Answer { ticket, result: Ok(answer) });
        }
        model.history.level = level;
        model.history.scroll = scroll;
        assert_harmless(&model);
    }
}
