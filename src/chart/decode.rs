//! Reads scenes as a person would, for tests: what stands where, and what values that shows.

use super::geometry::{CELL_HEIGHT, CELL_WIDTH, Outline, Point, Segment};
use super::scene::{Anchor, Scene, TextMark};

/// The columns of cells a text takes, and its row.
pub(crate) fn cells(text: &TextMark) -> (usize, usize, usize) {
    let width = text.text.width();
    let left = match text.anchor {
        Anchor::Start => text.at.x,
        Anchor::Middle => text.at.x - width as f64 * CELL_WIDTH / 2.0,
        Anchor::End => text.at.x - width as f64 * CELL_WIDTH,
    };
    let column = (left / CELL_WIDTH).round() as usize;
    (column, column + width, (text.at.y / CELL_HEIGHT).floor() as usize)
}

// Tables, figures and dashboards.

/// A scene's texts as lines of a screen.
pub(crate) fn lines(scene: &Scene) -> Vec<String> {
    let mut lines = vec![String::new(); usize::from(scene.size.rows)];
    let mut texts: Vec<&TextMark> = scene.texts().collect();
    texts.sort_by_key(|text| cells(text).0);
    for text in texts {
        let (column, _, row) = cells(text);
        let line = &mut lines[row];
        let width = crate::text::display_width(line);
        assert!(width <= column, "{:?} begins at {column} over {line:?}", text.text);
        line.extend(std::iter::repeat_n(' ', column - width));
        line.push_str(&text.text);
    }
    lines
}

// Shapes whose area or angle is the value.

/// The area inside an outline in square units, curves as many short lines.
pub(crate) fn area(outline: &Outline) -> f64 {
    let segments = match outline {
        Outline::Rect(area) => return area.width() * area.height(),
        Outline::Path(segments) => segments,
    };
    let (mut twice, mut at, mut begin) = (0.0, Point::default(), Point::default());
    let mut to = |from: Point, to: Point| twice += from.x * to.y - to.x * from.y;
    for segment in segments {
        match *segment {
            Segment::Move(point) => (at, begin) = (point, point),
            Segment::Line(point) => {
                to(at, point);
                at = point;
            }
            Segment::Cubic(a, b, end) => {
                let start = at;
                for step in 1..=32 {
                    let t = f64::from(step) / 32.0;
                    let u = 1.0 - t;
                    let mix = |p: f64, q: f64, r: f64, s: f64| {
                        u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
                    };
                    let next = Point::new(mix(start.x, a.x, b.x, end.x), mix(start.y, a.y, b.y, end.y));
                    to(at, next);
                    at = next;
                }
            }
            Segment::Close => {
                to(at, begin);
                at = begin;
            }
        }
    }
    (twice / 2.0).abs()
}

/// The filled shapes that belong to spots: the number of the spot, and the area.
pub(crate) fn areas(scene: &Scene) -> Vec<(usize, f64)> {
    let filled = scene.paths().filter(|path| path.fill.is_some());
    filled
        .filter_map(|path| Some((path.of?, area(&path.outline))))
        .collect()
}

/// The first value that is read at a spot, back as a number.
pub(crate) fn read_value(scene: &Scene, spot: usize) -> f64 {
    let text = scene.spots[spot].readings[0].value.replace(',', "");
    text.parse().unwrap_or_else(|_| unreachable!("{text:?} is no number"))
}

/// Whether texts lie over each other, or leave the scene.
pub(crate) fn texts_are_apart(scene: &Scene) -> bool {
    let mut taken = std::collections::HashSet::new();
    scene.texts().filter(|text| text.rows == 1).all(|text| {
        let (from, to, row) = cells(text);
        let inside = to <= usize::from(scene.size.columns) && row < usize::from(scene.size.rows);
        inside && (from..to).all(|column| taken.insert((column, row)))
    })
}
