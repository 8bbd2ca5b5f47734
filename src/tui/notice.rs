//! A word to the person, at the foot of the screen.

use std::time::Duration;

use super::model::{Model, Notice};
use super::msg::{Effect, Timer};

/// How long it stays, unless a key is pressed before.
const STAYS: Duration = Duration::from_secs(6);

/// Tells the person something for a few seconds, or until the next key.
pub(super) fn notify(model: &mut Model, text: impl Into<String>, bad: bool) -> Vec<Effect> {
    model.notices += 1;
    model.notice = Some(Notice { text: text.into(), bad });
    vec![Effect::Later(STAYS, Timer::Notice(model.notices))]
}

/// Sends a text to the clipboard, and says so: `what` names it. Whether it arrives is up to the terminal, so nothing more is
/// claimed.
pub(super) fn copy(model: &mut Model, text: impl Into<String>, what: &str) -> Vec<Effect> {
    let words = format!("Sent to the terminal's clipboard: {what}. Nothing there? README, Terminals.");
    let mut effects = notify(model, words, false);
    effects.push(Effect::Copy(text.into()));
    effects
}
