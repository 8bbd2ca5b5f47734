//! The audit history: who did what in the last 180 days.

pub mod actions;
mod columns;
mod copy;
mod entry;
mod layout;
pub mod state;
pub mod update;
pub mod view;

#[cfg(test)]
mod tests;
