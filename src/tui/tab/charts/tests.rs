//! Whole screens of this tab: how they look, that they can be drawn at any size, and what keys and clicks do.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::state::Spot;
use crate::api::wire::{Advice, Condition, Pictured, Test};
use crate::chart::{Kind, example};
use crate::tui::ask::{Answer, Ask};
use crate::tui::context::Context;
use crate::tui::file_form::FileForm;
use crate::tui::model::{Model, Target};
use crate::tui::msg::{Effect, Msg, Timer};
use crate::tui::place::{Address, ChartView, Place, Tab};
use crate::tui::theme::Theme;
use crate::tui::update::{here, open, update};
use crate::tui::view_tests::{screens, sweep};
use crate::tui::{sample, still, view};

/// Answers every question with an example.
fn answered(model: &mut Model, mut effects: Vec<Effect>) {
    while let Some(effect) = effects.pop() {
        if let Effect::Ask {
            ticket,
            ask: Ask::Chart { kind, .. },
        } = effect
        {
            let pictured = Pictured {
                chart: example(kind),
                notes: Vec::new(),
                names: Vec::new(),
                version: 1,
            };
            let result = Ok(Answer::Chart(Box::new(pictured)));
            effects.extend(update(model, Msg::Answer { ticket, result }));
        }
    }
}

fn goes(model: &mut Model, address: &str) {
    let effects = open(model, &address.parse().unwrap());
    answered(model, effects);
    let effects = update(model, Msg::Minute);
    answered(model, effects);
}

fn gallery(size: Size, theme: Theme) -> Model {
    let mut model = sample::model(size, theme);
    goes(&mut model, "charts");
    model
}

fn at(kind: Kind) -> impl Fn(Size, Theme) -> Model {
    move |size, theme| {
        let mut model = sample::model(size, theme);
        goes(&mut model, &format!("charts/{}", kind.slug()));
        model
    }
}

fn chart(kind: Kind) -> Model {
    at(kind)(Size::new(120, 36), Theme::default())
}

/// A chart on its way to a file.
pub(crate) fn drawing_of(kind: Kind, size: Size, theme: Theme) -> super::Drawing {
    super::Drawing::of(&at(kind)(size, theme)).unwrap()
}

fn key(model: &mut Model, code: KeyCode) -> Vec<Effect> {
    update(model, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

fn types(model: &mut Model, text: &str) -> Vec<Effect> {
    text.chars().flat_map(|c| key(model, KeyCode::Char(c))).collect()
}

#[test]
fn the_gallery_at_five_sizes_in_four_looks() {
    screens("gallery", gallery);
}

#[test]
fn a_chart_at_five_sizes_in_four_looks() {
    screens("stacked_bar", |size, theme| {
        let mut model = at(Kind::StackedBar)(size, theme);
        key(&mut model, KeyCode::Right);
        key(&mut model, KeyCode::Right);
        model
    });
}

#[test]
fn every_kind_can_be_drawn_at_any_size() {
    for kind in [Kind::Line, Kind::Sankey, Kind::Pivot, Kind::Race] {
        sweep(chart(kind), 9);
    }
    sweep(gallery(Size::new(120, 36), Theme::default()), 9);
}

#[test]
fn only_what_is_seen_is_asked_for_and_again_when_it_has_changed() {
    let mut model = sample::model(Size::new(120, 36), Theme::default());
    let effects = open(&mut model, &"charts".parse().unwrap());
    let asked = |effects: &[Effect]| -> Vec<Kind> {
        let kinds = effects.iter().filter_map(|effect| match effect {
            Effect::Ask {
                ask: Ask::Chart { kind, .. },
                ..
            } => Some(*kind),
            _ => None,
        });
        kinds.collect()
    };
    let first = asked(&effects);
    assert_eq!(first, Kind::all().take(first.len()).collect::<Vec<_>>());
    assert!((4..20).contains(&first.len()), "{first:?}");
    answered(&mut model, effects);
    assert_eq!(asked(&key(&mut model, KeyCode::Right)), [], "they are there");
    let further = key(&mut model, KeyCode::End);
    assert!(asked(&further).contains(&Kind::Dashboard));
    answered(&mut model, further);
    let again = key(&mut model, KeyCode::Char('r'));
    assert!(asked(&again).contains(&Kind::Dashboard));
}

#[test]
fn the_cursor_reads_values_and_goes_step_by_step_out_again() {
    let mut model = chart(Kind::Bar);
    assert_eq!(Context::of(&model), Context::Chart);
    key(&mut model, KeyCode::Right);
    let screen = still::text(&still::cells(&model));
    assert!(screen.contains("Billing") && screen.contains("New 412"), "{screen}");
    assert_eq!(model.charts.looked.focus, Some(0));
    key(&mut model, KeyCode::Char('+'));
    assert!(model.charts.looked.look.window.is_some());
    key(&mut model, KeyCode::Right);
    for _ in 0..2 {
        key(&mut model, KeyCode::Esc);
        assert!(model.charts.open);
    }
    assert_eq!(model.charts.looked, super::state::Looked::default());
    key(&mut model, KeyCode::Esc);
    assert_eq!(Context::of(&model), Context::Charts);
}

#[test]
fn a_series_is_hidden_and_the_last_one_stays() {
    let mut model = chart(Kind::Bar);
    key(&mut model, KeyCode::Char('.'));
    key(&mut model, KeyCode::Char(' '));
    assert!(model.charts.looked.look.hides("New"));
    assert!(model.charts.scene().unwrap().legend[0].hidden);
    assert_eq!(here(&model).to_string(), "charts/bar?hidden=New");
    key(&mut model, KeyCode::Char('.'));
    key(&mut model, KeyCode::Char(' '));
    assert!(model.notice.as_ref().unwrap().text.contains("last one"));
    key(&mut model, KeyCode::Char(','));
    key(&mut model, KeyCode::Char(' '));
    assert!(model.charts.looked.look.hidden.is_empty());
}

#[test]
fn thresholds_are_typed_and_what_is_wrong_stays_to_be_put_right() {
    let mut model = chart(Kind::Bar);
    key(&mut model, KeyCode::Char('t'));
    assert_eq!(Context::of(&model), Context::ChartLine);
    types(&mut model, "goal = many");
    key(&mut model, KeyCode::Enter);
    assert!(model.notice.as_ref().unwrap().bad && model.charts.line.is_some());
    for _ in 0..4 {
        key(&mut model, KeyCode::Backspace);
    }
    types(&mut model, "300");
    key(&mut model, KeyCode::Enter);
    let scene = model.charts.scene().unwrap();
    assert!(scene.texts().any(|text| text.text.contains("goal")));
}

#[test]
fn a_race_runs_and_stops_and_a_late_tick_is_dropped() {
    let mut model = chart(Kind::Race);
    let effects = key(&mut model, KeyCode::Char(' '));
    let Some(Effect::Later(_, Timer::Race(number))) = effects.first() else {
        panic!("{effects:?}")
    };
    let number = *number;
    assert_eq!(model.charts.looked.look.step, Some(0.0));
    update(&mut model, Msg::Race(number));
    let after = model.charts.looked.look.step.unwrap();
    assert!(after > 0.0 && after < 1.0);
    key(&mut model, KeyCode::Char(' '));
    assert!(update(&mut model, Msg::Race(number)).is_empty());
    assert_eq!(model.charts.looked.look.step, Some(after));
    key(&mut model, KeyCode::Home);
    assert_eq!(model.charts.looked.look.step, Some(0.0));
    key(&mut model, KeyCode::Left);
    assert_eq!(model.charts.looked.look.step, Some(0.0));
}

#[test]
fn a_mark_leads_to_its_parts_or_to_its_rows() {
    let mut model = chart(Kind::TreeMap);
    key(&mut model, KeyCode::Home);
    key(&mut model, KeyCode::Enter);
    assert_eq!(model.charts.looked.look.path.len(), 1);
    key(&mut model, KeyCode::Backspace);
    assert!(model.charts.looked.look.path.is_empty());
    // The picture of the gallery is asked of Conversations; its first dimension is a column of theirs.
    let mut model = chart(Kind::Ring);
    let picture = crate::api::wire::picture(Kind::Ring);
    let column = picture
        .question
        .columns
        .iter()
        .find(|asked| !asked.is_measure())
        .unwrap()
        .title();
    let drawn = model.charts.drawn.get_mut(&Kind::Ring).unwrap();
    let mut scene = (*drawn.scene).clone();
    scene.spots[0].keys[0].column = column;
    drawn.scene = std::sync::Arc::new(scene);
    model.charts.looked.focus = Some(0);
    key(&mut model, KeyCode::Char('o'));
    assert_eq!(model.tab, Tab::Modules, "{:?}", model.notice);
    assert!(here(&model).to_string().contains("where="), "{}", here(&model));
}

#[test]
fn the_mouse_points_opens_and_zooms() {
    let mut model = gallery(Size::new(120, 36), Theme::default());
    let send = |model: &mut Model, kind, (column, row): (u16, u16)| {
        let mut cells = Buffer::empty(Rect::from(((0, 0).into(), model.size)));
        model.hits = view::draw(model, &mut cells);
        let modifiers = KeyModifiers::NONE;
        let effects = update(
            model,
            Msg::Mouse(MouseEvent {
                kind,
                column,
                row,
                modifiers,
            }),
        );
        answered(model, effects);
    };
    let mut cells = Buffer::empty(Rect::from(((0, 0).into(), model.size)));
    let hits = view::draw(&model, &mut cells);
    let tile = hits
        .iter()
        .find(|hit| hit.target == Target::Charts(Spot::Tile(1)))
        .unwrap()
        .area;
    let place = (tile.x + 3, tile.y + 3);
    for _ in 0..2 {
        send(&mut model, MouseEventKind::Down(MouseButton::Left), place);
        send(&mut model, MouseEventKind::Up(MouseButton::Left), place);
    }
    assert!(model.charts.open && model.charts.kind() == Kind::BarStacked);
    update(&mut model, Msg::Minute);
    send(&mut model, MouseEventKind::Down(MouseButton::Left), (40, 20));
    send(&mut model, MouseEventKind::Up(MouseButton::Left), (40, 20));
    assert!(model.charts.looked.focus.is_some());
    send(&mut model, MouseEventKind::Down(MouseButton::Left), (40, 20));
    send(&mut model, MouseEventKind::Drag(MouseButton::Left), (70, 22));
    send(&mut model, MouseEventKind::Up(MouseButton::Left), (70, 22));
    let (from, to) = model.charts.looked.look.window.unwrap();
    assert!(from > 0.1 && to < 0.9 && from < to, "{from} {to}");
}

#[test]
fn a_refusal_is_shown_where_the_picture_would_be_and_the_last_picture_stays() {
    let mut model = sample::model(Size::new(80, 24), Theme::default());
    let refuse = |model: &mut Model, effects: Vec<Effect>| {
        for effect in effects {
            if let Effect::Ask { ticket, .. } = effect {
                let advice = Advice::new(
                    "The chart could not be computed.",
                    "A column is gone.",
                    "Sync, then press r.",
                );
                update(
                    model,
                    Msg::Answer {
                        ticket,
                        result: Err(advice),
                    },
                );
            }
        }
    };
    let effects = open(&mut model, &"charts/pie".parse().unwrap());
    refuse(&mut model, effects);
    let screen = still::text(&still::cells(&model));
    assert!(
        screen.contains("could not be computed") && screen.contains("press r"),
        "{screen}"
    );
    let mut model = chart(Kind::Pie);
    let effects = key(&mut model, KeyCode::Char('r'));
    refuse(&mut model, effects);
    let screen = still::text(&still::cells(&model));
    assert!(
        screen.contains("not renewed") && screen.contains("Messenger"),
        "{screen}"
    );
}

#[test]
fn places_are_come_back_to_with_what_was_chosen() {
    let address = Address {
        source: None,
        place: Place::Charts {
            kind: Some(Kind::StackedBar),
            view: ChartView {
                hidden: vec!["Email".to_owned()],
                path: Vec::new(),
                conditions: vec![Condition::new("State", Test::Is, "open")],
            },
        },
    };
    let mut model = sample::model(Size::new(80, 24), Theme::default());
    let effects = open(&mut model, &address);
    assert!(effects.iter().any(|effect| matches!(
        effect,
        Effect::Ask { ask: Ask::Chart { conditions, .. }, .. } if conditions.len() == 1
    )));
    assert_eq!(here(&model).place, address.place);
    // The whole picture is asked for when the filter is left behind.
    key(&mut model, KeyCode::Esc);
    let effects = key(&mut model, KeyCode::Right);
    answered(&mut model, effects);
    assert!(model.charts.looked.conditions.is_empty());
}

#[test]
fn what_is_seen_is_written_into_files() {
    let mut model = chart(Kind::StackedBar);
    let forms = |effects: Vec<Effect>| {
        effects.into_iter().find_map(|effect| match effect {
            Effect::Export(forms) => Some(forms),
            _ => None,
        })
    };
    assert_eq!(forms(types(&mut model, "es")), Some(vec![FileForm::Svg]));
    assert_eq!(forms(types(&mut model, "ec")), Some(vec![FileForm::Csv]));
    assert_eq!(forms(types(&mut model, "ee")), Some(FileForm::ALL.to_vec()));
    // What is hidden is hidden in the file, too.
    let whole = drawing_text(&model);
    types(&mut model, ". ");
    assert_ne!(drawing_text(&model), whole);
    let mut model = gallery(Size::new(120, 36), Theme::default());
    assert_eq!(forms(types(&mut model, "ep")), Some(vec![FileForm::Png]));
    assert!(
        drawing_text(&model).lines().count() > 30,
        "a tile is written as a whole picture"
    );
    let mut empty = sample::model(Size::new(120, 36), Theme::default());
    open(&mut empty, &"charts/bar".parse().unwrap());
    assert_eq!(forms(types(&mut empty, "es")), None);
}

fn drawing_text(model: &Model) -> String {
    String::from_utf8(super::Drawing::of(model).unwrap().bytes(FileForm::Text).unwrap()).unwrap()
}

#[test]
fn scales_categories_and_outermost_values_are_changed_and_come_back() {
    let mut model = chart(Kind::Bar);
    let before = model.charts.scene().unwrap().clone();
    types(&mut model, "S");
    assert_ne!(*model.charts.scene().unwrap(), before);
    types(&mut model, "S");
    assert_eq!(*model.charts.scene().unwrap(), before);
    types(&mut model, "(");
    assert_eq!(model.charts.looked.changes.top, Some(3));
    assert!(
        model.charts.scene().unwrap().spots.len() <= 4,
        "three and what is put together"
    );
    types(&mut model, "0");
    assert_eq!(*model.charts.scene().unwrap(), before);

    types(&mut model, "(");
    let json = super::Drawing::of(&model).unwrap().bytes(FileForm::Json).unwrap();
    let written: crate::chart::Chart = serde_json::from_slice(&json).unwrap();
    assert_eq!(written.spec.options.top, Some(3), "what is written is what is seen");

    let mut model = chart(Kind::Histogram);
    types(&mut model, "%");
    assert_eq!(model.charts.looked.changes.clip, Some(true));
    let mut model = chart(Kind::Sankey);
    types(&mut model, "S");
    assert!(model.notice.as_ref().unwrap().bad, "a flow has one scale");
}

#[test]
fn a_mark_is_found_by_its_name_and_the_next_one_after_it() {
    let mut model = chart(Kind::TreeMap);
    types(&mut model, "/");
    assert_eq!(Context::of(&model), Context::ChartLine);
    types(&mut model, "e");
    key(&mut model, KeyCode::Enter);
    let name = |model: &Model| {
        let scene = model.charts.scene().unwrap();
        scene.spots[model.charts.looked.focus.unwrap()].title.to_string()
    };
    let first = model.charts.looked.focus;
    assert!(name(&model).to_lowercase().contains('e'));
    types(&mut model, "/");
    key(&mut model, KeyCode::Enter);
    assert!(name(&model).to_lowercase().contains('e') && model.charts.looked.focus != first);
    types(&mut model, "/zzz");
    key(&mut model, KeyCode::Enter);
    assert!(model.notice.as_ref().unwrap().bad && model.charts.line.is_none());
}
