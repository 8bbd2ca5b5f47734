//! The runs by day: what the calendar of the sync history is made of.
//!
//! A run's record holds all its modules; of thousands of runs only a line each is needed here. The lines are read from the
//! newest run backwards, as far as somebody asks, and kept: a run that ended does not change any more.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::store::{Store, StoreError};
use crate::sync::{Run, RunStatus, Trigger};

/// So many runs are read at a time.
const CHUNK: u64 = 256;

/// A day of the sync history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The day, in the data source's time zone.
    pub day: NaiveDate,
    /// Syncs that brought everything in.
    pub succeeded: u32,
    /// Syncs that failed.
    pub failed: u32,
    /// Syncs that were cancelled or interrupted.
    pub stopped: u32,
    /// Whether one runs.
    pub running: bool,
}

impl Day {
    /// A day without a sync.
    pub const fn empty(day: NaiveDate) -> Self {
        Self {
            day,
            succeeded: 0,
            failed: 0,
            stopped: 0,
            running: false,
        }
    }

    /// How many syncs began on it.
    pub const fn syncs(&self) -> u32 {
        self.succeeded + self.failed + self.stopped + self.running as u32
    }

    fn count(&mut self, status: RunStatus) {
        match status {
            RunStatus::Success => self.succeeded += 1,
            RunStatus::Failed => self.failed += 1,
            RunStatus::Cancelled | RunStatus::Interrupted => self.stopped += 1,
            RunStatus::Waiting | RunStatus::Running => self.running = true,
        }
    }
}

/// What is kept of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub source: u32,
    pub started_at: DateTime<Utc>,
    pub status: RunStatus,
    pub trigger: Trigger,
    pub modules: usize,
}

impl Line {
    const fn of(run: &Run) -> Self {
        Self {
            source: run.source,
            started_at: run.started_at,
            status: run.status,
            trigger: run.trigger,
            modules: run.modules.len(),
        }
    }

    const fn has_ended(&self) -> bool {
        !matches!(self.status, RunStatus::Waiting | RunStatus::Running)
    }

    /// The day on which it began.
    pub(super) fn day(&self, zone: Tz) -> NaiveDate {
        self.started_at.with_timezone(&zone).date_naive()
    }
}

/// The runs that were read so far.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    lines: BTreeMap<u64, Line>,
    /// Every run from this number on was read.
    from: Option<u64>,
}

impl Calendar {
    /// Reads what is new, and back to a moment.
    pub(super) fn read(&mut self, store: &Store, since: DateTime<Utc>) -> Result<(), StoreError> {
        let mut from = match self.from {
            Some(from) => {
                let open = self.lines.iter().find(|(_, line)| !line.has_ended());
                let next = self.lines.last_key_value().map_or(from, |(last, _)| last + 1);
                self.take(store.range::<Run>(open.map_or(next, |(id, _)| *id)..)?);
                from
            }
            None => store.last::<Run>(1)?.last().map_or(0, |(last, _)| last + 1),
        };
        while from > 0
            && self
                .lines
                .first_key_value()
                .is_none_or(|(_, line)| line.started_at >= since)
        {
            let start = from.saturating_sub(CHUNK);
            self.take(store.range::<Run>(start..from)?);
            from = start;
        }
        self.from = Some(from);
        Ok(())
    }

    /// Whether there are no runs before those that were read.
    pub(super) fn is_whole(&self) -> bool {
        self.from == Some(0)
    }

    /// The runs of a data source with their numbers, the oldest first.
    pub(super) fn runs(&self, source: u32) -> impl DoubleEndedIterator<Item = (u64, &Line)> {
        let own = self.lines.iter().filter(move |(_, line)| line.source == source);
        own.map(|(id, line)| (*id, line))
    }

    /// How often a data source synced on each of the days that end with `today`, the oldest first.
    pub(super) fn days(&self, source: u32, zone: Tz, today: NaiveDate, days: u32) -> Vec<Day> {
        let mut counted: Vec<Day> = back_from(today, days).map(Day::empty).collect();
        counted.reverse();
        let Some(first) = counted.first().map(|day| day.day) else {
            return counted;
        };
        for (_, line) in self.runs(source) {
            let at = (line.day(zone) - first).num_days();
            if let Some(day) = usize::try_from(at).ok().and_then(|at| counted.get_mut(at)) {
                day.count(line.status);
            }
        }
        counted
    }

    fn take(&mut self, runs: Vec<(u64, Run)>) {
        self.lines
            .extend(runs.into_iter().map(|(id, run)| (id, Line::of(&run))));
    }
}

/// This day and those before it.
fn back_from(today: NaiveDate, days: u32) -> impl Iterator<Item = NaiveDate> {
    (0..u64::from(days)).map_while(move |back| today.checked_sub_days(Days::new(back)))
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone};

    use super::*;
    use crate::store::Options;
    use crate::sync::{ModuleRun, RowCounts};

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 22, 13, 5, 0).unwrap()
    }

    fn run(source: u32, started_at: DateTime<Utc>, status: RunStatus) -> Run {
        Run {
            id: 0,
            source,
            trigger: Trigger::Schedule,
            by: None,
            started_at,
            ended_at: None,
            status,
            calls: 1,
            rows: RowCounts::default(),
            modules: vec![ModuleRun::waiting(crate::catalog::Module::Teams)],
            reason: None,
        }
    }

    fn store() -> (Store, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("runs.redb"), Options::default()).unwrap();
        (store, folder)
    }

    #[test]
    fn days_are_counted_in_the_zone_and_empty_ones_are_there() {
        let (store, _folder) = store();
        let mut calendar = Calendar::default();
        let today = now().date_naive();
        calendar.read(&store, now()).unwrap();
        assert_eq!(
            calendar.days(1, Tz::UTC, today, 3),
            back_from(today, 3)
                .map(Day::empty)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect::<Vec<_>>()
        );
        // Half past eleven in the evening in UTC is the next day in Berlin.
        let late = Utc.with_ymd_and_hms(2026, 11, 20, 23, 30, 0).unwrap();
        for (source, at, status) in [
            (1, now() - TimeDelta::days(40), RunStatus::Success),
            (1, late, RunStatus::Failed),
            (2, late, RunStatus::Success),
            (1, late + TimeDelta::hours(2), RunStatus::Cancelled),
            (1, now(), RunStatus::Running),
        ] {
            store.append(&run(source, at, status)).unwrap();
        }
        calendar.read(&store, now() - TimeDelta::days(4)).unwrap();
        let days = calendar.days(1, chrono_tz::Europe::Berlin, today, 3);
        assert_eq!(days.iter().map(Day::syncs).collect::<Vec<_>>(), [0, 2, 1]);
        assert_eq!((days[1].failed, days[1].stopped, days[2].running), (1, 1, true));
        assert_eq!(calendar.days(1, Tz::UTC, today, 3)[0].failed, 1);
        assert_eq!(calendar.days(2, Tz::UTC, today, 3)[0].succeeded, 1);
        // The one that ran has ended since.
        store.put(5, &run(1, now(), RunStatus::Success)).unwrap();
        calendar.read(&store, now()).unwrap();
        assert_eq!(
            calendar.days(1, Tz::UTC, today, 1)[0],
            Day {
                succeeded: 1,
                ..Day::empty(today)
            }
        );
    }

    #[test]
    fn no_more_is_read_than_is_asked_for() {
        let (store, _folder) = store();
        let all = 3 * CHUNK;
        for hour in (0..all).rev() {
            let at = now() - TimeDelta::hours(i64::try_from(hour).unwrap());
            store.append(&run(1, at, RunStatus::Success)).unwrap();
        }
        let mut calendar = Calendar::default();
        calendar.read(&store, now() - TimeDelta::days(2)).unwrap();
        assert_eq!(calendar.runs(1).count() as u64, CHUNK);
        assert!(!calendar.is_whole());
        calendar.read(&store, now() - TimeDelta::days(400)).unwrap();
        assert_eq!(calendar.runs(1).count() as u64, all);
        assert!(calendar.is_whole());
        let days = calendar.days(1, Tz::UTC, now().date_naive(), 45);
        assert_eq!(days.iter().map(Day::syncs).sum::<u32>(), u32::try_from(all).unwrap());
        assert_eq!(days.len(), 45);
    }
}
