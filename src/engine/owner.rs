//! The engine itself: what it holds, how it opens and closes, and how things stand.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::{broadcast, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::answers::Answers;
use super::audit::{Action, AuditEntry};
use super::calendar::Calendar;
use super::error::EngineError;
use super::event::Event;
use super::home::Home;
use super::live::Live;
use super::ready::Ready;
use super::role::Wish;
use super::shelf::Shelf;
use super::status::{EngineStatus, Health, SourceState, Status};
use super::users::{Caller, Users};
use crate::store::{Options as StoreOptions, Store, StoreError};
use crate::sync::{Run, RunStatus, Source};

/// So many of the newest runs are looked at for what was last.
const RECENT_RUNS: usize = 1000;
/// Events that a slow client may lag behind before it misses some; it then asks for the status anew.
const EVENTS: usize = 256;

/// How an engine is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where its files are.
    pub home: Home,
    /// Whether it serves a simulated workspace.
    pub demo: bool,
    /// Sync every data source again so long after its last sync ended; only when asked where nothing is said.
    pub every: Option<Duration>,
}

/// The owner of the store. Clones are the same engine.
#[derive(Clone)]
pub struct Engine(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub store: Store,
    pub demo: bool,
    pub every: Option<Duration>,
    pub started_at: DateTime<Utc>,
    pub clients: AtomicU32,
    pub users: Mutex<Users>,
    pub live: Mutex<BTreeMap<u32, Live>>,
    /// One sync is started at a time, so that two wishes for the same cannot both find it free.
    pub starting: tokio::sync::Mutex<()>,
    pub events: broadcast::Sender<Event>,
    pub touched: watch::Sender<u64>,
    pub overviews: Ready,
    pub sheets: Shelf,
    pub answers: Answers,
    pub calendar: Mutex<Calendar>,
    pub stop: CancellationToken,
    pub tasks: TaskTracker,
}

/// A client that is attached, for as long as it lives.
pub struct Attached(Engine);

impl Engine {
    /// Opens the store, and goes on with what was broken off. Fails where another engine has it.
    pub async fn open(options: Options) -> Result<Self, EngineError> {
        for folder in options.home.folders() {
            make_private(folder)?;
        }
        let path = options.home.database();
        let engine = tokio::task::spawn_blocking(move || {
            let store = Store::open(&path, StoreOptions::default())?;
            Self::load(store, options.demo, options.every)
        })
        .await??;
        engine.go_on().await?;
        engine.keep_house();
        engine.keep_overviews();
        engine.keep_time();
        Ok(engine)
    }

    fn load(store: Store, demo: bool, every: Option<Duration>) -> Result<Self, EngineError> {
        let mut runs: Vec<Run> = store
            .last::<Run>(RECENT_RUNS)?
            .into_iter()
            .map(|(_, run)| run)
            .collect();
        runs.sort_by_key(|run| std::cmp::Reverse(run.id));
        for run in runs.iter_mut().filter(|run| run.status == RunStatus::Running) {
            run.status = RunStatus::Interrupted;
            run.ended_at = Some(Utc::now());
            for part in &mut run.modules {
                if matches!(part.status, RunStatus::Running | RunStatus::Waiting) {
                    part.status = RunStatus::Interrupted;
                }
            }
            store.put(run.id, run)?;
        }
        let mut live = BTreeMap::new();
        for (_, source) in store.all::<Source>()? {
            live.insert(source.id, Live::load(&store, source, &runs)?);
        }
        let users = Users::load(&store)?;
        Ok(Self(Arc::new(Inner {
            store,
            demo,
            every,
            started_at: Utc::now(),
            clients: AtomicU32::new(0),
            users: Mutex::new(users),
            live: Mutex::new(live),
            starting: tokio::sync::Mutex::new(()),
            events: broadcast::channel(EVENTS).0,
            touched: watch::channel(0).0,
            overviews: Ready::default(),
            sheets: Shelf::default(),
            answers: Answers::default(),
            calendar: Mutex::default(),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        })))
    }

    /// Who has this number.
    pub fn caller(&self, uid: u32) -> Result<Caller, EngineError> {
        let mut users = self.0.users.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(users.meet(uid, &self.0.store)?)
    }

    /// Counts a client for as long as what it gives lives.
    pub fn attach(&self) -> Attached {
        self.0.clients.fetch_add(1, Ordering::Relaxed);
        self.touch();
        Attached(self.clone())
    }

    /// Whether nobody is attached and there is nothing to keep in step.
    pub fn is_unused(&self) -> bool {
        self.0.clients.load(Ordering::Relaxed) == 0 && self.live().is_empty()
    }

    /// Whether it serves a simulated workspace.
    pub fn is_demo(&self) -> bool {
        self.0.demo
    }

    /// How things stand.
    pub async fn status(&self, caller: &Caller) -> Result<Status, EngineError> {
        caller.may(Wish::Look)?;
        let engine = self.clone();
        Ok(tokio::task::spawn_blocking(move || engine.stand()).await??)
    }

    fn stand(&self) -> Result<Status, StoreError> {
        let sources = self
            .live()
            .values()
            .map(|live| live.status(&self.0.store, self.0.every))
            .collect::<Result<Vec<_>, _>>()?;
        let health = sources.iter().map(|source| match source.state {
            SourceState::Failed | SourceState::Paused => Health::Failed,
            SourceState::Synced => Health::Fine,
            // While it syncs, what it was before still tells whether the data can be relied on.
            SourceState::Syncing if source.last_success_at.is_some() => Health::Fine,
            SourceState::Never | SourceState::Stopped | SourceState::Syncing => Health::Degraded,
        });
        let health = health.max().unwrap_or(Health::Degraded);
        let size = self.0.store.size()?;
        Ok(Status {
            health,
            engine: EngineStatus {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                pid: std::process::id(),
                started_at: self.0.started_at,
                demo: self.0.demo,
                clients: self.0.clients.load(Ordering::Relaxed),
                file_bytes: size.file,
                record_bytes: size.live,
            },
            sources,
        })
    }

    /// Changes when [`status`](Self::status) does.
    pub fn touched(&self) -> watch::Receiver<u64> {
        self.0.touched.subscribe()
    }

    /// What happens from now on, statuses aside.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.0.events.subscribe()
    }

    /// Writes an audit entry.
    pub(super) fn note(
        &self,
        caller: &Caller,
        action: Action,
        source: Option<&Source>,
        what: String,
        after: Option<String>,
    ) -> Result<(), StoreError> {
        self.0.store.append(&AuditEntry {
            id: 0,
            at: Utc::now(),
            who: Some(caller.name.clone()),
            role: Some(caller.role),
            action,
            source: source.map(|source| (source.id, source.name.clone())),
            what,
            before: None,
            after,
        })?;
        Ok(())
    }

    /// Asks it to end.
    pub fn stop(&self, caller: &Caller) -> Result<(), EngineError> {
        caller.may(Wish::Stop)?;
        self.note(caller, Action::Stop, None, "The engine was ended.".to_owned(), None)?;
        self.0.stop.cancel();
        Ok(())
    }

    /// Ends it, whoever asks.
    pub fn end(&self) {
        self.0.stop.cancel();
    }

    /// Comes back when it has been asked to end.
    pub async fn ended(&self) {
        self.0.stop.cancelled().await;
    }

    /// Lets syncs commit what they hold, and waits for everything that runs.
    pub async fn close(self) {
        self.0.stop.cancel();
        // Nobody may be listening any more, and then nobody needs to be told.
        let _ = self.0.events.send(Event::Goodbye);
        for live in self.live().values() {
            if let Some(running) = &live.running {
                running.cancel.cancel();
            }
        }
        self.0.tasks.close();
        self.0.tasks.wait().await;
    }

    pub(super) fn live(&self) -> MutexGuard<'_, BTreeMap<u32, Live>> {
        self.0.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn touch(&self) {
        self.0.touched.send_modify(|count| *count += 1);
    }
}

impl Drop for Attached {
    fn drop(&mut self) {
        self.0.0.clients.fetch_sub(1, Ordering::Relaxed);
        self.0.touch();
    }
}

impl Caller {
    /// Refuses what their role does not allow.
    pub(super) fn may(&self, wish: Wish) -> Result<(), EngineError> {
        if self.role >= wish.needs() {
            return Ok(());
        }
        Err(EngineError::Forbidden {
            wish: wish.words(),
            needs: wish.needs(),
            has: self.role,
        })
    }
}

/// Makes a folder that is its owner's alone. One that is there already keeps its mode, unless others could write to it.
fn make_private(folder: &Path) -> Result<(), EngineError> {
    let failed = |source| EngineError::Folder {
        folder: folder.to_owned(),
        source,
    };
    if let Ok(found) = fs::metadata(folder) {
        if found.permissions().mode() & 0o022 != 0 {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(failed)?;
        }
        return Ok(());
    }
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(failed)
}
