//! What the engine says, and the questions it is asked.

use chrono::TimeDelta;

use super::notify;
use crate::api::wire::{Advice, Event, Run, RunStatus, Status, Trigger};
use crate::text::format;
use crate::tui::clean::Clean;
use crate::tui::model::{Figures, Link, Model};
use crate::tui::msg::{Effect, Msg, Timer};
use crate::tui::words::plural;

/// Changed records lead to new figures at most this often.
const PAUSE: TimeDelta = TimeDelta::seconds(1);

pub(super) fn take(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Connected(hello) => {
            model.link = Link::Up;
            model.hello = Some((*hello).cleaned());
            // What was asked on the old connection has no answer any more; the first status asks again.
            model.figures.loading = false;
            model.figures.outdated = true;
            Vec::new()
        }
        Msg::Lost(advice) => {
            model.link = Link::Gone {
                advice: advice.cleaned(),
            };
            model.figures.loading = false;
            Vec::new()
        }
        Msg::Event(event) => self::event(model, event),
        Msg::Figures { generation, result } => figures(model, generation, result.map(|figures| *figures)),
        Msg::ReloadDue(generation) if generation == model.figures.generation && !model.figures.loading => ask(model),
        Msg::SyncStarted(Ok(started)) if started.already_running => notify(model, "A sync was running already.", false),
        Msg::SyncStarted(Ok(_)) => notify(model, "The sync has started.", false),
        Msg::SyncCancelled(Ok(true)) => notify(model, "The sync is being cancelled; what it brought in stays.", false),
        Msg::SyncCancelled(Ok(false)) => notify(model, "No sync was running any more.", false),
        Msg::SyncStarted(Err(advice)) | Msg::SyncCancelled(Err(advice)) => {
            let advice = advice.cleaned();
            notify(model, format!("{} {}", advice.what, advice.next), true)
        }
        _ => Vec::new(),
    }
}

fn event(model: &mut Model, event: Event) -> Vec<Effect> {
    match event {
        Event::Status { status } => self::status(model, (*status).cleaned()),
        Event::Changed { source, .. } if Some(source) == model.current().map(|source| source.id) => reload(model),
        Event::RunEnded { run } if Some(run.source) == model.current().map(|source| source.id) => {
            // One that came by the clock and worked is no news; the header says how old the data is.
            let silent = run.trigger == Trigger::Schedule && run.status == RunStatus::Success;
            let mut effects = Vec::new();
            if !silent {
                let (words, bad) = ended(&(*run).cleaned(), model);
                effects = notify(model, words, bad);
            }
            effects.extend(reload(model));
            effects
        }
        Event::Changed { .. } | Event::RunEnded { .. } | Event::Goodbye | Event::Unknown => Vec::new(),
    }
}

fn status(model: &mut Model, status: Status) -> Vec<Effect> {
    model.status = Some(status);
    model.heard_at = Some(model.now);
    model.link = Link::Up;
    let Some(source) = model.current() else {
        return Vec::new();
    };
    let id = source.id;
    model.theme.accent = model
        .status
        .as_ref()
        .and_then(|status| status.sources.iter().position(|source| source.id == id))
        .unwrap_or(0);
    let first = model.figures.generation == 0;
    if first || model.figures.outdated {
        return reload(model);
    }
    Vec::new()
}

fn figures(model: &mut Model, generation: u64, result: Result<crate::api::wire::Overview, Advice>) -> Vec<Effect> {
    if generation != model.figures.generation {
        return Vec::new();
    }
    model.figures.loading = false;
    match result {
        Ok(figures) => {
            model.figures.shown = Some(figures.cleaned());
            model.figures.problem = None;
            model.heard_at = Some(model.now);
        }
        Err(advice) => model.figures.problem = Some(advice.cleaned()),
    }
    if model.figures.outdated {
        reload(model)
    } else {
        Vec::new()
    }
}

/// Asks for the figures of the data source and period that are wanted now. An earlier question is forgotten.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(source) = model.current().map(|source| source.id) else {
        return Vec::new();
    };
    model.figures.generation += 1;
    model.figures.asked_at = Some(model.now);
    if model.link != Link::Up {
        model.figures.outdated = true;
        return Vec::new();
    }
    model.figures.loading = true;
    model.figures.outdated = false;
    vec![Effect::LoadFigures {
        generation: model.figures.generation,
        source,
        period: model.period,
    }]
}

/// Asks for the figures again, but not while an answer is awaited and not more often than once a second.
fn reload(model: &mut Model) -> Vec<Effect> {
    if model.figures.loading {
        model.figures.outdated = true;
        return Vec::new();
    }
    let since = model.figures.asked_at.map(|asked| model.now - asked);
    match since {
        Some(since) if since >= TimeDelta::zero() && since < PAUSE => {
            // The timer asks; until then nothing else needs to.
            model.figures.outdated = false;
            let rest = (PAUSE - since).to_std().unwrap_or_default();
            vec![Effect::Later(rest, Timer::Reload(model.figures.generation))]
        }
        _ => ask(model),
    }
}

/// Asks at once, because somebody wants to know; without an engine, looks for one.
pub(super) fn refresh(model: &mut Model) -> Vec<Effect> {
    match model.link {
        Link::Up => ask(model),
        _ => vec![Effect::Reconnect],
    }
}

/// Shows the next data source. Figures of another one are never shown under its name.
pub(super) fn next_source(model: &mut Model) -> Vec<Effect> {
    let current = model.current().map(|source| source.id);
    let Some(status) = &model.status else {
        return Vec::new();
    };
    let ids: Vec<u32> = status.sources.iter().map(|source| source.id).collect();
    let at = current.and_then(|id| ids.iter().position(|other| *other == id));
    let next = at.map_or(0, |at| (at + 1) % ids.len().max(1));
    let Some(id) = ids.get(next) else {
        return Vec::new();
    };
    model.source = Some(*id);
    model.theme.accent = next;
    model.figures = Figures {
        generation: model.figures.generation,
        ..Figures::default()
    };
    ask(model)
}

fn ended(run: &Run, model: &Model) -> (String, bool) {
    let took = format::elapsed(run.duration(model.now));
    match run.status {
        RunStatus::Success => {
            let parts = [
                (run.rows.inserted, "new"),
                (run.rows.updated, "changed"),
                (run.rows.deleted, "gone"),
            ];
            let parts: Vec<String> = parts
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, word)| format!("{} {word}", format::count(count)))
                .collect();
            let what = if parts.is_empty() {
                "nothing has changed".to_owned()
            } else {
                parts.join(", ")
            };
            (
                format!("Synced in {took}: {what}, with {}.", plural(run.calls, "call")),
                false,
            )
        }
        RunStatus::Failed => {
            let why = run
                .reason
                .as_ref()
                .map(|advice| format!(" {} {}", advice.what, advice.next));
            (format!("The sync failed.{}", why.unwrap_or_default()), true)
        }
        other => (
            format!("The sync was {}; what it brought in stays.", other.label()),
            true,
        ),
    }
}
