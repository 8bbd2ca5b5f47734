//! Chance that always falls the same way.
//!
//! Every record has generators of its own, seeded from the workspace's seed, what is being decided and the record's
//! number. So a record can be made at any time, in any order and on any thread, and is always the same. Only integer
//! and exactly rounded floating-point operations are used: no platform's `exp` or `ln` can make a difference.

use rand::Rng;
use rand_pcg::Pcg64Mcg;

/// What is being decided. Each has its own generator, so that a change to one leaves the others as they were.
#[derive(Clone, Copy, Debug)]
#[repr(u64)]
pub(crate) enum Stream {
    Calendar = 1,
    Staff,
    Arrival,
    Conversation,
    Dress,
    Person,
    Contact,
    Company,
    Ticket,
    Article,
    Collection,
    HelpCenter,
    Pulse,
    Mutation,
    Id,
}

/// The finaliser of Steele, Lea and Flood's `SplitMix64`: every bit of the input changes every bit of the output.
pub(crate) const fn splitmix64(input: u64) -> u64 {
    let mut z = input.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// One number for (seed, stream, index).
pub(crate) const fn mix(seed: u64, stream: Stream, index: u64) -> u64 {
    splitmix64(splitmix64(seed ^ splitmix64(stream as u64)) ^ index)
}

/// A share of one, for a single decision that needs no generator.
pub(crate) fn share(bits: u64) -> f64 {
    (bits >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
}

/// A generator for one record.
pub(crate) struct Dice(Pcg64Mcg);

impl Dice {
    pub(crate) fn new(seed: u64, stream: Stream, index: u64) -> Self {
        let high = mix(seed, stream, index);
        Self(Pcg64Mcg::new(u128::from(high) << 64 | u128::from(splitmix64(high))))
    }

    /// 64 even bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number in `0.0..1.0`.
    pub(crate) fn unit(&mut self) -> f64 {
        share(self.bits())
    }

    /// Whether something with this probability happens.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A whole number in `0..end`, or 0 when `end` is 0.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        ((u64::from(self.bits() as u32) * u64::from(end)) >> 32) as u32
    }

    /// A whole number in `low..=high`.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low).saturating_add(1))
    }

    /// One of `choices`, all alike. `choices` is never empty: it is a table of this room.
    pub(crate) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        *self.choose(choices)
    }

    /// As [`Dice::pick`], for what cannot be copied.
    pub(crate) fn choose<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len() as u32) as usize]
    }

    /// A position in `weights`, each as likely as its weight says.
    pub(crate) fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let mut left = self.below(weights.clone().sum());
        let mut last = 0;
        for (position, weight) in weights.enumerate() {
            if left < weight {
                return position;
            }
            left -= weight;
            last = position;
        }
        last
    }

    /// A length of time around `median` with a long tail: half are shorter, one in a hundred is ten times as long.
    pub(crate) fn around(&mut self, median: u32) -> u32 {
        (f64::from(median) * tail(self.unit())) as u32
    }
}

/// Quantiles of the log-normal distribution with median 1 and sigma 1, with straight lines between.
fn tail(unit: f64) -> f64 {
    const POINTS: [(f64, f64); 16] = [
        (0.0, 0.05),
        (0.05, 0.193),
        (0.1, 0.278),
        (0.2, 0.431),
        (0.3, 0.592),
        (0.4, 0.776),
        (0.5, 1.0),
        (0.6, 1.288),
        (0.7, 1.689),
        (0.8, 2.32),
        (0.9, 3.602),
        (0.95, 5.18),
        (0.98, 7.8),
        (0.99, 10.24),
        (0.999, 21.98),
        (1.0, 60.0),
    ];
    let after = POINTS.partition_point(|(share, _)| *share <= unit).clamp(1, 15);
    let ((x0, y0), (x1, y1)) = (POINTS[after - 1], POINTS[after]);
    y0 + (y1 - y0) * (unit - x0) / (x1 - x0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generator_depends_on_all_three_of_its_origins() {
        let first = |seed, stream, index| Dice::new(seed, stream, index).bits();
        let own = first(7, Stream::Conversation, 3);
        assert_eq!(own, first(7, Stream::Conversation, 3));
        assert_ne!(own, first(8, Stream::Conversation, 3));
        assert_ne!(own, first(7, Stream::Dress, 3));
        assert_ne!(own, first(7, Stream::Conversation, 4));
    }

    #[test]
    fn the_first_numbers_are_these_on_every_platform() {
        assert_eq!(splitmix64(0), 0xe220_a839_7b1d_cdaf);
        let mut dice = Dice::new(1, Stream::Calendar, 1);
        let drawn: Vec<u32> = (0..4).map(|_| dice.below(1000)).collect();
        let again: Vec<u32> = {
            let mut dice = Dice::new(1, Stream::Calendar, 1);
            (0..4).map(|_| dice.below(1000)).collect()
        };
        assert_eq!(drawn, again);
    }

    #[test]
    fn lengths_of_time_have_their_median_and_a_long_tail() {
        let mut dice = Dice::new(5, Stream::Calendar, 0);
        let mut drawn: Vec<u32> = (0..4001).map(|_| dice.around(1000)).collect();
        drawn.sort_unstable();
        assert!((900..1100).contains(&drawn[2000]), "{}", drawn[2000]);
        assert!(drawn[3960] > 7000, "{}", drawn[3960]);
    }

    #[test]
    fn weights_are_kept() {
        let mut dice = Dice::new(5, Stream::Calendar, 2);
        let mut seen = [0; 3];
        for _ in 0..4000 {
            seen[dice.weighted([1, 0, 3].into_iter())] += 1;
        }
        assert_eq!(seen[1], 0);
        assert!((900..1100).contains(&seen[0]), "{seen:?}");
    }
}
