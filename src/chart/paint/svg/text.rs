//! How a text of a scene stands in SVG: as wide as its columns, its capitals in the middle of its row.

use std::fmt::Write as _;

use super::document::{Fonts, Length, escaped};
use crate::chart::geometry::CELL_WIDTH;
use crate::chart::scene::{Anchor, TextMark};

/// How wide a letter is, as a share of the font size, in the fonts that are asked for.
const ADVANCE: f64 = 0.602;
/// How high a capital is, as a share of the font size.
const CAPITAL: f64 = 0.729;
/// The size at which a letter is a column wide.
pub(super) const FONT_SIZE: f64 = CELL_WIDTH / ADVANCE;
/// How many columns a letter takes for each row of its height, where it has several.
const COLUMNS_A_ROW: f64 = 1.3;

/// Writes a text.
pub(super) fn write(out: &mut String, mark: &TextMark, colour: &str, fonts: Fonts) {
    if mark.text.trim().is_empty() || !(mark.at.x.is_finite() && mark.at.y.is_finite()) {
        return;
    }
    let large = mark.rows > 1;
    let size = if large {
        f64::from(mark.rows) * COLUMNS_A_ROW * FONT_SIZE
    } else {
        FONT_SIZE
    };
    let baseline = mark.at.y + size * CAPITAL / 2.0;
    let _ = write!(
        out,
        "<text x=\"{}\" y=\"{}\" fill=\"{colour}\"",
        Length(mark.at.x),
        Length(baseline)
    );
    match mark.anchor {
        Anchor::Start => {}
        Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
        Anchor::End => out.push_str(" text-anchor=\"end\""),
    }
    if large {
        let _ = write!(out, " font-size=\"{}\"", Length(size));
    } else if !mark.text.is_ascii() && mark.text.chars().nth(1).is_some() {
        // Glyphs from other fonts have other widths; a text keeps the columns that were counted for it.
        let _ = write!(out, " textLength=\"{}\"", Length(mark.text.width() as f64 * CELL_WIDTH));
    }
    if mark.bold {
        match fonts {
            Fonts::Viewer => out.push_str(" font-weight=\"bold\""),
            Fonts::Carried => {
                let _ = write!(out, " stroke=\"{colour}\" stroke-width=\"{}\"", Length(size * 0.045));
            }
        }
    }
    let _ = writeln!(out, ">{}</text>", escaped(&mark.text));
}
