//! A server on this computer that answers as a test tells it, and remembers what it was asked.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::client::{Client, Settings};
use super::region::BaseUrl;
use super::retry::RetryPolicy;

/// The token of every test: it may be found nowhere but in the header.
pub(super) const CANARY: &str = "ICTEST-0123456789abcdefghijklmnopqrstuv";

/// A request as it came in.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) method: String,
    /// Path and query.
    pub(super) target: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Value,
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(super) struct Fake {
    pub(super) address: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Fake {
    /// Starts a server. `answer` gets the number of the request, counted from 0, and the request.
    pub(super) async fn start<R: IntoResponse>(answer: impl Fn(usize, &Seen) -> R + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let (log, answer) = (Arc::clone(&seen), Arc::new(answer));
        let router = Router::new().fallback(move |request: Request| {
            let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
            async move {
                let (parts, body) = request.into_parts();
                let body = to_bytes(body, usize::MAX).await.unwrap();
                let seen = Seen {
                    method: parts.method.to_string(),
                    target: parts.uri.to_string(),
                    headers: parts.headers,
                    body: serde_json::from_slice(&body).unwrap_or_default(),
                };
                let number = {
                    let mut log = log.lock().unwrap();
                    log.push(seen.clone());
                    log.len() - 1
                };
                answer(number, &seen).into_response()
            }
        });
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, seen }
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(super) fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    pub(super) fn client(&self) -> Client {
        client(&self.address, quick())
    }
}

pub(super) fn client(address: &str, settings: Settings) -> Client {
    let base: BaseUrl = address.parse().unwrap();
    Client::new(base, SecretString::from(CANARY), settings).unwrap()
}

/// Settings with the waits of milliseconds.
pub(super) fn quick() -> Settings {
    let wait = Duration::from_millis(1);
    Settings {
        retry: RetryPolicy {
            base: wait,
            cap: wait * 2,
            rate_limit_wait: wait,
            rate_limit_cap: wait * 2,
            scroll_wait: wait,
            ..RetryPolicy::default()
        },
        ..Settings::default()
    }
}

pub(super) fn reply(status: u16, body: impl Into<Body>) -> Response {
    (StatusCode::from_u16(status).unwrap(), body.into()).into_response()
}

pub(super) fn refusal(status: u16, code: &str, message: &str) -> Response {
    let body = json!({"type": "error.list", "request_id": "req-1", "errors": [{"code": code, "message": message}]});
    reply(status, body.to_string())
}

/// An answer that promises more than it sends, and breaks off.
pub(super) fn cut_off(beginning: &'static str) -> Response {
    let pieces = [
        Ok(Bytes::from_static(beginning.as_bytes())),
        Err(std::io::Error::other("cut")),
    ];
    reply(200, Body::from_stream(futures::stream::iter(pieces)))
}

/// A gzip stream of `blocks` times 258 zero bytes and one, at 13 bits a block: a deflate block with fixed codes.
pub(super) fn gzip_of_zeros(blocks: usize) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let (mut buffer, mut filled) = (0u32, 0u32);
    let mut bit = |value: u32, out: &mut Vec<u8>| {
        buffer |= value << filled;
        filled += 1;
        if filled == 8 {
            out.push(buffer as u8);
            (buffer, filled) = (0, 0);
        }
    };
    let mut code = |value: u32, length: u32, out: &mut Vec<u8>| {
        for place in (0..length).rev() {
            bit(value >> place & 1, out);
        }
    };
    // The last block, with fixed codes; then the literal 0.
    code(0b110, 3, &mut out);
    code(0b0011_0000, 8, &mut out);
    for _ in 0..blocks {
        // The length 258 at the distance 1.
        code(0b1100_0101, 8, &mut out);
        code(0, 5, &mut out);
    }
    code(0, 7, &mut out);
    code(0, 7, &mut out);
    // Checksum and length, which nobody gets to who stops in time.
    out.extend([0; 8]);
    out
}
