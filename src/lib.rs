//! interlens: Intercom in the terminal.
//!
//! The rooms, from the top down; a room imports only those below it:
//! [`api`] is the door to the engine, [`engine`] owns the store, [`report`] says what the figures are, [`sync`] brings
//! records in, [`intercom`] talks to the API, [`text`] makes words safe to show, [`catalog`] names everything.

pub mod api;
pub mod catalog;
pub mod engine;
pub mod intercom;
pub mod report;
pub mod sync;
pub mod text;
