//! From place to place: tabs, addresses, back and forward again.

use super::{data, load};
use crate::tui::model::{Model, Overlay};
use crate::tui::msg::Effect;
use crate::tui::place::{Address, Place, Tab};
use crate::tui::tab::{audit, charts, history, modules};

/// The most places that are remembered.
const MOST: usize = 100;

/// The address of what is shown.
pub fn here(model: &Model) -> Address {
    let several = model.status.as_ref().is_some_and(|status| status.sources.len() > 1);
    let place = match model.tab {
        Tab::Dashboard => Place::Dashboard {
            period: Some(model.dashboard.period),
        },
        Tab::Modules => modules::update::place(model),
        Tab::Sources => Place::Sources,
        Tab::History => history::update::place(model),
        Tab::Audit => audit::update::place(model),
        Tab::Charts => charts::update::place(model),
    };
    Address {
        source: model.current().filter(|_| several).map(|source| source.name.clone()),
        place,
    }
}

/// Goes to a place, and remembers the one that was left.
pub fn open(model: &mut Model, address: &Address) -> Vec<Effect> {
    let left = here(model);
    let effects = go(model, address);
    if here(model) != left {
        model.trail.back.push(left);
        model.trail.forward.clear();
        if model.trail.back.len() > MOST {
            model.trail.back.remove(0);
        }
    }
    effects
}

/// Begins at a place: nothing was left for it.
pub fn begin(model: &mut Model, address: &Address) -> Vec<Effect> {
    go(model, address)
}

/// Goes to the place before this one.
pub(super) fn back(model: &mut Model) -> Vec<Effect> {
    let Some(address) = model.trail.back.pop() else {
        return Vec::new();
    };
    let left = here(model);
    model.trail.forward.push(left);
    go(model, &address)
}

/// Goes forward again.
pub(super) fn forward(model: &mut Model) -> Vec<Effect> {
    let Some(address) = model.trail.forward.pop() else {
        return Vec::new();
    };
    let left = here(model);
    model.trail.back.push(left);
    go(model, &address)
}

fn go(model: &mut Model, address: &Address) -> Vec<Effect> {
    model.overlay = Overlay::None;
    let mut effects = match &address.source {
        Some(name) => data::choose_source(model, name),
        None => Vec::new(),
    };
    model.tab = address.place.tab();
    match &address.place {
        Place::Dashboard { period } => {
            if let Some(period) = period {
                model.dashboard.period = *period;
            }
        }
        Place::Modules { module, view } => modules::update::arrive(model, *module, view.as_ref()),
        Place::Sources => {}
        Place::History { day, run } => history::update::arrive(model, *day, *run),
        Place::Audit { search, entry } => audit::update::arrive(model, search.as_deref(), *entry),
        Place::Charts { kind, view } => charts::update::arrive(model, *kind, view),
    }
    effects.extend(load(model));
    effects
}
