//! A run: module after module, until all are done or something stops it.

use std::sync::Arc;

use chrono::Utc;
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

use crate::catalog::Module;
use crate::intercom::{Client, PageRequest};
use crate::store::{Put, Store, StoreError};
use crate::text::Advice;

use super::batch::Batcher;
use super::checkpoint::Checkpoint;
use super::failure::{Failure, of_modules};
use super::ledger::Ledger;
use super::plan::{self, Extent, Step};
use super::progress::Progress;
use super::run::{ModuleRun, RowCounts, Run, RunStatus, Trigger};
use super::source::Source;
use super::walk::{self, Tools};

/// What is synced, and on whose behalf.
#[derive(Clone, Debug)]
pub struct Job {
    /// The data source.
    pub source: Source,
    /// Only these of its modules; all when empty.
    pub modules: Vec<Module>,
    /// What started it.
    pub trigger: Trigger,
    /// Who asked for it.
    pub by: Option<String>,
}

/// A run's end.
#[derive(Debug)]
pub struct Outcome {
    /// Its record, as it is stored.
    pub run: Run,
    /// Whether the token was refused: nothing will work until there is another.
    pub unauthorized: bool,
}

impl Job {
    /// The modules that are synced, the parents of derived ones included only when they were asked for themselves.
    fn selected(&self) -> Vec<Module> {
        let wanted = |module: &Module| self.modules.is_empty() || self.modules.contains(module);
        self.source.modules.iter().copied().filter(wanted).collect()
    }

    /// Writes the record of a run that is about to start, and gives it.
    pub fn announce(&self, store: &Store) -> Result<Run, StoreError> {
        let steps = self.steps(store)?;
        let mut run = Run {
            id: 0,
            source: self.source.id,
            trigger: self.trigger,
            by: self.by.clone(),
            started_at: Utc::now(),
            ended_at: None,
            status: RunStatus::Running,
            calls: 0,
            rows: RowCounts::default(),
            modules: steps.iter().flat_map(Step::kept).map(ModuleRun::waiting).collect(),
            reason: None,
        };
        run.id = store.append(&run)?;
        store.put(run.id, &run)?;
        Ok(run)
    }

    fn steps(&self, store: &Store) -> Result<Vec<Step>, StoreError> {
        let selected = self.selected();
        let mut known = Vec::with_capacity(selected.len());
        for &module in &selected {
            let checkpoint = store.get::<Checkpoint>(Checkpoint::key(self.source.key(), module))?;
            known.push((module, checkpoint.unwrap_or_default()));
        }
        Ok(plan::steps(&selected, |module| {
            known
                .iter()
                .find(|(other, _)| *other == module)
                .map(|(_, checkpoint)| checkpoint.clone())
                .unwrap_or_default()
        }))
    }

    /// Syncs, and gives the finished record. What was committed stays, however it ends; `progress` is told of every
    /// page and every commit.
    pub async fn run(
        self,
        run: Run,
        store: Store,
        client: Client,
        progress: watch::Sender<Option<Progress>>,
        cancel: CancellationToken,
    ) -> Result<Outcome, StoreError> {
        let ledger = Arc::new(Ledger::new(run, client.clone(), progress));
        let tools = Tools {
            client,
            store: store.clone(),
            ledger: Arc::clone(&ledger),
            cancel,
        };
        let mut failed: Vec<(Module, Advice)> = Vec::new();
        let mut stopped: Option<Failure> = None;
        let steps = self.steps(&store)?;
        count_first(&tools, &steps).await;
        for step in steps {
            ledger.begin(step.kept());
            let batcher = Batcher::new(store.clone(), self.source.key(), &step, Arc::clone(&ledger), Utc::now());
            let Err(failure) = walk::walk(&tools, batcher, &step).await else {
                continue;
            };
            let status = if failure.is_cancellation() {
                RunStatus::Cancelled
            } else {
                RunStatus::Failed
            };
            let advice = failure.advice();
            tracing::warn!(module = step.fetch.name(), %failure, "a module was not synced");
            ledger.end(step.kept(), status, (status == RunStatus::Failed).then_some(&advice));
            // The database may be what failed: then this cannot be written either, and the run's reason tells it.
            let noted = note(&store, self.source.key(), &step, status, &advice);
            if let Err(error) = noted {
                tracing::error!(%error, "a checkpoint could not be written");
            }
            if failure.stops_the_run() {
                stopped = Some(failure);
                break;
            }
            failed.extend(step.kept().map(|module| (module, advice.clone())));
        }
        let unauthorized = stopped.as_ref().is_some_and(Failure::is_unauthorized);
        let (status, reason) = match &stopped {
            Some(failure) if failure.is_cancellation() => (RunStatus::Cancelled, None),
            Some(failure) => (RunStatus::Failed, Some(failure.advice())),
            None if failed.is_empty() => (RunStatus::Success, None),
            None => (RunStatus::Failed, of_modules(&failed)),
        };
        let run = ledger.close(status, reason);
        let written = run.clone();
        let wrote = spawn_blocking(move || store.put(written.id, &written)).await;
        match wrote {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "the record of a run could not be written"),
            Err(error) => tracing::error!(%error, "the record of a run could not be written"),
        }
        Ok(Outcome { run, unauthorized })
    }
}

/// Asks how many records there are in the modules that are read for the first time: without that, no progress bar could
/// know its end before the last module begins. What goes wrong here, goes wrong again in the walk and is told there.
async fn count_first(tools: &Tools, steps: &[Step]) {
    for step in steps.iter().filter(|step| step.extent == Extent::Changes(None)) {
        let request = PageRequest {
            per_page: Some(1),
            ..PageRequest::first(step.fetch, None)
        };
        match tools.client.fetch(&request, &tools.cancel).await {
            Ok(page) => tools.ledger.total(step.fetch, page.total),
            Err(error) => {
                tracing::debug!(module = step.fetch.name(), %error, "the records could not be counted beforehand");
                return;
            }
        }
    }
}

/// Remembers with the module's checkpoint how its walk ended.
fn note(
    store: &Store,
    source: crate::store::SourceId,
    step: &Step,
    status: RunStatus,
    advice: &Advice,
) -> Result<(), StoreError> {
    let mut documents = Vec::new();
    for module in step.kept() {
        let key = Checkpoint::key(source, module);
        let mut checkpoint = store.get::<Checkpoint>(key)?.unwrap_or_default();
        checkpoint.status = Some(status);
        checkpoint.problem = (status == RunStatus::Failed).then(|| advice.clone());
        documents.push(Put::new(key, &checkpoint));
    }
    store.commit(crate::store::Commit {
        source,
        changes: Vec::new(),
        documents,
    })?;
    Ok(())
}
