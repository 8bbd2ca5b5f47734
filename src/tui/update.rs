//! What a message does to the model, and what has to be done outside of it. Pure.
//!
//! What belongs to a tab is done in that tab's own `update`; here is what belongs to all of them.

mod data;
mod input;
mod mouse;
mod settings;
mod shell;
mod tell;
mod top;
mod travel;

use super::model::{Model, Wish};
use super::msg::{Effect, Msg};
use super::notice::{copy, notify};
use super::place::Tab;
use super::tab::{audit, charts, dashboard, history, modules, sources};
use crate::text::SafeText;

pub(in crate::tui) use data::ended;
pub use input::run;
pub use settings::dress;
pub use travel::{begin, here, open};

/// Takes in one message. [`Model::now`] has to be the moment at which it happened.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let told = tell::note(model, &msg);
    let mut effects = match msg {
        Msg::Key(key) => input::key(model, &key),
        Msg::Mouse(mouse) => mouse::mouse(model, mouse),
        Msg::Paste(text) => input::paste(model, &text),
        Msg::Resize(size) => {
            model.size = size;
            model.drag = None;
            Vec::new()
        }
        Msg::FocusGained | Msg::FocusLost => {
            model.focused = matches!(msg, Msg::FocusGained);
            // The machine may have slept over midnight.
            if model.focused && model.tab == Tab::History {
                history::update::day_begun(model)
            } else {
                Vec::new()
            }
        }
        // The moment of the message is all that changed.
        Msg::Minute if model.tab == Tab::History => history::update::day_begun(model),
        Msg::Minute | Msg::StillGone(_) => Vec::new(),
        Msg::Kept(Ok(path)) => {
            let path = SafeText::new(path.to_string_lossy());
            notify(model, format!("Too long for a clipboard; it is in {path}"), false)
        }
        Msg::Exported(Ok(files)) => {
            let count = files.len();
            let words = files.first().map_or_else(String::new, |first| {
                let first = SafeText::new(first.to_string_lossy());
                match count {
                    1 => format!("Written: {first}"),
                    _ => format!("Written: {first} and {} more", count - 1),
                }
            });
            notify(model, words, false)
        }
        Msg::Kept(Err(advice)) | Msg::Exported(Err(advice)) => {
            notify(model, format!("{} {} {}", advice.what, advice.why, advice.next), true)
        }
        Msg::Background(background) => {
            model.settings.told = background;
            settings::dress(model);
            Vec::new()
        }
        Msg::Settings(files) => settings::take(model, *files),
        Msg::Tell(advice) => settings::tell(model, advice),
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
    if model.tab == Tab::Charts {
        effects.extend(charts::fetch::settle(model));
    }
    effects.extend(told);
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
        Tab::Charts => charts::fetch::load(model),
    }
}

#[cfg(test)]
mod tests;
