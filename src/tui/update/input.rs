//! Keys and paste, and what they do.

use crossterm::event::{KeyEvent, KeyEventKind};

use super::{copy, data, notify, travel};
use crate::tui::action_id::{ActionId, Overlay as OverlayAction, Shell};
use crate::tui::actions::{self, Meaning};
use crate::tui::chrome;
use crate::tui::keys::Key;
use crate::tui::model::{Model, Overlay, Search, Target};
use crate::tui::msg::Effect;
use crate::tui::parts::Parts;
use crate::tui::place::{Address, Place, Tab};
use crate::tui::tab::{audit, dashboard, history, modules, sources};

pub(super) fn key(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    if event.kind == KeyEventKind::Release {
        return Vec::new();
    }
    model.notice = None;
    model.drag = None;
    match actions::meaning(model, event) {
        Meaning::Action(action) => {
            model.pending.clear();
            run(model, action.id)
        }
        Meaning::Prefix => {
            model.pending.push(Key::pressed(event));
            Vec::new()
        }
        // A chord that leads nowhere is given up; its last key does not also do something else.
        Meaning::Nothing if !model.pending.is_empty() => {
            model.pending.clear();
            Vec::new()
        }
        Meaning::Nothing => typed(model, event),
    }
}

/// A key that means nothing here is typed, where something can be.
fn typed(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    match &mut model.overlay {
        Overlay::Help(search) | Overlay::Palette(search) => {
            if search.field.key(event) {
                search.at = 0;
            }
            Vec::new()
        }
        Overlay::None if model.tab == Tab::Modules => modules::update::typed(model, event),
        Overlay::None if model.tab == Tab::Audit => audit::update::typed(model, event),
        _ => Vec::new(),
    }
}

pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    match &mut model.overlay {
        Overlay::Help(search) | Overlay::Palette(search) => {
            search.field.paste(text);
            search.at = 0;
            Vec::new()
        }
        Overlay::None if model.tab == Tab::Modules => modules::update::paste(model, text),
        Overlay::None if model.tab == Tab::Audit => audit::update::paste(model, text),
        _ => Vec::new(),
    }
}

/// A click, or with `twice` the second one on the same thing.
pub(super) fn click(model: &mut Model, target: Target, twice: bool) -> Vec<Effect> {
    match target {
        Target::Action(id) => run(model, id),
        Target::Tab(tab) => show(model, tab),
        Target::Panel(panel) => dashboard::update::click(model, panel),
        Target::Modules(spot) => modules::update::click(model, spot, twice),
        Target::Sources(spot) => sources::update::click(model, spot, twice),
        Target::History(spot) => history::update::click(model, spot, twice),
        Target::Audit(spot) => audit::update::click(model, spot, twice),
        Target::Entry(_) => Vec::new(),
    }
}

/// Does an action, or says why it cannot be done.
pub fn run(model: &mut Model, id: ActionId) -> Vec<Effect> {
    let Some(action) = actions::action(id) else {
        return Vec::new();
    };
    if let Err(reason) = (action.enabled)(model) {
        return notify(model, reason, true);
    }
    match id {
        ActionId::Shell(id) => shell(model, id),
        ActionId::Overlay(id) => overlay(model, id),
        ActionId::Dashboard(id) => dashboard::update::run(model, id),
        ActionId::Modules(id) => modules::update::run(model, id),
        ActionId::Sources(id) => sources::update::run(model, id),
        ActionId::History(id) => history::update::run(model, id),
        ActionId::Audit(id) => audit::update::run(model, id),
    }
}

fn show(model: &mut Model, tab: Tab) -> Vec<Effect> {
    if model.tab == tab {
        return Vec::new();
    }
    travel::open(
        model,
        &Address {
            source: None,
            place: Place::of(tab),
        },
    )
}

fn neighbour(model: &Model, by: usize) -> Tab {
    let at = Tab::ALL.iter().position(|tab| *tab == model.tab).unwrap_or(0);
    Tab::ALL[(at + by) % Tab::ALL.len()]
}

fn shell(model: &mut Model, id: Shell) -> Vec<Effect> {
    match id {
        Shell::Dashboard => show(model, Tab::Dashboard),
        Shell::Modules => show(model, Tab::Modules),
        Shell::Sources => show(model, Tab::Sources),
        Shell::History => show(model, Tab::History),
        Shell::Audit => show(model, Tab::Audit),
        Shell::NextTab => show(model, neighbour(model, 1)),
        Shell::PreviousTab => show(model, neighbour(model, Tab::ALL.len() - 1)),
        Shell::GoBack => travel::back(model),
        Shell::GoForward => travel::forward(model),
        Shell::SourceNext => data::next_source(model),
        Shell::SyncNow => {
            let source = model.current().map(|source| source.id);
            let sync = |source| Effect::Sync {
                source,
                modules: Vec::new(),
            };
            source.map(sync).into_iter().collect()
        }
        Shell::CancelSync => {
            model.overlay = Overlay::ConfirmCancel;
            Vec::new()
        }
        Shell::Refresh => data::refresh(model),
        Shell::Notifications => {
            model.overlay = Overlay::Notifications(0);
            Vec::new()
        }
        Shell::Palette => {
            model.overlay = Overlay::Palette(Search::default());
            Vec::new()
        }
        Shell::Jump | Shell::Theme => Vec::new(),
        Shell::CopyAddress => {
            let address = travel::here(model).to_string();
            copy(model, address.clone(), &address)
        }
        Shell::Mouse => {
            model.mouse = !model.mouse;
            let words = if model.mouse {
                "The mouse is back: click a panel, turn the wheel."
            } else {
                "The mouse is the terminal's now: select text as usual. m takes it back."
            };
            let mut effects = notify(model, words, false);
            effects.push(Effect::Mouse(model.mouse));
            effects
        }
        Shell::Help => {
            model.overlay = Overlay::Help(Search::default());
            Vec::new()
        }
        Shell::Redraw => vec![Effect::Redraw],
        Shell::Suspend => vec![Effect::Suspend],
        Shell::Quit => vec![Effect::Quit],
    }
}

fn overlay(model: &mut Model, id: OverlayAction) -> Vec<Effect> {
    match id {
        OverlayAction::Close => match &mut model.overlay {
            Overlay::Help(search) | Overlay::Palette(search) if !search.field.is_empty() => {
                search.field.clear();
                search.at = 0;
            }
            overlay => *overlay = Overlay::None,
        },
        OverlayAction::Choose => {}
        OverlayAction::Up => return scroll(model, -1),
        OverlayAction::Down => return scroll(model, 1),
        OverlayAction::PageUp => return scroll(model, -page(model)),
        OverlayAction::PageDown => return scroll(model, page(model)),
        OverlayAction::Yes => {
            model.overlay = Overlay::None;
            let source = model.current().map(|source| source.id);
            return source.map(|source| Effect::CancelSync { source }).into_iter().collect();
        }
        OverlayAction::No => model.overlay = Overlay::None,
    }
    Vec::new()
}

fn page(model: &Model) -> i32 {
    Parts::of(model).map_or(1, |parts| i32::from(parts.body.height.saturating_sub(2).max(1)))
}

/// Scrolls what can be scrolled.
pub(super) fn scroll(model: &mut Model, rows: i32) -> Vec<Effect> {
    let Some(parts) = Parts::of(model) else {
        return Vec::new();
    };
    match &model.overlay {
        Overlay::Help(search) => {
            let window = model.size.height.saturating_sub(3 + parts.footer.height);
            let most = chrome::help_rows(model, search.field.text(), model.size.width).saturating_sub(window);
            let to = (i32::from(search.at.min(most)) + rows).clamp(0, i32::from(most)) as u16;
            if let Overlay::Help(search) = &mut model.overlay {
                search.at = to;
            }
            Vec::new()
        }
        Overlay::None => match model.tab {
            Tab::Dashboard => dashboard::update::scroll(model, rows),
            Tab::Modules => modules::update::scroll(model, rows),
            Tab::Sources => sources::update::scroll(model, rows),
            Tab::History => history::update::scroll(model, rows),
            Tab::Audit => audit::update::scroll(model, rows),
        },
        _ => Vec::new(),
    }
}
