//! How this tab looks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::columns::{self, MODULES, PROGRESS, RUNNING, SOURCES};
use super::layout::{Layout, Sentence, layout, problem_lines};
use super::state::{Part, Spot};
use super::update::place;
use crate::api::wire::{ModuleRun, RunStatus, SourceStatus};
use crate::text::format;
use crate::tui::chrome;
use crate::tui::list::List;
use crate::tui::marks::{Rows, run_role, state_role};
use crate::tui::model::{Hit, Model, Target};
use crate::tui::paint::{Pen, bar, nothing, titled};
use crate::tui::tab::dashboard::panel::{draw_sync_strip, sync_share};
use crate::tui::theme::Role;
use crate::tui::words::plural;

/// Draws the tab's body, and tells what can be clicked in it.
pub fn draw(model: &Model, buffer: &mut Buffer, area: Rect) -> Vec<Hit> {
    let Some(source) = model.current() else {
        chrome::draw_scene(&mut Pen::new(buffer, area, model.theme), model);
        return Vec::new();
    };
    let parts = layout(model, area);
    let mut hits = list(model, buffer, &parts);
    facts(&mut Pen::new(buffer, parts.facts, model.theme), model, source);
    problem(&mut Pen::new(buffer, parts.problem, model.theme), model, source);
    if let Some(progress) = &source.progress {
        draw_sync_strip(&mut Pen::new(buffer, parts.strip, model.theme), progress);
    }
    hits.extend(modules(model, buffer, &parts, source));
    hits
}

fn list(model: &Model, buffer: &mut Buffer, parts: &Layout) -> Vec<Hit> {
    let sources = model
        .status
        .as_ref()
        .map_or(&[][..], |status| status.sources.as_slice());
    let mut pen = Pen::new(buffer, parts.list, model.theme);
    let active = model.sources.part == Part::Sources;
    let note = match sources.len() {
        1 => String::new(),
        count => format!("{count} connected"),
    };
    let mut pen = titled(&mut pen, "Data sources", &note, active);
    let at = place(model).unwrap_or(0);
    let (seen, top) = window(&List::on(at), sources.len(), parts.sources_seen());
    let cells: Vec<_> = sources
        .iter()
        .skip(top)
        .take(seen)
        .map(|source| columns::source(&pen, model, source))
        .collect();
    Rows {
        columns: SOURCES,
        cells: &cells,
        least: &[],
        cursor: Some(at - top),
        active,
    }
    .draw(&mut pen);
    hits(parts.list, cells.len(), |row| Target::Sources(Spot::Source(top + row)))
}

/// How many rows are seen and which is the first.
fn window(list: &List, len: usize, seen: usize) -> (usize, usize) {
    (seen, list.top(len, seen))
}

/// The rows of a list below its title and its heading, as what can be clicked.
fn hits(area: Rect, rows: usize, target: impl Fn(usize) -> Target) -> Vec<Hit> {
    let room = usize::from(area.height.saturating_sub(2));
    (0..rows.min(room))
        .map(|row| Hit {
            area: Rect::new(area.x, area.y + 2 + row as u16, area.width, 1),
            target: target(row),
        })
        .collect()
}

/// What else is known of the data source, in one line.
fn facts(pen: &mut Pen<'_>, model: &Model, source: &SourceStatus) {
    let zone = model.zone();
    let workspace = match (&source.account, &source.workspace_id) {
        (Some(account), Some(id)) => format!("{account} ({id})"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => "A workspace without a name".to_owned(),
    };
    let worked = source.last_success_at.map_or_else(
        || "never worked".to_owned(),
        |at| format!("last worked {}", format::moment(at, zone)),
    );
    let next = source.next_sync_at.map_or_else(
        || source.schedule.clone(),
        |at| format!("next {}", format::moment(at, zone)),
    );
    let words = [
        format!("{workspace} at {}", source.host),
        worked,
        next,
        format!("plan {}", source.plan),
        format!("days in {}", source.time_zone),
    ];
    let gutter = Rows::gutter(pen.width());
    let (width, style) = (pen.width().saturating_sub(gutter), pen.style(Role::Faint));
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    pen.text_in(gutter, 0, width, words.join(" · "), style);
}

/// What is wrong, why, and what to do about it.
fn problem(pen: &mut Pen<'_>, model: &Model, source: &SourceStatus) {
    let height = pen.height();
    if height == 0 {
        return;
    }
    pen.ground(Role::Panel);
    let role = state_role(source.state);
    let (edge, text, dim, strong) = (
        pen.style(role),
        pen.style(Role::Text),
        pen.style(Role::Dim),
        pen.style(role),
    );
    let mark = pen.glyphs().state(source.state);
    for (y, (sentence, line)) in problem_lines(model, pen.width())
        .iter()
        .enumerate()
        .take(usize::from(height))
    {
        let style = match sentence {
            Sentence::What => strong,
            Sentence::Next => text,
            Sentence::Why => dim,
        };
        if y == 0 {
            pen.text(1, 0, mark, edge);
        }
        pen.text(3, y as u16, line, style);
    }
}

fn modules(model: &Model, buffer: &mut Buffer, parts: &Layout, source: &SourceStatus) -> Vec<Hit> {
    let active = model.sources.part == Part::Modules;
    let mut pen = Pen::new(buffer, parts.modules, model.theme);
    if pen.height() == 0 {
        return Vec::new();
    }
    let len = source.modules.len();
    let (seen, top) = window(&model.sources.modules, len, parts.modules_seen());
    let mut note = plural(source.rows, "row");
    if len > seen {
        note = format!("{}–{} of {len} · {note}", top + 1, (top + seen).min(len));
    }
    let title = format!("Modules of {}", source.name);
    let mut pen = titled(&mut pen, &title, &note, active);
    if len == 0 {
        nothing(&mut pen, "No module is synced.");
        return Vec::new();
    }
    let running = source.progress.as_ref();
    let run = running.map(|progress| &progress.run).or(source.last_run.as_ref());
    let shown: Vec<_> = source
        .modules
        .iter()
        .skip(top)
        .take(seen)
        .map(|status| {
            let part = run.and_then(|run| run.modules.iter().find(|part| part.module == status.module));
            (status, part)
        })
        .collect();
    let cells: Vec<_> = shown
        .iter()
        .map(|(status, part)| columns::module(&pen, model, status, *part, running.is_some()))
        .collect();
    let at = model.sources.modules.at.min(len - 1);
    let rows = Rows {
        columns: if running.is_some() { RUNNING } else { MODULES },
        cells: &cells,
        least: &[],
        cursor: Some(at - top),
        active,
    };
    let places = rows.draw(&mut pen);
    if running.is_some()
        && let Some(&(_, x, width)) = places.iter().find(|(index, ..)| *index == PROGRESS)
    {
        for (row, (_, part)) in shown.iter().enumerate() {
            if let Some(part) = part {
                progress(&mut pen, part, (x, row as u16 + 1, width));
            }
        }
    }
    hits(parts.modules, cells.len(), |row| {
        Target::Sources(Spot::Module(top + row))
    })
}

/// How far a module is: a bar with its share, or what is known where no total is.
fn progress(pen: &mut Pen<'_>, part: &ModuleRun, (x, y, width): (u16, u16, u16)) {
    let style = pen.style(run_role(part.status));
    let (text, dim) = (pen.style(Role::Text), pen.style(Role::Dim));
    let room = width.saturating_sub(8);
    match (part.status, part.total) {
        (RunStatus::Waiting, _) => {}
        (RunStatus::Running, None) => {
            pen.text_in(x, y, width, "how many is not known", dim);
        }
        (RunStatus::Running, Some(total)) => {
            let share = part.rows.received as f64 / total.max(1) as f64;
            bar(pen, x, y, room, share, style);
            pen.text_right(x + width, y, sync_share(share), text);
        }
        (RunStatus::Success, _) => {
            bar(pen, x, y, room, 1.0, style);
            pen.text_right(x + width, y, "done", dim);
        }
        (status, _) => {
            pen.text_in(x, y, width, status.label(), style);
        }
    }
}
