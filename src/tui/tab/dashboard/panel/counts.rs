//! Bars for labelled numbers: conversations by state, and by satisfaction category.

use ratatui::layout::Rect;

use super::{nothing, titled};
use crate::api::wire::{Count, Overview};
use crate::text::{display_width, format, truncate};
use crate::tui::paint::{Pen, bar};
use crate::tui::theme::Role;

pub(super) fn draw_states(pen: &mut Pen<'_>, overview: &Overview, focused: bool) {
    let total: u64 = overview.states.iter().map(|state| state.count).sum();
    let age = overview.open_age_days.filter(|days| days.is_finite());
    let note = age
        .map(|days| format!("open for {}, median", format::duration((days * 86_400.0) as i64)))
        .unwrap_or_default();
    let mut pen = titled(pen, "By state", &note, focused);
    if total == 0 {
        nothing(&mut pen, "No conversations are stored.");
        return;
    }
    bars(&mut pen, &overview.states, None, |label| match label {
        "open" => Role::Warn,
        "closed" => Role::Good,
        _ => Role::Second,
    });
}

pub(super) fn draw_categories(pen: &mut Pen<'_>, overview: &Overview, focused: bool) {
    let rated: u64 = overview
        .categories
        .iter()
        .filter(|category| category.label != NOT_RATED)
        .map(|category| category.count)
        .sum();
    let all: u64 = overview.categories.iter().map(|category| category.count).sum();
    let note = format!("{} of {} rated", format::short(rated as f64), format::short(all as f64));
    let mut pen = titled(pen, "Satisfaction", &note, focused);
    if all == 0 {
        nothing(&mut pen, "No conversation was opened in this period.");
        return;
    }
    let (width, height) = (pen.width(), pen.height());
    let mut top = 0;
    if rated > 0 && height >= overview.categories.len() as u16 + 2 {
        whole(&mut pen, &overview.categories, rated);
        top = 2;
    }
    let mut pen = pen.part(Rect::new(0, top, width, height - top));
    bars(&mut pen, &overview.categories, Some(NOT_RATED), category_role);
}

/// The category of those whom nobody has rated: they say nothing about satisfaction, and their number would make all
/// the others look like nothing.
pub const NOT_RATED: &str = "Not Rated";

fn category_role(label: &str) -> Role {
    match label {
        "Very Good" | "Good" => Role::Good,
        "Bad" | "Very Bad" => Role::Bad,
        "Neutral" => Role::Warn,
        _ => Role::Dim,
    }
}

/// All ratings as one bar, from the best to the worst; glyphs tell good, neutral and bad apart without colour.
fn whole(pen: &mut Pen<'_>, categories: &[Count], rated: u64) {
    let width = u64::from(pen.width());
    let (mut before, mut x) = (0, 0);
    for category in categories.iter().filter(|category| category.label != NOT_RATED) {
        before += category.count;
        let end = (before * width + rated / 2) / rated.max(1);
        let role = category_role(&category.label);
        let glyph = match role {
            Role::Good => pen.glyphs().pick('█', '#'),
            Role::Warn => pen.glyphs().pick('▓', '='),
            _ => pen.glyphs().pick('▒', '-'),
        };
        let style = pen.style(role);
        while u64::from(x) < end {
            pen.glyph(x, 0, glyph, style);
            x += 1;
        }
    }
}

/// A line for each label: label, number, share, bar. What does not fit is summed up in the last line. The one that stands
/// `apart` has no share and no bar, and is the first to go.
fn bars(pen: &mut Pen<'_>, counts: &[Count], apart: Option<&str>, role: impl Fn(&str) -> Role) {
    let rows = usize::from(pen.height());
    let together = |count: &Count| Some(count.label.as_str()) != apart;
    let part: Vec<Count> = counts.iter().filter(|count| together(count)).cloned().collect();
    let folded = if counts.len() <= rows {
        counts.to_vec()
    } else {
        fold(&part, rows)
    };
    let total: u64 = part.iter().map(|count| count.count).sum();
    let shown = folded.iter().filter(|count| together(count));
    let most = shown.map(|count| count.count).max().unwrap_or(0).max(1);
    let labels = folded
        .iter()
        .map(|count| display_width(&count.label))
        .max()
        .unwrap_or(0);
    let labels = labels.min(usize::from(pen.width() / 3)) as u16;
    let numbers: Vec<String> = folded.iter().map(|count| format::short(count.count as f64)).collect();
    let column = numbers.iter().map(|number| display_width(number)).max().unwrap_or(0) as u16;
    let (text, strong, dim) = (pen.style(Role::Dim), pen.style(Role::Text), pen.style(Role::Faint));
    let share_column = if pen.width() >= labels + column + 20 { 8 } else { 0 };
    for (row, (count, number)) in folded.iter().zip(&numbers).enumerate() {
        let y = row as u16;
        pen.text(0, y, truncate(&count.label, usize::from(labels)), text);
        let end = labels + 2 + column;
        pen.text_right(end, y, number, strong);
        if !together(count) {
            continue;
        }
        let start = end + 1 + share_column;
        if share_column > 0 {
            let share = format::percent(count.count as f64 * 100.0 / total.max(1) as f64);
            pen.text_right(start - 1, y, share, dim);
        }
        let style = pen.style(role(&count.label));
        let width = pen.width().saturating_sub(start);
        bar(pen, start, y, width, count.count as f64 / most as f64, style);
    }
}

/// As many lines as there are rows, the last one standing for all that do not fit.
fn fold(counts: &[Count], rows: usize) -> Vec<Count> {
    if counts.len() <= rows {
        return counts.to_vec();
    }
    let kept = rows.saturating_sub(1);
    let mut folded = counts.get(..kept).unwrap_or_default().to_vec();
    if rows > 0 {
        let rest = counts.get(kept..).unwrap_or_default();
        folded.push(Count {
            label: format!("{} more", rest.len()),
            count: rest.iter().map(|count| count.count).sum(),
        });
    }
    folded
}
