//! The places that are not tables, in lines.

use chrono_tz::Tz;

use super::overview::overview;
use crate::api::wire::{Advice, AuditEntry, Day, Run, RunStatus, SourceStatus};
use crate::text::format;
use crate::tui::model::{Model, Scene};
use crate::tui::theme::Glyphs;
use crate::tui::words::plural;

/// Columns of the dashboard as text. A line that is longer goes on in the next one.
const WIDTH: usize = 100;

/// What happened, why, and what to do.
pub(super) fn advice(advice: &Advice) -> Vec<String> {
    vec![
        format!("Problem: {}", advice.what),
        format!("Why: {}", advice.why),
        format!("What to do: {}", advice.next),
    ]
}

/// The figures, or why there are none.
pub(super) fn dashboard(model: &Model) -> Vec<String> {
    match model.scene() {
        Scene::Connecting => vec!["The engine has not answered yet.".to_owned()],
        Scene::NoEngine(problem) | Scene::NoFigures(problem) => advice(problem),
        Scene::NoSource => vec!["No workspace is connected. `interlens connect` connects one.".to_owned()],
        Scene::SourceGone => {
            vec!["The data source that was asked for is not there. sources says which are.".to_owned()]
        }
        Scene::Stopped(shown) => source(shown, model),
        Scene::FirstRun(shown) => {
            let mut lines = vec!["There are no figures yet: nothing has been synced.".to_owned()];
            lines.extend(source(shown, model));
            lines
        }
        Scene::NothingYet(_) => vec!["Everything was synced, and there are no conversations.".to_owned()],
        Scene::Computing(_) => vec!["The figures are being computed; show says them when they are there.".to_owned()],
        Scene::Figures(shown, figures) => {
            let Some(mut status) = model.status.clone() else {
                return Vec::new();
            };
            status.sources = vec![shown.clone()];
            let text = overview(&status, figures, WIDTH, Glyphs::Ascii);
            text.lines().map(str::to_owned).collect()
        }
    }
}

/// The tables of the data source.
pub(super) fn modules(model: &Model) -> Vec<String> {
    let Some(source) = model.current() else {
        return dashboard(model);
    };
    let mut lines = vec![format!("The tables of {}. The name of one shows it.", source.name)];
    for module in &source.modules {
        let state = module.status.map_or("never synced", |status| status.label());
        lines.push(format!(
            "{}: {}, {state}",
            module.module.name(),
            plural(module.rows, "row")
        ));
    }
    lines
}

/// Every data source.
pub(super) fn sources(model: &Model) -> Vec<String> {
    let Some(status) = model.status.as_ref().filter(|status| !status.sources.is_empty()) else {
        return dashboard(model);
    };
    let shown = status.sources.iter().flat_map(|shown| source(shown, model));
    shown.collect()
}

fn source(source: &SourceStatus, model: &Model) -> Vec<String> {
    let zone: Tz = source.time_zone.parse().unwrap_or(Tz::UTC);
    let mut lines = vec![format!("Data source: {}", source.name)];
    if let Some(account) = &source.account {
        lines.push(format!("Account: {account}"));
    }
    lines.push(format!("State: {}", source.state.label()));
    if let Some(at) = source.last_success_at {
        lines.push(format!(
            "Last synced: {}, {} ago",
            format::moment(at, zone),
            model.age(at)
        ));
    }
    if let Some(at) = source.next_sync_at {
        lines.push(format!("Next sync: {}", format::moment(at, zone)));
    }
    lines.push(format!("Rows: {}", format::count(source.rows)));
    lines.push(format!("Time zone: {}", source.time_zone));
    if let Some(progress) = &source.progress {
        let done = progress
            .run
            .modules
            .iter()
            .filter(|module| !matches!(module.status, RunStatus::Waiting | RunStatus::Running))
            .count();
        lines.push(format!(
            "Sync: {done} of {} done, {} received",
            plural(progress.run.modules.len() as u64, "module"),
            plural(progress.run.rows.received, "row")
        ));
        if let Some(seconds) = progress.seconds_left {
            lines.push(format!("Time left: about {}", format::duration(seconds as i64)));
        }
        if let Some(wait) = &progress.waiting {
            lines.push(format!("Waiting: {}", wait.reason));
        }
    }
    if let Some(problem) = &source.problem {
        lines.extend(advice(problem));
    }
    lines
}

/// The days on which there were syncs.
pub(super) fn days(days: &[Day]) -> Vec<String> {
    let mut lines = vec![format!(
        "Syncs of the last {}; history and a day says more.",
        plural(days.len() as u64, "day")
    )];
    let before = lines.len();
    for day in days.iter().rev() {
        let all = day.succeeded + day.failed + day.stopped;
        if all == 0 && !day.running {
            continue;
        }
        let head = format!("{}: {}", day.day.format("%a %Y-%m-%d"), plural(u64::from(all), "sync"));
        let mut parts = vec![head];
        for (count, word) in [
            (day.succeeded, "worked"),
            (day.failed, "failed"),
            (day.stopped, "stopped"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {word}"));
            }
        }
        if day.running {
            parts.push("one runs".to_owned());
        }
        lines.push(parts.join(", "));
    }
    if lines.len() == before {
        lines.push("There were none.".to_owned());
    }
    lines
}

/// The syncs of a day.
pub(super) fn runs(runs: &[Run], model: &Model) -> Vec<String> {
    if runs.is_empty() {
        return vec!["There were no syncs that day.".to_owned()];
    }
    let line = |run: &Run| {
        format!(
            "Sync {}: {}, {}, {}, took {}, {} new, {} changed, {} gone",
            run.id,
            format::moment(run.started_at, model.zone()),
            run.trigger.label(),
            run.status.label(),
            format::elapsed(run.duration(model.now)),
            format::count(run.rows.inserted),
            format::count(run.rows.updated),
            format::count(run.rows.deleted)
        )
    };
    let mut lines: Vec<String> = runs.iter().map(line).collect();
    lines.push("history run and its number says more of one.".to_owned());
    lines
}

/// One sync.
pub(super) fn run(run: &Run, model: &Model) -> Vec<String> {
    let zone = model.zone();
    let mut lines = vec![
        format!("Sync: {}", run.id),
        format!("Began: {}", format::moment(run.started_at, zone)),
        format!("Began because of: {}", run.trigger.label()),
        format!("Asked for by: {}", run.by.as_deref().unwrap_or("nobody")),
        format!("Result: {}", run.status.label()),
        format!("Took: {}", format::elapsed(run.duration(model.now))),
        format!("Calls: {}", format::count(run.calls)),
    ];
    if let Some(reason) = &run.reason {
        lines.extend(advice(reason));
    }
    for module in &run.modules {
        let rows = &module.rows;
        lines.push(format!(
            "{}: {}, {} received, {} new, {} changed, {} gone",
            module.module.name(),
            module.status.label(),
            format::count(rows.received),
            format::count(rows.inserted),
            format::count(rows.updated),
            format::count(rows.deleted)
        ));
        if module.problems > 0 {
            lines.push(format!(
                "{} of its values were not as they should be: {}",
                module.problems,
                module.examples.join("; ")
            ));
        }
        if let Some(reason) = &module.reason {
            lines.extend(advice(reason));
        }
    }
    lines
}

/// Entries of the audit history; in full where it is one that was asked for.
pub(super) fn audit(entries: &[AuditEntry], entry: Option<u64>, model: &Model) -> Vec<String> {
    let zone = model.zone();
    if let Some(number) = entry {
        let Some(entry) = entries.iter().find(|entry| entry.id == number) else {
            return vec![format!("There is no entry {number} in the last 180 days.")];
        };
        let mut lines = vec![
            format!("Entry: {}", entry.id),
            format!("When: {}", format::moment(entry.at, zone)),
            format!("Who: {}", entry.who.as_deref().unwrap_or("the system")),
            format!("Action: {}", entry.action.label()),
            format!("What: {}", entry.what),
        ];
        if let Some((_, name)) = &entry.source {
            lines.push(format!("Data source: {name}"));
        }
        lines.extend(entry.before.iter().map(|before| format!("Before: {before}")));
        lines.extend(entry.after.iter().map(|after| format!("After: {after}")));
        return lines;
    }
    if entries.is_empty() {
        return vec!["There are no such entries.".to_owned()];
    }
    let line = |entry: &AuditEntry| {
        format!(
            "Entry {}: {}, {}, {}: {}",
            entry.id,
            format::moment(entry.at, zone),
            entry.who.as_deref().unwrap_or("the system"),
            entry.action.label(),
            entry.what
        )
    };
    entries.iter().map(line).collect()
}
