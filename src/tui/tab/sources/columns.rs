//! What stands in the lists of this tab.

use crate::api::wire::{ModuleRun, ModuleStatus, RunStatus, SourceStatus};
use crate::text::format;
use crate::tui::marks::{brought, cell, run_role, state_role};
use crate::tui::model::Model;
use crate::tui::paint::{Pen, TableCell, TableColumn};
use crate::tui::theme::Role;
use crate::tui::words::{plural, waited};

/// The columns of the data sources.
pub(super) const SOURCES: &[TableColumn] = &[
    TableColumn::new("", false, 0, Some(1)),
    TableColumn::new("Name", false, 0, Some(24)),
    TableColumn::new("Status", false, 0, Some(12)),
    TableColumn::new("Account", false, 7, Some(20)),
    TableColumn::new("Last sync", false, 1, Some(12)),
    TableColumn::new("What it did", false, 5, Some(34)),
    TableColumn::new("Took", true, 8, Some(12)),
    TableColumn::new("Rows", true, 2, Some(12)),
    TableColumn::new("Next sync", false, 3, Some(14)),
    TableColumn::new("Schedule", false, 4, Some(18)),
    TableColumn::new("Plan", false, 6, Some(10)),
    TableColumn::new("Host", false, 9, Some(24)),
    TableColumn::new("Days in", false, 10, Some(20)),
];

/// A line of the data sources.
pub(super) fn source(pen: &Pen<'_>, model: &Model, source: &SourceStatus) -> Vec<TableCell> {
    let state = state_role(source.state);
    let empty = || format::EMPTY.to_owned();
    let last = source.last_run.as_ref();
    let next = match (&source.progress, source.next_sync_at) {
        (Some(_), _) => "after this one".to_owned(),
        (None, Some(at)) => match (at - model.minute()).num_seconds() {
            ..60 => "due now".to_owned(),
            seconds => format!("in {}", waited(seconds)),
        },
        (None, None) => empty(),
    };
    vec![
        cell(pen, pen.glyphs().state(source.state), state),
        cell(pen, &source.name, Role::Strong),
        cell(pen, source.state.label(), state),
        cell(pen, source.account.clone().unwrap_or_else(empty), Role::Text),
        cell(
            pen,
            last.and_then(|run| run.ended_at).map_or_else(empty, |at| model.age(at)),
            Role::Text,
        ),
        match last {
            Some(run) if run.status == RunStatus::Success => cell(pen, brought(&run.rows), Role::Text),
            Some(run) => cell(pen, run.status.label(), run_role(run.status)),
            None => cell(pen, empty(), Role::Dim),
        },
        cell(
            pen,
            last.map_or_else(empty, |run| format::elapsed(run.duration(model.now))),
            Role::Dim,
        ),
        cell(pen, format::count(source.rows), Role::Text),
        cell(pen, next, Role::Text),
        cell(
            pen,
            if source.schedule.is_empty() {
                empty()
            } else {
                source.schedule.clone()
            },
            Role::Dim,
        ),
        cell(pen, source.plan.name(), Role::Dim),
        cell(pen, &source.host, Role::Faint),
        cell(pen, &source.time_zone, Role::Faint),
    ]
}

/// The columns of the modules while nothing runs.
pub(super) const MODULES: &[TableColumn] = &[
    TableColumn::new("", false, 0, Some(1)),
    TableColumn::new("Module", false, 0, Some(24)),
    TableColumn::new("State", false, 1, Some(12)),
    TableColumn::new("Rows", true, 0, Some(12)),
    TableColumn::new("Up to date", false, 2, Some(12)),
    TableColumn::new("Its last sync", false, 3, Some(38)),
    TableColumn::new("Read", true, 5, Some(12)),
    TableColumn::new("Pages", true, 6, Some(8)),
    TableColumn::new("Odd values", true, 7, Some(10)),
    TableColumn::new("Problem", false, 4, None),
];

/// The columns of the modules while a sync runs.
pub(super) const RUNNING: &[TableColumn] = &[
    TableColumn::new("", false, 0, Some(1)),
    TableColumn::new("Module", false, 0, Some(24)),
    TableColumn::new("State", false, 2, Some(12)),
    TableColumn::new("Progress", false, 1, Some(28)),
    TableColumn::new("Read", true, 1, Some(12)),
    TableColumn::new("Of", true, 3, Some(12)),
    TableColumn::new("New", true, 4, Some(12)),
    TableColumn::new("Changed", true, 5, Some(12)),
    TableColumn::new("Stored", true, 6, Some(12)),
    TableColumn::new("Problem", false, 7, None),
];

/// The place of the bars among [`RUNNING`].
pub(super) const PROGRESS: usize = 3;

/// A line of the modules; `part` is the module's part in the sync that runs, or in the last one.
pub(super) fn module(
    pen: &Pen<'_>,
    model: &Model,
    status: &ModuleStatus,
    part: Option<&ModuleRun>,
    running: bool,
) -> Vec<TableCell> {
    let empty = || format::EMPTY.to_owned();
    let now = if running { part.map(|part| part.status) } else { None };
    let (mark, word, role) = match now.or(status.status) {
        Some(status) => (pen.glyphs().run(status), status.label(), run_role(status)),
        None => (pen.glyphs().pick("◌", "o"), "never synced", Role::Faint),
    };
    let problem = part
        .filter(|_| running)
        .and_then(|part| part.reason.as_ref())
        .or(status.problem.as_ref());
    let problem = match (problem, part.map_or(0, |part| part.problems)) {
        (Some(problem), _) => cell(pen, &problem.what, Role::Bad),
        (None, 0) => cell(pen, "", Role::Dim),
        (None, odd) => cell(pen, plural(odd, "odd value"), Role::Warn),
    };
    let number = |count: Option<u64>, role| cell(pen, count.map_or_else(empty, format::count), role);
    let rows = part.map(|part| part.rows);
    let mut cells = vec![
        cell(pen, mark, role),
        cell(pen, status.module.name(), Role::Text),
        cell(pen, word, role),
    ];
    if running {
        cells.extend([
            // The room of a bar, which is drawn over it.
            cell(pen, " ".repeat(28), Role::Text),
            number(rows.map(|rows| rows.received), Role::Text),
            number(part.and_then(|part| part.total), Role::Dim),
            number(rows.map(|rows| rows.inserted), Role::Dim),
            number(rows.map(|rows| rows.updated), Role::Dim),
            number(Some(status.rows), Role::Dim),
            problem,
        ]);
    } else {
        let age = status.last_success_at.map_or_else(empty, |at| model.age(at));
        cells.extend([
            number(Some(status.rows), Role::Text),
            cell(pen, age, Role::Dim),
            cell(pen, rows.map_or_else(empty, |rows| brought(&rows)), Role::Dim),
            number(rows.map(|rows| rows.received), Role::Dim),
            number(part.map(|part| part.pages), Role::Dim),
            number(part.map(|part| part.problems), Role::Dim),
            problem,
        ]);
    }
    cells
}
