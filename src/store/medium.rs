//! Where the bytes are: a file on disk or, in tests, a simulated one.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use redb::Database;
use redb::backends::FileBackend;

use super::error::Fault;

/// Something a database can be opened in, more than once: after a failed write redb wants a new handle.
pub(super) trait Medium: Send + Sync {
    /// Opens the database, or makes an empty one.
    fn open(&self, cache_bytes: usize) -> Result<Database, Fault>;

    /// The length in bytes.
    fn len(&self) -> io::Result<u64>;

    /// What to call it.
    fn path(&self) -> &Path;
}

/// A file on disk.
pub(super) struct Disk(pub PathBuf);

impl Disk {
    /// The file, made with its folder where there is none. Both are for this user only: they hold what customers wrote.
    fn file(&self) -> io::Result<File> {
        match OpenOptions::new().read(true).write(true).open(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            found => return found,
        }
        if let Some(folder) = self.0.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        // Not `create_new`: two processes may come here at once, and redb's lock decides between them.
        OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&self.0)
    }
}

impl Medium for Disk {
    fn open(&self, cache_bytes: usize) -> Result<Database, Fault> {
        let file = self.file().map_err(redb::StorageError::Io)?;
        let backend = FileBackend::new(file)?;
        Ok(Database::builder()
            .set_cache_size(cache_bytes)
            .create_with_backend(backend)?)
    }

    fn len(&self) -> io::Result<u64> {
        self.0.metadata().map(|metadata| metadata.len())
    }

    fn path(&self) -> &Path {
        &self.0
    }
}
