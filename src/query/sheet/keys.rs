//! Sorting rows by numbers: every column to sort by becomes a number for each row, in whose order the rows stand.

/// A number for each row, and how many bits they have.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    pub numbers: Vec<u64>,
    pub bits: u32,
}

impl Keys {
    /// Numbers in the order of the values, or in the other order; rows without a value come last either way.
    pub(super) fn new(values: &[Option<u64>], descending: bool) -> Self {
        let present = || values.iter().flatten().copied();
        let (least, greatest) = (present().min().unwrap_or(0), present().max().unwrap_or(0));
        let span = greatest - least;
        let none = span.saturating_add(1);
        let numbers = values
            .iter()
            .map(|value| match value {
                None => none,
                Some(value) if descending => greatest - value,
                Some(value) => value - least,
            })
            .collect();
        Self {
            numbers,
            bits: u64::BITS - none.leading_zeros(),
        }
    }
}

/// A signed number as one without a sign, in the same order.
pub(super) const fn whole(number: i64) -> u64 {
    (number as u64) ^ (1 << 63)
}

/// A number with a fraction as a whole one, in the same order; zero is zero whatever its sign. Nothing where it is not
/// finite, which is shown as no value.
pub(super) fn fraction(number: f64) -> Option<u64> {
    let bits = (number + 0.0).to_bits();
    let negative = bits >> 63 == 1;
    number
        .is_finite()
        .then_some(if negative { !bits } else { bits ^ (1 << 63) })
}

/// Bits that are sorted by at a time.
const DIGIT: u32 = 11;

/// The rows in the order of their keys, the first keys most significant; equal rows stay in their order.
pub(super) fn order(rows: usize, keys: &[Keys]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..rows as u32).collect();
    for keys in keys.iter().rev() {
        sort(&mut order, keys);
    }
    order
}

/// Sorts by digits, the last first: each pass is stable, so what an earlier one has put in order stays so.
fn sort(order: &mut Vec<u32>, keys: &Keys) {
    let mut from: Vec<(u64, u32)> = order.iter().map(|row| (keys.numbers[*row as usize], *row)).collect();
    let mut to = vec![(0, 0); from.len()];
    let mut shift = 0;
    while shift < keys.bits {
        let digit = |number: u64| (number >> shift) as usize & ((1 << DIGIT) - 1);
        let mut places = vec![0_usize; 1 << DIGIT];
        for (number, _) in &from {
            places[digit(*number)] += 1;
        }
        if !places.contains(&from.len()) {
            let mut next = 0;
            for place in &mut places {
                next += std::mem::replace(place, next);
            }
            for entry in &from {
                let place = &mut places[digit(entry.0)];
                to[*place] = *entry;
                *place += 1;
            }
            std::mem::swap(&mut from, &mut to);
        }
        shift += DIGIT;
    }
    for (place, (_, row)) in order.iter_mut().zip(&from) {
        *place = *row;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::testing::cases;

    proptest! {
        #![proptest_config(cases(200))]
        #[test]
        fn rows_stand_as_a_stable_sort_puts_them(
            values in prop::collection::vec((prop::option::of(any::<i64>()), prop::option::of(-3.0..3.0_f64)), 0..60),
            down in any::<(bool, bool)>(),
        ) {
            let small: Vec<Option<u64>> = values.iter().map(|(value, _)| value.map(|value| whole(value / (1 << 60)))).collect();
            let decimals: Vec<Option<u64>> = values.iter().map(|(_, value)| value.and_then(fraction)).collect();
            let got = order(values.len(), &[Keys::new(&small, down.0), Keys::new(&decimals, down.1)]);
            let mut expected: Vec<u32> = (0..values.len() as u32).collect();
            let rank = |value: Option<f64>, down: bool| match value {
                None => (1, 0.0),
                Some(value) => (0, if down { -value } else { value }),
            };
            expected.sort_by(|left, right| {
                let of = |row: u32| {
                    let (one, two) = values[row as usize];
                    (rank(one.map(|one| (one / (1 << 60)) as f64), down.0), rank(two, down.1))
                };
                of(*left).partial_cmp(&of(*right)).unwrap()
            });
            prop_assert_eq!(got, expected);
        }

        #[test]
        fn fractions_keep_their_order(left in any::<f64>(), right in any::<f64>()) {
            if let (Some(one), Some(two)) = (fraction(left), fraction(right)) {
                prop_assert_eq!(Some(one.cmp(&two)), left.partial_cmp(&right));
            }
        }
    }
}
