//! What is done on this tab.

use ratatui::layout::Position;

use super::state::Spot;
use crate::api::wire::Advice;
use crate::tui::action_id::Modules;
use crate::tui::ask::Answer;
use crate::tui::ask::Slot;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::place::Place;

/// Asks for what the tab shows, when it is opened and when something has changed.
pub fn load(_model: &mut Model) -> Vec<Effect> {
    Vec::new()
}

/// Does an action of this tab.
pub fn run(_model: &mut Model, _action: Modules) -> Vec<Effect> {
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

/// Whether a spot is drawn about with the mouse button held, such as the edge of a column.
pub const fn is_drawn(_spot: Spot) -> bool {
    false
}

/// Draws a spot about, from where the button was pressed to where the mouse is; `done` when the button was let go.
pub fn draw(_model: &mut Model, _spot: Spot, _from: Position, _to: Position, _done: bool) -> Vec<Effect> {
    Vec::new()
}

/// Turns the wheel by some rows.
pub fn scroll(_model: &mut Model, _rows: i32) -> Vec<Effect> {
    Vec::new()
}

/// The place that is shown.
pub fn place(_model: &Model) -> Place {
    Place::Modules {
        module: None,
        view: None,
    }
}

/// Arrives at a place of this tab.
pub fn arrive(
    _model: &mut Model,
    _module: Option<crate::catalog::Module>,
    _view: Option<&crate::tui::place::TableView>,
) {
}

/// Takes in a key that means nothing else: it is typed, where something is.
pub fn typed(_model: &mut Model, _event: &crossterm::event::KeyEvent) -> Vec<Effect> {
    Vec::new()
}

/// Takes in what was pasted.
pub fn paste(_model: &mut Model, _text: &str) -> Vec<Effect> {
    Vec::new()
}
