//! The sheet that surfaces are laid on: for every sample the number of the tint that is seen there.

use super::dots::Dots;
use super::spans::{PER_CELL, Scan};
use super::stress::Stress;
use super::tint::{GROUND, Id, Tints};
use crate::chart::geometry::{CELL_WIDTH, Outline, Size};
use crate::chart::scene::Fill;

/// The samples of a cell, row by row.
pub(super) type Samples = [Id; PER_CELL * PER_CELL];

/// Below this share a surface lets what is under it be seen.
const HIDES: f64 = 0.5;

/// The least strength, in percent, that a surface which lets others be seen is given where colours cannot be mixed.
const LEAST: f64 = 20.0;

/// The number of no tint.
const NONE: Id = Id::MAX;

/// Surfaces, as samples of tints.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    size: Size,
    cells: Vec<Samples>,
    scan: Scan,
    /// The tints of a fill by cell column; one where it does not change.
    tints: Vec<Id>,
    /// What was last mixed in each cell column, and what it became: the samples above one are nearly always like it.
    mixed: Vec<(Id, Id)>,
}

impl Sheet {
    /// An empty sheet.
    pub(super) fn begin(&mut self, size: Size) {
        self.size = size;
        self.cells.clear();
        let cells = usize::from(size.columns) * usize::from(size.rows);
        self.cells.resize(cells, [GROUND; PER_CELL * PER_CELL]);
    }

    /// The samples of a cell.
    pub(super) fn cell(&self, index: usize) -> &Samples {
        const EMPTY: Samples = [GROUND; PER_CELL * PER_CELL];
        self.cells.get(index).unwrap_or(&EMPTY)
    }

    /// Fills a shape; lines that lie under it are no longer seen.
    pub(super) fn fill(&mut self, outline: &Outline, fill: Fill, stress: Stress, tints: &mut Tints, dots: &mut Dots) {
        let columns = usize::from(self.size.columns);
        let samples = (columns * PER_CELL, usize::from(self.size.rows) * PER_CELL);
        let first = self.choose(outline, fill, stress, tints);
        let cover = if tints.mixes() {
            (fill.cover.clamp(0.0, 1.0) * 255.0).round() as u8
        } else {
            u8::MAX
        };
        if cover == 0 {
            return;
        }
        let hides = fill.cover >= HIDES || !tints.mixes();
        let (cells, inks, mixed) = (&mut self.cells, &self.tints, &mut self.mixed);
        mixed.clear();
        mixed.resize(columns, (NONE, GROUND));
        let single = inks.first().copied().filter(|_| inks.len() == 1 && cover == u8::MAX);
        self.scan.fill(outline, samples, |row, across| {
            let line = row / PER_CELL * columns;
            let down = row % PER_CELL * PER_CELL;
            for column in across.start / PER_CELL..across.end.div_ceil(PER_CELL) {
                let Some(cell) = cells.get_mut(line + column) else {
                    continue;
                };
                let left = column * PER_CELL;
                let from = across.start.saturating_sub(left);
                let to = (across.end - left).min(PER_CELL);
                if let Some(over) = single {
                    if let Some(samples) = cell.get_mut(down + from..down + to) {
                        samples.fill(over);
                    }
                    continue;
                }
                let over = inks
                    .get(column.saturating_sub(first))
                    .or(inks.last())
                    .copied()
                    .unwrap_or(GROUND);
                let Some(samples) = cell.get_mut(down + from..down + to) else {
                    continue;
                };
                if cover == u8::MAX {
                    samples.fill(over);
                } else if let Some(last) = mixed.get_mut(column) {
                    for sample in samples {
                        if *sample != last.0 {
                            *last = (*sample, tints.over(*sample, over, cover));
                        }
                        *sample = last.1;
                    }
                }
            }
            if hides {
                dots.hide(row, across);
            }
        });
    }

    /// Chooses the tints of a fill by column, and the column that the first of them is for.
    fn choose(&mut self, outline: &Outline, fill: Fill, stress: Stress, tints: &mut Tints) -> usize {
        self.tints.clear();
        let mut ink = fill.ink;
        if !tints.mixes() && fill.cover < 1.0 {
            // What cannot be seen through is at least as weak as it would be over the ground.
            let strength = f64::from(ink.strength) * fill.cover.max(0.0);
            ink = ink.soft(strength.round().max(LEAST) as u8);
        }
        let from = tints.ink(ink, stress);
        let bounds = outline.bounds().filter(|_| tints.mixes());
        let (Some(to), Some(bounds)) = (fill.to, bounds) else {
            self.tints.push(from);
            return 0;
        };
        let to = tints.ink(to, stress);
        let last = f64::from(self.size.columns);
        let column = |x: f64| (x / CELL_WIDTH).floor();
        let (begin, end) = (column(bounds.left), (bounds.right / CELL_WIDTH).ceil());
        let steps = (end - begin - 1.0).max(1.0);
        let first = begin.clamp(0.0, last) as usize;
        for at in first..end.clamp(0.0, last) as usize {
            let part = ((at as f64 - begin) / steps).clamp(0.0, 1.0);
            self.tints.push(tints.between(from, to, (part * 1000.0) as usize, 1000));
        }
        first
    }
}
