//! From a mark back to its rows: the view that shows what a bar or a slice stands for.

use chrono::DateTime;

use super::asked::{Asked, Question, Subject, What};
use super::gaps::after;
use super::names::Named;
use crate::catalog::{Kind, Module};
use crate::chart::{self, Key, Value};
use crate::query::{Calendar, Condition, Test, View};

/// The rows that a spot of a picture stands for, by its keys. Nothing where they cannot be told by conditions: the hours of
/// all days, the answers of SQL, values that were given.
pub fn rows_of(question: &Question, names: &[Named], keys: &[Key], zone: chrono_tz::Tz) -> Option<View> {
    let Subject::Table(module) = question.from else {
        return None;
    };
    let calendar = Calendar::new(zone);
    let mut view = View {
        conditions: question.conditions.clone(),
        ..View::all(module)
    };
    for key in keys {
        let asked = question
            .columns
            .iter()
            .find(|asked| asked.title().eq_ignore_ascii_case(&key.column))?;
        let known = names
            .iter()
            .find(|known| known.column.eq_ignore_ascii_case(&key.column));
        view.conditions
            .extend(conditions(module, asked, known, &key.test, &calendar)?);
    }
    Some(view)
}

fn conditions(
    module: Module,
    asked: &Asked,
    named: Option<&Named>,
    test: &chart::Test,
    calendar: &Calendar,
) -> Option<Vec<Condition>> {
    let What::Dimension { column, grain, .. } = &asked.what else {
        return None;
    };
    let whole = module
        .field(column)
        .is_some_and(|(_, field)| matches!(field.kind, Kind::Integer | Kind::Duration));
    let between = |from: &Value, to: &Value| {
        let mut both = Vec::new();
        for (bound, test) in [(from, Test::AtLeast), (to, Test::Less)] {
            if *bound != Value::Null {
                both.push(Condition::new(column, test, edge(bound, whole)?));
            }
        }
        Some(both)
    };
    match test {
        chart::Test::Is(Value::Null) => Some(vec![Condition::bare(column, Test::Empty)]),
        chart::Test::Is(Value::Time(start)) if grain.is_some() => {
            let next = after(*start, (*grain)?, calendar)?;
            between(&Value::Time(*start), &Value::Time(next))
        }
        chart::Test::Is(value) => Some(vec![Condition::new(column, Test::Is, written(value, named)?)]),
        chart::Test::Within(from, to) => between(from, to),
        chart::Test::In(values) => {
            // Several stretches of time, or values and no value, are no single condition.
            let values: Option<Vec<String>> = values
                .iter()
                .map(|value| match value {
                    Value::Null => None,
                    Value::Time(_) if grain.is_some() => None,
                    value => written(value, named),
                })
                .collect();
            Some(vec![Condition {
                column: column.clone(),
                test: Test::Is,
                values: values?,
            }])
        }
    }
}

/// A value as it is written beside a column.
fn written(value: &Value, named: Option<&Named>) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Number(number) => Some(number.to_string()),
        Value::Text(text) => {
            let id = named.and_then(|named| named.ids.get(text.as_str()));
            Some(id.map_or_else(|| text.to_string(), Clone::clone))
        }
        Value::Time(millis) => moment(*millis),
    }
}

/// An edge of a range: among whole numbers, the first that is not below it.
fn edge(value: &Value, whole: bool) -> Option<String> {
    match value {
        Value::Number(number) if whole => Some(number.ceil().to_string()),
        value => written(value, None),
    }
}

fn moment(millis: i64) -> Option<String> {
    let moment = DateTime::from_timestamp_millis(millis)?;
    Some(moment.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
}
