//! What is shown, as it stands: what the engine told, and the sync that runs.

use chrono::NaiveDate;

use crate::api::wire::{Day, Run};
use crate::tui::model::Model;

/// Today, in the data source's time zone.
pub(super) fn today(model: &Model) -> NaiveDate {
    model.now.with_timezone(&model.zone()).date_naive()
}

/// The day under the cursor.
pub(super) fn chosen(model: &Model) -> NaiveDate {
    let last = model.history.days.as_ref().and_then(|days| days.last());
    model
        .history
        .day
        .or(last.map(|day| day.day))
        .unwrap_or_else(|| today(model))
}

/// The days as they stand: what was told, and the sync that runs.
pub(super) fn days(model: &Model) -> Vec<Day> {
    let mut days = model.history.days.clone().unwrap_or_default();
    if let Some(progress) = model.progress() {
        let began = progress.run.started_at.with_timezone(&model.zone()).date_naive();
        if let Some(day) = days.iter_mut().find(|day| day.day == began) {
            day.running = true;
        }
    }
    days
}

/// The syncs of the day under the cursor as they stand, the newest first; nothing while they are on their way.
pub(super) fn runs(model: &Model) -> Option<Vec<Run>> {
    let day = chosen(model);
    let (of, runs) = model.history.runs.as_ref()?;
    if *of != day {
        return None;
    }
    let mut runs = runs.clone();
    if let Some(progress) = model.progress() {
        let began = progress.run.started_at.with_timezone(&model.zone()).date_naive();
        match runs.iter_mut().find(|run| run.id == progress.run.id) {
            Some(run) => run.clone_from(&progress.run),
            None if began == day => runs.insert(0, progress.run.clone()),
            None => {}
        }
    }
    Some(runs)
}

/// The sync that is shown in full, as it stands.
pub(super) fn open(model: &Model) -> Option<&Run> {
    let id = model.history.run?;
    let now = model
        .progress()
        .map(|progress| &progress.run)
        .filter(|run| run.id == id);
    let known = || {
        let runs = model.history.runs.as_ref().map(|(_, runs)| runs.as_slice());
        runs.and_then(|runs| runs.iter().find(|run| run.id == id))
    };
    now.or(model.history.shown.as_ref().filter(|run| run.id == id))
        .or_else(known)
}
