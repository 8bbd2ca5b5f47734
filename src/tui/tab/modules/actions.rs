//! What can be done with a table.

use crate::tui::actions::Action;

/// What can be done with a table.
pub const ACTIONS: &[Action] = &[];
