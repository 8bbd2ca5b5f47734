//! Keeping segments: into the file, out of sight, out of the file.

use std::ops::Range;
use std::sync::Arc;

use redb::{ReadTransaction, ReadableTable, Table, WriteTransaction};
use roaring::RoaringBitmap;
use xxhash_rust::xxh3::xxh3_64;

use super::error::Fault;
use super::layout::{CHUNKS, DELETED, Header, META, RETIRED, SEGMENTS, Scope, chunk_key, meta};
use super::pins::{Facts, Pins};

/// redb gives a value of more than a page 2^n pages, counting what the page needs for itself; this much less keeps a full
/// chunk from taking twice its size.
const PAGE_OVERHEAD: usize = 256;
const CHECKSUM: usize = 8;
/// Retired segments that one transaction takes out of the file: what keeps it short after much was deleted at once.
const SWEEP: usize = 64;

/// The bytes of Parquet in a chunk of which `chunk_bytes` are to be on disk.
fn payload(chunk_bytes: usize) -> usize {
    chunk_bytes.max(1024) - PAGE_OVERHEAD - CHECKSUM
}

/// Adds a segment of `rows` rows to a scope.
pub(super) fn place(
    txn: &WriteTransaction,
    scope: Scope,
    parquet: &[u8],
    rows: u32,
    chunk_bytes: usize,
) -> Result<Header, Fault> {
    let payload = payload(chunk_bytes);
    let header = Header {
        id: next(&mut txn.open_table(META)?, meta::SEGMENT)?,
        rows,
        bytes: parquet.len() as u64,
        chunk: payload as u32,
    };
    let mut chunks = txn.open_table(CHUNKS)?;
    for (number, piece) in (0..).zip(parquet.chunks(payload)) {
        let key = chunk_key(header.id, number);
        let mut value = chunks.insert_reserve(key.as_slice(), piece.len() + CHECKSUM)?;
        let (body, sum) = value.as_mut().split_at_mut(piece.len());
        body.copy_from_slice(piece);
        sum.copy_from_slice(&xxh3_64(piece).to_le_bytes());
    }
    let key = scope.segment(header.id);
    txn.open_table(SEGMENTS)?
        .insert(key.as_slice(), header.encode().as_slice())?;
    Ok(header)
}

/// Raises a number in the meta table by one and gives it.
pub(super) fn next(numbers: &mut Table<'_, &'static str, u64>, name: &str) -> Result<u64, Fault> {
    let number = numbers.get(name)?.map_or(0, |value| value.value()) + 1;
    numbers.insert(name, number)?;
    Ok(number)
}

/// The segments of a scope, oldest first.
pub(super) fn list(
    segments: &impl ReadableTable<&'static [u8], &'static [u8]>,
    scope: Scope,
) -> Result<Vec<Header>, Fault> {
    let (start, end) = scope.range();
    segments
        .range::<&[u8]>(start.as_slice()..end.as_slice())?
        .map(|item| Header::decode(item?.1.value()))
        .collect()
}

/// The dead rows of a segment.
pub(super) fn deleted(table: &impl ReadableTable<u64, &'static [u8]>, segment: u64) -> Result<RoaringBitmap, Fault> {
    match table.get(segment)? {
        None => Ok(RoaringBitmap::new()),
        Some(value) => RoaringBitmap::deserialize_from(value.value())
            .map_err(|_| Fault::malformed(format!("the list of dead rows of segment {segment}"))),
    }
}

/// Writes down the dead rows of a segment.
pub(super) fn set_deleted(txn: &WriteTransaction, segment: u64, rows: &RoaringBitmap) -> Result<(), Fault> {
    let mut value = Vec::with_capacity(rows.serialized_size());
    rows.serialize_into(&mut value)
        .map_err(|_| Fault::malformed(format!("the list of dead rows of segment {segment}")))?;
    txn.open_table(DELETED)?.insert(segment, value.as_slice())?;
    Ok(())
}

/// Takes a segment out of sight. Its chunks stay for the snapshots that show it.
pub(super) fn retire(txn: &WriteTransaction, scope: Scope, header: &Header) -> Result<(), Fault> {
    txn.open_table(SEGMENTS)?.remove(scope.segment(header.id).as_slice())?;
    txn.open_table(DELETED)?.remove(header.id)?;
    txn.open_table(RETIRED)?.insert(header.id, header.encode().as_slice())?;
    Ok(())
}

/// The segments that were retired by earlier transactions.
pub(super) fn retired(table: &impl ReadableTable<u64, &'static [u8]>) -> Result<Vec<Header>, Fault> {
    table.iter()?.map(|item| Header::decode(item?.1.value())).collect()
}

/// Takes those of the `retired` segments out of the file that no snapshot shows. They must have been retired by an
/// earlier transaction: a snapshot may be about to pin what this one retires.
pub(super) fn sweep(txn: &WriteTransaction, pins: &Arc<Pins>, retired: &[Header]) -> Result<(), Fault> {
    let unused: Vec<&Header> = {
        let held = pins.hold();
        retired
            .iter()
            .filter(|header| !held.is_pinned(header.id))
            .take(SWEEP)
            .collect()
    };
    if unused.is_empty() {
        return Ok(());
    }
    let mut chunks = txn.open_table(CHUNKS)?;
    let mut table = txn.open_table(RETIRED)?;
    for header in &unused {
        for number in 0..header.chunks() {
            chunks.remove(chunk_key(header.id, number).as_slice())?;
        }
        table.remove(header.id)?;
    }
    let mut held = pins.hold();
    for header in unused {
        held.forget(header.id);
    }
    Ok(())
}

/// Copies a range of a segment's Parquet file out of the chunks it touches.
pub(super) fn read(txn: &ReadTransaction, header: &Header, facts: &Facts, range: Range<u64>) -> Result<Vec<u8>, Fault> {
    if range.start > range.end || range.end > header.bytes {
        return Err(Fault::malformed(format!("a place in segment {}", header.id)));
    }
    let mut out = Vec::with_capacity((range.end - range.start) as usize);
    let chunks = txn.open_table(CHUNKS)?;
    let chunk = u64::from(header.chunk);
    let mut at = range.start;
    while at < range.end {
        let number = (at / chunk) as u32;
        let start = u64::from(number) * chunk;
        let end = (start + chunk).min(header.bytes);
        let value = chunks.get(chunk_key(header.id, number).as_slice())?;
        let piece = value.as_ref().map_or(&[][..], |value| value.value());
        let body = checked(piece, (end - start) as usize, !facts.is_sound(number))
            .ok_or_else(|| Fault::malformed(format!("chunk {number} of segment {}", header.id)))?;
        facts.found_sound(number);
        let until = range.end.min(end);
        out.extend_from_slice(&body[(at - start) as usize..(until - start) as usize]);
        at = until;
    }
    Ok(out)
}

/// What a chunk holds, if it has the right length and, when that is to be checked, the right checksum.
fn checked(piece: &[u8], length: usize, check: bool) -> Option<&[u8]> {
    let (body, sum) = piece.split_at_checked(length)?;
    let sound = sum.len() == CHECKSUM && (!check || sum == xxh3_64(body).to_le_bytes());
    sound.then_some(body)
}
