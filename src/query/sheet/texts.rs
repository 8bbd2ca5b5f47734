//! Sorting rows by texts, as people count: every text gets a rank, and rows are sorted by ranks.
//!
//! Texts that repeat are ranked once.

use std::collections::HashMap;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, DictionaryArray, ListArray, StringArray, StringViewArray, StringViewBuilder,
};
use datafusion::arrow::datatypes::Int32Type;

use super::cells::unknown;
use super::entries;
use super::keys::Keys;
use crate::query::error::QueryError;

/// A dictionary's texts are looked up when rows outnumber them so many times.
const REPEATED: usize = 8;
/// Of the texts of an array so many may be new before they are taken to be all different.
const PATIENCE: usize = 1_024;
/// The item of a row without a text.
const NONE: u32 = u32::MAX;

/// The sort keys of a column that came in these arrays.
pub(super) fn keys(arrays: &[ArrayRef], descending: bool, threads: usize) -> Result<Keys, QueryError> {
    let items = Items::of(arrays)?;
    let (ranks, count) = items.ranks(threads);
    let last = count.saturating_sub(1);
    let numbers = items.rows.iter().map(|item| match ranks.get(*item as usize) {
        None => count,
        Some(rank) if descending => last - u64::from(*rank),
        Some(rank) => u64::from(*rank),
    });
    Ok(Keys {
        numbers: numbers.collect(),
        bits: u64::BITS - count.leading_zeros(),
    })
}

/// Lists as texts: their elements one after the other. A list without elements is no value.
pub(super) fn joined(lists: &ListArray) -> Result<StringViewArray, QueryError> {
    let elements = lists
        .values()
        .as_string_opt::<i32>()
        .ok_or_else(|| unknown(lists.values().data_type()))?;
    let ends = lists.value_offsets();
    let mut texts = StringViewBuilder::with_capacity(lists.len());
    let mut text = String::new();
    for row in 0..lists.len() {
        let places = ends[row] as usize..ends[row + 1] as usize;
        if lists.is_null(row) || places.is_empty() {
            texts.append_null();
            continue;
        }
        text.clear();
        for (number, place) in places.enumerate() {
            if number > 0 {
                text.push_str(", ");
            }
            text.push_str(elements.value(place));
        }
        texts.append_value(&text);
    }
    Ok(texts.finish())
}

/// The texts of a column, those that repeat once for a while, and which row has which.
struct Items<'a> {
    texts: Vec<&'a str>,
    rows: Vec<u32>,
}

impl<'a> Items<'a> {
    fn of(arrays: &'a [ArrayRef]) -> Result<Self, QueryError> {
        let mut items = Self {
            texts: Vec::new(),
            rows: Vec::with_capacity(arrays.iter().map(Array::len).sum()),
        };
        let mut known = HashMap::new();
        for array in arrays {
            if let Some(texts) = array.as_string_view_opt() {
                items.views(texts, &mut known);
            } else if let Some(dictionary) = array.as_any().downcast_ref::<DictionaryArray<Int32Type>>() {
                let texts = dictionary.values().as_string_opt::<i32>();
                let texts = texts.ok_or_else(|| unknown(array.data_type()))?;
                items.dictionary(dictionary, texts, &mut known);
            } else {
                return Err(unknown(array.data_type()));
            }
        }
        Ok(items)
    }

    fn views(&mut self, texts: &'a StringViewArray, known: &mut HashMap<&'a str, u32>) {
        // Texts are looked up for as long as few of them are new.
        let mut patience = PATIENCE;
        for text in texts {
            let item = match text {
                None => NONE,
                Some(text) if patience > 0 => *known.entry(text).or_insert_with(|| {
                    patience -= 1;
                    self.add(text)
                }),
                Some(text) => self.add(text),
            };
            self.rows.push(item);
        }
    }

    fn dictionary(
        &mut self,
        dictionary: &'a DictionaryArray<Int32Type>,
        texts: &'a StringArray,
        known: &mut HashMap<&'a str, u32>,
    ) {
        let repeated = texts.len() * REPEATED <= dictionary.len();
        let mut items = vec![NONE; texts.len()];
        let keys = dictionary.keys();
        for row in 0..keys.len() {
            if keys.is_null(row) {
                self.rows.push(NONE);
                continue;
            }
            let place = keys.value(row) as usize;
            if items[place] == NONE {
                let text = texts.value(place);
                items[place] = if repeated {
                    *known.entry(text).or_insert_with(|| self.add(text))
                } else {
                    self.add(text)
                };
            }
            self.rows.push(items[place]);
        }
    }

    fn add(&mut self, text: &'a str) -> u32 {
        self.texts.push(text);
        self.texts.len() as u32 - 1
    }

    /// The rank of each item, and how many ranks there are. Items with the same text have the same rank.
    fn ranks(&self, threads: usize) -> (Vec<u32>, u64) {
        let mut ranks = vec![0; self.texts.len()];
        let mut count = 0_u64;
        for (item, first) in entries::in_order(&self.texts, threads) {
            count += u64::from(first);
            ranks[item as usize] = (count - 1) as u32;
        }
        (ranks, count)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::entries::FEW;
    use super::super::keys::order;
    use super::super::natural;
    use super::super::natural::tests::model;
    use super::*;
    use crate::query::testing::cases;

    fn check(texts: &[Option<String>], descending: bool, threads: usize) {
        let (first, second) = texts.split_at(texts.len() / 2);
        let views: StringViewArray = first.iter().map(|text| text.as_deref()).collect();
        let dictionary: DictionaryArray<Int32Type> = second.iter().map(|text| text.as_deref()).collect();
        let arrays: [ArrayRef; 2] = [Arc::new(views), Arc::new(dictionary)];
        let keys = keys(&arrays, descending, threads).unwrap();
        let mut expected: Vec<u32> = (0..texts.len() as u32).collect();
        expected.sort_by(|left, right| match (&texts[*left as usize], &texts[*right as usize]) {
            (Some(left), Some(right)) if descending => model(right, left),
            (Some(left), Some(right)) => model(left, right),
            (left, right) => left.is_none().cmp(&right.is_none()),
        });
        assert_eq!(order(texts.len(), &[keys]), expected);
    }

    proptest! {
        #![proptest_config(cases(150))]
        #[test]
        fn rows_stand_as_the_model_says(
            texts in prop::collection::vec(prop::option::of("(a very common beginning )?[aAb019é]{0,4}"), 0..80),
            descending in any::<bool>(),
        ) {
            check(&texts, descending, 1);
        }
    }

    #[test]
    fn two_threads_put_all_in_order() {
        let text = |at: usize| match at % 7 {
            0 => None,
            1 => Some(format!("{}", at * 7919 % 10_000)),
            _ => Some(format!("a beginning that many share {}", at * 7919 % 30_000)),
        };
        let texts: Vec<Option<String>> = (0..2 * FEW).map(text).collect();
        let views: ArrayRef = Arc::new(texts.iter().map(|text| text.as_deref()).collect::<StringViewArray>());
        for descending in [false, true] {
            let keys = keys(std::slice::from_ref(&views), descending, 2).unwrap();
            let rows = order(texts.len(), &[keys]);
            for pair in rows.windows(2) {
                let between = match (&texts[pair[0] as usize], &texts[pair[1] as usize]) {
                    (Some(left), Some(right)) if descending => natural::compare(right, left),
                    (Some(left), Some(right)) => natural::compare(left, right),
                    (left, right) => left.is_none().cmp(&right.is_none()),
                };
                assert_eq!(between.then(pair[0].cmp(&pair[1])), std::cmp::Ordering::Less);
            }
            let mut all = rows;
            all.sort_unstable();
            assert!(all.into_iter().eq(0..texts.len() as u32));
        }
    }
}
