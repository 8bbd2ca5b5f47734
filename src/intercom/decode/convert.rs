//! From what stood in the JSON to a value of a field's type, as far as that can be done without guessing.
//!
//! Versions of the API, and the API and its description, disagree on types: an id is a number here and a string there,
//! "nobody" is null, 0 or "0", a moment comes in seconds, now and then in milliseconds or in words. All of these have
//! one meaning, so they are read; what has none is a problem.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::problem::ProblemKind;
use super::record::Found;
use crate::catalog::{Field, Kind};

/// The longest text that is stored, in bytes.
pub(super) const LONGEST_TEXT: usize = 1024 * 1024;
/// The longest id, in bytes. Intercom's have 24 characters; ids of customers are texts, not ids.
const LONGEST_ID: usize = 256;
/// Beyond this a JSON number with a fraction or exponent is not exact, so it cannot be an id.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// 2200-01-01 in Unix milliseconds: no moment in support is later.
const LATEST: i64 = 7_258_118_400_000;
/// From here on a number is taken for milliseconds: as seconds it would be the year 5138, as milliseconds it is 1973.
const MILLISECONDS_FROM: f64 = 1e11;

/// A value as a column takes it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    Null,
    Text(Cow<'a, str>),
    /// A text whose end was left out.
    Cut(&'a str),
    Int(i64),
    Float(f64),
    Bool(bool),
}

impl Value<'_> {
    pub(super) fn is_some(&self) -> bool {
        *self != Self::Null
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Cut(text) => Some(text),
            _ => None,
        }
    }
}

type Converted<'a> = Result<Value<'a>, ProblemKind>;

/// Converts what was found to the type of a field.
pub(super) fn convert<'a>(field: &Field, found: &'a Found<'_>) -> Converted<'a> {
    if matches!(found, Found::Absent | Found::Null) {
        return Ok(Value::Null);
    }
    match field.kind {
        Kind::Text | Kind::List => text(found),
        Kind::Id => id(found, field.zero_is_absent),
        Kind::Integer => integer(found),
        Kind::Duration => duration(found),
        Kind::Decimal => decimal(found),
        Kind::Boolean => boolean(found),
        Kind::Timestamp => timestamp(found),
    }
}

/// Words; a number or a yes/no is written out.
pub(super) fn text<'a>(found: &'a Found<'_>) -> Converted<'a> {
    match found {
        Found::Absent | Found::Null => Ok(Value::Null),
        Found::Text(text) if text.len() > LONGEST_TEXT => {
            let mut end = LONGEST_TEXT;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            Ok(Value::Cut(text.get(..end).unwrap_or_default()))
        }
        Found::Text(text) => Ok(Value::Text(Cow::Borrowed(text))),
        Found::Bool(value) => Ok(Value::Text(value.to_string().into())),
        Found::Int(value) => Ok(Value::Text(value.to_string().into())),
        Found::Large(value) => Ok(Value::Text(value.to_string().into())),
        Found::Float(value) => Ok(Value::Text(value.to_string().into())),
        Found::List | Found::Object | Found::Endless | Found::Other => Err(ProblemKind::WrongType),
    }
}

/// A string, or a number without a fraction. An empty string is no id.
fn id<'a>(found: &'a Found<'_>, zero_is_absent: bool) -> Converted<'a> {
    let id: Cow<'a, str> = match found {
        Found::Text(text) if text.len() > LONGEST_ID => return Err(ProblemKind::TooLong),
        Found::Text(text) => Cow::Borrowed(text.trim()),
        Found::Int(value) => value.to_string().into(),
        Found::Large(value) => value.to_string().into(),
        Found::Float(value) if value.fract() == 0.0 && value.abs() < EXACT => (*value as i64).to_string().into(),
        Found::Float(_) => return Err(ProblemKind::OutOfRange),
        _ => return Err(ProblemKind::WrongType),
    };
    if id.is_empty() || (zero_is_absent && id == "0") {
        return Ok(Value::Null);
    }
    // An id becomes part of keys and of addresses.
    if id.chars().any(char::is_control) {
        return Err(ProblemKind::OutOfRange);
    }
    Ok(Value::Text(id))
}

/// A number in a string, or `None` for an empty one.
fn number(text: &str) -> Result<Option<f64>, ProblemKind> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    // Rust also reads "inf" and "nan", which are no numbers here.
    let number: f64 = text.parse().map_err(|_| ProblemKind::WrongType)?;
    if number.is_finite() {
        Ok(Some(number))
    } else {
        Err(ProblemKind::OutOfRange)
    }
}

fn whole(number: f64) -> Result<i64, ProblemKind> {
    if number.abs() < EXACT {
        Ok(number as i64)
    } else {
        Err(ProblemKind::OutOfRange)
    }
}

fn integer<'a>(found: &Found<'_>) -> Converted<'a> {
    let exact = |number: f64| {
        if number.fract() == 0.0 {
            whole(number)
        } else {
            Err(ProblemKind::WrongType)
        }
    };
    match found {
        Found::Int(value) => Ok(Value::Int(*value)),
        Found::Large(_) => Err(ProblemKind::OutOfRange),
        Found::Float(value) => exact(*value).map(Value::Int),
        Found::Text(text) => match text.trim().parse() {
            Ok(value) => Ok(Value::Int(value)),
            Err(_) => number(text)?.map_or(Ok(Value::Null), |value| exact(value).map(Value::Int)),
        },
        _ => Err(ProblemKind::WrongType),
    }
}

/// Whole seconds; a fraction is rounded, for nobody measures an answer in milliseconds.
fn duration<'a>(found: &Found<'_>) -> Converted<'a> {
    match found {
        Found::Float(value) => whole(value.round()).map(Value::Int),
        Found::Text(text) => number(text)?.map_or(Ok(Value::Null), |value| whole(value.round()).map(Value::Int)),
        _ => integer(found),
    }
}

fn decimal<'a>(found: &Found<'_>) -> Converted<'a> {
    match found {
        Found::Int(value) => Ok(Value::Float(*value as f64)),
        Found::Large(value) => Ok(Value::Float(*value as f64)),
        Found::Float(value) => Ok(Value::Float(*value)),
        Found::Text(text) => Ok(number(text)?.map_or(Value::Null, Value::Float)),
        _ => Err(ProblemKind::WrongType),
    }
}

fn boolean<'a>(found: &Found<'_>) -> Converted<'a> {
    match found {
        Found::Bool(value) => Ok(Value::Bool(*value)),
        Found::Int(0) => Ok(Value::Bool(false)),
        Found::Int(1) => Ok(Value::Bool(true)),
        Found::Float(value) if value.fract() == 0.0 => match *value as i64 {
            0 => Ok(Value::Bool(false)),
            1 => Ok(Value::Bool(true)),
            _ => Err(ProblemKind::WrongType),
        },
        Found::Text(text) => match text.trim() {
            "" => Ok(Value::Null),
            "1" => Ok(Value::Bool(true)),
            "0" => Ok(Value::Bool(false)),
            word if word.eq_ignore_ascii_case("true") => Ok(Value::Bool(true)),
            word if word.eq_ignore_ascii_case("false") => Ok(Value::Bool(false)),
            _ => Err(ProblemKind::WrongType),
        },
        _ => Err(ProblemKind::WrongType),
    }
}

/// A moment in Unix milliseconds, after 1970 and before 2200. Zero stands for never.
fn timestamp<'a>(found: &Found<'_>) -> Converted<'a> {
    match found {
        Found::Int(value) => moment(*value as f64),
        Found::Large(_) => Err(ProblemKind::OutOfRange),
        Found::Float(value) => moment(*value),
        Found::Text(text) => match number(text) {
            Ok(Some(value)) => moment(value),
            Ok(None) => Ok(Value::Null),
            Err(_) => written(text.trim()).ok_or(ProblemKind::WrongType).and_then(in_range),
        },
        _ => Err(ProblemKind::WrongType),
    }
}

fn moment<'a>(number: f64) -> Converted<'a> {
    if number == 0.0 {
        return Ok(Value::Null);
    }
    let millis = if number.abs() < MILLISECONDS_FROM {
        number * 1000.0
    } else {
        number
    };
    whole(millis.round()).and_then(in_range)
}

fn in_range<'a>(millis: i64) -> Converted<'a> {
    if (1..LATEST).contains(&millis) {
        Ok(Value::Int(millis))
    } else {
        Err(ProblemKind::OutOfRange)
    }
}

/// A moment in words: RFC 3339, or without a zone, which is UTC then.
fn written(text: &str) -> Option<i64> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(moment.timestamp_millis());
    }
    let text = text
        .strip_suffix(" UTC")
        .or_else(|| text.strip_suffix('Z'))
        .unwrap_or(text);
    for pattern in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"] {
        if let Ok(moment) = NaiveDateTime::parse_from_str(text, pattern) {
            return Some(moment.and_utc().timestamp_millis());
        }
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    Some(day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: Kind, json: &str) -> Result<String, ProblemKind> {
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        let found = match &value {
            serde_json::Value::Null => Found::Null,
            serde_json::Value::Bool(value) => Found::Bool(*value),
            serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(value), _) => Found::Int(value),
                (None, Some(value)) => Found::Large(value),
                (None, None) => Found::Float(number.as_f64().unwrap()),
            },
            serde_json::Value::String(text) => Found::Text(Cow::Borrowed(text)),
            serde_json::Value::Array(_) => Found::List,
            serde_json::Value::Object(_) => Found::Object,
        };
        let field = *crate::catalog::Module::Conversations
            .field("Admin Assignee ID")
            .unwrap()
            .1;
        let field = Field {
            kind,
            zero_is_absent: kind == Kind::Id,
            ..field
        };
        convert(&field, &found).map(|value| match value {
            Value::Null => "null".to_owned(),
            Value::Text(text) => format!("'{text}'"),
            Value::Cut(text) => format!("cut at {}", text.len()),
            Value::Int(value) => value.to_string(),
            Value::Float(value) => format!("{value:?}"),
            Value::Bool(value) => value.to_string(),
        })
    }

    fn table(kind: Kind, rows: &[(&str, Result<&str, ProblemKind>)]) {
        for (json, expected) in rows {
            assert_eq!(
                read(kind, json),
                expected.map(str::to_owned),
                "{} of {json}",
                kind.word()
            );
        }
    }

    const WRONG: Result<&str, ProblemKind> = Err(ProblemKind::WrongType);
    const RANGE: Result<&str, ProblemKind> = Err(ProblemKind::OutOfRange);

    #[test]
    fn ids() {
        table(
            Kind::Id,
            &[
                ("null", Ok("null")),
                ("\"\"", Ok("null")),
                ("0", Ok("null")),
                ("0.0", Ok("null")),
                ("\"0\"", Ok("null")),
                ("\"12\"", Ok("'12'")),
                ("\" 12 \"", Ok("'12'")),
                ("215470000123456", Ok("'215470000123456'")),
                ("18446744073709551615", Ok("'18446744073709551615'")),
                ("42.0", Ok("'42'")),
                ("42.5", RANGE),
                ("1e300", RANGE),
                ("\"a\\u0000b\"", RANGE),
                ("true", WRONG),
                ("[1]", WRONG),
                ("{}", WRONG),
            ],
        );
        assert_eq!(
            read(Kind::Id, &format!("\"{}\"", "9".repeat(257))),
            Err(ProblemKind::TooLong)
        );
    }

    #[test]
    fn texts() {
        table(
            Kind::Text,
            &[
                ("\"\"", Ok("''")),
                ("\"é\"", Ok("'é'")),
                ("5", Ok("'5'")),
                ("5.5", Ok("'5.5'")),
                ("false", Ok("'false'")),
                ("[]", WRONG),
                ("{\"a\":1}", WRONG),
            ],
        );
        let long = format!("\"x{}\"", "é".repeat(LONGEST_TEXT / 2));
        assert_eq!(read(Kind::Text, &long), Ok(format!("cut at {}", LONGEST_TEXT - 1)));
    }

    #[test]
    fn numbers() {
        table(
            Kind::Integer,
            &[
                ("4", Ok("4")),
                ("-4", Ok("-4")),
                ("4.0", Ok("4")),
                ("\"4\"", Ok("4")),
                ("\" 4.0 \"", Ok("4")),
                ("\"\"", Ok("null")),
                ("9223372036854775807", Ok("9223372036854775807")),
                ("9223372036854775808", RANGE),
                ("1e300", RANGE),
                ("4.5", WRONG),
                ("\"four\"", WRONG),
                ("true", WRONG),
                ("[]", WRONG),
            ],
        );
        table(
            Kind::Decimal,
            &[
                ("4", Ok("4.0")),
                ("4.25", Ok("4.25")),
                ("\"4.25\"", Ok("4.25")),
                ("\"\"", Ok("null")),
                ("\"NaN\"", RANGE),
                ("\"inf\"", RANGE),
                ("{}", WRONG),
            ],
        );
        table(
            Kind::Duration,
            &[
                ("90", Ok("90")),
                ("90.6", Ok("91")),
                ("\"90.4\"", Ok("90")),
                ("1e300", RANGE),
                ("[]", WRONG),
            ],
        );
    }

    #[test]
    fn yes_and_no() {
        table(
            Kind::Boolean,
            &[
                ("true", Ok("true")),
                ("\"true\"", Ok("true")),
                ("\"False\"", Ok("false")),
                ("0", Ok("false")),
                ("1", Ok("true")),
                ("1.0", Ok("true")),
                ("\"1\"", Ok("true")),
                ("\"\"", Ok("null")),
                ("2", WRONG),
                ("\"maybe\"", WRONG),
                ("[]", WRONG),
            ],
        );
    }

    #[test]
    fn moments() {
        table(
            Kind::Timestamp,
            &[
                ("1663597223", Ok("1663597223000")),
                ("1663597223.5", Ok("1663597223500")),
                ("1663597223000", Ok("1663597223000")),
                ("\"1663597223\"", Ok("1663597223000")),
                ("\"2022-09-19T14:20:23Z\"", Ok("1663597223000")),
                ("\"2022-09-19T16:20:23+02:00\"", Ok("1663597223000")),
                ("\"2022-09-19T14:20:23\"", Ok("1663597223000")),
                ("\"2022-09-19 14:20:23 UTC\"", Ok("1663597223000")),
                ("\"2022-09-19\"", Ok("1663545600000")),
                ("0", Ok("null")),
                ("\"\"", Ok("null")),
                ("-86400", RANGE),
                ("\"1969-12-31T00:00:00Z\"", RANGE),
                ("7258118400", RANGE),
                ("99999999999", RANGE),
                ("1663597223000000", RANGE),
                ("9223372036854775807", RANGE),
                ("18446744073709551615", RANGE),
                ("\"9999-12-31T23:59:59Z\"", RANGE),
                ("\"yesterday\"", WRONG),
                ("true", WRONG),
                ("{}", WRONG),
            ],
        );
    }
}
