//! All records of one kind, in the order of their last change.
//!
//! A shelf holds no records. It knows how many there are, when each was last changed (the [`Order`]), what changes next
//! (a heap with one entry for each record that has a future), what was done from outside (touches) and what is gone.
//! Everything else is made on demand from the record's number.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::thread;

use super::order::{Order, key};

/// Something done to a record from outside its own life: by a control, or by the pulse of a live workspace.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Touch {
    pub(crate) at: u32,
    /// Which of all touches it is; decides what it does.
    pub(crate) number: u32,
}

/// What became of a record that is gone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gone {
    pub(crate) at: u32,
    /// The record it was merged into.
    pub(crate) into: Option<u32>,
}

/// The last change of a record at a moment, and its next one.
pub(crate) type Life = (u32, Option<u32>);

/// The records of one kind.
#[derive(Default)]
pub(crate) struct Shelf {
    /// How many have ever been made; those gone are among them.
    count: u32,
    order: Order,
    /// The next change of each record that has one.
    future: BinaryHeap<Reverse<(u32, u32)>>,
    touches: HashMap<u32, Vec<Touch>>,
    gone: BTreeMap<u32, Gone>,
}

impl Shelf {
    /// A shelf of `count` records at `at`. `life` is asked once for each, on as many threads as there are cores.
    pub(crate) fn new(count: u32, at: u32, life: impl Fn(u32, u32) -> Life + Sync) -> Self {
        let workers = thread::available_parallelism()
            .map_or(1, usize::from)
            .min(1 + count as usize / 20_000) as u32;
        let share = count.div_ceil(workers.max(1)).max(1);
        let told = |from: u32| -> Vec<(u64, Option<u32>)> {
            (from..count.min(from + share))
                .map(|index| {
                    let (updated, next) = life(index, at);
                    (key(updated, index), next)
                })
                .collect()
        };
        let parts: Vec<Vec<(u64, Option<u32>)>> = if workers <= 1 {
            vec![told(0)]
        } else {
            thread::scope(|scope| {
                let running: Vec<_> = (0..workers)
                    .map(|worker| scope.spawn(move || told(worker * share)))
                    .collect();
                running
                    .into_iter()
                    .map(|worker| worker.join().unwrap_or_default())
                    .collect()
            })
        };
        let mut keys: Vec<u64> = Vec::with_capacity(count as usize);
        let mut future = Vec::new();
        for (key, next) in parts.into_iter().flatten() {
            keys.push(key);
            if let Some(next) = next {
                future.push(Reverse((next, super::order::record(key))));
            }
        }
        keys.sort_unstable();
        Self {
            count,
            order: Order::of_sorted(&keys),
            future: BinaryHeap::from(future),
            touches: HashMap::new(),
            gone: BTreeMap::new(),
        }
    }

    /// How many have ever been made.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// How many there are.
    pub(crate) fn live(&self) -> u32 {
        self.count - self.gone.len() as u32
    }

    pub(crate) fn order(&self) -> &Order {
        &self.order
    }

    /// Whether this record was made and is not gone.
    pub(crate) fn has(&self, index: u32) -> bool {
        index < self.count && !self.gone.contains_key(&index)
    }

    /// What became of a record, when it is gone.
    pub(crate) fn gone(&self, index: u32) -> Option<Gone> {
        self.gone.get(&index).copied()
    }

    /// All that are gone, by number.
    pub(crate) fn all_gone(&self) -> impl Iterator<Item = (u32, Gone)> + '_ {
        self.gone.iter().map(|(index, gone)| (*index, *gone))
    }

    /// The numbers of the records there are.
    pub(crate) fn indices(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        (0..self.count).filter(|index| !self.gone.contains_key(index))
    }

    /// What was done to a record from outside.
    pub(crate) fn touches(&self, index: u32) -> &[Touch] {
        self.touches.get(&index).map_or(&[], Vec::as_slice)
    }

    /// When a record was last changed at `at`.
    fn updated(&self, index: u32, at: u32, life: impl Fn(u32, u32) -> Life) -> u32 {
        let touches = self.touches(index);
        let last_touch = touches
            .partition_point(|touch| touch.at <= at)
            .checked_sub(1)
            .map_or(0, |last| touches[last].at);
        life(index, at).0.max(last_touch)
    }

    /// Moves from one moment to a later one: records arrive (`arrival` says when the next does) and change.
    pub(crate) fn advance(
        &mut self,
        from: u32,
        to: u32,
        arrival: impl Fn(u32) -> u32,
        life: impl Fn(u32, u32) -> Life,
    ) {
        let mut changed = Vec::new();
        while let Some(Reverse((at, index))) = self.future.peek().copied() {
            if at > to {
                break;
            }
            self.future.pop();
            changed.push(index);
        }
        for index in changed {
            let before = self.updated(index, from, &life);
            let after = self.updated(index, to, &life);
            if self.order.remove(key(before, index)) {
                self.order.insert(key(after, index));
            }
            self.expect(index, to, &life);
        }
        while arrival(self.count) <= to {
            let index = self.count;
            self.count += 1;
            self.order.insert(key(life(index, to).0, index));
            self.expect(index, to, &life);
        }
    }

    fn expect(&mut self, index: u32, at: u32, life: impl Fn(u32, u32) -> Life) {
        if let Some(next) = life(index, at).1 {
            self.future.push(Reverse((next, index)));
        }
    }

    /// Touches a record at a moment not after `now`, the shelf's own.
    pub(crate) fn touch(&mut self, index: u32, touch: Touch, now: u32, life: impl Fn(u32, u32) -> Life) {
        let before = self.updated(index, now, &life);
        self.touches.entry(index).or_default().push(touch);
        let after = self.updated(index, now, &life);
        if self.order.remove(key(before, index)) {
            self.order.insert(key(after, index));
        }
    }

    /// Takes a record away.
    pub(crate) fn remove(&mut self, index: u32, gone: Gone, now: u32, life: impl Fn(u32, u32) -> Life) {
        let before = self.updated(index, now, life);
        self.order.remove(key(before, index));
        self.gone.insert(index, gone);
    }

    /// Bytes of memory taken, but for what was done from outside.
    pub(crate) fn bytes(&self) -> usize {
        self.order.bytes() + self.future.capacity() * size_of::<Reverse<(u32, u32)>>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Record n arrives at 100·n and changes 30 and 250 later.
    fn life(index: u32, at: u32) -> Life {
        let created = index * 100;
        match at.saturating_sub(created) {
            0..30 => (created, Some(created + 30)),
            30..250 => (created + 30, Some(created + 250)),
            _ => (created + 250, None),
        }
    }

    #[test]
    fn moving_in_one_step_or_in_many_is_the_same() {
        let mut one = Shelf::new(5, 450, life);
        let mut many = Shelf::new(5, 450, life);
        one.advance(450, 2000, |n| n * 100, life);
        for at in (450..2000).step_by(10) {
            many.advance(at, at + 10, |n| n * 100, life);
        }
        assert_eq!(one.count(), 21);
        let fresh = Shelf::new(21, 2000, life);
        assert!(one.order().up_from(0).eq(fresh.order().up_from(0)));
        assert!(many.order().up_from(0).eq(fresh.order().up_from(0)));
    }

    #[test]
    fn a_touch_moves_a_record_to_the_end_and_its_own_life_goes_on() {
        let mut shelf = Shelf::new(5, 460, life);
        shelf.touch(0, Touch { at: 460, number: 0 }, 460, life);
        assert_eq!(shelf.order().down_from(u64::MAX).next(), Some(key(460, 0)));
        shelf.advance(460, 700, |_| u32::MAX, life);
        assert_eq!(shelf.order().len(), 5);
        assert_eq!(shelf.touches(0).len(), 1);
        shelf.remove(0, Gone { at: 700, into: None }, 700, life);
        assert!(!shelf.has(0));
        assert_eq!((shelf.order().len(), shelf.live()), (4, 4));
    }
}
