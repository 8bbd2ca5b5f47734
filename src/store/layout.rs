//! How things lie in the file: the tables and the byte forms of their keys and values.
//!
//! | table | key | value |
//! |---|---|---|
//! | `meta.v1` | name | number: `format`, `version`, `segment` |
//! | `segments.v1` | `Place` | [`Header`] of a segment that queries see |
//! | `retired.v1` | segment | its [`Header`]; its chunks go when no snapshot needs them |
//! | `chunks.v1` | segment, number | a piece of its Parquet file and the xxh3 of that piece |
//! | `deleted.v1` | segment | the rows of it that are dead, a roaring bitmap; none without dead rows |
//! | `rows.v1` | source, module, record key | [`Entry`]: where the record is |
//! | `tallies.v1` | source, module | [`Tally`] |
//! | `documents.<table>.v1` | key | JSON with its version |
//!
//! Numbers in keys are big-endian, so that tables are in their order; numbers in values are little-endian.

use redb::TableDefinition;
use serde::{Deserialize, Serialize};

use super::error::Fault;
use crate::catalog::Module;

/// The format of the files this build writes. Files of a later one are refused.
pub(super) const FORMAT: u64 = 1;

pub(super) const META: TableDefinition<&str, u64> = TableDefinition::new("meta.v1");
pub(super) const SEGMENTS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("segments.v1");
pub(super) const RETIRED: TableDefinition<u64, &[u8]> = TableDefinition::new("retired.v1");
pub(super) const CHUNKS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("chunks.v1");
pub(super) const DELETED: TableDefinition<u64, &[u8]> = TableDefinition::new("deleted.v1");
pub(super) const ROWS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("rows.v1");
pub(super) const TALLIES: TableDefinition<&[u8], &[u8]> = TableDefinition::new("tallies.v1");

/// Names of the numbers in `meta.v1`.
pub(super) mod meta {
    /// [`FORMAT`](super::FORMAT) of the file.
    pub(in crate::store) const FORMAT: &str = "format";
    /// The data version.
    pub(in crate::store) const VERSION: &str = "version";
    /// The last segment number given out.
    pub(in crate::store) const SEGMENT: &str = "segment";
}

/// An `updated_at` of a record that has none: older than all others.
pub(super) const NO_MOMENT: i64 = i64::MIN;

/// A workspace that is synced. Records of different sources never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceId(pub u32);

/// The records of one module of one source: what most keys begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Scope {
    pub source: SourceId,
    pub module: Module,
}

impl Scope {
    pub(super) const BYTES: usize = 5;

    pub(super) fn bytes(self) -> [u8; Self::BYTES] {
        let [a, b, c, d] = self.source.0.to_be_bytes();
        [a, b, c, d, self.module as u8]
    }

    /// The key of one of its segments in `segments.v1`.
    pub(super) fn segment(self, id: u64) -> [u8; Self::BYTES + 8] {
        let mut key = [0; Self::BYTES + 8];
        key[..Self::BYTES].copy_from_slice(&self.bytes());
        key[Self::BYTES..].copy_from_slice(&id.to_be_bytes());
        key
    }

    /// The keys that begin with it: from the first, to the second exclusive.
    pub(super) fn range(self) -> ([u8; Self::BYTES], [u8; Self::BYTES]) {
        let mut end = self.bytes();
        // Module numbers are small: this never overflows into the source.
        end[Self::BYTES - 1] += 1;
        (self.bytes(), end)
    }
}

/// The key of a piece of a segment in `chunks.v1`.
pub(super) fn chunk_key(segment: u64, number: u32) -> [u8; 12] {
    let mut key = [0; 12];
    key[..8].copy_from_slice(&segment.to_be_bytes());
    key[8..].copy_from_slice(&number.to_be_bytes());
    key
}

/// Takes fixed-size numbers off the front of a value.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, tail) = self.0.split_first_chunk::<N>()?;
        self.0 = tail;
        Some(*head)
    }

    fn u64(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn i64(&mut self) -> Option<i64> {
        self.take().map(i64::from_le_bytes)
    }
}

/// What is known of a segment without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub id: u64,
    pub rows: u32,
    /// Bytes of its Parquet file.
    pub bytes: u64,
    /// Bytes of that file in each chunk; the last may hold fewer.
    pub chunk: u32,
}

impl Header {
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut value = Vec::with_capacity(24);
        value.extend_from_slice(&self.id.to_le_bytes());
        value.extend_from_slice(&self.rows.to_le_bytes());
        value.extend_from_slice(&self.bytes.to_le_bytes());
        value.extend_from_slice(&self.chunk.to_le_bytes());
        value
    }

    pub(super) fn decode(value: &[u8]) -> Result<Self, Fault> {
        let mut fields = Fields(value);
        let header = (|| {
            Some(Self {
                id: fields.u64()?,
                rows: fields.u32()?,
                bytes: fields.u64()?,
                chunk: fields.u32()?,
            })
        })();
        header
            .filter(|header| header.chunk > 0)
            .ok_or_else(|| Fault::malformed("the header of a segment"))
    }

    /// The number of chunks its file is cut into.
    pub(super) fn chunks(&self) -> u32 {
        self.bytes.div_ceil(u64::from(self.chunk)) as u32
    }
}

/// Where a record is, and what decides whether another copy of it replaces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub segment: u64,
    pub row: u32,
    /// When it last changed, in ms since 1970 UTC, or [`NO_MOMENT`].
    pub moment: i64,
    /// xxh3 of all its columns. A hash that means something else after an upgrade of arrow costs one rewriting.
    pub hash: u64,
}

impl Entry {
    pub(super) const BYTES: usize = 28;

    pub(super) fn encode(&self) -> [u8; Self::BYTES] {
        let mut value = [0; Self::BYTES];
        value[..8].copy_from_slice(&self.segment.to_le_bytes());
        value[8..12].copy_from_slice(&self.row.to_le_bytes());
        value[12..20].copy_from_slice(&self.moment.to_le_bytes());
        value[20..].copy_from_slice(&self.hash.to_le_bytes());
        value
    }

    pub(super) fn decode(value: &[u8]) -> Result<Self, Fault> {
        let mut fields = Fields(value);
        (|| {
            Some(Self {
                segment: fields.u64()?,
                row: fields.u32()?,
                moment: fields.i64()?,
                hash: fields.u64()?,
            })
        })()
        .ok_or_else(|| Fault::malformed("an entry of the row index"))
    }
}

/// What is kept of a module of a source, in figures. Kept as counters: asking costs the same at any size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Records.
    pub live: u64,
    /// Rows that are still in segments but were replaced or deleted.
    pub dead: u64,
    /// Segments.
    pub segments: u64,
    /// Bytes of the segments' Parquet files.
    pub bytes: u64,
    /// The newest `updated_at` ever kept, in ms since 1970 UTC. Deleting a record does not lower it.
    pub newest: Option<i64>,
}

impl Tally {
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut value = Vec::with_capacity(40);
        for number in [self.live, self.dead, self.segments, self.bytes] {
            value.extend_from_slice(&number.to_le_bytes());
        }
        value.extend_from_slice(&self.newest.unwrap_or(NO_MOMENT).to_le_bytes());
        value
    }

    pub(super) fn decode(value: &[u8]) -> Result<Self, Fault> {
        let mut fields = Fields(value);
        (|| {
            Some(Self {
                live: fields.u64()?,
                dead: fields.u64()?,
                segments: fields.u64()?,
                bytes: fields.u64()?,
                newest: Some(fields.i64()?).filter(|moment| *moment != NO_MOMENT),
            })
        })()
        .ok_or_else(|| Fault::malformed("a tally"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_went_in() {
        let header = Header {
            id: 7,
            rows: 3,
            bytes: 513,
            chunk: 256,
        };
        assert_eq!(Header::decode(&header.encode()).unwrap(), header);
        assert_eq!(header.chunks(), 3);
        let entry = Entry {
            segment: u64::MAX,
            row: 9,
            moment: -1,
            hash: 42,
        };
        assert_eq!(Entry::decode(&entry.encode()).unwrap(), entry);
        for newest in [None, Some(-5)] {
            let tally = Tally {
                live: 1,
                dead: 2,
                segments: 3,
                bytes: 4,
                newest,
            };
            assert_eq!(Tally::decode(&tally.encode()).unwrap(), tally);
        }
    }

    #[test]
    fn short_values_are_refused() {
        assert!(Header::decode(&[0; 23]).is_err());
        assert!(
            Header::decode(&[0; 24]).is_err(),
            "a chunk of no bytes would divide by zero"
        );
        assert!(Entry::decode(&[0; 27]).is_err());
        assert!(Tally::decode(&[]).is_err());
    }
}
