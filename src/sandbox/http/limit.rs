//! The rate limit: calls in windows of ten seconds of real time.

/// Seconds of a window.
const WINDOW: u64 = 10;
/// What the headers say when there is no limit.
const UNLIMITED: u32 = 10_000_000;

/// The calls of the present window.
#[derive(Debug)]
pub(crate) struct RateLimit {
    /// Calls a window; `None` lets everything through.
    limit: Option<u32>,
    window: u64,
    used: u32,
}

/// What the headers say, and whether the call is let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allowance {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    /// When the window ends, in Unix seconds.
    pub(crate) reset: u64,
    pub(crate) allowed: bool,
}

impl RateLimit {
    /// A limit of so many calls a minute: a sixth of it in each window.
    pub(crate) fn new(per_minute: Option<u32>) -> Self {
        Self {
            limit: per_minute.map(|calls| calls.div_ceil(6)),
            window: 0,
            used: 0,
        }
    }

    /// Counts a call at a moment (Unix seconds, real time). A call that is turned away costs nothing.
    pub(crate) fn take(&mut self, now: u64) -> Allowance {
        let window = now / WINDOW;
        if window != self.window {
            self.window = window;
            self.used = 0;
        }
        let limit = self.limit.unwrap_or(UNLIMITED);
        let allowed = self.limit.is_none() || self.used < limit;
        if allowed {
            self.used = self.used.saturating_add(1);
        }
        Allowance {
            limit,
            remaining: limit.saturating_sub(self.used),
            reset: (window + 1) * WINDOW,
            allowed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_allows_a_sixth_of_a_minute_and_then_begins_anew() {
        let mut rate = RateLimit::new(Some(1000));
        for used in 1..=167 {
            let allowance = rate.take(1_000_000);
            assert_eq!(
                (allowance.limit, allowance.remaining, allowance.allowed),
                (167, 167 - used, true)
            );
        }
        let turned_away = rate.take(1_000_009);
        assert_eq!(
            (turned_away.remaining, turned_away.reset, turned_away.allowed),
            (0, 1_000_010, false)
        );
        assert!(rate.take(1_000_010).allowed);
    }

    #[test]
    fn without_a_limit_everything_is_let_through() {
        let mut rate = RateLimit::new(None);
        assert!((0..1000).all(|_| rate.take(5).allowed));
    }
}
