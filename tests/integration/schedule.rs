//! Syncs that nobody asks for: one after another, told beforehand, and none where somebody has to act first.

use std::time::Duration;

use chrono::TimeDelta;
use futures::{Stream, StreamExt};
use interlens::api::server::{ServeOptions, serve};
use interlens::api::wire::{ConnectRequest, Event, Run, RunStatus, SourceState, Trigger};
use interlens::api::{Client, ClientError};
use interlens::engine::Home;
use interlens::intercom::{TokenSource, token};
use interlens::sandbox::{Sandbox, SandboxConfig};
use secrecy::SecretString;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::harness::TOKEN;
use crate::program::HANGS;

const EVERY: Duration = Duration::from_millis(100);

async fn next_run(events: &mut (impl Stream<Item = Result<Event, ClientError>> + Unpin)) -> Run {
    timeout(HANGS, async {
        loop {
            if let Event::RunEnded { run } = events.next().await.unwrap().unwrap() {
                return *run;
            }
        }
    })
    .await
    .expect("a sync comes by itself")
}

#[tokio::test(flavor = "multi_thread")]
async fn syncs_follow_one_another_until_somebody_has_to_act() {
    let config = SandboxConfig {
        conversations: 50,
        token: Some(SecretString::from(TOKEN)),
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config, "127.0.0.1:0".parse().unwrap()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    token::store(&path, &SecretString::from(TOKEN)).unwrap();
    let home = Home::at(folder.path());
    let (ready, is_ready) = oneshot::channel();
    let (end, ended) = oneshot::channel::<()>();
    let options = ServeOptions {
        home: home.clone(),
        demo: false,
        every: Some(EVERY),
        stay: true,
    };
    let served = tokio::spawn(serve(options, ready, async move {
        let _ = ended.await;
    }));
    is_ready.await.unwrap();
    let (client, _) = Client::connect(&home.socket()).await.unwrap();
    let mut events = Box::pin(client.events().await.unwrap());
    let request = ConnectRequest {
        name: "test".to_owned(),
        base_url: sandbox.url(),
        token: TokenSource::File { path },
        modules: Vec::new(),
        time_zone: None,
        plan: interlens::catalog::Plan::default(),
        sync: false,
    };
    client.connect_source(&request).await.unwrap();

    let first = next_run(&mut events).await;
    let second = next_run(&mut events).await;
    for run in [&first, &second] {
        assert_eq!(
            (run.status, run.trigger),
            (RunStatus::Success, Trigger::Schedule),
            "{run:#?}"
        );
    }
    // The pause is one between syncs, not between their beginnings.
    assert!(second.started_at >= first.ended_at.unwrap() + TimeDelta::from_std(EVERY).unwrap());

    sandbox.world().inject("revoked".parse().unwrap());
    let refused = loop {
        let run = next_run(&mut events).await;
        if run.status != RunStatus::Success {
            break run;
        }
    };
    assert_eq!(refused.status, RunStatus::Failed);
    let status = client.status().await.unwrap();
    assert_eq!(status.sources[0].state, SourceState::Paused);
    assert_eq!(
        status.sources[0].next_sync_at, None,
        "nothing is planned while somebody has to act"
    );
    sandbox.world().forget_requests();
    tokio::time::sleep(5 * EVERY).await;
    assert!(sandbox.world().requests().is_empty());

    drop(end);
    served.await.unwrap().unwrap();
}
