//! What can be done with the charts.

use crossterm::event::KeyCode;

use super::line::compares;
use crate::chart::Kind;
use crate::tui::action_id::{ActionId, Charts};
use crate::tui::actions::Action;
use crate::tui::conditions::always;
use crate::tui::context::Context;
use crate::tui::keys::Chord;
use crate::tui::model::Model;

const GALLERY: Context = Context::Charts;
const CHART: Context = Context::Chart;
const LINE: Context = Context::ChartLine;
const BOTH: &[Context] = &[GALLERY, CHART];

type Enabled = fn(&Model) -> Result<(), String>;

const fn act(
    id: Charts,
    (name, description): (&'static str, &'static str),
    keys: &'static [Chord],
    contexts: &'static [Context],
    footer: Option<u8>,
    enabled: Enabled,
) -> Action {
    Action {
        id: ActionId::Charts(id),
        name,
        description,
        keys,
        contexts,
        footer,
        enabled,
    }
}

/// As [`act`], in the picture that has the screen.
const fn with(
    id: Charts,
    words: (&'static str, &'static str),
    keys: &'static [Chord],
    footer: Option<u8>,
    enabled: Enabled,
) -> Action {
    act(id, words, keys, &[CHART], footer, enabled)
}

/// As [`act`], for a form of file.
const fn file(id: Charts, words: (&'static str, &'static str), keys: &'static [Chord]) -> Action {
    act(id, words, keys, BOTH, None, with_chart)
}

/// What can be done on this tab.
pub const ACTIONS: &[Action] = &[
    act(
        Charts::Left,
        (
            "left",
            "The mark on the left; in the gallery, the picture on the left; in a race, the step before.",
        ),
        &[Chord::of(KeyCode::Left), Chord::char('h')],
        BOTH,
        None,
        always,
    ),
    act(
        Charts::Right,
        (
            "right",
            "The mark on the right; in the gallery, the picture on the right; in a race, the next step.",
        ),
        &[Chord::of(KeyCode::Right), Chord::char('l')],
        BOTH,
        None,
        always,
    ),
    act(
        Charts::Up,
        ("up", "The mark above; in the gallery, the picture above."),
        &[Chord::of(KeyCode::Up), Chord::char('k')],
        BOTH,
        None,
        always,
    ),
    act(
        Charts::Down,
        ("down", "The mark below; in the gallery, the picture below."),
        &[Chord::of(KeyCode::Down), Chord::char('j')],
        BOTH,
        None,
        always,
    ),
    act(
        Charts::Next,
        (
            "next",
            "The next mark, whatever its direction; in the gallery, the next picture.",
        ),
        &[Chord::of(KeyCode::Tab)],
        BOTH,
        None,
        always,
    ),
    act(
        Charts::Previous,
        ("previous", "The mark before; in the gallery, the picture before."),
        &[Chord::of(KeyCode::BackTab)],
        BOTH,
        None,
        always,
    ),
    act(
        Charts::PageUp,
        ("page up", "A page up."),
        &[Chord::of(KeyCode::PageUp), Chord::ctrl('u')],
        BOTH,
        None,
        always,
    ),
    act(
        Charts::PageDown,
        ("page down", "A page down."),
        &[Chord::of(KeyCode::PageDown), Chord::ctrl('d')],
        BOTH,
        None,
        always,
    ),
    act(
        Charts::First,
        ("first", "The first mark or picture; in a race, the beginning."),
        &[Chord::of(KeyCode::Home)],
        BOTH,
        None,
        always,
    ),
    act(
        Charts::Last,
        ("last", "The last mark or picture; in a race, the end."),
        &[Chord::of(KeyCode::End), Chord::char('G')],
        BOTH,
        None,
        always,
    ),
    act(
        Charts::Open,
        ("open", "Show this picture over the whole screen."),
        &[Chord::of(KeyCode::Enter), Chord::char('o')],
        &[GALLERY],
        Some(1),
        always,
    ),
    with(
        Charts::Into,
        (
            "into",
            "Into the mark under the cursor: its parts, or where it has none, its rows.",
        ),
        &[Chord::of(KeyCode::Enter)],
        Some(1),
        on_mark,
    ),
    with(
        Charts::Rows,
        ("rows", "Show the rows that the mark under the cursor stands for."),
        &[Chord::char('o')],
        Some(2),
        on_mark,
    ),
    with(
        Charts::Back,
        (
            "back",
            "One step out: the cursor, the level, the zoom, and then back to the gallery.",
        ),
        &[Chord::of(KeyCode::Esc), Chord::of(KeyCode::Backspace)],
        Some(1),
        always,
    ),
    with(
        Charts::NextKind,
        ("next picture", "The next picture of the gallery over the whole screen."),
        &[Chord::char('n')],
        Some(7),
        always,
    ),
    with(
        Charts::PreviousKind,
        ("previous picture", "The picture before this one over the whole screen."),
        &[Chord::char('p')],
        None,
        always,
    ),
    with(
        Charts::Play,
        ("play", "Let the race run, or stop it."),
        &[Chord::char('P')],
        Some(2),
        race,
    ),
    with(
        Charts::LegendNext,
        ("legend", "The next line of the legend: its series comes to the front."),
        &[Chord::char('.')],
        Some(4),
        with_legend,
    ),
    with(
        Charts::LegendPrevious,
        ("legend back", "The line of the legend before."),
        &[Chord::char(',')],
        None,
        with_legend,
    ),
    with(
        Charts::Toggle,
        ("hide", "Hide or show the line of the legend; a race runs or stops."),
        &[Chord::char(' ')],
        Some(4),
        always,
    ),
    with(
        Charts::ShowAll,
        (
            "show all",
            "Show everything again: hidden lines, the whole length, the first level, all rows.",
        ),
        &[Chord::char('0')],
        None,
        changed,
    ),
    with(
        Charts::ZoomIn,
        ("zoom in", "Show less of it, larger, around the cursor."),
        &[Chord::char('+'), Chord::char('=')],
        Some(6),
        zooms,
    ),
    with(
        Charts::ZoomOut,
        ("zoom out", "Show more of it again."),
        &[Chord::char('-')],
        None,
        zooms,
    ),
    with(
        Charts::PanLeft,
        ("pan left", "Move what is seen to the left."),
        &[Chord::char('H'), Chord::char('<')],
        None,
        zooms,
    ),
    with(
        Charts::PanRight,
        ("pan right", "Move what is seen to the right."),
        &[Chord::char('L'), Chord::char('>')],
        None,
        zooms,
    ),
    with(
        Charts::PanUp,
        ("pan up", "Move what is seen up."),
        &[Chord::char('K')],
        None,
        zooms,
    ),
    with(
        Charts::PanDown,
        ("pan down", "Move what is seen down."),
        &[Chord::char('J')],
        None,
        zooms,
    ),
    with(
        Charts::Region,
        (
            "region",
            "The next piece of the world: Europe, Asia, Africa, the Americas, Oceania, all of it.",
        ),
        &[Chord::char('w')],
        Some(3),
        map,
    ),
    with(
        Charts::Sort,
        (
            "sort",
            "Another order: largest first, smallest first, by name; a table by the column under the cursor.",
        ),
        &[Chord::char('s')],
        Some(5),
        sorts,
    ),
    with(
        Charts::Swap,
        ("swap axes", "Let the left and the right axis change places."),
        &[Chord::char('a')],
        None,
        combined,
    ),
    with(
        Charts::More,
        ("more", "More ranges or categories, a wider spread, a faster race."),
        &[Chord::char(')')],
        None,
        always,
    ),
    with(
        Charts::Fewer,
        ("fewer", "Fewer ranges or categories, a narrower spread, a slower race."),
        &[Chord::char('(')],
        None,
        always,
    ),
    with(
        Charts::Threshold,
        (
            "threshold",
            "Compare with up to four lines: numbers, mean, median, min, max; with a target where there is one.",
        ),
        &[Chord::char('t')],
        Some(8),
        lines,
    ),
    with(
        Charts::Scale,
        (
            "scale",
            "Another scale: even steps, a logarithmic one, for colours also by rank.",
        ),
        &[Chord::char('S')],
        None,
        scaled,
    ),
    with(
        Charts::Clip,
        (
            "clip",
            "Leave out the outermost values, below the 1st and above the 99th percentile, or show them again.",
        ),
        &[Chord::char('%')],
        None,
        clips,
    ),
    with(
        Charts::Find,
        ("find", "Put the cursor on a mark by its name; again for the next one."),
        &[Chord::char('/')],
        None,
        with_marks,
    ),
    act(
        Charts::LineDone,
        ("keep", "Take what was typed."),
        &[Chord::of(KeyCode::Enter)],
        &[LINE],
        Some(1),
        always,
    ),
    act(
        Charts::LineCancel,
        ("give up", "Forget what was typed."),
        &[Chord::of(KeyCode::Esc)],
        &[LINE],
        Some(2),
        always,
    ),
    with(
        Charts::Filter,
        ("filter", "Show only the rows of the mark under the cursor."),
        &[Chord::char('f')],
        Some(6),
        on_mark,
    ),
    with(
        Charts::Copy,
        ("copy", "Copy what is read at the cursor."),
        &[Chord::two('y', 'y')],
        Some(8),
        on_mark,
    ),
    with(
        Charts::CopyTable,
        (
            "copy data",
            "Copy the data of the picture, with tabs between the columns.",
        ),
        &[Chord::two('y', 't')],
        None,
        with_chart,
    ),
    with(
        Charts::CopyCsv,
        ("copy as CSV", "Copy the data of the picture as CSV."),
        &[Chord::two('y', 'c')],
        None,
        with_chart,
    ),
    with(
        Charts::CopySvg,
        ("copy as SVG", "Copy the picture as an SVG document."),
        &[Chord::two('y', 's')],
        None,
        with_chart,
    ),
    act(
        Charts::CopyCommand,
        ("copy command", "Copy the command that writes this picture as files."),
        &[Chord::two('y', 'x')],
        BOTH,
        None,
        always,
    ),
    act(
        Charts::Export,
        (
            "export",
            "Write this picture into files: SVG, PNG, ANSI, text, and its data as CSV and JSON.",
        ),
        &[Chord::two('e', 'e')],
        BOTH,
        Some(9),
        with_chart,
    ),
    file(
        Charts::ExportSvg,
        ("export SVG", "Write this picture into a file as SVG."),
        &[Chord::two('e', 's')],
    ),
    file(
        Charts::ExportPng,
        ("export PNG", "Write this picture into a file as PNG."),
        &[Chord::two('e', 'p')],
    ),
    file(
        Charts::ExportAnsi,
        (
            "export ANSI",
            "Write this picture into a file as cells with escape codes for colours.",
        ),
        &[Chord::two('e', 'a')],
    ),
    file(
        Charts::ExportText,
        (
            "export text",
            "Write this picture into a file as cells without colours.",
        ),
        &[Chord::two('e', 't')],
    ),
    file(
        Charts::ExportCsv,
        ("export CSV", "Write the data of this picture into a file as CSV."),
        &[Chord::two('e', 'c')],
    ),
    file(
        Charts::ExportJson,
        (
            "export JSON",
            "Write the specification and the data of this picture into a file, for `interlens chart`.",
        ),
        &[Chord::two('e', 'j')],
    ),
];

fn with_chart(model: &Model) -> Result<(), String> {
    match model.charts.chart() {
        Some(_) => Ok(()),
        None => Err("The data has not come yet.".to_owned()),
    }
}

fn on_mark(model: &Model) -> Result<(), String> {
    match model.charts.scene() {
        None => Err("The data has not come yet.".to_owned()),
        Some(scene) if scene.spots.is_empty() => Err("There is no mark in this picture.".to_owned()),
        Some(_) if model.charts.looked.focus.is_none() => Err("Put the cursor on a mark first: ← → ↑ ↓.".to_owned()),
        Some(_) => Ok(()),
    }
}

fn race(model: &Model) -> Result<(), String> {
    if model.charts.kind() == Kind::Race {
        Ok(())
    } else {
        Err("Only a race runs.".to_owned())
    }
}

fn with_legend(model: &Model) -> Result<(), String> {
    match model.charts.scene() {
        Some(scene) if !scene.legend.is_empty() => Ok(()),
        _ => Err("This picture has no legend.".to_owned()),
    }
}

fn changed(model: &Model) -> Result<(), String> {
    if model.charts.looked == super::state::Looked::default() {
        Err("Everything is shown already.".to_owned())
    } else {
        Ok(())
    }
}

fn zooms(model: &Model) -> Result<(), String> {
    match model.charts.scene() {
        Some(scene) if !scene.plot.is_empty() => Ok(()),
        _ => Err("This picture is always seen as a whole.".to_owned()),
    }
}

fn map(model: &Model) -> Result<(), String> {
    if matches!(
        model.charts.kind(),
        Kind::MapScatter | Kind::MapBubble | Kind::MapPie | Kind::MapBubblePie | Kind::MapFilled | Kind::GeoHeatMap
    ) {
        Ok(())
    } else {
        Err("Only a map has pieces of the world.".to_owned())
    }
}

fn sorts(model: &Model) -> Result<(), String> {
    let fixed = matches!(
        model.charts.kind(),
        Kind::Histogram
            | Kind::Sankey
            | Kind::Race
            | Kind::SingleNumeric
            | Kind::Dial
            | Kind::Dashboard
            | Kind::ChartWidget
    );
    if fixed {
        Err("This picture has its own order.".to_owned())
    } else {
        Ok(())
    }
}

fn combined(model: &Model) -> Result<(), String> {
    let spec = model.charts.chart().map(|chart| &chart.spec);
    if spec.is_some_and(|spec| spec.y.iter().any(|layer| layer.side == crate::chart::Side::Right)) {
        Ok(())
    } else {
        Err("This picture has one axis.".to_owned())
    }
}

fn scaled(model: &Model) -> Result<(), String> {
    if super::vary::scales(model.charts.kind()).is_empty() {
        Err("This picture has one scale.".to_owned())
    } else {
        Ok(())
    }
}

fn clips(model: &Model) -> Result<(), String> {
    if model.charts.kind() == Kind::Histogram {
        Ok(())
    } else {
        Err("Only a histogram leaves values out.".to_owned())
    }
}

fn with_marks(model: &Model) -> Result<(), String> {
    match model.charts.scene() {
        Some(scene) if !scene.spots.is_empty() => Ok(()),
        _ => Err("There is no mark in this picture.".to_owned()),
    }
}

fn lines(model: &Model) -> Result<(), String> {
    if compares(model.charts.kind()) {
        Ok(())
    } else {
        Err("There is no axis in this picture to draw a line at.".to_owned())
    }
}
