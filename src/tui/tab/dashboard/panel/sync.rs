//! The sync that runs: a strip on the dashboard, and when enlarged the list of its modules.

use ratatui::layout::Rect;

use super::titled;
use crate::api::wire::{ModuleRun, Progress, RunStatus, Trigger};
use crate::text::{display_width, format};
use crate::tui::marks::run_role;
use crate::tui::model::Model;
use crate::tui::paint::{Pen, TableCell, TableColumn, bar, table};
use crate::tui::theme::Role;

pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, focused: bool) {
    let Some(progress) = model.progress() else { return };
    let title = match progress.run.trigger {
        Trigger::SyncNow => "Syncing now".to_owned(),
        trigger => format!("Syncing, {}", trigger.label()),
    };
    let note = format!("{} calls", format::count(progress.run.calls));
    let mut pen = titled(pen, &title, &note, focused);
    if model.dashboard.enlarged {
        strip(&mut pen.part(Rect::new(0, 1, u16::MAX, 2)), progress, true);
        draw_modules(&mut pen.part(Rect::new(0, 4, u16::MAX, u16::MAX - 4)), progress);
    } else {
        let two = pen.height() >= 2;
        strip(&mut pen, progress, two);
    }
}

/// Says what is being done, how far it is, how fast and for how long; in one line or two.
fn strip(pen: &mut Pen<'_>, progress: &Progress, two: bool) {
    let width = pen.width();
    let words = words(progress);
    let (text, dim) = (pen.style(Role::Text), pen.style(Role::Dim));
    let doing = doing(progress);
    if two {
        let end = pen.text_in(0, 0, width, &doing, text);
        fitting(pen, &words, end + 3, width, dim);
        bar_in(pen, progress, 0, 1, width);
    } else {
        let end = pen.text_in(0, 0, width * 2 / 5, &doing, text) + 3;
        let bar = width.saturating_sub(end).min(36);
        bar_in(pen, progress, end, 0, bar);
        fitting(pen, &words, end + bar + 3, width, dim);
    }
}

/// Draws the bar with its share at the end. While a total is missing there is no share, and the words say what is known.
fn bar_in(pen: &mut Pen<'_>, progress: &Progress, x: u16, y: u16, width: u16) {
    let style = pen.style(Role::Accent);
    let strong = pen.style(Role::Strong);
    if let Some(part) = progress.fraction() {
        let share = share(part);
        let room = display_width(&share) as u16 + 1;
        bar(pen, x, y, width.saturating_sub(room), part, style);
        pen.text_right(x + width, y, share, strong);
    } else {
        // A part of the modules is done; that much is known even where a total is not.
        let done = progress
            .run
            .modules
            .iter()
            .filter(|module| finished(module.status))
            .count();
        let all = progress.run.modules.len();
        let share = format!("{done} of {all} modules");
        let room = display_width(&share) as u16 + 1;
        let part = done as f64 / all.max(1) as f64;
        bar(pen, x, y, width.saturating_sub(room), part, style);
        pen.text_right(x + width, y, share, strong);
    }
}

/// How much is done, in words. Before the end it is never all of it.
pub fn share(part: f64) -> String {
    format::percent((part * 1000.0).floor().min(999.0) / 10.0)
}

/// Writes as many of the words as fit, at the right end, and says where they start.
fn fitting(pen: &mut Pen<'_>, words: &[String], from: u16, to: u16, style: ratatui::style::Style) -> u16 {
    let room = usize::from(to.saturating_sub(from));
    let mut line = String::new();
    for word in words {
        let longer = if line.is_empty() {
            word.clone()
        } else {
            format!("{line} · {word}")
        };
        if display_width(&longer) > room {
            break;
        }
        line = longer;
    }
    pen.text_right(to, 0, line, style)
}

fn doing(progress: &Progress) -> String {
    if let Some(wait) = &progress.waiting {
        let length = format::duration(i64::try_from(wait.seconds).unwrap_or(i64::MAX));
        return format!("Waiting {length}: {}", wait.reason);
    }
    let running: Vec<&ModuleRun> = progress
        .run
        .modules
        .iter()
        .filter(|module| module.status == RunStatus::Running)
        .collect();
    match running.as_slice() {
        [] => "Finishing".to_owned(),
        [one] => match one.total {
            Some(total) => format!(
                "{} {} of {}",
                one.module.name(),
                format::count(one.rows.received),
                format::count(total)
            ),
            None => format!("{} {}", one.module.name(), format::count(one.rows.received)),
        },
        [first, rest @ ..] => format!("{} and {} more", first.module.name(), rest.len()),
    }
}

/// What is worth knowing, the most important first.
fn words(progress: &Progress) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(seconds) = progress.seconds_left {
        words.push(format!(
            "{} left",
            format::duration(i64::try_from(seconds).unwrap_or(i64::MAX))
        ));
    }
    words.push(format!("{} rows", format::short(progress.run.rows.received as f64)));
    words.push(format!("{} rows/s", format::short(progress.rows_per_second)));
    if let Some(left) = progress.calls_left {
        words.push(match progress.calls_limit {
            Some(limit) => format!("{} of {} calls left", format::count(left), format::count(limit)),
            None => format!("{} calls left", format::count(left)),
        });
    }
    words
}

const fn finished(status: RunStatus) -> bool {
    !matches!(status, RunStatus::Waiting | RunStatus::Running)
}

const COLUMNS: &[TableColumn] = &[
    column("", false, 0, Some(1)),
    column("Module", false, 0, Some(24)),
    column("State", false, 2, Some(12)),
    column("Rows", true, 0, Some(12)),
    column("Of", true, 1, Some(12)),
    column("New", true, 3, Some(12)),
    column("Changed", true, 4, Some(12)),
    column("", false, 5, None),
];

const fn column(name: &'static str, right: bool, rank: u8, most: Option<u16>) -> TableColumn {
    TableColumn {
        name,
        right,
        rank,
        most,
    }
}

/// A line for each module of the run, with its state.
pub fn draw_modules(pen: &mut Pen<'_>, progress: &Progress) {
    let rows: Vec<Vec<TableCell>> = progress
        .run
        .modules
        .iter()
        .map(|module| {
            let role = run_role(module.status);
            let total = module.total.map_or_else(|| format::EMPTY.to_owned(), format::count);
            let problem = match (&module.reason, module.problems) {
                (Some(reason), _) => reason.what.clone(),
                (None, 0) => String::new(),
                (None, problems) => crate::tui::words::plural(problems, "odd value"),
            };
            let pieces = [
                (pen.glyphs().run(module.status).to_owned(), role),
                (module.module.name().to_owned(), Role::Text),
                (module.status.label().to_owned(), role),
                (format::count(module.rows.received), Role::Text),
                (total, Role::Dim),
                (format::count(module.rows.inserted), Role::Dim),
                (format::count(module.rows.updated), Role::Dim),
                (problem, Role::Warn),
            ];
            pieces
                .into_iter()
                .map(|(text, role)| TableCell {
                    text,
                    style: pen.style(role),
                })
                .collect()
        })
        .collect();
    table(pen, COLUMNS, &rows, true);
}

/// The strip without a title, for the screens before there are figures.
pub fn draw_strip(pen: &mut Pen<'_>, progress: &Progress) {
    strip(pen, progress, true);
}
