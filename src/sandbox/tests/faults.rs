//! Everything that can go wrong, over a real connection.

use reqwest::{Method, Response};

use super::{Bench, code, read};

async fn met(fault: &str, path: &str) -> (Bench, reqwest::Result<Response>) {
    let bench = Bench::small().await;
    bench.sandbox.world().inject(fault.parse().unwrap());
    let response = bench.request(Method::GET, path).send().await;
    (bench, response)
}

#[tokio::test]
async fn errors_have_their_status_and_code() {
    for (fault, path, status, expected) in [
        ("401", "/me", 401, "unauthorized"),
        ("revoked", "/me", 401, "token_revoked"),
        ("403", "/me", 403, "forbidden"),
        ("429", "/me", 429, "rate_limit_exceeded"),
        ("429-retry-after", "/me", 429, "rate_limit_exceeded"),
        ("500", "/me", 500, "server_error"),
        ("503", "/me", 503, "service_unavailable"),
        ("504", "/me", 504, "request_timeout"),
        ("scroll500", "/companies/scroll", 500, "server_error"),
        ("scroll_exists", "/companies/scroll", 400, "scroll_exists"),
        ("bad_cursor", "/contacts?starting_after=x", 400, "client_error"),
    ] {
        let (_bench, response) = met(fault, path).await;
        let response = response.unwrap();
        assert_eq!(
            response.headers().contains_key("retry-after"),
            fault == "429-retry-after",
            "{fault}"
        );
        if status == 429 {
            assert_eq!(response.headers()["x-ratelimit-remaining"], "0");
        }
        let (found, answer) = read(response).await;
        assert_eq!((found, code(&answer)), (status, expected), "{fault}");
        assert!(answer["request_id"].is_string());
    }
}

#[tokio::test]
async fn a_broken_scroll_cannot_go_on() {
    let bench = Bench::small().await;
    let (_, first) = bench.get("/companies/scroll").await;
    bench
        .sandbox
        .world()
        .inject("scroll500:companies/scroll:1".parse().unwrap());
    let path = format!(
        "/companies/scroll?scroll_param={}",
        first["scroll_param"].as_str().unwrap()
    );
    assert_eq!(bench.get(&path).await.0, 500);
    assert_eq!(bench.get(&path).await.0, 404);
    assert_eq!(bench.get("/companies/scroll").await.0, 200);
}

#[tokio::test]
async fn pages_that_are_not_json() {
    for (fault, status) in [("502", 502), ("html200", 200)] {
        let (_bench, response) = met(fault, "/me").await;
        let (found, page) = read(response.unwrap()).await;
        assert_eq!(found, status);
        assert!(page.as_str().unwrap().starts_with("<!DOCTYPE html>"), "{fault}");
    }
    let (_bench, response) = met("empty200", "/me").await;
    let response = response.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.text().await.unwrap().as_str()),
        (200, "")
    );
    let (_bench, response) = met("truncated", "/me").await;
    let text = response.unwrap().text().await.unwrap();
    assert!(text.starts_with("{\"type\":\"admin\"") && serde_json::from_str::<serde_json::Value>(&text).is_err());
    let (_bench, response) = met("redirect", "/me").await;
    let response = response.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["location"]),
        (302, &"https://intercom.invalid/me".parse().unwrap())
    );
}

#[tokio::test]
async fn connections_that_end_too_early() {
    let (_bench, response) = met("reset", "/me").await;
    assert!(response.is_err(), "nothing is answered");
    let (_bench, response) = met("cut", "/admins").await;
    let response = response.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert!(response.bytes().await.is_err(), "the body ends in its middle");
}

#[tokio::test]
async fn a_slow_answer_is_late_and_whole() {
    let before = std::time::Instant::now();
    let (_bench, response) = met("slow:60", "/me").await;
    assert_eq!(response.unwrap().status().as_u16(), 200);
    assert!(before.elapsed() >= std::time::Duration::from_millis(60));
}

#[tokio::test]
async fn bodies_made_to_exhaust_their_reader() {
    let bench = Bench::small().await;
    bench.sandbox.world().inject("gzip_bomb:me".parse().unwrap());
    let packed = reqwest::Client::builder().no_gzip().no_proxy().build().unwrap();
    let packed = packed
        .get(format!("{}/me", bench.sandbox.url()))
        .bearer_auth("x")
        .send()
        .await
        .unwrap();
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    let packed = packed.bytes().await.unwrap().len();
    let unpacked = bench
        .request(Method::GET, "/me")
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    assert!(
        packed < 400_000 && unpacked.len() > 48_000_000,
        "{packed} to {}",
        unpacked.len()
    );
    assert!(unpacked.starts_with(b"{\"data\": ") && unpacked.ends_with(b" []}"));
    let (_bench, response) = met("deep_json", "/me").await;
    assert!(response.unwrap().text().await.unwrap().contains(&"[".repeat(200_000)));
}

#[tokio::test]
async fn fields_of_another_type_and_totals_that_lie() {
    let (_bench, response) = met("wrong_type", "/admins").await;
    let (_, answer) = read(response.unwrap()).await;
    assert!(
        answer["admins"]
            .as_array()
            .unwrap()
            .iter()
            .all(|admin| admin["name"].is_object())
    );
    let (_bench, response) = met("numeric_ids", "/admins").await;
    assert!(
        read(response.unwrap()).await.1["admins"]
            .as_array()
            .unwrap()
            .iter()
            .all(|admin| admin["id"].is_u64())
    );
    let (_bench, response) = met("zero", "/contacts").await;
    let (_, answer) = read(response.unwrap()).await;
    assert_eq!(
        (&answer["total_count"], &answer["pages"]["total_pages"]),
        (&0.into(), &0.into())
    );
    assert!(!answer["data"].as_array().unwrap().is_empty());
    let (_bench, response) = met("no_rows", "/contacts").await;
    let (_, answer) = read(response.unwrap()).await;
    assert!(answer["data"].as_array().unwrap().is_empty() && answer["pages"].get("next").is_none());
}
