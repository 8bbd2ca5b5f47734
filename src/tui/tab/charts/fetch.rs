//! The pictures that are seen: asked for, taken in, and laid out once for as long as nothing changes.

use std::sync::Arc;

use super::layout::{Grid, Whole, body, in_tile, size};
use super::state::{Answered, Changes, Drawn};
use crate::api::wire::{Advice, Condition};
use crate::chart::{Kind, Look, Size};
use crate::tui::ask::{Answer, Ask, Slot};
use crate::tui::model::{Link, Model};
use crate::tui::msg::Effect;

/// Asks again for what the tab shows, when it is opened and when something has changed.
pub fn load(model: &mut Model) -> Vec<Effect> {
    model.charts.outdated = Kind::all().collect();
    settle(model)
}

/// Asks for the pictures that are seen and were not asked for, and lays out those that have come. Done after every
/// message while the tab is shown.
pub fn settle(model: &mut Model) -> Vec<Effect> {
    let area = body(model);
    let seen: Vec<(Kind, Size)> = if model.charts.open {
        vec![(model.charts.kind(), size(Whole::of(area).picture))]
    } else {
        let grid = Grid::of(area);
        model.charts.top = grid.top(model.charts.top, model.charts.at);
        grid.tiles(model.charts.top)
            .filter_map(|(at, tile)| Some((Kind::all().nth(at)?, size(in_tile(tile)))))
            .collect()
    };
    let mut effects = Vec::new();
    for (kind, _) in &seen {
        effects.extend(ask(model, *kind));
    }
    for (kind, size) in seen {
        lay_out(model, kind, size);
    }
    effects
}

fn conditions(model: &Model, kind: Kind) -> Vec<Condition> {
    let charts = &model.charts;
    if charts.open && charts.kind() == kind {
        charts.looked.conditions.clone()
    } else {
        Vec::new()
    }
}

fn ask(model: &mut Model, kind: Kind) -> Option<Effect> {
    let source = model.current()?.id;
    let slot = Slot::Chart(kind as u8);
    if model.link != Link::Up || model.tickets.waits(slot) {
        return None;
    }
    let conditions = conditions(model, kind);
    let known = model.charts.answers.get(&kind);
    let asked_so = known.is_some_and(|answered| answered.conditions == conditions);
    if asked_so && !model.charts.outdated.contains(&kind) {
        return None;
    }
    model.charts.outdated.remove(&kind);
    let entry = model.charts.answers.entry(kind).or_insert_with(|| Answered {
        pictured: None,
        problem: None,
        conditions: Vec::new(),
    });
    entry.conditions.clone_from(&conditions);
    Some(Effect::Ask {
        ticket: model.tickets.next(slot),
        ask: Ask::Chart {
            source,
            kind,
            conditions,
        },
    })
}

/// Lays a picture out, unless it is already as it has to be.
fn lay_out(model: &mut Model, kind: Kind, size: Size) {
    let charts = &mut model.charts;
    let Some(pictured) = charts.answers.get(&kind).and_then(|answered| answered.pictured.clone()) else {
        charts.drawn.remove(&kind);
        return;
    };
    let still = !model.settings.motion();
    let (look, changes) = if charts.open {
        let look = Look {
            still,
            ..charts.looked.look.clone()
        };
        (look, charts.looked.changes.clone())
    } else {
        let look = Look {
            compact: true,
            still,
            ..Look::default()
        };
        (look, Changes::default())
    };
    let fresh = charts.drawn.get(&kind).is_some_and(|drawn| {
        drawn.size == size && drawn.look == look && drawn.changes == changes && Arc::ptr_eq(&drawn.pictured, &pictured)
    });
    if fresh {
        return;
    }
    let drawn = Drawn::new(pictured, size, look, changes);
    // The cursor stays where it is while there is something there.
    if charts.open && charts.looked.focus.is_some_and(|at| at >= drawn.scene.spots.len()) {
        charts.looked.focus = None;
    }
    charts.drawn.insert(kind, drawn);
}

/// Takes in an answer to a question of this tab.
pub fn answer(model: &mut Model, slot: Slot, result: Result<Answer, Advice>) -> Vec<Effect> {
    let Slot::Chart(number) = slot else { return Vec::new() };
    let Some(kind) = Kind::all().nth(usize::from(number)) else {
        return Vec::new();
    };
    let Some(answered) = model.charts.answers.get_mut(&kind) else {
        return Vec::new();
    };
    match result {
        Ok(Answer::Chart(pictured)) => {
            // The same data gives the same picture: nothing is laid out again for it.
            let same = answered
                .pictured
                .as_ref()
                .is_some_and(|known| known.chart == pictured.chart);
            if !same {
                answered.pictured = Some(Arc::from(pictured));
            }
            answered.problem = None;
        }
        Ok(_) => {}
        Err(advice) => answered.problem = Some(advice),
    }
    Vec::new()
}
