//! What a sync has to read: which modules in which order, and from which change on.
//!
//! Pure: checkpoints and a moment in, steps out.

use chrono::{DateTime, Utc};

use crate::catalog::Module;
use crate::intercom::{Endpoint, Filter, Style};

use super::checkpoint::{Checkpoint, Walk};

/// How far back of the last complete walk the next one begins, in seconds: Intercom's search index lags behind by up to
/// a few minutes.
pub(super) const OVERLAP: i64 = 300;

/// The walk through one module that is asked for, and what is kept of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The module whose pages are read.
    pub fetch: Module,
    /// Whether its own records are kept.
    pub keep: bool,
    /// The module derived from it that is kept as well.
    pub derived: Option<Module>,
    /// Which of its records are read.
    pub extent: Extent,
    /// The checkpoint it starts from.
    pub checkpoint: Checkpoint,
}

/// Which records of a module are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Those that changed at or after a moment (Unix seconds), oldest change first; all when nothing is said.
    Changes(Option<i64>),
    /// All of them; afterwards whatever was not among them is gone.
    Everything,
    /// All of them, unless the first page shows that nothing has changed: the newest change comes first.
    EverythingIfChanged,
}

impl Step {
    /// The modules whose records it keeps.
    pub(super) fn kept(&self) -> impl Iterator<Item = Module> + use<> {
        self.keep.then_some(self.fetch).into_iter().chain(self.derived)
    }

    /// The walk as it is written to the checkpoint before its first record.
    pub(super) fn walk(&self, now: DateTime<Utc>) -> Walk {
        let from = match self.extent {
            Extent::Changes(from) => from,
            Extent::Everything | Extent::EverythingIfChanged => None,
        };
        Walk {
            from,
            reached: None,
            started_at: now,
        }
    }
}

/// The order in which modules are read: what others refer to first, the largest last but one.
const ORDER: [Module; 9] = [
    Module::Admins,
    Module::Teams,
    Module::HelpCenters,
    Module::Collections,
    Module::Articles,
    Module::Companies,
    Module::Contacts,
    Module::Conversations,
    Module::Tickets,
];

/// The steps that bring these modules up to date.
pub(super) fn steps(modules: &[Module], checkpoint_of: impl Fn(Module) -> Checkpoint) -> Vec<Step> {
    ORDER
        .into_iter()
        .filter_map(|fetch| {
            let keep = modules.contains(&fetch);
            let derived = fetch.derives().filter(|derived| modules.contains(derived));
            if !keep && derived.is_none() {
                return None;
            }
            // A module that was added later has to be read from its beginning, and its sibling with it.
            let checkpoint = keep
                .then_some(fetch)
                .into_iter()
                .chain(derived)
                .map(&checkpoint_of)
                .min_by_key(|checkpoint| checkpoint.complete_through)
                .unwrap_or_default();
            let extent = extent(fetch, &checkpoint);
            Some(Step {
                fetch,
                keep,
                derived,
                extent,
                checkpoint,
            })
        })
        .collect()
}

fn extent(module: Module, checkpoint: &Checkpoint) -> Extent {
    let endpoint = Endpoint::of(module);
    match (endpoint.filter, endpoint.style) {
        (Filter::None, Style::Numbered) if checkpoint.complete_through.is_some() => Extent::EverythingIfChanged,
        (Filter::None, _) => Extent::Everything,
        _ => {
            // A walk that broke off has everything until `reached`; the second itself may hold more.
            let broken_off = checkpoint.walk.as_ref().and_then(|walk| walk.reached.or(walk.from));
            Extent::Changes(broken_off.or_else(|| checkpoint.complete_through.map(|through| through - OVERLAP)))
        }
    }
}
