//! What is remembered of the tables from one start to the next.

use serde_json::Value;

use crate::tui::model::Model;

/// How the tables are laid out. Nobody but this tab reads it.
pub fn layouts(model: &Model) -> Value {
    model.modules.layouts.clone()
}

/// Lays the tables out as they were. What is not understood is left out.
pub fn restore_layouts(model: &mut Model, layouts: &Value) {
    model.modules.layouts = layouts.clone();
}
