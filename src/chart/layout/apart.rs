//! Circles moved apart until none covers another, each as near to its home as that allows.

use crate::chart::geometry::{Area, Point};

/// So many times they push each other. More does not move them any more.
const ROUNDS: usize = 160;

/// A circle, where it belongs and where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Disc {
    pub(crate) home: Point,
    pub(crate) at: Point,
    pub(crate) radius: f64,
}

/// Moves circles apart, `gap` units between them, inside an area. Each round those that overlap push each other and all are drawn
/// home a little, less and less, so that the last rounds only push.
pub(crate) fn apart(mut discs: Vec<Disc>, area: Area, gap: f64) -> Vec<Disc> {
    for round in 0..ROUNDS {
        let pull = 0.1 * (1.0 - round as f64 / ROUNDS as f64 * 1.25).max(0.0);
        for disc in &mut discs {
            disc.at.x += (disc.home.x - disc.at.x) * pull;
            disc.at.y += (disc.home.y - disc.at.y) * pull;
        }
        for first in 0..discs.len() {
            for second in first + 1..discs.len() {
                push(&mut discs, first, second, gap);
            }
        }
        for disc in &mut discs {
            let (x, y) = (
                disc.radius.min(area.width() / 2.0),
                disc.radius.min(area.height() / 2.0),
            );
            disc.at.x = disc.at.x.min(area.right - x).max(area.left + x);
            disc.at.y = disc.at.y.min(area.bottom - y).max(area.top + y);
        }
    }
    discs
}

fn push(discs: &mut [Disc], first: usize, second: usize, gap: f64) {
    let (Some(a), Some(b)) = (discs.get(first).copied(), discs.get(second).copied()) else {
        return;
    };
    let (dx, dy) = (b.at.x - a.at.x, b.at.y - a.at.y);
    let distance = dx.hypot(dy);
    let missing = a.radius + b.radius + gap - distance;
    if missing <= 0.0 {
        return;
    }
    // Two in the same place go aside in the order in which they come.
    let (x, y) = if distance > 1e-6 {
        (dx / distance, dy / distance)
    } else {
        let turn = second as f64 * 2.4;
        (turn.cos(), turn.sin())
    };
    for (place, sign) in [(first, -0.5), (second, 0.5)] {
        if let Some(disc) = discs.get_mut(place) {
            disc.at.x += x * missing * sign;
            disc.at.y += y * missing * sign;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn disc(x: f64, y: f64) -> Disc {
        Disc {
            home: Point::new(x, y),
            at: Point::new(x, y),
            radius: 20.0,
        }
    }

    #[test]
    fn who_has_room_stays_at_home() {
        let discs = vec![disc(100.0, 100.0), disc(300.0, 100.0)];
        assert_eq!(apart(discs.clone(), Area::new(0.0, 0.0, 600.0, 400.0), 2.0), discs);
    }

    proptest! {
        #[test]
        fn nobody_covers_another_where_there_is_room(
            homes in proptest::collection::vec((0.0..600.0f64, 0.0..400.0f64), 0..10)
        ) {
            let area = Area::new(0.0, 0.0, 600.0, 400.0);
            let discs = apart(homes.into_iter().map(|(x, y)| disc(x, y)).collect(), area, 2.0);
            for (index, one) in discs.iter().enumerate() {
                prop_assert!(one.at.x >= 20.0 && one.at.x <= 580.0 && one.at.y >= 20.0 && one.at.y <= 380.0);
                for other in discs.iter().skip(index + 1) {
                    prop_assert!(one.at.distance(other.at) > 38.0, "{one:?} {other:?}");
                }
            }
        }
    }
}
