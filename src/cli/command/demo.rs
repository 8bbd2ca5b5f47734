//! `interlens demo`: everything with a made-up workspace.
//!
//! A workspace, an engine and a screen in this one process, over a home of their own that goes away with them. The
//! engine and the screen still meet at a socket, as always: what is seen here is what is seen with a real workspace.

use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::{overview, sync};
use crate::api::Client;
use crate::api::wire::{ConnectRequest, RunStatus};
use crate::cli::attach::Attach;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::follow::Ending;
use crate::cli::screen::Screen;
use crate::cli::seams::{self, Pretence, Service};
use crate::cli::temporary::Temporary;
use crate::cli::{help, process};
use crate::engine::Home;
use crate::text::SafeText;

/// How the demo's engine serves: what changes in the workspace is to be seen soon.
const SERVICE: Service = Service {
    demo: true,
    every: Some(Duration::from_secs(10)),
    stay: true,
};
/// How long the engine may take to end in order.
const PATIENCE: Duration = Duration::from_secs(10);
/// The name of the made-up data source.
const NAME: &str = "Acme Support";
/// How long the workspace takes for an answer while somebody watches: about as long as the real service, so that the
/// first sync can be seen. Into a pipe everything goes as fast as it can.
const LATENCY: Duration = Duration::from_millis(40);
/// The rate limit of a private app at Intercom.
const LIMIT: &str = "10000/min";

/// Look around with a made-up workspace; nothing of yours is touched.
///
/// A workspace is simulated in this process, synced into a temporary file, and shown. It lives: conversations arrive, are
/// answered and closed while you look. No account, no network, and nothing is left behind when it ends. In a pipe
/// the dashboard is printed as text once everything is synced.
#[derive(Debug, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens demo", "the dashboard"),
        ("interlens demo --conversations 100000", "a larger company"),
        ("interlens demo | less", "as text"),
        ("interlens demo --plain", "in lines, for a screen reader"),
    ],
    &[(Exit::Fine, "it was looked at"), (Exit::Degraded, "it was ended before everything was synced"), (Exit::Failed, "it failed")],
))]
pub struct Args {
    /// How many conversations there are; everything else follows from that.
    #[arg(long, value_name = "N", default_value_t = 8000)]
    conversations: u32,
    /// What every value follows from: the same seed and size make the same workspace.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many seconds pass there in one of ours.
    #[arg(long, value_name = "TIMES", default_value_t = 1.0, value_parser = speed)]
    speed: f64,
    /// How the dashboard is shown.
    #[command(flatten)]
    screen: Screen,
}

/// Runs the demo until it is left.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit, Failure> {
    let folder = Temporary::make().map_err(|error| {
        Failure::failed(
            "The demo has nowhere to keep its data.",
            format!("A folder for temporary files could not be made: {error}."),
            "Set TMPDIR to a folder that you may write to.",
        )
        .because(error)
    })?;
    let home = Home::at(folder.path());
    let watched = context.console.look.terminal && context.console.look.keyboard;
    let screen = watched.then_some(&args.screen);
    let workspace = seams::pretend(&Pretence {
        port: 0,
        conversations: args.conversations,
        seed: args.seed,
        speed: args.speed,
        latency: if watched { LATENCY } else { Duration::ZERO },
        limit: watched.then(|| LIMIT.to_owned()),
        faults: Vec::new(),
        mode: "live".to_owned(),
    })
    .await?;
    let token = home.config().join("demo.token");
    seams::write_token(&token, &SecretString::from("demo"))?;
    let request = ConnectRequest {
        name: NAME.to_owned(),
        base_url: workspace.url.clone(),
        token: seams::token_in_file(&token),
        modules: Vec::new(),
        time_zone: None,
        plan: crate::catalog::Plan::default(),
        sync: true,
    };
    let attach = Attach::to_running(home.clone());
    let (ready, answers) = oneshot::channel();
    let stop = CancellationToken::new();
    let mut engine = tokio::spawn(seams::serve(home, SERVICE, ready, stop.clone().cancelled_owned()));
    let work = async {
        // Where it never comes to answer, the engine's own end says why.
        if answers.await.is_err() {
            std::future::pending::<()>().await;
        }
        let (client, _) = attach.existing().await?;
        let connected = client.connect_source(&request).await?;
        shown(&client, &attach, connected.id, connected.run, screen, context).await
    };
    let ended = tokio::select! {
        biased;
        () = process::asked_to_end() => Ok(Exit::Degraded),
        ended = work => ended,
        early = &mut engine => return Err(ended_early(flatten(early))),
    };
    stop.cancel();
    let stopped = tokio::time::timeout(PATIENCE, engine)
        .await
        .map_or_else(|_| Err(too_slow()), flatten);
    workspace.stop().await;
    drop(folder);
    ended.and_then(|exit| stopped.map(|()| exit))
}

/// The dashboard where it is watched; otherwise the sync to its end and the dashboard as text.
async fn shown(
    client: &Client,
    attach: &Attach,
    source: u32,
    run: Option<u64>,
    screen: Option<&Screen>,
    context: &mut Context,
) -> Result<Exit, Failure> {
    if let Some(screen) = screen {
        if screen.plain {
            seams::show_plain(attach, screen.start.clone().unwrap_or_default()).await?;
        } else {
            seams::show(attach, screen, context.home.config()).await?;
        }
        return Ok(Exit::Fine);
    }
    if let Some(run) = run {
        let events = client.events().await?;
        match sync::watch(events, source, run, context).await? {
            Some(Ending::Ended(run)) if run.status == RunStatus::Success => {}
            Some(Ending::Ended(run)) => {
                return Err(run.reason.clone().map_or_else(
                    || ended_early(Ok(())),
                    |reason| Failure::with(Exit::of_run(run.status), reason),
                ));
            }
            Some(Ending::EngineLeft) => return Err(ended_early(Ok(()))),
            None => return Ok(Exit::Degraded),
        }
    }
    overview::print_plain(client, context).await?;
    Ok(Exit::Fine)
}

fn flatten(ended: Result<Result<(), Failure>, tokio::task::JoinError>) -> Result<(), Failure> {
    ended.unwrap_or_else(|error| {
        Err(Failure::failed(
            "The demo's engine broke down.",
            format!("{}.", SafeText::new(error.to_string())),
            "This is a fault of interlens; please report it.",
        )
        .because(error))
    })
}

fn too_slow() -> Failure {
    Failure::failed(
        "The demo's engine did not end in time.",
        format!("It was told to, and after {} s still worked.", PATIENCE.as_secs()),
        "Nothing has to be done: it ends with this program.",
    )
}

fn ended_early(ended: Result<(), Failure>) -> Failure {
    ended.err().unwrap_or_else(|| {
        Failure::failed(
            "The demo ended before it could be shown.",
            "Its engine was told to stop.",
            "Run `interlens demo` again.",
        )
    })
}

/// How fast the workspace's clock may run: faster than a day a second nothing can be seen any more.
fn speed(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|speed| (0.0..=86_400.0).contains(speed))
        .ok_or_else(|| "a number from 0 to 86400".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire::Event;
    use crate::cli::fake::Engine;
    use crate::cli::fixture;

    #[test]
    fn speeds_are_understood_or_refused() {
        assert_eq!(speed("60"), Ok(60.0));
        for bad in ["-1", "NaN", "inf", "fast"] {
            assert!(speed(bad).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_sync_that_fails_ends_a_plain_demo_with_its_reason() {
        let mut engine = Engine::start(fixture::status());
        engine.events(vec![Event::RunEnded {
            run: Box::new(fixture::run(7, RunStatus::Failed)),
        }]);
        let attach = engine.context.attach.clone();
        let client = attach.existing().await.unwrap().0;
        let failure = shown(&client, &attach, 1, Some(7), None, &mut engine.context)
            .await
            .unwrap_err();
        assert_eq!(failure.exit(), Exit::Failed);
        assert!(failure.to_string().contains("503"));
        assert_eq!(engine.out.text(), "");
    }
}
