//! The one list of everything a person can do.
//!
//! Keys, footer, help and clicks all come from [`ALL`]. What an action does is in [`super::update`].

use crossterm::event::{KeyCode, KeyEvent};

use super::action_id::ActionId;
use super::conditions::{always, has_other_source, may_cancel, may_start, with_figures};
use super::keys::Key;
use super::model::{Model, Overlay};
use crate::api::wire::Period;

/// Where an action can be done. The innermost context that is open is the one that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// Wherever one is.
    Anywhere,
    /// The dashboard with all its panels.
    Dashboard,
    /// One panel over the whole screen.
    Enlarged,
    /// The list of actions.
    Help,
    /// The question whether to cancel.
    Confirm,
}

impl Context {
    /// All of them, in the order of the help.
    pub const ALL: [Self; 5] = [
        Self::Dashboard,
        Self::Enlarged,
        Self::Confirm,
        Self::Help,
        Self::Anywhere,
    ];

    /// The context that counts.
    pub const fn of(model: &Model) -> Self {
        match model.overlay {
            Overlay::Help { .. } => Self::Help,
            Overlay::ConfirmCancel => Self::Confirm,
            Overlay::None if model.enlarged => Self::Enlarged,
            Overlay::None => Self::Dashboard,
        }
    }

    /// Its heading in the help.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Anywhere => "Everywhere",
            Self::Dashboard => "Dashboard",
            Self::Enlarged => "One panel",
            Self::Help => "In this help",
            Self::Confirm => "When asked",
        }
    }

    /// Whether printing keys are typed into a field here.
    pub const fn types(self) -> bool {
        matches!(self, Self::Help)
    }
}

/// One thing that can be done.
pub struct Action {
    /// Which.
    pub id: ActionId,
    /// Its name, as short as the footer needs it.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub description: &'static str,
    /// The keys that do it.
    pub keys: &'static [Key],
    /// Where.
    pub contexts: &'static [Context],
    /// Its rank in the footer, the lowest first; nothing where it is not shown there.
    pub footer: Option<u8>,
    /// Whether it can be done now; if not, why.
    pub enabled: fn(&Model) -> Result<(), String>,
}

use Context::{Anywhere, Confirm, Dashboard, Enlarged, Help};

/// Everything that can be done.
pub const ALL: &[Action] = &[
    Action {
        id: ActionId::Left,
        name: "left",
        description: "Move to the panel on the left.",
        keys: &[Key::of(KeyCode::Left), Key::char('h')],
        contexts: &[Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Down,
        name: "down",
        description: "Move to the panel below.",
        keys: &[Key::of(KeyCode::Down), Key::char('j')],
        contexts: &[Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Up,
        name: "up",
        description: "Move to the panel above.",
        keys: &[Key::of(KeyCode::Up), Key::char('k')],
        contexts: &[Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Right,
        name: "right",
        description: "Move to the panel on the right.",
        keys: &[Key::of(KeyCode::Right), Key::char('l')],
        contexts: &[Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Next,
        name: "next panel",
        description: "Move to the next panel.",
        keys: &[Key::of(KeyCode::Tab)],
        contexts: &[Dashboard, Enlarged],
        footer: Some(2),
        enabled: with_figures,
    },
    Action {
        id: ActionId::Previous,
        name: "previous panel",
        description: "Move to the panel before.",
        keys: &[Key::of(KeyCode::BackTab)],
        contexts: &[Dashboard, Enlarged],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::First,
        name: "first panel",
        description: "Move to the first panel.",
        keys: &[Key::of(KeyCode::Home), Key::char('g')],
        contexts: &[Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Last,
        name: "last panel",
        description: "Move to the last panel.",
        keys: &[Key::of(KeyCode::End), Key::char('G')],
        contexts: &[Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::PageUp,
        name: "page up",
        description: "Scroll up, where the terminal is too small for everything.",
        keys: &[Key::of(KeyCode::PageUp), Key::ctrl('u')],
        contexts: &[Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::PageDown,
        name: "page down",
        description: "Scroll down, where the terminal is too small for everything.",
        keys: &[Key::of(KeyCode::PageDown), Key::ctrl('d')],
        contexts: &[Dashboard],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::Open,
        name: "enlarge",
        description: "Show the panel over the whole screen.",
        keys: &[Key::of(KeyCode::Enter), Key::char('o')],
        contexts: &[Dashboard],
        footer: Some(1),
        enabled: with_figures,
    },
    Action {
        id: ActionId::Back,
        name: "back",
        description: "Go back to all panels.",
        keys: &[
            Key::of(KeyCode::Esc),
            Key::of(KeyCode::Enter),
            Key::of(KeyCode::Backspace),
        ],
        contexts: &[Enlarged],
        footer: Some(1),
        enabled: always,
    },
    Action {
        id: ActionId::PeriodNext,
        name: "period",
        description: "Show the next longer period: 7, 30, 90, 365 days.",
        keys: &[Key::char('p')],
        contexts: &[Dashboard, Enlarged],
        footer: Some(3),
        enabled: with_figures,
    },
    Action {
        id: ActionId::PeriodPrevious,
        name: "shorter period",
        description: "Show the next shorter period.",
        keys: &[Key::char('P')],
        contexts: &[Dashboard, Enlarged],
        footer: None,
        enabled: with_figures,
    },
    Action {
        id: ActionId::SourceNext,
        name: "data source",
        description: "Show the next data source.",
        keys: &[Key::char('d')],
        contexts: &[Dashboard, Enlarged],
        footer: Some(5),
        enabled: has_other_source,
    },
    Action {
        id: ActionId::SyncNow,
        name: "sync now",
        description: "Bring in what is new, now.",
        keys: &[Key::char('s')],
        contexts: &[Dashboard, Enlarged],
        footer: Some(4),
        enabled: may_start,
    },
    Action {
        id: ActionId::CancelSync,
        name: "cancel sync",
        description: "Cancel the sync that runs; what it has brought in stays.",
        keys: &[Key::char('x')],
        contexts: &[Dashboard, Enlarged],
        footer: Some(4),
        enabled: may_cancel,
    },
    Action {
        id: ActionId::Refresh,
        name: "refresh",
        description: "Compute the figures again; without an engine, look for one now.",
        keys: &[Key::char('r'), Key::of(KeyCode::F(5))],
        contexts: &[Dashboard, Enlarged],
        footer: Some(6),
        enabled: always,
    },
    Action {
        id: ActionId::Mouse,
        name: "mouse",
        description: "Give the mouse back to the terminal, to select text; again to take it.",
        keys: &[Key::char('m')],
        contexts: &[Dashboard, Enlarged],
        footer: None,
        enabled: always,
    },
    Action {
        id: ActionId::ConfirmYes,
        name: "cancel the sync",
        description: "Yes, cancel the sync.",
        keys: &[Key::char('y'), Key::of(KeyCode::Enter)],
        contexts: &[Confirm],
        footer: Some(1),
        enabled: always,
    },
    Action {
        id: ActionId::ConfirmNo,
        name: "go on",
        description: "No, let it go on.",
        keys: &[Key::char('n'), Key::of(KeyCode::Esc)],
        contexts: &[Confirm],
        footer: Some(2),
        enabled: always,
    },
    Action {
        id: ActionId::HelpClose,
        name: "close",
        description: "Close the help; where something was typed, erase that first.",
        keys: &[Key::of(KeyCode::Esc), Key::of(KeyCode::F(1)), Key::of(KeyCode::Enter)],
        contexts: &[Help],
        footer: Some(1),
        enabled: always,
    },
    Action {
        id: ActionId::HelpUp,
        name: "up",
        description: "Scroll the help up.",
        keys: &[Key::of(KeyCode::Up)],
        contexts: &[Help],
        footer: None,
        enabled: always,
    },
    Action {
        id: ActionId::HelpDown,
        name: "scroll",
        description: "Scroll the help down.",
        keys: &[Key::of(KeyCode::Down)],
        contexts: &[Help],
        footer: Some(2),
        enabled: always,
    },
    Action {
        id: ActionId::HelpPageUp,
        name: "page up",
        description: "Scroll the help a page up.",
        keys: &[Key::of(KeyCode::PageUp)],
        contexts: &[Help],
        footer: None,
        enabled: always,
    },
    Action {
        id: ActionId::HelpPageDown,
        name: "page down",
        description: "Scroll the help a page down.",
        keys: &[Key::of(KeyCode::PageDown)],
        contexts: &[Help],
        footer: None,
        enabled: always,
    },
    Action {
        id: ActionId::HelpErase,
        name: "erase",
        description: "Erase the last character that was typed.",
        keys: &[Key::of(KeyCode::Backspace)],
        contexts: &[Help],
        footer: None,
        enabled: always,
    },
    Action {
        id: ActionId::Help,
        name: "help",
        description: "Show everything that can be done; type to find.",
        keys: &[Key::char('?'), Key::of(KeyCode::F(1))],
        contexts: &[Dashboard, Enlarged],
        footer: Some(0),
        enabled: always,
    },
    Action {
        id: ActionId::Redraw,
        name: "redraw",
        description: "Paint the whole screen again.",
        keys: &[Key::ctrl('l')],
        contexts: &[Anywhere],
        footer: None,
        enabled: always,
    },
    Action {
        id: ActionId::Suspend,
        name: "suspend",
        description: "Go back to the shell for a while; `fg` comes back here.",
        keys: &[Key::ctrl('z')],
        contexts: &[Anywhere],
        footer: None,
        enabled: always,
    },
    Action {
        id: ActionId::Quit,
        name: "quit",
        description: "Leave the dashboard. The engine and its schedule go on.",
        keys: &[Key::char('q'), Key::ctrl('c')],
        contexts: &[Anywhere],
        footer: Some(7),
        enabled: always,
    },
];

/// The longest and shortest period have no neighbour on one side; `p` and `P` go round.
pub const fn previous_period(period: Period) -> Period {
    period.next().next().next()
}

/// An action by name.
pub fn action(id: ActionId) -> Option<&'static Action> {
    ALL.iter().find(|action| action.id == id)
}

/// The action of a key in the context that counts.
pub fn for_key(model: &Model, event: &KeyEvent) -> Option<&'static Action> {
    let context = Context::of(model);
    let matches = |action: &&Action, context: Context| {
        action.contexts.contains(&context)
            && action
                .keys
                .iter()
                .any(|key| key.is(event) && !(Context::of(model).types() && key.types()))
    };
    ALL.iter()
        .find(|action| matches(action, context))
        .or_else(|| ALL.iter().find(|action| matches(action, Anywhere)))
}

/// The actions of the footer, the most useful first: what can be done here and now.
pub fn footer(model: &Model) -> Vec<&'static Action> {
    let context = Context::of(model);
    let mut actions: Vec<&Action> = ALL
        .iter()
        .filter(|action| action.footer.is_some())
        .filter(|action| action.contexts.contains(&context) || action.contexts.contains(&Anywhere))
        .filter(|action| !(context.types() && action.keys.iter().all(|key| key.types())))
        .filter(|action| (action.enabled)(model).is_ok())
        .collect();
    actions.sort_by_key(|action| action.footer);
    actions
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for context in Context::ALL {
            let here: Vec<(&Action, &Key)> = ALL
                .iter()
                .filter(|action| action.contexts.contains(&context) || action.contexts.contains(&Anywhere))
                .flat_map(|action| action.keys.iter().map(move |key| (action, key)))
                .collect();
            for (index, (action, key)) in here.iter().enumerate() {
                for (other, same) in &here[index + 1..] {
                    assert!(key != same, "{:?} and {:?} in {context:?}", action.id, other.id);
                }
            }
        }
    }

    #[test]
    fn every_action_is_there_once_and_can_be_reached() {
        let mut seen = HashSet::new();
        for action in ALL {
            assert!(seen.insert(action.id), "{:?} twice", action.id);
            assert!(
                !action.keys.is_empty() && !action.contexts.is_empty(),
                "{:?}",
                action.id
            );
            assert!(action.description.ends_with('.'), "{:?}", action.id);
            for context in action.contexts {
                // Where printing keys are typed, an action needs another kind of key.
                assert!(
                    !context.types() || action.keys.iter().any(|key| !key.types()),
                    "{:?} cannot be reached in {context:?}",
                    action.id
                );
            }
        }
    }
}
