//! Countries coloured by a measure. In wide areas the largest are listed beside the map; the cursor walks them by rank.

use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geo::{Outlines, View, atlas};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scene::{Anchor, Fill, Hue, Ink, Part, Stroke};

use super::ground;
use super::label::{cell, cell_area};
use super::list;
use super::shade::Shade;
use super::sites::{Site, Sites};

/// How many columns the list takes, and what is between it and the map.
const LIST: u16 = 30;
const BETWEEN: u16 = 3;
/// From so many columns on there is a list even where the map gets smaller by it.
const WIDE: u16 = 116;
/// From so many columns on borders are drawn; below they would eat the countries.
const BORDERS: u16 = 140;

pub(super) fn draw(stage: &mut Stage<'_>, sites: &Sites) {
    let options = stage.options();
    let values = sites.all.iter().filter_map(|site| site.total);
    let Some(shade) = Shade::of(values, options.log, options.quantile) else {
        stage.say("None of these places has a value.");
        return;
    };
    if options.log && !options.quantile && matches!(shade, Shade::Even(..)) {
        stage.note("there are values that are not above 0, so colours are not in powers");
    }
    shade.strip(stage, &sites.measure, |value| sites.full(Some(value)).to_string(), true);
    let listed = beside(stage);
    let view = ground::view(stage);
    let spots: Vec<usize> = (0..sites.all.len())
        .map(|rank| spot(stage, sites, &shade, rank))
        .collect();
    countries(stage, sites, &shade, &view, &spots);
    ground::on_map(stage, sites, &view);
    if let Some(area) = listed {
        let ink = |site: &Site| site.total.map_or(Ink::of(Hue::Missing), |total| shade.ink(total));
        list::column(stage, sites, area, &spots, ink);
    }
}

/// Room for a list, where the map is not made much smaller by it; the body is then without it.
fn beside(stage: &mut Stage<'_>) -> Option<Area> {
    let body = stage.body;
    let region = stage.look.region.unwrap_or(stage.options().region);
    let map = f64::from(body.rows()) * CELL_HEIGHT / CELL_WIDTH * View::proportion(region);
    let free = f64::from(body.columns()) - map;
    if stage.look.compact || body.columns() < WIDE && free < f64::from(LIST + BETWEEN) || body.rows() < 10 {
        return None;
    }
    stage.body.right -= f64::from(LIST + BETWEEN) * CELL_WIDTH;
    Some(Area::new(
        body.right - f64::from(LIST) * CELL_WIDTH,
        body.top,
        body.right,
        body.bottom,
    ))
}

/// The spot of a country before it is known where it is: its number is its rank.
fn spot(stage: &mut Stage<'_>, sites: &Sites, shade: &Shade, rank: usize) -> usize {
    let Some(site) = sites.all.get(rank) else { return 0 };
    let mut spot = sites.spot(site, Point::default(), Area::default());
    if let (Some(first), Some(total)) = (spot.readings.first_mut(), site.total) {
        first.ink = Some(shade.ink(total));
    }
    spot.cell = Some((0, rank));
    stage.spot(spot)
}

fn countries(stage: &mut Stage<'_>, sites: &Sites, shade: &Shade, view: &View, spots: &[usize]) {
    let outlines = Outlines::new(atlas(), view);
    let border = (stage.body.columns() >= BORDERS).then_some(Stroke {
        ink: Ink::of(Hue::Ground),
        width: 0.8,
        dashed: false,
    });
    let mut drawn = vec![false; sites.all.len()];
    for shape in &atlas().shapes {
        let Some(outline) = outlines.of(shape) else { continue };
        let code = shape.country.map(|country| country.alpha2);
        let rank = sites
            .all
            .iter()
            .position(|site| code.is_some() && site.country.map(|country| country.alpha2) == code);
        let site = rank.and_then(|rank| sites.all.get(rank));
        let ink = site
            .and_then(|site| site.total)
            .map_or(Ink::of(Hue::Missing), |total| shade.ink(total));
        let of = rank.and_then(|rank| spots.get(rank)).copied();
        stage.shape(outline, Some(Fill::solid(ink)), border, of);
        if let (Some(rank), Some(site), Some(of)) = (rank, site, of) {
            if let Some(drawn) = drawn.get_mut(rank) {
                *drawn = true;
            }
            let area = outlines.area(shape).unwrap_or_default();
            let at = view.at(site.at).unwrap_or_else(|| area.center());
            place(stage, of, at, area);
        }
    }
    // What is too small to be seen as a shape.
    for ((site, drawn), of) in sites.all.iter().zip(drawn).zip(spots) {
        let Some(at) = view.at(site.at).filter(|_| !drawn) else {
            continue;
        };
        place(stage, *of, at, cell_area(cell(at)));
        let mut text = Text::of("●", at)
            .anchor(Anchor::Middle)
            .part(Part::Marker)
            .spot(Some(*of));
        text.ink = site.total.map_or(Ink::of(Hue::Missing), |total| shade.ink(total));
        stage.text(text);
    }
}

fn place(stage: &mut Stage<'_>, of: usize, at: Point, area: Area) {
    if let Some(spot) = stage.scene.spots.get_mut(of) {
        spot.at = at;
        spot.area = area;
    }
}
