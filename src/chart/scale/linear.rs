//! A scale on which equal differences are equal lengths.

/// From a domain of values to a range of units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Linear {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Linear {
    /// Maps the first value to the first unit and the second to the second. A domain without extent maps to the middle.
    pub(crate) const fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self { domain, range }
    }

    /// Where a value lies.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let extent = self.domain.1 - self.domain.0;
        if extent == 0.0 || !extent.is_finite() {
            return f64::midpoint(self.range.0, self.range.1);
        }
        self.range.0 + (value - self.domain.0) / extent * (self.range.1 - self.range.0)
    }

    /// Its domain.
    pub(crate) const fn domain(&self) -> (f64, f64) {
        self.domain
    }
}
