//! Small records for tests, the state a store ought to be in, and a check that it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::types::TimestampMillisecondType;
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray, TimestampMillisecondArray, new_null_array};

use crate::catalog::{Kind, Module, schema};
use crate::store::layout::{DELETED, Entry, ROWS, SEGMENTS, Scope};
use crate::store::{KeySet, Options, Snapshot, SourceId, Store, Tally, depot};

/// Segments of a few rows in pieces of less than a segment.
pub(super) fn small() -> Options {
    Options {
        cache_bytes: 1 << 20,
        segment_rows: 16,
        chunk_bytes: 1_024,
        lock_patience: std::time::Duration::ZERO,
    }
}

/// What tests vary of a record: its key, when it changed, and the first text that is not of the key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Record {
    pub key: Vec<String>,
    pub moment: Option<i64>,
    pub text: Option<String>,
}

impl Record {
    pub(super) fn new(key: &[&str], moment: i64, text: &str) -> Self {
        Self {
            key: key.iter().map(|part| (*part).to_owned()).collect(),
            moment: Some(moment),
            text: Some(text.to_owned()),
        }
    }

    pub(super) fn key(&self) -> Vec<&str> {
        self.key.iter().map(String::as_str).collect()
    }
}

fn text_column(module: Module) -> Option<&'static str> {
    let mut fields = module.fields().iter();
    fields
        .find(|field| field.kind == Kind::Text && !module.key().contains(&field.name))
        .map(|field| field.name)
}

pub(super) fn batch(module: Module, records: &[Record]) -> RecordBatch {
    let schema = schema(module);
    let columns = schema.fields().iter().map(|column| -> ArrayRef {
        if let Some(part) = module.key().iter().position(|name| name == column.name()) {
            Arc::new(StringArray::from_iter_values(
                records.iter().map(|record| &record.key[part]),
            ))
        } else if Some(column.name().as_str()) == module.updated_at() {
            let moments = records.iter().map(|record| record.moment);
            Arc::new(moments.collect::<TimestampMillisecondArray>().with_timezone("UTC"))
        } else if Some(column.name().as_str()) == text_column(module) {
            {
                let texts = records.iter().map(|record| record.text.as_deref());
                Arc::new(texts.collect::<StringArray>())
            }
        } else {
            new_null_array(column.data_type(), records.len())
        }
    });
    let columns = columns.collect();
    RecordBatch::try_new(schema, columns).unwrap()
}

pub(super) fn records(module: Module, batch: &RecordBatch) -> Vec<Record> {
    assert_eq!(batch.schema(), schema(module));
    let text = |name: &str| batch.column_by_name(name).unwrap().as_string::<i32>();
    let value = |column: &StringArray, row: usize| column.is_valid(row).then(|| column.value(row).to_owned());
    let moments = module.updated_at().map(|name| {
        batch
            .column_by_name(name)
            .unwrap()
            .as_primitive::<TimestampMillisecondType>()
    });
    (0..batch.num_rows())
        .map(|row| Record {
            key: module
                .key()
                .iter()
                .map(|name| text(name).value(row).to_owned())
                .collect(),
            moment: moments
                .filter(|moments| moments.is_valid(row))
                .map(|moments| moments.value(row)),
            text: text_column(module).and_then(|name| value(text(name), row)),
        })
        .collect()
}

pub(super) fn keys(module: Module, keys: &[Vec<String>]) -> KeySet {
    KeySet::of(module, keys).unwrap()
}

/// The records a module ought to have, by key.
pub(super) type Shelf = BTreeMap<Vec<String>, Record>;

/// All live rows of a module in a snapshot.
pub(super) fn read(snapshot: &Snapshot, module: Module) -> Shelf {
    let mut shelf = Shelf::new();
    let mut rows = 0;
    for segment in snapshot.segments(module) {
        let mut live = 0;
        for batch in segment.reader(None).unwrap() {
            for record in records(module, &batch.unwrap()) {
                live += 1;
                shelf.insert(record.key.clone(), record);
            }
        }
        assert_eq!(live, segment.live_rows());
        rows += live;
    }
    assert_eq!(rows, snapshot.rows(module));
    assert_eq!(rows, shelf.len() as u64, "a record is alive in two places");
    shelf
}

/// Checks that the row index, the bitmaps and the tally of a module say the same.
pub(super) fn audit(store: &Store, source: SourceId, module: Module) {
    let scope = Scope { source, module };
    let found = store.0.read(|txn| {
        let segments = depot::list(&txn.open_table(SEGMENTS)?, scope)?;
        let dead = txn.open_table(DELETED)?;
        let mut tally = Tally::default();
        let mut places = Vec::new();
        for header in &segments {
            let deleted = depot::deleted(&dead, header.id)?;
            assert!(deleted.max().is_none_or(|row| row < header.rows));
            tally.segments += 1;
            tally.bytes += header.bytes;
            tally.dead += deleted.len();
            tally.live += u64::from(header.rows) - deleted.len();
            let live = (0..header.rows).filter(|row| !deleted.contains(*row));
            places.extend(live.map(|row| (header.id, row)));
        }
        let mut named = Vec::new();
        let (start, end) = scope.range();
        for item in txn.open_table(ROWS)?.range::<&[u8]>(start.as_slice()..end.as_slice())? {
            let entry = Entry::decode(item?.1.value())?;
            named.push((entry.segment, entry.row));
        }
        named.sort_unstable();
        assert_eq!(named, places, "the index names exactly the live rows");
        Ok(tally)
    });
    let kept = store.tally(source, module).unwrap();
    let found = Tally {
        newest: kept.newest,
        ..found.unwrap()
    };
    assert_eq!(kept, found);
}

/// Checks a module of a store against what it ought to have: by scan, by look-up and by tally.
pub(super) fn verify(store: &Store, source: SourceId, module: Module, ought: &Shelf) {
    audit(store, source, module);
    let snapshot = store.snapshot(source, &[module]).unwrap();
    assert_eq!(&read(&snapshot, module), ought);
    assert_eq!(store.tally(source, module).unwrap().live, ought.len() as u64);
    for record in ought.values().take(3) {
        let found = store.lookup(source, module, &record.key()).unwrap().unwrap();
        assert_eq!(records(module, &found), std::slice::from_ref(record));
    }
    let nobody = vec!["nobody"; module.key().len()];
    assert!(store.lookup(source, module, &nobody).unwrap().is_none());
}
