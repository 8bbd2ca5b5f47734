//! Sessions over a store: what is asked is what was committed, and stays so while records change.

use datafusion::arrow::array::{AsArray, RecordBatch};
use futures::StreamExt;
use proptest::prelude::*;

use super::{ZONE, now, one};
use crate::catalog::Module;
use crate::query::testing::{Record, Value, all, batch, cases, conversations, number, text, wait};
use crate::query::{RowsQuery, Session};
use crate::store::{Change, Commit, KeySet, Options, SourceId, Store};

const SOURCE: SourceId = SourceId(1);

fn store(folder: &tempfile::TempDir) -> Store {
    let options = Options {
        segment_rows: 200,
        chunk_bytes: 4096,
        ..Options::default()
    };
    Store::open(&folder.path().join("test.redb"), options).unwrap()
}

fn upsert(store: &Store, records: &[Record]) {
    let module = Module::Conversations;
    let change = Change::Upsert {
        module,
        rows: batch(module, records),
    };
    store
        .commit(Commit {
            source: SOURCE,
            changes: vec![change],
            documents: Vec::new(),
        })
        .unwrap();
}

fn session(store: &Store) -> Session {
    let snapshot = store.snapshot(SOURCE, &[Module::Conversations]).unwrap();
    let session = Session::new(&snapshot, ZONE, now()).unwrap();
    assert_eq!(session.version(), snapshot.version());
    session
}

async fn ids(session: &Session) -> Vec<String> {
    let query = RowsQuery {
        columns: vec!["ID".to_owned()],
        sort: vec![("ID".to_owned(), false)],
        ..RowsQuery::all(Module::Conversations)
    };
    let rows: RecordBatch = all(session.rows(&query).await.unwrap()).await.unwrap();
    rows.column(0)
        .as_string::<i32>()
        .iter()
        .flatten()
        .map(str::to_owned)
        .collect()
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn what_was_committed_is_what_is_asked(seed: u64, count in 1..500_usize, gone in 1..50_usize) {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder);
        let mut records = conversations(seed, count, now(), 30);
        upsert(&store, &records);
        let before = session(&store);
        let old: Vec<String> = records.iter().filter_map(|record| text(record, "ID")).map(str::to_owned).collect();
        // Every third is closed by an update, and some are deleted.
        let mut updated = Vec::new();
        for record in records.iter_mut().step_by(3) {
            record.insert("State", Value::Text("closed".to_owned()));
            record.insert("Updated At", Value::Number(number(record, "Updated At").unwrap() + 1000));
            updated.push(record.clone());
        }
        upsert(&store, &updated);
        let module = Module::Conversations;
        let deleted: Vec<[String; 1]> = old.iter().take(gone).map(|id| [id.clone()]).collect();
        let change = Change::Delete { module, keys: KeySet::of(module, deleted).unwrap() };
        store.commit(Commit { source: SOURCE, changes: vec![change], documents: Vec::new() }).unwrap();
        let live = &records[gone.min(count)..];
        let open = live.iter().filter(|record| text(record, "State") != Some("closed")).count();
        wait(async {
            for _ in 0..3 {
                let after = session(&store);
                let expected: Vec<&str> = live.iter().filter_map(|record| text(record, "ID")).collect();
                prop_assert_eq!(ids(&after).await, expected);
                prop_assert_eq!(one(&after, "Unresolved Conversations").await, Some(open as f64));
                prop_assert_eq!(ids(&before).await, old.clone());
                while store.merge(SOURCE, module).unwrap().more {}
            }
            Ok(())
        })?;
    }
}

#[test]
fn a_stream_outlives_its_session_and_a_merge() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let records = conversations(1, 900, now(), 30);
    for part in records.chunks(90) {
        upsert(&store, part);
    }
    wait(async {
        let mut stream = session(&store)
            .rows(&RowsQuery::all(Module::Conversations))
            .await
            .unwrap();
        let mut rows = stream.next().await.unwrap().unwrap().num_rows();
        while store.merge(SOURCE, Module::Conversations).unwrap().more {}
        while let Some(batch) = stream.next().await {
            rows += batch.unwrap().num_rows();
        }
        assert_eq!(rows, 900);
    });
}
