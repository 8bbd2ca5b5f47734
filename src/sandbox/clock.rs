//! Which time it is in the workspace.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::config::{ClockConfig, DEFAULT_PRESENT};

/// A clock that stands still or runs, and that a control can move on.
pub(crate) struct Clock {
    start: u32,
    /// Workspace seconds in a real second; 0 stands still.
    speed: f64,
    started: Instant,
    /// Seconds moved on by a control.
    moved: AtomicU64,
}

/// Moments that a workspace can start from: 1973 to 2100, so that all its history fits 32 bits.
const SENSIBLE: std::ops::RangeInclusive<i64> = 100_000_000..=4_102_444_800;

impl Clock {
    pub(crate) fn new(config: ClockConfig) -> Self {
        let (start, speed) = match config {
            ClockConfig::Fixed { at } => (at, 0.0),
            ClockConfig::Live { start, speed } => (start.unwrap_or_else(real_now), speed.clamp(0.0, 1e6)),
        };
        let start = if SENSIBLE.contains(&start) {
            start
        } else {
            DEFAULT_PRESENT
        };
        Self {
            start: start as u32,
            speed,
            started: Instant::now(),
            moved: AtomicU64::new(0),
        }
    }

    /// Where it started, in Unix seconds.
    pub(crate) fn start(&self) -> u32 {
        self.start
    }

    pub(crate) fn is_live(&self) -> bool {
        self.speed > 0.0
    }

    /// Workspace seconds in a real second.
    pub(crate) fn speed(&self) -> f64 {
        self.speed
    }

    /// The moment, in Unix seconds.
    pub(crate) fn now(&self) -> u64 {
        let run = self.started.elapsed().as_secs_f64() * self.speed;
        u64::from(self.start) + run as u64 + self.moved.load(Ordering::Relaxed)
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.moved.fetch_add(by.as_secs(), Ordering::Relaxed);
    }

    /// Takes back what controls moved on.
    pub(crate) fn reset(&self) {
        self.moved.store(0, Ordering::Relaxed);
    }

    /// How long the sandbox has been patient: real time and time moved on by controls. Idle scrolls end by it.
    pub(crate) fn patience(&self) -> Duration {
        self.started.elapsed() + Duration::from_secs(self.moved.load(Ordering::Relaxed))
    }
}

/// The real time in Unix seconds.
pub(crate) fn real_now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let clock = Clock::new(ClockConfig::Fixed { at: DEFAULT_PRESENT });
        assert_eq!(clock.now(), DEFAULT_PRESENT as u64);
        clock.advance(Duration::from_secs(90));
        assert_eq!(clock.now(), DEFAULT_PRESENT as u64 + 90);
        assert!(clock.patience() >= Duration::from_secs(90));
        clock.reset();
        assert_eq!(clock.now(), DEFAULT_PRESENT as u64);
    }

    #[test]
    fn a_live_clock_runs_from_its_start_and_nonsense_is_not_a_start() {
        let clock = Clock::new(ClockConfig::Live {
            start: Some(1_700_000_000),
            speed: 1e6,
        });
        assert!(clock.is_live() && clock.now() >= 1_700_000_000);
        let clock = Clock::new(ClockConfig::Fixed { at: -5 });
        assert_eq!(clock.now(), DEFAULT_PRESENT as u64);
    }
}
