//! Into which ranges values are counted: as wide as the rule of Freedman and Diaconis says, rounded to what people count by.

use crate::chart::frame::Unit;
use crate::chart::scale::round_step;

/// Ranges of equal width without gaps between them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bins {
    /// Where they begin, and where the last one ends: one more than there are bins.
    pub(crate) edges: Vec<f64>,
    /// How many values are in each: from its beginning up to, and without, its end; in the last one with it.
    pub(crate) counts: Vec<usize>,
}

/// The value below which a part of sorted values lies, between two of them where it falls there.
pub(crate) fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = part.clamp(0.0, 1.0) * sorted.len().saturating_sub(1) as f64;
    let at = |place: f64| sorted.get(place as usize).copied().unwrap_or_default();
    let (below, above) = (at(place.floor()), at(place.ceil()));
    below + (above - below) * place.fract()
}

/// How wide a bin should be: by Freedman and Diaconis from the middle half of the values; by Sturges where that has no width.
fn width(sorted: &[f64], extent: f64) -> f64 {
    let count = sorted.len() as f64;
    let middle = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    if middle > 0.0 {
        2.0 * middle / count.cbrt()
    } else {
        extent / (count.log2().ceil() + 1.0)
    }
}

/// Counts sorted values into at most `most` bins, about `asked` where a number was asked for. Nothing without values, or where
/// they lie further apart than numbers reach.
pub(crate) fn bins(sorted: &[f64], asked: Option<usize>, most: usize, unit: Unit) -> Option<Bins> {
    let (least, greatest) = (*sorted.first()?, *sorted.last()?);
    let extent = greatest - least;
    if !extent.is_finite() {
        return None;
    }
    let most = most.max(1);
    let whole = sorted.iter().all(|value| value.fract() == 0.0);
    // Beyond so many digits there is nothing between two numbers.
    let finest = (greatest.abs().max(least.abs()) * 1e-12).max(f64::MIN_POSITIVE);
    let mut wanted = match asked {
        _ if extent <= finest => {
            if whole {
                1.0
            } else {
                (least.abs() / 10.0).max(finest)
            }
        }
        Some(asked) => extent / asked.clamp(1, most) as f64,
        None => width(sorted, extent),
    };
    wanted = wanted.max(extent / most as f64).max(finest);
    if whole {
        wanted = wanted.max(1.0);
    }
    loop {
        let step = round_step(wanted, unit);
        // There is nothing at 2.5 conversations.
        let step = if whole && step.fract() != 0.0 {
            step.ceil()
        } else {
            step
        };
        let from = (least / step + 1e-9).floor();
        // The greatest value may be the end of the last bin, but one bin there is at least.
        let to = (greatest / step - 1e-9).ceil().max(from + 1.0);
        let count = to - from;
        if !(step.is_finite() && count.is_finite()) {
            return None;
        }
        if count <= most as f64 || most == 1 {
            let count = count as usize;
            let edges: Vec<f64> = (0..=count).map(|edge| (from + edge as f64) * step).collect();
            return Some(count_into(sorted, edges));
        }
        wanted = step * 1.01;
    }
}

fn count_into(sorted: &[f64], edges: Vec<f64>) -> Bins {
    let last = edges.len().saturating_sub(2);
    let below = |edge: f64| sorted.partition_point(|value| *value < edge);
    let counts = edges
        .windows(2)
        .enumerate()
        .map(|(bin, pair)| match pair {
            [from, to] => {
                let first = if bin == 0 { 0 } else { below(*from) };
                let end = if bin == last { sorted.len() } else { below(*to) };
                end.saturating_sub(first)
            }
            _ => 0,
        })
        .collect();
    Bins { edges, counts }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_width_is_what_the_rule_says_rounded_to_what_people_count_by() {
        // The middle half of 0..=999 is 499.5 wide: 2 × 499.5 / 10 = 99.9.
        let values: Vec<f64> = (0..1000).map(f64::from).collect();
        let found = bins(&values, None, 60, Unit::Number).unwrap();
        assert_eq!(
            found.edges,
            (0..=10).map(|edge| f64::from(edge) * 100.0).collect::<Vec<_>>()
        );
        assert_eq!(found.counts, [100; 10]);
        // As seconds these are hundreds of seconds, which nobody counts by.
        let found = bins(&values, None, 60, Unit::Seconds).unwrap();
        assert_eq!(found.edges[1], 120.0);
        assert_eq!(bins(&values, Some(4), 60, Unit::Number).unwrap().counts, [250; 4]);
    }

    #[test]
    fn the_last_bin_holds_its_end_and_equal_values_have_one_bin() {
        let found = bins(&[0.0, 1.0, 2.0, 4.0, 4.0], Some(2), 60, Unit::Number).unwrap();
        assert_eq!((found.edges, found.counts), (vec![0.0, 2.0, 4.0], vec![2, 3]));
        let found = bins(&[7.0; 5], None, 60, Unit::Number).unwrap();
        assert_eq!((found.edges, found.counts), (vec![7.0, 8.0], vec![5]));
        assert_eq!(bins(&[], None, 60, Unit::Number), None);
        assert_eq!(bins(&[-f64::MAX, f64::MAX], None, 60, Unit::Number), None);
        // Half of them alike: the middle half has no width.
        let mut mostly = vec![5.0; 90];
        mostly.extend((0..10).map(|value| 10.0 + f64::from(value)));
        assert!(bins(&mostly, None, 60, Unit::Number).unwrap().counts.len() <= 9);
    }

    proptest! {
        #[test]
        fn every_value_is_in_one_bin(
            mut values in prop::collection::vec(-1e9..1e9f64, 1..200),
            asked in prop::option::of(1..80usize),
            most in 1..90usize,
        ) {
            values.sort_by(f64::total_cmp);
            let found = bins(&values, asked, most, Unit::Number).unwrap();
            prop_assert_eq!(found.counts.iter().sum::<usize>(), values.len());
            prop_assert_eq!(found.edges.len(), found.counts.len() + 1);
            prop_assert!(found.counts.len() <= most || most == 1);
            let (first, last) = (found.edges[0], found.edges[found.edges.len() - 1]);
            prop_assert!(first <= values[0] + 1.0 && last >= values[values.len() - 1] - 1.0);
        }
    }
}
