//! What groups are asked for, and what is answered.

use datafusion::arrow::array::ArrayRef;

use crate::catalog::{Kind, Module};
use crate::chart::{Fold, Grain};
use crate::query::functions::Part;
use crate::query::view::Condition;

/// What rows are put together by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// The values of a column. A row counts for each element of a list, and not at all where the list is empty.
    Column(String),
    /// The beginning of the hour, day, week … that a moment lies in.
    Start(String, Grain),
    /// A part of local time: the hour of the day, the weekday.
    Part(String, Part),
}

/// What a group comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    /// How many rows it has.
    Rows,
    /// The values of a column, folded into one.
    Fold(Fold, String),
    /// An aggregate formula, by its name or as text.
    Formula(String),
}

/// Which groups of a module's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GroupsQuery {
    pub(crate) module: Module,
    pub(crate) by: Vec<By>,
    pub(crate) amounts: Vec<Amount>,
    /// Only rows for which all of these hold.
    pub(crate) conditions: Vec<Condition>,
    /// At most so many groups: those with the greatest first amount.
    pub(crate) limit: usize,
}

/// A column of the answer.
#[derive(Clone, Debug)]
pub(crate) struct GroupColumn {
    /// The catalog's spelling of the column it was made from; empty where it was made from none.
    pub(crate) of: String,
    pub(crate) kind: Kind,
    pub(crate) values: ArrayRef,
}

/// The groups, a row for each.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    pub(crate) by: Vec<GroupColumn>,
    pub(crate) amounts: Vec<GroupColumn>,
    /// Whether there are more groups than these.
    pub(crate) more: bool,
}
