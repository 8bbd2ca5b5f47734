//! The client: one base address, one token, one rate limit.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, redirect, retry};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::body;
use super::classify;
use super::error::{Class, Error, NetworkKind};
use super::limit::{Limiter, Usage};
use super::me::Me;
use super::region::BaseUrl;
use super::retry::{Backoff, RetryPolicy};
use super::token::{self, TokenSource};

/// The version of the API whose shapes are decoded. Without the header each workspace would answer in a version of its
/// own choice.
const API_VERSION: &str = "2.16";

/// How long things may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Setting up a connection.
    pub connect: Duration,
    /// Silence in the middle of an answer.
    pub read: Duration,
    /// A whole call. Heavy pages of a search are known to take longer than most servers allow themselves.
    pub call: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            read: Duration::from_mins(1),
            call: Duration::from_mins(2),
        }
    }
}

/// What a client can be told besides address and token.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long things may take.
    pub timeouts: Timeouts,
    /// How patient it is.
    pub retry: RetryPolicy,
    /// The most bytes of one answer, after decompression.
    pub most_bytes: usize,
    /// Where a new token may be had when Intercom refuses the one in use: asked once for each refusal.
    pub token_source: Option<TokenSource>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeouts: Timeouts::default(),
            retry: RetryPolicy::default(),
            most_bytes: 32 * 1024 * 1024,
            token_source: None,
        }
    }
}

/// Talks to one workspace. Clones share the connections and the rate limit.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    http: reqwest::Client,
    base: BaseUrl,
    token: Mutex<Arc<SecretString>>,
    limiter: Limiter,
    settings: Settings,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.0.base)
            .field("limiter", &self.0.limiter)
            .finish_non_exhaustive()
    }
}

/// One call, as it goes out.
pub(super) struct Call {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) json: Option<Value>,
}

/// A question that may take several calls: what is sent, how the answer is read, and what a failure means for it.
pub(super) trait Exchange {
    /// What the answer becomes.
    type Answer;

    /// The call to make now.
    fn call(&self) -> Call;

    /// Reads an answer. What fails here as `Unavailable` is asked again like a broken connection.
    fn read(&self, text: String) -> Result<Self::Answer, Error>;

    /// Looks at a failure before it is decided whether to try again; may change it, and the next call.
    fn failed(&mut self, error: Error) -> Failed {
        Failed::AsUsual(error)
    }
}

/// What a failure means for an exchange.
pub(super) enum Failed {
    /// What it means for any.
    AsUsual(Error),
    /// The next call is another: worth a try, whatever the class.
    Again(Error),
    /// There is no use in going on.
    Final(Error),
}

impl Client {
    /// Makes a client. Nothing is sent yet.
    pub fn new(base: BaseUrl, token: SecretString, settings: Settings) -> Result<Self, Error> {
        token::check(token.expose_secret()).map_err(|reason| Error::new(Class::Unauthorized, reason.to_string()))?;
        // Two clients may come here at once; either's provider is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let headers = HeaderMap::from_iter([
            (ACCEPT, HeaderValue::from_static("application/json")),
            (
                HeaderName::from_static("intercom-version"),
                HeaderValue::from_static(API_VERSION),
            ),
        ]);
        let http = reqwest::Client::builder()
            .user_agent(concat!("interlens/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            .https_only(!base.is_loopback())
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .retry(retry::never())
            .http1_only()
            .gzip(true)
            .connect_timeout(settings.timeouts.connect)
            .read_timeout(settings.timeouts.read)
            .timeout(settings.timeouts.call)
            .tcp_nodelay(true)
            .build()
            .map_err(|error| Error::new(Class::Network(NetworkKind::Tls), error.without_url().to_string()))?;
        let inner = Inner {
            http,
            base,
            token: Mutex::new(Arc::new(token)),
            limiter: Limiter::default(),
            settings,
        };
        Ok(Self(Arc::new(inner)))
    }

    /// The address that calls go to.
    pub fn base(&self) -> &BaseUrl {
        &self.0.base
    }

    /// Where the rate limit stands.
    pub fn usage(&self) -> Usage {
        self.0.limiter.usage()
    }

    /// Asks who the token belongs to. A person may be waiting, so it gives up early.
    pub async fn me(&self, cancel: &CancellationToken) -> Result<Me, Error> {
        struct WhoAmI;
        impl Exchange for WhoAmI {
            type Answer = Me;

            fn call(&self) -> Call {
                Call {
                    method: Method::GET,
                    path: "/me",
                    query: Vec::new(),
                    json: None,
                }
            }

            fn read(&self, text: String) -> Result<Me, Error> {
                Me::read(&text)
            }
        }
        let policy = RetryPolicy {
            base: self.0.settings.retry.base,
            ..RetryPolicy::brief()
        };
        self.exchange(&mut WhoAmI, &policy, cancel).await.map(|(me, _)| me)
    }

    /// How patient this client is.
    pub(super) fn policy(&self) -> &RetryPolicy {
        &self.0.settings.retry
    }

    /// Makes calls until one succeeds or there is no use in going on. Gives the answer and how many calls it took.
    pub(super) async fn exchange<E: Exchange>(
        &self,
        exchange: &mut E,
        policy: &RetryPolicy,
        cancel: &CancellationToken,
    ) -> Result<(E::Answer, u32), Error> {
        let mut tries = Tries::new(policy);
        loop {
            let token = self.token();
            let outcome = self.once(exchange, &token, cancel).await;
            tries.calls += 1;
            let error = match outcome {
                Ok(answer) => return Ok((answer, tries.calls)),
                Err(error) => error,
            };
            if error.class() == Class::Unauthorized && self.renewed(&token, &mut tries).await? {
                continue;
            }
            let (error, again) = match exchange.failed(error) {
                Failed::Final(error) => return Err(error),
                Failed::AsUsual(error) => (error, false),
                Failed::Again(error) => (error, true),
            };
            let Some(wait) = tries.wait(&error, again) else {
                return Err(error);
            };
            tracing::debug!(class = ?error.class(), ?wait, try_number = tries.calls, "trying again");
            if error.class() == Class::RateLimited {
                self.0
                    .limiter
                    .pause(error.retry_after(), policy.rate_limit_wait, policy.rate_limit_cap);
            } else if cancel.run_until_cancelled(tokio::time::sleep(wait)).await.is_none() {
                return Err(Error::cancelled());
            }
        }
    }

    async fn once<E: Exchange>(
        &self,
        exchange: &E,
        token: &SecretString,
        cancel: &CancellationToken,
    ) -> Result<E::Answer, Error> {
        let permit = self.0.limiter.permit(cancel).await?;
        let call = exchange.call();
        let path = call.path;
        let started = Instant::now();
        let outcome = cancel
            .run_until_cancelled(async {
                let response = self.request(call, token)?.send().await.map_err(classify::transport)?;
                let (status, headers) = (response.status(), response.headers().clone());
                permit.answered(&headers);
                tracing::debug!(path, status = status.as_u16(), elapsed = ?started.elapsed(), "answered");
                if status.is_success() {
                    body::text(response, self.0.settings.most_bytes).await
                } else {
                    let beginning = body::beginning(response).await;
                    // Nobody should send a token back, but a proxy's error page can.
                    let beginning = without(&beginning, token.expose_secret());
                    Err(classify::refusal(status, &headers, beginning.as_bytes()))
                }
            })
            .await
            .unwrap_or_else(|| Err(Error::cancelled()))?;
        exchange.read(outcome)
    }

    fn request(&self, call: Call, token: &SecretString) -> Result<reqwest::RequestBuilder, Error> {
        let mut bearer = HeaderValue::try_from(format!("Bearer {}", token.expose_secret())).map_err(|_| {
            Error::new(
                Class::Unauthorized,
                "the access token holds characters that no token has",
            )
        })?;
        bearer.set_sensitive(true);
        let mut request = self
            .0
            .http
            .request(call.method, self.0.base.join(call.path))
            .header(AUTHORIZATION, bearer);
        if !call.query.is_empty() {
            request = request.query(&call.query);
        }
        if let Some(json) = &call.json {
            request = request.json(json);
        }
        Ok(request)
    }

    fn token(&self) -> Arc<SecretString> {
        Arc::clone(&self.0.token.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// After a refusal: whether there is another token than the one that was refused. Asked once for each exchange.
    async fn renewed(&self, refused: &SecretString, tries: &mut Tries<'_>) -> Result<bool, Error> {
        if std::mem::replace(&mut tries.renewed, true) {
            return Ok(false);
        }
        // Another worker may have renewed it while this call was under way.
        if self.token().expose_secret() != refused.expose_secret() {
            return Ok(true);
        }
        let Some(source) = &self.0.settings.token_source else {
            return Ok(false);
        };
        let fresh = source
            .resolve(&|name| std::env::var_os(name))
            .await
            .map_err(|error| Error::new(Class::Unauthorized, error.to_string()).with_status(401))?;
        if fresh.expose_secret() == refused.expose_secret() {
            return Ok(false);
        }
        *self.0.token.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        Ok(true)
    }
}

/// What has been tried in one exchange.
struct Tries<'a> {
    policy: &'a RetryPolicy,
    backoff: Backoff,
    calls: u32,
    failed: u32,
    limited: u32,
    busy: u32,
    renewed: bool,
}

impl<'a> Tries<'a> {
    fn new(policy: &'a RetryPolicy) -> Self {
        Self {
            policy,
            backoff: Backoff::new(policy),
            calls: 0,
            failed: 0,
            limited: 0,
            busy: 0,
            renewed: false,
        }
    }

    /// How long to wait before the next call; `None` to give up.
    fn wait(&mut self, error: &Error, again: bool) -> Option<Duration> {
        let (count, most) = match error.class() {
            Class::RateLimited => (&mut self.limited, self.policy.tries),
            Class::ScrollBusy => (&mut self.busy, self.policy.scroll_retries + 1),
            Class::Network(kind) if kind != NetworkKind::Tls => (&mut self.failed, self.policy.network_tries),
            Class::Unavailable => (&mut self.failed, self.policy.tries),
            _ if again => (&mut self.failed, self.policy.tries),
            _ => return None,
        };
        *count += 1;
        if *count >= most {
            return None;
        }
        Some(if error.class() == Class::ScrollBusy {
            self.policy.scroll_wait
        } else {
            self.backoff.wait()
        })
    }
}

/// The text of an error's body, with the token taken out.
fn without(body: &[u8], token: &str) -> String {
    String::from_utf8_lossy(body).replace(token, "(token)")
}

#[cfg(test)]
mod tests;
