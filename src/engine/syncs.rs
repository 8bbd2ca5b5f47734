//! Syncs: starting, attaching, cancelling, and what follows when one ends.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::audit::Action;
use super::error::EngineError;
use super::event::Event;
use super::live::{Pause, Running};
use super::owner::Engine;
use super::role::Wish;
use super::users::Caller;
use crate::catalog::Module;
use crate::intercom::{BaseUrl, Client, Settings};
use crate::store::{Compaction, StoreError};
use crate::sync::{Job, Outcome, Progress, Run, RunStatus, Source, Trigger};
use crate::text::Advice;

/// How long to wait before a scheduled sync that could not be started is tried again.
const RETRY: Duration = Duration::from_secs(10);

/// A sync that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Started {
    /// Its number.
    pub run: u64,
    /// Whether it was running before.
    pub already_running: bool,
}

impl Engine {
    /// Starts a sync, or attaches to the one that runs. Only `modules` are synced; all when empty.
    pub async fn sync(&self, caller: &Caller, source: u32, modules: Vec<Module>) -> Result<Started, EngineError> {
        caller.may(Wish::Sync)?;
        let (found, trigger) = {
            let live = self.live();
            let live = live.get(&source).ok_or(EngineError::NoSource(source))?;
            let trigger = match live.last_run.as_ref().map(|run| run.status) {
                None => Trigger::First,
                Some(RunStatus::Failed) => Trigger::Retry,
                Some(_) => Trigger::SyncNow,
            };
            (live.source.clone(), trigger)
        };
        if let Some(missing) = modules.iter().find(|module| !found.modules.contains(module)) {
            return Err(EngineError::Invalid(Advice::new(
                format!("{missing} is not synced from {}.", found.name),
                "The module was not chosen when the workspace was connected.",
                format!(
                    "Its modules are: {}.",
                    found
                        .modules
                        .iter()
                        .map(|module| module.name())
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            )));
        }
        let started = self
            .start(found.clone(), modules, trigger, Some(caller.name.clone()))
            .await?;
        if !started.already_running {
            let action = if trigger == Trigger::Retry {
                Action::Retry
            } else {
                Action::SyncNow
            };
            self.note(
                caller,
                action,
                Some(&found),
                format!("Run {} was started.", started.run),
                None,
            )?;
        }
        Ok(started)
    }

    /// Cancels the sync of a data source; false when none runs. What it has read is kept.
    pub fn cancel(&self, caller: &Caller, source: u32) -> Result<bool, EngineError> {
        caller.may(Wish::Sync)?;
        let (found, run) = {
            let live = self.live();
            let live = live.get(&source).ok_or(EngineError::NoSource(source))?;
            let Some(running) = &live.running else { return Ok(false) };
            running.cancel.cancel();
            (live.source.clone(), running.run)
        };
        self.note(
            caller,
            Action::Cancel,
            Some(&found),
            format!("Run {run} was cancelled."),
            None,
        )?;
        Ok(true)
    }

    /// Starts a sync for the system itself or for somebody.
    pub(super) async fn start(
        &self,
        source: Source,
        modules: Vec<Module>,
        trigger: Trigger,
        by: Option<String>,
    ) -> Result<Started, EngineError> {
        let _one_at_a_time = self.0.starting.lock().await;
        if let Some(running) = self.live().get(&source.id).and_then(|live| live.running.as_ref()) {
            return Ok(Started {
                run: running.run,
                already_running: true,
            });
        }
        let id = source.id;
        let job = Job {
            source,
            modules,
            trigger,
            by,
        };
        let store = self.0.store.clone();
        let (job, run) = tokio::task::spawn_blocking(move || job.announce(&store).map(|run| (job, run))).await??;
        let started = Started {
            run: run.id,
            already_running: false,
        };
        let cancel = self.0.stop.child_token();
        let (progress, watched) = watch::channel(None);
        if let Some(live) = self.live().get_mut(&id) {
            live.running = Some(Running {
                run: run.id,
                cancel: cancel.clone(),
                progress: watched.clone(),
            });
        }
        self.touch();
        self.0.tasks.spawn(self.clone().perform(job, run, progress, cancel));
        self.0.tasks.spawn(self.clone().relay(watched));
        Ok(started)
    }

    /// Passes on that the progress, and with it the status, has changed.
    async fn relay(self, mut progress: watch::Receiver<Option<Progress>>) {
        while progress.changed().await.is_ok() {
            self.touch();
        }
    }

    async fn perform(self, job: Job, run: Run, progress: watch::Sender<Option<Progress>>, cancel: CancellationToken) {
        let source = job.source.clone();
        let stopping = self.0.stop.clone();
        let outcome = match self.client(&source).await {
            Ok(client) => {
                job.run(run.clone(), self.0.store.clone(), client, progress, cancel)
                    .await
            }
            Err(error) => Ok(Outcome {
                run: failed(run.clone(), error.advice()),
                unauthorized: false,
            }),
        };
        let mut outcome = outcome.unwrap_or_else(|error| {
            tracing::error!(%error, run = run.id, "a sync could not go on");
            Outcome {
                run: failed(run, error.advice()),
                unauthorized: false,
            }
        });
        if outcome.run.status == RunStatus::Cancelled && stopping.is_cancelled() {
            // Nobody cancelled the sync: the engine ends, and the next one goes on with it.
            outcome.run.status = RunStatus::Interrupted;
        }
        let engine = self.clone();
        let finished = tokio::task::spawn_blocking(move || engine.finish(&source, outcome)).await;
        match finished {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "the end of a sync could not be written"),
            Err(error) => tracing::error!(%error, "the end of a sync could not be written"),
        }
        self.touch();
    }

    fn finish(&self, source: &Source, outcome: Outcome) -> Result<(), StoreError> {
        let Outcome { run, unauthorized } = outcome;
        let store = &self.0.store;
        let stored = store.put(run.id, &run);
        let pause = unauthorized
            .then(|| {
                run.reason.clone().map(|advice| Pause {
                    since: Utc::now(),
                    advice,
                })
            })
            .flatten();
        let paused = match &pause {
            Some(pause) => store.put(u64::from(source.id), pause),
            None if run.status == RunStatus::Success => store.delete::<Pause>(u64::from(source.id)).map(|_| ()),
            None => Ok(()),
        };
        if let Some(live) = self.live().get_mut(&source.id) {
            live.running = None;
            if run.status == RunStatus::Success {
                live.last_success_at = run.ended_at;
                live.pause = None;
            }
            if pause.is_some() {
                live.pause = pause;
                live.client = None;
            }
            live.last_run = Some(run.clone());
            live.reload_checkpoints(store)?;
        }
        // Nobody may be listening.
        let _ = self.0.events.send(Event::RunEnded { run: Box::new(run) });
        stored.and(paused)
    }

    /// The client of a data source; one for all of its syncs, so that they share the rate limit.
    async fn client(&self, source: &Source) -> Result<Client, EngineError> {
        if let Some(client) = self.live().get(&source.id).and_then(|live| live.client.clone()) {
            return Ok(client);
        }
        let token = source.token.resolve(&|name| std::env::var_os(name)).await?;
        let base: BaseUrl = source.base_url.parse()?;
        let settings = Settings {
            token_source: Some(source.token.clone()),
            ..Settings::default()
        };
        let client = Client::new(base, token, settings)?;
        if let Some(live) = self.live().get_mut(&source.id) {
            live.client = Some(client.clone());
        }
        Ok(client)
    }

    /// Goes on with the syncs that the last engine left unfinished.
    pub(super) async fn go_on(&self) -> Result<(), EngineError> {
        let unfinished: Vec<Source> = self
            .live()
            .values()
            .filter(|live| {
                live.last_run
                    .as_ref()
                    .is_some_and(|run| run.status == RunStatus::Interrupted)
            })
            .map(|live| live.source.clone())
            .collect();
        for source in unfinished {
            self.start(source, Vec::new(), Trigger::Resume, None).await?;
        }
        Ok(())
    }

    /// Syncs again and again, where that was asked for: each data source so long after its last sync ended.
    pub(super) fn keep_time(&self) {
        let Some(every) = self.0.every else { return };
        let engine = self.clone();
        let mut touched = self.touched();
        self.0.tasks.spawn(async move {
            loop {
                touched.mark_unchanged();
                let (mut wait, mut refused) = (every, false);
                for (source, at) in engine.planned(every) {
                    // What is due is not in the future, and then there is nothing left to wait.
                    let left = (at - Utc::now()).to_std().unwrap_or_default();
                    if !left.is_zero() {
                        wait = wait.min(left);
                    } else if let Err(error) = engine.start(source, Vec::new(), Trigger::Schedule, None).await {
                        tracing::error!(%error, "a sync could not be started");
                        (wait, refused) = (RETRY, true);
                    }
                }
                tokio::select! {
                    () = engine.0.stop.cancelled() => return,
                    () = tokio::time::sleep(wait) => {}
                    // What could not be started stays due; looked at again at once it would be tried without end.
                    _ = touched.changed(), if !refused => {}
                }
            }
        });
    }

    /// The data sources that wait for their next sync, with the moments when they are due.
    fn planned(&self, every: Duration) -> Vec<(Source, DateTime<Utc>)> {
        let live = self.live();
        let planned = live
            .values()
            .filter_map(|live| Some((live.source.clone(), live.next_sync_at(Some(every))?)));
        planned.collect()
    }

    /// Keeps the store small and quick while nothing else is asked of it: merges segments when a sync has ended, or
    /// when one leaves very many behind.
    pub(super) fn keep_house(&self) {
        /// A scan opens each segment; so many are still quick.
        const MANY: u64 = 48;
        /// So long after a change the disk is left to others.
        const PAUSE: Duration = Duration::from_secs(2);
        let engine = self.clone();
        let mut changed = engine.0.store.subscribe();
        self.0.tasks.spawn(async move {
            loop {
                tokio::select! {
                    () = engine.0.stop.cancelled() => return,
                    change = changed.changed() => if change.is_err() { return },
                }
                tokio::select! {
                    () = engine.0.stop.cancelled() => return,
                    () = tokio::time::sleep(PAUSE) => {}
                }
                changed.mark_unchanged();
                let sources: Vec<(Source, bool)> = engine
                    .live()
                    .values()
                    .map(|live| (live.source.clone(), live.running.is_some()))
                    .collect();
                for (source, running) in sources {
                    for module in source.modules.clone() {
                        let (store, key, stop) = (engine.0.store.clone(), source.key(), engine.0.stop.clone());
                        let merged = tokio::task::spawn_blocking(move || {
                            if running && store.tally(key, module)?.segments < MANY {
                                return Ok(());
                            }
                            while !stop.is_cancelled() && store.merge(key, module)?.more {}
                            Ok::<_, StoreError>(())
                        })
                        .await;
                        if let Ok(Err(error)) = merged {
                            tracing::warn!(%error, %module, "segments could not be merged");
                        }
                    }
                }
                if engine.live().values().all(|live| live.running.is_none()) {
                    engine.give_back().await;
                }
                changed.mark_unchanged();
            }
        });
    }

    /// Gives the disk back what merged segments left behind, where that is much. Everything waits while it runs, so it
    /// is done only between syncs.
    async fn give_back(&self) {
        /// What a file may take beside two and a half times its records.
        const SPARE: u64 = 64 << 20;
        let store = self.0.store.clone();
        let compacted = tokio::task::spawn_blocking(move || {
            let size = store.size()?;
            if size.file > size.live * 5 / 2 + SPARE {
                store.compact().map(Some)
            } else {
                Ok(None)
            }
        })
        .await;
        match compacted {
            Ok(Ok(Some(Compaction::Done { before, after }))) => {
                tracing::info!(before, after, "the database was compacted");
            }
            Ok(Err(error)) => tracing::warn!(%error, "the database could not be compacted"),
            _ => {}
        }
    }
}

fn failed(mut run: Run, advice: Advice) -> Run {
    run.status = RunStatus::Failed;
    run.ended_at = Some(Utc::now());
    for part in &mut run.modules {
        if matches!(part.status, RunStatus::Waiting | RunStatus::Running) {
            part.status = RunStatus::Failed;
        }
    }
    run.reason = Some(advice);
    run
}
