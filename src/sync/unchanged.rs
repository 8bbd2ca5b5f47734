//! Whether a first page already shows that nothing in a module has changed.

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::TimestampMillisecondType;

use crate::catalog::Module;
use crate::intercom::{RawPage, decode};
use crate::store::{SourceId, Store, StoreError};

use super::plan::Step;

/// Articles and collections cannot be filtered, but come newest change first. Nothing has changed when as many records
/// are stored as Intercom counts, no record of the page is newer than what is stored, and those that are exactly as new
/// are stored as they are. Only Intercom's own times are compared: the clock here may be another.
///
/// What this misses is a record that was deleted while another, which was last changed before the newest that is stored,
/// came into sight: the count is the same then. The next change brings both in.
pub(super) fn shows_no_change(
    page: &RawPage,
    step: &Step,
    store: &Store,
    source: SourceId,
) -> Result<bool, StoreError> {
    let module = step.fetch;
    if page.total.is_none() || page.total != Some(store.tally(source, module)?.live) {
        return Ok(false);
    }
    let rows = decode(module, page.rows.as_str()).rows;
    let (Some(through), Some(changed)) = (step.checkpoint.complete_through, changes(module, &rows)) else {
        return Ok(false);
    };
    let newest_first = changed.windows(2).all(|pair| pair[0] >= pair[1]);
    if !newest_first || changed.first().is_some_and(|newest| *newest > through) {
        return Ok(false);
    }
    for row in (0..rows.num_rows()).filter(|row| changed[*row] == through) {
        let columns = module.key().iter().filter_map(|name| rows.column_by_name(name));
        let key: Vec<&str> = columns.map(|column| column.as_string::<i32>().value(row)).collect();
        if store.lookup(source, module, &key)?.as_ref() != Some(&rows.slice(row, 1)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// When each record last changed, in Unix seconds; nothing when one does not say.
fn changes(module: Module, rows: &RecordBatch) -> Option<Vec<i64>> {
    let column = rows
        .column_by_name(module.updated_at()?)?
        .as_primitive::<TimestampMillisecondType>();
    column
        .iter()
        .map(|millis| millis.map(|millis| millis.div_euclid(1000)))
        .collect()
}
