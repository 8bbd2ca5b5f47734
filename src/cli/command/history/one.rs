//! One sync in full.

use chrono::{DateTime, Utc};

use super::tone;
use crate::api::wire::{ModuleRun, Run, Status};
use crate::cli::look::{Look, Tone};
use crate::cli::output::{Align, Grid};
use crate::cli::pick;
use crate::text::{SafeText, format};

pub(super) fn lines(run: &Run, status: &Status, now: DateTime<Utc>, look: &Look) -> Vec<String> {
    let source = status.sources.iter().find(|source| source.id == run.source);
    let zone = source.map_or(chrono_tz::UTC, pick::zone);
    let name = source.map_or_else(
        || format!("data source {} (removed)", run.source),
        |source| SafeText::new(&source.name).to_string(),
    );
    let state = match tone(run.status) {
        Some(tone) => look.tone(tone, run.status.label()),
        None => run.status.label().to_owned(),
    };
    let by = run.by.as_deref().unwrap_or("system");
    let mut lines = vec![
        format!(
            "{} {state}",
            look.tone(Tone::Strong, &format!("Sync {} of {name}", run.id))
        ),
        format!("  started     {}", format::moment(run.started_at, zone)),
        format!(
            "  ended       {}",
            run.ended_at
                .map_or_else(|| format::EMPTY.to_owned(), |at| format::moment(at, zone))
        ),
        format!("  took        {}", format::elapsed(run.duration(now))),
        format!("  why         {}, by {}", run.trigger.label(), SafeText::new(by)),
        format!("  calls       {}", format::count(run.calls)),
    ];
    if let Some(reason) = &run.reason {
        let words = [
            ("problem", &reason.what),
            ("reason", &reason.why),
            ("solution", &reason.next),
        ];
        lines.extend(words.map(|(head, text)| format!("  {head:<11} {}", SafeText::new(text))));
    }
    lines.push(String::new());
    lines.extend(table(run, look));
    for module in &run.modules {
        lines.extend(
            module
                .reason
                .iter()
                .map(|reason| format!("  {}: {}", module.module, SafeText::new(reason.to_string()))),
        );
        lines.extend(
            module
                .examples
                .iter()
                .map(|example| format!("  {}: {}", module.module, SafeText::new(example))),
        );
    }
    lines
}

fn table(run: &Run, look: &Look) -> Vec<String> {
    let mut grid = Grid::new(&[
        ("  Module", Align::Left),
        ("State", Align::Whole),
        ("Received", Align::Right),
        ("Intercom said", Align::Right),
        ("New", Align::Right),
        ("Changed", Align::Right),
        ("Unchanged", Align::Right),
        ("Deleted", Align::Right),
        ("Odd", Align::Right),
        ("Pages", Align::Right),
        ("Complete", Align::Whole),
    ]);
    for module in &run.modules {
        let rows = &module.rows;
        let (complete, missing) = completeness(module);
        grid.toned([
            (format!("  {}", module.module), None),
            (module.status.label().to_owned(), tone(module.status)),
            (format::count(rows.received), None),
            (
                module.total.map_or_else(|| format::EMPTY.to_owned(), format::count),
                None,
            ),
            (format::count(rows.inserted), None),
            (format::count(rows.updated), None),
            (format::count(rows.unchanged), None),
            (format::count(rows.deleted), None),
            (format::count(module.problems), None),
            (format::count(module.pages), None),
            (complete, missing.then_some(Tone::Warn)),
        ]);
    }
    grid.lines(look)
}

/// Whether everything came that Intercom said there is, in words; and whether something is missing.
fn completeness(module: &ModuleRun) -> (String, bool) {
    match module.total {
        None => (format::EMPTY.to_owned(), false),
        Some(total) if module.rows.received >= total => ("yes".to_owned(), false),
        Some(total) => (format!("{} missing", format::count(total - module.rows.received)), true),
    }
}
