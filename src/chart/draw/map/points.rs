//! Places as points over the land. Those that fall into the same cell become a figure that says how many they are.

use std::collections::BTreeMap;

use crate::chart::draw::stage::{Stage, Text};
use crate::chart::frame::Value;
use crate::chart::geometry::Point;
use crate::chart::scene::{Anchor, Hue, Key, Part, Reading, Spot};
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
    let mut named = Vec::new();
    for point in &points {
        let Some((site, at)) = point.first().copied() else {
            continue;
        };
        let place = cell_area(cell(at));
        let at = if point.len() == 1 { at } else { place.center() };
        let of = stage.spot(spot(sites, point, at));
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
fn spot(sites: &Sites, point: &[(&Site, Point)], at: Point) -> Spot {
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
        guide: crate::chart::scene::Guide::Marks,
        title: SafeText::new(format!("{} places", point.len())),
        readings,
        keys: keys(sites, point),
        inner: Vec::new(),
        related: Vec::new(),
    }
}

/// The keys of several places together; none where they would name others' rows too, as two columns of degrees may.
fn keys(sites: &Sites, point: &[(&Site, Point)]) -> Vec<Key> {
    let Some((first, _)) = point.first() else {
        return Vec::new();
    };
    let mut all = (*first).clone();
    for (site, _) in point.iter().skip(1) {
        for ((_, values), (_, more)) in all.raw.iter_mut().zip(&site.raw) {
            for value in more {
                if !values.contains(value) {
                    values.push(value.clone());
                }
            }
        }
    }
    let holds = |site: &&Site| {
        let mut columns = site.raw.iter().zip(&all.raw);
        columns.all(|((_, own), (_, values))| own.iter().all(|value: &Value| values.contains(value)))
    };
    if sites.sites.iter().filter(holds).count() == point.len() {
        all.keys()
    } else {
        Vec::new()
    }
}
