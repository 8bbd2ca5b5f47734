//! Numbers, lengths of time and moments as people read them.
//!
//! A value looks the same on every screen and in every command: `12,480`, `1.2 M`, `71.4 %`, `4 min 12 s`, `3 d`,
//! `2026-11-22 14:05`. What is not there is [`EMPTY`]; zero is `0`.

use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Tz;

/// What stands for a value that is not there.
pub const EMPTY: &str = "—";

/// A whole number with thousands separators: `12,480`.
pub fn count(number: impl Into<i128>) -> String {
    let number: i128 = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number in at most six columns: `982`, `12,480`, `124 k`, `1.2 M`.
pub fn short(number: f64) -> String {
    let size = number.abs();
    if !number.is_finite() {
        EMPTY.to_owned()
    } else if size < 99_999.5 {
        count(number.round() as i128)
    } else {
        let (scaled, unit) = if size < 999_500.0 {
            (number / 1e3, "k")
        } else if size < 999_500_000.0 {
            (number / 1e6, "M")
        } else {
            (number / 1e9, "G")
        };
        if scaled.abs() < 99.95 {
            format!("{scaled:.1} {unit}")
        } else {
            format!("{scaled:.0} {unit}")
        }
    }
}

/// A share of a hundred with one decimal: `71.4 %`.
pub fn percent(value: f64) -> String {
    if value.is_finite() {
        format!("{} %", decimal(value))
    } else {
        EMPTY.to_owned()
    }
}

/// A number with one decimal, and never `-0.0`: `2.1`.
pub fn decimal(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded == 0.0 {
        "0.0".to_owned()
    } else {
        format!("{rounded:.1}")
    }
}

/// A length of time, in its two largest units: `0 s`, `48 s`, `4 min 12 s`, `2 h 5 min`, `3 d 4 h`, `41 d`.
pub fn duration(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    let two = |large: u64, large_unit: &str, small: u64, small_unit: &str| {
        if small == 0 {
            format!("{large} {large_unit}")
        } else {
            format!("{large} {large_unit} {small} {small_unit}")
        }
    };
    let text = match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => two(seconds / 60, "min", seconds % 60, "s"),
        3600..86_400 => two(seconds / 3600, "h", seconds % 3600 / 60, "min"),
        86_400..864_000 => two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h"),
        _ => format!("{} d", seconds / 86_400),
    };
    format!("{sign}{text}")
}

/// A short length of time with tenths where they matter: `0.4 s`, `12.3 s`, then as [`duration`].
pub fn elapsed(length: std::time::Duration) -> String {
    let seconds = length.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        duration(seconds.round() as i64)
    }
}

/// How long ago something was, in its largest unit: `just now`, `3 min ago`, `2 h ago`, `5 d ago`.
pub fn age(seconds: i64) -> String {
    match seconds {
        ..10 => "just now".to_owned(),
        10..60 => format!("{seconds} s ago"),
        60..3600 => format!("{} min ago", seconds / 60),
        3600..86_400 => format!("{} h ago", seconds / 3600),
        _ => format!("{} d ago", seconds / 86_400),
    }
}

/// A moment to the minute in a time zone: `2026-11-22 14:05`.
pub fn moment(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

/// A moment as RFC 3339 in UTC to the second, which is how every machine-readable output writes it.
pub fn rfc3339(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// A moment given in milliseconds since 1970 as RFC 3339 in UTC; `None` beyond the calendar.
pub fn rfc3339_millis(millis: i64) -> Option<String> {
    let at = Utc.timestamp_millis_opt(millis).single()?;
    let precision = if millis % 1000 == 0 {
        chrono::SecondsFormat::Secs
    } else {
        chrono::SecondsFormat::Millis
    };
    Some(at.to_rfc3339_opts(precision, true))
}

/// A size in memory or on disk: `0 B`, `812 kB`, `1.4 MB`, in powers of ten.
pub fn bytes(size: u64) -> String {
    let size = size as f64;
    match size {
        ..1e3 => format!("{size:.0} B"),
        ..1e6 => format!("{:.0} kB", size / 1e3),
        ..1e9 => format!("{:.1} MB", size / 1e6),
        _ => format!("{:.1} GB", size / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(12_480), "12,480");
        assert_eq!(count(-1_234_567), "-1,234,567");
        assert_eq!(short(99_999.0), "99,999");
        assert_eq!(short(124_000.0), "124 k");
        assert_eq!(short(999_600.0), "1.0 M");
        assert_eq!(short(1_240_000.0), "1.2 M");
        assert_eq!(short(f64::NAN), EMPTY);
        assert_eq!(percent(71.44), "71.4 %");
        assert_eq!(percent(-0.04), "0.0 %");
    }

    #[test]
    fn lengths_of_time() {
        let expected = [
            (0, "0 s"),
            (48, "48 s"),
            (252, "4 min 12 s"),
            (300, "5 min"),
            (7500, "2 h 5 min"),
            (273_600, "3 d 4 h"),
            (3_600_000, "41 d"),
            (-60, "-1 min"),
        ];
        for (seconds, text) in expected {
            assert_eq!(duration(seconds), text);
        }
        assert_eq!(elapsed(std::time::Duration::from_millis(440)), "0.4 s");
        assert_eq!(age(3), "just now");
        assert_eq!(age(200), "3 min ago");
        assert_eq!(age(200_000), "2 d ago");
    }

    #[test]
    fn moments() {
        let at = Utc.timestamp_opt(1_795_000_000, 0).unwrap();
        assert_eq!(moment(at, chrono_tz::Europe::Berlin), "2026-11-18 12:06");
        assert_eq!(rfc3339(at), "2026-11-18T11:06:40Z");
        assert_eq!(
            rfc3339_millis(1_795_000_000_500).as_deref(),
            Some("2026-11-18T11:06:40.500Z")
        );
        assert_eq!(rfc3339_millis(i64::MAX), None);
    }

    #[test]
    fn sizes() {
        assert_eq!(bytes(812_000), "812 kB");
        assert_eq!(bytes(1_400_000), "1.4 MB");
    }
}
