//! How a command that did not work tells it.
//!
//! A [`Failure`] is three sentences (what happened, why, what to do next), the exit code, and the chain of causes that
//! `-v` shows. It is printed in one place, [`Failure::lines`], where everything in it is made safe for a terminal and
//! free of tokens.

use std::error::Error;
use std::io;

use super::exit::Exit;
use super::scrub::scrub;
use crate::api::ClientError;
use crate::text::{Advice, SafeText};

type Cause = Box<dyn Error + Send + Sync>;

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Something went wrong, and a person is told.
    #[error("{advice}")]
    Told {
        /// What happened, why, and what to do next.
        advice: Box<Advice>,
        /// How the command ends.
        exit: Exit,
        /// What it was, in the words of whoever noticed.
        #[source]
        cause: Option<Cause>,
    },
    /// The reader of standard output has gone, as `head` does: nothing went wrong, nothing is left to do.
    #[error("nobody reads the output any more")]
    NoReader,
}

impl Failure {
    /// Something failed: exit code 2.
    pub fn failed(what: impl Into<String>, why: impl Into<String>, next: impl Into<String>) -> Self {
        Self::with(Exit::Failed, Advice::new(what, why, next))
    }

    /// The command could not be tried: exit code 3.
    pub fn usage(what: impl Into<String>, why: impl Into<String>, next: impl Into<String>) -> Self {
        Self::with(Exit::Usage, Advice::new(what, why, next))
    }

    /// An advice with an exit code.
    pub fn with(exit: Exit, advice: Advice) -> Self {
        Self::Told {
            advice: Box::new(advice),
            exit,
            cause: None,
        }
    }

    /// The same failure, knowing what it came from.
    #[must_use]
    pub fn because(self, cause: impl Into<Cause>) -> Self {
        match self {
            Self::Told { advice, exit, .. } => Self::Told {
                advice,
                exit,
                cause: Some(cause.into()),
            },
            Self::NoReader => self,
        }
    }

    /// Standard output or standard error could not be written.
    pub fn output(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::NoReader;
        }
        Self::failed(
            "The output could not be written.",
            format!("The system says: {error}."),
            "Look whether the disk is full or the file may not be written, then run the command again.",
        )
        .because(error)
    }

    /// How the command ends.
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Told { exit, .. } => *exit,
            Self::NoReader => Exit::Fine,
        }
    }

    /// The three sentences.
    pub fn advice(&self) -> Advice {
        match self {
            Self::Told { advice, .. } => Advice::clone(advice),
            Self::NoReader => Advice::new(
                "Nobody reads the output any more.",
                "Its reader has gone.",
                "Nothing has to be done.",
            ),
        }
    }

    /// The lines that are printed: none when there is nobody to tell, three otherwise, and with `causes` a line for
    /// each cause.
    pub fn lines(&self, causes: bool) -> Vec<String> {
        let Self::Told { advice, cause, .. } = self else {
            return Vec::new();
        };
        let safe = |text: &str| SafeText::new(scrub(text)).as_str().to_owned();
        let mut lines = vec![
            format!("error: {}", safe(&advice.what)),
            format!("  why: {}", safe(&advice.why)),
            format!(" next: {}", safe(&advice.next)),
        ];
        if causes {
            let mut next = cause.as_deref().map(|cause| cause as &dyn Error);
            while let Some(cause) = next {
                lines.push(format!("cause: {}", safe(&cause.to_string())));
                next = cause.source();
            }
        }
        lines
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        let exit = match &error {
            ClientError::NoEngine { .. } | ClientError::OtherVersion { .. } => Exit::Usage,
            ClientError::Refused(refusal) if matches!(refusal.code.as_str(), "invalid" | "not_found") => Exit::Usage,
            ClientError::Refused(_) | ClientError::Broken(_) => Exit::Failed,
        };
        Self::with(exit, error.advice()).because(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire::Refusal;

    #[test]
    fn a_failure_is_three_lines() {
        let failure = Failure::failed("It broke.", "The disk is full.", "Make room.");
        assert_eq!(
            failure.lines(true),
            ["error: It broke.", "  why: The disk is full.", " next: Make room."]
        );
        assert_eq!(failure.exit(), Exit::Failed);
    }

    #[test]
    fn causes_are_shown_when_asked_for_and_never_hold_a_token() {
        let cause = io::Error::other("sent Authorization: Bearer s3cr3t and it said \x1b[31mno");
        let failure = Failure::failed("a", "b", "c").because(cause);
        assert_eq!(failure.lines(false).len(), 3);
        let lines = failure.lines(true);
        assert_eq!(lines.len(), 4);
        assert!(
            !lines
                .iter()
                .any(|line| line.contains("s3cr3t") || line.contains('\x1b'))
        );
        assert!(lines.last().unwrap().contains("said ␛[31mno"), "{lines:?}");
    }

    #[test]
    fn a_reader_that_left_is_no_failure() {
        let failure = Failure::output(io::ErrorKind::BrokenPipe.into());
        assert_eq!(failure.exit(), Exit::Fine);
        assert!(failure.lines(true).is_empty());
        assert_eq!(Failure::output(io::ErrorKind::StorageFull.into()).exit(), Exit::Failed);
    }

    #[test]
    fn what_the_engine_refuses_keeps_its_words() {
        let refused = |code: &str| {
            Failure::from(ClientError::Refused(Refusal {
                error: Advice::new("No.", "Not allowed.", "Ask an admin."),
                code: code.to_owned(),
            }))
        };
        assert_eq!(refused("forbidden").exit(), Exit::Failed);
        assert_eq!(refused("invalid").exit(), Exit::Usage);
        assert_eq!(refused("forbidden").lines(false)[2], " next: Ask an admin.");
    }
}
