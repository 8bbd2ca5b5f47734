//! Documents: keys, versions, and what cannot be read.

use redb::TableDefinition;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::disk::SimDisk;
use super::records::small;
use crate::catalog::Module;
use crate::store::handle::Verdict;
use crate::store::{Change, Commit, Document, KeySet, Put, SourceId, Store, StoreError};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    pub text: String,
}

impl Document for Note {
    const TABLE: &'static str = "notes";
    const VERSION: u32 = 1;
}

/// The same table, two versions later.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Titled {
    title: String,
}

impl Document for Titled {
    const TABLE: &'static str = "notes";
    const VERSION: u32 = 3;

    fn upgrade(version: u32, value: Value) -> Option<Value> {
        (version == 1).then(|| json!({ "title": value["text"] }))
    }
}

fn note(text: &str) -> Note {
    Note { text: text.to_owned() }
}

fn store() -> Store {
    Store::open_in(Box::new(SimDisk::default()), small()).unwrap()
}

#[test]
fn documents_come_back_by_key_by_range_and_from_the_end() {
    let store = store();
    assert_eq!(store.get::<Note>(1).unwrap(), None);
    assert_eq!(store.all::<Note>().unwrap(), []);
    assert_eq!(store.last::<Note>(3).unwrap(), []);
    assert!(!store.delete::<Note>(1).unwrap());
    for text in ["a", "b", "c", "😀"] {
        store.append(&note(text)).unwrap();
    }
    store.put(2, &note("B")).unwrap();
    assert_eq!(store.get(2).unwrap(), Some(note("B")));
    assert_eq!(store.last(2).unwrap(), [(3, note("c")), (4, note("😀"))]);
    assert_eq!(store.range(2..4).unwrap(), [(2, note("B")), (3, note("c"))]);
    assert!(store.delete::<Note>(3).unwrap());
    assert_eq!(store.all::<Note>().unwrap().len(), 3);
    assert_eq!(store.append(&note("d")).unwrap(), 5);
    assert_eq!(store.version(), 0, "documents are not records");
}

#[test]
fn the_last_key_there_is_has_none_after_it() {
    let store = store();
    store.put(u64::MAX, &note("end")).unwrap();
    assert!(matches!(
        store.append(&note("more")),
        Err(StoreError::Document { key: u64::MAX, .. })
    ));
}

#[test]
fn older_forms_are_upgraded_and_newer_ones_refused() {
    let store = store();
    store.put(1, &note("old")).unwrap();
    assert_eq!(store.get(1).unwrap(), Some(Titled { title: "old".into() }));
    store.put(1, &Titled { title: "new".into() }).unwrap();
    let error = store.get::<Note>(1).unwrap_err().to_string();
    assert!(
        error.contains("document 1 of notes") && error.contains("version 3"),
        "{error}"
    );
}

#[test]
fn what_cannot_be_read_names_its_table_and_key() {
    let store = store();
    for broken in [
        &b"\xFF\xFE"[..],
        b"{}",
        br#"{"v":1,"d":{"text":7}}"#,
        br#"{"v":2,"d":{}}"#,
        b"",
    ] {
        store
            .0
            .write(|txn| {
                let table = TableDefinition::<u64, &[u8]>::new("documents.notes.v1");
                txn.open_table(table)?.insert(7, broken)?;
                Ok(((), Verdict::Keep))
            })
            .unwrap();
        let refused = |error| {
            matches!(
                error,
                StoreError::Document {
                    table: "notes",
                    key: 7,
                    ..
                }
            )
        };
        assert!(refused(store.get::<Titled>(7).unwrap_err()));
        assert!(refused(store.all::<Titled>().unwrap_err()));
        assert!(refused(store.last::<Titled>(1).unwrap_err()));
    }
    assert!(store.delete::<Titled>(7).unwrap(), "what is broken can be deleted");
}

/// JSON has no form for it.
#[derive(Serialize, Deserialize)]
struct Unwritable(std::collections::HashMap<(u8, u8), u8>);

impl Document for Unwritable {
    const TABLE: &'static str = "unwritable";
    const VERSION: u32 = 1;
}

#[test]
fn a_document_that_cannot_be_written_fails_its_commit_as_a_whole() {
    let store = store();
    let unwritable = Unwritable([((1, 2), 3)].into());
    let commit = Commit {
        source: SourceId(1),
        changes: vec![Change::Delete {
            module: Module::Teams,
            keys: KeySet::new(Module::Teams),
        }],
        documents: vec![Put::new(1, &note("kept")), Put::new(2, &unwritable)],
    };
    assert!(matches!(
        store.commit(commit),
        Err(StoreError::Document {
            table: "unwritable",
            ..
        })
    ));
    assert_eq!(store.all::<Note>().unwrap(), []);
}

#[test]
fn documents_travel_with_a_commit() {
    let store = store();
    store.put(1, &note("goes")).unwrap();
    let commit = Commit {
        source: SourceId(1),
        changes: Vec::new(),
        documents: vec![Put::delete::<Note>(1), Put::new(2, &note("comes"))],
    };
    store.commit(commit).unwrap();
    assert_eq!(store.all::<Note>().unwrap(), [(2, note("comes"))]);
}
