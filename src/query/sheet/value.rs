//! Values as people write them beside a column, and as they are shown.
//!
//! What is written to the minute means any moment of that minute, and a day any moment of that day: a value that is
//! copied from the screen finds the row it was copied from.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};

use crate::query::zone::Calendar;
use crate::text::format;

/// A stretch of whole numbers: from the first up to, but not including, the second.
pub(super) type Span = std::ops::Range<i64>;

/// `yes`, `no`, `true`, `false`, `1`, `0`.
pub(super) fn boolean(text: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text.trim()));
    if is(&["yes", "true", "1", "y"]) {
        Some(true)
    } else if is(&["no", "false", "0", "n"]) {
        Some(false)
    } else {
        None
    }
}

/// A number as it is written and shown: `12480`, `12,480`, `-4.5`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Whole(i64),
    Fraction(f64),
}

pub(super) fn number(text: &str) -> Option<Number> {
    let text = ungrouped(text.trim())?;
    if let Ok(whole) = text.parse() {
        return Some(Number::Whole(whole));
    }
    // Words such as "inf" and "nan" are numbers for a machine only.
    let plain = text
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    let number: f64 = text.parse().ok().filter(|_| plain)?;
    number.is_finite().then_some(Number::Fraction(number))
}

/// A number without the commas between its thousands; nothing where commas stand elsewhere.
fn ungrouped(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split(',');
    let first = groups.next()?.trim_start_matches(['-', '+']);
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = (1..=3).contains(&first.len())
        && digits(first)
        && groups.all(|group| group.len() == 3 && digits(group))
        && fraction.is_none_or(|fraction| !fraction.contains(','));
    grouped.then(|| text.replace(',', ""))
}

/// The moments that a text means, in milliseconds.
pub(super) fn moment(text: &str, calendar: &Calendar, now: DateTime<Utc>) -> Option<Span> {
    const SECOND: i64 = 1000;
    let text = text.trim();
    let today = calendar.day(now);
    let named = match text.to_ascii_lowercase().as_str() {
        "today" => Some(today),
        "yesterday" => today.pred_opt(),
        "tomorrow" => today.succ_opt(),
        _ => None,
    };
    let between = |first: NaiveDate, next: Option<NaiveDate>| {
        Some(calendar.start(first).timestamp_millis()..calendar.start(next?).timestamp_millis())
    };
    let written = ["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    if let Some(day) = named.or(written) {
        return between(day, day.checked_add_days(Days::new(1)));
    }
    if let Ok(first) = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d") {
        return between(first, first.checked_add_months(Months::new(1)));
    }
    if let Some((first, next)) = ago(&text.to_ascii_lowercase(), today) {
        return between(first, Some(next));
    }
    if text.eq_ignore_ascii_case("now") {
        let start = now.timestamp_millis().div_euclid(SECOND) * SECOND;
        return Some(start..start + SECOND);
    }
    let start = calendar.read(text)?.timestamp_millis();
    let clock = text.split(['T', 't', ' ']).nth(1).unwrap_or_default();
    let clock = clock.split(['Z', 'z', '+', '-']).next().unwrap_or_default();
    let length = match clock.matches(':').count() {
        _ if clock.contains('.') => 1,
        1 => 60 * SECOND,
        _ => SECOND,
    };
    Some(start..start.checked_add(length)?)
}

/// `30 days ago`, `this week`, `6 months ago`: all of that day, week (from Monday on), month or year, by its first day and the
/// first one after it.
fn ago(words: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let (number, unit) = match words.as_slice() {
        ["this", unit] => (0, *unit),
        ["last", unit] => (1, *unit),
        [number, unit, "ago"] => (number.parse::<u32>().ok()?, *unit),
        _ => return None,
    };
    let months = |first: NaiveDate, step: u32| {
        let first = first.checked_sub_months(Months::new(number.checked_mul(step)?))?;
        Some((first, first.checked_add_months(Months::new(step))?))
    };
    match unit {
        "day" | "days" => {
            let day = today.checked_sub_days(Days::new(number.into()))?;
            Some((day, day.succ_opt()?))
        }
        "week" | "weeks" => {
            let back = u64::from(number) * 7 + u64::from(today.weekday().num_days_from_monday());
            let monday = today.checked_sub_days(Days::new(back))?;
            Some((monday, monday.checked_add_days(Days::new(7))?))
        }
        "month" | "months" => months(today.with_day(1)?, 1),
        "year" | "years" => months(today.with_day(1)?.with_month(1)?, 12),
        _ => None,
    }
}

/// A length of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Length {
    /// Exactly, in seconds.
    pub seconds: i64,
    /// All lengths that are shown like it: what is shown as `2 h` may be some seconds more. Just itself where bare seconds
    /// were written.
    pub shown: Span,
}

/// `90`, `4 min 12 s`, `2 h`, `-3 d`.
pub(super) fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<i64>() {
        return Some(Length {
            seconds,
            shown: seconds..seconds.checked_add(1)?,
        });
    }
    let (negative, mut rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut size: i64 = 0;
    loop {
        rest = rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number: i64 = rest[..end].parse().ok()?;
        rest = rest[end..].trim_start();
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        size = size.checked_add(number.checked_mul(unit(&rest[..end])?)?)?;
        rest = &rest[end..];
        if rest.trim().is_empty() {
            break;
        }
    }
    let coarse = match size {
        0..3600 => 1,
        3600..86_400 => 60,
        86_400..864_000 => 3600,
        _ => 86_400,
    };
    let step = if size % coarse == 0 { coarse } else { 1 };
    let end = size.checked_add(step)?;
    Some(if negative {
        Length {
            seconds: -size,
            shown: 1 - end..1 - size,
        }
    } else {
        Length {
            seconds: size,
            shown: size..end,
        }
    })
}

fn unit(word: &str) -> Option<i64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
        "d" | "day" | "days" => 86_400,
        "w" | "week" | "weeks" => 7 * 86_400,
        _ => return None,
    })
}

/// A moment in milliseconds as it is shown; nothing beyond the calendar.
pub(super) fn shown_moment(millis: i64, calendar: &Calendar) -> Option<String> {
    DateTime::from_timestamp_millis(millis).map(|at| format::moment(at, calendar.zone()))
}

/// `yes` or `no`.
pub(super) const fn shown_boolean(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use proptest::prelude::*;

    use super::*;
    use crate::query::testing::cases;

    #[test]
    fn numbers_and_answers_are_read_as_they_are_written() {
        assert_eq!(number(" 12,480 "), Some(Number::Whole(12_480)));
        assert_eq!(number("-1,000.5"), Some(Number::Fraction(-1000.5)));
        for wrong in ["", "1,2", "1,2345", "inf", "NaN", "four", "1e999", "0x10", "1,000.5,0"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
        assert_eq!(
            (boolean("YES"), boolean("0"), boolean("maybe")),
            (Some(true), Some(false), None)
        );
    }

    #[test]
    fn a_day_is_all_its_moments() {
        let calendar = Calendar::new(Tz::Europe__Berlin);
        let now = "2026-11-22T10:00:00Z".parse().unwrap();
        let span = |text: &str| {
            moment(text, &calendar, now).map(|span| {
                let text = |at| DateTime::from_timestamp_millis(at).unwrap().to_rfc3339();
                (text(span.start), (span.end - span.start) / 1000)
            })
        };
        let is = |start: &str, seconds: i64| Some((format!("{start}+00:00"), seconds));
        assert_eq!(span("2026-11-22"), is("2026-11-21T23:00:00", 86_400));
        assert_eq!(span("2026-03-29"), is("2026-03-28T23:00:00", 82_800));
        assert_eq!(span("today"), span("2026-11-22"));
        assert_eq!(
            (span("3 days ago"), span("0 days ago")),
            (span("2026-11-19"), span("today"))
        );
        assert_eq!(span("this week"), is("2026-11-15T23:00:00", 7 * 86_400));
        assert_eq!(
            (span("1 week ago"), span("last month")),
            (span("last week"), span("2026-10"))
        );
        assert_eq!(span("12 months ago"), span("2025-11"));
        assert_eq!(span("this year"), is("2025-12-31T23:00:00", 365 * 86_400));
        assert_eq!(span("Yesterday"), span("21.11.2026"));
        assert_eq!(span("2026-11"), is("2026-10-31T23:00:00", 30 * 86_400));
        assert_eq!(span("2026-11-22 14:05"), is("2026-11-22T13:05:00", 60));
        assert_eq!(span("2026-11-22T14:05:09Z"), is("2026-11-22T14:05:09", 1));
        assert_eq!(span("2026-11-22 14:05:09+05:00"), is("2026-11-22T09:05:09", 1));
        for wrong in [
            "",
            "soon",
            "2026-13-01",
            "2026",
            "24:00",
            "ago",
            "x days ago",
            "9999999999 years ago",
            "4294967295 years ago",
        ] {
            assert_eq!(span(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #![proptest_config(cases(300))]
        #[test]
        fn a_length_that_is_shown_is_found_again(seconds in -10_000_000..10_000_000_i64) {
            let shown = format::duration(seconds);
            let length = length(&shown).unwrap();
            prop_assert!(length.shown.contains(&seconds), "{} {:?}", shown, length);
            for other in [length.shown.start, length.shown.end - 1] {
                prop_assert_eq!(format::duration(other), shown.clone());
            }
            prop_assert_ne!(format::duration(length.shown.end), shown.clone());
        }

        #[test]
        fn any_text_is_a_length_or_refused(text in "[0-9a-z -]{0,30}") {
            let _ = length(&text);
            let _ = number(&text);
        }
    }
}
