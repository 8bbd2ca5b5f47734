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
    pub(super) fn put(&self, making: &Making, made: Result<Arc<Sheet>, QueryError>) {
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

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::catalog::Module;
    use crate::query::SortKey;
    use crate::query::testing::{Workspace, conversations};

    fn key(column: &str) -> Key {
        let sort = SortKey {
            column: column.to_owned(),
            descending: false,
        };
        Key {
            source: 1,
            day: NaiveDate::default(),
            view: View {
                sort: vec![sort],
                ..View::all(Module::Conversations)
            },
        }
    }

    fn sheet(key: &Key) -> Result<Arc<Sheet>, QueryError> {
        let now = "2026-11-22T10:00:00Z".parse().unwrap();
        let records = conversations(1, 50, now, 10);
        let session = Workspace::default()
            .with(Module::Conversations, &records, &[], 100)
            .session(Tz::UTC, now);
        Sheet::build(&session, &key.view, &Stop::default()).map(Arc::new)
    }

    fn new(shelf: &Shelf, key: &Key, shape: &Shape, version: u64) -> (Making, watch::Receiver<Made>, Arc<Interest>) {
        match shelf.get(key, shape, version) {
            Wanted::New(making, made, interest) => (making, made, interest),
            Wanted::Ready(..) | Wanted::Pending(..) => panic!("it was there"),
        }
    }

    #[test]
    fn two_who_want_the_same_wait_for_one() {
        let (shelf, key, shape) = (Shelf::default(), key("State"), vec![(1, 50)]);
        let (making, _, first) = new(&shelf, &key, &shape, 7);
        let Wanted::Pending(made, second) = shelf.get(&key, &shape, 8) else {
            panic!("it is made twice");
        };
        drop(first);
        assert!(shelf.ready(&key, 8).is_none());
        shelf.put(&making, sheet(&key));
        assert!(made.borrow().as_ref().is_some_and(Result::is_ok));
        drop(second);
        // Nothing has changed in its segments since, so it is about the later version, too.
        assert!(shelf.ready(&key, 8).is_some() && shelf.ready(&key, 7).is_none());
        assert!(matches!(shelf.get(&key, &shape, 9), Wanted::Ready(_, 9)));
        new(&shelf, &key, &vec![(1, 49)], 10);
    }

    #[test]
    fn when_the_last_who_waits_is_gone_the_work_ends() {
        let (shelf, key, shape) = (Shelf::default(), key("State"), vec![(1, 50)]);
        let (making, _, first) = new(&shelf, &key, &shape, 7);
        let Wanted::Pending(_, second) = shelf.get(&key, &shape, 7) else {
            panic!("it is made twice");
        };
        drop(first);
        assert!(!making.stop.is_stopped());
        drop(second);
        assert!(making.stop.is_stopped());
        let (again, _, _held) = new(&shelf, &key, &shape, 7);
        shelf.put(&making, Err(QueryError::Dropped));
        shelf.put(&again, sheet(&key));
        assert!(shelf.ready(&key, 7).is_some());
    }

    #[test]
    fn what_fails_is_told_and_not_kept() {
        let (shelf, key, shape) = (Shelf::default(), key("Nothing"), vec![(1, 50)]);
        let (making, made, _interest) = new(&shelf, &key, &shape, 7);
        shelf.put(&making, sheet(&key));
        assert!(made.borrow().as_ref().is_some_and(Result::is_err));
        new(&shelf, &key, &shape, 7);
    }

    #[test]
    fn a_few_are_kept_and_of_one_view_the_newest() {
        let shelf = Shelf::default();
        let fields = &Module::Conversations.fields()[..SHEETS + 3];
        for field in fields {
            let (making, _, _interest) = new(&shelf, &key(field.name), &vec![(1, 50)], 7);
            shelf.put(&making, sheet(&key(field.name)));
        }
        let kept: Vec<bool> = fields
            .iter()
            .map(|field| shelf.ready(&key(field.name), 7).is_some())
            .collect();
        assert_eq!(kept, [vec![false; 3], vec![true; SHEETS]].concat());
        let newest = key(fields[SHEETS].name);
        let (making, _, _interest) = new(&shelf, &newest, &vec![(2, 60)], 8);
        shelf.put(&making, sheet(&newest));
        assert!(shelf.ready(&newest, 8).is_some() && shelf.ready(&newest, 7).is_none());
        assert_eq!(shelf.lock().entries.len(), SHEETS);
        shelf.tidy();
        assert_eq!(shelf.lock().entries.len(), SHEETS);
    }
}
