//! Keys and paste, and what they do.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};

use super::top::{close, page, scroll, set_cursor};
use super::{notify, shell, travel};
use crate::tui::action_id::{ActionId, Overlay as OverlayAction};
use crate::tui::actions::{self, Meaning};
use crate::tui::context::Context;
use crate::tui::keys::Key;
use crate::tui::model::{Model, Overlay, Target};
use crate::tui::msg::Effect;
use crate::tui::overlay::{self, Choice};
use crate::tui::place::Tab;
use crate::tui::tab::{audit, charts, dashboard, history, modules, sources};

pub(super) fn key(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    if event.kind == KeyEventKind::Release {
        return Vec::new();
    }
    model.notice = None;
    model.drag = None;
    if !model.pending.is_empty() && event.modifiers.is_empty() {
        match event.code {
            KeyCode::Esc => {
                model.pending.clear();
                return Vec::new();
            }
            KeyCode::Backspace => {
                model.pending.pop();
                return Vec::new();
            }
            _ => {}
        }
    }
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

/// Goes where the typed letters lead, if they are a label.
fn jump(model: &mut Model) -> Vec<Effect> {
    let Overlay::Jump(field) = &model.overlay else {
        return Vec::new();
    };
    match overlay::jump::typed(&model.hits, field.text()) {
        overlay::jump::Typed::Part => Vec::new(),
        overlay::jump::Typed::Nothing => {
            model.overlay = Overlay::None;
            Vec::new()
        }
        overlay::jump::Typed::Whole(target) => {
            model.overlay = Overlay::None;
            click(model, target, false)
        }
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
        Overlay::Jump(field) => {
            field.key(event);
            jump(model)
        }
        Overlay::None if model.tab == Tab::Modules => modules::update::typed(model, event),
        Overlay::None if model.tab == Tab::Audit => audit::update::typed(model, event),
        Overlay::None if model.tab == Tab::Charts => charts::update::typed(model, event),
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
        Overlay::None if model.tab == Tab::Charts => charts::update::paste(model, text),
        _ => Vec::new(),
    }
}

/// A click, or with `twice` the second one on the same thing.
pub(super) fn click(model: &mut Model, target: Target, twice: bool) -> Vec<Effect> {
    match target {
        Target::Action(id) => run(model, id),
        Target::Tab(tab) => shell::show(model, tab),
        Target::Panel(panel) => dashboard::update::click(model, panel),
        Target::Modules(spot) => modules::update::click(model, spot, twice),
        Target::Sources(spot) => sources::update::click(model, spot, twice),
        Target::History(spot) => history::update::click(model, spot, twice),
        Target::Audit(spot) => audit::update::click(model, spot, twice),
        Target::Charts(spot) => charts::update::click(model, spot, twice),
        Target::Entry(entry) => {
            if !set_cursor(model, entry) {
                return Vec::new();
            }
            choose(model)
        }
    }
}

/// Does what the entry under the cursor stands for. What cannot be done is said, and the list stays.
fn choose(model: &mut Model) -> Vec<Effect> {
    let Some((choice, word)) = overlay::chosen(model) else {
        return Vec::new();
    };
    if let Choice::Refused(why) = choice {
        return notify(model, why, true);
    }
    close(model);
    if let Some(word) = word {
        overlay::palette::remember(model, word);
    }
    match choice {
        Choice::Action(id) => run(model, id),
        Choice::Open(address) => travel::open(model, &address),
        Choice::Elsewhere(tab, id) => {
            let mut effects = shell::show(model, tab);
            let chain = Context::of(model).chain();
            let here = actions::action(id).filter(|action| !action.contexts.iter().any(|place| chain.contains(place)));
            effects.extend(match here {
                Some(action) => notify(model, overlay::only_there(action), true),
                None => run(model, id),
            });
            effects
        }
        Choice::Refused(_) => Vec::new(),
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
        ActionId::Shell(id) => shell::run(model, id),
        ActionId::Overlay(id) => on_top(model, id),
        ActionId::Dashboard(id) => dashboard::update::run(model, id),
        ActionId::Modules(id) => modules::update::run(model, id),
        ActionId::Sources(id) => sources::update::run(model, id),
        ActionId::History(id) => history::update::run(model, id),
        ActionId::Audit(id) => audit::update::run(model, id),
        ActionId::Charts(id) => charts::update::run(model, id),
    }
}

fn on_top(model: &mut Model, id: OverlayAction) -> Vec<Effect> {
    match id {
        OverlayAction::Close => match &mut model.overlay {
            Overlay::Help(search) | Overlay::Palette(search) if !search.field.is_empty() => {
                search.field.clear();
                search.at = 0;
            }
            _ => close(model),
        },
        OverlayAction::Choose => return choose(model),
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
