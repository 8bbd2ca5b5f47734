//! Pictures as files: under names that say what and when, for this user alone, and never in the place of another file.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use crate::api::wire::Advice;
use crate::tui::file_form::FileForm;
use crate::tui::tab::charts::Drawing;

/// So many files of one name and minute are enough.
const MOST: usize = 1000;

/// Writes a drawing in some forms into a folder, which is made where it is not there; gives the files.
pub(super) fn write(
    folder: &Path,
    drawing: &Drawing,
    forms: &[FileForm],
    now: NaiveDateTime,
) -> Result<Vec<PathBuf>, Advice> {
    let name = format!("{}-{}", drawing.name, now.format("%Y%m%d-%H%M"));
    let failed = |path: &Path, error: &dyn std::fmt::Display| {
        Advice::new(
            "The picture could not be written.",
            format!("{}: {error}.", path.display()),
            "Name a folder that can be written as `exports` in config.toml, or use `interlens gallery --here --export DIR`.",
        )
    };
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| failed(folder, &error))?;
    forms
        .iter()
        .map(|form| {
            let bytes = drawing.bytes(*form).map_err(|error| failed(folder, &error))?;
            put(folder, &name, form.ending(), &bytes).map_err(|error| failed(folder, &error))
        })
        .collect()
}

/// Why nothing was written, where the thread that should have done it broke.
pub(super) fn broken(error: &dyn std::fmt::Display) -> Advice {
    Advice::new(
        "The picture could not be written.",
        format!("What should have made it broke: {error}."),
        "Try another form; e shows which there are.",
    )
}

/// Writes a file under the first name that is free.
fn put(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    for number in 1..=MOST {
        let path = folder.join(if number == 1 {
            format!("{name}.{ending}")
        } else {
            format!("{name}-{number}.{ending}")
        });
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                let written = file.write_all(bytes);
                if written.is_err() {
                    // Half a picture is none.
                    let _ = fs::remove_file(&path);
                }
                return written.map(|()| path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(
        io::ErrorKind::AlreadyExists,
        format!("there are {MOST} files of the name {name}"),
    ))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use chrono::NaiveDate;
    use ratatui::layout::Size;

    use super::*;
    use crate::chart::Kind;
    use crate::tui::tab::charts::drawing_of;
    use crate::tui::theme::Theme;

    fn now() -> NaiveDateTime {
        let day = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        day.and_hms_opt(14, 5, 0).unwrap()
    }

    #[test]
    fn every_form_is_written_for_this_user_alone_and_takes_no_place() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("pictures");
        let drawing = drawing_of(Kind::StackedBar, Size::new(80, 24), Theme::default());
        let first = write(&inner, &drawing, &FileForm::ALL, now()).unwrap();
        let again = write(&inner, &drawing, &[FileForm::Svg], now()).unwrap();
        assert_eq!(first[0], inner.join("interlens-stacked-bar-20261130-1405.svg"));
        assert_eq!(again[0], inner.join("interlens-stacked-bar-20261130-1405-2.svg"));
        let begins: [&[u8]; 6] = [b"<svg", b"\x89PNG", b"\x1b[", b"Conver", b"", b"{"];
        for (path, begin) in first.iter().zip(begins) {
            let bytes = fs::read(path).unwrap();
            assert!(bytes.starts_with(begin) && bytes.len() > 100, "{}", path.display());
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let csv = fs::read_to_string(&first[4]).unwrap();
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        let columns = rows.headers().unwrap().len();
        assert!(
            columns > 2 && rows.records().all(|row| row.unwrap().len() == columns),
            "{csv}"
        );
    }

    #[test]
    fn a_folder_that_cannot_be_is_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let drawing = drawing_of(Kind::Bar, Size::new(80, 24), Theme::default());
        let advice = write(&file.join("in"), &drawing, &[FileForm::Text], now()).unwrap_err();
        assert!(advice.next.contains("exports"), "{advice:?}");
    }
}
