//! What a pie is cut into.

use crate::chart::frame::Unit;
use crate::chart::group::{Grouped, adds_up, group, keep_top};
use crate::chart::look::Look;
use crate::chart::scene::{Hue, Ink, Key};
use crate::text::SafeText;

use super::super::stage::Stage;
use crate::chart::keys::key_by;

/// More slices than these cannot be told apart.
const MOST_SLICES: usize = 7;

/// A slice: a category with its value in each ring.
#[derive(Clone, Debug)]
pub(super) struct Slice {
    pub(super) name: SafeText,
    pub(super) ink: Ink,
    pub(super) hidden: bool,
    /// Its values, from the outer ring inwards.
    pub(super) values: Vec<f64>,
    pub(super) keys: Vec<Key>,
}

/// A ring.
#[derive(Clone, Debug)]
pub(super) struct Ring {
    pub(super) name: SafeText,
    pub(super) unit: Unit,
    /// Whether its values may be added to each other.
    pub(super) adds: bool,
}

/// A pie before it has a size.
#[derive(Clone, Debug)]
pub(super) struct Pie {
    pub(super) slices: Vec<Slice>,
    pub(super) rings: Vec<Ring>,
}

impl Pie {
    /// The values of a ring, 0 where a slice is hidden.
    pub(super) fn shown(&self, ring: usize) -> Vec<f64> {
        let value = |slice: &Slice| {
            let value = slice.values.get(ring).copied().unwrap_or_default();
            if slice.hidden { 0.0 } else { value }
        };
        self.slices.iter().map(value).collect()
    }

    /// What the values of a ring are together.
    pub(super) fn total(&self, ring: usize) -> f64 {
        self.shown(ring).iter().sum()
    }
}

/// Reads the slices; words where they make no pie.
pub(super) fn read(stage: &mut Stage<'_>, rings: usize) -> Result<Pie, String> {
    let (frame, spec) = (stage.frame(), stage.spec());
    let Some(channel) = &spec.x else {
        return Err("A pie needs a dimension for its slices.".to_owned());
    };
    let Some(column) = frame.column(&channel.column) else {
        return Err(format!("There is no column “{}”.", SafeText::new(&channel.column)));
    };
    if spec.y.is_empty() {
        return Err("A pie needs a measure.".to_owned());
    }
    let mut spec = spec.clone();
    spec.colour = None;
    spec.y.truncate(rings);
    // What is hidden here are slices, not series.
    let look = Look {
        sort: stage.look.sort,
        ..Look::default()
    };
    let mut grouped = group(frame, &spec, Some(channel), &look);
    if grouped.series.is_empty() {
        return Err(grouped.notes.first().map_or_else(
            || "A pie needs a measure.".to_owned(),
            |note| format!("For this chart {note}."),
        ));
    }
    refuse_negative(&grouped, |name| stage.look.hides(name))?;
    keep_top(&mut grouped, MOST_SLICES, spec.y.iter().all(adds_up));
    for note in &grouped.notes {
        stage.note(note);
    }
    let zone = spec.options.zone;
    let mut missing = 0;
    let mut slices = Vec::new();
    for (index, category) in grouped.categories.iter().enumerate() {
        let values: Vec<Option<f64>> = grouped.series.iter().map(|series| series.values[index]).collect();
        if values.iter().all(Option::is_none) {
            missing += 1;
            continue;
        }
        let hue = if category.more.is_empty() {
            Hue::Series(u8::try_from(slices.len()).unwrap_or_default())
        } else {
            Hue::Other
        };
        slices.push(Slice {
            name: category.label.clone(),
            ink: Ink::of(hue),
            hidden: stage.look.hides(&category.label),
            values: values.into_iter().map(Option::unwrap_or_default).collect(),
            keys: vec![key_by(channel, category, Some(column.grain), zone)],
        });
    }
    if missing > 0 {
        stage.note(format!("{missing} without a value left out"));
    }
    let rings = grouped
        .series
        .iter()
        .map(|series| Ring {
            name: series.name.clone(),
            unit: series.unit,
            adds: spec.y.get(series.layer).is_none_or(adds_up),
        })
        .collect();
    Ok(Pie { slices, rings })
}

/// A slice below zero has no angle: how many there are is said instead.
fn refuse_negative(grouped: &Grouped, hidden: impl Fn(&str) -> bool) -> Result<(), String> {
    let below = (0..grouped.categories.len())
        .filter(|place| !hidden(&grouped.categories[*place].label))
        .filter(|place| {
            let mut values = grouped.series.iter().filter_map(|series| series.values[*place]);
            values.any(|value| value < 0.0)
        })
        .count();
    if below == 0 {
        return Ok(());
    }
    let of = grouped.categories.len();
    let are = if below == 1 { "is" } else { "are" };
    Err(format!(
        "A pie shows parts of a whole: {below} of {of} values {are} below zero. Bars can show them."
    ))
}
