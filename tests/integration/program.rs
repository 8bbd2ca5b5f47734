//! The program as people run it: a process with a home and an environment of its own, and what it wrote.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use interlens::api::Client;
use interlens::api::wire::Advice;
use interlens::engine::Home;
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::harness::TOKEN;

/// The real binary.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_interlens");
/// Whatever takes longer hangs. Generous, because nothing but a hang is to be found with it.
pub(crate) const HANGS: Duration = Duration::from_mins(1);

/// What a command wrote, and how it ended.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Answer {
    pub(crate) fn of(output: Output) -> Self {
        let answer = Self {
            code: output.status.code().expect("it ended by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        for text in [&answer.out, &answer.err] {
            assert!(!text.contains(TOKEN), "the token is told: {answer:?}");
            assert!(!text.contains("panicked"), "{answer:?}");
        }
        assert_ne!(answer.code, 101, "{answer:?}");
        answer
    }

    /// The output of a command that worked.
    pub(crate) fn fine(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// The three sentences of a command that ended with this code; all of them say something.
    pub(crate) fn refused(self, code: i32) -> Advice {
        assert_eq!(self.code, code, "{self:?}");
        let part = |head: &str| {
            let mut lines = self.err.lines().filter_map(|line| line.strip_prefix(head));
            let line = lines
                .next()
                .unwrap_or_else(|| panic!("nothing begins with {head:?}: {self:?}"));
            assert!(lines.next().is_none(), "{head:?} twice: {self:?}");
            line.to_owned()
        };
        let advice = Advice::new(part("error: "), part("  why: "), part(" next: "));
        assert_complete(&advice);
        advice
    }
}

/// Fails unless an advice says what happened, why and what to do next, and keeps the token to itself.
pub(crate) fn assert_complete(advice: &Advice) {
    for part in [&advice.what, &advice.why, &advice.next] {
        assert!(part.trim().len() > 4, "{advice:?}");
        assert!(!part.contains(TOKEN), "the token is told: {advice:?}");
    }
}

/// The program with no other environment than this home and a UTF-8 locale.
pub(crate) fn command<A: AsRef<OsStr>>(home: &Path, arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = bare(arguments);
    command.env("INTERLENS_HOME", home);
    command
}

/// The program in an environment that names no home.
pub(crate) fn bare<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// Runs a command to its end.
pub(crate) async fn ended(mut command: Command) -> Answer {
    let output = timeout(HANGS, command.output())
        .await
        .unwrap_or_else(|_| panic!("{command:?} does not end"));
    Answer::of(output.unwrap())
}

/// Runs the program in a home, with nobody at the keyboard.
pub(crate) async fn run(home: &Path, arguments: &[&str]) -> Answer {
    ended(command(home, arguments)).await
}

/// An engine in a process of its own. It ends with the value.
pub(crate) struct Served {
    pub(crate) child: Child,
    home: PathBuf,
}

impl Served {
    /// Starts an engine that syncs only when it is asked to, and waits until it answers.
    pub(crate) async fn start(home: &Path) -> Self {
        Self::of(command(home, ["serve", "--every", "never"]), home).await
    }

    /// Starts the engine of a home by a command, and waits until it answers.
    pub(crate) async fn of(mut command: Command, home: &Path) -> Self {
        let mut served = Self {
            child: command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap(),
            home: home.to_owned(),
        };
        timeout(HANGS, async {
            while served.hello().await != Some(served.pid()) {
                assert!(served.child.try_wait().unwrap().is_none(), "the engine ended by itself");
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        })
        .await
        .expect("the engine answers");
        served
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id().unwrap()
    }

    async fn hello(&self) -> Option<u32> {
        let (_, hello) = Client::connect(&Home::at(&self.home).socket()).await.ok()?;
        Some(hello.pid)
    }

    pub(crate) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }
}

/// Ends the engine of a home that a command started in the background.
pub(crate) struct Background<'a>(pub(crate) &'a Path);

impl Drop for Background<'_> {
    fn drop(&mut self) {
        let _ = std::process::Command::new(PROGRAM)
            .args(["stop", "--quiet", "--home"])
            .arg(self.0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}
