//! Lines and areas, each for itself.

use super::{FINEST, Style, WIDTH, sign};
use crate::chart::draw::axis::{Plot, Up};
use crate::chart::draw::shown::Shown;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{CELL_WIDTH, Outline, Point, Segment};
use crate::chart::group::Series;
use crate::chart::layout::curve;
use crate::chart::scene::{Anchor, Fill, Ink, Part, Stroke};

/// Where the values of a series lie; nothing where there is none, or none that the axis can show.
pub(in crate::chart::draw) fn points(shown: &Shown, series: &Series, plot: &Plot, up: &Up) -> Vec<Option<Point>> {
    let values = series.values.iter().enumerate();
    values
        .map(|(place, value)| {
            let value = value.filter(|value| !up.is_log() || *value > 0.0)?;
            Some(Point::new(shown.x(plot, place), up.at(value)))
        })
        .collect()
}

/// The pieces between values that are not there; one piece where a line goes over them.
fn runs(points: &[Option<Point>], connect: bool) -> Vec<Vec<Point>> {
    if connect {
        return vec![points.iter().copied().flatten().collect()];
    }
    points
        .split(Option::is_none)
        .map(|run| run.iter().copied().flatten().collect::<Vec<_>>())
        .filter(|run| !run.is_empty())
        .collect()
}

/// A line through points that is drawn: thinned where they are dense, curved only where they are not.
fn path(run: &[Point], smooth: bool) -> Vec<Segment> {
    let thinned = curve::thin(run, FINEST);
    curve::through(&thinned, smooth && thinned.len() == run.len())
}

/// Draws a line through points.
pub(in crate::chart::draw) fn line(stage: &mut Stage<'_>, points: &[Option<Point>], ink: Ink, smooth: bool) {
    stroke(stage, points, ink, smooth, WIDTH);
}

/// Draws the upper edge of an area.
pub(in crate::chart::draw) fn edge(stage: &mut Stage<'_>, points: &[Option<Point>], ink: Ink, smooth: bool) {
    stroke(stage, points, ink, smooth, Stroke::HEAVY);
}

fn stroke(stage: &mut Stage<'_>, points: &[Option<Point>], ink: Ink, smooth: bool, width: f64) {
    for run in runs(points, stage.options().connect) {
        if let [alone] = run.as_slice() {
            // A line needs two ends.
            let text = Text {
                ink,
                ..Text::of("●", *alone)
            };
            stage.label(text.anchor(Anchor::Middle).part(Part::Marker));
        } else {
            stage.stroke(Outline::Path(path(&run, smooth)), ink, width, None);
        }
    }
}

/// Fills the area between points and a base.
pub(in crate::chart::draw) fn area(
    stage: &mut Stage<'_>,
    points: &[Option<Point>],
    base: f64,
    fill: Fill,
    smooth: bool,
) {
    for mut run in runs(points, stage.options().connect) {
        if let [alone] = *run.as_slice() {
            let (half, plot) = (CELL_WIDTH / 2.0, stage.scene.plot);
            let (left, right) = ((alone.x - half).max(plot.left), (alone.x + half).min(plot.right));
            run = vec![Point::new(left, alone.y), Point::new(right, alone.y)];
        }
        let mut segments = path(&run, smooth);
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        segments.push(Segment::Line(Point::new(last.x, base)));
        segments.push(Segment::Line(Point::new(first.x, base)));
        segments.push(Segment::Close);
        stage.fill(Outline::Path(segments), fill, None);
    }
}

/// Writes signs at points: at all where these are two columns apart, else only at the highest and the lowest.
pub(in crate::chart::draw) fn markers(
    stage: &mut Stage<'_>,
    points: &[Option<Point>],
    ink: Ink,
    index: usize,
    first: usize,
) {
    let placed: Vec<(usize, Point)> = points
        .iter()
        .enumerate()
        .filter_map(|(place, point)| Some((place, (*point)?)))
        .collect();
    let apart = placed.windows(2).all(|pair| match pair {
        [(_, a), (_, b)] => b.x - a.x >= 2.0 * CELL_WIDTH - 1e-6,
        _ => true,
    });
    let by_height = |a: &&(usize, Point), b: &&(usize, Point)| a.1.y.total_cmp(&b.1.y);
    let extremes = [placed.iter().min_by(by_height), placed.iter().max_by(by_height)];
    let chosen: Vec<&(usize, Point)> = if apart {
        placed.iter().collect()
    } else {
        extremes.into_iter().flatten().collect()
    };
    for (place, at) in chosen {
        // A value on the baseline is in the row above it.
        let at = Point::new(at.x, at.y.min(stage.scene.plot.bottom - 0.01));
        let text = Text {
            ink,
            ..Text::of(sign(index), at)
        };
        stage.label(text.anchor(Anchor::Middle).part(Part::Marker).spot(Some(first + place)));
    }
}

/// Draws every series as a line or an area of its own; what is in front last.
pub(in crate::chart::draw) fn plain(
    stage: &mut Stage<'_>,
    shown: &Shown,
    plot: &Plot,
    filled: bool,
    style: Style,
    front: Option<usize>,
    first: usize,
) {
    let series = &shown.grouped.series;
    let mut order: Vec<usize> = (0..series.len())
        .filter(|place| series.get(*place).is_some_and(|one| !one.hidden))
        .collect();
    let height = |place: &usize| -> f64 { series.get(*place).map_or(0.0, |one| one.values.iter().flatten().sum()) };
    if filled {
        // The largest lies behind the others.
        order.sort_by(|a, b| height(b).total_cmp(&height(a)));
    }
    order.sort_by_key(|place| Some(*place) == front);
    let courses: Vec<(usize, &Series, Vec<Option<Point>>)> = order
        .iter()
        .filter_map(|place| {
            series
                .get(*place)
                .map(|one| (*place, one, points(shown, one, plot, &plot.left)))
        })
        .collect();
    let base = plot.base();
    if filled {
        let alone = courses.len() == 1;
        for (_, one, points) in &courses {
            let fill = if alone {
                Fill::solid(one.ink.soft(40))
            } else {
                Fill {
                    cover: 0.4,
                    ..Fill::solid(one.ink)
                }
            };
            area(stage, points, base, fill, style.smooth);
        }
    }
    for (_, one, points) in &courses {
        if filled {
            edge(stage, points, one.ink, style.smooth);
        } else {
            line(stage, points, one.ink, style.smooth);
        }
    }
    if style.markers {
        // Where two signs would lie on each other, that in front is the one.
        for (place, one, points) in courses.iter().rev() {
            markers(stage, points, one.ink, *place, first);
        }
    }
}
