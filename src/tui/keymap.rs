//! Which keys do what, where somebody wants it otherwise than it is from the start.

use std::collections::BTreeMap;

use super::action_id::ActionId;
use super::keys::Chord;

/// The keys that were changed. What is not here keeps the keys of the registry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    changed: BTreeMap<ActionId, Vec<Chord>>,
}

impl Keymap {
    /// Gives an action other keys; none at all takes them away.
    pub fn set(&mut self, action: ActionId, chords: Vec<Chord>) {
        self.changed.insert(action, chords);
    }

    /// The keys that an action was given, where it was given any.
    pub fn changed(&self, action: ActionId) -> Option<&[Chord]> {
        self.changed.get(&action).map(Vec::as_slice)
    }

    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty()
    }
}
