use serde_json::{Value, json};

use super::super::error::NetworkKind;
use super::super::fake::{Fake, Seen, client, quick, refusal, reply};
use super::*;
use crate::intercom::decode;

fn never() -> CancellationToken {
    CancellationToken::new()
}

/// Walks to the end and gives the ids in the order they came.
async fn walk(pager: &mut Pager) -> Result<Vec<String>, Error> {
    let mut ids = Vec::new();
    while let Some(page) = pager.next(&never()).await? {
        ids.extend(ids_of(&page));
    }
    Ok(ids)
}

fn ids_of(page: &RawPage) -> Vec<String> {
    let rows: Vec<Value> = serde_json::from_str(page.rows.as_str()).unwrap();
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

fn numbers(ids: std::ops::Range<usize>) -> Vec<Value> {
    ids.map(|id| json!({"id": id.to_string()})).collect()
}

fn strings(ids: std::ops::Range<usize>) -> Vec<String> {
    ids.map(|id| id.to_string()).collect()
}

/// A search over so many records, whose cursor is the number of the next.
fn search(seen: &Seen, key: &str, total: usize) -> axum::response::Response {
    let pagination = &seen.body["pagination"];
    let start: usize = pagination["starting_after"]
        .as_str()
        .map_or(0, |cursor| cursor.parse().unwrap());
    let end = (start + pagination["per_page"].as_u64().unwrap() as usize).min(total);
    let mut pages = json!({"type": "pages", "page": 1, "total_pages": 3});
    if end < total {
        pages["next"] = json!({"page": 2, "starting_after": end.to_string()});
    }
    reply(
        200,
        json!({"type": "list", key: numbers(start..end), "total_count": total, "pages": pages}).to_string(),
    )
}

#[tokio::test]
async fn a_search_is_walked_by_its_cursor_with_the_same_question_every_time() {
    let fake = Fake::start(|_, seen| search(seen, "conversations", 400)).await;
    let window = Window {
        from: Some(1000),
        upto: Some(2000),
    };
    let mut pager = fake.client().pages(Module::Conversations, Some(window), None);
    assert_eq!(walk(&mut pager).await.unwrap(), strings(0..400));
    assert_eq!(pager.pages(), 3);
    let seen = fake.seen();
    assert!(
        seen.iter()
            .all(|seen| seen.method == "POST" && seen.target == "/conversations/search")
    );
    assert!(seen.iter().all(|each| each.body["query"] == seen[0].body["query"]));
    assert!(
        seen.iter()
            .all(|seen| seen.body["sort"] == json!({"field": "updated_at", "order": "ascending"}))
    );
}

#[tokio::test]
async fn a_walk_goes_on_where_another_stopped() {
    let fake = Fake::start(|_, seen| search(seen, "tickets", 400)).await;
    let client = fake.client();
    let first = client
        .pages(Module::Tickets, None, None)
        .next(&never())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((first.total, first.total_pages, first.calls), (Some(400), Some(3), 1));
    let stored = serde_json::to_string(&first.next).unwrap();
    let next: Option<Next> = serde_json::from_str(&stored).unwrap();
    let mut rest = client.pages(Module::Tickets, None, next);
    assert_eq!(walk(&mut rest).await.unwrap(), strings(150..400));
    assert_eq!(fake.seen()[0].body["pagination"]["per_page"], 150);
}

#[tokio::test]
async fn a_page_that_is_too_heavy_is_halved_and_the_size_creeps_back() {
    // Pages of more than twenty fail while the first hundred records are read.
    let fake = Fake::start(|_, seen| {
        let pagination = &seen.body["pagination"];
        let start: usize = pagination["starting_after"]
            .as_str()
            .map_or(0, |cursor| cursor.parse().unwrap());
        if start < 100 && pagination["per_page"].as_u64().unwrap() > 20 {
            refusal(504, "service_unavailable", "too slow")
        } else {
            search(seen, "data", 1200)
        }
    })
    .await;
    let mut pager = fake.client().pages(Module::Contacts, None, None);
    let mut sizes = Vec::new();
    let mut ids = Vec::new();
    while let Some(page) = pager.next(&never()).await.unwrap() {
        sizes.push(page.per_page.unwrap());
        ids.extend(ids_of(&page));
    }
    assert_eq!(ids, strings(0..1200));
    assert_eq!(sizes[0], 18, "150, 75, 37, 18");
    assert!(sizes.contains(&36) && sizes.contains(&150), "{sizes:?}");
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_asked_for_in_pieces() {
    let fake = Fake::start(|_, seen| search(seen, "tickets", 300)).await;
    let mut settings = quick();
    settings.most_bytes = 1000;
    let mut pager = client(&fake.address, settings).pages(Module::Tickets, None, None);
    assert_eq!(walk(&mut pager).await.unwrap(), strings(0..300));
}

#[tokio::test]
async fn numbered_pages_end_in_all_the_ways_they_are_known_to() {
    type Envelope = fn(usize) -> Value;
    let three: [(&str, Envelope); 4] = [
        (
            "an address, then null",
            |page| json!({"next": (page < 3).then(|| format!("https://api.intercom.io/articles?page={}&per_page=150", page + 1)), "total_pages": 3}),
        ),
        ("an object, then nothing", |page| {
            if page < 3 {
                json!({"next": {"page": page + 1}})
            } else {
                json!({})
            }
        }),
        ("only a number of pages", |_| json!({"total_pages": 3})),
        (
            "always a next, then an empty page",
            |page| json!({"next": {"page": page + 1}}),
        ),
    ];
    for (name, envelope) in three {
        let fake = Fake::start(move |_, seen| {
            let page: usize = seen
                .target
                .split("page=")
                .nth(1)
                .unwrap()
                .split('&')
                .next()
                .unwrap()
                .parse()
                .unwrap();
            let rows = if page <= 3 {
                numbers(page * 10..page * 10 + 10)
            } else {
                Vec::new()
            };
            reply(
                200,
                json!({"type": "list", "data": rows, "pages": envelope(page)}).to_string(),
            )
        })
        .await;
        let mut pager = fake.client().pages(Module::Articles, None, None);
        assert_eq!(walk(&mut pager).await.unwrap(), strings(10..40), "{name}");
        assert!(
            fake.seen()
                .iter()
                .all(|seen| seen.method == "GET" && seen.target.starts_with("/articles?page="))
        );
    }
}

#[tokio::test]
async fn a_single_answer_is_one_page_unless_it_says_otherwise() {
    let fake = Fake::start(|_, _| r#"{"type":"list","data":[{"id":"1"}]}"#).await;
    let mut pager = fake.client().pages(Module::HelpCenters, None, None);
    assert_eq!(walk(&mut pager).await.unwrap(), ["1"]);
    assert_eq!(fake.count(), 1);

    let fake = Fake::start(|number, _| match number {
        0 => r#"{"data":[{"id":"1"}],"pages":{"next":"https://api.intercom.io/help_center/help_centers?page=2"}}"#,
        _ => r#"{"data":[{"id":"2"}],"pages":{"next":null}}"#,
    })
    .await;
    let mut pager = fake.client().pages(Module::HelpCenters, None, None);
    assert_eq!(walk(&mut pager).await.unwrap(), ["1", "2"]);
    assert_eq!(fake.seen()[1].target, "/help_center/help_centers?page=2");
}

#[tokio::test]
async fn a_scroll_goes_on_with_the_same_parameter_until_a_page_is_empty() {
    let fake = Fake::start(|number, _| {
        let rows = if number < 3 {
            numbers(number * 100..number * 100 + 100)
        } else {
            Vec::new()
        };
        let mut body = json!({"type": "list", "data": rows, "pages": null, "total_count": null});
        if number != 1 {
            body["scroll_param"] = json!("same");
        }
        reply(200, body.to_string())
    })
    .await;
    let mut pager = fake.client().pages(Module::Companies, None, None);
    assert_eq!(walk(&mut pager).await.unwrap(), strings(0..300));
    let targets: Vec<_> = fake.seen().into_iter().map(|seen| seen.target).collect();
    assert_eq!(targets[0], "/companies/scroll");
    assert!(
        targets[1..]
            .iter()
            .all(|target| target == "/companies/scroll?scroll_param=same")
    );
    assert_eq!(targets.len(), 4, "nothing is asked after the empty page");
}

#[tokio::test]
async fn a_scroll_that_breaks_is_lost_and_one_that_is_busy_is_waited_for() {
    for status in [404, 500, 502] {
        let fake = Fake::start(move |number, _| {
            if number == 0 {
                reply(200, json!({"data": numbers(0..100), "scroll_param": "s"}).to_string())
            } else {
                refusal(status, "not_found", "scroll parameter not found")
            }
        })
        .await;
        let mut pager = fake.client().pages(Module::Companies, None, None);
        pager.next(&never()).await.unwrap();
        let error = pager.next(&never()).await.unwrap_err();
        assert_eq!(
            (error.class(), error.status(), fake.count()),
            (Class::ScrollLost, Some(status), 2)
        );
    }
    let fake = Fake::start(|number, _| {
        if number < 3 {
            refusal(400, "scroll_exists", "scroll already exists for this workspace")
        } else {
            reply(200, r#"{"data":[],"scroll_param":null}"#)
        }
    })
    .await;
    let mut pager = fake.client().pages(Module::Companies, None, None);
    assert_eq!(pager.next(&never()).await.unwrap().unwrap().calls, 4);
}

#[tokio::test]
async fn walks_without_an_end_are_ended() {
    let same_cursor = |number: usize, _: &Seen| {
        json!({"tickets": numbers(number..number + 1), "pages": {"next": {"starting_after": "again"}}}).to_string()
    };
    let fake = Fake::start(same_cursor).await;
    let error = walk(&mut fake.client().pages(Module::Tickets, None, None))
        .await
        .unwrap_err();
    assert_eq!((error.class(), fake.count()), (Class::Loop, 2));
    assert_eq!(error.module(), Some(Module::Tickets));

    let circle = |number: usize, _: &Seen| {
        json!({"tickets": numbers(number..number + 1), "pages": {"next": {"starting_after": (number % 3).to_string()}}})
            .to_string()
    };
    let fake = Fake::start(circle).await;
    let error = walk(&mut fake.client().pages(Module::Tickets, None, None))
        .await
        .unwrap_err();
    assert_eq!((error.class(), fake.count()), (Class::Loop, 4));

    // A cache that answers the same address with the same page: what it gives is read, and known not to be proven whole.
    let fake = Fake::start(|_, _| json!({"data": numbers(0..100), "scroll_param": "same"}).to_string()).await;
    let mut pager = fake.client().pages(Module::Companies, None, None);
    walk(&mut pager).await.unwrap();
    assert_eq!((pager.ended_in_a_repeat(), fake.count()), (true, 2));

    let fake = Fake::start(|number, _| {
        json!({"data": numbers(number..number + 1), "pages": {"next": {"page": 1}}}).to_string()
    })
    .await;
    let error = walk(&mut fake.client().pages(Module::Articles, None, None))
        .await
        .unwrap_err();
    assert_eq!((error.class(), fake.count()), (Class::Loop, 1));
}

#[tokio::test]
async fn a_next_page_elsewhere_is_never_visited() {
    let stranger = Fake::start(|_, _| "{}").await;
    let host = stranger.address.trim_start_matches("http://").to_owned();
    // What is said to come next, and the cursor that is sent for it: none for the end, an error for what is unusable.
    let table: [(Value, Result<Option<&str>, Class>); 17] = [
        (
            json!(format!("http://{host}/conversations/search?starting_after=c")),
            Ok(Some("c")),
        ),
        (
            json!(format!("http://api.intercom.io@{host}/x?starting_after=c")),
            Ok(Some("c")),
        ),
        (json!(format!("//{host}/x?starting_after=c")), Ok(Some("c"))),
        (
            json!({"starting_after": "c", "url": format!("http://{host}/")}),
            Ok(Some("c")),
        ),
        (
            json!({"starting_after": "http://elsewhere/"}),
            Ok(Some("http://elsewhere/")),
        ),
        (json!({"starting_after": 7}), Ok(Some("7"))),
        (json!("?starting_after=c"), Ok(Some("c"))),
        (json!("\u{0}javascript:alert(1)?starting_after=c"), Ok(Some("c"))),
        (json!({"starting_after": null}), Ok(None)),
        (json!({"starting_after": ""}), Ok(None)),
        (json!(null), Ok(None)),
        (json!({}), Ok(None)),
        (json!({"starting_after": ["c"]}), Err(Class::ApiChanged)),
        (json!({"starting_after": "x".repeat(100_000)}), Err(Class::ApiChanged)),
        (json!(format!("http://{host}/without-a-cursor")), Err(Class::ApiChanged)),
        (json!(7), Err(Class::ApiChanged)),
        (json!([]), Err(Class::ApiChanged)),
    ];
    for (next, expected) in table {
        let answer = next.clone();
        let fake = Fake::start(move |number, _| {
            let next = if number == 0 { answer.clone() } else { Value::Null };
            json!({"conversations": numbers(number..number + 1), "pages": {"next": next}}).to_string()
        })
        .await;
        let outcome = walk(&mut fake.client().pages(Module::Conversations, None, None)).await;
        assert_eq!(outcome.as_ref().err().map(Error::class), expected.err(), "{next}");
        let seen = fake.seen();
        let sent = seen
            .get(1)
            .map(|seen| seen.body["pagination"]["starting_after"].as_str().unwrap());
        assert_eq!(sent, expected.unwrap_or_default(), "{next}");
        assert!(seen.iter().all(|seen| seen.target == "/conversations/search"));
    }
    assert_eq!(stranger.count(), 0);
}

#[tokio::test]
async fn answers_without_rows_are_told_apart() {
    for (body, class) in [
        (r"{}", Class::ApiChanged),
        (r#"{"tickets":{"a":1}}"#, Class::ApiChanged),
        (r#"{"tickets":"none"}"#, Class::ApiChanged),
        (r"[]", Class::Unavailable),
    ] {
        let fake = Fake::start(move |_, _| body).await;
        let error = walk(&mut fake.client().pages(Module::Tickets, None, None))
            .await
            .unwrap_err();
        assert_eq!(error.class(), class, "{body}");
    }
    let fake = Fake::start(|_, _| r#"{"tickets":null}"#).await;
    assert!(
        walk(&mut fake.client().pages(Module::Tickets, None, None))
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_page_in_hand_outlives_the_call_for_the_next() {
    let fake = Fake::start(|_, seen| search(seen, "conversations", 300)).await;
    let mut pager = fake.client().pages(Module::Conversations, None, None);
    let first = pager.next(&never()).await.unwrap().unwrap();
    let decoding = tokio::task::spawn_blocking(move || decode(Module::Conversations, first.rows.as_str()));
    let second = pager.next(&never()).await.unwrap().unwrap();
    assert_eq!(decoding.await.unwrap().rows.num_rows(), 150);
    assert_eq!(decode(Module::Conversations, second.rows.as_str()).rows.num_rows(), 150);
    assert!(pager.next(&never()).await.unwrap().is_none());
}

#[tokio::test]
async fn no_connection_in_the_first_page_of_a_scroll_is_no_lost_scroll() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = client(&address, quick())
        .pages(Module::Companies, None, None)
        .next(&never())
        .await
        .unwrap_err();
    assert_eq!(error.class(), Class::Network(NetworkKind::Refused));
}
