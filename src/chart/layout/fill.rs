//! Circles that fill a rectangle: packed ones grow while they can still give way to each other inside it.

use crate::chart::geometry::Point;

use super::pack::Circle;

/// How often circles give way before they count as too large.
const ROUNDS: usize = 60;
/// How often the largest scale is looked for by halves.
const HALVES: usize = 9;
/// How far circles may still overlap, as a share of their radii.
const SLACK: f64 = 0.004;

/// Grows packed circles to fill a room of a width and a height with its middle at 0; they keep their proportions and do not overlap.
pub(crate) fn fill(circles: &[Circle], width: f64, height: f64) -> Vec<Circle> {
    let (from, to) = bounds(circles);
    let middle = Point::new(f64::midpoint(from.x, to.x), f64::midpoint(from.y, to.y));
    let (wide, high) = (to.x - from.x, to.y - from.y);
    let fits = (width / wide).min(height / high);
    if circles.is_empty() || !(fits.is_finite() && fits > 0.0) {
        return circles.to_vec();
    }
    let at = |by_x: f64, by_y: f64, grow: f64| {
        let circles = circles.iter().map(move |circle| Circle {
            at: Point::new((circle.at.x - middle.x) * by_x, (circle.at.y - middle.y) * by_y),
            radius: circle.radius * grow,
        });
        circles.collect::<Vec<_>>()
    };
    let mut best = at(fits, fits, fits);
    let ink: f64 = circles.iter().map(|circle| circle.radius * circle.radius).sum::<f64>() * std::f64::consts::PI;
    let largest = circles.iter().map(|circle| circle.radius).fold(0.0, f64::max);
    // Circles never cover more than nine tenths of a plane.
    let most = (width * height * 0.9 / ink)
        .sqrt()
        .min(width.min(height) / 2.0 / largest);
    let (mut low, mut high_scale) = (fits, most.max(fits));
    for _ in 0..HALVES {
        let grow = f64::midpoint(low, high_scale);
        // They start spread over the whole room, each where it was in proportion.
        let mut tried = at(width / wide, height / high, grow);
        if settle(&mut tried, width, height) {
            low = grow;
            best = tried;
        } else {
            high_scale = grow;
        }
    }
    part(&mut best);
    best
}

fn bounds(circles: &[Circle]) -> (Point, Point) {
    let mut from = Point::new(f64::INFINITY, f64::INFINITY);
    let mut to = Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY);
    for circle in circles {
        from = Point::new(
            from.x.min(circle.at.x - circle.radius),
            from.y.min(circle.at.y - circle.radius),
        );
        to = Point::new(
            to.x.max(circle.at.x + circle.radius),
            to.y.max(circle.at.y + circle.radius),
        );
    }
    (from, to)
}

/// Lets circles give way to each other and to the walls; whether they came to rest.
fn settle(circles: &mut [Circle], width: f64, height: f64) -> bool {
    let inside = |circle: &mut Circle| {
        let (x, y) = (
            (width / 2.0 - circle.radius).max(0.0),
            (height / 2.0 - circle.radius).max(0.0),
        );
        circle.at = Point::new(circle.at.x.clamp(-x, x), circle.at.y.clamp(-y, y));
    };
    for _ in 0..ROUNDS {
        circles.iter_mut().for_each(inside);
        let mut worst = 0.0f64;
        for index in 1..circles.len() {
            let (before, rest) = circles.split_at_mut(index);
            let Some(b) = rest.first_mut() else {
                break;
            };
            for a in before {
                worst = worst.max(give_way(a, b));
            }
        }
        if worst <= SLACK {
            circles.iter_mut().for_each(inside);
            return overlap(circles) <= SLACK;
        }
    }
    false
}

/// Moves two circles apart where they overlap, the smaller one further; by how much they did, as a share.
fn give_way(a: &mut Circle, b: &mut Circle) -> f64 {
    let reach = a.radius + b.radius;
    let (dx, dy) = (b.at.x - a.at.x, b.at.y - a.at.y);
    let apart = dx.hypot(dy);
    if apart >= reach {
        return 0.0;
    }
    let (ux, uy) = if apart > 1e-9 {
        (dx / apart, dy / apart)
    } else {
        (1.0, 0.0)
    };
    let by = (reach - apart) * 1.02;
    let (of_a, of_b) = (b.radius / reach * by, a.radius / reach * by);
    a.at = Point::new(a.at.x - ux * of_a, a.at.y - uy * of_a);
    b.at = Point::new(b.at.x + ux * of_b, b.at.y + uy * of_b);
    (reach - apart) / reach
}

fn overlap(circles: &[Circle]) -> f64 {
    let mut worst = 0.0f64;
    for (index, a) in circles.iter().enumerate() {
        for b in circles.iter().skip(index + 1) {
            worst = worst.max(1.0 - a.at.distance(b.at) / (a.radius + b.radius));
        }
    }
    worst
}

/// Takes away what circles still overlap.
fn part(circles: &mut [Circle]) {
    let by = 1.0 - overlap(circles).max(0.0);
    for circle in circles {
        circle.radius *= by;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::pack::pack;
    use super::*;

    #[test]
    fn two_circles_use_a_wide_room() {
        let filled = fill(&pack(&[1.0, 1.0], 1.0), 400.0, 200.0);
        assert!((filled[0].radius - 100.0).abs() < 2.0, "{filled:?}");
        assert!(fill(&[], 10.0, 10.0).is_empty());
    }

    proptest! {
        #[test]
        fn circles_stay_inside_apart_and_in_proportion(
            radii in prop::collection::vec(0.04f64..1.0, 1..40),
            width in 50.0f64..1600.0,
            height in 50.0f64..900.0,
        ) {
            let packed = pack(&radii, 1.5);
            let filled = fill(&packed, width, height);
            let by = filled[0].radius / radii[0];
            for (index, a) in filled.iter().enumerate() {
                prop_assert!((a.radius - radii[index] * by).abs() < 1e-6 * a.radius.max(1.0));
                prop_assert!(a.at.x.abs() + a.radius <= width / 2.0 + 1e-6);
                prop_assert!(a.at.y.abs() + a.radius <= height / 2.0 + 1e-6);
                for b in &filled[index + 1..] {
                    prop_assert!(a.at.distance(b.at) >= (a.radius + b.radius) * (1.0 - 1e-6));
                }
            }
        }
    }
}
