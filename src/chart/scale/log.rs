//! A scale on which equal ratios are equal lengths, and the ticks that suit it. Only values above 0 have a place on it.

/// From a domain of positive values to a range of units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Log {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Log {
    /// Maps the first value to the first unit and the second to the second; both have to be above 0.
    pub(crate) const fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self { domain, range }
    }

    /// Where a value lies; what is not above 0 lies where the scale begins.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let extent = (self.domain.1 / self.domain.0).log10();
        if value <= 0.0 || extent == 0.0 || !extent.is_finite() {
            return self.range.0;
        }
        self.range.0 + (value / self.domain.0).log10() / extent * (self.range.1 - self.range.0)
    }
}

/// The 1-2-5 numbers around positive values: the bounds, and at most about `most` ticks between them; where there is no room for
/// all of them only powers of ten, and of those only some.
pub(crate) fn decades(low: f64, high: f64, most: usize) -> (f64, f64, Vec<f64>) {
    let least = low.clamp(1e-300, 1e300);
    let greatest = high.clamp(least, 1e300);
    let (first, end) = (
        (least.log10() + 1e-9).floor() as i32,
        (greatest.log10() - 1e-9).ceil() as i32,
    );
    let all: Vec<f64> = (first..=end.max(first + 1))
        .flat_map(|power| [1.0, 2.0, 5.0].map(|factor| factor * 10f64.powi(power)))
        .collect();
    let low = all
        .iter()
        .copied()
        .rfind(|tick| *tick <= least * (1.0 + 1e-9))
        .unwrap_or(least);
    let high = all
        .iter()
        .copied()
        .find(|tick| *tick >= greatest * (1.0 - 1e-9) && *tick > low * 1.5)
        .unwrap_or(greatest);
    let ticks: Vec<f64> = all.into_iter().filter(|tick| *tick >= low && *tick <= high).collect();
    if ticks.len() <= most.max(2) {
        return (low, high, ticks);
    }
    let (low, high) = (10f64.powi(first), 10f64.powi(end.max(first + 1)));
    let count = (end - first).max(1) as usize;
    let every = count.div_ceil(most.max(2) - 1).max(1);
    let ticks = (0..=count)
        .step_by(every)
        .map(|index| 10f64.powi(first + index as i32))
        .collect();
    (low, high, ticks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ratios_are_equal_lengths() {
        let scale = Log::new((1.0, 1000.0), (0.0, 300.0));
        for (value, unit) in [
            (1.0, 0.0),
            (10.0, 100.0),
            (100.0, 200.0),
            (1000.0, 300.0),
            (0.0, 0.0),
            (-3.0, 0.0),
        ] {
            assert!((scale.at(value) - unit).abs() < 1e-9, "{value}");
        }
    }

    #[test]
    fn ticks_are_ones_twos_and_fives_and_hold_the_values() {
        assert_eq!(decades(3.0, 40.0, 8).2, [2.0, 5.0, 10.0, 20.0, 50.0]);
        assert_eq!(decades(3.0, 400_000.0, 7).2, [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6]);
        for (least, greatest, most) in [
            (1e-12, 1e12, 5),
            (7.0, 7.0, 4),
            (1.0, 1.0, 1),
            (5e-310, 1e308, 3),
            (0.3, 2e9, 2),
        ] {
            let (low, high, ticks) = decades(least, greatest, most);
            assert!(low < high && ticks.len() >= 2, "{least} {greatest}: {ticks:?}");
            assert!(ticks.len() <= most.max(2) + 1, "{least} {greatest}: {ticks:?}");
        }
    }
}
