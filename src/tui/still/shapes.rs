//! Glyphs that are made of rectangles and dots rather than of strokes of a pen.

/// A shape in a cell of 8 by 16 units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// Left, top, width, height, and how much of it covers the ground.
    Box(f64, f64, f64, f64, f64),
    /// The middle of a dot.
    Dot(f64, f64),
}

/// The width of a light line.
const LINE: f64 = 1.25;

/// The shapes a glyph is made of; nothing where it is a letter.
pub(super) fn shapes(glyph: char) -> Option<Vec<Shape>> {
    let solid = |x, y, width, height| vec![Shape::Box(x, y, width, height, 1.0)];
    Some(match glyph {
        '█' => solid(0.0, 0.0, 8.0, 16.0),
        '▀' => solid(0.0, 0.0, 8.0, 8.0),
        '▐' => solid(4.0, 0.0, 4.0, 16.0),
        '▁'..='▇' => {
            let eighths = f64::from(glyph as u32 - 0x2580);
            solid(0.0, 16.0 - 2.0 * eighths, 8.0, 2.0 * eighths)
        }
        '▉'..='▏' => {
            let eighths = f64::from(0x2590 - glyph as u32);
            solid(0.0, 0.0, eighths, 16.0)
        }
        '░' => vec![Shape::Box(0.0, 0.0, 8.0, 16.0, 0.25)],
        '▒' => vec![Shape::Box(0.0, 0.0, 8.0, 16.0, 0.5)],
        '▓' => vec![Shape::Box(0.0, 0.0, 8.0, 16.0, 0.75)],
        '▖'..='▟' => quadrants(glyph),
        '\u{2800}'..='\u{28ff}' => braille(glyph as u32 - 0x2800),
        '─' | '│' | '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => lines(glyph),
        '━' => vec![Shape::Box(0.0, 6.75, 8.0, 2.5, 1.0)],
        '╸' => vec![Shape::Box(0.0, 6.75, 4.0, 2.5, 1.0)],
        '┈' => (0..4)
            .map(|dash| Shape::Box(f64::from(dash) * 2.0, 7.5, 1.0, 1.0, 1.0))
            .collect(),
        _ => return None,
    })
}

fn quadrants(glyph: char) -> Vec<Shape> {
    // Upper left, upper right, lower left, lower right, in the order of the code points.
    const SETS: [[u8; 4]; 10] = [
        [0, 0, 1, 0],
        [0, 0, 0, 1],
        [1, 0, 0, 0],
        [1, 0, 1, 1],
        [1, 0, 0, 1],
        [1, 1, 1, 0],
        [1, 1, 0, 1],
        [0, 1, 0, 0],
        [0, 1, 1, 0],
        [0, 1, 1, 1],
    ];
    let set = SETS
        .get((glyph as usize).wrapping_sub(0x2596))
        .copied()
        .unwrap_or_default();
    set.into_iter()
        .enumerate()
        .filter(|(_, on)| *on == 1)
        .map(|(place, _)| Shape::Box((place % 2) as f64 * 4.0, (place / 2) as f64 * 8.0, 4.0, 8.0, 1.0))
        .collect()
}

fn braille(dots: u32) -> Vec<Shape> {
    const PLACES: [(u8, u8); 8] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
    PLACES
        .into_iter()
        .enumerate()
        .filter(|(bit, _)| dots & (1 << bit) != 0)
        .map(|(_, (x, y))| Shape::Dot(2.0 + 4.0 * f64::from(x), 2.0 + 4.0 * f64::from(y)))
        .collect()
}

fn lines(glyph: char) -> Vec<Shape> {
    let (left, right, up, down) = match glyph {
        '─' => (true, true, false, false),
        '│' => (false, false, true, true),
        '┌' => (false, true, false, true),
        '┐' => (true, false, false, true),
        '└' => (false, true, true, false),
        '┘' => (true, false, true, false),
        '├' => (false, true, true, true),
        '┤' => (true, false, true, true),
        '┬' => (true, true, false, true),
        '┴' => (true, true, true, false),
        _ => (true, true, true, true),
    };
    let half = LINE / 2.0;
    let mut shapes = Vec::new();
    if left || right {
        let (from, to) = (
            if left { 0.0 } else { 4.0 - half },
            if right { 8.0 } else { 4.0 + half },
        );
        shapes.push(Shape::Box(from, 8.0 - half, to - from, LINE, 1.0));
    }
    if up || down {
        let (from, to) = (if up { 0.0 } else { 8.0 - half }, if down { 16.0 } else { 8.0 + half });
        shapes.push(Shape::Box(4.0 - half, from, LINE, to - from, 1.0));
    }
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_stay_in_their_cell_and_cover_what_they_say() {
        let covered = |glyph: char| -> f64 {
            shapes(glyph)
                .unwrap()
                .iter()
                .map(|shape| match shape {
                    Shape::Box(x, y, width, height, part) => {
                        assert!(
                            *x >= 0.0 && *y >= 0.0 && x + width <= 8.0 && y + height <= 16.0,
                            "{glyph}"
                        );
                        width * height * part
                    }
                    Shape::Dot(x, y) => {
                        assert!((0.0..8.0).contains(x) && (0.0..16.0).contains(y));
                        1.0
                    }
                })
                .sum()
        };
        for (glyph, area) in [
            ('█', 128.0),
            ('▀', 64.0),
            ('▄', 64.0),
            ('▌', 64.0),
            ('▐', 64.0),
            ('▏', 16.0),
            ('▁', 16.0),
        ] {
            assert!((covered(glyph) - area).abs() < 1e-9, "{glyph}");
        }
        for (glyph, quarters) in "▖▗▘▙▚▛▜▝▞▟".chars().zip([1, 1, 1, 3, 2, 3, 3, 1, 2, 3]) {
            assert!((covered(glyph) - 32.0 * f64::from(quarters)).abs() < 1e-9, "{glyph}");
        }
        assert_eq!(shapes('⣿').unwrap().len(), 8);
        assert_eq!(shapes('a'), None);
    }
}
