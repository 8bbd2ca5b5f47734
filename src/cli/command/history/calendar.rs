//! The calendar: weeks as lines, days as columns, in each cell how many syncs worked and how many did not.

use chrono::{Datelike, Days, NaiveDate};

use crate::api::wire::Day;
use crate::cli::look::{Look, Tone};
use crate::cli::output::{Align, Grid};
use crate::text::{SafeText, format};

/// So many days are shown.
pub(super) const DAYS: u32 = 45;

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

pub(super) fn lines(name: &str, days: &[Day], look: &Look) -> Vec<String> {
    let mut heads = vec![("Week of", Align::Whole)];
    heads.extend(WEEKDAYS.map(|day| (day, Align::Whole)));
    let mut grid = Grid::new(&heads);
    for (monday, week) in weeks(days) {
        let mut cells = vec![(monday.to_string(), None)];
        cells.extend(week.iter().map(|day| match day {
            Some(day) => cell(day),
            None => (String::new(), None),
        }));
        grid.toned(cells);
    }
    let sum = |count: fn(&Day) -> u32| -> u32 { days.iter().map(count).sum() };
    let mut lines = grid.lines(look);
    lines.push(String::new());
    lines.push(format!(
        "{}, {} days: {} worked (●), {} failed (✖), {} stopped (◐).",
        SafeText::new(name),
        days.len(),
        format::count(sum(|day| day.succeeded)),
        format::count(sum(|day| day.failed)),
        format::count(sum(|day| day.stopped)),
    ));
    lines
}

/// The weeks by their Mondays; days that are not in the calendar are not there.
fn weeks(days: &[Day]) -> Vec<(NaiveDate, [Option<&Day>; 7])> {
    let mut weeks: Vec<(NaiveDate, [Option<&Day>; 7])> = Vec::new();
    for day in days {
        let weekday = day.day.weekday().num_days_from_monday();
        let monday = day
            .day
            .checked_sub_days(Days::new(u64::from(weekday)))
            .unwrap_or(day.day);
        if weeks.last().is_none_or(|(last, _)| *last != monday) {
            weeks.push((monday, [None; 7]));
        }
        if let Some((_, week)) = weeks.last_mut() {
            week[weekday as usize] = Some(day);
        }
    }
    weeks
}

fn cell(day: &Day) -> (String, Option<Tone>) {
    let marks = [
        ("●", day.succeeded),
        ("✖", day.failed),
        ("◐", day.stopped),
        ("↻", u32::from(day.running)),
    ];
    let parts: Vec<String> = marks
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(mark, count)| {
            if mark == "↻" {
                mark.to_owned()
            } else {
                format!("{mark}{count}")
            }
        })
        .collect();
    let tone = if day.failed > 0 {
        Some(Tone::Bad)
    } else if day.stopped > 0 {
        Some(Tone::Warn)
    } else if day.succeeded > 0 {
        Some(Tone::Good)
    } else {
        None
    };
    if parts.is_empty() {
        ("·".to_owned(), None)
    } else {
        (parts.join(" "), tone)
    }
}
