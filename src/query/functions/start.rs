//! Beginnings: the first instant of the hour, day, week … that a moment lies in, in the data source's time zone.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike, Days, NaiveDate};
use datafusion::arrow::array::{AsArray, TimestampMillisecondArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, TimeUnit, TimestampMillisecondType};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

use super::local::shaped;
use crate::chart::Grain;
use crate::query::zone::{Calendar, DAY};

const HOUR: i64 = 3_600_000;

/// The beginning of the grain that each moment lies in.
pub(crate) fn start(grain: Grain, calendar: &Calendar, moment: Expr) -> Expr {
    let function = ScalarUDF::from(Start {
        grain,
        calendar: calendar.clone(),
        signature: Signature::exact(vec![moments()], Volatility::Immutable),
    });
    function.call(vec![moment])
}

/// The beginnings of moments in milliseconds. Days have as many hours as they have where the calendar is; an hour that
/// clocks show twice is two.
pub(crate) fn local_start(grain: Grain, calendar: &Calendar) -> impl FnMut(i64) -> i64 {
    // Neighbouring rows lie in the same few days, and finding the start of one is a search.
    let mut known: HashMap<i64, i64> = HashMap::new();
    move |moment| {
        let local = calendar.local()(moment);
        match grain {
            Grain::Moment => moment,
            Grain::Hour => hour(moment, local, calendar),
            Grain::Day | Grain::Week | Grain::Month | Grain::Quarter | Grain::Year => {
                let day = local.div_euclid(DAY);
                *known.entry(day).or_insert_with(|| {
                    first(grain, day).map_or(moment, |first| calendar.start(first).timestamp_millis())
                })
            }
        }
    }
}

/// The beginning of an hour on the wall. Where clocks change within it, it begins where the wall first shows it.
fn hour(moment: i64, local: i64, calendar: &Calendar) -> i64 {
    let within = local.rem_euclid(HOUR);
    let start = moment - within;
    if calendar.local()(start) == local - within {
        return start;
    }
    let shown = DateTime::from_timestamp_millis(local - within).map(|shown| shown.naive_utc());
    shown.map_or(start, |shown| calendar.instant(shown).timestamp_millis())
}

/// The first day of the grain that a day lies in.
fn first(grain: Grain, day: i64) -> Option<NaiveDate> {
    let day = NaiveDate::from_epoch_days(i32::try_from(day).ok()?)?;
    match grain {
        Grain::Week => day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into())),
        Grain::Month => day.with_day(1),
        Grain::Quarter => day.with_day(1)?.with_month0(day.month0() / 3 * 3),
        Grain::Year => day.with_day(1)?.with_month0(0),
        Grain::Moment | Grain::Hour | Grain::Day => Some(day),
    }
}

fn moments() -> DataType {
    DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()))
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Start {
    grain: Grain,
    calendar: Calendar,
    signature: Signature,
}

impl ScalarUDFImpl for Start {
    fn name(&self) -> &'static str {
        "local_start"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(moments())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let [values] = arrays.as_slice() else {
            return plan_err!("local_start takes 1 argument");
        };
        let values = cast(values, &moments())?;
        let mut start = local_start(self.grain, &self.calendar);
        let moments = values.as_primitive::<TimestampMillisecondType>();
        let starts: TimestampMillisecondArray = moments.iter().map(|moment| moment.map(&mut start)).collect();
        shaped(Arc::new(starts.with_timezone("UTC")), &args.args)
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use proptest::prelude::*;

    use super::*;

    const ZONES: [Tz; 4] = [Tz::UTC, Tz::Europe__Berlin, Tz::Asia__Kathmandu, Tz::America__Sao_Paulo];

    fn started(grain: Grain, zone: Tz, moment: &str) -> String {
        let moment: DateTime<chrono::Utc> = moment.parse().unwrap();
        let start = local_start(grain, &Calendar::new(zone))(moment.timestamp_millis());
        DateTime::from_timestamp_millis(start)
            .unwrap()
            .with_timezone(&zone)
            .to_rfc3339()
    }

    #[test]
    fn a_moment_begins_where_the_clocks_on_the_wall_say() {
        let zone = Tz::Europe__Berlin;
        for (grain, start) in [
            (Grain::Moment, "2026-03-29T12:34:56+02:00"),
            (Grain::Hour, "2026-03-29T12:00:00+02:00"),
            // The clocks go forward on this day: it begins in winter time.
            (Grain::Day, "2026-03-29T00:00:00+01:00"),
            (Grain::Week, "2026-03-23T00:00:00+01:00"),
            (Grain::Month, "2026-03-01T00:00:00+01:00"),
            (Grain::Quarter, "2026-01-01T00:00:00+01:00"),
            (Grain::Year, "2026-01-01T00:00:00+01:00"),
        ] {
            assert_eq!(started(grain, zone, "2026-03-29T10:34:56Z"), start, "{grain:?}");
        }
        // Before midnight in London is the next day in Berlin.
        assert_eq!(
            started(Grain::Day, zone, "2026-06-30T22:30:00Z"),
            "2026-07-01T00:00:00+02:00"
        );
        assert_eq!(
            started(Grain::Year, zone, "2025-12-31T23:30:00Z"),
            "2026-01-01T00:00:00+01:00"
        );
    }

    proptest! {
        #[test]
        fn a_start_is_not_after_its_moment_and_its_own_start(moment in 0..4_000_000_000_000_i64, zone in 0..4_usize) {
            let calendar = Calendar::new(ZONES[zone]);
            for grain in [Grain::Hour, Grain::Day, Grain::Week, Grain::Month, Grain::Quarter, Grain::Year] {
                let mut start = local_start(grain, &calendar);
                let begun = start(moment);
                prop_assert!(begun <= moment);
                prop_assert_eq!(start(begun), begun);
            }
        }
    }
}
