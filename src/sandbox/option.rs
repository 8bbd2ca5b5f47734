//! What is said about an option that was not understood.

use std::fmt;

use thiserror::Error;

/// A part of the configuration that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct OptionError {
    given: String,
    why: String,
    next: String,
}

impl OptionError {
    pub(crate) fn new(given: &str, why: impl Into<String>, next: impl Into<String>) -> Self {
        Self {
            given: given.chars().filter(|c| !c.is_control()).take(80).collect(),
            why: why.into(),
            next: next.into(),
        }
    }
}

impl fmt::Display for OptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not understood: {}; {}", self.given, self.why, self.next)
    }
}
