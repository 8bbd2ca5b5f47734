//! Values as text for people, CSV and JSON.
//!
//! Start reading at [`RowWriter`], which turns batches of rows into one of the formats of `interlens table` as they
//! arrive; [`Grid`] sets small tables, [`json`] writes every `--json`.

pub(super) mod cells;
mod csv;
pub(super) mod grid;
pub(super) mod json;
mod rows;
mod text;

pub use grid::{Align, Grid};
pub use rows::{Format, RowOptions, RowWriter};
