//! The commands, a file each: its options with their help, and what it does.

pub mod audit;
pub mod chart;
pub mod completions;
pub mod config;
pub mod connect;
pub mod dashboard;
pub mod demo;
pub mod gallery;
pub mod history;
pub mod keys;
pub mod man;
pub mod open;
pub mod overview;
pub mod sandbox;
pub mod serve;
pub mod status;
pub mod stop;
pub mod sync;
pub mod table;
pub mod tables;
pub mod themes;
mod watch;
