//! Counting the calls of a window, with the time given from outside.
//!
//! Two things make it more than a counter. Several calls are under way at once, so what an answer says is left counts
//! only those that the server has seen; the others are subtracted here. And the end of the window is told on the
//! server's clock, in whole seconds, while waiting happens on ours: taking a `Date` of 12:00:07 for the beginning of
//! that second would waste up to a second of every ten. So the offset between the clocks is learned: each answer bounds
//! it from below, and the largest bound seen is within milliseconds of the truth after a few answers.

use std::time::{Duration, Instant};

use super::usage::Usage;

/// A window that is announced to end later than this is not believed: Intercom's are ten seconds.
const LONGEST_WINDOW_MILLIS: i64 = 15 * 60 * 1000;

/// What the headers of an answer say. Times are Unix seconds on the server's clock.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stated {
    pub(super) limit: Option<u32>,
    pub(super) remaining: Option<u32>,
    pub(super) reset: Option<i64>,
    pub(super) date: Option<i64>,
}

/// Whether a call may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Now. It is counted as under way.
    Go,
    /// Not before this moment, or an answer that changes things.
    Wait(Instant),
}

/// One window as the server counts it.
#[derive(Clone, Copy, Debug)]
struct Window {
    /// Its end; `None` for a window that has begun without the server having told of it yet.
    reset: Option<i64>,
    /// Calls left, of those that the server has seen.
    remaining: i64,
}

#[derive(Debug)]
pub(super) struct Counter {
    /// The zero of our own clock.
    start: Instant,
    /// Server milliseconds minus ours: at least this much.
    offset: Option<i64>,
    limit: Option<u32>,
    window: Option<Window>,
    /// The newest end of a window that was announced, to tell late answers of an earlier one.
    newest_reset: i64,
    under_way: u32,
    closed_until: Option<Instant>,
    calls: u64,
}

impl Counter {
    pub(super) fn new(start: Instant) -> Self {
        Self {
            start,
            offset: None,
            limit: None,
            window: None,
            newest_reset: i64::MIN,
            under_way: 0,
            closed_until: None,
            calls: 0,
        }
    }

    pub(super) fn usage(&self, now: Instant) -> Usage {
        let over = self.ends(now).is_some_and(|end| end <= now);
        let left = if over {
            self.limit.map(i64::from)
        } else {
            self.window.map(|window| window.remaining)
        };
        Usage {
            calls: self.calls,
            limit: self.limit,
            remaining: left.map(|left| (left - i64::from(self.under_way)).max(0) as u32),
            wait: self.wait(now),
        }
    }

    /// How long the next call has to wait.
    fn wait(&self, now: Instant) -> Option<Duration> {
        let closed = self.closed_until.filter(|until| *until > now);
        let spent = self
            .window
            .filter(|window| window.remaining <= i64::from(self.under_way))
            .and(self.ends(now));
        closed.or(spent.filter(|end| *end > now)).map(|until| until - now)
    }

    pub(super) fn ask(&mut self, now: Instant) -> Ask {
        if let Some(until) = self.closed_until {
            if until > now {
                return Ask::Wait(until);
            }
            self.closed_until = None;
        }
        let mut end = self.ends(now);
        if end.is_some_and(|end| end <= now) {
            self.window = self.limit.map(|limit| Window {
                reset: None,
                remaining: i64::from(limit),
            });
            end = None;
        }
        match self.window {
            Some(window) if window.remaining <= i64::from(self.under_way) => {
                // A window without an end has calls under way: the first answer tells more. Should they all be lost,
                // their permits come back and the limit is what stays, so a second is long enough to look again.
                Ask::Wait(end.unwrap_or(now + Duration::from_secs(1)))
            }
            _ => {
                self.under_way += 1;
                Ask::Go
            }
        }
    }

    pub(super) fn answered(&mut self, sent: Instant, now: Instant, stated: &Stated) {
        self.calls += 1;
        self.under_way = self.under_way.saturating_sub(1);
        if let Some(date) = stated.date {
            self.learn(sent, now, date);
        }
        if stated.limit.is_some_and(|limit| limit > 0) {
            self.limit = stated.limit;
        }
        let (Some(reset), Some(remaining)) = (stated.reset, stated.remaining) else {
            if let Some(window) = &mut self.window {
                window.remaining = (window.remaining - 1).max(0);
                self.begin_anew_if_nobody_tells();
            }
            return;
        };
        let remaining = i64::from(remaining);
        match &mut self.window {
            _ if reset < self.newest_reset => {}
            Some(window) if window.reset == Some(reset) => window.remaining = window.remaining.min(remaining),
            window => {
                self.newest_reset = reset;
                *window = Some(Window {
                    reset: Some(reset),
                    remaining,
                });
            }
        }
    }

    /// Nobody gets through before `until`.
    pub(super) fn close(&mut self, until: Instant) {
        self.closed_until = self.closed_until.max(Some(until));
    }

    /// How long this window lasts, where its end is known and ahead.
    pub(super) fn until_reset(&self, now: Instant) -> Option<Duration> {
        self.ends(now)
            .and_then(|end| end.checked_duration_since(now))
            .filter(|wait| !wait.is_zero())
    }

    /// A window without an end that is spent, with nothing under way, would never be told of again.
    fn begin_anew_if_nobody_tells(&mut self) {
        if self.under_way == 0
            && self
                .window
                .is_some_and(|window| window.reset.is_none() && window.remaining == 0)
        {
            self.window = None;
        }
    }

    fn millis(&self, at: Instant) -> i64 {
        at.saturating_duration_since(self.start).as_millis() as i64
    }

    /// The server said `date` somewhere between `sent` and `now`.
    fn learn(&mut self, sent: Instant, now: Instant, date: i64) {
        let date = date.saturating_mul(1000);
        let at_least = date.saturating_sub(self.millis(now));
        let less_than = date.saturating_add(1000).saturating_sub(self.millis(sent));
        self.offset = Some(match self.offset {
            // The server's clock was set back, or the bound came from another server: begin again.
            Some(offset) if offset >= less_than => at_least,
            Some(offset) => offset.max(at_least),
            None => at_least,
        });
    }

    fn ends(&self, now: Instant) -> Option<Instant> {
        let (reset, offset) = (self.window?.reset?, self.offset?);
        let ours = reset.saturating_mul(1000).saturating_sub(offset);
        let ahead = ours.saturating_sub(self.millis(now)).clamp(0, LONGEST_WINDOW_MILLIS);
        Some(now + Duration::from_millis(ahead as u64))
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;
    use std::collections::BinaryHeap;

    use super::*;

    /// A server that counts calls as Intercom does: in windows of ten seconds on its own clock.
    struct Server {
        limit: u32,
        skew_millis: i64,
        window: i64,
        used: u32,
        granted: u64,
        refused: u64,
    }

    impl Server {
        fn new(limit: u32, skew_millis: i64) -> Self {
            Self {
                limit,
                skew_millis,
                window: i64::MIN,
                used: 0,
                granted: 0,
                refused: 0,
            }
        }

        fn call(&mut self, millis: i64) -> (bool, Stated) {
            let time = millis + self.skew_millis;
            let window = time.div_euclid(10_000);
            if window != self.window {
                (self.window, self.used) = (window, 0);
            }
            let fine = self.used < self.limit;
            if fine {
                self.used += 1;
                self.granted += 1;
            } else {
                self.refused += 1;
            }
            let stated = Stated {
                limit: Some(self.limit),
                remaining: Some(self.limit - self.used),
                reset: Some((window + 1) * 10),
                date: Some(time.div_euclid(1000)),
            };
            (fine, stated)
        }
    }

    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    enum Event {
        Free,
        AtServer { sent: u64 },
        Back { sent: u64, answer: usize },
    }

    /// Lets `workers` call as fast as they may for `seconds`; an answer takes `latency` milliseconds each way, and
    /// every seventh five times that. Gives the server.
    fn play(limit: u32, skew_millis: i64, workers: usize, latency: u64, seconds: u64) -> Server {
        let start = Instant::now();
        let at = |millis: u64| start + Duration::from_millis(millis);
        let mut server = Server::new(limit, skew_millis);
        let mut counter = Counter::new(start);
        let mut answers = Vec::new();
        let mut events = 0;
        let mut queue: BinaryHeap<Reverse<(u64, usize, Event)>> = (0..workers)
            .map(|worker| Reverse((worker as u64, worker, Event::Free)))
            .collect();
        while let Some(Reverse((time, worker, event))) = queue.pop() {
            if time > seconds * 1000 {
                break;
            }
            events += 1;
            let lag = if events % 7 == 0 { latency * 5 } else { latency };
            let next = match event {
                Event::Free => match counter.ask(at(time)) {
                    Ask::Go => (time + lag, Event::AtServer { sent: time }),
                    Ask::Wait(until) => {
                        // A real waiter is also woken by every answer: look again soon.
                        let wait = until.saturating_duration_since(at(time)).as_millis() as u64;
                        (time + wait.clamp(1, 20), Event::Free)
                    }
                },
                Event::AtServer { sent } => {
                    answers.push(server.call(time as i64));
                    (
                        time + lag,
                        Event::Back {
                            sent,
                            answer: answers.len() - 1,
                        },
                    )
                }
                Event::Back { sent, answer } => {
                    let (fine, stated) = answers[answer];
                    counter.answered(at(sent), at(time), &stated);
                    if !fine {
                        let wait = counter.until_reset(at(time)).unwrap_or(Duration::from_secs(10));
                        counter.close(at(time) + wait.max(Duration::from_millis(250)));
                    }
                    (time, Event::Free)
                }
            };
            queue.push(Reverse((next.0, worker, next.1)));
        }
        server
    }

    #[test]
    fn nearly_all_that_is_allowed_is_used_and_hardly_anything_is_refused() {
        for (limit, workers, latency) in [(83, 4, 40), (166, 4, 25), (166, 1, 30), (166, 8, 300), (1667, 8, 15)] {
            for skew in [0, 3_457_999, -86_400_250] {
                let server = play(limit, skew, workers, latency, 120);
                let reachable = (120_000 / (latency * 2 + latency * 8 / 7) * workers as u64).min(u64::from(limit) * 12);
                let share = server.granted as f64 / reachable as f64;
                assert!(
                    share >= 0.95,
                    "limit {limit}, {workers} workers, {latency} ms, skew {skew}: {share:.3}"
                );
                assert!(
                    server.refused * 100 <= server.granted,
                    "{} refused of {}",
                    server.refused,
                    server.granted
                );
            }
        }
    }

    #[test]
    fn calls_under_way_are_not_handed_out_twice() {
        let start = Instant::now();
        let mut counter = Counter::new(start);
        assert_eq!(counter.ask(start), Ask::Go);
        assert_eq!(counter.ask(start), Ask::Go);
        let stated = Stated {
            limit: Some(5),
            remaining: Some(2),
            reset: Some(1010),
            date: Some(1000),
        };
        counter.answered(start, start, &stated);
        assert_eq!(counter.ask(start), Ask::Go);
        assert!(matches!(counter.ask(start), Ask::Wait(_)));
    }

    #[test]
    fn the_wait_is_the_difference_on_the_servers_own_clock() {
        let start = Instant::now();
        let mut counter = Counter::new(start);
        assert_eq!(counter.ask(start), Ask::Go);
        let stated = Stated {
            limit: Some(5),
            remaining: Some(0),
            reset: Some(4_000_000_007),
            date: Some(4_000_000_000),
        };
        counter.answered(start, start, &stated);
        assert_eq!(counter.ask(start), Ask::Wait(start + Duration::from_secs(7)));
        assert_eq!(counter.ask(start + Duration::from_secs(7)), Ask::Go);
    }

    #[test]
    fn late_answers_of_an_earlier_window_are_ignored() {
        let start = Instant::now();
        let mut counter = Counter::new(start);
        let stated = |remaining, reset| Stated {
            limit: Some(5),
            remaining: Some(remaining),
            reset: Some(reset),
            date: Some(1000),
        };
        counter.answered(start, start, &stated(4, 1020));
        counter.answered(start, start, &stated(0, 1010));
        assert_eq!(counter.usage(start).remaining, Some(4));
    }

    #[test]
    fn without_headers_it_is_optimistic() {
        let start = Instant::now();
        let mut counter = Counter::new(start);
        for _ in 0..1000 {
            assert_eq!(counter.ask(start), Ask::Go);
            counter.answered(start, start, &Stated::default());
        }
        assert_eq!(counter.usage(start).calls, 1000);
    }

    #[test]
    fn absurd_headers_neither_panic_nor_block_for_ever() {
        let start = Instant::now();
        for reset in [i64::MIN, -1, 0, i64::MAX] {
            for date in [i64::MIN, 0, i64::MAX] {
                let mut counter = Counter::new(start);
                assert_eq!(counter.ask(start), Ask::Go);
                let stated = Stated {
                    limit: Some(0),
                    remaining: Some(0),
                    reset: Some(reset),
                    date: Some(date),
                };
                counter.answered(start, start, &stated);
                if let Ask::Wait(until) = counter.ask(start) {
                    assert!(until <= start + Duration::from_millis(LONGEST_WINDOW_MILLIS as u64));
                }
            }
        }
    }
}
