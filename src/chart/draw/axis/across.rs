//! What there is along a plot, and where it goes.

use chrono_tz::Tz;

use crate::chart::frame::{Grain, Unit};
use crate::chart::geometry::{Area, CELL_WIDTH};
use crate::chart::scale::{Band, Linear, Log, decades, nice};
use crate::text::SafeText;

use super::up::{Ends, Measure};

/// What there is along a plot.
#[derive(Clone, Debug)]
pub(in crate::chart) enum Along {
    /// Categories, each with a slot of whole columns.
    Bands(Vec<SafeText>),
    /// Rising moments at the beginnings of their grain.
    Moments {
        /// When.
        moments: Vec<i64>,
        /// How far apart.
        grain: Grain,
        /// Where the calendar is.
        zone: Tz,
        /// Whether each has a slot of whole columns as categories have; else they lie as far apart as they are.
        bands: bool,
    },
    /// Values of a measure between round numbers.
    Values(Measure),
    /// The edges of bins in rising order. Where there is room every bin is as many whole columns wide; the plot then ends where
    /// they end.
    Edges(Vec<f64>, Unit),
}

/// Where things go along a plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::chart) enum Across {
    /// Categories, or moments as categories, by their place.
    Bands(Band),
    /// Moments and values by what they are.
    Linear(Linear),
    /// Values by their logarithm.
    Log(Log),
}

/// What is wider than this looks like a wall, not like a bar.
const WIDEST: usize = 40;

/// Lays out what there is along an area.
pub(super) fn lay(along: &Along, area: Area) -> Across {
    let ends = (area.left, area.right);
    match along {
        Along::Bands(names) => Across::Bands(Band::new(area.left, area.columns(), names.len(), WIDEST)),
        Along::Moments {
            moments, bands: true, ..
        } => Across::Bands(Band::new(area.left, area.columns(), moments.len(), WIDEST)),
        Along::Moments { moments, .. } => {
            let domain = (
                moments.first().copied().unwrap_or_default() as f64,
                moments.last().copied().unwrap_or_default() as f64,
            );
            // In the middle of the first column and of the last, so that a mark at either end is whole.
            let half = CELL_WIDTH / 2.0;
            Across::Linear(Linear::new(domain, (ends.0 + half, (ends.1 - half).max(ends.0 + half))))
        }
        Along::Values(measure) if measure.log => {
            let (low, high, _) = value_ticks(measure, area);
            Across::Log(Log::new((low, high), ends))
        }
        Along::Values(measure) => {
            let (low, high, _) = value_ticks(measure, area);
            Across::Linear(Linear::new((low, high), ends))
        }
        Along::Edges(edges, _) => {
            let domain = (
                edges.first().copied().unwrap_or_default(),
                edges.last().copied().unwrap_or(1.0),
            );
            let bins = edges.len().saturating_sub(1).max(1);
            let columns = usize::from(area.columns());
            let each = columns / bins;
            let width = if each == 0 { columns } else { each * bins };
            Across::Linear(Linear::new(domain, (area.left, area.left + width as f64 * CELL_WIDTH)))
        }
    }
}

/// The bounds and round numbers of a measure along an area.
pub(super) fn value_ticks(measure: &Measure, area: Area) -> (f64, f64, Vec<f64>) {
    let most = usize::from(area.columns() / 12).clamp(2, 10);
    if measure.log {
        let least = if measure.low > 0.0 {
            measure.low
        } else {
            measure.high / 1000.0
        };
        return decades(least, measure.high, most);
    }
    let (mut low, mut high) = (measure.low, measure.high);
    if measure.zero {
        (low, high) = (low.min(0.0), high.max(0.0));
    }
    if measure.ends == Ends::Room && low < high {
        // As few as there may be, but two to tell a distance by, of which the ends are not.
        for more in 0..=4 {
            let (_, _, mut ticks) = nice(low, high, most + more, measure.unit);
            ticks.retain(|tick| (low..=high).contains(tick) && measure.may_be(*tick));
            if ticks.len() >= 2 || more == 4 {
                return (low, high, ticks);
            }
        }
    }
    let (from, to, mut ticks) = nice(low, high, most, measure.unit);
    ticks.retain(|tick| measure.may_be(*tick));
    (from, to, ticks)
}

impl Across {
    /// Where a moment or a value goes; categories go by their place.
    pub(in crate::chart) fn at(&self, value: f64) -> f64 {
        match self {
            Self::Bands(band) => band.center(value.max(0.0) as usize),
            Self::Linear(scale) => scale.at(value),
            Self::Log(scale) => scale.at(value),
        }
    }

    /// The slots of categories; one over everything where there are none.
    pub(in crate::chart) fn band(&self) -> Band {
        match self {
            Self::Bands(band) => *band,
            Self::Linear(_) | Self::Log(_) => Band::new(0.0, 0, 1, 1),
        }
    }

    /// Where the plot ends.
    pub(super) fn right_end(&self, area: Area) -> f64 {
        match self {
            // Only bins of whole columns end before the area does, and then by whole columns.
            Self::Linear(scale) => {
                let end = scale.at(scale.domain().1);
                let left = ((area.right - end) / CELL_WIDTH + 1e-9).floor().max(0.0);
                if scale.domain().0 < scale.domain().1 {
                    area.right - left * CELL_WIDTH
                } else {
                    area.right
                }
            }
            Self::Bands(_) | Self::Log(_) => area.right,
        }
    }
}
