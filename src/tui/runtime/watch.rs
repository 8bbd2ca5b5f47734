//! Watches the folder of settings: when a file of it was saved, all of them are read again.
//!
//! Nothing is polled: the system tells of changes, and where nothing changes nothing wakes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc;

use crate::api::wire::Advice;
use crate::tui::msg::Msg;
use crate::tui::settings::read::read;
use crate::tui::settings::{config, keys_file, theme_file};

/// How long is waited after a change: editors save in several steps.
const SETTLES: Duration = Duration::from_millis(120);

/// Watches a folder for as long as somebody listens.
pub(super) async fn watch(folder: PathBuf, messages: mpsc::Sender<Msg>) {
    let (sender, mut changes) = mpsc::unbounded_channel();
    let own = folder.clone();
    let tell = move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| concerns(&own, &event)) {
            // Whoever would hear it is gone when this fails.
            let _ = sender.send(());
        }
    };
    // What is not there cannot be watched, and the first file that somebody saves there shall be seen.
    let _ = std::fs::create_dir_all(&folder);
    let mut watcher = match begin(tell, &folder) {
        Ok(watcher) => watcher,
        // Without the folder there is nothing to watch; it is there from the next start on.
        Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => return,
        Err(error) => {
            let advice = Advice::new(
                "Settings that are saved will not be taken by themselves.",
                format!("{} cannot be watched: {error}.", folder.display()),
                "Start the screen again after a change.",
            );
            let _ = messages.send(Msg::Tell(advice)).await;
            return;
        }
    };
    let themes = folder.join(theme_file::FOLDER);
    // A folder that is not there yet is watched once it is.
    let mut seen = watcher.watch(&themes, RecursiveMode::NonRecursive).is_ok();
    while changes.recv().await.is_some() {
        tokio::time::sleep(SETTLES).await;
        while changes.try_recv().is_ok() {}
        if !themes.is_dir() {
            seen = false;
        } else if !seen {
            seen = watcher.watch(&themes, RecursiveMode::NonRecursive).is_ok();
        }
        let folder = folder.clone();
        let Ok(files) = tokio::task::spawn_blocking(move || read(&folder)).await else {
            return;
        };
        if messages.send(Msg::Settings(Box::new(files))).await.is_err() {
            return;
        }
    }
}

fn begin(
    tell: impl FnMut(notify::Result<Event>) + Send + 'static,
    folder: &Path,
) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(tell)?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

/// Whether an event is about a file of settings that has changed. That one was read is none: it is read here, too.
fn concerns(folder: &Path, event: &Event) -> bool {
    let changed = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    };
    let themes = folder.join(theme_file::FOLDER);
    changed
        && event.paths.iter().any(|path| {
            let toml = path.extension().is_some_and(|extension| extension == "toml");
            *path == themes
                || *path == folder.join(config::FILE)
                || *path == folder.join(keys_file::FILE)
                || (toml && path.parent() == Some(themes.as_path()))
        })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::tui::settings::Files;

    async fn next(messages: &mut mpsc::Receiver<Msg>) -> Files {
        let patience = Duration::from_secs(30);
        match tokio::time::timeout(patience, messages.recv()).await.unwrap() {
            Some(Msg::Settings(files)) => *files,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn what_is_saved_is_read_and_nothing_else_wakes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap();
        let (sender, mut messages) = mpsc::channel(8);
        let (ready, is_ready) = tokio::sync::oneshot::channel();
        let watched = path.clone();
        let task = tokio::spawn(async move {
            let _ = ready.send(());
            watch(watched, sender).await;
        });
        is_ready.await.unwrap();
        // The watch begins in the task's first step, which nothing can interrupt.
        fs::write(path.join("other.txt"), "x").unwrap();
        fs::write(path.join("config.toml"), "mouse = false").unwrap();
        let files = next(&mut messages).await;
        assert_eq!(files.given.unwrap().mouse, Some(false));
        fs::write(path.join("beside"), "mouse = maybe").unwrap();
        fs::rename(path.join("beside"), path.join("config.toml")).unwrap();
        assert!(next(&mut messages).await.given.is_none());
        fs::create_dir(path.join("themes")).unwrap();
        next(&mut messages).await;
        fs::write(path.join("themes/mine.toml"), "bad = \"#ff0000\"").unwrap();
        assert_eq!(next(&mut messages).await.themes.len(), 1);
        fs::write(path.join("engine.log"), "x").unwrap();
        assert!(messages.try_recv().is_err());
        task.abort();
    }

    #[test]
    fn reading_a_file_is_no_change() {
        let folder = Path::new("/c");
        let event = |kind| Event::new(kind).add_path("/c/keys.toml".into());
        assert!(!concerns(
            folder,
            &event(EventKind::Access(AccessKind::Open(AccessMode::Any)))
        ));
        assert!(!concerns(folder, &event(EventKind::Access(AccessKind::Read))));
        assert!(concerns(
            folder,
            &event(EventKind::Access(AccessKind::Close(AccessMode::Write)))
        ));
        assert!(!concerns(
            folder,
            &Event::new(EventKind::Any).add_path("/c/interlens.redb".into())
        ));
        assert!(concerns(
            folder,
            &Event::new(EventKind::Any).add_path("/c/themes/x.toml".into())
        ));
    }
}
