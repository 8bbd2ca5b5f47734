//! How dense points are: their weights on a grid, blurred evenly in both directions, and the bands above a density.

use crate::chart::geometry::{Area, Point, Segment};

/// Densities at the crossings of a grid.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    area: Area,
    step: f64,
    columns: usize,
    rows: usize,
    values: Vec<f32>,
}

impl Grid {
    /// An empty grid over an area; its crossings are `step` units from each other.
    pub(crate) fn new(area: Area, step: f64) -> Self {
        let count = |length: f64| (length / step).ceil().max(0.0) as usize + 1;
        let (columns, rows) = (count(area.width()), count(area.height()));
        Self {
            area,
            step,
            columns,
            rows,
            values: vec![0.0; columns * rows],
        }
    }

    /// Adds a weight at a point: to the four crossings around it, the nearer ones more.
    pub(crate) fn add(&mut self, at: Point, weight: f64) {
        let (x, y) = ((at.x - self.area.left) / self.step, (at.y - self.area.top) / self.step);
        if !(x >= 0.0 && y >= 0.0 && x.is_finite() && y.is_finite()) {
            return;
        }
        let (column, row) = (x.floor(), y.floor());
        let (right, down) = (x - column, y - row);
        let corners = [
            (0, 0, (1.0 - right) * (1.0 - down)),
            (1, 0, right * (1.0 - down)),
            (0, 1, (1.0 - right) * down),
            (1, 1, right * down),
        ];
        for (across, along, share) in corners {
            let (column, row) = (column as usize + across, row as usize + along);
            if column < self.columns
                && let Some(value) = self.values.get_mut(row * self.columns + column)
            {
                *value += (weight * share) as f32;
            }
        }
    }

    /// Spreads every weight around itself like a bell, `spread` units to where it turns.
    pub(crate) fn blur(&mut self, spread: f64) {
        let kernel = bell(spread / self.step);
        let mut across = vec![0.0; self.values.len()];
        for (from, to) in self.values.chunks(self.columns).zip(across.chunks_mut(self.columns)) {
            convolve(from, to, &kernel);
        }
        // Down the columns whole rows are added to each other, which is what memory likes.
        let reach = kernel.len() / 2;
        for row in 0..self.rows {
            let to = row * self.columns..(row + 1) * self.columns;
            let Some(to) = self.values.get_mut(to) else { continue };
            to.fill(0.0);
            for (index, weight) in kernel.iter().enumerate() {
                let Some(from) = (row + index).checked_sub(reach).filter(|from| *from < self.rows) else {
                    continue;
                };
                let from = across
                    .get(from * self.columns..(from + 1) * self.columns)
                    .unwrap_or_default();
                for (to, from) in to.iter_mut().zip(from) {
                    *to += from * weight;
                }
            }
        }
    }

    /// The greatest density.
    pub(crate) fn most(&self) -> f32 {
        self.values.iter().copied().fold(0.0, f32::max)
    }

    fn value(&self, column: usize, row: usize) -> f32 {
        self.values
            .get(row * self.columns + column)
            .copied()
            .unwrap_or_default()
    }

    /// Where the density is at least so much: squares of the grid, cut where the density between their corners falls below. Whole
    /// squares in a row are one rectangle.
    pub(crate) fn above(&self, level: f32) -> Vec<Segment> {
        let mut segments = Vec::new();
        for row in 0..self.rows.saturating_sub(1) {
            let mut run: Option<usize> = None;
            for column in 0..self.columns.saturating_sub(1) {
                let corners = [
                    (column, row),
                    (column + 1, row),
                    (column + 1, row + 1),
                    (column, row + 1),
                ];
                let values = corners.map(|(column, row)| self.value(column, row));
                if values.iter().all(|value| *value >= level) {
                    run.get_or_insert(column);
                    continue;
                }
                self.close(run.take(), column, row, &mut segments);
                if values.iter().any(|value| *value >= level) {
                    self.piece(corners, values, level, &mut segments);
                }
            }
            self.close(run, self.columns.saturating_sub(1), row, &mut segments);
        }
        segments
    }

    fn at(&self, column: f64, row: f64) -> Point {
        Point::new(
            (self.area.left + column * self.step).min(self.area.right),
            (self.area.top + row * self.step).min(self.area.bottom),
        )
    }

    /// A rectangle of whole squares.
    fn close(&self, from: Option<usize>, to: usize, row: usize, segments: &mut Vec<Segment>) {
        let Some(from) = from else { return };
        let (left, right, top) = (from as f64, to as f64, row as f64);
        let corners = [(left, top), (right, top), (right, top + 1.0), (left, top + 1.0)];
        contour(corners.map(|(column, row)| self.at(column, row)), segments);
    }

    /// The piece of a square that is above the level.
    fn piece(&self, corners: [(usize, usize); 4], values: [f32; 4], level: f32, segments: &mut Vec<Segment>) {
        let mut points = Vec::with_capacity(6);
        for (index, ((column, row), value)) in corners.into_iter().zip(values).enumerate() {
            let next = (index + 1) % 4;
            let (Some((to_column, to_row)), Some(to)) = (corners.get(next), values.get(next)) else {
                continue;
            };
            let (column, row) = (column as f64, row as f64);
            if value >= level {
                points.push(self.at(column, row));
            }
            if (value >= level) != (*to >= level) {
                let part = f64::from((level - value) / (to - value));
                points.push(self.at(
                    column + (*to_column as f64 - column) * part,
                    row + (*to_row as f64 - row) * part,
                ));
            }
        }
        contour(points, segments);
    }
}

fn contour(points: impl IntoIterator<Item = Point>, segments: &mut Vec<Segment>) {
    let mut points = points.into_iter();
    let Some(first) = points.next() else { return };
    segments.push(Segment::Move(first));
    segments.extend(points.map(Segment::Line));
    segments.push(Segment::Close);
}

/// The weights of a bell up to three spreads on each side; together 1.
fn bell(spread: f64) -> Vec<f32> {
    let spread = spread.max(0.1);
    let reach = (spread * 3.0).ceil() as i64;
    let weights: Vec<f64> = (-reach..=reach)
        .map(|place| (-0.5 * (place as f64 / spread).powi(2)).exp())
        .collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| (weight / sum) as f32).collect()
}

fn convolve(from: &[f32], to: &mut [f32], kernel: &[f32]) {
    let reach = kernel.len() / 2;
    for (place, value) in from.iter().enumerate().filter(|(_, value)| **value != 0.0) {
        for (index, weight) in kernel.iter().enumerate() {
            let target = (place + index).checked_sub(reach).and_then(|target| to.get_mut(target));
            if let Some(target) = target {
                *target += value * weight;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        Grid::new(Area::new(0.0, 0.0, 400.0, 240.0), 8.0)
    }

    #[test]
    fn a_point_spreads_evenly_and_nothing_of_it_is_lost() {
        let mut grid = grid();
        grid.add(Point::new(200.0, 120.0), 2.0);
        grid.blur(24.0);
        let sum: f32 = grid.values.iter().sum();
        assert!((sum - 2.0).abs() < 1e-3, "{sum}");
        let at = |x: usize, y: usize| grid.value(x, y);
        assert!((at(25, 15) - grid.most()).abs() < 1e-9);
        for (x, y) in [(28, 15), (22, 15), (25, 18), (25, 12)] {
            // One spread away a bell is at e^-½.
            assert!((at(x, y) / grid.most() - 0.6065).abs() < 0.01, "{x} {y}");
        }
    }

    #[test]
    fn a_band_has_the_area_of_its_circle() {
        let mut grid = grid();
        grid.add(Point::new(200.0, 120.0), 1.0);
        grid.blur(24.0);
        let segments = grid.above(grid.most() * 0.5);
        let (mut area, mut first, mut last) = (0.0, Point::default(), Point::default());
        for segment in segments {
            match segment {
                Segment::Move(to) => (first, last) = (to, to),
                Segment::Line(to) => {
                    area += last.x * to.y - to.x * last.y;
                    last = to;
                }
                _ => area += last.x * first.y - first.x * last.y,
            }
        }
        // Half the height of a bell is at √(2 ln 2) spreads.
        let expected = std::f64::consts::PI * (24.0f64 * 1.1774).powi(2);
        assert!(
            (area / 2.0 - expected).abs() < expected * 0.04,
            "{} {expected}",
            area / 2.0
        );
    }

    #[test]
    fn what_is_not_there_is_no_band() {
        let mut grid = grid();
        grid.add(Point::new(f64::NAN, 0.0), 1.0);
        grid.add(Point::new(-9.0, 1e9), 1.0);
        grid.blur(8.0);
        assert!(grid.most() <= 0.0 && grid.above(0.1).is_empty());
        let mut small = Grid::new(Area::default(), 8.0);
        small.add(Point::default(), 1.0);
        small.blur(8.0);
        assert!(small.above(0.0).is_empty());
    }
}
