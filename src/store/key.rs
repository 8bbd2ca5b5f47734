//! The byte form of record keys.
//!
//! A part that is a plain decimal number becomes 0x01 and the number, big-endian, so that ids which Intercom gives out in
//! ascending order are appended at the end of the row index: redb takes growing keys several times faster than scattered
//! ones. Any other part becomes 0x02, its bytes with 0x00 written as 0x00 0xFF, and 0x00 0x00. Parts delimit themselves,
//! so the keys that begin with a parent's id are a range of their own.

use arrow::array::{Array, AsArray, RecordBatch, StringArray};

use super::error::StoreError;
use crate::catalog::Module;

const NUMBER: u8 = 1;
const WORDS: u8 = 2;

/// Appends the byte form of one part of a key.
pub(super) fn encode_part(part: &str, out: &mut Vec<u8>) {
    if let Some(number) = plain_number(part) {
        out.push(NUMBER);
        out.extend_from_slice(&number.to_be_bytes());
        return;
    }
    out.push(WORDS);
    for byte in part.bytes() {
        out.push(byte);
        if byte == 0 {
            out.push(0xFF);
        }
    }
    out.extend_from_slice(&[0, 0]);
}

/// The number `part` spells, when no other spelling of it would be encoded the same: no sign, no leading zero, and at
/// most 19 digits, which always fit.
fn plain_number(part: &str) -> Option<u64> {
    let plain = (1..=19).contains(&part.len())
        && part.bytes().all(|byte| byte.is_ascii_digit())
        && (part.len() == 1 || !part.starts_with('0'));
    plain.then(|| part.parse().ok()).flatten()
}

/// Many keys in one buffer.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Keys {
    /// The keys of all rows. Rows must have the columns of `module`.
    pub(super) fn of_rows(module: Module, rows: &RecordBatch) -> Self {
        let mut keys = Self {
            bytes: Vec::with_capacity(rows.num_rows() * 9 * module.key().len()),
            ends: Vec::with_capacity(rows.num_rows()),
        };
        let columns: Vec<&StringArray> = module
            .key()
            .iter()
            .filter_map(|name| rows.column_by_name(name)?.as_string_opt())
            .collect();
        for row in 0..rows.num_rows() {
            for column in &columns {
                encode_part(column.value(row), &mut keys.bytes);
            }
            keys.ends.push(keys.bytes.len());
        }
        keys
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[index]]
    }

    pub(super) fn push(&mut self, key: &[u8]) {
        self.bytes.extend_from_slice(key);
        self.ends.push(self.bytes.len());
    }

    /// Appends a key of these parts.
    pub(super) fn push_parts<'a>(&mut self, parts: impl IntoIterator<Item = &'a str>) {
        for part in parts {
            encode_part(part, &mut self.bytes);
        }
        self.ends.push(self.bytes.len());
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The positions of the keys in ascending order, each key once.
    pub(super) fn sorted(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.sort_unstable_by_key(|&index| self.get(index as usize));
        order.dedup_by_key(|index| self.get(*index as usize));
        order
    }
}

/// Keys of records of one module.
#[derive(Clone, Debug)]
pub struct KeySet {
    module: Module,
    keys: Keys,
}

impl KeySet {
    /// No keys yet.
    pub fn new(module: Module) -> Self {
        Self {
            module,
            keys: Keys::default(),
        }
    }

    /// The keys of `module` that `keys` lists, each made of as many parts as [`Module::key`] names.
    pub fn of<K, P>(module: Module, keys: impl IntoIterator<Item = K>) -> Result<Self, StoreError>
    where
        K: AsRef<[P]>,
        P: AsRef<str>,
    {
        let mut set = Self::new(module);
        for key in keys {
            set.push(key.as_ref())?;
        }
        Ok(set)
    }

    /// Adds a key. The order does not matter, nor does adding one twice.
    pub fn push(&mut self, key: &[impl AsRef<str>]) -> Result<(), StoreError> {
        check(self.module, key.len())?;
        self.keys.push_parts(key.iter().map(AsRef::as_ref));
        Ok(())
    }

    /// Adds the keys of all rows, which must have the module's columns.
    pub fn push_rows(&mut self, rows: &RecordBatch) -> Result<(), StoreError> {
        for name in self.module.key() {
            let column = rows
                .column_by_name(name)
                .and_then(|column| column.as_string_opt::<i32>());
            if column.is_none_or(|column| column.null_count() > 0) {
                return Err(StoreError::Shape {
                    module: self.module,
                    detail: format!("{name} has to be a text in every row"),
                });
            }
        }
        for key in Keys::of_rows(self.module, rows).iter() {
            self.keys.push(key);
        }
        Ok(())
    }

    /// Whose records these are.
    pub fn module(&self) -> Module {
        self.module
    }

    /// How many keys were added.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no key was added.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn keys(&self) -> &Keys {
        &self.keys
    }
}

/// Refuses a key of `module` that has not as many parts as it must have.
pub(super) fn check(module: Module, parts: usize) -> Result<(), StoreError> {
    if parts == module.key().len() {
        return Ok(());
    }
    Err(StoreError::Key {
        module,
        found: format!("{parts} parts"),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    fn encoded(parts: &[&str]) -> Vec<u8> {
        let mut out = Vec::new();
        for part in parts {
            encode_part(part, &mut out);
        }
        out
    }

    #[test]
    fn numbers_keep_their_order_and_other_spellings_their_identity() {
        let numbers = ["0", "9", "10", "4294967296", "9999999999999999999"];
        assert!(numbers.is_sorted_by_key(|number| encoded(&[number])));
        assert_eq!(encoded(&["10"]).len(), 9);
        let words = ["007", "+7", "-7", "7 ", "", "10000000000000000000", "٣"];
        assert!(words.iter().all(|word| encoded(&[word])[0] == WORDS));
    }

    #[test]
    fn a_key_of_too_few_parts_is_refused() {
        let error = KeySet::of(Module::TeamVsAdmin, [["1"]]).unwrap_err().to_string();
        assert!(error.contains("Team ID and Admin ID"), "{error}");
    }

    fn part() -> impl Strategy<Value = String> {
        prop_oneof!["[0-9]{1,21}", "[\\x00a-c0-9]{0,4}", "\\PC{0,6}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(5), ..ProptestConfig::default() })]

        #[test]
        fn keys_are_equal_only_when_their_parts_are(left in [part(), part()], right in [part(), part()]) {
            let bytes = |key: &[String; 2]| encoded(&[&key[0], &key[1]]);
            prop_assert_eq!(left == right, bytes(&left) == bytes(&right));
        }

        #[test]
        fn the_children_of_a_parent_are_those_that_begin_with_its_key(parent in part(), other in part(), child in part()) {
            let begins = encoded(&[&other, &child]).starts_with(&encoded(&[&parent]));
            prop_assert_eq!(begins, parent == other);
        }

        #[test]
        fn words_keep_their_order(left in "[\\x00a-c]{1,5}", right in "[\\x00a-c]{1,5}") {
            prop_assert_eq!(left.cmp(&right), encoded(&[&left]).cmp(&encoded(&[&right])));
        }

        #[test]
        fn sorting_drops_repeats(parts in proptest::collection::vec(part(), 0..40)) {
            let mut keys = Keys::default();
            for part in &parts {
                keys.push_parts([part.as_str()]);
            }
            let sorted: Vec<&[u8]> = keys.sorted().into_iter().map(|index| keys.get(index as usize)).collect();
            prop_assert!(sorted.is_sorted_by(|left, right| left < right));
            let distinct: std::collections::BTreeSet<&String> = parts.iter().collect();
            prop_assert_eq!(sorted.len(), distinct.len());
        }
    }
}
