//! Who is at the other end: what the kernel says of the socket's peer.

use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::serve::IncomingStream;
use tokio::net::UnixListener;

use super::answer::Failed;
use crate::engine::{Caller, Engine};

/// The number of the user at the other end; nothing where the kernel does not tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer {
    uid: Option<u32>,
}

impl Connected<IncomingStream<'_, UnixListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, UnixListener>) -> Self {
        Self {
            uid: stream.io().peer_cred().ok().map(|credentials| credentials.uid()),
        }
    }
}

/// The caller of a request. Every handler that does anything takes one, so that none forgets to ask who it is.
pub(super) struct From(pub(super) Caller);

impl FromRequestParts<Engine> for From {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, engine: &Engine) -> Result<Self, Failed> {
        // Browsers send these and our clients do not: a page somebody visits must not speak through them.
        if parts.headers.contains_key("origin") || parts.headers.contains_key("referer") {
            return Err(Failed::unknown_caller("The request came through a web page."));
        }
        let peer = parts
            .extensions
            .get::<ConnectInfo<Peer>>()
            .and_then(|ConnectInfo(peer)| peer.uid);
        let uid = peer.ok_or_else(|| Failed::unknown_caller("The system does not say which user is asking."))?;
        Ok(Self(engine.caller(uid)?))
    }
}
