//! From decoded pages to commits: a few thousand records at a time, with the checkpoint that speaks of them.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::concat_batches;
use arrow::datatypes::TimestampMillisecondType;
use chrono::{DateTime, Utc};
use tokio::sync::mpsc;

use crate::catalog::{Module, schema};
use crate::intercom::Decoded;
use crate::store::{Change, Commit, KeySet, Put, SourceId, Store};

use super::checkpoint::{Checkpoint, Walk};
use super::failure::Failure;
use super::ledger::Ledger;
use super::plan::{Extent, Step};
use super::run::RunStatus;

/// A commit costs two writes that wait for the disk, some 15 ms: so many records make that small beside the rest.
const BATCH_ROWS: usize = 9_000;
/// Records are committed after so long at the latest, however few have come: somebody may be watching.
const BATCH_AGE: Duration = Duration::from_secs(1);

/// Collects what a walk reads and writes it.
pub(super) struct Batcher {
    store: Store,
    source: SourceId,
    step: Step,
    ledger: Arc<Ledger>,
    walk: Walk,
    held: Held,
    /// The newest change that was read, in Unix seconds.
    newest: Option<i64>,
    /// The keys of everything read, where what was not read is gone afterwards.
    seen: Vec<(Module, KeySet)>,
    ordered: bool,
}

/// What waits to be written.
#[derive(Default)]
struct Held {
    rows: Vec<RecordBatch>,
    derived: Vec<RecordBatch>,
    parents: Vec<String>,
    parent_set: HashSet<String>,
    count: usize,
    since: Option<Instant>,
    received: u64,
    derived_received: u64,
}

impl Batcher {
    /// `now` is when the walk begins.
    pub(super) fn new(store: Store, source: SourceId, step: &Step, ledger: Arc<Ledger>, now: DateTime<Utc>) -> Self {
        let mut walk = step.walk(now);
        if let Some(broken_off) = &step.checkpoint.walk {
            walk.reached = broken_off.reached;
            walk.from = broken_off.from;
        }
        Self {
            store,
            source,
            ledger,
            walk,
            held: Held::default(),
            newest: None,
            seen: step.kept().map(|module| (module, KeySet::new(module))).collect(),
            ordered: matches!(step.extent, Extent::Changes(_)),
            step: step.clone(),
        }
    }

    /// Writes everything that comes through the queue, until it is closed.
    pub(super) fn write_all(mut self, mut pages: mpsc::Receiver<Decoded>) -> Result<Self, Failure> {
        while let Some(page) = pages.blocking_recv() {
            self.add(page)?;
            let old = self.held.since.is_some_and(|since| since.elapsed() >= BATCH_AGE);
            if self.held.count >= BATCH_ROWS || old {
                self.flush()?;
            }
        }
        self.flush()?;
        Ok(self)
    }

    /// The walk came to its end: `whole` says whether it read everything, or found that nothing had changed.
    pub(super) fn finish(mut self, whole: bool) -> Result<(), Failure> {
        let mut changes = Vec::new();
        if whole && !matches!(self.step.extent, Extent::Changes(_)) {
            for (module, keys) in std::mem::take(&mut self.seen) {
                changes.push(Change::Retain { module, keys });
            }
        }
        let started = self.walk.started_at;
        // Never ahead of what was seen: the clock here may be ahead of Intercom's. Never behind what was complete.
        let through = match (self.newest, self.step.checkpoint.complete_through) {
            (Some(newest), Some(before)) => Some(newest.min(started.timestamp()).max(before)),
            (Some(newest), None) => Some(newest.min(started.timestamp())),
            (None, before) => before.or(Some(0)),
        };
        let checkpoint = Checkpoint {
            complete_through: through,
            walked_at: Some(started),
            success_at: Some(Utc::now()),
            walk: None,
            status: Some(RunStatus::Success),
            problem: None,
        };
        self.commit(changes, &checkpoint)?;
        self.ledger.end(self.step.kept(), RunStatus::Success, None);
        Ok(())
    }

    fn add(&mut self, page: Decoded) -> Result<(), Failure> {
        self.ledger.problems(&self.step, &page.problems);
        if let Some(derived) = page.derived.filter(|_| self.step.derived.is_some()) {
            // A conversation that changed during the walk comes twice. Its second list of contacts replaces the first,
            // which therefore has to be written before.
            if derived
                .parents
                .iter()
                .any(|parent| self.held.parent_set.contains(parent))
            {
                self.flush()?;
            }
            self.held.derived_received += derived.rows.num_rows() as u64;
            self.held.count += derived.rows.num_rows();
            self.held.parent_set.extend(derived.parents.iter().cloned());
            self.held.parents.extend(derived.parents);
            if let Some(module) = self.step.derived {
                self.see(module, &derived.rows)?;
            }
            self.held.derived.push(derived.rows);
        }
        self.advance(&page.rows);
        if self.step.keep {
            self.held.received += page.rows.num_rows() as u64;
            self.held.count += page.rows.num_rows();
            self.see(self.step.fetch, &page.rows)?;
            self.held.rows.push(page.rows);
        }
        self.held.since.get_or_insert_with(Instant::now);
        Ok(())
    }

    /// Moves `reached` on, for as long as the records come in the order of their changes.
    fn advance(&mut self, rows: &RecordBatch) {
        let Some(changed) = self.step.fetch.updated_at().and_then(|name| rows.column_by_name(name)) else {
            return;
        };
        let changed = changed.as_primitive::<TimestampMillisecondType>();
        let Some(newest) = arrow::compute::max(changed).map(|millis| millis.div_euclid(1000)) else {
            return;
        };
        self.newest = self.newest.max(Some(newest));
        if !self.ordered {
            return;
        }
        let oldest = arrow::compute::min(changed).map(|millis| millis.div_euclid(1000));
        let in_page = (1..changed.len()).all(|row| changed.value(row - 1) <= changed.value(row));
        // The first page may begin before `reached`: filters are coarser than the checkpoint.
        let behind = self.held.count > 0 && oldest < self.walk.reached;
        if changed.null_count() > 0 || !in_page || behind {
            self.ordered = false;
            self.walk.reached = None;
        } else {
            self.walk.reached = self.walk.reached.max(Some(newest));
        }
    }

    fn see(&mut self, module: Module, rows: &RecordBatch) -> Result<(), Failure> {
        if matches!(self.step.extent, Extent::Changes(_)) {
            return Ok(());
        }
        let Some((_, keys)) = self.seen.iter_mut().find(|(seen, _)| *seen == module) else {
            return Ok(());
        };
        let columns: Vec<_> = module
            .key()
            .iter()
            .filter_map(|name| Some(rows.column_by_name(name)?.as_string::<i32>()))
            .collect();
        for row in 0..rows.num_rows() {
            let key: Vec<&str> = columns.iter().map(|column| column.value(row)).collect();
            keys.push(&key)?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Failure> {
        let held = std::mem::take(&mut self.held);
        if held.since.is_none() {
            return Ok(());
        }
        let mut changes = Vec::new();
        let mut received = Vec::new();
        if self.step.keep {
            changes.push(Change::Upsert {
                module: self.step.fetch,
                rows: joined(self.step.fetch, &held.rows)?,
            });
            received.push((self.step.fetch, held.received));
        }
        if let Some(module) = self.step.derived {
            changes.push(Change::Children {
                module,
                parents: held.parents,
                rows: joined(module, &held.derived)?,
            });
            received.push((module, held.derived_received));
        }
        let checkpoint = Checkpoint {
            walk: Some(self.walk.clone()),
            status: Some(RunStatus::Running),
            problem: None,
            ..self.step.checkpoint.clone()
        };
        self.ledger.received(&received);
        self.commit(changes, &checkpoint)
    }

    /// Records, checkpoints and the run's own record, in one transaction.
    fn commit(&mut self, changes: Vec<Change>, checkpoint: &Checkpoint) -> Result<(), Failure> {
        let mut documents = self
            .step
            .kept()
            .map(|module| Put::new(Checkpoint::key(self.source, module), checkpoint))
            .collect::<Vec<_>>();
        let run = self.ledger.run();
        documents.push(Put::new(run.id, &run));
        let committed = self.store.commit(Commit {
            source: self.source,
            changes,
            documents,
        })?;
        self.ledger.committed(self.step.kept(), &committed);
        Ok(())
    }
}

fn joined(module: Module, rows: &[RecordBatch]) -> Result<RecordBatch, Failure> {
    concat_batches(&schema(module), rows).map_err(|error| Failure::Bug(error.to_string()))
}
