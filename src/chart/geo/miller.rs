//! The projection of Miller: like Mercator's, but with the high latitudes pressed together. Straight meridians and parallels, so a
//! map can be cut and moved freely.

use std::f64::consts::FRAC_PI_4;

/// Degrees north and east.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Degrees {
    /// North is positive.
    pub(crate) latitude: f64,
    /// East is positive.
    pub(crate) longitude: f64,
}

/// A place on the flat map: radians along the equator; `up` grows northwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Flat {
    pub(crate) along: f64,
    pub(crate) up: f64,
}

impl Degrees {
    /// Degrees north and east.
    pub(crate) const fn new(latitude: f64, longitude: f64) -> Self {
        Self { latitude, longitude }
    }

    /// Whether there is such a place: longitudes may go round once.
    pub(crate) fn is_on_earth(self) -> bool {
        (-90.0..=90.0).contains(&self.latitude) && (-360.0..=360.0).contains(&self.longitude)
    }

    /// Where it is on the flat map.
    pub(crate) fn flat(self) -> Flat {
        Flat {
            along: self.longitude.to_radians(),
            up: 1.25 * (FRAC_PI_4 + 0.4 * self.latitude.to_radians()).tan().ln(),
        }
    }
}

#[cfg(test)]
impl Flat {
    /// Which degrees are there.
    pub(crate) fn degrees(self) -> Degrees {
        Degrees {
            latitude: (((self.up / 1.25).exp().atan() - FRAC_PI_4) / 0.4).to_degrees(),
            longitude: self.along.to_degrees(),
        }
    }
}
