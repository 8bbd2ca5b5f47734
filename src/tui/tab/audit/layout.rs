//! How the tab is divided: what is shown, the list, and beside it the entry in full where there is room.

use ratatui::layout::Rect;

use crate::tui::model::Model;

/// From this width on the entry under the cursor stands beside the list.
const WIDE: u16 = 150;

/// The parts of the tab. A part without rows is not shown.
pub(super) struct Layout {
    /// What is shown: days, filters, the search.
    pub head: Rect,
    /// The entries, with a heading.
    pub list: Rect,
    /// One entry in full.
    pub entry: Rect,
}

impl Layout {
    /// How many entries are seen.
    pub(super) fn seen(&self) -> usize {
        usize::from(self.list.height.saturating_sub(1)).max(1)
    }
}

/// Divides an area.
pub(super) fn layout(model: &Model, area: Rect) -> Layout {
    let head_rows = 1.min(area.height);
    let gap = u16::from(area.height >= 20);
    let head = Rect::new(area.x, area.y, area.width, head_rows);
    let top = (head_rows + gap).min(area.height);
    let below = Rect::new(area.x, area.y + top, area.width, area.height - top);
    if model.audit.open {
        return Layout {
            head: Rect::ZERO,
            list: Rect::ZERO,
            entry: area,
        };
    }
    if area.width < WIDE {
        return Layout {
            head,
            list: below,
            entry: Rect::ZERO,
        };
    }
    let beside = area.width / 3;
    let list = Rect {
        width: area.width - beside - 3,
        ..below
    };
    let entry = Rect {
        x: list.right() + 3,
        width: beside,
        ..below
    };
    Layout { head, list, entry }
}
