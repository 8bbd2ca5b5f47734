//! How a value is written, for people and for machines.

use super::Wording;
use crate::chart::frame::{Column, Unit, Value};
use crate::chart::write;
use crate::text::format;

/// A number of a measure.
pub(super) fn number(value: Option<f64>, unit: Unit, wording: Wording) -> String {
    match (value.filter(|value| value.is_finite()), wording) {
        (None, Wording::People) => format::EMPTY.to_owned(),
        (None, Wording::Machines) => String::new(),
        (Some(value), Wording::People) => write::full(value, unit),
        // What is left of adding up decimals is not data.
        (Some(value), Wording::Machines) => {
            let rounded = (value * 1e9).round() / 1e9;
            let value = if value.abs() < 1e6 && value.abs() > 1e-6 && rounded.is_finite() {
                rounded
            } else {
                value
            };
            format!("{value}")
        }
    }
}

/// The value of a column in a row.
pub(super) fn value(value: &Value, column: &Column, unit: Unit, zone: chrono_tz::Tz, wording: Wording) -> String {
    match (value, wording) {
        (Value::Number(of), _) => number(Some(*of), unit, wording),
        (Value::Null, _) => number(None, unit, wording),
        (Value::Text(text), _) => text.to_string(),
        (Value::Time(millis), Wording::People) => write::moment(*millis, column.grain, zone),
        (Value::Time(millis), Wording::Machines) => format::rfc3339_millis(*millis).unwrap_or_default(),
    }
}
