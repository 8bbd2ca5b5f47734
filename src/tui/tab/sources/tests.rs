//! Whole screens of this tab: how they look, that they can be drawn at any size, and what keys and clicks do.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use ratatui::layout::Size;

use super::state::{Part, Spot};
use super::update::click;
use crate::api::wire::{Advice, Event, SourceState, Wait};
use crate::catalog::Module;
use crate::tui::ask::Ask;
use crate::tui::model::{Link, Model, Wish};
use crate::tui::msg::{Effect, Msg};
use crate::tui::place::Tab;
use crate::tui::sample::{self, histories};
use crate::tui::still;
use crate::tui::theme::Theme;
use crate::tui::update::update;
use crate::tui::view_tests::{assert_harmless, hostile, looks, screens, sweep};

fn model(size: Size, theme: Theme) -> Model {
    histories::model(size, theme, Tab::Sources)
}

#[test]
fn the_tab_at_five_sizes_in_four_looks() {
    screens("sources", model);
}

fn key(model: &mut Model, code: KeyCode) -> Vec<Effect> {
    update(model, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

fn syncing(model: &mut Model) {
    let source = &mut model.status.as_mut().unwrap().sources[0];
    source.state = SourceState::Syncing;
    let mut progress = sample::progress();
    progress.waiting = Some(Wait {
        seconds: 7,
        reason: "Intercom's rate limit".to_owned(),
    });
    source.progress = Some(progress);
}

fn states() -> Vec<(&'static str, Model)> {
    let made = |change: &dyn Fn(&mut Model)| {
        let mut model = model(Size::new(120, 36), Theme::default());
        change(&mut model);
        model
    };
    vec![
        ("syncing", made(&syncing)),
        (
            "syncing_small",
            made(&|model| {
                syncing(model);
                model.size = Size::new(60, 20);
            }),
        ),
        ("paused", made(&|model| model.source = Some(2))),
        (
            "paused_small",
            made(&|model| {
                model.source = Some(2);
                model.size = Size::new(40, 12);
            }),
        ),
        ("none", made(&|model| model.status.as_mut().unwrap().sources.clear())),
        (
            "never",
            made(&|model| {
                let source = &mut model.status.as_mut().unwrap().sources[0];
                source.state = SourceState::Never;
                (source.last_run, source.last_success_at) = (None, None);
                for module in &mut source.modules {
                    (module.status, module.last_success_at, module.rows) = (None, None, 0);
                }
            }),
        ),
        (
            "engine_gone",
            made(&|model| {
                model.link = Link::Gone {
                    advice: Advice::new("It is gone.", "Somebody ended it.", "Start it."),
                };
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
        sweep(model, 5);
    }
}

#[test]
fn the_cursor_goes_from_the_sources_into_the_modules_and_back() {
    let mut model = model(Size::new(120, 36), Theme::default());
    assert_eq!(model.sources.part, Part::Sources);
    key(&mut model, KeyCode::Down);
    assert_eq!(model.current().unwrap().name, "Acme EU");
    assert!(model.trail.back.is_empty(), "a cursor leaves no trail");
    key(&mut model, KeyCode::Down);
    assert_eq!((model.sources.part, model.sources.modules.at), (Part::Modules, 0));
    key(&mut model, KeyCode::End);
    assert_eq!(model.sources.modules.at, 4);
    key(&mut model, KeyCode::Home);
    key(&mut model, KeyCode::Up);
    assert_eq!(model.sources.part, Part::Sources);
    key(&mut model, KeyCode::Up);
    assert_eq!(model.current().unwrap().id, 1);
    key(&mut model, KeyCode::Tab);
    key(&mut model, KeyCode::Down);
    let effects = key(&mut model, KeyCode::Char('S'));
    assert!(effects.contains(&Effect::Sync {
        source: 1,
        modules: vec![Module::Articles]
    }));
    key(&mut model, KeyCode::Enter);
    assert_eq!(model.tab, Tab::Modules);
    key(&mut model, KeyCode::Char('['));
    assert_eq!(model.tab, Tab::Sources);
    let effects = key(&mut model, KeyCode::Char('h'));
    assert_eq!(model.tab, Tab::History);
    assert!(effects.iter().any(|effect| matches!(
        effect,
        Effect::Ask {
            ask: Ask::Days { source: 1, days: 45 },
            ..
        }
    )));
}

#[test]
fn a_module_is_not_synced_alone_while_everything_is_or_from_the_list_of_sources() {
    let mut model = model(Size::new(120, 36), Theme::default());
    assert!(
        !key(&mut model, KeyCode::Char('S'))
            .iter()
            .any(|effect| matches!(effect, Effect::Sync { .. }))
    );
    assert!(model.notice.as_ref().unwrap().text.contains("Tab moves"));
    key(&mut model, KeyCode::Tab);
    syncing(&mut model);
    key(&mut model, KeyCode::Char('S'));
    assert_eq!(model.notice.as_ref().unwrap().text, "A sync is running already.");
}

#[test]
fn a_click_moves_and_a_second_one_opens() {
    let mut model = model(Size::new(120, 36), Theme::default());
    click(&mut model, Spot::Source(1), false);
    assert!(matches!(model.wish, Some(Wish::Source(2))));
    model.wish = None;
    click(&mut model, Spot::Module(3), false);
    assert_eq!((model.sources.part, model.sources.modules.at), (Part::Modules, 3));
    click(&mut model, Spot::Module(3), false);
    assert!(matches!(model.wish, Some(Wish::Go(_))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_text_gets_out_of_its_cell(text in hostile(), width in 0u16..220, height in 0u16..60, look in 0usize..4) {
        let mut model = model(Size::new(width, height), looks()[look].1);
        let mut status = model.status.clone().unwrap();
        let advice = || Advice::new(text.clone(), text.clone(), text.clone());
        for source in &mut status.sources {
            (source.name, source.host, source.schedule) = (text.clone(), text.clone(), text.clone());
            source.account = Some(text.clone());
            source.problem = Some(advice());
            source.modules[0].problem = Some(advice());
        }
        update(&mut model, Msg::Event(Event::Status { status: Box::new(status) }));
        assert_harmless(&model);
    }
}
