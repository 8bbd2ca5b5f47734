//! What a column of a sheet holds: its different values, and how many rows have each.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, DictionaryArray};
use datafusion::arrow::compute::{filter, filter_record_batch};
use datafusion::arrow::datatypes::{DataType, Float64Type, Int32Type, Int64Type, TimestampMillisecondType};

use super::cells::{decimal, unknown};
use super::condition;
use super::natural;
use super::ordering::{Rows, Sheet};
use super::reading::Reading;
use super::scan::{self, Stop, each};
use crate::query::error::QueryError;
use crate::query::page::{Cell, Values};

impl Sheet {
    /// The values of a column in the rows of the sheet, the most frequent first, at most `limit`. With `search`, only
    /// those that contain it as they are shown, letter case aside.
    pub fn values(&self, column: &str, search: &str, limit: u64, stop: &Stop) -> Result<Values, QueryError> {
        let column = self.columns.find(column)?.clone();
        let mut expressions = vec![column.value.clone()];
        if !search.is_empty() {
            expressions.push(condition::contains(
                search,
                std::slice::from_ref(&column),
                &self.session,
            )?);
        }
        let needle = (!search.is_empty()).then(|| super::fold::Needle::new(search));
        let reading = Reading::new(&self.session, self.module, &expressions, true)?;
        let shown = self.shown();
        let counts = Mutex::new(Counts::default());
        each(&self.pieces, self.threads(), stop, |at, piece| {
            let mut place = self.starts[at];
            for batch in scan::read(piece, &reading.wanted, None)? {
                let mut batch = batch?;
                stop.check()?;
                let rows = batch.num_rows() as u32;
                if let Some(shown) = &shown {
                    let mask = &shown[place as usize..(place + rows) as usize];
                    batch = filter_record_batch(&batch, &BooleanArray::from(mask.to_vec()))?;
                }
                let mut values = reading.value(0, &batch)?;
                if expressions.len() > 1 {
                    values = filter(&values, &reading.mask(1, &batch)?)?;
                }
                counts.lock().unwrap_or_else(PoisonError::into_inner).add(&values)?;
                place += rows;
            }
            Ok(())
        })?;
        let mut counts = counts.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(needle) = needle {
            // A list that has such an element has others, too.
            counts.texts.retain(|text, _| needle.is_in(text));
        }
        Ok(counts.most_frequent(limit))
    }

    /// Which rows of the store the sheet shows, where some are left out.
    fn shown(&self) -> Option<Vec<bool>> {
        match &self.rows {
            Rows::Listed(rows) if rows.len() < self.total() as usize => {
                let mut shown = vec![false; self.total() as usize];
                for row in rows {
                    shown[*row as usize] = true;
                }
                Some(shown)
            }
            _ => None,
        }
    }
}

/// Values with how many rows have them.
#[derive(Default)]
struct Counts {
    texts: HashMap<Box<str>, u64>,
    integers: HashMap<i64, u64>,
    /// By their bits.
    decimals: HashMap<u64, u64>,
    booleans: HashMap<bool, u64>,
}

impl Counts {
    fn add(&mut self, values: &ArrayRef) -> Result<(), QueryError> {
        match values.data_type() {
            DataType::Utf8View => {
                for text in values.as_string_view().iter().flatten() {
                    self.text(text, 1);
                }
            }
            DataType::Dictionary(..) => {
                let dictionary = values.as_any().downcast_ref::<DictionaryArray<Int32Type>>();
                let texts = dictionary.and_then(|dictionary| dictionary.values().as_string_opt::<i32>());
                let (Some(dictionary), Some(texts)) = (dictionary, texts) else {
                    return Err(unknown(values.data_type()));
                };
                let mut counts = vec![0; texts.len()];
                for key in dictionary.keys().iter().flatten() {
                    counts[key as usize] += 1;
                }
                for (place, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                    self.text(texts.value(place), count);
                }
            }
            DataType::List(_) => {
                let lists = values.as_list::<i32>();
                let elements = lists.values().as_string_opt::<i32>();
                let elements = elements.ok_or_else(|| unknown(values.data_type()))?;
                let ends = lists.value_offsets();
                for row in (0..lists.len()).filter(|row| lists.is_valid(*row)) {
                    let places = ends[row] as usize..ends[row + 1] as usize;
                    let mut own: Vec<&str> = places
                        .filter(|place| elements.is_valid(*place))
                        .map(|place| elements.value(place))
                        .collect();
                    // A row has an element once, however often its list names it.
                    own.sort_unstable();
                    own.dedup();
                    for text in own {
                        self.text(text, 1);
                    }
                }
            }
            DataType::Int64 => count(&mut self.integers, values.as_primitive::<Int64Type>().iter()),
            DataType::Timestamp(..) => {
                count(
                    &mut self.integers,
                    values.as_primitive::<TimestampMillisecondType>().iter(),
                );
            }
            DataType::Float64 => {
                let numbers = values.as_primitive::<Float64Type>().iter();
                let finite = numbers.map(|number| number.filter(|number| number.is_finite()));
                // Zero is zero, whatever its sign.
                count(
                    &mut self.decimals,
                    finite.map(|number| number.map(|number| (number + 0.0).to_bits())),
                );
            }
            DataType::Boolean => count(&mut self.booleans, values.as_boolean().iter()),
            other => return Err(unknown(other)),
        }
        Ok(())
    }

    fn text(&mut self, text: &str, rows: u64) {
        if let Some(count) = self.texts.get_mut(text) {
            *count += rows;
        } else {
            self.texts.insert(text.into(), rows);
        }
    }

    /// The most frequent first; among those as frequent as each other in their order.
    fn most_frequent(self, limit: u64) -> Values {
        let distinct = self.texts.len() + self.integers.len() + self.decimals.len() + self.booleans.len();
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut values: Vec<(Cell, u64)> = Vec::new();
        values.extend(
            most(self.texts, limit, |left, right| natural::compare(left, right))
                .into_iter()
                .map(|(text, count)| (Cell::Text(text.into()), count)),
        );
        values.extend(
            most(self.integers, limit, Ord::cmp)
                .into_iter()
                .map(|(number, count)| (Cell::Integer(number), count)),
        );
        let by_size = |left: &u64, right: &u64| f64::from_bits(*left).total_cmp(&f64::from_bits(*right));
        values.extend(
            most(self.decimals, limit, by_size)
                .into_iter()
                .map(|(bits, count)| (decimal(f64::from_bits(bits)), count)),
        );
        values.extend(
            most(self.booleans, limit, Ord::cmp)
                .into_iter()
                .map(|(answer, count)| (Cell::Boolean(answer), count)),
        );
        Values {
            values,
            distinct: distinct as u64,
        }
    }
}

fn count<T: Eq + Hash>(counts: &mut HashMap<T, u64>, values: impl Iterator<Item = Option<T>>) {
    for value in values.flatten() {
        *counts.entry(value).or_default() += 1;
    }
}

fn most<T>(counts: HashMap<T, u64>, limit: usize, order: impl Fn(&T, &T) -> std::cmp::Ordering) -> Vec<(T, u64)> {
    let mut all: Vec<(T, u64)> = counts.into_iter().collect();
    let compare = |left: &(T, u64), right: &(T, u64)| right.1.cmp(&left.1).then_with(|| order(&left.0, &right.0));
    if limit < all.len() {
        if limit > 0 {
            all.select_nth_unstable_by(limit - 1, compare);
        }
        all.truncate(limit);
    }
    all.sort_unstable_by(compare);
    all
}
