//! The columns that a chart can be made of, and which one is meant by a name.

use crate::catalog::field::same_name;
use crate::catalog::{FormulaKind, Kind, Module, formula};
use crate::chart::{Fold, Frame, Grain, Values};
use crate::cli::failure::Failure;
use crate::text::{SafeText, similar};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Numbers,
    /// Lengths of time.
    Lengths,
    Times,
    Texts,
    /// What identifies other records.
    Ids,
    /// A value of many rows.
    Measure,
}

/// A column that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) holds: Holds,
}

/// All of them, those that are taken first where nothing is said before the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) columns: Vec<Column>,
    /// What they are the columns of, in words.
    pub(super) of: String,
}

/// Columns of tables that say most, before the others.
const FIRST: [&str; 12] = [
    "Created At",
    "State",
    "Source",
    "Ticket State",
    "Ticket Type",
    "Category",
    "Role",
    "Browser Language",
    "Name",
    "Title",
    "Priority",
    "Team Assignee ID",
];

impl Offer {
    /// The columns of a frame.
    pub(super) fn of_frame(frame: &Frame, of: &str) -> Self {
        let columns = frame.columns().iter().map(|column| Column {
            name: column.name.to_string(),
            holds: match &column.values {
                Values::Numbers(_) => Holds::Numbers,
                Values::Texts(_) => Holds::Texts,
                Values::Times(_) => Holds::Times,
            },
        });
        Self {
            columns: columns.collect(),
            of: of.to_owned(),
        }
    }

    /// The columns and formulas of a table.
    pub(super) fn of_table(module: Module) -> Self {
        let mut columns: Vec<Column> = module
            .fields()
            .iter()
            .map(|field| Column {
                name: field.name.to_owned(),
                holds: match field.kind {
                    Kind::Integer | Kind::Decimal => Holds::Numbers,
                    Kind::Duration => Holds::Lengths,
                    Kind::Timestamp => Holds::Times,
                    Kind::Text | Kind::Boolean | Kind::List => Holds::Texts,
                    Kind::Id => Holds::Ids,
                },
            })
            .collect();
        let place = |column: &Column| {
            FIRST
                .iter()
                .position(|name| *name == column.name)
                .unwrap_or(FIRST.len())
        };
        columns.sort_by_key(place);
        columns.extend(formula::BUILT_IN.iter().filter_map(|formula| {
            let holds = match (formula.kind, formula.unit) {
                (FormulaKind::Aggregate, _) => Holds::Measure,
                (FormulaKind::Column, formula::Unit::Text) => Holds::Texts,
                (FormulaKind::Column, _) => Holds::Numbers,
            };
            (holds == Holds::Measure || formula.module == module).then(|| Column {
                name: formula.name.to_owned(),
                holds,
            })
        }));
        Self {
            columns,
            of: format!("the table {module}"),
        }
    }

    /// The column that is meant by a name.
    pub(super) fn find(&self, name: &str) -> Result<&Column, Failure> {
        let name = name.trim().trim_matches('"');
        let exact = self.columns.iter().find(|column| column.name == name);
        exact
            .or_else(|| self.columns.iter().find(|column| same_name(&column.name, name)))
            .ok_or_else(|| self.missing(name))
    }

    /// There is no column of this name: which was meant, or which there are.
    pub(super) fn missing(&self, name: &str) -> Failure {
        let known = || self.columns.iter().map(|column| column.name.as_str());
        let close = similar(name, known());
        let next = if close.is_empty() {
            let some: Vec<&str> = known().take(12).collect();
            format!("There are {}.", some.join(", "))
        } else {
            format!("Did you mean {}?", close.join(" or "))
        };
        Failure::usage(
            format!("There is no column “{}”.", SafeText::new(name)),
            format!("It is not in {}.", self.of),
            SafeText::new(&next).to_string(),
        )
    }
}

/// A column, and the grain behind a colon after it.
pub(super) fn with_grain<'a>(offer: &'a Offer, text: &str) -> Result<(&'a Column, Option<Grain>), Failure> {
    if let Some((name, word)) = text.rsplit_once(':')
        && let Some(grain) = grain(word)
    {
        return offer.find(name).map(|column| (column, Some(grain)));
    }
    offer.find(text).map(|column| (column, None))
}

/// A column, and the fold before a colon in front of it.
pub(super) fn with_fold<'a>(offer: &'a Offer, text: &str) -> Result<(&'a Column, Option<Fold>), Failure> {
    if let Some((word, name)) = text.split_once(':')
        && let Some(fold) = fold(word)
    {
        return offer.find(name).map(|column| (column, Some(fold)));
    }
    offer.find(text).map(|column| (column, None))
}

fn grain(word: &str) -> Option<Grain> {
    Some(match word.trim().to_ascii_lowercase().as_str() {
        "moment" | "exact" => Grain::Moment,
        "hour" => Grain::Hour,
        "day" => Grain::Day,
        "week" => Grain::Week,
        "month" => Grain::Month,
        "quarter" => Grain::Quarter,
        "year" => Grain::Year,
        _ => return None,
    })
}

pub(super) fn fold(word: &str) -> Option<Fold> {
    Some(match word.trim().to_ascii_lowercase().as_str() {
        "sum" => Fold::Sum,
        "count" => Fold::Count,
        "distinct" => Fold::Distinct,
        "mean" | "avg" | "average" => Fold::Mean,
        "median" => Fold::Median,
        "min" | "least" => Fold::Min,
        "max" | "greatest" => Fold::Max,
        _ => return None,
    })
}
