//! Lines that are typed under the table, and lists that are chosen from over it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Hits;
use crate::text::{display_width, format, truncate};
use crate::tui::model::Model;
use crate::tui::paint::Pen;
use crate::tui::tab::modules::copy::Format;
use crate::tui::tab::modules::state::{Choice, Line, List, Purpose, Spot, ValueCell};
use crate::tui::tab::modules::{cells, filter};
use crate::tui::theme::Role;

/// One entry of a list.
struct Entry {
    mark: &'static str,
    name: String,
    note: String,
    chosen: bool,
}

/// Draws a line that is typed, with a line of help or of what is wrong under it.
pub(super) fn draw_line(pen: &mut Pen<'_>, model: &Model, line: &Line) {
    pen.ground(Role::Raised);
    let width = pen.width();
    let table = model.modules.table();
    let column = table.and_then(|table| table.layout.at(table.column));
    let (prompt, hint) = match &line.purpose {
        Purpose::Filter(_) => (
            column.map_or_else(String::new, |column| column.name.clone()),
            column.map_or_else(String::new, |column| {
                format!("such as {}", filter::example(column.kind))
            }),
        ),
        Purpose::Search => (
            "Rows with".to_owned(),
            "a text in any column; empty shows all rows".to_owned(),
        ),
        Purpose::Find => (
            "Find".to_owned(),
            if model.modules.last_find.is_empty() {
                "a text in any column; n and N go on to the next and the one before".to_owned()
            } else {
                format!("Enter alone finds {:?} again", model.modules.last_find)
            },
        ),
        Purpose::GoTo => (
            "Go to row".to_owned(),
            format!(
                "1 to {}, or a share such as 50%",
                format::count(table.map_or(0, |table| table.block.rows()))
            ),
        ),
    };
    let key = pen.theme().key();
    let x = pen.text_in(1, 0, width / 2, prompt, key) + 2;
    line.field.draw(pen, x, 0, width.saturating_sub(x + 1));
    let (faint, bad) = (pen.style(Role::Dim), pen.style(Role::Bad));
    match &line.problem {
        Some(problem) => pen.text_in(1, 1, width.saturating_sub(2), problem, bad),
        None => pen.text_in(1, 1, width.saturating_sub(2), hint, faint),
    };
}

/// Draws a list in the middle of the tab.
pub(super) fn draw_list(buffer: &mut Buffer, body: Rect, model: &Model, list: &List, hits: &mut Hits) {
    let glyphs = model.theme.glyphs;
    let (title, hint, entries) = entries(model, list);
    let width = body.width.min(62);
    let height = (entries.len() as u16 + 4)
        .clamp(6, body.height.saturating_sub(2).max(6))
        .min(body.height);
    let area = Rect::new(
        body.x + (body.width - width) / 2,
        body.y + (body.height - height) / 3,
        width,
        height,
    );
    let mut pen = Pen::new(buffer, area, model.theme);
    pen.ground(Role::Raised);
    let (strong, dim, text, faint) = (
        pen.style(Role::Strong),
        pen.style(Role::Dim),
        pen.style(Role::Text),
        pen.style(Role::Faint),
    );
    let end = pen.text_in(2, 0, width.saturating_sub(4), title, strong);
    if list.choice != Choice::Formats {
        let x = end + 2;
        if list.field.is_empty() {
            pen.text_in(x, 0, width.saturating_sub(x + 1), "type to find", faint);
        } else {
            list.field.draw(&mut pen, x, 0, width.saturating_sub(x + 2));
        }
    }
    pen.rule(2, 1, width.saturating_sub(4));
    let rows = height.saturating_sub(3);
    let top = list.at.saturating_sub(usize::from(rows.saturating_sub(1)));
    if entries.is_empty() {
        let words = match &list.choice {
            Choice::Values {
                values: None,
                problem: None,
                ..
            } => glyphs.text("The values are on their way …"),
            Choice::Values {
                problem: Some(problem), ..
            } => problem.clone(),
            _ => "Nothing is called that. Esc erases what was typed.".to_owned(),
        };
        pen.text_in(2, 2, width.saturating_sub(4), words, dim);
    }
    for (row, (place, entry)) in entries.iter().enumerate().skip(top).take(usize::from(rows)).enumerate() {
        let y = row as u16 + 2;
        let here = place == list.at;
        if here {
            let band = pen.theme().cursor();
            pen.band(1, y, width.saturating_sub(2), band);
        }
        let over = |style| if here { pen.theme().cursor() } else { style };
        let (mark, name, note) = (
            over(if entry.chosen { pen.style(Role::Good) } else { faint }),
            over(if entry.chosen { text } else { dim }),
            over(faint),
        );
        pen.text(2, y, entry.mark, mark);
        let room = usize::from(width).saturating_sub(display_width(&entry.note) + 9);
        pen.text(5, y, truncate(&glyphs.text(&entry.name), room), name);
        let start = width.saturating_sub(display_width(&entry.note) as u16 + 2);
        pen.text(start, y, &entry.note, note);
        hits.at(area).add(Rect::new(0, y, width, 1), Spot::Entry(place));
    }
    pen.text_in(2, height.saturating_sub(1), width.saturating_sub(4), hint, faint);
}

fn entries(model: &Model, list: &List) -> (String, String, Vec<Entry>) {
    let glyphs = model.theme.glyphs;
    let tick = |on: bool| {
        if on {
            glyphs.pick("●", "*")
        } else {
            glyphs.pick("○", "o")
        }
    };
    let Some(table) = model.modules.table() else {
        return (String::new(), String::new(), Vec::new());
    };
    match &list.choice {
        Choice::Columns => {
            let entries = filter::columns(model, list.field.text())
                .into_iter()
                .filter_map(|place| {
                    let column = table.layout.columns.get(place)?;
                    Some(Entry {
                        mark: tick(!column.hidden),
                        name: column.name.clone(),
                        note: if column.formula { "formula" } else { column.kind.word() }.to_owned(),
                        chosen: !column.hidden,
                    })
                });
            let title = format!("Columns  {} of {}", table.layout.count(), table.layout.columns.len());
            let hint = format!(
                "Tab shows or hides, Shift-{}{} moves",
                glyphs.pick("↑", "Up/"),
                glyphs.pick("↓", "Down")
            );
            (title, hint, entries.collect())
        }
        Choice::Values {
            column,
            values,
            distinct,
            chosen,
            ..
        } => {
            let kind = table
                .layout
                .columns
                .iter()
                .find(|own| own.name == *column)
                .map_or(crate::catalog::Kind::Text, |column| column.kind);
            let zone = model.zone();
            let entries = values.iter().flatten().map(|(ValueCell(cell), count)| {
                let own = cells::condition(kind, cell, zone);
                let is = chosen.contains(&own);
                Entry {
                    mark: tick(is),
                    name: cells::shown(kind, cell, zone),
                    note: format::count(*count),
                    chosen: is,
                }
            });
            let title = match distinct {
                0 => column.clone(),
                1 => format!("{column}  one value"),
                count => format!("{column}  {} values", format::count(*count)),
            };
            let hint = "Tab chooses, Enter shows only these, Ctrl-X rows without them".to_owned();
            (title, hint, entries.collect())
        }
        Choice::Formats => {
            let entries = Format::ALL.into_iter().map(|format| Entry {
                mark: tick(format == model.modules.format),
                name: format!("{:<9} {}", format.name(), format.words()),
                note: String::new(),
                chosen: format == model.modules.format,
            });
            (
                "Copy rows as".to_owned(),
                "Enter takes it".to_owned(),
                entries.collect(),
            )
        }
    }
}
