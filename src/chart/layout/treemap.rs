//! Squarified tree maps: a rectangle cut into rectangles of given areas, each as square as it can be.
//!
//! Bruls, Huizing and van Wijk, “Squarified Treemaps”, 2000.

use crate::chart::geometry::Area;

/// Cuts an area into pieces whose areas are proportional to the values, in their order.
///
/// Values should come largest first and be above zero; a value that is not gets an empty piece. The pieces touch each other, fill the
/// area and do not overlap.
pub(crate) fn squarify(values: &[f64], area: Area) -> Vec<Area> {
    let nothing = Area::new(area.left, area.top, area.left, area.top);
    let mut pieces = vec![nothing; values.len()];
    let size = |place: usize| {
        values
            .get(place)
            .copied()
            .filter(|value| *value > 0.0 && value.is_finite())
    };
    let most = (0..values.len()).filter_map(size).fold(0.0, f64::max);
    if most <= 0.0 || area.is_empty() {
        return pieces;
    }
    // Sums of the largest numbers there are would be infinite.
    let shares: Vec<f64> = (0..values.len())
        .map(|place| size(place).map_or(0.0, |value| value / most))
        .collect();
    let mut left_over = shares.iter().sum::<f64>();
    let mut room = area;
    let mut begin = 0;
    while begin < shares.len() {
        let scale = room.width() * room.height() / left_over.max(f64::MIN_POSITIVE);
        let short = room.width().min(room.height());
        let end = row_end(&shares, begin, scale, short);
        let sum: f64 = shares[begin..end].iter().sum();
        let ends = end == shares.len();
        let part = if ends || left_over <= 0.0 {
            1.0
        } else {
            (sum / left_over).clamp(0.0, 1.0)
        };
        room = lay(&shares[begin..end], &mut pieces[begin..end], room, part, sum);
        left_over -= sum;
        begin = end;
    }
    pieces
}

/// How far a row goes on while its worst ratio gets better.
fn row_end(shares: &[f64], begin: usize, scale: f64, side: f64) -> usize {
    let (mut sum, mut least, mut greatest) = (0.0, f64::INFINITY, 0.0f64);
    let mut worst = f64::INFINITY;
    for (place, part) in shares.iter().enumerate().skip(begin) {
        let length = part * scale;
        sum += length;
        least = least.min(length);
        greatest = greatest.max(length);
        let (long, short) = (side * side * greatest, sum * sum);
        let ratio = (long / short).max(short / (side * side * least));
        if place > begin && ratio > worst {
            return place;
        }
        worst = ratio;
    }
    shares.len()
}

/// Lays a row along the shorter side of an area and returns what is left of it.
fn lay(shares: &[f64], pieces: &mut [Area], rest: Area, part: f64, sum: f64) -> Area {
    let upright = rest.width() >= rest.height();
    let mut done = 0.0;
    for (share, piece) in shares.iter().zip(pieces) {
        let from = if sum > 0.0 { done / sum } else { 0.0 };
        done += share;
        let to = if sum > 0.0 { (done / sum).min(1.0) } else { 0.0 };
        *piece = if upright {
            Area::new(
                rest.left,
                rest.top + rest.height() * from,
                rest.left + rest.width() * part,
                rest.top + rest.height() * to,
            )
        } else {
            Area::new(
                rest.left + rest.width() * from,
                rest.top,
                rest.left + rest.width() * to,
                rest.top + rest.height() * part,
            )
        };
    }
    if upright {
        Area {
            left: rest.left + rest.width() * part,
            ..rest
        }
    } else {
        Area {
            top: rest.top + rest.height() * part,
            ..rest
        }
    }
}

/// An area with each of its edges at the nearest multiple of a step: edges that were shared stay shared.
pub(crate) fn snap(area: Area, across: f64, down: f64) -> Area {
    let to = |unit: f64, step: f64| (unit / step).round() * step;
    Area::new(
        to(area.left, across),
        to(area.top, down),
        to(area.right, across),
        to(area.bottom, down),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_example_of_the_paper() {
        let pieces = squarify(&[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], Area::new(0.0, 0.0, 6.0, 4.0));
        let expected = [
            (0.0, 0.0, 3.0, 2.0),
            (0.0, 2.0, 3.0, 4.0),
            (3.0, 0.0, 3.0 + 12.0 / 7.0, 7.0 / 3.0),
            (3.0 + 12.0 / 7.0, 0.0, 6.0, 7.0 / 3.0),
        ];
        for (piece, (left, top, right, bottom)) in pieces.iter().zip(expected) {
            for (is, should) in [
                (piece.left, left),
                (piece.top, top),
                (piece.right, right),
                (piece.bottom, bottom),
            ] {
                assert!((is - should).abs() < 1e-9, "{pieces:?}");
            }
        }
    }

    #[test]
    fn what_has_no_size_gets_no_room() {
        let area = Area::new(0.0, 0.0, 10.0, 10.0);
        assert!(squarify(&[], area).is_empty());
        let pieces = squarify(&[f64::MAX, f64::MAX, 0.0, -1.0, f64::NAN], area);
        assert!(pieces[2..].iter().all(|piece| piece.is_empty()));
        assert!((pieces[0].width() * pieces[0].height() - 50.0).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn pieces_fill_the_area_in_proportion(
            mut values in prop::collection::vec(0.001f64..1e6, 1..80),
            width in 1.0f64..2000.0,
            height in 1.0f64..1000.0,
        ) {
            values.sort_by(|a, b| b.total_cmp(a));
            let area = Area::new(0.0, 0.0, width, height);
            let pieces = squarify(&values, area);
            let sum: f64 = values.iter().sum();
            for (value, piece) in values.iter().zip(&pieces) {
                let is = piece.width() * piece.height() / (width * height);
                prop_assert!((is - value / sum).abs() < 1e-6);
                prop_assert!(piece.left >= -1e-6 && piece.top >= -1e-6);
                prop_assert!(piece.right <= width + 1e-6 && piece.bottom <= height + 1e-6);
            }
            for (index, a) in pieces.iter().enumerate() {
                for b in &pieces[index + 1..] {
                    let common = a.common(*b);
                    prop_assert!(common.width().min(common.height()) < 1e-6);
                }
            }
        }
    }
}
