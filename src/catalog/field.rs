//! One column of a module: its name, its type and where its value comes from.

use serde::{Deserialize, Serialize};

/// The type of a field's values, and with it how they are stored and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words; stored as they came.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction, such as an amount of money.
    Decimal,
    /// Yes or no.
    Boolean,
    /// A moment, in UTC. Intercom sends whole Unix seconds; they are stored as milliseconds.
    Timestamp,
    /// A length of time in whole seconds.
    Duration,
    /// Several words.
    List,
    /// What identifies a record. Always text, whatever Intercom sends: one id is a number in one version of the API and
    /// a string in the next, and the longest do not fit a 32-bit number.
    Id,
}

impl Kind {
    /// The word for this type in headers, `--help` and documentation.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Boolean => "boolean",
            Self::Timestamp => "timestamp",
            Self::Duration => "duration",
            Self::List => "list",
            Self::Id => "id",
        }
    }

    /// Whether columns of this type are set flush right.
    pub const fn is_numeric(self) -> bool {
        matches!(self, Self::Integer | Self::Decimal | Self::Duration)
    }
}

/// Where in a record's JSON a field's value is.
///
/// A path is made of keys with dots between them. `[]` after a key says that its value is a list: a field of kind
/// [`Kind::List`] takes every element, any other takes the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The value at a path.
    Path(&'static str),
    /// The value at the first path or, where that has none, at the second: versions of the API differ.
    Either(&'static str, &'static str),
    /// The value at `path` or, where that has none but the list at `list` has elements, a fixed word.
    EitherWord {
        /// Tried first.
        path: &'static str,
        /// The list that is looked at then.
        list: &'static str,
        /// What is said when the list is not empty.
        word: &'static str,
    },
    /// The value at `path`, but only in records where the text at `when` is `is`.
    When {
        /// Where the value is.
        path: &'static str,
        /// What decides.
        when: &'static str,
        /// What it has to say.
        is: &'static str,
    },
}

impl Origin {
    /// The path that documentation names: the first, where there are two.
    pub const fn path(&self) -> &'static str {
        match self {
            Self::Path(path) | Self::Either(path, _) | Self::EitherWord { path, .. } | Self::When { path, .. } => path,
        }
    }
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name users see and type, such as `Conversation Rating`.
    pub name: &'static str,
    /// The type of its values.
    pub kind: Kind,
    /// Where they come from.
    pub origin: Origin,
    /// Other spellings that are understood in queries and on the command line.
    pub aliases: &'static [&'static str],
    /// Whether Intercom describes the value as always present. Decoding does not rely on it: what is described as never
    /// null is null now and then.
    pub required: bool,
    /// Whether `0` and `"0"` stand for "nobody", as in assignee ids.
    pub zero_is_absent: bool,
}

impl Field {
    /// Whether `name` means this field: its own name or an alias, letter case aside and `_` standing for a space.
    pub fn answers_to(&self, name: &str) -> bool {
        std::iter::once(&self.name)
            .chain(self.aliases)
            .any(|own| same_name(own, name))
    }

    pub(super) const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(super) const fn zero_is_absent(mut self) -> Self {
        self.zero_is_absent = true;
        self
    }

    pub(super) const fn known_as(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    pub(super) const fn or(mut self, second: &'static str) -> Self {
        self.origin = Origin::Either(self.origin.path(), second);
        self
    }

    pub(super) const fn or_word(mut self, list: &'static str, word: &'static str) -> Self {
        self.origin = Origin::EitherWord {
            path: self.origin.path(),
            list,
            word,
        };
        self
    }

    pub(super) const fn when(mut self, when: &'static str, is: &'static str) -> Self {
        self.origin = Origin::When {
            path: self.origin.path(),
            when,
            is,
        };
        self
    }
}

pub(super) const fn field(name: &'static str, kind: Kind, path: &'static str) -> Field {
    Field {
        name,
        kind,
        origin: Origin::Path(path),
        aliases: &[],
        required: false,
        zero_is_absent: false,
    }
}

/// Whether two spellings name the same thing: letter case does not count, and `_`, `-` and any space are one.
pub fn same_name(left: &str, right: &str) -> bool {
    fn folded(name: &str) -> impl Iterator<Item = char> + '_ {
        name.chars()
            .map(|c| {
                if c == '_' || c == '-' || c.is_whitespace() {
                    ' '
                } else {
                    c
                }
            })
            .flat_map(char::to_lowercase)
    }
    folded(left).eq(folded(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_typed() {
        assert!(same_name("Conversation Vs Contact", "conversation_vs_contact"));
        assert!(same_name("Count Conversation\u{a0}Parts", "Count Conversation Parts"));
        assert!(!same_name("Team ID", "TeamID"));
    }
}
