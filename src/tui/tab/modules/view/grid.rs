//! Headings and rows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Hits, has_keys};
use crate::catalog::Kind;
use crate::text::{display_width, truncate};
use crate::tui::model::Model;
use crate::tui::paint::Pen;
use crate::tui::tab::modules::cells;
use crate::tui::tab::modules::geometry::{Geometry, Place};
use crate::tui::tab::modules::layout::Column;
use crate::tui::tab::modules::state::{Part, Spot, Table};
use crate::tui::theme::Role;
use crate::tui::words::wrap;

pub(super) fn draw(buffer: &mut Buffer, model: &Model, table: &Table, geometry: &Geometry, hits: &mut Hits) {
    headings(buffer, model, table, geometry, hits);
    let mut pen = Pen::new(buffer, geometry.grid, model.theme);
    if let Some(advice) = &table.problem {
        let (bad, text, dim) = (pen.style(Role::Bad), pen.style(Role::Text), pen.style(Role::Dim));
        return say(
            &mut pen,
            &[(&advice.what, bad), (&advice.why, text), (&advice.next, dim)],
        );
    }
    if !table.block.is_some() {
        let dim = pen.style(Role::Dim);
        return say(&mut pen, &[("The rows are on their way …", dim)]);
    }
    if table.block.rows() == 0 {
        let (text, dim) = (pen.style(Role::Text), pen.style(Role::Dim));
        return if table.view.is_filtered() {
            say(
                &mut pen,
                &[
                    ("No row is left by the filter.", text),
                    ("Backspace takes the last condition away, z f all of them.", dim),
                ],
            );
        } else {
            let words = if model.progress().is_some() {
                "Nothing has been brought in yet; the sync is running."
            } else {
                "Intercom has none of these, or the module is not synced."
            };
            say(&mut pen, &[("No rows.", text), (words, dim)]);
        };
    }
    rows(buffer, model, table, geometry, hits);
}

/// Lines in the middle of the grid.
fn say(pen: &mut Pen<'_>, parts: &[(&str, Style)]) {
    let width = usize::from(pen.width().min(72));
    let left = (usize::from(pen.width()) - width) / 2;
    let lines: Vec<(String, Style)> = parts
        .iter()
        .flat_map(|(words, style)| wrap(words, width).into_iter().map(move |line| (line, *style)))
        .collect();
    let top = usize::from(pen.height()).saturating_sub(lines.len()) / 3;
    for (row, (line, style)) in lines.iter().enumerate() {
        pen.text(left as u16, (top + row) as u16, line, *style);
    }
}

fn headings(buffer: &mut Buffer, model: &Model, table: &Table, geometry: &Geometry, hits: &mut Hits) {
    let area = geometry.headings;
    if area.is_empty() {
        return;
    }
    let mut pen = Pen::new(buffer, area, model.theme);
    pen.ground(Role::Panel);
    let height = area.height;
    for place in &geometry.columns {
        let Some(column) = table.layout.at(place.shown) else {
            continue;
        };
        let sorted = table.view.sort.iter().position(|key| key.column == column.name);
        let here = place.shown == table.column && has_keys(model, Part::Table);
        let style = match (here, sorted) {
            (true, _) => pen.style(Role::Strong),
            (false, Some(_)) => pen.style(Role::Accent),
            (false, None) if column.formula => pen.style(Role::Second),
            (false, None) => pen.style(Role::Dim),
        };
        let mark = sorted.map_or_else(String::new, |at| {
            let arrow = if table.view.sort[at].descending {
                ("▼", "v")
            } else {
                ("▲", "^")
            };
            let arrow = pen.glyphs().pick(arrow.0, arrow.1);
            if table.view.sort.len() > 1 {
                format!("{}{arrow}", at + 1)
            } else {
                arrow.to_owned()
            }
        });
        let lines = heading(&column.name, &mark, place.width, height);
        for (row, line) in lines.iter().enumerate() {
            let y = height - lines.len() as u16 + row as u16;
            let line = pen.glyphs().text(line);
            let x = if cells::is_right(column.kind) {
                place.x + place.width.saturating_sub(display_width(&line) as u16)
            } else {
                place.x
            };
            pen.text(x, y, &line, style);
        }
        let at = &mut hits.at(area);
        at.add(Rect::new(place.x, 0, place.width, height), Spot::Heading(place.shown));
        at.add(Rect::new(place.x + place.width, 0, 1, height), Spot::Edge(place.shown));
    }
    let last = geometry.columns.last().map_or(0, |place| place.shown + 1);
    let more = table.layout.count().saturating_sub(last);
    if more > 0 {
        let faint = pen.style(Role::Accent);
        pen.text(
            area.width.saturating_sub(1),
            height - 1,
            pen.glyphs().pick("›", ">"),
            faint,
        );
    }
    if table.left > 0
        && let Some(first) = geometry.columns.iter().find(|place| !place.frozen)
    {
        let faint = pen.style(Role::Accent);
        pen.text(
            first.x.saturating_sub(2),
            height - 1,
            pen.glyphs().pick("‹", "<"),
            faint,
        );
    }
}

/// A heading in one or two lines, with its sort mark at the end.
fn heading(name: &str, mark: &str, width: u16, height: u16) -> Vec<String> {
    let width = usize::from(width);
    let whole = if mark.is_empty() {
        name.to_owned()
    } else {
        format!("{name} {mark}")
    };
    if display_width(&whole) <= width || height < 2 {
        let room = width.saturating_sub(if mark.is_empty() { 0 } else { display_width(mark) + 1 });
        let name = truncate(name, room);
        return vec![if mark.is_empty() {
            name
        } else {
            format!("{name} {mark}")
        }];
    }
    let mut lines = wrap(&whole, width);
    if lines.len() > 2 {
        let rest = lines.split_off(1).join(" ");
        lines.push(truncate(&rest, width));
    }
    lines
}

fn rows(buffer: &mut Buffer, model: &Model, table: &Table, geometry: &Geometry, hits: &mut Hits) {
    let area = geometry.grid;
    let keys = has_keys(model, Part::Table);
    let needle = table.find.as_ref().map(|find| find.text.to_lowercase());
    let mut pen = Pen::new(buffer, area, model.theme);
    for y in 0..area.height {
        let position = table.top + u64::from(y);
        if position >= table.block.rows() {
            break;
        }
        let here = position == table.row;
        if here {
            let band = pen.theme().row();
            pen.band(0, y, area.width.saturating_sub(1), band);
        }
        let marked = !table.marks.is_empty()
            && table
                .block
                .key(table.module(), position)
                .is_some_and(|key| table.marks.has(&key));
        if marked {
            let style = pen.style(Role::Second);
            pen.text(0, y, pen.glyphs().pick("◆", "*"), style);
        } else if here {
            let style = pen.style(Role::Accent);
            pen.text(0, y, pen.glyphs().pick("▸", ">"), style);
        }
        for place in &geometry.columns {
            let Some(column) = table.layout.at(place.shown) else {
                continue;
            };
            cell(&mut pen, table, column, place, (y, position), needle.as_deref());
            let cursor = here && place.shown == table.column;
            if cursor {
                let style = if keys { pen.theme().cursor() } else { pen.theme().row() };
                pen.restyle(place.x, y, place.width, style);
            }
            let wide = place.width + u16::from(place.whole);
            let at = Rect::new(place.x.saturating_sub(1), y, wide, 1);
            hits.at(area).add(at, Spot::Cell(position, place.shown));
        }
    }
    bar(&mut pen, table, hits, area);
}

fn cell(
    pen: &mut Pen<'_>,
    table: &Table,
    column: &Column,
    place: &Place,
    (y, position): (u16, u64),
    needle: Option<&str>,
) {
    let width = usize::from(place.width);
    let Some(text) = table.block.text(position, &column.name) else {
        let faint = pen.style(Role::Rule);
        pen.text(place.x, y, pen.glyphs().pick("·", "."), faint);
        return;
    };
    let text = truncate(&pen.glyphs().text(text), width);
    let empty = text == pen.glyphs().text(crate::text::format::EMPTY);
    let role = match column.kind {
        _ if table.stale || empty => Role::Faint,
        Kind::Id | Kind::Timestamp => Role::Dim,
        Kind::Boolean if text == "no" => Role::Dim,
        _ => Role::Text,
    };
    let mut style = pen.style(role);
    if let Some(needle) = needle
        && text.to_lowercase().contains(needle)
    {
        style = pen.style(Role::Second).add_modifier(Modifier::UNDERLINED);
    }
    let right = cells::is_right(column.kind) || cells::is_right_to_left(&text);
    let x = if right && place.whole {
        place.x + place.width.saturating_sub(display_width(&text) as u16)
    } else {
        place.x
    };
    pen.text(x, y, &text, style);
}

/// Where the screen is in the table.
fn bar(pen: &mut Pen<'_>, table: &Table, hits: &mut Hits, area: Rect) {
    let (height, rows) = (u64::from(area.height), table.block.rows());
    if rows <= height || height == 0 || area.width < 10 {
        return;
    }
    let thumb = (height * height / rows).clamp(1, height);
    let room = height - thumb;
    let top = if rows > height {
        table.top * room / (rows - height)
    } else {
        0
    }
    .min(room);
    let (track, grip) = (pen.style(Role::Rule), pen.style(Role::Dim));
    let x = area.width - 1;
    for y in 0..area.height {
        let inside = (top..top + thumb).contains(&u64::from(y));
        let glyphs = pen.glyphs();
        let (glyph, style) = if inside {
            (glyphs.pick("┃", "#"), grip)
        } else {
            (glyphs.pick("│", "|"), track)
        };
        pen.text(x, y, glyph, style);
        let way = u64::from(y) * 1000 / (height - 1).max(1);
        hits.at(area).add(Rect::new(x, y, 1, 1), Spot::Bar(way as u16));
    }
}
