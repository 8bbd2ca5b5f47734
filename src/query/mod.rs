//! *Ask*: the session in which questions are asked of the store: rows, measures and read-only SQL.
//!
//! A [`Session`] is made for one snapshot, one time zone and one moment, and answers for exactly these: what it says does
//! not change while records come in. Underneath is `DataFusion`; the segments of the store are its tables, and the
//! formula language is rewritten to its expressions.
//!
//! Promises: nothing here can write, reach a file or the network, or use more memory than it was given; dropping a stream
//! ends its work; days and hours are those of the data source's time zone; whatever a person typed wrong is told with the
//! place and, where there is one, the name they probably meant.
//!
//! Start reading at [`Session`]; [`formula`] is the language, `provider` how segments become tables.

mod coerce;
mod error;
pub mod formula;
mod functions;
mod groups;
mod measure;
mod page;
mod present;
mod provider;
mod rows;
mod session;
mod sheet;
mod sql;
mod tables;
mod view;
mod zone;

pub use error::{FormulaError, Position, QueryError};
pub use formula::{Book, Definition};
pub use measure::{Group, Measured, Scope};
pub use page::{Cell, Found, Located, Page, PageColumn, Values};
pub use rows::RowsQuery;
pub use session::{Limits, Session};
pub use sheet::{Batches, Sheet, Stop};
pub use view::{Condition, ConditionError, Of, OfError, SortKey, Test, View};
pub use zone::Calendar;

pub(crate) use formula::suggestion;
pub(crate) use functions::{Part, local_start, part, steps};
pub(crate) use groups::{Amount, By, GroupColumn, Groups, GroupsQuery};
pub(crate) use measure::moment;
pub(crate) use tables::column;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
