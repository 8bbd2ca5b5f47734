//! The sandbox over HTTP, as its clients meet it.

mod api;
mod faults;
mod search;
mod truth;

use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value as Json, json};

use super::{Sandbox, SandboxConfig};

/// A running sandbox and a client for it.
struct Bench {
    sandbox: Sandbox,
    client: Client,
}

impl Bench {
    async fn new(config: SandboxConfig) -> Self {
        // Another test may have been first: one provider serves all.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let address = "127.0.0.1:0".parse().unwrap();
        Self {
            sandbox: Sandbox::start(config, address).await.unwrap(),
            client: Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .no_proxy()
                .build()
                .unwrap(),
        }
    }

    async fn small() -> Self {
        Self::new(SandboxConfig::default()).await
    }

    /// A request with a token and version 2.16.
    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.sandbox.url()));
        request.bearer_auth("test").header("Intercom-Version", "2.16")
    }

    async fn get(&self, path: &str) -> (u16, Json) {
        read(self.request(Method::GET, path).send().await.unwrap()).await
    }

    async fn post(&self, path: &str, body: &Json) -> (u16, Json) {
        let request = self
            .request(Method::POST, path)
            .header("Content-Type", "application/json");
        read(request.body(body.to_string()).send().await.unwrap()).await
    }

    /// All rows of a search in ascending order of `updated_at`.
    async fn searched(&self, path: &str, per_page: u32, query: &Json) -> Vec<Json> {
        let mut rows = Vec::new();
        let mut cursor = Json::Null;
        loop {
            let (status, mut page) = self.post(path, &ascending(query, per_page, &cursor)).await;
            assert_eq!(status, 200, "{page}");
            let key = ["data", "conversations", "tickets"]
                .into_iter()
                .find(|key| page[key].is_array())
                .unwrap();
            rows.append(page[key].as_array_mut().unwrap());
            match page["pages"]["next"]["starting_after"].take() {
                Json::Null => return rows,
                next => cursor = next,
            }
        }
    }
}

async fn read(response: Response) -> (u16, Json) {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Json::String(text)))
}

fn code(answer: &Json) -> &str {
    answer["errors"][0]["code"].as_str().unwrap_or_default()
}

fn everything() -> Json {
    json!({"field": "updated_at", "operator": ">", "value": 1})
}

fn ascending(query: &Json, per_page: u32, cursor: &Json) -> Json {
    json!({
        "query": query,
        "sort": {"field": "updated_at", "order": "ascending"},
        "pagination": {"per_page": per_page, "starting_after": cursor},
    })
}
