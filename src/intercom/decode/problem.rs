//! What was odd in the records of a page.

use std::fmt;

use serde::Serialize;

use super::record::Found;
use crate::catalog::{Field, Module};
use crate::text::{SafeText, truncate};

/// How many problems of one page are kept with their words. All are counted.
const MOST_KEPT: usize = 100;
/// How many columns of an odd text are kept.
const LONGEST_FOUND: usize = 60;

/// The problems of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Problems {
    /// How many there were.
    pub total: u64,
    /// How many records were left out for theirs.
    pub records_left_out: u64,
    /// The first of them.
    pub kept: Vec<Problem>,
}

/// Something in a record that is not as the catalog has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Whose record.
    pub module: Module,
    /// Which field; `None` where it is the record as a whole.
    pub field: Option<&'static str>,
    /// The record's id, where it has one. For a derived module the parent's.
    pub record: Option<SafeText>,
    /// What is odd.
    pub kind: ProblemKind,
    /// What stood there, in words or cut short.
    pub found: SafeText,
}

/// What can be odd, and what was done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// The record has no id: it is left out.
    NoKey,
    /// The record cannot be read at all: it is left out.
    Unreadable,
    /// The value is of another type: it is stored as empty.
    WrongType,
    /// The value is beyond what its type can be: it is stored as empty.
    OutOfRange,
    /// The text is too long: its beginning is stored, or nothing if it is an id.
    TooLong,
}

impl ProblemKind {
    /// What is odd, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoKey => "no id, so the record was left out",
            Self::Unreadable => "the record could not be read and was left out",
            Self::WrongType => "a value of another type, stored as empty",
            Self::OutOfRange => "a value out of range, stored as empty",
            Self::TooLong => "a text that is too long, cut or stored as empty",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.module)?;
        if let Some(record) = &self.record {
            write!(f, " {record}")?;
        }
        if let Some(field) = self.field {
            write!(f, ", {field}")?;
        }
        write!(f, ": {} (found {})", self.kind.words(), self.found)
    }
}

impl Problems {
    /// Whether there were none.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// Adds those of another page; as many words are kept as of one.
    pub fn absorb(&mut self, other: Self) {
        self.total += other.total;
        self.records_left_out += other.records_left_out;
        let room = MOST_KEPT.saturating_sub(self.kept.len());
        self.kept.extend(other.kept.into_iter().take(room));
    }

    fn note(&mut self, problem: impl FnOnce() -> Problem) {
        self.total += 1;
        if self.kept.len() < MOST_KEPT {
            self.kept.push(problem());
        }
    }

    pub(super) fn value(&mut self, module: Module, field: &Field, record: &str, kind: ProblemKind, found: &Found<'_>) {
        self.note(|| Problem {
            module,
            field: Some(field.name),
            record: Some(SafeText::new(record)),
            kind,
            found: described(found),
        });
    }

    pub(super) fn no_key(&mut self, module: Module, field: &Field, found: &Found<'_>) {
        self.records_left_out += 1;
        let (field, found) = (Some(field.name), described(found));
        self.note(|| Problem {
            module,
            field,
            record: None,
            kind: ProblemKind::NoKey,
            found,
        });
    }

    pub(super) fn unreadable(&mut self, module: Module, reason: &str) {
        self.records_left_out += 1;
        self.note(|| Problem {
            module,
            field: None,
            record: None,
            kind: ProblemKind::Unreadable,
            found: SafeText::new(reason),
        });
    }

    /// The list that a derived module is made from is something else.
    pub(super) fn list(&mut self, module: Module, parent: &str, found: &Found<'_>) {
        self.note(|| Problem {
            module,
            field: None,
            record: Some(SafeText::new(parent)),
            kind: ProblemKind::WrongType,
            found: described(found),
        });
    }
}

fn described(found: &Found<'_>) -> SafeText {
    SafeText::new(match found {
        Found::Absent => "nothing".to_owned(),
        Found::Null => "null".to_owned(),
        Found::Bool(value) => value.to_string(),
        Found::Int(value) => value.to_string(),
        Found::Large(value) => value.to_string(),
        Found::Float(value) => value.to_string(),
        // Only the beginning is made safe: the whole may be a megabyte.
        Found::Text(text) => {
            let beginning: String = text.chars().take(LONGEST_FOUND * 2).collect();
            format!("the text “{}”", truncate(&SafeText::new(beginning), LONGEST_FOUND))
        }
        Found::List => "a list".to_owned(),
        Found::Object => "an object".to_owned(),
        Found::Endless => "a list without an end".to_owned(),
        Found::Other => "something of another shape".to_owned(),
    })
}
