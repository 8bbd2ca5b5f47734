//! Places as lines of a list: beside a map, or instead of one that would be too small.

use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::scene::{Anchor, Fill, Hue, Ink, Part};
use crate::text::{SafeText, truncate};

use super::sites::{Site, Sites};

/// Bars shorter than so many columns say nothing.
const LEAST_BAR: usize = 6;

/// The places instead of a map: name, bar and value; a bar of shares where places are split.
pub(super) fn draw(stage: &mut Stage<'_>, sites: &Sites) {
    if sites.parts.len() > 1 {
        super::ground::legend(stage, sites);
    }
    let body = stage.body;
    stage.scene.plot = body;
    let (columns, rows) = (usize::from(body.columns()), usize::from(body.rows()));
    let shown = sites.all.iter().take(rows);
    let (mut names, mut values) = (0, 0);
    for site in shown.clone() {
        names = names.max(site.name.width());
        values = values.max(value(sites, site).width());
    }
    let names = names.min((columns * 2 / 5).max(columns.saturating_sub(values + 1).min(12)));
    let bar = columns.saturating_sub(names + values + 2);
    let wide = columns > names + values;
    for (row, site) in shown.enumerate() {
        let y = body.top + row as f64 * CELL_HEIGHT;
        let middle = y + CELL_HEIGHT / 2.0;
        let area = Area::new(body.left, y, body.right, y + CELL_HEIGHT);
        let mut spot = sites.spot(site, area.center(), area);
        spot.cell = Some((0, row));
        let of = stage.spot(spot);
        let name = truncate(&site.name, if wide { names } else { columns });
        stage.text(Text::of(name, Point::new(body.left, middle)).spot(Some(of)));
        if !wide {
            continue;
        }
        if bar >= LEAST_BAR {
            let left = body.left + (names + 1) as f64 * CELL_WIDTH;
            let room = Area::new(left, y, left + bar as f64 * CELL_WIDTH, y + CELL_HEIGHT);
            bars(stage, sites, site, room, of);
        }
        let text = value(sites, site);
        let text = Text::of(&text, Point::new(body.right, middle)).anchor(Anchor::End);
        stage.text(text.ink(Hue::Strong).part(Part::Value).spot(Some(of)));
    }
    if sites.all.len() > rows {
        stage.note(format!("{} more places", sites.all.len() - rows));
    }
}

fn value(sites: &Sites, site: &Site) -> SafeText {
    site.total
        .map_or_else(|| SafeText::new("—"), |total| SafeText::new(sites.short(total)))
}

/// A bar of its value, or of its shares.
fn bars(stage: &mut Stage<'_>, sites: &Sites, site: &Site, room: Area, of: usize) {
    let whole = |left: f64, right: f64| Outline::Rect(Area::new(left, room.top, right, room.bottom));
    if sites.parts.len() < 2 {
        let share = site.size().map_or(0.0, |size| size / sites.most());
        if share > 0.0 {
            let right = room.left + room.width() * share;
            stage.fill(whole(room.left, right), Fill::solid(sites.ink(site)), Some(of));
        }
        return;
    }
    let parts = sites.shown(site);
    let most = parts.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let sum: f64 = parts.iter().map(|(_, value)| value / most).sum();
    let mut from = 0.0;
    for (part, value) in parts {
        let to = from + value / most / sum;
        // Edges between two colours lie on cells: half a cell of each would be a third colour.
        let edge = |share: f64| room.left + (room.width() * share / CELL_WIDTH).round() * CELL_WIDTH;
        let ink = sites.part_ink(part);
        if edge(to) > edge(from) {
            stage.fill(whole(edge(from), edge(to)), Fill::solid(ink), Some(of));
        }
        from = to;
    }
}

/// The largest places as a column beside a map: their colours, names and values.
pub(super) fn column(stage: &mut Stage<'_>, sites: &Sites, area: Area, spots: &[usize], ink: impl Fn(&Site) -> Ink) {
    let rows = usize::from(area.rows());
    let count = sites.all.len().min(rows.saturating_sub(1));
    // In the middle of the map's height.
    let first = (rows - count) / 2;
    for (index, (site, of)) in sites.all.iter().zip(spots).take(count).enumerate() {
        let y = area.top + (first + index) as f64 * CELL_HEIGHT + CELL_HEIGHT / 2.0;
        if let Some(spot) = stage.scene.spots.get_mut(*of).filter(|spot| spot.area.is_empty()) {
            // Its country is not on this map; its line is.
            spot.area = Area::new(area.left, y - CELL_HEIGHT / 2.0, area.right, y + CELL_HEIGHT / 2.0);
            spot.at = spot.area.center();
        }
        let value = value(sites, site);
        let mut sign = Text::of("■", Point::new(area.left, y))
            .part(Part::Marker)
            .spot(Some(*of));
        sign.ink = ink(site);
        stage.text(sign);
        let room = usize::from(area.columns()).saturating_sub(value.width() + 3);
        let name = truncate(&site.name, room);
        stage.text(Text::of(name, Point::new(area.left + 2.0 * CELL_WIDTH, y)).spot(Some(*of)));
        let text = Text::of(&value, Point::new(area.right, y)).anchor(Anchor::End);
        stage.text(text.ink(Hue::Strong).part(Part::Value).spot(Some(*of)));
    }
}
