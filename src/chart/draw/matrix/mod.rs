//! A heat map: a tile for each pair of two dimensions, its colour by its value.
//!
//! Tiles are whole cells, all equally large. What has no value is hatched, which is not the colour of 0. Where there are more
//! rows or columns than fit, those that do are a window over the rest ([`Look::scroll`](crate::chart::Look::scroll)).

mod colours;
mod data;
mod grid;
#[cfg(test)]
mod tests;
mod tiles;

use super::stage::Stage;
use colours::Colours;
use grid::Grid;

pub(super) fn draw(stage: &mut Stage<'_>) {
    let Some(data) = data::read(stage) else { return };
    let Some(colours) = Colours::of(stage, &data) else {
        return stage.say("There are no values to colour.");
    };
    let key = !stage.look.compact && stage.body.rows() >= 6;
    // A row of air over the key, unless a row of tiles needs it.
    let loose = usize::from(stage.body.rows()) >= data.rows.categories.len() + 3;
    let below = if key { 1 + u16::from(loose) } else { 0 };
    let Some(grid) = Grid::new(stage, &data, below) else {
        return stage.say("There is no room for a single tile.");
    };
    grid.names(stage, &data);
    let empty = tiles::draw(stage, &data, &grid, &colours);
    if key {
        colours.key(stage, &data, grid.area().bottom, empty);
    }
    grid.say(stage, &data);
}
