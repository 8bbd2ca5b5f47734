//! The figures that are kept ready, by data source and period.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::report::{Overview, Period};

/// The figures that are kept ready.
#[derive(Default)]
pub(super) struct Ready(Mutex<HashMap<(u32, Period), Entry>>);

/// One of them.
pub(super) struct Entry {
    pub overview: Arc<Overview>,
    pub computed_at: Instant,
    pub asked_at: Instant,
}

impl Ready {
    pub(super) fn lock(&self) -> MutexGuard<'_, HashMap<(u32, Period), Entry>> {
        // Whole entries come and go; a panic elsewhere leaves none half made.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
