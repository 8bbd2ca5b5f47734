//! A piece of a ring, and where a text has room inside it.

use std::f64::consts::TAU;

use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point, on_circle};

/// A piece of a ring between two radii and two angles: clockwise in radians, 0 is at twelve o'clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sector {
    pub(super) center: Point,
    pub(super) inner: f64,
    pub(super) outer: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Sector {
    /// Its shape.
    pub(super) fn outline(&self) -> Outline {
        Outline::ring(self.center, self.inner, self.outer, self.from, self.to)
    }

    /// Its middle: half way round and between its radii.
    pub(super) fn middle(&self) -> Point {
        on_circle(
            self.center,
            f64::midpoint(self.inner, self.outer),
            f64::midpoint(self.from, self.to),
        )
    }

    /// What lies around it.
    pub(super) fn bounds(&self) -> Area {
        self.outline()
            .bounds()
            .unwrap_or(Area::new(self.center.x, self.center.y, self.center.x, self.center.y))
    }

    /// Whether a point is inside, with a unit to spare at the rims.
    fn holds(&self, point: Point) -> bool {
        let radius = self.center.distance(point);
        let room = 1.0;
        if radius < self.inner + if self.inner > 0.0 { room } else { 0.0 } || radius > self.outer - room {
            return false;
        }
        if self.to - self.from >= TAU - 1e-9 {
            return true;
        }
        let angle = (point.x - self.center.x).atan2(self.center.y - point.y);
        // The turn that brings the angle behind the beginning.
        let after = (angle - self.from).rem_euclid(TAU);
        after <= self.to - self.from
    }

    /// Whether all of an area is inside.
    fn holds_area(&self, area: Area) -> bool {
        let steps = area.columns().max(1);
        let along = |part: u16| area.left + area.width() * f64::from(part) / f64::from(steps);
        let rims = (0..=steps).all(|part| {
            self.holds(Point::new(along(part), area.top)) && self.holds(Point::new(along(part), area.bottom))
        });
        let middle = area.center().y;
        // A ring can pass between two corners.
        rims && self.holds(Point::new(area.left, middle)) && self.holds(Point::new(area.right, middle))
    }

    /// The cells for a text of so many columns and rows, as near to the middle as it fits; nothing where it does not.
    pub(super) fn room(&self, columns: usize, rows: u16) -> Option<Area> {
        let (width, height) = (columns as f64 * CELL_WIDTH, f64::from(rows) * CELL_HEIGHT);
        if width > self.outer * 2.0 || self.outer - self.inner < CELL_HEIGHT * 0.75 {
            return None;
        }
        let tries = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8];
        // A slice of a pie is widest near its rim.
        let tries = tries.map(|part| {
            if self.inner > 0.0 {
                part
            } else {
                (part + 0.14_f64).min(0.85)
            }
        });
        let turns = [0.5, 0.4, 0.6, 0.3, 0.7];
        tries.into_iter().find_map(|part| {
            turns.into_iter().find_map(|turn| {
                let radius = self.inner + (self.outer - self.inner) * part;
                let at = on_circle(self.center, radius, self.from + (self.to - self.from) * turn);
                let left = ((at.x - width / 2.0) / CELL_WIDTH).round() * CELL_WIDTH;
                let top = ((at.y - height / 2.0) / CELL_HEIGHT).round() * CELL_HEIGHT;
                let area = Area::new(left, top, left + width, top + height);
                self.holds_area(area).then_some(area)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_room_only_where_all_of_it_is_inside() {
        let center = Point::new(200.0, 200.0);
        let half = Sector {
            center,
            inner: 90.0,
            outer: 160.0,
            from: 0.0,
            to: TAU / 2.0,
        };
        let room = half.room(4, 1).unwrap();
        assert!((room.left % CELL_WIDTH).abs() < 1e-9 && (room.top % CELL_HEIGHT).abs() < 1e-9);
        for (x, y) in [
            (room.left, room.top),
            (room.right, room.top),
            (room.left, room.bottom),
            (room.right, room.bottom),
        ] {
            let radius = center.distance(Point::new(x, y));
            assert!((90.0..=160.0).contains(&radius) && x >= 200.0, "{x} {y}");
        }
        assert_eq!(half.room(12, 1), None);
        assert_eq!(Sector { to: 0.05, ..half }.room(2, 1), None);
    }
}
