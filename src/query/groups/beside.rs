//! The groups of several modules side by side.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, UInt32Array};
use datafusion::arrow::compute::{concat, take};
use datafusion::arrow::row::{OwnedRow, RowConverter, SortField};

use super::asked::GroupColumn;
use crate::query::error::{FormulaError, QueryError};

/// The groups of one module.
pub(super) struct Grouped {
    pub(super) keys: Vec<GroupColumn>,
    pub(super) rows: usize,
    /// Places in the list of all aggregates, and the values of each.
    pub(super) slots: Vec<(usize, ArrayRef)>,
    /// What each is over no rows.
    pub(super) absent: Vec<ArrayRef>,
}

/// All groups with the values of all aggregates.
pub(super) struct Beside {
    pub(super) keys: Vec<GroupColumn>,
    pub(super) values: Vec<ArrayRef>,
    pub(super) rows: usize,
}

/// Puts groups side by side; where a module lacks one it has what its aggregates give over no rows.
pub(super) fn beside(mut parts: Vec<Grouped>, slots: usize) -> Result<Beside, QueryError> {
    let mut values: Vec<Option<ArrayRef>> = vec![None; slots];
    let (keys, rows) = if parts.len() == 1 {
        let only = parts.swap_remove(0);
        for (slot, own) in only.slots {
            values[slot] = Some(own);
        }
        (only.keys, only.rows)
    } else {
        let (keys, places, rows) = all_keys(&parts)?;
        for (part, places) in parts.iter().zip(places) {
            for ((slot, own), absent) in part.slots.iter().zip(&part.absent) {
                let both = concat(&[own.as_ref(), absent.as_ref()])?;
                let nothing = u32::try_from(own.len()).unwrap_or(u32::MAX);
                let indices: UInt32Array = places.iter().map(|place| Some(place.unwrap_or(nothing))).collect();
                values[*slot] = Some(take(&both, &indices, None)?);
            }
        }
        (keys, rows)
    };
    Ok(Beside {
        keys,
        values: values.into_iter().flatten().collect(),
        rows,
    })
}

/// For each part, the row in which each group is.
type Places = Vec<Vec<Option<u32>>>;

fn all_keys(parts: &[Grouped]) -> Result<(Vec<GroupColumn>, Places, usize), QueryError> {
    let Some(first) = parts.first().filter(|first| !first.keys.is_empty()) else {
        return Ok((Vec::new(), vec![vec![Some(0)]; parts.len()], 1));
    };
    let types = |part: &Grouped| -> Vec<_> { part.keys.iter().map(|key| key.values.data_type().clone()).collect() };
    if parts.iter().any(|part| types(part) != types(first)) {
        return Err(
            FormulaError::new("a column to group by holds something else in another table of the formula")
                .hint("group by a column that both tables have")
                .into(),
        );
    }
    let converter = RowConverter::new(types(first).into_iter().map(SortField::new).collect())?;
    let mut found: BTreeMap<OwnedRow, Vec<Option<u32>>> = BTreeMap::new();
    for (at, part) in parts.iter().enumerate() {
        let columns: Vec<ArrayRef> = part.keys.iter().map(|key| Arc::clone(&key.values)).collect();
        for (row, key) in converter.convert_columns(&columns)?.iter().enumerate() {
            let places = found.entry(key.owned()).or_insert_with(|| vec![None; parts.len()]);
            places[at] = u32::try_from(row).ok();
        }
    }
    let columns = converter.convert_rows(found.keys().map(OwnedRow::row))?;
    let keys = first
        .keys
        .iter()
        .zip(columns)
        .map(|(key, values)| GroupColumn { values, ..key.clone() })
        .collect();
    let places = (0..parts.len())
        .map(|at| found.values().map(|places| places[at]).collect())
        .collect();
    Ok((keys, places, found.len()))
}
