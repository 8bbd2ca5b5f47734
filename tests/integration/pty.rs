//! The program in a pseudo-terminal: keys go in, and what a terminal would show is read back.

mod hands;

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::{MouseProtocolMode, Parser};

use crate::program::{HANGS, PROGRAM};

/// What the program writes at the end of a frame: the end of a synchronized update.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// A terminal with the program in it. The program ends with the value.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    parser: Parser,
    bytes: Vec<u8>,
    /// What stood on the screen after each frame, so that nothing that was there for a moment is missed.
    screens: Vec<String>,
    /// When the first byte came.
    began: Option<Instant>,
    closed: bool,
}

impl Terminal {
    /// Starts the program in a terminal of this size. `theme` is what the environment says of its background; where it
    /// says nothing the program asks the terminal, and this one does not answer.
    pub(crate) fn start(home: &Path, arguments: &[&str], (columns, rows): (u16, u16), theme: Option<&str>) -> Self {
        let mut command = command(PROGRAM, home);
        command.args(arguments);
        if let Some(theme) = theme {
            command.env("INTERLENS_THEME", theme);
        }
        Self::of(command, (columns, rows))
    }

    /// Starts a command in a terminal of this size.
    pub(crate) fn of(command: CommandBuilder, (columns, rows): (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                parser: Parser::new(nonzero(rows), nonzero(columns), 0),
                bytes: Vec::new(),
                screens: Vec::new(),
                began: None,
                closed: false,
            }),
            changed: Condvar::new(),
        });
        let reader = pair.master.try_clone_reader().unwrap();
        let written = Arc::clone(&shared);
        std::thread::spawn(move || written.read(reader));
        Self {
            child,
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            shared,
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Types keys.
    pub(crate) fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until the screen shows some words, and gives the screen.
    pub(crate) fn words(&self, words: &str) -> String {
        self.until(words, |screen| screen.contains(words))
    }

    /// How many frames have come, and how long that took since the first byte.
    pub(crate) fn frames(&self) -> (usize, Duration) {
        let state = self.shared.state.lock().unwrap();
        let frames = state
            .bytes
            .windows(FRAME_END.len())
            .filter(|window| *window == FRAME_END);
        (
            frames.count(),
            state.began.map_or(Duration::ZERO, |began| began.elapsed()),
        )
    }

    /// Waits until the screen shows what is looked for, and gives the screen.
    pub(crate) fn until(&self, what: &str, shown: impl Fn(&str) -> bool) -> String {
        self.wait(what, |state| {
            let screen = state.parser.screen().contents();
            shown(&screen).then_some(screen)
        })
    }

    /// Waits until the screen has shown what is looked for since it had shown so many others, and gives that screen.
    pub(crate) fn once(&self, what: &str, since: usize, shown: impl Fn(&str) -> bool) -> String {
        self.wait(what, |state| {
            state.screens[since..].iter().find(|screen| shown(screen)).cloned()
        })
    }

    /// How many screens there have been.
    pub(crate) fn screens(&self) -> usize {
        self.shared.state.lock().unwrap().screens.len()
    }

    /// Changes the size, and waits until everything was painted anew.
    pub(crate) fn resize(&self, columns: u16, rows: u16) -> String {
        let before = {
            let mut state = self.shared.state.lock().unwrap();
            state.parser.screen_mut().set_size(nonzero(rows), nonzero(columns));
            state.bytes.len()
        };
        self.master.resize(size(columns, rows)).unwrap();
        self.wait(&format!("a frame of {columns}x{rows}"), |state| {
            let new = &state.bytes[before..];
            let cleared = new.windows(4).rposition(|window| window == b"\x1b[2J")?;
            let whole = new[cleared..]
                .windows(FRAME_END.len())
                .any(|window| window == FRAME_END);
            whole.then(|| state.parser.screen().contents())
        })
    }

    /// Everything that was written.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.shared.state.lock().unwrap().bytes.clone()
    }

    /// How many bytes come within a time.
    pub(crate) fn bytes_within(&self, time: Duration) -> usize {
        let before = self.bytes().len();
        std::thread::sleep(time);
        self.bytes().len() - before
    }

    /// Waits for the end of the program; gives its exit code. The terminal has to be as it was before.
    pub(crate) fn ended(&mut self) -> u32 {
        self.wait("the end of the program", |state| state.closed.then_some(()));
        let status = self.child.wait().unwrap();
        let state = self.shared.state.lock().unwrap();
        assert_given_back(state.parser.screen());
        let contents = state.parser.screen().contents();
        assert!(!contents.contains("panicked"), "{contents}");
        status.exit_code()
    }

    /// Waits until the terminal has been given back while the program goes on, and shows some words.
    pub(crate) fn given_back(&self, words: &str) -> String {
        self.wait(words, |state| {
            let screen = state.parser.screen();
            let contents = screen.contents();
            (!screen.alternate_screen() && contents.contains(words)).then(|| {
                assert_given_back(screen);
                contents
            })
        })
    }

    /// Waits for the end, however it comes.
    pub(crate) fn gone(&mut self) -> String {
        self.wait("the end", |state| {
            state.closed.then(|| {
                assert_given_back(state.parser.screen());
                state.parser.screen().contents()
            })
        })
    }

    fn wait<T>(&self, what: &str, mut found: impl FnMut(&State) -> Option<T>) -> T {
        let deadline = Instant::now() + HANGS;
        let mut state = self.shared.state.lock().unwrap();
        loop {
            if let Some(found) = found(&state) {
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !state.closed,
                "{what} did not come (the program has {}):\n{}",
                if state.closed { "ended" } else { "not ended" },
                state.parser.screen().contents()
            );
            state = self.shared.changed.wait_timeout(state, left).unwrap().0;
        }
    }
}

/// Fails unless the terminal is as it was before the program.
fn assert_given_back(screen: &vt100::Screen) {
    assert!(!screen.alternate_screen(), "the alternate screen was not left");
    assert!(!screen.hide_cursor(), "the cursor is hidden");
    assert!(!screen.bracketed_paste(), "pastes are still marked");
    let mouse = screen.mouse_protocol_mode();
    assert_eq!(mouse, MouseProtocolMode::None, "the mouse is still taken");
}

/// A command with no other environment than this home, a UTF-8 locale and a terminal that is known.
pub(crate) fn command(program: &str, home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env_clear();
    for (name, value) in [
        ("PATH", "/usr/bin:/bin"),
        ("LC_ALL", "C.UTF-8"),
        ("TERM", "xterm-256color"),
    ] {
        command.env(name, value);
    }
    command.env("INTERLENS_HOME", home);
    command.env("TMPDIR", home);
    command
}

impl Shared {
    fn read(&self, mut reader: Box<dyn Read + Send>) {
        let mut buffer = vec![0; 65536];
        loop {
            // Linux tells the end of the other side as an error.
            let count = reader.read(&mut buffer).unwrap_or(0);
            let mut state = self.state.lock().unwrap();
            if count == 0 {
                state.closed = true;
            } else {
                state.began.get_or_insert_with(Instant::now);
                state.parser.process(&buffer[..count]);
                state.bytes.extend_from_slice(&buffer[..count]);
                if state.bytes.ends_with(FRAME_END) {
                    let screen = state.parser.screen().contents();
                    state.screens.push(screen);
                }
            }
            self.changed.notify_all();
            if count == 0 {
                return;
            }
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn nonzero(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).unwrap()
}
