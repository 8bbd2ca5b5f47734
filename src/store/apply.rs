//! Making the changes of a commit, inside its transaction.
//!
//! New rows go into a new segment, the row index names their places, and the rows they replace are noted as dead.

use std::collections::{BTreeMap, HashSet};
use std::ops::Bound;

use arrow::array::{AsArray, RecordBatch, UInt32Array};
use arrow::compute::take_record_batch;
use redb::{ReadableTable, Table, WriteTransaction};

use super::arrivals::Arrivals;
use super::change::{Change, Counts};
use super::depot;
use super::encode::encode;
use super::error::{Fault, StoreError};
use super::handle::Options;
use super::key::{KeySet, Keys, encode_part};
use super::layout::{Entry, ROWS, SEGMENTS, Scope, SourceId, TALLIES, Tally};
use super::ledger::Ledger;
use super::probe::Probe;
use crate::catalog::Module;

type Index<'t> = Table<'t, &'static [u8], &'static [u8]>;

/// A commit under way.
pub(super) struct Applier<'t> {
    txn: &'t WriteTransaction,
    source: SourceId,
    options: Options,
    ledger: Ledger,
    counts: BTreeMap<Module, Counts>,
}

impl<'t> Applier<'t> {
    pub(super) fn new(txn: &'t WriteTransaction, source: SourceId, options: Options) -> Self {
        Self {
            txn,
            source,
            options,
            ledger: Ledger::new(source),
            counts: BTreeMap::new(),
        }
    }

    pub(super) fn apply(&mut self, change: Change) -> Result<(), Fault> {
        match change {
            Change::Upsert { module, rows } => self.upsert(module, &rows).map(drop),
            Change::Children { module, parents, rows } => self.children(module, &parents, &rows),
            Change::Retain { module, keys } => self.retain(module, &keys),
            Change::Delete { module, keys } => self.delete(module, &keys),
        }
    }

    /// Writes down what is still only noted, and gives the counts.
    pub(super) fn settle(self) -> Result<BTreeMap<Module, Counts>, Fault> {
        self.ledger.settle(self.txn)?;
        Ok(self.counts)
    }

    fn scope(&self, module: Module) -> Scope {
        Scope {
            source: self.source,
            module,
        }
    }

    fn counts(&mut self, module: Module) -> &mut Counts {
        self.counts.entry(module).or_default()
    }

    fn upsert(&mut self, module: Module, rows: &RecordBatch) -> Result<Arrivals, Fault> {
        let arrivals = Arrivals::new(module, rows)?;
        let mut index = self.txn.open_table(ROWS)?;
        let (accepted, in_a_gap) = self.judge(module, &arrivals, &index)?;
        for part in accepted.chunks(self.options.segment_rows.max(1)) {
            self.keep(module, &arrivals, part, &mut index, in_a_gap)?;
        }
        Ok(arrivals)
    }

    /// The rows that are to be kept, by ascending key, and whether no stored key lies among theirs.
    fn judge(&mut self, module: Module, arrivals: &Arrivals, index: &Index<'_>) -> Result<(Vec<u32>, bool), Fault> {
        let mut accepted = Vec::with_capacity(arrivals.order.len());
        let mut counts = Counts {
            received: arrivals.keys.len() as u64,
            stale: (arrivals.keys.len() - arrivals.order.len()) as u64,
            ..Counts::default()
        };
        let mut probe = Probe::new(index, self.scope(module));
        let mut key = ScopedKey::new(self.scope(module));
        for &row in &arrivals.order {
            let at = row as usize;
            match probe.find(key.with(arrivals.keys.get(at)))? {
                Some(stored) if stored.moment > arrivals.moments[at] => {
                    counts.stale += 1;
                    continue;
                }
                Some(stored) if stored.hash == arrivals.hashes[at] => {
                    counts.unchanged += 1;
                    continue;
                }
                Some(stored) => {
                    counts.updated += 1;
                    self.ledger.died(module, stored.segment, stored.row);
                }
                None => counts.inserted += 1,
            }
            self.ledger.saw(module, arrivals.moments[at]);
            accepted.push(row);
        }
        let total = self.counts(module);
        total.received += counts.received;
        total.inserted += counts.inserted;
        total.updated += counts.updated;
        total.unchanged += counts.unchanged;
        total.stale += counts.stale;
        Ok((accepted, !probe.crossed()))
    }

    /// Makes a segment of these rows and names their places in the index.
    fn keep(
        &mut self,
        module: Module,
        arrivals: &Arrivals,
        rows: &[u32],
        index: &mut Index<'_>,
        in_a_gap: bool,
    ) -> Result<(), Fault> {
        let as_it_came = rows.len() == arrivals.rows.num_rows() && rows.is_sorted();
        let parquet = if as_it_came {
            encode(&arrivals.rows)?
        } else {
            encode(&take_record_batch(&arrivals.rows, &UInt32Array::from(rows.to_vec()))?)?
        };
        let scope = self.scope(module);
        let header = depot::place(self.txn, scope, &parquet, rows.len() as u32, self.options.chunk_bytes)?;
        self.ledger.placed(module, &header);

        let mut key = ScopedKey::new(scope);
        let entries = rows.iter().zip(0..).map(|(&from, row)| {
            let from = from as usize;
            let entry = Entry {
                segment: header.id,
                row,
                moment: arrivals.moments[from],
                hash: arrivals.hashes[from],
            };
            (from, entry.encode())
        });
        let Some(&first) = rows.first().filter(|_| in_a_gap) else {
            for (from, entry) in entries {
                index.insert(key.with(arrivals.keys.get(from)), entry.as_slice())?;
            }
            return Ok(());
        };
        let first = key.with(arrivals.keys.get(first as usize)).to_vec();
        let mut cursor = index.lower_bound_mut(Bound::Included(first.as_slice()))?;
        for (from, entry) in entries {
            cursor.insert_before(key.with(arrivals.keys.get(from)), entry.as_slice())?;
        }
        Ok(cursor.close()?)
    }

    fn children(&mut self, module: Module, parents: &[String], rows: &RecordBatch) -> Result<(), Fault> {
        let shape = |detail: String| StoreError::Shape { module, detail };
        if module.derived_from().is_none() {
            return Err(shape("its records have no parents".to_owned()).into());
        }
        let known: HashSet<&str> = parents.iter().map(String::as_str).collect();
        let column = rows
            .column_by_name(module.key()[0])
            .and_then(|column| column.as_string_opt::<i32>());
        let strange = column.and_then(|column| column.iter().flatten().find(|parent| !known.contains(parent)));
        if let Some(parent) = strange {
            return Err(shape(format!("{parent:?} is not among the parents")).into());
        }
        let arrivals = self.upsert(module, rows)?;
        let doomed = {
            let index = self.txn.open_table(ROWS)?;
            let mut doomed = Keys::default();
            for parent in known {
                let mut key = Vec::new();
                encode_part(parent, &mut key);
                begins_with(&index, self.scope(module), &key, |child| {
                    if !arrivals.contains(child) {
                        doomed.push(child);
                    }
                })?;
            }
            doomed
        };
        self.remove(module, &doomed)
    }

    fn delete(&mut self, module: Module, keys: &KeySet) -> Result<(), Fault> {
        check_module(module, keys)?;
        self.remove(module, keys.keys())
    }

    fn retain(&mut self, module: Module, keys: &KeySet) -> Result<(), Fault> {
        check_module(module, keys)?;
        let order = keys.keys().sorted();
        let mut staying = order.iter().map(|&at| keys.keys().get(at as usize)).peekable();
        let mut doomed = Keys::default();
        begins_with(&self.txn.open_table(ROWS)?, self.scope(module), &[], |stored| {
            while staying.next_if(|key| *key < stored).is_some() {}
            if staying.peek() != Some(&stored) {
                doomed.push(stored);
            }
        })?;
        self.remove(module, &doomed)
    }

    /// Deletes records, and the rows that are derived from them.
    fn remove(&mut self, module: Module, keys: &Keys) -> Result<(), Fault> {
        let mut orphans = Keys::default();
        let mut deleted = 0;
        {
            let mut index = self.txn.open_table(ROWS)?;
            let mut key = ScopedKey::new(self.scope(module));
            for at in keys.sorted() {
                let record = keys.get(at as usize);
                let removed = index.remove(key.with(record))?;
                let Some(entry) = removed.map(|entry| Entry::decode(entry.value())).transpose()? else {
                    continue;
                };
                deleted += 1;
                self.ledger.died(module, entry.segment, entry.row);
                if let Some(derived) = module.derives() {
                    // A parent's key has one part, which is the first of its children's.
                    begins_with(&index, self.scope(derived), record, |child| orphans.push(child))?;
                }
            }
        }
        self.counts(module).deleted += deleted;
        match module.derives() {
            Some(derived) if orphans.len() > 0 => self.remove(derived, &orphans),
            _ => Ok(()),
        }
    }

    /// Deletes everything of the source.
    pub(super) fn forget(&mut self) -> Result<(), Fault> {
        for module in Module::ALL {
            let scope = self.scope(module);
            let headers = depot::list(&self.txn.open_table(SEGMENTS)?, scope)?;
            for header in &headers {
                depot::retire(self.txn, scope, header)?;
            }
            let (start, end) = scope.range();
            self.txn
                .open_table(ROWS)?
                .retain_in::<&[u8], _>(start.as_slice()..end.as_slice(), |_, _| false)?;
            let mut tallies = self.txn.open_table(TALLIES)?;
            let tally = tallies.remove(scope.bytes().as_slice())?;
            if let Some(tally) = tally.map(|tally| Tally::decode(tally.value())).transpose()? {
                self.counts(module).deleted += tally.live;
            }
        }
        Ok(())
    }
}

fn check_module(module: Module, keys: &KeySet) -> Result<(), StoreError> {
    if keys.module() == module {
        return Ok(());
    }
    Err(StoreError::Key {
        module,
        found: format!("keys of {}", keys.module()),
    })
}

/// Calls `f` with each record key of a scope that begins with `start`, ascending.
fn begins_with(
    index: &impl ReadableTable<&'static [u8], &'static [u8]>,
    scope: Scope,
    start: &[u8],
    mut f: impl FnMut(&[u8]),
) -> Result<(), Fault> {
    let mut key = ScopedKey::new(scope);
    let key = key.with(start);
    for item in index.range::<&[u8]>(key..)? {
        let (stored, _) = item?;
        match stored.value().strip_prefix(key) {
            Some(_) => f(&stored.value()[Scope::BYTES..]),
            None => break,
        }
    }
    Ok(())
}

/// The key of a record in the row index, made again and again in one buffer.
struct ScopedKey(Vec<u8>);

impl ScopedKey {
    fn new(scope: Scope) -> Self {
        Self(scope.bytes().to_vec())
    }

    fn with(&mut self, record: &[u8]) -> &[u8] {
        self.0.truncate(Scope::BYTES);
        self.0.extend_from_slice(record);
        &self.0
    }
}
