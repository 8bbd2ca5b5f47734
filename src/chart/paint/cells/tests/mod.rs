//! Tests of the painter: that it is exact where it says so, keeps to its area, and survives any scene.

mod exact;
mod frugal;
mod manners;
mod wild;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Cells;
use crate::chart::geometry::{Outline, Point, Size};
use crate::chart::paint::{Depth, Glyphs, Manner};
use crate::chart::palette::Palette;
use crate::chart::scene::{Anchor, Fill, Hue, Ink, Mark, Part, PathMark, RuleMark, Scene, Stroke, TextMark};
use crate::text::SafeText;

const GLYPHS: [Glyphs; 5] = [
    Glyphs::Quadrant,
    Glyphs::HalfBlock,
    Glyphs::Sextant,
    Glyphs::Octant,
    Glyphs::Ascii,
];
const DEPTHS: [Depth; 4] = [Depth::True, Depth::Indexed, Depth::Sixteen, Depth::None];

fn manners() -> impl Iterator<Item = Manner> {
    GLYPHS
        .into_iter()
        .flat_map(|glyphs| DEPTHS.map(|depth| Manner { glyphs, depth }))
}

fn scene(columns: u16, rows: u16, marks: Vec<Mark>) -> Scene {
    Scene {
        marks,
        ..Scene::new(Size::new(columns, rows))
    }
}

fn filled(outline: Outline, hue: Hue) -> Mark {
    Mark::Path(PathMark {
        outline,
        fill: Some(Fill::solid(Ink::of(hue))),
        stroke: None,
        of: None,
    })
}

fn stroked(points: &[(f64, f64)], hue: Hue) -> Mark {
    Mark::Path(PathMark {
        outline: Outline::line(points.iter().map(|(x, y)| Point::new(*x, *y)), false),
        fill: None,
        stroke: Some(Stroke {
            ink: Ink::of(hue),
            width: 1.0,
            dashed: false,
        }),
        of: None,
    })
}

fn rule(from: (f64, f64), to: (f64, f64)) -> Mark {
    Mark::Rule(RuleMark {
        from: Point::new(from.0, from.1),
        to: Point::new(to.0, to.1),
        ink: Ink::of(Hue::Rule),
        dashed: false,
        over: false,
    })
}

fn written(words: &str, x: f64, y: f64) -> TextMark {
    TextMark {
        at: Point::new(x, y),
        anchor: Anchor::Start,
        text: SafeText::new(words),
        ink: Ink::of(Hue::Text),
        bold: false,
        rows: 1,
        part: Part::Label,
        of: None,
    }
}

/// Paints into a buffer of the scene's size.
fn painted(scene: &Scene, manner: Manner) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, scene.size.columns, scene.size.rows));
    Cells::default().paint(scene, None, &Palette::dark(), manner, &mut buffer, (0, 0));
    buffer
}

/// The symbols of a row.
fn row(buffer: &Buffer, row: u16) -> String {
    (0..buffer.area.width)
        .map(|column| buffer[(column, row)].symbol())
        .collect()
}
