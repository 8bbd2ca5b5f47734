//! Lying bars, races, heat maps, histograms and bubbles.

use crate::chart::decode::cells;
use crate::chart::geometry::{Area, CELL_HEIGHT, Outline};
use crate::chart::scene::{Ink, Part, Scene};

/// The filled rectangles that belong to a spot, with their ink.
pub(crate) fn rects(scene: &Scene, spot: usize) -> Vec<(Area, Ink)> {
    let filled = scene.paths().filter(|path| path.of == Some(spot));
    filled
        .filter_map(|path| match (&path.outline, path.fill) {
            (Outline::Rect(area), Some(fill)) => Some((*area, fill.ink)),
            _ => None,
        })
        .collect()
}

/// The number a person reads in a text: `1,204`, `12.5 k`, `44 %`, `4 min`, which is in seconds.
pub(crate) fn number(text: &str) -> Option<f64> {
    let plain = text.replace(',', "");
    let mut words = plain.split_whitespace();
    let value: f64 = words.next()?.parse().ok()?;
    Some(match words.next() {
        None | Some("%" | "s") => value,
        Some("k") => value * 1e3,
        Some("M") => value * 1e6,
        Some("min") => value * 60.0,
        Some("h") => value * 3600.0,
        Some("d") => value * 86_400.0,
        Some(_) => return None,
    })
}

/// From units to values, by two points of an axis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read {
    from: (f64, f64),
    to: (f64, f64),
}

impl Read {
    /// The value at a unit.
    pub(crate) fn at(&self, unit: f64) -> f64 {
        self.from.1 + (unit - self.from.0) / (self.to.0 - self.from.0) * (self.to.1 - self.from.1)
    }

    fn of(mut points: Vec<(f64, f64)>) -> Option<Self> {
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (from, to) = (*points.first()?, *points.last()?);
        (to.0 > from.0).then_some(Self { from, to })
    }
}

/// The level axis at the left of the plot: a number is about the edge below it.
pub(crate) fn left_axis(scene: &Scene) -> Option<Read> {
    let ticks = scene
        .texts()
        .filter(|text| text.part == Part::Tick && text.at.y < scene.plot.bottom);
    let before = ticks.filter(|text| text.at.x <= scene.plot.left);
    Read::of(
        before
            .filter_map(|text| Some((text.at.y + CELL_HEIGHT / 2.0, number(&text.text)?)))
            .collect(),
    )
}

/// Every text, shape and spot is inside of the picture, and everything that can be pointed at can be read.
pub(crate) fn assert_whole(scene: &Scene, what: &str) {
    let area = scene.size.area();
    for path in scene.paths() {
        let bounds = path.outline.bounds().expect(what);
        let inside = bounds.left >= -1.0 && bounds.top >= -1.0;
        let inside = inside && bounds.right <= area.right + 1.0 && bounds.bottom <= area.bottom + 1.0;
        assert!(inside, "{what}: {bounds:?} in {area:?}");
    }
    for text in scene.texts() {
        let (_, right, row) = cells(text);
        assert!(right <= usize::from(scene.size.columns), "{what}: {text:?}");
        assert!(row < usize::from(scene.size.rows), "{what}: {text:?}");
    }
    for spot in &scene.spots {
        assert!(!spot.readings.is_empty(), "{what}: {spot:?}");
        assert!(spot.at.x.is_finite() && spot.at.y.is_finite(), "{what}: {spot:?}");
    }
    for path in scene.paths() {
        assert!(path.of.is_none_or(|spot| spot < scene.spots.len()), "{what}");
    }
}
