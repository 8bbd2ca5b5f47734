//! What a message does to the model, and what has to be done outside of it. Pure.

mod data;
mod input;

use super::model::{Model, Scene};
use super::msg::{Effect, Msg};
use super::panel::plan;
use super::parts::Parts;

/// Takes in one message. [`Model::now`] has to be the moment at which it happened.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let effects = match msg {
        Msg::Key(key) => input::key(model, &key),
        Msg::Mouse(mouse) => input::mouse(model, mouse),
        Msg::Paste(text) => input::paste(model, &text),
        Msg::Resize(size) => {
            model.size = size;
            Vec::new()
        }
        // The moment of the message is all that changed.
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
    settle(model);
    effects
}

/// Tells the person something for a few seconds, or until the next key.
fn notify(model: &mut Model, text: impl Into<String>, bad: bool) -> Vec<Effect> {
    model.notices += 1;
    model.notice = Some(super::model::Notice { text: text.into(), bad });
    let time = std::time::Duration::from_secs(6);
    vec![Effect::Later(time, super::msg::Timer::Notice(model.notices))]
}

/// Keeps the focus on a panel that is there, and on the screen.
fn settle(model: &mut Model) {
    if !matches!(model.scene(), Scene::Figures(..)) {
        model.enlarged = false;
        model.scroll = 0;
        return;
    }
    let Some(parts) = Parts::of(model) else { return };
    let order = plan::order(model, parts.body.as_size());
    if !order.contains(&model.focus) {
        model.enlarged = false;
        model.focus = order
            .iter()
            .copied()
            .find(|panel| *panel == super::model::Panel::Tile(0))
            .or_else(|| order.first().copied())
            .unwrap_or(super::model::Panel::Tile(0));
    }
    if !model.enlarged {
        let plan = plan::plan(model, parts.body.as_size());
        model.scroll = model.scroll.min(plan.height.saturating_sub(parts.body.height));
    }
}

#[cfg(test)]
mod tests;
