//! *Own*: one process owns the store and answers everybody else.

mod audit;
mod home;
mod role;
mod status;

pub use audit::{Action, AuditEntry};
pub use home::{Home, NoHome};
pub use role::Role;
pub use status::{EngineStatus, Health, ModuleStatus, SourceState, SourceStatus, Status};
