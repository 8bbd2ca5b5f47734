//! The engine's side of the door.
//!
//! [`serve`] opens an engine, listens at its home's socket, and ends when it is told to: by a client, by a signal, or
//! because nobody needs it any more.

mod answer;
mod charts;
mod peer;
mod routes;
mod sheets;
mod socket;
mod wanted;

use std::future::Future;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

use crate::engine::{Engine, EngineError, Home, Options};
use crate::text::Advice;

pub use socket::SocketError;

/// An engine that is to be used only while somebody is attached waits so long for the next.
const GRACE: Duration = Duration::from_secs(3);

/// How an engine is served.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Where its files are.
    pub home: Home,
    /// Whether it serves a simulated workspace.
    pub demo: bool,
    /// Sync every data source again so long after; only when asked where nothing is said.
    pub every: Option<Duration>,
    /// Whether it stays when nobody is attached and there is nothing to keep in step. An engine that somebody started by
    /// name stays; one that a dashboard started goes.
    pub stay: bool,
}

/// Why an engine could not be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The engine could not be opened.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The socket could not be had.
    #[error(transparent)]
    Socket(#[from] SocketError),
    /// The system refused something else.
    #[error("the engine cannot run here: {0}")]
    System(#[from] std::io::Error),
}

impl ServeError {
    /// The error for a person.
    pub fn advice(&self) -> Advice {
        match self {
            Self::Engine(error) => error.advice(),
            Self::Socket(error) => error.advice(),
            Self::System(error) => Advice::new(
                "The engine cannot run here.",
                error.to_string(),
                "Check the limits of this system (open files, processes) and try again.",
            ),
        }
    }
}

/// Runs an engine until it is told to end: by a client, by SIGINT, SIGTERM or SIGHUP, or when `until` comes back. `ready`
/// is told when the socket answers.
pub async fn serve(
    options: ServeOptions,
    ready: oneshot::Sender<()>,
    until: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let path = options.home.socket();
    let engine = Engine::open(Options {
        home: options.home.clone(),
        demo: options.demo,
        every: options.every,
    })
    .await?;
    // The store is ours now, so whatever socket is there belongs to an engine that is gone.
    let listener = match socket::listen(&path) {
        Ok(listener) => listener,
        Err(error) => {
            engine.close().await;
            return Err(error.into());
        }
    };
    tracing::info!(socket = %path.display(), pid = std::process::id(), "the engine listens");
    // The one who waits may have given up; then somebody else will ask.
    let _ = ready.send(());
    let asked_to_end = engine.clone();
    let mut signals = [
        signal(SignalKind::interrupt())?,
        signal(SignalKind::terminate())?,
        signal(SignalKind::hangup())?,
    ];
    let watch = tokio::spawn(async move {
        let [interrupt, terminate, hangup] = &mut signals;
        tokio::select! {
            _ = interrupt.recv() => tracing::info!("ends: SIGINT"),
            _ = terminate.recv() => tracing::info!("ends: SIGTERM"),
            _ = hangup.recv() => tracing::info!("ends: SIGHUP"),
            () = until => tracing::info!("ends: it was asked to"),
            () = asked_to_end.ended() => tracing::info!("ends: a client asked for it"),
        }
        asked_to_end.end();
    });
    let alone = (!options.stay).then(|| tokio::spawn(leave_when_unused(engine.clone())));
    let ending = engine.clone();
    let served = axum::serve(
        listener,
        routes::router(engine.clone()).into_make_service_with_connect_info::<peer::Peer>(),
    )
    .with_graceful_shutdown(async move {
        ending.ended().await;
        // Before the listener goes: whoever finds nobody there any more finds no socket either. The store is still ours,
        // so it cannot be that of another engine.
        socket::unlink(&path);
    })
    .await;
    engine.end();
    engine.close().await;
    watch.abort();
    if let Some(alone) = alone {
        alone.abort();
    }
    tracing::info!("the engine has ended");
    Ok(served?)
}

/// Ends the engine when nobody has been attached for a moment and there is nothing to keep in step.
async fn leave_when_unused(engine: Engine) {
    let mut touched = engine.touched();
    loop {
        if engine.is_unused() {
            // A client that has just found the socket has not asked its first question yet.
            let changed = tokio::time::timeout(GRACE, touched.changed()).await;
            if changed.is_err() && engine.is_unused() {
                tracing::info!("ends: nobody is attached, and no workspace is connected");
                engine.end();
                return;
            }
        } else if touched.changed().await.is_err() {
            return;
        }
    }
}
