//! Where the cursor goes from a spot, and which spot is under a mouse.

use super::geometry::{Outline, Point};
use super::scene::{Guide, Scene, Spot};

/// Where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum Direction {
    Left,
    Right,
    Up,
    Down,
    /// The next one in the order of the scene, round its end.
    Next,
    /// The one before, round its beginning.
    Previous,
    First,
    Last,
}

/// The spot to go to from another; the first one where the cursor is nowhere yet, and nothing where there is none.
///
/// Where spots are in order (columns of bars, tiles of a heat map) a step is one column or row. Elsewhere it goes to the
/// spot that is nearest in that direction, one to the side counting double. Where nothing is, it stays.
pub fn step(scene: &Scene, from: Option<usize>, direction: Direction) -> Option<usize> {
    let spots = &scene.spots;
    let last = spots.len().checked_sub(1)?;
    let Some(from) = from.filter(|from| *from <= last) else {
        return Some(if direction == Direction::Last { last } else { 0 });
    };
    let spot = &spots[from];
    Some(match direction {
        Direction::First => 0,
        Direction::Last => last,
        Direction::Next => (from + 1) % spots.len(),
        Direction::Previous => (from + last) % spots.len(),
        Direction::Left | Direction::Right | Direction::Up | Direction::Down => {
            let best = spots
                .iter()
                .enumerate()
                .filter(|(index, _)| *index != from)
                .filter_map(|(index, other)| Some((index, cost(spot, other, direction)?)))
                .min_by(|a, b| a.1.total_cmp(&b.1));
            best.map_or(from, |(index, _)| index)
        }
    })
}

/// How far another spot is in a direction; nothing where it does not lie there.
fn cost(from: &Spot, to: &Spot, direction: Direction) -> Option<f64> {
    let (dx, dy) = match (from.cell, to.cell) {
        (Some(a), Some(b)) => (b.0 as f64 - a.0 as f64, b.1 as f64 - a.1 as f64),
        _ => (to.at.x - from.at.x, to.at.y - from.at.y),
    };
    let (ahead, aside) = match direction {
        Direction::Left => (-dx, dy.abs()),
        Direction::Right => (dx, dy.abs()),
        Direction::Up => (-dy, dx.abs()),
        _ => (dy, dx.abs()),
    };
    let ordered = from.cell.is_some() && to.cell.is_some();
    // In a raster a step stays in its line while there is anything on it.
    let weight = if ordered { 1000.0 } else { 2.0 };
    let there = ahead > 1e-6 && (ordered || aside <= ahead * 2.0);
    there.then_some(ahead + aside * weight)
}

/// The spot under a point: that of the uppermost slice, ribbon or circle that holds it; or else the smallest whose area does; or else the
/// nearest one not further than `reach` units.
pub fn nearest(scene: &Scene, point: Point, reach: f64) -> Option<usize> {
    shape_under(scene, point)
        .or_else(|| area_under(scene, point))
        .or_else(|| {
            let spots = scene.spots.iter().enumerate();
            let near = spots
                .map(|(index, spot)| (index, spot.at.distance(point)))
                .min_by(|a, b| a.1.total_cmp(&b.1));
            near.filter(|(_, distance)| *distance <= reach).map(|(index, _)| index)
        })
}

/// Areas of round or curved shapes overlap where the shapes do not, so these are asked themselves.
fn shape_under(scene: &Scene, point: Point) -> Option<usize> {
    let paths = scene.paths().filter(|path| path.fill.is_some());
    let curved = paths.filter(|path| matches!(path.outline, Outline::Path(_)));
    let under = curved
        .filter(|path| path.outline.contains(point))
        .filter_map(|path| path.of);
    let own = under.filter(|of| scene.spots.get(*of).is_some_and(|spot| spot.guide == Guide::Marks));
    own.last()
}

fn area_under(scene: &Scene, point: Point) -> Option<usize> {
    let size = |spot: &Spot| spot.area.width() * spot.area.height();
    let spots = scene.spots.iter().enumerate();
    let under = spots.filter(|(_, spot)| spot.area.contains(point));
    under
        .min_by(|a, b| size(a.1).total_cmp(&size(b.1)))
        .map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::super::geometry::{Area, Size};
    use super::*;
    use crate::text::SafeText;

    fn spot(x: f64, y: f64, cell: Option<(usize, usize)>) -> Spot {
        Spot {
            at: Point::new(x, y),
            area: Area::new(x - 4.0, y - 4.0, x + 4.0, y + 4.0),
            cell,
            guide: Guide::Marks,
            title: SafeText::default(),
            readings: Vec::new(),
            keys: Vec::new(),
            inner: Vec::new(),
            related: Vec::new(),
        }
    }

    #[test]
    fn a_raster_is_walked_by_its_lines_and_a_cloud_by_what_is_nearest() {
        let mut scene = Scene::new(Size::new(10, 10));
        assert_eq!(step(&scene, None, Direction::Right), None);
        scene.spots = vec![
            spot(0.0, 0.0, Some((0, 0))),
            spot(50.0, 0.0, Some((1, 0))),
            spot(0.0, 50.0, Some((0, 1))),
            spot(50.0, 50.0, Some((1, 1))),
        ];
        assert_eq!(step(&scene, None, Direction::Right), Some(0));
        assert_eq!(step(&scene, Some(0), Direction::Right), Some(1));
        assert_eq!(step(&scene, Some(1), Direction::Down), Some(3));
        assert_eq!(step(&scene, Some(1), Direction::Right), Some(1));
        assert_eq!(step(&scene, Some(3), Direction::Next), Some(0));
        scene.spots = vec![spot(0.0, 0.0, None), spot(30.0, 2.0, None), spot(20.0, 40.0, None)];
        assert_eq!(step(&scene, Some(0), Direction::Right), Some(1));
        assert_eq!(step(&scene, Some(0), Direction::Down), Some(2));
        assert_eq!(nearest(&scene, Point::new(31.0, 3.0), 0.0), Some(1));
        assert_eq!(nearest(&scene, Point::new(24.0, 46.0), 16.0), Some(2));
        assert_eq!(nearest(&scene, Point::new(200.0, 200.0), 16.0), None);
    }
}
