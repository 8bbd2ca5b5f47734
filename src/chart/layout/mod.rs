//! Where shapes lie: the geometry behind kinds that are more than scales, without colours, texts or data frames.

mod sankey;
mod treemap;

pub(super) use sankey::Flow;
pub(super) use treemap::{snap, squarify};
