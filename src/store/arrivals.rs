//! A batch of records made ready to be kept: checked, keyed, put in key order, one of each key, and hashed.

use arrow::array::types::TimestampMillisecondType;
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::error::ArrowError;
use arrow::row::{RowConverter, SortField};
use xxhash_rust::xxh3::xxh3_64;

use super::error::{Fault, StoreError};
use super::key::Keys;
use super::layout::NO_MOMENT;
use crate::catalog::{Module, schema};

/// Rows that are hashed at a time, which bounds the memory that takes.
const HASHED_AT_ONCE: usize = 8_192;

/// Records of one module that came in.
pub(super) struct Arrivals {
    pub rows: RecordBatch,
    pub keys: Keys,
    /// When each row last changed, in ms since 1970 UTC, or [`NO_MOMENT`].
    pub moments: Vec<i64>,
    /// The positions of the rows that count, by ascending key. Of rows with equal keys the newest counts, of equally new
    /// ones the last.
    pub order: Vec<u32>,
    /// One for each row, from all its columns.
    pub hashes: Vec<u64>,
}

impl Arrivals {
    pub(super) fn new(module: Module, rows: &RecordBatch) -> Result<Self, Fault> {
        let rows = conform(module, rows)?;
        let keys = Keys::of_rows(module, &rows);
        let moments = moments(module, &rows);
        let order = winners(&keys, &moments);
        let hashes = hashes(&rows)?;
        Ok(Self {
            rows,
            keys,
            moments,
            order,
            hashes,
        })
    }

    /// Whether a key is among them.
    pub(super) fn contains(&self, key: &[u8]) -> bool {
        self.order
            .binary_search_by(|&row| self.keys.get(row as usize).cmp(key))
            .is_ok()
    }
}

/// The same rows with the catalog's own schema: names and types must be those, what else is said of columns does not
/// matter.
fn conform(module: Module, rows: &RecordBatch) -> Result<RecordBatch, StoreError> {
    let wanted = schema(module);
    let names = |schema: &arrow::datatypes::Schema| -> Vec<String> {
        schema.fields().iter().map(|column| column.name().clone()).collect()
    };
    let shape = |detail| StoreError::Shape { module, detail };
    if names(&wanted) != names(rows.schema_ref()) {
        return Err(shape(format!(
            "they have the columns {}",
            names(rows.schema_ref()).join(", ")
        )));
    }
    RecordBatch::try_new(wanted, rows.columns().to_vec()).map_err(|error| shape(error.to_string()))
}

fn moments(module: Module, rows: &RecordBatch) -> Vec<i64> {
    let column = module.updated_at().and_then(|name| {
        rows.column_by_name(name)?
            .as_primitive_opt::<TimestampMillisecondType>()
    });
    match column {
        None => vec![NO_MOMENT; rows.num_rows()],
        Some(column) if column.null_count() == 0 => column.values().to_vec(),
        Some(column) => column.iter().map(|moment| moment.unwrap_or(NO_MOMENT)).collect(),
    }
}

fn winners(keys: &Keys, moments: &[i64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    let key = |row: u32| keys.get(row as usize);
    if order.is_sorted_by(|&left, &right| key(left) < key(right)) {
        return order;
    }
    order.sort_unstable_by(|&left, &right| {
        let rank = |row: u32| (key(row), moments[row as usize], row);
        rank(right).cmp(&rank(left))
    });
    // The best of each key comes first.
    order.dedup_by(|next, best| key(*next) == key(*best));
    order.reverse();
    order
}

fn hashes(rows: &RecordBatch) -> Result<Vec<u64>, ArrowError> {
    let fields = rows
        .columns()
        .iter()
        .map(|column| SortField::new(column.data_type().clone()));
    let converter = RowConverter::new(fields.collect())?;
    let mut hashes = Vec::with_capacity(rows.num_rows());
    let mut buffer = converter.empty_rows(0, 0);
    for start in (0..rows.num_rows()).step_by(HASHED_AT_ONCE) {
        let slice = rows.slice(start, HASHED_AT_ONCE.min(rows.num_rows() - start));
        buffer.clear();
        converter.append(&mut buffer, slice.columns())?;
        hashes.extend(buffer.iter().map(|row| xxh3_64(row.as_ref())));
    }
    Ok(hashes)
}
