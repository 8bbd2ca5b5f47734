//! Countries in a view: moved, cut at its edges, and without points that nobody could tell apart.
//!
//! What is left out of an arc is left out once for both countries at it, so that no gap opens between them.

use std::f64::consts::TAU;

use super::atlas::{Atlas, Bounds, Piece, Polygon, Shape};
use super::miller::Flat;
use super::view::View;
use crate::chart::geometry::{Area, Outline, Point, Segment};

/// Points nearer to each other than so many units become one: half a sub-cell.
const NEAR: f64 = 2.0;
/// Islands smaller than so many units each way are left out.
const LEAST: f64 = 2.5;

/// The outlines of countries in a view.
pub(crate) struct Outlines<'a> {
    view: &'a View,
    /// The arcs of the atlas, coarse enough for the view.
    arcs: Vec<Vec<Flat>>,
}

impl<'a> Outlines<'a> {
    /// Those of an atlas.
    pub(crate) fn new(atlas: &Atlas, view: &'a View) -> Self {
        let near = NEAR * view.unit();
        let arcs = atlas.arcs.iter().map(|arc| thinned(arc, near)).collect();
        Self { view, arcs }
    }

    /// A country; nothing where it is not in the view.
    pub(crate) fn of(&self, shape: &Shape) -> Option<Outline> {
        let mut segments = Vec::new();
        for polygon in &shape.polygons {
            self.polygon(polygon, &mut segments);
        }
        (!segments.is_empty()).then_some(Outline::Path(segments))
    }

    /// The part of the view that the largest polygon of a country takes.
    pub(crate) fn area(&self, shape: &Shape) -> Option<Area> {
        let size = |polygon: &&Polygon| polygon.bounds.width() * polygon.bounds.height();
        let largest = shape.polygons.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?;
        let mut turns = self.turns(largest.bounds);
        turns.find_map(|turn| {
            let at = |along, up| {
                self.view.point(Flat {
                    along: along + turn,
                    up,
                })
            };
            let (low, high) = (
                at(largest.bounds.west, largest.bounds.south),
                at(largest.bounds.east, largest.bounds.north),
            );
            let common = Area::new(low.x, high.y, high.x, low.y).common(self.view.area);
            (!common.is_empty()).then_some(common)
        })
    }

    /// By which turns of the earth something has to be moved to be in the view.
    fn turns(&self, bounds: Bounds) -> impl Iterator<Item = f64> + use<> {
        let view = self.view.bounds;
        [-TAU, 0.0, TAU].into_iter().filter(move |turn| {
            let level = bounds.west + turn < view.east && bounds.east + turn > view.west;
            level && bounds.south < view.north && bounds.north > view.south
        })
    }

    fn polygon(&self, polygon: &Polygon, segments: &mut Vec<Segment>) {
        let least = LEAST * self.view.unit();
        if polygon.bounds.width() < least && polygon.bounds.height() < least {
            return;
        }
        for turn in self.turns(polygon.bounds) {
            for ring in &polygon.rings {
                let points = cut(self.points(ring, turn), self.view.area);
                let Some((first, rest)) = points.split_first().filter(|(_, rest)| rest.len() >= 2) else {
                    continue;
                };
                segments.push(Segment::Move(*first));
                segments.extend(rest.iter().copied().map(Segment::Line));
                segments.push(Segment::Close);
            }
        }
    }

    /// The points of a ring; where two arcs meet there is one.
    fn points(&self, ring: &[Piece], turn: f64) -> Vec<Point> {
        let mut points = Vec::new();
        for piece in ring {
            let Some(arc) = self.arcs.get(piece.arc) else { continue };
            let mut take = |flat: &Flat| {
                points.push(self.view.point(Flat {
                    along: flat.along + piece.shift + turn,
                    up: flat.up,
                }));
            };
            let Some((first, last)) = arc.first().zip(arc.last()) else {
                continue;
            };
            let inner = arc.get(1..arc.len() - 1).unwrap_or_default();
            if piece.backwards {
                take(last);
                inner.iter().rev().for_each(&mut take);
            } else {
                take(first);
                inner.iter().for_each(&mut take);
            }
        }
        points
    }
}

/// An arc without the points that are near the one before; its ends stay.
fn thinned(arc: &[Flat], near: f64) -> Vec<Flat> {
    let mut kept: Vec<Flat> = Vec::with_capacity(arc.len());
    for (index, at) in arc.iter().enumerate() {
        let far = kept
            .last()
            .is_none_or(|last| (last.along - at.along).powi(2) + (last.up - at.up).powi(2) >= near * near);
        if far || index + 1 == arc.len() {
            kept.push(*at);
        }
    }
    kept
}

/// What of a ring lies in an area, side by side (Sutherland and Hodgman). What lies outside runs along the edges.
fn cut(ring: Vec<Point>, area: Area) -> Vec<Point> {
    type Side = (fn(Point) -> f64, f64, f64);
    let sides: [Side; 4] = [
        (|point| point.x, area.left, 1.0),
        (|point| point.x, area.right, -1.0),
        (|point| point.y, area.top, 1.0),
        (|point| point.y, area.bottom, -1.0),
    ];
    let mut ring = ring;
    for (coordinate, edge, sign) in sides {
        let depth = |point: Point| (coordinate(point) - edge) * sign;
        if ring.iter().all(|point| depth(*point) >= 0.0) {
            continue;
        }
        let mut kept = Vec::with_capacity(ring.len());
        let Some(mut last) = ring.last().copied() else { break };
        for point in ring {
            let (before, now) = (depth(last), depth(point));
            if (before >= 0.0) != (now >= 0.0) {
                let part = before / (before - now);
                kept.push(Point::new(
                    last.x + (point.x - last.x) * part,
                    last.y + (point.y - last.y) * part,
                ));
            }
            if now >= 0.0 {
                kept.push(point);
            }
            last = point;
        }
        ring = kept;
    }
    ring
}
