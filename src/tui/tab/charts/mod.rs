//! The charts: every kind of picture over the data, as a grid and each over the whole screen.
//!
//! [`state`] keeps what was answered and how somebody looks at it. [`settle`](fetch::settle) asks for the pictures that are seen and lays them
//! out once, for as long as data, size and look stay the same; [`view`] only paints them. So a cursor that moves costs a
//! painting and no layout. What a mark stands for is found in [`drill`].

pub mod actions;
mod colours;
mod copy;
mod drill;
mod export;
pub mod fetch;
mod layout;
mod line;
mod open;
mod race;
pub mod state;
pub mod update;
mod vary;
pub mod view;
mod zoom;

pub use export::Drawing;

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use tests::drawing_of;
