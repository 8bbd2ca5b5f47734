//! Rows of a frame for which conditions hold: `--filter` where there is no engine to ask.

use crate::api::wire::{Condition, Test};
use crate::chart::{Column, Frame, Value, Values};

/// The rows for which all conditions hold. Fails with the name of a column that is not there.
pub(in crate::cli) fn keep(frame: &Frame, conditions: &[Condition]) -> Result<Frame, String> {
    let mut tests = Vec::new();
    for condition in conditions {
        let column = frame
            .column(&condition.column)
            .ok_or_else(|| condition.column.clone())?;
        tests.push((column, condition));
    }
    let rows: Vec<usize> = (0..frame.rows())
        .filter(|row| tests.iter().all(|(column, condition)| holds(column, *row, condition)))
        .collect();
    let columns = frame.columns().iter().map(|column| {
        let mut column = column.clone();
        column.values = match &column.values {
            Values::Numbers(values) => Values::Numbers(rows.iter().map(|row| values[*row]).collect()),
            Values::Texts(values) => Values::Texts(rows.iter().map(|row| values[*row].clone()).collect()),
            Values::Times(values) => Values::Times(rows.iter().map(|row| values[*row]).collect()),
        };
        column
    });
    Ok(Frame::try_from(columns.collect::<Vec<_>>()).unwrap_or_default())
}

fn holds(column: &Column, row: usize, condition: &Condition) -> bool {
    let value = column.value(row);
    let first = || condition.values.first().map_or("", String::as_str);
    let text = || plain(&value).to_lowercase();
    let order = |wanted: &str| match &value {
        Value::Number(number) => wanted
            .trim()
            .parse()
            .ok()
            .and_then(|wanted: f64| number.partial_cmp(&wanted)),
        Value::Null => None,
        value => Some(plain(value).as_str().cmp(wanted.trim())),
    };
    match condition.test {
        Test::Empty => value == Value::Null,
        Test::Filled => value != Value::Null,
        Test::Is => condition.values.iter().any(|wanted| is(&value, wanted)),
        Test::IsNot => !condition.values.iter().any(|wanted| is(&value, wanted)),
        Test::Less => order(first()).is_some_and(std::cmp::Ordering::is_lt),
        Test::AtMost => order(first()).is_some_and(std::cmp::Ordering::is_le) || is(&value, first()),
        Test::Greater => order(first()).is_some_and(std::cmp::Ordering::is_gt) && !is(&value, first()),
        Test::AtLeast => order(first()).is_some_and(std::cmp::Ordering::is_ge),
        Test::Contains => text().contains(&first().to_lowercase()),
        Test::Lacks => !text().contains(&first().to_lowercase()),
        Test::Starts => text().starts_with(&first().to_lowercase()),
        Test::Ends => text().ends_with(&first().to_lowercase()),
    }
}

/// Whether a value is what was written; a day is any moment of it.
fn is(value: &Value, wanted: &str) -> bool {
    let wanted = wanted.trim();
    match value {
        Value::Null => wanted.is_empty(),
        Value::Number(number) => wanted.parse() == Ok(*number),
        Value::Text(text) => text.as_str() == wanted,
        Value::Time(_) => !wanted.is_empty() && plain(value).starts_with(wanted),
    }
}

/// A value as it is compared: moments as RFC 3339, whose order as texts is theirs.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Time(millis) => chrono::DateTime::from_timestamp_millis(*millis)
            .map(|moment| moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
            .unwrap_or_default(),
    }
}
