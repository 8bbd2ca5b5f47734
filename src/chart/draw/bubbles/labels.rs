//! Names at bubbles: inside where they fit, else beside, and nowhere rather than over something.

use super::data::{Bubble, Data};
use super::paint::{SPLIT, name};
use super::place::Placed;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::layout::shares::shares;
use crate::chart::scene::{Anchor, Hue};
use crate::text::{display_width, truncate};

/// A longer name is cut.
const LONGEST: usize = 24;

/// Writes the names, those of the largest first.
pub(super) fn write(
    stage: &mut Stage<'_>,
    data: &Data<'_>,
    placed: &[Placed],
    spots: &[usize],
    (signs, pies): (bool, bool),
) {
    let all = || {
        placed
            .iter()
            .zip(spots)
            .filter_map(|(one, spot)| Some((one, *spot, data.bubbles.get(one.bubble)?)))
    };
    let mut left = Vec::new();
    for (one, spot, bubble) in all() {
        let label = label(bubble, one, pies);
        if label.is_empty() {
            continue;
        }
        // A name across slices would be on several colours.
        let split = pies && one.radius >= SPLIT && bubble.shares.len() > 1;
        let fits = display_width(&label) as f64 * CELL_WIDTH + CELL_WIDTH <= chord(one.radius);
        let inside = fits && !split && !signs && !is_covered(one, placed);
        let text = Text::of(&label, one.at).anchor(Anchor::Middle).ink(Hue::Contrast);
        if !(inside && stage.label(text.spot(Some(spot)))) {
            left.push((one, spot, label));
        }
    }
    // What is written beside a bubble must not lie on another one.
    for one in placed.iter().filter(|_| !signs) {
        let reach = one.radius * 0.85;
        let (x, y) = (one.at.x, one.at.y);
        stage.keep_free(Area::new(x - reach, y - reach, x + reach, y + reach));
    }
    for (one, spot, label) in left {
        let beside = one.radius + CELL_WIDTH;
        let over = one.radius + CELL_HEIGHT / 2.0;
        let (x, y) = (one.at.x, one.at.y);
        let beside_it = [
            (Point::new(x + beside, y), Anchor::Start),
            (Point::new(x - beside, y), Anchor::End),
            (Point::new(x, y - over), Anchor::Middle),
            (Point::new(x, y + over), Anchor::Middle),
        ];
        let plot = stage.scene.plot;
        for (at, anchor) in beside_it {
            let inside = at.y > plot.top && at.y < plot.bottom && at.x > plot.left;
            if inside && stage.label(Text::of(&label, at).anchor(anchor).spot(Some(spot))) {
                break;
            }
        }
    }
}

/// The name, and for a pie that could not be split how much its largest part is.
fn label(bubble: &Bubble, placed: &Placed, pies: bool) -> String {
    let name = name(bubble);
    let sizes: Vec<f64> = bubble.shares.iter().map(|(_, size)| *size).collect();
    let most = shares(&sizes, 100).into_iter().max().unwrap_or_default();
    if pies && placed.radius < SPLIT && bubble.shares.len() > 1 && most > 0 {
        return format!("{} {most} %", truncate(&name, LONGEST)).trim_start().to_owned();
    }
    truncate(&name, LONGEST)
}

/// How wide a circle is over the height of a row in its middle.
fn chord(radius: f64) -> f64 {
    let half = CELL_HEIGHT / 2.0;
    if radius > half {
        2.0 * (radius * radius - half * half).sqrt()
    } else {
        0.0
    }
}

/// Whether a bubble that is drawn later lies over the middle of this one.
fn is_covered(one: &Placed, placed: &[Placed]) -> bool {
    let later = placed.iter().skip_while(|other| other.bubble != one.bubble).skip(1);
    later
        .into_iter()
        .any(|other| other.at.distance(one.at) < other.radius + CELL_HEIGHT / 2.0)
}
