//! The socket on which the engine answers.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tokio::net::UnixListener;

use crate::text::Advice;

/// The longest path that the kernel takes for a socket, with its closing zero byte.
const LONGEST: usize = 107;

/// Why there is no socket to listen on.
#[derive(Debug, thiserror::Error)]
pub enum SocketError {
    /// The kernel takes no path of this length.
    #[error("the path of the socket is too long ({length} bytes, {LONGEST} at most): {}", .path.display())]
    TooLong {
        /// The path.
        path: PathBuf,
        /// Its length.
        length: usize,
    },
    /// The system refused.
    #[error("the socket {} cannot be made: {source}", .path.display())]
    Refused {
        /// The path.
        path: PathBuf,
        /// What it says.
        source: std::io::Error,
    },
}

impl SocketError {
    /// The error for a person.
    pub fn advice(&self) -> Advice {
        let next = "Give a shorter or writable folder with --home, or set XDG_RUNTIME_DIR.";
        match self {
            Self::TooLong { path, length } => Advice::new(
                "The engine cannot listen.",
                format!(
                    "The path of its socket has {length} bytes, and the system takes {LONGEST}: {}.",
                    path.display()
                ),
                next,
            ),
            Self::Refused { path, source } => Advice::new(
                "The engine cannot listen.",
                format!("{} cannot be made: {source}.", path.display()),
                next,
            ),
        }
    }
}

/// Listens at a path, in place of whatever was there. Only its owner may speak to it. The socket appears at its path
/// when it already answers, so that nobody finds half of one.
///
/// To be called by whoever holds the store: the socket that is replaced is then that of a dead engine.
pub(super) fn listen(path: &Path) -> Result<UnixListener, SocketError> {
    let beside = path.with_extension("new");
    let length = beside.as_os_str().len().max(path.as_os_str().len());
    if length > LONGEST {
        return Err(SocketError::TooLong {
            path: path.to_owned(),
            length,
        });
    }
    let refused = |source| SocketError::Refused {
        path: path.to_owned(),
        source,
    };
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(refused(error)),
        _ => {}
    }
    let listener = UnixListener::bind(&beside).map_err(refused)?;
    fs::set_permissions(&beside, fs::Permissions::from_mode(0o600)).map_err(refused)?;
    fs::rename(&beside, path).map_err(refused)?;
    Ok(listener)
}

/// Takes the socket away.
pub(super) fn unlink(path: &Path) {
    if let Err(error) = fs::remove_file(path) {
        tracing::debug!(%error, "the socket could not be removed");
    }
}
