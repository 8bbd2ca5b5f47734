//! What is stored equals what the workspace holds: after a first sync, after changes, and after deletions where a module
//! is read whole.

use std::time::Duration;

use interlens::api::wire::{RunStatus, Trigger};
use interlens::catalog::Module;
use interlens::sandbox::SandboxConfig;

use crate::harness::{House, assert_module_equal, sync, table};

#[tokio::test(flavor = "multi_thread")]
async fn a_first_sync_stores_every_record_and_every_field() {
    let house = House::connected(2_000).await;
    let run = house.sync().await;
    assert_eq!(run.status, RunStatus::Success, "{run:#?}");
    assert_eq!(run.trigger, Trigger::First);
    assert_eq!(run.modules.len(), 11);
    for part in &run.modules {
        let count = house.sandbox.world().count(part.module);
        assert_eq!((part.rows.inserted, part.rows.skipped), (count, 0), "{part:?}");
    }
    house.assert_equal().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_changes_an_incremental_sync_makes_them_equal_again_with_few_calls() {
    let house = House::connected(2_000).await;
    house.sync().await;
    let world = house.sandbox.world();
    world.advance(Duration::from_hours(1));
    for module in Module::ALL.into_iter().filter(|module| module.derived_from().is_none()) {
        world.mutate(module, 5).unwrap();
    }
    world.forget_requests();
    let run = house.sync().await;
    assert_eq!(run.status, RunStatus::Success, "{run:#?}");
    house.assert_equal().await;
    // 1,200 contacts, 120 companies, 2,000 conversations, 240 tickets: a full read would be some 30 calls.
    let requests = world.requests();
    assert_eq!(requests.values().sum::<u64>(), run.calls);
    assert!(run.calls <= 13, "{requests:?}");
    let conversations = run
        .modules
        .iter()
        .find(|part| part.module == Module::Conversations)
        .unwrap();
    assert!(conversations.rows.received < 200, "{conversations:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_with_nothing_new_reads_little_and_changes_nothing() {
    let house = House::connected(400).await;
    house.sync().await;
    // The workspace stands still, and is an hour older than its newest change.
    house.sandbox.world().advance(Duration::from_secs(1));
    house.sync().await;
    let before = house.engine.client.status().await.unwrap().engine.record_bytes;
    house.sandbox.world().forget_requests();
    let run = house.sync().await;
    assert_eq!(run.status, RunStatus::Success);
    assert_eq!(
        (run.rows.inserted, run.rows.updated, run.rows.deleted),
        (0, 0, 0),
        "{:#?}",
        run.modules
    );
    assert!(run.calls <= 10, "{:?}", house.sandbox.world().requests());
    assert_eq!(house.engine.client.status().await.unwrap().engine.record_bytes, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_from_a_module_that_is_read_whole_goes_here_too() {
    let house = House::connected(600).await;
    house.sync().await;
    let world = house.sandbox.world();
    world.advance(Duration::from_mins(1));
    for module in [Module::Companies, Module::Articles] {
        world.delete(module, 4).unwrap();
    }
    house.sync().await;
    for module in [
        Module::Companies,
        Module::Articles,
        Module::Admins,
        Module::Teams,
        Module::TeamVsAdmin,
    ] {
        assert_module_equal(&house.engine.client, &house.sandbox, module).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_module_alone_leaves_the_others_as_they_are() {
    let house = House::connected(300).await;
    let run = sync(&house.engine.client, &[Module::TeamVsAdmin]).await;
    assert_eq!(run.status, RunStatus::Success);
    assert_eq!(
        run.modules.iter().map(|part| part.module).collect::<Vec<_>>(),
        [Module::TeamVsAdmin]
    );
    assert_module_equal(&house.engine.client, &house.sandbox, Module::TeamVsAdmin).await;
    assert!(table(&house.engine.client, Module::Teams).await.is_empty());
    // The parent that is synced later is not taken for up to date because its child is.
    house.sync().await;
    house.assert_equal().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_is_closed_and_opened_again_has_everything() {
    let mut house = House::connected(300).await;
    house.sync().await;
    house.engine.close().await;
    house.engine = crate::harness::Engine::open(house.folder.path()).await;
    house.assert_equal().await;
    let status = house.engine.client.status().await.unwrap();
    assert_eq!(status.sources[0].last_run.as_ref().unwrap().status, RunStatus::Success);
    let runs = house.engine.client.runs(None, 10).await.unwrap();
    assert_eq!(runs.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_that_changes_while_it_is_read_is_equal_in_the_end() {
    let house = House::build(SandboxConfig {
        conversations: 1_500,
        ..SandboxConfig::default()
    })
    .await;
    house.connect(&[]).await.unwrap();
    let world = house.sandbox.world();
    let client = house.engine.client.clone();
    let reading = tokio::spawn(async move { sync(&client, &[]).await });
    let mut calls = 0;
    while !reading.is_finished() {
        let now = world.requests().values().sum::<u64>();
        if now > calls {
            calls = now;
            world.advance(Duration::from_secs(30));
            world.mutate(Module::Conversations, 3).unwrap();
            world.mutate(Module::Contacts, 2).unwrap();
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(reading.await.unwrap().status, RunStatus::Success);
    house.sync().await;
    house.assert_equal().await;
}

/// `cargo test --release --test integration -- --ignored two_hundred_thousand`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes a minute in release mode"]
async fn two_hundred_thousand_conversations_are_stored_field_by_field() {
    let house = House::connected(200_000).await;
    let run = house.sync().await;
    assert_eq!(run.status, RunStatus::Success, "{run:#?}");
    house.assert_equal().await;
    house.sandbox.world().advance(Duration::from_hours(2));
    house.sandbox.world().mutate(Module::Conversations, 1_000).unwrap();
    let run = house.sync().await;
    assert!(run.calls < 900, "{run:#?}");
    house.assert_equal().await;
}
