//! Other terminals: without colours, without much at all, and behind tmux.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crate::program::{HANGS, PROGRAM};
use crate::pty::{Terminal, command};
use crate::terminal::{assert_allowed, has_figures};

/// The figures of a demo in an environment, as bytes up to its end.
fn demo(environment: &[(&str, &str)]) -> (String, String) {
    let home = tempfile::tempdir().unwrap();
    let mut command = command(PROGRAM, home.path());
    command.args(["demo", "--conversations", "100"]);
    command.env("INTERLENS_THEME", "dark");
    for (name, value) in environment {
        command.env(name, value);
    }
    let mut terminal = Terminal::of(command, (100, 30));
    let screen = terminal.until("the figures", has_figures);
    terminal.keys("\t");
    terminal.keys("?");
    terminal.words("type to find");
    terminal.keys("\x1b");
    terminal.until("the figures again", has_figures);
    terminal.keys("q");
    assert_eq!(terminal.ended(), 0);
    assert_allowed(&terminal.bytes());
    (String::from_utf8(terminal.bytes()).unwrap(), screen)
}

/// The numbers of everything that was written to change the look.
fn looks(bytes: &str) -> Vec<u16> {
    let mut numbers = Vec::new();
    for sequence in bytes.split("\x1b[").skip(1) {
        let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
        if sequence[end..].starts_with('m') {
            numbers.extend(
                sequence[..end]
                    .split(';')
                    .map(|number| number.parse::<u16>().unwrap_or(0)),
            );
        }
    }
    numbers
}

#[test]
fn without_colours_bold_and_reverse_say_what_colours_would() {
    let (bytes, _) = demo(&[("NO_COLOR", "1")]);
    let looks = looks(&bytes);
    let colours: Vec<u16> = looks
        .iter()
        .copied()
        .filter(|number| matches!(number, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107))
        .collect();
    assert!(colours.is_empty(), "colours were written: {colours:?}");
    assert!(looks.contains(&1), "nothing is bold");
    assert!(looks.contains(&7), "nothing is reversed");
}

#[test]
fn a_console_gets_sixteen_colours_and_a_dumb_terminal_none() {
    let (bytes, screen) = demo(&[("TERM", "linux")]);
    // The sixteen are written as the first of the 256, which the console understands, too.
    let looks_of_it = looks(&bytes);
    for colour in looks_of_it.windows(3).filter(|colour| matches!(colour[0], 38 | 48)) {
        assert!(
            colour[1] == 5 && colour[2] < 16,
            "more than sixteen colours: {colour:?}"
        );
    }
    assert!(has_figures(&screen));
    let (bytes, _) = demo(&[("TERM", "dumb")]);
    assert!(
        !looks(&bytes)
            .iter()
            .any(|number| matches!(number, 30..=38 | 40..=48 | 90..=107))
    );
    let (_, screen) = demo(&[("LC_ALL", "C")]);
    assert!(screen.is_ascii(), "{screen}");
}

/// A tmux server of its own, which ends with the value.
struct Tmux {
    socket: PathBuf,
}

impl Tmux {
    fn run(&self, arguments: &[&str]) -> Output {
        Command::new("tmux")
            .arg("-S")
            .arg(&self.socket)
            .args(["-f", "/dev/null"])
            .args(arguments)
            .env_remove("TMUX")
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap()
    }

    fn text(&self, arguments: &[&str]) -> String {
        String::from_utf8_lossy(&self.run(arguments).stdout).into_owned()
    }

    fn until(&self, what: &str, arguments: &[&str], found: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + HANGS;
        loop {
            let text = self.text(arguments);
            if found(&text) {
                return text;
            }
            assert!(Instant::now() < deadline, "{what} did not come:\n{text}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

#[test]
fn behind_tmux_it_looks_the_same_and_copies() {
    if Command::new("tmux").arg("-V").output().is_err() {
        eprintln!("not tried: there is no tmux");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let sockets = tempfile::tempdir().unwrap();
    let tmux = Tmux {
        socket: sockets.path().join("tmux"),
    };
    let run = demo_in(home.path());
    let started = tmux.run(&["new-session", "-d", "-x", "120", "-y", "40", &run]);
    assert!(started.status.success(), "{started:?}");
    tmux.run(&["set-option", "-s", "set-clipboard", "on"]);
    tmux.until("the figures", &["capture-pane", "-p"], has_figures);
    tmux.run(&["send-keys", "y", "a"]);
    let copied = tmux.until("what was copied", &["show-buffer"], |text| !text.is_empty());
    assert_eq!(copied.trim_end(), "dashboard?period=30d");
    // tmux lets nothing through here, and shows nothing of what was wrapped for it.
    let pane = tmux.text(&["capture-pane", "-p"]);
    assert!(!pane.contains("tmux;") && !pane.contains("52;c"), "{pane}");
    tmux.run(&["send-keys", "q"]);
    tmux.until("the end", &["list-sessions"], str::is_empty);
}

fn demo_in(home: &Path) -> String {
    format!(
        "env INTERLENS_HOME={0} TMPDIR={0} INTERLENS_THEME=dark {PROGRAM} demo --conversations 100",
        home.display()
    )
}
