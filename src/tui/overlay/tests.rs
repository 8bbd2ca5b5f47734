use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;

use super::*;
use crate::chart::Kind;
use crate::tui::model::Target;
use crate::tui::msg::{Effect, Msg};
use crate::tui::theme::{Glyphs, Theme, Tier};
use crate::tui::update::update;
use crate::tui::{sample, still, view};

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 36)];

fn model(size: (u16, u16)) -> Model {
    let mut model = sample::model(Size::new(size.0, size.1), Theme::default());
    model.news.take(sample::notifications());
    model
}

fn press(model: &mut Model, code: KeyCode) -> Vec<Effect> {
    update(model, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

fn types(model: &mut Model, text: &str) {
    for c in text.chars() {
        press(model, KeyCode::Char(c));
    }
}

/// The model with the places of the frame before, as the runtime keeps them.
fn drawn(model: &mut Model) -> String {
    let mut cells =
        ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, model.size.width, model.size.height));
    model.hits = view::draw(model, &mut cells);
    still::text(&cells)
}

#[test]
fn each_list_at_two_sizes_and_in_ascii() {
    let lists: [(&str, &[&str]); 9] = [
        ("help", &["?"]),
        ("help_typed", &["?", "sync"]),
        ("palette", &[":"]),
        ("palette_typed", &[":", "sync now"]),
        ("palette_nothing", &[":", "zzzz"]),
        ("palette_address", &[":", "modules/teams?sort=Name"]),
        ("which", &["g"]),
        ("jump", &["'"]),
        ("notifications", &["!"]),
    ];
    for (name, keys) in lists {
        for size in SIZES {
            for (look, theme) in [
                ("unicode", Theme::default()),
                (
                    "ascii",
                    Theme {
                        glyphs: Glyphs::Ascii,
                        tier: Tier::None,
                        ..Theme::default()
                    },
                ),
            ] {
                if look == "ascii" && (size != SIZES[0] || name.contains('_')) {
                    continue;
                }
                let mut model = model(size);
                model.theme = theme;
                drawn(&mut model);
                for keys in keys {
                    types(&mut model, keys);
                }
                let text = drawn(&mut model);
                insta::assert_snapshot!(format!("{name}_{}x{}_{look}", size.0, size.1), text);
            }
        }
    }
}

#[test]
fn every_action_of_every_tab_is_in_the_palette_and_in_the_help() {
    for tab in Tab::ALL {
        let mut model = model(SIZES[0]);
        model.tab = tab;
        let help = help::entries(&model, "");
        assert_eq!(help.len(), crate::tui::actions::all().count(), "{tab:?}");
        assert_eq!(
            help[0].0,
            Context::under(&model)
                .chain()
                .into_iter()
                .find(|context| { crate::tui::actions::all().any(|action| action.contexts.contains(context)) })
                .unwrap()
        );
        let found = palette::found(&model, "");
        for action in crate::tui::actions::all() {
            let only_on_top = action
                .contexts
                .iter()
                .all(|context| context.is_overlay() || context.types());
            let word = action.id.slug();
            assert_ne!(
                found.iter().any(|found| found.entry.word == word),
                only_on_top,
                "{word}"
            );
        }
    }
}

#[test]
fn every_chart_is_found_by_its_name() {
    let model = sample::model(Size::new(120, 36), Theme::default());
    for kind in Kind::all() {
        let name = kind.to_string();
        let found = palette::found(&model, &name.to_lowercase().replace(" · ", " "));
        let words: Vec<&str> = found.iter().take(8).map(|found| found.entry.word.as_str()).collect();
        let address = format!("charts/{}", kind.slug());
        assert!(words.contains(&address.as_str()), "{name}: {words:?}");
    }
}

#[test]
fn the_palette_does_what_is_chosen_and_remembers_it() {
    let mut model = model(SIZES[1]);
    types(&mut model, ":");
    types(&mut model, "sync now");
    let effects = press(&mut model, KeyCode::Enter);
    assert!(matches!(effects[..], [Effect::Sync { source: 1, .. }]), "{effects:?}");
    assert_eq!(model.overlay, Overlay::None);
    assert_eq!(model.recent, ["shell.sync-now"]);
    types(&mut model, ":");
    assert_eq!(palette::found(&model, "")[0].entry.word, "shell.sync-now");
    // A table is gone to by its name.
    types(&mut model, "conversations");
    press(&mut model, KeyCode::Enter);
    assert_eq!(model.tab, Tab::Modules);
    assert_eq!(model.recent[0], "modules/conversations");
    types(&mut model, ":dashboard?period=7d");
    press(&mut model, KeyCode::Enter);
    assert_eq!(
        (model.tab, model.dashboard.period),
        (Tab::Dashboard, crate::api::wire::Period::Week)
    );
    // What cannot be done says why, and the list stays.
    types(&mut model, ":cancel sync");
    press(&mut model, KeyCode::Enter);
    assert!(
        model
            .notice
            .as_ref()
            .is_some_and(|notice| notice.bad && notice.text.contains("No sync"))
    );
    assert!(matches!(model.overlay, Overlay::Palette(_)));
}

#[test]
fn an_action_of_another_tab_goes_there_first() {
    let mut model = model(SIZES[1]);
    model.tab = Tab::Audit;
    types(&mut model, ":longer period");
    let entry = palette::found(&model, "longer period").remove(0).entry;
    assert!(
        matches!(entry.choice, Choice::Elsewhere(Tab::Dashboard, _)),
        "{entry:?}"
    );
    let before = model.dashboard.period;
    press(&mut model, KeyCode::Enter);
    assert_eq!((model.tab, model.dashboard.period), (Tab::Dashboard, before.next()));
}

#[test]
fn a_click_chooses_and_the_wheel_moves() {
    let mut model = model(SIZES[0]);
    types(&mut model, "?");
    drawn(&mut model);
    let entries: Vec<usize> = model
        .hits
        .iter()
        .filter_map(|hit| match hit.target {
            Target::Entry(entry) => Some(entry),
            _ => None,
        })
        .collect();
    assert!(entries.len() > 8);
    let help = help::entries(&model, "");
    let at = help.iter().position(|(_, action)| action.name == "period").unwrap();
    let before = model.dashboard.period;
    for _ in 0..at {
        press(&mut model, KeyCode::Down);
    }
    press(&mut model, KeyCode::Enter);
    assert_eq!(model.dashboard.period, before.next());
    assert_eq!(model.overlay, Overlay::None);
}

#[test]
fn a_chord_shows_what_may_follow_and_can_be_taken_back() {
    let mut model = model(SIZES[0]);
    types(&mut model, "y");
    assert!(drawn(&mut model).contains("copy address"));
    press(&mut model, KeyCode::Backspace);
    assert!(model.pending.is_empty());
    types(&mut model, "y");
    press(&mut model, KeyCode::Esc);
    assert!(model.pending.is_empty() && model.overlay == Overlay::None);
    types(&mut model, "y");
    let effects = press(&mut model, KeyCode::Char('a'));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Copy(_))));
}

#[test]
fn labels_lead_where_they_stand() {
    let mut model = model(SIZES[1]);
    drawn(&mut model);
    let hits = model.hits.clone();
    types(&mut model, "'");
    drawn(&mut model);
    assert_eq!(model.hits.len(), hits.len(), "nothing moves under the labels");
    let label = jump::labels(&hits)
        .into_iter()
        .find(|label| label.target == Target::Tab(Tab::History))
        .unwrap();
    types(&mut model, &label.text);
    assert_eq!((model.tab, &model.overlay), (Tab::History, &Overlay::None));
    types(&mut model, "'9");
    assert_eq!(model.overlay, Overlay::None);
}

#[test]
fn notifications_are_counted_until_they_are_read() {
    let mut model = model(SIZES[0]);
    assert!(drawn(&mut model).contains("⚑ 3"));
    let effects = press(&mut model, KeyCode::Char('!'));
    assert!(matches!(effects[..], [Effect::Ask { .. }]));
    press(&mut model, KeyCode::Down);
    press(&mut model, KeyCode::Enter);
    assert_eq!(model.tab, Tab::History);
    assert!(!drawn(&mut model).contains('⚑'));
    assert_eq!(model.news.read, 412);
}

#[test]
fn everything_has_a_word_of_its_own() {
    let mut model = model(SIZES[0]);
    let mut said = std::collections::HashSet::new();
    for tab in Tab::ALL.into_iter().skip(1) {
        model.tab = tab;
        assert!(said.insert(explain::focused(&model)));
    }
    model.tab = Tab::Dashboard;
    for _ in 0..16 {
        let (title, words) = explain::focused(&model);
        assert!(words.ends_with('.') && !title.is_empty());
        press(&mut model, KeyCode::Tab);
    }
}
