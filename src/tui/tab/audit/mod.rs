//! The audit history: who did what in the last 180 days.

pub mod actions;
pub mod state;
pub mod update;
pub mod view;
