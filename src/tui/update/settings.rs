//! Settings are taken: at the start, when a file was saved, and when somebody asks for another theme.

use std::sync::Arc;

use super::notify;
use crate::api::wire::Advice;
use crate::tui::clean::Clean;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::settings::{Files, Trouble};
use crate::tui::theme::Tier;

/// Dresses the screen as the settings say.
pub fn dress(model: &mut Model) {
    let (background, colors) = model.settings.theme();
    model.theme.background = background;
    model.theme.colors = colors;
    model.theme.glyphs = model.settings.settings().glyphs.value.of(model.settings.detected);
}

/// Takes the files that are right; what a wrong one said before stays in force, and what is wrong with it is told.
pub(super) fn take(model: &mut Model, files: Files) -> Vec<Effect> {
    let first = !model.settings.read;
    let before = (model.settings.clone(), Arc::clone(&model.keymap));
    model.settings.read = true;
    if let Some(given) = files.given {
        // A theme that was chosen here counts until somebody names another one in the file.
        if !first && given.theme != model.settings.given.theme {
            model.settings.chosen = None;
        }
        model.settings.given = given;
    }
    let kept = std::mem::take(&mut model.settings.themes);
    let wrong = files.wrong_themes;
    model.settings.themes = files.themes;
    model
        .settings
        .themes
        .extend(kept.into_iter().filter(|own| wrong.contains(&own.name)));
    model.settings.themes.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(keymap) = files.keymap
        && *model.keymap != keymap
    {
        model.keymap = Arc::new(keymap);
        model.pending.clear();
    }
    let mut troubles = files.troubles;
    if first {
        troubles.extend(unknown_theme(model));
    }
    dress(model);
    let mouse = model.settings.settings().mouse.value;
    let mut effects = Vec::new();
    if mouse != before.0.settings().mouse.value && mouse != model.mouse {
        model.mouse = mouse;
        effects.push(Effect::Mouse(mouse));
    }
    if let Some(trouble) = troubles.first() {
        let more = match troubles.len() {
            1 => String::new(),
            count => format!(" (and {} more, see notifications)", count - 1),
        };
        let words = format!("{trouble}{more}");
        for trouble in &troubles {
            model.news.meet(model.now, trouble.advice().cleaned());
        }
        effects.extend(notify(model, crate::text::SafeText::new(words).to_string(), true));
    } else if !first && (before.0 != model.settings || before.1 != model.keymap) {
        effects.extend(notify(model, "The settings were saved, and are in force now.", false));
    }
    effects
}

/// The theme that the command line or the environment asks for, where there is none of that name.
fn unknown_theme(model: &mut Model) -> Option<Trouble> {
    let (name, from) = model.settings.fixed.theme.clone()?;
    if model.settings.look(&name).is_some() {
        return None;
    }
    model.settings.fixed.theme = None;
    Some(Trouble::of_file(
        &from.words(),
        format!("There is no theme {name:?}."),
        format!("There are {}.", model.settings.names().join(", ")),
    ))
}

/// Tells of something about the screen itself: now, and in the list for later.
pub(super) fn tell(model: &mut Model, advice: Advice) -> Vec<Effect> {
    let advice = advice.cleaned();
    let words = format!("{} {}", advice.what, advice.next);
    model.news.meet(model.now, advice);
    notify(model, words, true)
}

/// Shows the next theme, and says which.
pub(super) fn next_theme(model: &mut Model) -> Vec<Effect> {
    let next = model.settings.next_theme();
    model.settings.chosen = Some(next.clone());
    dress(model);
    let words = match model.theme.tier {
        Tier::None => format!("Theme: {next}. This terminal is asked for no colours, so nothing changes to the eye."),
        Tier::Sixteen => format!("Theme: {next}. With 16 colours the terminal's own are used; only shades change."),
        Tier::True | Tier::Indexed => format!("Theme: {next}."),
    };
    notify(model, words, false)
}
