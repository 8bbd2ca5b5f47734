//! How commands end: the exit codes, said in one place.
//!
//! | code | meaning |
//! |---|---|
//! | 0 | it worked; everything is fine |
//! | 1 | data is late or incomplete; the sync was cancelled, interrupted or detached from |
//! | 2 | it failed, or a data source is paused |
//! | 3 | no engine answers, there is no data source, or the command line is wrong |
//!
//! A reader that closes its end of the pipe early is no failure: such a command ends with 0. A panic, which is a fault
//! of the program, ends with 101 as every Rust program does.

use std::process::ExitCode;

use crate::api::wire::{Health, RunStatus};

/// How a command ended. Worse is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exit {
    /// It worked.
    Fine = 0,
    /// It worked, but data is late or a part of it is missing.
    Degraded = 1,
    /// It did not work.
    Failed = 2,
    /// It could not be tried: no engine, no data source, a wrong command line.
    Usage = 3,
}

impl Exit {
    /// All of them, best first.
    pub const ALL: [Self; 4] = [Self::Fine, Self::Degraded, Self::Failed, Self::Usage];

    /// The number that the shell sees.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// What it means for every command that does not say it in more detail.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Fine => "it worked",
            Self::Degraded => "data is late or incomplete, or a sync was cancelled or interrupted",
            Self::Failed => "it failed",
            Self::Usage => "no engine answers, nothing is connected, or the command line is wrong",
        }
    }

    /// What a run's end means for the command that waited for it.
    pub const fn of_run(status: RunStatus) -> Self {
        match status {
            RunStatus::Success => Self::Fine,
            RunStatus::Failed => Self::Failed,
            RunStatus::Waiting | RunStatus::Running | RunStatus::Cancelled | RunStatus::Interrupted => Self::Degraded,
        }
    }
}

impl From<Health> for Exit {
    fn from(health: Health) -> Self {
        match health {
            Health::Fine => Self::Fine,
            Health::Degraded => Self::Degraded,
            Health::Failed => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_a_contract() {
        assert_eq!(Exit::ALL.map(Exit::code), [0, 1, 2, 3]);
        assert_eq!(
            [Health::Fine, Health::Degraded, Health::Failed].map(|health| Exit::from(health).code()),
            [0, 1, 2]
        );
        assert_eq!(Exit::of_run(RunStatus::Success), Exit::Fine);
        assert_eq!(Exit::of_run(RunStatus::Cancelled), Exit::Degraded);
        assert_eq!(Exit::of_run(RunStatus::Interrupted), Exit::Degraded);
        assert_eq!(Exit::of_run(RunStatus::Failed), Exit::Failed);
    }
}
