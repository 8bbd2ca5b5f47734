//! The cursor of the list on top, and the wheel.

use crate::tui::model::{Model, Overlay, Search};
use crate::tui::msg::Effect;
use crate::tui::overlay;
use crate::tui::parts::Parts;
use crate::tui::place::Tab;
use crate::tui::tab::{audit, charts, dashboard, history, modules, sources};

/// Puts the cursor of the list on top on an entry, or on its last; says whether there is such a list.
pub(super) fn set_cursor(model: &mut Model, to: usize) -> bool {
    let to = to.min(overlay::len(model).saturating_sub(1));
    match &mut model.overlay {
        Overlay::Help(search) | Overlay::Palette(search) => search.at = u16::try_from(to).unwrap_or(u16::MAX),
        Overlay::Notifications(at) => *at = to,
        Overlay::None | Overlay::Jump(_) | Overlay::ConfirmCancel => return false,
    }
    true
}

/// Takes away what lies on top. Notifications that were seen have been read.
pub(super) fn close(model: &mut Model) {
    if matches!(model.overlay, Overlay::Notifications(_)) {
        model.news.read_all();
    }
    model.overlay = Overlay::None;
}

/// The rows of a page.
pub(super) fn page(model: &Model) -> i32 {
    Parts::of(model).map_or(1, |parts| i32::from(parts.body.height.saturating_sub(2).max(1)))
}

/// Scrolls what can be scrolled.
pub(super) fn scroll(model: &mut Model, rows: i32) -> Vec<Effect> {
    match &model.overlay {
        Overlay::Help(Search { at, .. }) | Overlay::Palette(Search { at, .. }) => {
            let to = (i32::from(*at) + rows).max(0);
            set_cursor(model, to as usize);
            Vec::new()
        }
        Overlay::Notifications(at) => {
            let to = (*at as i32 + rows).max(0);
            set_cursor(model, to as usize);
            Vec::new()
        }
        Overlay::None => match model.tab {
            Tab::Dashboard => dashboard::update::scroll(model, rows),
            Tab::Modules => modules::update::scroll(model, rows),
            Tab::Sources => sources::update::scroll(model, rows),
            Tab::History => history::update::scroll(model, rows),
            Tab::Audit => audit::update::scroll(model, rows),
            Tab::Charts => charts::update::scroll(model, rows),
        },
        Overlay::Jump(_) | Overlay::ConfirmCancel => Vec::new(),
    }
}
