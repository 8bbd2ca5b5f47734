//! A running sandbox.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::serve::ListenerExt;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::config::SandboxConfig;
use super::http::Service;
use super::world::World;

/// Why a sandbox could not be started.
#[derive(Debug, Error)]
pub enum SandboxError {
    /// Only this machine may reach it: it lets every token in.
    #[error(
        "the sandbox cannot listen on {0}: it lets everybody in, so it is only for this machine; \
         use 127.0.0.1 or [::1] with a port, such as 127.0.0.1:4242"
    )]
    NotLoopback(SocketAddr),
    /// The address is taken or not there.
    #[error("the sandbox cannot listen on {address}: {source}; choose another port, or 0 for any that is free")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The workspace could not be made.
    #[error("the workspace could not be made: {0}; try it with fewer conversations")]
    Unmade(String),
}

/// A running sandbox. It ends when it is stopped or dropped.
pub struct Sandbox {
    address: SocketAddr,
    world: Arc<World>,
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

impl Sandbox {
    /// Makes a workspace and serves it on a loopback address; port 0 takes any free port.
    pub async fn start(config: SandboxConfig, address: SocketAddr) -> Result<Self, SandboxError> {
        if !address.ip().is_loopback() {
            return Err(SandboxError::NotLoopback(address));
        }
        let failed = |source| SandboxError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let making = config.clone();
        let world = tokio::task::spawn_blocking(move || World::new(&making)).await;
        let world = Arc::new(world.map_err(|error| SandboxError::Unmade(error.to_string()))?);
        let router = Service::new(Arc::clone(&world), &config).router();
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        // Answers are written whole: waiting for more to send would only hold them back.
        let listener = listener.tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "a connection of the sandbox keeps its delay");
            }
        });
        let serving = tokio::spawn(async move {
            let serving = axum::serve(listener, router).with_graceful_shutdown(stopped.cancelled_owned());
            if let Err(error) = serving.await {
                tracing::warn!(%error, "the sandbox stopped serving");
            }
        });
        Ok(Self {
            address,
            world,
            stop,
            serving,
        })
    }

    /// Where it is: `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The workspace: its truth, its clock, and everything that can be done to it.
    pub fn world(&self) -> Arc<World> {
        Arc::clone(&self.world)
    }

    /// Answers what has come in, and ends. Idle connections are closed.
    pub async fn stop(mut self) {
        self.stop.cancel();
        // The handle aborts on drop; awaiting a reference leaves that in place.
        if let Err(error) = (&mut self.serving).await
            && !error.is_cancelled()
        {
            tracing::warn!(%error, "the sandbox ended badly");
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.cancel();
        self.serving.abort();
    }
}
