//! A piece of a table as values: what a screen shows of a million rows.

use serde::{Deserialize, Serialize};

use crate::catalog::field::Kind;

/// Some neighbouring rows of a view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The store's data version that this is about. Positions of two versions are not the same.
    pub version: u64,
    /// The rows of the module.
    pub total: u64,
    /// The rows of the view: those for which its conditions hold.
    pub rows: u64,
    /// The position of the first row here, from 0.
    pub offset: u64,
    /// The columns, in the order in which they were asked for.
    pub columns: Vec<PageColumn>,
    /// The rows, each with a cell for each column.
    pub cells: Vec<Vec<Cell>>,
}

/// A column of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageColumn {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: Kind,
}

/// A value. What a number means is said by the column's [`Kind`]: a timestamp is milliseconds since 1970 in UTC, a
/// duration whole seconds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// No value.
    #[default]
    Empty,
    /// Yes or no.
    Boolean(bool),
    /// A whole number, a timestamp, a duration.
    Integer(i64),
    /// A number with a fraction. One that is not finite travels as no value.
    Decimal(f64),
    /// A text or an id.
    Text(String),
    /// Several texts.
    List(Vec<String>),
}

/// Where a text was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The data version in which positions are meant.
    pub version: u64,
    /// The position of the row, from 0; nothing where no row has the text.
    pub position: Option<u64>,
    /// Which of the matching rows it is, from 1.
    pub nth: u64,
    /// How many rows match.
    pub matches: u64,
    /// Whether the search went past the end, or the beginning, to find it.
    pub wrapped: bool,
}

/// Where a record is in a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located {
    /// The data version in which the position is meant.
    pub version: u64,
    /// The position of the row, from 0; nothing where the view does not have it.
    pub position: Option<u64>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Values {
    /// The values with how many rows have them, the most frequent first. An element of a list counts for itself.
    pub values: Vec<(Cell, u64)>,
    /// How many different values there are, also those that are not listed.
    pub distinct: u64,
}
