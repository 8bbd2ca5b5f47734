//! *Draw*: a chart as a pure function: data and a specification in, a scene out, and painters that show a scene.
//!
//! A [`Chart`] is a [`Frame`] (named, typed columns) and a [`Spec`] (which of the [`Kind`]s, which column plays which
//! part), both plain values that can be written down. [`draw()`] turns it into a [`Scene`] for a [`Size`] in terminal cells
//! and a [`Look`] (what a person has hidden, zoomed to, or drilled into): a list of paths, rules and texts whose colours
//! are roles ([`Ink`]). A painter in [`paint`] turns the scene into terminal cells, SVG or PNG; one scene serves all.
//!
//! A cell is [`CELL_WIDTH`]×[`CELL_HEIGHT`] units, so that a circle in a scene is round on a screen and in a file.
//!
//! Promises: nothing here reads a clock, a file or the network, or draws lots; the same input gives the same scene. No
//! input makes it panic or leave its area; what cannot be drawn is said in words in the scene itself. Every text in a scene is
//! [`SafeText`](crate::text::SafeText). Areas and lengths are proportional to values wherever the kind promises it.
//!
//! Start reading at [`Kind`] for what there is, at [`Scene`] for what a picture is made of, and at `draw/` for how one becomes the
//! other: a file for each family. `scale` and `layout` are the geometry they share.

#![cfg_attr(test, allow(clippy::float_cmp, reason = "what tests read back from cells is exact"))]

mod cross;
#[cfg(test)]
mod decode;
mod draw;
mod example;
mod frame;
mod geo;
mod geometry;
mod group;
#[cfg(test)]
mod hostile;
mod keys;
mod kind;
mod layout;
mod look;
pub mod paint;
mod pairs;
mod palette;
mod scale;
mod scene;
mod spec;
mod step;
mod table;
#[cfg(test)]
mod tests;
mod write;

pub use draw::draw;
pub use example::example;
pub use frame::{Column, Frame, FrameError, Grain, Unit, Value, Values};
pub use geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point, Segment, Size};
pub use kind::{Family, Kind, UnknownKind};
pub use look::Look;
pub use palette::{Palette, Rgb};
pub use scene::{
    Anchor, Entry, Fill, Guide, Hue, Ink, Key, Mark, Part, PathMark, Reading, RuleMark, Scene, Spot, Stroke, TextMark,
};
pub use spec::{
    Channel, Chart, Fold, KpiTemplate, Layer, LayerMark, Options, Place, Range, Region, Side, Sort, Spec, Test,
    Threshold, ThresholdAt, Tile,
};
pub use step::{Direction, nearest, step};
pub use table::Wording;
