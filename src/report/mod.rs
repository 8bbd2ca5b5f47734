//! *Say*: KPIs and dashboards: what they are made of and how they are computed.
//!
//! Start reading at [`Overview`], the values of the first dashboard, and [`overview()`], which computes them; or at
//! [`Question`], what any other chart is drawn from, and [`Picture`], a question with how its answer is shown.

mod backlog;
mod error;
mod evaluate;
mod gallery;
mod overview;
mod period;
mod question;
mod timeline;

pub use error::ReportError;
pub use evaluate::overview;
pub use gallery::{gallery, picture};
pub use overview::{Count, Flow, Overview, TeamLine, Tile, TileUnit, Waiting};
pub use period::{Period, UnknownPeriod};
pub use question::{
    Answer, Asked, Cycle, MOST_GROUPS, MOST_PARTS, MOST_ROWS, Named, Picture, Pictured, Question, Subject,
    TooManyParts, What, answer, rows_of,
};

#[cfg(test)]
mod tests;
