//! In which order groups come: charts take the order in which categories first occur.
//!
//! What has an order of its own (moments, numbers, parts of time) comes in it; texts come with the greatest first measure
//! first, and by name where that is equal.

use std::cmp::Ordering;

use super::asked::Asked;
use crate::chart::{Column, Values};

/// Puts groups in order.
pub(super) fn sort(columns: &mut [Column], asked: &[Asked]) {
    let rows = columns.first().map_or(0, |column| column.values.len());
    let mut order: Vec<usize> = (0..rows).collect();
    let dimensions = || columns.iter().zip(asked).filter(|(_, asked)| !asked.is_measure());
    let first = columns.iter().zip(asked).find(|(_, asked)| asked.is_measure());
    order.sort_by(|left, right| {
        let by_place = dimensions().map(|(column, _)| own_order(column, *left, *right));
        let by_size = || first.map_or(Ordering::Equal, |(column, _)| largest_first(column, *left, *right));
        let by_name = || dimensions().map(|(column, _)| column.text(*left).cmp(&column.text(*right)));
        decided(by_place).then_with(by_size).then_with(|| decided(by_name()))
    });
    for column in columns {
        match &mut column.values {
            Values::Numbers(values) => *values = taken(values, &order),
            Values::Texts(values) => *values = taken(values, &order),
            Values::Times(values) => *values = taken(values, &order),
        }
    }
}

fn decided(mut orders: impl Iterator<Item = Ordering>) -> Ordering {
    orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

fn taken<T: Clone>(values: &[T], order: &[usize]) -> Vec<T> {
    order.iter().map(|row| values[*row].clone()).collect()
}

/// The order of moments and numbers, those that are not there last; texts have none.
fn own_order(column: &Column, left: usize, right: usize) -> Ordering {
    match &column.values {
        Values::Times(_) => {
            let at = |row| column.time(row).map_or((true, 0), |time| (false, time));
            at(left).cmp(&at(right))
        }
        Values::Numbers(_) => {
            let at = |row| column.number(row);
            match (at(left), at(right)) {
                (Some(left), Some(right)) => left.total_cmp(&right),
                (left, right) => left.is_none().cmp(&right.is_none()),
            }
        }
        Values::Texts(_) => Ordering::Equal,
    }
}

fn largest_first(column: &Column, left: usize, right: usize) -> Ordering {
    let size = |row| column.number(row).unwrap_or(f64::NEG_INFINITY);
    size(right).total_cmp(&size(left))
}
