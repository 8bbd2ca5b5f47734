//! A made-up workspace for as long as something is done with it: simulated, synced, and gone.
//!
//! Everything is in this process, over a home of its own; nothing of the user's is touched.

use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::attach::Attach;
use super::command::sync;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::follow::Ending;
use super::process;
use super::seams::{self, Pretence, Service};
use super::temporary::Temporary;
use crate::api::Client;
use crate::api::wire::{ConnectRequest, RunStatus};
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

/// What it is like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Workspace {
    /// How many conversations there are.
    pub(super) conversations: u32,
    /// What every value follows from.
    pub(super) seed: u64,
    /// How many seconds pass there in one of ours.
    pub(super) speed: f64,
    /// Whether somebody looks on: then answers take about as long as the real service's.
    pub(super) watched: bool,
}

/// It is there, and its first sync has begun.
pub(super) struct House {
    /// Its engine.
    pub(super) client: Client,
    /// The way to it, for a screen.
    pub(super) attach: Attach,
    /// The data source's number.
    pub(super) source: u32,
    /// The first sync.
    pub(super) run: Option<u64>,
}

/// Makes one up, does something with it, and takes it away.
pub(super) async fn within(
    workspace: Workspace,
    work: impl AsyncFnOnce(House) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let folder = Temporary::make().map_err(|error| {
        Failure::failed(
            "The demo has nowhere to keep its data.",
            format!("A folder for temporary files could not be made: {error}."),
            "Set TMPDIR to a folder that you may write to.",
        )
        .because(error)
    })?;
    let home = Home::at(folder.path());
    let watched = workspace.watched;
    let pretended = seams::pretend(&Pretence {
        port: 0,
        conversations: workspace.conversations,
        seed: workspace.seed,
        speed: workspace.speed,
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
        base_url: pretended.url.clone(),
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
        let house = House {
            client,
            attach: attach.clone(),
            source: connected.id,
            run: connected.run,
        };
        work(house).await
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
    pretended.stop().await;
    drop(folder);
    ended.and_then(|exit| stopped.map(|()| exit))
}

/// Waits for the first sync; how the command ends where it did not come to its end.
pub(super) async fn synced(
    client: &Client,
    source: u32,
    run: Option<u64>,
    context: &mut Context,
) -> Result<Option<Exit>, Failure> {
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
            None => return Ok(Some(Exit::Degraded)),
        }
    }
    Ok(None)
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
