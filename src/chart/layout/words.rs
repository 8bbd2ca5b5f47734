//! Words on a grid of cells: each as near to the middle as an Archimedean spiral finds room for it.

/// How many cells a word takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Columns.
    pub(crate) columns: usize,
    /// Rows.
    pub(crate) rows: usize,
}

/// Where a word goes: its first column and row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Column.
    pub(crate) column: usize,
    /// Row.
    pub(crate) row: usize,
}

/// So many places of the spiral are tried for all words together: a bound on the work.
const MOST_TRIES: usize = 2_000_000;

/// Places blocks on a grid in their order, `aside` cells and `apart` rows from each other; nothing for those that find no room.
pub(crate) fn spiral(blocks: &[Block], columns: usize, rows: usize, aside: usize, apart: usize) -> Vec<Option<Placed>> {
    let mut grid = Grid {
        taken: vec![false; columns * rows],
        columns,
        rows,
    };
    let way = way(columns, rows);
    let mut tries = MOST_TRIES;
    blocks
        .iter()
        .map(|block| {
            if block.columns == 0 || block.rows == 0 || block.columns > columns || block.rows > rows {
                return None;
            }
            let placed = way.iter().take(tries).enumerate().find_map(|(index, (x, y))| {
                let column = x.checked_sub(block.columns / 2)?;
                let row = y.checked_sub(block.rows / 2)?;
                let placed = Placed { column, row };
                grid.is_free(placed, *block, aside, apart)
                    .then_some((index + 1, placed))
            });
            tries = tries.saturating_sub(placed.map_or(way.len(), |(tried, _)| tried));
            let (_, placed) = placed?;
            grid.take(placed, *block);
            Some(placed)
        })
        .collect()
}

/// The cells of the grid in the order in which a spiral from the middle comes to them, an ellipse as wide as the grid.
fn way(columns: usize, rows: usize) -> Vec<(usize, usize)> {
    let (middle_x, middle_y) = (columns as f64 / 2.0, rows as f64 / 2.0);
    // A cell is twice as high as wide: 2 is a circle on the screen.
    let wide = (columns as f64 / rows.max(1) as f64).clamp(2.0, 5.0);
    let mut seen = vec![false; columns * rows];
    let mut way = Vec::with_capacity(columns * rows);
    // Neighbouring turns are three quarters of a row apart, so that no row is passed over.
    let pitch = 0.75 / std::f64::consts::TAU;
    let end = middle_y.hypot(middle_x / wide) + 1.0;
    let mut angle = 0.0f64;
    while pitch * angle <= end {
        let radius = pitch * angle;
        let (x, y) = (middle_x + radius * wide * angle.cos(), middle_y + radius * angle.sin());
        if x >= 0.0 && y >= 0.0 && (x as usize) < columns && (y as usize) < rows {
            let place = y as usize * columns + x as usize;
            if let Some(seen) = seen.get_mut(place)
                && !*seen
            {
                *seen = true;
                way.push((x as usize, y as usize));
            }
        }
        // At most a column further.
        angle += 1.0 / (radius * wide).max(1.0);
    }
    // Cells that it passed by come last, so that room is found wherever there is any.
    way.extend(
        (0..columns * rows)
            .filter(|place| !seen[*place])
            .map(|place| (place % columns, place / columns)),
    );
    way
}

struct Grid {
    taken: Vec<bool>,
    columns: usize,
    rows: usize,
}

impl Grid {
    fn is_free(&self, at: Placed, block: Block, aside: usize, apart: usize) -> bool {
        if at.column + block.columns > self.columns || at.row + block.rows > self.rows {
            return false;
        }
        let (left, right) = (
            at.column.saturating_sub(aside),
            (at.column + block.columns + aside).min(self.columns),
        );
        let (top, bottom) = (
            at.row.saturating_sub(apart),
            (at.row + block.rows + apart).min(self.rows),
        );
        (top..bottom).all(|row| {
            let line = self.taken.get(row * self.columns + left..row * self.columns + right);
            line.is_some_and(|line| !line.iter().any(|taken| *taken))
        })
    }

    fn take(&mut self, at: Placed, block: Block) {
        for row in at.row..at.row + block.rows {
            let begin = row * self.columns + at.column;
            for cell in self.taken.iter_mut().skip(begin).take(block.columns) {
                *cell = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_word_is_in_the_middle_and_what_is_too_long_nowhere() {
        let block = |columns| Block { columns, rows: 1 };
        let placed = spiral(&[block(6), block(99), block(4)], 40, 9, 1, 0);
        assert_eq!(placed[0], Some(Placed { column: 17, row: 4 }));
        assert_eq!(placed[1], None);
        assert!(placed[2].is_some());
        assert_eq!(spiral(&[block(1)], 0, 0, 1, 1), [None]);
    }

    #[test]
    fn every_cell_is_come_to_once() {
        for (columns, rows) in [(1, 1), (80, 20), (7, 30), (200, 3)] {
            let mut way = way(columns, rows);
            way.sort_unstable();
            way.dedup();
            assert_eq!(way.len(), columns * rows);
        }
    }

    proptest! {
        #[test]
        fn words_lie_inside_and_apart(
            blocks in prop::collection::vec((1usize..14, 1usize..4), 0..40),
            columns in 0usize..80,
            rows in 0usize..24,
        ) {
            let blocks: Vec<Block> = blocks.into_iter().map(|(columns, rows)| Block { columns, rows }).collect();
            let placed = spiral(&blocks, columns, rows, 1, 0);
            let there: Vec<(Placed, Block)> = placed.iter().zip(&blocks).filter_map(|(at, block)| Some(((*at)?, *block))).collect();
            for (index, (a, of_a)) in there.iter().enumerate() {
                prop_assert!(a.column + of_a.columns <= columns && a.row + of_a.rows <= rows);
                for (b, of_b) in &there[index + 1..] {
                    let beside = a.column + of_a.columns < b.column || b.column + of_b.columns < a.column;
                    let below = a.row + of_a.rows <= b.row || b.row + of_b.rows <= a.row;
                    prop_assert!(beside || below);
                }
            }
        }
    }
}
