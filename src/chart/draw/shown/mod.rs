//! The series over their dimension, as bars, lines and combinations show them: grouped, with the holes of a calendar filled by
//! values that are not there, and only as far as somebody zoomed in.

mod calendar;
mod spots;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono_tz::Tz;

use crate::chart::frame::{Frame, Grain, Unit, Value};
use crate::chart::group::{Category, Grouped, Handle, Series, adds_up, arrange, group, keep_top, limit_series};
use crate::chart::look::Look;
use crate::chart::scale::time;
use crate::chart::scene::Ink;
use crate::chart::spec::{Fold, Layer, Side, Sort};
use crate::text::SafeText;

use super::axis::{Along, Line, Measure, thresholds_of};
use super::stage::Stage;

/// What is shown of a chart with a dimension along it.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The series over what is shown of the dimension.
    pub(super) grouped: Grouped,
    /// The column of the dimension.
    column: Option<String>,
    zone: Tz,
    adds: bool,
    /// The rows it is folded from.
    frame: Frame,
}

impl Shown {
    /// What a stage is to show; in words why there is nothing.
    ///
    /// Beyond so many series the smallest are put together as “Other” where their values add up.
    pub(super) fn read(stage: &Stage<'_>, most_series: usize) -> Result<Self, String> {
        Self::of(stage, stage.frame(), most_series, stage.spec().y.iter().all(adds_up))
    }

    /// The same, but what is beyond so many series is left out: a line of sums would make those of parts flat.
    pub(super) fn read_apart(stage: &Stage<'_>, most_series: usize) -> Result<Self, String> {
        Self::of(stage, stage.frame(), most_series, false)
    }

    fn of(stage: &Stage<'_>, frame: &Frame, most_series: usize, merges: bool) -> Result<Self, String> {
        let spec = stage.spec();
        if spec.y.is_empty() {
            return Err("No measure has been chosen.".to_owned());
        }
        if let Some(x) = &spec.x
            && frame.column(&x.column).is_none()
            && !frame.columns().is_empty()
        {
            return Err(format!("There is no column “{}”.", SafeText::new(&x.column)));
        }
        if frame.rows() == 0 {
            return Err("There is no data.".to_owned());
        }
        let mut grouped = group(frame, spec, spec.x.as_ref(), stage.look);
        if grouped.series.is_empty() {
            return Err(format!("Nothing can be drawn: {}.", grouped.notes.join(", ")));
        }
        let anything = grouped
            .series
            .iter()
            .any(|series| series.values.iter().any(Option::is_some));
        if !anything {
            return Err("There are no numbers to draw.".to_owned());
        }
        let adds = spec.y.iter().all(adds_up);
        limit_series(&mut grouped, most_series, merges);
        let mut shown = Self {
            grouped,
            column: spec.x.as_ref().map(|x| x.column.clone()),
            zone: spec.options.zone,
            adds,
            frame: frame.clone(),
        };
        shown.without_moment();
        if stage.look.sort.unwrap_or(spec.options.sort) == Sort::Natural {
            shown.in_order();
        }
        if shown.grouped.categories.is_empty() {
            return Err("No row has a moment.".to_owned());
        }
        shown.zoom(stage.look.window);
        Ok(shown)
    }

    /// The same in the next coarser step of the calendar, folded from the rows again.
    fn coarser(&self, stage: &Stage<'_>, grain: Grain, most_series: usize) -> Option<Self> {
        let column = self.column.as_ref()?;
        let frame = calendar::coarse(stage.frame(), column, grain, self.zone)?;
        let mut shown = Self::of(stage, &frame, most_series, self.adds).ok()?;
        let word = calendar::word(grain);
        shown.grouped.notes.push(format!("in {word}, to fit"));
        Some(shown)
    }

    /// The same with at most so many categories: in coarser steps of the calendar, or without the oldest; others put together.
    pub(super) fn at_most(mut self, stage: &Stage<'_>, most: usize, most_series: usize) -> Self {
        let most = most.max(1);
        if self.len() <= most {
            return self;
        }
        let in_order = stage.look.sort.unwrap_or(stage.spec().options.sort) == Sort::Natural;
        if let (Some(grain), true) = (self.grouped.grain, in_order) {
            if stage.spec().y.iter().all(|layer| folds_further(layer, &self)) {
                let mut grain = grain;
                while let Some(coarse) = time::coarser(grain) {
                    if let Some(shown) = self.coarser(stage, coarse, most_series)
                        && shown.len() <= most
                    {
                        return shown;
                    }
                    grain = coarse;
                }
            }
            let all = self.len();
            let latest: Vec<usize> = (all - most..all).collect();
            arrange(&mut self.grouped, &latest);
            let note = format!("the latest {most} of {all}; zoom to see others");
            self.grouped.notes.push(note);
            return self;
        }
        keep_top(&mut self.grouped, most, self.adds);
        self
    }

    /// How many categories there are.
    pub(super) fn len(&self) -> usize {
        self.grouped.categories.len()
    }

    /// The series that are drawn.
    pub(super) fn series(&self) -> impl Iterator<Item = &Series> {
        self.grouped.shown()
    }

    /// The lines of the legend.
    pub(super) fn entries(&self) -> Vec<(SafeText, Ink, bool)> {
        let series = self.grouped.series.iter();
        series.map(|one| (one.name.clone(), one.ink, one.hidden)).collect()
    }

    /// Whether the values of its measures may be added to each other.
    pub(super) fn adds(&self) -> bool {
        self.adds
    }

    /// The moments along it, where it has a calendar and is in its order.
    pub(super) fn moments(&self) -> Option<Vec<i64>> {
        self.grouped.grain?;
        let moments: Option<Vec<i64>> = self
            .grouped
            .categories
            .iter()
            .map(|category| match category.value {
                Value::Time(millis) => Some(millis),
                _ => None,
            })
            .collect();
        moments.filter(|moments| moments.is_sorted())
    }

    /// What goes along a plot.
    pub(super) fn along(&self, bands: bool) -> Along {
        if let (Some(moments), Some(grain)) = (self.moments(), self.grouped.grain) {
            return Along::Moments {
                moments,
                grain,
                zone: self.zone,
                bands,
            };
        }
        Along::Bands(
            self.grouped
                .categories
                .iter()
                .map(|category| category.label.clone())
                .collect(),
        )
    }

    /// The measure of an axis that holds these values: called by its layer where it is the only one there.
    pub(super) fn measure(
        &self,
        stage: &Stage<'_>,
        values: impl IntoIterator<Item = f64>,
        layers: &[usize],
    ) -> Measure {
        let unit = self.unit(layers);
        let measure = Measure::of(values, unit);
        match layers {
            [only] => measure.called(stage.spec().y.get(*only).map_or("", |layer| layer.channel.title())),
            _ => measure,
        }
    }

    /// What the numbers of some layers are: of the first of them that is there.
    pub(super) fn unit(&self, layers: &[usize]) -> Unit {
        let of = |layer: &usize| self.grouped.series.iter().find(|series| series.layer == *layer);
        layers.iter().find_map(of).map_or(Unit::Number, |series| series.unit)
    }

    /// The thresholds, with the aggregates of the values that are shown.
    pub(super) fn thresholds(&self, stage: &Stage<'_>, side_of: impl Fn(&Layer) -> Side) -> Vec<Line> {
        let layers = &stage.spec().y;
        thresholds_of(stage.spec(), |side| {
            let first = layers
                .iter()
                .position(|layer| side_of(layer) == side)
                .unwrap_or_default();
            let series = self.series().filter(|series| series.layer == first);
            series
                .flat_map(|series| series.values.iter().copied().flatten())
                .collect()
        })
    }

    /// What the size channel says of each category, and what those numbers are; in words why there are none.
    pub(super) fn sizes(&self, stage: &Stage<'_>) -> Result<(Unit, Vec<Option<f64>>), String> {
        let Some(size) = &stage.spec().size else {
            return Err("without a size all bubbles are alike".to_owned());
        };
        let mut spec = stage.spec().clone();
        spec.y = vec![Layer {
            channel: size.clone(),
            ..Layer::default()
        }];
        spec.colour = None;
        spec.options.top = None;
        let grouped = group(&self.frame, &spec, spec.x.as_ref(), &Look::default());
        let Some(series) = grouped.series.first() else {
            return Err(format!(
                "there is no column “{}”: all bubbles are alike",
                SafeText::new(&size.column)
            ));
        };
        let places: HashMap<Handle, usize> = grouped
            .categories
            .iter()
            .enumerate()
            .map(|(place, category)| (Handle(category.value.clone()), place))
            .collect();
        let of = |value: &Value| {
            places
                .get(&Handle(value.clone()))
                .and_then(|place| series.values.get(*place).copied().flatten())
        };
        let sizes = self.grouped.categories.iter().map(|category| {
            if category.more.is_empty() {
                of(&category.value)
            } else {
                Some(category.more.iter().filter_map(of).sum())
            }
        });
        Ok((series.unit, sizes.collect()))
    }

    /// Says what had to be done to the data.
    pub(super) fn tell(&self, stage: &mut Stage<'_>) {
        for note in &self.grouped.notes {
            stage.note(note);
        }
    }

    /// Rows without a moment have no place along a calendar.
    fn without_moment(&mut self) {
        if self.grouped.grain.is_none() {
            return;
        }
        let timed = |category: &Category| matches!(category.value, Value::Time(_)) || !category.more.is_empty();
        let keep: Vec<usize> = (0..self.len())
            .filter(|place| self.grouped.categories.get(*place).is_some_and(timed))
            .collect();
        if keep.len() < self.len() {
            arrange(&mut self.grouped, &keep);
            self.grouped.notes.push("rows without a moment are left out".to_owned());
        }
    }

    /// Numbers in rising order; moments with every step of their calendar.
    fn in_order(&mut self) {
        if self.grouped.grain.is_some() {
            calendar::fill(&mut self.grouped, self.zone);
            return;
        }
        let numbers: Option<Vec<f64>> = self
            .grouped
            .categories
            .iter()
            .map(|category| match category.value {
                Value::Number(number) => Some(number),
                _ => None,
            })
            .collect();
        if let Some(numbers) = numbers {
            let mut places: Vec<usize> = (0..numbers.len()).collect();
            places.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]));
            arrange(&mut self.grouped, &places);
        }
    }

    /// Only what lies in a window of shares of the length; at least one category.
    fn zoom(&mut self, window: Option<(f64, f64)>) {
        let Some((from, to)) = window else { return };
        let count = self.len();
        let (from, to) = (from.min(to), from.max(to));
        if count < 2 || !(from.is_finite() && to.is_finite()) {
            return;
        }
        let middle = |place: usize| (place as f64 + 0.5) / count as f64;
        let mut keep: Vec<usize> = (0..count)
            .filter(|place| middle(*place) >= from && middle(*place) < to)
            .collect();
        if keep.is_empty() {
            let near = f64::midpoint(from, to).clamp(0.0, 1.0) * count as f64;
            keep.push((near as usize).min(count - 1));
        }
        arrange(&mut self.grouped, &keep);
    }
}

/// Whether days of a measure can be put together as weeks: sums, counts and extremes can. A sum of lengths or of shares may be
/// a figure that was folded before, whose sum means nothing.
fn folds_further(layer: &Layer, shown: &Shown) -> bool {
    match layer.fold {
        Fold::Sum => shown
            .grouped
            .series
            .iter()
            .all(|series| matches!(series.unit, Unit::Number | Unit::Money)),
        Fold::Count | Fold::Min | Fold::Max => true,
        Fold::Mean | Fold::Median | Fold::Distinct => false,
    }
}
