//! The rate limit: every call waits for a permit here, all workers of a data source at one limiter.
//!
//! Intercom counts calls in windows of ten seconds and tells with every answer how many are left and when the window
//! ends. The limiter spends a window wholly and then waits for its end; it never sleeps a fixed time. Before the first
//! answer, and where the headers are missing, it is optimistic. [`window`] does the counting, without a clock.

mod usage;
mod window;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use reqwest::header::{DATE, HeaderMap};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

pub use self::usage::Usage;
use self::window::{Ask, Counter, Stated};
use super::error::Error;

/// The shortest pause after the server said "too many": its clock counts whole seconds, and its window may end within
/// one.
const SHORTEST_PAUSE: Duration = Duration::from_millis(250);

/// Hands out permits for calls, as many as the server allows.
pub(super) struct Limiter {
    counter: Mutex<Counter>,
    changed: Notify,
}

/// The right to make one call. Give the answer's headers back with [`answered`](Self::answered); a permit that is
/// dropped without counts as spent.
#[derive(Debug)]
pub(super) struct Permit<'a> {
    limiter: &'a Limiter,
    sent: Instant,
    open: bool,
}

impl Default for Limiter {
    fn default() -> Self {
        Self {
            counter: Mutex::new(Counter::new(Instant::now())),
            changed: Notify::new(),
        }
    }
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Limiter").field(&self.usage()).finish()
    }
}

impl Limiter {
    /// Where the limit stands now.
    pub(super) fn usage(&self) -> Usage {
        self.counter().usage(Instant::now())
    }

    /// Waits until a call may be made.
    pub(super) async fn permit(&self, cancel: &CancellationToken) -> Result<Permit<'_>, Error> {
        loop {
            // Made before the question, so that an answer which comes in between is not missed.
            let changed = self.changed.notified();
            let now = Instant::now();
            let until = match self.counter().ask(now) {
                Ask::Go => {
                    return Ok(Permit {
                        limiter: self,
                        sent: now,
                        open: true,
                    });
                }
                Ask::Wait(until) => until,
            };
            tracing::debug!(wait = ?until.saturating_duration_since(now), "waiting for the rate limit");
            tokio::select! {
                () = cancel.cancelled() => return Err(Error::cancelled()),
                () = changed => {}
                () = tokio::time::sleep_until(until.into()) => {}
            }
        }
    }

    /// Lets nobody through after the server said "too many": for `asked`, else until the window ends, else for
    /// `fallback`; never longer than `cap`.
    pub(super) fn pause(&self, asked: Option<Duration>, fallback: Duration, cap: Duration) {
        let now = Instant::now();
        let mut counter = self.counter();
        let wait = asked.or_else(|| counter.until_reset(now)).unwrap_or(fallback);
        counter.close(now + wait.clamp(SHORTEST_PAUSE.min(cap), cap));
    }

    fn counter(&self) -> MutexGuard<'_, Counter> {
        // The counter is a handful of numbers that are each valid on their own: a panic elsewhere does not spoil it.
        self.counter.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Permit<'_> {
    /// Takes in what the answer's headers say.
    pub(super) fn answered(mut self, headers: &HeaderMap) {
        self.open = false;
        self.limiter
            .counter()
            .answered(self.sent, Instant::now(), &stated(headers));
        self.limiter.changed.notify_waiters();
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if self.open {
            self.limiter
                .counter()
                .answered(self.sent, Instant::now(), &Stated::default());
            self.limiter.changed.notify_waiters();
        }
    }
}

fn stated(headers: &HeaderMap) -> Stated {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let date = headers.get(DATE).and_then(|value| value.to_str().ok());
    Stated {
        limit: text("x-ratelimit-limit").and_then(|limit| limit.parse().ok()),
        remaining: text("x-ratelimit-remaining").and_then(|remaining| remaining.parse().ok()),
        reset: text("x-ratelimit-reset").and_then(|reset| reset.parse().ok()),
        // Without a date the clocks are taken to agree.
        date: date
            .and_then(|date| DateTime::parse_from_rfc2822(date).ok())
            .map_or_else(|| Some(Utc::now().timestamp()), |date| Some(date.timestamp())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(remaining: u32, reset: i64) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-ratelimit-limit", "5".parse().unwrap());
        headers.insert("x-ratelimit-remaining", remaining.to_string().parse().unwrap());
        headers.insert("x-ratelimit-reset", reset.to_string().parse().unwrap());
        headers
    }

    #[tokio::test]
    async fn it_counts_down_and_tells_where_it_stands() {
        let (limiter, cancel) = (Limiter::default(), CancellationToken::new());
        limiter
            .permit(&cancel)
            .await
            .unwrap()
            .answered(&headers(3, Utc::now().timestamp() + 10));
        assert_eq!(
            limiter.usage(),
            Usage {
                calls: 1,
                limit: Some(5),
                remaining: Some(3),
                wait: None
            }
        );
        drop(limiter.permit(&cancel).await.unwrap());
        assert_eq!(
            limiter.usage(),
            Usage {
                calls: 2,
                limit: Some(5),
                remaining: Some(2),
                wait: None
            }
        );
    }

    #[tokio::test]
    async fn an_exhausted_window_is_waited_out_and_waiting_can_be_stopped() {
        let (limiter, cancel) = (Limiter::default(), CancellationToken::new());
        limiter
            .permit(&cancel)
            .await
            .unwrap()
            .answered(&headers(0, Utc::now().timestamp() + 3600));
        let waiting = limiter.permit(&cancel);
        cancel.cancel();
        assert_eq!(
            waiting.await.unwrap_err().class(),
            super::super::error::Class::Cancelled
        );
    }

    #[tokio::test]
    async fn a_pause_holds_everybody_and_is_never_longer_than_the_cap() {
        let (limiter, cancel) = (Limiter::default(), CancellationToken::new());
        let cap = Duration::from_millis(5);
        limiter.pause(Some(Duration::from_hours(2)), Duration::from_hours(2), cap);
        limiter.permit(&cancel).await.unwrap().answered(&HeaderMap::new());
        assert_eq!(limiter.usage().calls, 1);
    }
}
