//! Where shapes lie: the geometry behind kinds that are more than scales, without colours, texts or data frames.

pub(super) mod apart;
pub(super) mod bins;
pub(super) mod curve;
pub(super) mod density;
mod fill;
mod pack;
mod partition;
pub(super) mod race;
pub(super) mod rows;
mod sankey;
pub(super) mod shares;
mod treemap;
mod words;

pub(super) use fill::fill;
pub(super) use pack::{Circle, around, pack};
pub(super) use partition::Piece;
pub(super) use sankey::Flow;
pub(super) use treemap::{snap, squarify};
pub(super) use words::{Block, Placed, spiral};
