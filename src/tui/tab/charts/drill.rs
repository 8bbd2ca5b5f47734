//! From a mark to the rows it stands for, and to a picture of only these.

use crate::api::wire::{self, View};
use crate::tui::model::{Model, Wish};
use crate::tui::msg::Effect;
use crate::tui::notice::notify;
use crate::tui::place::{Address, Place, TableView};

/// Shows the rows that the mark under the cursor stands for.
pub(super) fn rows(model: &mut Model) -> Vec<Effect> {
    let view = match meant(model) {
        Ok(view) => view,
        Err(why) => return notify(model, why, true),
    };
    model.wish = Some(Wish::Go(Address {
        source: None,
        place: Place::Modules {
            module: Some(view.module),
            view: Some(TableView {
                conditions: view.conditions,
                ..TableView::default()
            }),
        },
    }));
    Vec::new()
}

/// Narrows the picture down to the rows of the mark under the cursor.
pub(super) fn filter(model: &mut Model) -> Vec<Effect> {
    match meant(model) {
        Ok(view) => {
            let looked = &mut model.charts.looked;
            for condition in view.conditions {
                if !looked.conditions.contains(&condition) {
                    looked.conditions.push(condition);
                }
            }
            looked.focus = None;
            notify(model, "Only these rows. 0 shows all of them again.", false)
        }
        Err(why) => notify(model, why, true),
    }
}

/// The rows of the mark under the cursor, or why they cannot be told.
fn meant(model: &Model) -> Result<View, String> {
    let charts = &model.charts;
    let spot = charts
        .scene()
        .zip(charts.looked.focus)
        .and_then(|(scene, at)| scene.spots.get(at));
    let spot = spot.ok_or("Put the cursor on a mark first.")?;
    if spot.keys.is_empty() {
        return Err("This mark stands for no rows of its own.".to_owned());
    }
    let pictured = charts.pictured().ok_or("The data has not come yet.")?;
    let picture = wire::picture(charts.kind());
    let questions = picture.questions().map_err(|error| error.to_string())?;
    let view = questions
        .into_iter()
        .find_map(|question| wire::rows_of(question, &pictured.names, &spot.keys, model.zone()));
    let mut view = view.ok_or("No filter of a table tells these rows: they are computed, or example data.")?;
    for condition in &charts.looked.conditions {
        if !view.conditions.contains(condition) {
            view.conditions.push(condition.clone());
        }
    }
    Ok(view)
}
