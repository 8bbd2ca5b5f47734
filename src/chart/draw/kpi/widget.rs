//! A small chart under its latest value.

use super::figure::{Change, change};
use crate::chart::cross::Cross;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::frame::Unit;
use crate::chart::geometry::{CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::group::{adds_up, group};
use crate::chart::look::Look;
use crate::chart::scene::{Hue, Part};
use crate::chart::spec::Chart;
use crate::chart::write;
use crate::text::{SafeText, display_width};

/// With less room there is only the value.
const LEAST: (u16, u16) = (16, 5);
/// So high, the value can be three rows high.
const ROWS_FOR_LARGE: u16 = 14;

/// What is said above the chart.
struct Headline {
    value: String,
    what: String,
    change: Option<Change>,
}

pub(super) fn draw(stage: &mut Stage<'_>) {
    let Some(part) = stage.chart.parts.first() else {
        stage.say("There is no chart in this widget.");
        return;
    };
    let size = stage.scene.size;
    if let Some(headline) = headline(part, stage.look) {
        headline.write(stage);
    }
    let (columns, rows) = LEAST;
    if size.columns < columns || size.rows < rows || stage.body.is_empty() {
        if size.rows > 1 {
            stage.note("too little room for the chart");
        }
        return;
    }
    let look = Look {
        compact: true,
        ..stage.look.clone()
    };
    let (scene, _) = stage.embed(part, &look, stage.body);
    stage.scene.legend.extend(scene.legend);
    stage.scene.plot = scene.plot;
    stage.scene.steps = scene.steps;
    stage.scene.extent = scene.extent;
    stage.scene.fades = scene.fades;
    for note in scene.notes {
        stage.note(note);
    }
}

/// The latest value and how it changed, where the chart goes along time; the whole of it elsewhere.
fn headline(part: &Chart, look: &Look) -> Option<Headline> {
    let spec = &part.spec;
    let layer = spec.y.first()?;
    let over_time = spec
        .x
        .as_ref()
        .and_then(|x| part.frame.column(&x.column))
        .is_some_and(|column| (0..part.frame.rows()).any(|row| column.time(row).is_some()));
    if !over_time {
        let cross = Cross::new(&part.frame, &spec.y, Vec::new(), Vec::new(), None);
        let unit = cross.measures.first().map_or(Unit::Number, |measure| measure.unit);
        return Some(Headline {
            value: write::full(cross.value(0, 0, 0)?, unit),
            what: layer.channel.title().to_owned(),
            change: None,
        });
    }
    let grouped = group(&part.frame, spec, spec.x.as_ref(), look);
    let first = grouped.shown().find(|series| series.layer == 0)?;
    // Where a measure is split and its parts add up, they are the value together.
    let together = adds_up(layer);
    let at = |category: usize| -> Option<f64> {
        if !together {
            return first.values.get(category).copied().flatten();
        }
        let values = grouped.shown().filter(|series| series.layer == 0);
        let there: Vec<f64> = values
            .filter_map(|series| series.values.get(category).copied().flatten())
            .collect();
        (!there.is_empty()).then(|| there.iter().sum())
    };
    let seen: Vec<usize> = (0..grouped.categories.len())
        .filter(|category| at(*category).is_some())
        .collect();
    let latest = *seen.last()?;
    let value = at(latest)?;
    let before = seen.len().checked_sub(2).and_then(|place| at(*seen.get(place)?));
    let name = if first.of.is_some() && !together {
        first.name.as_str()
    } else {
        layer.channel.title()
    };
    let label = grouped
        .categories
        .get(latest)
        .map_or("", |category| category.label.as_str());
    Some(Headline {
        value: write::full(value, first.unit),
        what: format!("{name}, {label}"),
        change: before.map(|before| change(value, before, first.unit, &spec.options)),
    })
}

impl Headline {
    /// Writes it above the body, which gets as much smaller.
    fn write(&self, stage: &mut Stage<'_>) {
        let columns = usize::from(stage.body.columns());
        let width = display_width(&self.value);
        let large = (width as f64 * 3.9).ceil() as usize;
        let words = self.change.as_ref().map_or(0, |change| display_width(&change.text));
        let left = stage.body.left;
        let is_large = stage.body.rows() >= ROWS_FOR_LARGE && large + 3 + words.max(12) <= columns;
        let (rows, beside) = if is_large { (3, large + 3) } else { (1, width + 2) };
        let middle = stage.body.top + f64::from(rows) * CELL_HEIGHT / 2.0;
        let value = Text::of(&self.value, Point::new(left, middle))
            .ink(Hue::Strong)
            .bold()
            .part(Part::Value);
        if is_large {
            stage.large(value, rows);
        } else {
            stage.text(value);
        }
        let x = left + beside as f64 * CELL_WIDTH;
        let what = |at: Point| Text::of(&self.what, at).ink(Hue::Dim).part(Part::Title);
        let against = SafeText::new(if stage.options().compared_with.is_empty() {
            "vs the one before"
        } else {
            &stage.options().compared_with
        });
        let mut at = Point::new(x, if is_large { middle - CELL_HEIGHT / 2.0 } else { middle });
        if let Some(change) = &self.change
            && beside + words <= columns
        {
            stage.text(Text::of(&change.text, at).ink(change.hue).bold().part(Part::Value));
            let after = beside + words + 1;
            if after + against.width() <= columns {
                let at = Point::new(left + after as f64 * CELL_WIDTH, at.y);
                stage.text(Text::of(&against, at).ink(Hue::Dim).part(Part::Note));
            }
            at.y += CELL_HEIGHT;
        }
        if is_large {
            let at = Point::new(x, at.y.max(middle));
            stage.text(what(at));
        } else if self.change.is_none() && beside + display_width(&self.what) <= columns {
            stage.text(what(at));
        }
        stage.body.top += f64::from(rows) * CELL_HEIGHT;
        // A line of air, where the chart can spare it.
        if stage.body.rows() >= 8 {
            stage.body.top += CELL_HEIGHT;
        }
        stage.body.top = stage.body.top.min(stage.body.bottom);
    }
}
