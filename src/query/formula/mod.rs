//! The formula language: what KPIs, formula columns and filters are written in.
//!
//! It is SQL's expression language with the functions people know from their BI tool: `if(c, a, b)`,
//! `count_if(c)`, `sum_if(c, x)`, `datediff(a, b)`, `current_date()` … Names are in double quotes or, where they have no
//! space, without (`_` stands for a space and letter case does not count); texts are in single quotes.
//!
//! What differs from SQL: `/` never divides whole numbers into a whole number, and by zero it gives nothing; every
//! aggregate is taken over the table of the names in it, so that `count("Tickets"."ID") * 100 / count("Conversations"."ID")`
//! divides two independent counts; days and hours are those of the data source's time zone.
//!
//! A text is [parsed](parse), then [rewritten](rewrite) into plain SQL over one table, with names checked against the
//! catalog and the [`Book`] of formulas, and only then planned.

mod arguments;
mod book;
mod build;
mod calls;
mod invoke;
mod names;
mod nodes;
mod parse;
mod rewrite;

pub use book::{Book, Definition};
pub(super) use build::identifier;
pub(super) use calls::{Call, Moment, call, is_aggregate};
pub(crate) use names::suggestion;
pub(super) use parse::parser;
pub(super) use rewrite::{Aggregate, Measure, Rewriter};

#[cfg(test)]
mod tests;
