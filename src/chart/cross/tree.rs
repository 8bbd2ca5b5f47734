//! Dimensions within each other: which groups there are, which are in which, and where each row belongs.

use std::cmp::Ordering;
use std::collections::HashMap;

use chrono_tz::Tz;

use crate::chart::frame::{Frame, Value};
use crate::chart::group::{Category, categories};
use crate::chart::spec::Channel;
use crate::text::SafeText;

/// A dimension: the values it has, and which of them each row has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dimension {
    /// The column of the frame.
    pub(crate) column: String,
    /// What it is called.
    pub(crate) title: SafeText,
    /// Its values, in the order in which they first occur.
    pub(crate) categories: Vec<Category>,
    /// Which of them a row has.
    pub(crate) places: Vec<usize>,
}

/// A group.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    /// The group it is in; nothing for that of all rows.
    pub(crate) parent: Option<usize>,
    /// How many groups it is in.
    pub(crate) depth: usize,
    /// Which value of the dimension of its depth it stands for.
    pub(crate) category: usize,
    /// The groups in it, in order.
    pub(crate) children: Vec<usize>,
    /// How many rows it has.
    pub(crate) rows: usize,
}

/// Groups within groups. The first node holds all rows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tree {
    /// The dimensions, from the outermost.
    pub(crate) dimensions: Vec<Dimension>,
    /// The groups.
    pub(crate) nodes: Vec<Node>,
}

impl Dimension {
    /// The dimension of a column; nothing where there is no such column.
    pub(crate) fn of(frame: &Frame, channel: &Channel, zone: Tz) -> Option<Self> {
        let column = frame.column(&channel.column)?;
        let (categories, places) = categories(column, frame.rows(), zone);
        Some(Self {
            column: channel.column.clone(),
            title: SafeText::new(channel.title()),
            categories,
            places,
        })
    }

    /// The moments of a column in at most so many spans, from the first to the last: the moments themselves where there are no
    /// more than that. Nothing where the column holds no moments.
    pub(crate) fn spans(frame: &Frame, channel: &Channel, most: usize) -> Option<Self> {
        let column = frame.column(&channel.column)?;
        let mut moments: Vec<i64> = (0..frame.rows()).filter_map(|row| column.time(row)).collect();
        moments.sort_unstable();
        moments.dedup();
        let (first, last) = (*moments.first()?, *moments.last()?);
        let count = moments.len().min(most.max(1));
        let length = last.saturating_sub(first).max(1) as f64 / count as f64;
        let span = |moment: i64| {
            if moments.len() <= most {
                moments.binary_search(&moment).unwrap_or_default()
            } else {
                ((moment.saturating_sub(first) as f64 / length) as usize).min(count - 1)
            }
        };
        // Rows without a moment are in a span of their own after the last.
        let places = (0..frame.rows())
            .map(|row| column.time(row).map_or(count, span))
            .collect();
        let category = |at: usize| Category {
            value: Value::Number(at as f64),
            label: SafeText::default(),
            more: Vec::new(),
        };
        Some(Self {
            column: channel.column.clone(),
            title: SafeText::new(channel.title()),
            categories: (0..count).map(category).collect(),
            places,
        })
    }

    /// Keeps the largest values and puts the rest together as “Other”; how many that were.
    pub(super) fn keep_top(&mut self, top: usize, weights: Option<&Vec<Option<f64>>>) -> usize {
        let count = self.categories.len();
        let top = top.max(1);
        if count <= top {
            return 0;
        }
        let mut sizes = vec![0.0; count];
        for (row, place) in self.places.iter().enumerate() {
            let weight = weights.map_or(Some(1.0), |weights| weights.get(row).copied().flatten());
            if let Some(size) = sizes.get_mut(*place) {
                *size += weight.unwrap_or_default();
            }
        }
        let mut by_size: Vec<usize> = (0..count).collect();
        by_size.sort_by(|a, b| f64::total_cmp(&sizes[*b].abs(), &sizes[*a].abs()));
        let (keep, rest) = by_size.split_at(top - 1);
        let mut keep = keep.to_vec();
        keep.sort_unstable();
        let other = keep.len();
        let mut new_places = vec![other; count];
        for (new, old) in keep.iter().enumerate() {
            new_places[*old] = new;
        }
        let more = rest.iter().map(|place| self.categories[*place].value.clone()).collect();
        self.categories = keep.iter().map(|place| self.categories[*place].clone()).collect();
        self.categories.push(Category {
            value: Value::Null,
            label: SafeText::new("Other"),
            more,
        });
        for place in &mut self.places {
            *place = new_places.get(*place).copied().unwrap_or(other);
        }
        rest.len()
    }
}

impl Tree {
    /// The groups of these dimensions, and for each row the innermost it belongs to.
    pub(super) fn new(dimensions: Vec<Dimension>, rows: usize) -> (Self, Vec<usize>) {
        let mut nodes = vec![Node {
            parent: None,
            depth: 0,
            category: 0,
            children: Vec::new(),
            rows,
        }];
        let mut known: HashMap<(usize, usize), usize> = HashMap::new();
        let innermost = (0..rows)
            .map(|row| {
                let mut at = 0;
                for (depth, dimension) in dimensions.iter().enumerate() {
                    let category = dimension.places.get(row).copied().unwrap_or_default();
                    let next = *known.entry((at, category)).or_insert_with(|| {
                        let node = nodes.len();
                        nodes[at].children.push(node);
                        nodes.push(Node {
                            parent: Some(at),
                            depth: depth + 1,
                            category,
                            children: Vec::new(),
                            rows: 0,
                        });
                        node
                    });
                    nodes[next].rows += 1;
                    at = next;
                }
                at
            })
            .collect();
        (Self { dimensions, nodes }, innermost)
    }

    /// A group.
    pub(crate) fn node(&self, node: usize) -> Option<&Node> {
        self.nodes.get(node)
    }

    /// The value a group stands for; nothing for that of all rows.
    pub(crate) fn category(&self, node: usize) -> Option<&Category> {
        let node = self.nodes.get(node)?;
        let dimension = self.dimensions.get(node.depth.checked_sub(1)?)?;
        dimension.categories.get(node.category)
    }

    /// What a group is called.
    pub(crate) fn label(&self, node: usize) -> &str {
        self.category(node).map_or("", |category| category.label.as_str())
    }

    /// What a group and those it is in are called, from the outermost.
    pub(crate) fn path(&self, node: usize) -> Vec<String> {
        let mut names = Vec::new();
        self.walk_up(node, |_, category| names.push(category.label.to_string()));
        names.reverse();
        names
    }

    /// The group with this path; nothing where there is none.
    pub(crate) fn find(&self, path: &[String]) -> Option<usize> {
        path.iter().try_fold(0, |at, name| {
            let children = &self.nodes.get(at)?.children;
            children.iter().copied().find(|child| self.label(*child) == name)
        })
    }

    /// Looks at a group and those it is in, from the innermost.
    pub(crate) fn walk_up(&self, node: usize, mut see: impl FnMut(&Dimension, &Category)) {
        let mut at = Some(node);
        while let Some(node) = at.and_then(|at| self.nodes.get(at)) {
            if let Some(dimension) = node.depth.checked_sub(1).and_then(|place| self.dimensions.get(place))
                && let Some(category) = dimension.categories.get(node.category)
            {
                see(dimension, category);
            }
            at = node.parent;
        }
    }

    /// The groups in which there are no others, in order.
    pub(crate) fn leaves(&self) -> Vec<usize> {
        self.below(0, |node| {
            self.nodes.get(node).is_some_and(|node| node.children.is_empty())
        })
    }

    /// For each value of the outermost dimension the group of it, where there is one.
    pub(crate) fn outermost(&self) -> Vec<Option<usize>> {
        let mut found = vec![
            None;
            self.dimensions
                .first()
                .map_or(0, |dimension| dimension.categories.len())
        ];
        for child in self.nodes.first().map_or(&[][..], |root| &root.children) {
            if let Some(place) = self.nodes.get(*child).and_then(|node| found.get_mut(node.category)) {
                *place = Some(*child);
            }
        }
        found
    }

    /// The groups in a group and in those, in order, that pass a test.
    pub(crate) fn below(&self, root: usize, mut test: impl FnMut(usize) -> bool) -> Vec<usize> {
        let mut found = Vec::new();
        let mut waiting = vec![root];
        while let Some(node) = waiting.pop() {
            if node != root && test(node) {
                found.push(node);
            }
            if let Some(node) = self.nodes.get(node) {
                waiting.extend(node.children.iter().rev());
            }
        }
        found
    }

    /// Puts groups beside each other into an order; those that are equal in it stay as they are, “Other” comes last.
    pub(crate) fn arrange(&mut self, mut order: impl FnMut(usize, usize) -> Ordering) {
        let other: Vec<bool> = (0..self.nodes.len())
            .map(|node| self.category(node).is_some_and(|category| !category.more.is_empty()))
            .collect();
        for node in &mut self.nodes {
            let is_other = |node: &usize| other.get(*node).copied().unwrap_or_default();
            node.children
                .sort_by(|a, b| is_other(a).cmp(&is_other(b)).then_with(|| order(*a, *b)));
        }
    }

    /// Moments by time, numbers by size; everything else as it first occurs.
    pub(super) fn by_nature(&self, a: usize, b: usize) -> Ordering {
        match (self.category(a), self.category(b)) {
            (Some(a), Some(b)) => match (&a.value, &b.value) {
                (Value::Time(a), Value::Time(b)) => a.cmp(b),
                (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
                (Value::Time(_) | Value::Number(_), Value::Null) => Ordering::Less,
                (Value::Null, Value::Time(_) | Value::Number(_)) => Ordering::Greater,
                _ => Ordering::Equal,
            },
            _ => Ordering::Equal,
        }
    }
}
