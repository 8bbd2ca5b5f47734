//! Where shapes lie: the geometry behind kinds that are more than scales, without colours, texts or data frames.

mod treemap;

pub(super) use treemap::{snap, squarify};
