//! What lies under a text, for texts that are to be readable on anything.

use crate::chart::geometry::{Area, CELL_WIDTH, Outline, Point, Segment};
use crate::chart::palette::{Palette, Rgb, linear, mix};
use crate::chart::scene::{Anchor, Hue, PathMark, Scene, TextMark};

/// In so many straight pieces a curve is cut to see whether it goes round a point.
const PIECES: u32 = 8;

/// The filled shapes of a scene with their bounds, from the back to the front.
pub(super) struct Ground<'a> {
    palette: &'a Palette,
    shapes: Vec<(Area, &'a PathMark)>,
}

impl<'a> Ground<'a> {
    /// That of a scene; it is only looked for where a text asks for it.
    pub(super) fn of(scene: &'a Scene, palette: &'a Palette) -> Self {
        let asked = scene.texts().any(|text| text.ink.hue == Hue::Contrast);
        let filled = scene.paths().filter(|path| asked && path.fill.is_some());
        let shapes = filled.filter_map(|path| Some((path.outline.bounds()?, path))).collect();
        Self { palette, shapes }
    }

    /// The colour of a text: its own, or the one that stands out more from what lies under its middle.
    pub(super) fn text_colour(&self, mark: &TextMark) -> Rgb {
        if mark.ink.hue != Hue::Contrast {
            return self.palette.rgb(mark.ink);
        }
        let under = self.at(middle(mark));
        let candidates = [self.palette.strong, self.palette.ground];
        let [first, second] = candidates.map(|colour| contrast(colour, under));
        let [light, dark] = candidates;
        let full = if first >= second { light } else { dark };
        mix(under, full, f64::from(mark.ink.strength.min(100)) / 100.0)
    }

    /// The colour at a point.
    pub(super) fn at(&self, point: Point) -> Rgb {
        let mut colour = self.palette.ground;
        for (bounds, path) in &self.shapes {
            let inside = bounds.left <= point.x
                && point.x <= bounds.right
                && bounds.top <= point.y
                && point.y <= bounds.bottom
                && holds(&path.outline, point);
            if let Some(fill) = path.fill.filter(|_| inside) {
                let own = self.palette.rgb(fill.ink);
                let own = match fill.to {
                    Some(to) if bounds.width() > 0.0 => {
                        mix(own, self.palette.rgb(to), (point.x - bounds.left) / bounds.width())
                    }
                    _ => own,
                };
                colour = mix(colour, own, fill.cover);
            }
        }
        colour
    }
}

/// The middle of a text.
fn middle(mark: &TextMark) -> Point {
    let half = mark.text.width() as f64 * CELL_WIDTH / 2.0;
    let x = match mark.anchor {
        Anchor::Start => mark.at.x + half,
        Anchor::Middle => mark.at.x,
        Anchor::End => mark.at.x - half,
    };
    Point::new(x, mark.at.y)
}

/// How much two colours stand out from each other, by the rule of WCAG: 1 to 21.
pub(super) fn contrast(a: Rgb, b: Rgb) -> f64 {
    let light = |(red, green, blue): Rgb| 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Whether a point is inside a shape, by the non-zero rule.
pub(super) fn holds(outline: &Outline, point: Point) -> bool {
    let segments = match outline {
        Outline::Rect(area) => return area.contains(point),
        Outline::Path(segments) => segments,
    };
    let mut turns = 0;
    let (mut first, mut last) = (Point::default(), Point::default());
    for segment in segments {
        match *segment {
            Segment::Move(to) => {
                turns += crossing(last, first, point);
                (first, last) = (to, to);
            }
            Segment::Line(to) => {
                turns += crossing(last, to, point);
                last = to;
            }
            Segment::Cubic(a, b, to) => {
                let from = last;
                for piece in 1..=PIECES {
                    let next = on_curve([from, a, b, to], f64::from(piece) / f64::from(PIECES));
                    turns += crossing(last, next, point);
                    last = next;
                }
            }
            Segment::Close => {
                turns += crossing(last, first, point);
                last = first;
            }
        }
    }
    turns + crossing(last, first, point) != 0
}

/// Whether an edge crosses the level ray to the right of a point: 1 downwards, -1 upwards.
fn crossing(from: Point, to: Point, point: Point) -> i32 {
    if (from.y <= point.y) == (to.y <= point.y) {
        return 0;
    }
    let x = from.x + (point.y - from.y) / (to.y - from.y) * (to.x - from.x);
    if x <= point.x {
        0
    } else if to.y > from.y {
        1
    } else {
        -1
    }
}

fn on_curve([from, a, b, to]: [Point; 4], t: f64) -> Point {
    let rest = 1.0 - t;
    let weights = [rest.powi(3), 3.0 * rest * rest * t, 3.0 * rest * t * t, t.powi(3)];
    let points = [from, a, b, to];
    let sum = |coordinate: fn(&Point) -> f64| weights.iter().zip(&points).map(|(w, p)| w * coordinate(p)).sum();
    Point::new(sum(|p| p.x), sum(|p| p.y))
}
