//! What happened: the runs, the calendar of the runs, and the audit history, as they are asked for.

use std::ops::ControlFlow;
use std::sync::PoisonError;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::audit::{AuditEntry, AuditQuery, MOST_ENTRIES};
use super::calendar::{Calendar, Day};
use super::error::EngineError;
use super::owner::Engine;
use super::role::Wish;
use super::users::Caller;
use crate::store::{Document, Store, StoreError};
use crate::sync::{Run, Source};
use crate::text::Advice;

/// The most days of one calendar.
const MOST_DAYS: u32 = 400;
/// So many documents are read at a time.
const CHUNK: u64 = 512;

impl Engine {
    /// The newest runs, newest first.
    pub async fn runs(&self, caller: &Caller, source: Option<u32>, limit: usize) -> Result<Vec<Run>, EngineError> {
        caller.may(Wish::Look)?;
        let engine = self.clone();
        Ok(tokio::task::spawn_blocking(move || {
            // Several data sources share the table: read on until there are enough of the one that is asked for.
            let mut found = Vec::new();
            backwards::<Run>(&engine.0.store, |id, run| {
                if source.is_none_or(|source| run.source == source) && found.len() < limit {
                    found.push(engine.as_it_stands(id, run));
                }
                enough(found.len(), limit)
            })?;
            Ok::<_, StoreError>(found)
        })
        .await??)
    }

    /// The runs that began on a day in the data source's time zone, newest first; of the first data source when none is
    /// named.
    pub async fn runs_of(&self, caller: &Caller, source: Option<u32>, day: NaiveDate) -> Result<Vec<Run>, EngineError> {
        caller.may(Wish::Look)?;
        let source = self.source(source)?;
        let engine = self.clone();
        Ok(tokio::task::spawn_blocking(move || {
            let zone = zone(&source);
            let ids: Vec<u64> = engine.calendar(before(day), |calendar| {
                let runs = calendar.runs(source.id).rev();
                runs.filter(|(_, line)| line.day(zone) == day)
                    .map(|(id, _)| id)
                    .collect()
            })?;
            let mut runs = Vec::with_capacity(ids.len());
            for id in ids {
                // One that was pruned since is left out.
                let found = engine.0.store.get::<Run>(id)?;
                runs.extend(found.map(|run| engine.as_it_stands(id, run)));
            }
            Ok::<_, StoreError>(runs)
        })
        .await??)
    }

    /// One run by its number.
    pub async fn run(&self, caller: &Caller, id: u64) -> Result<Run, EngineError> {
        caller.may(Wish::Look)?;
        let store = self.0.store.clone();
        let found = tokio::task::spawn_blocking(move || store.get::<Run>(id)).await??;
        found
            .map(|run| self.as_it_stands(id, run))
            .ok_or(EngineError::NoRun(id))
    }

    /// How often a data source synced on each of the last days in its time zone, the oldest first and today last; of the
    /// first data source when none is named.
    pub async fn days(&self, caller: &Caller, source: Option<u32>, days: u32) -> Result<Vec<Day>, EngineError> {
        caller.may(Wish::Look)?;
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(EngineError::Invalid(Advice::new(
                format!("A calendar cannot have {days} days."),
                format!("It has between 1 and {MOST_DAYS}."),
                "Ask for 45, which is what the screens show.",
            )));
        }
        let source = self.source(source)?;
        let engine = self.clone();
        Ok(tokio::task::spawn_blocking(move || {
            let zone = zone(&source);
            let today = Utc::now().with_timezone(&zone).date_naive();
            // A day more, because the first one begins earlier or later than in UTC.
            let since = Utc::now() - TimeDelta::days(i64::from(days) + 1);
            engine.calendar(since, |calendar| calendar.days(source.id, zone, today, days))
        })
        .await??)
    }

    /// Entries of the audit history, newest first.
    pub async fn audit(&self, caller: &Caller, query: AuditQuery) -> Result<Vec<AuditEntry>, EngineError> {
        caller.may(Wish::ReadAudit)?;
        let store = self.0.store.clone();
        Ok(tokio::task::spawn_blocking(move || {
            let since = query.since(Utc::now());
            let limit = query.limit.unwrap_or(MOST_ENTRIES).min(MOST_ENTRIES);
            let mut found = Vec::new();
            backwards::<AuditEntry>(&store, |id, entry| {
                if since.is_some_and(|since| entry.at < since) {
                    return ControlFlow::Break(());
                }
                let entry = AuditEntry { id, ..entry };
                if found.len() < limit && query.matches(&entry) {
                    found.push(entry);
                }
                enough(found.len(), limit)
            })?;
            Ok::<_, StoreError>(found)
        })
        .await??)
    }

    /// Looks at the calendar, read back to a moment.
    pub(super) fn calendar<R>(&self, since: DateTime<Utc>, look: impl FnOnce(&Calendar) -> R) -> Result<R, StoreError> {
        let mut calendar = self.0.calendar.lock().unwrap_or_else(PoisonError::into_inner);
        calendar.read(&self.0.store, since)?;
        Ok(look(&calendar))
    }

    /// A run by what is stored of it or, while it is under way, by how far it is.
    fn as_it_stands(&self, id: u64, run: Run) -> Run {
        let live = self.live();
        let running = live
            .values()
            .filter_map(|live| live.running.as_ref())
            .find(|running| running.run == id);
        let now = running.and_then(|running| running.progress.borrow().as_ref().map(|now| now.run.clone()));
        now.unwrap_or(Run { id, ..run })
    }
}

fn zone(source: &Source) -> Tz {
    source.time_zone.parse().unwrap_or(Tz::UTC)
}

/// A moment before the day begins, in any zone.
fn before(day: NaiveDate) -> DateTime<Utc> {
    let begin = day.and_time(NaiveTime::MIN).and_utc();
    begin.checked_sub_signed(TimeDelta::days(1)).unwrap_or(begin)
}

const fn enough(found: usize, limit: usize) -> ControlFlow<()> {
    if found >= limit {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

/// Goes through the documents of a type from the newest on, a piece at a time, until somebody has enough.
fn backwards<D: Document>(store: &Store, mut see: impl FnMut(u64, D) -> ControlFlow<()>) -> Result<(), StoreError> {
    let mut end = store.last::<D>(1)?.last().map_or(0, |(last, _)| last + 1);
    while end > 0 {
        let start = end.saturating_sub(CHUNK);
        for (key, document) in store.range::<D>(start..end)?.into_iter().rev() {
            if see(key, document).is_break() {
                return Ok(());
            }
        }
        end = start;
    }
    Ok(())
}
