//! What is known of a sync while it runs.

use serde::{Deserialize, Serialize};

use super::run::{Run, RunStatus};

/// The state of the sync that runs now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// The run as it stands: status, counts and modules up to this moment.
    pub run: Run,
    /// Records received a second, over the last few seconds.
    pub rows_per_second: f64,
    /// Calls that Intercom still allows in the window that is open, where it has said so.
    pub calls_left: Option<u64>,
    /// Calls that Intercom allows in a window, where it has said so.
    pub calls_limit: Option<u64>,
    /// Until when the sync waits for Intercom (rate limit, a retry), as milliseconds from now, with the reason.
    pub waiting: Option<Wait>,
    /// The seconds that are left at the present speed, where the total is known.
    pub seconds_left: Option<u64>,
}

/// A pause in the middle of a sync.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// How long.
    pub seconds: u64,
    /// Why.
    pub reason: String,
}

impl Progress {
    /// How much of the work is done, from 0 to 1: over the modules whose totals Intercom tells, which are the large
    /// ones. Nothing while no total is known.
    pub fn fraction(&self) -> Option<f64> {
        let (mut done, mut whole) = (0_u64, 0_u64);
        for module in &self.run.modules {
            if let Some(total) = module.total {
                let ended = !matches!(module.status, RunStatus::Waiting | RunStatus::Running);
                done += if ended { total } else { module.rows.received.min(total) };
                whole += total;
            }
        }
        (whole > 0).then(|| done as f64 / whole as f64)
    }
}
