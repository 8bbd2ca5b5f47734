//! The names of lines at their right ends, each in a row of its own.

use crate::chart::draw::axis::Plot;
use crate::chart::draw::shown::Shown;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scene::{Entry, Part};
use crate::text::truncate;

/// A name is cut beyond so many columns.
const WIDEST: usize = 16;
/// A name further than so many rows from its line would be taken for another's.
const FURTHEST: f64 = 2.5;

/// Names at the ends of lines.
#[derive(Clone, Debug)]
pub(in crate::chart::draw) struct Ends {
    /// Which series, and in which row of the scene.
    names: Vec<(usize, f64)>,
    columns: u16,
}

impl Ends {
    /// The names of all series, or of one; nothing where there is no room for any.
    pub(in crate::chart::draw) fn of(stage: &Stage<'_>, shown: &Shown, only: Option<usize>) -> Option<Self> {
        let body = stage.body;
        if stage.look.compact || body.columns() < 60 || body.rows() < 8 {
            return None;
        }
        let names: Vec<(usize, f64)> = shown
            .grouped
            .series
            .iter()
            .enumerate()
            .filter(|(place, series)| !series.hidden && only.is_none_or(|only| only == *place))
            .map(|(place, _)| (place, 0.0))
            .collect();
        let width = |(place, _): &(usize, f64)| {
            let series = shown.grouped.series.get(*place);
            series.map_or(0, |series| series.name.width().min(WIDEST))
        };
        let widest = names.iter().map(width).max()?;
        Some(Self {
            columns: widest as u16 + 1,
            names,
        })
    }

    /// How many columns they take, with the blank before them.
    pub(in crate::chart::draw) fn columns(&self) -> u16 {
        self.columns
    }

    /// Finds a row for each near the end of its line; whether there is one.
    pub(in crate::chart::draw) fn place(&mut self, shown: &Shown, plot: &Plot) -> bool {
        let mut wanted: Vec<(usize, f64)> = Vec::new();
        for (place, _) in &self.names {
            let series = shown.grouped.series.get(*place);
            let Some(last) = series.and_then(|series| series.values.last().copied().flatten()) else {
                return false;
            };
            wanted.push((*place, ((plot.y(last) - 0.01) / CELL_HEIGHT).floor()));
        }
        wanted.sort_by(|a, b| a.1.total_cmp(&b.1));
        let first = (plot.area.top / CELL_HEIGHT).round();
        let last = (plot.area.bottom / CELL_HEIGHT).round() - 1.0;
        let mut rows: Vec<f64> = Vec::new();
        for (_, row) in &wanted {
            let free = rows.last().map_or(first, |above| above + 1.0);
            rows.push(row.max(free));
        }
        let mut below = last;
        for row in rows.iter_mut().rev() {
            *row = row.min(below);
            below = *row - 1.0;
        }
        let near = rows
            .iter()
            .zip(&wanted)
            .all(|(row, (_, wanted))| (row - wanted).abs() <= FURTHEST && *row >= first);
        self.names = wanted.iter().zip(rows).map(|((place, _), row)| (*place, row)).collect();
        near
    }

    /// Writes them; as the legend, where there is no other.
    pub(in crate::chart::draw) fn write(&self, stage: &mut Stage<'_>, shown: &Shown, plot: &Plot, legend: bool) {
        let left = plot.area.right + CELL_WIDTH;
        let right = left + f64::from(self.columns) * CELL_WIDTH;
        for (place, row) in &self.names {
            let Some(series) = shown.grouped.series.get(*place) else {
                continue;
            };
            let at = Point::new(left, (row + 0.5) * CELL_HEIGHT);
            let text = Text::of(truncate(&series.name, WIDEST), at).part(Part::Legend);
            stage.label(Text {
                ink: series.ink,
                ..text
            });
        }
        if !legend {
            return;
        }
        for (place, series) in shown.grouped.series.iter().enumerate() {
            let row = self
                .names
                .iter()
                .find(|(of, _)| *of == place)
                .map(|(_, row)| row * CELL_HEIGHT);
            stage.scene.legend.push(Entry {
                name: series.name.clone(),
                ink: series.ink,
                hidden: series.hidden,
                area: row.map_or(Area::default(), |top| Area::new(left, top, right, top + CELL_HEIGHT)),
            });
        }
    }
}
