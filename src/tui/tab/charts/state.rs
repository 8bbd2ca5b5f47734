//! What the charts are drawn from.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::api::wire::{Advice, Condition, Pictured};
use crate::chart::{Chart, Kind, Look, Options, Scene, Size, Spec, Threshold, draw};
use crate::tui::field::Field;

/// The state of the tab.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The kind under the cursor of the gallery, by its place among all.
    pub at: usize,
    /// The first row of tiles that is seen.
    pub top: usize,
    /// Whether one picture has the whole screen.
    pub open: bool,
    /// How somebody looks at the picture that has the screen.
    pub looked: Looked,
    /// What is being typed, where something is.
    pub line: Option<Field>,
    /// Whether what is typed is looked for among the marks; else it is compared with.
    pub finding: bool,
    /// What was looked for last.
    pub sought: String,
    /// What was answered, by kind.
    pub answers: BTreeMap<Kind, Answered>,
    /// Kinds whose data has changed since.
    pub outdated: BTreeSet<Kind>,
    /// The pictures as they are laid out.
    pub drawn: BTreeMap<Kind, Drawn>,
    /// The number of the race that runs; a tick with another number comes too late.
    pub playing: Option<u64>,
    /// How many races have been started.
    pub races: u64,
    /// How many steps of a race pass in a second, as a power of two.
    pub speed: i8,
}

/// How somebody looks at the picture that has the screen: everything that is forgotten with the next one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looked {
    /// Hidden series, zoom, level, step.
    pub look: Look,
    /// The spot under the cursor.
    pub focus: Option<usize>,
    /// The line of the legend under its cursor.
    pub series: Option<usize>,
    /// What is to be otherwise than the picture's own specification says.
    pub changes: Changes,
    /// What rows have to fulfil besides.
    pub conditions: Vec<Condition>,
}

/// What somebody wants otherwise than the specification of a picture says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Thresholds instead of the picture's own.
    pub thresholds: Option<Vec<Threshold>>,
    /// A target instead of the picture's own.
    pub target: Option<f64>,
    /// At most so many categories.
    pub top: Option<usize>,
    /// How values become lengths or colours.
    pub scale: Option<Scale>,
    /// Only values between the 1st and the 99th percentile.
    pub clip: Option<bool>,
}

/// How values become lengths or colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal differences are equal steps.
    Even,
    /// Equal ratios are equal steps.
    Powers,
    /// By rank.
    Ranks,
}

impl Scale {
    /// That of a specification.
    pub const fn of(options: &Options) -> Self {
        match (options.quantile, options.log) {
            (true, _) => Self::Ranks,
            (false, true) => Self::Powers,
            (false, false) => Self::Even,
        }
    }
}

impl Changes {
    /// The specification with them.
    fn apply(&self, spec: &mut Spec) {
        if let Some(thresholds) = &self.thresholds {
            spec.thresholds.clone_from(thresholds);
        }
        let options = &mut spec.options;
        options.target = self.target.or(options.target);
        options.top = self.top.or(options.top);
        options.clip = self.clip.unwrap_or(options.clip);
        if let Some(scale) = self.scale {
            options.log = scale == Scale::Powers;
            options.quantile = scale == Scale::Ranks;
        }
    }
}

/// An answer of the engine.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The picture's data, the last that came.
    pub pictured: Option<Arc<Pictured>>,
    /// Why there is no newer one.
    pub problem: Option<Advice>,
    /// The conditions it was asked with.
    pub conditions: Vec<Condition>,
}

/// A picture that is laid out.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// For this size.
    pub size: Size,
    /// For this look.
    pub look: Look,
    /// With these changes.
    pub changes: Changes,
    /// From this answer; compared by identity.
    pub pictured: Arc<Pictured>,
    /// The picture.
    pub scene: Arc<Scene>,
}

impl Drawn {
    /// Lays a picture out.
    pub fn new(pictured: Arc<Pictured>, size: Size, look: Look, changes: Changes) -> Self {
        let mut drawn = Self {
            size,
            look,
            changes,
            pictured,
            scene: Arc::default(),
        };
        drawn.scene = Arc::new(drawn.at(size));
        drawn
    }

    /// What is drawn: the answer's chart, with the changes.
    pub fn chart(&self) -> Cow<'_, Chart> {
        let mut chart = Cow::Borrowed(&self.pictured.chart);
        if self.changes != Changes::default() {
            self.changes.apply(&mut chart.to_mut().spec);
        }
        chart
    }

    /// The same picture laid out for a size.
    pub fn at(&self, size: Size) -> Scene {
        draw(&self.chart(), &self.look, size)
    }
}

impl State {
    /// The kind under the cursor.
    pub fn kind(&self) -> Kind {
        Kind::all().nth(self.at).unwrap_or(Kind::Bar)
    }

    /// The picture that has the screen, where it has been laid out.
    pub fn scene(&self) -> Option<&Arc<Scene>> {
        self.drawn.get(&self.kind()).map(|drawn| &drawn.scene)
    }

    /// The data of the picture under the cursor.
    pub fn pictured(&self) -> Option<&Arc<Pictured>> {
        self.answers
            .get(&self.kind())
            .and_then(|answered| answered.pictured.as_ref())
    }

    /// What is drawn of it.
    pub fn chart(&self) -> Option<&Chart> {
        self.pictured().map(|pictured| &pictured.chart)
    }

    /// Forgets what belongs to a data source.
    pub fn forget(&mut self) {
        self.answers.clear();
        self.outdated.clear();
        self.drawn.clear();
        self.playing = None;
        self.looked.focus = None;
    }
}

/// What can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A tile of the gallery, by its place among the kinds.
    Tile(usize),
    /// The picture that has the screen; where in it, the mouse tells.
    Picture,
    /// A line of its legend.
    Legend(usize),
}
