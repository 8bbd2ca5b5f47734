//! How this tab looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::columns::{self, COLUMNS};
use super::entry;
use super::layout::{Layout, layout};
use super::state::Spot;
use super::update::DAYS;
use crate::api::wire::SourceState;
use crate::text::{display_width, format};
use crate::tui::action_id::{ActionId, Audit};
use crate::tui::chrome;
use crate::tui::marks::Rows;
use crate::tui::model::{Hit, Model, Target};
use crate::tui::paint::{Pen, nothing};
use crate::tui::theme::Role;
use crate::tui::words::entries;

/// Draws the tab's body, and tells what can be clicked in it.
pub fn draw(model: &Model, buffer: &mut Buffer, area: Rect) -> Vec<Hit> {
    let mut pen = Pen::new(buffer, area, model.theme);
    if model.status.is_none() {
        chrome::draw_scene(&mut pen, model);
        return Vec::new();
    }
    let Some(entries) = &model.audit.entries else {
        match &model.audit.problem {
            Some(advice) => {
                let mark = model.theme.glyphs.state(SourceState::Failed);
                chrome::draw_page(
                    &mut pen,
                    (&format!("{mark} {}", advice.what), Role::Bad),
                    &[advice.why.clone(), advice.next.clone()],
                    &[("r", "try again")],
                );
            }
            None => chrome::draw_page(&mut pen, ("Reading who did what …", Role::Text), &[], &[]),
        }
        return Vec::new();
    };
    if entries.is_empty() {
        let words =
            "Changes of data sources, syncs that were asked for, and changes of the plan are written down here.";
        let heading = format!("Nothing was done in the last {DAYS} days.");
        chrome::draw_page(&mut pen, (&heading, Role::Text), &[words.to_owned()], &[]);
        return Vec::new();
    }
    let parts = layout(model, area);
    let mut hits = Vec::new();
    if parts.head.height > 0 {
        hits.extend(head(&mut Pen::new(buffer, parts.head, model.theme), model, parts.head));
    }
    if parts.list.height > 0 {
        hits.extend(list(model, buffer, &parts));
    }
    if !parts.entry.is_empty()
        && let Some(entry) = model.audit.under_cursor()
    {
        let mut pen = Pen::new(buffer, parts.entry, model.theme);
        entry::draw(&mut pen, model, entry, model.audit.scroll);
        if !model.audit.open {
            edge(&mut Pen::new(buffer, area, model.theme), &parts, area);
        }
    }
    hits
}

/// The line between the list and the entry beside it.
fn edge(pen: &mut Pen<'_>, parts: &Layout, area: Rect) {
    let style = pen.style(Role::Rule);
    let bar = pen.glyphs().pick('│', '|');
    let x = parts.list.right() + 1 - area.x;
    for y in 0..parts.list.height {
        pen.glyph(x, parts.list.y - area.y + y, bar, style);
    }
}

/// What is shown: the days, the filters, what is typed, and how many of how many entries that are.
fn head(pen: &mut Pen<'_>, model: &Model, area: Rect) -> Vec<Hit> {
    let audit = &model.audit;
    let width = pen.width();
    let (key, dim, text) = (pen.theme().key(), pen.style(Role::Dim), pen.style(Role::Text));
    let all = audit.entries.as_ref().map_or(0, Vec::len);
    let count = if audit.is_filtered() {
        format!(
            "{} of {}",
            format::count(audit.shown.len() as u64),
            format::count(all as u64)
        )
    } else {
        entries(all as u64)
    };
    let end = pen.text_right(width, 0, count, dim).saturating_sub(2);
    if let Some(line) = &audit.line {
        let x = pen.text(0, 0, "/", key) + 1;
        line.draw(pen, x, 0, end.saturating_sub(x));
        return Vec::new();
    }
    let mut hits = Vec::new();
    let mut x = pen.text_in(0, 0, end, format!("last {DAYS} days"), dim) + 2;
    let name = |id| {
        let sources = model.status.as_ref().map(|status| status.sources.as_slice());
        let known = sources.and_then(|sources| sources.iter().find(|source| source.id == id));
        known.map_or_else(|| format!("number {id}"), |source| source.name.clone())
    };
    let chips = [
        ("who", audit.query.who.clone(), Audit::FilterWho),
        (
            "action",
            audit.query.action.map(|action| action.label().to_owned()),
            Audit::FilterAction,
        ),
        ("source", audit.query.source.map(name), Audit::FilterSource),
        (
            "with",
            audit.query.search.as_ref().map(|search| format!("“{search}”")),
            Audit::Search,
        ),
    ];
    for (label, value, action) in chips {
        let Some(value) = value else { continue };
        let need = display_width(label) + 1 + display_width(&value).min(30);
        if usize::from(x) + need > usize::from(end) {
            break;
        }
        let start = x;
        x = pen.text(x, 0, label, dim) + 1;
        x = pen.text_in(x, 0, 30, value, text);
        pen.tint(start, 0, x - start, pen.theme().row());
        hits.push(Hit {
            area: Rect::new(area.x + start, area.y, x - start, 1),
            target: Target::Action(ActionId::Audit(action)),
        });
        x += 2;
    }
    hits
}

fn list(model: &Model, buffer: &mut Buffer, parts: &Layout) -> Vec<Hit> {
    let audit = &model.audit;
    let mut pen = Pen::new(buffer, parts.list, model.theme);
    let len = audit.shown.len();
    if len == 0 {
        nothing(&mut pen, "No entry is like that. c shows all of them again.");
        return Vec::new();
    }
    let seen = parts.seen();
    let top = audit.list.top(len, seen);
    let cells: Vec<_> = audit
        .shown()
        .skip(top)
        .take(seen)
        .map(|entry| columns::row(&pen, model, entry))
        .collect();
    Rows {
        columns: COLUMNS,
        cells: &cells,
        least: &audit.widths,
        cursor: Some(audit.list.at.min(len - 1) - top),
        active: true,
    }
    .draw(&mut pen);
    let room = usize::from(parts.list.height.saturating_sub(1));
    (0..cells.len().min(room))
        .map(|row| Hit {
            area: Rect::new(parts.list.x, parts.list.y + 1 + row as u16, parts.list.width, 1),
            target: Target::Audit(Spot::Entry(top + row)),
        })
        .collect()
}
