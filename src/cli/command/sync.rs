//! `interlens sync`: sync now, and watch it.

use futures::Stream;

use crate::api::wire::{Event, RunStatus, SourceStatus, SyncRequest};
use crate::api::{Client, ClientError};
use crate::catalog::Module;
use crate::cli::console::Verbosity;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::follow::{Ending, follow};
use crate::cli::{help, pick, process};
use crate::text::SafeText;

use super::watch::{Watch, oddities, summary};

/// Sync now, and watch it.
///
/// The engine does the work; this command starts it, or attaches to a sync that runs, and shows how it goes. Ctrl-C
/// ends the watching only. What a sync has committed is kept whatever happens to it.
#[derive(Debug, Default, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens sync", "everything"),
        ("interlens sync --module conversations --module tickets", "two tables"),
        ("interlens sync --detach", "start it and go on"),
        ("interlens sync --cancel", "end the one that runs"),
    ],
    &[
        (Exit::Fine, "it worked"),
        (Exit::Degraded, "it was cancelled or interrupted, or you stopped watching"),
        (Exit::Failed, "it failed"),
        (Exit::Usage, "nothing is connected, or no engine"),
    ],
))]
pub struct Args {
    /// The data source, by name or number; needed where there are several.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Only this table; may be given more than once.
    #[arg(long = "module", value_name = "TABLE", value_delimiter = ',')]
    modules: Vec<Module>,
    /// Start it and do not wait for its end.
    #[arg(long, conflicts_with = "cancel")]
    detach: bool,
    /// Cancel the sync that runs.
    #[arg(long, conflicts_with = "modules")]
    cancel: bool,
}

/// Starts or cancels a sync.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit, Failure> {
    let (client, _) = context.attach.with_data().await?;
    let status = client.status().await?;
    let source = pick::only_source(&status, args.source.as_deref())?;
    let name = SafeText::new(&source.name);
    if args.cancel {
        let said = if client.cancel(source.id).await? {
            format!("The sync of {name} is being cancelled; what it has committed is kept.")
        } else {
            format!("No sync of {name} runs.")
        };
        context.console.say(said);
        return Ok(Exit::Fine);
    }
    let request = SyncRequest { modules: args.modules };
    if args.detach {
        let started = client.sync(source.id, &request).await?;
        context.console.say(format!(
            "{} of {name} {}. `interlens sync` watches it.",
            run_name(started.run),
            running(started.already_running)
        ));
        return Ok(Exit::Fine);
    }
    watched(&client, source, &request, context).await
}

fn run_name(run: u64) -> String {
    format!("Sync {run}")
}

const fn running(already: bool) -> &'static str {
    if already { "was running already" } else { "has started" }
}

/// Starts a sync, or attaches to the one that runs, and shows it to its end.
async fn watched(
    client: &Client,
    source: &SourceStatus,
    request: &SyncRequest,
    context: &mut Context,
) -> Result<Exit, Failure> {
    // Before the sync is asked for, so that its end cannot be missed.
    let events = client.events().await?;
    let started = client.sync(source.id, request).await?;
    let name = SafeText::new(&source.name);
    let run = run_name(started.run);
    context
        .console
        .say(format!("{run} of {name} {}.", running(started.already_running)));
    match watch(events, source.id, started.run, context).await? {
        Some(Ending::Ended(run)) => {
            if let (RunStatus::Failed, Some(reason)) = (run.status, run.reason.clone()) {
                return Err(Failure::with(Exit::Failed, reason));
            }
            context.console.print(summary(&source.name, &run))?;
            Ok(Exit::of_run(run.status))
        }
        Some(Ending::EngineLeft) => {
            context.console.say(format!(
                "The engine ended. {run} of {name} goes on from its last commit when one runs again: `interlens sync`."
            ));
            Ok(Exit::Degraded)
        }
        None => {
            context.console.say(format!(
                "Not watching any more; {run} of {name} goes on. `interlens sync` watches it, `interlens sync --cancel` ends it."
            ));
            Ok(Exit::Degraded)
        }
    }
}

/// Shows a run to its end, and tells what was odd in it; nothing comes back when this process was asked to end first.
pub(in crate::cli) async fn watch(
    events: impl Stream<Item = Result<Event, ClientError>>,
    source: u32,
    run: u64,
    context: &mut Context,
) -> Result<Option<Ending>, Failure> {
    let console = &mut context.console;
    let mut watch = Watch::new(&console.look, console.verbosity == Verbosity::Quiet);
    let ending = tokio::select! {
        ending = follow(events, source, run, |progress| {
            for line in watch.see(progress) {
                console.say(line);
            }
        }) => Some(ending),
        () = process::asked_to_end() => None,
    };
    watch.end();
    let ending = ending.transpose()?;
    if let Some(Ending::Ended(run)) = &ending {
        for line in oddities(run) {
            context.console.say(line);
        }
    }
    Ok(ending)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fake::Engine;
    use crate::cli::fixture;

    /// An engine that tells these events to whoever asks for events, then runs until it is stopped.
    fn engine(events: Vec<Event>) -> Engine {
        let mut engine = Engine::start(fixture::status());
        engine.events(events);
        engine
    }

    fn ended(status: RunStatus) -> Event {
        Event::RunEnded {
            run: Box::new(fixture::run(7, status)),
        }
    }

    fn underway(received: u64) -> Event {
        Event::Status {
            status: Box::new(fixture::syncing(7, received)),
        }
    }

    #[tokio::test]
    async fn a_sync_is_watched_to_its_end() {
        let mut engine = engine(vec![underway(10), underway(6240), ended(RunStatus::Success)]);
        let args = Args {
            modules: vec![Module::Conversations],
            ..Args::default()
        };
        assert_eq!(run(args, &mut engine.context).await.unwrap(), Exit::Fine);
        insta::assert_snapshot!(format!("{}---\n{}", engine.out.text(), engine.err.text()));
        let asked = engine.asked();
        let events = asked.iter().position(|line| line == "GET /v1/events").unwrap();
        let sync = asked.iter().position(|line| line == "POST /v1/sources/1/sync").unwrap();
        assert!(events < sync, "{asked:?}");
    }

    #[tokio::test]
    async fn the_exit_code_is_the_result() {
        for (status, exit) in [
            (RunStatus::Cancelled, Exit::Degraded),
            (RunStatus::Interrupted, Exit::Degraded),
        ] {
            let mut engine = engine(vec![ended(status)]);
            assert_eq!(run(Args::default(), &mut engine.context).await.unwrap(), exit);
            assert!(engine.out.text().contains(status.label()));
        }
        let mut failed = engine(vec![ended(RunStatus::Failed)]);
        let failure = run(Args::default(), &mut failed.context).await.unwrap_err();
        assert_eq!(failure.exit(), Exit::Failed);
        assert!(failure.lines(false)[1].contains("503"));
    }

    #[tokio::test]
    async fn an_engine_that_leaves_is_told_of() {
        let mut engine = engine(vec![underway(10), Event::Goodbye]);
        assert_eq!(run(Args::default(), &mut engine.context).await.unwrap(), Exit::Degraded);
        assert!(engine.err.text().contains("goes on from its last commit"));
        assert_eq!(engine.out.text(), "");
    }

    #[tokio::test]
    async fn detached_and_cancelled_syncs_are_not_waited_for() {
        let mut engine = engine(vec![]);
        let detach = Args {
            detach: true,
            ..Args::default()
        };
        assert_eq!(run(detach, &mut engine.context).await.unwrap(), Exit::Fine);
        let cancel = Args {
            cancel: true,
            ..Args::default()
        };
        assert_eq!(run(cancel, &mut engine.context).await.unwrap(), Exit::Fine);
        assert!(engine.err.text().contains("Sync 7 of Acme Support has started"));
        assert!(engine.err.text().contains("being cancelled"));
        assert_eq!(engine.out.text(), "");
    }
}
