//! Damaged files: an error in words, never a panic, and never wrong records out of a damaged segment.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

use super::disk::SimDisk;
use super::documents::Note;
use super::records::{Record, batch, records, small};
use crate::catalog::Module;
use crate::store::handle::Verdict;
use crate::store::layout::{CHUNKS, META, chunk_key, meta};
use crate::store::{Change, Commit, Put, SourceId, Store, StoreError};

const SOURCE: SourceId = SourceId(1);
const MODULE: Module = Module::Conversations;

fn commit(ids: std::ops::Range<u32>) -> Commit {
    let rows: Vec<Record> = ids
        .map(|id| Record::new(&[&id.to_string()], i64::from(id), "some text"))
        .collect();
    Commit {
        source: SOURCE,
        changes: vec![Change::Upsert {
            module: MODULE,
            rows: batch(MODULE, &rows),
        }],
        documents: vec![Put::new(1, &Note { text: "here".into() })],
    }
}

/// The bytes of a store that was closed in good order.
fn sound() -> Vec<u8> {
    let disk = SimDisk::default();
    let store = Store::open_in(Box::new(disk.clone()), small()).unwrap();
    for start in 0..6 {
        store.commit(commit(start * 5..start * 7 + 9)).unwrap();
    }
    drop(store);
    disk.bytes()
}

/// Uses everything there is; gives the records seen.
fn use_all(bytes: Vec<u8>) -> Result<usize, StoreError> {
    let store = Store::open_in(Box::new(SimDisk::of(bytes)), small())?;
    store.tally(SOURCE, MODULE)?;
    store.size()?;
    let snapshot = store.snapshot(SOURCE, &[MODULE])?;
    let mut seen = 0;
    for segment in snapshot.segments(MODULE) {
        for rows in segment.reader(None)? {
            for record in records(MODULE, &rows?) {
                assert_eq!(record.text.as_deref(), Some("some text"), "a damaged row was shown");
                seen += 1;
            }
        }
    }
    store.lookup(SOURCE, MODULE, &["3"])?;
    store.get::<Note>(1)?;
    store.merge(SOURCE, MODULE)?;
    store.commit(commit(20..90))?;
    store.compact()?;
    Ok(seen)
}

#[test]
fn flipped_bits_are_an_error_or_do_no_harm() {
    let sound = sound();
    let whole = use_all(sound.clone()).unwrap();
    let used = sound.iter().rposition(|byte| *byte != 0).unwrap();
    let rng = &mut Pcg32::seed_from_u64(3);
    let mut noticed = 0;
    for _ in 0..120 {
        let mut bytes = sound.clone();
        for _ in 0..rng.random_range(1..4) {
            bytes[rng.random_range(0..=used)] ^= 1 << rng.random_range(0..8);
        }
        match use_all(bytes) {
            Ok(seen) => assert!(seen <= whole * 2),
            Err(error) => {
                noticed += 1;
                assert!(!error.to_string().is_empty());
            }
        }
    }
    assert!(noticed > 5, "only {noticed} were noticed");
}

#[test]
fn a_file_cut_short_is_an_error() {
    let sound = sound();
    for part in 1..10 {
        let error = use_all(sound[..sound.len() * part / 10].to_vec()).unwrap_err();
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn something_else_is_not_taken_for_a_store() {
    for other in [
        &b"#!/bin/sh\necho no\n"[..],
        &[0; 8_192],
        &b"SQLite format 3\0".repeat(600),
    ] {
        let error = use_all(other.to_vec()).unwrap_err();
        assert!(
            matches!(
                error,
                StoreError::Foreign { .. } | StoreError::Damaged { .. } | StoreError::Io { .. }
            ),
            "{error}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.redb");
    let database = redb::Database::create(&path).unwrap();
    let txn = database.begin_write().unwrap();
    txn.open_table(redb::TableDefinition::<u64, u64>::new("theirs"))
        .unwrap();
    txn.commit().unwrap();
    drop(database);
    let error = Store::open(&path, small()).map(|_| ()).unwrap_err();
    assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
}

#[test]
fn a_damaged_chunk_is_noticed_before_it_is_decoded() {
    let store = Store::open_in(Box::new(SimDisk::default()), small()).unwrap();
    store.commit(commit(0..10)).unwrap();
    let id = store.snapshot(SOURCE, &[MODULE]).unwrap().segments(MODULE)[0].id();
    store
        .0
        .write(|txn| {
            let mut chunks = txn.open_table(CHUNKS)?;
            let key = chunk_key(id, 0);
            let mut value = chunks.remove(key.as_slice())?.unwrap().value().to_vec();
            value[200] ^= 1;
            chunks.insert(key.as_slice(), value.as_slice())?;
            Ok(((), Verdict::Keep))
        })
        .unwrap();
    store.reopen().unwrap();
    let error = store.lookup(SOURCE, MODULE, &["3"]).unwrap_err();
    assert!(error.to_string().contains("chunk 0 of segment"), "{error}");
    assert!(error.to_string().contains("sync again"), "{error}");
}

#[test]
fn a_file_of_a_later_format_is_refused() {
    let disk = SimDisk::default();
    let store = Store::open_in(Box::new(disk.clone()), small()).unwrap();
    store
        .0
        .write(|txn| {
            txn.open_table(META)?.insert(meta::FORMAT, 9)?;
            Ok(((), Verdict::Keep))
        })
        .unwrap();
    drop(store);
    let error = Store::open_in(Box::new(disk), small()).map(|_| ()).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 9, known: 1, .. }));
    assert!(error.to_string().contains("update interlens"), "{error}");
}
