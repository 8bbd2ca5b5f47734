//! Which rows of the frame a mark stands for, said as tests of columns.

use chrono_tz::Tz;

use super::frame::{Column, Grain, Value};
use super::group::Category;
use super::scale::time;
use super::scene::Key;
use super::spec::{Channel, Test};

/// The rows of a category: what was put together is any of its values, and a moment is the whole of its grain.
pub(crate) fn key_by(channel: &Channel, category: &Category, grain: Option<Grain>, zone: Tz) -> Key {
    let test = if category.more.is_empty() {
        match (&category.value, grain) {
            (Value::Time(from), Some(grain)) if grain != Grain::Moment => {
                let end = time::next(*from, grain, zone).map_or(Value::Null, Value::Time);
                Test::Within(Value::Time(*from), end)
            }
            (value, _) => Test::Is(value.clone()),
        }
    } else {
        Test::In(category.more.clone())
    };
    Key {
        column: channel.column.clone(),
        test,
    }
}

/// The rows in which a column holds a category.
pub(crate) fn key(column: &Column, category: &Category, zone: Tz) -> Key {
    key_by(&Channel::of(&column.name), category, Some(column.grain), zone)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;
    use crate::text::SafeText;

    fn category(value: Value, more: Vec<Value>) -> Category {
        Category {
            value,
            label: SafeText::default(),
            more,
        }
    }

    #[test]
    fn a_day_in_which_clocks_change_has_23_or_25_hours() {
        let zone = chrono_tz::Europe::Berlin;
        let hours = |year, month, day| {
            let from = zone
                .with_ymd_and_hms(year, month, day, 0, 0, 0)
                .unwrap()
                .timestamp_millis();
            let whole = category(Value::Time(from), Vec::new());
            let Test::Within(_, Value::Time(to)) = key_by(&Channel::of("Day"), &whole, Some(Grain::Day), zone).test
            else {
                unreachable!()
            };
            (to - from) / 3_600_000
        };
        assert_eq!(
            [hours(2026, 3, 29), hours(2026, 10, 25), hours(2026, 11, 22)],
            [23, 25, 24]
        );
    }

    #[test]
    fn months_are_as_long_as_they_are_and_other_is_all_it_holds() {
        let january = category(Value::Time(1_767_225_600_000), Vec::new());
        let test = key_by(&Channel::of("Month"), &january, Some(Grain::Month), Tz::UTC).test;
        assert_eq!(
            test,
            Test::Within(Value::Time(1_767_225_600_000), Value::Time(1_769_904_000_000))
        );
        let other = category(Value::Null, vec![Value::Number(1.0), Value::Null]);
        let test = key_by(&Channel::of("N"), &other, None, Tz::UTC).test;
        assert_eq!(test, Test::In(vec![Value::Number(1.0), Value::Null]));
        let far = category(Value::Time(i64::MAX), Vec::new());
        let test = key_by(&Channel::of("Month"), &far, Some(Grain::Year), Tz::UTC).test;
        assert_eq!(test, Test::Within(Value::Time(i64::MAX), Value::Null));
    }
}
