//! A file with the token: read with suspicion, written so that nobody else ever sees it.

use std::fs::{DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use super::{LONGEST, NotAToken, TokenError, check};

/// Who may have access to a file for it to be believed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Guard {
    /// Whoever the administrator gave it to.
    None,
    /// The owner alone, and the owner is this user; nobody else may change the folder.
    OwnerOnly,
}

/// Reads a token.
pub(super) fn read(path: &Path, guard: Guard) -> Result<SecretString, TokenError> {
    let unreadable = |reason| TokenError::Unreadable {
        path: path.to_owned(),
        reason,
    };
    // A named pipe would keep us waiting for whoever writes to it.
    let not_blocking = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(not_blocking)
        .open(path)
        .map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(unreadable(io::Error::other("it is not a file")));
    }
    if guard == Guard::OwnerOnly {
        is_private(path, &metadata, 0o077, "600")?;
        if let Some(folder) = folder_of(path) {
            let metadata = folder.metadata().map_err(unreadable)?;
            is_private(folder, &metadata, 0o022, "700")?;
        }
    }
    let mut text = Zeroizing::new(String::with_capacity(LONGEST + 1));
    file.take(LONGEST as u64 + 1)
        .read_to_string(&mut text)
        .map_err(unreadable)?;
    if text.len() > LONGEST {
        return Err(NotAToken::TooLong.into());
    }
    Ok(SecretString::from(text.trim()))
}

/// Keeps a token in a file that only this user may read, in a folder that only this user may enter. What was there
/// before is replaced as a whole or not at all.
pub fn store(path: &Path, token: &SecretString) -> Result<(), TokenError> {
    check(token.expose_secret())?;
    write(path, token).map_err(|reason| TokenError::Unwritable {
        path: path.to_owned(),
        reason,
    })
}

/// Forgets a token. A file that is not there is forgotten already.
pub fn remove(path: &Path) -> Result<(), TokenError> {
    match std::fs::remove_file(path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => Err(TokenError::Unwritable {
            path: path.to_owned(),
            reason,
        }),
        _ => Ok(()),
    }
}

fn write(path: &Path, token: &SecretString) -> io::Result<()> {
    let folder = folder_of(path).unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    // A folder that was there already may be open to others.
    std::fs::set_permissions(folder, Permissions::from_mode(0o700))?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = folder.join(name);
    // Left behind by a process of the same number that was killed here.
    if new.exists() {
        std::fs::remove_file(&new)?;
    }
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&new)
        .and_then(|mut file| {
            file.write_all(token.expose_secret().as_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()
        });
    if let Err(error) = written.and_then(|()| std::fs::rename(&new, path)) {
        let _ = std::fs::remove_file(&new);
        return Err(error);
    }
    File::open(folder)?.sync_all()
}

fn folder_of(path: &Path) -> Option<&Path> {
    path.parent().map(|folder| {
        if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        }
    })
}

fn is_private(path: &Path, metadata: &Metadata, forbidden: u32, mode: &str) -> Result<(), TokenError> {
    let exposed = |problem: String, remedy: String| TokenError::Exposed {
        path: path.to_owned(),
        problem,
        remedy,
    };
    let user = rustix::process::geteuid().as_raw();
    if metadata.uid() != user {
        let problem = format!("belongs to user {}, not to you", metadata.uid());
        return Err(exposed(problem, format!("chown {user} {}", path.display())));
    }
    let mode_now = metadata.mode() & 0o777;
    if mode_now & forbidden != 0 {
        let problem = format!("is open to other users (mode {mode_now:04o})");
        return Err(exposed(problem, format!("chmod {mode} {}", path.display())));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "ICTEST-0123456789abcdefghijklmnopqr";

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().mode() & 0o777
    }

    fn set_mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_stored_token_is_for_its_owner_alone() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("deep/config/token");
        store(&path, &SecretString::from("first-token")).unwrap();
        store(&path, &SecretString::from(TOKEN)).unwrap();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        assert_eq!(read(&path, Guard::OwnerOnly).unwrap().expose_secret(), TOKEN);
        assert_eq!(
            path.parent().unwrap().read_dir().unwrap().count(),
            1,
            "nothing is left beside it"
        );
        remove(&path).unwrap();
        remove(&path).unwrap();
        assert!(!path.exists());
    }

    #[test]
    fn a_file_or_folder_that_is_open_to_others_is_refused_with_the_remedy() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("config/token");
        store(&path, &SecretString::from(TOKEN)).unwrap();
        for open in [0o604, 0o640, 0o644, 0o666, 0o610] {
            set_mode(&path, open);
            let error = read(&path, Guard::OwnerOnly).unwrap_err();
            assert!(matches!(error, TokenError::Exposed { .. }), "{open:o}");
            assert!(error.to_string().contains("chmod 600"), "{error}");
            assert!(read(&path, Guard::None).is_ok());
        }
        set_mode(&path, 0o600);
        for open in [0o720, 0o702, 0o777] {
            set_mode(path.parent().unwrap(), open);
            let error = read(&path, Guard::OwnerOnly).unwrap_err();
            assert!(error.to_string().contains("chmod 700"), "{error}");
        }
    }

    #[test]
    fn somebody_elses_file_is_refused() {
        // The file system's root belongs to the administrator; asked as anybody else it is somebody else's.
        let metadata = Path::new("/proc/self").metadata().unwrap();
        let mine = is_private(Path::new("/proc/self"), &metadata, 0, "700");
        assert!(mine.is_ok());
        if rustix::process::geteuid().as_raw() != 0 {
            let metadata = Path::new("/").metadata().unwrap();
            assert!(is_private(Path::new("/"), &metadata, 0, "700").is_err());
        }
    }

    #[test]
    fn odd_files_are_errors_in_words() {
        let root = tempfile::tempdir().unwrap();
        let missing = root.path().join("missing");
        assert!(matches!(
            read(&missing, Guard::None),
            Err(TokenError::Unreadable { .. })
        ));
        assert!(matches!(
            read(root.path(), Guard::None),
            Err(TokenError::Unreadable { .. })
        ));
        let long = root.path().join("long");
        std::fs::write(&long, "x".repeat(LONGEST + 1)).unwrap();
        assert!(matches!(
            read(&long, Guard::None),
            Err(TokenError::NotAToken(NotAToken::TooLong))
        ));
        assert!(matches!(
            store(&long, &SecretString::from("two words")),
            Err(TokenError::NotAToken(_))
        ));
    }
}
