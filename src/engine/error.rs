//! Why a wish was not granted.

use std::path::PathBuf;

use super::role::Role;
use crate::intercom::{BaseUrlError, Error as IntercomError, TokenError};
use crate::query::QueryError;
use crate::report::ReportError;
use crate::store::StoreError;
use crate::text::Advice;

/// What the engine answers when it does not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The role does not allow it.
    #[error("{wish} needs the role {}", .needs.label())]
    Forbidden {
        /// What was asked, in words.
        wish: &'static str,
        /// The least role that may.
        needs: Role,
        /// The role they have.
        has: Role,
    },
    /// There is no such data source.
    #[error("there is no data source {0}")]
    NoSource(u32),
    /// There is no such run.
    #[error("there is no sync {0}")]
    NoRun(u64),
    /// There is no data source at all.
    #[error("no workspace is connected")]
    NothingConnected,
    /// The workspace is connected already.
    #[error("the workspace {workspace} is connected already, as {name:?}")]
    AlreadyConnected {
        /// Its id at Intercom.
        workspace: String,
        /// The name of the data source.
        name: String,
    },
    /// Something in the request makes no sense.
    #[error("{0}")]
    Invalid(Advice),
    /// The address cannot be used.
    #[error(transparent)]
    BaseUrl(#[from] BaseUrlError),
    /// The token cannot be had.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// Intercom refused, or could not be reached.
    #[error(transparent)]
    Intercom(#[from] IntercomError),
    /// The question could not be answered.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A report could not be computed.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A folder could not be made.
    #[error("the folder {} cannot be made: {source}", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A thread ended unexpectedly.
    #[error("a thread of the engine ended unexpectedly: {0}")]
    Bug(String),
}

impl EngineError {
    /// The error for a person.
    pub fn advice(&self) -> Advice {
        match self {
            Self::Forbidden { wish, needs, has } => Advice::new(
                format!("You may not {wish}."),
                format!("That needs the role {}; yours is {}.", needs.label(), has.label()),
                "Ask the Account Admin of this engine; `interlens status` works for everybody.",
            ),
            Self::NoSource(id) => Advice::new(
                format!("There is no data source {id}."),
                "It was never connected, or was removed.",
                "`interlens status` lists the data sources.",
            ),
            Self::NoRun(id) => Advice::new(
                format!("There is no sync {id}."),
                "No sync has this number, or its record is too old and was taken away.",
                "`interlens history` lists the syncs with their numbers.",
            ),
            Self::NothingConnected => Advice::new(
                "No workspace is connected.",
                "This engine has no data source yet.",
                "Connect one with `interlens connect`, or look around with `interlens demo`.",
            ),
            Self::AlreadyConnected { workspace, name } => Advice::new(
                format!("The workspace {workspace} is connected already."),
                format!("It is the data source {name:?}."),
                "Sync it with `interlens sync`; to connect another workspace use a token of that one.",
            ),
            Self::Invalid(advice) => advice.clone(),
            Self::BaseUrl(error) => Advice::new(
                "The address of the API cannot be used.",
                error.to_string(),
                "Give a region (us, eu, au) or the https address of the API.",
            ),
            Self::Token(error) => Advice::new(
                "The access token could not be read.",
                error.to_string(),
                "See `interlens connect --help` for the places a token can come from, and connect or sync again.",
            ),
            Self::Intercom(error) => error.advice(),
            Self::Query(error) => error.advice(),
            Self::Report(error) => error.advice(),
            Self::Store(error) => error.advice(),
            Self::Folder { folder, source } => Advice::new(
                "The engine has no place for its files.",
                format!("{} cannot be made: {source}.", folder.display()),
                "Make the folder writable, or give another with --home.",
            ),
            Self::Bug(what) => Advice::new(
                "The engine made a mistake.",
                what.clone(),
                "Try again; if it happens again, please report it with the engine's log.",
            ),
        }
    }

    /// A word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Forbidden { .. } => "forbidden",
            Self::NoSource(_) | Self::NoRun(_) | Self::NothingConnected => "not_found",
            Self::AlreadyConnected { .. } => "conflict",
            Self::Invalid(_) | Self::BaseUrl(_) | Self::Query(_) | Self::Report(ReportError::Query(_)) => "invalid",
            Self::Token(_) => "token",
            Self::Intercom(_) => "intercom",
            Self::Report(_) | Self::Store(_) | Self::Folder { .. } | Self::Bug(_) => "internal",
        }
    }
}

impl From<tokio::task::JoinError> for EngineError {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Bug(error.to_string())
    }
}
