//! *Bring in*: from Intercom's pages to the store's segments.

mod progress;
mod run;
mod source;

pub use progress::{Progress, Wait};
pub use run::{ModuleRun, RowCounts, Run, RunStatus, Trigger};
pub use source::Source;
