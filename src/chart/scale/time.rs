//! The calendar of a time zone: where its hours, days, weeks, months, quarters and years begin, and which of them to write at an
//! axis.
//!
//! Beginnings are found by the clock on the wall, so that a day is 23 or 25 hours long where the clock is put forward or back.
//! What begins in an hour that the clock leaves out begins when it goes on.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;

use crate::chart::frame::Grain;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How far apart ticks are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Every {
    /// So many minutes; those of a day begin at its midnight.
    Minutes(u32),
    /// So many days, counted from 1970 on, so that the same days have ticks whatever else is shown.
    Days(u32),
    /// So many weeks, beginning on Monday.
    Weeks(u32),
    /// So many months of a year.
    Months(u32),
    /// So many years.
    Years(u32),
}

/// From the finest to the coarsest.
const STEPS: [Every; 23] = [
    Every::Minutes(1),
    Every::Minutes(5),
    Every::Minutes(15),
    Every::Minutes(30),
    Every::Minutes(60),
    Every::Minutes(3 * 60),
    Every::Minutes(6 * 60),
    Every::Minutes(12 * 60),
    Every::Days(1),
    Every::Days(2),
    Every::Weeks(1),
    Every::Weeks(2),
    Every::Months(1),
    Every::Months(2),
    Every::Months(3),
    Every::Months(6),
    Every::Years(1),
    Every::Years(2),
    Every::Years(5),
    Every::Years(10),
    Every::Years(20),
    Every::Years(50),
    Every::Years(100),
];

fn local(millis: i64, zone: Tz) -> Option<NaiveDateTime> {
    Some(
        DateTime::from_timestamp_millis(millis)?
            .with_timezone(&zone)
            .naive_local(),
    )
}

/// When the clock on the wall first shows a time.
fn moment(at: NaiveDateTime, zone: Tz) -> Option<i64> {
    // No zone has ever left out more than a day.
    (0..=48).find_map(|half_hours| {
        let later = at.checked_add_signed(TimeDelta::minutes(30 * half_hours))?;
        Some(zone.from_local_datetime(&later).earliest()?.timestamp_millis())
    })
}

fn midnight(date: NaiveDate) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN)
}

/// How many days after 1970-01-01 a date is.
fn day_number(date: NaiveDate) -> i64 {
    date.signed_duration_since(NaiveDate::default()).num_days()
}

fn back(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_sub_days(Days::new(u64::try_from(days).ok()?))
}

impl Every {
    /// About how long it is, in milliseconds.
    fn length(self) -> i64 {
        match self {
            Self::Minutes(count) => i64::from(count) * MINUTE,
            Self::Days(count) => i64::from(count) * DAY,
            Self::Weeks(count) => i64::from(count) * 7 * DAY,
            Self::Months(count) => i64::from(count) * 30 * DAY,
            Self::Years(count) => i64::from(count) * 365 * DAY,
        }
    }

    /// When the step that holds a time began.
    fn floor(self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let date = at.date();
        Some(match self {
            Self::Minutes(count) => {
                let minutes = (at.hour() * 60 + at.minute()) / count * count;
                date.and_hms_opt(minutes / 60, minutes % 60, 0)?
            }
            Self::Days(count) => midnight(back(date, day_number(date).rem_euclid(i64::from(count)))?),
            Self::Weeks(count) => {
                let monday = back(date, i64::from(date.weekday().num_days_from_monday()))?;
                // 1970-01-05 was a Monday.
                let week = (day_number(monday) - 4).div_euclid(7);
                midnight(back(monday, week.rem_euclid(i64::from(count)) * 7)?)
            }
            Self::Months(count) => midnight(NaiveDate::from_ymd_opt(
                date.year(),
                date.month0() / count * count + 1,
                1,
            )?),
            Self::Years(count) => {
                let year = date.year() - date.year().rem_euclid(i32::try_from(count).ok()?);
                midnight(NaiveDate::from_ymd_opt(year, 1, 1)?)
            }
        })
    }

    /// The beginning of the next step after the beginning of one.
    fn after(self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Self::Minutes(count) => at.checked_add_signed(TimeDelta::minutes(i64::from(count))),
            Self::Days(count) => at.checked_add_days(Days::new(u64::from(count))),
            Self::Weeks(count) => at.checked_add_days(Days::new(7 * u64::from(count))),
            Self::Months(count) => at.checked_add_months(Months::new(count)),
            Self::Years(count) => at.checked_add_months(Months::new(12 * count)),
        }
    }
}

/// The step of a grain; none for exact moments.
fn every(grain: Grain) -> Option<Every> {
    Some(match grain {
        Grain::Moment => return None,
        Grain::Hour => Every::Minutes(60),
        Grain::Day => Every::Days(1),
        Grain::Week => Every::Weeks(1),
        Grain::Month => Every::Months(1),
        Grain::Quarter => Every::Months(3),
        Grain::Year => Every::Years(1),
    })
}

/// The next coarser grain.
pub(crate) fn coarser(grain: Grain) -> Option<Grain> {
    Some(match grain {
        Grain::Moment => Grain::Hour,
        Grain::Hour => Grain::Day,
        Grain::Day => Grain::Week,
        Grain::Week => Grain::Month,
        Grain::Month => Grain::Quarter,
        Grain::Quarter => Grain::Year,
        Grain::Year => return None,
    })
}

/// When the hour, day, … that holds a moment began; the moment itself where the grain is none or the calendar ends.
pub(crate) fn start(millis: i64, grain: Grain, zone: Tz) -> i64 {
    let found = every(grain).and_then(|every| match grain {
        // Hours go on while the clock is put back: the second 2 o'clock is another hour than the first.
        Grain::Hour => {
            let minute = local(millis, zone)?.minute();
            Some(millis - millis.rem_euclid(MINUTE) - i64::from(minute) * MINUTE)
        }
        _ => moment(every.floor(local(millis, zone)?)?, zone),
    });
    found.unwrap_or(millis)
}

/// When the hour, day, … after the one that holds a moment begins; nothing for exact moments.
pub(crate) fn next(millis: i64, grain: Grain, zone: Tz) -> Option<i64> {
    let every = every(grain)?;
    if grain == Grain::Hour {
        return start(millis, grain, zone).checked_add(HOUR);
    }
    moment(every.after(every.floor(local(millis, zone)?)?)?, zone)
}

/// The beginnings of all hours, days, … from the one that holds the first moment to the one that holds the last; nothing where
/// there would be more than `most`.
pub(crate) fn all(first: i64, last: i64, grain: Grain, zone: Tz, most: usize) -> Option<Vec<i64>> {
    let step = every(grain)?.length();
    if last < first || (last.checked_sub(first)? / step) as usize > most {
        return None;
    }
    let mut at = start(first, grain, zone);
    let mut found = vec![at];
    while let Some(next) = next(at, grain, zone)
        && next <= last
        && next > at
        && found.len() <= most
    {
        found.push(next);
        at = next;
    }
    Some(found)
}

/// A moment that is written at an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tick {
    /// When.
    pub(crate) at: i64,
    /// What is written: only what changed since the tick before.
    pub(crate) label: String,
}

/// What is written at a tick. `before` is the tick to the left; the first one says more.
fn label(every: Every, grain: Grain, at: NaiveDateTime, before: Option<NaiveDateTime>) -> String {
    let new_year = before.is_some_and(|before| before.year() != at.year());
    match every {
        Every::Minutes(_) => match before {
            Some(before) if before.date() == at.date() => at.format("%H:%M").to_string(),
            Some(_) if at.time() == NaiveTime::MIN => at.format("%b %-d").to_string(),
            _ => at.format("%b %-d %H:%M").to_string(),
        },
        Every::Days(_) | Every::Weeks(_) => match before {
            Some(before) if !new_year && before.month() == at.month() => at.format("%-d").to_string(),
            Some(_) if new_year => at.format("%b %-d %Y").to_string(),
            _ => at.format("%b %-d").to_string(),
        },
        Every::Months(_) if grain == Grain::Quarter => {
            let quarter = at.month0() / 3 + 1;
            if before.is_none() || new_year {
                format!("Q{quarter} {}", at.year())
            } else {
                format!("Q{quarter}")
            }
        }
        Every::Months(_) if new_year && at.month() == 1 => at.format("%Y").to_string(),
        Every::Months(_) if new_year || before.is_none() => at.format("%b %Y").to_string(),
        Every::Months(_) => at.format("%b").to_string(),
        Every::Years(_) => at.format("%Y").to_string(),
    }
}

/// The ticks of a step from one moment to another; nothing where there would be more than `most`.
fn ticks_of(every: Every, from: i64, to: i64, grain: Grain, zone: Tz, most: usize) -> Option<Vec<Tick>> {
    if (to.checked_sub(from)? / every.length()) as usize > most {
        return None;
    }
    let mut clock = every.floor(local(from, zone)?)?;
    let mut before = None;
    let mut ticks: Vec<Tick> = Vec::new();
    // Two more than there can be: the one that holds the first moment, and one for the lengths that are only about right.
    for _ in 0..most + 8 {
        let at = moment(clock, zone)?;
        if at > to {
            break;
        }
        if at >= from && ticks.last().is_none_or(|tick| tick.at < at) {
            ticks.push(Tick {
                at,
                label: label(every, grain, clock, before),
            });
            before = Some(clock);
        }
        clock = every.after(clock)?;
    }
    Some(ticks)
}

/// The ticks for moments of a grain from one to another: of the finest step that `fits` accepts. Empty where none does.
pub(crate) fn ticks(
    from: i64,
    to: i64,
    grain: Grain,
    zone: Tz,
    most: usize,
    fits: impl Fn(&[Tick]) -> bool,
) -> Vec<Tick> {
    let finest = every(grain).map_or(0, Every::length);
    STEPS
        .into_iter()
        .filter(|every| every.length() >= finest)
        .find_map(|every| ticks_of(every, from, to, grain, zone, most).filter(|ticks| !ticks.is_empty() && fits(ticks)))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str, zone: Tz) -> i64 {
        let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        moment(naive, zone).unwrap()
    }

    fn labels(from: &str, to: &str, grain: Grain, most: usize) -> Vec<String> {
        let (from, to) = (at(from, Tz::UTC), at(to, Tz::UTC));
        let found = ticks(from, to, grain, Tz::UTC, most, |ticks| ticks.len() <= most);
        found.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn labels_say_only_what_changed() {
        let cases: [(&str, &str, Grain, usize, &[&str]); 6] = [
            (
                "2026-11-03 00:00",
                "2026-12-05 00:00",
                Grain::Day,
                6,
                &["Nov 9", "16", "23", "30"],
            ),
            (
                "2026-12-21 00:00",
                "2027-01-12 00:00",
                Grain::Day,
                4,
                &["Dec 21", "28", "Jan 4 2027", "11"],
            ),
            (
                "2026-10-01 00:00",
                "2027-03-01 00:00",
                Grain::Month,
                9,
                &["Oct 2026", "Nov", "Dec", "2027", "Feb", "Mar"],
            ),
            (
                "2026-07-01 00:00",
                "2027-01-01 00:00",
                Grain::Quarter,
                9,
                &["Q3 2026", "Q4", "Q1 2027"],
            ),
            (
                "2026-11-03 21:00",
                "2026-11-04 02:00",
                Grain::Hour,
                9,
                &["Nov 3 21:00", "22:00", "23:00", "Nov 4", "01:00", "02:00"],
            ),
            (
                "1987-05-01 00:00",
                "2027-05-01 00:00",
                Grain::Day,
                5,
                &["1990", "2000", "2010", "2020"],
            ),
        ];
        for (from, to, grain, most, expected) in cases {
            assert_eq!(labels(from, to, grain, most), expected, "{from} {grain:?}");
        }
    }

    #[test]
    fn days_are_as_long_as_the_clock_makes_them() {
        let zone = Tz::Europe__Berlin;
        let (long, short) = (at("2026-10-25 00:00", zone), at("2026-03-29 00:00", zone));
        assert_eq!(next(long, Grain::Day, zone).unwrap() - long, 25 * HOUR);
        assert_eq!(next(short, Grain::Day, zone).unwrap() - short, 23 * HOUR);
        let hours = all(long, long + 25 * HOUR - 1, Grain::Hour, zone, 100).unwrap();
        assert_eq!(hours.len(), 25);
        let days = all(
            at("2026-03-01 00:00", zone),
            at("2026-03-31 00:00", zone),
            Grain::Day,
            zone,
            100,
        )
        .unwrap();
        assert_eq!(days.len(), 31);
        // In São Paulo the clock went from 24:00 to 1:00.
        let zone = Tz::America__Sao_Paulo;
        let day = at("2018-11-03 12:00", zone);
        assert_eq!(next(day, Grain::Day, zone), Some(at("2018-11-04 01:00", zone)));
    }

    #[test]
    fn where_the_calendar_ends_nothing_breaks() {
        for millis in [i64::MIN, i64::MAX, 0] {
            for grain in [Grain::Hour, Grain::Week, Grain::Year] {
                let _ = (start(millis, grain, Tz::UTC), next(millis, grain, Tz::UTC));
            }
        }
        assert_eq!(all(i64::MIN, i64::MAX, Grain::Day, Tz::UTC, 100), None);
        assert!(ticks(i64::MIN, i64::MAX, Grain::Day, Tz::UTC, 9, |_| true).is_empty());
    }

    proptest! {
        #[test]
        fn a_grain_holds_its_moment_and_ends_where_the_next_begins(
            millis in 0i64..4_000_000_000_000,
            place in 0usize..6,
            zone in prop::sample::select(vec![Tz::UTC, Tz::Europe__Berlin, Tz::Australia__Lord_Howe, Tz::Asia__Kathmandu]),
        ) {
            let grain = [Grain::Hour, Grain::Day, Grain::Week, Grain::Month, Grain::Quarter, Grain::Year][place];
            let (from, to) = (start(millis, grain, zone), next(millis, grain, zone).unwrap());
            prop_assert!(from <= millis && millis < to, "{from} {millis} {to}");
            if grain != Grain::Hour {
                prop_assert_eq!(start(to, grain, zone), to);
                prop_assert_eq!(start(to - 1, grain, zone), from);
            }
        }

        #[test]
        fn ticks_rise_and_stay_between_the_bounds(from in 0i64..4_000_000_000_000, length in 0i64..2_000_000_000_000, most in 1usize..30) {
            let found = ticks(from, from + length, Grain::Moment, Tz::Europe__Berlin, most, |_| true);
            prop_assert!(found.iter().all(|tick| tick.at >= from && tick.at <= from + length));
            prop_assert!(found.is_sorted_by(|a, b| a.at < b.at));
        }
    }
}
