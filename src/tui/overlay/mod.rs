//! What lies on top of a tab and is chosen from: help, palette, notifications, jump labels, and what may follow a key.
//!
//! Each file knows what it offers and how that looks; none of them does anything. [`chosen`] says what the person chose,
//! and whoever asked does it.

pub mod explain;
pub mod help;
pub mod jump;
pub mod notifications;
pub mod palette;
mod rank;
mod sheet;
pub mod which;

use super::action_id::ActionId;
use super::actions::Action;
use super::context::Context;
use super::model::{Model, Overlay};
use super::place::{Address, Tab};

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// An action of this place.
    Action(ActionId),
    /// An action of another tab, which has to be shown first.
    Elsewhere(Tab, ActionId),
    /// A place.
    Open(Address),
    /// Something that cannot be done now, and why.
    Refused(String),
}

/// How many entries the list on top has.
pub fn len(model: &Model) -> usize {
    match &model.overlay {
        Overlay::Help(search) => help::entries(model, search.field.text()).len(),
        Overlay::Palette(search) => palette::found(model, search.field.text()).len(),
        Overlay::Notifications(_) => model.news.len(),
        Overlay::None | Overlay::Jump(_) | Overlay::ConfirmCancel => 0,
    }
}

/// What the entry under the cursor stands for, and the word by which it is remembered.
pub fn chosen(model: &Model) -> Option<(Choice, Option<String>)> {
    match &model.overlay {
        Overlay::Help(search) => {
            let entries = help::entries(model, search.field.text());
            let action = entries.get(usize::from(search.at)).map(|(_, action)| *action)?;
            Some((of_action(model, action), None))
        }
        Overlay::Palette(search) => {
            let found = palette::found(model, search.field.text())
                .into_iter()
                .nth(usize::from(search.at))?;
            Some((found.entry.choice, Some(found.entry.word)))
        }
        Overlay::Notifications(at) => notifications::choice(model, *at).map(|choice| (choice, None)),
        Overlay::None | Overlay::Jump(_) | Overlay::ConfirmCancel => None,
    }
}

/// What it takes to do an action from where one is, under whatever lies on top.
fn of_action(model: &Model, action: &'static Action) -> Choice {
    let chain = Context::under(model).chain();
    if action.contexts.iter().any(|context| chain.contains(context)) {
        return match (action.enabled)(model) {
            Ok(()) => Choice::Action(action.id),
            Err(why) => Choice::Refused(why),
        };
    }
    let front = [
        Context::Dashboard,
        Context::Table,
        Context::ModuleList,
        Context::Sources,
        Context::History,
        Context::Audit,
    ];
    let reachable = action.contexts.iter().find(|context| front.contains(context));
    match reachable.and_then(|context| context.tab()) {
        Some(tab) if tab != model.tab => Choice::Elsewhere(tab, action.id),
        _ => Choice::Refused(only_there(action)),
    }
}

/// Why an action that belongs elsewhere cannot be done.
pub fn only_there(action: &Action) -> String {
    let places: Vec<&str> = action.contexts.iter().map(|context| context.label()).collect();
    format!("It belongs to: {}.", places.join(", "))
}

#[cfg(test)]
mod tests;
