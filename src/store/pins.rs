//! Which segments are being read, and what is known of them by now.
//!
//! A snapshot pins the segments it shows. A segment that merging or deletion has retired stays in the file until its last
//! pin is gone. The table of pins is in memory: after a restart nothing is pinned.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use parquet::arrow::arrow_reader::ArrowReaderMetadata;
use roaring::RoaringBitmap;

/// What is learnt of a segment by reading it. A segment never changes, so neither does this.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The footer of its Parquet file.
    pub footer: OnceLock<ArrowReaderMetadata>,
    sound: Mutex<RoaringBitmap>,
}

impl Facts {
    /// Whether a chunk has been checked against its checksum since the file was opened.
    pub(super) fn is_sound(&self, chunk: u32) -> bool {
        lock(&self.sound).contains(chunk)
    }

    pub(super) fn found_sound(&self, chunk: u32) {
        lock(&self.sound).insert(chunk);
    }
}

#[derive(Debug, Default)]
struct Known {
    pins: usize,
    facts: Arc<Facts>,
}

/// The table of pins.
#[derive(Debug, Default)]
pub(super) struct Pins(Mutex<HashMap<u64, Known>>);

impl Pins {
    /// Holds the table still. Whoever lists segments in order to pin them holds it from before the listing transaction
    /// begins until the pins are set: so a segment that was retired before the table is next locked, and is not pinned
    /// then, never will be.
    pub(super) fn hold(self: &Arc<Self>) -> Held<'_> {
        Held {
            pins: self,
            known: lock(&self.0),
        }
    }

    /// Whether anything is pinned.
    pub(super) fn any(&self) -> bool {
        lock(&self.0).values().any(|known| known.pins > 0)
    }
}

/// The table of pins, held still.
pub(super) struct Held<'a> {
    pins: &'a Arc<Pins>,
    known: MutexGuard<'a, HashMap<u64, Known>>,
}

impl Held<'_> {
    pub(super) fn pin(&mut self, segment: u64) -> Pin {
        let known = self.known.entry(segment).or_default();
        known.pins += 1;
        Pin {
            pins: Arc::clone(self.pins),
            segment,
            facts: Arc::clone(&known.facts),
        }
    }

    pub(super) fn is_pinned(&self, segment: u64) -> bool {
        self.known.get(&segment).is_some_and(|known| known.pins > 0)
    }

    /// Forgets what is known of a segment that is gone.
    pub(super) fn forget(&mut self, segment: u64) {
        self.known.remove(&segment);
    }
}

/// Keeps a segment in the file until dropped. Must not be dropped by whoever holds the table.
#[derive(Debug)]
pub(super) struct Pin {
    pins: Arc<Pins>,
    segment: u64,
    pub facts: Arc<Facts>,
}

impl Drop for Pin {
    fn drop(&mut self) {
        if let Some(known) = lock(&self.pins.0).get_mut(&self.segment) {
            known.pins -= 1;
        }
    }
}

/// A panic of another thread leaves these tables whole: every change of them is a single step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
