//! A file of each released format must open for ever.

use std::path::{Path, PathBuf};

use super::documents::Note;
use super::records::{Record, batch, small, verify};
use crate::catalog::Module;
use crate::store::{Change, Commit, KeySet, Put, SourceId, Store};

const SOURCE: SourceId = SourceId(1);
const MODULE: Module = Module::Articles;

fn path(format: u64) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/store-v{format}.redb"))
}

/// The records that the fixture holds at its end: of 1 to 30 the odd ones, with 7 in a later form.
fn ought() -> Vec<Record> {
    (1..=30)
        .filter(|id| id % 2 == 1)
        .map(|id| match id {
            7 => Record::new(&["7"], 1_000, "replaced"),
            _ => Record::new(&[&id.to_string()], id, "Grüße 😀"),
        })
        .collect()
}

fn upsert(rows: &[Record]) -> Change {
    Change::Upsert {
        module: MODULE,
        rows: batch(MODULE, rows),
    }
}

/// Makes the fixture of the present format. Never run it for a format that was released.
#[test]
#[ignore = "writes the file that the test below reads; run by hand when the format changes"]
fn make() {
    let path = path(crate::store::layout::FORMAT);
    assert!(!path.exists(), "fixtures are made once");
    let store = Store::open(&path, small()).unwrap();
    let first: Vec<Record> = (1..=30)
        .map(|id| Record::new(&[&id.to_string()], id, "Grüße 😀"))
        .collect();
    let even = (1..=30).filter(|id| id % 2 == 0).map(|id| [id.to_string()]);
    let changes = [
        upsert(&first),
        upsert(&[Record::new(&["7"], 1_000, "replaced")]),
        Change::Delete {
            module: MODULE,
            keys: KeySet::of(MODULE, even).unwrap(),
        },
    ];
    for change in changes {
        let documents = vec![Put::new(
            1,
            &Note {
                text: "checkpoint".into(),
            },
        )];
        store
            .commit(Commit {
                source: SOURCE,
                changes: vec![change],
                documents,
            })
            .unwrap();
    }
    store.compact().unwrap();
    drop(store);
    assert!(path.metadata().unwrap().len() < 200_000);
}

#[test]
fn format_1_opens() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("store.redb");
    std::fs::copy(path(1), &copy).unwrap();
    let store = Store::open(&copy, small()).unwrap();
    let mut shelf = ought().into_iter().map(|record| (record.key.clone(), record)).collect();
    verify(&store, SOURCE, MODULE, &shelf);
    assert_eq!(store.version(), 3);
    assert_eq!(store.tally(SOURCE, MODULE).unwrap().newest, Some(1_000));
    assert_eq!(
        store.get(1).unwrap(),
        Some(Note {
            text: "checkpoint".into()
        })
    );

    let new = Record::new(&["31"], 31, "new");
    let committed = store.commit(Commit {
        source: SOURCE,
        changes: vec![upsert(std::slice::from_ref(&new))],
        documents: Vec::new(),
    });
    assert_eq!(committed.unwrap().counts(MODULE).inserted, 1);
    shelf.insert(new.key.clone(), new);
    while store.merge(SOURCE, MODULE).unwrap().more {}
    verify(&store, SOURCE, MODULE, &shelf);
}
