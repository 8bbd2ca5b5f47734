//! Where things go: the geometry that families share, without a scene.

pub(super) mod race;
pub(super) mod rows;
pub(super) mod shares;
