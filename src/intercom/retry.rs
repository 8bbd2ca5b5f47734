//! How often and how long after one another a call is tried.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// How patient a client is. The defaults are for a sync that nobody waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often a call that fails with 5xx, a time-out or a broken answer is made in all.
    pub tries: u32,
    /// The same where there is no connection at all: that seldom heals within a minute.
    pub network_tries: u32,
    /// The shortest wait between two tries.
    pub base: Duration,
    /// The longest wait between two tries.
    pub cap: Duration,
    /// How long the rate limit is waited out where the server does not say.
    pub rate_limit_wait: Duration,
    /// The longest that a server may ask us to wait.
    pub rate_limit_cap: Duration,
    /// How long after "somebody else has a scroll open" it is tried again. An idle scroll closes after a minute.
    pub scroll_wait: Duration,
    /// How often that is done.
    pub scroll_retries: u32,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            tries: 8,
            network_tries: 4,
            base: Duration::from_millis(500),
            cap: Duration::from_mins(1),
            rate_limit_wait: Duration::from_secs(10),
            rate_limit_cap: Duration::from_mins(15),
            scroll_wait: Duration::from_mins(1),
            scroll_retries: 3,
        }
    }
}

impl RetryPolicy {
    /// For a call that a person waits for: one more try, a second later.
    pub fn brief() -> Self {
        Self {
            tries: 2,
            network_tries: 2,
            cap: Duration::from_secs(1),
            ..Self::default()
        }
    }
}

/// The waits of one call: each is drawn between the base and three times the one before ("decorrelated jitter"), so
/// that workers which failed together do not come back together.
#[derive(Debug)]
pub(super) struct Backoff {
    base: Duration,
    cap: Duration,
    last: Duration,
    random: Pcg64Mcg,
}

impl Backoff {
    pub(super) fn new(policy: &RetryPolicy) -> Self {
        // The standard library's hash keys are random for each instance, which is all that is wanted here.
        Self::seeded(policy, RandomState::new().hash_one(policy.tries))
    }

    fn seeded(policy: &RetryPolicy, seed: u64) -> Self {
        Self {
            base: policy.base,
            cap: policy.cap,
            last: policy.base,
            random: Pcg64Mcg::seed_from_u64(seed),
        }
    }

    /// How long to wait now.
    pub(super) fn wait(&mut self) -> Duration {
        let most = (self.last * 3).max(self.base);
        let drawn =
            self.base.as_secs_f64() + self.random.random::<f64>() * most.saturating_sub(self.base).as_secs_f64();
        self.last = Duration::from_secs_f64(drawn).min(self.cap);
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_stay_between_base_and_cap_and_grow() {
        let policy = RetryPolicy::default();
        for seed in 0..50 {
            let mut backoff = Backoff::seeded(&policy, seed);
            let waits: Vec<_> = (0..200).map(|_| backoff.wait()).collect();
            assert!(waits.iter().all(|wait| (policy.base..=policy.cap).contains(wait)));
            assert!(waits[0] <= policy.base * 3);
            assert!(waits.iter().any(|wait| *wait > Duration::from_secs(20)));
        }
    }

    #[test]
    fn two_workers_do_not_wait_alike() {
        let policy = RetryPolicy::default();
        let first: Vec<_> = std::iter::repeat_with({
            let mut backoff = Backoff::seeded(&policy, 1);
            move || backoff.wait()
        })
        .take(8)
        .collect();
        let mut other = Backoff::seeded(&policy, 2);
        assert!(first.iter().any(|wait| *wait != other.wait()));
    }
}
