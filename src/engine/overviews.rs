//! Figures, kept ready: a dashboard that opens is answered from memory.
//!
//! What was asked for within the last minutes is computed anew whenever records have changed (at most once a second), and
//! when the minute has passed, because days begin and periods move on. Only then are clients told that there is
//! something new: their question finds the answer ready.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Utc;
use chrono_tz::Tz;

use super::error::EngineError;
use super::event::Event;
use super::owner::Engine;
use super::ready::Entry;
use super::role::Wish;
use super::users::Caller;
use crate::catalog::Module;
use crate::query::Session;
use crate::report::{Overview, Period, overview};
use crate::sync::Source;

/// Figures that nobody has asked for in so long are no longer kept ready.
const FORGET: Duration = Duration::from_mins(10);
/// Figures older than this are computed anew even though no record has changed.
const STALE: Duration = Duration::from_mins(1);
/// At most so often.
const PAUSE: Duration = Duration::from_secs(1);

impl Engine {
    /// The Overview of a data source; of the first when none is named.
    pub async fn overview(
        &self,
        caller: &Caller,
        source: Option<u32>,
        period: Period,
    ) -> Result<Arc<Overview>, EngineError> {
        caller.may(Wish::Read)?;
        let source = self.source(source)?;
        let key = (source.id, period);
        {
            let mut kept = self.0.overviews.lock();
            if let Some(entry) = kept
                .get_mut(&key)
                .filter(|entry| entry.computed_at.elapsed() < 2 * STALE)
            {
                entry.asked_at = Instant::now();
                return Ok(Arc::clone(&entry.overview));
            }
        }
        let overview = self.compute(&source, period).await?;
        let now = Instant::now();
        let entry = Entry {
            overview: Arc::clone(&overview),
            computed_at: now,
            asked_at: now,
        };
        self.0.overviews.lock().insert(key, entry);
        Ok(overview)
    }

    /// A data source by its number, or the first.
    pub(super) fn source(&self, id: Option<u32>) -> Result<Source, EngineError> {
        let live = self.live();
        match id {
            Some(id) => live
                .get(&id)
                .map(|live| live.source.clone())
                .ok_or(EngineError::NoSource(id)),
            None => live
                .values()
                .next()
                .map(|live| live.source.clone())
                .ok_or(EngineError::NothingConnected),
        }
    }

    async fn compute(&self, source: &Source, period: Period) -> Result<Arc<Overview>, EngineError> {
        let session = self.session(source, &Module::ALL).await?;
        Ok(Arc::new(overview(&session, period).await?))
    }

    /// A session over a data source's records as they are now.
    pub(super) async fn session(&self, source: &Source, modules: &[Module]) -> Result<Session, EngineError> {
        let (store, key, modules) = (self.0.store.clone(), source.key(), modules.to_vec());
        let snapshot = tokio::task::spawn_blocking(move || store.snapshot(key, &modules)).await??;
        let zone: Tz = source.time_zone.parse().unwrap_or(Tz::UTC);
        Ok(Session::new(&snapshot, zone, Utc::now())?)
    }

    /// Computes anew what has changed, and says so.
    pub(super) fn keep_overviews(&self) {
        let engine = self.clone();
        let mut changed = engine.0.store.subscribe();
        self.0.tasks.spawn(async move {
            loop {
                tokio::select! {
                    () = engine.0.stop.cancelled() => return,
                    change = changed.changed() => if change.is_err() { return },
                    () = tokio::time::sleep(STALE) => {}
                }
                changed.mark_unchanged();
                engine.refresh().await;
                tokio::select! {
                    () = engine.0.stop.cancelled() => return,
                    () = tokio::time::sleep(PAUSE) => {}
                }
            }
        });
    }

    async fn refresh(&self) {
        self.0.sheets.tidy();
        let version = self.0.store.version();
        let due: Vec<(u32, Period)> = {
            let mut kept = self.0.overviews.lock();
            kept.retain(|_, entry| entry.asked_at.elapsed() < FORGET);
            let old = |entry: &Entry| entry.overview.data_version != version || entry.computed_at.elapsed() >= STALE;
            kept.iter()
                .filter(|(_, entry)| old(entry))
                .map(|(key, _)| *key)
                .collect()
        };
        for key in due {
            let computed = match self.source(Some(key.0)) {
                Ok(source) => self.compute(&source, key.1).await,
                Err(error) => Err(error),
            };
            match computed {
                Ok(overview) => {
                    if let Some(entry) = self.0.overviews.lock().get_mut(&key) {
                        entry.overview = overview;
                        entry.computed_at = Instant::now();
                    }
                }
                Err(error) => {
                    // Whoever asks next gets the error in words.
                    tracing::warn!(%error, "an overview could not be computed");
                    self.0.overviews.lock().remove(&key);
                }
            }
        }
        // The version is the store's: which data source a change belongs to, it does not tell.
        let sources: Vec<u32> = self.live().keys().copied().collect();
        for source in sources {
            // Nobody may be listening.
            let _ = self.0.events.send(Event::Changed {
                source,
                data_version: version,
            });
        }
        self.touch();
    }
}
