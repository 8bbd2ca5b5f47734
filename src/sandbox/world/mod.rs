//! The workspace itself, without HTTP.
//!
//! A [`World`] holds no records: each is made on demand from the seed and its number ([`story`], [`conversation`],
//! [`contact`], …) as it is at the clock's moment. What is held is the order of changes ([`shelf`]) and what was done
//! from outside. Start reading at [`World`] (`workspace.rs`), then [`setting`], [`shelf`] and `state`.

pub(crate) mod calendar;
pub(crate) mod company;
pub(crate) mod contact;
pub(crate) mod conversation;
pub(crate) mod help;
pub(crate) mod ids;
pub(crate) mod order;
pub(crate) mod setting;
pub(crate) mod shelf;
pub(crate) mod staff;
mod state;
pub(crate) mod story;
mod texts;
pub(crate) mod ticket;
mod truth;
pub(crate) mod view;
pub(crate) mod visits;
pub(crate) mod words;
mod workspace;

pub use truth::{Cell, TruthRow};
pub use workspace::{ControlError, World};
