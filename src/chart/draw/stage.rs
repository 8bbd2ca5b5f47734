//! Where a family draws: the room it has, and the marks it makes there.

use crate::chart::frame::Frame;
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point, Size};
use crate::chart::look::Look;
use crate::chart::scene::{
    Anchor, Entry, Fill, Hue, Ink, Mark, Part, PathMark, RuleMark, Scene, Spot, Stroke, TextMark,
};
use crate::chart::spec::{Chart, Options, Spec};
use crate::text::{SafeText, display_width, truncate};

/// A chart being drawn.
pub(in crate::chart) struct Stage<'a> {
    /// What is drawn.
    pub(in crate::chart) chart: &'a Chart,
    /// How somebody looks at it.
    pub(in crate::chart) look: &'a Look,
    /// What title, legend and notes left: whole cells.
    pub(in crate::chart) body: Area,
    /// What has been drawn.
    pub(in crate::chart) scene: Scene,
    /// What draws the parts of a chart.
    pub(super) drawer: Drawer,
    /// Which cells have text in them, by row.
    taken: Vec<bool>,
}

/// How wide the rim around a circle is.
const RIM: f64 = 2.0;

/// What draws a chart for a size.
pub(super) type Drawer = fn(&Chart, &Look, Size) -> Scene;

/// A text for the stage. Made with [`Text::of`], then changed.
#[derive(Clone, Debug)]
#[expect(clippy::struct_field_names, reason = "what it says is its text")]
pub(in crate::chart) struct Text {
    pub(in crate::chart) text: SafeText,
    pub(in crate::chart) at: Point,
    pub(in crate::chart) anchor: Anchor,
    pub(in crate::chart) ink: Ink,
    pub(in crate::chart) bold: bool,
    pub(in crate::chart) part: Part,
    pub(in crate::chart) of: Option<usize>,
}

impl Text {
    /// A label that begins at a point, in the text's colour.
    pub(in crate::chart) fn of(text: impl AsRef<str>, at: Point) -> Self {
        Self {
            text: SafeText::new(text),
            at,
            anchor: Anchor::Start,
            ink: Ink::of(Hue::Text),
            bold: false,
            part: Part::Label,
            of: None,
        }
    }

    pub(in crate::chart) fn anchor(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(in crate::chart) fn ink(self, hue: Hue) -> Self {
        Self {
            ink: Ink::of(hue),
            ..self
        }
    }

    pub(in crate::chart) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(in crate::chart) fn part(self, part: Part) -> Self {
        Self { part, ..self }
    }

    pub(in crate::chart) fn spot(self, of: Option<usize>) -> Self {
        Self { of, ..self }
    }
}

impl<'a> Stage<'a> {
    /// Below so many rows nothing but the picture itself is shown.
    pub(super) const ROWS_FOR_NOTES: u16 = 8;

    /// A stage of a size, with the title written and so many rows kept free below.
    pub(super) fn new(chart: &'a Chart, look: &'a Look, size: Size, below: u16) -> Self {
        let mut stage = Self {
            chart,
            look,
            body: size.area(),
            scene: Scene::new(size),
            drawer: |_, _, size| Scene::new(size),
            taken: vec![false; usize::from(size.columns) * usize::from(size.rows)],
        };
        stage.body = stage.body.without(0.0, 0.0, 0.0, f64::from(below) * CELL_HEIGHT);
        if !look.compact && size.rows >= 5 && !(chart.spec.title.is_empty() && chart.spec.subtitle.is_empty()) {
            stage.title();
        }
        stage
    }

    fn title(&mut self) {
        let spec = &self.chart.spec;
        let columns = usize::from(self.scene.size.columns);
        let title = truncate(&SafeText::new(&spec.title), columns);
        let width = display_width(&title);
        let row = self.body.top + CELL_HEIGHT / 2.0;
        self.text(
            Text::of(&title, Point::new(0.0, row))
                .ink(Hue::Strong)
                .bold()
                .part(Part::Title),
        );
        let subtitle = SafeText::new(&spec.subtitle);
        if !subtitle.is_empty() && width + 2 + subtitle.width() <= columns {
            let at = Point::new(self.scene.size.area().right, row);
            self.text(
                Text::of(&subtitle, at)
                    .anchor(Anchor::End)
                    .ink(Hue::Dim)
                    .part(Part::Title),
            );
        }
        self.body.top += CELL_HEIGHT;
    }

    /// What is shown.
    pub(in crate::chart) fn spec(&self) -> &'a Spec {
        &self.chart.spec
    }

    /// What it is drawn from.
    pub(in crate::chart) fn frame(&self) -> &'a Frame {
        &self.chart.frame
    }

    /// What else was said about it.
    pub(in crate::chart) fn options(&self) -> &'a Options {
        &self.chart.spec.options
    }

    /// Fills a shape. Shapes with coordinates that are not finite are left out.
    pub(in crate::chart) fn fill(&mut self, outline: Outline, fill: Fill, of: Option<usize>) {
        self.shape(outline, Some(fill), None, of);
    }

    /// A rim of ground around a circle, which tells it from what lies behind it; not beyond the scene.
    pub(in crate::chart) fn rim(&mut self, at: Point, radius: f64) {
        let size = self.scene.size.area();
        let room = (at.x - size.left).min(size.right - at.x);
        let room = room.min(at.y - size.top).min(size.bottom - at.y);
        let outer = (radius + RIM).min(room);
        if outer > radius {
            let rim = Outline::circle(at, outer);
            self.fill(rim, Fill::solid(Ink::of(Hue::Ground)), None);
        }
    }

    /// Draws along a shape.
    pub(in crate::chart) fn stroke(&mut self, outline: Outline, ink: Ink, width: f64, of: Option<usize>) {
        self.shape(
            outline,
            None,
            Some(Stroke {
                ink,
                width,
                dashed: false,
            }),
            of,
        );
    }

    /// Fills and draws a shape.
    pub(in crate::chart) fn shape(
        &mut self,
        outline: Outline,
        fill: Option<Fill>,
        stroke: Option<Stroke>,
        of: Option<usize>,
    ) {
        if outline.is_finite() {
            self.scene.marks.push(Mark::Path(PathMark {
                outline,
                fill,
                stroke,
                of,
            }));
        }
    }

    /// A level or upright line.
    pub(in crate::chart) fn rule(&mut self, from: Point, to: Point, ink: Ink) {
        self.rule_mark(RuleMark {
            from,
            to,
            ink,
            dashed: false,
            over: false,
        });
    }

    /// A level or upright line with everything said about it.
    pub(in crate::chart) fn rule_mark(&mut self, rule: RuleMark) {
        let finite = [rule.from.x, rule.from.y, rule.to.x, rule.to.y]
            .iter()
            .all(|unit| unit.is_finite());
        if finite {
            self.scene.marks.push(Mark::Rule(rule));
        }
    }

    /// The first cell and the width in cells that a text takes; nothing where it would leave the scene.
    fn cells_of(&self, text: &Text) -> Option<(usize, usize, usize)> {
        let width = text.text.width();
        if !(text.at.x.is_finite() && text.at.y.is_finite()) || text.at.y < 0.0 || width == 0 {
            return None;
        }
        let half = width as f64 * CELL_WIDTH;
        let left = match text.anchor {
            Anchor::Start => text.at.x,
            Anchor::Middle => text.at.x - half / 2.0,
            Anchor::End => text.at.x - half,
        };
        // Painters round the same way.
        let column = (left / CELL_WIDTH).round();
        let row = (text.at.y / CELL_HEIGHT).floor() as usize;
        let size = self.scene.size;
        let fits =
            column >= 0.0 && column as usize + width <= usize::from(size.columns) && row < usize::from(size.rows);
        fits.then_some((column as usize, row, width))
    }

    /// Writes a text, cut to what fits to the right of where it begins; whether there was room for any of it.
    pub(in crate::chart) fn text(&mut self, text: Text) -> bool {
        let mut text = text;
        if self.cells_of(&text).is_none() && text.anchor == Anchor::Start && text.at.x >= 0.0 && text.at.x.is_finite() {
            let left = f64::from(self.scene.size.columns) - (text.at.x / CELL_WIDTH).round();
            if left < 1.0 {
                return false;
            }
            text.text = SafeText::new(truncate(&text.text, left as usize));
        }
        let Some(cells) = self.cells_of(&text) else {
            return false;
        };
        self.put(text, 1, cells);
        true
    }

    /// Writes a text where no other text is, or not at all; whether it did.
    pub(in crate::chart) fn label(&mut self, text: Text) -> bool {
        match self.cells_of(&text) {
            Some(cells) if self.is_free(cells) => {
                self.put(text, 1, cells);
                true
            }
            _ => false,
        }
    }

    /// Writes a text of several rows around its point, where painters can; it takes `rows` × 1.3 columns a letter.
    pub(in crate::chart) fn large(&mut self, text: Text, rows: u16) {
        if let Some(cells) = self.cells_of(&text) {
            self.put(text, rows, cells);
        }
    }

    fn put(&mut self, text: Text, rows: u16, (column, row, width): (usize, usize, usize)) {
        let columns = usize::from(self.scene.size.columns);
        for cell in self.taken.iter_mut().skip(row * columns + column).take(width) {
            *cell = true;
        }
        self.scene.marks.push(Mark::Text(TextMark {
            at: text.at,
            anchor: text.anchor,
            text: text.text,
            ink: text.ink,
            bold: text.bold,
            rows,
            part: text.part,
            of: text.of,
        }));
    }

    /// Whether no text is in these cells, nor right beside them.
    fn is_free(&self, (column, row, width): (usize, usize, usize)) -> bool {
        let columns = usize::from(self.scene.size.columns);
        let from = column.saturating_sub(1);
        let to = (column + width + 1).min(columns);
        self.taken
            .get(row * columns + from..row * columns + to)
            .is_some_and(|cells| !cells.iter().any(|taken| *taken))
    }

    /// Keeps labels out of an area.
    pub(in crate::chart) fn keep_free(&mut self, area: Area) {
        let columns = usize::from(self.scene.size.columns);
        let first = (area.left / CELL_WIDTH).floor().max(0.0) as usize;
        let last = ((area.right / CELL_WIDTH).ceil().max(0.0) as usize).min(columns);
        let top = (area.top / CELL_HEIGHT).floor().max(0.0) as usize;
        let bottom = ((area.bottom / CELL_HEIGHT).ceil().max(0.0) as usize).min(usize::from(self.scene.size.rows));
        for row in top..bottom {
            for column in first..last {
                if let Some(cell) = self.taken.get_mut(row * columns + column) {
                    *cell = true;
                }
            }
        }
    }

    /// Adds a spot for the cursor; its number.
    pub(in crate::chart) fn spot(&mut self, spot: Spot) -> usize {
        self.scene.spots.push(spot);
        self.scene.spots.len() - 1
    }

    /// Says what is to be known about the picture, once.
    pub(in crate::chart) fn note(&mut self, note: impl AsRef<str>) {
        let note = SafeText::new(note);
        if !self.scene.notes.contains(&note) {
            self.scene.notes.push(note);
        }
    }

    /// The legend as a line above the picture, where there is room for one; names that do not fit are counted.
    ///
    /// Every entry becomes one of the scene's, with room or without, so that it can be hidden by key.
    pub(in crate::chart) fn legend(&mut self, entries: Vec<(SafeText, Ink, bool)>) {
        let columns = usize::from(self.scene.size.columns);
        let shown = !self.look.compact && self.body.rows() >= 6 && entries.len() > 1;
        let row = self.body.top + CELL_HEIGHT / 2.0;
        let total = entries.len();
        let mut column = (self.body.left / CELL_WIDTH) as usize;
        let mut full = !shown;
        for (index, (name, ink, hidden)) in entries.into_iter().enumerate() {
            let label = truncate(&name, 24.min(columns.saturating_sub(4)));
            let width = 2 + display_width(&label);
            // What is left has to be counted where it does not fit.
            let last = index + 1 == total;
            let needed = if last { width } else { width + 6 };
            if !full && column + needed > columns {
                full = true;
                let rest = format!("+{}", total - index);
                let at = Point::new(column as f64 * CELL_WIDTH, row);
                self.text(Text::of(rest, at).ink(Hue::Dim).part(Part::Note));
            }
            let area = if full {
                Area::default()
            } else {
                let at = column as f64 * CELL_WIDTH;
                let sign = if hidden { "□" } else { "■" };
                let mark = if hidden { Ink::of(Hue::Faint) } else { ink };
                let mut sign = Text::of(sign, Point::new(at, row)).part(Part::Legend);
                sign.ink = mark;
                self.text(sign);
                let hue = if hidden { Hue::Faint } else { Hue::Dim };
                self.text(
                    Text::of(&label, Point::new(at + 2.0 * CELL_WIDTH, row))
                        .ink(hue)
                        .part(Part::Legend),
                );
                let area = Area::new(
                    at,
                    row - CELL_HEIGHT / 2.0,
                    at + width as f64 * CELL_WIDTH,
                    row + CELL_HEIGHT / 2.0,
                );
                column += width + 2;
                area
            };
            self.scene.legend.push(Entry {
                name,
                ink,
                hidden,
                area,
            });
        }
        if shown {
            self.body.top += CELL_HEIGHT;
        }
    }

    /// The legend of a picture whose marks say their own names: only written where something is hidden and so not in the picture.
    pub(in crate::chart) fn legend_when_hidden(&mut self, entries: Vec<(SafeText, Ink, bool)>) {
        if entries.iter().any(|(_, _, hidden)| *hidden) {
            return self.legend(entries);
        }
        for (name, ink, hidden) in entries {
            self.scene.legend.push(Entry {
                name,
                ink,
                hidden,
                area: Area::default(),
            });
        }
    }

    /// Says in the middle of the body, in as many lines as it takes, why there is no picture.
    pub(in crate::chart) fn say(&mut self, words: impl AsRef<str>) {
        let words = SafeText::new(words);
        let (columns, rows) = (usize::from(self.body.columns()), usize::from(self.body.rows()));
        if columns == 0 || rows == 0 {
            return;
        }
        let mut lines: Vec<String> = vec![String::new()];
        for word in words.split_whitespace() {
            let line = lines.last_mut().map(|line| {
                let width = display_width(line);
                (width, width > 0 && width + 1 + display_width(word) > columns.min(60))
            });
            match line {
                Some((_, true)) => lines.push(word.to_owned()),
                Some((width, false)) => {
                    if let Some(line) = lines.last_mut() {
                        if width > 0 {
                            line.push(' ');
                        }
                        line.push_str(word);
                    }
                }
                None => {}
            }
        }
        lines.truncate(rows);
        let first = (rows - lines.len()) / 2;
        let middle = self.body.center().x;
        for (index, line) in lines.iter().enumerate() {
            let y = self.body.top + (first + index) as f64 * CELL_HEIGHT + CELL_HEIGHT / 2.0;
            let line = truncate(line, columns);
            let left = middle - display_width(&line) as f64 * CELL_WIDTH / 2.0;
            let at = Point::new((left / CELL_WIDTH).floor().max(0.0) * CELL_WIDTH, y);
            self.text(Text::of(line, at).ink(Hue::Dim).part(Part::Note));
        }
    }

    /// Draws a chart into whole cells of this one: its marks and spots go there, and what else it says of itself is handed back.
    ///
    /// The spots of the part are numbered from the `usize` on.
    pub(super) fn embed(&mut self, part: &Chart, look: &Look, area: Area) -> (Scene, usize) {
        let mut scene = (self.drawer)(part, look, Size::new(area.columns(), area.rows()));
        let first = self.scene.spots.len();
        let by = Point::new(area.left, area.top);
        for mut mark in scene.marks.drain(..) {
            mark.shift(by, first);
            self.scene.marks.push(mark);
        }
        for mut spot in scene.spots.drain(..) {
            spot.shift(by, first);
            self.scene.spots.push(spot);
        }
        for entry in &mut scene.legend {
            entry.area = entry.area.shifted(by);
        }
        scene.plot = scene.plot.shifted(by);
        (scene, first)
    }

    /// The scene.
    pub(super) fn finish(self) -> Scene {
        self.scene
    }
}

impl Scene {
    /// Writes its notes into its last row.
    pub(super) fn with_notes(mut self) -> Self {
        let words = self.notes.iter().map(SafeText::as_str).collect::<Vec<_>>().join(" · ");
        let text = truncate(&words, usize::from(self.size.columns));
        let row = f64::from(self.size.rows.saturating_sub(1)) * CELL_HEIGHT + CELL_HEIGHT / 2.0;
        self.marks.push(Mark::Text(TextMark {
            at: Point::new(0.0, row),
            anchor: Anchor::Start,
            text: SafeText::new(text),
            ink: Ink::of(Hue::Faint),
            bold: false,
            rows: 1,
            part: Part::Note,
            of: None,
        }));
        self
    }
}
