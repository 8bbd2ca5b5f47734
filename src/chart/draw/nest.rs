//! Rows as a tree: what tree maps, sunbursts and packed bubbles are drawn from.
//!
//! The levels of the specification, outermost first, split the rows; rows with the same names become one leaf by the measure's
//! [`Fold`]. What a branch is drawn by is the sum of what its leaves are drawn by; leaves that are not above zero have no area and
//! are left out with a note. Siblings come largest first.

use std::collections::{BTreeMap, HashMap};

use crate::chart::frame::{Column, Frame, Unit};
use crate::chart::group::{Category, Folded, MOST_SERIES, adds_up, categories, weight};
use crate::chart::keys::key_by;
use crate::chart::look::Look;
use crate::chart::scene::{Hue, Ink, Key};
use crate::chart::spec::{Channel, Fold, Layer, Spec};
use crate::text::SafeText;

/// A branch or a leaf.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Branch {
    /// What it is called.
    pub(super) label: SafeText,
    /// The rows it stands for.
    pub(super) keys: Vec<Key>,
    /// The names of the levels from the root down to it.
    pub(super) trail: Vec<String>,
    /// Its colour.
    pub(super) hue: Hue,
    /// What its area is proportional to: above zero.
    pub(super) size: f64,
    /// Its measure.
    pub(super) value: f64,
    /// Its measure for colour.
    pub(super) tint: Option<f64>,
    /// Whether it can be drilled into.
    pub(super) deep: bool,
    /// How many siblings were put together here, where this is “Other”.
    pub(super) merged: usize,
    /// What it is made of, as far as that is drawn.
    pub(super) inner: Vec<Branch>,
}

/// A tree, from where somebody drilled to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Nested {
    /// The branches of the root, largest first, without hidden ones.
    pub(super) branches: Vec<Branch>,
    /// What the root's branches are together.
    pub(super) size: f64,
    /// What the measure is called.
    pub(super) measure: SafeText,
    /// What its numbers are.
    pub(super) unit: Unit,
    /// Whether sizes may be added to each other.
    pub(super) adds: bool,
    /// The names of the levels that were drilled into, as far as they are there.
    pub(super) trail: Vec<String>,
    /// The rows the root stands for: all of them, where it has no keys.
    pub(super) keys: Vec<Key>,
    /// How many levels there are below the root.
    pub(super) depth: usize,
    /// The branches of the root, hidden ones included.
    pub(super) legend: Vec<(SafeText, Ink, bool)>,
    /// What had to be done to the data, in words.
    pub(super) notes: Vec<String>,
}

/// A node while rows are read.
#[derive(Default)]
struct Node {
    of: usize,
    inner: BTreeMap<usize, usize>,
    value: Folded,
    tint: Folded,
}

/// The rows of a frame as a tree; words where they make none.
pub(super) fn nest(frame: &Frame, spec: &Spec, look: &Look) -> Result<Nested, String> {
    let mut columns = Vec::new();
    for level in &spec.levels {
        match frame.column(&level.column) {
            Some(column) => columns.push(column),
            None => return Err(format!("There is no column “{}”.", SafeText::new(&level.column))),
        }
    }
    if columns.is_empty() {
        return Err("This chart needs a dimension in its levels.".to_owned());
    }
    let layer = spec.y.first();
    let measure = match layer {
        None => None,
        Some(layer) => match frame.column(&layer.channel.column) {
            Some(column) => Some((layer, column)),
            None => {
                return Err(format!(
                    "There is no column “{}”.",
                    SafeText::new(&layer.channel.column)
                ));
            }
        },
    };
    let tint = spec.colour.as_ref().and_then(|channel| frame.column(&channel.column));
    let levels: Vec<(&Column, Vec<Category>, Vec<usize>)> = columns
        .into_iter()
        .map(|column| {
            let (found, places) = categories(column, frame.rows(), spec.options.zone);
            (column, found, places)
        })
        .collect();
    let nodes = read(&levels, frame.rows(), measure, tint);
    let mut reader = Reader {
        nodes,
        levels: &levels,
        fold: measure.map_or(Fold::Sum, |(layer, _)| layer.fold),
        spec,
        dropped: 0,
    };
    let (root, trail, keys) = reader.drill(&look.path);
    let mut branches = reader.branches(root, trail.len(), &trail, &keys);
    let mut noticed = Vec::new();
    if reader.dropped > 0 {
        noticed.push(format!(
            "{} without a value above zero left out",
            count_of(reader.dropped, "part is", "parts are")
        ));
    }
    let depth = levels.len() - trail.len();
    let legend = paint(&mut branches, depth, look);
    branches.retain(|branch| !look.hides(&branch.label));
    Ok(Nested {
        size: sum(&branches),
        branches,
        measure: SafeText::new(measure.map_or("Rows", |(layer, _)| layer.channel.title())),
        unit: measure.map_or(Unit::Number, |(layer, column)| {
            layer.channel.unit.unwrap_or(column.unit)
        }),
        adds: layer.is_none_or(adds_up),
        trail,
        keys,
        depth,
        legend,
        notes: noticed,
    })
}

fn key(column: &Column, category: &Category, spec: &Spec) -> Key {
    let channel = Channel::of(&column.name);
    key_by(&channel, category, Some(column.grain), spec.options.zone)
}

/// What branches are together; the largest number there is where that is more.
pub(super) fn sum(branches: &[Branch]) -> f64 {
    branches.iter().map(|branch| branch.size).sum::<f64>().min(f64::MAX)
}

/// `1 part is`, `3 parts are`.
pub(super) fn count_of(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn read(
    levels: &[(&Column, Vec<Category>, Vec<usize>)],
    rows: usize,
    measure: Option<(&Layer, &Column)>,
    tint: Option<&Column>,
) -> Vec<Node> {
    let mut nodes = vec![Node::default()];
    let mut numbers = HashMap::new();
    for row in 0..rows {
        let value = match measure {
            Some((layer, column)) => weight(column, row, layer.fold, &mut numbers),
            None => Some(1.0),
        };
        let tint = tint.and_then(|column| column.number(row));
        let mut at = 0;
        for (_, _, places) in levels {
            let of = places[row];
            let next = nodes.len();
            let inner = *nodes[at].inner.entry(of).or_insert(next);
            if inner == next {
                nodes.push(Node { of, ..Node::default() });
            }
            at = inner;
            if let Some(value) = value {
                nodes[at].value.push(value);
            }
            if let Some(tint) = tint {
                nodes[at].tint.push(tint);
            }
        }
    }
    nodes
}

struct Reader<'a> {
    nodes: Vec<Node>,
    levels: &'a [(&'a Column, Vec<Category>, Vec<usize>)],
    fold: Fold,
    spec: &'a Spec,
    dropped: usize,
}

impl Reader<'_> {
    /// Goes down by names as far as they are there: the node, the names, and the rows they stand for.
    fn drill(&self, path: &[String]) -> (usize, Vec<String>, Vec<Key>) {
        let (mut at, mut trail, mut keys) = (0, Vec::new(), Vec::new());
        // The last level has nothing inside.
        for (name, (column, found, _)) in path.iter().zip(self.levels).take(self.levels.len() - 1) {
            let inner = self.nodes[at].inner.iter();
            let Some((of, node)) = inner.into_iter().find(|(of, _)| found[**of].label.as_str() == name) else {
                break;
            };
            trail.push(name.clone());
            keys.push(key(column, &found[*of], self.spec));
            at = *node;
        }
        (at, trail, keys)
    }

    fn branches(&mut self, node: usize, level: usize, trail: &[String], keys: &[Key]) -> Vec<Branch> {
        let levels = self.levels;
        let Some((column, found, _)) = levels.get(level) else {
            return Vec::new();
        };
        let fold = if self.fold == Fold::Count { Fold::Sum } else { self.fold };
        let deep = level + 1 < levels.len();
        let inner: Vec<usize> = self.nodes[node].inner.values().copied().collect();
        let mut branches = Vec::with_capacity(inner.len());
        for at in inner {
            let category = &found[self.nodes[at].of];
            let mut trail = trail.to_vec();
            trail.push(category.label.as_str().to_owned());
            let mut keys = keys.to_vec();
            keys.push(key(column, category, self.spec));
            let inside = self.branches(at, level + 1, &trail, &keys);
            let own = self.nodes[at].value.value(fold);
            let (size, value) = if deep {
                let size = sum(&inside);
                let adds = matches!(fold, Fold::Sum);
                (size, if adds { size } else { own.unwrap_or(size) })
            } else {
                let own = own.unwrap_or_default();
                (own, own)
            };
            if !(size > 0.0 && size.is_finite()) {
                self.dropped += usize::from(!deep);
                continue;
            }
            branches.push(Branch {
                label: category.label.clone(),
                keys,
                trail,
                hue: Hue::Series(0),
                size,
                value,
                tint: self.nodes[at].tint.value(Fold::Mean),
                deep,
                merged: 0,
                inner: inside,
            });
        }
        branches.sort_by(|a, b| b.size.total_cmp(&a.size));
        branches
    }
}

/// Gives every branch of the root a colour, and what is inside it the same; the legend of that.
fn paint(branches: &mut [Branch], depth: usize, look: &Look) -> Vec<(SafeText, Ink, bool)> {
    // A single level of many has no groups to tell apart: then colour would say nothing.
    let many = depth == 1 && branches.len() > MOST_SERIES;
    for (index, branch) in branches.iter_mut().enumerate() {
        let hue = if many { 0 } else { index % MOST_SERIES };
        spread(branch, Hue::Series(u8::try_from(hue).unwrap_or_default()));
    }
    branches
        .iter()
        .map(|branch| (branch.label.clone(), Ink::of(branch.hue), look.hides(&branch.label)))
        .collect()
}

fn spread(branch: &mut Branch, hue: Hue) {
    branch.hue = hue;
    for inner in &mut branch.inner {
        spread(inner, hue);
    }
}
