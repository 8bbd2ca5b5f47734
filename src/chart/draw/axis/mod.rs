//! The frame of every plot with axes: where it lies, what is written around it, and where a value goes in it.
//!
//! ```text
//! Conversations                      First reply   titles: what is measured, where the name of the chart does not say it
//!   300 ────────────────────────────────── 6 min
//!   200 ────────────────────────────────── 4 min   ticks: a round number on every so many rows, the same on both sides
//!   100 ────────────────────────────────── 2 min
//!     0 ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔ 0
//!        Nov 3      10       17       24           along: categories, moments, or values
//! ```
//!
//! Use: say what there is in [`Axes`], let [`Plot::new`] find the room (it changes nothing, so it may be asked again with less
//! data), [`Plot::draw`] the axes onto the stage, and then draw the marks over them at [`Plot::y`] and [`Plot::across`]; last
//! the [`thresholds`](Plot::thresholds).
//!
//! ```text
//! let axes = Axes::new(Measure::of(values, unit).from_zero().called("Conversations"), Along::Bands(names));
//! let Some(plot) = Plot::new(stage, &axes) else { return stage.say("There is no room for a plot here.") };
//! plot.draw(stage);
//! let (left, right) = plot.across.band().slot(3);
//! stage.fill(Outline::Rect(Area::new(left, plot.y(value), right, plot.base())), …);
//! ```
//!
//! Promises: the plot begins and ends on cell edges; a tick of a level axis, and so the zero, lies on the edge of a row, and
//! its text stands in the row above that edge; no two texts touch; nothing leaves the body of the stage. Where there is little
//! room first the titles go, then the ticks.

mod across;
mod names;
mod threshold;
mod up;

use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scene::{Anchor, Hue, Ink, Part};
use crate::text::{SafeText, display_width, truncate};

use super::stage::{Stage, Text};
pub(in crate::chart) use across::{Across, Along};
pub(in crate::chart) use threshold::{Line, thresholds_of};
pub(in crate::chart) use up::{Ends, Measure, Up};

/// What a plot is to be made of.
#[derive(Clone, Debug)]
pub(in crate::chart) struct Axes {
    /// What is measured upwards, read at the left.
    pub(in crate::chart) left: Measure,
    /// What is measured upwards and read at the right. Both have their zero at the same height then.
    pub(in crate::chart) right: Option<Measure>,
    /// What there is along the plot.
    pub(in crate::chart) along: Along,
    /// What the axis along is called; empty where that says itself.
    pub(in crate::chart) title: String,
    /// So many rows stay free above the greatest value, and below the least one where that is less than zero: for value labels.
    pub(in crate::chart) headroom: u16,
    /// So many columns stay free at the right of the plot: for labels of lines and thresholds.
    pub(in crate::chart) margin: u16,
}

impl Axes {
    /// A measure over something.
    pub(in crate::chart) fn new(left: Measure, along: Along) -> Self {
        Self {
            left,
            right: None,
            along,
            title: String::new(),
            headroom: 0,
            margin: 0,
        }
    }
}

/// Where everything is.
#[derive(Clone, Debug)]
pub(in crate::chart) struct Plot {
    /// Where marks are drawn: whole cells.
    pub(in crate::chart) area: Area,
    /// Where the values of the left axis go.
    pub(in crate::chart) left: Up,
    /// Where the values of the right axis go.
    pub(in crate::chart) right: Option<Up>,
    /// Where things go along the plot.
    pub(in crate::chart) across: Across,
    /// Texts of the axis along: what, its middle, and in which row below the plot.
    names: names::Names,
    /// What the axes are called, and in which ink: left, right, along.
    titles: [Option<(SafeText, Ink)>; 3],
    ticks: bool,
    right_ticks: bool,
}

/// How wide the texts of an axis are, in columns.
fn width_of(up: &Up) -> u16 {
    let widest = up
        .ticks
        .iter()
        .map(|tick| display_width(&tick.label))
        .max()
        .unwrap_or(0);
    u16::try_from(widest).unwrap_or(u16::MAX)
}

impl Plot {
    /// Finds the room for a plot in the body of the stage; nothing where there is none for even a single cell.
    pub(in crate::chart) fn new(stage: &Stage<'_>, axes: &Axes) -> Option<Self> {
        let body = stage.body;
        let (columns, rows) = (body.columns(), body.rows());
        if columns == 0 || rows == 0 {
            return None;
        }
        let compact = stage.look.compact;
        let called = |measure: &Measure| !measure.title.is_empty();
        let above =
            !compact && rows >= 9 && columns >= 24 && (called(&axes.left) || axes.right.as_ref().is_some_and(called));
        let about = !compact && rows >= 12 && !axes.title.is_empty();
        let ticks = if compact {
            rows >= 5 && columns >= 24
        } else {
            rows >= 3 && columns >= 12
        };
        let named_along = rows >= if compact { 5 } else { 4 };
        let taken = u16::from(above) + u16::from(about);
        let lay = |name_rows: u16| {
            let free = rows - taken - name_rows;
            let headroom = if free >= 5 { axes.headroom } else { 0 };
            let (left, right) = up::choose(&axes.left, axes.right.as_ref(), free, headroom);
            let mut before = if ticks { width_of(&left) + 1 } else { 0 };
            let mut after = right.as_ref().filter(|_| ticks).map_or(0, |up| width_of(up) + 1);
            // The texts of the axes may take half of the room, the labels at the right a third of what is left.
            if before + after > columns / 2 {
                after = 0;
            }
            if before > columns / 2 {
                before = 0;
            }
            let margin = axes.margin.min((columns - before - after) / 3);
            let area = Area::new(
                body.left + f64::from(before) * CELL_WIDTH,
                body.top + f64::from(u16::from(above)) * CELL_HEIGHT,
                body.right - f64::from(after + margin) * CELL_WIDTH,
                body.bottom - f64::from(name_rows + u16::from(about)) * CELL_HEIGHT,
            );
            (area, left, right, before > 0, after > 0)
        };
        let most_rows = if !named_along {
            0
        } else if rows >= 12 && !compact {
            2
        } else {
            1
        };
        let mut found = lay(most_rows.min(1));
        let mut laid = across::lay(&axes.along, found.0);
        let mut names = names::Names::of(&axes.along, &laid, found.0, body, most_rows);
        if names.rows() == 2 {
            found = lay(2);
            laid = across::lay(&axes.along, found.0);
            names = names::Names::of(&axes.along, &laid, found.0, body, 2);
        }
        let (mut area, mut left, mut right, ticks, right_ticks) = found;
        area.right = laid.right_end(area);
        left.set(area);
        if let Some(right) = &mut right {
            right.set(area);
        }
        let title = |measure: &Measure| {
            Some((SafeText::new(&measure.title), measure.ink)).filter(|(title, _)| !title.is_empty())
        };
        let titles = [
            title(&axes.left).filter(|_| above),
            axes.right.as_ref().and_then(title).filter(|_| above),
            Some((SafeText::new(&axes.title), Ink::of(Hue::Dim))).filter(|_| about),
        ];
        Some(Self {
            area,
            left,
            right,
            across: laid,
            names,
            titles,
            ticks,
            right_ticks,
        })
    }

    /// Where a value of the left axis goes.
    pub(in crate::chart) fn y(&self, value: f64) -> f64 {
        self.left.at(value)
    }

    /// Where bars and areas of the left axis begin: at zero, or where the axis begins when it has none.
    pub(in crate::chart) fn base(&self) -> f64 {
        self.left.base()
    }

    /// Writes the axes, and says what the scene has to know about the plot.
    pub(in crate::chart) fn draw(&self, stage: &mut Stage<'_>) {
        stage.scene.plot = self.area;
        self.draw_titles(stage);
        self.draw_grid(stage);
        if self.right_ticks
            && let Some(right) = &self.right
        {
            for tick in &right.ticks {
                let at = Point::new(self.area.right + CELL_WIDTH, tick.row());
                let mut text = Text::of(&tick.label, at).part(Part::Tick);
                text.ink = right.ink;
                stage.label(text);
            }
        }
        self.names.draw(stage, self.area);
    }

    fn draw_titles(&self, stage: &mut Stage<'_>) {
        let body = stage.body;
        let half = usize::from(body.columns() / 2);
        let [left, right, along] = &self.titles;
        let row = body.top + CELL_HEIGHT / 2.0;
        let single = right.is_none();
        if let Some((title, ink)) = left {
            let room = if single { half * 2 } else { half.saturating_sub(1) };
            let mut text = Text::of(truncate(title, room), Point::new(body.left, row)).part(Part::AxisTitle);
            text.ink = *ink;
            stage.label(text);
        }
        if let Some((title, ink)) = right {
            let text = Text::of(truncate(title, half.saturating_sub(1)), Point::new(body.right, row));
            let mut text = text.anchor(Anchor::End).part(Part::AxisTitle);
            text.ink = *ink;
            stage.label(text);
        }
        if let Some((title, ink)) = along {
            let at = Point::new(self.area.right, body.bottom - CELL_HEIGHT / 2.0);
            let text = Text::of(truncate(title, usize::from(self.area.columns())), at);
            let mut text = text.anchor(Anchor::End).part(Part::AxisTitle);
            text.ink = *ink;
            stage.label(text);
        }
    }

    fn draw_grid(&self, stage: &mut Stage<'_>) {
        let base = self.left.base();
        let (from, to) = (self.area.left, self.area.right);
        for tick in &self.left.ticks {
            if (tick.y - base).abs() > 0.5 && tick.ruled {
                let ink = Ink::of(Hue::Rule).soft(60);
                stage.rule(Point::new(from, tick.y), Point::new(to, tick.y), ink);
            }
            if self.ticks {
                let at = Point::new(from - CELL_WIDTH, tick.row());
                let mut text = Text::of(&tick.label, at).anchor(Anchor::End).part(Part::Tick);
                text.ink = self.left.ink;
                stage.label(text);
            }
        }
        stage.rule(Point::new(from, base), Point::new(to, base), Ink::of(Hue::Rule));
    }
}
