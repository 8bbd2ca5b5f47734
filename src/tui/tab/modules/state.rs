//! What the tables are drawn from.

use crate::tui::field::Field;

/// The state of the tab.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The part that keys act on.
    pub part: Part,
    /// What is typed or chosen over the table.
    pub dialog: Option<Dialog>,
    /// How each table is laid out, as it is remembered from one start to the next.
    pub layouts: serde_json::Value,
}

/// A part of the tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The list of modules.
    List,
    /// The table.
    #[default]
    Table,
    /// The record beside it.
    Record,
}

/// What is typed or chosen over the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// A line.
    Line(Field),
    /// A list.
    List(Field),
}

/// What can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A module in the list.
    Module(crate::catalog::Module),
}

impl State {
    /// Forgets the rows: they belong to another data source, or are no longer true.
    pub fn forget(&mut self) {}
}
