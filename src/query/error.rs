//! What can go wrong with a question, in words.

use std::fmt;

use datafusion::error::DataFusionError;
use datafusion::parquet::errors::ParquetError;
use datafusion::sql::sqlparser::parser::ParserError;

use crate::text::Advice;

/// A place in a text: line and column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u64,
    /// The column, in characters.
    pub column: u64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// A formula, a condition or a column's name that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct FormulaError {
    /// What is wrong, as a sentence without its full stop.
    pub problem: String,
    /// What to do about it, such as the names that were probably meant.
    pub hint: Option<String>,
    /// Where, when the place is known.
    pub at: Option<Position>,
}

impl FormulaError {
    /// A problem, as a sentence without its full stop.
    pub(crate) fn new(problem: impl Into<String>) -> Self {
        Self {
            problem: problem.into(),
            hint: None,
            at: None,
        }
    }

    /// The same with what to do about it.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(super) fn at(mut self, at: Option<Position>) -> Self {
        self.at = self.at.or(at);
        self
    }
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = self.at {
            write!(f, "{at}: ")?;
        }
        f.write_str(&self.problem)?;
        match &self.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

/// Says what the parser says, with the place taken out of its words.
pub(super) fn parser_error(error: &ParserError) -> FormulaError {
    let words = match error {
        ParserError::RecursionLimitExceeded => {
            return FormulaError::new("it is nested too deeply").hint("make it flatter, or use formulas in formulas");
        }
        ParserError::TokenizerError(words) | ParserError::ParserError(words) => words,
    };
    let Some((problem, place)) = words.rsplit_once(" at Line: ") else {
        return FormulaError::new(words.clone());
    };
    let at = place.split_once(", Column: ").and_then(|(line, column)| {
        Some(Position {
            line: line.trim().parse().ok()?,
            column: column.trim().parse().ok()?,
        })
    });
    let problem = problem.trim_start_matches("sql parser error: ").trim_end_matches(',');
    FormulaError::new(
        problem
            .replace("Expected: ", "expected ")
            .replace(", found: EOF", ", but it ends there"),
    )
    .at(at)
}

/// Why a question has no answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum QueryError {
    /// What was typed makes no sense.
    #[error("{0}")]
    Formula(#[from] FormulaError),
    /// What was asked for is more than reading.
    #[error("{what} is refused: questions can only read")]
    Refused {
        /// What was asked for.
        what: String,
    },
    /// The answer needs more memory than questions may use.
    #[error("the question needs more memory than it may use ({limit} MB)")]
    Memory {
        /// The limit in megabytes; 0 when it is not known here.
        limit: usize,
    },
    /// The store could not be read.
    #[error("the records could not be read: {reason}")]
    Store {
        /// What the store says.
        reason: String,
    },
    /// Nobody waits for the answer any more.
    #[error("the question was dropped before it was answered")]
    Dropped,
    /// The query engine failed.
    #[error("the question could not be answered: {0}")]
    Engine(String),
}

impl QueryError {
    /// What happened, why, and what to do next.
    pub fn advice(&self) -> Advice {
        match self {
            Self::Formula(error) => Advice::new(
                "The question was not understood.",
                format!(
                    "{}{}.",
                    error.at.map(|at| format!("At {at}: ")).unwrap_or_default(),
                    error.problem
                ),
                error
                    .hint
                    .as_ref()
                    .map_or_else(|| "Correct it and ask again.".to_owned(), |hint| sentence(hint)),
            ),
            Self::Refused { what } => Advice::new(
                format!("{what} was refused."),
                "Questions can only read the tables of this workspace.",
                "Ask with a single SELECT over the modules.",
            ),
            Self::Memory { limit } => Advice::new(
                "The question was ended.",
                format!("Its answer needs more than the {limit} MB of memory that questions may use."),
                "Ask for fewer columns, add a filter or a limit, or group by something coarser.",
            ),
            Self::Store { reason } => Advice::new(
                "The records could not be read.",
                format!("{reason}."),
                "Nothing was changed: ask again and, if it fails again, look into the engine's log.",
            ),
            Self::Dropped => Advice::new(
                "The question was ended.",
                "Whoever asked it did not wait for the answer.",
                "Ask again.",
            ),
            Self::Engine(message) => Advice::new(
                "The question could not be answered.",
                format!("{message}."),
                "Make it simpler; if it should work, please report it with the question.",
            ),
        }
    }

    /// The word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Formula(_) => "invalid",
            Self::Refused { .. } => "forbidden",
            Self::Memory { .. } => "too_large",
            Self::Store { .. } | Self::Dropped => "unavailable",
            Self::Engine(_) => "internal",
        }
    }

    /// Reads an error of the query engine, whose memory limit is `limit` bytes.
    pub(super) fn engine(error: &DataFusionError, limit: usize) -> Self {
        match error.find_root() {
            DataFusionError::ResourcesExhausted(_) => Self::Memory { limit: limit >> 20 },
            DataFusionError::External(inner) => inner.downcast_ref::<FormulaError>().map_or_else(
                || Self::Engine(inner.to_string()),
                |formula| Self::Formula(formula.clone()),
            ),
            DataFusionError::ParquetError(error) => Self::Store {
                reason: match error.as_ref() {
                    ParquetError::External(inner) => inner.to_string(),
                    other => other.to_string(),
                },
            },
            DataFusionError::SchemaError(..) | DataFusionError::Plan(_) | DataFusionError::NotImplemented(_) => {
                Self::Formula(FormulaError::new(first_line(error)))
            }
            DataFusionError::SQL(parser, _) => Self::Formula(parser_error(parser)),
            _ => Self::Engine(first_line(error)),
        }
    }
}

impl From<DataFusionError> for QueryError {
    fn from(error: DataFusionError) -> Self {
        Self::engine(&error, 0)
    }
}

impl From<datafusion::arrow::error::ArrowError> for QueryError {
    fn from(error: datafusion::arrow::error::ArrowError) -> Self {
        Self::from(DataFusionError::from(error))
    }
}

/// What the engine says, without the class of the error and without what follows the first line.
fn first_line(error: &DataFusionError) -> String {
    let words = error.find_root().message();
    words
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_owned()
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    format!(
        "{}{}.",
        first.into_iter().flatten().collect::<String>(),
        letters.as_str()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_error_says_where_what_and_the_way_out() {
        let error = FormulaError::new("there is no column \"Stat\" in Conversations")
            .hint("did you mean \"State\"?")
            .at(Some(Position { line: 1, column: 4 }));
        assert_eq!(
            error.to_string(),
            "line 1, column 4: there is no column \"Stat\" in Conversations; did you mean \"State\"?"
        );
        let advice = QueryError::from(error).advice();
        assert!(advice.why.contains("column 4") && advice.next.starts_with("Did you mean"));
    }

    #[test]
    fn running_out_of_memory_is_told_as_such() {
        let error = DataFusionError::ResourcesExhausted("no".into()).context("while sorting");
        assert!(matches!(
            QueryError::engine(&error, 128 << 20),
            QueryError::Memory { limit: 128 }
        ));
    }
}
