//! How this tab looks.

use std::cell::RefCell;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::colours::{manner, palette};
use super::layout::{Grid, Whole, body, in_tile, size};
use super::open::reading;
use super::state::Spot;
use crate::chart::paint::Cells;
use crate::chart::{CELL_HEIGHT, CELL_WIDTH, Kind, Palette, Scene};
use crate::text::{display_width, format};
use crate::tui::chrome;
use crate::tui::model::{Hit, Model, Overlay, Target};
use crate::tui::paint::{Pen, nothing, titled};
use crate::tui::place::Tab;
use crate::tui::theme::Role;

thread_local! {
    /// The painter keeps its raster: a frame allocates none. What it paints depends on its arguments alone.
    static PAINTER: RefCell<Cells> = RefCell::default();
}

/// Draws the tab's body, and tells what can be clicked in it.
pub fn draw(model: &Model, buffer: &mut Buffer, area: Rect) -> Vec<Hit> {
    if model.status.is_none() || model.current().is_none() {
        chrome::draw_scene(&mut Pen::new(buffer, area, model.theme), model);
        return Vec::new();
    }
    if model.charts.open {
        whole(model, buffer, area)
    } else {
        gallery(model, buffer, area)
    }
}

fn gallery(model: &Model, buffer: &mut Buffer, area: Rect) -> Vec<Hit> {
    let charts = &model.charts;
    let grid = Grid::of(area);
    let top = grid.top(charts.top, charts.at);
    let mut hits = Vec::new();
    for (at, tile) in grid.tiles(top) {
        let Some(kind) = Kind::all().nth(at) else { continue };
        let mut pen = Pen::new(buffer, tile, model.theme);
        let place = format!("{}/{}", at + 1, Kind::all().len());
        let (name, room) = (
            kind.to_string(),
            usize::from(tile.width).saturating_sub(place.len() + 5),
        );
        // Where the whole name has no room, what tells it from its family has.
        let name = if display_width(&name) > room {
            kind.variant()
        } else {
            &name
        };
        titled(&mut pen, name, &place, at == charts.at);
        picture(model, buffer, in_tile(tile), kind, None);
        hits.push(Hit {
            area: tile,
            target: Target::Charts(Spot::Tile(at)),
        });
    }
    hits
}

/// A picture that was laid out, or why there is none.
fn picture(model: &Model, buffer: &mut Buffer, area: Rect, kind: Kind, focus: Option<usize>) {
    let charts = &model.charts;
    if let Some(drawn) = charts.drawn.get(&kind) {
        // Whoever draws at another size than the last message was for gets a picture of that size.
        if drawn.size == size(area) {
            paint(model, buffer, area, &drawn.scene, focus);
        } else {
            paint(model, buffer, area, &drawn.at(size(area)), focus);
        }
        return;
    }
    let mut pen = Pen::new(buffer, area, model.theme);
    match charts.answers.get(&kind).and_then(|answered| answered.problem.as_ref()) {
        Some(problem) => nothing(&mut pen, &format!("{} {} {}", problem.what, problem.why, problem.next)),
        None => nothing(&mut pen, "Reading …"),
    }
}

fn paint(model: &Model, buffer: &mut Buffer, area: Rect, scene: &Scene, focus: Option<usize>) {
    let (palette, manner) = (palette(model.theme), manner(model.theme, model.settings.pictures()));
    let at = (area.x, area.y);
    PAINTER.with_borrow_mut(|painter| painter.paint(scene, focus, &palette, manner, buffer, at));
}

fn whole(model: &Model, buffer: &mut Buffer, area: Rect) -> Vec<Hit> {
    let charts = &model.charts;
    let kind = charts.kind();
    let parts = Whole::of(area);
    let mut hits = vec![Hit {
        area: parts.picture,
        target: Target::Charts(Spot::Picture),
    }];
    picture(model, buffer, parts.picture, kind, charts.looked.focus);
    if let Some(scene) = charts.scene() {
        hits.extend(legend(scene, parts.picture));
        if let Some(at) = charts.looked.series.and_then(|at| scene.legend.get(at)) {
            let place = cells(parts.picture, at.area);
            let mut pen = Pen::new(buffer, place, model.theme);
            let row = pen.theme().row();
            pen.tint(0, 0, place.width, row);
        }
    }
    foot(model, &mut Pen::new(buffer, parts.reading, model.theme));
    hits
}

/// The chart that has the screen, its colours and its place, while nothing lies on top of it, moves or is pointed at: what
/// can be shown as a picture.
pub fn still(model: &Model) -> Option<(Arc<Scene>, Palette, Rect)> {
    let charts = &model.charts;
    let calm = model.tab == Tab::Charts
        && charts.open
        && model.overlay == Overlay::None
        && model.pending.is_empty()
        && model.drag.is_none()
        && charts.playing.is_none()
        && charts.looked.focus.is_none();
    let scene = charts.scene().filter(|_| calm)?;
    let area = Whole::of(body(model)).picture;
    (size(area) == scene.size).then(|| (Arc::clone(scene), palette(model.theme), area))
}

/// The lines of the legend, as they can be clicked.
fn legend(scene: &Scene, picture: Rect) -> impl Iterator<Item = Hit> {
    scene
        .legend
        .iter()
        .enumerate()
        .filter(|(_, entry)| !entry.area.is_empty())
        .map(move |(at, entry)| Hit {
            area: cells(picture, entry.area),
            target: Target::Charts(Spot::Legend(at)),
        })
}

/// The cells of an area of the picture.
fn cells(picture: Rect, area: crate::chart::Area) -> Rect {
    let left = (area.left / CELL_WIDTH).floor().max(0.0) as u16;
    let top = (area.top / CELL_HEIGHT).floor().max(0.0) as u16;
    let right = (area.right / CELL_WIDTH).ceil().max(0.0) as u16;
    let bottom = (area.bottom / CELL_HEIGHT).ceil().max(0.0) as u16;
    Rect::new(
        picture.x.saturating_add(left),
        picture.y.saturating_add(top),
        right.saturating_sub(left),
        bottom.saturating_sub(top),
    )
    .intersection(picture)
}

/// What is read at the cursor, what is typed, or what the picture is about.
fn foot(model: &Model, pen: &mut Pen<'_>) {
    let charts = &model.charts;
    let width = pen.width();
    let (key, text, dim, strong) = (
        pen.theme().key(),
        pen.style(Role::Text),
        pen.style(Role::Dim),
        pen.style(Role::Strong),
    );
    if let Some(line) = &charts.line {
        let label = if charts.finding {
            "find"
        } else if super::line::has_target(charts.kind()) {
            "target"
        } else {
            "thresholds"
        };
        let x = pen.text(0, 0, label, key) + 1;
        line.draw(pen, x, 0, width.saturating_sub(x));
        return;
    }
    let end = place(model, pen);
    if let Some(words) = charts.scene().and_then(|scene| reading(scene, &charts.looked)) {
        let (title, rest) = words.split_once(" · ").unwrap_or((&words, ""));
        let x = pen.text_in(0, 0, end, title, strong) + 2;
        pen.text_in(x, 0, end.saturating_sub(x), rest, text);
        return;
    }
    let mut x = pen.text_in(0, 0, end, charts.kind().to_string(), dim) + 2;
    for condition in &charts.looked.conditions {
        let start = x;
        x = pen.text_in(x, 0, end.saturating_sub(x), condition.to_string(), text);
        pen.tint(start, 0, x - start, pen.theme().row());
        x += 2;
    }
    pen.text_in(x, 0, end.saturating_sub(x), charts.kind().about(), dim);
}

/// Which picture of how many, or where a table is scrolled to; the column before which it starts.
fn place(model: &Model, pen: &mut Pen<'_>) -> u16 {
    let charts = &model.charts;
    let mut words = format!("{} of {}", charts.at + 1, Kind::all().len());
    if let Some(problem) = charts
        .answers
        .get(&charts.kind())
        .and_then(|answered| answered.problem.as_ref())
        && charts.scene().is_some()
    {
        words = format!("not renewed: {}", problem.what);
    } else if let Some(scene) = charts.scene()
        && scene.steps > 0
    {
        let state = if charts.playing.is_some() { "runs" } else { "stopped" };
        words = format!("{state} · {} steps", format::count(scene.steps as u64));
    }
    let faint = pen.style(Role::Faint);
    pen.text_right(pen.width(), 0, words, faint).saturating_sub(2)
}
