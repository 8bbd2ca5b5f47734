//! Reads scenes as a person would, for tests: what stands where, and what values that shows.

pub(crate) mod lying;

use super::geometry::{CELL_HEIGHT, CELL_WIDTH, Outline, Point, Segment};
use super::scene::{Anchor, Ink, Part, PathMark, Scene, TextMark};

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

/// The words of a table's rows below its head, cut where the spots of its cells are: by column and row of the table.
pub(crate) fn grid(scene: &Scene) -> std::collections::BTreeMap<(usize, usize), String> {
    let mut words = std::collections::BTreeMap::new();
    for text in scene.texts() {
        let Some(spot) = text.of.and_then(|of| scene.spots.get(of)) else {
            continue;
        };
        assert!(
            spot.area
                .contains(super::geometry::Point::new(text.at.x.max(spot.area.left), text.at.y)),
            "{:?} is not in its cell",
            text.text
        );
        words.insert(spot.cell.unwrap(), text.text.to_string());
    }
    words
}

/// The rectangles of a scene that belong to a spot.
pub(crate) fn rects(scene: &Scene, spot: usize) -> Vec<super::geometry::Area> {
    let of_spot = scene.paths().filter(|path| path.of == Some(spot));
    let rect = of_spot.filter_map(|path| match path.outline {
        super::geometry::Outline::Rect(area) => Some(area),
        super::geometry::Outline::Path(_) => None,
    });
    rect.collect()
}

/// A length as people read it at an axis: `50 %`, `1,200`, in the unit of the axis.
pub(crate) fn leading_number(text: &str) -> Option<f64> {
    let number: String = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
        .collect();
    number.replace(',', "").parse().ok()
}

// Plots with axes.

/// The number that a tick says, whatever it is counted in.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.replace(',', "");
    let (digits, word) = text.split_once(' ').unwrap_or((&text, ""));
    let scale = match word {
        "" | "%" | "s" => 1.0,
        "k" => 1e3,
        "M" => 1e6,
        "G" => 1e9,
        "T" => 1e12,
        "min" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => return None,
    };
    Some(digits.parse::<f64>().ok()? * scale)
}

/// The level axis at the left or at the right of a plot, as a person reads it: a value for a height, by the lowest and the
/// highest number written at it. A number stands in the row above its height.
pub(crate) fn upward(scene: &Scene, right: bool) -> impl Fn(f64) -> f64 + use<> {
    let plot = scene.plot;
    let mut ticks: Vec<(f64, f64)> = scene
        .texts()
        .filter(|text| text.part == Part::Tick && text.at.y < plot.bottom)
        .filter(|text| {
            if right {
                text.at.x > plot.right
            } else {
                text.at.x < plot.left
            }
        })
        .filter_map(|text| Some((text.at.y + CELL_HEIGHT / 2.0, number(&text.text)?)))
        .collect();
    ticks.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (low, high) = (ticks[0], ticks[ticks.len() - 1]);
    assert!(low.0 > high.0 && low.1 < high.1, "{ticks:?}");
    move |y| low.1 + (y - low.0) / (high.0 - low.0) * (high.1 - low.1)
}

/// The series that the legend shows in an ink.
pub(crate) fn series_of(scene: &Scene, ink: Ink) -> String {
    let entry = scene.legend.iter().find(|entry| entry.ink.hue == ink.hue);
    entry.map_or_else(String::new, |entry| entry.name.to_string())
}

/// The corners of a path: where its lines and curves end.
pub(crate) fn corners(path: &PathMark) -> Vec<Point> {
    match &path.outline {
        Outline::Rect(area) => vec![Point::new(area.left, area.top), Point::new(area.right, area.bottom)],
        Outline::Path(segments) => segments
            .iter()
            .filter_map(|segment| match segment {
                Segment::Move(to) | Segment::Line(to) | Segment::Cubic(_, _, to) => Some(*to),
                Segment::Close => None,
            })
            .collect(),
    }
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
