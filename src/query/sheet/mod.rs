//! Windows on tables of a million rows: which rows a view shows, in which order, and any piece of that at once.
//!
//! A [`Sheet`] is made once for a view of one snapshot: the conditions become expressions of the query engine, the
//! segments are read with only the columns that decide, and what is kept is the places of the rows in their order. From
//! then on a window reads only the pages in which its rows are, and a text that was looked for is found again at once.
//!
//! Promises: the same snapshot and view give the same order; what a person typed never becomes part of a text that is
//! parsed; the work is spread over segments and ends soon after [`Stop`] says so.
//!
//! Start reading at `ordering.rs`; `condition.rs` says what a condition means, `natural.rs` how texts are sorted.

mod cells;
mod columns;
mod condition;
mod distinct;
mod find;
mod fold;
mod keys;
mod look;
mod matches;
mod natural;
mod ordering;
mod reading;
mod scan;
mod stream;
mod texts;
mod value;
mod window;

pub use ordering::Sheet;
pub use scan::Stop;
pub use stream::Batches;

pub(super) use columns::Columns;
pub(super) use condition::filter;

#[cfg(test)]
mod tests;
