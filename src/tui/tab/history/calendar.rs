//! The calendar: weeks as rows from Monday to Sunday, today at the end. A day says its number and how its syncs went; its
//! colour says it at a glance, its marks without colour.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::layout::{Layout, MONTH};
use super::shown::{chosen, days};
use super::state::Level;
use crate::api::wire::{Day, RunStatus};
use crate::text::{display_width, format};
use crate::tui::model::Model;
use crate::tui::paint::Pen;
use crate::tui::theme::{Glyphs, Role};
use crate::tui::words::{plural, wrap};

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The colour of a day: green where everything worked, red where anything failed.
const fn role(day: &Day) -> Role {
    if day.failed > 0 {
        Role::Bad
    } else if day.stopped > 0 {
        Role::Warn
    } else if day.running {
        Role::Accent
    } else if day.succeeded > 0 {
        Role::Good
    } else {
        Role::Faint
    }
}

/// The marks of a day with how often each.
fn counts(day: &Day, glyphs: Glyphs) -> Vec<(&'static str, u32)> {
    let all = [
        (glyphs.run(RunStatus::Success), day.succeeded),
        (glyphs.run(RunStatus::Failed), day.failed),
        (glyphs.run(RunStatus::Cancelled), day.stopped),
        (glyphs.run(RunStatus::Running), u32::from(day.running)),
    ];
    all.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// How a day went in as many columns as there are: all counts, or the worst mark with the sum, or the mark alone.
fn summary(day: &Day, glyphs: Glyphs, columns: usize) -> String {
    forms(day, glyphs, columns).1
}

/// As [`summary`], with how much had to be left out: nothing up to 2.
fn forms(day: &Day, glyphs: Glyphs, columns: usize) -> (usize, String) {
    let counts = counts(day, glyphs);
    let Some(last) = counts.last() else {
        return (0, glyphs.pick("·", ".").to_owned());
    };
    let worst = match role(day) {
        Role::Bad => glyphs.run(RunStatus::Failed),
        Role::Warn => glyphs.run(RunStatus::Cancelled),
        _ => last.0,
    };
    let join = |between: &str, gap: &str| {
        let parts = counts.iter().map(|(mark, count)| format!("{mark}{gap}{count}"));
        parts.collect::<Vec<_>>().join(between)
    };
    let forms = [
        join(" ", " "),
        join(" ", ""),
        join("", ""),
        format!("{worst}{}", day.syncs()),
    ];
    let fitting = forms
        .into_iter()
        .enumerate()
        .find(|(_, form)| display_width(form) <= columns);
    fitting.unwrap_or_else(|| (4, worst.to_owned()))
}

/// Draws the weeks. The pen's area is the whole screen's, because days lie where the layout says.
pub(super) fn draw(pen: &mut Pen<'_>, model: &Model, layout: &Layout) {
    let days = days(model);
    let Some(first) = days.first().map(|day| day.day) else {
        return;
    };
    let faint = pen.style(Role::Faint);
    let width = layout.day();
    for (at, name) in WEEKDAYS.into_iter().enumerate() {
        let x = layout.calendar.x + MONTH + at as u16 * width;
        pen.text_in(x, layout.calendar.y, width.saturating_sub(1), name, faint);
    }
    let today = days.last().map(|day| day.day);
    let chosen = chosen(model);
    let mut month = None;
    for day in &days {
        let place = layout.place(first, day.day);
        if place.is_empty() {
            continue;
        }
        // The name of a month stands at the week in which it begins, and at the first.
        let named = (day.day.year(), day.day.month());
        if month != Some(named) {
            month = Some(named);
            let dim = pen.style(Role::Dim);
            let name = day.day.format("%b").to_string();
            pen.text(layout.calendar.x, place.y, name, dim);
        }
        let cursor = (day.day == chosen).then_some(model.history.level);
        draw_day(pen, place, day, today == Some(day.day), cursor);
    }
}

fn draw_day(pen: &mut Pen<'_>, place: Rect, day: &Day, today: bool, cursor: Option<Level>) {
    let glyphs = pen.glyphs();
    // The last column keeps days apart.
    let columns = place.width.saturating_sub(1);
    let style = pen.style(role(day));
    let number = if today {
        pen.style(Role::Strong).add_modifier(Modifier::UNDERLINED)
    } else if day.syncs() == 0 {
        pen.style(Role::Faint)
    } else {
        pen.style(Role::Text)
    };
    pen.text(place.x, place.y, format!("{:>2}", day.day.day()), number);
    if place.height >= 2 {
        let words = summary(day, glyphs, usize::from(columns));
        pen.text_in(place.x, place.y + 1, columns, words, style);
    } else {
        let (lost, words) = forms(day, glyphs, usize::from(columns.saturating_sub(3)));
        // Two digits and a mark do without a space where that lets the counts in.
        let (less, tight) = forms(day, glyphs, usize::from(columns.saturating_sub(2)));
        let (x, words) = if lost > 2 && less < lost {
            (2, tight)
        } else {
            (3, words)
        };
        pen.text_in(place.x + x, place.y, columns.saturating_sub(x), words, style);
    }
    let ground = match cursor {
        Some(Level::Calendar) => pen.theme().cursor(),
        Some(_) => pen.theme().row(),
        None => return,
    };
    for y in 0..place.height {
        pen.tint(place.x, place.y + y, columns, ground);
    }
}

/// A day in words: `Fri 20 Nov: 24 syncs, 23 worked, 1 failed`.
pub(super) fn words(day: &Day) -> String {
    let name = name(day.day);
    let parts = [
        (day.succeeded, "worked"),
        (day.failed, "failed"),
        (day.stopped, "stopped"),
        (u32::from(day.running), "running"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", format::count(count)))
        .collect();
    if parts.is_empty() {
        format!("{name}: no sync")
    } else {
        format!(
            "{name}: {}, {}",
            plural(u64::from(day.syncs()), "sync"),
            parts.join(", ")
        )
    }
}

/// A day by its name: `Fri 20 Nov`.
pub(super) fn name(day: NaiveDate) -> String {
    day.format("%a %-d %b").to_string()
}

/// What the marks mean, and how it was altogether; beside the calendar.
pub(super) fn draw_side(pen: &mut Pen<'_>, model: &Model) {
    let days = days(model);
    let glyphs = pen.glyphs();
    let (text, dim, strong) = (pen.style(Role::Text), pen.style(Role::Dim), pen.style(Role::Strong));
    let sum = |count: fn(&Day) -> u32| -> u64 { days.iter().map(|day| u64::from(count(day))).sum() };
    let rows = [
        (RunStatus::Success, sum(|day| day.succeeded), "worked", Role::Good),
        (RunStatus::Failed, sum(|day| day.failed), "failed", Role::Bad),
        (RunStatus::Cancelled, sum(|day| day.stopped), "stopped", Role::Warn),
        (
            RunStatus::Running,
            sum(|day| u32::from(day.running)),
            "running",
            Role::Accent,
        ),
    ];
    let width = pen.width();
    pen.text_in(0, 0, width, format!("{} days", days.len()), dim);
    for (row, (status, count, word, role)) in rows.into_iter().enumerate() {
        let y = row as u16 + 1;
        let mark = pen.style(role);
        pen.text(0, y, glyphs.run(status), mark);
        pen.text_right(9, y, format::count(count), if count > 0 { strong } else { dim });
        pen.text_in(10, y, width.saturating_sub(10), word, text);
    }
    let bad = days.iter().rev().find(|day| day.failed > 0);
    let told = bad.map_or_else(
        || "No sync failed in this time.".to_owned(),
        |day| format!("The last failure was on {}.", name(day.day)),
    );
    let quiet = days.iter().filter(|day| day.syncs() == 0).count() as u64;
    let quiet = match quiet {
        0 => String::new(),
        1 => "On 1 day nothing was synced.".to_owned(),
        days => format!("On {days} days nothing was synced."),
    };
    let mut y = 6;
    for words in [told, quiet] {
        for line in wrap(&words, usize::from(width)) {
            pen.text(0, y, line, dim);
            y += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(succeeded: u32, failed: u32, stopped: u32) -> Day {
        Day {
            succeeded,
            failed,
            stopped,
            ..Day::empty(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap())
        }
    }

    #[test]
    fn a_day_says_as_much_as_there_is_room_for() {
        let mixed = day(23, 1, 0);
        for (columns, expected) in [
            (20, "● 23 ✖ 1"),
            (7, "●23 ✖1"),
            (5, "●23✖1"),
            (4, "✖24"),
            (1, "✖"),
            (0, "✖"),
        ] {
            assert_eq!(summary(&mixed, Glyphs::Unicode, columns), expected, "{columns}");
        }
        assert_eq!(summary(&day(24, 0, 0), Glyphs::Ascii, 9), "* 24");
        assert_eq!(summary(&day(0, 0, 0), Glyphs::Unicode, 9), "·");
        assert_eq!(role(&mixed), Role::Bad);
        assert_eq!(role(&day(3, 0, 0)), Role::Good);
    }

    #[test]
    fn a_day_in_words() {
        assert_eq!(words(&day(23, 1, 0)), "Fri 20 Nov: 24 syncs, 23 worked, 1 failed");
        assert_eq!(words(&day(0, 0, 1)), "Fri 20 Nov: 1 sync, 1 stopped");
        assert_eq!(words(&day(0, 0, 0)), "Fri 20 Nov: no sync");
    }
}
