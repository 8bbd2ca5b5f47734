//! Everything that needs more than one room, in one binary: linking `DataFusion` once keeps the suite short.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "in a test these are how it fails"
)]

mod bad_cases;
mod bad_places;
mod charts;
mod commands;
mod harness;
mod histories;
mod house;
mod killed;
mod plain;
mod program;
mod pty;
mod pty_looks;
mod pty_signals;
mod pty_tour;
mod schedule;
mod secrets;
mod sheets;
mod terminal;
mod truth;
