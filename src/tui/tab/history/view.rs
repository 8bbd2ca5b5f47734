//! How this tab looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::layout::layout;
use super::shown::open;
use super::state::{Level, Spot};
use super::{calendar, run, runs};
use crate::api::wire::{Advice, SourceState};
use crate::tui::ask::Slot;
use crate::tui::chrome;
use crate::tui::model::{Hit, Model, Target};
use crate::tui::paint::Pen;
use crate::tui::theme::Role;

/// Draws the tab's body, and tells what can be clicked in it.
pub fn draw(model: &Model, buffer: &mut Buffer, area: Rect) -> Vec<Hit> {
    let mut pen = Pen::new(buffer, area, model.theme);
    if model.current().is_none() {
        chrome::draw_scene(&mut pen, model);
        return Vec::new();
    }
    if model.history.level == Level::Run {
        one(&mut pen, model);
        return Vec::new();
    }
    if model.history.days.is_none() {
        match model.history.problems.get(&Slot::Days) {
            Some(advice) => advise(&mut pen, model, advice),
            None => waits(&mut pen, "Looking through the syncs of the last 45 days …"),
        }
        return Vec::new();
    }
    days(model, buffer, area)
}

fn one(pen: &mut Pen<'_>, model: &Model) {
    if let Some(shown) = open(model) {
        run::draw(pen, model, shown, model.history.scroll);
        return;
    }
    match model.history.problems.get(&Slot::Run) {
        Some(advice) => advise(pen, model, advice),
        None => waits(pen, "Looking for the sync …"),
    }
}

fn days(model: &Model, buffer: &mut Buffer, area: Rect) -> Vec<Hit> {
    let parts = layout(model, area);
    let whole = buffer.area;
    let mut hits = Vec::new();
    if !parts.calendar.is_empty() {
        calendar::draw(&mut Pen::new(buffer, whole, model.theme), model, &parts);
        let days = model.history.days.as_deref().unwrap_or_default();
        if let Some(first) = days.first() {
            for (at, day) in days.iter().enumerate() {
                let area = parts.place(first.day, day.day);
                if !area.is_empty() {
                    hits.push(Hit {
                        area,
                        target: Target::History(Spot::Day(at)),
                    });
                }
            }
        }
    }
    if !parts.side.is_empty() {
        calendar::draw_side(&mut Pen::new(buffer, parts.side, model.theme), model);
    }
    if parts.runs.height > 0 {
        let (top, count) = runs::draw(&mut Pen::new(buffer, parts.runs, model.theme), model, parts.runs_seen());
        let room = usize::from(parts.runs.height.saturating_sub(2));
        for row in 0..count.min(room) {
            hits.push(Hit {
                area: Rect::new(parts.runs.x, parts.runs.y + 2 + row as u16, parts.runs.width, 1),
                target: Target::History(Spot::Run(top + row)),
            });
        }
    }
    hits
}

/// Why something could not be had, and what to do.
fn advise(pen: &mut Pen<'_>, model: &Model, advice: &Advice) {
    let mark = model.theme.glyphs.state(SourceState::Failed);
    chrome::draw_page(
        pen,
        (&format!("{mark} {}", advice.what), Role::Bad),
        &[advice.why.clone(), advice.next.clone()],
        &[("r", "try again"), ("Esc", "back")],
    );
}

fn waits(pen: &mut Pen<'_>, what: &str) {
    chrome::draw_page(pen, (what, Role::Text), &[], &[]);
}
