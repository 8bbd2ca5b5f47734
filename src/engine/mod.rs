//! *Own*: one process owns the store, and answers everybody else.
//!
//! [`Engine`] is that owner. Everything that is asked of it comes with a [`Caller`], whose role decides (by the table of
//! [`Wish`]); what is not allowed is refused. It starts syncs and watches over them, goes on with those that were broken
//! off, keeps segments merged and figures ready, and tells what happens as [`Event`]s. It knows nothing of sockets or
//! terminals.
//!
//! Where to start reading: [`Engine::open`], then the file of what is asked for: `syncs`, `sources`, `overviews`, `charts`,
//! `rows`, `sheets`, `histories`, `notifications`.

mod answers;
mod audit;
mod calendar;
mod charts;
mod error;
mod event;
mod histories;
mod home;
mod live;
mod notifications;
mod overviews;
mod owner;
mod ready;
mod related;
mod role;
mod rows;
mod sheets;
mod shelf;
mod sources;
mod status;
mod syncs;
mod users;

pub use audit::{Action, AuditEntry, AuditQuery, MOST_ENTRIES, UnknownAction};
pub use calendar::Day;
pub use error::EngineError;
pub use event::Event;
pub use home::{Home, NoHome};
pub use notifications::Notification;
pub use owner::{Attached, Engine, Options};
pub use role::{Role, Wish};
pub use sheets::Find;
pub use sources::NewSource;
pub use status::{EngineStatus, Health, ModuleStatus, SourceState, SourceStatus, Status};
pub use syncs::Started;
pub use users::Caller;
