//! The order in which a kind of record was last changed.
//!
//! A key is a moment and a record's number in one 64-bit word, so that 1,000,000 records take 8 MB. Keys are kept sorted
//! in chunks of a few thousand: a record moves in microseconds, a page is found by binary search, and how many keys
//! lie in a window is a sum over chunks.

/// Most keys of one chunk; a full one is split in two.
const CHUNK: usize = 2048;

/// A moment (Unix seconds) and a record, ordered by the moment and then the record.
pub(crate) const fn key(at: u32, index: u32) -> u64 {
    (at as u64) << 32 | index as u64
}

/// The moment of a key.
pub(crate) const fn moment(key: u64) -> u32 {
    (key >> 32) as u32
}

/// The record of a key.
pub(crate) const fn record(key: u64) -> u32 {
    key as u32
}

/// A sorted set of keys.
#[derive(Default)]
pub(crate) struct Order {
    /// Sorted, and sorted among each other; none is empty.
    chunks: Vec<Vec<u64>>,
    len: usize,
}

impl Order {
    /// Takes keys that are sorted already.
    pub(crate) fn of_sorted(keys: &[u64]) -> Self {
        Self {
            chunks: keys.chunks(CHUNK / 2).map(<[u64]>::to_vec).collect(),
            len: keys.len(),
        }
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Bytes of memory taken.
    pub(crate) fn bytes(&self) -> usize {
        let keys: usize = self
            .chunks
            .iter()
            .map(|chunk| chunk.capacity() * size_of::<u64>())
            .sum();
        keys + self.chunks.capacity() * size_of::<Vec<u64>>()
    }

    pub(crate) fn insert(&mut self, key: u64) {
        let place = self.chunk_of(key).min(self.chunks.len().saturating_sub(1));
        let Some(chunk) = self.chunks.get_mut(place) else {
            self.chunks.push(vec![key]);
            self.len = 1;
            return;
        };
        if let Err(position) = chunk.binary_search(&key) {
            chunk.insert(position, key);
            self.len += 1;
            if chunk.len() >= CHUNK {
                let upper = chunk.split_off(CHUNK / 2);
                self.chunks.insert(place + 1, upper);
            }
        }
    }

    /// Whether the key was there.
    pub(crate) fn remove(&mut self, key: u64) -> bool {
        let place = self.chunk_of(key);
        let Some(chunk) = self.chunks.get_mut(place) else {
            return false;
        };
        let Ok(position) = chunk.binary_search(&key) else {
            return false;
        };
        chunk.remove(position);
        self.len -= 1;
        if chunk.is_empty() {
            self.chunks.remove(place);
        }
        true
    }

    /// How many keys are less than `key`.
    pub(crate) fn rank(&self, key: u64) -> usize {
        let place = self.chunk_of(key);
        let before: usize = self.chunks[..place].iter().map(Vec::len).sum();
        before
            + self
                .chunks
                .get(place)
                .map_or(0, |chunk| chunk.partition_point(|own| *own < key))
    }

    /// The keys from `key` on, smallest first.
    pub(crate) fn up_from(&self, key: u64) -> impl Iterator<Item = u64> + '_ {
        let place = self.chunk_of(key);
        let skip = self
            .chunks
            .get(place)
            .map_or(0, |chunk| chunk.partition_point(|own| *own < key));
        self.chunks[place..].iter().flatten().copied().skip(skip)
    }

    /// The keys up to and with `key`, largest first.
    pub(crate) fn down_from(&self, key: u64) -> impl Iterator<Item = u64> + '_ {
        let place = self.chunk_of(key);
        let own = self
            .chunks
            .get(place)
            .map_or(&[][..], |chunk| &chunk[..chunk.partition_point(|own| *own <= key)]);
        own.iter()
            .rev()
            .chain(self.chunks[..place].iter().rev().flat_map(|chunk| chunk.iter().rev()))
            .copied()
    }

    /// The first chunk whose last key is not less than `key`; `chunks.len()` when there is none.
    fn chunk_of(&self, key: u64) -> usize {
        self.chunks
            .partition_point(|chunk| chunk.last().is_some_and(|last| *last < key))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_sorted_set(steps in proptest::collection::vec((0_u64..500, any::<bool>()), 1..400), probe in 0_u64..520) {
            let mut order = Order::default();
            let mut expected = BTreeSet::new();
            for (key, add) in steps {
                if add {
                    order.insert(key);
                    expected.insert(key);
                } else {
                    prop_assert_eq!(order.remove(key), expected.remove(&key));
                }
            }
            prop_assert_eq!(order.len(), expected.len());
            prop_assert_eq!(order.rank(probe), expected.range(..probe).count());
            prop_assert!(order.up_from(probe).eq(expected.range(probe..).copied()));
            prop_assert!(order.down_from(probe).eq(expected.range(..=probe).rev().copied()));
        }
    }

    #[test]
    fn chunks_split_and_stay_sorted() {
        let keys: Vec<u64> = (0..10_000).map(|n| n * 2).collect();
        let mut order = Order::of_sorted(&keys);
        for n in 0..10_000 {
            order.insert(n * 2 + 1);
        }
        assert_eq!(order.len(), 20_000);
        assert!(order.up_from(0).eq(0..20_000));
        assert_eq!(order.rank(12_345), 12_345);
    }

    #[test]
    fn a_key_is_a_moment_and_a_record() {
        let key = key(1_793_615_400, 77);
        assert_eq!((moment(key), record(key)), (1_793_615_400, 77));
    }
}
