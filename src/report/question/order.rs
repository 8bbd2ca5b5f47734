//! In which order groups come: charts take the order in which categories first occur.
//!
//! Dimensions count in the order in which they were asked for, moments last, for charts put those in order themselves. Numbers
//! and parts of time come in their own order; texts that are steps of a scale (`Very Good` to `Very Bad`) in that; all others
//! with the greatest first measure first, and by name where that is equal.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::asked::Asked;
use crate::chart::{Column, Values};
use crate::text::SafeText;

/// Texts that have an order, as Intercom and the formulas write them.
const SCALES: [&[&str]; 3] = [
    &["Very Good", "Good", "Neutral", "Bad", "Very Bad", "Not Rated"],
    &["open", "snoozed", "closed"],
    &["urgent", "high", "medium", "low", "none"],
];

/// Puts groups in order.
pub(super) fn sort(columns: &mut [Column], asked: &[Asked]) {
    let rows = columns.first().map_or(0, |column| column.values.len());
    let first = columns.iter().zip(asked).find(|(_, asked)| asked.is_measure());
    let first = first.map(|(column, _)| column);
    let mut dimensions: Vec<Vec<Place>> = Vec::new();
    let mut moments: Vec<Vec<Place>> = Vec::new();
    for (column, _) in columns.iter().zip(asked).filter(|(_, asked)| !asked.is_measure()) {
        match &column.values {
            Values::Times(_) => moments.push(in_time(column, rows)),
            Values::Numbers(_) => dimensions.push(by_number(column, rows)),
            Values::Texts(texts) => dimensions.push(by_size(column, texts, first)),
        }
    }
    dimensions.extend(moments);
    let mut order: Vec<usize> = (0..rows).collect();
    order.sort_by(|left, right| {
        let each = dimensions.iter().map(|places| places[*left].cmp(&places[*right]));
        each.fold(Ordering::Equal, Ordering::then)
    });
    for column in columns {
        match &mut column.values {
            Values::Numbers(values) => *values = taken(values, &order),
            Values::Texts(values) => *values = taken(values, &order),
            Values::Times(values) => *values = taken(values, &order),
        }
    }
}

fn taken<T: Clone>(values: &[T], order: &[usize]) -> Vec<T> {
    order.iter().map(|row| values[*row].clone()).collect()
}

/// The place of a row in a dimension; what is not there comes last.
type Place = (bool, i64);

fn in_time(column: &Column, rows: usize) -> Vec<Place> {
    let place = |row| column.time(row).map_or((true, 0), |time| (false, time));
    (0..rows).map(place).collect()
}

fn by_number(column: &Column, rows: usize) -> Vec<Place> {
    let mut numbers: Vec<f64> = (0..rows).filter_map(|row| column.number(row)).collect();
    numbers.sort_by(f64::total_cmp);
    let place = |number: f64| numbers.partition_point(|other| other.total_cmp(&number).is_lt()) as i64;
    (0..rows)
        .map(|row| column.number(row).map_or((true, 0), |number| (false, place(number))))
        .collect()
}

fn by_size(column: &Column, texts: &[Option<SafeText>], measure: Option<&Column>) -> Vec<Place> {
    let scale = SCALES.iter().find(|scale| {
        let known = |text: &SafeText| scale.contains(&text.as_str());
        texts.iter().flatten().next().is_some() && texts.iter().flatten().all(known)
    });
    if let Some(scale) = scale {
        let place = |text: &SafeText| scale.iter().position(|step| *step == text.as_str()).unwrap_or_default();
        let place = |text: &Option<SafeText>| text.as_ref().map_or((true, 0), |text| (false, place(text) as i64));
        return texts.iter().map(place).collect();
    }
    let mut sizes: HashMap<Option<&SafeText>, f64> = HashMap::new();
    for row in 0..texts.len() {
        let size = measure.and_then(|measure| measure.number(row)).unwrap_or_default();
        *sizes.entry(column.text(row)).or_default() += size;
    }
    let mut ranked: Vec<(Option<&SafeText>, f64)> = sizes.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let places: HashMap<Option<&SafeText>, i64> = ranked.into_iter().map(|(text, _)| text).zip(0..).collect();
    let place = |text: &Option<SafeText>| (false, places.get(&text.as_ref()).copied().unwrap_or_default());
    texts.iter().map(place).collect()
}
