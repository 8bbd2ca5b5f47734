//! interlens: Intercom in the terminal.

pub mod catalog;
pub mod text;
