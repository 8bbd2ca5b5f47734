//! What happened in the invented workspace: 45 days of syncs every hour, some of which failed, who did what in half a
//! year, and a second data source that is paused.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Timelike, Utc};
use ratatui::layout::Size;

use super::{noise, now, source, total};
use crate::api::wire::{
    Action, Advice, AuditEntry, Day, ModuleRun, Plan, Role, RowCounts, Run, RunStatus, SourceState, SourceStatus,
    Trigger,
};
use crate::catalog::Module;
use crate::tui::ask::{Answer, Slot};
use crate::tui::model::Model;
use crate::tui::place::Tab;
use crate::tui::tab::{audit, history};
use crate::tui::theme::Theme;

/// A model with two data sources and everything that the histories show, on a tab.
pub fn model(size: Size, theme: Theme, tab: Tab) -> Model {
    let mut model = super::model(size, theme);
    model.tab = tab;
    if let Some(status) = &mut model.status {
        if let Some(first) = status.sources.first_mut() {
            let last = now() - TimeDelta::seconds(212);
            first.last_run = Some(run(1071, last, RunStatus::Success));
        }
        status.sources.push(second());
    }
    // What is taken in here asks for nothing that a still has to wait for.
    history::update::answer(&mut model, Slot::Days, Ok(Answer::Days(days())));
    let today = days().last().map(|day| day.day).unwrap_or_default();
    history::update::answer(&mut model, Slot::Runs, Ok(Answer::Runs(runs(today))));
    audit::update::answer(&mut model, Slot::Audit, Ok(Answer::Audit(entries())));
    model
}

/// A second data source, whose token was refused.
pub fn second() -> SourceStatus {
    let mut second = source();
    second.id = 2;
    second.name = "Acme EU".to_owned();
    second.account = Some("Acme GmbH".to_owned());
    second.workspace_id = Some("x9k2m4".to_owned());
    second.host = "api.eu.intercom.io".to_owned();
    second.state = SourceState::Paused;
    second.problem = Some(refused());
    second.last_success_at = Some(now() - TimeDelta::hours(26));
    second.next_sync_at = None;
    second.schedule = "every 3 hours".to_owned();
    second.plan = Plan::Standard;
    second.modules.truncate(5);
    for module in &mut second.modules {
        module.last_success_at = second.last_success_at;
        module.status = Some(RunStatus::Failed);
    }
    second.rows = second.modules.iter().map(|module| module.rows).sum();
    second.last_run = Some(run(1068, now() - TimeDelta::hours(25), RunStatus::Failed));
    second
}

fn refused() -> Advice {
    Advice::new(
        "Intercom refused the access token.",
        "It answered 401 unauthorized to GET /me: the token was revoked, or the app was uninstalled.",
        "Make a new token in Intercom's Developer Hub, then give it with `interlens connect --token-file`.",
    )
}

fn unreachable() -> Advice {
    Advice::new(
        "Conversations could not be read.",
        "Intercom answered 503 to POST /conversations/search, five times in 62 s.",
        "Nothing is lost. The next sync goes on from page 212; press s to sync now.",
    )
}

/// The last 45 days, the oldest first: the first sync two days after the beginning, then 24 a day.
pub fn days() -> Vec<Day> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    let first = today.checked_sub_days(Days::new(44)).unwrap_or(today);
    first
        .iter_days()
        .take(45)
        .enumerate()
        .map(|(at, day)| {
            let mut counted = Day::empty(day);
            counted.failed = match at {
                9 => 3,
                23 | 42 => 1,
                30 => 24,
                _ => 0,
            };
            counted.stopped = u32::from(at == 16);
            counted.succeeded = match at {
                0 | 1 => 0,
                2 => 11,
                44 => 14,
                _ => 24 - counted.failed - counted.stopped,
            };
            counted
        })
        .collect()
}

/// The syncs of a day, the newest first.
pub fn runs(day: NaiveDate) -> Vec<Run> {
    let Some(counted) = days().into_iter().find(|other| other.day == day) else {
        return Vec::new();
    };
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(1);
    let days_ago = (now().date_naive() - day).num_days();
    (0..counted.syncs())
        .rev()
        .map(|hour| {
            let started = midnight + TimeDelta::hours(i64::from(hour)) + TimeDelta::seconds(i64::from(hour) * 7 % 40);
            let id = 1071_u64.saturating_sub(days_ago.unsigned_abs() * 24 + u64::from(counted.syncs() - 1 - hour));
            let status = if hour == 3 && counted.failed > 0 {
                RunStatus::Failed
            } else if hour == 5 && counted.stopped > 0 {
                RunStatus::Cancelled
            } else {
                RunStatus::Success
            };
            run(id, started, status)
        })
        .collect()
}

/// A sync that began at a moment and went as it did.
pub fn run(id: u64, started_at: DateTime<Utc>, status: RunStatus) -> Run {
    let failed = status == RunStatus::Failed;
    let modules: Vec<ModuleRun> = Module::ALL.into_iter().map(|module| part(module, id, status)).collect();
    let mut rows = RowCounts::default();
    for part in &modules {
        rows += part.rows;
    }
    let by_hand = started_at.hour() == 8;
    Run {
        id,
        source: 1,
        trigger: if by_hand { Trigger::SyncNow } else { Trigger::Schedule },
        by: by_hand.then(|| "ana".to_owned()),
        started_at,
        ended_at: Some(started_at + TimeDelta::milliseconds(11_400 + (noise(id) * 9_000.0) as i64)),
        status,
        calls: 62 + (noise(id + 7) * 20.0) as u64,
        rows,
        modules,
        reason: failed.then(unreachable),
    }
}

fn part(module: Module, id: u64, status: RunStatus) -> ModuleRun {
    let mut part = ModuleRun::waiting(module);
    let large = total(module) > 1_000;
    let read = if large {
        40 + (noise(id * 31 + total(module)) * 90.0) as u64
    } else {
        total(module)
    };
    part.status = RunStatus::Success;
    part.rows.received = read;
    part.rows.inserted = if large { read / 5 } else { 0 };
    part.rows.updated = if large { read / 3 } else { 0 };
    part.rows.unchanged = read - part.rows.inserted - part.rows.updated;
    part.rows.deleted = u64::from(module == Module::Contacts) * (id % 3);
    part.pages = read.div_ceil(50);
    part.total = (!matches!(module, Module::Admins | Module::Teams | Module::TeamVsAdmin)).then_some(read);
    if module == Module::Companies {
        part.problems = 2;
        part.examples = vec![
            "\"Size\" of company 6543 is a text, \"many\", and not a whole number".to_owned(),
            "\"Monthly Spend\" of company 6551 is a list and not a number".to_owned(),
        ];
    }
    match status {
        RunStatus::Failed if module == Module::Conversations => {
            part.status = RunStatus::Failed;
            part.total = Some(read + 1_240);
            part.reason = Some(unreachable());
        }
        RunStatus::Cancelled if module as u8 > Module::Contacts as u8 => {
            part = ModuleRun {
                status: RunStatus::Cancelled,
                ..ModuleRun::waiting(module)
            }
        }
        _ => {}
    }
    part
}

/// Who did what, the newest first.
pub fn entries() -> Vec<AuditEntry> {
    let acme = || Some((1, "Acme Support".to_owned()));
    let eu = || Some((2, "Acme EU".to_owned()));
    let admin = Some(Role::AccountAdmin);
    let org = Some(Role::OrgAdmin);
    let mut told: Vec<(
        i64,
        Option<&str>,
        Option<Role>,
        Action,
        Option<(u32, String)>,
        String,
        Option<&str>,
        Option<&str>,
    )> = vec![
        (
            2,
            Some("ana"),
            admin,
            Action::SyncNow,
            acme(),
            "Run 1067 was started.".to_owned(),
            None,
            None,
        ),
        (
            25,
            None,
            None,
            Action::PlanDowngrade,
            eu(),
            "The plan allows less than the schedule had.".to_owned(),
            Some("every hour, plan Enterprise"),
            Some("every 3 hours, plan Standard"),
        ),
        (
            26,
            Some("tomas"),
            org,
            Action::ReAuthenticate,
            eu(),
            "The token comes from another place.".to_owned(),
            Some("the file ~/eu.token"),
            Some("the command pass show intercom/eu"),
        ),
        (
            49,
            Some("ana"),
            admin,
            Action::Retry,
            acme(),
            "Run 1023 was started.".to_owned(),
            None,
            None,
        ),
        (
            120,
            Some("priya.nair"),
            org,
            Action::FieldsAdded,
            acme(),
            "Fields of Conversations were added; they are filled for old records too.".to_owned(),
            Some("31 fields"),
            Some("33 fields: Conversation Rating Remark, Custom: contract renewal date"),
        ),
        (
            300,
            Some("priya.nair"),
            org,
            Action::ModulesRemoved,
            eu(),
            "Modules were taken out; their tables stay.".to_owned(),
            Some("Admins, Articles, Collections, Companies, Contacts, Tickets"),
            Some("Admins, Articles, Collections, Companies, Contacts"),
        ),
        (
            620,
            Some("tomas"),
            org,
            Action::Cancel,
            acme(),
            "Run 480 was cancelled.".to_owned(),
            None,
            None,
        ),
        (
            1032,
            Some("ana"),
            admin,
            Action::ScheduleChange,
            acme(),
            "The schedule was changed.".to_owned(),
            Some("daily at 03:00 Europe/Berlin"),
            Some("every hour"),
        ),
        (
            1033,
            Some("ana"),
            admin,
            Action::Create,
            eu(),
            "https://api.eu.intercom.io was connected; its token comes from: the file ~/eu.token.".to_owned(),
            None,
            Some("Admins, Articles, Collections, Companies, Contacts, Tickets"),
        ),
        (
            1034,
            Some("ana"),
            admin,
            Action::Create,
            acme(),
            "https://api.intercom.io was connected; its token comes from: the command pass show intercom.".to_owned(),
            None,
            Some("all modules"),
        ),
    ];
    // Every other day somebody asks for a sync.
    for day in 4..40 {
        let who = if day % 3 == 0 { "tomas" } else { "ana" };
        let what = format!("Run {} was started.", 1067 - day * 24);
        told.push((
            i64::from(day) * 25 + 7,
            Some(who),
            org,
            Action::SyncNow,
            acme(),
            what,
            None,
            None,
        ));
    }
    told.sort_by_key(|(hours, ..)| *hours);
    let count = told.len() as u64;
    told.into_iter()
        .enumerate()
        .map(
            |(at, (hours, who, role, action, source, what, before, after))| AuditEntry {
                id: count - at as u64,
                at: now() - TimeDelta::hours(hours) - TimeDelta::seconds(hours * 13 % 3600),
                who: who.map(str::to_owned),
                role,
                action,
                source,
                what,
                before: before.map(str::to_owned),
                after: after.map(str::to_owned),
            },
        )
        .collect()
}
