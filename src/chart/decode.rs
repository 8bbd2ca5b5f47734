//! Reads scenes as a person would, for tests: what stands where, and what values that shows.

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
