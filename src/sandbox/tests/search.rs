//! Searches: filters, orders, cursors, and walks while the workspace changes.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::catalog::Module;
use crate::sandbox::{DEFAULT_PRESENT, DateBounds, SandboxConfig};

use super::{Bench, ascending, code, everything};

fn leaf(field: &str, operator: &str, value: impl Into<Json>) -> Json {
    json!({"field": field, "operator": operator, "value": value.into()})
}

fn and(filters: &[Json]) -> Json {
    json!({"operator": "AND", "value": filters})
}

#[tokio::test]
async fn a_walk_tells_every_record_once_in_order() {
    let bench = Bench::small().await;
    for (path, module) in [
        ("/conversations/search", Module::Conversations),
        ("/contacts/search", Module::Contacts),
        ("/tickets/search", Module::Tickets),
    ] {
        let rows = bench.searched(path, 13, &everything()).await;
        assert_eq!(rows.len() as u64, bench.sandbox.world().count(module));
        let keys: Vec<(u64, &str)> = rows
            .iter()
            .map(|row| (row["updated_at"].as_u64().unwrap(), row["id"].as_str().unwrap()))
            .collect();
        assert!(
            keys.windows(2)
                .all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 != pair[1].1)
        );
    }
}

#[tokio::test]
async fn a_walk_misses_nothing_while_records_change() {
    let bench = Bench::small().await;
    let world = bench.sandbox.world();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut latest: BTreeMap<String, u64> = BTreeMap::new();
    let mut cursor = Json::Null;
    for _ in 0..1000 {
        let (_, page) = bench
            .post("/conversations/search", &ascending(&everything(), 20, &cursor))
            .await;
        for row in page["conversations"].as_array().unwrap() {
            let id = row["id"].as_str().unwrap().to_owned();
            *seen.entry(id.clone()).or_default() += 1;
            latest.insert(id, row["updated_at"].as_u64().unwrap());
        }
        let Some(next) = page["pages"]["next"]["starting_after"].as_str() else {
            break;
        };
        cursor = next.into();
        if seen.len() < 200 {
            world.advance(Duration::from_secs(1));
            world.mutate(Module::Conversations, 5).unwrap();
        }
    }
    let told = bench.searched("/conversations/search", 150, &everything()).await;
    assert_eq!(seen.len(), told.len());
    assert!(
        seen.values().any(|times| *times > 1),
        "records that moved are told again"
    );
    for row in told {
        assert_eq!(latest[row["id"].as_str().unwrap()], row["updated_at"].as_u64().unwrap());
    }
}

#[tokio::test]
async fn cursors_belong_to_their_order() {
    let bench = Bench::small().await;
    let path = "/conversations/search";
    let (_, page) = bench.post(path, &ascending(&everything(), 10, &Json::Null)).await;
    assert_eq!(
        (&page["pages"]["page"], &page["pages"]["total_pages"]),
        (&json!(1), &json!(40))
    );
    let cursor = page["pages"]["next"]["starting_after"].clone();
    let (_, second) = bench.post(path, &ascending(&everything(), 10, &cursor)).await;
    assert_eq!(second["pages"]["page"], 2);
    let mut other = ascending(&everything(), 10, &cursor);
    other["sort"]["order"] = "descending".into();
    let (status, answer) = bench.post(path, &other).await;
    assert_eq!((status, code(&answer)), (500, "server_error"));
    for bad in ["AAAA", "not base64!", ""] {
        let (status, answer) = bench.post(path, &ascending(&everything(), 10, &bad.into())).await;
        assert_eq!((status, code(&answer)), (400, "client_error"), "{bad}");
    }
    let (status, _) = bench
        .post("/tickets/search", &ascending(&everything(), 10, &cursor))
        .await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn conversations_sort_four_ways() {
    let bench = Bench::small().await;
    for field in ["updated_at", "created_at"] {
        for order in ["ascending", "descending"] {
            let mut moments = Vec::new();
            let mut cursor = Json::Null;
            loop {
                let body = json!({
                    "query": everything(),
                    "sort": {"field": field, "order": order},
                    "pagination": {"per_page": 90, "starting_after": cursor},
                });
                let (_, page) = bench.post("/conversations/search", &body).await;
                moments.extend(
                    page["conversations"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|row| row[field].as_u64().unwrap()),
                );
                match &page["pages"]["next"]["starting_after"] {
                    Json::Null => break,
                    next => cursor = next.clone(),
                }
            }
            assert_eq!(moments.len(), 400, "{field} {order}");
            if order == "descending" {
                moments.reverse();
            }
            assert!(moments.is_sorted(), "{field} {order}");
        }
    }
}

#[tokio::test]
async fn windows_and_filters_tell_what_a_look_at_every_record_tells() {
    let bench = Bench::new(SandboxConfig {
        conversations: 1500,
        ..SandboxConfig::default()
    })
    .await;
    let all = bench.searched("/conversations/search", 150, &everything()).await;
    let middle = all[700]["updated_at"].as_i64().unwrap();
    let count = |fits: &dyn Fn(&Json) -> bool| all.iter().filter(|row| fits(row)).count();
    let at = |row: &Json| row["updated_at"].as_i64().unwrap();
    let cases: [(Json, usize); 7] = [
        (leaf("updated_at", ">", middle), count(&|row| at(row) > middle)),
        (leaf("updated_at", "=", middle), count(&|row| at(row) == middle)),
        (
            and(&[
                leaf("updated_at", ">", middle - 86_400),
                leaf("updated_at", "<", middle + 86_400),
            ]),
            count(&|row| (at(row) - middle).abs() < 86_400),
        ),
        (leaf("state", "!=", "closed"), count(&|row| row["state"] != "closed")),
        (
            and(&[
                leaf("updated_at", ">", middle),
                leaf("source.type", "IN", json!(["email", "sms"])),
            ]),
            count(&|row| at(row) > middle && (row["source"]["type"] == "email" || row["source"]["type"] == "sms")),
        ),
        (
            leaf("conversation_rating.score", "<", 3),
            count(&|row| row["conversation_rating"]["rating"].as_u64().is_some_and(|own| own < 3)),
        ),
        (
            leaf("admin_assignee_id", "=", 0),
            count(&|row| row["admin_assignee_id"] == 0),
        ),
    ];
    for (query, expected) in cases {
        let (status, page) = bench.post("/conversations/search", &json!({"query": query})).await;
        assert_eq!(
            (status, page["total_count"].as_u64()),
            (200, Some(expected as u64)),
            "{query}"
        );
        assert_eq!(
            bench.searched("/conversations/search", 60, &query).await.len(),
            expected,
            "{query}"
        );
        let by_creation = json!({"query": query, "sort": {"field": "created_at", "order": "ascending"}});
        assert_eq!(
            bench.post("/conversations/search", &by_creation).await.1["total_count"].as_u64(),
            Some(expected as u64)
        );
    }
    let (status, nothing) = bench
        .post("/conversations/search", &json!({"query": leaf("updated_at", "<", -5)}))
        .await;
    assert_eq!(
        (status, &nothing["total_count"], &nothing["pages"]["total_pages"]),
        (200, &json!(0), &json!(0))
    );
}

#[tokio::test]
async fn contacts_are_found_by_whole_days_up_to_2_16() {
    let bench = Bench::new(SandboxConfig {
        conversations: 3000,
        ..SandboxConfig::default()
    })
    .await;
    // Midnight in Berlin, and the moment that is asked for in the middle of that day.
    let (midnight, asked) = (1_793_574_000 - 3 * 86_400, 1_793_615_400 - 3 * 86_400);
    let rows = bench.searched("/contacts/search", 150, &everything()).await;
    let at = |row: &Json| row["updated_at"].as_i64().unwrap();
    let total = async |operator: &str| {
        let query = json!({"query": leaf("updated_at", operator, asked)});
        bench.post("/contacts/search", &query).await.1["total_count"]
            .as_u64()
            .unwrap()
    };
    let count = |fits: &dyn Fn(i64) -> bool| rows.iter().filter(|row| fits(at(row))).count() as u64;
    assert_eq!(total(">").await, count(&|at| at >= midnight + 86_400));
    assert_eq!(
        total("=").await,
        count(&|at| (midnight..midnight + 86_400).contains(&at))
    );
    assert_eq!(total("<").await, count(&|at| at < midnight));
    assert!(total("=").await > 0 && total("<").await > 0);
    let (status, refused) = bench
        .post("/contacts/search", &json!({"query": leaf("updated_at", ">=", asked)}))
        .await;
    assert_eq!((status, code(&refused)), (400, "parameter_invalid"));
    let newer = bench
        .client
        .post(format!("{}/contacts/search", bench.sandbox.url()))
        .bearer_auth("x");
    let newer = newer
        .header("Intercom-Version", "Preview")
        .body(json!({"query": leaf("updated_at", ">=", asked)}).to_string());
    let (_, exact) = super::read(newer.send().await.unwrap()).await;
    assert_eq!(exact["total_count"].as_u64(), Some(count(&|at| at >= asked)));
    let body = json!({"query": everything(), "sort": {"field": "updated_at", "order": "desc"}});
    assert_eq!(
        code(&bench.post("/contacts/search", &body).await.1),
        "invalid_sort_order"
    );
}

#[tokio::test]
async fn the_two_readings_and_the_lag_can_be_chosen() {
    let bench = Bench::small().await;
    let rows = bench.searched("/conversations/search", 150, &everything()).await;
    let newest = rows.last().unwrap()["updated_at"].clone();
    let total = |answer: (u16, Json)| answer.1["total_count"].as_u64().unwrap();
    let query = json!({"query": leaf("updated_at", ">", newest)});
    assert_eq!(total(bench.post("/conversations/search", &query).await), 0);
    let config = SandboxConfig {
        date_bounds: DateBounds::Inclusive,
        ..SandboxConfig::default()
    };
    assert!(total(Bench::new(config).await.post("/conversations/search", &query).await) > 0);
    let config = SandboxConfig {
        index_lag: Duration::from_mins(5),
        ..SandboxConfig::default()
    };
    let bench = Bench::new(config).await;
    let changed = bench.sandbox.world().mutate(Module::Conversations, 4).unwrap();
    let recent = json!({"query": leaf("updated_at", ">", DEFAULT_PRESENT - 300)});
    assert_eq!(total(bench.post("/conversations/search", &recent).await), 0);
    assert_eq!(
        bench.get(&format!("/conversations/{}", changed[0])).await.1["updated_at"],
        DEFAULT_PRESENT
    );
    bench.sandbox.world().advance(Duration::from_mins(5));
    assert!(total(bench.post("/conversations/search", &recent).await) >= 4);
}

#[tokio::test]
async fn a_body_that_is_no_search_is_refused() {
    let bench = Bench::small().await;
    for (body, expected) in [
        (json!({}), "parameter_not_found"),
        (json!({"query": 5}), "parameter_invalid"),
        (
            json!({"query": everything(), "pagination": {"per_page": 0}}),
            "parameter_invalid",
        ),
        (
            json!({"query": everything(), "pagination": {"starting_after": 5}}),
            "client_error",
        ),
        (
            json!({"query": everything(), "sort": {"field": "name"}}),
            "parameter_invalid",
        ),
    ] {
        let (status, answer) = bench.post("/tickets/search", &body).await;
        assert_eq!((status, code(&answer)), (400, expected), "{body}");
    }
    let torn = bench
        .request(reqwest::Method::POST, "/tickets/search")
        .body("{\"query\":");
    assert_eq!(code(&super::read(torn.send().await.unwrap()).await.1), "bad_request");
    let (_, clamped) = bench
        .post(
            "/contacts/search",
            &json!({"query": everything(), "pagination": {"per_page": 9000}}),
        )
        .await;
    assert_eq!(
        (clamped["data"].as_array().map(Vec::len), &clamped["pages"]["per_page"]),
        (Some(150), &json!(150))
    );
}
