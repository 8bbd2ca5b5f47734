//! What the engine knows of a data source while it runs, and how that reads as a status.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::status::{ModuleStatus, SourceState, SourceStatus};
use crate::catalog::Module;
use crate::catalog::plan::Interval;
use crate::intercom::Client;
use crate::store::{Document, Store, StoreError};
use crate::sync::{Checkpoint, Progress, Run, RunStatus, Source};
use crate::text::{Advice, format};

/// A data source in memory.
pub(super) struct Live {
    pub source: Source,
    pub client: Option<Client>,
    pub running: Option<Running>,
    pub last_run: Option<Run>,
    pub last_success_at: Option<DateTime<Utc>>,
    pub pause: Option<Pause>,
    pub checkpoints: HashMap<Module, Checkpoint>,
}

/// The sync that runs now.
pub(super) struct Running {
    pub run: u64,
    pub cancel: CancellationToken,
    pub progress: watch::Receiver<Option<Progress>>,
}

/// Why syncs are held back: stored under the data source's number, so that a restart does not forget it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pause {
    pub since: DateTime<Utc>,
    pub advice: Advice,
}

impl Document for Pause {
    const TABLE: &'static str = "pauses";
    const VERSION: u32 = 1;
}

impl Live {
    /// Reads what is stored of a data source. `runs` are the newest of all runs, newest first.
    pub(super) fn load(store: &Store, source: Source, runs: &[Run]) -> Result<Self, StoreError> {
        let mut own = runs
            .iter()
            .filter(|run| run.source == source.id && run.status != RunStatus::Running);
        let last_run = own.clone().next().cloned();
        let last_success_at = own
            .find(|run| run.status == RunStatus::Success)
            .and_then(|run| run.ended_at);
        let pause = store.get::<Pause>(u64::from(source.id))?;
        let mut live = Self {
            source,
            client: None,
            running: None,
            last_run,
            last_success_at,
            pause,
            checkpoints: HashMap::new(),
        };
        live.reload_checkpoints(store)?;
        Ok(live)
    }

    pub(super) fn reload_checkpoints(&mut self, store: &Store) -> Result<(), StoreError> {
        for module in Module::ALL {
            if let Some(checkpoint) = store.get::<Checkpoint>(Checkpoint::key(self.source.key(), module))? {
                self.checkpoints.insert(module, checkpoint);
            }
        }
        Ok(())
    }

    fn state(&self) -> SourceState {
        if self.running.is_some() {
            return SourceState::Syncing;
        }
        if self.pause.is_some() {
            return SourceState::Paused;
        }
        match self.last_run.as_ref().map(|run| run.status) {
            None | Some(RunStatus::Waiting | RunStatus::Running) => SourceState::Never,
            Some(RunStatus::Success) => SourceState::Synced,
            Some(RunStatus::Failed) => SourceState::Failed,
            Some(RunStatus::Cancelled | RunStatus::Interrupted) => SourceState::Stopped,
        }
    }

    /// When its next sync is due, where it is synced again so long after each: nothing while one runs or is held back.
    pub(super) fn next_sync_at(&self, every: Option<Duration>) -> Option<DateTime<Utc>> {
        if self.running.is_some() || self.pause.is_some() {
            return None;
        }
        let last = self.last_run.as_ref().and_then(|run| run.ended_at);
        after(last.unwrap_or(self.source.created_at), every?)
    }

    /// Its status now; `every` is how long after a sync the next one begins.
    pub(super) fn status(&self, store: &Store, every: Option<Duration>) -> Result<SourceStatus, StoreError> {
        let progress = self
            .running
            .as_ref()
            .and_then(|running| running.progress.borrow().clone());
        let state = self.state();
        let problem = match state {
            SourceState::Paused => self.pause.as_ref().map(|pause| pause.advice.clone()),
            SourceState::Failed => self.last_run.as_ref().and_then(|run| run.reason.clone()),
            _ => None,
        };
        let mut modules = Vec::with_capacity(self.source.modules.len());
        let mut rows = 0;
        for &module in &self.source.modules {
            let stored = store.tally(self.source.key(), module)?.live;
            rows += stored;
            let checkpoint = self.checkpoints.get(&module);
            let now = progress
                .as_ref()
                .and_then(|now| now.run.modules.iter().find(|part| part.module == module));
            modules.push(ModuleStatus {
                module,
                rows: stored,
                status: now.map(|part| part.status).or_else(|| checkpoint.and_then(settled)),
                last_success_at: checkpoint.and_then(|checkpoint| checkpoint.success_at),
                problem: checkpoint.and_then(|checkpoint| checkpoint.problem.clone()),
            });
        }
        Ok(SourceStatus {
            id: self.source.id,
            name: self.source.name.clone(),
            account: self.source.workspace_name.clone(),
            workspace_id: self.source.workspace_id.clone(),
            host: host(&self.source.base_url).to_owned(),
            time_zone: self.source.time_zone.clone(),
            state,
            problem,
            progress,
            last_run: self.last_run.clone(),
            last_success_at: self.last_success_at,
            next_sync_at: self.next_sync_at(every),
            schedule: schedule(every),
            plan: self.source.plan,
            rows,
            modules,
        })
    }
}

/// How often a data source is synced, in words.
fn schedule(every: Option<Duration>) -> String {
    let Some(every) = every else {
        return "only when asked".to_owned();
    };
    let interval = Interval::ALL
        .into_iter()
        .find(|interval| every == Duration::from_hours(u64::from(interval.hours())));
    match interval {
        Some(interval) => interval.words().to_owned(),
        None => format!(
            "every {}",
            format::duration(i64::try_from(every.as_secs()).unwrap_or(i64::MAX))
        ),
    }
}

/// A length of time after a moment; nothing where that is beyond the calendar.
fn after(moment: DateTime<Utc>, length: Duration) -> Option<DateTime<Utc>> {
    moment.checked_add_signed(TimeDelta::from_std(length).ok()?)
}

/// How a module's last walk ended. One that still says "running" while nothing runs was broken off.
fn settled(checkpoint: &Checkpoint) -> Option<RunStatus> {
    match checkpoint.status? {
        RunStatus::Running | RunStatus::Waiting => Some(RunStatus::Interrupted),
        status => Some(status),
    }
}

fn host(base_url: &str) -> &str {
    base_url
        .split_once("://")
        .map_or(base_url, |(_, rest)| rest.split('/').next().unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::{DateTime, Utc};

    use super::{after, host, schedule};

    #[test]
    fn the_next_sync_comes_so_long_after_the_last() {
        let at = |second| DateTime::<Utc>::from_timestamp(second, 0).unwrap();
        assert_eq!(after(at(1000), Duration::from_mins(1)), Some(at(1060)));
        assert_eq!(after(at(1000), Duration::MAX), None);
    }

    #[test]
    fn a_schedule_is_said_in_words_that_people_know() {
        for (every, words) in [
            (None, "only when asked"),
            (Some(3600), "every hour"),
            (Some(6 * 3600), "every 6 hours"),
            (Some(86_400), "daily"),
            (Some(900), "every 15 min"),
            (Some(5400), "every 1 h 30 min"),
        ] {
            assert_eq!(schedule(every.map(Duration::from_secs)), words);
        }
    }

    #[test]
    fn the_host_is_what_stands_between_scheme_and_path() {
        assert_eq!(host("https://api.eu.intercom.io"), "api.eu.intercom.io");
        assert_eq!(host("http://127.0.0.1:8080/base"), "127.0.0.1:8080");
    }
}
