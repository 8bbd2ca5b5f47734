//! The HTTP side: from a request to an answer.
//!
//! Every request takes the same way through [`Service::answer`]: controls first, then waiting, token, rate limit, faults,
//! version, and at last the operation itself ([`answer`]). Records are made on a blocking thread, so that a search
//! through everything keeps nobody else waiting.

mod answer;
mod control;
mod cursor;
mod error;
mod faulty;
mod fields;
mod filter;
mod limit;
mod numbered;
mod scroll;
mod search;
mod single;
mod walk;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Query, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, LINK};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use secrecy::{ExposeSecret, SecretString};

use self::answer::Ask;
use self::error::ApiError;
use self::faulty::Effect;
use self::limit::{Allowance, RateLimit};
use self::scroll::Scrolls;
use self::search::Manner;
use super::clock::real_now;
use super::config::SandboxConfig;
use super::dice::splitmix64;
use super::fault::FaultKind;
use super::json::Shape;
use super::requests;
use super::route::Route;
use super::version::Version;
use super::world::World;

/// Most bytes of a request body that are read.
const LONGEST_BODY: usize = 1024 * 1024;
const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// What answers requests.
pub(crate) struct Service {
    world: Arc<World>,
    latency: Duration,
    token: Option<SecretString>,
    manner: Manner,
    rate: Mutex<RateLimit>,
    scrolls: Arc<Mutex<Scrolls>>,
    requests: AtomicU64,
}

/// The parts of a request that decide about it.
struct Received {
    method: String,
    path: String,
    /// The path with the query.
    target: String,
    query: HashMap<String, String>,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Service {
    pub(crate) fn new(world: Arc<World>, config: &SandboxConfig) -> Self {
        Self {
            world,
            latency: config.latency,
            token: config.token.clone(),
            manner: Manner {
                date_bounds: config.date_bounds,
                index_lag: config.index_lag.as_secs() as u32,
            },
            rate: Mutex::new(RateLimit::new(config.limit_per_minute)),
            scrolls: Arc::default(),
            requests: AtomicU64::new(0),
        }
    }

    /// A router that gives every request to this service.
    pub(crate) fn router(self) -> Router {
        Router::new().fallback(serve).with_state(Arc::new(self))
    }

    async fn answer(&self, received: Received) -> Response {
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        if let Some(path) = received.path.strip_prefix(control::PREFIX) {
            let world = Arc::clone(&self.world);
            let (method, path, body) = (received.method, path.to_owned(), received.body);
            let done = tokio::task::spawn_blocking(move || control::answer(&world, &method, &path, &body)).await;
            let (status, answer) = done.unwrap_or((500, serde_json::Value::Null));
            return respond(status, Body::from(answer.to_string()));
        }
        if !self.latency.is_zero() {
            tokio::time::sleep(self.latency).await;
        }
        let request_id = request_id(self.world.setting().seed, number);
        let route = Route::of(&received.method, &received.path).map(|(route, id)| (route, id.to_owned()));
        let operation = route.as_ref().map(|(route, _)| *route);
        let book = requests::Request {
            method: received.method.clone(),
            path: received.target.clone(),
            version: header(&received.headers, "intercom-version").map(str::to_owned),
            status: 0,
        };
        let mut response = self.decide(received, route, &request_id).await;
        if let Ok(value) = HeaderValue::from_str(&request_id) {
            response
                .headers_mut()
                .insert(HeaderName::from_static("x-request-id"), value);
        }
        let status = response.status().as_u16();
        self.world
            .request_book()
            .add(operation, requests::Request { status, ..book });
        response
    }

    async fn decide(&self, received: Received, route: Option<(Route, String)>, request_id: &str) -> Response {
        if !self.lets_in(&received.headers) {
            return told(&ApiError::new(401, "unauthorized", "Access Token Invalid"), request_id);
        }
        let allowance = self
            .rate
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take(real_now().unsigned_abs());
        if !allowance.allowed {
            let message = format!("Exceeded rate limit of {} in 10_seconds", allowance.limit);
            return limited(
                told(&ApiError::new(429, "rate_limit_exceeded", message), request_id),
                allowance,
            );
        }
        let Some((route, id)) = route else {
            let error = ApiError::new(404, "not_found", "The requested resource was not found");
            return limited(told(&error, request_id), allowance);
        };
        let version = Version::parse(header(&received.headers, "intercom-version"));
        let host = header(&received.headers, HOST.as_str()).unwrap_or("127.0.0.1");
        let ask = Ask {
            route,
            id,
            query: received.query,
            body: received.body,
            shape: Shape {
                version: version.unwrap_or(Version::DEFAULT),
                mode: self.world.setting().mode,
            },
            url: format!("http://{host}{}", received.path),
        };
        let fault = self.world.fault_desk().take(route, ask.has_cursor());
        if let Some(FaultKind::Slow(late)) = fault {
            tokio::time::sleep(late).await;
        }
        let changed = match fault.map(|kind| (kind, faulty::effect(kind))) {
            None => None,
            Some((_, Effect::Changed(kind))) => Some(kind),
            Some((kind, Effect::Raw(response))) => return self.failed(kind, response, allowance),
            Some((kind, Effect::Instead(error))) => return self.failed(kind, told(&error, request_id), allowance),
        };
        if version.is_none() {
            let message = "The requested version is not one the sandbox pretends: use 2.11 to 2.17";
            let error = ApiError::new(400, "intercom_version_invalid", message);
            return limited(told(&error, request_id), allowance);
        }
        let (world, scrolls, manner) = (Arc::clone(&self.world), Arc::clone(&self.scrolls), self.manner);
        let made = tokio::task::spawn_blocking(move || answer::answer(&world, &scrolls, manner, &ask)).await;
        let made = made.unwrap_or_else(|_| Err(ApiError::new(500, "server_error", "The sandbox could not answer")));
        let response = match (made, changed) {
            (Err(error), _) => told(&error, request_id),
            (Ok(body), None) => respond(200, Body::from(body)),
            (Ok(body), Some(kind)) => {
                let whole = body.len();
                let mut response = respond(200, faulty::changed(kind, body));
                faulty::announce(kind, whole, &mut response);
                response
            }
        };
        limited(response, allowance)
    }

    /// An answer that a fault gave.
    fn failed(&self, kind: FaultKind, mut response: Response, mut allowance: Allowance) -> Response {
        faulty::mark(kind, &mut response);
        match kind {
            FaultKind::Status(401) | FaultKind::Revoked => return response,
            FaultKind::TooMany { .. } => allowance.remaining = 0,
            FaultKind::ScrollBroken => self.scrolls.lock().unwrap_or_else(PoisonError::into_inner).close(),
            _ => {}
        }
        limited(response, allowance)
    }

    fn lets_in(&self, headers: &HeaderMap) -> bool {
        let given = header(headers, AUTHORIZATION.as_str()).and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
        });
        match (given, &self.token) {
            (None | Some(""), _) => false,
            (Some(_), None) => true,
            (Some(token), Some(own)) => token == own.expose_secret(),
        }
    }
}

async fn serve(State(service): State<Arc<Service>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else {
        return told(
            &ApiError::new(413, "bad_request", "The body is longer than 1 MiB"),
            &request_id(0, 0),
        );
    };
    let query = Query::try_from_uri(&parts.uri).map_or_else(|_| HashMap::new(), |Query(query)| query);
    let received = Received {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        target: parts.uri.path_and_query().map_or_else(String::new, ToString::to_string),
        query,
        headers: parts.headers,
        body: body.to_vec(),
    };
    service.answer(received).await
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn respond(status: u16, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    response
}

fn told(error: &ApiError, request_id: &str) -> Response {
    let mut response = respond(error.status, Body::from(error.body(request_id)));
    if let Some(link) = error.link.as_deref().and_then(|link| HeaderValue::from_str(link).ok()) {
        response.headers_mut().insert(LINK, link);
    }
    response
}

fn limited(mut response: Response, allowance: Allowance) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("x-ratelimit-limit"),
        HeaderValue::from(allowance.limit),
    );
    headers.insert(
        HeaderName::from_static("x-ratelimit-remaining"),
        HeaderValue::from(allowance.remaining),
    );
    headers.insert(
        HeaderName::from_static("x-ratelimit-reset"),
        HeaderValue::from(allowance.reset),
    );
    response
}

/// An id in the form of a version 4 UUID, which is what the description asks for.
fn request_id(seed: u64, number: u64) -> String {
    let high = splitmix64(seed ^ number);
    let low = splitmix64(high);
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        0x8000 | (low >> 48 & 0x3fff),
        low & 0xffff_ffff_ffff,
    )
}
