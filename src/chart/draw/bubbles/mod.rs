//! To be written.

use super::stage::Stage;

pub(super) fn draw(stage: &mut Stage<'_>) {
    stage.say("This is not drawn yet.");
}
