//! Sankey charts: what flows from step to step, as ribbons whose thickness is the value.
//!
//! Places of a step are bars in a column; a ribbon goes from the colour of where it begins to that of where it ends. Names stand
//! outside on both sides, and in between on the ribbons right of their bars. A place and its ribbons stand out together.

mod columns;
mod steps;
#[cfg(test)]
mod tests;

use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point, Segment};
use crate::chart::layout::Flow;
use crate::chart::scene::{Anchor, Fill, Guide, Hue, Ink, Part, Reading, Spot};
use crate::chart::write;
use crate::text::{SafeText, display_width, truncate};

use super::shares::percent;
use super::stage::{Stage, Text};
use columns::{Columns, totals};
use steps::{Place, Steps};

/// More places than these in a step cannot be followed.
const MOST_PLACES: usize = 8;
/// How wide the bar of a place is.
const BAR: f64 = CELL_WIDTH;
/// A ribbon or a bar is never thinner: below half a row it would vanish.
const THINNEST: f64 = CELL_HEIGHT / 2.0;
/// How much a ribbon covers: others are seen through it.
const COVER: f64 = 0.42;

pub(super) fn draw(stage: &mut Stage<'_>) {
    stage.scene.fades = true;
    let rows = usize::from(stage.body.rows());
    // A place takes a row, and there is one between two.
    let most = MOST_PLACES.min(rows.div_ceil(2).max(1));
    let most = stage.options().top.map_or(most, |top| most.min(top.max(1)));
    let steps = match steps::read(stage.frame(), stage.spec(), stage.look, most) {
        Ok(steps) => steps,
        Err(words) => return stage.say(words),
    };
    for note in &steps.notes {
        stage.note(note);
    }
    stage.legend_when_hidden(steps.legend.clone());
    if steps.ways.is_empty() {
        return stage.say(if steps.legend.is_empty() {
            "There is nothing that flows from one step to the next."
        } else {
            "Everything that flows is hidden."
        });
    }
    let layers = steps.titles.len();
    if usize::from(stage.body.columns()) < layers * 4 || stage.body.rows() < 3 {
        return stage.say(format!(
            "A Sankey chart of {layers} steps needs 3 rows and {} columns.",
            layers * 4
        ));
    }
    let columns = Columns::new(stage, &steps);
    columns.titles(stage, &steps);
    Picture::new(stage, &steps, &columns).draw(stage);
}

/// Bars and ribbons with the numbers of their spots.
struct Picture<'a> {
    steps: &'a Steps,
    columns: &'a Columns,
    flow: Flow,
    bars: Vec<Area>,
    /// The spot of each place.
    places: Vec<usize>,
    /// The spot of the first ribbon.
    ways: usize,
}

impl<'a> Picture<'a> {
    fn new(stage: &mut Stage<'_>, steps: &'a Steps, columns: &'a Columns) -> Self {
        let body = stage.body;
        stage.scene.plot = body;
        let padding = if body.rows() >= 12 {
            CELL_HEIGHT
        } else {
            CELL_HEIGHT / 2.0
        };
        let layers: Vec<usize> = steps.places.iter().map(|place| place.step).collect();
        // Only proportions matter, and sums of the largest numbers there are would be infinite.
        let most = steps.ways.iter().map(|way| way.value).fold(0.0, f64::max);
        let links: Vec<(usize, usize, f64)> = steps
            .ways
            .iter()
            .map(|way| (way.source, way.target, (way.value / most).max(1e-9)))
            .collect();
        let flow = Flow::new(&layers, &links, padding, body.top, body.bottom);
        let bars = flow.nodes.iter().zip(&steps.places).map(|(node, place)| {
            let left = columns.left(place.step);
            // Eighths of a row are the finest step of a bar.
            let snap = |y: f64| (y / 2.0).round() * 2.0;
            let top = snap(node.top).min(body.bottom - THINNEST);
            Area::new(left, top, left + BAR, snap(node.bottom).max(top + THINNEST))
        });
        let bars: Vec<Area> = bars.collect();
        let mut order: Vec<usize> = (0..bars.len()).collect();
        let at = |place: usize| (bars[place].left, bars[place].top);
        order.sort_by(|a, b| at(*a).0.total_cmp(&at(*b).0).then(at(*a).1.total_cmp(&at(*b).1)));
        let first = stage.scene.spots.len();
        let mut places = vec![first; bars.len()];
        for (number, place) in order.into_iter().enumerate() {
            places[place] = first + number;
        }
        Self {
            ways: first + bars.len(),
            steps,
            columns,
            flow,
            bars,
            places,
        }
    }

    fn draw(&self, stage: &mut Stage<'_>) {
        self.spots(stage);
        let mut thin = 0;
        // Thick ribbons lie behind thin ones.
        let mut order: Vec<usize> = (0..self.flow.links.len()).collect();
        order.sort_by(|a, b| self.flow.links[*b].width.total_cmp(&self.flow.links[*a].width));
        for index in order {
            thin += usize::from(self.flow.links[index].width < THINNEST);
            let (ribbon, fill) = self.ribbon(index);
            stage.fill(ribbon, fill, Some(self.ways + index));
        }
        if thin > 0 {
            let are = if thin == 1 { "flow is" } else { "flows are" };
            stage.note(format!("{thin} thin {are} drawn thicker"));
        }
        for (place, (bar, spot)) in self.steps.places.iter().zip(self.bars.iter().zip(&self.places)) {
            stage.fill(Outline::Rect(*bar), Fill::solid(Ink::of(place.hue)), Some(*spot));
        }
        for index in 0..self.steps.places.len() {
            self.label(stage, index);
        }
    }

    fn place(&self, index: usize) -> (&Place, Area) {
        (&self.steps.places[index], self.bars[index])
    }

    /// The shape of a ribbon: level where it leaves and enters.
    fn ribbon(&self, index: usize) -> (Outline, Fill) {
        let link = &self.flow.links[index];
        let ((source, from), (target, to)) = (self.place(link.source), self.place(link.target));
        let half = link.width.max(THINNEST) / 2.0;
        let (left, right) = (from.right, to.left);
        let middle = f64::midpoint(left, right);
        let segments = vec![
            Segment::Move(Point::new(left, link.from - half)),
            Segment::Cubic(
                Point::new(middle, link.from - half),
                Point::new(middle, link.to - half),
                Point::new(right, link.to - half),
            ),
            Segment::Line(Point::new(right, link.to + half)),
            Segment::Cubic(
                Point::new(middle, link.to + half),
                Point::new(middle, link.from + half),
                Point::new(left, link.from + half),
            ),
            Segment::Close,
        ];
        let fill = Fill {
            ink: Ink::of(source.hue),
            to: (source.hue != target.hue).then_some(Ink::of(target.hue)),
            cover: COVER,
        };
        (Outline::Path(segments), fill)
    }

    fn spots(&self, stage: &mut Stage<'_>) {
        let totals = totals(self.steps);
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        order.sort_by_key(|place| self.places[*place]);
        for index in order {
            let (place, bar) = self.place(index);
            let node = &self.flow.nodes[index];
            let title = self
                .steps
                .titles
                .get(place.step)
                .map(SafeText::as_str)
                .unwrap_or_default();
            let mut readings = vec![self.reading(self.steps.measure.as_str(), totals[index], Some(place.hue))];
            let mut related = Vec::new();
            for (links, word) in [(&node.into, "from"), (&node.out, "to")] {
                for link in links {
                    let way = self.steps.ways[*link];
                    let other = if word == "from" { way.source } else { way.target };
                    let (there, _) = self.place(other);
                    readings.push(self.reading(&format!("{word} {}", there.name), way.value, Some(there.hue)));
                    related.push(self.ways + link);
                    related.push(self.places[other]);
                }
            }
            stage.spot(Spot {
                at: bar.center(),
                area: bar,
                cell: None,
                guide: Guide::Marks,
                title: SafeText::new(format!("{title}: {}", place.name)),
                readings,
                keys: vec![place.key.clone()],
                inner: Vec::new(),
                related,
            });
        }
        for (way, link) in self.steps.ways.iter().zip(&self.flow.links) {
            let ((source, from), (target, to)) = (self.place(way.source), self.place(way.target));
            let half = link.width.max(THINNEST) / 2.0;
            let at = Point::new(f64::midpoint(from.right, to.left), f64::midpoint(link.from, link.to));
            let share = |of: usize| percent((way.value / totals[of] * 1000.0).round() as u32, way.value);
            let mut readings = vec![self.reading(self.steps.measure.as_str(), way.value, Some(source.hue))];
            for (place, number) in [(source, way.source), (target, way.target)] {
                readings.push(Reading {
                    label: SafeText::new(format!("of {}", place.name)),
                    value: SafeText::new(share(number)),
                    ink: Some(Ink::of(place.hue)),
                });
            }
            stage.spot(Spot {
                at,
                area: Area::new(from.right, at.y - half, to.left, at.y + half),
                cell: None,
                guide: Guide::Marks,
                title: SafeText::new(format!("{} → {}", source.name, target.name)),
                readings,
                keys: vec![source.key.clone(), target.key.clone()],
                inner: Vec::new(),
                related: vec![self.places[way.source], self.places[way.target]],
            });
        }
    }

    fn reading(&self, label: &str, value: f64, hue: Option<Hue>) -> Reading {
        Reading {
            label: SafeText::new(label),
            value: SafeText::new(write::full(value, self.steps.unit)),
            ink: hue.map(Ink::of),
        }
    }

    /// The name and the value of a place: outside at both ends, on the ribbons elsewhere.
    fn label(&self, stage: &mut Stage<'_>, index: usize) {
        let (place, bar) = self.place(index);
        let last = self.steps.titles.len() - 1;
        let (left_room, right_room) = self.columns.margins;
        let of = Some(self.places[index]);
        let value = write::full(totals(self.steps)[index], self.steps.unit);
        let gap = ((self.columns.left(1) - self.columns.left(0)) / CELL_WIDTH) as usize;
        let inside = gap.saturating_sub(3);
        let end = place.step == last;
        let (x, anchor, room, outside) = match (place.step, left_room) {
            (_, 0) if end => (bar.left, Anchor::End, inside, false),
            (0, 1..) => (bar.left - CELL_WIDTH, Anchor::End, left_room - 1, true),
            (_, 1..) if end => (bar.right + CELL_WIDTH, Anchor::Start, right_room - 1, true),
            _ => (bar.right + CELL_WIDTH, Anchor::Start, inside, false),
        };
        let hues = if outside {
            (Hue::Text, Hue::Dim)
        } else {
            (Hue::Strong, Hue::Text)
        };
        let wide = display_width(&value);
        let middle = (bar.center().y / CELL_HEIGHT).floor();
        let line = |row: f64| row * CELL_HEIGHT + CELL_HEIGHT / 2.0;
        let name = |width: usize| truncate(&place.name, width);
        let bold = |text: String, y: f64| {
            Text::of(text, Point::new(x, y))
                .anchor(anchor)
                .ink(hues.0)
                .bold()
                .spot(of)
        };
        let beside = (self.columns.beside || !outside) && room >= wide + 1 + place.name.width().min(6);
        if beside {
            let name = name(room - wide - 1);
            let behind = (display_width(&name) + 1) as f64 * CELL_WIDTH;
            let before = (wide + 1) as f64 * CELL_WIDTH;
            // The value is always right of the name.
            let (name_x, value_x) = match anchor {
                Anchor::End => (x - before, x),
                _ => (x, x + behind),
            };
            for row in [0.0, 1.0, -1.0, 2.0, -2.0].map(|by| middle + by) {
                let text = bold(name.clone(), line(row));
                let at = Point::new(name_x, text.at.y);
                // Beside its bar, or in the one row that a thin bar is in.
                let along = (row - middle).abs() < 0.5 || (line(row) > bar.top && line(row) < bar.bottom);
                if along && stage.label(Text { at, ..text }) {
                    let at = Point::new(value_x, line(row));
                    let text = Text::of(value, at).anchor(anchor).ink(hues.1).part(Part::Value);
                    stage.text(text.spot(of));
                    return;
                }
            }
        } else if outside && bar.height() >= CELL_HEIGHT * 2.0 && wide <= room {
            let row = (bar.center().y / CELL_HEIGHT).round() - 1.0;
            if stage.label(bold(name(room), line(row))) {
                let at = Point::new(x, line(row + 1.0));
                let text = Text::of(value, at).anchor(anchor).ink(hues.1).part(Part::Value);
                stage.label(text.spot(of));
            }
        } else if room >= 3 {
            stage.label(bold(name(room), line(middle)));
        }
    }
}
