//! What a picture is made of: paths, rules and texts in roles of colour; and the spots that a cursor can be on.

use super::geometry::{Area, Outline, Point, Size};
use super::spec::Test;
use crate::text::SafeText;

/// What a colour is for. What it looks like is up to a [`Palette`](super::Palette).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hue {
    /// What lies behind the picture.
    #[default]
    Ground,
    /// What is read.
    Text,
    /// What is read first.
    Strong,
    /// Labels and units.
    Dim,
    /// What is there for completeness.
    Faint,
    /// Axes and grid.
    Rule,
    /// The colour of what is chosen, and of a single series.
    Accent,
    /// Better.
    Good,
    /// Take care.
    Warn,
    /// Worse.
    Bad,
    /// One of the series, from 0; there are eight, more are told apart by going round.
    Series(u8),
    /// What was put together because there was too much of it.
    Other,
    /// A value on the sequential scale, from 0, the least, to 255.
    Ramp(u8),
    /// No value.
    Missing,
    /// Land on a map, without a value.
    Land,
    /// A text on whatever lies under it: light on dark, dark on light.
    Contrast,
}

/// A colour: a role, and how much of it there is over the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ink {
    /// Its role.
    pub hue: Hue,
    /// Its strength in percent; the rest is ground. 100 is the full colour.
    pub strength: u8,
}

impl Ink {
    /// A role in full.
    pub const fn of(hue: Hue) -> Self {
        Self { hue, strength: 100 }
    }

    /// The same role with less strength, in percent.
    #[must_use]
    pub const fn soft(self, strength: u8) -> Self {
        Self {
            hue: self.hue,
            strength,
        }
    }
}

/// What fills a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// Its colour.
    pub ink: Ink,
    /// Its colour at the right edge where it changes evenly from left to right.
    pub to: Option<Ink>,
    /// How much of what lies under it is covered, from 0 to 1. Where colours cannot be mixed it covers all.
    pub cover: f64,
}

impl Fill {
    /// A colour that covers.
    pub const fn solid(ink: Ink) -> Self {
        Self {
            ink,
            to: None,
            cover: 1.0,
        }
    }
}

/// What a path is drawn with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub ink: Ink,
    /// Its width in units. In cells a line is as thin as they allow, one of [`Stroke::HEAVY`] units as wide as a quarter of a cell.
    pub width: f64,
    /// Whether it is dashed.
    pub dashed: bool,
}

impl Stroke {
    /// The width of a line that ends a surface: where the surface ends within a quarter of a cell, it lies there.
    pub const HEAVY: f64 = 3.0;
}

/// A shape that is filled, drawn, or both. Later ones lie over earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub struct PathMark {
    /// The shape.
    pub outline: Outline,
    /// What fills it.
    pub fill: Option<Fill>,
    /// What its outline is drawn with.
    pub stroke: Option<Stroke>,
    /// Which spot it belongs to.
    pub of: Option<usize>,
}

/// A straight level or upright line: an axis, a grid line, a threshold. In cells it is drawn with line glyphs, under paths and texts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RuleMark {
    /// Its left or upper end.
    pub from: Point,
    /// Its right or lower end.
    pub to: Point,
    /// Its colour.
    pub ink: Ink,
    /// Whether it is dashed.
    pub dashed: bool,
    /// Whether it lies over paths: thresholds and cursors do, grids and axes do not.
    pub over: bool,
}

/// Which way a text goes from where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    #[default]
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// What part a text plays: for those who read a scene without seeing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The chart's title, or what is beside it.
    Title,
    /// A value or a category at an axis.
    Tick,
    /// What an axis is called.
    AxisTitle,
    /// A line of the legend.
    Legend,
    /// What a mark is called.
    Label,
    /// The value of a mark.
    Value,
    /// A sign at a place: `●`.
    Marker,
    /// What is to be known about the picture.
    Note,
}

/// A text. It is always level, and on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMark {
    /// Where: the middle of its height, and the end or the middle of its width by its anchor.
    pub at: Point,
    /// Which way it goes from there.
    pub anchor: Anchor,
    /// What it says.
    pub text: SafeText,
    /// Its colour.
    pub ink: Ink,
    /// Whether it is bold.
    pub bold: bool,
    /// How many rows high it is: 1, or 3 to 4 where painters have large glyphs for it. A painter that has none writes it in one.
    pub rows: u16,
    /// What part it plays.
    pub part: Part,
    /// Which spot it belongs to.
    pub of: Option<usize>,
}

/// A piece of a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A shape.
    Path(PathMark),
    /// A straight line.
    Rule(RuleMark),
    /// A text.
    Text(TextMark),
}

impl Mark {
    /// Moves it by so much, and to spots that are numbered from `first` on: for a picture within another.
    pub(super) fn shift(&mut self, by: Point, first: usize) {
        match self {
            Self::Path(path) => {
                let outline = std::mem::replace(&mut path.outline, Outline::Rect(Area::default()));
                path.outline = outline.shifted(by);
                path.of = path.of.map(|of| of + first);
            }
            Self::Rule(rule) => {
                rule.from = rule.from.shifted(by);
                rule.to = rule.to.shifted(by);
            }
            Self::Text(text) => {
                text.at = text.at.shifted(by);
                text.of = text.of.map(|of| of + first);
            }
        }
    }
}

/// What shows where the cursor is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Guide {
    /// The marks of the spot stand out.
    Marks,
    /// An upright line at the spot, and its marks stand out.
    Upright(Area),
    /// A level line at the spot, and its marks stand out.
    Level(Area),
    /// A frame of corner signs around the area.
    Frame(Area),
}

/// A line of what is read at a spot.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What it is of.
    pub label: SafeText,
    /// The value as people read it.
    pub value: SafeText,
    /// The colour that stands for it in the picture.
    pub ink: Option<Ink>,
}

/// Which rows a spot stands for, in one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The column of the frame.
    pub column: String,
    /// What it holds in those rows.
    pub test: Test,
}

/// A place that the cursor can be on: a column of bars, a slice, a bubble, a tile.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Where it is.
    pub at: Point,
    /// What belongs to it for a mouse.
    pub area: Area,
    /// Its column and row where spots are in order; elsewhere the cursor goes by what is nearest.
    pub cell: Option<(usize, usize)>,
    /// What shows that the cursor is there.
    pub guide: Guide,
    /// What it is called.
    pub title: SafeText,
    /// What is read there.
    pub readings: Vec<Reading>,
    /// Which rows it stands for; none where they cannot be named.
    pub keys: Vec<Key>,
    /// The names of the levels to drill into; empty where there is nothing below it.
    pub inner: Vec<String>,
    /// Spots that stand out together with it.
    pub related: Vec<usize>,
}

impl Spot {
    /// Moves it by so much, among spots that are numbered from `first` on: for a picture within another.
    pub(super) fn shift(&mut self, by: Point, first: usize) {
        self.at = self.at.shifted(by);
        self.area = self.area.shifted(by);
        self.guide = match self.guide {
            Guide::Marks => Guide::Marks,
            Guide::Upright(area) => Guide::Upright(area.shifted(by)),
            Guide::Level(area) => Guide::Level(area.shifted(by)),
            Guide::Frame(area) => Guide::Frame(area.shifted(by)),
        };
        for related in &mut self.related {
            *related += first;
        }
    }
}

/// A line of the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The series, slice or category.
    pub name: SafeText,
    /// Its colour.
    pub ink: Ink,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Where it is, for a mouse; empty where there was no room for it.
    pub area: Area,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// How large it is.
    pub size: Size,
    /// What it is made of, from the back to the front.
    pub marks: Vec<Mark>,
    /// Where the cursor can be.
    pub spots: Vec<Spot>,
    /// The legend.
    pub legend: Vec<Entry>,
    /// Where its data is: what a zoom zooms. Empty where nothing was drawn.
    pub plot: Area,
    /// What had to be left out, put together or changed, in words.
    pub notes: Vec<SafeText>,
    /// How many steps a race has; 0 for everything else.
    pub steps: usize,
    /// How many rows and columns a table has, to scroll through.
    pub extent: (usize, usize),
    /// Whether what is not chosen steps back while something is.
    pub fades: bool,
}

impl Scene {
    /// An empty picture of a size.
    pub fn new(size: Size) -> Self {
        Self {
            size,
            ..Self::default()
        }
    }

    /// Its texts.
    pub fn texts(&self) -> impl Iterator<Item = &TextMark> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Text(text) => Some(text),
            Mark::Path(_) | Mark::Rule(_) => None,
        })
    }

    /// Its shapes.
    pub fn paths(&self) -> impl Iterator<Item = &PathMark> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Path(path) => Some(path),
            Mark::Text(_) | Mark::Rule(_) => None,
        })
    }

    /// Its rules.
    pub fn rules(&self) -> impl Iterator<Item = &RuleMark> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Rule(rule) => Some(rule),
            Mark::Path(_) | Mark::Text(_) => None,
        })
    }
}
