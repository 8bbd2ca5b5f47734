//! Rows as series over categories: what bars, lines, heat maps and races are drawn from.
//!
//! Rows with the same category and series become one value by the layer's [`Fold`]. A pair without rows has no value, which is
//! not 0. Numbers that are not finite count as not there.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use super::frame::{Column, Frame, Grain, Unit, Value};
use super::look::Look;
use super::scene::{Hue, Ink};
use super::spec::{Channel, Fold, Layer, Sort, Spec};
use super::write;
use crate::text::SafeText;

/// So many series have a colour of their own; what is beyond goes into “Other” where values add up.
pub(crate) const MOST_SERIES: usize = 8;

/// So many pairs of a category and a series are folded at most: what more there is could not be told apart in any picture.
const MOST_PAIRS: usize = 1_000_000;

/// A value of a dimension and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Category {
    /// The value; of several that were put together the first is in `more`.
    pub(crate) value: Value,
    /// How it is written.
    pub(crate) label: SafeText,
    /// The values that were put together here, where this is “Other”.
    pub(crate) more: Vec<Value>,
}

/// A series of values, one for each category.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Series {
    /// What it is called.
    pub(crate) name: SafeText,
    /// The value of the colour dimension it stands for, where there is one.
    pub(crate) of: Option<Category>,
    /// Which layer of the specification it is from.
    pub(crate) layer: usize,
    /// Its colour.
    pub(crate) ink: Ink,
    /// What its numbers are.
    pub(crate) unit: Unit,
    /// Whether it is hidden by the look.
    pub(crate) hidden: bool,
    /// Its values, by category.
    pub(crate) values: Vec<Option<f64>>,
}

/// Series over categories.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Grouped {
    /// The categories in their order.
    pub(crate) categories: Vec<Category>,
    /// The series in their order, hidden ones included.
    pub(crate) series: Vec<Series>,
    /// How far apart the categories are, where they are moments.
    pub(crate) grain: Option<Grain>,
    /// What had to be done to the data, in words.
    pub(crate) notes: Vec<String>,
}

impl Grouped {
    /// The series that are not hidden.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &Series> {
        self.series.iter().filter(|series| !series.hidden)
    }

    /// The values that are shown.
    pub(crate) fn values(&self) -> impl Iterator<Item = f64> {
        self.shown().flat_map(|series| series.values.iter().copied().flatten())
    }
}

/// A value that can be looked up.
#[derive(Clone, Debug)]
pub(crate) struct Handle(pub(crate) Value);

impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Value::Number(a), Value::Number(b)) => a.to_bits() == b.to_bits(),
            (a, b) => a == b,
        }
    }
}

impl Eq for Handle {}

impl Hash for Handle {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Value::Null => 0.hash(state),
            Value::Number(number) => number.to_bits().hash(state),
            Value::Text(text) => text.hash(state),
            Value::Time(millis) => millis.hash(state),
        }
    }
}

/// Folds values into one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folded(Vec<f64>);

impl Folded {
    /// One more.
    pub(crate) fn push(&mut self, value: f64) {
        self.0.push(value);
    }

    /// What they are together; nothing without any.
    pub(crate) fn value(&mut self, fold: Fold) -> Option<f64> {
        fold_of(&mut self.0, fold)
    }
}

/// Several values as one; nothing without any. The order of the values may change.
pub(crate) fn fold_of(values: &mut [f64], fold: Fold) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    Some(match fold {
        Fold::Sum => values.iter().sum(),
        Fold::Count => values.len() as f64,
        Fold::Distinct => values.iter().map(|value| value.to_bits()).collect::<HashSet<_>>().len() as f64,
        Fold::Mean => values.iter().sum::<f64>() / values.len() as f64,
        Fold::Median => {
            values.sort_by(f64::total_cmp);
            let middle = values.len() / 2;
            if values.len().is_multiple_of(2) {
                f64::midpoint(values[middle - 1], values[middle])
            } else {
                values[middle]
            }
        }
        Fold::Min => values.iter().copied().fold(f64::INFINITY, f64::min),
        Fold::Max => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    })
    .filter(|value: &f64| value.is_finite())
}

/// What a row adds to a layer: its number; for counting, that there is anything at all.
pub(crate) fn weight(column: &Column, row: usize, fold: Fold, numbers: &mut HashMap<Handle, f64>) -> Option<f64> {
    match fold {
        Fold::Count => (column.value(row) != Value::Null).then_some(1.0),
        // Texts and moments are counted as well as numbers: each gets a number of its own.
        Fold::Distinct => match column.value(row) {
            Value::Null => None,
            value => {
                let next = numbers.len() as f64;
                Some(*numbers.entry(Handle(value)).or_insert(next))
            }
        },
        _ => column.number(row),
    }
}

/// The different values of a column in the order in which they first occur, and for each row which of them it has.
pub(crate) fn categories(column: &Column, rows: usize, zone: chrono_tz::Tz) -> (Vec<Category>, Vec<usize>) {
    let mut known: HashMap<Handle, usize> = HashMap::new();
    let mut found = Vec::new();
    let places = (0..rows)
        .map(|row| {
            let value = column.value(row);
            *known.entry(Handle(value.clone())).or_insert_with(|| {
                found.push(Category {
                    label: write::category(&value, column.grain, column.unit, zone),
                    value,
                    more: Vec::new(),
                });
                found.len() - 1
            })
        })
        .collect();
    (found, places)
}

/// The parts that most rows belong to; the rest as one, so that no more than `most` are left.
fn most_frequent(parts: Vec<Category>, places: Vec<usize>, most: usize) -> (Vec<Category>, Vec<usize>) {
    if parts.len() <= most {
        return (parts, places);
    }
    let mut rows = vec![0usize; parts.len()];
    for place in &places {
        rows[*place] += 1;
    }
    let mut by_rows: Vec<usize> = (0..parts.len()).collect();
    by_rows.sort_by_key(|place| std::cmp::Reverse(rows[*place]));
    let mut kept = by_rows[..most - 1].to_vec();
    kept.sort_unstable();
    let mut now = vec![kept.len(); parts.len()];
    for (index, place) in kept.iter().enumerate() {
        now[*place] = index;
    }
    let mut left: Vec<Category> = kept.iter().map(|place| parts[*place].clone()).collect();
    left.push(Category {
        value: Value::Null,
        label: SafeText::new("Other"),
        more: by_rows[most - 1..]
            .iter()
            .map(|place| parts[*place].value.clone())
            .collect(),
    });
    (left, places.into_iter().map(|place| now[place]).collect())
}

/// Groups a frame by the dimension `x` and, with one measure, by the colour channel.
///
/// `x` of `None` puts every row into one category. Categories come in the order of the look or the specification; moments by
/// time. Beyond `top` categories the smallest are put together as “Other” where the measures are sums or counts, and left out
/// elsewhere; a note says how many.
pub(crate) fn group(frame: &Frame, spec: &Spec, x: Option<&Channel>, look: &Look) -> Grouped {
    let rows = frame.rows();
    let zone = spec.options.zone;
    let mut grouped = Grouped::default();
    let dimension = x.and_then(|channel| frame.column(&channel.column));
    let (categories_found, places) = match dimension {
        Some(column) => categories(column, rows, zone),
        None => (
            vec![Category {
                value: Value::Null,
                label: SafeText::default(),
                more: Vec::new(),
            }],
            vec![0; rows],
        ),
    };
    grouped.categories = categories_found;
    if rows == 0 {
        grouped.categories.clear();
    }
    grouped.grain = dimension.and_then(|column| {
        let times = matches!(column.values, super::frame::Values::Times(_));
        times.then_some(column.grain)
    });
    let colour = spec.colour.as_ref().filter(|_| spec.y.len() <= 1);
    let split = colour
        .and_then(|channel| frame.column(&channel.column))
        .map(|column| categories(column, rows, zone));
    let count = grouped.categories.len();
    let most = (MOST_PAIRS / count.max(1)).max(2 * MOST_SERIES);
    let split = split.map(|(parts, places)| {
        let all = parts.len();
        let (parts, places) = most_frequent(parts, places, most);
        if parts.len() < all {
            let rest = all + 1 - parts.len();
            grouped
                .notes
                .push(format!("the {rest} rarest series are together in Other"));
        }
        (parts, places)
    });
    for (index, layer) in spec.y.iter().enumerate() {
        let Some(column) = frame.column(&layer.channel.column) else {
            grouped
                .notes
                .push(format!("there is no column “{}”", SafeText::new(&layer.channel.column)));
            continue;
        };
        let unit = layer.channel.unit.unwrap_or(column.unit);
        let mut numbers = HashMap::new();
        let parts = split.as_ref().map_or(1, |(parts, _)| parts.len());
        let mut folded = vec![Folded::default(); parts * count];
        for (row, category) in places.iter().enumerate() {
            if let Some(value) = weight(column, row, layer.fold, &mut numbers) {
                let part = split.as_ref().map_or(0, |(_, parts)| parts[row]);
                folded[part * count + category].push(value);
            }
        }
        let fold = if layer.fold == Fold::Count {
            Fold::Sum
        } else {
            layer.fold
        };
        for part in 0..parts {
            let of = split.as_ref().map(|(parts, _)| parts[part].clone());
            let name = of.as_ref().map_or_else(
                || SafeText::new(layer.channel.title()),
                |category| category.label.clone(),
            );
            let values = (0..count)
                .map(|category| folded[part * count + category].value(fold))
                .collect();
            grouped.series.push(Series {
                hidden: look.hides(&name),
                name,
                of,
                layer: index,
                ink: Ink::of(Hue::Series(0)),
                unit,
                values,
            });
        }
    }
    order(&mut grouped, look.sort.unwrap_or(spec.options.sort));
    if let Some(top) = spec.options.top {
        let adds = spec.y.iter().all(adds_up);
        keep_top(&mut grouped, top, adds);
    }
    for (index, series) in grouped.series.iter_mut().enumerate() {
        series.ink = Ink::of(Hue::Series(u8::try_from(index % MOST_SERIES).unwrap_or_default()));
    }
    grouped
}

/// Whether the values of a layer may be added to each other.
pub(crate) fn adds_up(layer: &Layer) -> bool {
    matches!(layer.fold, Fold::Sum | Fold::Count)
}

/// The sum of a category over all series that are shown.
fn total(grouped: &Grouped, category: usize) -> f64 {
    grouped.shown().filter_map(|series| series.values[category]).sum()
}

fn order(grouped: &mut Grouped, sort: Sort) {
    let mut places: Vec<usize> = (0..grouped.categories.len()).collect();
    match sort {
        // Moments are in order unless something else was asked for; those without a moment come last.
        Sort::Natural if grouped.grain.is_some() => {
            places.sort_by_key(|place| match grouped.categories[*place].value {
                Value::Time(millis) => millis,
                _ => i64::MAX,
            });
        }
        Sort::Natural => return,
        Sort::Name => places.sort_by(|a, b| grouped.categories[*a].label.cmp(&grouped.categories[*b].label)),
        Sort::Largest => places.sort_by(|a, b| total(grouped, *b).total_cmp(&total(grouped, *a))),
        Sort::Smallest => places.sort_by(|a, b| total(grouped, *a).total_cmp(&total(grouped, *b))),
    }
    arrange(grouped, &places);
}

/// Only these categories, in this order.
pub(crate) fn arrange(grouped: &mut Grouped, places: &[usize]) {
    grouped.categories = places.iter().map(|place| grouped.categories[*place].clone()).collect();
    for series in &mut grouped.series {
        series.values = places.iter().map(|place| series.values[*place]).collect();
    }
}

/// The largest categories in the order they have; the rest together at the end where that makes sense. At least one is kept.
pub(crate) fn keep_top(grouped: &mut Grouped, top: usize, adds: bool) {
    let count = grouped.categories.len();
    let top = top.max(1);
    if count <= top {
        return;
    }
    let kept = if adds { top - 1 } else { top };
    let mut by_size: Vec<usize> = (0..count).collect();
    by_size.sort_by(|a, b| total(grouped, *b).abs().total_cmp(&total(grouped, *a).abs()));
    let mut keep: Vec<usize> = by_size[..kept].to_vec();
    keep.sort_unstable();
    let rest = &by_size[kept..];
    let other = adds.then(|| {
        let more: Vec<Value> = rest
            .iter()
            .map(|place| grouped.categories[*place].value.clone())
            .collect();
        let sums: Vec<Option<f64>> = grouped
            .series
            .iter()
            .map(|series| {
                let mut values: Vec<f64> = rest.iter().filter_map(|place| series.values[*place]).collect();
                fold_of(&mut values, Fold::Sum)
            })
            .collect();
        (more, sums)
    });
    grouped.notes.push(if adds {
        format!("the {} smallest are together in Other", rest.len())
    } else {
        format!("the {} smallest are left out", rest.len())
    });
    arrange(grouped, &keep);
    if let Some((more, sums)) = other {
        grouped.categories.push(Category {
            value: Value::Null,
            label: SafeText::new("Other"),
            more,
        });
        for (series, sum) in grouped.series.iter_mut().zip(sums) {
            series.values.push(sum);
        }
    }
}

/// At most so many series; the smallest of the rest together as “Other” where values add up, left out elsewhere.
pub(crate) fn limit_series(grouped: &mut Grouped, most: usize, adds: bool) {
    if grouped.series.len() <= most.max(1) {
        return;
    }
    let size = |series: &Series| series.values.iter().flatten().map(|value| value.abs()).sum::<f64>();
    let mut by_size: Vec<usize> = (0..grouped.series.len()).collect();
    by_size.sort_by(|a, b| size(&grouped.series[*b]).total_cmp(&size(&grouped.series[*a])));
    let kept = if adds { most.max(1) - 1 } else { most.max(1) };
    let mut keep = by_size[..kept].to_vec();
    keep.sort_unstable();
    let rest = &by_size[kept..];
    let mut series: Vec<Series> = keep.iter().map(|place| grouped.series[*place].clone()).collect();
    for (index, one) in series.iter_mut().enumerate() {
        one.ink = Ink::of(Hue::Series(u8::try_from(index % MOST_SERIES).unwrap_or_default()));
    }
    if adds && let Some(first) = rest.first().map(|place| grouped.series[*place].clone()) {
        let values = (0..grouped.categories.len())
            .map(|category| {
                let mut values: Vec<f64> = rest
                    .iter()
                    .filter(|place| !grouped.series[**place].hidden)
                    .filter_map(|place| grouped.series[*place].values[category])
                    .collect();
                fold_of(&mut values, Fold::Sum)
            })
            .collect();
        let more = rest
            .iter()
            .filter_map(|place| grouped.series[*place].of.as_ref())
            .map(|category| category.value.clone())
            .collect();
        series.push(Series {
            name: SafeText::new("Other"),
            of: Some(Category {
                value: Value::Null,
                label: SafeText::new("Other"),
                more,
            }),
            ink: Ink::of(Hue::Other),
            hidden: false,
            values,
            ..first
        });
        grouped
            .notes
            .push(format!("the {} smallest series are together in Other", rest.len()));
    } else {
        grouped
            .notes
            .push(format!("the {} smallest series are left out", rest.len()));
    }
    grouped.series = series;
}
