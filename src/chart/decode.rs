//! Reads scenes as a person would, for tests: what stands where, and what values that shows.

use super::geometry::{CELL_HEIGHT, CELL_WIDTH};
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
