//! What pivot tables and summaries share: which groups are seen, in which order, and how values are written.

use super::sheet::{Cell, Words};
use super::tabular::{bar, heat};
use crate::chart::cross::{Cross, Measure, Tree, natural, nulls_last};
use crate::chart::draw::stage::Stage;
use crate::chart::frame::{Frame, Unit};
use crate::chart::keys::key;
use crate::chart::scene::{Hue, Key, Reading};
use crate::chart::spec::{Fold, Options, Spec};
use crate::chart::write;
use crate::text::{SafeText, format};

/// Rows counted across, as somebody looks at them.
pub(super) struct Counted<'a> {
    pub(super) cross: Cross,
    pub(super) spec: &'a Spec,
    frame: &'a Frame,
    /// The group whose groups are shown.
    pub(super) root: usize,
    /// The measures that are not hidden.
    pub(super) measures: Vec<usize>,
    /// For each measure the least and greatest value of the innermost groups.
    bounds: Vec<Option<(f64, f64)>>,
}

impl<'a> Counted<'a> {
    /// Counts the chart's rows; its notes go onto the stage.
    pub(super) fn of(stage: &mut Stage<'a>) -> Self {
        let spec = stage.spec();
        let cross = Cross::of(stage.frame(), spec, stage.look.sort.unwrap_or(spec.options.sort));
        for note in &cross.notes {
            stage.note(note);
        }
        let shown = |measure: &usize| {
            let measure = cross.measures.get(*measure);
            measure.is_some_and(|measure| !stage.look.hides(&measure.title))
        };
        let measures: Vec<usize> = (0..cross.measures.len()).filter(shown).collect();
        if measures.len() < cross.measures.len() {
            stage.note("some columns are hidden");
        }
        Self {
            root: cross.down.find(&stage.look.path).unwrap_or(0),
            bounds: vec![None; cross.measures.len()],
            measures,
            cross,
            spec,
            frame: stage.frame(),
        }
    }

    pub(super) fn options(&self) -> &Options {
        &self.spec.options
    }

    /// Finds out between which bounds the values of these columns lie, for grounds and bars.
    pub(super) fn find_bounds(&mut self, columns: &[(usize, usize)]) {
        let leaves = self.cross.down.leaves();
        for &(across, measure) in columns {
            for leaf in &leaves {
                if let (Some(value), Some(bounds)) =
                    (self.cross.value(*leaf, across, measure), self.bounds.get_mut(measure))
                {
                    let (low, high) = bounds.unwrap_or((value, value));
                    *bounds = Some((low.min(value), high.max(value)));
                }
            }
        }
    }

    /// Puts groups into the order of a column: of a measure, or of their names where there is none.
    pub(super) fn sort(&mut self, column: Option<(usize, usize)>, descending: bool) {
        let mut down = self.cross.down.clone();
        down.arrange(|a, b| {
            if let Some((across, measure)) = column {
                let value = |node| self.cross.value(node, across, measure);
                return nulls_last(value(a), value(b), descending);
            }
            let order = natural(self.cross.down.label(a), self.cross.down.label(b));
            if descending { order.reverse() } else { order }
        });
        self.cross.down = down;
    }

    /// Whether there are groups in a group.
    pub(super) fn is_group(&self, node: usize) -> bool {
        self.cross.down.node(node).is_some_and(|node| !node.children.is_empty())
    }

    /// How a value is written in a cell.
    pub(super) fn write(&self, value: Option<f64>, measure: usize) -> SafeText {
        let written = value.zip(self.cross.measures.get(measure));
        SafeText::new(written.map_or_else(
            || format::EMPTY.to_owned(),
            |(value, measure)| write_value(value, measure),
        ))
    }

    /// A value in a cell, with its ground and bar where those were asked for.
    pub(super) fn cell(&self, node: usize, across: usize, measure: usize, total: bool) -> Cell {
        let value = self.cross.value(node, across, measure);
        let group = total || self.is_group(node);
        let unit = self.unit(measure);
        let bounds = self.bounds.get(measure).copied().flatten().filter(|_| !group);
        let ground = value
            .zip(bounds)
            .filter(|_| self.options().heat)
            .map(|(value, bounds)| heat(value, bounds));
        let hue = match value {
            None => Hue::Faint,
            Some(_) if ground.is_some() => Hue::Contrast,
            Some(_) if group => Hue::Strong,
            Some(_) => Hue::Text,
        };
        Cell {
            text: self.write(value, measure),
            brief: value.map(|value| SafeText::new(write::short(value, unit))),
            hue: Some(hue),
            bold: group,
            indent: 0,
            ground,
            bar: value
                .zip(bounds)
                .filter(|_| self.options().bars)
                .map(|(value, bounds)| bar(value, bounds)),
        }
    }

    pub(super) fn unit(&self, measure: usize) -> Unit {
        self.cross
            .measures
            .get(measure)
            .map_or(Unit::Number, |measure| measure.unit)
    }

    /// What is read at a group, and at a group across: all measures, the one it is about first.
    pub(super) fn words(&self, node: usize, across: usize, about: Option<usize>) -> Words {
        let mut words = Words::default();
        let (down, over) = (self.cross.down.path(node), self.cross.across.path(across));
        let name = if down.is_empty() {
            "Total".to_owned()
        } else {
            down.join(" › ")
        };
        words.title = SafeText::new(if over.is_empty() {
            name
        } else {
            format!("{name} · {}", over.join(" › "))
        });
        let rest = self.measures.iter().copied().filter(|measure| Some(*measure) != about);
        for measure in about.into_iter().chain(rest) {
            let Some(of) = self.cross.measures.get(measure) else {
                continue;
            };
            let value = self.cross.value(node, across, measure);
            let written = value.map_or_else(|| format::EMPTY.to_owned(), |value| write::full(value, of.unit));
            words.readings.push(Reading {
                label: of.title.clone(),
                value: SafeText::new(written),
                ink: None,
            });
            if Some(measure) == about && self.cross.adds_up(measure, self.spec) {
                let mut share = |label: &str, whole: Option<f64>| {
                    if let (Some(value), Some(whole)) = (value, whole.filter(|whole| *whole > 0.0)) {
                        words.readings.push(Reading {
                            label: SafeText::new(label),
                            value: SafeText::new(format::percent(value / whole * 100.0)),
                            ink: None,
                        });
                    }
                };
                if across != 0 {
                    share("of the row", self.cross.value(node, 0, measure));
                }
                if node != 0 {
                    share("of the column", self.cross.value(0, across, measure));
                }
            }
        }
        words.keys = self.keys(&self.cross.down, node);
        words.keys.extend(self.keys(&self.cross.across, across));
        if self.is_group(node) {
            words.inner = down;
        }
        words
    }

    /// Which rows the groups stand for that lead to a node.
    fn keys(&self, tree: &Tree, node: usize) -> Vec<Key> {
        let mut keys = Vec::new();
        tree.walk_up(node, |dimension, category| {
            let column = self.frame.column(&dimension.column);
            keys.extend(column.map(|column| key(column, category, self.options().zone)));
        });
        keys.reverse();
        keys
    }

    /// What the row of totals is called.
    pub(super) fn total_name(&self) -> &'static str {
        let adds = |measure: &usize| self.cross.adds_up(*measure, self.spec);
        if self.measures.iter().any(adds) { "Total" } else { "All" }
    }
}

/// A value of a measure: what is made by dividing has as many digits as can be compared.
fn write_value(value: f64, measure: &Measure) -> String {
    let divided = matches!(measure.fold, Fold::Mean | Fold::Median);
    match measure.unit {
        Unit::Number if divided && value.abs() >= 1000.0 => write::full(value.round(), measure.unit),
        Unit::Number if divided => write::full((value * 10.0).round() / 10.0, measure.unit),
        _ => write::full(value, measure.unit),
    }
}
