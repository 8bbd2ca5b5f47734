//! *Say*: KPIs and dashboards: what they are made of and how they are computed.
//!
//! Start reading at [`Overview`], the values of the first dashboard, and [`overview()`], which computes them.

mod backlog;
mod error;
mod evaluate;
mod overview;
mod period;
mod timeline;

pub use error::ReportError;
pub use evaluate::overview;
pub use overview::{Count, Flow, Overview, TeamLine, Tile, TileUnit, Waiting};
pub use period::{Period, UnknownPeriod};

#[cfg(test)]
mod tests;
