//! What stands out while the cursor is on a spot.

use super::rules::Lines;
use super::stress::Stress;
use super::tint::Id;
use crate::chart::geometry::{CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scene::{Guide, Hue, Ink, RuleMark, Scene, Spot};

/// The spot with the cursor, and those that stand out with it.
#[derive(Debug, Default)]
pub(super) struct Focus {
    spot: Option<usize>,
    front: Vec<bool>,
    fades: bool,
}

impl Focus {
    pub(super) fn begin(&mut self, scene: &Scene, spot: Option<usize>) {
        self.spot = spot;
        self.fades = scene.fades;
        self.front.clear();
        self.front.resize(scene.spots.len(), false);
        let related = spot.and_then(|spot| scene.spots.get(spot)).map(|spot| &spot.related);
        for index in related.into_iter().flatten().chain(&spot) {
            if let Some(front) = self.front.get_mut(*index) {
                *front = true;
            }
        }
    }

    /// Where the cursor is.
    pub(super) fn spot(&self) -> Option<usize> {
        self.spot
    }

    /// How much the marks of a spot are looked at. What belongs to no spot never steps back.
    pub(super) fn of(&self, spot: Option<usize>) -> Stress {
        match (self.spot, spot) {
            (Some(focus), Some(of)) if of == focus || self.front.get(of) == Some(&true) => Stress::Front,
            (Some(_), Some(_)) if self.fades => Stress::Back,
            _ => Stress::Plain,
        }
    }
}

/// Draws the guide of a spot.
pub(super) fn guide(spot: &Spot, lines: &mut Lines, tint: Id) {
    // In the middle of a cell, wherever the spot is in it.
    let column = ((spot.at.x / CELL_WIDTH).floor() + 0.5) * CELL_WIDTH;
    let row = ((spot.at.y / CELL_HEIGHT).floor() + 0.5) * CELL_HEIGHT;
    let rule = |from, to| RuleMark {
        from,
        to,
        ink: Ink::of(Hue::Dim),
        dashed: false,
        over: true,
    };
    match spot.guide {
        Guide::Marks => {}
        Guide::Upright(area) => lines.add(
            &rule(Point::new(column, area.top), Point::new(column, area.bottom)),
            tint,
        ),
        Guide::Level(area) => lines.add(&rule(Point::new(area.left, row), Point::new(area.right, row)), tint),
        Guide::Frame(area) => lines.corners(area, tint),
    }
}
