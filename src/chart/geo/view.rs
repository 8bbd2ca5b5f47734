//! Which piece of the world a map shows, and where on the stage it lies.

use std::f64::consts::TAU;

use super::atlas::Bounds;
use super::miller::{Degrees, Flat};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::spec::Region;

/// The narrowest piece that can be zoomed to, as a share of the whole.
const NARROWEST: f64 = 0.004;

/// A piece of the world on a piece of the stage. A radian along the equator is as long as one up the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct View {
    /// Where the map lies.
    pub(crate) area: Area,
    /// What it shows.
    pub(super) bounds: Bounds,
    /// Units for a radian.
    scale: f64,
}

/// South, west, north and east in degrees. The world is cut in the Bering Strait, where only water is cut.
fn degrees(region: Region) -> [f64; 4] {
    match region {
        Region::World => [-58.0, -169.0, 83.5, 191.0],
        Region::Europe => [34.0, -25.0, 71.5, 45.0],
        Region::Asia => [-11.0, 26.0, 56.0, 150.0],
        Region::Africa => [-36.0, -20.0, 38.0, 53.0],
        Region::NorthAmerica => [7.0, -168.0, 74.0, -52.0],
        Region::SouthAmerica => [-56.0, -83.0, 13.5, -33.0],
        Region::Oceania => [-48.0, 110.0, 0.0, 182.0],
    }
}

fn bounds(region: Region) -> Bounds {
    let [south, west, north, east] = degrees(region);
    let (low, high) = (Degrees::new(south, west).flat(), Degrees::new(north, east).flat());
    Bounds {
        west: low.along,
        south: low.up,
        east: high.along,
        north: high.up,
    }
}

/// A piece of a length, in order and not too short.
fn piece(window: Option<(f64, f64)>) -> Option<(f64, f64)> {
    let (from, to) = window.filter(|(from, to)| from.is_finite() && to.is_finite())?;
    let (from, to) = (from.min(to).clamp(0.0, 1.0), from.max(to).clamp(0.0, 1.0));
    let middle = f64::midpoint(from, to);
    let half = ((to - from) / 2.0).max(NARROWEST / 2.0);
    Some((middle - half, middle + half))
}

impl Bounds {
    /// The same middle in the proportions of an area; not higher than the world, nor once round it.
    fn filling(self, room: Area) -> Self {
        let world = bounds(Region::World);
        let proportion = room.width() / room.height();
        let width = self.width().max(self.height() * proportion).min(TAU);
        let height = self.height().max(self.width() / proportion).min(world.height());
        let (along, up) = (
            f64::midpoint(self.west, self.east),
            f64::midpoint(self.south, self.north),
        );
        // By turns instead of `clamp`, which does not bear what rounding leaves of a difference of 0.
        let south = (up - height / 2.0).min(world.north - height).max(world.south);
        Self {
            west: along - width / 2.0,
            east: along + width / 2.0,
            south,
            north: south + height,
        }
    }
}

impl View {
    /// A region, or the piece of it that was zoomed to, as large as fits a room and in its middle. `along` and `up` are shares of
    /// the region's width and, from the south, of its height.
    pub(crate) fn new(region: Region, along: Option<(f64, f64)>, up: Option<(f64, f64)>, room: Area) -> Self {
        let mut bounds = bounds(region);
        if region != Region::World {
            bounds = bounds.filling(room);
        }
        let (along, up) = (piece(along), piece(up));
        if along.is_some() || up.is_some() {
            let (from, to) = along.unwrap_or((0.0, 1.0));
            let (low, high) = up.unwrap_or((0.0, 1.0));
            let (width, height) = (bounds.width(), bounds.height());
            bounds = Bounds {
                west: bounds.west + from * width,
                east: bounds.west + to * width,
                south: bounds.south + low * height,
                north: bounds.south + high * height,
            }
            .filling(room);
        }
        let scale = (room.width() / bounds.width())
            .min(room.height() / bounds.height())
            .max(1e-9);
        let (width, height) = (bounds.width() * scale, bounds.height() * scale);
        let left = room.left + ((room.width() - width) / 2.0 / CELL_WIDTH + 1e-6).floor() * CELL_WIDTH;
        let top = room.top + ((room.height() - height) / 2.0 / CELL_HEIGHT + 1e-6).floor() * CELL_HEIGHT;
        Self {
            area: Area::new(left, top, left + width, top + height),
            bounds,
            scale,
        }
    }

    /// How wide a region is for its height.
    pub(crate) fn proportion(region: Region) -> f64 {
        bounds(region).width() / bounds(region).height()
    }

    /// Where a place is; nothing where it is not on the map.
    pub(crate) fn at(&self, place: Degrees) -> Option<Point> {
        let mut flat = place.flat();
        flat.along -= ((flat.along - self.bounds.west) / TAU).floor() * TAU;
        let at = self.point(flat);
        self.area.contains(at).then_some(at)
    }

    /// Where a place of the flat map lies, on the map or beside it.
    pub(super) fn point(&self, flat: Flat) -> Point {
        Point::new(
            self.area.left + (flat.along - self.bounds.west) * self.scale,
            self.area.top + (self.bounds.north - flat.up) * self.scale,
        )
    }

    /// How long a unit of the stage is on the flat map.
    pub(super) fn unit(&self) -> f64 {
        1.0 / self.scale
    }
}

#[cfg(test)]
impl View {
    /// Which degrees are at a point, from 180 west to 180 east.
    pub(crate) fn degrees(&self, at: Point) -> Degrees {
        let flat = Flat {
            along: self.bounds.west + (at.x - self.area.left) / self.scale,
            up: self.bounds.north - (at.y - self.area.top) / self.scale,
        };
        let degrees = flat.degrees();
        Degrees {
            longitude: (degrees.longitude + 180.0).rem_euclid(360.0) - 180.0,
            ..degrees
        }
    }
}
