//! What can go wrong, in words that say what happened, why, and what to do next.

use std::io;
use std::path::{Path, PathBuf};

use arrow::error::ArrowError;
use parquet::errors::ParquetError;

use crate::catalog::Module;
use crate::text::Advice;

/// Why the store could not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process holds the file.
    #[error(
        "{} is in use by another process, which did not let go of it in {} s; stop that process (`interlens stop`) \
         or connect to it instead",
        path.display(),
        waited.as_secs()
    )]
    InUse {
        /// The file.
        path: PathBuf,
        /// How long was waited.
        waited: std::time::Duration,
    },
    /// The file is something else.
    #[error(
        "{} is not an interlens database ({detail}); it was left as it is: name another file, or move this one away",
        path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What gave it away.
        detail: String,
    },
    /// The file is from a later version of interlens.
    #[error(
        "{} was written by a newer interlens (format {found}; this one knows formats up to {known}); \
         update interlens, or name another file",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The format of the file.
        found: u64,
        /// The newest format this build reads.
        known: u64,
    },
    /// The file's container is of a version from before interlens' first release.
    #[error(
        "{} is in version {version} of redb's file format, which interlens never wrote; name another file, \
         or upgrade it with redb 2.6",
        path.display()
    )]
    Old {
        /// The file.
        path: PathBuf,
        /// The version of the container.
        version: u8,
    },
    /// What was read cannot be right.
    #[error(
        "{} is damaged ({detail}); it was left as it is: restore a backup, or move it away and sync again, \
         which fetches every record from Intercom anew",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// There is no room left.
    #[error(
        "no room is left for {} ({source}); nothing of this step was kept: free some space, then try again",
        path.display()
    )]
    DiskFull {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file or its folder cannot be written to.
    #[error(
        "{} cannot be written ({source}); give this user the right to write it and its folder, or name another file",
        path.display()
    )]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Any other failure of the disk or the file system.
    #[error(
        "{} could not be read or written ({source}); nothing of this step was kept unless it had been acknowledged: \
         check the disk, then try again",
        path.display()
    )]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Records came in a shape their module does not have.
    #[error("rows of {module} do not fit its columns ({detail}); decode them with this version's schema")]
    Shape {
        /// Where they were to go.
        module: Module,
        /// What does not fit.
        detail: String,
    },
    /// A key has too many parts or too few, or belongs to another module.
    #[error("a key of {module} is made of {}; got {found}", module.key().join(" and "))]
    Key {
        /// Whose keys were expected.
        module: Module,
        /// What came.
        found: String,
    },
    /// A stored document cannot be read, or one cannot be written.
    #[error(
        "document {key} of {table} cannot be used: {detail}; delete it, or update interlens if a newer one wrote it"
    )]
    Document {
        /// The table.
        table: &'static str,
        /// The key in it.
        key: u64,
        /// Why.
        detail: String,
    },
}

impl StoreError {
    /// The error for a person.
    pub fn advice(&self) -> Advice {
        let own = |what: &str, path: &Path, why: String, next: &str| {
            Advice::new(what, format!("{}: {why}.", path.display()), next)
        };
        match self {
            Self::InUse { path, waited } => own(
                "The database is in use.",
                path,
                format!(
                    "another process holds it, and did not let go of it in {} s",
                    waited.as_secs()
                ),
                "Use the engine that runs (`interlens status`), or end it with `interlens stop`.",
            ),
            Self::Foreign { path, detail } => own(
                "The file is not an interlens database.",
                path,
                detail.clone(),
                "It was left as it is. Move it away, or give another folder with --home.",
            ),
            Self::Newer { path, found, known } => own(
                "The database was written by a newer interlens.",
                path,
                format!("its format is {found}, and this version knows formats up to {known}"),
                "Update interlens, or give another folder with --home.",
            ),
            Self::Old { path, version } => own(
                "The file is of a version that interlens never wrote.",
                path,
                format!("it is in version {version} of redb's file format"),
                "It was left as it is. Move it away, or give another folder with --home.",
            ),
            Self::Damaged { path, detail } => own(
                "The database is damaged.",
                path,
                detail.clone(),
                "It was left as it is. Restore a backup; or move it away, connect the workspace again and sync: every \
                 record is fetched anew from Intercom.",
            ),
            Self::DiskFull { path, source } => own(
                "The disk is full.",
                path,
                source.to_string(),
                "Free some space and sync again. What was stored before is still there.",
            ),
            Self::ReadOnly { path, source } => own(
                "The database cannot be written.",
                path,
                source.to_string(),
                "Give this user the right to write the file and its folder, or give another folder with --home.",
            ),
            Self::Io { path, source } => own(
                "The database could not be read or written.",
                path,
                source.to_string(),
                "Check the disk and try again. What was stored before is still there.",
            ),
            Self::Shape { module, detail } => Advice::new(
                format!("Records of {module} could not be stored."),
                format!("They do not have the columns of the module: {detail}."),
                "This is a mistake in interlens: please report it with the engine's log.",
            ),
            Self::Key { module, found } => Advice::new(
                format!("A record of {module} could not be found or stored."),
                format!(
                    "Its key is made of {}, and this came: {found}.",
                    module.key().join(" and ")
                ),
                "This is a mistake in interlens: please report it with the engine's log.",
            ),
            Self::Document { table, key, detail } => Advice::new(
                "A part of the settings or the history cannot be read.",
                format!("Document {key} of {table}: {detail}."),
                "Update interlens if a newer one wrote it; otherwise restore a backup of the database.",
            ),
        }
    }

    /// The failure a system error means for the file at `path`.
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull { path, source }
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path, source },
            _ => Self::Io { path, source },
        }
    }

    pub(super) fn damaged(path: &Path, detail: impl Into<String>) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            detail: detail.into(),
        }
    }
}

/// A failure inside a transaction, before it is known which file to blame.
#[derive(Debug)]
pub(super) enum Fault {
    Redb(Box<redb::Error>),
    Parquet(ParquetError),
    Said(StoreError),
    /// A stored value is not what this room writes.
    Malformed(String),
    /// redb, or the code that reads a value, failed one of its own checks.
    Panicked(String),
}

impl Fault {
    pub(super) fn malformed(what: impl Into<String>) -> Self {
        Self::Malformed(what.into())
    }

    /// Whether the handle on the file cannot be trusted any more and has to be opened anew.
    pub(super) fn spoils_handle(&self) -> bool {
        matches!(self, Self::Redb(_) | Self::Panicked(_))
    }

    /// The same in words, for the file at `path`.
    pub(super) fn at(self, path: &Path) -> StoreError {
        match self {
            Self::Said(error) => error,
            Self::Malformed(what) => StoreError::damaged(path, format!("{what} is not what it should be")),
            Self::Panicked(detail) => StoreError::damaged(path, format!("an internal check failed: {detail}")),
            Self::Parquet(error) => StoreError::damaged(path, error.to_string()),
            Self::Redb(error) => match *error {
                redb::Error::Io(error) => StoreError::io(path, error),
                redb::Error::PreviousIo => {
                    StoreError::io(path, io::Error::other("an earlier write to the file had failed"))
                }
                redb::Error::UpgradeRequired(version) => StoreError::Old {
                    path: path.to_owned(),
                    version,
                },
                other => StoreError::damaged(path, other.to_string()),
            },
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Said(error)
    }
}

impl From<ParquetError> for Fault {
    fn from(error: ParquetError) -> Self {
        Self::Parquet(error)
    }
}

impl From<ArrowError> for Fault {
    fn from(error: ArrowError) -> Self {
        Self::Parquet(error.into())
    }
}

macro_rules! from_redb {
    ($($error:ident),*) => {
        $(impl From<redb::$error> for Fault {
            fn from(error: redb::$error) -> Self {
                Self::Redb(Box::new(error.into()))
            }
        })*
    };
}
from_redb!(
    CommitError,
    CompactionError,
    CursorError,
    DatabaseError,
    StorageError,
    TableError,
    TransactionError
);
