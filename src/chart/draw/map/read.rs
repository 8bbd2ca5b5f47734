//! From the rows of a frame to the places of a map.
//!
//! Names of the same place (`US`, `USA`, `United States`) become one before their rows are folded, so that a mean is that of all its
//! rows.

use std::collections::HashMap;

use crate::chart::draw::stage::Stage;
use crate::chart::frame::{Column, Frame, Unit, Value};
use crate::chart::geo::places::{Degrees, Found, Places};
use crate::chart::group::{Grouped, MOST_SERIES, adds_up, group, limit_series};
use crate::chart::kind::Kind;
use crate::chart::spec::{Channel, Layer, Place};
use crate::chart::write;
use crate::text::SafeText;

use super::sites::{Part, Site, Sites};

/// What the columns are called while rows are grouped.
const PLACE: &str = "place";
const MEASURE: &str = "measure";
const COLOUR: &str = "colour";
/// So many names that were not found are said.
const NAMED: usize = 3;

/// A measure with its column.
struct Measure {
    layer: Layer,
    column: Column,
}

/// The places of a chart; without any, says in words why.
pub(super) fn read(stage: &mut Stage<'_>) -> Option<Sites> {
    let (sites, of) = locate(stage)?;
    if sites.is_empty() {
        stage.say("None of these places was found, so there is nothing to put on a map.");
        return None;
    }
    let measure = measure(stage)?;
    Some(valued(stage, sites, &of, &measure))
}

/// The measure: the first of them, or else the size, or else how many rows there are.
fn measure(stage: &mut Stage<'_>) -> Option<Measure> {
    let spec = stage.spec();
    let size = || {
        spec.size.clone().map(|channel| Layer {
            channel,
            ..Layer::default()
        })
    };
    let Some(mut layer) = spec.y.first().cloned().or_else(size) else {
        let rows = stage.frame().rows();
        return Some(Measure {
            layer: Layer {
                channel: Channel {
                    title: Some("Rows".to_owned()),
                    ..Channel::of(MEASURE)
                },
                ..Layer::default()
            },
            column: Column::numbers(MEASURE, Unit::Number, std::iter::repeat_n(Some(1.0), rows)),
        });
    };
    let Some(column) = stage.frame().column(&layer.channel.column) else {
        let name = SafeText::new(&layer.channel.column);
        stage.say(format!("There is no column “{name}” to measure places by."));
        return None;
    };
    layer.channel.title = Some(layer.channel.title().to_owned());
    MEASURE.clone_into(&mut layer.channel.column);
    Some(Measure {
        layer,
        column: named(column, MEASURE),
    })
}

/// A column under another name.
fn named(column: &Column, name: &str) -> Column {
    Column {
        name: SafeText::new(name),
        ..column.clone()
    }
}

/// The places without values yet, and for each row which of them it belongs to.
fn locate(stage: &mut Stage<'_>) -> Option<(Vec<Site>, Vec<Option<usize>>)> {
    let (chart, rows) = (stage.chart, stage.frame().rows());
    if rows == 0 {
        stage.say("There are no rows to put on a map.");
        return None;
    }
    let column = |stage: &mut Stage<'_>, channel: &Channel| {
        let found = chart.frame.column(&channel.column);
        if found.is_none() {
            let name = SafeText::new(&channel.column);
            stage.say(format!("There is no column “{name}” to place rows by."));
        }
        found
    };
    match &chart.spec.place {
        Some(Place::Named(channel)) => {
            let column = column(stage, channel)?;
            Some(by_name(stage, column))
        }
        Some(Place::Degrees { latitude, longitude }) => {
            let (latitude, longitude) = (column(stage, latitude)?, column(stage, longitude)?);
            Some(by_degrees(stage, latitude, longitude))
        }
        None => {
            stage.say("A map needs a column that names places, or two columns of degrees.");
            None
        }
    }
}

fn by_name(stage: &mut Stage<'_>, column: &Column) -> (Vec<Site>, Vec<Option<usize>>) {
    let rows = stage.frame().rows();
    let countries = stage.spec().kind == Kind::MapFilled;
    let mut found: HashMap<String, Option<usize>> = HashMap::new();
    let mut known: HashMap<&'static str, usize> = HashMap::new();
    let mut sites: Vec<Site> = Vec::new();
    let (mut lost, mut guessed) = (Vec::new(), Vec::new());
    let mut nameless = 0usize;
    let name_of = |row: usize| match column.value(row) {
        Value::Null => None,
        Value::Text(text) => Some(text.to_string()),
        // A numeric code of ISO 3166.
        Value::Number(number) => Some(format!("{number}")),
        Value::Time(_) => Some(String::new()),
    };
    let names: Vec<Option<String>> = (0..rows).map(name_of).collect();
    let places = Places::of(names.iter().flatten().map(String::as_str));
    let mut of = Vec::with_capacity(rows);
    for (row, name) in names.into_iter().enumerate() {
        let Some(name) = name else {
            nameless += 1;
            of.push(None);
            continue;
        };
        let site = *found.entry(name).or_insert_with_key(|name| {
            let Some(mut place) = places.find(name) else {
                lost.push(SafeText::new(name));
                return None;
            };
            if place.guess {
                guessed.push(format!("{} as {}", SafeText::new(name), place.name));
            }
            if countries {
                place = Found::from(place.country);
            }
            let key = if place.whole { place.country.alpha2 } else { place.name };
            let index = *known.entry(key).or_insert_with(|| {
                sites.push(site(&place, &column.name));
                sites.len() - 1
            });
            if let Some((_, raw)) = sites.get_mut(index).and_then(|site| site.raw.first_mut()) {
                raw.push(column.value(row));
            }
            Some(index)
        });
        of.push(site);
    }
    if !lost.is_empty() {
        stage.note(said(lost.len(), "place was not found", "places were not found", &lost));
    }
    if nameless > 0 {
        stage.note(count(nameless, "row names no place", "rows name no place"));
    }
    if !guessed.is_empty() {
        let first = guessed.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = if guessed.len() > NAMED { ", …" } else { "" };
        stage.note(format!("languages stand for their largest country: {first}{more}"));
    }
    (sites, of)
}

fn site(place: &Found, column: &SafeText) -> Site {
    Site {
        name: SafeText::new(place.name),
        at: place.at,
        country: Some(place.country),
        whole: place.whole,
        total: None,
        parts: Vec::new(),
        raw: vec![(column.as_str().to_owned(), Vec::new())],
    }
}

fn by_degrees(stage: &mut Stage<'_>, latitude: &Column, longitude: &Column) -> (Vec<Site>, Vec<Option<usize>>) {
    let names = stage
        .spec()
        .text
        .as_ref()
        .and_then(|text| stage.frame().column(&text.column));
    let zone = stage.options().zone;
    let mut known: HashMap<(u64, u64), usize> = HashMap::new();
    let mut sites: Vec<Site> = Vec::new();
    let mut lost = 0;
    let rows = 0..stage.frame().rows();
    let of = rows.map(|row| {
        let at = latitude.number(row).zip(longitude.number(row));
        let at = at
            .map(|(north, east)| Degrees::new(north, east))
            .filter(|at| at.is_on_earth());
        let Some(at) = at else {
            lost += 1;
            return None;
        };
        let key = (at.latitude.to_bits(), at.longitude.to_bits());
        Some(*known.entry(key).or_insert_with(|| {
            let name = names
                .map(|column| column.value(row))
                .filter(|value| *value != Value::Null);
            let name = match (name, names) {
                (Some(value), Some(column)) => write::category(&value, column.grain, column.unit, zone),
                _ => SafeText::new(written(at)),
            };
            let raw = [(latitude, at.latitude), (longitude, at.longitude)];
            sites.push(Site {
                name,
                at,
                country: None,
                whole: false,
                total: None,
                parts: Vec::new(),
                raw: raw
                    .map(|(column, value)| (column.name.as_str().to_owned(), vec![Value::Number(value)]))
                    .to_vec(),
            });
            sites.len() - 1
        }))
    });
    let of = of.collect();
    if lost > 0 {
        stage.note(count(lost, "row is nowhere on earth", "rows are nowhere on earth"));
    }
    (sites, of)
}

/// Degrees as people write them: `52.5° N 13.4° E`.
fn written(at: Degrees) -> String {
    let side = |degrees: f64, positive, negative| if degrees < 0.0 { negative } else { positive };
    format!(
        "{:.1}° {} {:.1}° {}",
        at.latitude.abs(),
        side(at.latitude, "N", "S"),
        at.longitude.abs(),
        side(at.longitude, "E", "W")
    )
}

/// Places with their values, the largest first.
fn valued(stage: &mut Stage<'_>, mut sites: Vec<Site>, of: &[Option<usize>], measure: &Measure) -> Sites {
    let layer = &measure.layer;
    let splits = matches!(stage.spec().kind, Kind::MapScatter | Kind::MapPie | Kind::MapBubblePie);
    let colour = stage.spec().colour.as_ref().filter(|_| splits);
    let colour = colour.and_then(|channel| stage.frame().column(&channel.column));
    let frame = grouping(of, measure, colour);
    let mut grouped = fold(stage, &frame, layer, colour.is_some());
    let adds = adds_up(layer);
    limit_series(&mut grouped, MOST_SERIES, adds);
    // Means of parts do not add up to the mean of the whole.
    let whole = (!adds && colour.is_some()).then(|| fold(stage, &frame, layer, false));
    let count = grouped.series.len();
    for site in &mut sites {
        site.parts = vec![None; count];
    }
    for (place, category) in grouped.categories.iter().enumerate() {
        let Some(site) = index(&category.value).and_then(|index| sites.get_mut(index)) else {
            continue;
        };
        site.parts = grouped
            .series
            .iter()
            .map(|series| series.values.get(place).copied().flatten())
            .collect();
        let shown = grouped
            .shown()
            .filter_map(|series| series.values.get(place).copied().flatten());
        site.total = shown.fold(None, |sum: Option<f64>, value| Some(sum.unwrap_or_default() + value));
        site.total = site.total.filter(|total| total.is_finite());
    }
    if let Some(series) = whole.as_ref().and_then(|whole| whole.series.first()) {
        let categories = whole.iter().flat_map(|whole| &whole.categories);
        for (category, value) in categories.zip(&series.values) {
            if let Some(site) = index(&category.value).and_then(|index| sites.get_mut(index)) {
                site.total = *value;
            }
        }
    }
    if colour.is_some() {
        // What is hidden is not there.
        let hidden = |site: &Site| site.total.is_none() && site.parts.iter().any(Option::is_some);
        sites.retain(|site| !hidden(site));
    }
    let size = |site: &Site| site.total.unwrap_or(f64::NEG_INFINITY);
    sites.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.name.cmp(&b.name)));
    if let Some(top) = stage
        .options()
        .top
        .map(|top| top.max(1))
        .filter(|top| *top < sites.len())
    {
        stage.note(count_of(
            sites.len() - top,
            "smallest place is left out",
            "smallest places are left out",
        ));
        sites.truncate(top);
    }
    let parts = grouped.series.iter().map(|series| Part {
        name: series.name.clone(),
        ink: series.ink,
        hidden: series.hidden,
    });
    for note in &grouped.notes {
        stage.note(note);
    }
    Sites {
        all: sites,
        parts: parts.collect(),
        measure: SafeText::new(layer.channel.title()),
        unit: layer.channel.unit.unwrap_or(measure.column.unit),
    }
}

/// The number of a place, which is its name while rows are grouped.
fn index(value: &Value) -> Option<usize> {
    match value {
        Value::Number(number) => Some(*number as usize),
        _ => None,
    }
}

/// The columns that are grouped: which place, the measure, and what splits it.
fn grouping(of: &[Option<usize>], measure: &Measure, colour: Option<&Column>) -> Frame {
    let places = of.iter().map(|site| site.map(|site| site as f64));
    let mut columns = vec![Column::numbers(PLACE, Unit::Number, places), measure.column.clone()];
    columns.extend(colour.map(|column| named(column, COLOUR)));
    Frame::try_from(columns).unwrap_or_default()
}

fn fold(stage: &Stage<'_>, frame: &Frame, layer: &Layer, split: bool) -> Grouped {
    let mut spec = stage.spec().clone();
    spec.y = vec![layer.clone()];
    spec.colour = split.then(|| Channel::of(COLOUR));
    spec.options.top = None;
    group(frame, &spec, Some(&Channel::of(PLACE)), stage.look)
}

fn count(number: usize, one: &str, more: &str) -> String {
    let words = if number == 1 { one } else { more };
    format!("{number} {words}")
}

fn count_of(number: usize, one: &str, more: &str) -> String {
    format!("the {}", count(number, one, more))
}

fn said(number: usize, one: &str, more: &str, names: &[SafeText]) -> String {
    let first: Vec<String> = names
        .iter()
        .take(NAMED)
        .map(|name| crate::text::truncate(if name.trim().is_empty() { "(blank)" } else { name }, 20))
        .collect();
    let rest = if number > NAMED { ", …" } else { "" };
    format!("{}: {}{rest}", count(number, one, more), first.join(", "))
}
