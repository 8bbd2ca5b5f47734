//! What happened, asked for through the door: days, runs, notifications, and the audit history.

use chrono::Utc;
use interlens::api::ClientError;
use interlens::api::wire::{Action, AuditQuery, RunStatus, Trigger};
use interlens::catalog::Module;
use interlens::sandbox::SandboxConfig;

use crate::harness::{House, sync};

fn refused(error: ClientError) -> (String, String) {
    match error {
        ClientError::Refused(refusal) => (refusal.code, refusal.error.to_string()),
        other => panic!("{other}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_can_be_asked_for() {
    let house = House::build(SandboxConfig {
        conversations: 20,
        ..SandboxConfig::default()
    })
    .await;
    house.connect(&[Module::Teams, Module::Admins]).await.unwrap();
    let client = &house.engine.client;
    let empty = client.days(None, 45).await.unwrap();
    assert_eq!(empty.len(), 45);
    assert!(empty.iter().all(|day| day.syncs() == 0));
    assert!(empty.windows(2).all(|pair| pair[0].day.succ_opt() == Some(pair[1].day)));

    let first = house.sync().await;
    let second = sync(client, &[Module::Teams]).await;
    assert_eq!((first.status, second.status), (RunStatus::Success, RunStatus::Success));
    assert_eq!(first.trigger, Trigger::First);

    let zone: chrono_tz::Tz = client.status().await.unwrap().sources[0].time_zone.parse().unwrap();
    let days = client.days(Some(1), 2).await.unwrap();
    assert_eq!(days.iter().map(|day| day.succeeded).sum::<u32>(), 2);
    let day = first.started_at.with_timezone(&zone).date_naive();
    let runs = client.runs_of(None, day).await.unwrap();
    assert!(runs.contains(&first));
    assert!(runs.windows(2).all(|pair| pair[0].id > pair[1].id));
    assert_eq!(client.run(first.id).await.unwrap(), first);
    let far = Utc::now().date_naive() - chrono::Days::new(400);
    assert!(client.runs_of(None, far).await.unwrap().is_empty());

    let told = client.notifications(10).await.unwrap();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(!told[0].bad && told[0].run == first.id && told[0].source == (1, "test".to_owned()));

    let all = client.audit(&AuditQuery::default()).await.unwrap();
    assert!(all.windows(2).all(|pair| pair[0].id > pair[1].id));
    let query = AuditQuery {
        action: Some(Action::SyncNow),
        days: Some(1),
        source: Some(1),
        search: Some(format!("RUN {}", second.id)),
        ..AuditQuery::default()
    };
    let found = client.audit(&query).await.unwrap();
    assert_eq!(found.len(), 1, "{all:?}");
    assert!(all.contains(&found[0]) && query.matches(&found[0]));
    let nobody = AuditQuery {
        who: Some("system".to_owned()),
        ..AuditQuery::default()
    };
    assert!(client.audit(&nobody).await.unwrap().is_empty());

    for (code, error) in [
        refused(client.run(999).await.unwrap_err()),
        refused(client.days(Some(7), 45).await.unwrap_err()),
    ] {
        assert_eq!(code, "not_found", "{error}");
    }
    let (code, words) = refused(client.days(None, 0).await.unwrap_err());
    assert_eq!(code, "invalid");
    assert!(words.contains("between 1 and"), "{words}");
    house.engine.close().await;
}
