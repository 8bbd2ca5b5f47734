//! *Bring in*: from Intercom's pages to the store's segments.
//!
//! A [`Job`] says what is synced. It is planned from checkpoints (`plan`), walked module by module (`walk`), and
//! committed batch by batch (`batch`): records, checkpoint and the run's own record in one transaction. So a sync can end
//! at any moment, a power cut included: what was committed is whole, and the next sync goes on from there. Doing a thing
//! twice changes nothing: records are known by their keys, and the newest of them wins.
//!
//! Where to start reading: [`Job::run`].

mod batch;
mod checkpoint;
mod failure;
mod ledger;
mod plan;
mod progress;
mod run;
mod runner;
mod source;
mod unchanged;
mod walk;

pub use checkpoint::{Checkpoint, Walk};
pub use failure::Failure;
pub use progress::{Progress, Wait};
pub use run::{ModuleRun, RowCounts, Run, RunStatus, Trigger};
pub use runner::{Job, Outcome};
pub use source::Source;
