//! A dimension of moments: steps of the calendar in which there is nothing, and coarser steps.

use chrono_tz::Tz;

use crate::chart::frame::{Column, Frame, Grain, Unit, Value};
use crate::chart::group::{Category, Grouped};
use crate::chart::scale::time;
use crate::chart::write;

/// So many steps of a calendar at most are filled in.
const MOST: usize = 20_000;

/// Adds the steps of the calendar that have no rows: no value is not the same as no day.
pub(super) fn fill(grouped: &mut Grouped, zone: Tz) {
    let Some(grain) = grouped.grain else { return };
    let known: Vec<i64> = grouped
        .categories
        .iter()
        .filter_map(|category| match category.value {
            Value::Time(millis) => Some(millis),
            _ => None,
        })
        .collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return;
    };
    let Some(all) = time::all(*first, *last, grain, zone, MOST) else {
        return;
    };
    // Where moments are not at the beginnings of their grain, they stay what they are.
    if all.len() <= known.len() || !known.iter().all(|millis| all.binary_search(millis).is_ok()) {
        return;
    }
    let places: Vec<Option<usize>> = all.iter().map(|millis| known.binary_search(millis).ok()).collect();
    for series in &mut grouped.series {
        series.values = places
            .iter()
            .map(|place| place.and_then(|place| series.values.get(place).copied().flatten()))
            .collect();
    }
    grouped.categories = all
        .into_iter()
        .map(|millis| {
            let value = Value::Time(millis);
            Category {
                label: write::category(&value, grain, Unit::Number, zone),
                value,
                more: Vec::new(),
            }
        })
        .collect();
}

/// A frame whose column of moments has the beginnings of a coarser grain.
pub(super) fn coarse(frame: &Frame, column: &str, grain: Grain, zone: Tz) -> Option<Frame> {
    let name = frame.column(column)?.name.clone();
    let columns: Vec<Column> = frame
        .columns()
        .iter()
        .map(|column| {
            if column.name != name {
                return column.clone();
            }
            let times = (0..frame.rows()).map(|row| column.time(row).map(|millis| time::start(millis, grain, zone)));
            Column::times(&name, grain, times)
        })
        .collect();
    Frame::try_from(columns).ok()
}

/// What steps of a grain are called.
pub(super) const fn word(grain: Grain) -> &'static str {
    match grain {
        Grain::Moment => "moments",
        Grain::Hour => "hours",
        Grain::Day => "days",
        Grain::Week => "weeks",
        Grain::Month => "months",
        Grain::Quarter => "quarters",
        Grain::Year => "years",
    }
}
