//! The data sources: what is connected, how it stands, and what runs.

pub mod actions;
pub mod state;
pub mod update;
pub mod view;
