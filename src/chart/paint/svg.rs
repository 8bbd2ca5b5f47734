//! A scene as a standalone SVG document: a unit is a pixel, every colour is written out, every text is escaped.
//!
//! Rules lie under paths (or over them where they say so), texts over everything, as in cells. What belongs to a spot carries
//! the spot's readings as a tooltip; a spot without marks of its own gets a transparent area for it. The fonts are whatever
//! monospaced ones the viewer has: a letter is 0.602 of the font size wide in those that are named, which makes a column 8 units.

mod document;
mod text;
mod under;

use std::fmt::Write as _;

pub(super) use self::document::Fonts;
use self::document::{Document, Length, escaped};
use self::under::Ground;
use crate::chart::geometry::{Area, Outline, Point, Segment};
use crate::chart::palette::Palette;
use crate::chart::scene::{Ink, Mark, Part, PathMark, RuleMark, Scene, Spot, TextMark};
use crate::text::SafeText;

/// A scene as an SVG document; a unit is a pixel.
pub fn svg(scene: &Scene, palette: &Palette) -> String {
    with_fonts(scene, palette, Fonts::Viewer)
}

/// A scene as an SVG document for the fonts that there are.
pub(super) fn with_fonts(scene: &Scene, palette: &Palette, fonts: Fonts) -> String {
    let mut writer = Writer {
        scene,
        palette,
        fonts,
        out: Document::default(),
        open: None,
    };
    writer.all();
    writer.out.finish()
}

struct Writer<'a> {
    scene: &'a Scene,
    palette: &'a Palette,
    fonts: Fonts,
    out: Document,
    /// The spot whose group is open.
    open: Option<usize>,
}

impl Writer<'_> {
    fn all(&mut self) {
        self.head();
        for rule in self.scene.rules().filter(|rule| !rule.over) {
            self.rule(rule);
        }
        for path in self.scene.paths() {
            self.path(path);
        }
        self.group(None);
        for rule in self.scene.rules().filter(|rule| rule.over) {
            self.rule(rule);
        }
        let ground = Ground::of(self.scene, self.palette);
        for mark in self.scene.texts() {
            self.text(mark, &ground);
        }
        self.group(None);
        self.areas();
        self.out.body.push_str("</svg>\n");
    }

    fn head(&mut self) {
        let area = self.scene.size.area();
        let (width, height) = (Length(area.right), Length(area.bottom));
        let names = self.scene.texts().filter(|text| text.part == Part::Title);
        let name = names.map(|text| text.text.as_str()).collect::<Vec<_>>().join(", ");
        let name = if name.is_empty() { "Chart".to_owned() } else { name };
        let family = match self.fonts {
            Fonts::Viewer => {
                "'DejaVu Sans Mono', Hack, Menlo, 'Cascadia Mono', 'Liberation Mono', 'Noto Sans Mono', monospace"
            }
            Fonts::Carried => "Hack",
        };
        let out = &mut self.out.head;
        let _ = writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\" xml:space=\"preserve\" \
             font-family=\"{family}\" font-size=\"{}\">",
            escaped(&name),
            Length(text::FONT_SIZE),
        );
        if !self.scene.notes.is_empty() {
            let notes = self.scene.notes.iter().map(SafeText::as_str);
            let _ = writeln!(out, "<desc>{}</desc>", escaped(&notes.collect::<Vec<_>>().join(" · ")));
        }
        let ground = document::colour(self.palette.ground);
        let _ = writeln!(
            self.out.body,
            "<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>"
        );
    }

    fn colour(&self, ink: Ink) -> String {
        document::colour(self.palette.rgb(ink))
    }

    /// Opens the group of a spot and closes the one before; marks in a row that belong to the same spot share a tooltip.
    fn group(&mut self, of: Option<usize>) {
        if self.open == of {
            return;
        }
        if self.open.is_some() {
            self.out.body.push_str("</g>\n");
        }
        self.open = of.filter(|spot| *spot < self.scene.spots.len());
        if let Some(spot) = self.open.and_then(|spot| self.scene.spots.get(spot)) {
            let _ = write!(self.out.body, "<g>{}", tooltip(spot));
            self.out.body.push('\n');
        }
    }

    /// A hair's breadth beside whole units, so that a line of one pixel is one pixel.
    fn rule(&mut self, rule: &RuleMark) {
        let area = self.scene.size.area();
        let crisp = |at: f64, end: f64| (at.floor().min(end - 1.0) + 0.5).max(0.5);
        let (mut from, mut to) = (rule.from, rule.to);
        if (from.y - to.y).abs() < 1e-6 {
            from.y = crisp(from.y, area.bottom);
            to.y = from.y;
        } else if (from.x - to.x).abs() < 1e-6 {
            from.x = crisp(from.x, area.right);
            to.x = from.x;
        }
        let colour = self.colour(rule.ink);
        let _ = writeln!(
            self.out.body,
            "<path d=\"M{} {}L{} {}\" stroke=\"{colour}\"{}/>",
            Length(from.x),
            Length(from.y),
            Length(to.x),
            Length(to.y),
            if rule.dashed { " stroke-dasharray=\"4 4\"" } else { "" },
        );
    }

    fn path(&mut self, mark: &PathMark) {
        let mut paint = String::new();
        match mark.fill {
            Some(fill) => {
                let colour = match fill.to {
                    Some(to) => self.out.gradient(self.palette, fill.ink, to),
                    None => self.colour(fill.ink),
                };
                let _ = write!(paint, " fill=\"{colour}\"");
                if fill.cover < 1.0 {
                    let _ = write!(paint, " fill-opacity=\"{}\"", Length(fill.cover.clamp(0.0, 1.0)));
                }
            }
            None if mark.stroke.is_some() => paint.push_str(" fill=\"none\""),
            None => return,
        }
        if let Some(stroke) = mark.stroke {
            let _ = write!(
                paint,
                " stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"",
                self.colour(stroke.ink),
                Length(stroke.width.clamp(0.1, 64.0)),
            );
            if stroke.dashed {
                paint.push_str(" stroke-dasharray=\"5 5\"");
            }
        }
        self.group(mark.of);
        let out = &mut self.out.body;
        match &mark.outline {
            Outline::Rect(area) if area.is_empty() => {}
            Outline::Rect(area) => {
                let _ = writeln!(out, "<rect {}{paint}/>", sides(*area));
            }
            Outline::Path(segments) => {
                out.push_str("<path d=\"");
                for segment in segments {
                    step(out, segment);
                }
                let _ = writeln!(out, "\"{paint}/>");
            }
        }
    }

    fn text(&mut self, mark: &TextMark, ground: &Ground<'_>) {
        let colour = document::colour(ground.text_colour(mark));
        self.group(mark.of);
        text::write(&mut self.out.body, mark, &colour, self.fonts);
    }

    /// Transparent areas for the tooltips of spots that nothing was drawn for.
    fn areas(&mut self) {
        let mut drawn = vec![false; self.scene.spots.len()];
        for mark in &self.scene.marks {
            let of = match mark {
                Mark::Path(path) => path.of,
                Mark::Text(text) => text.of,
                Mark::Rule(_) => None,
            };
            if let Some(spot) = of.and_then(|spot| drawn.get_mut(spot)) {
                *spot = true;
            }
        }
        let undrawn = self.scene.spots.iter().zip(drawn).filter(|(_, drawn)| !drawn);
        for (spot, _) in undrawn.filter(|(spot, _)| !spot.area.is_empty()) {
            let _ = writeln!(
                self.out.body,
                "<rect {} fill=\"none\" pointer-events=\"all\">{}</rect>",
                sides(spot.area),
                tooltip(spot)
            );
        }
    }
}

/// What is read at a spot, a line for each reading.
fn tooltip(spot: &Spot) -> String {
    let mut lines = vec![spot.title.to_string()];
    lines.extend(spot.readings.iter().map(|reading| {
        if reading.label.is_empty() {
            reading.value.to_string()
        } else {
            format!("{}: {}", reading.label, reading.value)
        }
    }));
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() {
        return String::new();
    }
    format!("<title>{}</title>", escaped(&lines.join("\n")))
}

fn sides(area: Area) -> String {
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        Length(area.left),
        Length(area.top),
        Length(area.width()),
        Length(area.height())
    )
}

fn step(out: &mut String, segment: &Segment) {
    let at = |out: &mut String, sign: &str, to: &Point| {
        let _ = write!(out, "{sign}{} {}", Length(to.x), Length(to.y));
    };
    match segment {
        Segment::Move(to) => at(out, "M", to),
        Segment::Line(to) => at(out, "L", to),
        Segment::Cubic(first, second, to) => {
            at(out, "C", first);
            at(out, " ", second);
            at(out, " ", to);
        }
        Segment::Close => out.push('Z'),
    }
}

#[cfg(test)]
mod tests;
