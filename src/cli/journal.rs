//! The log of an engine, and of a screen where one is asked for.
//!
//! It goes to a file and never to a stream that somebody looks at. `INTERLENS_LOG` says what is written (`info` for an
//! engine when it says nothing; for other commands nothing). Tokens are taken out before a line reaches the disk. A log
//! that has grown to [`LONGEST`] bytes is set aside as `….old` and begun anew, so a log takes no more than twice that.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use super::context::Environment;
use super::failure::Failure;
use super::scrub::Scrubbed;

/// How long a log becomes, in bytes.
const LONGEST: u64 = 8 * 1024 * 1024;
/// The variable that says what is logged.
const VARIABLE: &str = "INTERLENS_LOG";

/// Logs to a file from here on, for the life of the process. `otherwise` is what is logged when the environment does
/// not say; with nothing there either, nothing is.
pub(super) fn begin(file: &Path, environment: &Environment, otherwise: Option<&str>) -> Result<(), Failure> {
    let Some(filter) = filter(environment, otherwise)? else {
        return Ok(());
    };
    let log = Log::open(file).map_err(|error| {
        Failure::failed(
            format!("The log {} cannot be written.", file.display()),
            format!("The system says: {error}."),
            "Make its folder writable for this user, or choose another with --home.",
        )
        .because(error)
    })?;
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_span_events(FmtSpan::NONE)
        .with_writer(Mutex::new(Scrubbed(log)))
        .finish();
    // Fails only where a log was begun before, which then goes on.
    let _ = tracing::subscriber::set_global_default(subscriber);
    Ok(())
}

fn filter(environment: &Environment, otherwise: Option<&str>) -> Result<Option<EnvFilter>, Failure> {
    let asked = environment(VARIABLE).map(|value| value.to_string_lossy().into_owned());
    let Some(words) = asked.as_deref().filter(|words| !words.is_empty()).or(otherwise) else {
        return Ok(None);
    };
    EnvFilter::try_new(words).map(Some).map_err(|error| {
        Failure::usage(
            format!("{VARIABLE} cannot be understood."),
            format!("{words:?}: {error}."),
            "Say for example info, warn, or interlens=debug.",
        )
        .because(error)
    })
}

/// A file that is set aside when it has become too long.
struct Log {
    path: PathBuf,
    file: File,
    length: u64,
    longest: u64,
}

impl Log {
    fn open(path: &Path) -> io::Result<Self> {
        Self::open_up_to(path, LONGEST)
    }

    fn open_up_to(path: &Path, longest: u64) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
        Ok(Self {
            path: path.to_owned(),
            length: file.metadata()?.len(),
            file,
            longest,
        })
    }
}

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.length > 0 && self.length + line.len() as u64 > self.longest {
            let mut old = self.path.clone().into_os_string();
            old.push(".old");
            fs::rename(&self.path, old)?;
            *self = Self::open_up_to(&self.path, self.longest)?;
        }
        let written = self.file.write(line)?;
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_log_does_not_grow_beyond_its_length() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("engine.log");
        let mut log = Log::open_up_to(&path, 100).unwrap();
        for line in 0..50 {
            writeln!(log, "line {line:>3} of it").unwrap();
        }
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(read("engine.log").ends_with("line  49 of it\n"));
        assert!(read("engine.log").len() <= 100 && read("engine.log.old").len() <= 100);
        let mut again = Log::open_up_to(&path, 100).unwrap();
        writeln!(again, "after a start").unwrap();
        assert!(read("engine.log").ends_with("line  49 of it\nafter a start\n"));
    }

    #[test]
    fn the_filter_comes_from_the_environment() {
        let environment = |value: &'static str| -> Environment { Arc::new(move |_| Some(value.into())) };
        assert!(filter(&environment("interlens=debug"), None).unwrap().is_some());
        assert!(filter(&environment(""), None).unwrap().is_none());
        assert!(filter(&environment(""), Some("info")).unwrap().is_some());
        let failure = filter(&environment("interlens=loud"), None).unwrap_err();
        assert!(failure.lines(false)[0].contains("INTERLENS_LOG"));
    }

    #[test]
    fn no_token_reaches_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("engine.log");
        let subscriber = tracing_subscriber::fmt()
            .with_writer(Mutex::new(Scrubbed(Log::open(&path).unwrap())))
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            tracing::error!(
                header = "Authorization: Bearer canary-123456",
                "sent dG9rOmNhbmFyeQ== to it"
            );
        });
        let log = fs::read_to_string(path).unwrap();
        assert!(
            log.contains("[token]") && !log.contains("canary-123456") && !log.contains("dG9rOmN"),
            "{log}"
        );
    }
}
