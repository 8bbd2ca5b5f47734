//! A session in lines: standard input is read line by line, standard output is written line by line, and nothing else is
//! done to the terminal.
//!
//! A line is taken in when the answer to the one before has been printed, so that a list of commands in a pipe works as it
//! does by hand.

use std::io::{self, BufRead, IsTerminal, Write};

use ratatui::layout::Size;
use tokio::sync::mpsc;

use super::model::Model;
use super::msg::{Effect, Msg};
use super::place::Address;
use super::plain::{Reader, Turn};
use super::runtime::effects::Executor;
use super::runtime::signals::{self, Signal, Signals};
use super::runtime::{Connector, Exit, MESSAGES, Options, TuiError};
use super::theme::{Glyphs, ProcessEnvironment, Theme, Tier};

/// What stands before a line that is typed.
const PROMPT: &str = "interlens> ";

/// Runs a session until somebody leaves it or standard input ends.
pub async fn run_plain(connect: impl Connector, options: Options, start: Address) -> Result<Exit, TuiError> {
    let theme = Theme {
        tier: Tier::None,
        glyphs: Glyphs::detect(&ProcessEnvironment),
        ..Theme::default()
    };
    let mut model = Model::new((options.clock)(), Size::new(80, 24), theme);
    model.source = options.source;
    model.dashboard.period = options.period;
    let mut signals = Signals::listen()?;
    let (sender, mut messages) = mpsc::channel(MESSAGES);
    let mut executor = Executor::new(connect, sender);
    let mut reader = Reader::new(model, start);
    let mut typed = keyboard();
    let prompts = io::stdin().is_terminal() && io::stdout().is_terminal();
    let mut prompted = false;
    loop {
        if prompts && reader.is_settled() && !prompted {
            prompted = true;
            if !print(PROMPT)? {
                return Ok(Exit::Quit);
            }
        }
        let turn = tokio::select! {
            signal = signals.next() => match signal {
                Signal::End(number) => return Ok(Exit::Signal(number)),
                Signal::Stop => {
                    signals::stop().map_err(io::Error::from)?;
                    continue;
                }
                Signal::Continue => continue,
            },
            line = typed.recv(), if reader.is_settled() => match line {
                Some(line) => {
                    prompted = false;
                    reader.typed(&line, (options.clock)())
                }
                None => return Ok(Exit::Quit),
            },
            Some(msg) = messages.recv() => told(&mut reader, msg, &options, &mut prompted, prompts)?,
            broken = executor.broken() => if broken {
                return Err(TuiError::Task);
            } else {
                continue;
            },
        };
        for line in turn.lines {
            if !print(&format!("{line}\n"))? {
                return Ok(Exit::Quit);
            }
        }
        for effect in turn.effects {
            match effect {
                Effect::Quit => return Ok(Exit::Quit),
                other => executor.start(&other),
            }
        }
    }
}

/// Takes in a message. What it leads to begins on a line of its own, not behind the prompt.
fn told(
    reader: &mut Reader,
    msg: Msg,
    options: &Options,
    prompted: &mut bool,
    prompts: bool,
) -> Result<Turn, TuiError> {
    let turn = reader.take(msg, (options.clock)());
    if prompts && *prompted && !turn.lines.is_empty() {
        *prompted = false;
        print("\n")?;
    }
    Ok(turn)
}

/// The lines of standard input. They are read by a thread of its own, which ends with the process: a read cannot be
/// interrupted.
fn keyboard() -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel(1);
    std::thread::spawn(move || {
        let mut input = io::stdin().lock();
        let mut line = Vec::new();
        while input.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
            let text = String::from_utf8_lossy(&line).trim().to_owned();
            if sender.blocking_send(text).is_err() {
                return;
            }
            line.clear();
        }
    });
    lines
}

/// Prints; says whether somebody still reads.
fn print(text: &str) -> io::Result<bool> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(error),
    }
}
