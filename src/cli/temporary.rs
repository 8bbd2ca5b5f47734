//! A folder for one run of a demo: nobody else may look into it, and it goes away with the value.

use std::fs::{self, DirBuilder};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// A socket's address holds 108 bytes on Linux and 104 elsewhere, its file name included.
const LONGEST_FOLDER: usize = 80;

/// The folder; removed with everything in it when dropped.
#[derive(Debug)]
pub(super) struct Temporary(PathBuf);

impl Temporary {
    /// Makes a folder with a name that nobody can have guessed, in the system's folder for such things.
    pub(super) fn make() -> io::Result<Self> {
        let place = std::env::temp_dir();
        let place = if place.as_os_str().len() > LONGEST_FOLDER {
            PathBuf::from("/tmp")
        } else {
            place
        };
        Self::make_in(&place)
    }

    fn make_in(place: &Path) -> io::Result<Self> {
        loop {
            // The standard library's hasher is seeded by the system anew for every value.
            let name = format!("interlens-{:08x}", RandomState::new().hash_one(0) as u32);
            let folder = place.join(name);
            match DirBuilder::new().mode(0o700).create(&folder) {
                Ok(()) => return Ok(Self(folder)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(folder = %self.0.display(), %error, "a demo's folder stays");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn it_is_private_and_goes_away() {
        let place = tempfile::tempdir().unwrap();
        let folder = Temporary::make_in(place.path()).unwrap();
        let path = folder.path().to_owned();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        fs::write(path.join("x"), "y").unwrap();
        drop(folder);
        assert!(!path.exists());
        assert!(Temporary::make_in(&place.path().join("nowhere")).is_err());
    }
}
