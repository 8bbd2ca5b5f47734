//! Where things go: the geometry that families share, without a scene.

pub(super) mod shares;
