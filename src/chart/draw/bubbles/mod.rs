//! Bubbles: across, up, and an area by size; with pies, each split into shares.
//!
//! Areas are proportional to sizes, the largest lie behind, and the scales leave room for the outermost. A size that is not there is
//! a hollow ring of no size. Where there are too few cells for circles, signs stand for them.

mod data;
mod labels;
mod paint;
mod place;
#[cfg(test)]
mod tests;

use super::axis::Plot;
use super::stage::Stage;
use crate::chart::geometry::Size;
use crate::chart::kind::Kind;
use data::Data;
use place::{Placed, axes};

/// Below so many cells circles cannot be told from squares.
const SMALL: Size = Size::new(40, 12);

pub(super) fn draw(stage: &mut Stage<'_>) {
    let Some(data) = data::read(stage) else { return };
    let legend = data.parts.iter().map(|part| (part.name.clone(), part.ink, part.hidden));
    if data.coloured {
        stage.legend(legend.collect());
    }
    if data.bubbles.is_empty() {
        return stage.say("Everything is hidden.");
    }
    let body = stage.body;
    let signs = body.columns() < SMALL.columns || body.rows() < SMALL.rows.saturating_sub(2);
    let pies = stage.spec().kind == Kind::BubblePie;
    let radius = if signs { 4.0 } else { place::radius(body, pies) };
    let Some(plot) = Plot::new(stage, &axes(stage, &data, radius)) else {
        return stage.say("There is no room for a plot.");
    };
    plot.draw(stage);
    let placed = place::all(stage, &data, &plot, radius);
    paint(stage, &data, &placed, signs, pies);
}

fn paint(stage: &mut Stage<'_>, data: &Data<'_>, placed: &[Placed], signs: bool, pies: bool) {
    let spots: Vec<usize> = placed.iter().map(|one| paint::spot(stage, data, one)).collect();
    let mut merged = 0;
    for (one, spot) in placed.iter().zip(&spots) {
        merged += usize::from(paint::draw(stage, data, one, *spot, (signs, pies)));
    }
    if merged > 0 {
        stage.note("bubbles less than three rows high have the colour of their largest part");
    }
    labels::write(stage, data, placed, &spots, (signs, pies));
}
