//! The bars of a race at one moment.

use super::Moment;
use super::data::Race;
use super::period;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::frame::{Unit, Value};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point};
use crate::chart::keys::key;
use crate::chart::layout::race::Standing;
use crate::chart::layout::rows::{Across, Beside, Down, text_row};
use crate::chart::scene::{Anchor, Fill, Guide, Hue, Ink, Key, Part, Reading, Spot};
use crate::chart::spec::{Channel, Test};
use crate::chart::write;
use crate::text::{SafeText, display_width, format, truncate};

/// Draws the first of the standings, as many as there are places.
pub(super) fn draw(
    stage: &mut Stage<'_>,
    race: &Race,
    moment: Moment,
    (standings, places): (&[Standing], usize),
    (body, own): (Area, u16),
) {
    let down = Down::new(body, places, 1, 0);
    let leading = standings.get(..places.min(standings.len())).unwrap_or_default();
    let values: Vec<String> = leading.iter().map(|one| written(race, one.value)).collect();
    let names = race
        .faces
        .iter()
        .map(|face| face.name.width())
        .max()
        .unwrap_or_default();
    let room = |negative: bool| {
        let of_side = leading
            .iter()
            .zip(&values)
            .filter(|(one, _)| (one.value < 0.0) == negative);
        of_side
            .map(|(_, text)| display_width(text) + 1)
            .max()
            .unwrap_or_default()
    };
    let (low, high) = leading.iter().fold((0.0f64, 0.0f64), |(low, high), one| {
        (low.min(one.value), high.max(one.value))
    });
    let beside = Beside {
        labels: names,
        after: room(false),
        before: room(true),
    };
    let across = Across::new(body, (low, high), beside);
    let bottom = down.bottom().min(body.bottom);
    stage.scene.plot = Area::new(across.start, down.top, across.end, bottom);
    let x = across.axis();
    stage.rule(Point::new(x, down.top), Point::new(x, bottom), Ink::of(Hue::Rule));
    let mut ends = vec![across.right(); usize::from(body.rows())];
    for (rank, (one, value)) in leading.iter().zip(&values).enumerate() {
        let edges = down.group(rank);
        if edges.1 > body.bottom {
            break;
        }
        let spot = stage.spot(spot(stage, race, moment, (rank, one), edges, body));
        let end = bar(stage, race, &across, (one, value), edges, spot);
        let rows = ends.iter_mut().enumerate().filter(|(row, _)| {
            let y = body.top + (*row as f64 + 0.5) * CELL_HEIGHT;
            y > edges.0 && y < edges.1
        });
        rows.for_each(|(_, taken)| *taken = end);
    }
    if !stage.look.compact {
        ends.resize(ends.len() + usize::from(own), body.left);
        period::ghost(stage, race.period(moment), body, (&ends, own));
    }
}

/// A value between two steps is written as exactly as those at them.
fn written(race: &Race, value: f64) -> String {
    let value = if race.whole && race.unit == Unit::Number {
        value.round()
    } else {
        value
    };
    write::short(value, race.unit)
}

/// A name, a bar and its value; up to where they take the row.
fn bar(
    stage: &mut Stage<'_>,
    race: &Race,
    across: &Across,
    (one, value): (&Standing, &str),
    edges: (f64, f64),
    spot: usize,
) -> f64 {
    let Some(face) = race.faces.get(one.runner) else {
        return across.right();
    };
    let y = text_row(edges);
    let of = Some(spot);
    if across.labels > 0 {
        let end = stage.body.left + across.labels as f64 * CELL_WIDTH;
        let label = Text::of(truncate(&face.name, across.labels), Point::new(end, y));
        stage.text(label.anchor(Anchor::End).spot(of));
    }
    let from = if one.value < 0.0 { across.left } else { across.right() };
    let to = across.seen(one.value);
    if (to - from).abs() > 0.0 {
        let area = Area::new(from.min(to), edges.0, from.max(to), edges.1);
        stage.fill(Outline::Rect(area), Fill::solid(face.ink), of);
    }
    let text = Text::of(value, Point::new(0.0, y)).part(Part::Value).spot(of);
    let outside = if one.value < 0.0 {
        let at = ((to / CELL_WIDTH).floor() - 1.0) * CELL_WIDTH;
        Text {
            at: Point::new(at, y),
            ..text.clone()
        }
        .anchor(Anchor::End)
    } else {
        let at = ((to / CELL_WIDTH).ceil() + 1.0) * CELL_WIDTH;
        Text {
            at: Point::new(at, y),
            ..text.clone()
        }
    };
    let width = display_width(value) as f64;
    let end = outside.at.x + width * CELL_WIDTH;
    if !stage.label(outside) && to - from >= (width + 2.0) * CELL_WIDTH {
        let at = Point::new(((to / CELL_WIDTH).floor() - 1.0) * CELL_WIDTH, y);
        stage.text(Text { at, ..text }.anchor(Anchor::End).ink(Hue::Contrast));
        return to;
    }
    end.max(to)
}

fn spot(
    stage: &Stage<'_>,
    race: &Race,
    moment: Moment,
    (rank, one): (usize, &Standing),
    (top, bottom): (f64, f64),
    body: Area,
) -> Spot {
    let area = Area::new(body.left, top, body.right, bottom);
    let face = race.faces.get(one.runner);
    let reading = |label: &str, value: String| Reading {
        label: SafeText::new(label),
        value: SafeText::new(value),
        ink: None,
    };
    let measure = stage.spec().y.first().map_or("", |layer| layer.channel.title());
    let mut value = reading(measure, format::EMPTY.to_owned());
    value.value = SafeText::new(write::full(
        if race.whole { one.value.round() } else { one.value },
        race.unit,
    ));
    value.ink = face.map(|face| face.ink);
    let runner = race.runners.get(one.runner);
    let now = runner.and_then(|runner| runner.at(moment.step));
    let before = runner.and_then(|runner| runner.at(moment.step.checked_sub(1)?));
    let mut readings = vec![value, reading("Rank", (rank + 1).to_string())];
    if let (Some(now), Some(before)) = (now, before) {
        let change = now - before;
        let sign = if change > 0.0 { "+" } else { "" };
        readings.push(reading(
            "Since the step before",
            format!("{sign}{}", write::full(change, race.unit)),
        ));
    }
    readings.push(reading("Period", race.period(moment).to_owned()));
    Spot {
        at: area.center(),
        area,
        cell: Some((0, rank)),
        guide: Guide::Level(area),
        title: face.map(|face| face.name.clone()).unwrap_or_default(),
        readings,
        keys: keys(stage, race, moment, one.runner),
        inner: Vec::new(),
        related: Vec::new(),
    }
}

/// The rows that a value is from: those of the period, or all up to it where the race counts up.
fn keys(stage: &Stage<'_>, race: &Race, moment: Moment, runner: usize) -> Vec<Key> {
    let spec = stage.spec();
    let zone = spec.options.zone;
    let mut keys = Vec::new();
    // A value that was carried forward is from the step where it last changed.
    let changed = race.runners.get(runner).and_then(|runner| {
        let after = runner.changes.partition_point(|(at, _)| *at <= moment.step);
        runner.changes.get(after.checked_sub(1)?).map(|(step, _)| *step)
    });
    let column = |channel: &Channel| stage.frame().column(&channel.column);
    let step = changed.and_then(|step| race.steps.get(step));
    if let (Some(column), Some(step)) = (spec.x.as_ref().and_then(column), step) {
        let mut period = key(column, step, zone);
        if spec.options.running {
            period.test = match period.test {
                Test::Within(_, to) => Test::Within(Value::Null, to),
                Test::Is(Value::Number(_) | Value::Text(_)) => {
                    let until = race.steps.iter().take_while(|other| *other != step).chain([step]);
                    Test::In(until.map(|step| step.value.clone()).collect())
                }
                Test::Is(Value::Time(millis)) => Test::Within(Value::Null, Value::Time(millis.saturating_add(1))),
                test => test,
            };
        }
        keys.push(period);
    }
    let of = race.faces.get(runner).and_then(|face| face.of.as_ref());
    if let (Some(column), Some(of)) = (spec.colour.as_ref().and_then(column), of) {
        keys.push(key(column, of, zone));
    }
    keys
}
