//! What a process does for itself before and while it works: its cryptography, its session, its signals.

use std::os::unix::process::CommandExt;
use std::process::Command;

use tokio::signal::unix::{SignalKind, signal};

use super::failure::Failure;

/// Chooses the cryptography for every HTTP client of this process. May be called again.
pub(super) fn prepare() {
    // The error says that it was chosen before, by this very line.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// For a process that holds an access token: no memory image of it is left behind, and no file it makes is readable for
/// others.
pub(super) fn keep_secrets() {
    use rustix::process::{Resource, Rlimit, setrlimit, umask};
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    // Where the limit cannot be lowered it is not raised either; the token is wiped from memory after use anyway.
    let _ = setrlimit(Resource::Core, none);
    umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Begins this program again, in this very process, with a memory allocator that gives back what is freed.
///
/// glibc keeps a heap for each few threads, and of what was freed there it gives back little: an engine that had synced a
/// million conversations and answered for them held 619 MB, and 252 MB with two heaps that are trimmed. It can be told so
/// only from outside, before the program begins. Whoever sets the variable decides; where this does not work the engine
/// runs as it is.
pub(super) fn keep_memory_small() {
    const VARIABLE: &str = "GLIBC_TUNABLES";
    const TUNED: &str = "glibc.malloc.arena_max=2:glibc.malloc.trim_threshold=8388608";
    if !cfg!(all(target_os = "linux", target_env = "gnu")) || std::env::var_os(VARIABLE).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let mut again = Command::new(program);
    let mut arguments = std::env::args_os();
    if let Some(name) = arguments.next() {
        again.arg0(name);
    }
    // This comes back only where it failed.
    let _ = again.args(arguments).env(VARIABLE, TUNED).exec();
}

/// A session of its own, so that closing the terminal does not end this process.
pub(super) fn leave_terminal() -> Result<(), Failure> {
    rustix::process::setsid().map(drop).map_err(|error| {
        Failure::usage(
            "The engine could not leave the terminal.",
            format!("--detached is for `interlens` to start an engine with; the system says: {error}."),
            "Run `interlens serve` without --detached; `setsid` or a service manager keeps it running.",
        )
        .because(error)
    })
}

/// Ends when somebody asks this process to: Ctrl-C, `kill`, or the end of its terminal.
pub(super) async fn asked_to_end() {
    let wait = async |kind: SignalKind| match signal(kind) {
        Ok(mut signals) => {
            signals.recv().await;
        }
        // A signal that cannot be listened to does what it does by default.
        Err(_) => std::future::pending().await,
    };
    tokio::select! {
        () = wait(SignalKind::interrupt()) => {}
        () = wait(SignalKind::terminate()) => {}
        () = wait(SignalKind::hangup()) => {}
    }
}

/// Runs a command's work to its end.
pub(super) fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    runtime(tokio::runtime::Builder::new_current_thread().enable_all().build(), work)
}

/// Runs the work of an engine to its end, on every core.
pub(super) fn block_on_all_cores<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    runtime(tokio::runtime::Builder::new_multi_thread().enable_all().build(), work)
}

fn runtime<T>(
    runtime: std::io::Result<tokio::runtime::Runtime>,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let runtime = runtime.map_err(|error| {
        Failure::failed(
            "The program could not start to work.",
            format!("The system gave it no threads or timers: {error}."),
            "Look at the limits of this user (`ulimit -a`), then try again.",
        )
        .because(error)
    })?;
    let result = runtime.block_on(work);
    // A read of standard input or a name look-up may hang in a thread of its own; nothing waits for it.
    runtime.shutdown_background();
    result
}
