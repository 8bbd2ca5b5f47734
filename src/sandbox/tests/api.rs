//! Tokens, versions, lists, scrolls, limits and controls.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::catalog::Module;
use crate::sandbox::{Cell, Mode, Sandbox, SandboxConfig};

use super::{Bench, code, everything, read};

#[tokio::test]
async fn only_this_machine_is_served() {
    let refused = Sandbox::start(SandboxConfig::default(), "0.0.0.0:0".parse().unwrap()).await;
    let message = refused.err().unwrap().to_string();
    assert!(message.contains("127.0.0.1"), "{message}");
}

#[tokio::test]
async fn a_stopped_sandbox_answers_no_more() {
    let bench = Bench::small().await;
    let url = format!("{}/me", bench.sandbox.url());
    assert_eq!(bench.get("/me").await.0, 200);
    bench.sandbox.stop().await;
    assert!(bench.client.get(url).send().await.is_err());
}

#[tokio::test]
async fn without_the_token_nothing_is_told() {
    let config = SandboxConfig {
        token: Some("secret".to_owned().into()),
        ..SandboxConfig::default()
    };
    let bench = Bench::new(config).await;
    let url = format!("{}/me", bench.sandbox.url());
    for request in [
        bench.client.get(&url),
        bench.client.get(&url).bearer_auth("wrong"),
        bench.client.get(&url).bearer_auth(""),
    ] {
        let response = request.send().await.unwrap();
        assert!(response.headers().get("x-ratelimit-limit").is_none());
        let (status, answer) = read(response).await;
        assert_eq!((status, code(&answer)), (401, "unauthorized"));
        assert_eq!(answer["request_id"].as_str().map(str::len), Some(36));
    }
    let (status, me) = read(bench.client.get(&url).bearer_auth("secret").send().await.unwrap()).await;
    assert_eq!((status, me["app"]["timezone"].as_str()), (200, Some("Europe/Berlin")));
    assert_eq!(
        (me["app"]["id_code"].as_str(), me["app"]["region"].as_str()),
        (Some("acme5bx1"), Some("EU"))
    );
}

#[tokio::test]
async fn shapes_follow_the_version() {
    let bench = Bench::small().await;
    let ask = async |version: Option<&str>, method: Method, path: &str| {
        let mut request = bench
            .client
            .request(method.clone(), format!("{}{path}", bench.sandbox.url()))
            .bearer_auth("x");
        if let Some(version) = version {
            request = request.header("Intercom-Version", version);
        }
        if method == Method::POST {
            request = request.body(json!({"query": everything(), "pagination": {"per_page": 150}}).to_string());
        }
        read(request.send().await.unwrap()).await.1
    };
    let ticket = |answer: &Json| {
        let tickets = answer["tickets"].as_array().unwrap();
        tickets
            .iter()
            .find(|ticket| ticket["admin_assignee_id"] != "0" && ticket["admin_assignee_id"] != 0)
            .unwrap()
            .clone()
    };
    let old = ticket(&ask(Some("2.11"), Method::POST, "/tickets/search").await);
    assert!(old["ticket_state"].is_string() && old["admin_assignee_id"].is_string());
    let usual = ticket(&ask(None, Method::POST, "/tickets/search").await);
    assert!(usual["ticket_state"].is_object() && usual["admin_assignee_id"].is_string());
    let new = ticket(&ask(Some("2.16"), Method::POST, "/tickets/search").await);
    assert!(new["admin_assignee_id"].is_u64());
    for (version, owner_is_text, parent, priority) in
        [("2.15", false, true, "not_priority"), ("2.16", true, false, "none")]
    {
        let contacts = ask(Some(version), Method::GET, "/contacts?per_page=150").await;
        let owned = contacts["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|own| !own["owner_id"].is_null())
            .unwrap();
        assert_eq!(owned["owner_id"].is_string(), owner_is_text, "{version}");
        let articles = ask(Some(version), Method::GET, "/articles").await;
        assert_eq!(articles["data"][0].get("parent_id").is_some(), parent, "{version}");
        let talks = ask(Some(version), Method::GET, "/conversations?per_page=50").await;
        let words: BTreeSet<&str> = talks["conversations"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|own| own["priority"].as_str())
            .collect();
        assert!(words.contains(priority), "{version}: {words:?}");
    }
    let refused = ask(Some("3.0"), Method::GET, "/admins").await;
    assert_eq!(code(&refused), "intercom_version_invalid");
    let refused = ask(Some("2.15"), Method::GET, "/conversations/deleted").await;
    assert_eq!(code(&refused), "intercom_version_invalid");
}

#[tokio::test]
async fn lists_by_cursor_tell_every_record_once() {
    let bench = Bench::small().await;
    for (path, key, module) in [
        ("/conversations", "conversations", Module::Conversations),
        ("/contacts", "data", Module::Contacts),
    ] {
        let mut seen = BTreeSet::new();
        let mut query = "?per_page=37".to_owned();
        loop {
            let (_, page) = bench.get(&format!("{path}{query}")).await;
            for row in page[key].as_array().unwrap() {
                assert!(seen.insert(row["id"].as_str().unwrap().to_owned()));
            }
            assert_eq!(page["total_count"].as_u64(), Some(bench.sandbox.world().count(module)));
            let Some(next) = page["pages"]["next"]["starting_after"].as_str() else {
                break;
            };
            query = format!(
                "?per_page=37&starting_after={}",
                next.replace('+', "%2B").replace('=', "%3D")
            );
        }
        assert_eq!(seen.len() as u64, bench.sandbox.world().count(module));
    }
}

#[tokio::test]
async fn pages_by_number_end_and_are_capped() {
    for (mode, is_text) in [(Mode::Live, true), (Mode::Spec, false)] {
        let bench = Bench::new(SandboxConfig {
            mode,
            ..SandboxConfig::default()
        })
        .await;
        let (_, page) = bench.get("/articles?per_page=5").await;
        assert_eq!(
            (page["pages"]["next"].is_string(), page["pages"]["next"].is_object()),
            (is_text, !is_text)
        );
        let (status, beyond) = bench.get("/articles?per_page=5&page=900").await;
        assert_eq!(
            (status, &beyond["data"], &beyond["pages"]["next"]),
            (200, &json!([]), &Json::Null)
        );
        for page in ["0", "x", "-1"] {
            assert_eq!(bench.get(&format!("/articles?page={page}")).await.0, 400);
        }
    }
    let bench = Bench::small().await;
    let (status, capped) = bench.post("/companies/list?page=167&per_page=60", &Json::Null).await;
    assert_eq!((status, code(&capped)), (400, "bad_request"));
    assert_eq!(
        capped["errors"][0]["message"],
        "page limit reached, please use scroll API"
    );
    assert_eq!(
        bench.post("/companies/list?page=166&per_page=60", &Json::Null).await.0,
        200
    );
    assert_eq!(bench.get("/companies/list").await.0, 404);
    assert_eq!(bench.get("/nowhere").await.0, 404);
    // Lists leave out companies without contacts, which a scroll tells.
    let (_, listed) = bench.get("/companies?per_page=60").await;
    let lonely = bench
        .sandbox
        .world()
        .truth(Module::Companies)
        .filter(|row| row.contains(&Cell::Int(0)))
        .count() as u64;
    assert!(listed["total_count"].as_u64().unwrap() < bench.sandbox.world().count(Module::Companies) && lonely > 0);
}

#[tokio::test]
async fn one_scroll_at_a_time_and_not_for_ever() {
    let config = SandboxConfig {
        conversations: 4000,
        ..SandboxConfig::default()
    };
    let bench = Bench::new(config).await;
    let (_, first) = bench.get("/companies/scroll").await;
    let param = first["scroll_param"].as_str().unwrap().to_owned();
    assert_eq!(
        (first["data"].as_array().map(Vec::len), &first["pages"]),
        (Some(100), &Json::Null)
    );
    let (status, second) = bench.get("/companies/scroll").await;
    assert_eq!((status, code(&second)), (400, "scroll_exists"));
    let path = format!("/companies/scroll?scroll_param={param}");
    assert_eq!(bench.get(&path).await.1["scroll_param"], param.as_str());
    assert_eq!(bench.get(&path).await.1["data"].as_array().map(Vec::len), Some(40));
    let (_, last) = bench.get(&path).await;
    assert!(last["data"].as_array().unwrap().is_empty() && last.get("scroll_param").is_none());
    let (status, after) = bench.get(&path).await;
    assert_eq!((status, code(&after)), (404, "not_found"));
    let (_, idle) = bench.get("/companies/scroll").await;
    bench.sandbox.world().advance(Duration::from_mins(1));
    let path = format!(
        "/companies/scroll?scroll_param={}",
        idle["scroll_param"].as_str().unwrap()
    );
    assert_eq!(bench.get(&path).await.0, 404);
    assert_eq!(bench.get("/companies/scroll").await.0, 200);
}

#[tokio::test]
async fn who_asks_too_often_is_turned_away() {
    let config = SandboxConfig {
        limit_per_minute: Some(60),
        ..SandboxConfig::default()
    };
    let bench = Bench::new(config).await;
    // Windows end whenever they do, so this asks until one is used up.
    for asked in 0..10_000 {
        let response = bench.request(Method::GET, "/tags").send().await.unwrap();
        let header = |name: &str| response.headers()[name].to_str().unwrap().parse::<u64>().unwrap();
        assert_eq!((header("x-ratelimit-limit"), header("x-ratelimit-reset") % 10), (10, 0));
        let remaining = header("x-ratelimit-remaining");
        let (status, answer) = read(response).await;
        if status == 429 {
            assert_eq!((code(&answer), remaining), ("rate_limit_exceeded", 0));
            assert_eq!(
                answer["errors"][0]["message"],
                "Exceeded rate limit of 10 in 10_seconds"
            );
            assert!(asked >= 10);
            return;
        }
        assert_eq!(status, 200);
    }
    panic!("nobody was ever turned away");
}

#[tokio::test]
async fn deleted_and_merged_records_are_gone_in_their_own_ways() {
    let bench = Bench::small().await;
    let world = bench.sandbox.world();
    let gone = world.delete(Module::Conversations, 3).unwrap();
    let (_, deleted) = bench.get("/conversations/deleted?per_page=2").await;
    assert_eq!(
        (deleted["total_count"].as_u64(), deleted["pages"]["next"].is_string()),
        (Some(3), true)
    );
    let (status, answer) = bench.get(&format!("/conversations/{}", gone[0])).await;
    assert_eq!((status, code(&answer)), (404, "conversation_not_found"));
    let ticket = world.delete(Module::Tickets, 1).unwrap();
    let (status, answer) = bench.get(&format!("/tickets/{}", ticket[0])).await;
    assert_eq!((status, code(&answer)), (404, "ticket_not_found"));
    let merged = world.merge_contacts(1);
    let response = bench
        .request(Method::GET, &format!("/contacts/{}", merged[0]))
        .send()
        .await
        .unwrap();
    let link = response.headers()["link"].to_str().unwrap().to_owned();
    let (status, answer) = read(response).await;
    assert_eq!((status, code(&answer)), (410, "contact_merged"));
    let user = link
        .strip_prefix("</contacts/")
        .and_then(|link| link.strip_suffix(">; rel=\"canonical\""))
        .unwrap();
    let (_, history) = bench.get(&format!("/contacts/{user}/merge_history")).await;
    assert_eq!(history["data"][0]["source_contact_id"], merged[0].as_str());
    let archived = world.delete(Module::Contacts, 1).unwrap();
    assert_eq!(bench.get(&format!("/contacts/{}", archived[0])).await.0, 404);
}

#[tokio::test]
async fn the_parts_of_a_record_can_be_asked_for() {
    let bench = Bench::new(SandboxConfig {
        conversations: 4000,
        ..SandboxConfig::default()
    })
    .await;
    let rows = bench.searched("/contacts/search", 150, &everything()).await;
    let crowded = rows
        .iter()
        .find(|row| row["companies"]["has_more"] == true)
        .expect("somebody has more than ten");
    assert_eq!(crowded["companies"]["data"].as_array().map(Vec::len), Some(10));
    let (_, all) = bench
        .get(&format!(
            "{}?per_page=50",
            crowded["companies"]["url"].as_str().unwrap()
        ))
        .await;
    assert_eq!(all["total_count"], crowded["companies"]["total_count"]);
    let company = crowded["companies"]["data"][0]["id"].as_str().unwrap();
    let (_, people) = bench.get(&format!("/companies/{company}/contacts?per_page=150")).await;
    let people = people["data"].as_array().unwrap();
    assert!(people.iter().any(|person| person["id"] == crowded["id"]));
    for path in ["/admins", "/teams"] {
        let (_, all) = bench.get(path).await;
        let first = &all[&path[1..]][0];
        assert_eq!(
            bench.get(&format!("{path}/{}", first["id"].as_str().unwrap())).await.1,
            *first
        );
        assert_eq!(bench.get(&format!("{path}/1")).await.0, 404);
    }
    for path in ["/tags", "/ticket_types", "/ticket_states"] {
        assert!(!bench.get(path).await.1["data"].as_array().unwrap().is_empty());
    }
}

#[tokio::test]
async fn controls_do_what_their_methods_do() {
    let bench = Bench::small().await;
    let (_, clock) = bench.get("/_sim/clock").await;
    let (_, later) = bench.post("/_sim/clock/advance", &json!({"seconds": 90})).await;
    assert_eq!(later["now"].as_i64(), clock["now"].as_i64().map(|now| now + 90));
    let (_, changed) = bench
        .post("/_sim/mutate", &json!({"module": "contacts", "count": 3}))
        .await;
    assert_eq!(changed["ids"].as_array().map(Vec::len), Some(3));
    let (_, gone) = bench.post("/_sim/delete", &json!({"module": "Tickets"})).await;
    assert_eq!(gone["ids"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        bench.post("/_sim/merge", &json!({"count": 2})).await.1["ids"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    assert_eq!(
        bench.post("/_sim/faults", &json!({"fault": "500:me:1"})).await.1["faults"],
        json!(["500:me:1"])
    );
    assert_eq!(bench.get("/me").await.0, 500);
    assert_eq!(bench.get("/me").await.0, 200);
    bench.post("/_sim/faults", &json!({"fault": "reset"})).await;
    let cleared = bench.request(Method::DELETE, "/_sim/faults").send().await.unwrap();
    assert_eq!(read(cleared).await.1["faults"], json!([]));
    let (_, requests) = bench.get("/_sim/requests").await;
    assert_eq!(
        (&requests["routes"], &requests["total"]),
        (&json!({"me": 2}), &json!(2))
    );
    assert_eq!(requests["latest"][0]["status"], 500);
    read(bench.request(Method::DELETE, "/_sim/requests").send().await.unwrap()).await;
    assert_eq!(bench.get("/_sim/requests").await.1["total"], 0);
    let (_, counts) = bench.get("/_sim/counts").await;
    assert_eq!(
        (counts["tickets"].as_u64(), counts["contacts"].as_u64()),
        (Some(47), Some(238))
    );
    assert_eq!(bench.post("/_sim/reset", &Json::Null).await.1["now"], clock["now"]);
    assert_eq!(bench.get("/_sim/counts").await.1["tickets"], 48);
    for (path, body) in [
        ("/_sim/mutate", json!({"module": "tags"})),
        ("/_sim/faults", json!({"fault": "x"})),
        ("/_sim/mutate", json!({"module": "team-vs-admin"})),
    ] {
        let (status, answer) = bench.post(path, &body).await;
        assert!(status == 400 && answer["error"].is_string(), "{answer}");
    }
    assert_eq!(bench.get("/_sim/nothing").await.0, 404);
}
