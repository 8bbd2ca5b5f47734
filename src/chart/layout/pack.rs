//! Circles that touch and do not overlap, packed as tightly as a front of them allows.
//!
//! After Wang et al., “Visualization of large hierarchical data by circle packing”, 2006, as in d3-hierarchy; circles gather round the
//! middle of an ellipse instead of a circle, so that they fill a wide room.

use crate::chart::geometry::Point;

/// A circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Circle {
    /// Its middle.
    pub(crate) at: Point,
    /// Its radius.
    pub(crate) radius: f64,
}

/// How much two circles may overlap before they count as doing so, as a share of their radii.
const TOUCH: f64 = 1e-6;

/// Packs circles of these radii, which have to be above zero, in their order; `wide` is how much wider than high they gather.
pub(crate) fn pack(radii: &[f64], wide: f64) -> Vec<Circle> {
    let mut circles: Vec<Circle> = radii
        .iter()
        .map(|radius| Circle {
            at: Point::default(),
            radius: *radius,
        })
        .collect();
    let [first, second, ..] = radii else {
        return circles;
    };
    circles[0].at.x = -second;
    circles[1].at.x = *first;
    if circles.len() == 2 {
        return circles;
    }
    circles[2].at = beside(circles[1], circles[0], circles[2].radius);
    let mut front = Front::new(circles.len());
    let mut a = 0;
    let mut place = 3;
    while place < circles.len() {
        let b = front.next[a];
        circles[place].at = beside(circles[a], circles[b], circles[place].radius);
        if let Some((from, to)) = front.meets(&circles, a, b, place) {
            // What lies between is no longer at the front.
            front.next[from] = to;
            front.before[to] = from;
            a = from;
            continue;
        }
        front.insert(a, place, b);
        a = front.nearest(&circles, a, place, wide);
        place += 1;
    }
    circles
}

/// The circles at the outside, as a ring of their numbers.
struct Front {
    next: Vec<usize>,
    before: Vec<usize>,
}

impl Front {
    /// The ring of the first three.
    fn new(count: usize) -> Self {
        let mut front = Self {
            next: vec![0; count],
            before: vec![0; count],
        };
        for (from, to) in [(0, 1), (1, 2), (2, 0)] {
            front.next[from] = to;
            front.before[to] = from;
        }
        front
    }

    fn insert(&mut self, a: usize, new: usize, b: usize) {
        self.next[a] = new;
        self.before[new] = a;
        self.next[new] = b;
        self.before[b] = new;
    }

    /// The nearest circle of the front, to either side, that a new one between two neighbours would overlap: the two that become
    /// neighbours then.
    fn meets(&self, circles: &[Circle], a: usize, b: usize, new: usize) -> Option<(usize, usize)> {
        let (mut ahead, mut behind) = (self.next[b], self.before[a]);
        let (mut ahead_by, mut behind_by) = (circles[b].radius, circles[a].radius);
        let mut left = circles.len();
        loop {
            if ahead_by <= behind_by {
                if overlap(circles[ahead], circles[new]) {
                    return Some((a, ahead));
                }
                ahead_by += circles[ahead].radius;
                ahead = self.next[ahead];
            } else {
                if overlap(circles[behind], circles[new]) {
                    return Some((behind, b));
                }
                behind_by += circles[behind].radius;
                behind = self.before[behind];
            }
            left -= 1;
            if ahead == self.next[behind] || left == 0 {
                return None;
            }
        }
    }

    /// The circle of the front that lies, together with the next one, nearest to the middle; the newest one is not yet asked.
    fn nearest(&self, circles: &[Circle], from: usize, newest: usize, wide: f64) -> usize {
        let score = |at: usize| {
            let (a, b) = (circles[at], circles[self.next[at]]);
            let sum = a.radius + b.radius;
            let x = (a.at.x * b.radius + b.at.x * a.radius) / sum / wide;
            let y = (a.at.y * b.radius + b.at.y * a.radius) / sum;
            x.hypot(y)
        };
        let (mut best, mut at) = (from, self.next[newest]);
        let mut least = score(from);
        while at != newest {
            let here = score(at);
            if here < least {
                (best, least) = (at, here);
            }
            at = self.next[at];
        }
        best
    }
}

/// Where a circle touches two others that touch each other, on the right of the way from the first to the second.
fn beside(b: Circle, a: Circle, radius: f64) -> Point {
    let (dx, dy) = (b.at.x - a.at.x, b.at.y - a.at.y);
    let apart = dx * dx + dy * dy;
    if apart <= 0.0 {
        return Point::new(a.at.x + radius, a.at.y);
    }
    let (to_a, to_b) = ((a.radius + radius).powi(2), (b.radius + radius).powi(2));
    if to_a > to_b {
        let x = (apart + to_b - to_a) / (2.0 * apart);
        let y = (to_b / apart - x * x).max(0.0).sqrt();
        Point::new(b.at.x - x * dx - y * dy, b.at.y - x * dy + y * dx)
    } else {
        let x = (apart + to_a - to_b) / (2.0 * apart);
        let y = (to_a / apart - x * x).max(0.0).sqrt();
        Point::new(a.at.x + x * dx - y * dy, a.at.y + x * dy + y * dx)
    }
}

fn overlap(a: Circle, b: Circle) -> bool {
    let reach = (a.radius + b.radius) * (1.0 - TOUCH);
    reach > 0.0 && a.at.distance(b.at) < reach
}

/// A circle around circles: at most a hundredth larger than the smallest one there is.
pub(crate) fn around(circles: &[Circle]) -> Circle {
    let mass: f64 = circles.iter().map(|circle| circle.radius * circle.radius).sum();
    let mean = |of: fn(&Circle) -> f64| {
        let sum: f64 = circles
            .iter()
            .map(|circle| of(circle) * circle.radius * circle.radius)
            .sum();
        if mass > 0.0 { sum / mass } else { 0.0 }
    };
    let mut at = Point::new(mean(|circle| circle.at.x), mean(|circle| circle.at.y));
    let reach = |at: Point, circle: &Circle| at.distance(circle.at) + circle.radius;
    let far = |at: Point| {
        let far = circles.iter().max_by(|a, b| reach(at, a).total_cmp(&reach(at, b)));
        far.map(|circle| (*circle, reach(at, circle)))
    };
    let mut best = Circle {
        at,
        radius: far(at).map_or(0.0, |(_, reach)| reach),
    };
    // Bădoiu and Clarkson: ever smaller steps towards what is farthest.
    for step in 1..=150 {
        let Some((circle, reach)) = far(at) else {
            break;
        };
        if reach < best.radius {
            best = Circle { at, radius: reach };
        }
        let apart = at.distance(circle.at);
        if apart <= 0.0 {
            break;
        }
        let by = reach / f64::from(step + 1) / apart;
        let by = by.min(1.0);
        at = Point::new(at.x + (circle.at.x - at.x) * by, at.y + (circle.at.y - at.y) * by);
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn three_equal_circles_touch_each_other() {
        let circles = pack(&[1.0, 1.0, 1.0], 1.0);
        for (a, b) in [(0, 1), (1, 2), (0, 2)] {
            assert!((circles[a].at.distance(circles[b].at) - 2.0).abs() < 1e-9);
        }
        let all = around(&circles);
        assert!((all.radius - (1.0 + 2.0 / 3f64.sqrt())).abs() < 0.02, "{all:?}");
    }

    #[test]
    fn circles_lie_where_d3_puts_them() {
        let radii = [5.0, 4.0, 3.0, 3.0, 2.0, 2.0, 1.0, 0.5, 0.5, 0.25];
        let mut expected = radii.map(|radius| d3_hierarchy::pack::Circle::new(0.0, 0.0, radius));
        d3_hierarchy::pack::siblings(&mut expected);
        let packed = pack(&radii, 1.0);
        // It brings the middle of a circle around them to 0.
        let (dx, dy) = (packed[0].at.x - expected[0].x, packed[0].at.y - expected[0].y);
        for (circle, other) in packed.iter().zip(&expected) {
            assert!((circle.at.x - other.x - dx).abs() < 1e-6 && (circle.at.y - other.y - dy).abs() < 1e-6);
        }
    }

    proptest! {
        #[test]
        fn circles_never_overlap_and_lie_inside_what_is_around(
            radii in prop::collection::vec(0.02f64..1.0, 0..60),
            wide in 1.0f64..3.0,
        ) {
            let circles = pack(&radii, wide);
            let all = around(&circles);
            for (index, a) in circles.iter().enumerate() {
                prop_assert!(a.at.distance(all.at) + a.radius <= all.radius + 1e-6);
                for b in &circles[index + 1..] {
                    prop_assert!(a.at.distance(b.at) >= (a.radius + b.radius) * (1.0 - 1e-5), "{:?} {:?}", a, b);
                }
            }
        }
    }
}
