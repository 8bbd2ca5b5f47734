//! Days and hours of a time zone, for columns of a million moments.
//!
//! Finding the offset of one moment costs `chrono-tz` a search through all rules. Here the offsets from 1970 to 2100 are
//! laid out once per zone, and a column is converted with a look at the span of the moment before, which is nearly
//! always right.

use std::cell::Cell;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// Milliseconds in a day.
pub(crate) const DAY: i64 = 86_400_000;

/// One stretch of time with one offset.
#[derive(Clone, Copy, Debug)]
struct Span {
    /// The first millisecond, in UTC.
    from: i64,
    /// What is added to UTC, in milliseconds.
    offset: i64,
}

/// A time zone's calendar. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: Tz,
    spans: Arc<[Span]>,
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        self.zone == other.zone
    }
}

impl Eq for Calendar {}

impl Hash for Calendar {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.zone.hash(state);
    }
}

impl Calendar {
    /// The calendar of a zone.
    pub fn new(zone: Tz) -> Self {
        static KNOWN: LazyLock<Mutex<HashMap<Tz, Arc<[Span]>>>> = LazyLock::new(Mutex::default);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let spans = Arc::clone(known.entry(zone).or_insert_with(|| spans(zone).into()));
        Self { zone, spans }
    }

    /// The zone.
    pub const fn zone(&self) -> Tz {
        self.zone
    }

    /// The day of a moment.
    pub fn day(&self, moment: DateTime<Utc>) -> NaiveDate {
        moment.with_timezone(&self.zone).date_naive()
    }

    /// The first instant of a day. Where clocks skip midnight it is the instant after the gap.
    pub fn start(&self, day: NaiveDate) -> DateTime<Utc> {
        self.instant(day.and_time(NaiveTime::MIN))
    }

    /// The instant a clock on the wall shows `local`: the earlier of two, and the end of the gap where it is skipped.
    pub fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let mut local = local;
        // No gap was ever longer than the day that Samoa left out.
        for _ in 0..200 {
            if let Some(moment) = self.zone.from_local_datetime(&local).earliest() {
                return gap_end(self.zone, moment.to_utc(), &local);
            }
            local += TimeDelta::minutes(15);
        }
        DateTime::from_naive_utc_and_offset(local, Utc)
    }

    /// A converter of moments in milliseconds to local milliseconds, fastest when they are roughly in order.
    pub(crate) fn local(&self) -> impl Fn(i64) -> i64 + '_ {
        let latest = Cell::new(0);
        move |moment| {
            let mut at: usize = latest.get();
            let next = self.spans.get(at + 1);
            if moment < self.spans[at].from || next.is_some_and(|next| moment >= next.from) {
                at = self.spans.partition_point(|span| span.from <= moment).saturating_sub(1);
                latest.set(at);
            }
            moment.saturating_add(self.spans[at].offset)
        }
    }

    /// Reads a moment as people write it: a date, a date and time in this zone, or a time with its own offset.
    pub(crate) fn read(&self, text: &str) -> Option<DateTime<Utc>> {
        let text = text.trim();
        if let Ok(moment) = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
            return Some(moment.to_utc());
        }
        for format in ["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y"] {
            if let Ok(day) = NaiveDate::parse_from_str(text, format) {
                return Some(self.start(day));
            }
        }
        let text = text.replacen('T', " ", 1);
        [
            "%Y-%m-%d %H:%M:%S%.f",
            "%Y-%m-%d %H:%M",
            "%Y/%m/%d %H:%M:%S%.f",
            "%Y/%m/%d %H:%M",
        ]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(&text, format).ok())
        .map(|local| self.instant(local))
    }
}

fn offset(zone: Tz, moment: i64) -> i64 {
    let utc = DateTime::from_timestamp_millis(moment).unwrap_or_default();
    i64::from(zone.offset_from_utc_datetime(&utc.naive_utc()).fix().local_minus_utc()) * 1000
}

/// The offsets from 1970 to 2100; before and after, the first and last go on.
fn spans(zone: Tz) -> Vec<Span> {
    const STEP: i64 = DAY / 2;
    const END: i64 = 47_482 * DAY;
    let mut spans = vec![Span {
        from: i64::MIN,
        offset: offset(zone, 0),
    }];
    let mut before = 0;
    while before < END {
        let after = before + STEP;
        let (old, new) = (offset(zone, before), offset(zone, after));
        if old != new {
            let (mut low, mut high) = (before, after);
            while high - low > 1000 {
                let middle = low + (high - low) / 2000 * 1000;
                if offset(zone, middle) == old {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            spans.push(Span {
                from: high,
                offset: new,
            });
        }
        before = after;
    }
    spans
}

/// After stepping over a gap in quarters of an hour, the instant may lie a little behind the gap's end.
fn gap_end(zone: Tz, moment: DateTime<Utc>, local: &NaiveDateTime) -> DateTime<Utc> {
    let behind = moment - TimeDelta::minutes(15);
    let in_gap = zone
        .from_local_datetime(&(*local - TimeDelta::minutes(15)))
        .earliest()
        .is_none();
    if !in_gap {
        return moment;
    }
    let (mut low, mut high) = (behind.timestamp_millis(), moment.timestamp_millis());
    let new = offset(zone, high);
    while high - low > 1000 {
        let middle = low + (high - low) / 2000 * 1000;
        if offset(zone, middle) == new {
            high = middle;
        } else {
            low = middle;
        }
    }
    let end = if offset(zone, low) == new { low } else { high };
    DateTime::from_timestamp_millis(end).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ZONES: [Tz; 6] = [
        Tz::UTC,
        Tz::Europe__Berlin,
        Tz::America__New_York,
        Tz::America__Sao_Paulo,
        Tz::Asia__Kathmandu,
        Tz::Australia__Lord_Howe,
    ];

    proptest! {
        #[test]
        fn local_time_is_what_chrono_says(moments in prop::collection::vec(0..4_000_000_000_000_i64, 1..50), zone in 0..6_usize) {
            let calendar = Calendar::new(ZONES[zone]);
            let local = calendar.local();
            for moment in moments {
                let expected = DateTime::from_timestamp_millis(moment).unwrap().with_timezone(&ZONES[zone]);
                prop_assert_eq!(local(moment), expected.naive_local().and_utc().timestamp_millis());
            }
        }

        #[test]
        fn a_day_starts_where_the_day_before_ends(day in 0..30_000_i32, zone in 0..6_usize) {
            let calendar = Calendar::new(ZONES[zone]);
            let day = NaiveDate::from_epoch_days(day).unwrap();
            let start = calendar.start(day);
            prop_assert_eq!(calendar.day(start), day);
            prop_assert_eq!(calendar.day(start - TimeDelta::milliseconds(1)), day.pred_opt().unwrap());
        }
    }

    #[test]
    fn midnight_is_found_where_clocks_skip_it() {
        let calendar = Calendar::new(Tz::America__Sao_Paulo);
        let day = NaiveDate::from_ymd_opt(2017, 10, 15).unwrap();
        assert_eq!(calendar.start(day).to_rfc3339(), "2017-10-15T03:00:00+00:00");
    }

    #[test]
    fn moments_are_read_in_the_zone_unless_they_bring_their_own() {
        let calendar = Calendar::new(Tz::Europe__Berlin);
        for (text, utc) in [
            ("2026-03-29", "2026-03-28T23:00:00+00:00"),
            ("2026-03-30", "2026-03-29T22:00:00+00:00"),
            ("2026-01-01 12:30", "2026-01-01T11:30:00+00:00"),
            ("2026-01-01T12:30:00Z", "2026-01-01T12:30:00+00:00"),
            ("2026-01-01 12:30:00+05:00", "2026-01-01T07:30:00+00:00"),
        ] {
            assert_eq!(calendar.read(text).unwrap().to_rfc3339(), utc, "{text}");
        }
        assert_eq!(calendar.read("soon"), None);
    }
}
