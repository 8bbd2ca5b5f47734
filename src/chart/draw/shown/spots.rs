//! A spot for each category: what is read there of every series, and which rows it stands for.

use crate::chart::frame::{Grain, Unit, Value};
use crate::chart::geometry::{Area, Point};
use crate::chart::scale::time;
use crate::chart::scene::{Guide, Key, Reading, Spot};
use crate::chart::spec::Test;
use crate::chart::write;
use crate::text::{SafeText, format};

use super::Shown;
use crate::chart::draw::axis::{Across, Plot};
use crate::chart::draw::stage::Stage;

impl Shown {
    /// Which rows a category stands for.
    fn keys(&self, place: usize) -> Vec<Key> {
        let (Some(column), Some(category)) = (&self.column, self.grouped.categories.get(place)) else {
            return Vec::new();
        };
        let test = match (&category.value, self.grouped.grain) {
            _ if !category.more.is_empty() => Test::In(category.more.clone()),
            (Value::Time(from), Some(grain)) if grain != Grain::Moment => {
                let to = time::next(*from, grain, self.zone).map_or(Value::Null, Value::Time);
                Test::Within(Value::Time(*from), to)
            }
            (value, _) => Test::Is(value.clone()),
        };
        vec![Key {
            column: column.clone(),
            test,
        }]
    }

    /// What is read at a category: every series that is shown, and where they are stacked their total.
    fn readings(&self, place: usize, stacked: bool) -> Vec<Reading> {
        let value_of = |value: Option<f64>, unit: Unit| {
            SafeText::new(value.map_or_else(|| format::EMPTY.to_owned(), |value| write::full(value, unit)))
        };
        let mut readings: Vec<Reading> = self
            .series()
            .map(|series| Reading {
                label: series.name.clone(),
                value: value_of(series.values.get(place).copied().flatten(), series.unit),
                ink: Some(series.ink),
            })
            .collect();
        if stacked && readings.len() > 1 {
            let values = self
                .series()
                .filter_map(|series| series.values.get(place).copied().flatten());
            let unit = self.series().next().map_or(Unit::Number, |series| series.unit);
            readings.push(Reading {
                label: SafeText::new("total"),
                value: value_of(Some(values.sum()), unit),
                ink: None,
            });
        }
        readings
    }

    /// Puts a spot for each category onto the stage; the number of the first. `top` says how high up a category's marks go.
    pub(in crate::chart::draw) fn spots(
        &self,
        stage: &mut Stage<'_>,
        plot: &Plot,
        stacked: bool,
        top: impl Fn(usize) -> f64,
    ) -> usize {
        let first = stage.scene.spots.len();
        for place in 0..self.len() {
            let x = self.x(plot, place);
            let (left, right) = self.stretch(plot, place);
            let area = Area {
                left,
                right,
                ..plot.area
            };
            let title = self
                .grouped
                .categories
                .get(place)
                .map(|category| category.label.clone());
            stage.spot(Spot {
                at: Point::new(x, top(place).clamp(plot.area.top, plot.area.bottom)),
                area,
                cell: Some((place, 0)),
                guide: Guide::Upright(area),
                title: title
                    .filter(|title| !title.is_empty())
                    .unwrap_or_else(|| SafeText::new("all")),
                readings: self.readings(place, stacked),
                keys: self.keys(place),
                inner: Vec::new(),
                related: Vec::new(),
            });
        }
        first
    }

    /// Where the middle of a category is.
    pub(in crate::chart::draw) fn x(&self, plot: &Plot, place: usize) -> f64 {
        match (
            plot.across,
            self.grouped.categories.get(place).map(|category| &category.value),
        ) {
            (Across::Linear(scale), Some(Value::Time(millis))) => scale.at(*millis as f64),
            (across, _) => across.at(place as f64),
        }
    }

    /// From where to where a category goes.
    fn stretch(&self, plot: &Plot, place: usize) -> (f64, f64) {
        if let Across::Bands(band) = plot.across {
            return band.stretch(place);
        }
        let x = self.x(plot, place);
        let left = match place.checked_sub(1) {
            Some(before) => f64::midpoint(self.x(plot, before), x),
            None => plot.area.left,
        };
        let right = if place + 1 < self.len() {
            f64::midpoint(self.x(plot, place + 1), x)
        } else {
            plot.area.right
        };
        (left, right)
    }
}
