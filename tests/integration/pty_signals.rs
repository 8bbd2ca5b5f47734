//! Stopping, going on, logging out, breaking down: the terminal is always given back.

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use interlens::api::wire::Advice;
use interlens::tui::{Connector, Options};
use rustix::process::{Pid, Signal, kill_process};

use crate::program::{HANGS, PROGRAM};
use crate::pty::{Terminal, command};
use crate::terminal::has_figures;

const SIZE: (u16, u16) = (100, 30);
/// What makes the test below break a screen rather than do nothing.
const BREAKS: &str = "INTERLENS_TEST_BREAKS";

/// A shell with job control, in which a demo was started.
fn shell(home: &Path) -> Terminal {
    let mut shell = command("/bin/sh", home);
    shell.args(["-i"]);
    shell.env("PS1", "prompt$ ");
    shell.env("INTERLENS_THEME", "dark");
    let mut terminal = Terminal::of(shell, SIZE);
    terminal.words("prompt$");
    terminal.keys(&format!("{PROGRAM} demo --conversations 100\r"));
    terminal.until("the figures", has_figures);
    terminal
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_comes_back_to_the_same_place() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = shell(home.path());
    terminal.keys("4");
    terminal.keys("\x1a");
    terminal.given_back("topped");
    terminal.keys("fg\r");
    terminal.words("interlens  ");
    let since = terminal.bytes().len();
    terminal.keys("ya");
    assert!(terminal.copied(since).starts_with("history"));
    terminal.keys("q");
    terminal.given_back("prompt$");
    terminal.keys("exit\r");
    terminal.gone();
}

#[test]
fn a_logout_ends_the_screen() {
    if !Path::new("/proc/self/task").exists() {
        eprintln!("not tried: this system has no /proc that names the children of a process");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let terminal = shell(home.path());
    let shell = terminal.pid();
    let children = std::fs::read_to_string(format!("/proc/{shell}/task/{shell}/children")).unwrap();
    let child: i32 = children.split_whitespace().next().unwrap().parse().unwrap();
    // The system hangs up on whoever is in the foreground when the leader of the session ends.
    kill_process(Pid::from_raw(shell as i32).unwrap(), Signal::KILL).unwrap();
    let deadline = std::time::Instant::now() + HANGS;
    while Path::new(&format!("/proc/{child}/exe")).exists() && std::fs::read_link(format!("/proc/{child}/exe")).is_ok()
    {
        assert!(std::time::Instant::now() < deadline, "the screen outlives its terminal");
        std::thread::sleep(Duration::from_millis(20));
    }
    let left = std::fs::read_dir(home.path()).unwrap().count();
    assert_eq!(left, 0, "the demo cleans up behind itself");
}

#[test]
fn a_resize_in_the_middle_of_a_sync_paints_everything_anew() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), &["demo", "--conversations", "3000"], SIZE, Some("dark"));
    terminal.words("interlens");
    for (columns, rows) in [(80, 24), (40, 12), (140, 50), (21, 6), (200, 60), (5, 2), SIZE] {
        let screen = terminal.resize(columns, rows);
        assert!(!screen.trim().is_empty(), "{columns}x{rows} is empty");
        assert!(screen.lines().count() <= usize::from(rows));
    }
    terminal.until("the figures", has_figures);
    // Events alone lead to thirty frames a second at most; input, of which there were seven resizes, to one each.
    let (frames, time) = terminal.frames();
    let most = (time.as_secs_f64() * 30.0).ceil() as usize + 7 + 2;
    assert!(frames <= most, "{frames} frames in {time:?}");
    terminal.keys("q");
    assert_eq!(terminal.ended(), 0);
}

struct Nobody;

impl Connector for Nobody {
    async fn socket(&self) -> Result<std::path::PathBuf, Advice> {
        Err(Advice::new(
            "Nobody is there.",
            "Nobody ever was.",
            "Nothing can be done.",
        ))
    }
}

/// A clock that breaks when somebody asks it for the second time.
fn breaks() -> DateTime<Utc> {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    assert!(ASKED.fetch_add(1, Ordering::SeqCst) < 2, "the clock fell off the wall");
    Utc::now()
}

/// Does nothing unless [`a_panic_gives_the_terminal_back`] runs it in a terminal of its own.
#[test]
#[ignore = "another test runs it in a terminal"]
fn a_screen_that_breaks() {
    if std::env::var_os(BREAKS).is_none() {
        return;
    }
    let options = Options {
        clock: breaks,
        ..Options::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let _ = runtime.block_on(interlens::tui::run(Nobody, options));
}

#[test]
fn a_panic_gives_the_terminal_back() {
    let home = tempfile::tempdir().unwrap();
    let this = std::env::current_exe().unwrap();
    let mut command = command(this.to_str().unwrap(), home.path());
    command.args([
        "--exact",
        "pty_signals::a_screen_that_breaks",
        "--ignored",
        "--nocapture",
    ]);
    command.env(BREAKS, "1");
    command.env("INTERLENS_THEME", "dark");
    let mut terminal = Terminal::of(command, (120, 60));
    let last = terminal.gone();
    assert!(
        terminal.bytes().windows(8).any(|window| window == b"\x1b[?1049h"),
        "there was a screen"
    );
    assert!(last.contains("the clock fell off the wall"), "it is told why:\n{last}");
}
