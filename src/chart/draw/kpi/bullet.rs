//! Bullets, after Stephen Few: a bar for what is, a tick for what should be, and shades behind them for how good that is.

use super::figure::{is_met, written};
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::frame::Unit;
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::group::group;
use crate::chart::keys::key;
use crate::chart::scale::{Linear, nice};
use crate::chart::scene::{Anchor, Fill, Guide, Hue, Ink, Key, Part, Reading, Spot};
use crate::chart::spec::Options;
use crate::chart::write;
use crate::text::{SafeText, display_width, truncate};

/// A value is drawn as if it were no larger.
const MOST: f64 = 1e300;

/// A line of the picture.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) name: SafeText,
    pub(super) value: Option<f64>,
    pub(super) target: Option<f64>,
    pub(super) keys: Vec<Key>,
}

pub(super) fn draw(stage: &mut Stage<'_>) {
    let spec = stage.spec();
    let grouped = group(stage.frame(), spec, spec.x.as_ref(), stage.look);
    for note in &grouped.notes {
        stage.note(note);
    }
    let Some(values) = grouped.series.iter().find(|series| series.layer == 0) else {
        stage.say("A bullet needs a measure.");
        return;
    };
    let targets = grouped.series.iter().find(|series| series.layer == 1);
    let column = spec.x.as_ref().and_then(|x| stage.frame().column(&x.column));
    let lines: Vec<Line> = grouped
        .categories
        .iter()
        .enumerate()
        .filter(|(_, category)| !stage.look.hides(&category.label))
        .map(|(at, category)| Line {
            name: if spec.x.is_some() {
                category.label.clone()
            } else {
                values.name.clone()
            },
            value: values.values.get(at).copied().flatten(),
            target: targets
                .and_then(|targets| targets.values.get(at).copied().flatten())
                .or(stage.options().target)
                .filter(|target| target.is_finite()),
            keys: column
                .map(|column| key(column, category, spec.options.zone))
                .into_iter()
                .collect(),
        })
        .collect();
    if lines.is_empty() {
        stage.say("There are no rows.");
        return;
    }
    let (name, unit) = (values.name.clone(), values.unit);
    draw_lines(stage, &lines, &name, unit);
}

/// Where the pieces of a line are, in columns of cells.
struct Frame {
    names: usize,
    left: f64,
    right: f64,
    axis: bool,
    /// How many rows a line takes, and how many of them are its band.
    pitch: usize,
    band: usize,
    /// Which lines are seen.
    first: usize,
    shown: usize,
}

/// Draws lines that share an axis.
pub(super) fn draw_lines(stage: &mut Stage<'_>, lines: &[Line], measure: &SafeText, unit: Unit) {
    let texts: Vec<String> = lines.iter().map(|line| said(line, unit, stage.options())).collect();
    let frame = frame(stage, lines, &texts);
    let (low, high, ticks) = axis(lines, stage.options(), unit, (frame.right - frame.left) / CELL_WIDTH);
    let scale = Linear::new((low, high), (frame.left, frame.right));
    stage.scene.plot = Area::new(
        frame.left,
        stage.body.top,
        frame.right,
        stage.body.top + (frame.shown * frame.pitch) as f64 * CELL_HEIGHT,
    );
    stage.scene.extent = (lines.len(), 1);
    for (at, (line, text)) in lines.iter().zip(&texts).enumerate().skip(frame.first).take(frame.shown) {
        let top = stage.body.top + ((at - frame.first) * frame.pitch) as f64 * CELL_HEIGHT;
        let row = Area::new(
            stage.body.left,
            top,
            stage.body.right,
            top + frame.pitch as f64 * CELL_HEIGHT,
        );
        let spot = stage.spot(Spot {
            at: Point::new(
                line.value.map_or(frame.left, |value| scale.at(value.clamp(low, high))),
                row.center().y,
            ),
            area: row,
            cell: Some((0, at)),
            guide: Guide::Frame(row),
            title: line.name.clone(),
            readings: readings(line, measure, unit, stage.options()),
            keys: line.keys.clone(),
            inner: Vec::new(),
            related: Vec::new(),
        });
        let area = Area::new(frame.left, top, frame.right, top + frame.band as f64 * CELL_HEIGHT);
        put(stage, line, area, &scale, spot);
        let middle = top + ((frame.band - 1) / 2) as f64 * CELL_HEIGHT + CELL_HEIGHT / 2.0;
        if frame.names > 0 {
            let name = truncate(&line.name, frame.names);
            stage.text(Text::of(name, Point::new(stage.body.left, middle)).spot(Some(spot)));
        }
        if frame.right + CELL_WIDTH < stage.body.right {
            let hue = if text.starts_with('✓') {
                Hue::Good
            } else {
                Hue::Strong
            };
            let at = Point::new(stage.body.right, middle);
            let text = Text::of(text, at).anchor(Anchor::End).ink(hue).bold();
            stage.text(text.part(Part::Value).spot(Some(spot)));
        }
    }
    if frame.axis {
        let y = stage.body.bottom - CELL_HEIGHT / 2.0;
        let y = y.min(stage.scene.plot.bottom + CELL_HEIGHT / 2.0);
        for tick in ticks {
            let words = write::short(tick, unit);
            let half = display_width(&words) as f64 * CELL_WIDTH / 2.0;
            // The first and the last stay inside.
            let x = scale.at(tick).min(stage.body.right - half).max(stage.body.left + half);
            let text = Text::of(words, Point::new(x, y)).anchor(Anchor::Middle).ink(Hue::Dim);
            stage.label(text.part(Part::Tick));
        }
    }
    if frame.shown < lines.len() {
        stage.note(format!(
            "rows {}–{} of {}, {} more",
            frame.first + 1,
            frame.first + frame.shown,
            lines.len(),
            lines.len() - frame.shown
        ));
    }
}

/// What a line says at its end.
fn said(line: &Line, unit: Unit, options: &Options) -> String {
    let met = line
        .value
        .zip(line.target)
        .is_some_and(|(value, target)| is_met(value, target, options.lower_is_better));
    let value = written(line.value, unit);
    if met { format!("✓ {value}") } else { value }
}

fn readings(line: &Line, measure: &SafeText, unit: Unit, options: &Options) -> Vec<Reading> {
    let reading = |label: &str, value: String, hue: Option<Hue>| Reading {
        label: SafeText::new(label),
        value: SafeText::new(value),
        ink: hue.map(Ink::of),
    };
    let mut readings = vec![reading(measure, written(line.value, unit), Some(Hue::Series(0)))];
    if let Some(target) = line.target {
        readings.push(reading("Target", write::full(target, unit), Some(Hue::Strong)));
    }
    let range = line
        .value
        .and_then(|value| options.ranges.iter().find(|range| value <= range.to));
    if let Some(range) = range.filter(|range| !range.name.is_empty()) {
        readings.push(reading("Range", range.name.clone(), None));
    }
    readings
}

/// From where to where the axis goes: everything that is to be seen, and 0.
fn axis(lines: &[Line], options: &Options, unit: Unit, columns: f64) -> (f64, f64, Vec<f64>) {
    let values = lines.iter().flat_map(|line| [line.value, line.target]).flatten();
    let ranges = options.ranges.iter().map(|range| range.to).filter(|to| to.is_finite());
    let bounds = [options.min, options.max]
        .into_iter()
        .flatten()
        .filter(|bound| bound.is_finite());
    // Beyond that, differences are no numbers any more.
    let drawn = |value: f64| value.clamp(-MOST, MOST);
    let start = options.min.filter(|min| min.is_finite()).unwrap_or(0.0);
    let (low, high) = values
        .chain(ranges)
        .chain(bounds)
        .filter(|value| value.is_finite())
        .map(drawn)
        .fold((drawn(start), drawn(start)), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    let (low, high, ticks) = nice(low, high, (columns / 10.0).max(1.0) as usize, unit);
    if low < high {
        (low, high, ticks)
    } else {
        (0.0, 1.0, Vec::new())
    }
}

fn frame(stage: &Stage<'_>, lines: &[Line], texts: &[String]) -> Frame {
    let body = stage.body;
    let (columns, rows) = (usize::from(body.columns()), usize::from(body.rows()));
    let widest = lines.iter().map(|line| line.name.width()).max().unwrap_or_default();
    let values = texts.iter().map(|text| display_width(text)).max().unwrap_or_default();
    let mut names = widest.min(columns / 3);
    let mut ends = values + 2;
    // The bars come first.
    if columns < names + 2 + ends + 8 {
        ends = 0;
    }
    if names < 3 && widest > 2 || columns < names + 2 + 8 {
        names = 0;
    }
    let before = if names > 0 { names + 2 } else { 0 };
    let axis = rows >= 3;
    let room = rows - usize::from(axis);
    let pitch = [4, 3, 2, 1]
        .into_iter()
        .find(|pitch| pitch * lines.len() <= room)
        .unwrap_or(if room >= 8 { 2 } else { 1 });
    let shown = (room / pitch).min(lines.len()).max(1);
    Frame {
        names,
        left: body.left + before as f64 * CELL_WIDTH,
        right: body.left + columns.saturating_sub(ends).max(before + 1) as f64 * CELL_WIDTH,
        axis,
        pitch,
        band: pitch.saturating_sub(1).max(1),
        first: stage.look.scroll.0.min(lines.len() - shown),
        shown,
    }
}

/// How strong the shade of a range is: the worst most.
pub(super) fn shade(at: usize, count: usize, lower_is_better: bool) -> u8 {
    let place = if lower_is_better {
        count - 1 - at.min(count - 1)
    } else {
        at
    };
    let steps = count.saturating_sub(1).max(1);
    u8::try_from(95 - (place.min(steps) * 60 / steps)).unwrap_or(95)
}

/// A line: shades, the bar, the target.
fn put(stage: &mut Stage<'_>, line: &Line, area: Area, scale: &Linear, spot: usize) {
    let options = stage.options();
    let (low, high) = scale.domain();
    if options.ranges.is_empty() {
        stage.fill(Outline::Rect(area), Fill::solid(Ink::of(Hue::Rule).soft(55)), None);
    }
    let mut from = low;
    for (at, range) in options.ranges.iter().enumerate() {
        let to = if range.to.is_finite() {
            range.to.clamp(from, high)
        } else {
            high
        };
        let band = Area::new(snap(scale.at(from)), area.top, snap(scale.at(to)), area.bottom);
        if band.width() > 0.0 && band.width().is_finite() {
            let strength = shade(at, options.ranges.len(), options.lower_is_better);
            stage.fill(
                Outline::Rect(band),
                Fill::solid(Ink::of(Hue::Rule).soft(strength)),
                None,
            );
        }
        from = to;
    }
    if let Some(value) = line.value {
        let zero = scale.at(0.0_f64.clamp(low, high));
        let at = scale.at(value.clamp(low, high));
        let (top, bottom) = match area.rows() {
            // In a single row the lower half, so that the shades are seen above it.
            0 | 1 => (area.top + CELL_HEIGHT / 2.0, area.bottom),
            2 => (area.top + CELL_HEIGHT / 2.0, area.bottom - CELL_HEIGHT / 2.0),
            _ => (area.top + CELL_HEIGHT, area.bottom - CELL_HEIGHT),
        };
        let bar = Area::new(zero.min(at), top, zero.max(at), bottom);
        if bar.width() > 0.0 {
            stage.fill(Outline::Rect(bar), Fill::solid(Ink::of(Hue::Series(0))), Some(spot));
        }
    }
    if let Some(target) = line.target {
        let x = scale
            .at(target)
            .clamp(area.left + CELL_WIDTH / 2.0, area.right - CELL_WIDTH / 2.0);
        for row in 0..area.rows() {
            let y = area.top + f64::from(row) * CELL_HEIGHT + CELL_HEIGHT / 2.0;
            let text = Text::of("┃", Point::new(x, y))
                .anchor(Anchor::Middle)
                .ink(Hue::Strong)
                .bold();
            stage.text(text.part(Part::Marker).spot(Some(spot)));
        }
    }
}

/// Shades meet at whole cells, where two colours need no third.
fn snap(x: f64) -> f64 {
    (x / CELL_WIDTH).round() * CELL_WIDTH
}
