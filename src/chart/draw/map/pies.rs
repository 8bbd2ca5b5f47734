//! Places as pies: of the same size for the largest places, moved apart where they would cover each other; or as large as their
//! totals, where they are.

use std::f64::consts::TAU;

use crate::chart::draw::stage::Stage;
use crate::chart::geo::View;
use crate::chart::geometry::{Area, CELL_HEIGHT, Outline, Point};
use crate::chart::layout::apart::{Disc, apart};
use crate::chart::scene::{Fill, Hue, Ink};

use super::bubbles::{RIM, Radius, SMALLEST, glyph};
use super::ground;
use super::label::beside;
use super::sites::{Site, Sites};

/// So many places have a pie where all are of the same size.
const MOST: usize = 12;
/// The radius of such a pie: five rows high.
const RADIUS: f64 = CELL_HEIGHT * 2.5;
/// Smaller pies than these have no slices that could be told apart.
const LEAST: f64 = CELL_HEIGHT * 0.75;

/// Pies of the same size for the largest places, points for the others.
pub(super) fn draw(stage: &mut Stage<'_>, sites: &Sites) {
    let view = begin(stage, sites);
    let found = ground::on_map(stage, sites, &view);
    let count = found
        .iter()
        .take(MOST)
        .take_while(|(site, _)| site.size().is_some())
        .count();
    let (large, small) = found.split_at(count);
    let discs: Vec<Disc> = large
        .iter()
        .map(|(_, at)| Disc {
            home: *at,
            at: *at,
            radius: RADIUS,
        })
        .collect();
    let discs = apart(discs, view.area, 2.0);
    let mut moved = 0;
    for (disc, (_, at)) in discs.iter().zip(large) {
        if disc.at.distance(*at) > RADIUS * 0.5 {
            // A line back to where it belongs.
            stage.stroke(Outline::line([*at, disc.at], false), Ink::of(Hue::Text), 1.0, None);
            moved += 1;
        }
    }
    if moved > 0 {
        stage.note("pies that would cover each other are moved apart");
    }
    let mut drawn: Vec<(&Site, Point, f64, usize)> = Vec::new();
    for (site, at) in small {
        drawn.push((*site, *at, 0.0, glyph(stage, sites, site, *at)));
    }
    for (disc, (site, _)) in discs.iter().zip(large) {
        drawn.push((*site, disc.at, RADIUS, pie(stage, sites, site, disc.at, RADIUS)));
    }
    if !small.is_empty() {
        stage.note(format!("the {count} largest places have a pie, the others a point"));
    }
    names(stage, drawn);
}

/// Pies whose areas are the totals of their places.
pub(super) fn draw_sized(stage: &mut Stage<'_>, sites: &Sites) {
    let view = begin(stage, sites);
    let found = ground::on_map(stage, sites, &view);
    let radius = Radius::new(view.area, sites.most());
    let mut drawn = Vec::new();
    for (site, at) in found {
        let size = site.size().map(|size| radius.of(size)).filter(|size| *size >= SMALLEST);
        let (size, of) = match size {
            Some(size) => (size, pie(stage, sites, site, at, size)),
            None => (0.0, glyph(stage, sites, site, at)),
        };
        drawn.push((site, at, size, of));
    }
    names(stage, drawn);
}

fn begin(stage: &mut Stage<'_>, sites: &Sites) -> View {
    ground::legend(stage, sites);
    let view = ground::view(stage);
    ground::land(stage, &view);
    view
}

/// The largest first.
fn names(stage: &mut Stage<'_>, mut drawn: Vec<(&Site, Point, f64, usize)>) {
    let size = |site: &Site| site.total.unwrap_or(f64::NEG_INFINITY);
    drawn.sort_by(|a, b| size(b.0).total_cmp(&size(a.0)));
    for (_, at, radius, _) in &drawn {
        if *radius > CELL_HEIGHT {
            let inner = radius * 0.8;
            stage.keep_free(Area::new(at.x - inner, at.y - inner, at.x + inner, at.y + inner));
        }
    }
    for (site, at, radius, of) in drawn {
        let hue = if radius > 0.0 { Hue::Text } else { Hue::Dim };
        beside(stage, &site.name, at, radius, Some(of), hue);
    }
}

/// A pie with its largest slice from twelve o'clock on, in the order of the legend.
fn pie(stage: &mut Stage<'_>, sites: &Sites, site: &Site, at: Point, radius: f64) -> usize {
    let area = Area::new(at.x - radius, at.y - radius, at.x + radius, at.y + radius);
    let of = stage.spot(sites.spot(site, at, area));
    let parts = sites.shown(site);
    let most = parts.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    // Halves of the largest numbers there are would add up to more than a number holds.
    let sum: f64 = parts.iter().map(|(_, value)| value / most).sum();
    // What tells it from the land and from its neighbours.
    stage.fill(
        Outline::circle(at, radius + RIM),
        Fill::solid(Ink::of(Hue::Ground)),
        Some(of),
    );
    if radius < LEAST || parts.len() == 1 {
        stage.fill(Outline::circle(at, radius), Fill::solid(sites.ink(site)), Some(of));
        return of;
    }
    let mut from = 0.0;
    for (part, value) in parts {
        let to = from + value / most / sum * TAU;
        let ink = sites.part_ink(part);
        stage.fill(Outline::ring(at, 0.0, radius, from, to), Fill::solid(ink), Some(of));
        from = to;
    }
    of
}
