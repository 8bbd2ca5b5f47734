//! The second line: the tabs, and a word about the place that is shown.

use ratatui::layout::Rect;

use crate::text::display_width;
use crate::tui::model::{Hit, Model, Target};
use crate::tui::paint::Pen;
use crate::tui::place::Tab;
use crate::tui::theme::Role;

/// Draws the line and tells what can be clicked in it, relative to the pen's area.
pub(in crate::tui) fn draw(pen: &mut Pen<'_>, model: &Model) -> Vec<Hit> {
    let width = pen.width();
    pen.ground(Role::Base);
    let long: usize = Tab::ALL.iter().map(|tab| display_width(tab.name()) + 5).sum();
    let short: usize = Tab::ALL.iter().map(|tab| display_width(tab.short()) + 3).sum();
    let (dim, faint) = (pen.style(Role::Dim), pen.style(Role::Faint));
    let mut hits = Vec::new();
    let mut x = 1;
    for (index, tab) in Tab::ALL.into_iter().enumerate() {
        let shown = tab == model.tab;
        let name = if usize::from(width) > long {
            tab.name()
        } else {
            tab.short()
        };
        let start = x;
        let style = if shown { pen.theme().tab() } else { dim };
        if usize::from(width) > long {
            x = pen.text(x, 0, format!(" {}", index + 1), if shown { style } else { faint });
            x = pen.text(x, 0, format!(" {name} "), style);
        } else if usize::from(width) > short || shown {
            x = pen.text(x, 0, format!(" {name} "), style);
        } else {
            x = pen.text(x, 0, format!(" {} ", index + 1), style);
        }
        hits.push(Hit {
            area: Rect::new(start, 0, x - start, 1),
            target: Target::Tab(tab),
        });
        x += 1;
    }
    hits
}
