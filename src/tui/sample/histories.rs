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
    "Acme EU".clone_into(&mut second.name);
    second.account = Some("Acme GmbH".to_owned());
    second.workspace_id = Some("x9k2m4".to_owned());
    "api.eu.intercom.io".clone_into(&mut second.host);
    second.state = SourceState::Paused;
    second.problem = Some(refused());
    second.last_success_at = Some(now() - TimeDelta::hours(26));
    second.next_sync_at = None;
    "every 3 hours".clone_into(&mut second.schedule);
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

/// What was done: how many hours ago, by whom, what, to the first data source or the second, in words, before and after.
type Deed = (
    i64,
    &'static str,
    Action,
    bool,
    &'static str,
    &'static str,
    &'static str,
);

const DEEDS: [Deed; 10] = [
    (2, "ana", Action::SyncNow, true, "Run 1067 was started.", "", ""),
    (
        25,
        "",
        Action::PlanDowngrade,
        false,
        "The plan allows less than the schedule had.",
        "every hour, plan Enterprise",
        "every 3 hours, plan Standard",
    ),
    (
        26,
        "tomas",
        Action::ReAuthenticate,
        false,
        "The token comes from another place.",
        "the file ~/eu.token",
        "the command pass show intercom/eu",
    ),
    (49, "ana", Action::Retry, true, "Run 1023 was started.", "", ""),
    (
        120,
        "priya.nair",
        Action::FieldsAdded,
        true,
        "Fields of Conversations were added; they are filled for old records too.",
        "31 fields",
        "33 fields: Conversation Rating Remark, Custom: contract renewal date",
    ),
    (
        300,
        "priya.nair",
        Action::ModulesRemoved,
        false,
        "Modules were taken out; their tables stay.",
        "Admins, Articles, Collections, Companies, Contacts, Tickets",
        "Admins, Articles, Collections, Companies, Contacts",
    ),
    (620, "tomas", Action::Cancel, true, "Run 480 was cancelled.", "", ""),
    (
        1032,
        "ana",
        Action::ScheduleChange,
        true,
        "The schedule was changed.",
        "daily at 03:00 Europe/Berlin",
        "every hour",
    ),
    (
        1033,
        "ana",
        Action::Create,
        false,
        "https://api.eu.intercom.io was connected; its token comes from: the file ~/eu.token.",
        "",
        "Admins, Articles, Collections, Companies, Contacts, Tickets",
    ),
    (
        1034,
        "ana",
        Action::Create,
        true,
        "https://api.intercom.io was connected; its token comes from: the command pass show intercom.",
        "",
        "all modules",
    ),
];

/// Who did what, the newest first.
pub fn entries() -> Vec<AuditEntry> {
    let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let entry = |&(hours, who, action, first, what, before, after): &Deed| AuditEntry {
        id: 0,
        at: now() - TimeDelta::hours(hours) - TimeDelta::seconds(hours * 13 % 3600),
        who: told(who),
        role: match who {
            "" => None,
            "ana" => Some(Role::AccountAdmin),
            _ => Some(Role::OrgAdmin),
        },
        action,
        source: Some(if first {
            (1, "Acme Support".to_owned())
        } else {
            (2, "Acme EU".to_owned())
        }),
        what: what.to_owned(),
        before: told(before),
        after: told(after),
    };
    let mut entries: Vec<AuditEntry> = DEEDS.iter().map(entry).collect();
    // Every other day somebody asks for a sync.
    entries.extend((4..40).map(|day| {
        let who = if day % 3 == 0 { "tomas" } else { "ana" };
        AuditEntry {
            what: format!("Run {} was started.", 1067 - day * 24),
            ..entry(&(day * 25 + 7, who, Action::SyncNow, true, "", "", ""))
        }
    }));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    let count = entries.len() as u64;
    for (at, entry) in entries.iter_mut().enumerate() {
        entry.id = count - at as u64;
    }
    entries
}
