//! *The door*: HTTP on a Unix socket, and its client.

pub mod client;
mod ipc;
mod lines;
pub mod wire;

pub use client::{Client, ClientError};
