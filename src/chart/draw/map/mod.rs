//! Maps: points, sizes, shares, values and densities on the world.
//!
//! A map keeps its proportions and lies in the middle of its room. Where that is too small for a map, the places are a list with
//! bars. What is not on the map, and what was not found, is counted in a note; no value is not a low value.

mod bubbles;
mod density;
mod filled;
mod ground;
mod label;
mod list;
mod pies;
mod points;
mod read;
mod shade;
mod sites;

use crate::chart::kind::Kind;

use super::stage::Stage;
use read::read;

/// Below so many columns or rows there is no map.
const LEAST: (u16, u16) = (34, 8);
/// Below so many columns or rows pies on a map cannot be read: what is left of 100×30 when the title and the notes are written.
const LEAST_FOR_PIES: (u16, u16) = (96, 25);

pub(super) fn draw(stage: &mut Stage<'_>) {
    let kind = stage.spec().kind;
    let Some(sites) = read(stage) else { return };
    let (columns, rows) = match kind {
        Kind::MapPie | Kind::MapBubblePie => LEAST_FOR_PIES,
        _ => LEAST,
    };
    if stage.body.columns() < columns || stage.body.rows() < rows {
        stage.note("too small for a map, so a list");
        return list::draw(stage, &sites);
    }
    match kind {
        Kind::MapBubble => bubbles::draw(stage, &sites),
        Kind::MapPie => pies::draw(stage, &sites),
        Kind::MapBubblePie => pies::draw_sized(stage, &sites),
        Kind::MapFilled => filled::draw(stage, &sites),
        Kind::GeoHeatMap => density::draw(stage, &sites),
        _ => points::draw(stage, &sites),
    }
}

#[cfg(test)]
mod decode;
#[cfg(test)]
mod tests;
