//! Where shapes lie: the geometry behind kinds that are more than scales, without colours, texts or data frames.

pub(super) mod bins;
pub(super) mod race;
pub(super) mod rows;
pub(super) mod shares;
