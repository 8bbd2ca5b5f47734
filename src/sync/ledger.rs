//! The record of a run while it is written, and what others see of it.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::Utc;
use tokio::sync::watch;

use crate::catalog::Module;
use crate::intercom::{Client, Problems};
use crate::store::{Committed, SourceId};
use crate::text::Advice;

use super::plan::Step;
use super::progress::{Progress, Wait};
use super::run::{ModuleRun, RowCounts, Run, RunStatus};

/// The speed that is shown is that of so long a time.
const SPEED_WINDOW: Duration = Duration::from_secs(5);
/// So many problems of a module are told in words; all are counted.
const MOST_EXAMPLES: usize = 5;

/// The run that is under way. Every change of it is published.
pub(super) struct Ledger {
    state: Mutex<State>,
    client: Client,
    calls_before: u64,
    publish: watch::Sender<Option<Progress>>,
}

struct State {
    run: Run,
    /// Moments with the number of rows received until then.
    speed: VecDeque<(Instant, u64)>,
}

impl Ledger {
    pub(super) fn new(run: Run, client: Client, publish: watch::Sender<Option<Progress>>) -> Self {
        let calls_before = client.usage().calls;
        let ledger = Self {
            state: Mutex::new(State {
                run,
                speed: VecDeque::new(),
            }),
            client,
            calls_before,
            publish,
        };
        ledger.publish(&ledger.lock());
        ledger
    }

    /// The data source of the run.
    pub(super) fn source(&self) -> SourceId {
        SourceId(self.lock().run.source)
    }

    /// The run as it stands.
    pub(super) fn run(&self) -> Run {
        self.lock().run.clone()
    }

    /// A module's walk begins.
    pub(super) fn begin(&self, modules: impl Iterator<Item = Module>) {
        let mut state = self.lock();
        for module in modules {
            if let Some(part) = part(&mut state.run, module) {
                part.status = RunStatus::Running;
            }
        }
        self.publish(&state);
    }

    /// A page of a module arrived.
    pub(super) fn page(&self, module: Module, total: Option<u64>) {
        let mut state = self.lock();
        if let Some(part) = part(&mut state.run, module) {
            part.pages += 1;
            part.total = part.total.max(total);
        }
        self.publish(&state);
    }

    /// Intercom says how many records of a module there are to read.
    pub(super) fn total(&self, module: Module, total: Option<u64>) {
        let mut state = self.lock();
        if let Some(part) = part(&mut state.run, module) {
            part.total = part.total.max(total);
        }
    }

    /// Values of a page were not understood.
    pub(super) fn problems(&self, step: &Step, problems: &Problems) {
        if problems.total == 0 {
            return;
        }
        let mut state = self.lock();
        let Some(kept) = step.kept().next() else { return };
        if let Some(part) = part(&mut state.run, kept) {
            part.problems += problems.total;
            part.rows.skipped += problems.records_left_out;
            let room = MOST_EXAMPLES.saturating_sub(part.examples.len());
            part.examples
                .extend(problems.kept.iter().take(room).map(ToString::to_string));
        }
    }

    /// Records are about to be committed.
    pub(super) fn received(&self, received: &[(Module, u64)]) {
        let mut state = self.lock();
        for &(module, count) in received {
            if let Some(part) = part(&mut state.run, module) {
                part.rows.received += count;
            }
        }
    }

    /// They were committed: what became of them.
    pub(super) fn committed(&self, modules: impl Iterator<Item = Module>, committed: &Committed) {
        let mut state = self.lock();
        for module in modules {
            let counts = committed.counts(module);
            if let Some(part) = part(&mut state.run, module) {
                part.rows += RowCounts {
                    received: 0,
                    inserted: counts.inserted,
                    updated: counts.updated,
                    unchanged: counts.unchanged + counts.stale,
                    deleted: counts.deleted,
                    skipped: 0,
                };
            }
        }
        let now = Instant::now();
        let total = received_so_far(&state.run);
        state.speed.push_back((now, total));
        while state.speed.len() > 2 && state.speed.front().is_some_and(|(at, _)| now - *at > SPEED_WINDOW) {
            state.speed.pop_front();
        }
        self.publish(&state);
    }

    /// A module's walk ended.
    pub(super) fn end(&self, modules: impl Iterator<Item = Module>, status: RunStatus, reason: Option<&Advice>) {
        let mut state = self.lock();
        for module in modules {
            if let Some(part) = part(&mut state.run, module) {
                part.status = status;
                part.reason = reason.cloned();
            }
        }
        self.publish(&state);
    }

    /// The run ended; gives its record.
    pub(super) fn close(&self, status: RunStatus, reason: Option<Advice>) -> Run {
        let mut state = self.lock();
        state.run.status = status;
        state.run.reason = reason;
        state.run.ended_at = Some(Utc::now());
        for part in &mut state.run.modules {
            if matches!(part.status, RunStatus::Waiting | RunStatus::Running) {
                part.status = if status == RunStatus::Success {
                    RunStatus::Success
                } else {
                    status
                };
            }
        }
        self.sum(&mut state.run);
        state.run.clone()
    }

    fn sum(&self, run: &mut Run) {
        run.calls = self.client.usage().calls - self.calls_before;
        run.rows = RowCounts::default();
        for part in &run.modules {
            run.rows += part.rows;
        }
    }

    fn publish(&self, state: &State) {
        let usage = self.client.usage();
        let mut run = state.run.clone();
        self.sum(&mut run);
        let rows_per_second = match (state.speed.front(), state.speed.back()) {
            (Some((from, before)), Some((to, after))) if to > from => {
                (after - before) as f64 / (*to - *from).as_secs_f64()
            }
            _ => 0.0,
        };
        let left: Option<u64> = run
            .modules
            .iter()
            .map(|part| match part.status {
                RunStatus::Running => part.total.map(|total| total.saturating_sub(part.rows.received)),
                RunStatus::Waiting => None,
                _ => Some(0),
            })
            .sum();
        let seconds_left = left
            .filter(|_| rows_per_second > 1.0)
            .map(|left| (left as f64 / rows_per_second).ceil() as u64);
        let progress = Progress {
            run,
            rows_per_second,
            calls_left: usage.remaining.map(u64::from),
            calls_limit: usage.limit.map(u64::from),
            waiting: usage.wait.filter(|wait| wait.as_millis() >= 500).map(|wait| Wait {
                seconds: wait.as_secs_f64().round() as u64,
                reason: "Intercom's rate limit".to_owned(),
            }),
            seconds_left,
        };
        self.publish.send_replace(Some(progress));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn part(run: &mut Run, module: Module) -> Option<&mut ModuleRun> {
    run.modules.iter_mut().find(|part| part.module == module)
}

fn received_so_far(run: &Run) -> u64 {
    run.modules.iter().map(|part| part.rows.received).sum()
}
