//! What is copied and too long for a clipboard goes into a file: for this user alone, because it may be records, and the
//! next one takes its place, so that they do not pile up.

use std::fmt::Display;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::api::wire::Advice;

/// The file's name.
const NAME: &str = "copied.txt";

/// Writes a text to the file of a folder; gives the file.
pub(super) fn keep(folder: &Path, text: &str) -> Result<PathBuf, Advice> {
    write(folder, text).map_err(|error| failed(&error))
}

/// Why there is no file.
pub(super) fn failed(error: &dyn Display) -> Advice {
    Advice::new(
        "What was to be copied is too long for a clipboard and could not be kept in a file.",
        format!("The system says: {error}."),
        "Copy less, or use `interlens table … --format csv > FILE`.",
    )
}

fn write(folder: &Path, text: &str) -> io::Result<PathBuf> {
    let path = folder.join(NAME);
    // A new file under a name of its own: nobody else can have opened it, and a reader of the old one keeps that.
    let fresh = folder.join(format!(".{NAME}.{}", std::process::id()));
    let _ = fs::remove_file(&fresh);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&fresh)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| fs::rename(&fresh, &path));
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written.map(|()| path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn only_this_user_reads_it_and_the_next_one_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), "one").unwrap();
        let path = keep(folder.path(), "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_of() {
        let advice = keep(Path::new("/nowhere/at/all"), "x").unwrap_err();
        assert!(advice.why.contains("No such file"), "{advice:?}");
    }
}
