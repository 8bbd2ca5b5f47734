//! Documents: everything that is not a record, as small typed tables of versioned JSON.
//!
//! A document lies under a number in the table of its type as `{"v":1,"d":…}`. A type whose form changes raises its
//! [`Document::VERSION`] and says in [`Document::upgrade`] how an older form becomes the new one; that is done whenever
//! one is read, and the next put writes the new form.

use std::ops::RangeBounds;

use redb::{ReadOnlyTable, ReadTransaction, ReadableTable, Table, TableDefinition, TableError, WriteTransaction};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::{Fault, StoreError};
use super::handle::{Store, Verdict};

/// A type whose values are kept as documents.
pub trait Document: Serialize + DeserializeOwned {
    /// The name of its table. Never that of another type.
    const TABLE: &'static str;
    /// The version of its form, raised with each change that older values do not fit.
    const VERSION: u32;

    /// Turns a value of an older version into one of this version; none when it cannot.
    fn upgrade(version: u32, value: Value) -> Option<Value> {
        let _ = (version, value);
        None
    }
}

/// A document to be put or deleted together with records, in one transaction.
#[derive(Debug)]
pub struct Put {
    table: &'static str,
    key: u64,
    /// None deletes. A document that cannot be written says so when the transaction gets to it.
    value: Option<Result<Vec<u8>, StoreError>>,
}

impl Put {
    /// Puts a document under a key, in place of what is there.
    pub fn new<D: Document>(key: u64, document: &D) -> Self {
        Self {
            table: D::TABLE,
            key,
            value: Some(encode(key, document)),
        }
    }

    /// Deletes what is under a key.
    pub fn delete<D: Document>(key: u64) -> Self {
        Self {
            table: D::TABLE,
            key,
            value: None,
        }
    }

    pub(super) fn apply(self, txn: &WriteTransaction) -> Result<(), Fault> {
        let name = table_name(self.table);
        let mut table = txn.open_table(definition(&name))?;
        match self.value {
            None => table.remove(self.key)?,
            Some(value) => table.insert(self.key, value?.as_slice())?,
        };
        Ok(())
    }
}

impl Store {
    /// Puts a document under a key, in place of what is there.
    pub fn put<D: Document>(&self, key: u64, document: &D) -> Result<(), StoreError> {
        let put = Put::new(key, document);
        self.0.write(|txn| {
            put.apply(txn)?;
            Ok(((), Verdict::Keep))
        })
    }

    /// Puts a document under the key after the last one, and gives that key. The first is 1.
    pub fn append<D: Document>(&self, document: &D) -> Result<u64, StoreError> {
        self.0.write(|txn| {
            let name = table_name(D::TABLE);
            let mut table: Table<'_, u64, &[u8]> = txn.open_table(definition(&name))?;
            let last = table.last()?.map_or(0, |(key, _)| key.value());
            let key = last
                .checked_add(1)
                .ok_or_else(|| unusable::<D>(last, "its key is the last there is"))?;
            table.insert(key, encode(key, document)?.as_slice())?;
            Ok((key, Verdict::Keep))
        })
    }

    /// The document under a key.
    pub fn get<D: Document>(&self, key: u64) -> Result<Option<D>, StoreError> {
        self.documents::<D, _>(|table| match table.get(key)? {
            None => Ok(None),
            Some(value) => Ok(Some(decode(key, value.value())?)),
        })
        .map(Option::flatten)
    }

    /// Deletes the document under a key; says whether there was one.
    pub fn delete<D: Document>(&self, key: u64) -> Result<bool, StoreError> {
        self.0.write(|txn| {
            let name = table_name(D::TABLE);
            let found = txn.open_table(definition(&name))?.remove(key)?.is_some();
            Ok((found, if found { Verdict::Keep } else { Verdict::Drop }))
        })
    }

    /// All documents of a type with their keys, ascending.
    pub fn all<D: Document>(&self) -> Result<Vec<(u64, D)>, StoreError> {
        self.range(..)
    }

    /// The documents with keys in `keys`, ascending.
    pub fn range<D: Document>(&self, keys: impl RangeBounds<u64>) -> Result<Vec<(u64, D)>, StoreError> {
        let bounds = (keys.start_bound().cloned(), keys.end_bound().cloned());
        self.documents::<D, _>(|table| table.range(bounds)?.map(entry).collect())
            .map(Option::unwrap_or_default)
    }

    /// The `count` documents with the highest keys, ascending.
    pub fn last<D: Document>(&self, count: usize) -> Result<Vec<(u64, D)>, StoreError> {
        let found = self.documents::<D, Vec<_>>(|table| table.iter()?.rev().take(count).map(entry).collect())?;
        let mut found = found.unwrap_or_default();
        found.reverse();
        Ok(found)
    }

    /// Reads from the table of a type; none where nothing was ever put there.
    fn documents<D: Document, R>(
        &self,
        f: impl FnOnce(&ReadOnlyTable<u64, &'static [u8]>) -> Result<R, Fault>,
    ) -> Result<Option<R>, StoreError> {
        self.0.read(
            |txn: &ReadTransaction| match txn.open_table(definition(&table_name(D::TABLE))) {
                Err(TableError::TableDoesNotExist(_)) => Ok(None),
                table => f(&table?).map(Some),
            },
        )
    }
}

type Guard<'a, T> = redb::AccessGuard<'a, T>;

fn entry<D: Document>(
    item: Result<(Guard<'_, u64>, Guard<'_, &'static [u8]>), redb::StorageError>,
) -> Result<(u64, D), Fault> {
    let (key, value) = item?;
    let key = key.value();
    Ok((key, decode(key, value.value())?))
}

fn table_name(table: &str) -> String {
    format!("documents.{table}.v1")
}

fn definition(name: &str) -> TableDefinition<'_, u64, &'static [u8]> {
    TableDefinition::new(name)
}

#[derive(Serialize)]
struct Written<'a, D> {
    v: u32,
    d: &'a D,
}

#[derive(Deserialize)]
struct Stored<'a> {
    v: u32,
    #[serde(borrow)]
    d: &'a RawValue,
}

fn unusable<D: Document>(key: u64, why: &(impl ToString + ?Sized)) -> StoreError {
    StoreError::Document {
        table: D::TABLE,
        key,
        detail: why.to_string(),
    }
}

fn encode<D: Document>(key: u64, document: &D) -> Result<Vec<u8>, StoreError> {
    let written = Written {
        v: D::VERSION,
        d: document,
    };
    serde_json::to_vec(&written).map_err(|error| unusable::<D>(key, &error))
}

fn decode<D: Document>(key: u64, value: &[u8]) -> Result<D, StoreError> {
    let stored: Stored<'_> = serde_json::from_slice(value).map_err(|error| unusable::<D>(key, &error))?;
    if stored.v == D::VERSION {
        return serde_json::from_str(stored.d.get()).map_err(|error| unusable::<D>(key, &error));
    }
    let versions = format!("it is of version {}, and this interlens knows {}", stored.v, D::VERSION);
    if stored.v > D::VERSION {
        return Err(unusable::<D>(key, &versions));
    }
    let old = serde_json::from_str(stored.d.get()).map_err(|error| unusable::<D>(key, &error))?;
    let new = D::upgrade(stored.v, old).ok_or_else(|| unusable::<D>(key, &versions))?;
    serde_json::from_value(new).map_err(|error| unusable::<D>(key, &error))
}
