//! What can go wrong with a report.

use crate::query::QueryError;
use crate::text::Advice;

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A question behind it has no answer.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// An answer does not look as it was asked for.
    #[error("the figures for {0} are not what was asked for")]
    Unexpected(&'static str),
}

impl ReportError {
    /// What happened, why, and what to do next.
    pub fn advice(&self) -> Advice {
        match self {
            Self::Query(error) => error.advice(),
            Self::Unexpected(what) => Advice::new(
                "The report could not be made.",
                format!("The figures for {what} came back in another shape than they were asked for."),
                "Please report it; your data is not affected.",
            ),
        }
    }
}

impl From<datafusion::error::DataFusionError> for ReportError {
    fn from(error: datafusion::error::DataFusionError) -> Self {
        Self::Query(error.into())
    }
}

impl From<datafusion::arrow::error::ArrowError> for ReportError {
    fn from(error: datafusion::arrow::error::ArrowError) -> Self {
        Self::Query(error.into())
    }
}
