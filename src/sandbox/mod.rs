//! *Pretend*: a simulated Intercom workspace over HTTP, for the demo and for tests.
//!
//! [`Sandbox::start`] serves a workspace on a loopback address. The workspace ([`World`]) is as large as wanted and takes
//! little memory: no record is kept, each is made when it is asked for, from the seed, its number and the clock. So the
//! same configuration always gives the same workspace, on every platform and in every order of asking, and a million
//! conversations are there in a second.
//!
//! What it promises:
//!
//! - Answers have the shapes of Intercom's API 2.11 to 2.17, with the quirks that connectors met; in [`Mode::Spec`] they
//!   keep strictly to the description of 2.16.
//! - [`World::truth`] tells what a perfect sync would hold, and is made without looking at the JSON.
//! - Time passes only as [`ClockConfig`] says; what can go wrong goes wrong only as [`Fault`] says.
//!
//! It knows the catalog and nothing else of this program. Start reading at [`World`] for the workspace, at `http` for the
//! API. What can be done to a running sandbox over HTTP is listed in `http/control.rs`.

mod clock;
mod config;
mod dice;
mod fault;
mod http;
mod json;
mod option;
mod requests;
mod route;
mod server;
#[cfg(test)]
mod tests;
mod version;
mod world;

pub use config::{ClockConfig, DEFAULT_PRESENT, DateBounds, Limit, Mode, SandboxConfig};
pub use fault::{Fault, FaultKind};
pub use option::OptionError;
pub use requests::Request;
pub use server::{Sandbox, SandboxError};
pub use world::{Cell, ControlError, TruthRow, World};
