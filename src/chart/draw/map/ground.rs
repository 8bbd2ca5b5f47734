//! The map under the marks: which piece of the world it shows, and the land.

use crate::chart::draw::stage::Stage;
use crate::chart::geo::{Outlines, View, atlas};
use crate::chart::geometry::{Outline, Point};
use crate::chart::scene::{Fill, Hue, Ink};

use super::sites::{Site, Sites};

/// The view of a chart in what is left of the body.
pub(super) fn view(stage: &mut Stage<'_>) -> View {
    let look = stage.look;
    let region = look.region.unwrap_or(stage.options().region);
    let view = View::new(region, look.window, look.window_up, stage.body);
    stage.scene.plot = view.area;
    view
}

/// Draws all land in one colour and as one shape, so that no border shows.
pub(super) fn land(stage: &mut Stage<'_>, view: &View) {
    let outlines = Outlines::new(atlas(), view);
    let mut all = Vec::new();
    for shape in &atlas().shapes {
        if let Some(Outline::Path(segments)) = outlines.of(shape) {
            all.extend(segments);
        }
    }
    if !all.is_empty() {
        stage.fill(Outline::Path(all), Fill::solid(Ink::of(Hue::Land)), None);
    }
}

/// The places that are on the map, with where they are. Those beside it are counted, unless somebody zoomed and knows.
pub(super) fn on_map<'a>(stage: &mut Stage<'_>, sites: &'a Sites, view: &View) -> Vec<(&'a Site, Point)> {
    let found: Vec<_> = sites
        .all
        .iter()
        .filter_map(|site| Some((site, view.at(site.at)?)))
        .collect();
    let beside = sites.all.len() - found.len();
    let zoomed = stage.look.window.is_some() || stage.look.window_up.is_some();
    if beside > 0 && !zoomed {
        let words = if beside == 1 { "place lies" } else { "places lie" };
        stage.note(format!("{beside} {words} outside this map"));
    }
    found
}

/// Writes the legend of the parts that places are split by.
pub(super) fn legend(stage: &mut Stage<'_>, sites: &Sites) {
    let entries = sites
        .parts
        .iter()
        .map(|part| (part.name.clone(), part.ink, part.hidden));
    stage.legend(entries.collect());
}
