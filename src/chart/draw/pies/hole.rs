//! What stands in the middle of a ring: the total, as large as it fits.

use crate::chart::geometry::{CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scene::{Anchor, Hue, Part};
use crate::chart::write;
use crate::text::{SafeText, display_width};

use super::super::stage::{Stage, Text};
use super::slices::Pie;

/// The room in the middle of a ring, or above the base of half a ring.
#[derive(Clone, Copy, Debug)]
pub(in crate::chart::draw) struct Hole {
    pub(in crate::chart::draw) center: Point,
    pub(in crate::chart::draw) radius: f64,
    pub(in crate::chart::draw) semi: bool,
}

/// How many rows a large figure takes.
const LARGE: u16 = 3;
/// How many columns one of its digits takes: 1.3 for each row.
const LARGE_COLUMNS: usize = 4;

impl Hole {
    /// The first row of a block of so many cells; nothing where it would touch the ring.
    fn room(&self, columns: usize, rows: u16) -> Option<f64> {
        let height = f64::from(rows) * CELL_HEIGHT;
        let half = columns as f64 * CELL_WIDTH / 2.0;
        let top = if self.semi {
            self.center.y - height
        } else {
            ((self.center.y - height / 2.0) / CELL_HEIGHT).round() * CELL_HEIGHT
        };
        let far = (self.center.y - top).max(if self.semi { 0.0 } else { top + height - self.center.y });
        (half.hypot(far) <= self.radius - 2.0).then_some(top)
    }
}

/// Writes a figure and what it is of, large where there is room; whether there was any.
pub(in crate::chart::draw) fn inside(stage: &mut Stage<'_>, hole: &Hole, figures: &[String], name: &str) -> bool {
    let line = |stage: &mut Stage<'_>, text: &str, y: f64, strong: bool| {
        let left = hole.center.x - (display_width(text) as f64 / 2.0).floor() * CELL_WIDTH;
        let mut mark = Text::of(text, Point::new(left, y));
        mark = if strong {
            mark.ink(Hue::Strong).bold().part(Part::Value)
        } else {
            mark.ink(Hue::Dim)
        };
        stage.text(mark);
    };
    for figure in figures {
        let (wide, name_wide) = (display_width(figure), display_width(name));
        let big = (wide * LARGE_COLUMNS).max(name_wide);
        if hole.radius * 2.0 >= 5.0 * CELL_HEIGHT
            && let Some(top) = hole.room(big, LARGE + 1)
        {
            let at = Point::new(hole.center.x, top + f64::from(LARGE) * CELL_HEIGHT / 2.0);
            let text = Text::of(figure, at).anchor(Anchor::Middle).ink(Hue::Strong).bold();
            stage.large(text.part(Part::Value), LARGE);
            line(stage, name, top + (f64::from(LARGE) + 0.5) * CELL_HEIGHT, false);
            return true;
        }
    }
    for figure in figures {
        let (wide, name_wide) = (display_width(figure), display_width(name));
        if let Some(top) = hole.room(wide.max(name_wide), 2) {
            line(stage, figure, top + CELL_HEIGHT / 2.0, true);
            line(stage, name, top + CELL_HEIGHT * 1.5, false);
            return true;
        }
        if let Some(top) = hole.room(wide, 1) {
            line(stage, figure, top + CELL_HEIGHT / 2.0, true);
            return true;
        }
    }
    false
}

/// Says in the middle that there is nothing; below the picture where the middle is too small.
pub(super) fn nothing(stage: &mut Stage<'_>, hole: &Hole, words: &str) {
    let width = display_width(words);
    let fits = hole.room(width, 1);
    let row =
        fits.unwrap_or_else(|| (hole.center.y / CELL_HEIGHT - if hole.semi { 1.0 } else { 0.0 }).floor() * CELL_HEIGHT);
    let left = (hole.center.x - (width as f64 / 2.0).floor() * CELL_WIDTH).max(0.0);
    let text = Text::of(words, Point::new(left, row + CELL_HEIGHT / 2.0)).part(Part::Note);
    stage.text(text.ink(if fits.is_some() { Hue::Dim } else { Hue::Contrast }));
}

/// The totals of the rings.
pub(super) fn totals(stage: &mut Stage<'_>, hole: &Hole, pie: &Pie) {
    if let [ring] = pie.rings.as_slice() {
        if ring.adds {
            let total = pie.total(0);
            let figures = [write::full(total, ring.unit), write::short(total, ring.unit)];
            inside(stage, hole, &figures, &ring.name);
        }
        return;
    }
    let lines: Vec<(String, SafeText)> = pie
        .rings
        .iter()
        .enumerate()
        .filter(|(_, ring)| ring.adds)
        .map(|(index, ring)| (write::full(pie.total(index), ring.unit), ring.name.clone()))
        .collect();
    let wide = lines
        .iter()
        .map(|(figure, name)| display_width(figure) + 1 + name.width())
        .max();
    let Some(top) = wide.and_then(|wide| hole.room(wide, lines.len() as u16)) else {
        return;
    };
    for (index, (figure, name)) in lines.iter().enumerate() {
        let width = display_width(figure) + 1 + name.width();
        let left = hole.center.x - (width as f64 / 2.0).floor() * CELL_WIDTH;
        let y = top + (index as f64 + 0.5) * CELL_HEIGHT;
        stage.text(
            Text::of(figure, Point::new(left, y))
                .ink(Hue::Strong)
                .bold()
                .part(Part::Value),
        );
        let behind = left + (display_width(figure) + 1) as f64 * CELL_WIDTH;
        stage.text(Text::of(name, Point::new(behind, y)).ink(Hue::Dim));
    }
}
