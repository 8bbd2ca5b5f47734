//! The data sources: what is connected, how it stands, and what runs.

pub mod actions;
mod columns;
mod layout;
pub mod state;
pub mod update;
pub mod view;

#[cfg(test)]
mod tests;
