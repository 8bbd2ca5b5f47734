//! What is done on this tab.

use crossterm::event::KeyEvent;
use ratatui::layout::Position;

use super::layout::{Grid, Whole, body};
use super::line::{self, Typed};
use super::state::{Looked, Spot};
use super::{copy, drill, export, open, race, vary, zoom};
use crate::chart::{Direction, Kind};
use crate::tui::action_id::Charts;
use crate::tui::ask::Slot;
use crate::tui::field::Field;
use crate::tui::file_form::FileForm;
use crate::tui::model::{Model, Wish};
use crate::tui::msg::Effect;
use crate::tui::notice::notify;
use crate::tui::place::{Address, ChartView, Place};

/// Does an action of this tab.
pub fn run(model: &mut Model, action: Charts) -> Vec<Effect> {
    if !model.charts.open {
        return in_gallery(model, action);
    }
    match action {
        Charts::Left => open::go(model, Direction::Left),
        Charts::Right => open::go(model, Direction::Right),
        Charts::Up => open::go(model, Direction::Up),
        Charts::Down => open::go(model, Direction::Down),
        Charts::Next => open::go(model, Direction::Next),
        Charts::Previous => open::go(model, Direction::Previous),
        Charts::First => open::go(model, Direction::First),
        Charts::Last => open::go(model, Direction::Last),
        Charts::PageUp => open::scroll(model, -page(model), 0),
        Charts::PageDown => open::scroll(model, page(model), 0),
        Charts::Into => {
            if !open::inward(model) {
                return drill::rows(model);
            }
        }
        Charts::Rows => return drill::rows(model),
        Charts::Filter => return drill::filter(model),
        Charts::Back => {
            if !open::outward(model) {
                close(model);
            }
        }
        Charts::NextKind => turn(model, 1),
        Charts::PreviousKind => turn(model, Kind::all().len() - 1),
        Charts::Play => return race::play(model),
        Charts::LegendNext => open::legend(model, 1),
        Charts::LegendPrevious => open::legend(model, -1),
        Charts::Toggle if model.charts.kind() == Kind::Race && model.charts.looked.series.is_none() => {
            return race::play(model);
        }
        Charts::Toggle => return open::toggle(model),
        Charts::ShowAll => {
            model.charts.playing = None;
            model.charts.looked = Looked::default();
        }
        Charts::ZoomIn => zoom::zoom(model, true),
        Charts::ZoomOut => zoom::zoom(model, false),
        Charts::PanLeft => return zoom::pan(model, -1.0, 0.0),
        Charts::PanRight => return zoom::pan(model, 1.0, 0.0),
        Charts::PanUp => return zoom::pan(model, 0.0, 1.0),
        Charts::PanDown => return zoom::pan(model, 0.0, -1.0),
        Charts::Region => zoom::region(model),
        Charts::Sort => return vary::sort(model),
        Charts::Swap => model.charts.looked.look.swap ^= true,
        Charts::More => return vary::more(model, true),
        Charts::Fewer => return vary::more(model, false),
        Charts::Scale => return vary::scale(model),
        Charts::Clip => return vary::clip(model),
        Charts::Find => {
            model.charts.finding = true;
            model.charts.line = Some(Field::from(model.charts.sought.as_str()));
        }
        Charts::Threshold => begin_line(model),
        Charts::LineDone => return end_line(model),
        Charts::LineCancel => model.charts.line = None,
        Charts::Copy => return copy::reading(model),
        Charts::CopyTable => return copy::table(model, b'\t'),
        Charts::CopyCsv => return copy::table(model, b','),
        Charts::CopySvg => return copy::svg(model),
        Charts::CopyCommand => return copy::command(model),
        Charts::Open => {}
        other => return export::export(model, forms(other)),
    }
    Vec::new()
}

fn in_gallery(model: &mut Model, action: Charts) -> Vec<Effect> {
    let grid = Grid::of(body(model));
    let row = grid.columns as i64;
    let seen = row * grid.rows as i64;
    match action {
        Charts::Left | Charts::Previous => step(model, -1),
        Charts::Right | Charts::Next => step(model, 1),
        Charts::Up => step(model, -row),
        Charts::Down => step(model, row),
        Charts::PageUp => step(model, -seen),
        Charts::PageDown => step(model, seen),
        Charts::First => step(model, -i64::from(u16::MAX)),
        Charts::Last => step(model, i64::from(u16::MAX)),
        Charts::Open => return show(model, model.charts.kind()),
        Charts::CopyCommand => return copy::command(model),
        other => return export::export(model, forms(other)),
    }
    Vec::new()
}

/// The forms of files that an action writes; none where it writes nothing.
const fn forms(action: Charts) -> &'static [FileForm] {
    match action {
        Charts::Export => &FileForm::ALL,
        Charts::ExportSvg => &[FileForm::Svg],
        Charts::ExportPng => &[FileForm::Png],
        Charts::ExportAnsi => &[FileForm::Ansi],
        Charts::ExportText => &[FileForm::Text],
        Charts::ExportCsv => &[FileForm::Csv],
        Charts::ExportJson => &[FileForm::Json],
        _ => &[],
    }
}

/// Moves the cursor of the gallery; by a row it stays where there is none.
fn step(model: &mut Model, by: i64) {
    let last = Kind::all().len() as i64 - 1;
    let to = model.charts.at as i64 + by;
    let columns = Grid::of(body(model)).columns as i64;
    let rows = by.abs() >= columns && columns > 1;
    if rows && by.abs() == columns && !(0..=last).contains(&to) {
        return;
    }
    model.charts.at = to.clamp(0, last) as usize;
}

/// Shows a picture over the whole screen; one can go back from there as from any place.
fn show(model: &mut Model, kind: Kind) -> Vec<Effect> {
    model.wish = Some(Wish::Go(Address {
        source: None,
        place: Place::Charts {
            kind: Some(kind),
            view: ChartView::default(),
        },
    }));
    Vec::new()
}

fn close(model: &mut Model) {
    let charts = &mut model.charts;
    charts.open = false;
    charts.line = None;
    charts.playing = None;
    let kind = charts.kind();
    // In the gallery all rows count again.
    if !charts.looked.conditions.is_empty() {
        charts.answers.remove(&kind);
        model.tickets.forget(Slot::Chart(kind as u8));
    }
    model.charts.looked = Looked::default();
}

/// Another picture over the whole screen.
fn turn(model: &mut Model, by: usize) {
    let at = (model.charts.at + by) % Kind::all().len();
    close(model);
    model.charts.at = at;
    model.charts.open = true;
}

fn page(model: &Model) -> i64 {
    i64::from(Whole::of(body(model)).picture.height.saturating_sub(4).max(1))
}

fn begin_line(model: &mut Model) {
    let charts = &model.charts;
    let Some(chart) = charts.chart() else { return };
    let text = if line::has_target(charts.kind()) {
        let target = charts.looked.changes.target.or(chart.spec.options.target);
        target.map_or_else(String::new, |target| target.to_string())
    } else {
        line::written(
            charts
                .looked
                .changes
                .thresholds
                .as_ref()
                .unwrap_or(&chart.spec.thresholds),
        )
    };
    model.charts.finding = false;
    model.charts.line = Some(Field::from(text.as_str()));
}

fn end_line(model: &mut Model) -> Vec<Effect> {
    let Some(field) = &model.charts.line else {
        return Vec::new();
    };
    if model.charts.finding {
        field.text().clone_into(&mut model.charts.sought);
        model.charts.line = None;
        return open::find(model);
    }
    match line::read(model.charts.kind(), field.text()) {
        Ok(typed) => {
            model.charts.line = None;
            match typed {
                Typed::Thresholds(thresholds) => model.charts.looked.changes.thresholds = Some(thresholds),
                Typed::Target(target) => model.charts.looked.changes.target = target,
            }
            Vec::new()
        }
        // What was typed stays, to be put right.
        Err(why) => notify(model, why, true),
    }
}

/// A click: on a tile, on the legend.
pub fn click(model: &mut Model, spot: Spot, twice: bool) -> Vec<Effect> {
    match spot {
        Spot::Tile(at) => {
            let again = model.charts.at == at;
            model.charts.at = at.min(Kind::all().len() - 1);
            if twice || again {
                return show(model, model.charts.kind());
            }
            Vec::new()
        }
        Spot::Legend(at) => open::toggle_entry(model, at),
        Spot::Picture => Vec::new(),
    }
}

/// Whether the mouse draws about on it.
pub const fn is_drawn(spot: Spot) -> bool {
    open::is_drawn(spot)
}

/// The mouse on the picture: a click puts the cursor there, a second one goes into the mark; drawing a box zooms to it.
pub fn drawn(model: &mut Model, from: Position, to: Position, done: bool) -> Vec<Effect> {
    if !done {
        return Vec::new();
    }
    if from == to {
        if open::point(model, to) && !open::inward(model) {
            return drill::rows(model);
        }
    } else if from.x.abs_diff(to.x) >= 2 {
        zoom::zoom_box(model, from, to);
    }
    Vec::new()
}

/// Turns the wheel by some rows.
pub fn scroll(model: &mut Model, rows: i32) -> Vec<Effect> {
    if !model.charts.open {
        let columns = Grid::of(body(model)).columns as i64;
        step(model, columns * i64::from(rows.signum()));
        return Vec::new();
    }
    let Some(scene) = model.charts.scene() else {
        return Vec::new();
    };
    if scene.extent == (0, 0) && !scene.plot.is_empty() {
        zoom::zoom(model, rows < 0);
    } else {
        open::scroll(model, i64::from(rows), 0);
    }
    Vec::new()
}

/// A race goes on.
pub fn tick(model: &mut Model, number: u64) -> Vec<Effect> {
    race::tick(model, number)
}

/// The place that is shown.
pub fn place(model: &Model) -> Place {
    let charts = &model.charts;
    let look = &charts.looked.look;
    Place::Charts {
        kind: charts.open.then(|| charts.kind()),
        view: ChartView {
            hidden: look.hidden.iter().cloned().collect(),
            path: look.path.clone(),
            conditions: charts.looked.conditions.clone(),
        },
    }
}

/// Arrives at a place of this tab.
pub fn arrive(model: &mut Model, kind: Option<Kind>, view: &ChartView) {
    close(model);
    let Some(kind) = kind else { return };
    let charts = &mut model.charts;
    charts.at = Kind::all().position(|other| other == kind).unwrap_or(0);
    charts.open = true;
    charts.looked.look.hidden = view.hidden.iter().cloned().collect();
    charts.looked.look.path.clone_from(&view.path);
    charts.looked.conditions.clone_from(&view.conditions);
}

/// Takes in a key that means nothing else: it is typed, where something is.
pub fn typed(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    if let Some(line) = &mut model.charts.line {
        line.key(event);
    }
    Vec::new()
}

/// Takes in what was pasted.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if let Some(line) = &mut model.charts.line {
        line.paste(text);
    }
    Vec::new()
}
