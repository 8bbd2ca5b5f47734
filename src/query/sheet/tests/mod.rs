//! Sheets against a plain model in memory, for all modules and all kinds of columns.

mod formulas;
mod model;
mod properties;
mod refusals;
