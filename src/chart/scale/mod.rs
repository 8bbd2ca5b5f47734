//! From values to places: scales, and the ticks that suit them.

mod linear;
mod ticks;

pub(super) use linear::Linear;
pub(super) use ticks::{nice, steps};
