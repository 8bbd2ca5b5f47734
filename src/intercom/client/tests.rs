use std::io::Write;
use std::sync::Mutex as StdMutex;

use tokio::net::TcpListener;

use super::super::fake::{CANARY, Fake, client, cut_off, gzip_of_zeros, quick, refusal, reply};
use super::*;
use crate::catalog::Module;
use crate::intercom::{PageRequest, RawPage};

fn never() -> CancellationToken {
    CancellationToken::new()
}

async fn me(fake: &Fake) -> Result<Me, Error> {
    fake.client().me(&never()).await
}

/// Fetches a page of a module that takes one call for each try.
async fn page(client: &Client, module: Module) -> Result<RawPage, Error> {
    client.fetch(&PageRequest::first(module, None), &never()).await
}

fn is_told_well(error: &Error) {
    let advice = error.advice();
    for part in [
        &advice.what,
        &advice.why,
        &advice.next,
        &error.to_string(),
        &format!("{error:?}"),
    ] {
        assert!(!part.is_empty() && !part.contains("ICTEST"), "{part}");
    }
}

#[tokio::test]
async fn a_call_says_who_it_is_and_what_it_wants() {
    let fake = Fake::start(|_, _| r#"{"id":"1","app":{"id_code":"abc"}}"#).await;
    assert_eq!(me(&fake).await.unwrap().workspace_id.as_deref(), Some("abc"));
    let [seen] = fake.seen().try_into().unwrap();
    assert_eq!((seen.method.as_str(), seen.target.as_str()), ("GET", "/me"));
    assert_eq!(seen.header("authorization"), format!("Bearer {CANARY}"));
    assert_eq!(seen.header("intercom-version"), "2.16");
    assert_eq!(seen.header("accept"), "application/json");
    assert_eq!(
        seen.header("user-agent"),
        concat!("interlens/", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(seen.header("accept-encoding"), "gzip");
}

#[tokio::test]
async fn every_refusal_has_its_class_and_its_number_of_tries() {
    let table = [
        (401, "unauthorized", Class::Unauthorized, 1),
        (403, "forbidden", Class::Forbidden, 1),
        (402, "payment_required", Class::Forbidden, 1),
        (404, "not_found", Class::NotFound, 1),
        (400, "intercom_version_invalid", Class::ApiChanged, 1),
        (429, "rate_limit_exceeded", Class::RateLimited, 8),
        (503, "service_unavailable", Class::Unavailable, 8),
        (400, "scroll_exists", Class::ScrollBusy, 4),
    ];
    for (status, code, class, tries) in table {
        let fake = Fake::start(move |_, _| refusal(status, code, "as the test says")).await;
        let error = page(&fake.client(), Module::Companies).await.unwrap_err();
        assert_eq!((error.class(), fake.count()), (class, tries), "{status} {code}");
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.code().map(|code| code.as_str().to_owned()).as_deref(), Some(code));
        assert_eq!(
            error.request_id().map(|id| id.as_str().to_owned()).as_deref(),
            Some("req-1")
        );
        assert_eq!(error.module(), Some(Module::Companies));
        is_told_well(&error);
    }
}

#[tokio::test]
async fn broken_answers_are_asked_for_again() {
    let kinds: [fn() -> axum::response::Response; 6] = [
        || reply(200, ""),
        || reply(200, "<html>gateway</html>"),
        || reply(200, r#"{"type":"list","admins":[{"id":"#),
        || reply(200, vec![0x7b, 0xff, 0xfe]),
        || reply(502, "<html><h1>Bad Gateway</h1></html>"),
        || cut_off(r#"{"admins":["#),
    ];
    for kind in kinds {
        let fake = Fake::start(move |number, _| {
            if number < 2 {
                kind()
            } else {
                reply(200, r#"{"admins":[]}"#)
            }
        })
        .await;
        let page = page(&fake.client(), Module::Admins).await.unwrap();
        assert_eq!(page.calls, 3);

        let fake = Fake::start(move |_, _| kind()).await;
        let error = self::page(&fake.client(), Module::Admins).await.unwrap_err();
        assert_eq!((error.class(), fake.count()), (Class::Unavailable, 8));
        assert!(error.is_retryable());
        is_told_well(&error);
    }
}

#[tokio::test]
async fn a_limit_that_ends_is_waited_out() {
    let fake = Fake::start(|number, _| {
        if number < 3 {
            refusal(429, "rate_limit_exceeded", "Exceeded")
        } else {
            reply(200, r#"{"teams":[]}"#)
        }
    })
    .await;
    let client = fake.client();
    assert_eq!(page(&client, Module::Teams).await.unwrap().calls, 4);
    assert_eq!(client.usage().calls, 4);
}

#[tokio::test]
async fn redirects_are_not_followed_and_nobody_else_is_told() {
    let stranger = Fake::start(|_, _| "{}").await;
    for status in [301, 302, 303, 307, 308] {
        for path in ["/me", "/steal?with=everything"] {
            let target = format!("{}{path}", stranger.address);
            let fake = Fake::start(move |_, _| {
                let mut response = reply(status, "");
                response.headers_mut().insert("location", target.parse().unwrap());
                response
            })
            .await;
            let error = me(&fake).await.unwrap_err();
            assert_eq!((error.class(), fake.count()), (Class::Redirected, 1));
            is_told_well(&error);
        }
        let fake = Fake::start(move |_, _| {
            let mut response = reply(status, "");
            response.headers_mut().insert("location", "/other".parse().unwrap());
            response
        })
        .await;
        assert_eq!(me(&fake).await.unwrap_err().class(), Class::Redirected);
        assert_eq!(fake.count(), 1);
    }
    assert_eq!(stranger.count(), 0);
}

#[tokio::test]
async fn a_bomb_is_not_unpacked() {
    let bomb = gzip_of_zeros(2_000_000);
    assert!(bomb.len() < 4_000_000, "half a gigabyte in less than four megabytes");
    let fake = Fake::start(move |_, _| {
        let mut response = reply(200, bomb.clone());
        response
            .headers_mut()
            .insert("content-encoding", "gzip".parse().unwrap());
        response
    })
    .await;
    let error = page(&fake.client(), Module::Admins).await.unwrap_err();
    assert_eq!((error.class(), fake.count()), (Class::TooLarge, 1));
    assert!(error.message().contains("33.6 MB"), "{error}");
    is_told_well(&error);
}

#[tokio::test]
async fn an_answer_within_the_bounds_is_unpacked() {
    // Spaces would be JSON; zeros are not, but they arrive whole: the failure is about the JSON, not about the packing.
    let packed = gzip_of_zeros(10);
    let fake = Fake::start(move |_, _| {
        let mut response = reply(200, packed.clone());
        response
            .headers_mut()
            .insert("content-encoding", "gzip".parse().unwrap());
        response
    })
    .await;
    assert_eq!(
        page(&fake.client(), Module::Admins).await.unwrap_err().class(),
        Class::Unavailable
    );
}

#[tokio::test]
async fn an_announced_size_is_believed_when_it_is_too_much() {
    let fake = Fake::start(|_, _| "x".repeat(5000)).await;
    let settings = Settings {
        most_bytes: 4999,
        ..quick()
    };
    let error = page(&client(&fake.address, settings), Module::Admins)
        .await
        .unwrap_err();
    assert_eq!(error.class(), Class::TooLarge);
    let settings = Settings {
        most_bytes: 5000,
        ..quick()
    };
    let error = page(&client(&fake.address, settings), Module::Admins)
        .await
        .unwrap_err();
    assert_eq!(error.class(), Class::Unavailable, "read whole, and then no JSON");
}

#[tokio::test]
async fn depth_without_end_is_an_answer_like_others() {
    let deep = format!(
        "{{\"admins\":[{}{}],\"pages\":{}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000),
        "{\"a\":".repeat(300),
        "1".to_owned() + &"}".repeat(300)
    );
    let fake = Fake::start(move |_, _| deep.clone()).await;
    let page = page(&fake.client(), Module::Admins).await.unwrap();
    assert_eq!(
        crate::intercom::decode(Module::Admins, page.rows.as_str())
            .problems
            .records_left_out,
        1
    );
}

#[tokio::test]
async fn no_connection_has_words_of_its_own() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = page(&client(&address, quick()), Module::Admins).await.unwrap_err();
    assert_eq!(error.class(), Class::Network(NetworkKind::Refused));
    is_told_well(&error);

    // The name is reserved to exist nowhere.
    let error = page(&client("https://intercom.invalid", quick()), Module::Admins)
        .await
        .unwrap_err();
    assert_eq!(error.class(), Class::Network(NetworkKind::Offline), "{error:?}");
    is_told_well(&error);
}

#[tokio::test]
async fn a_server_without_encryption_is_not_talked_to_in_the_clear() {
    let fake = Fake::start(|_, _| "{}").await;
    let address = fake.address.replace("http://", "https://");
    let error = page(&client(&address, quick()), Module::Admins).await.unwrap_err();
    assert_eq!(error.class(), Class::Network(NetworkKind::Tls), "{error:?}");
    assert_eq!(fake.count(), 0);
    is_told_well(&error);
}

#[tokio::test]
async fn a_reset_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let accepted = Arc::new(StdMutex::new(0));
    let count = Arc::clone(&accepted);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            *count.lock().unwrap() += 1;
            socket.set_zero_linger().unwrap();
            drop(socket);
        }
    });
    let error = page(&client(&address, quick()), Module::Admins).await.unwrap_err();
    assert_eq!(error.class(), Class::Unavailable, "{error:?}");
    assert_eq!(*accepted.lock().unwrap(), 8);
    is_told_well(&error);
}

#[tokio::test]
async fn silence_is_not_waited_for_for_ever() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((socket, _)) = listener.accept().await {
            open.push(socket);
        }
    });
    let mut settings = quick();
    settings.timeouts.call = Duration::from_millis(30);
    settings.retry.tries = 2;
    let error = page(&client(&address, settings), Module::Admins).await.unwrap_err();
    assert_eq!(error.class(), Class::Unavailable);
    assert!(error.message().contains("no answer within"), "{error}");
}

#[tokio::test]
async fn waiting_and_asking_can_be_stopped() {
    let cancel = never();
    let stop = cancel.clone();
    let fake = Fake::start(move |_, _| {
        stop.cancel();
        refusal(500, "server_error", "x")
    })
    .await;
    let mut settings = quick();
    settings.retry.base = Duration::from_hours(1);
    settings.retry.cap = Duration::from_hours(1);
    let client = client(&fake.address, settings);
    let error = client
        .fetch(&PageRequest::first(Module::Admins, None), &cancel)
        .await
        .unwrap_err();
    assert_eq!((error.class(), fake.count()), (Class::Cancelled, 1));
    is_told_well(&error);
}

#[tokio::test]
async fn a_refused_token_is_fetched_again_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    std::fs::write(&path, "fresh-token").unwrap();
    let source = TokenSource::Command {
        argv: vec!["cat".to_owned(), path.display().to_string()],
    };
    let fake = Fake::start(|_, seen| {
        if seen.header("authorization") == "Bearer fresh-token" {
            reply(200, r#"{"admins":[]}"#)
        } else {
            refusal(401, "unauthorized", "Access Token Invalid")
        }
    })
    .await;
    let settings = Settings {
        token_source: Some(source),
        ..quick()
    };
    let client = client(&fake.address, settings);
    assert_eq!(page(&client, Module::Admins).await.unwrap().calls, 2);
    assert_eq!(
        page(&client, Module::Admins).await.unwrap().calls,
        1,
        "the new one is kept"
    );

    let refusing = Fake::start(|_, _| refusal(401, "unauthorized", "no")).await;
    let source = TokenSource::Command {
        argv: vec!["echo".to_owned(), CANARY.to_owned()],
    };
    let settings = Settings {
        token_source: Some(source),
        ..quick()
    };
    let error = page(&super::super::fake::client(&refusing.address, settings), Module::Admins)
        .await
        .unwrap_err();
    assert_eq!(
        (error.class(), refusing.count()),
        (Class::Unauthorized, 1),
        "the same token is not tried twice"
    );
    is_told_well(&error);
}

#[derive(Clone, Default)]
struct Log(Arc<StdMutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_token_is_in_no_log_and_no_error() {
    // A server that sends back what it got, as some proxies do.
    let fake = Fake::start(|_, seen| {
        let echo = seen.header("authorization").to_owned();
        refusal(400, "parameter_invalid", &format!("bad header {echo}"))
    })
    .await;
    let client = fake.client();
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let written = || String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    // Whether a line is logged is decided where it is first met, perhaps at this moment by a test beside this one that
    // logs nothing: then it has to be decided again.
    let mut error = page(&client, Module::Conversations).await.unwrap_err();
    for _ in 0..1000 {
        if written().contains("answered") {
            break;
        }
        tracing::callsite::rebuild_interest_cache();
        error = page(&client, Module::Conversations).await.unwrap_err();
    }
    drop(guard);
    assert!(error.message().contains("Bearer (token)"), "{error}");
    is_told_well(&error);
    assert!(!format!("{client:?} {:?}", client.pages(Module::Teams, None, None)).contains("ICTEST"));
    assert!(written().contains("answered"), "something is logged at all");
    assert!(!written().contains("ICTEST"));
}

#[test]
fn what_cannot_be_a_token_is_refused_before_anything_is_sent() {
    for token in ["", "two words", "line\nbreak"] {
        let error = Client::new(
            BaseUrl::of(crate::intercom::Region::Europe),
            SecretString::from(token),
            quick(),
        );
        assert_eq!(error.unwrap_err().class(), Class::Unauthorized);
    }
}
