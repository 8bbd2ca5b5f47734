//! Level bars, to half a column.

use ratatui::style::Style;

use super::Pen;
use crate::tui::theme::Role;

/// Draws a bar of `part` (0 to 1) of a number of columns. Whatever is more than nothing is seen. A thin track shows how
/// far the bar could reach.
pub fn bar(pen: &mut Pen<'_>, x: u16, y: u16, columns: u16, part: f64, style: Style) {
    let columns = columns.min(pen.width().saturating_sub(x));
    if columns == 0 || !part.is_finite() {
        return;
    }
    let part = part.clamp(0.0, 1.0);
    let mut halves = (part * f64::from(columns) * 2.0).round() as u16;
    if part > 0.0 {
        halves = halves.max(1);
    }
    let (whole, half, open) = pen.glyphs().pick(('━', '╸', '─'), ('#', '=', '.'));
    let track = pen.style(Role::Rule);
    for column in 0..columns {
        let (glyph, style) = match halves.saturating_sub(2 * column) {
            0 => (open, track),
            1 => (half, style),
            _ => (whole, style),
        };
        pen.glyph(x + column, y, glyph, style);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::tui::theme::Theme;

    #[test]
    fn a_little_is_seen_and_everything_is_full() {
        for (part, expected) in [
            (0.0, "────"),
            (0.001, "╸───"),
            (0.5, "━━──"),
            (0.63, "━━╸─"),
            (1.0, "━━━━"),
            (9.0, "━━━━"),
            (f64::NAN, "    "),
        ] {
            let area = Rect::new(0, 0, 4, 1);
            let mut buffer = Buffer::empty(area);
            bar(
                &mut Pen::new(&mut buffer, area, Theme::default()),
                0,
                0,
                4,
                part,
                Style::new(),
            );
            let drawn: String = (0..4).map(|x| buffer[(x, 0)].symbol()).collect();
            assert_eq!(drawn, expected, "{part}");
        }
    }
}
