//! Small tables for people: columns that line up, whatever script is in them.
//!
//! Widths are terminal columns, not characters, so that `日本` and an emoji take the room they take on the screen.

use crate::cli::look::{Look, Tone};
use crate::text::{SafeText, display_width, fit};

/// What is between two columns.
const GAP: usize = 2;
/// No column of words is made narrower than this to make room for others.
const NARROWEST: usize = 8;

/// How a column's values are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words: flush left, and cut where there is no room.
    Left,
    /// Times and states: flush left, and never cut, because half of one misleads.
    Whole,
    /// Numbers: flush right, and never cut.
    Right,
}

impl Align {
    /// The room that a column needs at least, when it would like `wanted`.
    pub(super) fn least(self, wanted: usize, narrowest: usize) -> usize {
        match self {
            Self::Left => wanted.min(narrowest),
            Self::Whole | Self::Right => wanted,
        }
    }
}

/// One value of a [`Grid`], made safe.
#[derive(Clone, Debug)]
struct Field {
    text: SafeText,
    tone: Option<Tone>,
}

/// A table that is complete before it is printed.
pub struct Grid {
    heads: Vec<(SafeText, Align)>,
    rows: Vec<Vec<Field>>,
}

impl Grid {
    /// A table with these columns.
    pub fn new(heads: &[(&str, Align)]) -> Self {
        Self {
            heads: heads
                .iter()
                .map(|(name, align)| (SafeText::new(name), *align))
                .collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row: as many values as there are columns.
    pub fn row<T: AsRef<str>>(&mut self, values: impl IntoIterator<Item = T>) {
        self.toned(values.into_iter().map(|value| (value, None)));
    }

    /// Adds a row of which some values are set off.
    pub fn toned<T: AsRef<str>>(&mut self, values: impl IntoIterator<Item = (T, Option<Tone>)>) {
        let row = values.into_iter().map(|(value, tone)| Field {
            text: SafeText::new(value),
            tone,
        });
        self.rows.push(row.collect());
    }

    /// The lines, head first. On a terminal they fit its width: words are cut with `…`, and where that is not enough the
    /// last columns are left out. In a pipe nothing is.
    pub fn lines(&self, look: &Look) -> Vec<String> {
        let wanted: Vec<usize> = self
            .heads
            .iter()
            .enumerate()
            .map(|(column, (name, _))| {
                let values = self.rows.iter().filter_map(|row| row.get(column));
                values.map(|field| field.text.width()).fold(name.width(), usize::max)
            })
            .collect();
        let aligns: Vec<Align> = self.heads.iter().map(|(_, align)| *align).collect();
        let widths = if look.terminal {
            squeeze(&wanted, &aligns, NARROWEST, look.width)
        } else {
            wanted
        };
        let head = self.heads.iter().map(|(name, _)| (name.as_str(), Some(Tone::Strong)));
        let rows = self
            .rows
            .iter()
            .map(|row| row.iter().map(|field| (field.text.as_str(), field.tone)));
        std::iter::once(line(head, &widths, &aligns, look))
            .chain(rows.map(|row| line(row, &widths, &aligns, look)))
            .collect()
    }
}

/// One line of values in columns. Nothing follows the last value, so a line in a pipe has no blanks at its end.
pub(super) fn line<'a>(
    values: impl Iterator<Item = (&'a str, Option<Tone>)>,
    widths: &[usize],
    aligns: &[Align],
    look: &Look,
) -> String {
    let mut line = String::new();
    let mut owed = 0;
    for (column, ((text, tone), width)) in values.zip(widths).enumerate() {
        if column > 0 {
            owed += GAP;
        }
        let shown = fit(text, *width);
        let shown = shown.trim_end_matches(' ');
        let missing = width.saturating_sub(display_width(shown));
        let right = aligns.get(column) == Some(&Align::Right);
        if right {
            owed += missing;
        }
        if !shown.is_empty() {
            line.extend(std::iter::repeat_n(' ', owed));
            owed = 0;
            line.push_str(&tone.map_or_else(|| shown.to_owned(), |tone| look.tone(tone, shown)));
        }
        if !right {
            owed += missing;
        }
    }
    line
}

/// Column widths that fit a width. As many columns as can have the room they need at least, from the left; the widest
/// columns of words give way first. The first column is always there, cut if it has to be.
pub(super) fn squeeze(wanted: &[usize], aligns: &[Align], narrowest: usize, width: usize) -> Vec<usize> {
    let least = |column: usize, limit: usize| {
        let (wanted, align) = (wanted.get(column).copied(), aligns.get(column).copied());
        align.unwrap_or(Align::Left).least(wanted.unwrap_or_default(), limit)
    };
    let total = |columns: usize, limit: usize| {
        (0..columns).map(|column| least(column, limit)).sum::<usize>() + GAP * columns.saturating_sub(1)
    };
    let Some(columns) = (1..=wanted.len())
        .rev()
        .find(|columns| total(*columns, narrowest) <= width)
    else {
        return wanted.first().map(|_| width).into_iter().collect();
    };
    let most = wanted
        .iter()
        .take(columns)
        .copied()
        .max()
        .unwrap_or_default()
        .max(narrowest);
    let limit = (narrowest..=most)
        .rev()
        .find(|limit| total(columns, *limit) <= width)
        .unwrap_or(narrowest);
    let mut spare = width.saturating_sub(total(columns, limit));
    (0..columns)
        .map(|column| {
            let now = least(column, limit);
            let more = usize::from(spare > 0 && now < least(column, usize::MAX));
            spare -= more;
            now + more
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn terminal(width: usize) -> Look {
        Look {
            terminal: true,
            width,
            ..Look::default()
        }
    }

    #[test]
    fn wide_scripts_line_up() {
        let mut grid = Grid::new(&[("Title", Align::Left), ("Rows", Align::Right), ("Team", Align::Left)]);
        grid.row(["日本語のタイトル", "12,480", "Billing"]);
        grid.row(["👩‍👩‍👧‍👦 e", "7", "技術"]);
        grid.row(["plain", "1,000,000", ""]);
        insta::assert_snapshot!(grid.lines(&Look::default()).join("\n"));
    }

    #[test]
    fn a_narrow_terminal_cuts_the_widest_column() {
        let mut grid = Grid::new(&[("Name", Align::Left), ("What", Align::Left)]);
        grid.row(["short", "a long sentence that says what was done and why"]);
        let lines = grid.lines(&terminal(30));
        assert_eq!(lines[1], "short  a long sentence that s…");
    }

    #[test]
    fn hostile_values_are_made_safe_and_tones_only_colour() {
        let mut grid = Grid::new(&[("A", Align::Left)]);
        grid.toned([("x\x1b[2J", Some(Tone::Bad))]);
        assert_eq!(grid.lines(&Look::default())[1], "x␛[2J");
        let look = Look {
            color: true,
            ..Look::default()
        };
        assert_eq!(grid.lines(&look)[1], "\x1b[1;31mx␛[2J\x1b[0m");
    }

    #[test]
    fn numbers_are_left_out_before_they_are_cut() {
        let mut grid = Grid::new(&[("Name", Align::Left), ("Rows", Align::Right), ("Calls", Align::Right)]);
        grid.row(["a long name of a data source", "1,234,567", "1,000,000"]);
        assert_eq!(grid.lines(&terminal(40))[1], "a long name of a …  1,234,567  1,000,000");
        assert_eq!(grid.lines(&terminal(26))[1], "a long name of…  1,234,567");
        assert_eq!(grid.lines(&terminal(10))[1], "a long na…");
    }

    proptest! {
        #[test]
        fn lines_fit_the_terminal(
            rows in prop::collection::vec(prop::collection::vec(any::<String>(), 3), 0..6),
            width in 1usize..120,
        ) {
            let mut grid = Grid::new(&[("One", Align::Left), ("Two", Align::Right), ("Three", Align::Left)]);
            for row in &rows {
                grid.row(row);
            }
            for line in grid.lines(&terminal(width)) {
                prop_assert!(display_width(&line) <= width, "{line:?}");
                prop_assert!(!line.ends_with(' '));
            }
        }
    }
}
