//! Where things are kept: the database, the socket, the log, the settings.

use std::path::{Path, PathBuf};

/// The folders of one interlens: a user's own, or a demo's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    data: PathBuf,
    config: PathBuf,
    state: PathBuf,
    runtime: PathBuf,
    socket: PathBuf,
}

/// The socket's name in its folder.
const SOCKET: &str = "engine.sock";

/// No home could be found for the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the home folder of this user is not known; set HOME, or give a folder with --home")]
pub struct NoHome;

impl Home {
    /// The user's own folders, by the XDG variables: data in `$XDG_DATA_HOME/interlens`, settings in
    /// `$XDG_CONFIG_HOME/interlens`, log and screen state in `$XDG_STATE_HOME/interlens`, the socket in
    /// `$XDG_RUNTIME_DIR/interlens`, or with the data where there is no such folder.
    pub fn of_user() -> Result<Self, NoHome> {
        let folders = directories::ProjectDirs::from("", "", "interlens").ok_or(NoHome)?;
        let data = folders.data_dir().to_owned();
        let runtime = folders.runtime_dir().unwrap_or(&data).to_owned();
        Ok(Self {
            config: folders.config_dir().to_owned(),
            state: folders.state_dir().unwrap_or(&data).to_owned(),
            socket: runtime.join(SOCKET),
            runtime,
            data,
        })
    }

    /// Everything in one folder.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self {
            config: folder.clone(),
            state: folder.clone(),
            runtime: folder.clone(),
            socket: folder.join(SOCKET),
            data: folder,
        }
    }

    /// The same home with its socket elsewhere, as where the usual place is too deep for a socket's name.
    #[must_use]
    pub fn with_socket(mut self, socket: impl Into<PathBuf>) -> Self {
        self.socket = socket.into();
        if let Some(folder) = self.socket.parent() {
            folder.clone_into(&mut self.runtime);
        }
        self
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.data.join("interlens.redb")
    }

    /// The socket on which the engine answers.
    pub fn socket(&self) -> PathBuf {
        self.socket.clone()
    }

    /// The engine's log.
    pub fn log(&self) -> PathBuf {
        self.state.join("engine.log")
    }

    /// The folder of settings and of token files.
    pub fn config(&self) -> &Path {
        &self.config
    }

    /// The folder in which screens remember where they were.
    pub fn state(&self) -> &Path {
        &self.state
    }

    /// Every folder, for whoever has to make them.
    pub fn folders(&self) -> [&Path; 4] {
        [&self.data, &self.config, &self.state, &self.runtime]
    }
}
