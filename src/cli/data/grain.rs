//! How far apart the moments of a file are, and moments cut to hours, days, months.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, Timelike, Utc};

use crate::chart::{Column, Frame, Grain, Values};

/// How far apart moments are at least: days where all are the beginning of one.
pub(super) fn grain_of(times: &[Option<i64>]) -> Grain {
    let moments: Vec<NaiveDateTime> = times
        .iter()
        .flatten()
        .filter_map(|time| DateTime::<Utc>::from_timestamp_millis(*time))
        .map(|moment| moment.naive_utc())
        .collect();
    let all = |holds: fn(&NaiveDateTime) -> bool| !moments.is_empty() && moments.iter().all(holds);
    let (first, several) = (moments.first(), moments.iter().any(|one| Some(one) != moments.first()));
    if !all(|moment| moment.minute() == 0 && moment.second() == 0 && moment.nanosecond() == 0) {
        return Grain::Moment;
    }
    if !all(|moment| moment.hour() == 0) {
        return Grain::Hour;
    }
    // One day is a day; what it begins shows only beside others.
    if first.is_none() || !several || !all(|moment| moment.day() == 1) {
        let weeks = several && all(|moment| moment.weekday().num_days_from_monday() == 0);
        return if weeks && moments.len() > 2 {
            Grain::Week
        } else {
            Grain::Day
        };
    }
    if all(|moment| moment.month() == 1) {
        Grain::Year
    } else if moments.len() > 2 && all(|moment| moment.month0().is_multiple_of(3)) {
        Grain::Quarter
    } else {
        Grain::Month
    }
}

/// The frame with the moments of a column at the beginning of their grain, in UTC.
pub(in crate::cli) fn cut(frame: Frame, name: &str, grain: Grain) -> Frame {
    let mut columns: Vec<Column> = frame.clone().into();
    for column in columns.iter_mut().filter(|column| column.name.as_str() == name) {
        if let Values::Times(times) = &mut column.values {
            for time in times.iter_mut() {
                *time = time.and_then(|time| start(time, grain));
            }
            column.grain = grain;
        }
    }
    Frame::try_from(columns).unwrap_or(frame)
}

fn start(millis: i64, grain: Grain) -> Option<i64> {
    const HOUR: i64 = 3_600_000;
    let day = DateTime::<Utc>::from_timestamp_millis(millis)?.date_naive();
    let first: NaiveDate = match grain {
        Grain::Moment => return Some(millis),
        Grain::Hour => return Some(millis.div_euclid(HOUR) * HOUR),
        Grain::Day => day,
        Grain::Week => day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))?,
        Grain::Month => day.with_day(1)?,
        Grain::Quarter => day.with_day(1)?.with_month0(day.month0() / 3 * 3)?,
        Grain::Year => day.with_day(1)?.with_month0(0)?,
    };
    Some(first.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis())
}
