//! Which columns of a table are shown, in which order, how wide, and how many of them stay at the left.

use serde::{Deserialize, Serialize};

use crate::catalog::{FormulaKind, Kind, Module, formula};
use crate::text::display_width;

/// The narrowest column.
pub const NARROWEST: u16 = 3;
/// The widest column.
pub const WIDEST: u16 = 120;
/// How much wider or narrower one key makes a column.
pub const STEP: u16 = 4;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: Kind,
    /// How wide it is.
    pub width: u16,
    /// Whether it is left out.
    pub hidden: bool,
    /// Whether it is computed rather than fetched.
    pub formula: bool,
}

/// The columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// All columns of the module, in their order.
    pub columns: Vec<Column>,
    /// How many of those that are shown stay at the left when the others scroll.
    pub frozen: usize,
}

/// What is remembered of a layout: names in their order, so that a field that is added later finds a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The columns.
    pub columns: Vec<SavedColumn>,
    /// How many stay.
    pub frozen: usize,
}

/// What is remembered of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedColumn {
    /// Its name.
    pub name: String,
    /// How wide it is.
    pub width: u16,
    /// Whether it is left out.
    #[serde(default)]
    pub hidden: bool,
}

impl Layout {
    /// A module's columns as they are from the start: what names a record first, then what says what it is about, then
    /// the rest in the order of the catalog, formulas last. The first one stays.
    pub fn of(module: Module) -> Self {
        let fields = module.fields().iter();
        let mut columns: Vec<Column> = fields
            .map(|field| Column {
                name: field.name.to_owned(),
                kind: field.kind,
                width: usual(module, field.name, field.kind),
                hidden: false,
                formula: false,
            })
            .collect();
        let rank = |column: &Column| {
            let key = module.key().iter().position(|key| *key == column.name);
            let told = FIRST.iter().position(|name| *name == column.name);
            match (key, told) {
                (Some(place), _) => place,
                (None, Some(place)) => 10 + place,
                (None, None) => 100,
            }
        };
        columns.sort_by_key(rank);
        let formulas = formula::BUILT_IN
            .iter()
            .filter(|formula| formula.module == module && formula.kind == FormulaKind::Column);
        columns.extend(formulas.map(|formula| {
            let kind = match formula.unit {
                formula::Unit::Count | formula::Unit::Days => Kind::Integer,
                formula::Unit::Percent => Kind::Decimal,
                formula::Unit::Text => Kind::Text,
            };
            Column {
                name: formula.name.to_owned(),
                kind,
                width: usual(module, formula.name, kind),
                hidden: false,
                formula: true,
            }
        }));
        Self { columns, frozen: 1 }
    }

    /// The columns that are shown.
    pub fn shown(&self) -> impl Iterator<Item = &Column> + Clone {
        self.columns.iter().filter(|column| !column.hidden)
    }

    /// How many are shown.
    pub fn count(&self) -> usize {
        self.shown().count()
    }

    /// The place among all columns of the one at a place among those that are shown.
    pub fn place(&self, shown: usize) -> Option<usize> {
        let places = self.columns.iter().enumerate().filter(|(_, column)| !column.hidden);
        places.map(|(place, _)| place).nth(shown)
    }

    /// The column at a place among those that are shown.
    pub fn at(&self, shown: usize) -> Option<&Column> {
        self.shown().nth(shown)
    }

    /// The same, to be changed.
    pub fn at_mut(&mut self, shown: usize) -> Option<&mut Column> {
        self.columns.iter_mut().filter(|column| !column.hidden).nth(shown)
    }

    /// Moves a shown column past its neighbour; says where it is then.
    pub fn shift(&mut self, shown: usize, right: bool) -> usize {
        let other = if right { shown + 1 } else { shown.wrapping_sub(1) };
        if let (Some(from), Some(to)) = (self.place(shown), self.place(other)) {
            // What is hidden between the two stays where it is.
            self.columns.swap(from, to);
            other
        } else {
            shown
        }
    }

    /// What is to be remembered; nothing where everything is as it was from the start.
    pub fn save(&self, module: Module) -> Option<Saved> {
        (*self != Self::of(module)).then(|| Saved {
            columns: self
                .columns
                .iter()
                .map(|column| SavedColumn {
                    name: column.name.clone(),
                    width: column.width,
                    hidden: column.hidden,
                })
                .collect(),
            frozen: self.frozen,
        })
    }

    /// A layout as it was remembered. Columns that are no more are left out; those that are new stand at the end.
    pub fn restore(module: Module, saved: &Saved) -> Self {
        let mut left = Self::of(module).columns;
        let mut columns = Vec::with_capacity(left.len());
        for remembered in &saved.columns {
            if let Some(place) = left.iter().position(|column| column.name == remembered.name) {
                let mut column = left.remove(place);
                column.width = remembered.width.clamp(NARROWEST, WIDEST);
                column.hidden = remembered.hidden;
                columns.push(column);
            }
        }
        columns.extend(left);
        if columns.iter().all(|column| column.hidden) {
            return Self::of(module);
        }
        let most = columns.iter().filter(|column| !column.hidden).count();
        Self {
            columns,
            frozen: saved.frozen.min(most),
        }
    }
}

/// What says what a record is about, in the order in which it is wanted.
const FIRST: &[&str] = &[
    "Title",
    "Name",
    "Display Name",
    "Email",
    "Ticket Type",
    "Ticket State",
    "State",
    "Role",
    "Priority",
    "Created At",
    "Updated At",
    "Team Assignee ID",
    "Admin Assignee ID",
    "Waiting Since",
    "Source",
    "Conversation Rating",
    "Tags",
];

/// How wide a column is from the start: enough for most values of its type, and for its heading in two lines.
fn usual(module: Module, name: &str, kind: Kind) -> u16 {
    let values = match kind {
        Kind::Timestamp => 16,
        Kind::Duration => 12,
        Kind::Boolean => 5,
        Kind::Integer | Kind::Decimal => 8,
        // Contacts and companies are named by 24 digits, conversations by 15, people and teams by 7 to 10.
        Kind::Id => match (module, name) {
            (Module::Contacts | Module::Companies, "ID")
            | (_, "Contact ID" | "Company ID" | "Conversation Rating Contact ID") => 24,
            (Module::Conversations | Module::Tickets, "ID") | (_, "Conversation ID") => 15,
            _ => 10,
        },
        Kind::List => 20,
        Kind::Text => match name {
            "Title" | "Body" | "Description" | "Conversation Rating Remark" => 36,
            "Email" | "URL" | "Referrer" => 28,
            "Name" | "Display Name" => 24,
            "State" | "Priority" | "Role" | "Source" => 9,
            _ => 14,
        },
    };
    values.max(two_lines(name))
}

/// The columns that a heading takes in two lines, with room for a sort mark.
fn two_lines(name: &str) -> u16 {
    let words: Vec<&str> = name.split(' ').collect();
    let breaks = 1..=words.len();
    let width = breaks
        .map(|at| display_width(&words[..at].join(" ")).max(display_width(&words[at..].join(" "))))
        .min()
        .unwrap_or(0);
    width as u16 + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_every_module_is_there_and_the_key_is_first() {
        for module in Module::ALL {
            let layout = Layout::of(module);
            for field in module.fields() {
                assert!(
                    layout.columns.iter().any(|column| column.name == field.name),
                    "{module}"
                );
            }
            assert_eq!(layout.columns[0].name, module.key()[0]);
            assert!(layout.save(module).is_none());
        }
    }

    #[test]
    fn what_is_remembered_comes_back_and_what_is_gone_does_not() {
        let module = Module::Conversations;
        let mut layout = Layout::of(module);
        layout.at_mut(2).unwrap().hidden = true;
        layout.shift(4, false);
        layout.at_mut(0).unwrap().width = 30;
        layout.frozen = 2;
        let mut saved = layout.save(module).unwrap();
        assert_eq!(Layout::restore(module, &saved), layout);
        saved.columns.push(SavedColumn {
            name: "Gone".to_owned(),
            width: 9,
            hidden: false,
        });
        saved.columns.remove(0);
        let restored = Layout::restore(module, &saved);
        assert_eq!(restored.columns.len(), layout.columns.len());
        assert_eq!(restored.columns.last().unwrap().name, layout.columns[0].name);
    }

    #[test]
    fn a_column_moves_past_hidden_ones() {
        let mut layout = Layout::of(Module::Teams);
        layout.columns.push(Column {
            hidden: true,
            ..layout.columns[0].clone()
        });
        layout.columns.swap(1, 2);
        let first = layout.at(0).unwrap().name.clone();
        assert_eq!(layout.shift(0, true), 1);
        assert_eq!(layout.at(1).unwrap().name, first);
        assert_eq!(layout.shift(1, true), 1, "there is nothing further right");
    }
}
