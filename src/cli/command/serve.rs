//! `interlens serve`: the engine.

use std::time::Duration;

use tokio::sync::oneshot;

use crate::cli::attach::make_folders;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::seams::{self, Service};
use crate::cli::{help, journal, process};

/// Run the engine.
///
/// It owns the data, keeps it fresh, and answers dashboards and commands at its socket. `interlens` starts one by itself;
/// run it yourself under a service manager, or to watch it. It ends on Ctrl-C, SIGTERM or `interlens stop`, and a sync
/// that runs then goes on from its last commit at the next start.
#[derive(Debug, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens serve", "run it in this terminal"),
        ("INTERLENS_LOG=interlens=debug interlens serve", "with a log that says more"),
        ("systemd-run --user interlens serve", "as a service"),
    ],
    &[(Exit::Fine, "it was told to end"), (Exit::Failed, "it could not start or go on"), (Exit::Usage, "one runs already")],
))]
pub struct Args {
    /// Stay in the foreground; the default.
    #[arg(long, conflicts_with = "detached")]
    foreground: bool,
    /// Leave the terminal and its session; for `interlens` to start an engine with.
    #[arg(long)]
    detached: bool,
    /// Sync again so long after a sync has ended, such as 15m, 1h or 1d; never: only when somebody asks.
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = every)]
    every: Every,
}

/// The pause between two syncs; nothing where there is only a sync when somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Every(Option<Duration>);

/// `15m`, `1h`, `1d`, up to a year; or `never`.
fn every(text: &str) -> Result<Every, String> {
    const UNITS: [(char, u64); 3] = [('m', 60), ('h', 3600), ('d', 86_400)];
    if text == "never" {
        return Ok(Every(None));
    }
    UNITS
        .iter()
        .find_map(|(unit, seconds)| text.strip_suffix(*unit)?.parse::<u64>().ok()?.checked_mul(*seconds))
        .filter(|seconds| (60..=365 * 86_400).contains(seconds))
        .map(|seconds| Every(Some(Duration::from_secs(seconds))))
        .ok_or_else(|| "write a pause of a minute to a year, such as 15m, 1h or 1d, or never".to_owned())
}

/// Runs the engine to its end.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    process::keep_memory_small();
    process::keep_secrets();
    if args.detached {
        process::leave_terminal()?;
    }
    make_folders(&context.home)?;
    journal::begin(&context.home.log(), &context.environment, Some("info"))?;
    if args.detached {
        // Standard error is the log from here on, and the log is written by its own means.
        context.console.mute();
    }
    let service = Service {
        demo: false,
        every: args.every.0,
        // What a dashboard started for itself goes when nothing needs it; what somebody started by name stays.
        stay: !args.detached,
    };
    let ended = process::block_on_all_cores(served(service, context));
    if let Err(failure) = &ended {
        tracing::error!("{failure}");
    }
    ended.map(|()| Exit::Fine)
}

async fn served(service: Service, context: &mut Context) -> Result<(), Failure> {
    if let Ok((_, hello)) = context.attach.existing().await {
        return Err(Failure::usage(
            "An engine runs already.",
            format!("Process {} answers at {}.", hello.pid, context.home.socket().display()),
            "Use it: `interlens` attaches to it; `interlens stop` ends it.",
        ));
    }
    let (ready, answers) = oneshot::channel();
    let serving = seams::serve(context.home.clone(), service, ready, std::future::pending());
    let mut serving = std::pin::pin!(serving);
    tokio::select! {
        ended = &mut serving => return ended,
        Ok(()) = answers => context.console.say(format!(
            "The engine answers at {}; its log is {}. Ctrl-C ends it.",
            context.home.socket().display(),
            context.home.log().display()
        )),
    }
    serving.await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fake::Engine;
    use crate::cli::fixture;

    #[tokio::test]
    async fn a_second_engine_is_not_started() {
        let mut engine = Engine::start(fixture::status());
        let service = Service {
            demo: false,
            every: None,
            stay: true,
        };
        let failure = served(service, &mut engine.context).await.unwrap_err();
        assert_eq!(failure.exit(), Exit::Usage);
        assert!(failure.lines(false)[1].contains("4242"));
    }

    #[test]
    fn pauses_between_syncs_are_understood_or_explained() {
        assert_eq!(every("1h"), Ok(Every(Some(Duration::from_hours(1)))));
        assert_eq!(every("15m"), Ok(Every(Some(Duration::from_mins(15)))));
        assert_eq!(every("never"), Ok(Every(None)));
        for bad in ["", "h", "0m", "10s", "-1h", "400d", "99999999999999999999h"] {
            assert!(every(bad).unwrap_err().contains("15m"), "{bad}");
        }
    }
}
