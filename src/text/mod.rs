//! *Clean*: what people are shown, in one way everywhere.
//!
//! [`SafeText`] is the only form in which words from Intercom or from a file reach a screen or standard output;
//! [`format`](mod@format) writes numbers, lengths of time, moments and ages; [`Advice`] is how a failure is
//! told; [`foreign`] is what texts have to be for spreadsheets and Markdown; [`similar`](mod@similar) finds which name was meant. Pure: no terminal, no clock, no locale.

mod advice;
pub mod foreign;
pub mod format;
mod safe;
mod similar;

pub use advice::Advice;
pub use safe::{SafeText, display_width, fit, truncate};
pub use similar::similar;
