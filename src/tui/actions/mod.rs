//! The one list of everything a person can do.
//!
//! Keys, footer, help, palette, clicks and the key file all come from [`all`]. Each tab keeps its own part of the list
//! (`tab/*/actions.rs`); what can be done everywhere stands in `shell.rs`, what can be done in what lies on top in
//! `overlay.rs`. What an action does is in the `update` of the same place.

mod action;
mod overlay;
mod shell;

use crossterm::event::KeyEvent;

use super::action_id::ActionId;
use super::context::Context;
use super::keys::{Chord, Key};
use super::model::Model;
use super::tab::{audit, charts, dashboard, history, modules, sources};

pub use action::Action;

/// Everything that can be done, in the order of the help.
pub fn all() -> impl Iterator<Item = &'static Action> + Clone {
    [
        dashboard::actions::ACTIONS,
        modules::actions::ACTIONS,
        sources::actions::ACTIONS,
        history::actions::ACTIONS,
        audit::actions::ACTIONS,
        charts::actions::ACTIONS,
        overlay::ACTIONS,
        shell::ACTIONS,
    ]
    .into_iter()
    .flatten()
}

/// An action by name.
pub fn action(id: ActionId) -> Option<&'static Action> {
    all().find(|action| action.id == id)
}

/// What some keys mean.
pub enum Meaning {
    /// This action.
    Action(&'static Action),
    /// More keys have to come.
    Prefix,
    /// Nothing.
    Nothing,
}

/// What the keys that were pressed so far and one more mean in the context that counts.
pub fn meaning(model: &Model, event: &KeyEvent) -> Meaning {
    let mut keys = model.pending.clone();
    keys.push(Key::pressed(event));
    let context = Context::of(model);
    let mut prefix = false;
    for place in context.chain() {
        let here = all().filter(|action| action.contexts.contains(&place));
        for action in here {
            for chord in action.chords(model) {
                if context.types() && chord.types() {
                    continue;
                }
                if chord.is(&keys) {
                    return Meaning::Action(action);
                }
                prefix |= chord.begins_with(&keys);
            }
        }
    }
    if prefix { Meaning::Prefix } else { Meaning::Nothing }
}

/// What the keys pressed so far can still become: the keys that are missing, and what they do.
pub fn following(model: &Model) -> Vec<(Vec<Key>, &'static Action)> {
    let context = Context::of(model);
    let mut found: Vec<(Vec<Key>, &'static Action)> = Vec::new();
    if model.pending.is_empty() {
        return found;
    }
    for action in here(context) {
        for chord in action.chords(model) {
            if !(context.types() && chord.types()) && chord.begins_with(&model.pending) {
                found.push((chord.keys().skip(model.pending.len()).collect(), action));
            }
        }
    }
    found
}

/// The keys that do an action in a context: those that are not typed there.
pub fn keys<'a>(model: &'a Model, action: &'static Action, context: Context) -> impl Iterator<Item = &'a Chord> {
    let typing = context.types();
    action
        .chords(model)
        .iter()
        .filter(move |chord| !(typing && chord.types()))
}

/// The actions that can be done in a context, those of the places around it included.
pub fn here(context: Context) -> impl Iterator<Item = &'static Action> {
    let chain = context.chain();
    all().filter(move |action| action.contexts.iter().any(|place| chain.contains(place)))
}

/// The actions of the footer, the most useful first: what can be done here and now.
pub fn footer(model: &Model) -> Vec<&'static Action> {
    let context = in_footer(model);
    let mut actions: Vec<&Action> = here(context)
        .filter(|action| action.footer.is_some())
        .filter(|action| keys(model, action, context).next().is_some())
        .filter(|action| (action.enabled)(model).is_ok())
        .collect();
    actions.sort_by_key(|action| action.footer);
    actions
}

/// The context whose actions the footer shows. Under jump labels it stays what it was, so that it can be jumped to.
pub fn in_footer(model: &Model) -> Context {
    match Context::of(model) {
        Context::Jump => Context::under(model),
        context => context,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for context in Context::ALL {
            let here: Vec<(&Action, &Chord)> = here(context)
                .flat_map(|action| action.keys.iter().map(move |chord| (action, chord)))
                .collect();
            for (index, (action, chord)) in here.iter().enumerate() {
                for (other, same) in &here[index + 1..] {
                    assert!(chord != same, "{:?} and {:?} in {context:?}", action.id, other.id);
                    let keys: Vec<Key> = same.keys().collect();
                    let own: Vec<Key> = chord.keys().collect();
                    assert!(
                        !chord.begins_with(&keys) && !same.begins_with(&own),
                        "{:?} begins as {:?} in {context:?}",
                        action.id,
                        other.id
                    );
                }
            }
        }
    }

    #[test]
    fn every_action_is_there_once_and_can_be_reached() {
        let (mut seen, mut slugs) = (HashSet::new(), HashSet::new());
        for action in all() {
            assert!(seen.insert(action.id), "{:?} twice", action.id);
            assert!(slugs.insert(action.id.slug()));
            assert!(
                !action.keys.is_empty() && !action.contexts.is_empty(),
                "{:?}",
                action.id
            );
            assert!(action.description.ends_with('.'), "{:?}", action.id);
            for context in action.contexts {
                // Where printing keys are typed, an action needs another kind of key.
                assert!(
                    !context.types() || action.keys.iter().any(|chord| !chord.types()),
                    "{:?} cannot be reached in {context:?}",
                    action.id
                );
            }
        }
    }
}
