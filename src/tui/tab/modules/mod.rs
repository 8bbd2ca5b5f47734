//! The tables of the eleven modules: virtual, so that a million rows are as quick as ten.

pub mod actions;
pub mod session;
pub mod state;
pub mod update;
pub mod view;
