//! The frame as rows, columns, and a value for each pair of them that occurs.

use crate::chart::draw::stage::Stage;
use crate::chart::frame::{Column, Grain, Unit, Value, Values};
use crate::chart::group::{Category, categories};
use crate::chart::pairs::{Pair, pairs};
use crate::chart::spec::{Channel, Sort};

/// A dimension.
pub(super) struct Side<'a> {
    /// Where it is from.
    pub(super) channel: &'a Channel,
    pub(super) column: &'a Column,
    /// Its values in order.
    pub(super) categories: Vec<Category>,
    /// How far apart they are, where they are moments.
    pub(super) grain: Option<Grain>,
}

/// Rows, columns and values.
pub(super) struct Data<'a> {
    pub(super) rows: Side<'a>,
    pub(super) columns: Side<'a>,
    /// The values: `first` is the row, `second` the column.
    pub(super) pairs: Vec<Pair>,
    pub(super) unit: Unit,
    /// What the values are called.
    pub(super) measure: &'a str,
}

/// Reads the channels; or says why there is no picture.
pub(super) fn read<'a>(stage: &mut Stage<'a>) -> Option<Data<'a>> {
    let (spec, frame) = (stage.spec(), stage.frame());
    let (Some(x), Some(level), Some(layer)) = (&spec.x, spec.levels.first(), spec.y.first()) else {
        stage.say("A heat map needs a dimension across, a dimension down, and a measure.");
        return None;
    };
    for name in [&x.column, &level.column, &layer.channel.column] {
        if frame.column(name).is_none() {
            stage.say(format!("There is no column “{name}”."));
            return None;
        }
    }
    if frame.rows() == 0 {
        stage.say("There are no rows to draw.");
        return None;
    }
    let (across, down) = (frame.column(&x.column)?, frame.column(&level.column)?);
    let column = frame.column(&layer.channel.column)?;
    let zone = spec.options.zone;
    let (down_found, at_down) = categories(down, frame.rows(), zone);
    let (across_found, at_across) = categories(across, frame.rows(), zone);
    let mut pairs = pairs(column, layer, &at_down, &at_across);
    let sort = stage.look.sort.unwrap_or(spec.options.sort);
    let totals = |count: usize, place: fn(&Pair) -> usize| {
        let mut totals = vec![0.0; count];
        for pair in &pairs {
            if let Some(total) = totals.get_mut(place(pair)) {
                *total += pair.value;
            }
        }
        totals
    };
    let row_totals = totals(down_found.len(), |pair| pair.first);
    let mut rows = order(down, &down_found, &row_totals, sort);
    let columns = order(
        across,
        &across_found,
        &totals(across_found.len(), |pair| pair.second),
        sort,
    );
    if let Some(top) = spec.options.top.filter(|top| *top < rows.len()) {
        stage.note(format!("the {} smallest rows are left out", rows.len() - top.max(1)));
        rows = largest(rows, &row_totals, top.max(1));
    }
    let rows = zoomed(rows, stage.look.window_up);
    let columns = zoomed(columns, stage.look.window);
    move_to(&mut pairs, &rows, &columns, (down_found.len(), across_found.len()));
    let side = |channel, column: &'a Column, found: &[Category], order: &[usize]| Side {
        channel,
        column,
        categories: order.iter().filter_map(|place| found.get(*place).cloned()).collect(),
        grain: matches!(column.values, Values::Times(_)).then_some(column.grain),
    };
    Some(Data {
        rows: side(level, down, &down_found, &rows),
        columns: side(x, across, &across_found, &columns),
        pairs,
        unit: layer.channel.unit.unwrap_or(column.unit),
        measure: layer.channel.title(),
    })
}

/// The places of categories in the order that was asked for; moments are in theirs unless something else was.
fn order(column: &Column, found: &[Category], totals: &[f64], sort: Sort) -> Vec<usize> {
    let mut places: Vec<usize> = (0..found.len()).collect();
    match sort {
        Sort::Natural if matches!(column.values, Values::Times(_)) => {
            places.sort_by_key(|place| match found[*place].value {
                Value::Time(millis) => millis,
                _ => i64::MAX,
            });
        }
        Sort::Natural => {}
        Sort::Name => places.sort_by(|a, b| found[*a].label.cmp(&found[*b].label)),
        Sort::Largest => places.sort_by(|a, b| totals[*b].total_cmp(&totals[*a])),
        Sort::Smallest => places.sort_by(|a, b| totals[*a].total_cmp(&totals[*b])),
    }
    places
}

/// The rows with the largest totals, in the order they have.
fn largest(places: Vec<usize>, totals: &[f64], top: usize) -> Vec<usize> {
    let mut by_size = places.clone();
    by_size.sort_by(|a, b| totals[*b].total_cmp(&totals[*a]));
    let mut keep = vec![false; totals.len()];
    for place in by_size.into_iter().take(top) {
        keep[place] = true;
    }
    places.into_iter().filter(|place| keep[*place]).collect()
}

/// The piece that is zoomed to; at least one of them.
fn zoomed(places: Vec<usize>, window: Option<(f64, f64)>) -> Vec<usize> {
    let Some((from, to)) = window else { return places };
    let count = places.len() as f64;
    let first = ((from * count + 1e-9).floor().max(0.0) as usize).min(places.len().saturating_sub(1));
    let last = ((to * count - 1e-9).ceil().max(0.0) as usize).clamp(first + 1, places.len().max(first + 1));
    places.into_iter().take(last).skip(first).collect()
}

/// Gives pairs their places in these rows and columns; those that are in none are dropped.
fn move_to(pairs: &mut Vec<Pair>, rows: &[usize], columns: &[usize], counts: (usize, usize)) {
    let places = |order: &[usize], count: usize| {
        let mut places = vec![None; count];
        for (place, found) in order.iter().enumerate() {
            if let Some(entry) = places.get_mut(*found) {
                *entry = Some(place);
            }
        }
        places
    };
    let (row_of, column_of) = (places(rows, counts.0), places(columns, counts.1));
    let place = |places: &[Option<usize>], found: usize| places.get(found).copied().flatten();
    pairs.retain_mut(
        |pair| match (place(&row_of, pair.first), place(&column_of, pair.second)) {
            (Some(row), Some(column)) => {
                (pair.first, pair.second) = (row, column);
                true
            }
            _ => false,
        },
    );
}
