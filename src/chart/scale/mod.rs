//! From values to places: scales, and the ticks that suit them.

mod band;
mod colour;
mod linear;
mod log;
mod ticks;
pub(super) mod time;

pub(super) use band::Band;
pub(super) use colour::Ramp;
pub(super) use linear::Linear;
pub(super) use log::{Log, decades};
pub(super) use ticks::{nice, round_step};
