//! What is done on this tab.

use super::state::Spot;
use crate::api::wire::Advice;
use crate::tui::action_id::Sources;
use crate::tui::ask::Answer;
use crate::tui::ask::Slot;
use crate::tui::model::Model;
use crate::tui::msg::Effect;

/// Asks for what the tab shows, when it is opened and when something has changed.
pub fn load(_model: &mut Model) -> Vec<Effect> {
    Vec::new()
}

/// Does an action of this tab.
pub fn run(_model: &mut Model, _action: Sources) -> Vec<Effect> {
    Vec::new()
}

/// Takes in an answer to a question of this tab.
pub fn answer(_model: &mut Model, _slot: Slot, _result: Result<Answer, Advice>) -> Vec<Effect> {
    Vec::new()
}

/// A click, or with `twice` the second one on the same spot.
pub fn click(_model: &mut Model, _spot: Spot, _twice: bool) -> Vec<Effect> {
    Vec::new()
}

/// Turns the wheel by some rows.
pub fn scroll(_model: &mut Model, _rows: i32) -> Vec<Effect> {
    Vec::new()
}
