//! How a command reaches the engine, and starts it where it has to.
//!
//! The engine is a process of its own that outlives the command that started it: `interlens serve --detached` from
//! this very executable, with no terminal, in `/`. Whether it came up is known when its socket answers; when it did
//! not, the log says why, and that is what a person is told.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::time::Instant;

use super::failure::Failure;
use super::scrub::scrub;
use crate::api::wire::Hello;
use crate::api::{Client, ClientError};
use crate::engine::Home;
use crate::text::SafeText;

/// How long a new engine may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often it is asked meanwhile.
const STEP: Duration = Duration::from_millis(25);
/// How much of the end of a log is read for the reason.
const TAIL: u64 = 64 * 1024;

/// The way to an engine. Cheap to clone, so that a screen can ask again after the engine went away.
#[derive(Clone, Debug)]
pub struct Attach {
    home: Home,
    program: Option<PathBuf>,
    arguments: Vec<OsString>,
    starts: bool,
    patience: Duration,
}

impl Attach {
    /// The way to the engine of a home; `arguments` name that home to the engine where one has to be started.
    pub fn new(home: Home, arguments: Vec<OsString>) -> Self {
        Self {
            home,
            program: None,
            arguments,
            starts: true,
            patience: PATIENCE,
        }
    }

    /// The home whose engine it leads to.
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// The way to the engine of a home that never starts one, because it lives in this very process.
    pub fn to_running(home: Home) -> Self {
        Self {
            starts: false,
            ..Self::new(home, Vec::new())
        }
    }

    /// The socket of the engine that runs or, where none does, of a new one.
    pub async fn socket(&self) -> Result<PathBuf, Failure> {
        self.or_start().await.map(|_| self.home.socket())
    }

    /// The engine that runs. Does not start one.
    pub async fn existing(&self) -> Result<(Client, Hello), ClientError> {
        Client::connect(&self.home.socket()).await
    }

    /// The engine that runs or, where none does, a new one.
    pub async fn or_start(&self) -> Result<(Client, Hello), Failure> {
        match self.existing().await {
            Err(ClientError::NoEngine { .. }) if self.starts => self.start().await,
            answer => Ok(answer?),
        }
    }

    /// The engine that runs or a new one, for commands that need data: where nothing was ever connected there is
    /// nothing to start an engine for, and the answer says how to begin.
    pub async fn with_data(&self) -> Result<(Client, Hello), Failure> {
        match self.existing().await {
            Err(ClientError::NoEngine { .. }) if !self.home.database().exists() => Err(nothing_connected()),
            Err(ClientError::NoEngine { .. }) if self.starts => self.start().await,
            answer => Ok(answer?),
        }
    }

    /// Waits until no engine answers; false when one still does after a while.
    pub async fn wait_until_gone(&self) -> bool {
        let deadline = Instant::now() + 2 * self.patience;
        while Instant::now() < deadline {
            if let Err(ClientError::NoEngine { .. }) = self.existing().await {
                return true;
            }
            tokio::time::sleep(STEP).await;
        }
        false
    }

    /// Starts an engine in the background and waits until it answers.
    async fn start(&self) -> Result<(Client, Hello), Failure> {
        make_folders(&self.home)?;
        let log = self.home.log();
        let (mut engine, before) = self.launch(&log).map_err(|error| {
            Failure::failed(
                "The engine could not be started.",
                format!("Its process did not come up: {error}."),
                "Start it by hand with `interlens serve` and see what it says.",
            )
            .because(error)
        })?;
        let deadline = Instant::now() + self.patience;
        loop {
            // Asked before the answer is looked for: an engine that another command started meanwhile counts too.
            let ended = engine.try_wait().ok().flatten();
            match self.existing().await {
                Err(ClientError::NoEngine { .. }) => {}
                answer => return Ok(answer?),
            }
            if let Some(status) = ended {
                let why = last_error(&log, before).unwrap_or_else(|| format!("It ended at once ({status})."));
                return Err(did_not_start("The engine did not start.", &why, &log));
            }
            if Instant::now() >= deadline {
                let why = last_error(&log, before).unwrap_or_else(|| {
                    format!(
                        "It runs (process {}) but gave no answer within {} s.",
                        engine.id(),
                        self.patience.as_secs()
                    )
                });
                return Err(did_not_start("The engine does not answer yet.", &why, &log));
            }
            tokio::time::sleep(STEP).await;
        }
    }

    /// The new process, and the length of its log before it wrote to it.
    fn launch(&self, log: &Path) -> io::Result<(Child, u64)> {
        let program = match &self.program {
            Some(program) => program.clone(),
            None => std::env::current_exe()?,
        };
        let log = OpenOptions::new().create(true).append(true).mode(0o600).open(log)?;
        let before = log.metadata()?.len();
        // A session of its own, which keeps the engine alive when the terminal closes, it makes for itself: it is the
        // leader of no process group yet.
        let engine = Command::new(program)
            .args(&self.arguments)
            .args(["serve", "--detached"])
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::from(log))
            .spawn()?;
        Ok((engine, before))
    }
}

/// Makes the folders of a home, for their owner only.
pub(super) fn make_folders(home: &Home) -> Result<(), Failure> {
    for folder in home.folders() {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|error| {
                Failure::failed(
                    format!("The folder {} could not be made.", folder.display()),
                    format!("The system says: {error}."),
                    "Make it yourself or choose another with --home.",
                )
                .because(error)
            })?;
    }
    Ok(())
}

/// Nothing was ever connected here.
pub(super) fn nothing_connected() -> Failure {
    Failure::usage(
        "No workspace is connected yet.",
        "interlens shows what it has synced, and nothing has been.",
        "Connect yours with `interlens connect`, or look around with `interlens demo`.",
    )
}

fn did_not_start(what: &str, why: &str, log: &Path) -> Failure {
    Failure::usage(
        what,
        why,
        format!("Read {}, or run `interlens serve` and watch it.", log.display()),
    )
}

/// The reason in the last error that a log holds after a position, or in its last line.
fn last_error(log: &Path, after: u64) -> Option<String> {
    let mut file = File::open(log).ok()?;
    let length = file.metadata().ok()?.len();
    // A log that was begun anew is shorter than it was.
    let after = if length < after { 0 } else { after };
    file.seek(SeekFrom::Start(after.max(length.saturating_sub(TAIL))))
        .ok()?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail).ok()?;
    let tail = String::from_utf8_lossy(&tail);
    let lines = || tail.lines().rev().filter(|line| !line.trim().is_empty());
    let error = lines().find_map(|line| line.split_once(" ERROR ")).map(|(_, message)| {
        // `interlens::engine: what happened`
        message.split_once(": ").map_or(message, |(_, words)| words)
    });
    let words = error.or_else(|| lines().next())?;
    Some(SafeText::new(scrub(words.trim())).as_str().to_owned())
}

#[cfg(test)]
impl Attach {
    /// Starts another program than this executable, and waits for it for so long.
    pub(super) fn with_program(mut self, program: PathBuf, patience: Duration) -> Self {
        self.program = Some(program);
        self.patience = patience;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::exit::Exit;

    /// A home, and a shell script in the engine's place. It finds the log at `$LOG`.
    fn script(lines: &str) -> (tempfile::TempDir, Attach) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let script = folder.path().join("engine.sh");
        fs::write(&script, format!("LOG={}\n{lines}\n", home.log().display())).unwrap();
        let attach = Attach::new(home, vec![script.into(), "--home".into(), folder.path().into()]);
        (folder, attach.with_program("/bin/sh".into(), Duration::from_secs(20)))
    }

    fn told(failure: &Failure) -> String {
        failure.lines(false).join("\n")
    }

    #[tokio::test]
    async fn an_engine_that_fails_tells_why() {
        crate::cli::process::prepare();
        let (_folder, attach) = script(
            "echo '2026-11-22T14:05:00Z ERROR interlens::engine: The database is damaged. Bearer abcdef' >> $LOG\n\
             echo '2026-11-22T14:05:00Z  INFO interlens::engine: goodbye' >> $LOG\nexit 2",
        );
        let failure = attach.or_start().await.err().unwrap();
        assert_eq!(failure.exit(), Exit::Usage);
        assert!(
            told(&failure).contains("why: The database is damaged. Bearer [token]"),
            "{}",
            told(&failure)
        );
    }

    #[tokio::test]
    async fn an_older_error_is_not_taken_for_the_reason() {
        crate::cli::process::prepare();
        let (folder, attach) = script("exit 7");
        fs::write(
            Home::at(folder.path()).log(),
            "2026-11-21T14:05:00Z ERROR interlens: yesterday's\n",
        )
        .unwrap();
        let failure = attach.or_start().await.err().unwrap();
        assert!(!told(&failure).contains("yesterday"), "{}", told(&failure));
        assert!(told(&failure).contains("exit status: 7"), "{}", told(&failure));
    }

    #[tokio::test]
    async fn the_new_process_is_told_its_home_and_to_detach() {
        crate::cli::process::prepare();
        let (folder, attach) = script("echo \"$PWD $@\" >&2; exit 1");
        let failure = attach.or_start().await.err().unwrap();
        let expected = format!("/ --home {} serve --detached", folder.path().display());
        assert!(told(&failure).contains(&expected), "{}", told(&failure));
    }

    #[tokio::test]
    async fn an_engine_that_never_answers_is_given_up() {
        crate::cli::process::prepare();
        let (_folder, attach) = script("exec sleep 30");
        let attach = attach.with_program("/bin/sh".into(), Duration::ZERO);
        let failure = attach.or_start().await.err().unwrap();
        assert!(told(&failure).contains("does not answer yet"), "{}", told(&failure));
        let told = told(&failure);
        let (_, rest) = told.split_once("(process ").unwrap();
        let process = rest.split_once(')').unwrap().0.parse().unwrap();
        rustix::process::kill_process(
            rustix::process::Pid::from_raw(process).unwrap(),
            rustix::process::Signal::KILL,
        )
        .unwrap();
    }

    #[tokio::test]
    async fn a_demo_never_starts_an_engine_of_the_user() {
        crate::cli::process::prepare();
        let folder = tempfile::tempdir().unwrap();
        fs::write(Home::at(folder.path()).database(), "").unwrap();
        let program = "/no/such/program".into();
        let attach = Attach::to_running(Home::at(folder.path())).with_program(program, Duration::ZERO);
        for failure in [attach.socket().await.err(), attach.with_data().await.err()] {
            assert!(told(&failure.unwrap()).contains("No engine answers"));
        }
    }

    #[tokio::test]
    async fn nothing_is_started_where_nothing_was_connected() {
        crate::cli::process::prepare();
        let (folder, attach) = script("touch $LOG.started");
        let failure = attach.with_data().await.err().unwrap();
        assert!(told(&failure).contains("interlens connect") && told(&failure).contains("interlens demo"));
        assert!(!folder.path().join("engine.log.started").exists());
    }
}
