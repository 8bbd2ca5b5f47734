//! The tabs: a folder for each, and in each the same four files. `state` is what the tab is drawn from, `actions` what can
//! be done there, `update` what that does, `view` how it looks.

pub mod audit;
pub mod charts;
pub mod dashboard;
pub mod history;
pub mod modules;
pub mod sources;
