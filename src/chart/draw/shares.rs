//! A table of names, values and shares beside a round picture: its legend.

use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scene::{Anchor, Entry, Hue, Ink, Part};
use crate::text::{SafeText, display_width, truncate};

use super::stage::{Stage, Text};

/// How far columns are from each other, in cells.
const BETWEEN: usize = 2;
/// The sign of a colour and the blank behind it.
const SIGN: usize = 2;

/// A line of the table.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) name: SafeText,
    pub(super) ink: Ink,
    pub(super) hidden: bool,
    /// What stands in the columns behind the name.
    pub(super) cells: Vec<String>,
    pub(super) of: Option<usize>,
}

/// A table of shares.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// What the columns behind the name are called, where that has to be said.
    pub(super) head: Option<Vec<String>>,
    pub(super) lines: Vec<Line>,
    /// The last line: what they are together.
    pub(super) foot: Option<Vec<String>>,
}

/// Where a table goes: from a cell on, so wide names, so many rows for a line, so many lines beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manner {
    pub(super) name: usize,
    pub(super) step: usize,
    pub(super) beside: usize,
}

impl Table {
    fn widths(&self) -> Vec<usize> {
        let rows = self
            .lines
            .iter()
            .map(|line| &line.cells)
            .chain(&self.foot)
            .chain(&self.head);
        let mut widths = Vec::new();
        for cells in rows {
            for (index, cell) in cells.iter().enumerate() {
                if widths.len() <= index {
                    widths.push(0);
                }
                if let Some(width) = widths.get_mut(index) {
                    *width = (*width).max(display_width(cell));
                }
            }
        }
        widths
    }

    /// The same with every second column only: the values, without the share behind each.
    pub(super) fn without_shares(&self) -> Self {
        let values = |cells: &Vec<String>| cells.iter().step_by(2).cloned().collect::<Vec<_>>();
        let lines = self.lines.iter().map(|line| Line {
            cells: values(&line.cells),
            ..line.clone()
        });
        Self {
            head: self.head.as_ref().map(values),
            lines: lines.collect(),
            foot: self.foot.as_ref().map(values),
        }
    }

    /// How wide its widest name is.
    pub(super) fn name(&self) -> usize {
        let names = self.lines.iter().map(|line| line.name.width());
        let least = if self.foot.is_some() { 5 } else { 1 };
        names.max().unwrap_or_default().max(least)
    }

    /// How many columns it takes.
    pub(super) fn columns(&self, manner: Manner) -> usize {
        let one = SIGN + manner.name + self.widths().iter().map(|width| width + BETWEEN).sum::<usize>();
        one * manner.beside + 4 * manner.beside.saturating_sub(1)
    }

    /// How many rows it takes.
    pub(super) fn rows(&self, manner: Manner) -> usize {
        let lines = self.lines.len().div_ceil(manner.beside.max(1));
        let body = (lines * manner.step).saturating_sub(manner.step.saturating_sub(1));
        body + usize::from(self.head.is_some()) * manner.step + usize::from(self.has_foot(manner)) * 2
    }

    /// A sum below one of several blocks would seem to be of that block.
    fn has_foot(&self, manner: Manner) -> bool {
        self.foot.is_some() && manner.beside < 2
    }

    /// Writes it with its upper left corner at a cell.
    pub(super) fn draw(&self, stage: &mut Stage<'_>, manner: Manner, column: usize, row: usize) {
        let widths = self.widths();
        let one = self.columns(Manner { beside: 1, ..manner });
        let mut top = row;
        if let Some(head) = &self.head {
            cells(
                stage,
                head,
                &widths,
                column + SIGN + manner.name,
                top,
                |_| (Hue::Faint, false),
                None,
            );
            top += manner.step;
        }
        let lines = self.lines.len().div_ceil(manner.beside.max(1)).max(1);
        for (index, line) in self.lines.iter().enumerate() {
            let left = column + index / lines * (one + 4);
            let at = top + index % lines * manner.step;
            write(stage, line, &widths, manner.name, left, at);
            let left_edge = left as f64 * CELL_WIDTH;
            let top_edge = at as f64 * CELL_HEIGHT;
            stage.scene.legend.push(Entry {
                name: line.name.clone(),
                ink: line.ink,
                hidden: line.hidden,
                area: Area::new(
                    left_edge,
                    top_edge,
                    left_edge + one as f64 * CELL_WIDTH,
                    top_edge + CELL_HEIGHT,
                ),
            });
        }
        if let Some(foot) = self.foot.as_ref().filter(|_| self.has_foot(manner)) {
            let at = top + lines * manner.step - (manner.step - 1);
            let left = column as f64 * CELL_WIDTH;
            let y = at as f64 * CELL_HEIGHT + CELL_HEIGHT / 2.0;
            stage.rule(
                Point::new(left, y),
                Point::new(left + one as f64 * CELL_WIDTH, y),
                Ink::of(Hue::Rule),
            );
            let name = Point::new(left + SIGN as f64 * CELL_WIDTH, y + CELL_HEIGHT);
            stage.text(Text::of("Total", name).ink(Hue::Dim).part(Part::Legend));
            cells(
                stage,
                foot,
                &widths,
                column + SIGN + manner.name,
                at + 1,
                value_hue,
                None,
            );
        }
    }

    /// Its lines as the scene's legend where there is no room to write it: they can still be hidden by key.
    pub(super) fn unwritten(&self, stage: &mut Stage<'_>) {
        for line in &self.lines {
            stage.scene.legend.push(Entry {
                name: line.name.clone(),
                ink: line.ink,
                hidden: line.hidden,
                area: Area::default(),
            });
        }
    }
}

fn value_hue(index: usize) -> (Hue, bool) {
    // Values and shares take turns.
    if index.is_multiple_of(2) {
        (Hue::Strong, true)
    } else {
        (Hue::Dim, false)
    }
}

fn write(stage: &mut Stage<'_>, line: &Line, widths: &[usize], name: usize, left: usize, row: usize) {
    let y = row as f64 * CELL_HEIGHT + CELL_HEIGHT / 2.0;
    let at = |column: usize| Point::new(column as f64 * CELL_WIDTH, y);
    let mut sign = Text::of(if line.hidden { "□" } else { "■" }, at(left))
        .part(Part::Legend)
        .spot(line.of);
    sign.ink = if line.hidden { Ink::of(Hue::Faint) } else { line.ink };
    stage.text(sign);
    let hue = if line.hidden { Hue::Faint } else { Hue::Text };
    let label = truncate(&line.name, name);
    stage.text(
        Text::of(label, at(left + SIGN))
            .ink(hue)
            .part(Part::Legend)
            .spot(line.of),
    );
    let hue = |index| {
        if line.hidden {
            (Hue::Faint, false)
        } else {
            value_hue(index)
        }
    };
    cells(stage, &line.cells, widths, left + SIGN + name, row, hue, line.of);
}

fn cells(
    stage: &mut Stage<'_>,
    cells: &[String],
    widths: &[usize],
    left: usize,
    row: usize,
    hue: impl Fn(usize) -> (Hue, bool),
    of: Option<usize>,
) {
    let y = row as f64 * CELL_HEIGHT + CELL_HEIGHT / 2.0;
    let mut right = left;
    for (index, (cell, width)) in cells.iter().zip(widths).enumerate() {
        right += BETWEEN + width;
        let (hue, bold) = hue(index);
        let mut text = Text::of(cell, Point::new(right as f64 * CELL_WIDTH, y))
            .anchor(Anchor::End)
            .ink(hue)
            .part(Part::Legend)
            .spot(of);
        text.bold = bold;
        stage.text(text);
    }
}

/// A share in thousandths as people read it: `44.6 %`.
pub(super) fn percent(thousandths: u32, value: f64) -> String {
    if thousandths == 0 && value > 0.0 {
        return "< 0.1 %".to_owned();
    }
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_that_is_there_is_never_nothing() {
        assert_eq!(percent(446, 1.0), "44.6 %");
        assert_eq!(percent(0, 1.0), "< 0.1 %");
        assert_eq!(percent(0, 0.0), "0.0 %");
    }
}
