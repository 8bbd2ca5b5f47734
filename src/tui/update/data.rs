//! What the engine says, and the questions it is asked.

use crate::api::wire::{Advice, Event, Run, RunStatus, Status, Trigger};
use crate::text::format;
use crate::tui::ask::{Answer, Ask, Slot, Ticket};
use crate::tui::clean::Clean;
use crate::tui::model::{Figures, Link, Model};
use crate::tui::msg::{Effect, Msg};
use crate::tui::news;
use crate::tui::notice::notify;
use crate::tui::place::Tab;
use crate::tui::tab::{audit, charts, dashboard, history, modules, sources};
use crate::tui::words::plural;

pub(super) fn take(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Connected(hello) => {
            model.link = Link::Up;
            model.hello = Some((*hello).cleaned());
            // What was asked on the old connection has no answer any more; the first status asks again.
            model.tickets.forget_all();
            model.dashboard.figures.loading = false;
            model.dashboard.figures.outdated = true;
            Vec::new()
        }
        Msg::Lost(advice) => {
            model.link = Link::Gone {
                advice: advice.cleaned(),
            };
            model.tickets.forget_all();
            model.dashboard.figures.loading = false;
            Vec::new()
        }
        Msg::Event(event) => self::event(model, event),
        Msg::Answer { ticket, result } => answer(model, ticket, result),
        Msg::ReloadDue(generation) => dashboard::update::reload_due(model, generation),
        Msg::Race(number) => charts::update::tick(model, number),
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

/// Gives an answer to whoever asked, unless it comes too late.
fn answer(model: &mut Model, ticket: Ticket, result: Result<Answer, Advice>) -> Vec<Effect> {
    if !model.tickets.close(ticket) {
        return Vec::new();
    }
    let result = result.cleaned();
    match ticket.slot {
        Slot::Figures => dashboard::update::answer(model, result),
        Slot::Rows | Slot::Record | Slot::Link(_) | Slot::Find | Slot::Locate | Slot::Values | Slot::Copy => {
            modules::update::answer(model, ticket.slot, result)
        }
        Slot::Days | Slot::Runs | Slot::Run => history::update::answer(model, ticket.slot, result),
        Slot::Audit => audit::update::answer(model, ticket.slot, result),
        Slot::Chart(_) => charts::fetch::answer(model, ticket.slot, result),
        Slot::Notifications => {
            match result {
                Ok(Answer::Notifications(told)) => model.news.take(told),
                Ok(_) => {}
                Err(advice) => model.news.problem = Some(advice),
            }
            Vec::new()
        }
    }
}

fn event(model: &mut Model, event: Event) -> Vec<Effect> {
    match event {
        Event::Status { status } => self::status(model, (*status).cleaned()),
        Event::Changed { source, .. } if Some(source) == model.current().map(|source| source.id) => changed(model),
        Event::RunEnded { run } if Some(run.source) == model.current().map(|source| source.id) => {
            // One that came by the clock and worked is no news; the header says how old the data is.
            let silent = run.trigger == Trigger::Schedule && run.status == RunStatus::Success;
            let mut effects = Vec::new();
            if !silent {
                let (words, bad) = ended(&(*run).cleaned(), model);
                effects = notify(model, words, bad);
            }
            effects.extend(changed(model));
            effects.extend(ask_news(model));
            effects
        }
        Event::RunEnded { .. } => ask_news(model),
        Event::Changed { .. } | Event::Goodbye | Event::Unknown => Vec::new(),
    }
}

/// Asks for what happened while nobody looked.
pub(super) fn ask_news(model: &mut Model) -> Vec<Effect> {
    if model.link != Link::Up {
        return Vec::new();
    }
    vec![Effect::Ask {
        ticket: model.tickets.next(Slot::Notifications),
        ask: Ask::Notifications { limit: news::ASKED },
    }]
}

/// Records, or what is said of them, are no longer what they were.
fn changed(model: &mut Model) -> Vec<Effect> {
    model.dashboard.figures.outdated |= model.tab != Tab::Dashboard;
    match model.tab {
        Tab::Dashboard => dashboard::update::reload(model),
        Tab::Modules => modules::update::load(model),
        Tab::Sources => sources::update::load(model),
        Tab::History => history::update::load(model),
        Tab::Audit => audit::update::load(model),
        Tab::Charts => charts::fetch::load(model),
    }
}

fn status(model: &mut Model, status: Status) -> Vec<Effect> {
    let first = model.status.is_none();
    model.status = Some(status);
    model.heard_at = Some(model.now);
    let back = model.link != Link::Up;
    model.link = Link::Up;
    let mut effects = if first || back { ask_news(model) } else { Vec::new() };
    if let Some(name) = model.awaited.take() {
        effects.extend(choose_source(model, &name));
    }
    let Some(source) = model.current() else {
        return effects;
    };
    let id = source.id;
    model.theme.accent = model
        .status
        .as_ref()
        .and_then(|status| status.sources.iter().position(|source| source.id == id))
        .unwrap_or(0);
    let figures = &model.dashboard.figures;
    // Only the dashboard's own figures can be outdated: other tabs are told of every change and ask then.
    let outdated = model.tab == Tab::Dashboard && (figures.outdated || figures.generation == 0);
    if first || back || outdated {
        effects.extend(super::load(model));
    }
    effects
}

/// Asks at once, because somebody wants to know; without an engine, looks for one.
pub(super) fn refresh(model: &mut Model) -> Vec<Effect> {
    match model.link {
        Link::Up => super::load(model),
        _ => vec![Effect::Reconnect],
    }
}

/// What belongs to one data source is never shown under the name of another.
pub(super) fn forget_source(model: &mut Model) {
    model.dashboard.figures = Figures {
        generation: model.dashboard.figures.generation,
        ..Figures::default()
    };
    model.tickets.forget_all();
    model.modules.forget();
    model.history = history::state::State::default();
    model.charts.forget();
}

/// Shows the data source with this name or number; says so where there is none.
pub(super) fn choose_source(model: &mut Model, name: &str) -> Vec<Effect> {
    let Some(status) = &model.status else {
        model.awaited = Some(name.to_owned());
        return Vec::new();
    };
    let names: Vec<&str> = status.sources.iter().map(|source| source.name.as_str()).collect();
    let found = status
        .sources
        .iter()
        .position(|source| source.name.eq_ignore_ascii_case(name) || source.id.to_string() == name);
    let Some(at) = found else {
        let there = if names.is_empty() {
            "none is connected".to_owned()
        } else {
            format!("there are {}", names.join(", "))
        };
        return notify(model, format!("No data source is called {name:?}; {there}."), true);
    };
    let id = status.sources[at].id;
    if model.current().map(|source| source.id) != Some(id) {
        model.source = Some(id);
        model.theme.accent = at;
        forget_source(model);
    }
    Vec::new()
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
    choose(model, *id)
}

/// Shows a data source. Figures of another one are never shown under its name.
pub(super) fn choose(model: &mut Model, id: u32) -> Vec<Effect> {
    model.source = Some(id);
    let sources = model.status.as_ref().map(|status| status.sources.as_slice());
    let place = sources.and_then(|sources| sources.iter().position(|source| source.id == id));
    model.theme.accent = place.unwrap_or(0);
    forget_source(model);
    super::load(model)
}

pub(in crate::tui) fn ended(run: &Run, model: &Model) -> (String, bool) {
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
