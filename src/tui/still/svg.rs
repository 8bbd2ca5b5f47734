//! Cells as SVG.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::shapes::{Shape, shapes};
use crate::text::display_width;
use crate::tui::theme::Background;

/// The font that text is set in.
pub const FONT: &str = "DejaVu Sans Mono";

/// Units of a cell.
const WIDTH: f64 = 8.0;
const HEIGHT: f64 = 16.0;

type Rgb = (u8, u8, u8);

/// The picture of a screen. `background` says what the terminal's own colours are, where cells leave it to them.
pub fn svg(cells: &Buffer, background: Background) -> String {
    let (width, height) = (
        f64::from(cells.area.width) * WIDTH,
        f64::from(cells.area.height) * HEIGHT,
    );
    let mut out = String::new();
    let own = terminal(background);
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"{FONT}\" font-size=\"13.2\" shape-rendering=\"crispEdges\"><rect width=\"{width}\" \
         height=\"{height}\" fill=\"{}\"/>",
        hex(own.1)
    );
    for y in 0..cells.area.height {
        let mut x = 0;
        while x < cells.area.width {
            let Some(cell) = cells.cell((cells.area.x + x, cells.area.y + y)) else {
                break;
            };
            let columns = display_width(cell.symbol()).max(1) as u16;
            draw(
                &mut out,
                cell,
                (f64::from(x) * WIDTH, f64::from(y) * HEIGHT),
                columns,
                own,
            );
            x += columns;
        }
    }
    out.push_str("</svg>\n");
    out
}

fn draw(out: &mut String, cell: &Cell, (x, y): (f64, f64), columns: u16, own: (Rgb, Rgb)) {
    let (mut ink, mut ground) = (color(cell.fg, own.0), color(cell.bg, own.1));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut ground);
    }
    if cell.modifier.contains(Modifier::DIM) {
        ink = mix(ink, ground, 0.4);
    }
    let width = f64::from(columns) * WIDTH;
    if ground != own.1 {
        let _ = write!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{HEIGHT}\" fill=\"{}\"/>",
            hex(ground)
        );
    }
    let mut glyphs = cell.symbol().chars();
    let first = glyphs.next().unwrap_or(' ');
    if first == ' ' {
        return;
    }
    if let Some(shapes) = shapes(first) {
        for shape in shapes {
            let _ = match shape {
                Shape::Box(left, top, width, height, part) => write!(
                    out,
                    "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>",
                    x + left,
                    y + top,
                    hex(mix(ground, ink, part))
                ),
                Shape::Dot(left, top) => write!(
                    out,
                    "<circle cx=\"{}\" cy=\"{}\" r=\"1.15\" fill=\"{}\" shape-rendering=\"geometricPrecision\"/>",
                    x + left,
                    y + top,
                    hex(ink)
                ),
            };
        }
        return;
    }
    let weight = if cell.modifier.contains(Modifier::BOLD) {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let _ = write!(
        out,
        "<text x=\"{x}\" y=\"{}\" fill=\"{}\"{weight} textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
        y + 12.5,
        hex(ink),
        escaped(cell.symbol())
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What a terminal of either kind writes with and on, where nothing is said.
const fn terminal(background: Background) -> (Rgb, Rgb) {
    match background {
        Background::Dark => ((0xd6, 0xd8, 0xde), (0x11, 0x13, 0x18)),
        Background::Light => ((0x28, 0x2a, 0x36), (0xfa, 0xfa, 0xfa)),
    }
}

fn color(color: Color, own: Rgb) -> Rgb {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    const BASE: [Rgb; 16] = [
        (0, 0, 0),
        (205, 49, 49),
        (13, 140, 90),
        (190, 150, 16),
        (36, 114, 200),
        (188, 63, 188),
        (17, 148, 185),
        (229, 229, 229),
        (102, 102, 102),
        (241, 76, 76),
        (35, 209, 139),
        (245, 245, 67),
        (59, 142, 234),
        (214, 112, 214),
        (41, 184, 219),
        (255, 255, 255),
    ];
    let index = match color {
        Color::Reset => return own,
        Color::Rgb(r, g, b) => return (r, g, b),
        Color::Indexed(index) => usize::from(index),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    match index {
        0..16 => BASE[index],
        16..232 => {
            let cube = index - 16;
            (LEVELS[cube / 36], LEVELS[cube / 6 % 6], LEVELS[cube % 6])
        }
        _ => {
            let grey = (8 + 10 * (index.min(255) - 232)) as u8;
            (grey, grey, grey)
        }
    }
}

fn mix(from: Rgb, to: Rgb, part: f64) -> Rgb {
    let one = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
    (one(from.0, to.0), one(from.1, to.1), one(from.2, to.2))
}

fn hex((r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn hostile_letters_do_not_become_markup() {
        let mut cells = Buffer::empty(Rect::new(0, 0, 3, 1));
        cells.set_string(0, 0, "<&>", Style::new());
        let svg = svg(&cells, Background::Dark);
        assert!(svg.contains("&lt;</text>") && svg.contains("&amp;</text>") && svg.contains("&gt;</text>"));
    }
}
