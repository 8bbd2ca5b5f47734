//! Reads maps back from their scenes, as a person would.

use std::f64::consts::TAU;

use crate::chart::geo::View;
use crate::chart::geometry::{Outline, Point, Segment, Size};
use crate::chart::look::Look;
use crate::chart::scene::{Hue, Part, PathMark, Scene};
use crate::chart::spec::Chart;

/// The view of a map that was drawn: where its scene says that the data is.
pub(super) fn view(chart: &Chart, look: &Look, scene: &Scene) -> View {
    let region = look.region.unwrap_or(chart.spec.options.region);
    View::new(region, look.window, look.window_up, scene.plot)
}

/// A drawn chart.
pub(super) fn drawn(chart: &Chart, look: &Look, columns: u16, rows: u16) -> Scene {
    crate::chart::draw(chart, look, Size::new(columns, rows))
}

/// The shapes of a spot that are not its rim.
pub(super) fn shapes(scene: &Scene, of: usize) -> Vec<&PathMark> {
    let own = scene.paths().filter(|path| path.of == Some(of));
    own.filter(|path| path.fill.is_some_and(|fill| fill.ink.hue != Hue::Ground))
        .collect()
}

/// The middle and the radius of a circle or, with its first and last angle, of a slice.
pub(super) fn circle(path: &PathMark) -> (Point, f64) {
    let bounds = path.outline.bounds().unwrap();
    (bounds.center(), bounds.width() / 2.0)
}

/// Which share of a turn a slice takes, from the ends of its arc.
pub(super) fn share(path: &PathMark, center: Point) -> f64 {
    let Outline::Path(segments) = &path.outline else {
        panic!("a slice is a path")
    };
    let angle = |at: Point| (at.x - center.x).atan2(center.y - at.y).rem_euclid(TAU);
    let mut ends = Vec::new();
    for segment in segments {
        match segment {
            Segment::Move(to) | Segment::Cubic(_, _, to) => ends.push(angle(*to)),
            _ => {}
        }
    }
    let turns = ends.windows(2).map(|pair| (pair[1] - pair[0]).rem_euclid(TAU));
    turns.sum::<f64>() / TAU
}

/// The signs at places.
pub(super) fn markers(scene: &Scene) -> Vec<(String, Point, Option<usize>)> {
    let signs = scene.texts().filter(|text| text.part == Part::Marker);
    signs.map(|sign| (sign.text.to_string(), sign.at, sign.of)).collect()
}

/// All words of a scene.
pub(super) fn words(scene: &Scene) -> String {
    scene
        .texts()
        .map(|text| text.text.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}
