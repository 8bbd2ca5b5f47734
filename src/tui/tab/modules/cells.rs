//! Values as a table shows them, and as other programs read them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::api::wire::Cell;
use crate::catalog::Kind;
use crate::text::format;

/// A value as people read it: `12,480`, `4 min 12 s`, `2026-11-22 14:05` in a time zone, `—` where there is none.
pub fn shown(kind: Kind, cell: &Cell, zone: Tz) -> String {
    match (cell, kind) {
        (Cell::Empty, _) => format::EMPTY.to_owned(),
        (Cell::Boolean(value), _) => if *value { "yes" } else { "no" }.to_owned(),
        (Cell::Integer(millis), Kind::Timestamp) => {
            moment(*millis).map_or_else(|| format::EMPTY.to_owned(), |at| format::moment(at, zone))
        }
        (Cell::Integer(seconds), Kind::Duration) => format::duration(*seconds),
        (Cell::Integer(number), Kind::Decimal) => decimal(*number as f64),
        (Cell::Integer(number), _) => format::count(*number),
        (Cell::Decimal(number), _) => decimal(*number),
        (Cell::Text(text), _) => text.clone(),
        (Cell::List(texts), _) => texts.join(", "),
    }
}

/// A value as programs read it: plain digits, seconds, RFC 3339 in UTC; nothing where there is none.
pub fn plain(kind: Kind, cell: &Cell) -> String {
    match (cell, kind) {
        (Cell::Empty, _) => String::new(),
        (Cell::Boolean(value), _) => value.to_string(),
        (Cell::Integer(millis), Kind::Timestamp) => moment(*millis).map(format::rfc3339).unwrap_or_default(),
        (Cell::Integer(number), _) => number.to_string(),
        (Cell::Decimal(number), _) => number.to_string(),
        (Cell::Text(text), _) => text.clone(),
        (Cell::List(texts), _) => texts.join(", "),
    }
}

/// A value as a condition reads it: what [`plain`] gives, but of a moment the day in the time zone that conditions are
/// read in: nobody asks for the rows of one second.
pub fn condition(kind: Kind, cell: &Cell, zone: Tz) -> String {
    match (cell, kind) {
        (Cell::Integer(millis), Kind::Timestamp) => {
            moment(*millis).map_or_else(String::new, |at| at.with_timezone(&zone).format("%Y-%m-%d").to_string())
        }
        _ => plain(kind, cell),
    }
}

fn moment(millis: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(millis)
}

/// A number with a fraction: separators before the point, and at most two digits after it.
fn decimal(number: f64) -> String {
    if !number.is_finite() {
        return format::EMPTY.to_owned();
    }
    let rounded = (number * 100.0).round() / 100.0;
    let whole = rounded.trunc();
    let hundredths = ((rounded - whole).abs() * 100.0).round() as u8;
    let sign = if rounded < 0.0 && whole == 0.0 { "-" } else { "" };
    format!("{sign}{}.{hundredths:02}", format::count(whole as i128))
}

/// Whether columns of a type are set flush right.
pub const fn is_right(kind: Kind) -> bool {
    kind.is_numeric()
}

/// Whether a text is read from right to left: its first letter that has a direction says so. Such texts are set flush
/// right in their column, where their readers begin.
pub fn is_right_to_left(text: &str) -> bool {
    let direction = |c: char| match c {
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' => {
            Some(true)
        }
        c if c.is_alphabetic() => Some(false),
        _ => None,
    };
    text.chars().find_map(direction).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_looks_as_everywhere_else() {
        let zone = chrono_tz::Europe::Berlin;
        let at = Cell::Integer(1_795_352_700_000);
        assert_eq!(shown(Kind::Timestamp, &at, zone), "2026-11-22 14:05");
        assert_eq!(plain(Kind::Timestamp, &at), "2026-11-22T13:05:00Z");
        assert_eq!(condition(Kind::Timestamp, &at, zone), "2026-11-22");
        assert_eq!(shown(Kind::Duration, &Cell::Integer(252), zone), "4 min 12 s");
        assert_eq!(shown(Kind::Integer, &Cell::Integer(12_480), zone), "12,480");
        assert_eq!(shown(Kind::Decimal, &Cell::Decimal(-0.125), zone), "-0.13");
        assert_eq!(shown(Kind::Decimal, &Cell::Decimal(1234.5), zone), "1,234.50");
        assert_eq!(shown(Kind::Boolean, &Cell::Boolean(false), zone), "no");
        assert_eq!(
            shown(Kind::List, &Cell::List(vec!["a".into(), "b".into()]), zone),
            "a, b"
        );
        assert_eq!(shown(Kind::Text, &Cell::Empty, zone), "—");
        assert_eq!(plain(Kind::Text, &Cell::Empty), "");
        assert_eq!(shown(Kind::Timestamp, &Cell::Integer(i64::MAX), zone), "—");
    }

    #[test]
    fn scripts_that_run_to_the_left_are_known() {
        assert!(is_right_to_left("שלום hello"));
        assert!(is_right_to_left("12 مرحبا"));
        assert!(!is_right_to_left("hello שלום"));
        assert!(!is_right_to_left("日本語 123"));
        assert!(!is_right_to_left("123"));
    }
}
