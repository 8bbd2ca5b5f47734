//! The sheets that were asked for lately, and those that are being made.
//!
//! A few are kept, the ones that were asked for last, up to a limit of memory. One that is being made goes on for as
//! long as somebody waits for it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use tokio::sync::watch;

use crate::query::{QueryError, Sheet, Stop, View};

/// So many sheets are kept.
const SHEETS: usize = 8;
/// So much memory they may take, in bytes. The one that was asked for last is kept whatever it takes.
const BYTES: usize = 32 << 20;
/// A sheet that nobody has asked for in so long is not kept.
const FORGET: Duration = Duration::from_mins(5);

/// What a sheet is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub source: u32,
    /// Conditions and formulas may speak of today.
    pub day: NaiveDate,
    pub view: View,
}

/// Which segments a sheet was made of, each with its live rows: as long as they are the same, so is the sheet.
pub(super) type Shape = Vec<(u64, u64)>;

/// How the making of a sheet ended; nothing while it goes on.
pub(super) type Made = Option<Result<Arc<Sheet>, QueryError>>;

/// Somebody waits for an answer. When nobody does any more, the work on it ends.
#[derive(Debug)]
pub(super) struct Interest(pub Stop);

impl Drop for Interest {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// A sheet that is there or will be.
pub(super) enum Wanted {
    /// It is there, and as it was made it is about this data version.
    Ready(Arc<Sheet>, u64),
    /// It is being made. It is to be waited for with the interest held.
    Pending(watch::Receiver<Made>, Arc<Interest>),
    /// It has to be made: what it is then told with, and the interest to hold.
    New(Making, watch::Receiver<Made>, Arc<Interest>),
}

/// Who makes a sheet tells here that it is made.
pub(super) struct Making {
    number: u64,
    pub stop: Stop,
    pub made: watch::Sender<Made>,
}

/// The sheets.
#[derive(Default)]
pub(super) struct Shelf(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    /// The one that was asked for last is the last.
    entries: Vec<Entry>,
    numbers: u64,
}

struct Entry {
    number: u64,
    key: Key,
    shape: Shape,
    version: u64,
    asked_at: Instant,
    state: State,
}

enum State {
    Ready(Arc<Sheet>),
    Pending(watch::Receiver<Made>, Weak<Interest>),
}

impl Shelf {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Whole entries come and go; a panic elsewhere leaves none half made.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A sheet that is there and about this version.
    pub(super) fn ready(&self, key: &Key, version: u64) -> Option<Arc<Sheet>> {
        let mut inner = self.lock();
        let at = inner
            .entries
            .iter()
            .position(|entry| entry.version == version && entry.key == *key)?;
        match &inner.entries[at].state {
            State::Ready(sheet) => {
                let sheet = Arc::clone(sheet);
                inner.touch(at);
                Some(sheet)
            }
            State::Pending(..) => None,
        }
    }

    /// A sheet of these segments, which are those of a data version.
    pub(super) fn get(&self, key: &Key, shape: &Shape, version: u64) -> Wanted {
        let mut inner = self.lock();
        let same = |entry: &Entry| entry.key == *key && entry.shape == *shape;
        if let Some(at) = inner.entries.iter().position(same) {
            let entry = &mut inner.entries[at];
            entry.version = entry.version.max(version);
            let version = entry.version;
            match &entry.state {
                State::Ready(sheet) => {
                    let sheet = Arc::clone(sheet);
                    inner.touch(at);
                    return Wanted::Ready(sheet, version);
                }
                State::Pending(made, interest) => {
                    if let Some(interest) = interest.upgrade() {
                        let made = made.clone();
                        inner.touch(at);
                        return Wanted::Pending(made, interest);
                    }
                    // Nobody waited for it any more; its making ends, and what it says is not heard.
                    inner.entries.remove(at);
                }
            }
        }
        inner.numbers += 1;
        let (number, stop) = (inner.numbers, Stop::default());
        let (sender, made) = watch::channel(None);
        let interest = Arc::new(Interest(stop.clone()));
        inner.entries.push(Entry {
            number,
            key: key.clone(),
            shape: shape.clone(),
            version,
            asked_at: Instant::now(),
            state: State::Pending(made.clone(), Arc::downgrade(&interest)),
        });
        let making = Making {
            number,
            stop,
            made: sender,
        };
        Wanted::New(making, made, interest)
    }

    /// Puts a sheet that was made in its place, and tells those who wait.
    pub(super) fn put(&self, making: Making, made: Result<Arc<Sheet>, QueryError>) {
        let mut inner = self.lock();
        if let Some(at) = inner.entries.iter().position(|entry| entry.number == making.number) {
            match &made {
                Err(_) => {
                    inner.entries.remove(at);
                }
                Ok(sheet) => {
                    inner.entries[at].state = State::Ready(Arc::clone(sheet));
                    let key = inner.entries[at].key.clone();
                    let older = |entry: &Entry| entry.number < making.number && entry.key == key;
                    inner.entries.retain(|entry| !older(entry));
                    inner.trim();
                }
            }
        }
        drop(inner);
        making.made.send_replace(Some(made));
    }

    /// Lets go of what nobody has asked for in a while.
    pub(super) fn tidy(&self) {
        let mut inner = self.lock();
        inner.entries.retain(|entry| entry.asked_at.elapsed() < FORGET);
        inner.trim();
    }
}

impl Inner {
    fn touch(&mut self, at: usize) {
        let mut entry = self.entries.remove(at);
        entry.asked_at = Instant::now();
        self.entries.push(entry);
    }

    fn trim(&mut self) {
        let mut bytes = 0;
        let mut sheets = 0;
        let mut keep = Vec::with_capacity(self.entries.len());
        for entry in std::mem::take(&mut self.entries).into_iter().rev() {
            if let State::Ready(sheet) = &entry.state {
                bytes += sheet.bytes();
                sheets += 1;
                if sheets > 1 && (sheets > SHEETS || bytes > BYTES) {
                    continue;
                }
            }
            keep.push(entry);
        }
        keep.reverse();
        self.entries = keep;
    }
}
