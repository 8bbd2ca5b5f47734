//! Values of the wire for tests: a workspace of which everything is known.

use chrono::{DateTime, TimeZone, Utc};

use crate::api::wire::{
    Action, AuditEntry, Day, EngineStatus, Health, ModuleRun, ModuleStatus, Progress, Role, RowCounts, Run, RunStatus,
    SourceState, SourceStatus, Status, Trigger, Wait,
};
use crate::catalog::{Module, Plan};
use crate::text::Advice;

/// A moment: so many seconds after 2026-11-22 13:00 UTC, which is 14:00 in Berlin.
pub(super) fn at(seconds: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 13, 0, 0).unwrap() + chrono::TimeDelta::seconds(seconds)
}

/// A run that ended after 4 min 12 s.
pub(super) fn run(id: u64, status: RunStatus) -> Run {
    let rows = RowCounts {
        received: 12_480,
        inserted: 400,
        updated: 80,
        unchanged: 12_000,
        deleted: 3,
        skipped: 1,
    };
    Run {
        id,
        source: 1,
        trigger: Trigger::SyncNow,
        by: Some("zoe".to_owned()),
        started_at: at(0),
        ended_at: Some(at(252)),
        status,
        calls: 131,
        rows,
        modules: vec![
            ModuleRun {
                status,
                rows,
                pages: 84,
                total: Some(12_480),
                ..ModuleRun::waiting(Module::Conversations)
            },
            ModuleRun {
                problems: 2,
                examples: vec!["\"Size\" of company 7 is \x1b[31mtext".to_owned()],
                ..ModuleRun::waiting(Module::Companies)
            },
        ],
        reason: (status == RunStatus::Failed).then(|| {
            Advice::new(
                "Conversations could not be read.",
                "Intercom answered 503.",
                "Run `interlens sync` later.",
            )
        }),
    }
}

/// One data source that is fine.
pub(super) fn status() -> Status {
    Status {
        health: Health::Fine,
        engine: EngineStatus {
            version: "0.1.0".to_owned(),
            pid: 4242,
            started_at: at(-11_100),
            demo: false,
            clients: 2,
            file_bytes: 12_400_000,
            record_bytes: 8_100_000,
        },
        sources: vec![source()],
    }
}

/// A data source that is fine.
pub(super) fn source() -> SourceStatus {
    SourceStatus {
        id: 1,
        name: "Acme Support".to_owned(),
        account: Some("Acme \u{202e}Inc.".to_owned()),
        workspace_id: Some("abc123".to_owned()),
        host: "api.eu.intercom.io".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        state: SourceState::Synced,
        problem: None,
        progress: None,
        last_run: Some(run(6, RunStatus::Success)),
        last_success_at: Some(at(252)),
        next_sync_at: Some(at(3600)),
        schedule: "every hour".to_owned(),
        plan: Plan::Enterprise,
        rows: 12_520,
        modules: vec![
            ModuleStatus {
                module: Module::Companies,
                rows: 40,
                status: None,
                last_success_at: None,
                problem: None,
            },
            ModuleStatus {
                module: Module::Conversations,
                rows: 12_480,
                status: Some(RunStatus::Success),
                last_success_at: Some(at(252)),
                problem: None,
            },
        ],
    }
}

/// The same data source in the middle of a sync.
pub(super) fn syncing(id: u64, received: u64) -> Status {
    let mut status = status();
    let mut run = run(id, RunStatus::Running);
    run.ended_at = None;
    run.rows = RowCounts {
        received,
        ..RowCounts::default()
    };
    for module in &mut run.modules {
        module.rows = RowCounts::default();
    }
    if let Some(first) = run.modules.first_mut() {
        first.rows.received = received;
    }
    status.sources[0].state = SourceState::Syncing;
    status.sources[0].progress = Some(Progress {
        run,
        rows_per_second: 1240.4,
        calls_left: Some(820),
        calls_limit: Some(1000),
        waiting: None,
        seconds_left: Some(75),
    });
    status
}

/// The same, held up by the rate limit.
pub(super) fn waiting(id: u64, received: u64) -> Status {
    let mut status = syncing(id, received);
    if let Some(progress) = status.sources[0].progress.as_mut() {
        progress.waiting = Some(Wait {
            seconds: 8,
            reason: "rate limit".to_owned(),
        });
    }
    status
}

/// A data source that is paused, with the reason.
pub(super) fn paused() -> Status {
    let mut status = status();
    status.health = Health::Failed;
    let source = &mut status.sources[0];
    source.state = SourceState::Paused;
    source.problem = Some(Advice::new(
        "The access token was refused.",
        "Intercom answered 401.",
        "Connect again with a new token.",
    ));
    source.last_run = Some(run(6, RunStatus::Failed));
    source.next_sync_at = None;
    status
}

/// Two entries of the audit history.
pub(super) fn audit() -> Vec<AuditEntry> {
    vec![
        AuditEntry {
            id: 2,
            at: at(60),
            who: None,
            role: None,
            action: Action::PlanDowngrade,
            source: Some((1, "Acme Support".to_owned())),
            what: "the schedule was moved to what the plan allows".to_owned(),
            before: Some("every hour".to_owned()),
            after: Some("every 3 hours".to_owned()),
        },
        AuditEntry {
            id: 1,
            at: at(0),
            who: Some("zoe".to_owned()),
            role: Some(Role::AccountAdmin),
            action: Action::Create,
            source: Some((1, "Acme Support".to_owned())),
            what: "connected\x1b]0;x\x07".to_owned(),
            before: None,
            after: None,
        },
    ]
}

/// Sixteen days that end with today, of which one was bad, one was stopped, and today's sync runs.
pub(super) fn days() -> Vec<Day> {
    let mut days: Vec<Day> = chrono::NaiveDate::from_ymd_opt(2026, 11, 7)
        .unwrap()
        .iter_days()
        .take(16)
        .map(Day::empty)
        .collect();
    for (at, day) in days.iter_mut().enumerate().skip(2) {
        day.succeeded = 24;
        day.failed = u32::from(at == 9);
        day.stopped = 2 * u32::from(at == 12);
        day.running = at == 15;
    }
    days
}
