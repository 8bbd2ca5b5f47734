//! Where shapes lie: the geometry behind kinds that are more than scales, without colours, texts or data frames.
