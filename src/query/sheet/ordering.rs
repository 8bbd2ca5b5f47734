//! A sheet: which rows of a module a view shows, in which order, as of one moment.

use std::sync::{Arc, Mutex, PoisonError};

use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::compute::filter;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type, TimestampMillisecondType};
use datafusion::logical_expr::Expr;

use super::cells::unknown;
use super::columns::Columns;
use super::condition;
use super::keys::{self, Keys, fraction, whole};
use super::matches::Kept;
use super::reading::Reading;
use super::scan::{self, Stop, each};
use super::texts;
use crate::catalog::Module;
use crate::query::error::{FormulaError, QueryError};
use crate::query::provider::Piece;
use crate::query::session::Session;
use crate::query::view::View;

/// The most columns to sort by.
const MOST_KEYS: usize = 16;

/// The rows of a view in their order.
///
/// A row is known by its place in the store: how many live rows are before it, through all segments. The sheet keeps
/// four bytes for each row, or nothing where the store's order is the view's.
#[derive(Debug)]
pub struct Sheet {
    pub(super) session: Session,
    pub(super) module: Module,
    pub(super) columns: Columns,
    pub(super) pieces: Arc<[Arc<dyn Piece>]>,
    /// The place of the first row of each segment, and of the one after the last.
    pub(super) starts: Vec<u32>,
    pub(super) rows: Rows,
    /// What has been looked for.
    pub(super) kept: Mutex<Vec<Kept>>,
}

/// The places of a view's rows, in the order of the view.
#[derive(Debug)]
pub(super) enum Rows {
    /// All, in the order of the store.
    All(u32),
    /// These.
    Listed(Vec<u32>),
}

impl Rows {
    pub(super) fn len(&self) -> u32 {
        match self {
            Self::All(rows) => *rows,
            Self::Listed(rows) => rows.len() as u32,
        }
    }

    /// The places of neighbouring rows.
    pub(super) fn between(&self, offset: u64, limit: u64) -> Vec<u32> {
        let length = u64::from(self.len());
        let start = offset.min(length) as u32;
        let end = offset.saturating_add(limit).min(length) as u32;
        match self {
            Self::All(_) => (start..end).collect(),
            Self::Listed(rows) => rows[start as usize..end as usize].to_vec(),
        }
    }
}

/// What of a segment the view shows: the places of its rows, where some are left out, and what to sort them by.
struct Part {
    places: Vec<u32>,
    sort: Vec<Vec<ArrayRef>>,
}

impl Sheet {
    /// Puts the rows of a view in order. Takes a while, on several threads, and ends early when it is told to.
    pub fn build(session: &Session, view: &View, stop: &Stop) -> Result<Self, QueryError> {
        Self::build_where(session, view, None, stop)
    }

    /// The same with only those rows for which a condition in SQL holds, too.
    pub fn build_where(session: &Session, view: &View, sql: Option<&str>, stop: &Stop) -> Result<Self, QueryError> {
        let module = view.module;
        let columns = Columns::of(session, module)?;
        let pieces = session.pieces(module);
        let starts = starts(&pieces)?;
        let total = starts.last().copied().unwrap_or(0);
        let mut filtered = condition::filter(view, &columns, session)?;
        if let Some(sql) = sql.filter(|sql| !sql.trim().is_empty()) {
            let sql = condition::sql(sql, module, session)?;
            filtered = Some(match filtered {
                Some(filter) => filter.and(sql),
                None => sql,
            });
        }
        if view.sort.len() > MOST_KEYS {
            return Err(FormulaError::new(format!(
                "there are {} columns to sort by, and {MOST_KEYS} is the most",
                view.sort.len()
            ))
            .hint("leave some out")
            .into());
        }
        let mut expressions: Vec<Expr> = Vec::new();
        for key in &view.sort {
            expressions.push(columns.find(&key.column)?.value.clone());
        }
        let keys = expressions.len();
        let is_filtered = filtered.is_some();
        expressions.extend(filtered);
        let rows = if expressions.is_empty() {
            Rows::All(total)
        } else {
            let reading = Reading::new(session, module, &expressions, true)?;
            let threads = scan::threads(session.limits().threads);
            let parts = each(&pieces, threads, stop, |at, piece| {
                part(&reading, keys, is_filtered.then(|| starts[at]), piece, stop)
            })?;
            let listed = is_filtered.then(|| parts.iter().flat_map(|part| part.places.iter().copied()).collect());
            let mut sort: Vec<Vec<ArrayRef>> = vec![Vec::new(); keys];
            for part in parts {
                for (all, own) in sort.iter_mut().zip(part.sort) {
                    all.extend(own);
                }
            }
            stop.check()?;
            let mut by = Vec::with_capacity(keys);
            for (arrays, key) in sort.into_iter().zip(&view.sort) {
                by.push(sort_keys(&arrays, key.descending, threads)?);
                stop.check()?;
            }
            ordered(total, listed, &by)
        };
        Ok(Self {
            session: session.clone(),
            module,
            columns,
            pieces,
            starts,
            rows,
            kept: Mutex::default(),
        })
    }

    /// The data version that it is about.
    pub fn version(&self) -> u64 {
        self.session.version()
    }

    /// How many rows it has.
    pub fn rows(&self) -> u64 {
        self.rows.len().into()
    }

    /// About how much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        let listed = match &self.rows {
            Rows::All(_) => 0,
            Rows::Listed(rows) => rows.capacity() * size_of::<u32>(),
        };
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        listed + kept.iter().map(Kept::bytes).sum::<usize>() + size_of::<Self>()
    }

    pub(super) fn total(&self) -> u32 {
        self.starts.last().copied().unwrap_or(0)
    }

    pub(super) fn threads(&self) -> usize {
        scan::threads(self.session.limits().threads)
    }
}

fn starts(pieces: &[Arc<dyn Piece>]) -> Result<Vec<u32>, QueryError> {
    let mut starts = Vec::with_capacity(pieces.len() + 1);
    let mut next: u64 = 0;
    for rows in pieces.iter().map(|piece| piece.live_rows()).chain([0]) {
        let start =
            u32::try_from(next).map_err(|_| QueryError::Engine("a table has too many rows to show".to_owned()))?;
        starts.push(start);
        next += rows;
    }
    Ok(starts)
}

/// Reads what a segment has of a view. `start` is the place of its first row, where some rows are left out.
fn part(
    reading: &Reading,
    keys: usize,
    start: Option<u32>,
    piece: &Arc<dyn Piece>,
    stop: &Stop,
) -> Result<Part, QueryError> {
    let mut part = Part {
        places: Vec::new(),
        sort: vec![Vec::new(); keys],
    };
    let mut place = start.unwrap_or(0);
    for batch in scan::read(piece, &reading.wanted, None)? {
        let batch = batch?;
        stop.check()?;
        let mask = match start {
            None => None,
            Some(_) => Some(reading.mask(keys, &batch)?),
        };
        if let Some(mask) = &mask {
            part.places
                .extend(mask.values().set_indices().map(|row| place + row as u32));
            if mask.values().count_set_bits() == 0 {
                place += batch.num_rows() as u32;
                continue;
            }
        }
        for (key, values) in part.sort.iter_mut().enumerate() {
            let value = sortable(reading, key, &batch)?;
            values.push(match &mask {
                Some(mask) => filter(&value, mask)?,
                None => value,
            });
        }
        place += batch.num_rows() as u32;
    }
    Ok(part)
}

fn sortable(reading: &Reading, key: usize, batch: &RecordBatch) -> Result<ArrayRef, QueryError> {
    let value = reading.value(key, batch)?;
    Ok(match value.as_list_opt::<i32>() {
        Some(lists) => Arc::new(texts::joined(lists)?),
        None => value,
    })
}

fn sort_keys(arrays: &[ArrayRef], descending: bool, threads: usize) -> Result<Keys, QueryError> {
    let Some(first) = arrays.first() else {
        return Ok(Keys::default());
    };
    if matches!(first.data_type(), DataType::Utf8View | DataType::Dictionary(..)) {
        return texts::keys(arrays, descending, threads);
    }
    let mut values = Vec::with_capacity(arrays.iter().map(Array::len).sum());
    for array in arrays {
        match array.data_type() {
            DataType::Int64 => {
                let numbers = array.as_primitive::<Int64Type>();
                values.extend(numbers.iter().map(|number| number.map(whole)));
            }
            DataType::Timestamp(..) => {
                let moments = array.as_primitive::<TimestampMillisecondType>();
                values.extend(moments.iter().map(|moment| moment.map(whole)));
            }
            DataType::Float64 => {
                let numbers = array.as_primitive::<Float64Type>();
                values.extend(numbers.iter().map(|number| number.and_then(fraction)));
            }
            DataType::Boolean => values.extend(array.as_boolean().iter().map(|answer| answer.map(u64::from))),
            other => return Err(unknown(other)),
        }
    }
    Ok(Keys::new(&values, descending))
}

/// Rows in the order of the keys; the store's own order where there are none.
fn ordered(total: u32, listed: Option<Vec<u32>>, by: &[Keys]) -> Rows {
    let rows = listed.as_ref().map_or(total as usize, Vec::len);
    match (listed, by.is_empty()) {
        (Some(listed), true) => Rows::Listed(listed),
        (None, true) => Rows::All(total),
        (Some(listed), false) => {
            let order = keys::order(rows, by);
            Rows::Listed(order.into_iter().map(|row| listed[row as usize]).collect())
        }
        (None, false) => Rows::Listed(keys::order(rows, by)),
    }
}
