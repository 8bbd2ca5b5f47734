//! The texts under a plot: names of categories, moments, numbers. As many as there is room for without touching; a name that is
//! too long goes on in a second row or is cut, and that is said.

use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scale::{Band, time};
use crate::chart::scene::{Hue, Part};
use crate::text::{SafeText, display_width, truncate};

use super::across::{Across, Along, value_ticks};
use super::up::tick_label;
use crate::chart::draw::stage::{Stage, Text};

/// A text under the plot.
#[derive(Clone, Debug)]
struct Name {
    text: String,
    /// Its first column.
    column: u16,
    row: u16,
}

/// The texts under a plot.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    list: Vec<Name>,
    cut: usize,
    skipped: usize,
}

/// Where a text of a width begins so that its middle is at a unit and it stays in the body.
fn begin(middle: f64, width: usize, body: Area) -> u16 {
    let exact = (middle / CELL_WIDTH - width as f64 / 2.0 + 0.01).round();
    let first = (body.left / CELL_WIDTH).round();
    let last = (body.right / CELL_WIDTH).round() - width as f64;
    exact.min(last).max(first) as u16
}

impl Names {
    /// The texts for what is along an area, in at most so many rows.
    pub(super) fn of(along: &Along, across: &Across, area: Area, body: Area, rows: u16) -> Self {
        if rows == 0 || area.is_empty() {
            return Self::default();
        }
        match (along, across) {
            (Along::Bands(names), Across::Bands(band)) => bands(names, band, body, rows),
            (Along::Moments { moments, .. }, _) => moments_of(along, moments, across, area, body),
            (Along::Values(measure), _) => {
                let (_, _, ticks) = value_ticks(measure, area);
                numbers(&ticks, measure.unit, across, body)
            }
            (Along::Edges(edges, unit), _) => numbers(edges, *unit, across, body),
            (Along::Bands(_), _) => Self::default(),
        }
    }

    /// How many rows they take.
    pub(super) fn rows(&self) -> u16 {
        self.list.iter().map(|name| name.row + 1).max().unwrap_or_default()
    }

    /// Writes them below the plot.
    pub(super) fn draw(&self, stage: &mut Stage<'_>, area: Area) {
        for name in &self.list {
            let at = Point::new(
                f64::from(name.column) * CELL_WIDTH,
                area.bottom + (f64::from(name.row) + 0.5) * CELL_HEIGHT,
            );
            stage.text(Text::of(&name.text, at).ink(Hue::Dim).part(Part::Tick));
        }
        if stage.look.compact {
            return;
        }
        if self.cut > 0 {
            stage.note(format!("{} of the names below are cut", self.cut));
        }
        if self.skipped > 0 {
            stage.note(format!("{} more names would not fit below", self.skipped));
        }
    }

    /// Whether none touches the one before it.
    fn apart(list: &[Name], gap: u16) -> bool {
        list.windows(2).all(|pair| match pair {
            [a, b] => a.column + display_width(&a.text) as u16 + gap <= b.column,
            _ => true,
        })
    }
}

/// Names of categories: whole, then in two rows, then cut, then only every so many.
fn bands(names: &[SafeText], band: &Band, body: Area, rows: u16) -> Names {
    let room = (band.step().floor() as usize).saturating_sub(1);
    let name = |place: usize, text: String, row: u16| Name {
        column: begin(band.center(place), display_width(&text), body),
        text,
        row,
    };
    let whole: Vec<Name> = if names.len() <= usize::from(body.columns()) {
        let all = names.iter().enumerate();
        all.map(|(place, text)| name(place, text.to_string(), 0)).collect()
    } else {
        Vec::new()
    };
    if !whole.is_empty() && Names::apart(&whole, 1) {
        return Names {
            list: whole,
            ..Names::default()
        };
    }
    if room >= 4 {
        let (mut list, mut cut) = (Vec::new(), 0);
        for (place, text) in names.iter().enumerate() {
            let (first, second) = if rows >= 2 {
                broken(text, room)
            } else {
                (text.to_string(), String::new())
            };
            for (row, part) in [first, second]
                .into_iter()
                .enumerate()
                .filter(|(_, part)| !part.is_empty())
            {
                cut += usize::from(display_width(&part) > room);
                list.push(name(place, truncate(&part, room), row as u16));
            }
        }
        return Names { list, cut, skipped: 0 };
    }
    // Every name that is written has the room of those beside it.
    let widest = names.iter().map(SafeText::width).max().unwrap_or_default().min(12);
    let every = ((widest + 1) as f64 / band.step().max(1e-9)).ceil().max(1.0) as usize;
    let mut cut = 0;
    let mut list: Vec<Name> = Vec::new();
    for place in (0..names.len()).step_by(every) {
        let Some(text) = names.get(place) else { continue };
        cut += usize::from(text.width() > widest);
        let next = name(place, truncate(text, widest), 0);
        let apart = list
            .last()
            .is_none_or(|before| before.column + (display_width(&before.text) as u16) < next.column);
        if apart {
            list.push(next);
        }
    }
    let skipped = names.len() - list.len();
    Names { list, cut, skipped }
}

/// A name in two lines where the first ends between words; else in one.
fn broken(text: &str, room: usize) -> (String, String) {
    if display_width(text) <= room {
        return (text.to_owned(), String::new());
    }
    let place = text
        .match_indices(' ')
        .map(|(place, _)| place)
        .rfind(|place| display_width(&text[..*place]) <= room);
    match place {
        Some(place) => (text[..place].to_owned(), text[place + 1..].trim_start().to_owned()),
        None => (text.to_owned(), String::new()),
    }
}

/// Moments: those of the finest step of the calendar whose texts stay apart.
fn moments_of(along: &Along, moments: &[i64], across: &Across, area: Area, body: Area) -> Names {
    let Along::Moments { grain, zone, .. } = along else {
        return Names::default();
    };
    let (Some(first), Some(last)) = (moments.first(), moments.last()) else {
        return Names::default();
    };
    let place = |at: i64| match across {
        // As categories only moments that are there have a place.
        Across::Bands(band) => moments.binary_search(&at).ok().map(|place| band.center(place)),
        Across::Linear(_) | Across::Log(_) => Some(across.at(at as f64)),
    };
    let names = |ticks: &[time::Tick]| -> Vec<Name> {
        let placed = ticks.iter().filter_map(|tick| Some((tick, place(tick.at)?)));
        placed
            .map(|(tick, x)| Name {
                column: begin(x, display_width(&tick.label), body),
                text: tick.label.clone(),
                row: 0,
            })
            .collect()
    };
    let most = usize::from(area.columns()).max(1);
    let ticks = time::ticks(*first, *last, *grain, *zone, most, |ticks| {
        let placed = names(ticks);
        !placed.is_empty() && Names::apart(&placed, 3)
    });
    let mut placed = names(&ticks);
    if placed.is_empty() {
        // A single moment, or so few that none begins a step.
        let text = crate::chart::write::moment(*first, *grain, *zone);
        if let Some(x) = place(*first)
            && display_width(&text) <= usize::from(body.columns())
        {
            placed.push(Name {
                column: begin(x, display_width(&text), body),
                text,
                row: 0,
            });
        }
    }
    Names {
        list: placed,
        ..Names::default()
    }
}

/// Numbers: as many as stay apart, at even distances.
fn numbers(values: &[f64], unit: crate::chart::frame::Unit, across: &Across, body: Area) -> Names {
    let greatest = values.iter().fold(0f64, |most, value| most.max(value.abs()));
    let step = values
        .windows(2)
        .map(|pair| pair.last().unwrap_or(&0.0) - pair.first().unwrap_or(&0.0))
        .find(|step| *step > 0.0)
        .unwrap_or(greatest.max(1.0));
    let logarithmic = matches!(across, Across::Log(_));
    let text = |value: f64| {
        if logarithmic {
            crate::chart::write::short(value, unit)
        } else {
            tick_label(value, unit, step, greatest)
        }
    };
    for every in 1..=values.len().max(1) {
        let list: Vec<Name> = values
            .iter()
            .step_by(every)
            .map(|value| {
                let text = text(*value);
                Name {
                    column: begin(across.at(*value), display_width(&text), body),
                    text,
                    row: 0,
                }
            })
            .collect();
        if Names::apart(&list, 2) {
            return Names {
                list,
                ..Names::default()
            };
        }
    }
    Names::default()
}
