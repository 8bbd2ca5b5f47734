//! Shapes as spans of samples, by scan lines.
//!
//! A sample belongs to a shape when its middle does: of two shapes with a common edge each sample has exactly one, so there is
//! no seam between them for the ground to shine through, as there is where edges are blended. A sample is one unit wide and two
//! high: eight by eight fill a cell, which is the resolution of eighth blocks in both directions.

use std::ops::Range;

use crate::chart::geometry::{Area, CELL_HEIGHT, Outline, Point, Segment};

/// How many samples a cell has in each direction.
pub(super) const PER_CELL: usize = 8;
/// How many units a sample is high.
pub(super) const SAMPLE_HEIGHT: f64 = CELL_HEIGHT / PER_CELL as f64;
/// Coordinates beyond this are as good as at it, and keep arithmetic exact.
const FAR: f64 = 1e6;

/// A straight piece of an outline, downwards, in samples.
#[derive(Clone, Copy, Debug)]
struct Edge {
    /// The first row of samples whose middle it crosses, and the first that it no longer does.
    rows: (usize, usize),
    /// Where it is at the middle of row 0, and how far it goes with each row.
    x: f64,
    slope: f64,
    /// Whether it goes down where the outline goes down.
    winding: i32,
}

/// Finds the spans of shapes. It keeps what it works with.
#[derive(Debug, Default)]
pub(super) struct Scan {
    points: Vec<Point>,
    edges: Vec<Edge>,
    /// The edges that the row crosses, from left to right, with where it does.
    active: Vec<(f64, Edge)>,
}

impl Scan {
    /// Calls `span` with the row and the samples of each span of a shape that lies within so many columns and rows of samples.
    pub(super) fn fill(
        &mut self,
        outline: &Outline,
        (columns, rows): (usize, usize),
        mut span: impl FnMut(usize, Range<usize>),
    ) {
        match outline {
            Outline::Rect(area) => {
                let Some((across, down)) = snapped(*area, columns, rows) else {
                    return;
                };
                for row in down {
                    span(row, across.clone());
                }
            }
            Outline::Path(segments) => {
                self.edges.clear();
                let (edges, points) = (&mut self.edges, &mut self.points);
                contours(segments, points, |points, _| {
                    let ring = points.iter().copied().zip(points.iter().copied().cycle().skip(1));
                    edges.extend(ring.filter_map(|(from, to)| edge(from, to, rows)));
                });
                self.scan(columns, &mut span);
            }
        }
    }

    fn scan(&mut self, columns: usize, span: &mut impl FnMut(usize, Range<usize>)) {
        self.edges.sort_unstable_by_key(|edge| edge.rows.0);
        self.active.clear();
        let mut next = 0;
        let mut row = self.edges.first().map_or(0, |edge| edge.rows.0);
        while next < self.edges.len() || !self.active.is_empty() {
            while let Some(edge) = self.edges.get(next).filter(|edge| edge.rows.0 <= row) {
                self.active.push((0.0, *edge));
                next += 1;
            }
            self.active.retain_mut(|(x, edge)| {
                *x = edge.x + edge.slope * row as f64;
                edge.rows.1 > row
            });
            // From row to row their order hardly changes, which this sort makes use of.
            self.active.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut winding = 0;
            let mut from = 0.0;
            for &(x, edge) in &self.active {
                if winding == 0 {
                    from = x;
                }
                winding += edge.winding;
                if winding == 0 {
                    let across = sample(from, columns)..sample(x, columns);
                    if !across.is_empty() {
                        span(row, across);
                    }
                }
            }
            row = match self.edges.get(next) {
                Some(edge) if self.active.is_empty() => edge.rows.0,
                _ => row + 1,
            };
        }
    }
}

/// The first sample whose middle is not left of a place.
fn sample(x: f64, columns: usize) -> usize {
    (x - 0.5).ceil().clamp(0.0, columns as f64) as usize
}

fn edge(from: Point, to: Point, rows: usize) -> Option<Edge> {
    let (from, to) = (in_samples(from), in_samples(to));
    let (upper, lower, winding) = if from.y <= to.y { (from, to, 1) } else { (to, from, -1) };
    let span = (sample(upper.y, rows), sample(lower.y, rows));
    if span.0 >= span.1 {
        return None;
    }
    let slope = (lower.x - upper.x) / (lower.y - upper.y);
    Some(Edge {
        rows: span,
        x: upper.x + slope * (0.5 - upper.y),
        slope,
        winding,
    })
}

fn in_samples(point: Point) -> Point {
    Point::new(point.x, point.y / SAMPLE_HEIGHT)
}

/// The samples of a rectangle, its edges rounded once each. What has any size has at least one.
fn snapped(area: Area, columns: usize, rows: usize) -> Option<(Range<usize>, Range<usize>)> {
    let side = |from: f64, to: f64, most: usize| {
        if !(from.is_finite() && to.is_finite() && to > from) {
            return None;
        }
        let (mut first, mut last) = (from.round(), to.round());
        if first >= last {
            first = f64::midpoint(from, to).floor();
            last = first + 1.0;
        }
        let range = first.clamp(0.0, most as f64) as usize..last.clamp(0.0, most as f64) as usize;
        (!range.is_empty()).then_some(range)
    };
    Some((
        side(area.left, area.right, columns)?,
        side(area.top / SAMPLE_HEIGHT, area.bottom / SAMPLE_HEIGHT, rows)?,
    ))
}

/// Calls `contour` with the points of each contour, curves cut into straight pieces, and whether it is closed. Contours with
/// coordinates that are no numbers are left out.
pub(super) fn contours(segments: &[Segment], points: &mut Vec<Point>, mut contour: impl FnMut(&[Point], bool)) {
    points.clear();
    let near = |point: Point| Point::new(point.x.clamp(-FAR, FAR), point.y.clamp(-FAR, FAR));
    let mut end = |points: &mut Vec<Point>, closed: bool| {
        if !points.is_empty() && points.iter().all(|point| point.x.is_finite() && point.y.is_finite()) {
            contour(points, closed);
        }
        points.clear();
    };
    for segment in segments {
        match *segment {
            Segment::Move(to) => {
                end(points, false);
                points.push(near(to));
            }
            Segment::Line(to) => points.push(near(to)),
            Segment::Cubic(first, second, to) => {
                let (first, second, to) = (near(first), near(second), near(to));
                let from = points.last().copied().unwrap_or(first);
                let length = from.distance(first) + first.distance(second) + second.distance(to);
                // A piece is about two units long, a quarter of a cell.
                let pieces = (length / 2.0).ceil().clamp(1.0, 200.0) as usize;
                points.extend((1..=pieces).map(|piece| cubic([from, first, second, to], piece as f64 / pieces as f64)));
            }
            Segment::Close => {
                let first = points.first().copied();
                end(points, true);
                // What follows without a move goes on from where the contour began.
                points.extend(first);
            }
        }
    }
    if points.len() > 1 || segments.len() == 1 {
        end(points, false);
    }
    points.clear();
}

fn cubic([from, first, second, to]: [Point; 4], part: f64) -> Point {
    let rest = 1.0 - part;
    let weights = [
        rest * rest * rest,
        3.0 * rest * rest * part,
        3.0 * rest * part * part,
        part * part * part,
    ];
    let sum = |of: fn(Point) -> f64| {
        weights[0] * of(from) + weights[1] * of(first) + weights[2] * of(second) + weights[3] * of(to)
    };
    Point::new(sum(|point| point.x), sum(|point| point.y))
}
