//! A table on the stage: frozen head, first columns and totals; the rest scrolls. Everything lies on cells.

use super::columns::{Column, Place, arrange};
use super::width::tail_of;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::scene::{Anchor, Fill, Guide, Hue, Ink, Key, Part, Reading, RuleMark, Spot};
use crate::text::{SafeText, display_width, truncate};

/// What several columns have in common, in a line above their heads.
#[derive(Clone, Debug)]
pub(super) struct Span {
    /// The first column and the one after the last.
    pub(super) columns: (usize, usize),
    /// What it says.
    pub(super) text: SafeText,
}

/// What is in a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// Its text.
    pub(super) text: SafeText,
    /// A shorter one, for where there is too little room.
    pub(super) brief: Option<SafeText>,
    /// Its colour; the text's where nothing is said.
    pub(super) hue: Option<Hue>,
    /// Whether it is bold.
    pub(super) bold: bool,
    /// So many columns to the right.
    pub(super) indent: usize,
    /// A colour for its ground.
    pub(super) ground: Option<Ink>,
    /// A bar from one share of its width to another.
    pub(super) bar: Option<(f64, f64)>,
}

/// What is read at a cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) title: SafeText,
    pub(super) readings: Vec<Reading>,
    pub(super) keys: Vec<Key>,
    pub(super) inner: Vec<String>,
}

/// A table: what it is made of, and what is in its cells.
pub(super) trait Table {
    /// Its columns.
    fn columns(&self) -> &[Column];
    /// How many of them stay in place.
    fn frozen(&self) -> usize;
    /// How many rows there are to scroll through.
    fn rows(&self) -> usize;
    /// Whether there is one more row, which stays in place below.
    fn has_total(&self) -> bool;
    /// What is above the heads, a line for each.
    fn spans(&self) -> &[Vec<Span>];
    /// Whether a row stands out: a group, a total.
    fn stands_out(&self, row: usize) -> bool;
    /// What is in a cell. The row after the last is that of the totals.
    fn cell(&self, row: usize, column: usize) -> Cell;
    /// What is read at a cell.
    fn words(&self, row: usize, column: usize) -> Words;
}

/// Writes a table onto the stage.
pub(super) fn draw(stage: &mut Stage<'_>, table: &dyn Table) {
    let room = usize::from(stage.body.columns());
    let height = usize::from(stage.body.rows());
    if table.columns().is_empty() {
        stage.say("There is no column to show.");
        return;
    }
    if room < 3 || height == 0 {
        return;
    }
    let spans = if height > table.spans().len() + 2 {
        table.spans()
    } else {
        &[]
    };
    let head = if height > 1 { spans.len() + 1 } else { 0 };
    let total = table.has_total() && height > head + 2;
    let shown = (height - head - usize::from(total)).min(table.rows());
    let first = stage.look.scroll.0.min(table.rows() - shown);
    let all = table.columns().len();
    let places = arrange(table.columns(), table.frozen(), room, stage.look.scroll.1);
    stage.scene.extent = (
        table.rows(),
        table.columns().len() - table.frozen().min(table.columns().len()),
    );
    let right = places.last().map_or(0, |place| place.left + place.width);
    let painter = Painter {
        table,
        left: stage.body.left,
        top: stage.body.top,
        right: (right + places.last().map_or(1, |place| place.gap / 2)).min(room),
        places: &places,
        frozen: table.frozen(),
    };
    stage.scene.plot = painter.line(head, shown + usize::from(total));
    if head > 0 {
        painter.head(stage, spans);
    }
    for line in 0..shown {
        painter.row(stage, first + line, head + line, false);
    }
    if total {
        painter.row(stage, table.rows(), head + shown, true);
    }
    painter.separator(stage, head, shown + usize::from(total));
    if shown < table.rows() {
        stage.note(format!("rows {}–{} of {}", first + 1, first + shown, table.rows()));
    }
    if places.len() < all {
        let scrolled: Vec<usize> = places.iter().map(|place| place.column).collect();
        let from = scrolled.get(painter.frozen.min(scrolled.len().saturating_sub(1)));
        if let (Some(from), Some(to)) = (from, scrolled.last()) {
            stage.note(format!("columns {}–{} of {all}", from + 1, to + 1));
        }
    }
}

/// Where the table is, and how its pieces are put onto the stage.
struct Painter<'a> {
    table: &'a dyn Table,
    left: f64,
    top: f64,
    /// How many columns it takes.
    right: usize,
    places: &'a [Place],
    frozen: usize,
}

impl Painter<'_> {
    /// So many lines from a line on, as wide as the table.
    fn line(&self, line: usize, lines: usize) -> Area {
        let top = self.top + line as f64 * CELL_HEIGHT;
        Area::new(
            self.left,
            top,
            self.left + self.right as f64 * CELL_WIDTH,
            top + lines as f64 * CELL_HEIGHT,
        )
    }

    /// The middle of a line, at a column of cells.
    fn at(&self, column: usize, line: usize) -> Point {
        Point::new(
            self.left + column as f64 * CELL_WIDTH,
            self.top + line as f64 * CELL_HEIGHT + CELL_HEIGHT / 2.0,
        )
    }

    /// The cell of a column, with half of the gaps beside it.
    fn cell(&self, place: Place, line: usize) -> Area {
        let row = self.line(line, 1);
        // Of the gap before it the larger half, of that after it the smaller: so numbers are off the edge, too.
        let left = self.left + place.left.saturating_sub(place.gap - place.gap / 2) as f64 * CELL_WIDTH;
        let right = self.left + (place.left + place.width + place.gap / 2) as f64 * CELL_WIDTH;
        Area::new(left, row.top, right.min(row.right), row.bottom)
    }

    fn ground(stage: &mut Stage<'_>, area: Area, ink: Ink) {
        stage.fill(Outline::Rect(area), Fill::solid(ink), None);
    }

    /// The lines above the rows.
    fn head(&self, stage: &mut Stage<'_>, spans: &[Vec<Span>]) {
        Self::ground(stage, self.line(0, spans.len() + 1), Ink::of(Hue::Rule).soft(60));
        for (line, spans) in spans.iter().enumerate() {
            for span in spans {
                let seen = |place: &&Place| place.column >= span.columns.0 && place.column < span.columns.1;
                let first = self.places.iter().find(seen);
                let last = self.places.iter().rfind(seen);
                if let (Some(first), Some(last)) = (first, last) {
                    let width = last.left + last.width - first.left;
                    let words = truncate(&span.text, width);
                    let spare = width - display_width(&words);
                    // Above numbers that end at the right, one above several in their middle.
                    let shift = if first.column == last.column { spare } else { spare / 2 };
                    let text = Text::of(words, self.at(first.left + shift, line)).ink(Hue::Dim);
                    stage.text(text.part(Part::Tick));
                }
            }
        }
        let line = spans.len();
        for place in self.places {
            let Some(column) = self.table.columns().get(place.column) else {
                continue;
            };
            let mark = column
                .sorted
                .map_or("", |descending| if descending { " 1▼" } else { " 1▲" });
            let text_width = place.width - if place.bar > 0 { place.bar + 1 } else { 0 };
            let words = truncate(&column.title, text_width.saturating_sub(display_width(mark)));
            let words = format!("{words}{mark}");
            let words = truncate(&words, text_width);
            let shift = if column.number {
                text_width - display_width(&words)
            } else {
                0
            };
            let hue = if mark.is_empty() { Hue::Dim } else { Hue::Accent };
            let text = Text::of(words, self.at(place.left + shift, line)).ink(hue).bold();
            let area = self.cell(*place, line);
            let spot = stage.spot(Spot {
                at: area.center(),
                area,
                cell: Some((place.column, 0)),
                guide: Guide::Frame(area),
                title: column.title.clone(),
                readings: Vec::new(),
                keys: Vec::new(),
                inner: Vec::new(),
                related: Vec::new(),
            });
            stage.text(text.part(Part::Tick).spot(Some(spot)));
        }
    }

    /// A row of the table in a line of the stage.
    fn row(&self, stage: &mut Stage<'_>, row: usize, line: usize, total: bool) {
        if total || self.table.stands_out(row) {
            let strength = if total { 60 } else { 35 };
            Self::ground(stage, self.line(line, 1), Ink::of(Hue::Rule).soft(strength));
        } else if row % 2 == 1 {
            Self::ground(stage, self.line(line, 1), Ink::of(Hue::Rule).soft(15));
        }
        for place in self.places {
            let cell = self.table.cell(row, place.column);
            let Some(column) = self.table.columns().get(place.column) else {
                continue;
            };
            let area = self.cell(*place, line);
            if let Some(ink) = cell.ground {
                Self::ground(stage, area, ink);
            }
            let words = self.table.words(row, place.column);
            let spot = stage.spot(Spot {
                at: area.center(),
                area,
                cell: Some((place.column, row + 1)),
                guide: Guide::Frame(area),
                title: words.title,
                readings: words.readings,
                keys: words.keys,
                inner: words.inner,
                related: Vec::new(),
            });
            self.bar(stage, *place, line, &cell, spot);
            self.words(stage, *place, line, column, cell, spot);
        }
    }

    fn bar(&self, stage: &mut Stage<'_>, place: Place, line: usize, cell: &Cell, spot: usize) {
        let Some((from, to)) = cell.bar.filter(|_| place.bar > 0) else {
            return;
        };
        let row = self.line(line, 1);
        let left = self.left + (place.left + place.width - place.bar) as f64 * CELL_WIDTH;
        let width = place.bar as f64 * CELL_WIDTH;
        let area = Area::new(left + from * width, row.top, left + to * width, row.bottom);
        if area.width() > 0.0 {
            let ink = Ink::of(Hue::Series(0)).soft(if cell.bold { 90 } else { 65 });
            stage.fill(Outline::Rect(area), Fill::solid(ink), Some(spot));
        }
    }

    fn words(&self, stage: &mut Stage<'_>, place: Place, line: usize, column: &Column, cell: Cell, spot: usize) {
        let indent = cell.indent.min(place.width / 2);
        let room = place.width - indent - if place.bar > 0 { place.bar + 1 } else { 0 };
        let behind = if column.number {
            column.tail.saturating_sub(tail_of(&cell.text))
        } else {
            0
        };
        let mut words = cell.text;
        if column.number && words.width() > room {
            // Half a number is another number.
            words = cell
                .brief
                .filter(|brief| brief.width() <= room)
                .unwrap_or_else(|| SafeText::new("…"));
        }
        let words = truncate(&words, room);
        let spare = room - display_width(&words);
        let shift = if column.number { spare - behind.min(spare) } else { 0 };
        let mut text = Text::of(words, self.at(place.left + indent + shift, line)).anchor(Anchor::Start);
        text.ink = Ink::of(cell.hue.unwrap_or(Hue::Text));
        text.bold = cell.bold;
        stage.text(text.part(Part::Value).spot(Some(spot)));
    }

    /// The line between what stays in place and what scrolls.
    fn separator(&self, stage: &mut Stage<'_>, head: usize, lines: usize) {
        let mut places = self.places.iter();
        let before = places.by_ref().take_while(|place| place.column < self.frozen).last();
        let (Some(before), true) = (before, self.places.len() > self.frozen && self.frozen > 0) else {
            return;
        };
        let x = self.left + (before.left + before.width + (before.gap - 1) / 2) as f64 * CELL_WIDTH + CELL_WIDTH / 2.0;
        let area = self.line(0, head + lines);
        stage.rule_mark(RuleMark {
            from: Point::new(x, area.top),
            to: Point::new(x, area.bottom),
            ink: Ink::of(Hue::Rule),
            dashed: false,
            over: true,
        });
    }
}
