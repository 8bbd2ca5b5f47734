//! Where points are dense: every point spreads evenly around itself, and what adds up is drawn as bands over the land.
//!
//! Countries have no points, so a column of countries is filled instead, and a note says so.

use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geo::View;
use crate::chart::geometry::{CELL_WIDTH, Outline, Point};
use crate::chart::layout::density::Grid;
use crate::chart::scene::{Anchor, Fill, Hue, Ink, Part};

use super::label::{beside, cell, cell_area};
use super::shade::strip;
use super::sites::{Site, Sites};
use super::{filled, ground};

/// Where bands begin, as shares of the densest place.
const BANDS: [f64; 7] = [0.04, 0.12, 0.24, 0.38, 0.54, 0.7, 0.86];
/// How wide a point spreads where nothing is said, in columns.
const SPREAD: f64 = 3.0;
/// So many places can be pointed at, and so many are named.
const SPOTS: usize = 200;
const NAMED: usize = 8;

pub(super) fn draw(stage: &mut Stage<'_>, sites: &Sites) {
    let countries = sites.all.iter().filter(|site| site.whole).count();
    if countries == sites.all.len() {
        stage.note("only countries are known, which have no density: they are filled by their values");
        return filled::draw(stage, sites);
    }
    if countries > 0 {
        stage.note(format!(
            "{countries} countries are left out: only points have a density"
        ));
    }
    strip(stage, "Relative density", ("low", "high"), "", false);
    let view = ground::view(stage);
    ground::land(stage, &view);
    let found = ground::on_map(stage, sites, &view);
    let points: Vec<(&Site, Point)> = found.into_iter().filter(|(site, _)| !site.whole).collect();
    bands(stage, &points, &view);
    for (site, at) in points.iter().take(SPOTS) {
        let of = stage.spot(sites.spot(site, *at, cell_area(cell(*at))));
        let mut dot = Text::of("·", *at)
            .anchor(Anchor::Middle)
            .part(Part::Marker)
            .spot(Some(of));
        dot.ink = Ink::of(Hue::Contrast);
        stage.text(dot);
    }
    for (index, (site, at)) in points.iter().take(NAMED).enumerate() {
        beside(stage, &site.name, *at, 0.0, Some(index), Hue::Contrast);
    }
}

fn bands(stage: &mut Stage<'_>, points: &[(&Site, Point)], view: &View) {
    let spread = stage
        .look
        .radius
        .or(stage.options().radius)
        .filter(|radius| radius.is_finite());
    let spread = spread.unwrap_or(SPREAD).clamp(0.5, 24.0) * CELL_WIDTH;
    let mut grid = Grid::new(view.area, CELL_WIDTH);
    let most = points.iter().filter_map(|(site, _)| site.size()).fold(0.0, f64::max);
    for (site, at) in points {
        // Without a value a point is a point; one that is 0 or less is none.
        let weight = match site.total {
            None => 1.0,
            Some(_) if most <= 0.0 => 0.0,
            Some(total) => (total / most).max(0.0),
        };
        grid.add(*at, weight);
    }
    grid.blur(spread);
    let densest = grid.most();
    if densest <= 0.0 {
        return;
    }
    for (band, share) in BANDS.into_iter().enumerate() {
        let segments = grid.above(densest * share as f32);
        if segments.is_empty() {
            continue;
        }
        let shade = (band as f64 / (BANDS.len() - 1) as f64 * 255.0).round() as u8;
        let fill = Fill {
            cover: if band == 0 { 0.45 } else { 0.75 },
            ..Fill::solid(Ink::of(Hue::Ramp(shade)))
        };
        stage.fill(Outline::Path(segments), fill, None);
    }
}
