//! Where a command writes: data to standard output, narration to standard error.
//!
//! A [`Console`] knows whether a terminal is at the other end, how wide it is, whether it takes colour and which
//! characters its locale can show. Commands write through it only, so a test can hold both streams in its hand.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::LazyLock;

use super::failure::Failure;
use super::look::{Look, Tone};

/// How much is narrated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Results and failures only.
    Quiet,
    /// What a person wants to know.
    #[default]
    Normal,
    /// Also the causes of failures.
    Verbose,
}

/// The two streams and what is known of them.
pub struct Console {
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
    /// How text may look.
    pub look: Look,
    /// How much is narrated.
    pub verbosity: Verbosity,
}

impl Console {
    /// The streams of this process.
    pub fn of_process(look: Look, verbosity: Verbosity) -> Self {
        Self::new(
            Box::new(BufWriter::with_capacity(64 * 1024, io::stdout())),
            Box::new(io::stderr()),
            look,
            verbosity,
        )
    }

    /// Any two streams.
    pub fn new(out: Box<dyn Write + Send>, err: Box<dyn Write + Send>, look: Look, verbosity: Verbosity) -> Self {
        Self {
            out,
            err,
            look,
            verbosity,
        }
    }

    /// Data for programs, written as it is. Errors of it become [`Failure::output`].
    pub fn data(&mut self) -> &mut (dyn Write + Send) {
        &mut self.out
    }

    /// A text for programs, such as JSON, with a line break at its end.
    pub fn print_data(&mut self, text: &str) -> Result<(), Failure> {
        writeln!(self.out, "{text}").map_err(Failure::output)
    }

    /// A line of output for people.
    pub fn print(&mut self, line: impl AsRef<str>) -> Result<(), Failure> {
        let line = self.look.text(line.as_ref());
        writeln!(self.out, "{line}").map_err(Failure::output)
    }

    /// A line of narration. Nobody has to read it: where it cannot be written, the work goes on.
    pub fn say(&mut self, line: impl AsRef<str>) {
        if self.verbosity > Verbosity::Quiet {
            self.tell(line.as_ref());
        }
    }

    /// A failure in its lines, whatever the verbosity.
    pub fn fail(&mut self, failure: &Failure) {
        let _ = self.out.flush();
        for (index, line) in failure
            .lines(self.verbosity == Verbosity::Verbose)
            .into_iter()
            .enumerate()
        {
            match line.split_once(": ") {
                Some((head, rest)) if index == 0 => {
                    let head = self.look.narration(Tone::Bad, &format!("{head}:"));
                    self.tell(&format!("{head} {rest}"));
                }
                _ => self.tell(&line),
            }
        }
    }

    /// Narrates no more: for a process whose standard error is its log.
    pub fn mute(&mut self) {
        self.err = Box::new(io::sink());
    }

    /// Writes out what is held back. What cannot be written is a failure only here or later, never lost.
    pub fn finish(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(Failure::output)
    }

    fn tell(&mut self, line: &str) {
        let line = self.look.text(line);
        let _ = writeln!(self.err, "{line}").and_then(|()| self.err.flush());
    }
}

/// Whether the three standard streams are terminals: input, output, error. Asked once.
pub(super) fn terminals() -> (bool, bool, bool) {
    static TERMINALS: LazyLock<(bool, bool, bool)> = LazyLock::new(|| {
        (
            io::stdin().is_terminal(),
            io::stdout().is_terminal(),
            io::stderr().is_terminal(),
        )
    });
    *TERMINALS
}

#[cfg(test)]
pub(super) mod testing {
    //! A console whose streams a test can read.

    use std::sync::{Arc, Mutex};

    use super::*;

    /// What was written to one stream.
    #[derive(Clone, Default)]
    pub(crate) struct Held(Arc<Mutex<Vec<u8>>>);

    impl Held {
        pub(crate) fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Held {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// A console in a pipe, with what is written to it: output, narration.
    pub(crate) fn console(look: Look) -> (Console, Held, Held) {
        let (out, err) = (Held::default(), Held::default());
        let console = Console::new(Box::new(out.clone()), Box::new(err.clone()), look, Verbosity::Normal);
        (console, out, err)
    }
}

#[cfg(test)]
mod tests {
    use super::testing::console;
    use super::*;

    /// A pipe whose reader has gone.
    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn data_and_narration_do_not_mix() {
        let (mut console, out, err) = console(Look::default());
        console.print("data").unwrap();
        console.say("narration");
        console.fail(&Failure::usage("a", "b", "c"));
        assert_eq!(out.text(), "data\n");
        assert_eq!(err.text(), "narration\nerror: a\n  why: b\n next: c\n");
    }

    #[test]
    fn quiet_keeps_failures() {
        let (mut console, _, err) = console(Look::default());
        console.verbosity = Verbosity::Quiet;
        console.say("narration");
        console.fail(&Failure::failed("a", "b", "c"));
        assert!(err.text().starts_with("error: a"));
    }

    #[test]
    fn a_reader_that_left_is_noticed_and_silent() {
        let mut console = Console::new(Box::new(Gone), Box::new(Gone), Look::default(), Verbosity::Normal);
        assert!(matches!(console.print("x"), Err(Failure::NoReader)));
        assert!(matches!(console.finish(), Err(Failure::NoReader)));
        console.say("narration nobody reads is no failure");
    }
}
