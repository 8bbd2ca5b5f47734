//! interlens: Intercom in the terminal.
//!
//! One binary syncs an Intercom workspace into one embedded database file and shows it. This library is that program;
//! `src/main.rs` only calls it.
//!
//! The rooms, from the top down; a room imports only those below it:
//!
//! - [`api`] is the door: HTTP on a Unix socket, and its client;
//! - [`engine`] owns the store, and answers everybody else;
//! - [`report`] says what the figures of a dashboard are;
//! - [`sync`] brings records in;
//! - [`query`] asks: rows, formulas and measures over the store;
//! - [`chart`] draws: data in, pictures out;
//! - [`store`] keeps: one redb file;
//! - [`intercom`] talks to Intercom;
//! - [`sandbox`] pretends to be it;
//! - [`text`] makes words safe to show;
//! - [`catalog`] names modules, fields and formulas.

pub mod api;
pub mod catalog;
pub mod chart;
pub mod cli;
pub mod engine;
pub mod intercom;
pub mod query;
pub mod report;
pub mod sandbox;
pub mod store;
pub mod sync;
pub mod text;
pub mod tui;
