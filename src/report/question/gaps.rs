//! Groups without rows: the day on which nothing happened, the hour in which nobody writes.
//!
//! Grouping gives only what there is. Where the dimension is time alone, or parts of it that come again, the groups between
//! are known, and a count of nothing is 0; every other measure has no value there.

use chrono::{DateTime, Days, Months};

use super::asked::{Asked, Cycle, MOST_GROUPS, What};
use crate::chart::{Column, Fold, Grain, Values};
use crate::query::Calendar;

/// Adds the groups without rows, after the others. The numbers of cycles are not labels yet.
pub(super) fn fill(columns: &mut [Column], asked: &[Asked], calendar: &Calendar) {
    let dimensions: Vec<usize> = (0..asked.len()).filter(|at| !asked[*at].is_measure()).collect();
    let cycles: Vec<Cycle> = dimensions
        .iter()
        .filter_map(|at| match asked[*at].what {
            What::Cycle { cycle, .. } => Some(cycle),
            _ => None,
        })
        .collect();
    if !cycles.is_empty() && cycles.len() == dimensions.len() {
        add_cycles(columns, asked, &dimensions, &cycles);
    } else if let [only] = dimensions.as_slice()
        && let What::Dimension { grain: Some(grain), .. } = asked[*only].what
    {
        add_steps(columns, asked, *only, grain, calendar);
    }
}

fn add_cycles(columns: &mut [Column], asked: &[Asked], dimensions: &[usize], cycles: &[Cycle]) {
    let all = cycles.iter().fold(vec![Vec::new()], |all: Vec<Vec<f64>>, cycle| {
        let (least, greatest) = cycle.bounds();
        let with = |before: &Vec<f64>| {
            let before = before.clone();
            (least..=greatest).map(move |number| [before.as_slice(), &[f64::from(number)]].concat())
        };
        all.iter().flat_map(with).collect()
    });
    let rows = columns.first().map_or(0, |column| column.values.len());
    if all.len() > MOST_GROUPS || rows > all.len() * 2 {
        return;
    }
    let there: Vec<Vec<Option<f64>>> = (0..rows)
        .map(|row| dimensions.iter().map(|at| columns[*at].number(row)).collect())
        .collect();
    for group in all {
        let same = |row: &Vec<Option<f64>>| row.iter().zip(&group).all(|(have, want)| *have == Some(*want));
        if there.iter().any(same) {
            continue;
        }
        let mut numbers = group.into_iter();
        for (column, asked) in columns.iter_mut().zip(asked) {
            let value = if asked.is_measure() {
                nothing(asked)
            } else {
                numbers.next()
            };
            push(&mut column.values, value, None);
        }
    }
}

fn add_steps(columns: &mut [Column], asked: &[Asked], at: usize, grain: Grain, calendar: &Calendar) {
    let Values::Times(times) = &columns[at].values else {
        return;
    };
    let there: std::collections::BTreeSet<i64> = times.iter().flatten().copied().collect();
    let (Some(first), Some(last)) = (there.first().copied(), there.last().copied()) else {
        return;
    };
    let mut missing = Vec::new();
    let mut step = first;
    while let Some(next) = after(step, grain, calendar).filter(|next| *next > step && *next < last) {
        if !there.contains(&next) {
            missing.push(next);
        }
        if missing.len() + there.len() > MOST_GROUPS {
            return;
        }
        step = next;
    }
    for moment in missing {
        for (column, asked) in columns.iter_mut().zip(asked) {
            push(&mut column.values, nothing(asked), Some(moment));
        }
    }
}

/// The beginning of what follows.
pub(super) fn after(start: i64, grain: Grain, calendar: &Calendar) -> Option<i64> {
    let day = calendar.day(DateTime::from_timestamp_millis(start)?);
    let next = match grain {
        Grain::Moment => return None,
        Grain::Hour => return start.checked_add(3_600_000),
        Grain::Day => day.checked_add_days(Days::new(1)),
        Grain::Week => day.checked_add_days(Days::new(7)),
        Grain::Month => day.checked_add_months(Months::new(1)),
        Grain::Quarter => day.checked_add_months(Months::new(3)),
        Grain::Year => day.checked_add_months(Months::new(12)),
    };
    Some(calendar.start(next?).timestamp_millis())
}

/// What a measure is over no rows.
const fn nothing(asked: &Asked) -> Option<f64> {
    match asked.what {
        What::Rows {}
        | What::Measure {
            fold: Fold::Count | Fold::Distinct,
            ..
        } => Some(0.0),
        _ => None,
    }
}

fn push(values: &mut Values, number: Option<f64>, moment: Option<i64>) {
    match values {
        Values::Numbers(values) => values.push(number),
        Values::Texts(values) => values.push(None),
        Values::Times(values) => values.push(moment),
    }
}
