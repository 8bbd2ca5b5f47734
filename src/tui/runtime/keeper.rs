//! Keeps what a screen remembers: written whole or not at all, for this user only, not more often than every two seconds.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use crate::api::wire::Advice;
use crate::tui::model::Model;
use crate::tui::session::{Session, Unusable};

/// The shortest time between two writings.
const PAUSE: Duration = Duration::from_secs(2);
/// The largest file that is read.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Keeps a session in a file.
#[derive(Default)]
pub(super) struct Keeper {
    path: Option<PathBuf>,
    kept: Option<Session>,
    due: Option<Instant>,
    writing: Option<JoinHandle<io::Result<()>>>,
}

impl Keeper {
    /// Reads what was kept in a file. What is damaged is set aside, and told; what a newer program wrote is left alone, and
    /// nothing is kept.
    pub(super) fn open(path: Option<PathBuf>) -> (Self, Option<Session>, Option<Advice>) {
        let Some(path) = path else {
            return (Self::default(), None, None);
        };
        let text = match read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (Self::at(path), None, None),
            Err(error) => return damaged(path, &error.to_string()),
        };
        match Session::parse(&text) {
            Ok(session) => {
                let keeper = Self {
                    kept: Some(session.clone()),
                    ..Self::at(path)
                };
                (keeper, Some(session), None)
            }
            Err(error @ Unusable::Newer(_)) => {
                let advice = Advice::new(
                    "What this screen remembers is left alone.",
                    format!("{}: {error}.", path.display()),
                    "Update this interlens, or remove the file to begin anew.",
                );
                (Self::default(), None, Some(advice))
            }
            Err(error) => damaged(path, &error.to_string()),
        }
    }

    fn at(path: PathBuf) -> Self {
        Self {
            path: Some(path),
            ..Self::default()
        }
    }

    /// Something may have changed: it is looked at after a pause.
    pub(super) fn touch(&mut self, now: Instant) {
        if self.path.is_some() && self.due.is_none() {
            self.due = Some(now + PAUSE);
        }
    }

    /// When to look.
    pub(super) const fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Writes what there is to remember, if it has changed. Says once when that cannot be done, and then leaves it.
    pub(super) async fn keep(&mut self, model: &Model) -> Option<Advice> {
        self.due = None;
        let path = self.path.clone()?;
        if let Some(advice) = self.settle().await {
            return Some(advice);
        }
        let session = Session::of(model);
        if self.kept.as_ref() == Some(&session) {
            return None;
        }
        let text = session.text();
        self.kept = Some(session);
        self.writing = Some(tokio::task::spawn_blocking(move || write(&path, &text)));
        None
    }

    /// Writes what there is to remember, and waits until it is written.
    pub(super) async fn end(&mut self, model: &Model) {
        // Whoever would be told of a failure has left.
        let _ = self.keep(model).await;
        let _ = self.settle().await;
    }

    /// Waits for the last writing to end.
    async fn settle(&mut self) -> Option<Advice> {
        let Ok(Err(error)) = self.writing.take()?.await else {
            return None;
        };
        let path = self.path.take()?;
        Some(Advice::new(
            "What this screen remembers cannot be kept.",
            format!("{}: {error}.", path.display()),
            "Make the folder writable for this user; until then every start begins anew.",
        ))
    }
}

fn damaged(path: PathBuf, why: &str) -> (Keeper, Option<Session>, Option<Advice>) {
    let mut aside = path.clone().into_os_string();
    aside.push(".damaged");
    let next = match fs::rename(&path, &aside) {
        Ok(()) => format!("It was set aside as {}; the screen begins anew.", aside.display()),
        Err(error) => format!("It could not be set aside ({error}); remove it."),
    };
    let advice = Advice::new(
        "What this screen remembered cannot be read.",
        format!("{}: {why}.", path.display()),
        next,
    );
    (Keeper::at(path), None, Some(advice))
}

fn read(path: &Path) -> io::Result<String> {
    if fs::metadata(path)?.len() > LARGEST {
        return Err(io::Error::other("it is larger than 8 MB"));
    }
    fs::read_to_string(path)
}

/// Writes a file beside it and puts it in its place, so that there is always a whole one.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mut beside = path.to_owned().into_os_string();
    beside.push(format!(".{}.new", std::process::id()));
    let written = (|| {
        let mut file: File = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        // It is worth nothing without its place.
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use ratatui::layout::Size;

    use super::*;
    use crate::tui::sample;
    use crate::tui::theme::Theme;
    use crate::tui::update::open;

    #[tokio::test]
    async fn what_is_kept_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state").join("screen.json");
        let mut model = sample::model(Size::new(80, 24), Theme::default());
        let (mut keeper, session, told) = Keeper::open(Some(path.clone()));
        assert!(session.is_none() && told.is_none() && keeper.due().is_none());
        keeper.touch(Instant::now());
        assert!(keeper.due().is_some());
        open(&mut model, &"audit".parse().unwrap());
        keeper.end(&model).await;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let (mut again, session, _) = Keeper::open(Some(path.clone()));
        assert_eq!(session, Some(Session::of(&model)));
        // What has not changed is not written again.
        fs::remove_file(&path).unwrap();
        again.end(&model).await;
        assert!(!path.exists());
        assert_eq!(
            fs::read_dir(path.parent().unwrap()).unwrap().count(),
            0,
            "nothing is left beside it"
        );
    }

    #[tokio::test]
    async fn a_damaged_file_is_set_aside_and_a_newer_one_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("screen.json");
        let model = sample::model(Size::new(80, 24), Theme::default());
        fs::write(&path, "{").unwrap();
        let (mut keeper, session, told) = Keeper::open(Some(path.clone()));
        assert!(session.is_none() && told.unwrap().next.contains(".damaged"));
        assert!(folder.path().join("screen.json.damaged").exists());
        keeper.end(&model).await;
        assert!(path.exists());

        let newer = "{\"version\": 99, \"place\": \"audit\"}";
        fs::write(&path, newer).unwrap();
        let (mut keeper, session, told) = Keeper::open(Some(path.clone()));
        assert!(session.is_none() && told.unwrap().why.contains("newer"));
        keeper.touch(Instant::now());
        keeper.end(&model).await;
        assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_is_told_of_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let model = sample::model(Size::new(80, 24), Theme::default());
        let mut keeper = Keeper::at(file.join("screen.json"));
        assert!(keeper.keep(&model).await.is_none());
        assert!(keeper.keep(&model).await.is_some());
        assert!(keeper.keep(&model).await.is_none());
    }
}
