//! The sync history: a calendar of the last 45 days, the syncs of a day, one sync in full.

pub mod actions;
mod calendar;
mod layout;
mod run;
mod runs;
mod shown;
pub mod state;
pub mod update;
pub mod view;

#[cfg(test)]
mod tests;
