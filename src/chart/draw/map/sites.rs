//! The places of a map and their values, however they are drawn.

use crate::chart::frame::{Unit, Value};
use crate::chart::geo::Country;
use crate::chart::geo::places::Degrees;
use crate::chart::geometry::{Area, Point};
use crate::chart::scene::{Guide, Hue, Ink, Key, Reading, Spot};
use crate::chart::spec::Test;
use crate::chart::write;
use crate::text::SafeText;

/// A place.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// What it is called.
    pub(super) name: SafeText,
    /// Where it is.
    pub(super) at: Degrees,
    /// Which country it is or lies in, where that is known.
    pub(super) country: Option<&'static Country>,
    /// Whether it is a country as a whole, so that its point stands for an area.
    pub(super) whole: bool,
    /// Its value over all series that are shown.
    pub(super) total: Option<f64>,
    /// Its value in each series.
    pub(super) parts: Vec<Option<f64>>,
    /// Which values of which columns it stands for.
    pub(super) raw: Vec<(String, Vec<Value>)>,
}

/// What a place is split by.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) name: SafeText,
    pub(super) ink: Ink,
    pub(super) hidden: bool,
}

/// All places of a map, the largest first; those without a value come last.
#[derive(Clone, Debug)]
pub(super) struct Sites {
    pub(super) all: Vec<Site>,
    pub(super) parts: Vec<Part>,
    /// What the measure is called.
    pub(super) measure: SafeText,
    pub(super) unit: Unit,
}

impl Site {
    /// The keys that name its rows.
    pub(super) fn keys(&self) -> Vec<Key> {
        let keys = self.raw.iter().map(|(column, values)| Key {
            column: column.clone(),
            test: match values.as_slice() {
                [one] => Test::Is(one.clone()),
                several => Test::In(several.to_vec()),
            },
        });
        keys.collect()
    }

    /// Its value where it can have a size.
    pub(super) fn size(&self) -> Option<f64> {
        self.total.filter(|total| *total > 0.0)
    }
}

impl Sites {
    /// The greatest value; 0 where none is above it.
    pub(super) fn most(&self) -> f64 {
        self.all.iter().filter_map(Site::size).fold(0.0, f64::max)
    }

    /// A value in full.
    pub(super) fn full(&self, value: Option<f64>) -> SafeText {
        value.map_or_else(
            || SafeText::new("no value"),
            |value| SafeText::new(write::full(value, self.unit)),
        )
    }

    /// A value in little room.
    pub(super) fn short(&self, value: f64) -> String {
        write::short(value, self.unit)
    }

    /// The colour of the part of a place that is largest.
    pub(super) fn ink(&self, site: &Site) -> Ink {
        let shown = self.shown(site).into_iter();
        let largest = shown.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        self.part_ink(largest.map_or(0, |(part, _)| part))
    }

    /// The colour of a part.
    pub(super) fn part_ink(&self, part: usize) -> Ink {
        self.parts.get(part).map_or(Ink::of(Hue::Series(0)), |part| part.ink)
    }

    /// The parts of a place that are shown and are more than nothing.
    pub(super) fn shown(&self, site: &Site) -> Vec<(usize, f64)> {
        let parts = self.parts.iter().zip(&site.parts).enumerate();
        parts
            .filter(|(_, (part, _))| !part.hidden)
            .filter_map(|(index, (_, value))| Some((index, value.filter(|value| *value > 0.0)?)))
            .collect()
    }

    /// What is read at a place.
    pub(super) fn readings(&self, site: &Site) -> Vec<Reading> {
        let split = self.parts.len() > 1;
        let mut readings = vec![Reading {
            label: self.measure.clone(),
            value: self.full(site.total),
            ink: (!split).then(|| self.ink(site)),
        }];
        if split {
            let parts = self
                .parts
                .iter()
                .zip(&site.parts)
                .filter(|(part, value)| !part.hidden && value.is_some());
            readings.extend(parts.map(|(part, value)| Reading {
                label: part.name.clone(),
                value: self.full(*value),
                ink: Some(part.ink),
            }));
        }
        readings
    }

    /// The spot of a place.
    pub(super) fn spot(&self, site: &Site, at: Point, area: Area) -> Spot {
        Spot {
            at,
            area,
            cell: None,
            guide: Guide::Marks,
            title: site.name.clone(),
            readings: self.readings(site),
            keys: site.keys(),
            inner: Vec::new(),
            related: Vec::new(),
        }
    }
}
