//! *The door*: HTTP on a Unix socket.
//!
//! [`serve`](server::serve) is the engine's side, [`Client`] everybody else's, [`wire`] what travels between them:
//! JSON for control, Server-Sent Events for what happens, an Arrow IPC stream for rows. `curl --unix-socket` works too:
//!
//! ```text
//! curl --unix-socket "$XDG_RUNTIME_DIR/interlens/engine.sock" http://engine/v1/status
//! ```
//!
//! The door knows nothing of how anything is done; it asks who is there, and passes the wish on.

pub mod client;
mod ipc;
mod lines;
pub mod server;
pub mod wire;

pub use client::{Client, ClientError};
