//! What can be done wherever one is.

use super::{copy, data, notify, settings, travel};
use crate::tui::action_id::Shell;
use crate::tui::field::Field;
use crate::tui::model::{Model, Overlay, Search};
use crate::tui::msg::Effect;
use crate::tui::place::{Address, Place, Tab};

/// Shows a tab.
pub(super) fn show(model: &mut Model, tab: Tab) -> Vec<Effect> {
    if model.tab == tab {
        return Vec::new();
    }
    travel::open(
        model,
        &Address {
            source: None,
            place: Place::of(tab),
        },
    )
}

fn neighbour(model: &Model, by: usize) -> Tab {
    let at = Tab::ALL.iter().position(|tab| *tab == model.tab).unwrap_or(0);
    Tab::ALL[(at + by) % Tab::ALL.len()]
}

/// Does an action of the program.
pub(super) fn run(model: &mut Model, id: Shell) -> Vec<Effect> {
    match id {
        Shell::Dashboard => show(model, Tab::Dashboard),
        Shell::Modules => show(model, Tab::Modules),
        Shell::Sources => show(model, Tab::Sources),
        Shell::History => show(model, Tab::History),
        Shell::Audit => show(model, Tab::Audit),
        Shell::Charts => show(model, Tab::Charts),
        Shell::NextTab => show(model, neighbour(model, 1)),
        Shell::PreviousTab => show(model, neighbour(model, Tab::ALL.len() - 1)),
        Shell::GoBack => travel::back(model),
        Shell::GoForward => travel::forward(model),
        Shell::SourceNext => data::next_source(model),
        Shell::SyncNow => {
            let source = model.current().map(|source| source.id);
            let sync = |source| Effect::Sync {
                source,
                modules: Vec::new(),
            };
            source.map(sync).into_iter().collect()
        }
        Shell::CancelSync => {
            model.overlay = Overlay::ConfirmCancel;
            Vec::new()
        }
        Shell::Refresh => data::refresh(model),
        Shell::Notifications => {
            model.overlay = Overlay::Notifications(0);
            data::ask_news(model)
        }
        Shell::Palette => {
            model.overlay = Overlay::Palette(Search::default());
            Vec::new()
        }
        Shell::Jump => {
            model.overlay = Overlay::Jump(Field::default());
            Vec::new()
        }
        Shell::Theme => settings::next_theme(model),
        Shell::CopyAddress => {
            let address = travel::here(model).to_string();
            copy(model, address.clone(), &address)
        }
        Shell::Mouse => {
            model.mouse = !model.mouse;
            let words = if model.mouse {
                "The mouse is back: click a panel, turn the wheel."
            } else {
                "The mouse is the terminal's now: select text as usual. m takes it back."
            };
            let mut effects = notify(model, words, false);
            effects.push(Effect::Mouse(model.mouse));
            effects
        }
        Shell::Help => {
            model.overlay = Overlay::Help(Search::default());
            Vec::new()
        }
        Shell::Redraw => vec![Effect::Redraw],
        Shell::Suspend => vec![Effect::Suspend],
        Shell::Quit => vec![Effect::Quit],
    }
}
