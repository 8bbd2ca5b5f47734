//! Places as points over the land. Those that fall into the same cell become a figure that says how many they are.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::chart::draw::stage::{Stage, Text};
use crate::chart::frame::Value;
use crate::chart::geometry::Point;
use crate::chart::group::Handle;
use crate::chart::scene::{Anchor, Guide, Hue, Key, Part, Reading, Spot};
use crate::text::SafeText;

use super::ground;
use super::label::{beside, cell, cell_area};
use super::sites::{Site, Sites};

/// So many places of one point are named; the rest is counted.
const NAMED: usize = 8;

pub(super) fn draw(stage: &mut Stage<'_>, sites: &Sites) {
    ground::legend(stage, sites);
    let view = ground::view(stage);
    ground::land(stage, &view);
    let found = ground::on_map(stage, sites, &view);
    let points = by_cell(&found);
    if points.iter().any(|point| point.len() > 1) {
        stage.note("a figure is the number of places in one spot");
    }
    let known = latitudes(sites);
    let mut named = Vec::new();
    for point in &points {
        let Some((site, at)) = point.first().copied() else {
            continue;
        };
        let place = cell_area(cell(at));
        let at = if point.len() == 1 { at } else { place.center() };
        let of = stage.spot(spot(sites, &known, point, at));
        let glyph = match point.len() {
            1 => "●".to_owned(),
            few @ 2..=9 => few.to_string(),
            _ => "+".to_owned(),
        };
        let mut text = Text::of(glyph, at)
            .anchor(Anchor::Middle)
            .part(Part::Marker)
            .spot(Some(of));
        text.ink = sites.ink(site);
        text.bold = point.len() > 1;
        stage.text(text);
        named.push((site.name.clone(), at, of));
    }
    for (name, at, of) in named {
        beside(stage, &name, at, 0.0, Some(of), Hue::Text);
    }
}

/// The places of each cell, in the order of the largest of each.
fn by_cell<'a>(found: &[(&'a Site, Point)]) -> Vec<Vec<(&'a Site, Point)>> {
    let mut places: BTreeMap<(i64, i64), usize> = BTreeMap::new();
    let mut points: Vec<Vec<(&Site, Point)>> = Vec::new();
    for (site, at) in found {
        let place = *places.entry(cell(*at)).or_insert_with(|| {
            points.push(Vec::new());
            points.len() - 1
        });
        if let Some(point) = points.get_mut(place) {
            point.push((site, *at));
        }
    }
    points
}

/// The spot of one place, or of several in the same cell.
fn spot(sites: &Sites, known: &Latitudes, point: &[(&Site, Point)], at: Point) -> Spot {
    let area = cell_area(cell(at));
    if let [(site, _)] = point {
        return sites.spot(site, at, area);
    }
    let mut readings: Vec<Reading> = point
        .iter()
        .take(NAMED)
        .map(|(site, _)| Reading {
            label: site.name.clone(),
            value: sites.full(site.total),
            ink: Some(sites.ink(site)),
        })
        .collect();
    if point.len() > NAMED {
        readings.push(Reading {
            label: SafeText::new("and more"),
            value: SafeText::new(format!("{}", point.len() - NAMED)),
            ink: None,
        });
    }
    Spot {
        at,
        area,
        cell: None,
        guide: Guide::Marks,
        title: SafeText::new(format!("{} places", point.len())),
        readings,
        keys: keys(known, point),
        inner: Vec::new(),
        related: Vec::new(),
    }
}

/// The keys of several places together; none where they would name others' rows too, as two columns of degrees may.
fn keys(latitudes: &Latitudes, point: &[(&Site, Point)]) -> Vec<Key> {
    let Some((first, _)) = point.first() else {
        return Vec::new();
    };
    let mut all = (*first).clone();
    for (site, _) in point.iter().skip(1) {
        for ((_, values), (_, more)) in all.raw.iter_mut().zip(&site.raw) {
            values.extend(more.iter().cloned());
        }
    }
    let [(_, north), (_, east)] = all.raw.as_mut_slice() else {
        return all.keys();
    };
    let north_handles: HashSet<Handle> = north.drain(..).map(Handle).collect();
    let east_handles: HashSet<Handle> = east.drain(..).map(Handle).collect();
    let named = north_handles.iter().filter_map(|north| latitudes.get(north)).flatten();
    if named.filter(|east| east_handles.contains(east)).count() != point.len() {
        return Vec::new();
    }
    north.extend(sorted(north_handles));
    east.extend(sorted(east_handles));
    all.keys()
}

/// Numbers in rising order.
fn sorted(handles: HashSet<Handle>) -> Vec<Value> {
    let mut values: Vec<Value> = handles.into_iter().map(|handle| handle.0).collect();
    values.sort_by(|a, b| match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
        _ => Ordering::Equal,
    });
    values
}

/// The longitudes at each latitude where places are: what two columns of degrees name together is every crossing of them.
type Latitudes = HashMap<Handle, Vec<Handle>>;

fn latitudes(sites: &Sites) -> Latitudes {
    let mut known = Latitudes::new();
    for site in &sites.all {
        if let [(_, north), (_, east)] = site.raw.as_slice() {
            for (north, east) in north.iter().zip(east) {
                known
                    .entry(Handle(north.clone()))
                    .or_default()
                    .push(Handle(east.clone()));
            }
        }
    }
    known
}
