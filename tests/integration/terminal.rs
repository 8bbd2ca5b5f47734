//! The dashboard in a terminal: what it shows, what keys do, what it writes, and how it leaves.

use std::time::Duration;

use chrono::{Timelike, Utc};
use interlens::sandbox::{Sandbox, SandboxConfig};
use rustix::process::{Pid, Signal, kill_process};
use secrecy::SecretString;

use crate::harness::TOKEN;
use crate::program::{Background, Served, run};
use crate::pty::Terminal;

const LARGE: (u16, u16) = (120, 40);

pub(crate) fn has_figures(screen: &str) -> bool {
    ["Satisfaction", "Unresolved", "Resolved", "Waiting longest"]
        .iter()
        .all(|words| screen.contains(words))
        && screen.contains('%')
}

/// The line of the screen that holds some words.
fn line<'a>(screen: &'a str, words: &str) -> &'a str {
    screen
        .lines()
        .find(|line| line.contains(words))
        .unwrap_or_else(|| panic!("{words:?} is not on the screen:\n{screen}"))
}

/// Where the mark of the panel that has the focus stands.
fn focus(screen: &str) -> Option<(usize, usize)> {
    screen.lines().enumerate().find_map(|(row, line)| {
        let column = line.chars().position(|c| c == '▌')?;
        Some((row, column))
    })
}

#[test]
fn a_demo_answers_keys_and_leaves_the_terminal_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), &["demo", "--conversations", "300"], LARGE, None);
    let first = terminal.until("the figures", |screen| has_figures(screen) && focus(screen).is_some());
    assert!(line(&first, "interlens").contains("30 days"), "{first}");

    terminal.keys("?");
    terminal.until("the help", |screen| screen.contains("type to find"));
    terminal.keys("\x1b");
    terminal.until("the help closed", |screen| !screen.contains("type to find"));

    let before = focus(&first);
    terminal.keys("\t");
    terminal.until("the focus on the next panel", |screen| focus(screen) != before);
    terminal.keys("\x1b[Z");
    terminal.until("the focus back", |screen| focus(screen) == before);

    terminal.keys("p");
    terminal.until("a longer period", |screen| {
        line(screen, "interlens").contains("90 days")
    });
    terminal.keys("\r");
    let enlarged = terminal.until("one panel", |screen| screen.contains("Esc back"));
    assert!(enlarged.contains("count_if("), "the formula is told: {enlarged}");
    terminal.keys("\x1b");
    terminal.until("all panels", has_figures);

    for (columns, rows) in [(80, 24), (40, 12), (20, 5), (200, 60), LARGE] {
        let screen = terminal.resize(columns, rows);
        assert!(!screen.trim().is_empty(), "{columns}x{rows} is empty");
    }
    terminal.until("the figures again", has_figures);

    terminal.keys("q");
    assert_eq!(terminal.ended(), 0);
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    assert_allowed(&terminal.bytes());
}

#[test]
fn a_signal_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::start(home.path(), &["demo", "--conversations", "100"], (80, 24), Some("dark"));
        terminal.until("the dashboard", |screen| screen.contains("interlens"));
        let process = Pid::from_raw(terminal.pid() as i32).unwrap();
        kill_process(process, signal).unwrap();
        terminal.ended();
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "{signal:?}");
        assert_allowed(&terminal.bytes());
    }
}

/// A home with a workspace that stands still, and its engine.
pub(crate) async fn still() -> (Sandbox, tempfile::TempDir, Served) {
    let config = SandboxConfig {
        conversations: 200,
        token: Some(SecretString::from(TOKEN)),
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config, "127.0.0.1:0".parse().unwrap()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    interlens::intercom::token::store(&token, &SecretString::from(TOKEN)).unwrap();
    let engine = Served::start(folder.path()).await;
    let url = sandbox.url();
    let connect = [
        "connect",
        "--yes",
        "--no-sync",
        "--base-url",
        &url,
        "--token-file",
        token.to_str().unwrap(),
    ];
    run(folder.path(), &connect).await.fine();
    run(folder.path(), &["sync"]).await.fine();
    (sandbox, folder, engine)
}

/// The legend of the flow, such as `3 new  ● 3 closed`: figures that stand on every layout of this size. Nothing in the
/// middle of a frame.
fn flow(screen: &str) -> Option<&str> {
    let line = screen
        .lines()
        .find(|line| line.contains(" new ") && line.contains(" closed"))?;
    line.get(line.find('●')?..line.rfind(" closed")?)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_screen_writes_nothing_and_one_whose_engine_is_killed_goes_on() {
    let (_sandbox, folder, engine) = still().await;
    let home = folder.path();
    // The screen starts an engine when the one it had is gone.
    let _cleared = Background(home);
    let mut terminal = Terminal::start(home, &[], LARGE, Some("dark"));
    let shown = tokio::task::block_in_place(|| {
        let shown = terminal.until("the figures", |screen| has_figures(screen) && screen.contains("synced"));
        idle(&terminal);
        shown
    });
    let figures = flow(&shown).unwrap();

    let since = terminal.screens();
    let killed = engine.pid();
    engine.kill().await;
    tokio::task::block_in_place(|| {
        // What was shown stays.
        terminal.once("that the engine is gone", since, |screen| {
            screen.contains("ngine gone") && flow(screen) == Some(figures)
        });
        terminal.until("another engine", |screen| {
            has_figures(screen) && !screen.contains("gone") && flow(screen) == Some(figures)
        });
    });
    let (_, hello) = interlens::api::Client::connect(&interlens::engine::Home::at(home).socket())
        .await
        .unwrap();
    assert_ne!(hello.pid, killed);
    tokio::task::block_in_place(|| {
        terminal.keys("q");
        assert_eq!(terminal.ended(), 0);
        assert_allowed(&terminal.bytes());
    });
}

/// Fails unless the screen comes to rest and then writes nothing for two seconds, within one minute of the clock that
/// it shows.
fn idle(terminal: &Terminal) {
    let rested = (0..100).any(|_| terminal.bytes_within(Duration::from_millis(300)) == 0);
    assert!(rested, "the screen does not come to rest");
    let left = 60 - Utc::now().second();
    if left < 4 {
        // The next minute is painted; after that there is a whole one.
        std::thread::sleep(Duration::from_secs(u64::from(left) + 1));
    }
    assert_eq!(terminal.bytes_within(Duration::from_secs(2)), 0);
}

/// Fails where something was written that a dashboard has no business to write: only text, colours, positions, clearing,
/// and the modes that are switched back at the end; of OSC only the question for the terminal's colours.
pub(crate) fn assert_allowed(bytes: &[u8]) {
    const MODES: [&str; 9] = ["25", "1000", "1002", "1003", "1004", "1006", "1015", "1049", "2004"];
    let text = std::str::from_utf8(bytes).expect("it is UTF-8");
    let mut rest = text;
    while let Some(start) = rest.find('\x1b') {
        assert_plain(&rest[..start]);
        let sequence = &rest[start + 1..];
        let length = if let Some(control) = sequence.strip_prefix('[') {
            let end = control.find(|c: char| ('@'..='~').contains(&c)).expect("it ends");
            let (parameters, last) = (&control[..end], control.as_bytes()[end]);
            let numbers = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, ';' | ':'));
            let fine = match last {
                b'm' | b'H' | b'J' | b'K' => numbers(parameters),
                b'h' | b'l' => parameters
                    .strip_prefix('?')
                    .is_some_and(|modes| modes.split(';').all(|mode| mode == "2026" || MODES.contains(&mode))),
                // "What are you?", asked beside the colours, because every terminal answers it.
                b'c' => parameters.is_empty(),
                _ => false,
            };
            assert!(fine, "CSI {parameters}{}", char::from(last));
            end + 2
        } else if let Some(command) = sequence.strip_prefix(']') {
            let end = command.find(['\x07', '\x1b']).expect("it ends");
            assert!(matches!(&command[..end], "10;?" | "11;?"), "OSC {:?}", &command[..end]);
            let closed = if command[end..].starts_with('\x07') { 1 } else { 2 };
            end + 1 + closed
        } else {
            panic!("ESC {:?}", sequence.chars().next());
        };
        rest = &rest[start + 1 + length..];
    }
    assert_plain(rest);
}

fn assert_plain(text: &str) {
    let odd: Vec<char> = text
        .chars()
        .filter(|c| c.is_control() && !matches!(c, '\r' | '\n'))
        .collect();
    assert!(odd.is_empty(), "{odd:?} in {text:?}");
}

#[test]
fn what_a_dashboard_may_not_write_is_found() {
    assert_allowed("\x1b[?1049h\x1b[2J\x1b[1;31mÄ\x1b]11;?\x07\x1b[c".as_bytes());
    for wrong in [
        "\x1b]0;title\x07",
        "\x1b]52;c;aGk=\x07",
        "\x1bc",
        "\x1b[6n",
        "\x1b[?47h",
        "\x1bP1$r\x1b\\",
        "\x07",
        "\u{9b}m",
    ] {
        let found = std::panic::catch_unwind(|| assert_allowed(wrong.as_bytes()));
        assert!(found.is_err(), "{wrong:?}");
    }
}
