//! The file itself: who may read it, who holds it.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::documents::Note;
use super::records::small;
use crate::store::{Compaction, Store, StoreError};

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn a_new_store_is_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/er/store.redb");
    let store = Store::open(&path, small()).unwrap();
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(store.size().unwrap().file, path.metadata().unwrap().len());
}

#[test]
fn one_process_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let store = Store::open(&path, small()).unwrap();
    let note = Note { text: "kept".into() };
    store.put(1, &note).unwrap();
    let error = Store::open(&path, small()).map(|_| ()).unwrap_err();
    assert!(matches!(error, StoreError::InUse { .. }));
    assert!(error.to_string().contains("interlens stop"), "{error}");
    drop(store);
    assert_eq!(Store::open(&path, small()).unwrap().get(1).unwrap(), Some(note));
}

#[test]
fn what_cannot_be_opened_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let error = Store::open(folder.path(), small()).map(|_| ()).unwrap_err();
    assert!(matches!(error, StoreError::Io { .. }), "{error}");
    let text = folder.path().join("notes.txt");
    std::fs::write(
        &text,
        "These are notes, and they are longer than the header of a database.".repeat(90),
    )
    .unwrap();
    let error = Store::open(&text, small()).map(|_| ()).unwrap_err();
    assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
    assert!(std::fs::read_to_string(&text).unwrap().starts_with("These are notes"));
}

#[test]
fn compaction_shrinks_a_file_that_much_was_deleted_from() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("store.redb"), small()).unwrap();
    let large = Note {
        text: "x".repeat(1 << 20),
    };
    for key in 1..=8 {
        store.put(key, &large).unwrap();
    }
    for key in 1..=7 {
        store.delete::<Note>(key).unwrap();
    }
    let Compaction::Done { before, after } = store.compact().unwrap() else {
        panic!("nothing is open")
    };
    assert!(after * 2 < before, "{before} → {after}");
    assert_eq!(store.get(8).unwrap(), Some(large));
}
