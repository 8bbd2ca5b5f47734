//! Where shapes lie: the geometry behind kinds that are more than scales, without colours, texts or data frames.

pub(super) mod apart;
pub(super) mod density;
pub(super) mod race;
pub(super) mod rows;
mod sankey;
pub(super) mod shares;
mod treemap;

pub(super) use sankey::Flow;
pub(super) use treemap::{snap, squarify};
