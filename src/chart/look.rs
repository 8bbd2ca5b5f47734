//! How somebody looks at a chart: what is hidden, where it is zoomed to, which step it is at.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::spec::{Region, Sort};

/// How somebody looks at a chart. The default is the whole of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// Series, slices or categories of the legend that are hidden, by name.
    pub hidden: BTreeSet<String>,
    /// The series that is drawn last and in full, by name; the others step back.
    pub front: Option<String>,
    /// The piece of the dimension along the picture that is shown, as shares of its length: `(0.25, 0.5)`.
    pub window: Option<(f64, f64)>,
    /// The piece of the dimension up the picture, for kinds that zoom in both; for maps the middle and width follow from both.
    pub window_up: Option<(f64, f64)>,
    /// Which piece of the world; that of the specification where nothing is said.
    pub region: Option<Region>,
    /// Names of the levels that were drilled into: the root of a tree map, a sunburst, packed bubbles.
    pub path: Vec<String>,
    /// Groups of a table that are closed: the names of their levels.
    pub closed: BTreeSet<Vec<String>>,
    /// The first row and column that a table shows.
    pub scroll: (usize, usize),
    /// Where a race is: whole steps and a share of the next.
    pub step: Option<f64>,
    /// Another order than the specification's.
    pub sort: Option<Sort>,
    /// A table sorted by this column, descending or not, instead.
    pub sort_column: Option<(usize, bool)>,
    /// More bins, or fewer, than the specification's.
    pub bins: Option<usize>,
    /// A wider or narrower spread than the specification's.
    pub radius: Option<f64>,
    /// The two axes of a combination change places.
    pub swap: bool,
    /// No title, legend or axes more than fit a tile: what is around it says them.
    pub compact: bool,
    /// Nothing moves; a race jumps from step to step.
    pub still: bool,
}

impl Look {
    /// Whether a series is hidden.
    pub fn hides(&self, name: &str) -> bool {
        self.hidden.contains(name)
    }
}
