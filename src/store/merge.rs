//! Merging: small segments become large ones, and dead rows go.
//!
//! Each step makes one segment of a few. Segments of about one size are merged when there are enough of them, so what
//! comes out is several times as large as what went in, and a row is rewritten as often as a size fits into a full segment
//! in powers of [`TIER`]: the work for n rows grows with n log n. A segment with many dead rows is rewritten at once, which
//! the rows that died have paid for.
//!
//! The rows are read and encoded while other work goes on. Only then, in one transaction, the new segment comes in, the
//! row index is turned to it, and the old ones are retired. A row that was replaced or deleted in between is no longer
//! named by the index at its old place; it is dead in the new segment from the start.

use std::sync::{Arc, PoisonError};

use redb::{ReadTransaction, ReadableTable};
use roaring::RoaringBitmap;
use serde::Serialize;

use super::depot;
use super::encode::Encoder;
use super::error::{Fault, StoreError};
use super::handle::{Options, Store, Verdict};
use super::key::Keys;
use super::layout::{DELETED, Entry, Header, ROWS, SEGMENTS, Scope, SourceId};
use super::ledger::Ledger;
use super::segment::Segment;
use crate::catalog::{Module, schema};

/// Segments are of about one size when the largest has at most this many times the rows of the smallest.
const TIER: u64 = 4;
/// So many segments of about one size are merged.
const ENOUGH: usize = 8;
/// A segment is rewritten when more of its rows than this are dead, in percent.
const DEAD_PERCENT: u64 = 30;
/// The most bytes of Parquet that go into one segment, which bounds the memory of a step.
const MERGED_BYTES: u64 = 32 << 20;

/// What one step of merging did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// Segments that became one.
    pub segments: usize,
    /// Records that were rewritten.
    pub rows: u64,
    /// Bytes of Parquet that were written.
    pub bytes: u64,
    /// Whether there is more to do.
    pub more: bool,
}

/// A segment that may be merged.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    header: Header,
    live: u64,
}

impl Store {
    /// Does one bounded step of merging for a module, if there is one to do. Records stay the same, and so does the data
    /// version. Commits can go on for most of it; steps take turns.
    pub fn merge(&self, source: SourceId, module: Module) -> Result<Merged, StoreError> {
        let _turn = self.0.merging.lock().unwrap_or_else(PoisonError::into_inner);
        let scope = Scope { source, module };
        match self.rewrite(scope)? {
            None => Ok(Merged::default()),
            Some(rewritten) => self.put_in_place(scope, &rewritten),
        }
    }

    /// Encodes the next segments to merge as one; the file stays as it is.
    pub(super) fn rewrite(&self, scope: Scope) -> Result<Option<Rewritten>, StoreError> {
        let (pins, chosen) = self.0.read_pinned(|txn| {
            let chosen = choose(txn, scope, self.0.options)?;
            Ok((chosen.iter().map(|(header, _)| header.id).collect(), chosen))
        })?;
        if chosen.is_empty() {
            return Ok(None);
        }
        let segment = |((header, deleted), pin)| Segment::new(Arc::clone(&self.0), scope.module, header, deleted, pin);
        let segments: Vec<Arc<Segment>> = chosen.into_iter().zip(pins).map(segment).map(Arc::new).collect();
        let rewritten = Rewritten::new(scope.module, &segments).map_err(|fault| fault.at(self.0.path()))?;
        Ok(Some(rewritten))
    }

    pub(super) fn put_in_place(&self, scope: Scope, rewritten: &Rewritten) -> Result<Merged, StoreError> {
        let (rows, bytes) = self.0.write(|txn| {
            let done = rewritten.replace(txn, scope, self.0.options)?;
            Ok((done, Verdict::Keep))
        })?;
        let more = self.0.read(|txn| Ok(!choose(txn, scope, self.0.options)?.is_empty()))?;
        Ok(Merged {
            segments: rewritten.segments.len(),
            rows,
            bytes,
            more,
        })
    }
}

/// The segments of the next step, oldest first, with their dead rows.
fn choose(txn: &ReadTransaction, scope: Scope, options: Options) -> Result<Vec<(Header, RoaringBitmap)>, Fault> {
    let dead = txn.open_table(DELETED)?;
    let mut all = Vec::new();
    for header in depot::list(&txn.open_table(SEGMENTS)?, scope)? {
        all.push((header, depot::deleted(&dead, header.id)?));
    }
    let candidates: Vec<Candidate> = all
        .iter()
        .map(|(header, deleted)| Candidate {
            header: *header,
            live: u64::from(header.rows).saturating_sub(deleted.len()),
        })
        .collect();
    let chosen = plan(&candidates, options.segment_rows as u64);
    all.retain(|(header, _)| chosen.contains(&header.id));
    Ok(all)
}

/// Which segments to merge next, so that no more than `full` rows come out; none when all is well.
fn plan(candidates: &[Candidate], full: u64) -> Vec<u64> {
    let mut by_size = candidates.to_vec();
    by_size.sort_by_key(|candidate| (candidate.live, candidate.header.id));
    let ids = |chosen: &[Candidate]| chosen.iter().map(|candidate| candidate.header.id).collect();

    let mut wasted = by_size.clone();
    wasted.retain(|candidate| {
        let rows = u64::from(candidate.header.rows);
        (rows - candidate.live) * 100 > rows * DEAD_PERCENT
    });
    if !wasted.is_empty() {
        return ids(fitting(&wasted, full));
    }
    // A segment that is nearly full gains nothing from another rewriting.
    by_size.retain(|candidate| !nearly_full(candidate.live, candidate.header.bytes, full));
    // Begins with each in turn, the smallest first, so that rows climb from size to size.
    (0..by_size.len())
        .map(|first| {
            let largest = by_size[first].live.max(1) * TIER;
            let peers = by_size[first..].partition_point(|candidate| candidate.live <= largest);
            fitting(&by_size[first..first + peers], full)
        })
        .find(|chosen| {
            let rows = chosen.iter().map(|candidate| candidate.live).sum();
            let bytes = chosen.iter().map(|candidate| candidate.header.bytes).sum();
            chosen.len() >= ENOUGH || (chosen.len() > 1 && nearly_full(rows, bytes, full))
        })
        .map(ids)
        .unwrap_or_default()
}

fn nearly_full(rows: u64, bytes: u64, full: u64) -> bool {
    rows * 4 >= full * 3 || bytes * 4 >= MERGED_BYTES * 3
}

/// As many from the front as fit into one segment; at least one.
fn fitting(candidates: &[Candidate], full: u64) -> &[Candidate] {
    let mut rows = 0;
    let mut bytes = 0;
    let fit = candidates.iter().take_while(|candidate| {
        rows += candidate.live;
        bytes += candidate.header.bytes;
        rows <= full && bytes <= MERGED_BYTES
    });
    let fit = fit.count().max(1).min(candidates.len());
    &candidates[..fit]
}

/// The live rows of some segments, encoded as one.
pub(super) struct Rewritten {
    parquet: Vec<u8>,
    keys: Keys,
    /// Where each row was.
    places: Vec<(u64, u32)>,
    segments: Vec<Header>,
}

impl Rewritten {
    fn new(module: Module, segments: &[Arc<Segment>]) -> Result<Self, Fault> {
        let mut encoder = Encoder::new(schema(module))?;
        let mut keys = Keys::default();
        let mut places = Vec::new();
        for segment in segments {
            let live = (0..segment.rows() as u32).filter(|row| !segment.deleted().contains(*row));
            places.extend(live.map(|row| (segment.id(), row)));
            for rows in segment.reader(None)? {
                let rows = rows?;
                Keys::of_rows(module, &rows).iter().for_each(|key| keys.push(key));
                encoder.write(&rows)?;
            }
        }
        if keys.len() != places.len() {
            return Err(Fault::malformed(format!("the number of rows in a segment of {module}")));
        }
        Ok(Self {
            parquet: encoder.finish()?,
            keys,
            places,
            segments: segments.iter().map(|segment| segment.header()).collect(),
        })
    }

    /// Puts the new segment in the place of the old ones. Gives the records and the bytes that it has.
    fn replace(&self, txn: &redb::WriteTransaction, scope: Scope, options: Options) -> Result<(u64, u64), Fault> {
        let mut ledger = Ledger::new(scope.source);
        let rows = self.places.len() as u32;
        let header = depot::place(txn, scope, &self.parquet, rows, options.chunk_bytes)?;
        ledger.placed(scope.module, &header);
        let moved = self.turn_index(txn, scope, header.id, &mut ledger)?;
        for old in &self.segments {
            // One whose last row died meanwhile is already retired.
            let known = txn
                .open_table(SEGMENTS)?
                .get(scope.segment(old.id).as_slice())?
                .is_some();
            if known {
                let dead = depot::deleted(&txn.open_table(DELETED)?, old.id)?.len();
                ledger.retired(scope.module, old, dead);
                depot::retire(txn, scope, old)?;
            }
        }
        ledger.settle(txn)?;
        Ok((moved, header.bytes))
    }

    /// Makes the index name the new places, in key order. Counts the records whose place that is.
    fn turn_index(
        &self,
        txn: &redb::WriteTransaction,
        scope: Scope,
        segment: u64,
        ledger: &mut Ledger,
    ) -> Result<u64, Fault> {
        let mut index = txn.open_table(ROWS)?;
        let mut moved = 0;
        let mut key = scope.bytes().to_vec();
        for row in self.keys.sorted() {
            key.truncate(Scope::BYTES);
            key.extend_from_slice(self.keys.get(row as usize));
            let stored = index
                .get(key.as_slice())?
                .map(|entry| Entry::decode(entry.value()))
                .transpose()?;
            match stored {
                Some(entry) if (entry.segment, entry.row) == self.places[row as usize] => {
                    let entry = Entry { segment, row, ..entry };
                    index.insert(key.as_slice(), entry.encode().as_slice())?;
                    moved += 1;
                }
                _ => ledger.died(scope.module, segment, row),
            }
        }
        Ok(moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: u64 = 65_536;

    /// Segments of these live and dead rows.
    fn segments(sizes: impl IntoIterator<Item = (u64, u64)>) -> Vec<Candidate> {
        let make = |(id, (live, dead))| Candidate {
            header: Header {
                id,
                rows: (live + dead) as u32,
                bytes: (live + dead) * 100,
                chunk: 1_000,
            },
            live,
        };
        (1..).zip(sizes).map(make).collect()
    }

    #[test]
    fn few_segments_are_left_alone() {
        assert!(plan(&segments([(150, 0); 7]), FULL).is_empty());
        assert!(plan(&segments([(50_000, 0), (60_000, 0)]), FULL).is_empty());
        assert!(plan(&[], FULL).is_empty());
    }

    #[test]
    fn many_of_a_size_become_one() {
        assert_eq!(plan(&segments([(150, 0); 8]), FULL).len(), 8);
        assert_eq!(plan(&segments([(10_000, 0); 7]), FULL).len(), 6, "as many as fit");
    }

    #[test]
    fn dead_rows_are_dropped() {
        assert_eq!(plan(&segments([(69_000 / 3, 30_000), (10, 0)]), FULL), [1]);
        assert!(
            plan(&segments([(70, 30)]), FULL).is_empty(),
            "30 of 100 is not more than 30 %"
        );
        assert_eq!(plan(&segments([(69, 31)]), FULL), [1]);
    }

    #[test]
    fn large_records_make_segments_of_fewer_rows() {
        let mut large = segments([(100, 0); 8]);
        for candidate in &mut large {
            candidate.header.bytes = MERGED_BYTES / 3;
        }
        assert_eq!(plan(&large, FULL).len(), 3);
    }

    /// Commits of one size, each followed by all the merging there is to do: rows are rewritten a few times only, and the
    /// number of segments stays near the least possible.
    #[test]
    fn rewriting_stays_logarithmic() {
        for size in [1, 150, 1_000, 10_000, 40_000] {
            let mut scope: Vec<Candidate> = Vec::new();
            let (mut written, mut rewritten, mut id) = (0, 0, 0);
            while written < 10 * FULL.min(size * 2_000) {
                id += 1;
                written += size;
                scope.extend(segments([(size, 0)]));
                scope.last_mut().unwrap().header.id = id;
                loop {
                    let chosen = plan(&scope, FULL);
                    if chosen.is_empty() {
                        break;
                    }
                    let rows = scope
                        .iter()
                        .filter(|old| chosen.contains(&old.header.id))
                        .map(|old| old.live)
                        .sum();
                    assert!(rows <= FULL);
                    rewritten += rows;
                    id += 1;
                    scope.retain(|old| !chosen.contains(&old.header.id));
                    scope.extend(segments([(rows, 0)]));
                    scope.last_mut().unwrap().header.id = id;
                }
            }
            let times = rewritten as f64 / written as f64;
            assert!(times <= 9.0, "{size}: each row rewritten {times} times");
            assert!(
                scope.len() as u64 <= 2 * written / FULL + 50,
                "{size}: {} segments",
                scope.len()
            );
        }
    }
}
