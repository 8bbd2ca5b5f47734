//! What a table shows: which rows of a module, in which order. Values that travel, and how people write them.
//!
//! A condition reads `State = open | snoozed`, `Created At >= 2026-11-01`, `Title ~ refund`, `Tags is empty`: a column, a
//! test, and values with `|` between them. That is how it stands in an address, in a filter that is typed, and on the
//! screen. It is never made into SQL text; [`super::sheet`] builds expressions from it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::catalog::Module;
use crate::catalog::module::UnknownModule;
use crate::catalog::relation::{self, Relation};

/// Which rows of a module, in which order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct View {
    /// The module.
    pub module: Module,
    /// All of these have to hold.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// A text that some column of the row contains, letter case aside; any row when empty.
    #[serde(default)]
    pub search: String,
    /// Only records that are related to this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Of>,
    /// What to sort by, most significant first; the order of the store where nothing is said. Texts are sorted as people
    /// count (`item 9` before `item 10`); rows without a value come last either way.
    #[serde(default)]
    pub sort: Vec<SortKey>,
}

impl View {
    /// All rows of a module.
    pub const fn all(module: Module) -> Self {
        Self {
            module,
            conditions: Vec::new(),
            search: String::new(),
            of: None,
            sort: Vec::new(),
        }
    }

    /// Whether some rows may be left out.
    pub fn is_filtered(&self) -> bool {
        !self.conditions.is_empty() || !self.search.is_empty() || self.of.is_some()
    }
}

/// A record, and the way from it to others: the contacts of a conversation, the conversations of a company.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Of {
    /// The record's module.
    pub module: Module,
    /// The way, by its name in addresses; see [`crate::catalog::relation`]. It ends at the view's module.
    pub relation: String,
    /// The values of the record's key columns.
    pub key: Vec<String>,
}

/// Something is not written as a record with a way from it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} names no related records: {why}; write for example `conversations/contacts:215470000000123`")]
pub struct OfError {
    /// What was written.
    pub text: String,
    /// What is wrong with it.
    pub why: String,
}

impl FromStr for Of {
    type Err = OfError;

    /// Reads `conversations/contacts:215`: a module, a relation of it, and a record's key, with a comma between its parts.
    fn from_str(text: &str) -> Result<Self, OfError> {
        let failed = |why: String| OfError {
            text: text.to_owned(),
            why,
        };
        let (way, key) = text.split_once(':').ok_or_else(|| failed("it has no key".to_owned()))?;
        let (module, relation) = way
            .split_once('/')
            .ok_or_else(|| failed("it has no relation".to_owned()))?;
        let module: Module = module
            .parse()
            .map_err(|error: UnknownModule| failed(error.to_string()))?;
        if Relation::named(module, relation).is_none() {
            let known: Vec<&str> = relation::of(module).map(|relation| relation.slug).collect();
            return Err(failed(format!("{module} lead to {}", known.join(", "))));
        }
        Ok(Self {
            module,
            relation: relation.to_owned(),
            key: key.split(',').map(|part| part.trim().to_owned()).collect(),
        })
    }
}

impl fmt::Display for Of {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}:{}", self.module.slug(), self.relation, self.key.join(","))
    }
}

/// A column to sort by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SortKey {
    /// The column.
    pub column: String,
    /// Greatest first.
    #[serde(default)]
    pub descending: bool,
}

/// What a row has to be like to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Condition {
    /// The column by name.
    pub column: String,
    /// How it is looked at.
    pub test: Test,
    /// What it is compared with, as text in the form in which people write a value of the column: `12480`, `yes`,
    /// `2026-11-22 14:05` (in the data source's time zone), `4 min 12 s`. [`Test::Is`] and [`Test::IsNot`] take several.
    #[serde(default)]
    pub values: Vec<String>,
}

/// How a value is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// It is one of the values. A day stands for any moment of it; a list is one of them when any element is.
    Is,
    /// It is none of them. Rows without a value are shown.
    IsNot,
    /// Less, earlier.
    Less,
    /// Less or equal.
    AtMost,
    /// Greater, later.
    Greater,
    /// Greater or equal.
    AtLeast,
    /// It contains the text, letter case aside.
    Contains,
    /// It does not. Rows without a value are shown.
    Lacks,
    /// It begins with the text, letter case aside.
    Starts,
    /// It ends with the text, letter case aside.
    Ends,
    /// There is no value.
    Empty,
    /// There is one.
    Filled,
}

impl Test {
    /// All tests, in the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::Is,
        Self::IsNot,
        Self::Less,
        Self::AtMost,
        Self::Greater,
        Self::AtLeast,
        Self::Contains,
        Self::Lacks,
        Self::Starts,
        Self::Ends,
        Self::Empty,
        Self::Filled,
    ];

    /// How it is written between a column and a value.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Is => "=",
            Self::IsNot => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
            Self::Contains => "~",
            Self::Lacks => "!~",
            Self::Starts => "^=",
            Self::Ends => "$=",
            Self::Empty => "is empty",
            Self::Filled => "is not empty",
        }
    }

    /// What it means, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::Less => "is less than",
            Self::AtMost => "is at most",
            Self::Greater => "is more than",
            Self::AtLeast => "is at least",
            Self::Contains => "contains",
            Self::Lacks => "does not contain",
            Self::Starts => "begins with",
            Self::Ends => "ends with",
            Self::Empty => "is empty",
            Self::Filled => "is not empty",
        }
    }

    /// Whether it compares with a value.
    pub const fn takes_value(self) -> bool {
        !matches!(self, Self::Empty | Self::Filled)
    }
}

impl Condition {
    /// A condition with one value.
    pub fn new(column: impl Into<String>, test: Test, value: impl Into<String>) -> Self {
        Self {
            column: column.into(),
            test,
            values: vec![value.into()],
        }
    }

    /// A condition without a value.
    pub fn bare(column: impl Into<String>, test: Test) -> Self {
        Self {
            column: column.into(),
            test,
            values: Vec::new(),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.column, self.test.sign())?;
        for (index, value) in self.values.iter().enumerate() {
            let quoted = value.is_empty() || value.trim() != value || value.contains(['|', '\\', '"']);
            f.write_str(if index == 0 { " " } else { " | " })?;
            if quoted {
                write!(f, "\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))?;
            } else {
                f.write_str(value)?;
            }
        }
        Ok(())
    }
}

/// A condition is not written as one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is no condition: {why}; write for example `State = open`, `Created At >= 2026-11-01` or `Title ~ refund`"
)]
pub struct ConditionError {
    /// What was written.
    pub text: String,
    /// What is wrong with it.
    pub why: &'static str,
}

impl FromStr for Condition {
    type Err = ConditionError;

    fn from_str(text: &str) -> Result<Self, ConditionError> {
        let failed = |why| ConditionError {
            text: text.to_owned(),
            why,
        };
        let trimmed = text.trim();
        for test in [Test::Filled, Test::Empty] {
            if let Some(column) = trimmed.strip_suffix(test.sign()) {
                let column = column.trim();
                return if column.is_empty() {
                    Err(failed("it names no column"))
                } else {
                    Ok(Self::bare(column, test))
                };
            }
        }
        let at = trimmed
            .find(['=', '!', '<', '>', '~', '^', '$'])
            .ok_or_else(|| failed("it has no test"))?;
        let (column, rest) = trimmed.split_at(at);
        // The longest sign first: `<=` begins with `<`.
        let mut signs: Vec<Test> = Test::ALL.into_iter().filter(|test| test.takes_value()).collect();
        signs.sort_by_key(|test| std::cmp::Reverse(test.sign().len()));
        let (found, written) = signs
            .into_iter()
            .find_map(|test| Some((test, rest.strip_prefix(test.sign())?)))
            .ok_or_else(|| failed("it has no test"))?;
        let column = column.trim();
        if column.is_empty() {
            return Err(failed("it names no column"));
        }
        let values = values(written).ok_or_else(|| failed("a quotation mark is not closed"))?;
        if values.len() > 1 && !matches!(found, Test::Is | Test::IsNot) {
            return Err(failed("only = and != take several values"));
        }
        if values.is_empty() {
            return Err(failed("it names no value"));
        }
        Ok(Self {
            column: column.to_owned(),
            test: found,
            values,
        })
    }
}

/// The values between `|`; nothing where a quotation mark is not closed.
fn values(text: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut value = String::new();
            let mut chars = quoted.char_indices();
            let end = loop {
                match chars.next()? {
                    (at, '"') => break at + 1,
                    (_, '\\') => value.push(chars.next()?.1),
                    (_, c) => value.push(c),
                }
            };
            values.push(value);
            rest = quoted.get(end..)?.trim_start();
            rest = rest.strip_prefix('|').unwrap_or(rest).trim_start();
        } else {
            let (value, after) = rest.split_once('|').unwrap_or((rest, ""));
            values.push(value.trim().to_owned());
            rest = after.trim_start();
        }
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn related_records_read_as_they_are_written() {
        let text = "companies/conversations:5f3b";
        let of: Of = text.parse().unwrap();
        assert_eq!((of.module, of.relation.as_str()), (Module::Companies, "conversations"));
        assert_eq!(of.to_string(), text);
        for wrong in [
            "",
            "companies",
            "companies/conversations",
            "tags/x:1",
            "companies/friends:1",
        ] {
            assert!(wrong.parse::<Of>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn conditions_read_as_they_are_written() {
        let read = |text: &str| text.parse::<Condition>().unwrap();
        assert_eq!(read("State=open"), Condition::new("State", Test::Is, "open"));
        assert_eq!(
            read("State != open | snoozed").values,
            ["open".to_owned(), "snoozed".to_owned()]
        );
        assert_eq!(
            read("Created At >= 2026-11-01"),
            Condition::new("Created At", Test::AtLeast, "2026-11-01")
        );
        assert_eq!(read("Tags is not empty"), Condition::bare("Tags", Test::Filled));
        assert_eq!(
            read(r#"Title ~ "a | b""#),
            Condition::new("Title", Test::Contains, "a | b")
        );
        assert_eq!(read("Title = \"\""), Condition::new("Title", Test::Is, ""));
        for wrong in [
            "",
            "State",
            "= open",
            "State =",
            "State < a | b",
            "Title = \"open",
            "is empty",
        ] {
            assert!(wrong.parse::<Condition>().is_err(), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            column in "[A-Za-z][A-Za-z ]{0,12}[A-Za-z]",
            test in prop::sample::select(Test::ALL.to_vec()),
            values in prop::collection::vec(".{0,12}", 1..4),
        ) {
            prop_assume!(!column.ends_with("is empty") && !column.ends_with("is not empty"));
            let condition = match test {
                Test::Empty | Test::Filled => Condition::bare(column, test),
                Test::Is | Test::IsNot => Condition { column, test, values },
                _ => Condition::new(column, test, values[0].clone()),
            };
            let written = condition.to_string();
            // A value that ends like a bare test reads as one; quoting would not help a person there.
            prop_assume!(!written.trim_end().ends_with("is empty") || test == Test::Empty);
            prop_assume!(!written.trim_end().ends_with("is not empty") || test == Test::Filled);
            prop_assert_eq!(written.parse::<Condition>().unwrap(), condition);
        }
    }
}
