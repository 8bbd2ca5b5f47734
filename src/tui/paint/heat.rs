//! Heat-map cells: a shade for each of five levels, so that the level can be read without its colour.

use super::Pen;

const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];
const ASCII: [char; 5] = ['.', '-', '+', '*', '#'];

/// The level of a value: 0 for nothing, then four equal steps up to the greatest.
pub fn heat_level(value: u64, most: u64) -> usize {
    if value == 0 || most == 0 {
        0
    } else {
        ((value as f64 / most as f64 * 4.0).ceil() as usize).clamp(1, 4)
    }
}

/// Draws a cell of a number of columns and rows.
pub fn heat_cell(pen: &mut Pen<'_>, x: u16, y: u16, (columns, rows): (u16, u16), level: usize) {
    let glyph = pen.glyphs().pick(SHADES, ASCII)[level.min(4)];
    let style = pen.theme().heat(level);
    for row in 0..rows {
        for column in 0..columns {
            pen.glyph(x + column, y + row, glyph, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_quarters_of_the_most() {
        let levels: Vec<usize> = [0, 1, 25, 26, 50, 75, 76, 100]
            .map(|value| heat_level(value, 100))
            .to_vec();
        assert_eq!(levels, [0, 1, 1, 2, 2, 3, 4, 4]);
        assert_eq!(heat_level(3, 0), 0);
    }
}
