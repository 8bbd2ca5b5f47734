//! The countries of the world on the flat map, decoded once.
//!
//! Rings that cross the 180th meridian are unwrapped: their points go on beyond 180° instead of jumping to the other side of the
//! map. Borders stay shared, so that what is left out of one is left out of its neighbour's too.

use std::f64::consts::{PI, TAU};
use std::sync::OnceLock;

use super::countries::{Country, by_numeric};
use super::miller::{Degrees, Flat};
use super::topology::Topology;

/// A rectangle on the flat map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) west: f64,
    pub(crate) south: f64,
    pub(crate) east: f64,
    pub(crate) north: f64,
}

/// A piece of a ring: an arc, possibly backwards, moved by whole turns of the earth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) arc: usize,
    pub(super) backwards: bool,
    pub(super) shift: f64,
}

/// An outer ring and the holes in it.
#[derive(Clone, Debug)]
pub(super) struct Polygon {
    pub(super) rings: Vec<Vec<Piece>>,
    pub(super) bounds: Bounds,
}

/// A country as it is drawn.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Which country it is; nothing where it has no code.
    pub(crate) country: Option<&'static Country>,
    pub(super) polygons: Vec<Polygon>,
}

/// All shapes, and the arcs that they are made of.
#[derive(Debug, Default)]
pub(crate) struct Atlas {
    pub(super) arcs: Vec<Vec<Flat>>,
    /// The countries, Antarctica left out: no map here goes that far south.
    pub(crate) shapes: Vec<Shape>,
}

impl Bounds {
    pub(super) const NOWHERE: Self = Self {
        west: f64::INFINITY,
        south: f64::INFINITY,
        east: f64::NEG_INFINITY,
        north: f64::NEG_INFINITY,
    };

    fn take(&mut self, at: Flat) {
        self.west = self.west.min(at.along);
        self.east = self.east.max(at.along);
        self.south = self.south.min(at.up);
        self.north = self.north.max(at.up);
    }

    /// From west to east.
    pub(super) fn width(self) -> f64 {
        self.east - self.west
    }

    /// From south to north.
    pub(super) fn height(self) -> f64 {
        self.north - self.south
    }
}

impl Polygon {
    fn new(rings: &[Vec<i32>], arcs: &[Vec<Flat>]) -> Self {
        let mut bounds = Bounds::NOWHERE;
        let rings = rings.iter().enumerate().map(|(index, ring)| {
            let mut pieces: Vec<Piece> = Vec::with_capacity(ring.len());
            let mut last: Option<Flat> = None;
            for number in ring {
                let backwards = *number < 0;
                let arc = usize::try_from(if backwards { !number } else { *number }).unwrap_or_default();
                let Some(points) = arcs.get(arc) else { continue };
                let (Some(first), Some(end)) = (points.first(), points.last()) else {
                    continue;
                };
                let (from, to) = if backwards { (end, first) } else { (first, end) };
                let shift = last.map_or(0.0, |last| ((last.along - from.along) / TAU).round() * TAU);
                last = Some(Flat {
                    along: to.along + shift,
                    up: to.up,
                });
                if index == 0 {
                    for point in points {
                        bounds.take(Flat {
                            along: point.along + shift,
                            up: point.up,
                        });
                    }
                }
                pieces.push(Piece { arc, backwards, shift });
            }
            pieces
        });
        let rings = rings.collect();
        Self { rings, bounds }
    }
}

/// The point after another without a jump round the earth.
fn unwrapped(points: &[(f64, f64)]) -> Vec<Flat> {
    let mut flat: Vec<Flat> = Vec::with_capacity(points.len());
    for (east, north) in points {
        let mut at = Degrees::new(*north, *east).flat();
        if let Some(last) = flat.last() {
            let jump = at.along - last.along;
            if jump.abs() > PI {
                at.along -= (jump / TAU).round() * TAU;
            }
        }
        flat.push(at);
    }
    flat
}

/// The atlas.
pub(crate) fn atlas() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(|| {
        // It is part of the program, and a test reads it: there is no other outcome.
        let topology: Result<Topology, _> = serde_json::from_slice(include_bytes!("data/countries-110m.json"));
        topology.map(|topology| Atlas::of(&topology)).unwrap_or_default()
    })
}

impl Atlas {
    fn of(topology: &Topology) -> Self {
        let arcs: Vec<Vec<Flat>> = topology.arcs().map(|arc| unwrapped(&arc)).collect();
        let shapes = topology.countries().iter().filter(|country| country.id != "010");
        let shapes = shapes.map(|country| Shape {
            country: match country.properties.name.as_str() {
                "Kosovo" => by_numeric("983"),
                _ => by_numeric(&country.id),
            },
            polygons: country
                .polygons()
                .iter()
                .map(|rings| Polygon::new(rings, &arcs))
                .collect(),
        });
        let shapes = shapes.collect();
        Self { arcs, shapes }
    }
}
