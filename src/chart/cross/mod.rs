//! Rows counted across two sets of dimensions: what pivot tables and summaries show.
//!
//! Every value, of the innermost group as of the grand total, is folded from the rows themselves: a mean of everything is not
//! the mean of means. What has no rows has no value, which is not 0.

mod natural;
mod tally;
mod tree;

pub(crate) use natural::natural;
pub(crate) use tree::{Dimension, Tree};

use std::cmp::Ordering;
use std::collections::HashMap;

use super::frame::{Frame, Unit};
use super::group::{adds_up, weight};
use super::spec::{Fold, Layer, Sort, Spec};
use crate::text::SafeText;
use tally::Tally;

/// A measure of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measure {
    /// What it is called.
    pub(crate) title: SafeText,
    /// What its numbers are.
    pub(crate) unit: Unit,
    /// How rows become one value.
    pub(crate) fold: Fold,
}

/// Rows counted across. Node 0 of each tree is all of it.
#[derive(Clone, Debug)]
pub(crate) struct Cross {
    /// The groups down the table.
    pub(crate) down: Tree,
    /// The groups across the table; those without groups below them are its columns.
    pub(crate) across: Tree,
    /// The measures.
    pub(crate) measures: Vec<Measure>,
    /// What had to be done to the data, in words.
    pub(crate) notes: Vec<String>,
    /// Where the values of a group down and a group across begin; by node down, then by node across.
    places: Vec<Vec<u32>>,
    values: Vec<Option<f64>>,
}

/// There are no rows in both groups.
const NOWHERE: u32 = u32::MAX;

impl Cross {
    /// Counts the rows of a frame: `levels` down, the columns of the specification across.
    pub(crate) fn of(frame: &Frame, spec: &Spec, sort: Sort) -> Self {
        let zone = spec.options.zone;
        let mut notes = Vec::new();
        let mut dimensions = |channels: &[super::spec::Channel]| -> Vec<Dimension> {
            let found = channels.iter().filter_map(|channel| {
                let dimension = Dimension::of(frame, channel, zone);
                if dimension.is_none() {
                    notes.push(format!("there is no column “{}”", SafeText::new(&channel.column)));
                }
                dimension
            });
            found.collect()
        };
        let (down, across) = (dimensions(&spec.levels), dimensions(&spec.columns));
        let mut cross = Self::new(frame, &spec.y, down, across, spec.options.top);
        notes.append(&mut cross.notes);
        cross.notes = notes;
        cross.sort(sort);
        cross
    }

    /// Counts the rows of a frame across these dimensions. Of the first dimension down at most `top` values are kept; the rest
    /// is together as “Other”, which counts its rows like every other group.
    pub(crate) fn new(
        frame: &Frame,
        layers: &[Layer],
        mut down: Vec<Dimension>,
        across: Vec<Dimension>,
        top: Option<usize>,
    ) -> Self {
        let mut notes = Vec::new();
        let layers: Vec<(&Layer, &super::frame::Column)> = layers
            .iter()
            .filter_map(|layer| {
                let column = frame.column(&layer.channel.column);
                if column.is_none() {
                    notes.push(format!("there is no column “{}”", SafeText::new(&layer.channel.column)));
                }
                Some((layer, column?))
            })
            .collect();
        let weights: Vec<Vec<Option<f64>>> = layers
            .iter()
            .map(|(layer, column)| {
                let mut numbers = HashMap::new();
                let rows = 0..frame.rows();
                rows.map(|row| weight(column, row, layer.fold, &mut numbers)).collect()
            })
            .collect();
        if let (Some(top), Some(first)) = (top, down.first_mut()) {
            let together = first.keep_top(top, weights.first());
            if together > 0 {
                notes.push(format!("the {together} smallest are together in Other"));
            }
        }
        let (down, down_of) = Tree::new(down, frame.rows());
        let (across, across_of) = Tree::new(across, frame.rows());
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); down.nodes.len()];
        let mut tallies: Vec<Tally> = Vec::new();
        for row in 0..frame.rows() {
            let column = across_of.get(row).copied().unwrap_or_default();
            let mut group = down_of.get(row).copied();
            while let Some(node) = group {
                // The column itself, and all columns together.
                for column in [column, 0].into_iter().take(if column == 0 { 1 } else { 2 }) {
                    let Some(line) = places.get_mut(node) else { break };
                    if line.len() <= column {
                        line.resize(column + 1, NOWHERE);
                    }
                    if line[column] == NOWHERE {
                        line[column] = u32::try_from(tallies.len()).unwrap_or(NOWHERE);
                        tallies.extend(layers.iter().map(|(layer, _)| Tally::new(layer.fold)));
                    }
                    for (measure, weights) in weights.iter().enumerate() {
                        if let (Some(weight), Some(tally)) =
                            (weights[row], tallies.get_mut(line[column] as usize + measure))
                        {
                            tally.add(weight);
                        }
                    }
                }
                group = down.nodes.get(node).and_then(|node| node.parent);
            }
        }
        let measures = layers
            .iter()
            .map(|(layer, column)| Measure {
                title: SafeText::new(layer.channel.title()),
                unit: match layer.fold {
                    // So many of something, whatever they are.
                    Fold::Count | Fold::Distinct => layer.channel.unit.unwrap_or_default(),
                    _ => layer.channel.unit.unwrap_or(column.unit),
                },
                fold: layer.fold,
            })
            .collect();
        Self {
            down,
            across,
            measures,
            notes,
            places,
            values: tallies.into_iter().map(Tally::value).collect(),
        }
    }

    /// What the rows in both groups are together; nothing where there are none.
    pub(crate) fn value(&self, down: usize, across: usize, measure: usize) -> Option<f64> {
        let place = *self.places.get(down)?.get(across)?;
        if place == NOWHERE || measure >= self.measures.len() {
            return None;
        }
        self.values.get(place as usize + measure).copied().flatten()
    }

    /// Puts the groups into an order, those beside each other among themselves.
    fn sort(&mut self, sort: Sort) {
        let size = |node: usize| self.value(node, 0, 0);
        let mut down = self.down.clone();
        down.arrange(|a, b| match sort {
            Sort::Natural => self.down.by_nature(a, b),
            Sort::Name => natural(self.down.label(a), self.down.label(b)),
            Sort::Largest => nulls_last(size(a), size(b), true),
            Sort::Smallest => nulls_last(size(a), size(b), false),
        });
        let mut across = self.across.clone();
        across.arrange(|a, b| match sort {
            Sort::Name => natural(self.across.label(a), self.across.label(b)),
            _ => self.across.by_nature(a, b),
        });
        (self.down, self.across) = (down, across);
    }

    /// Whether the parts of a measure add up to its total, so that shares can be given.
    pub(crate) fn adds_up(&self, measure: usize, spec: &Spec) -> bool {
        self.measures.get(measure).is_some() && spec.y.get(measure).is_some_and(adds_up)
    }
}

/// The order of values of which some are not there: those come last, whichever way the others go.
pub(crate) fn nulls_last(a: Option<f64>, b: Option<f64>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => b.total_cmp(&a),
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
