//! What the system asks for: ending, stopping, going on.

use rustix::io::Errno;
use rustix::process::{Signal as Number, getpid, getsid, kill_process};
use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

/// The number of the signal that says the terminal is gone.
pub(in crate::tui) const HANG_UP: i32 = 1;

/// A request of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Signal {
    /// End, with the signal's number.
    End(i32),
    /// Stop for a while.
    Stop,
    /// Go on; somebody stopped the program without asking.
    Continue,
}

pub(in crate::tui) struct Signals {
    terminate: Stream,
    hang_up: Stream,
    interrupt: Stream,
    quit: Stream,
    stop: Stream,
    go_on: Stream,
}

impl Signals {
    pub(in crate::tui) fn listen() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            stop: signal(SignalKind::from_raw(Number::TSTP.as_raw()))?,
            go_on: signal(SignalKind::from_raw(Number::CONT.as_raw()))?,
        })
    }

    pub(in crate::tui) async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.terminate.recv() => Signal::End(Number::TERM.as_raw()),
            _ = self.hang_up.recv() => Signal::End(HANG_UP),
            _ = self.interrupt.recv() => Signal::End(Number::INT.as_raw()),
            _ = self.quit.recv() => Signal::End(Number::QUIT.as_raw()),
            _ = self.stop.recv() => Signal::Stop,
            _ = self.go_on.recv() => Signal::Continue,
        }
    }
}

/// Whether there is somebody who could wake the program: the leader of a session has no shell above it.
pub(in crate::tui) fn can_be_woken() -> bool {
    getsid(None).is_ok_and(|session| session != getpid())
}

/// Stops the program; returns when it has been woken.
pub(in crate::tui) fn stop() -> Result<(), Errno> {
    // Not SIGTSTP: that one is listened to, and so would not stop anything.
    kill_process(getpid(), Number::STOP)
}
