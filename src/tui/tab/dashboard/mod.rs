//! The dashboard: the six aggregate formulas, and what is behind them.

pub mod actions;
pub mod panel;
pub mod state;
pub mod update;
pub mod view;
