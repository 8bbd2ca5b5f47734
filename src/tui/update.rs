//! What a message does to the model, and what has to be done outside of it. Pure.
//!
//! What belongs to a tab is done in that tab's own `update`; here is what belongs to all of them.

mod data;
mod input;
mod travel;

use super::model::{Model, Wish};
use super::msg::{Effect, Msg};
use super::notice::notify;
use super::place::Tab;
use super::tab::{audit, dashboard, history, modules, sources};

pub use travel::{here, open};

/// Takes in one message. [`Model::now`] has to be the moment at which it happened.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = match msg {
        Msg::Key(key) => input::key(model, &key),
        Msg::Mouse(mouse) => input::mouse(model, mouse),
        Msg::Paste(text) => input::paste(model, &text),
        Msg::Resize(size) => {
            model.size = size;
            Vec::new()
        }
        // The moment of the message is all that changed.
        Msg::FocusGained | Msg::Minute if model.tab == Tab::History => history::update::day_begun(model),
        Msg::FocusGained | Msg::Minute => Vec::new(),
        Msg::Background(background) => {
            model.theme.background = background;
            Vec::new()
        }
        Msg::NotSuspended(why) => notify(model, why, true),
        Msg::NoticeOver(number) => {
            if number == model.notices {
                model.notice = None;
            }
            Vec::new()
        }
        other => data::take(model, other),
    };
    match model.wish.take() {
        Some(Wish::Go(address)) => effects.extend(travel::open(model, &address)),
        Some(Wish::Source(id)) => effects.extend(data::choose(model, id)),
        None => {}
    }
    if model.tab == Tab::Dashboard {
        dashboard::update::settle(model);
    }
    effects
}

/// Asks for what the tab that is shown shows.
fn load(model: &mut Model) -> Vec<Effect> {
    match model.tab {
        Tab::Dashboard => dashboard::update::ask(model),
        Tab::Modules => modules::update::load(model),
        Tab::Sources => sources::update::load(model),
        Tab::History => history::update::load(model),
        Tab::Audit => audit::update::load(model),
    }
}

#[cfg(test)]
mod tests;
