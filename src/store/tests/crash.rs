//! Loss of power and failing disks: nothing acknowledged is lost, nothing half-written is seen.

use std::io::ErrorKind;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

use super::disk::SimDisk;
use super::documents::Note;
use super::model::Model;
use super::records::{Record, batch, keys, records, small};
use crate::catalog::Module;
use crate::store::{Change, Commit, Options, Put, SourceId, Store, StoreError};

const SOURCE: SourceId = SourceId(1);
const MODULE: Module = Module::Conversations;

/// A commit of some rows and deletions that also writes down its number, and what it makes of a model.
fn change(rng: &mut Pcg32, number: u64, model: &Model) -> (Commit, Model) {
    let mut model = model.clone();
    let rows: Vec<Record> = (0..rng.random_range(1..20))
        .map(|_| {
            let id = rng.random_range(1..30_u32).to_string();
            Record::new(
                &[&id],
                rng.random_range(0..5),
                &format!("text {}", rng.random_range(0..4)),
            )
        })
        .collect();
    model.upsert(SOURCE, MODULE, &rows);
    let gone: Vec<Vec<String>> = (0..rng.random_range(0..4))
        .map(|_| vec![rng.random_range(1..30_u32).to_string()])
        .collect();
    model.records(SOURCE, MODULE).retain(|key, _| !gone.contains(key));
    let commit = Commit {
        source: SOURCE,
        changes: vec![
            Change::Upsert {
                module: MODULE,
                rows: batch(MODULE, &rows),
            },
            Change::Delete {
                module: MODULE,
                keys: keys(MODULE, &gone),
            },
        ],
        documents: vec![Put::new(
            1,
            &Note {
                text: number.to_string(),
            },
        )],
    };
    (commit, model)
}

fn number(store: &Store) -> u64 {
    store
        .get::<Note>(1)
        .unwrap()
        .map_or(0, |note| note.text.parse().unwrap())
}

#[test]
fn what_was_acknowledged_outlives_a_loss_of_power() {
    let (mut cut_short, mut kept_unanswered) = (0, 0);
    for seed in 0..40 {
        let rng = &mut Pcg32::seed_from_u64(seed);
        let disk = SimDisk::default();
        let mut store = Store::open_in(Box::new(disk.clone()), small()).unwrap();
        let mut model = Model::default();
        for life in 1..4 {
            disk.fail_after(rng.random_range(1..400), ErrorKind::Other);
            for step in 1..30 {
                let done = number_of(life, step);
                if rng.random_bool(0.3) {
                    if store.merge(SOURCE, MODULE).is_err() {
                        break;
                    }
                    continue;
                }
                let (commit, after) = change(rng, done, &model);
                if store.commit(commit).is_ok() {
                    model = after;
                    continue;
                }
                cut_short += 1;
                disk.lose_power(rng);
                store = Store::open_in(Box::new(disk.clone()), small()).unwrap();
                if number(&store) == done {
                    kept_unanswered += 1;
                    model = after;
                }
                break;
            }
            disk.lose_power(rng);
            store = Store::open_in(Box::new(disk.clone()), small()).unwrap();
            model.verify(&store);
        }
    }
    assert!(cut_short > 20, "only {cut_short} commits were cut short");
    assert!(kept_unanswered < cut_short);
}

fn number_of(life: u64, step: u64) -> u64 {
    life * 1_000 + step
}

/// Every call to the disk in turn is the one that fails; the store then goes on with the same handle.
#[test]
fn a_step_that_fails_anywhere_can_be_done_again() {
    let rng = &mut Pcg32::seed_from_u64(7);
    let disk = SimDisk::default();
    let store = Store::open_in(Box::new(disk.clone()), small()).unwrap();
    let mut model = Model::default();
    let (mut failures, mut number) = (0, 0);
    let mut calls = 0;
    loop {
        number += 1;
        let (commit, after) = change(rng, number, &model);
        disk.fail_after(calls, ErrorKind::StorageFull);
        let outcome = store.commit(commit).and_then(|_| store.merge(SOURCE, MODULE));
        let failed = disk.has_failed();
        disk.heal();
        match outcome {
            Ok(_) if !failed => {
                model = after;
                break;
            }
            Ok(_) => {}
            Err(error) => {
                failures += 1;
                assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
                assert!(error.to_string().contains("free some space"), "{error}");
            }
        }
        if self::number(&store) == number {
            model = after;
        }
        if calls % 8 == 0 {
            model.verify(&store);
        }
        calls += 1;
        assert!(calls < 500, "a commit makes fewer calls");
    }
    model.verify(&store);
    assert!(failures > 10, "{failures}");
}

#[test]
fn a_read_that_fails_does_not_spoil_the_next() {
    let disk = SimDisk::default();
    // With next to no cache, since what is read on opening would stay in it.
    let options = Options {
        cache_bytes: 4_096,
        chunk_bytes: 16_384,
        ..small()
    };
    let store = Store::open_in(Box::new(disk.clone()), options).unwrap();
    let text: Vec<String> = (0..20_000_u32)
        .map(|number| number.wrapping_mul(2_654_435_761).to_string())
        .collect();
    let record = Record::new(&["1"], 1, &text.concat());
    store
        .commit(Commit {
            source: SOURCE,
            changes: vec![Change::Upsert {
                module: MODULE,
                rows: batch(MODULE, std::slice::from_ref(&record)),
            }],
            documents: Vec::new(),
        })
        .unwrap();
    let segment = store.snapshot(SOURCE, &[MODULE]).unwrap().segments(MODULE)[0].clone();
    disk.fail_after(0, ErrorKind::Other);
    let error = segment
        .reader(None)
        .and_then(|mut rows| rows.next().unwrap())
        .unwrap_err();
    assert!(matches!(error, StoreError::Io { .. }), "{error}");
    disk.heal();
    let rows = segment.reader(None).unwrap().next().unwrap().unwrap();
    assert!(records(MODULE, &rows) == [record]);
}

#[test]
fn a_read_only_file_system_says_so() {
    let disk = SimDisk::default();
    let store = Store::open_in(Box::new(disk.clone()), small()).unwrap();
    let (commit, _) = change(&mut Pcg32::seed_from_u64(1), 1, &Model::default());
    disk.fail_after(0, ErrorKind::ReadOnlyFilesystem);
    assert!(matches!(store.commit(commit), Err(StoreError::ReadOnly { .. })));
}
