//! Parts of local time: the day, the hour, the weekday … of a moment in the data source's time zone.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use datafusion::arrow::array::{ArrayRef, AsArray, Int64Array, TimestampMillisecondArray};
use datafusion::arrow::compute::{binary, cast};
use datafusion::arrow::datatypes::{DataType, Date32Type, Int64Type, TimeUnit, TimestampMillisecondType};
use datafusion::common::{Result, exec_datafusion_err, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};

use crate::query::zone::{Calendar, DAY};

/// A part of local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// The day, as a date.
    Date,
    /// The year.
    Year,
    /// The quarter, 1 to 4.
    Quarter,
    /// The month, 1 to 12.
    Month,
    /// The ISO week, 1 to 53.
    Week,
    /// The day of the month, from 1.
    Day,
    /// The day of the year, from 1.
    DayOfYear,
    /// The day of the week; Sunday is 1.
    DayOfWeek,
    /// The day of the week; Monday is 0.
    Weekday,
    /// The hour, 0 to 23.
    Hour,
    /// The minute.
    Minute,
    /// The second.
    Second,
    /// The hour of the week, 0 to 167; Monday's first is 0.
    HourOfWeek,
}

impl Part {
    pub(super) const ALL: [Self; 13] = [
        Self::Date,
        Self::Year,
        Self::Quarter,
        Self::Month,
        Self::Week,
        Self::Day,
        Self::DayOfYear,
        Self::DayOfWeek,
        Self::Weekday,
        Self::Hour,
        Self::Minute,
        Self::Second,
        Self::HourOfWeek,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Date => "local_date",
            Self::Year => "local_year",
            Self::Quarter => "local_quarter",
            Self::Month => "local_month",
            Self::Week => "local_week",
            Self::Day => "local_day",
            Self::DayOfYear => "local_day_of_year",
            Self::DayOfWeek => "local_day_of_week",
            Self::Weekday => "local_weekday",
            Self::Hour => "local_hour",
            Self::Minute => "local_minute",
            Self::Second => "local_second",
            Self::HourOfWeek => "local_hour_of_week",
        }
    }

    /// Tells the part of moments in milliseconds. A date is a number of days.
    pub(crate) fn reader(self, calendar: &Calendar) -> impl Fn(i64) -> i64 + '_ {
        let local = calendar.local();
        move |moment| self.of(local(moment))
    }

    fn of(self, local: i64) -> i64 {
        let days = local.div_euclid(DAY);
        let within = local.rem_euclid(DAY);
        // The first day of 1970 was a Thursday.
        let weekday = (days + 3).rem_euclid(7);
        let date = || {
            let days = i32::try_from(days).unwrap_or(i32::MAX);
            NaiveDate::from_epoch_days(days).unwrap_or_default()
        };
        match self {
            Self::Date => days,
            Self::Year => date().year().into(),
            Self::Quarter => i64::from(date().month0() / 3 + 1),
            Self::Month => date().month().into(),
            Self::Week => date().iso_week().week().into(),
            Self::Day => date().day().into(),
            Self::DayOfYear => date().ordinal().into(),
            Self::DayOfWeek => (weekday + 1) % 7 + 1,
            Self::Weekday => weekday,
            Self::Hour => within / 3_600_000,
            Self::Minute => within / 60_000 % 60,
            Self::Second => within / 1000 % 60,
            Self::HourOfWeek => weekday * 24 + within / 3_600_000,
        }
    }
}

/// The function for a part.
pub(crate) fn part(part: Part, calendar: &Calendar) -> ScalarUDF {
    ScalarUDF::from(LocalPart {
        part,
        calendar: calendar.clone(),
        signature: Signature::user_defined(Volatility::Immutable),
    })
}

/// `local_days_between(a, b)`: whole calendar days from `b` to `a`.
pub(super) fn days_between(calendar: &Calendar) -> ScalarUDF {
    ScalarUDF::from(DaysBetween {
        calendar: calendar.clone(),
        signature: Signature::user_defined(Volatility::Immutable),
    })
}

/// `local_moment(n)`: the moment of so many Unix milliseconds.
pub(super) fn moment() -> ScalarUDF {
    ScalarUDF::from(Moment {
        signature: Signature::exact(vec![DataType::Int64], Volatility::Immutable),
    })
}

fn moments() -> DataType {
    DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()))
}

/// What a moment may be given as: itself, a date, or a text that is read in the zone.
fn coerced(given: &DataType) -> Result<DataType> {
    match given {
        DataType::Timestamp(..) | DataType::Null => Ok(moments()),
        DataType::Date32 | DataType::Date64 => Ok(DataType::Date32),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Ok(DataType::Utf8),
        other => plan_err!("a moment or a date is needed, not a value of type {other}"),
    }
}

/// Local milliseconds of a column. A date is the start of its own day, whatever the zone.
fn local(values: &ArrayRef, calendar: &Calendar) -> Result<Int64Array> {
    let to_local = calendar.local();
    Ok(match values.data_type() {
        DataType::Timestamp(..) => {
            let values = cast(values, &moments())?;
            values.as_primitive::<TimestampMillisecondType>().unary(to_local)
        }
        DataType::Date32 => values.as_primitive::<Date32Type>().unary(|day| i64::from(day) * DAY),
        _ => cast(values, &DataType::Utf8)?
            .as_string::<i32>()
            .iter()
            .map(|text| {
                text.and_then(|text| calendar.read(text))
                    .map(|moment| to_local(moment.timestamp_millis()))
            })
            .collect(),
    })
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct LocalPart {
    part: Part,
    calendar: Calendar,
    signature: Signature,
}

impl ScalarUDFImpl for LocalPart {
    fn name(&self) -> &str {
        self.part.name()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        given.iter().map(coerced).collect()
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(if self.part == Part::Date {
            DataType::Date32
        } else {
            DataType::Int64
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let [values] = arrays.as_slice() else {
            return plan_err!("{} takes 1 argument", self.name());
        };
        let parts: Int64Array = local(values, &self.calendar)?.unary(|moment| self.part.of(moment));
        let result: ArrayRef = if self.part == Part::Date {
            Arc::new(parts.unary::<_, Date32Type>(|day| i32::try_from(day).unwrap_or(i32::MAX)))
        } else {
            Arc::new(parts)
        };
        shaped(result, &args.args)
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct DaysBetween {
    calendar: Calendar,
    signature: Signature,
}

impl ScalarUDFImpl for DaysBetween {
    fn name(&self) -> &'static str {
        "local_days_between"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        given.iter().map(coerced).collect()
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let [later, earlier] = arrays.as_slice() else {
            return plan_err!("datediff takes 2 arguments");
        };
        let later = local(later, &self.calendar)?;
        let earlier = local(earlier, &self.calendar)?;
        let days: Int64Array = binary(&later, &earlier, |later, earlier| {
            later.div_euclid(DAY) - earlier.div_euclid(DAY)
        })?;
        shaped(Arc::new(days), &args.args)
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Moment {
    signature: Signature,
}

impl ScalarUDFImpl for Moment {
    fn name(&self) -> &'static str {
        "local_moment"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(moments())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let values = arrays
            .first()
            .ok_or_else(|| exec_datafusion_err!("local_moment takes 1 argument"))?;
        let moments: TimestampMillisecondArray = values.as_primitive::<Int64Type>().unary(|value| value);
        shaped(Arc::new(moments.with_timezone("UTC")), &args.args)
    }
}

/// One value where only single values came in, so that it is computed once.
pub(super) fn shaped(result: ArrayRef, given: &[ColumnarValue]) -> Result<ColumnarValue> {
    if given.iter().all(|value| matches!(value, ColumnarValue::Scalar(_))) && result.len() == 1 {
        return Ok(ColumnarValue::Scalar(datafusion::scalar::ScalarValue::try_from_array(
            &result, 0,
        )?));
    }
    Ok(ColumnarValue::Array(result))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Timelike};
    use chrono_tz::Tz;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_part_is_what_chrono_says(moment in 0..4_000_000_000_000_i64) {
            let zone = Tz::Europe__Berlin;
            let expected = DateTime::from_timestamp_millis(moment).unwrap().with_timezone(&zone);
            let local = Calendar::new(zone).local()(moment);
            prop_assert_eq!(Part::Year.of(local), i64::from(expected.year()));
            prop_assert_eq!(Part::Month.of(local), i64::from(expected.month()));
            prop_assert_eq!(Part::Day.of(local), i64::from(expected.day()));
            prop_assert_eq!(Part::Week.of(local), i64::from(expected.iso_week().week()));
            prop_assert_eq!(Part::DayOfYear.of(local), i64::from(expected.ordinal()));
            prop_assert_eq!(Part::DayOfWeek.of(local), i64::from(expected.weekday().number_from_sunday()));
            prop_assert_eq!(Part::Weekday.of(local), i64::from(expected.weekday().num_days_from_monday()));
            prop_assert_eq!(Part::Hour.of(local), i64::from(expected.hour()));
            prop_assert_eq!(Part::Minute.of(local), i64::from(expected.minute()));
            prop_assert_eq!(Part::Second.of(local), i64::from(expected.second()));
            prop_assert_eq!(
                Part::HourOfWeek.of(local),
                i64::from(expected.weekday().num_days_from_monday() * 24 + expected.hour())
            );
        }
    }
}
