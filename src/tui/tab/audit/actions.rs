//! What can be done on this tab.

use crate::tui::actions::Action;

/// What can be done on this tab.
pub const ACTIONS: &[Action] = &[];
