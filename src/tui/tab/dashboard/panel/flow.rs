//! New and closed conversations a day.

use ratatui::layout::Rect;

use super::{nothing, titled};
use crate::api::wire::Overview;
use crate::text::{display_width, format};
use crate::tui::paint::{Pen, Plot, Series};
use crate::tui::theme::Role;

pub(super) fn draw(pen: &mut Pen<'_>, overview: &Overview, focused: bool) {
    let flow = &overview.flow;
    let (new, closed): (u64, u64) = (flow.new.iter().sum(), flow.closed.iter().sum());
    let title = format!("New and closed, {}", overview.period);
    let top = Rect::new(0, 0, pen.width(), 1);
    titled(pen, &title, "", focused);
    legend(&mut pen.part(top), display_width(&title) as u16 + 4, new, closed);
    let below = Rect::new(0, 1, pen.width(), pen.height().saturating_sub(1));
    let mut pen = pen.part(below);
    if flow.days.is_empty() || new + closed == 0 {
        nothing(&mut pen, "No conversation was opened or closed in this period.");
        return;
    }
    let series = [
        Series {
            values: &flow.new,
            style: pen.style(Role::Accent),
            ground: Some(pen.style(Role::Soft)),
        },
        Series {
            values: &flow.closed,
            style: pen.style(Role::Second),
            ground: None,
        },
    ];
    let (width, height) = (pen.width(), pen.height());
    let plot = Plot {
        days: &flow.days,
        series: &series,
    };
    plot.draw(&mut pen.part(Rect::new(0, 0, width, height)));
}

/// The totals at the right end of the title line, with the marks and colours of their lines; nothing where the title
/// leaves no room.
fn legend(pen: &mut Pen<'_>, from: u16, new: u64, closed: u64) {
    let mark = pen.glyphs().pick(("●", "●"), ("*", "o"));
    let (first, second, text) = (pen.style(Role::Accent), pen.style(Role::Second), pen.style(Role::Text));
    let (new, closed) = (
        format!(" {} new  ", format::count(new)),
        format!(" {} closed", format::count(closed)),
    );
    let pieces = [
        (" ", text),
        (mark.0, first),
        (new.as_str(), text),
        (mark.1, second),
        (closed.as_str(), text),
    ];
    let width: usize = pieces.iter().map(|(piece, _)| display_width(piece)).sum();
    let start = usize::from(pen.width()).saturating_sub(width) as u16;
    if start > from {
        pen.spans(start, 0, pieces);
    }
}
