//! What stands in the list.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::api::wire::{Action, AuditEntry};
use crate::text::{display_width, format};
use crate::tui::marks::cell;
use crate::tui::model::Model;
use crate::tui::paint::{Pen, TableCell, TableColumn};
use crate::tui::theme::Role;

/// The columns.
pub(super) const COLUMNS: &[TableColumn] = &[
    TableColumn::new("When", false, 0, Some(16)),
    TableColumn::new("Who", false, 1, Some(18)),
    TableColumn::new("Action", false, 0, Some(18)),
    TableColumn::new("Data source", false, 3, Some(20)),
    TableColumn::new("What", false, 2, None),
    TableColumn::new("Before → after", false, 4, Some(22)),
];

/// Who did it.
pub(super) fn who(entry: &AuditEntry) -> &str {
    entry.who.as_deref().unwrap_or("system")
}

/// What it was and what it is now, in one line; nothing where neither is known.
pub(super) fn change(entry: &AuditEntry) -> String {
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_else(|| format::EMPTY.to_owned());
    match (&entry.before, &entry.after) {
        (None, None) => String::new(),
        (before, after) => format!("{} → {}", or_empty(before), or_empty(after)),
    }
}

/// The time zone in which an entry's moment is shown: that of its data source, or of the one that is shown.
pub(super) fn zone(model: &Model, entry: &AuditEntry) -> Tz {
    let sources = model.status.as_ref().map(|status| status.sources.as_slice());
    let own = entry.source.as_ref().and_then(|(id, _)| {
        let found = sources?.iter().find(|source| source.id == *id)?;
        found.time_zone.parse().ok()
    });
    own.unwrap_or_else(|| model.zone())
}

fn moment(at: DateTime<Utc>, zone: Tz) -> String {
    format::moment(at, zone)
}

/// The colour of an action: what takes something away is not like what adds to it.
const fn role(action: Action) -> Role {
    match action {
        Action::Delete | Action::Stop => Role::Bad,
        Action::ModulesRemoved
        | Action::FieldsRemoved
        | Action::PlanDowngrade
        | Action::Cancel
        | Action::TakeOwnership => Role::Warn,
        Action::Create | Action::ModulesAdded | Action::FieldsAdded | Action::PlanUpgrade => Role::Good,
        _ => Role::Text,
    }
}

/// A line of the list.
pub(super) fn row(pen: &Pen<'_>, model: &Model, entry: &AuditEntry) -> Vec<TableCell> {
    let source = entry.source.as_ref().map(|(_, name)| name.clone());
    vec![
        cell(pen, moment(entry.at, zone(model, entry)), Role::Dim),
        cell(
            pen,
            who(entry),
            if entry.who.is_some() { Role::Text } else { Role::Faint },
        ),
        cell(pen, entry.action.label(), role(entry.action)),
        cell(pen, source.unwrap_or_else(|| format::EMPTY.to_owned()), Role::Text),
        cell(pen, &entry.what, Role::Text),
        cell(pen, change(entry), Role::Dim),
    ]
}

/// How wide the columns have to be for these entries; the one without a limit takes what is left.
pub(super) fn widths(entries: &[AuditEntry]) -> Vec<u16> {
    let mut widths = [16, 0, 0, 0, 0, 0];
    for entry in entries {
        let source = entry.source.as_ref().map_or(1, |(_, name)| display_width(name));
        let needs = [
            0,
            display_width(who(entry)),
            display_width(entry.action.label()),
            source,
            0,
            display_width(&change(entry)),
        ];
        for (width, need) in widths.iter_mut().zip(needs) {
            *width = (*width).max(need);
        }
    }
    let mosts = COLUMNS.iter().map(|column| column.most.unwrap_or(0));
    widths
        .into_iter()
        .zip(mosts)
        .map(|(width, most)| width.min(usize::from(most)) as u16)
        .collect()
}
