//! Why a walk, and with it a run, did not come to its end.

use crate::catalog::Module;
use crate::intercom::{Class, Error as IntercomError};
use crate::store::StoreError;
use crate::text::Advice;

/// What stops a walk.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Intercom, or the way to it.
    #[error(transparent)]
    Intercom(#[from] IntercomError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// This program.
    #[error("a thread of the sync ended unexpectedly: {0}")]
    Bug(String),
}

impl Failure {
    /// The failure for a person.
    pub fn advice(&self) -> Advice {
        match self {
            Self::Intercom(error) => error.advice(),
            Self::Store(error) => error.advice(),
            Self::Bug(what) => Advice::new(
                "The sync stopped because of a mistake in interlens.",
                what.clone(),
                "What was committed is kept: sync again, and please report it with the engine's log.",
            ),
        }
    }

    /// Whether somebody asked for it.
    pub fn is_cancellation(&self) -> bool {
        matches!(self, Self::Intercom(error) if error.class() == Class::Cancelled)
    }

    /// Whether the token is not accepted, so that nothing will work until there is another.
    pub fn is_unauthorized(&self) -> bool {
        matches!(self, Self::Intercom(error) if error.class() == Class::Unauthorized)
    }

    /// Whether the other modules would fail in the same way.
    pub(super) fn stops_the_run(&self) -> bool {
        match self {
            Self::Intercom(error) => {
                matches!(
                    error.class(),
                    Class::Unauthorized | Class::Cancelled | Class::Redirected | Class::Network(_)
                )
            }
            Self::Store(_) | Self::Bug(_) => true,
        }
    }
}

/// The reason of a run in which modules failed but others went on.
pub(super) fn of_modules(failed: &[(Module, Advice)]) -> Option<Advice> {
    match failed {
        [] => None,
        [(_, only)] => Some(only.clone()),
        [(_, first), ..] => {
            let names: Vec<&str> = failed.iter().map(|(module, _)| module.name()).collect();
            Some(Advice::new(
                format!("{} modules failed: {}.", failed.len(), names.join(", ")),
                first.to_string(),
                first.next.clone(),
            ))
        }
    }
}
