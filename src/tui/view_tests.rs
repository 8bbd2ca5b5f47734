//! Whole screens: how they look, that they can be drawn at any size, and that nothing hostile gets on them.

use std::fmt::Write;

use chrono::TimeDelta;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier};

use super::clean::Clean;
use super::field::Field;
use super::hostile::grammar::{is_allowed, is_readable};
use super::model::{Link, Model, Overlay, Panel, Search};
use super::terminal::Screen;
use super::theme::{Background, Glyphs, Theme, Tier};
use super::{plain, sample, still};
use crate::api::wire::{Advice, SourceState, Waiting};

pub(in crate::tui) fn looks() -> [(&'static str, Theme); 4] {
    let dark = Theme::default();
    [
        ("dark", dark),
        (
            "light256",
            Theme {
                background: Background::Light,
                tier: Tier::Indexed,
                ..dark
            },
        ),
        (
            "none",
            Theme {
                tier: Tier::None,
                ..dark
            },
        ),
        (
            "ascii",
            Theme {
                glyphs: Glyphs::Ascii,
                tier: Tier::Sixteen,
                ..dark
            },
        ),
    ]
}

/// A letter for each style, in the order in which they appear, with a legend: what text alone does not show.
pub(in crate::tui) fn styles(cells: &Buffer) -> String {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\
                           αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩбгджзийлпфцчшщъыьэюяБГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯ";
    let letters: Vec<char> = LETTERS.chars().collect();
    // A picture has more colours than there are letters; those that come last share one.
    let letter = |index: usize| letters.get(index).copied().unwrap_or('*');
    let mut known: Vec<(Color, Color, Modifier)> = Vec::new();
    let mut map = String::new();
    for y in 0..cells.area.height {
        let mut row = String::new();
        for x in 0..cells.area.width {
            let cell = &cells[(x, y)];
            let style = (cell.fg, cell.bg, cell.modifier);
            let index = known.iter().position(|other| *other == style).unwrap_or_else(|| {
                known.push(style);
                known.len() - 1
            });
            row.push(letter(index));
        }
        // `a12 b3`: twelve cells in the first style, three in the second.
        let mut rest = row.as_str();
        while let Some(first) = rest.chars().next() {
            let tail = rest.trim_start_matches(first);
            let length = (rest.len() - tail.len()) / first.len_utf8();
            write!(map, "{first}{length} ").unwrap();
            rest = tail;
        }
        map.push('\n');
    }
    for (index, (fg, bg, modifier)) in known.iter().enumerate() {
        writeln!(map, "{} {fg} on {bg} {modifier:?}", letter(index)).unwrap();
    }
    map
}

#[test]
fn the_dashboard_at_five_sizes_in_four_looks() {
    screens("dashboard", sample::model);
}

fn states() -> Vec<(&'static str, Model)> {
    let model = || sample::model(Size::new(100, 30), Theme::default());
    let problem = || {
        Advice::new(
            "Intercom refused the access token.",
            "It answered 401 unauthorized to GET /me.",
            "Give a new token with `interlens connect`, then press s.",
        )
    };
    let mut list = Vec::new();
    let mut push = |name, change: &dyn Fn(&mut Model)| {
        let mut model = model();
        change(&mut model);
        list.push((name, model));
    };
    let source = |model: &mut Model, state| {
        let source = &mut model.status.as_mut().unwrap().sources[0];
        source.state = state;
        if state == SourceState::Syncing {
            source.progress = Some(sample::progress());
        }
        if matches!(state, SourceState::Failed | SourceState::Paused) {
            source.problem = Some(problem());
        }
    };
    let empty = |model: &mut Model| {
        model.dashboard.figures.shown = None;
        model.status.as_mut().unwrap().sources[0].last_success_at = None;
    };
    push("connecting", &|model| {
        *model = Model::new(sample::now(), model.size, model.theme);
    });
    push("no_engine", &|model| {
        *model = Model::new(sample::now(), model.size, model.theme);
        model.link = Link::Gone { advice: problem() };
    });
    push("no_source", &|model| model.status.as_mut().unwrap().sources.clear());
    push("first_run", &|model| {
        empty(model);
        source(model, SourceState::Syncing);
    });
    push("never_synced", &|model| {
        empty(model);
        source(model, SourceState::Never);
    });
    push("first_sync_failed", &|model| {
        empty(model);
        source(model, SourceState::Failed);
    });
    push("no_conversations", &|model| {
        if let Some(figures) = &mut model.dashboard.figures.shown {
            figures.conversations = 0;
        }
    });
    push("computing", &|model| model.dashboard.figures.shown = None);
    push("figures_failed", &|model| {
        model.dashboard.figures.shown = None;
        model.dashboard.figures.problem = Some(problem());
    });
    push("syncing", &|model| source(model, SourceState::Syncing));
    push("syncing_enlarged", &|model| {
        source(model, SourceState::Syncing);
        model.dashboard.focus = Panel::Sync;
        model.dashboard.enlarged = true;
    });
    push("failed", &|model| source(model, SourceState::Failed));
    push("paused", &|model| source(model, SourceState::Paused));
    push("engine_gone", &|model| {
        model.link = Link::Gone { advice: problem() };
        model.now += TimeDelta::minutes(3);
    });
    push("help", &|model| {
        model.overlay = Overlay::Help(Search::default());
    });
    push("help_filtered", &|model| {
        model.overlay = Overlay::Help(Search {
            field: Field::from("sync"),
            at: 0,
        });
    });
    push("confirm", &|model| {
        source(model, SourceState::Syncing);
        model.overlay = Overlay::ConfirmCancel;
    });
    push("tile_enlarged", &|model| model.dashboard.enlarged = true);
    push("teams_enlarged", &|model| {
        model.dashboard.focus = Panel::Teams;
        model.dashboard.enlarged = true;
    });
    list
}

#[test]
fn every_state_in_words() {
    for (name, model) in states() {
        insta::assert_snapshot!(format!("state_{name}"), still::text(&still::cells(&model)));
    }
}

#[test]
fn every_state_can_be_drawn_at_every_size() {
    let mut sizes: Vec<(u16, u16)> = (0..=60)
        .flat_map(|width| (0..=20).map(move |height| (width, height)))
        .collect();
    sizes.extend([
        (61, 200),
        (500, 6),
        (107, 31),
        (109, 27),
        (300, 100),
        (73, 15),
        (151, 43),
        (1000, 5),
    ]);
    for (name, mut model) in states() {
        // A screen over the figures is drawn like the figures: a part of the sizes does for it.
        let every = if matches!(name, "syncing" | "failed" | "first_run" | "help") {
            1
        } else {
            7
        };
        for &(width, height) in sizes.iter().step_by(every) {
            model.size = Size::new(width, height);
            let cells = still::cells(&model);
            assert_eq!(cells.area.as_size(), model.size);
        }
    }
}

#[test]
fn the_words_of_a_small_terminal_are_words() {
    let text = still::text(&still::cells(&sample::model(Size::new(19, 4), Theme::default())));
    assert!(text.contains("interlens needs"), "{text}");
}

#[test]
fn plain_text_in_words() {
    for (name, glyphs) in [("unicode", Glyphs::Unicode), ("ascii", Glyphs::Ascii)] {
        let text = plain::overview(
            &sample::status(),
            &sample::overview(crate::api::wire::Period::Month),
            80,
            glyphs,
        );
        assert!(text.lines().all(|line| crate::text::display_width(line) <= 80));
        assert!(glyphs == Glyphs::Unicode || text.is_ascii());
        insta::assert_snapshot!(format!("plain_{name}"), text);
    }
}

/// Texts with something nasty in them.
pub(in crate::tui) fn hostile() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "\u{1b}[2J",
        "\u{1b}]52;c;eA==\u{7}",
        "\u{9b}31m",
        "\r\n",
        "\t",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{feff}",
        "\u{ad}",
        "\u{e0041}",
        "\u{301}\u{301}\u{301}",
        "\u{2028}",
        "日本語",
        "👩‍👩‍👧‍👦",
        "\u{0}",
        "%s%n",
        "مرحبا",
    ]);
    prop::collection::vec(prop_oneof![nasty.prop_map(str::to_owned), any::<String>()], 0..4)
        .prop_map(|parts| parts.concat())
}

/// The sample with a text in every place where the engine can put one.
fn poisoned(text: &str, size: Size, theme: Theme) -> Model {
    let mut model = sample::model(size, theme);
    let text = || text.to_owned();
    let advice = || Advice::new(text(), text(), text());
    let mut status = sample::status();
    status.engine.version = text();
    let source = &mut status.sources[0];
    (source.name, source.account, source.host, source.time_zone) = (text(), Some(text()), text(), text());
    source.state = SourceState::Failed;
    source.problem = Some(advice());
    let mut progress = sample::progress();
    progress.run.modules[4].reason = Some(advice());
    progress.waiting = Some(crate::api::wire::Wait {
        seconds: 4,
        reason: text(),
    });
    source.progress = Some(progress);
    source.modules[0].problem = Some(advice());
    let mut overview = sample::overview(crate::api::wire::Period::Month);
    overview.time_zone = text();
    for tile in &mut overview.tiles {
        tile.name = text();
    }
    overview.states[0].label = text();
    overview.categories[0].label = text();
    overview.teams[0].name = Some(text());
    overview.waiting.insert(
        0,
        Waiting {
            id: text(),
            title: Some(text()),
            team: Some(text()),
            admin: Some(text()),
            priority: Some(text()),
            ..overview.waiting[0].clone()
        },
    );
    model.status = Some(status.cleaned());
    model.dashboard.figures.shown = Some(overview.cleaned());
    model.dashboard.figures.problem = Some(advice().cleaned());
    model
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_text_gets_out_of_its_cell(
        text in hostile(),
        width in 0u16..180,
        height in 0u16..60,
        look in 0usize..4,
        panel in prop::sample::select(vec![Panel::Tile(0), Panel::Sync, Panel::Teams, Panel::Waiting, Panel::Modules]),
        enlarged in any::<bool>(),
    ) {
        let theme = looks()[look].1;
        let mut model = poisoned(&text, Size::new(width, height), theme);
        model.dashboard.focus = panel;
        model.dashboard.enlarged = enlarged;
        let cells = still::cells(&model);
        for cell in &cells.content {
            let symbol = cell.symbol();
            prop_assert_eq!(is_readable(symbol), Ok(()));
            prop_assert!(crate::text::display_width(symbol) >= 1, "{symbol:?} has no width");
            prop_assert!(theme.glyphs == Glyphs::Unicode || symbol.is_ascii(), "{symbol:?}");
        }
        crossterm::style::force_color_output(true);
        let bytes = Screen::default().frame(cells).unwrap();
        prop_assert_eq!(is_allowed(&bytes), Ok(()));
    }

    #[test]
    fn no_text_gets_out_of_its_line(text in hostile(), width in 0usize..160) {
        let model = poisoned(&text, Size::new(80, 24), Theme::default());
        let (status, overview) = (model.status.unwrap(), model.dashboard.figures.shown.unwrap());
        let plain = plain::overview(&status, &overview, width, Glyphs::Ascii);
        prop_assert!(plain.bytes().all(|byte| byte == b'\n' || (0x20..0x7f).contains(&byte)));
        let plain = plain::overview(&status, &overview, width, Glyphs::Unicode);
        for line in plain.lines() {
            prop_assert_eq!(is_readable(line), Ok(()));
        }
    }
}

#[test]
fn a_frame_that_shows_nothing_new_is_no_bytes() {
    let mut screen = Screen::default();
    let model = sample::model(Size::new(120, 36), Theme::default());
    assert!(!screen.frame(still::cells(&model)).unwrap().is_empty());
    assert!(screen.frame(still::cells(&model)).unwrap().is_empty());
    // A move of the focus among tiles, and from there to a panel.
    for panel in [Panel::Tile(1), Panel::Flow, Panel::States, Panel::Waiting] {
        let mut moved = model.clone();
        moved.dashboard.focus = panel;
        let bytes = screen.frame(still::cells(&moved)).unwrap();
        assert!((1..=600).contains(&bytes.len()), "{panel:?}: {}", bytes.len());
        screen.frame(still::cells(&model)).unwrap();
    }
}

/// Pictures of a tab at five sizes: its text in both glyph sets, and its styles in every look.
pub(in crate::tui) fn screens(name: &str, model: impl Fn(Size, Theme) -> Model) {
    for (width, height) in [(200, 60), (120, 36), (80, 24), (60, 20), (40, 12)] {
        for (look, theme) in looks() {
            let cells = still::cells(&model(Size::new(width, height), theme));
            let name = format!("{name}_{width}x{height}_{look}");
            if matches!(theme.tier, Tier::True | Tier::Sixteen) {
                insta::assert_snapshot!(format!("{name}_text"), still::text(&cells));
            }
            insta::assert_snapshot!(format!("{name}_styles"), styles(&cells));
        }
    }
}

/// Draws a screen at sizes from nothing to more than anybody has.
pub(in crate::tui) fn sweep(mut model: Model, step: usize) {
    let small = (0..=60).flat_map(|width| (0..=20).map(move |height| (width, height)));
    let large = [
        (61, 200),
        (500, 6),
        (107, 31),
        (300, 100),
        (73, 15),
        (151, 43),
        (1000, 5),
    ];
    for (width, height) in small.step_by(step).chain(large) {
        model.size = Size::new(width, height);
        assert_eq!(still::cells(&model).area.as_size(), model.size);
    }
}

/// Fails unless every cell of a screen can be read and does nothing else.
pub(in crate::tui) fn assert_harmless(model: &Model) {
    for cell in &still::cells(model).content {
        let symbol = cell.symbol();
        assert!(super::hostile::grammar::is_readable(symbol).is_ok(), "{symbol:?}");
        assert!(crate::text::display_width(symbol) >= 1, "{symbol:?} has no width");
        assert!(model.theme.glyphs == Glyphs::Unicode || symbol.is_ascii(), "{symbol:?}");
    }
}
