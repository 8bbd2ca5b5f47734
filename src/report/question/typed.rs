//! Columns of the query engine as columns of a frame.

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Date32Type, Float64Type, TimeUnit, TimestampMillisecondType};

use chrono::NaiveDate;

use crate::catalog::{Kind, Module, formula};
use crate::chart::{Column, Grain, Unit};
use crate::query::{Calendar, QueryError};

/// The values of a column as a frame's column. A date is the beginning of its day.
pub(super) fn column(
    name: &str,
    unit: Unit,
    kind: Kind,
    values: &ArrayRef,
    calendar: &Calendar,
) -> Result<Column, QueryError> {
    Ok(match kind {
        Kind::Integer | Kind::Decimal | Kind::Duration => {
            let numbers = cast(values, &DataType::Float64)?;
            Column::numbers(name, unit, numbers.as_primitive::<Float64Type>().iter())
        }
        Kind::Timestamp if matches!(values.data_type(), DataType::Date32 | DataType::Date64) => {
            let days = cast(values, &DataType::Date32)?;
            let start = |day: i32| {
                let day = NaiveDate::from_epoch_days(day)?;
                Some(calendar.start(day).timestamp_millis())
            };
            let days = days.as_primitive::<Date32Type>().iter().map(|day| day.and_then(start));
            Column::times(name, Grain::Day, days)
        }
        Kind::Timestamp => {
            let moments = cast(values, &DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())))?;
            Column::times(
                name,
                Grain::Moment,
                moments.as_primitive::<TimestampMillisecondType>().iter(),
            )
        }
        Kind::Boolean => {
            let yes = cast(values, &DataType::Boolean)?;
            let words = yes
                .as_boolean()
                .iter()
                .map(|yes| yes.map(|yes| if yes { "yes" } else { "no" }));
            Column::texts(name, words)
        }
        Kind::List => lists(name, values)?,
        Kind::Text | Kind::Id => {
            let texts = cast(values, &DataType::Utf8)?;
            Column::texts(name, texts.as_string::<i32>().iter())
        }
    })
}

/// Lists with commas between their elements; an empty one is not there.
fn lists(name: &str, values: &ArrayRef) -> Result<Column, QueryError> {
    let lists = values.as_list_opt::<i32>();
    let mut texts = Vec::with_capacity(values.len());
    for row in 0..values.len() {
        let list = lists.filter(|lists| lists.is_valid(row)).map(|lists| lists.value(row));
        let Some(list) = list.filter(|list| !list.is_empty()) else {
            texts.push(None);
            continue;
        };
        let words = cast(&list, &DataType::Utf8)?;
        let words: Vec<&str> = words.as_string::<i32>().iter().flatten().collect();
        texts.push(Some(words.join(", ")));
    }
    Ok(Column::texts(name, texts))
}

/// What the numbers of a column are: by its kind and, where that does not tell, by what the catalog knows of its name.
pub(super) fn unit(kind: Kind, name: &str) -> Unit {
    match kind {
        Kind::Duration => Unit::Seconds,
        Kind::Integer | Kind::Decimal if name == "Monthly Spend" => Unit::Money,
        Kind::Integer | Kind::Decimal if is_duration(name) => Unit::Seconds,
        Kind::Integer | Kind::Decimal => of_formula(name),
        _ => Unit::Number,
    }
}

/// What the value of an aggregate formula is.
pub(super) fn of_formula(name: &str) -> Unit {
    match formula::named(name.trim().trim_matches('"')).map(|formula| formula.unit) {
        Some(formula::Unit::Percent) => Unit::Percent,
        _ => Unit::Number,
    }
}

/// SQL answers with whole numbers where a field holds lengths of time.
fn is_duration(name: &str) -> bool {
    Module::ALL.iter().any(|module| {
        module
            .field(name)
            .is_some_and(|(_, field)| field.kind == Kind::Duration)
    })
}
