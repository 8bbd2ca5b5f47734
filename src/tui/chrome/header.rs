//! The first line: whose figures these are, for which time, how old they are, and what time it is.

use chrono::{Local, Timelike};
use ratatui::style::Style;

use crate::api::wire::{SourceState, SourceStatus};
use crate::text::display_width;
use crate::tui::model::{Link, Model, Scene};
use crate::tui::paint::Pen;
use crate::tui::place::Tab;
use crate::tui::settings::values::Clock;
use crate::tui::tab::dashboard::panel::sync_share;
use crate::tui::theme::Role;
use crate::tui::words::waited;

/// Draws the line.
pub(in crate::tui) fn draw(pen: &mut Pen<'_>, model: &Model) {
    pen.ground(Role::Raised);
    let width = pen.width();
    let (text, dim) = (pen.style(Role::Text), pen.style(Role::Dim));
    // From the right: what changes and must never be missing comes first, the rest as far as there is room.
    let (hour, minute) = match model.settings.settings().clock.value {
        Clock::Source => clock(&model.now.with_timezone(&model.zone())),
        Clock::Local => clock(&model.now.with_timezone(&Local)),
        Clock::Utc => clock(&model.now),
    };
    let mut left_of = pen.text_right(width.saturating_sub(1), 0, format!("{hour:02}:{minute:02}"), dim);
    let unread = model.news.unread();
    if unread > 0 {
        let bell = format!("{}{unread}", pen.glyphs().pick("⚑ ", "!"));
        let warn = pen.style(Role::Warn);
        left_of = pen.text_right(left_of.saturating_sub(2), 0, bell, warn);
    }
    let (state, role) = state(model);
    let state_style = pen.style(role);
    if !state.is_empty() && display_width(&state) as u16 + 2 < left_of {
        left_of = pen.text_right(left_of.saturating_sub(2), 0, state, state_style);
    }
    let mut x = 1;
    let name = model.current().map(|source| source.name.clone());
    let brand = pen.theme().key();
    // The name of the workspace is worth more than the name of the program.
    if width >= 60 || name.is_none() {
        x = pen.text_in(x, 0, left_of.saturating_sub(x + 1), "interlens", brand) + 2;
    }
    let Some(source) = model.current() else { return };
    let strong = pen.style(Role::Strong);
    let room = left_of.saturating_sub(x + 2);
    x = pen.text_in(x, 0, room, &source.name, strong);
    let several = model.status.as_ref().is_some_and(|status| status.sources.len() > 1);
    if several && x + 2 < left_of {
        x = pen.text(x, 0, pen.glyphs().pick(" ▾", " v"), dim);
    }
    for (words, style) in details(model, source, text, dim) {
        if x + 4 + display_width(&words) as u16 > left_of {
            break;
        }
        x = pen.text(x + 2, 0, words, style);
    }
}

fn clock(at: &impl Timelike) -> (u32, u32) {
    (at.hour(), at.minute())
}

/// What else is worth saying on the left, the most useful first.
fn details(model: &Model, source: &SourceStatus, text: Style, dim: Style) -> Vec<(String, Style)> {
    let mut details = Vec::new();
    if model.status.as_ref().is_some_and(|status| status.engine.demo) {
        details.push(("demo".to_owned(), dim));
    }
    if model.tab == Tab::Dashboard
        && let Scene::Figures(_, overview) = model.scene()
    {
        let mut period = overview.period.to_string();
        if overview.period != model.dashboard.period {
            period = format!("{period}, {} on their way …", model.dashboard.period);
        }
        details.push((period, text));
        details.push((format!("against the {} before", overview.period.days()), dim));
    }
    if let Some(account) = &source.account
        && *account != source.name
    {
        details.push((account.clone(), dim));
    }
    details
}

/// The connection, the sync and the age of the data in a few words.
fn state(model: &Model) -> (String, Role) {
    let glyphs = model.theme.glyphs;
    match &model.link {
        Link::Connecting => return ("connecting …".to_owned(), Role::Dim),
        Link::Gone { .. } => return (format!("{} engine gone", glyphs.state(SourceState::Failed)), Role::Bad),
        Link::Up => {}
    }
    let Some(source) = model.current() else {
        return (String::new(), Role::Dim);
    };
    let mark = glyphs.state(source.state);
    let age = source.last_success_at.map(|at| model.age(at));
    let next = source
        .next_sync_at
        .map(|at| (at - model.minute()).num_minutes().max(0) * 60);
    let words = match (source.state, age) {
        (SourceState::Syncing, _) => match source.progress.as_ref().and_then(crate::api::wire::Progress::fraction) {
            Some(part) => format!("{mark} syncing {}", sync_share(part)),
            None => format!("{mark} syncing"),
        },
        (SourceState::Synced, Some(age)) => match next {
            Some(seconds) if model.size.width >= 100 => {
                format!("{mark} synced {age}, next in {}", waited(seconds))
            }
            _ => format!("{mark} synced {age}"),
        },
        (state, Some(age)) if model.size.width >= 70 => format!("{mark} {}, data {age}", state.label()),
        (state, _) => format!("{mark} {}", state.label()),
    };
    (words, role(model, source))
}

fn role(model: &Model, source: &SourceStatus) -> Role {
    match source.state {
        SourceState::Syncing => Role::Accent,
        SourceState::Failed | SourceState::Paused => Role::Bad,
        SourceState::Stopped | SourceState::Never => Role::Warn,
        // Data is late when the sync that was due has not come.
        SourceState::Synced
            if source
                .next_sync_at
                .is_some_and(|at| (model.now - at).num_minutes() >= 10) =>
        {
            Role::Warn
        }
        SourceState::Synced => Role::Good,
    }
}
