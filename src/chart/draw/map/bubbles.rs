//! Places as circles whose areas are their values, the large ones behind the small ones.

use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::scene::{Anchor, Fill, Hue, Ink, Part};
use crate::text::SafeText;

use super::ground;
use super::label::{beside, cell, cell_area, row_middle};
use super::sites::{Site, Sites};

/// The largest circle's radius as a share of the map's shorter side.
const LARGEST: f64 = 0.12;
/// Circles smaller than so many units are a glyph.
pub(super) const SMALLEST: f64 = 3.5;
/// How wide the rim of a circle is.
pub(super) const RIM: f64 = 1.5;
/// More circles than these hide each other: the rest are glyphs.
const MOST: usize = 400;

/// From values to radii.
#[derive(Clone, Copy, Debug)]
pub(super) struct Radius {
    largest: f64,
    most: f64,
}

impl Radius {
    /// That of a map of a size.
    pub(super) fn new(area: Area, most: f64) -> Self {
        let largest = (area.width().min(area.height()) * LARGEST).max(CELL_HEIGHT * 0.6);
        Self { largest, most }
    }

    /// The radius of a value; its area is proportional to it.
    pub(super) fn of(self, value: f64) -> f64 {
        if self.most > 0.0 {
            self.largest * (value / self.most).max(0.0).sqrt()
        } else {
            0.0
        }
    }
}

pub(super) fn draw(stage: &mut Stage<'_>, sites: &Sites) {
    let view = ground::view(stage);
    ground::land(stage, &view);
    let found = ground::on_map(stage, sites, &view);
    let radius = Radius::new(view.area, sites.most());
    note_hollow(stage, &found);
    let mut drawn = Vec::new();
    for (index, (site, at)) in found.iter().enumerate() {
        let size = site.size().map(|size| radius.of(size)).filter(|_| index < MOST);
        if let Some(size) = size.filter(|size| *size >= SMALLEST) {
            let of = circle(stage, sites, site, *at, size);
            drawn.push((*site, *at, size, of));
        } else {
            let of = glyph(stage, sites, site, *at);
            drawn.push((*site, *at, 0.0, of));
        }
    }
    // Values first: a name may not take the room of a larger circle's value.
    let mut valued = vec![false; drawn.len()];
    for ((site, at, size, of), valued) in drawn.iter().zip(&mut valued) {
        let value = SafeText::new(site.total.map(|total| sites.short(total)).unwrap_or_default());
        let width = value.width() as f64 * CELL_WIDTH;
        if *size >= CELL_HEIGHT * 0.6 && width <= *size * 2.0 - 2.0 {
            let at = Point::new(at.x, row_middle(at.y));
            let text = Text::of(&value, at).anchor(Anchor::Middle).ink(Hue::Contrast).bold();
            *valued = stage.label(text.part(Part::Value).spot(Some(*of)));
        }
    }
    for (_, at, size, _) in drawn.iter().filter(|(_, _, size, _)| *size > CELL_HEIGHT) {
        let inner = size * 0.8;
        stage.keep_free(Area::new(at.x - inner, at.y - inner, at.x + inner, at.y + inner));
    }
    for ((site, at, size, of), valued) in drawn.iter().zip(valued) {
        let hue = if valued { Hue::Text } else { Hue::Dim };
        beside(stage, &site.name, *at, *size, Some(*of), hue);
    }
}

/// Says what hollow circles are, where there are any.
fn note_hollow(stage: &mut Stage<'_>, found: &[(&Site, Point)]) {
    let hollow = found.iter().filter(|(site, _)| site.size().is_none()).count();
    if hollow > 0 {
        let words = if hollow == 1 { "place has" } else { "places have" };
        stage.note(format!("{hollow} {words} no value above 0: ○"));
    }
}

fn circle(stage: &mut Stage<'_>, sites: &Sites, site: &Site, at: Point, radius: f64) -> usize {
    let area = Area::new(at.x - radius, at.y - radius, at.x + radius, at.y + radius);
    let of = stage.spot(sites.spot(site, at, area));
    // A rim of ground, so that circles that cover each other stay circles.
    stage.fill(
        Outline::circle(at, radius + RIM),
        Fill::solid(Ink::of(Hue::Ground)),
        Some(of),
    );
    stage.fill(Outline::circle(at, radius), Fill::solid(sites.ink(site)), Some(of));
    of
}

/// A place that is too small for a circle, or has no size at all.
pub(super) fn glyph(stage: &mut Stage<'_>, sites: &Sites, site: &Site, at: Point) -> usize {
    let of = stage.spot(sites.spot(site, at, cell_area(cell(at))));
    let sign = if site.size().is_some() { "•" } else { "○" };
    let mut text = Text::of(sign, at)
        .anchor(Anchor::Middle)
        .part(Part::Marker)
        .spot(Some(of));
    text.ink = sites.ink(site);
    stage.text(text);
    of
}
