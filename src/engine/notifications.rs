//! What people are told of when they come back: syncs that failed, the end of a first sync, syncs that work again.
//!
//! They are made from the runs, so they are there after a restart and nothing has to be kept in step. Failures that follow
//! one another for the same reason are one notification, that of the last of them.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::calendar::{Calendar, Line};
use super::error::EngineError;
use super::owner::Engine;
use super::role::Wish;
use super::users::Caller;
use crate::store::StoreError;
use crate::sync::{Run, RunStatus, Source, Trigger};
use crate::text::{Advice, format};

/// What is older is not told any more.
const DAYS: i64 = 45;
/// The most notifications of one answer.
const MOST: usize = 500;

/// Something that people are told of when they come back: a sync that failed, a first sync that ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    /// The run it is about; later ones have greater numbers.
    pub run: u64,
    /// The data source, by number and name.
    pub source: (u32, String),
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Whether it tells of something that did not work.
    pub bad: bool,
    /// What happened, why, and what to do.
    pub advice: Advice,
}

/// Why a run is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum News {
    /// It failed.
    Failed,
    /// It was the first that brought everything in.
    Complete,
    /// It worked after one that had not.
    Recovered,
}

impl Engine {
    /// What people are told of when they come back, newest first.
    pub async fn notifications(&self, caller: &Caller, limit: usize) -> Result<Vec<Notification>, EngineError> {
        caller.may(Wish::Look)?;
        let sources: Vec<(Source, bool)> = self
            .live()
            .values()
            .map(|live| (live.source.clone(), live.pause.is_some()))
            .collect();
        let engine = self.clone();
        let limit = limit.min(MOST);
        Ok(tokio::task::spawn_blocking(move || {
            let since = Utc::now() - TimeDelta::days(DAYS);
            let mut told = Vec::new();
            for (source, paused) in &sources {
                let news = engine.calendar(since, |calendar| news(calendar, source))?;
                told.extend(engine.told(source, *paused, &news, limit)?);
            }
            told.sort_by_key(|notification| std::cmp::Reverse(notification.run));
            told.truncate(limit);
            Ok::<_, StoreError>(told)
        })
        .await??)
    }

    /// The news of a data source in words, newest first.
    fn told(
        &self,
        source: &Source,
        paused: bool,
        news: &[(u64, News)],
        limit: usize,
    ) -> Result<Vec<Notification>, StoreError> {
        let mut told: Vec<Notification> = Vec::new();
        // The failure that the last notification is about, and how many of its kind there were in a row.
        let mut streak: Option<(Advice, u64)> = None;
        for (index, (id, kind)) in news.iter().rev().enumerate() {
            let Some(run) = self.0.store.get::<Run>(*id)? else {
                continue;
            };
            let reason = run.reason.clone().unwrap_or_else(nameless);
            if *kind == News::Failed
                && let Some((last, count)) = &mut streak
                && last.what == reason.what
            {
                *count += 1;
                if let Some(notification) = told.last_mut() {
                    let why = format!("{} {} syncs in a row failed so.", last.why, format::count(*count));
                    notification.advice.why = why;
                }
                continue;
            }
            if told.len() == limit {
                break;
            }
            streak = (*kind == News::Failed).then(|| (reason.clone(), 1));
            told.push(Notification {
                run: *id,
                source: (source.id, source.name.clone()),
                at: run.ended_at.unwrap_or(run.started_at),
                bad: *kind == News::Failed,
                advice: match kind {
                    News::Failed if paused && index == 0 => Advice {
                        what: format!("Syncs are paused: {}", reason.what),
                        ..reason
                    },
                    News::Failed => reason,
                    News::Complete => complete(&run),
                    News::Recovered => recovered(&run),
                },
            });
        }
        Ok(told)
    }
}

/// The runs of a data source that are worth telling of, the oldest first.
fn news(calendar: &Calendar, source: &Source) -> Vec<(u64, News)> {
    let mut news = Vec::new();
    // Before what was read there may have been runs that worked.
    let mut complete = !calendar.is_whole();
    let mut before: Option<RunStatus> = None;
    for (id, line) in calendar.runs(source.id) {
        let kind = match line.status {
            RunStatus::Failed => Some(News::Failed),
            RunStatus::Success if is_whole(line, source) && (!complete || line.trigger == Trigger::First) => {
                complete = true;
                Some(News::Complete)
            }
            RunStatus::Success if before == Some(RunStatus::Failed) => Some(News::Recovered),
            _ => None,
        };
        news.extend(kind.map(|kind| (id, kind)));
        if matches!(line.status, RunStatus::Success | RunStatus::Failed) {
            before = Some(line.status);
        }
    }
    news
}

/// Whether a run was of all the modules.
fn is_whole(line: &Line, source: &Source) -> bool {
    line.modules >= source.modules.len()
}

fn nameless() -> Advice {
    Advice::new(
        "A sync failed.",
        "The reason was not written down.",
        "Sync again with `interlens sync`, and look at the engine's log if it fails again.",
    )
}

fn took(run: &Run) -> String {
    format::elapsed(run.duration(run.started_at))
}

fn complete(run: &Run) -> Advice {
    Advice::new(
        "The first sync is complete.",
        format!(
            "{} records were brought in, in {}.",
            format::count(run.rows.received),
            took(run)
        ),
        "Look at them with `interlens`; from now on only what changes is read.",
    )
}

fn recovered(run: &Run) -> Advice {
    Advice::new(
        "Syncs work again.",
        format!(
            "The sync after the failure brought in {} new and {} changed records, in {}.",
            format::count(run.rows.inserted),
            format::count(run.rows.updated),
            took(run)
        ),
        "Nothing has to be done.",
    )
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;
    use crate::catalog::{Module, Plan};
    use crate::intercom::TokenSource;
    use crate::store::{Options, Store};
    use crate::sync::{ModuleRun, RowCounts};

    fn source() -> Source {
        Source {
            id: 1,
            name: "Acme".to_owned(),
            base_url: "https://api.intercom.io".to_owned(),
            token: TokenSource::Environment,
            workspace_id: None,
            workspace_name: None,
            time_zone: "UTC".to_owned(),
            workspace_time_zone: None,
            modules: vec![Module::Teams, Module::Admins],
            plan: Plan::default(),
            owner: "zoe".to_owned(),
            created_at: Utc::now(),
        }
    }

    fn told(runs: &[(Trigger, RunStatus, usize)]) -> Vec<(u64, News)> {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("runs.redb"), Options::default()).unwrap();
        let start = Utc.with_ymd_and_hms(2026, 11, 22, 13, 5, 0).unwrap();
        for (trigger, status, modules) in runs {
            let run = Run {
                id: 0,
                source: 1,
                trigger: *trigger,
                by: None,
                started_at: start,
                ended_at: Some(start),
                status: *status,
                calls: 1,
                rows: RowCounts::default(),
                modules: vec![ModuleRun::waiting(Module::Teams); *modules],
                reason: None,
            };
            store.append(&run).unwrap();
        }
        let mut calendar = Calendar::default();
        calendar.read(&store, start - TimeDelta::days(1)).unwrap();
        news(&calendar, &source())
    }

    #[test]
    fn a_first_sync_failures_and_what_works_again_are_news() {
        use RunStatus::{Cancelled, Failed, Success};
        use Trigger::{First, Retry, Schedule, SyncNow};
        assert_eq!(
            told(&[
                (First, Failed, 2),
                (Retry, Success, 2),
                (Schedule, Success, 2),
                (Schedule, Failed, 2),
                (SyncNow, Cancelled, 2),
                (Schedule, Failed, 2),
                (Retry, Success, 2),
                (Schedule, Success, 2),
            ]),
            [
                (1, News::Failed),
                (2, News::Complete),
                (4, News::Failed),
                (6, News::Failed),
                (7, News::Recovered),
            ]
        );
        // One table alone does not make the first sync complete.
        assert_eq!(
            told(&[(First, Success, 1), (SyncNow, Success, 2)]),
            [(2, News::Complete)]
        );
    }
}
