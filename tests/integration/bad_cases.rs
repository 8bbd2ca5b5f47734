//! What Intercom and the network can do to a sync. Each case is answered in words, and nothing that was stored is lost.

use std::net::TcpListener;
use std::time::Duration;

use futures::StreamExt;
use interlens::api::wire::{
    Advice, AuditQuery, ConnectRequest, Event, Health, Run, RunStatus, SourceState, SyncRequest,
};
use interlens::api::{Client, ClientError};
use interlens::catalog::Module;
use interlens::intercom::TokenSource;
use interlens::sandbox::{Fault, SandboxConfig};
use secrecy::SecretString;

use crate::harness::{House, TOKEN, assert_module_equal, sync, table};
use crate::program::{HANGS, assert_complete, run};

/// Enough for two pages of conversations and of contacts.
const CONVERSATIONS: u32 = 300;

fn faults(house: &House, faults: &[&str]) {
    for fault in faults {
        house.sandbox.world().inject(fault.parse::<Fault>().unwrap());
    }
}

/// A workspace that has been synced once, and in which things have happened since.
async fn synced_and_changed() -> House {
    let house = House::connected(CONVERSATIONS).await;
    assert_eq!(house.sync().await.status, RunStatus::Success);
    let world = house.sandbox.world();
    world.advance(Duration::from_hours(1));
    for module in [Module::Conversations, Module::Contacts, Module::Tickets] {
        world.mutate(module, 5).unwrap();
    }
    house
}

/// How many rows each module has.
async fn counts(client: &Client) -> Vec<(Module, u64)> {
    let status = client.status().await.unwrap();
    let modules = status.sources[0].modules.iter();
    modules.map(|module| (module.module, module.rows)).collect()
}

async fn problem(client: &Client) -> (SourceState, Option<Advice>, Health) {
    let status = client.status().await.unwrap();
    let source = &status.sources[0];
    (source.state, source.problem.clone(), status.health)
}

/// The reason of a run that failed.
fn reason(run: &Run) -> Advice {
    assert_eq!(run.status, RunStatus::Failed, "{run:#?}");
    let reason = run.reason.clone().expect("a run that failed has a reason");
    assert_complete(&reason);
    reason
}

fn refusal(error: ClientError) -> (String, Advice) {
    let ClientError::Refused(refusal) = error else {
        panic!("{error:?}");
    };
    assert_complete(&refusal.error);
    (refusal.code, refusal.error)
}

/// Connects with another token than the workspace's.
async fn connect_with(house: &House, token: TokenSource, base_url: String) -> ClientError {
    let request = ConnectRequest {
        name: "other".to_owned(),
        base_url,
        token,
        modules: Vec::new(),
        time_zone: None,
        plan: interlens::catalog::Plan::default(),
        sync: true,
    };
    house.engine.client.connect_source(&request).await.unwrap_err()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_not_there_or_not_accepted_connects_nothing() {
    let house = House::build(SandboxConfig::default()).await;
    let folder = house.folder.path();
    let absent = folder.join("absent.token");
    let (code, advice) =
        refusal(connect_with(&house, TokenSource::File { path: absent.clone() }, house.sandbox.url()).await);
    assert_eq!(code, "token");
    assert!(advice.why.contains(absent.to_str().unwrap()), "{advice:?}");

    let wrong = folder.join("wrong.token");
    interlens::intercom::token::store(&wrong, &SecretString::from("not-the-token-8812")).unwrap();
    let (code, advice) =
        refusal(connect_with(&house, TokenSource::File { path: wrong.clone() }, house.sandbox.url()).await);
    assert_eq!(code, "intercom");
    assert!(advice.to_string().contains("401"), "{advice:?}");
    assert!(!advice.to_string().contains("not-the-token-8812"), "{advice:?}");

    let nobody = run(folder, &["connect", "--yes", "--base-url", &house.sandbox.url()]).await;
    let advice = nobody.refused(3);
    assert!(advice.next.contains("--token-file"), "{advice:?}");
    let url = house.sandbox.url();
    let refused = run(
        folder,
        &[
            "connect",
            "--yes",
            "--base-url",
            &url,
            "--token-file",
            wrong.to_str().unwrap(),
        ],
    )
    .await;
    assert!(refused.refused(2).why.contains("401"));
    let region = run(folder, &["connect", "--yes", "--region", "mars"]).await.refused(3);
    assert!(
        region.to_string().contains("mars") && region.next.contains("eu"),
        "{region:?}"
    );

    assert!(house.engine.client.status().await.unwrap().sources.is_empty());
    assert!(
        house
            .engine
            .client
            .audit(&AuditQuery::default())
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_may_not_say_whose_it_is_connects_all_the_same() {
    let house = House::build(SandboxConfig {
        conversations: CONVERSATIONS,
        ..SandboxConfig::default()
    })
    .await;
    faults(&house, &["403:me"]);
    let connected = house.connect(&[]).await.unwrap();
    assert_eq!((connected.account, connected.workspace_id), (None, None));
    assert_eq!(house.sync().await.status, RunStatus::Success);
    house.assert_equal().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_at_the_address_is_told_by_its_address() {
    let house = House::build(SandboxConfig::default()).await;
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let token = TokenSource::File {
        path: house.folder.path().join("token"),
    };
    let (code, advice) = refusal(connect_with(&house, token, format!("http://{address}")).await);
    assert_eq!(code, "intercom");
    assert!(advice.what.contains("refuses the connection"), "{advice:?}");
    assert!(advice.why.contains(&address.port().to_string()), "{advice:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_that_goes_away_leaves_what_was_stored() {
    let house = synced_and_changed().await;
    let before = counts(&house.engine.client).await;
    let House {
        sandbox,
        folder,
        engine,
    } = house;
    sandbox.stop().await;
    let run = sync(&engine.client, &[]).await;
    let reason = reason(&run);
    assert!(reason.what.contains("refuses the connection"), "{reason:?}");
    let (state, told, health) = problem(&engine.client).await;
    // Not paused: the network heals by itself, and the next sync of the schedule finds out.
    assert_eq!(
        (state, told, health),
        (SourceState::Failed, Some(reason), Health::Failed)
    );
    assert_eq!(counts(&engine.client).await, before);
    engine.close().await;
    drop(folder);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_revoked_in_mid_run_pauses_and_keeps_what_came() {
    let house = synced_and_changed().await;
    let before = counts(&house.engine.client).await;
    faults(&house, &["revoked:conversations/search"]);
    let run = house.sync().await;
    let reason = reason(&run);
    assert!(reason.what.contains("does not accept the access token"), "{reason:?}");
    assert!(reason.next.contains("token"), "{reason:?}");
    let (state, told, health) = problem(&house.engine.client).await;
    assert_eq!(
        (state, told, health),
        (SourceState::Paused, Some(reason), Health::Failed)
    );
    for ((module, now), (_, before)) in counts(&house.engine.client).await.into_iter().zip(before) {
        assert!(now >= before, "{module}: {before} rows before, {now} now");
    }

    let status = run_status(&house).await;
    assert_eq!(status.code, 2, "{status:?}");
    assert!(
        status.out.contains("paused") && status.out.contains("re-authenticate"),
        "{status:?}"
    );

    // A token that is good again: one sync makes up for everything.
    house.sandbox.world().clear_faults();
    assert_eq!(house.sync().await.status, RunStatus::Success);
    house.assert_equal().await;
    let (state, told, health) = problem(&house.engine.client).await;
    assert_eq!((state, told, health), (SourceState::Synced, None, Health::Fine));
    assert_eq!(run_status(&house).await.code, 0);
}

async fn run_status(house: &House) -> crate::program::Answer {
    run(house.folder.path(), &["status"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permission_that_is_missing_stops_its_module_alone() {
    let house = House::connected(CONVERSATIONS).await;
    faults(&house, &["403:tickets/search"]);
    let run = house.sync().await;
    let reason = reason(&run);
    assert!(reason.what.contains("Tickets"), "{reason:?}");
    assert!(reason.next.contains(Module::Tickets.permission()), "{reason:?}");
    for part in &run.modules {
        let expected = if part.module == Module::Tickets {
            RunStatus::Failed
        } else {
            RunStatus::Success
        };
        assert_eq!(part.status, expected, "{part:#?}");
    }
    let status = house.engine.client.status().await.unwrap();
    assert_eq!(status.sources[0].state, SourceState::Failed);
    for module in &status.sources[0].modules {
        assert_eq!(module.problem.is_some(), module.module == Module::Tickets, "{module:?}");
        if module.module != Module::Tickets {
            assert_module_equal(&house.engine.client, &house.sandbox, module.module).await;
        }
    }
    assert!(table(&house.engine.client, Module::Tickets).await.is_empty());

    house.sandbox.world().clear_faults();
    assert_eq!(house.sync().await.status, RunStatus::Success);
    house.assert_equal().await;
}

/// Each on a route of its own, so that all of them happen in one sync: a login page in place of JSON, half of the JSON,
/// a connection cut in mid-page and one closed before the answer, nothing at all, a gateway's page, an overload, a rate
/// limit that says how long, and a walk through the companies that is lost.
#[tokio::test(flavor = "multi_thread")]
async fn answers_that_are_none_are_asked_for_again() {
    let house = House::connected(CONVERSATIONS).await;
    let injected = [
        "html200:contacts/search:1",
        "truncated:conversations/search:1",
        "cut:conversations/search:1",
        "429-retry-after:tickets/search:1",
        "empty200:articles:1",
        "reset:teams:1",
        "502:admins:1",
        "503:help_center/collections:1",
        "scroll500:companies/scroll:1",
    ];
    faults(&house, &injected);
    let run = house.sync().await;
    assert_eq!(run.status, RunStatus::Success, "{run:#?}");
    let left = house.sandbox.world().faults();
    assert!(left.is_empty(), "never happened: {left:?}");
    house.assert_equal().await;
    assert_eq!(
        problem(&house.engine.client).await,
        (SourceState::Synced, None, Health::Fine)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_for_another_scroll_can_be_cancelled() {
    let house = synced_and_changed().await;
    let before = table(&house.engine.client, Module::Companies).await;
    faults(&house, &["scroll_exists"]);
    house.sandbox.world().forget_requests();
    let client = &house.engine.client;
    let mut events = Box::pin(client.events().await.unwrap());
    let request = SyncRequest {
        modules: vec![Module::Companies],
    };
    let started = client.sync(1, &request).await.unwrap();
    let ended = tokio::time::timeout(HANGS, async {
        let mut cancelled = false;
        loop {
            // The wait is a minute long; that it has begun is seen from the first answer.
            if !cancelled && house.sandbox.world().requests().contains_key("companies/scroll") {
                cancelled = client.cancel(1).await.unwrap();
            }
            if let Ok(event) = tokio::time::timeout(Duration::from_millis(20), events.next()).await {
                match event.unwrap().unwrap() {
                    Event::RunEnded { run } if run.id == started.run => break run,
                    _ => {}
                }
            }
        }
    })
    .await
    .expect("a wait can be cancelled");
    assert_eq!(ended.status, RunStatus::Cancelled);
    assert_eq!(table(client, Module::Companies).await, before);
    assert_eq!(problem(client).await.2, Health::Degraded);
    assert_eq!(run_status(&house).await.code, 1);

    house.sandbox.world().clear_faults();
    assert_eq!(house.sync().await.status, RunStatus::Success);
    house.assert_equal().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_condition_that_would_do_more_than_choose_rows_is_refused() {
    let house = House::connected(CONVERSATIONS).await;
    house.sync().await;
    let secret = house.folder.path().join("token");
    let hostile = [
        "1=1; DROP TABLE \"Conversations\"".to_owned(),
        "\"State\" = 'open' UNION SELECT 1".to_owned(),
        format!("EXISTS (SELECT 1 FROM '{}')", secret.display()),
        format!("COPY (SELECT 1) TO '{}'", house.folder.path().join("out.csv").display()),
        "(SELECT count(*) FROM \"Contacts\") > 0".to_owned(),
        "generate_series(1, 1000000000000) IS NULL".to_owned(),
        "repeat('x', 2000000000) = 'x'".to_owned(),
        "\"Stat\" = 'open'".to_owned(),
        "((((".to_owned(),
    ];
    for condition in &hostile {
        let answer = run(house.folder.path(), &["table", "conversations", "--where", condition]).await;
        assert_eq!(answer.out, "", "{condition}");
        answer.refused(3);
    }
    assert!(!house.folder.path().join("out.csv").exists());
    assert!(std::fs::read_to_string(secret).unwrap().contains(TOKEN));
    house.assert_equal().await;
}
