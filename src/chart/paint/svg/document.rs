//! The parts of an SVG document: escaped text, numbers, colours, and gradients that are written once.

use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;

use crate::chart::palette::{Palette, Rgb, mix};
use crate::chart::scene::Ink;

/// Which fonts a document asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chart::paint) enum Fonts {
    /// Those that viewers have.
    Viewer,
    /// The one that this program carries, which has no bold face.
    Carried,
}

/// How many colours a gradient is written with: viewers mix what lies between without regard to light.
const STOPS: u8 = 6;

/// A document being written.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// Its opening tag and what describes it.
    pub(super) head: String,
    /// Everything after the gradients.
    pub(super) body: String,
    gradients: BTreeMap<(Ink, Ink), usize>,
    definitions: String,
}

impl Document {
    /// What a fill refers to a gradient by. Two fills of the same colours share one.
    pub(super) fn gradient(&mut self, palette: &Palette, from: Ink, to: Ink) -> String {
        let next = self.gradients.len();
        let number = *self.gradients.entry((from, to)).or_insert(next);
        if number == next {
            let _ = write!(self.definitions, "<linearGradient id=\"g{number}\">");
            let (left, right) = (palette.rgb(from), palette.rgb(to));
            for stop in 0..STOPS {
                let part = f64::from(stop) / f64::from(STOPS - 1);
                let colour = colour(mix(left, right, part));
                let _ = write!(
                    self.definitions,
                    "<stop offset=\"{}\" stop-color=\"{colour}\"/>",
                    Length(part)
                );
            }
            self.definitions.push_str("</linearGradient>\n");
        }
        format!("url(#g{number})")
    }

    /// The document.
    pub(super) fn finish(self) -> String {
        let mut all = self.head;
        if !self.definitions.is_empty() {
            let _ = write!(all, "<defs>\n{}</defs>\n", self.definitions);
        }
        all.push_str(&self.body);
        all
    }
}

/// A colour as SVG writes it.
pub(super) fn colour((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A number of units: at most two decimals, and never so large that a reader stumbles over it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length(pub(super) f64);

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = if self.0.is_finite() { self.0 } else { 0.0 };
        let hundredths = (units.clamp(-1e6, 1e6) * 100.0).round() as i64;
        let sign = if hundredths < 0 { "-" } else { "" };
        let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            rest if rest.is_multiple_of(10) => write!(f, "{sign}{whole}.{}", rest / 10),
            rest => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

/// A text between tags or quotes; what XML does not allow at all becomes `�`.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            '\n' => safe.push_str("&#10;"),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}
