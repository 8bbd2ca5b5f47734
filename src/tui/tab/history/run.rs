//! One sync in full: how it went, why, and what every module of it did.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::api::wire::{ModuleRun, Run, RunStatus};
use crate::text::{display_width, format};
use crate::tui::marks::{cell, run_role};
use crate::tui::model::Model;
use crate::tui::paint::{Pen, TableCell, TableColumn, table};
use crate::tui::theme::Role;
use crate::tui::words::{plural, wrap};

/// The widest that a sentence is.
const COMFORT: u16 = 110;
/// No sheet is higher than this, whatever a sync tells.
const HIGHEST: u16 = 2000;

const COLUMNS: &[TableColumn] = &[
    TableColumn::new("", false, 0, Some(1)),
    TableColumn::new("Module", false, 0, Some(24)),
    TableColumn::new("Status", false, 1, Some(12)),
    TableColumn::new("Read", true, 2, Some(12)),
    TableColumn::new("Of", true, 3, Some(12)),
    TableColumn::new("Complete", false, 1, Some(16)),
    TableColumn::new("New", true, 4, Some(12)),
    TableColumn::new("Changed", true, 5, Some(12)),
    TableColumn::new("Gone", true, 6, Some(12)),
    TableColumn::new("Unchanged", true, 8, Some(12)),
    TableColumn::new("Left out", true, 9, Some(10)),
    TableColumn::new("Odd values", true, 7, Some(10)),
    TableColumn::new("Pages", true, 10, Some(8)),
];

/// Draws a window on the sheet that a sync is told on, from a row on. Says how many rows the sheet has.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, run: &Run, scroll: u16) -> u16 {
    let (sheet, rows) = sheet(model, run, pen.width());
    let scroll = scroll.min(rows.saturating_sub(pen.height()));
    pen.copy(&sheet, scroll);
    rows
}

/// How many rows the sheet of a sync has at a width.
pub(super) fn rows(model: &Model, run: &Run, width: u16) -> u16 {
    sheet(model, run, width).1
}

fn sheet(model: &Model, run: &Run, width: u16) -> (Buffer, u16) {
    let area = Rect::new(0, 0, width, bound(run, width));
    let mut buffer = Buffer::empty(area);
    let mut pen = Pen::new(&mut buffer, area, model.theme);
    pen.ground(Role::Base);
    let mut sheet = Sheet {
        pen,
        y: 0,
        wide: width.min(COMFORT),
    };
    sheet.head(model, run);
    sheet.reason(run);
    sheet.modules(run);
    sheet.oddities(run);
    let rows = sheet.y;
    (buffer, rows)
}

/// More rows than the sheet can need: a line can be broken at every other column at worst.
fn bound(run: &Run, width: u16) -> u16 {
    let advice = |reason: Option<&crate::api::wire::Advice>| {
        reason.map_or(0, |reason| {
            display_width(&reason.what) + display_width(&reason.why) + display_width(&reason.next)
        })
    };
    let texts = advice(run.reason.as_ref())
        + run
            .modules
            .iter()
            .map(|module| {
                let examples: usize = module.examples.iter().map(|example| display_width(example) + 40).sum();
                advice(module.reason.as_ref()) + examples + 80
            })
            .sum::<usize>();
    let columns = usize::from(width.clamp(4, COMFORT) / 2);
    let rows = texts / columns + run.modules.len() * 6 + 30;
    rows.min(usize::from(HIGHEST)) as u16
}

struct Sheet<'a> {
    pen: Pen<'a>,
    y: u16,
    wide: u16,
}

impl Sheet<'_> {
    /// A text, broken into lines, set in by some columns.
    fn text(&mut self, indent: u16, text: &str, role: Role) {
        let style = self.pen.style(role);
        for line in wrap(text, usize::from(self.wide.saturating_sub(indent))) {
            self.pen.text(indent, self.y, line, style);
            self.y += 1;
        }
    }

    /// A label with what belongs to it.
    fn fact(&mut self, label: &str, text: &str) {
        let dim = self.pen.style(Role::Dim);
        let label_room = if self.wide >= 50 { 14 } else { 11 };
        self.pen.text_in(0, self.y, label_room - 1, label, dim);
        self.text(label_room, text, Role::Text);
    }

    fn head(&mut self, model: &Model, run: &Run) {
        let source = model.status.as_ref().and_then(|status| {
            let found = status.sources.iter().find(|source| source.id == run.source);
            found.map(|source| source.name.as_str())
        });
        let role = run_role(run.status);
        let mark = self.pen.glyphs().run(run.status);
        let (styled, strong) = (self.pen.style(role), self.pen.style(Role::Strong));
        let x = self.pen.text(0, self.y, mark, styled) + 1;
        let x = self.pen.text(
            x,
            self.y,
            format!("Sync {} of {}", run.id, source.unwrap_or("a removed data source")),
            strong,
        );
        self.pen.text(x + 2, self.y, run.status.label(), styled);
        self.y += 2;
        let zone = model.zone();
        let at = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).format("%a %Y-%m-%d %H:%M:%S").to_string();
        self.fact("Started", &at(run.started_at));
        let took = format::elapsed(run.duration(model.now));
        match run.ended_at {
            Some(ended) => self.fact("Ended", &format!("{}, after {took}", at(ended))),
            None => self.fact("Runs", &format!("for {took}")),
        }
        let by = run.by.as_deref().unwrap_or("system");
        self.fact("Started by", &format!("{}, {by}", run.trigger.label()));
        let rows = &run.rows;
        let told = format!(
            "{} read: {} new, {} changed, {} gone, {} unchanged",
            format::count(rows.received),
            format::count(rows.inserted),
            format::count(rows.updated),
            format::count(rows.deleted),
            format::count(rows.unchanged)
        );
        self.fact("Rows", &told);
        self.fact("Calls", &format::count(run.calls));
        let (words, missing) = completeness(run);
        let role = if missing { Role::Warn } else { Role::Text };
        let dim = self.pen.style(Role::Dim);
        let label_room = if self.wide >= 50 { 14 } else { 11 };
        self.pen.text_in(0, self.y, label_room - 1, "Complete", dim);
        self.text(label_room, &words, role);
    }

    fn reason(&mut self, run: &Run) {
        let Some(reason) = &run.reason else { return };
        self.y += 1;
        self.text(0, &reason.what, Role::Bad);
        self.text(0, &reason.why, Role::Text);
        let key = self.pen.theme().key();
        self.pen.text(0, self.y, self.pen.glyphs().pick("→", ">"), key);
        self.text(2, &reason.next, Role::Text);
    }

    fn modules(&mut self, run: &Run) {
        if run.modules.is_empty() {
            return;
        }
        self.y += 1;
        let cells: Vec<Vec<TableCell>> = run.modules.iter().map(|module| row(&self.pen, module)).collect();
        let (width, height) = (self.pen.width(), cells.len() as u16 + 1);
        table(
            &mut self.pen.part(Rect::new(0, self.y, width, height)),
            COLUMNS,
            &cells,
            true,
        );
        self.y += height;
    }

    /// What a table has no room for: why a module failed, and the first of its odd values.
    fn oddities(&mut self, run: &Run) {
        for module in &run.modules {
            // The reason of the whole sync has been told.
            let own = module
                .reason
                .as_ref()
                .filter(|reason| Some(*reason) != run.reason.as_ref());
            if own.is_none() && module.problems == 0 {
                continue;
            }
            self.y += 1;
            self.text(0, module.module.name(), Role::Strong);
            if let Some(reason) = own {
                self.text(2, &reason.what, Role::Bad);
                self.text(2, &reason.why, Role::Text);
                self.text(2, &reason.next, Role::Text);
            }
            if module.problems > 0 {
                let told = match module.examples.len() as u64 {
                    examples if examples < module.problems => {
                        format!("{}; the first {examples}:", plural(module.problems, "odd value"))
                    }
                    _ => format!("{}:", plural(module.problems, "odd value")),
                };
                self.text(2, &told, Role::Warn);
            }
            for example in &module.examples {
                self.text(4, example, Role::Text);
            }
        }
    }
}

fn row(pen: &Pen<'_>, module: &ModuleRun) -> Vec<TableCell> {
    let role = run_role(module.status);
    let count = |number: u64| {
        let role = if number == 0 { Role::Faint } else { Role::Text };
        cell(pen, format::count(number), role)
    };
    let rows = &module.rows;
    let (complete, complete_role) = match (module.status, module.total) {
        (RunStatus::Waiting | RunStatus::Running, _) | (_, None) => (format::EMPTY.to_owned(), Role::Faint),
        (_, Some(total)) if rows.received >= total => ("yes".to_owned(), Role::Good),
        (_, Some(total)) => (format!("{} missing", format::count(total - rows.received)), Role::Warn),
    };
    vec![
        cell(pen, pen.glyphs().run(module.status), role),
        cell(pen, module.module.name(), Role::Text),
        cell(pen, module.status.label(), role),
        count(rows.received),
        cell(
            pen,
            module.total.map_or_else(|| format::EMPTY.to_owned(), format::count),
            Role::Dim,
        ),
        cell(pen, complete, complete_role),
        count(rows.inserted),
        count(rows.updated),
        count(rows.deleted),
        count(rows.unchanged),
        count(rows.skipped),
        count(module.problems),
        count(module.pages),
    ]
}

/// Whether everything came that Intercom said there is, in words, and whether something is missing.
fn completeness(run: &Run) -> (String, bool) {
    let told: Vec<&ModuleRun> = run.modules.iter().filter(|module| module.total.is_some()).collect();
    let said: u64 = told.iter().filter_map(|module| module.total).sum();
    let came: u64 = told
        .iter()
        .map(|module| module.rows.received.min(module.total.unwrap_or(0)))
        .sum();
    let untold = run.modules.len() - told.len();
    let rest = match untold {
        0 => String::new(),
        modules => format!(
            " Of {} Intercom does not say how many there are.",
            plural(modules as u64, "module")
        ),
    };
    match (told.is_empty(), said.saturating_sub(came)) {
        (true, _) => ("Intercom did not say how many records there are.".to_owned(), false),
        (false, 0) => (
            format!(
                "{} of {} that Intercom said there are.{rest}",
                format::count(came),
                format::count(said)
            ),
            false,
        ),
        (false, missing) => (
            format!(
                "{} of {} that Intercom said there are: {} did not come.{rest}",
                format::count(came),
                format::count(said),
                format::count(missing)
            ),
            !matches!(run.status, RunStatus::Running | RunStatus::Waiting),
        ),
    }
}
