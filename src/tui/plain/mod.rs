//! Everything as text, line after line: for a pipe, a mail, a screen reader. The same words and numbers as on the screen,
//! and nothing that has to be seen to be understood: no cursor is moved, nothing is drawn, no colour is needed.
//!
//! [`overview()`] writes the dashboard once. [`Reader`] is a whole session: it takes in lines that were typed and messages of
//! the engine, and gives lines to print. It is pure; the runtime reads the keyboard and prints.

mod cells;
mod charts;
mod command;
mod help;
mod overview;
mod places;
mod reader;
mod table;
#[cfg(test)]
mod tests;

pub use overview::overview;
pub use reader::{Reader, Turn};
