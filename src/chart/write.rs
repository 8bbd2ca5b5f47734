//! How values are written in a picture.

use chrono::{DateTime, Datelike, Timelike};
use chrono_tz::Tz;

use super::frame::{Grain, Unit, Value};
use crate::text::{SafeText, format};

/// A value of a measure as people read it in full: `12,480`, `2.25`, `71.4 %`, `4 min 12 s`.
pub(crate) fn full(value: f64, unit: Unit) -> String {
    if !value.is_finite() {
        return format::EMPTY.to_owned();
    }
    match unit {
        Unit::Percent => format::percent(value),
        Unit::Seconds if value.abs() < 10.0 && value.fract() != 0.0 => format!("{} s", format::decimal(value)),
        Unit::Seconds => format::duration(value.round() as i64),
        Unit::Money => {
            let cents = (value * 100.0).round();
            let whole = format::count((cents / 100.0).trunc() as i128);
            let sign = if cents < 0.0 && !whole.starts_with('-') {
                "-"
            } else {
                ""
            };
            format!("{sign}{whole}.{:02}", (cents.abs() % 100.0) as u8)
        }
        Unit::Number if value.abs() >= 1e15 || (value != 0.0 && value.abs() < 0.001) => format!("{value:e}"),
        Unit::Number if value.fract() == 0.0 || value.abs() >= 10_000.0 => format::count(value.round() as i128),
        Unit::Number => {
            let text = format!("{value:.3}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    }
}

/// A value of a measure where there is little room: `12 k`, `1.2 M`, `71 %`, `4 min`.
pub(crate) fn short(value: f64, unit: Unit) -> String {
    if !value.is_finite() {
        return format::EMPTY.to_owned();
    }
    match unit {
        Unit::Percent => {
            let text = format!("{value:.1}");
            format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
        }
        Unit::Seconds if value.abs() < 1.0 => full(value, unit),
        Unit::Seconds => {
            let size = value.abs();
            let (scaled, word) = match size {
                ..60.0 => (value, "s"),
                ..3600.0 => (value / 60.0, "min"),
                ..86_400.0 => (value / 3600.0, "h"),
                _ => (value / 86_400.0, "d"),
            };
            let text = format!("{scaled:.1}");
            format!("{} {word}", text.trim_end_matches('0').trim_end_matches('.'))
        }
        Unit::Number | Unit::Money => {
            let size = value.abs();
            let (scaled, word) = match size {
                ..10_000.0 => return full(value, Unit::Number),
                ..1e6 => (value / 1e3, " k"),
                ..1e9 => (value / 1e6, " M"),
                ..1e12 => (value / 1e9, " G"),
                ..1e15 => (value / 1e12, " T"),
                _ => return format!("{value:.0e}"),
            };
            let text = format!("{scaled:.1}");
            format!("{}{word}", text.trim_end_matches('0').trim_end_matches('.'))
        }
    }
}

/// A moment by its grain: `14:00`, `2026-11-22`, `W47 2026`, `Nov 2026`, `Q4 2026`, `2026`.
pub(crate) fn moment(millis: i64, grain: Grain, zone: Tz) -> String {
    let Some(at) = DateTime::from_timestamp_millis(millis).map(|at| at.with_timezone(&zone)) else {
        return format::EMPTY.to_owned();
    };
    match grain {
        Grain::Moment if at.hour() == 0 && at.minute() == 0 && at.second() == 0 => at.format("%Y-%m-%d").to_string(),
        Grain::Moment | Grain::Hour => at.format("%Y-%m-%d %H:%M").to_string(),
        Grain::Day => at.format("%Y-%m-%d").to_string(),
        Grain::Week => at.format("W%V %G").to_string(),
        Grain::Month => at.format("%b %Y").to_string(),
        Grain::Quarter => format!("Q{} {}", at.month0() / 3 + 1, at.year()),
        Grain::Year => at.format("%Y").to_string(),
    }
}

/// A value of a dimension.
pub(crate) fn category(value: &Value, grain: Grain, unit: Unit, zone: Tz) -> SafeText {
    match value {
        Value::Null => SafeText::new(format::EMPTY),
        Value::Text(text) if text.trim().is_empty() => SafeText::new("(blank)"),
        Value::Text(text) => text.clone(),
        Value::Number(number) => SafeText::new(full(*number, unit)),
        Value::Time(millis) => SafeText::new(moment(*millis, grain, zone)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_people_read_them() {
        let cases = [
            (12_480.0, Unit::Number, "12,480", "12.5 k"),
            (2.25, Unit::Number, "2.25", "2.25"),
            (71.44, Unit::Percent, "71.4 %", "71.4 %"),
            (252.0, Unit::Seconds, "4 min 12 s", "4.2 min"),
            (-0.5, Unit::Money, "-0.50", "-0.5"),
            (f64::NAN, Unit::Number, "—", "—"),
            (f64::INFINITY, Unit::Seconds, "—", "—"),
        ];
        for (value, unit, long, brief) in cases {
            assert_eq!(full(value, unit), long);
            assert_eq!(short(value, unit), brief);
        }
    }

    #[test]
    fn moments_by_their_grain() {
        let at = 1_795_000_000_000;
        let expected = [
            (Grain::Hour, "2026-11-18 11:06"),
            (Grain::Day, "2026-11-18"),
            (Grain::Week, "W47 2026"),
            (Grain::Month, "Nov 2026"),
            (Grain::Quarter, "Q4 2026"),
            (Grain::Year, "2026"),
        ];
        for (grain, text) in expected {
            assert_eq!(moment(at, grain, Tz::UTC), text);
        }
        assert_eq!(moment(i64::MAX, Grain::Day, Tz::UTC), "—");
    }
}
