//! What is in the store at one moment, and single records.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::RecordBatch;
use redb::ReadTransaction;

use super::depot;
use super::error::{Fault, StoreError};
use super::handle::Store;
use super::key::{self, encode_part};
use super::layout::{DELETED, Entry, Header, META, ROWS, SEGMENTS, Scope, SourceId, meta};
use super::segment::Segment;
use crate::catalog::Module;

/// The records of some modules of a source at one data version. They stay as they are until it is dropped, whatever is
/// committed or merged meanwhile. It holds no transaction, so it keeps nothing from being freed but its own segments.
#[derive(Clone, Debug)]
pub struct Snapshot {
    version: u64,
    segments: BTreeMap<Module, Vec<Arc<Segment>>>,
}

impl Snapshot {
    /// The data version it shows.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The segments of a module, oldest first. None for a module that was not asked for.
    pub fn segments(&self, module: Module) -> &[Arc<Segment>] {
        self.segments.get(&module).map_or(&[], Vec::as_slice)
    }

    /// The records of a module.
    pub fn rows(&self, module: Module) -> u64 {
        self.segments(module).iter().map(|segment| segment.live_rows()).sum()
    }
}

impl Store {
    /// Shows the records of these modules as they are now. Costs as much as there are segments.
    pub fn snapshot(&self, source: SourceId, modules: &[Module]) -> Result<Snapshot, StoreError> {
        let (pins, (version, listed)) = self.0.read_pinned(|txn| {
            let version = txn
                .open_table(META)?
                .get(meta::VERSION)?
                .map_or(0, |value| value.value());
            let segments = txn.open_table(SEGMENTS)?;
            let dead = txn.open_table(DELETED)?;
            let mut listed = Vec::new();
            for &module in modules {
                for header in depot::list(&segments, Scope { source, module })? {
                    listed.push((module, header, depot::deleted(&dead, header.id)?));
                }
            }
            let ids = listed.iter().map(|(_, header, _)| header.id).collect();
            Ok((ids, (version, listed)))
        })?;
        let mut segments: BTreeMap<Module, Vec<Arc<Segment>>> = BTreeMap::new();
        for ((module, header, deleted), pin) in listed.into_iter().zip(pins) {
            let segment = Segment::new(Arc::clone(&self.0), module, header, deleted, pin);
            segments.entry(module).or_default().push(Arc::new(segment));
        }
        Ok(Snapshot { version, segments })
    }

    /// The record with this key, as a batch of one row. The key has as many parts as [`Module::key`] names. Costs the same
    /// at any size: one look into the row index, and the pages of the columns that the row is in.
    pub fn lookup(&self, source: SourceId, module: Module, key: &[&str]) -> Result<Option<RecordBatch>, StoreError> {
        key::check(module, key.len())?;
        let scope = Scope { source, module };
        let mut bytes = scope.bytes().to_vec();
        for part in key {
            encode_part(part, &mut bytes);
        }
        let (pins, found) = self.0.read_pinned(|txn| {
            let found = find(txn, scope, &bytes)?;
            Ok((found.iter().map(|(header, _)| header.id).collect(), found))
        })?;
        let Some(((header, row), pin)) = found.zip(pins.into_iter().next()) else {
            return Ok(None);
        };
        let segment = Segment::new(Arc::clone(&self.0), module, header, roaring::RoaringBitmap::new(), pin);
        Arc::new(segment).row(row).map(Some)
    }
}

/// The segment and row that the index names for a key.
fn find(txn: &ReadTransaction, scope: Scope, key: &[u8]) -> Result<Option<(Header, u32)>, Fault> {
    let Some(entry) = txn.open_table(ROWS)?.get(key)? else {
        return Ok(None);
    };
    let entry = Entry::decode(entry.value())?;
    let header = txn.open_table(SEGMENTS)?.get(scope.segment(entry.segment).as_slice())?;
    let header = header.ok_or_else(|| Fault::malformed(format!("the index, which names segment {}", entry.segment)))?;
    Ok(Some((Header::decode(header.value())?, entry.row)))
}
