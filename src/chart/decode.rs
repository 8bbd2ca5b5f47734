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
