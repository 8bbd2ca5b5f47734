//! What is done on this tab.

use ratatui::layout::Rect;

use super::layout::{Layout, layout};
use super::state::{Part, Spot};
use crate::api::wire::{Advice, ModuleStatus};
use crate::tui::action_id::Sources;
use crate::tui::ask::{Answer, Slot};
use crate::tui::model::{Model, Wish};
use crate::tui::msg::Effect;
use crate::tui::parts::Parts;
use crate::tui::place::{Address, Place};

/// Asks for what the tab shows: nothing, the status that every screen knows is all of it.
pub fn load(_model: &mut Model) -> Vec<Effect> {
    Vec::new()
}

/// Does an action of this tab.
pub fn run(model: &mut Model, action: Sources) -> Vec<Effect> {
    match action {
        Sources::Up => step(model, -1),
        Sources::Down => step(model, 1),
        Sources::First => edge(model, false),
        Sources::Last => edge(model, true),
        Sources::NextPart => {
            model.sources.part = match model.sources.part {
                Part::Sources => Part::Modules,
                Part::Modules => Part::Sources,
            };
        }
        Sources::Open => match model.sources.part {
            Part::Sources => model.sources.part = Part::Modules,
            Part::Modules => show_table(model),
        },
        Sources::ShowTable => show_table(model),
        Sources::ShowHistory => {
            model.wish = Some(Wish::Go(Address {
                source: None,
                place: Place::History { day: None, run: None },
            }));
        }
        Sources::SyncModule => {
            let source = model.current().map(|source| source.id);
            if let (Some(source), Some(module)) = (source, under_cursor(model).map(|status| status.module)) {
                return vec![Effect::Sync {
                    source,
                    modules: vec![module],
                }];
            }
        }
    }
    Vec::new()
}

/// Takes in an answer: this tab asks nothing.
pub fn answer(_model: &mut Model, _slot: Slot, _result: Result<Answer, Advice>) -> Vec<Effect> {
    Vec::new()
}

/// A click moves the cursor; a second one on the same spot opens it.
pub fn click(model: &mut Model, spot: Spot, twice: bool) -> Vec<Effect> {
    match spot {
        Spot::Source(at) => {
            let again = model.sources.part == Part::Sources && place(model) == Some(at);
            model.sources.part = Part::Sources;
            if twice || again {
                return run(model, Sources::Open);
            }
            choose(model, at);
        }
        Spot::Module(at) => {
            let again = model.sources.part == Part::Modules && model.sources.modules.at == at;
            model.sources.part = Part::Modules;
            if twice || again {
                return run(model, Sources::Open);
            }
            let (seen, len) = (parts(model).modules_seen(), modules(model));
            model.sources.modules.to(at, len, seen);
        }
    }
    Vec::new()
}

/// Turns the wheel by some rows: over the modules, because the data sources are few.
pub fn scroll(model: &mut Model, rows: i32) -> Vec<Effect> {
    let (seen, len) = (parts(model).modules_seen(), modules(model));
    model.sources.modules.scroll(i64::from(rows), len, seen);
    Vec::new()
}

fn parts(model: &Model) -> Layout {
    let area = Parts::of(model).map_or(Rect::ZERO, |parts| parts.body);
    layout(model, area)
}

fn modules(model: &Model) -> usize {
    model.current().map_or(0, |source| source.modules.len())
}

/// The place of the data source that is shown.
pub(super) fn place(model: &Model) -> Option<usize> {
    let id = model.current()?.id;
    model.status.as_ref()?.sources.iter().position(|source| source.id == id)
}

/// The module under the cursor.
fn under_cursor(model: &Model) -> Option<&ModuleStatus> {
    let modules = &model.current()?.modules;
    modules.get(model.sources.modules.at.min(modules.len().saturating_sub(1)))
}

fn choose(model: &mut Model, at: usize) {
    let sources = model.status.as_ref().map(|status| status.sources.as_slice());
    let wanted = sources.and_then(|sources| sources.get(at)).map(|source| source.id);
    if let Some(id) = wanted.filter(|id| model.current().map(|source| source.id) != Some(*id)) {
        model.wish = Some(Wish::Source(id));
        model.sources.modules = crate::tui::list::List::default();
    }
}

/// One row up or down, from one list into the other.
fn step(model: &mut Model, by: i64) {
    let count = model.status.as_ref().map_or(0, |status| status.sources.len());
    let at = place(model).unwrap_or(0);
    let (seen, len) = (parts(model).modules_seen(), modules(model));
    match model.sources.part {
        Part::Sources if by < 0 => choose(model, at.saturating_sub(1)),
        Part::Sources if at + 1 < count => choose(model, at + 1),
        Part::Sources if len > 0 => {
            model.sources.part = Part::Modules;
            model.sources.modules.to(0, len, seen);
        }
        Part::Sources => {}
        Part::Modules if by < 0 && model.sources.modules.at == 0 => model.sources.part = Part::Sources,
        Part::Modules => model.sources.modules.step(by, len, seen),
    }
}

fn edge(model: &mut Model, last: bool) {
    match model.sources.part {
        Part::Sources => {
            let count = model.status.as_ref().map_or(0, |status| status.sources.len());
            choose(model, if last { count.saturating_sub(1) } else { 0 });
        }
        Part::Modules => {
            let (seen, len) = (parts(model).modules_seen(), modules(model));
            model.sources.modules.to(if last { len } else { 0 }, len, seen);
        }
    }
}

fn show_table(model: &mut Model) {
    if let Some(module) = under_cursor(model).map(|status| status.module) {
        model.wish = Some(Wish::Go(Address {
            source: None,
            place: Place::table(module),
        }));
    }
}
