//! *Say*: KPIs and dashboards: what they are made of and how they are computed.
//!
//! Start reading at [`Overview`], the values of the first dashboard.

mod overview;
mod period;

pub use overview::{Count, Flow, Overview, TeamLine, Tile, TileUnit, Waiting};
pub use period::{Period, UnknownPeriod};
