//! What an action is.

use crate::tui::action_id::ActionId;
use crate::tui::context::Context;
use crate::tui::keys::Chord;
use crate::tui::model::Model;

/// One thing that can be done.
pub struct Action {
    /// Which.
    pub id: ActionId,
    /// Its name, as short as the footer needs it.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub description: &'static str,
    /// The keys that do it, unless somebody gave it others.
    pub keys: &'static [Chord],
    /// Where.
    pub contexts: &'static [Context],
    /// Its rank in the footer, the lowest first; nothing where it is not shown there.
    pub footer: Option<u8>,
    /// Whether it can be done now; if not, why.
    pub enabled: fn(&Model) -> Result<(), String>,
}

impl Action {
    /// The keys that do it for this person.
    pub fn chords<'a>(&self, model: &'a Model) -> &'a [Chord]
    where
        Self: 'static,
    {
        model.keymap.changed(self.id).unwrap_or(self.keys)
    }
}
