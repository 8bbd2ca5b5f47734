//! The open file: transactions on it, what becomes of it when one fails, and its data version.
//!
//! After a failed write redb refuses the next one until the file is opened anew; the step after a failure does that by
//! itself. redb trusts what it reads and may panic on a damaged file, so every transaction runs where a panic becomes a
//! [`StoreError::Damaged`].

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use redb::{
    Database, ReadTransaction, ReadableDatabase, ReadableTable, ReadableTableMetadata, TableHandle, WriteTransaction,
};
use serde::Serialize;
use tokio::sync::watch;

use super::depot;
use super::error::{Fault, StoreError};
use super::layout::{CHUNKS, DELETED, FORMAT, META, RETIRED, ROWS, SEGMENTS, Scope, SourceId, TALLIES, Tally, meta};
use super::medium::{Disk, Medium};
use super::pins::{Held, Pin, Pins};
use crate::catalog::Module;

/// How long to pause between two tries to get at a file that another process holds.
const RETRY: Duration = Duration::from_millis(50);

/// How a store is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Memory for pages of the file, in bytes.
    pub cache_bytes: usize,
    /// The most rows of a segment.
    pub segment_rows: usize,
    /// The size on disk of the pieces that a segment is cut into, in bytes; best a power of two.
    pub chunk_bytes: usize,
    /// How long to wait for another process to let go of the file: a killed one holds it a moment longer.
    pub lock_patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            cache_bytes: 64 << 20,
            segment_rows: 65_536,
            chunk_bytes: 262_144,
            lock_patience: Duration::from_secs(5),
        }
    }
}

/// An open store. Clones are handles on the same one; the file is closed with the last of them and of the snapshots.
///
/// Its methods block: call them where blocking is allowed. Writers take turns; readers and a writer do not wait for each
/// other.
#[derive(Clone)]
pub struct Store(pub(super) Arc<Inner>);

/// What the handles on a store share.
pub(super) struct Inner {
    medium: Box<dyn Medium>,
    pub(super) options: Options,
    /// None after an attempt to open it anew has failed. Locked before the table of pins where both are.
    database: RwLock<Option<Database>>,
    broken: AtomicBool,
    pins: Arc<Pins>,
    version: watch::Sender<u64>,
    /// Held by the one merge that goes on.
    pub(super) merging: Mutex<()>,
}

/// What becomes of a write transaction whose work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It came to nothing: leave the file as it is.
    Drop,
    /// Keep it.
    Keep,
    /// Keep it, and records are different now: raise the data version.
    Changed,
}

/// How large things are, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Size {
    /// The file.
    pub file: u64,
    /// The Parquet files of the segments that queries see.
    pub live: u64,
    /// Those of retired segments, which go when no snapshot needs them.
    pub retired: u64,
}

/// What compacting came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compaction {
    /// Snapshots are open; their reads would have had to wait. Nothing was done.
    Busy,
    /// The file's length before and after, in bytes.
    Done {
        /// Before.
        before: u64,
        /// After.
        after: u64,
    },
}

impl Store {
    /// Opens the store at `path`, or makes one: the file for this user only, and with it the folder where there is none.
    ///
    /// Waits up to [`Options::lock_patience`] for another process to let go of it. A file of a later format, a file that
    /// is something else and a damaged one are refused and left as they are.
    pub fn open(path: &Path, options: Options) -> Result<Self, StoreError> {
        Self::open_in(Box::new(Disk(path.to_owned())), options)
    }

    pub(super) fn open_in(medium: Box<dyn Medium>, options: Options) -> Result<Self, StoreError> {
        let pins = Arc::default();
        let (database, version) = open(&*medium, options, &pins)?;
        Ok(Self(Arc::new(Inner {
            medium,
            options,
            database: RwLock::new(Some(database)),
            broken: AtomicBool::new(false),
            pins,
            version: watch::Sender::new(version),
            merging: Mutex::new(()),
        })))
    }

    /// Closes the file and opens it again. Not needed after a failure, which the next step recovers from by itself;
    /// snapshots stay valid.
    pub fn reopen(&self) -> Result<(), StoreError> {
        self.0.broken.store(true, Ordering::Release);
        self.0.ready()
    }

    /// The data version: rises with each commit that changes records, and survives a restart.
    pub fn version(&self) -> u64 {
        *self.0.version.borrow()
    }

    /// Tells of each new data version.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.version.subscribe()
    }

    /// What is kept of a module of a source, in figures. Costs the same at any size.
    pub fn tally(&self, source: SourceId, module: Module) -> Result<Tally, StoreError> {
        let scope = Scope { source, module };
        self.0.read(|txn| {
            let tallies = txn.open_table(TALLIES)?;
            let tally = tallies.get(scope.bytes().as_slice())?;
            tally.map_or(Ok(Tally::default()), |value| Tally::decode(value.value()))
        })
    }

    /// How large the file is and how much of that is segments.
    pub fn size(&self) -> Result<Size, StoreError> {
        let file = self.0.file_bytes()?;
        self.0.read(|txn| {
            let mut live = 0;
            for item in txn.open_table(TALLIES)?.iter()? {
                live += Tally::decode(item?.1.value())?.bytes;
            }
            let retired = depot::retired(&txn.open_table(RETIRED)?)?;
            Ok(Size {
                file,
                live,
                retired: retired.iter().map(|header| header.bytes).sum(),
            })
        })
    }

    /// Gives free space in the file back to the system. Everything else waits meanwhile, for seconds in a large file: a
    /// thing to do when nobody is looking. Does nothing while snapshots are open.
    pub fn compact(&self) -> Result<Compaction, StoreError> {
        // The first transaction takes out what is retired.
        self.0.write(|_| Ok(((), Verdict::Keep)))?;
        let mut slot = self.0.database.write().unwrap_or_else(PoisonError::into_inner);
        if self.0.pins.any() {
            return Ok(Compaction::Busy);
        }
        let before = self.0.file_bytes()?;
        let database = slot.as_mut().ok_or_else(|| self.0.closed())?;
        let done = guarded(|| {
            database.compact()?;
            // Compaction leaves no record of what is free, without which opening after a crash takes seconds.
            commit(database, |_| Ok(((), Verdict::Keep)), &self.0.pins)?;
            Ok(())
        });
        self.0.judge(done)?;
        Ok(Compaction::Done {
            before,
            after: self.0.file_bytes()?,
        })
    }
}

impl Inner {
    pub(super) fn path(&self) -> &Path {
        self.medium.path()
    }

    fn file_bytes(&self) -> Result<u64, StoreError> {
        self.medium.len().map_err(|error| StoreError::io(self.path(), error))
    }

    /// Runs `f` in a read transaction. Such a transaction keeps what is replaced meanwhile from being freed: `f` is to be
    /// short, and must not start another.
    pub(super) fn read<R>(&self, f: impl FnOnce(&ReadTransaction) -> Result<R, Fault>) -> Result<R, StoreError> {
        self.ready()?;
        let slot = self.database.read().unwrap_or_else(PoisonError::into_inner);
        let database = slot.as_ref().ok_or_else(|| self.closed())?;
        self.judge(guarded(|| f(&database.begin_read()?)))
    }

    /// Runs `f` in a read transaction and pins the segments it names, so that they stay when the transaction is over.
    pub(super) fn read_pinned<R>(
        &self,
        f: impl FnOnce(&ReadTransaction) -> Result<(Vec<u64>, R), Fault>,
    ) -> Result<(Vec<Pin>, R), StoreError> {
        self.ready()?;
        let slot = self.database.read().unwrap_or_else(PoisonError::into_inner);
        let database = slot.as_ref().ok_or_else(|| self.closed())?;
        let mut held: Held<'_> = self.pins.hold();
        let (segments, result) = self.judge(guarded(|| f(&database.begin_read()?)))?;
        Ok((segments.into_iter().map(|segment| held.pin(segment)).collect(), result))
    }

    /// Runs `f` in a write transaction, and keeps what it did or drops it, as it says.
    ///
    /// When this gives an error of the disk, what `f` did may have been kept all the same: the answer was lost, not
    /// necessarily the work. Doing it again must do no harm.
    pub(super) fn write<R>(
        &self,
        f: impl FnOnce(&WriteTransaction) -> Result<(R, Verdict), Fault>,
    ) -> Result<R, StoreError> {
        self.ready()?;
        let slot = self.database.read().unwrap_or_else(PoisonError::into_inner);
        let database = slot.as_ref().ok_or_else(|| self.closed())?;
        let (result, version) = self.judge(guarded(|| commit(database, f, &self.pins)))?;
        if let Some(version) = version {
            self.announce(version);
        }
        Ok(result)
    }

    /// Writers may come here in another order than they committed: the version only rises.
    fn announce(&self, version: u64) {
        self.version.send_if_modified(|current| {
            let newer = version > *current;
            *current = version.max(*current);
            newer
        });
    }

    fn judge<R>(&self, result: Result<R, Fault>) -> Result<R, StoreError> {
        result.map_err(|fault| {
            if fault.spoils_handle() {
                self.broken.store(true, Ordering::Release);
            }
            fault.at(self.path())
        })
    }

    /// Opens the file anew where the handle on it is not to be trusted.
    fn ready(&self) -> Result<(), StoreError> {
        if !self.broken.load(Ordering::Acquire) {
            return Ok(());
        }
        let mut slot = self.database.write().unwrap_or_else(PoisonError::into_inner);
        if !self.broken.load(Ordering::Acquire) {
            return Ok(());
        }
        close(slot.take());
        let (database, version) = open(&*self.medium, self.options, &self.pins)?;
        *slot = Some(database);
        self.broken.store(false, Ordering::Release);
        self.announce(version);
        Ok(())
    }

    fn closed(&self) -> StoreError {
        StoreError::io(self.path(), std::io::Error::other("the file could not be opened again"))
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        close(self.database.get_mut().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// Lets go of the file. redb tidies up as it does, which may fail in a damaged file.
fn close(database: Option<Database>) {
    let _ = guarded(|| {
        drop(database);
        Ok(())
    });
}

/// Runs a write transaction; gives the new data version where that has risen.
fn commit<R>(
    database: &Database,
    f: impl FnOnce(&WriteTransaction) -> Result<(R, Verdict), Fault>,
    pins: &Arc<Pins>,
) -> Result<(R, Option<u64>), Fault> {
    let mut txn = database.begin_write()?;
    // Opening after a crash takes milliseconds with this, and seconds for each gigabyte without.
    txn.set_quick_repair(true);
    let retired = depot::retired(&txn.open_table(RETIRED)?)?;
    let (result, verdict) = f(&txn)?;
    let version = match verdict {
        Verdict::Drop => {
            txn.abort()?;
            return Ok((result, None));
        }
        Verdict::Keep => None,
        Verdict::Changed => Some(depot::next(&mut txn.open_table(META)?, meta::VERSION)?),
    };
    depot::sweep(&txn, pins, &retired)?;
    txn.commit()?;
    Ok((result, version))
}

/// Opens the database in `medium` and gives it with its data version.
fn open(medium: &dyn Medium, options: Options, pins: &Arc<Pins>) -> Result<(Database, u64), StoreError> {
    let path = medium.path();
    let since = Instant::now();
    let database = loop {
        match guarded(|| medium.open(options.cache_bytes)) {
            Ok(database) => break database,
            Err(Fault::Redb(error)) if matches!(*error, redb::Error::DatabaseAlreadyOpen) => {
                if since.elapsed() >= options.lock_patience {
                    return Err(StoreError::InUse {
                        path: path.to_owned(),
                        waited: options.lock_patience,
                    });
                }
                thread::sleep(RETRY);
            }
            Err(Fault::Redb(error)) if is_foreign(&error) => return Err(foreign(path, &error.to_string())),
            Err(fault) => return Err(fault.at(path)),
        }
    };
    let prepared = guarded(|| prepare(&database, path, pins)).map_err(|fault| fault.at(path));
    match prepared {
        Ok(version) => Ok((database, version)),
        Err(error) => {
            close(Some(database));
            Err(error)
        }
    }
}

/// redb has no error of its own for a file that does not begin the way its files do; which it gives depends on the length.
fn is_foreign(error: &redb::Error) -> bool {
    match error {
        redb::Error::Corrupted(detail) => detail.contains("magic number"),
        redb::Error::Io(error) => {
            error.kind() == std::io::ErrorKind::InvalidData && error.to_string().contains("magic number")
        }
        _ => false,
    }
}

fn foreign(path: &Path, detail: &str) -> StoreError {
    StoreError::Foreign {
        path: PathBuf::from(path),
        detail: detail.to_owned(),
    }
}

/// Checks the format, makes the tables of a new file, and takes out what a crash has left retired.
fn prepare(database: &Database, path: &Path, pins: &Arc<Pins>) -> Result<u64, Fault> {
    let txn = database.begin_read()?;
    let names: Vec<String> = txn.list_tables()?.map(|table| table.name().to_owned()).collect();
    if names.is_empty() {
        drop(txn);
        initialize(database)?;
        return Ok(0);
    }
    if !names.iter().any(|name| name == META.name()) {
        return Err(foreign(path, "it is a redb database of another program").into());
    }
    let numbers = txn.open_table(META)?;
    let number = |name| Ok::<_, Fault>(numbers.get(name)?.map_or(0, |value| value.value()));
    let found = number(meta::FORMAT)?;
    if found > FORMAT {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known: FORMAT,
        }
        .into());
    }
    let version = number(meta::VERSION)?;
    let litter = !txn.open_table(RETIRED)?.is_empty()?;
    drop(numbers);
    drop(txn);
    if litter {
        commit(database, |_| Ok(((), Verdict::Keep)), pins)?;
    }
    Ok(version)
}

fn initialize(database: &Database) -> Result<(), Fault> {
    let mut txn = database.begin_write()?;
    txn.set_quick_repair(true);
    txn.open_table(META)?.insert(meta::FORMAT, FORMAT)?;
    txn.open_table(RETIRED)?;
    for table in [SEGMENTS, CHUNKS, ROWS, TALLIES] {
        txn.open_table(table)?;
    }
    txn.open_table(DELETED)?;
    txn.commit()?;
    Ok(())
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread becomes a [`StoreError`] now. Its report is then for the log: whoever asked is told in
/// the words of the error.
pub fn catches_panics() -> bool {
    GUARDED.get()
}

/// Runs `f`; a panic in it becomes a fault.
pub(super) fn guarded<R>(f: impl FnOnce() -> Result<R, Fault>) -> Result<R, Fault> {
    struct Reset(bool);
    impl Drop for Reset {
        fn drop(&mut self) {
            GUARDED.set(self.0);
        }
    }
    let _reset = Reset(GUARDED.replace(true));
    // What a panic may leave half-done is redb's handle, which is replaced then.
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|panic| {
        let detail = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        Err(Fault::Panicked(detail.to_owned()))
    })
}
