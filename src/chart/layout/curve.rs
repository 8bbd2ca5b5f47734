//! Lines through points: straight, or as a monotone cubic (Fritsch and Carlson), which never goes beyond the values it connects.

use crate::chart::geometry::{Point, Segment};

/// A line through points from left to right; it begins with a move. Nothing without points.
pub(crate) fn through(points: &[Point], smooth: bool) -> Vec<Segment> {
    let Some(first) = points.first() else {
        return Vec::new();
    };
    let mut segments = vec![Segment::Move(*first)];
    if !smooth || points.len() < 3 {
        segments.extend(points.iter().skip(1).copied().map(Segment::Line));
        return segments;
    }
    let tangents = tangents(points);
    for (pair, slopes) in points.windows(2).zip(tangents.windows(2)) {
        let ([from, to], [start, end]) = (pair, slopes) else {
            continue;
        };
        let third = (to.x - from.x) / 3.0;
        // Two values at the same place are no curve.
        segments.push(if third <= 0.0 {
            Segment::Line(*to)
        } else {
            Segment::Cubic(
                Point::new(from.x + third, from.y + start * third),
                Point::new(to.x - third, to.y - end * third),
                *to,
            )
        });
    }
    segments
}

/// The slope at each point: none where the course turns, and never so steep that the curve would go beyond its ends.
fn tangents(points: &[Point]) -> Vec<f64> {
    let steps: Vec<(f64, f64)> = points
        .windows(2)
        .map(|pair| match pair {
            [from, to] if to.x > from.x => (to.x - from.x, (to.y - from.y) / (to.x - from.x)),
            _ => (0.0, 0.0),
        })
        .collect();
    let mut tangents = vec![0.0; points.len()];
    for (tangent, pair) in tangents.iter_mut().skip(1).zip(steps.windows(2)) {
        let [(before, a), (after, b)] = pair else { continue };
        if a * b > 0.0 && before + after > 0.0 {
            let mean = (a * after + b * before) / (before + after);
            *tangent = a.signum() * a.abs().min(b.abs()).min(mean.abs() / 2.0) * 2.0;
        }
    }
    let end = |slope: f64, beside: f64| {
        let tangent = (3.0 * slope - beside) / 2.0;
        if tangent * slope <= 0.0 {
            0.0
        } else {
            tangent.clamp(-3.0 * slope.abs(), 3.0 * slope.abs())
        }
    };
    if let (Some(first), Some(last)) = (steps.first(), steps.last()) {
        let count = tangents.len();
        let (second, second_last) = (
            tangents.get(1).copied(),
            count.checked_sub(2).and_then(|place| tangents.get(place)).copied(),
        );
        let ends = (
            end(first.1, second.unwrap_or(0.0)),
            end(last.1, second_last.unwrap_or(0.0)),
        );
        if let Some(tangent) = tangents.first_mut() {
            *tangent = ends.0;
        }
        if let Some(tangent) = tangents.last_mut() {
            *tangent = ends.1;
        }
    }
    tangents
}

/// The same line from its end to its beginning, without the move: what follows another line to close an area between them.
pub(crate) fn back(segments: &[Segment]) -> Vec<Segment> {
    let mut ends: Vec<Point> = Vec::with_capacity(segments.len());
    for segment in segments {
        match *segment {
            Segment::Move(to) | Segment::Line(to) | Segment::Cubic(_, _, to) => ends.push(to),
            Segment::Close => {}
        }
    }
    let mut reversed: Vec<Segment> = ends.last().copied().map(Segment::Line).into_iter().collect();
    for (segment, before) in segments.iter().skip(1).zip(&ends).rev() {
        reversed.push(match *segment {
            Segment::Cubic(first, second, _) => Segment::Cubic(second, first, *before),
            _ => Segment::Line(*before),
        });
    }
    reversed
}

/// Of many points from left to right those that can be seen: in each stretch of `width` units the first, the lowest, the highest
/// and the last. Few points stay what they are.
pub(crate) fn thin(points: &[Point], width: f64) -> Vec<Point> {
    let Some((first, last)) = points.first().zip(points.last()) else {
        return Vec::new();
    };
    if points.len() as f64 * width <= (last.x - first.x) * 2.0 || points.len() < 8 {
        return points.to_vec();
    }
    let mut kept: Vec<Point> = Vec::new();
    let place = |point: &Point| ((point.x - first.x) / width).floor() as i64;
    for stretch in points.chunk_by(|a, b| place(a) == place(b)) {
        let by_height = |a: &(usize, &Point), b: &(usize, &Point)| a.1.y.total_cmp(&b.1.y);
        let lowest = stretch
            .iter()
            .enumerate()
            .max_by(by_height)
            .map_or(0, |(index, _)| index);
        let highest = stretch
            .iter()
            .enumerate()
            .min_by(by_height)
            .map_or(0, |(index, _)| index);
        let mut places = [0, lowest, highest, stretch.len() - 1];
        places.sort_unstable();
        let mut before = None;
        for place in places {
            if before != Some(place) {
                kept.extend(stretch.get(place));
            }
            before = Some(place);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn course(heights: &[f64]) -> Vec<Point> {
        heights
            .iter()
            .enumerate()
            .map(|(place, y)| Point::new(place as f64 * 24.0, *y))
            .collect()
    }

    proptest! {
        #[test]
        fn a_curve_goes_through_its_points_and_never_beyond_two_neighbours(heights in prop::collection::vec(-500.0..500.0f64, 2..40)) {
            let points = course(&heights);
            let segments = through(&points, true);
            prop_assert_eq!(segments.len(), points.len());
            for (segment, pair) in segments.iter().skip(1).zip(points.windows(2)) {
                let (low, high) = (pair[0].y.min(pair[1].y), pair[0].y.max(pair[1].y));
                let Segment::Cubic(a, b, to) = *segment else { continue };
                prop_assert_eq!(to, pair[1]);
                for step in 0..=20 {
                    let t = f64::from(step) / 20.0;
                    let u = 1.0 - t;
                    let y = u * u * u * pair[0].y + 3.0 * u * u * t * a.y + 3.0 * u * t * t * b.y + t * t * t * to.y;
                    prop_assert!(y >= low - 1e-6 && y <= high + 1e-6, "{y} not in {low}..{high}");
                }
            }
        }

        #[test]
        fn going_back_ends_where_it_began(heights in prop::collection::vec(-500.0..500.0f64, 1..20), smooth: bool) {
            let there = through(&course(&heights), smooth);
            let back = back(&there);
            prop_assert_eq!(back.len(), there.len());
            let (Segment::Line(to) | Segment::Cubic(_, _, to)) = back[back.len() - 1] else { unreachable!() };
            prop_assert_eq!(Segment::Move(to), there[0]);
        }

        #[test]
        fn thinning_keeps_the_extremes_of_every_stretch(heights in prop::collection::vec(-500.0..500.0f64, 1..2000)) {
            let points: Vec<Point> = heights.iter().enumerate().map(|(place, y)| Point::new(place as f64 * 0.3, *y)).collect();
            let kept = thin(&points, 4.0);
            prop_assert!(kept.len() <= points.len());
            prop_assert!(kept.is_sorted_by(|a, b| a.x <= b.x));
            let extreme = |points: &[Point]| points.iter().map(|point| point.y).fold((f64::MAX, f64::MIN), |(a, b), y| (a.min(y), b.max(y)));
            prop_assert_eq!(extreme(&kept), extreme(&points));
            prop_assert_eq!((kept[0], kept[kept.len() - 1]), (points[0], points[points.len() - 1]));
        }
    }

    #[test]
    fn a_step_stays_flat_before_and_after() {
        let segments = through(&course(&[0.0, 0.0, 10.0, 10.0]), true);
        let Segment::Cubic(a, b, _) = segments[1] else {
            unreachable!()
        };
        assert_eq!((a.y, b.y), (0.0, 0.0));
        let doubled = [
            Point::new(0.0, 1.0),
            Point::new(8.0, 2.0),
            Point::new(8.0, 9.0),
            Point::new(16.0, 3.0),
        ];
        assert!(matches!(through(&doubled, true)[2], Segment::Line(_)));
        assert!(through(&[], true).is_empty());
    }
}
