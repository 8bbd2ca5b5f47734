//! What has to be asked for so that what is on the screen, and what comes next, is at hand.

use ratatui::layout::Rect;

use super::geometry::Geometry;
use super::state::Table;
use crate::api::wire::WindowRequest;
use crate::tui::ask::{Ask, Slot};
use crate::tui::model::{Link, Model};
use crate::tui::msg::Effect;

/// Screens of rows that are asked for beyond each edge of the screen.
const AHEAD: u64 = 4;
/// Columns that are asked for beyond each edge.
const BESIDE: usize = 6;
/// The fewest rows of a question: small screens scroll, too.
const LEAST: u64 = 120;

/// Asks for the rows of the table that is shown, where some that are needed are not at hand. One question is under way at
/// a time: whoever holds a key down does not cancel the answer that would show something.
pub fn rows(model: &mut Model, body: Rect) -> Vec<Effect> {
    if model.link != Link::Up || model.tickets.waits(Slot::Rows) {
        return Vec::new();
    }
    let Some(source) = model.current().map(|source| source.id) else {
        return Vec::new();
    };
    let geometry = Geometry::of(model, body);
    let Some(table) = model.modules.table() else {
        return Vec::new();
    };
    // Where the wanted record is has to be known first.
    if table.wanted.is_some() {
        return Vec::new();
    }
    let Some((offset, limit)) = needed(table, &geometry) else {
        return Vec::new();
    };
    let request = WindowRequest {
        source: Some(source),
        view: table.view.clone(),
        columns: columns(table, &geometry),
        offset,
        limit,
    };
    let ticket = model.tickets.next(Slot::Rows);
    vec![Effect::Ask {
        ticket,
        ask: Ask::Window(request),
    }]
}

/// The rows to be asked for; nothing where what is needed is at hand.
fn needed(table: &Table, geometry: &Geometry) -> Option<(u64, u64)> {
    if table.problem.is_some() {
        return None;
    }
    let height = u64::from(geometry.grid.height).max(1);
    let ahead = (AHEAD * height).max(LEAST);
    let around = (table.top.saturating_sub(ahead), height + 2 * ahead);
    if table.stale || table.outdated || !table.block.is_some() {
        return Some(around);
    }
    let missing = geometry
        .columns
        .iter()
        .filter_map(|place| table.layout.at(place.shown))
        .any(|column| !table.block.has(&column.name));
    if missing {
        return Some(around);
    }
    // With a screen to spare there is time to ask for more before it is needed.
    let have = table.block.range();
    let rows = table.block.rows();
    let begin = table.top.saturating_sub(height);
    let end = (table.top + 2 * height).min(rows);
    let enough = have.start <= begin.min(rows) && have.end >= end;
    (!enough).then_some(around)
}

/// The columns to be asked for: those that are seen, their neighbours, and what names a row.
fn columns(table: &Table, geometry: &Geometry) -> Vec<String> {
    let seen = geometry
        .columns
        .iter()
        .filter(|place| !place.frozen)
        .map(|place| place.shown);
    let (first, last) = (seen.clone().min().unwrap_or(0), seen.max().unwrap_or(0));
    let near = |shown: usize| shown + BESIDE >= first && shown <= last + BESIDE;
    let mut columns: Vec<String> = table.module().key().iter().map(|name| (*name).to_owned()).collect();
    for (shown, column) in table.layout.shown().enumerate() {
        let frozen = geometry.place(shown).is_some_and(|place| place.frozen);
        if (frozen || near(shown)) && !columns.contains(&column.name) {
            columns.push(column.name.clone());
        }
    }
    columns
}
