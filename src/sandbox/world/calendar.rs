//! When things happen: how many conversations arrive by when, and what counts as office time.
//!
//! Arrivals grow steadily over the history, are dense on weekday mornings of the workspace's time zone and thin at
//! night, at weekends and around the turn of the year. The number of arrivals up to a moment is a table with one entry
//! an hour; the moment of the n-th arrival is looked up in it. So the n-th record's creation time is a pure function of
//! n, grows with n, and the table goes on after the present: that is how new records arrive.

use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Tz;

use crate::sandbox::dice::{Stream, mix, share};

/// Seconds of an hour.
const HOUR: u32 = 3600;
/// How much history a workspace has at its present.
pub(crate) const HISTORY_DAYS: u32 = 730;
/// How far the clock can be moved on from there.
const FUTURE_DAYS: u32 = 730;
/// How much more arrives at the present than at the beginning.
const GROWTH: f64 = 3.2;

/// Monday first.
const WEEKDAYS: [f64; 7] = [1.15, 1.1, 1.05, 1.0, 0.9, 0.35, 0.28];
/// By local hour.
const HOURS: [f64; 24] = [
    0.18, 0.12, 0.1, 0.09, 0.1, 0.15, 0.3, 0.6, 1.1, 1.7, 2.0, 1.9, 1.5, 1.6, 1.9, 1.8, 1.6, 1.3, 0.9, 0.7, 0.6, 0.5,
    0.4, 0.28,
];

/// Arrivals and office hours, an hour at a time.
pub(crate) struct Calendar {
    /// Whole hours before the present.
    start: u32,
    /// How many conversations are expected before each hour from `start` begins.
    arrivals: Vec<f64>,
    /// A whole hour of the clock, not after `start`.
    office_start: u32,
    /// How many seconds of office time lie before each hour from `office_start`.
    office: Vec<u32>,
}

impl Calendar {
    /// A calendar by which exactly `conversations` have arrived at `present` (Unix seconds).
    ///
    /// `floor_an_hour` is how many arrive at least in every hour from then on: 0 leaves the future like the past.
    pub(crate) fn new(seed: u64, zone: Tz, present: u32, conversations: u32, floor_an_hour: f64) -> Self {
        let start = present - HISTORY_DAYS * 24 * HOUR;
        let office_start = start / HOUR * HOUR;
        let (past, hours) = ((HISTORY_DAYS * 24) as usize, (HISTORY_DAYS + FUTURE_DAYS) * 24);
        let mut weights = Vec::with_capacity(hours as usize);
        let mut office = Vec::with_capacity(hours as usize + 1);
        let mut open = 0;
        office.push(open);
        for hour in 0..hours {
            let local = |start: u32| {
                let at = DateTime::<Utc>::from_timestamp(i64::from(start + hour * HOUR), 0);
                at.unwrap_or_default().with_timezone(&zone)
            };
            weights.push(weight(seed, f64::from(hour) / past as f64, &local(start)));
            open += if is_office(&local(office_start)) { HOUR } else { 0 };
            office.push(open);
        }
        let scale = f64::from(conversations) / weights[..past].iter().sum::<f64>();
        let mut arrivals = Vec::with_capacity(weights.len() + 1);
        let mut total = 0.0;
        arrivals.push(total);
        for (hour, weight) in weights.iter().enumerate() {
            let rate = weight * scale;
            total += if hour < past { rate } else { rate.max(floor_an_hour) };
            arrivals.push(total);
        }
        // Sums of fractions are not exact; what has arrived at the present is.
        arrivals[past] = f64::from(conversations);
        Self {
            start,
            arrivals,
            office_start,
            office,
        }
    }

    /// The last moment this calendar knows.
    pub(crate) fn end(&self) -> u32 {
        self.office_start + (self.office.len() as u32 - 1) * HOUR
    }

    /// The first moment.
    pub(crate) fn start(&self) -> u32 {
        self.start
    }

    /// The moment by which `count` conversations have arrived; `u32::MAX` when that is after the end.
    pub(crate) fn arrival(&self, count: f64) -> u32 {
        let after = self.arrivals.partition_point(|total| *total <= count);
        if after == 0 || after == self.arrivals.len() {
            return if after == 0 { self.start } else { u32::MAX };
        }
        let (low, high) = (self.arrivals[after - 1], self.arrivals[after]);
        let into = (count - low) / (high - low) * f64::from(HOUR);
        self.start + (after as u32 - 1) * HOUR + into as u32
    }

    /// How many conversations are expected up to a moment: the inverse of [`Calendar::arrival`].
    pub(crate) fn expected(&self, at: u32) -> f64 {
        let since = at.saturating_sub(self.start);
        let hour = ((since / HOUR) as usize).min(self.arrivals.len() - 2);
        let into = f64::from(since % HOUR) / f64::from(HOUR);
        self.arrivals[hour] + (self.arrivals[hour + 1] - self.arrivals[hour]) * into
    }

    /// Seconds of office time between two moments; 0 when `to` is not after `from`.
    pub(crate) fn office_between(&self, from: u32, to: u32) -> u32 {
        self.office_before(to).saturating_sub(self.office_before(from))
    }

    /// The moment when `seconds` of office time have passed since `from`; the end of the calendar at the latest.
    pub(crate) fn office_after(&self, from: u32, seconds: u32) -> u32 {
        let target = self.office_before(from) + seconds;
        let first = (from.saturating_sub(self.office_start) / HOUR) as usize;
        let after = first + self.office[first.min(self.office.len())..].partition_point(|before| *before <= target);
        if after >= self.office.len() {
            return self.end();
        }
        let hour = after - 1;
        (self.office_start + hour as u32 * HOUR + (target - self.office[hour])).max(from)
    }

    fn office_before(&self, at: u32) -> u32 {
        let since = at.saturating_sub(self.office_start);
        let hour = ((since / HOUR) as usize).min(self.office.len() - 1);
        let full = self.office[hour];
        let open = self.office.get(hour + 1).is_some_and(|next| *next > full);
        full + if open { since % HOUR } else { 0 }
    }
}

fn weight(seed: u64, progress: f64, local: &DateTime<Tz>) -> f64 {
    let growth = 1.0 + (GROWTH - 1.0) * progress.min(1.0);
    let day = u64::from(local.num_days_from_ce().unsigned_abs());
    let noise = 0.85 + 0.3 * share(mix(seed, Stream::Calendar, day));
    let holidays = match (local.month(), local.day()) {
        (12, 24..) | (1, ..=2) => 0.5,
        _ => 1.0,
    };
    let weekday = WEEKDAYS[local.weekday().num_days_from_monday() as usize];
    growth * noise * holidays * weekday * HOURS[local.hour() as usize]
}

fn is_office(local: &DateTime<Tz>) -> bool {
    match local.weekday().num_days_from_monday() {
        0..=4 => (8..19).contains(&local.hour()),
        5 => (10..15).contains(&local.hour()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRESENT: u32 = 1_793_615_400;

    fn calendar() -> Calendar {
        Calendar::new(1, chrono_tz::Europe::Berlin, PRESENT, 10_000, 0.0)
    }

    #[test]
    fn arrivals_grow_and_meet_the_present() {
        let calendar = calendar();
        let mut before = 0;
        for nth in 0..10_000 {
            let at = calendar.arrival(f64::from(nth));
            assert!(at >= before && at <= PRESENT);
            before = at;
        }
        assert!(calendar.arrival(10_001.0) > PRESENT);
        assert!((calendar.expected(PRESENT) - 10_000.0).abs() < 1e-6);
        let early = calendar.expected(calendar.start() + 90 * 86_400);
        let late = 10_000.0 - calendar.expected(PRESENT - 90 * 86_400);
        assert!(late > early * 1.5, "{late} against {early}");
    }

    #[test]
    fn office_time_skips_the_night_and_the_weekend() {
        let calendar = calendar();
        // Monday 2026-11-02 11:30 in Berlin; the office closes at 19:00 and opens at 08:00.
        assert_eq!(calendar.office_between(PRESENT, PRESENT + 3600), 3600);
        assert_eq!(calendar.office_between(PRESENT, PRESENT + 24 * 3600), 11 * 3600);
        assert_eq!(calendar.office_after(PRESENT, 3600), PRESENT + 3600);
        assert_eq!(
            calendar.office_after(PRESENT, 8 * 3600),
            PRESENT + (7 + 13) * 3600 + 3600
        );
        let sunday = PRESENT - 24 * 3600;
        let opened = calendar.office_after(sunday, 60);
        assert_eq!(calendar.office_between(sunday, opened), 60);
        assert!(opened > sunday + 12 * 3600);
    }

    #[test]
    fn a_live_future_is_never_silent() {
        let calendar = Calendar::new(1, chrono_tz::UTC, PRESENT, 100, 20.0);
        let night = PRESENT + 16 * 3600;
        assert!(calendar.expected(night + 3600) - calendar.expected(night) > 19.9);
    }
}
