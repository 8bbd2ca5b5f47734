//! Questions: what a chart is drawn from, asked of the records as they are now.
//!
//! A [`Question`] names a table (or a query in SQL) and the columns of the answer: dimensions to group by, moments cut to
//! days or weeks, measures, aggregate formulas. [`answer()`] makes a [`Frame`](crate::chart::Frame) of it. A [`Picture`] is a question
//! with the [`Spec`](crate::chart::Spec) that shows its answer; what comes back is a [`Pictured`].
//!
//! Promises: what a person wrote never becomes part of a text that is parsed, but for the SQL that is asked as such, which
//! can only read; an answer is bounded ([`MOST_GROUPS`], [`MOST_ROWS`]) and says what it left out; hours, days and months are
//! those of the data source's time zone. The same records, zone and moment give the same answer.

mod answer;
mod asked;
mod gaps;
mod names;
mod order;
mod picture;
mod related;
mod typed;

pub use answer::{Answer, MOST_ROWS, answer};
pub use asked::{Asked, Cycle, MOST_GROUPS, Question, Subject, What};
pub use names::Named;
pub use picture::{MOST_PARTS, Picture, Pictured, TooManyParts};
pub use related::rows_of;

#[cfg(test)]
mod tests;
