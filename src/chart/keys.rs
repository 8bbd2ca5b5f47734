//! Which rows a category stands for.
//!
//! Moments stand for the whole of their grain: the day, the week, the month that begins there.

use chrono::{DateTime, Datelike, Days, Months, TimeZone, Timelike};
use chrono_tz::Tz;

use super::frame::{Column, Grain, Value};
use super::group::Category;
use super::scene::Key;
use super::spec::Test;

/// The rows in which a column holds a category.
pub(crate) fn key(column: &Column, category: &Category, zone: Tz) -> Key {
    let test = match &category.value {
        _ if !category.more.is_empty() => Test::In(category.more.clone()),
        Value::Time(from) => match end(*from, column.grain, zone) {
            Some(to) => Test::Within(Value::Time(*from), Value::Time(to)),
            None => Test::Is(category.value.clone()),
        },
        value => Test::Is(value.clone()),
    };
    Key {
        column: column.name.as_str().to_owned(),
        test,
    }
}

/// When the hour, day, week, month, quarter or year that begins at a moment is over; nothing for exact moments.
fn end(from: i64, grain: Grain, zone: Tz) -> Option<i64> {
    const HOUR: i64 = 3_600_000;
    let begin = DateTime::from_timestamp_millis(from)?.with_timezone(&zone);
    let day = begin.date_naive();
    let next = match grain {
        Grain::Moment => return None,
        Grain::Hour => return from.checked_add(HOUR),
        Grain::Day => day.checked_add_days(Days::new(1))?,
        Grain::Week => day.checked_add_days(Days::new(7))?,
        Grain::Month => day.with_day(1)?.checked_add_months(Months::new(1))?,
        Grain::Quarter => day.with_day(1)?.checked_add_months(Months::new(3))?,
        Grain::Year => day.with_day(1)?.checked_add_months(Months::new(12))?,
    };
    let midnight = next.and_hms_opt(0, 0, 0)?;
    // Where clocks jump over midnight, the day begins when they have.
    let at = zone
        .from_local_datetime(&midnight)
        .earliest()
        .or_else(|| zone.from_local_datetime(&midnight.with_hour(1)?).earliest())?;
    Some(at.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SafeText;

    fn category(value: Value) -> Category {
        Category {
            value,
            label: SafeText::default(),
            more: Vec::new(),
        }
    }

    #[test]
    fn a_day_lasts_to_the_next_even_when_clocks_change() {
        let zone = chrono_tz::Europe::Berlin;
        let from = zone.with_ymd_and_hms(2026, 3, 29, 0, 0, 0).unwrap().timestamp_millis();
        let column = Column::times("Day", Grain::Day, [Some(from)]);
        let Test::Within(_, Value::Time(to)) = key(&column, &category(Value::Time(from)), zone).test else {
            panic!("a span");
        };
        assert_eq!((to - from) / 3_600_000, 23);
    }

    #[test]
    fn what_was_put_together_is_any_of_it() {
        let column = Column::texts("Team", [Some("a")]);
        let mut other = category(Value::Null);
        other.more = vec![Value::Text(SafeText::new("a")), Value::Null];
        assert_eq!(key(&column, &other, Tz::UTC).test, Test::In(other.more.clone()));
        assert_eq!(
            key(&column, &category(Value::Null), Tz::UTC).test,
            Test::Is(Value::Null)
        );
    }
}
