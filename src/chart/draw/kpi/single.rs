//! One figure in six templates: by what is given, and by how much room there is.

use super::figure::{Change, Figure, change, course, is_met, share_of_target};
use super::rows::{LARGE, Wanted, share_out};
use super::trend;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::scene::{Anchor, Fill, Guide, Hue, Ink, Part, Spot};
use crate::chart::spec::KpiTemplate;
use crate::chart::write;
use crate::text::{SafeText, display_width, format};

/// How many columns a large letter takes.
const LETTER: f64 = LARGE as f64 * 1.3;
/// A bar is not longer than can be compared at a glance.
const LONGEST_BAR: u16 = 40;
pub(super) fn draw(stage: &mut Stage<'_>) {
    let Some(figure) = Figure::of(stage.frame(), stage.spec()) else {
        stage.say("A figure needs a measure.");
        return;
    };
    let options = stage.options();
    let goal = options.target.filter(|target| target.is_finite());
    let body = stage.body;
    let columns = usize::from(body.columns());
    let values = match &stage.spec().x {
        Some(x) => trimmed(course(stage.frame(), stage.spec(), x, columns.saturating_sub(4).max(1))),
        None => Vec::new(),
    };
    let changed = figure
        .value
        .zip(figure.before)
        .map(|(value, before)| change(value, before, figure.unit, options));
    let has_trend = values.iter().flatten().count() > 1;
    let template = options.template.unwrap_or(match (changed.is_some(), goal, has_trend) {
        (true, None, false) => KpiTemplate::Compared,
        (false, Some(_), false) => KpiTemplate::Target,
        (false, None, true) => KpiTemplate::Trend,
        (false, None, false) => KpiTemplate::Titled,
        _ => KpiTemplate::Full,
    });
    let wants = |one: KpiTemplate| template == one || template == KpiTemplate::Full;
    let label = label(stage, &figure, template);
    let digits = digits(&figure, columns);
    let wanted = Wanted {
        large: digits.1,
        label: label.is_some(),
        change: wants(KpiTemplate::Compared) && changed.is_some(),
        target: wants(KpiTemplate::Target) && goal.is_some(),
        trend: wants(KpiTemplate::Trend) && has_trend,
        few: figure.is_thin() && (stage.look.compact || stage.scene.size.rows < Stage::ROWS_FOR_NOTES),
    };
    let rows = share_out(usize::from(body.rows()), wanted);
    if figure.is_thin() {
        stage.note(few(&figure));
    }
    let spot = stage.spot(Spot {
        at: body.center(),
        area: body,
        cell: None,
        guide: Guide::Frame(body),
        title: figure.name.clone(),
        readings: figure.readings(options),
        keys: Vec::new(),
        inner: Vec::new(),
        related: Vec::new(),
    });
    let mut column = Column {
        row: (usize::from(body.rows()) - rows.all()) / 2,
        gap: rows.gap,
        spot,
    };
    if let (1, Some(label)) = (rows.label, label) {
        let row = column.take(1);
        column.line(
            stage,
            row,
            &Text::of(label, Point::default()).ink(Hue::Dim).part(Part::Title),
        );
    }
    let row = column.take(rows.value);
    column.value(stage, row, rows.value, &digits.0, &figure);
    if let (1, Some(changed)) = (rows.change, &changed) {
        let row = column.take(1);
        column.change(stage, row, changed);
    }
    if let (1, Some(target)) = (rows.target, goal) {
        let row = column.take(1);
        column.target(stage, row, &figure, target);
    }
    if rows.few == 1 {
        let row = column.take(1);
        let text = Text::of(few(&figure), Point::default())
            .ink(Hue::Faint)
            .part(Part::Note);
        column.line(stage, row, &text);
    }
    if rows.trend > 0 {
        let row = column.take(rows.trend);
        let top = body.top + row as f64 * CELL_HEIGHT;
        let margin = if columns > 12 { 2.0 * CELL_WIDTH } else { 0.0 };
        let area = Area::new(
            body.left + margin,
            top,
            body.right - margin,
            top + rows.trend as f64 * CELL_HEIGHT,
        );
        trend::draw(stage, &values, area, Some(spot));
    }
}

/// A course from its first value to its last: days of the period before, which have none of this one, say nothing.
fn trimmed(mut values: Vec<Option<f64>>) -> Vec<Option<f64>> {
    let last = values.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    values.truncate(last);
    let first = values.iter().position(Option::is_some).unwrap_or(0);
    values.split_off(first)
}

fn few(figure: &Figure) -> String {
    let values = if figure.count == 1 { "value" } else { "values" };
    format!("only {} {values}: too few to go by", figure.count)
}

/// What stands above the figure: what it is of, unless the title says so already or what is around does.
fn label(stage: &Stage<'_>, figure: &Figure, template: KpiTemplate) -> Option<SafeText> {
    if template == KpiTemplate::Plain {
        return None;
    }
    let title = SafeText::new(&stage.spec().title);
    let titled = stage.scene.texts().any(|text| text.part == Part::Title) || stage.look.compact;
    let label = if titled || title.is_empty() {
        figure.name.clone()
    } else {
        title.clone()
    };
    let said = titled && (label == title || stage.look.compact && !title.is_empty());
    (!said && !label.is_empty()).then_some(label)
}

/// How the figure is written, and whether there is room for large digits.
fn digits(figure: &Figure, columns: usize) -> (String, bool) {
    let full = figure.full();
    let brief = figure
        .value
        .map_or_else(|| format::EMPTY.to_owned(), |value| write::short(value, figure.unit));
    let large = |text: &str| display_width(text) as f64 * LETTER <= columns as f64;
    if large(&full) {
        (full, true)
    } else if large(&brief) {
        (brief, true)
    } else if display_width(&full) <= columns {
        (full, false)
    } else {
        (brief, false)
    }
}

/// Lines below each other, in the middle of the body.
struct Column {
    row: usize,
    gap: usize,
    spot: usize,
}

impl Column {
    /// The first of the next so many rows.
    fn take(&mut self, rows: usize) -> usize {
        let row = self.row;
        self.row += rows + self.gap;
        row
    }

    /// A text in the middle of a row.
    fn line(&self, stage: &mut Stage<'_>, row: usize, text: &Text) {
        let columns = usize::from(stage.body.columns());
        let words = crate::text::truncate(&text.text, columns);
        let left = (columns - display_width(&words)) / 2;
        let at = Point::new(
            stage.body.left + left as f64 * CELL_WIDTH,
            stage.body.top + row as f64 * CELL_HEIGHT + CELL_HEIGHT / 2.0,
        );
        stage.text(
            Text {
                text: SafeText::new(words),
                at,
                ..text.clone()
            }
            .spot(Some(self.spot)),
        );
    }

    fn value(&self, stage: &mut Stage<'_>, row: usize, rows: usize, digits: &str, figure: &Figure) {
        let hue = if figure.value.is_some() {
            Hue::Strong
        } else {
            Hue::Faint
        };
        let text = Text::of(digits, Point::default()).ink(hue).bold().part(Part::Value);
        if rows < usize::from(LARGE) {
            self.line(stage, row, &text);
            return;
        }
        let middle = stage.body.left + f64::from(stage.body.columns() / 2) * CELL_WIDTH;
        let at = Point::new(middle, stage.body.top + (row as f64 + rows as f64 / 2.0) * CELL_HEIGHT);
        stage.large(Text { at, ..text }.anchor(Anchor::Middle).spot(Some(self.spot)), LARGE);
    }

    fn change(&self, stage: &mut Stage<'_>, row: usize, change: &Change) {
        let against = SafeText::new(&stage.options().compared_with);
        let columns = usize::from(stage.body.columns());
        let width = display_width(&change.text);
        let at_row = |column: usize| {
            Point::new(
                stage.body.left + column as f64 * CELL_WIDTH,
                stage.body.top + row as f64 * CELL_HEIGHT + CELL_HEIGHT / 2.0,
            )
        };
        let text = Text::of(&change.text, Point::default())
            .ink(change.hue)
            .bold()
            .part(Part::Value);
        if against.is_empty() || width + 1 + against.width() > columns {
            self.line(stage, row, &text);
            return;
        }
        let left = (columns - width - 1 - against.width()) / 2;
        let (first, second) = (at_row(left), at_row(left + width + 1));
        stage.text(Text { at: first, ..text }.spot(Some(self.spot)));
        stage.text(Text::of(&against, second).ink(Hue::Dim).spot(Some(self.spot)));
    }

    /// How much of the target is reached: a bar, and in words.
    fn target(&self, stage: &mut Stage<'_>, row: usize, figure: &Figure, target: f64) {
        let goal = write::full(target, figure.unit);
        let met = figure
            .value
            .is_some_and(|value| is_met(value, target, stage.options().lower_is_better));
        let share = share_of_target(figure.value, target);
        let words = match share {
            Some(share) => format!("{} of {goal}", format::percent(share * 100.0)),
            None => format!("target {goal}"),
        };
        let words = if met { format!("✓ {words}") } else { words };
        let hue = if met { Hue::Good } else { Hue::Text };
        let columns = stage.body.columns();
        let width = u16::try_from(display_width(&words)).unwrap_or(u16::MAX);
        let bar = columns.saturating_sub(width.saturating_add(6)).min(LONGEST_BAR);
        let text = Text::of(words, Point::default()).ink(hue).part(Part::Value);
        let (Some(share), true) = (share, bar >= 6) else {
            self.line(stage, row, &text);
            return;
        };
        let left = stage.body.left + f64::from((columns - bar - 2 - width) / 2) * CELL_WIDTH;
        let top = stage.body.top + row as f64 * CELL_HEIGHT;
        let right = left + f64::from(bar) * CELL_WIDTH;
        let track = Area::new(left, top, right, top + CELL_HEIGHT);
        let done = Area {
            right: left + share.clamp(0.0, 1.0) * track.width(),
            ..track
        };
        stage.fill(
            Outline::Rect(track),
            Fill::solid(Ink::of(Hue::Rule).soft(70)),
            Some(self.spot),
        );
        let ink = Ink::of(if met { Hue::Good } else { Hue::Series(0) });
        if done.width() > 0.0 {
            stage.fill(Outline::Rect(done), Fill::solid(ink), Some(self.spot));
        }
        let at = Point::new(right + 2.0 * CELL_WIDTH, top + CELL_HEIGHT / 2.0);
        stage.text(Text { at, ..text }.spot(Some(self.spot)));
    }
}
