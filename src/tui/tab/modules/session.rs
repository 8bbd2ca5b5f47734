//! What is remembered of the tables from one start to the next.

use serde_json::{Map, Value};

use super::layout::{Layout, Saved};
use super::state::Table;
use crate::catalog::Module;
use crate::tui::model::Model;

/// How the tables are laid out, where that is not as it was from the start. Nobody but this tab reads it.
pub fn layouts(model: &Model) -> Value {
    let saved = model.modules.tables.iter().filter_map(|(module, table)| {
        let saved = serde_json::to_value(table.layout.save(*module)?).ok()?;
        Some((module.slug().to_owned(), saved))
    });
    Value::Object(saved.collect::<Map<String, Value>>())
}

/// Lays the tables out as they were. What is not understood is left out.
pub fn restore_layouts(model: &mut Model, layouts: &Value) {
    for module in Module::ALL {
        let saved = layouts.get(module.slug()).cloned().map(serde_json::from_value::<Saved>);
        if let Some(Ok(saved)) = saved {
            let table = model.modules.tables.entry(module).or_insert_with(|| Table::of(module));
            table.layout = Layout::restore(module, &saved);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;
    use serde_json::json;

    use super::*;
    use crate::tui::sample;
    use crate::tui::theme::Theme;

    #[test]
    fn tables_are_laid_out_as_they_were() {
        let mut before = sample::model(Size::new(80, 24), Theme::default());
        let module = Module::Teams;
        let table = before.modules.tables.entry(module).or_insert_with(|| Table::of(module));
        table.layout.columns[1].hidden = true;
        table.layout.frozen = 0;
        let mut after = sample::model(Size::new(80, 24), Theme::default());
        restore_layouts(&mut after, &layouts(&before));
        assert_eq!(
            after.modules.tables[&module].layout,
            before.modules.tables[&module].layout
        );
        assert_eq!(layouts(&after), layouts(&before));
        for odd in [
            json!(null),
            json!({"teams": 7}),
            json!({"teams": {"columns": [{}], "frozen": 1}}),
            json!([1]),
        ] {
            let mut model = sample::model(Size::new(80, 24), Theme::default());
            restore_layouts(&mut model, &odd);
            assert!(!model.modules.tables.contains_key(&module));
        }
    }
}
