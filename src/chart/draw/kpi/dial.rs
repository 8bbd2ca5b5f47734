//! A dial: most of half a ring, a needle, and the figure in the middle.

use super::bullet::{self, Line};
use super::figure::Figure;
use crate::chart::draw::stage::{Stage, Text};
use crate::chart::geometry::{Area, CELL_HEIGHT, CELL_WIDTH, Outline, Point, on_circle};
use crate::chart::scale::{Linear, nice};
use crate::chart::scene::{Anchor, Fill, Guide, Hue, Ink, Part, Spot, Stroke};
use crate::chart::spec::Options;
use crate::chart::write;
use crate::text::{SafeText, display_width};

/// How far the ring goes to either side of twelve o'clock.
const REACH: f64 = 100.0 / 180.0 * std::f64::consts::PI;
/// With fewer rows it is a bullet.
const LEAST_ROWS: u16 = 7;
/// With a smaller radius it is a bullet, too.
const LEAST_RADIUS: f64 = 44.0;
/// Where the ring begins, as a share of its radius.
const INNER: f64 = 0.74;

/// Where everything is.
struct Dial {
    center: Point,
    radius: f64,
    scale: Linear,
    unit: crate::chart::frame::Unit,
}

pub(super) fn draw(stage: &mut Stage<'_>) {
    let Some(figure) = Figure::of(stage.frame(), stage.spec()) else {
        stage.say("A dial needs a measure.");
        return;
    };
    let options = stage.options();
    let target = options.target.filter(|target| target.is_finite());
    let (low, high) = bounds(&figure, options);
    let Some(dial) = Dial::fit(stage, (low, high), &figure) else {
        if stage.body.rows() >= 2 {
            stage.note("too little room for a dial, so it is a bullet");
        }
        let line = Line {
            name: SafeText::default(),
            value: figure.value,
            target,
            keys: Vec::new(),
        };
        bullet::draw_lines(stage, &[line], &figure.name, figure.unit);
        return;
    };
    let spot = stage.spot(Spot {
        at: dial.center,
        area: stage.body,
        cell: None,
        guide: Guide::Frame(stage.body),
        title: figure.name.clone(),
        readings: figure.readings(options),
        keys: Vec::new(),
        inner: Vec::new(),
        related: Vec::new(),
    });
    stage.scene.plot = stage.body;
    let value = figure.value;
    let range = dial.ring(stage, value, spot);
    if let Some(target) = target {
        dial.target(stage, target, spot);
    }
    if let Some(value) = value {
        dial.needle(stage, value, spot);
    }
    dial.figure(stage, &figure, range.as_deref(), spot);
    dial.bounds(stage);
    let outside = value.filter(|value| *value < low || *value > high);
    if let Some(value) = outside {
        let side = if value < low { "below" } else { "above" };
        stage.note(format!("{} is {side} the scale", write::full(value, figure.unit)));
    }
}

/// From where to where the dial goes.
fn bounds(figure: &Figure, options: &Options) -> (f64, f64) {
    let finite = |bound: &f64| bound.is_finite();
    let value = figure.value.unwrap_or_default();
    let last = options.ranges.last().map(|range| range.to).filter(finite);
    let low = options.min.filter(finite).unwrap_or(value.min(0.0));
    let high = options.max.filter(finite).or(last).unwrap_or_else(|| {
        let most = value.max(options.target.filter(finite).unwrap_or(value));
        nice(0.0, most * 1.1, 4, figure.unit).1
    });
    if high > low { (low, high) } else { (low, low + 1.0) }
}

/// The colour of a range: the worst third, the middle, the best.
fn hue(at: usize, count: usize, lower_is_better: bool) -> Hue {
    let place = if lower_is_better {
        count - 1 - at.min(count - 1)
    } else {
        at
    };
    match (place * 2).cmp(&count.saturating_sub(1)) {
        std::cmp::Ordering::Less => Hue::Bad,
        std::cmp::Ordering::Equal if count > 1 => Hue::Warn,
        _ => Hue::Good,
    }
}

impl Dial {
    /// The largest dial that fits with its labels; nothing where it would be too small to be read.
    fn fit(stage: &Stage<'_>, domain: (f64, f64), figure: &Figure) -> Option<Self> {
        let body = stage.body;
        if body.rows() < LEAST_ROWS {
            return None;
        }
        // Labels of the bounds are beside and above the ring, those of the ends below it.
        let above = if body.rows() >= 9 { CELL_HEIGHT } else { 0.0 };
        let beside = if body.columns() >= 36 { 7.0 * CELL_WIDTH } else { 0.0 };
        let below = -REACH.cos();
        let across = (f64::from(body.columns() / 2) * CELL_WIDTH - beside).max(0.0);
        // In that case its ends are on the edge of a row.
        let down = (body.height() - above - CELL_HEIGHT) / (1.0 + below);
        let radius = across.min(down);
        let height = radius * (1.0 + below) + above + CELL_HEIGHT;
        let top = body.top + ((body.height() - height) / 2.0 / CELL_HEIGHT).floor() * CELL_HEIGHT;
        let middle = body.left + f64::from(body.columns() / 2) * CELL_WIDTH;
        (radius >= LEAST_RADIUS).then_some(Self {
            center: Point::new(middle, top + above + radius),
            radius,
            scale: Linear::new(domain, (-REACH, REACH)),
            unit: figure.unit,
        })
    }

    /// The angle of a value; the end of the scale for one beyond it.
    fn angle(&self, value: f64) -> f64 {
        let (low, high) = self.scale.domain();
        self.scale.at(value.clamp(low, high))
    }

    /// The ring with its ranges, and the name of the one the value is in.
    fn ring(&self, stage: &mut Stage<'_>, value: Option<f64>, spot: usize) -> Option<String> {
        let options = stage.options();
        let (low, high) = self.scale.domain();
        let inner = self.radius * INNER;
        let piece = |stage: &mut Stage<'_>, from: f64, to: f64, ink: Ink| {
            if to > from {
                let outline = Outline::ring(self.center, inner, self.radius, from, to);
                stage.fill(outline, Fill::solid(ink), Some(spot));
            }
        };
        if options.ranges.is_empty() {
            let at = value.map_or(-REACH, |value| self.angle(value));
            piece(stage, at, REACH, Ink::of(Hue::Rule).soft(80));
            piece(stage, -REACH, at, Ink::of(Hue::Series(0)));
            return None;
        }
        let mut from = low;
        let mut name = None;
        let last = options.ranges.len() - 1;
        for (at, range) in options.ranges.iter().enumerate() {
            let to = if range.to.is_finite() {
                range.to.clamp(from, high)
            } else {
                high
            };
            let inside = |value: f64| (value < to || at == last) && (value >= from || at == 0);
            let here = name.is_none() && value.is_some_and(inside);
            let ink = Ink::of(hue(at, options.ranges.len(), options.lower_is_better));
            piece(
                stage,
                self.angle(from),
                self.angle(to),
                if here { ink } else { ink.soft(38) },
            );
            if here {
                name = Some(range.name.clone());
            }
            if at < last && to < high {
                self.tick(stage, to, write::short(to, self.unit));
            }
            from = to;
        }
        if from < high {
            piece(stage, self.angle(from), REACH, Ink::of(Hue::Rule).soft(80));
        }
        // Names after bounds: those are what is read first.
        let mut from = low;
        for range in &options.ranges {
            let to = if range.to.is_finite() {
                range.to.clamp(from, high)
            } else {
                high
            };
            self.tick(stage, f64::midpoint(from, to), range.name.clone());
            from = to;
        }
        name.filter(|name| !name.is_empty())
    }

    /// A label outside of the ring at a value, where there is room for it.
    fn tick(&self, stage: &mut Stage<'_>, value: f64, words: String) {
        let angle = self.angle(value);
        let anchor = match angle.sin() {
            ..-0.25 => Anchor::End,
            -0.25..0.25 => Anchor::Middle,
            _ => Anchor::Start,
        };
        let at = on_circle(self.center, self.radius + CELL_WIDTH, angle);
        let lift = if anchor == Anchor::Middle {
            CELL_HEIGHT / 3.0
        } else {
            0.0
        };
        let row = ((at.y - lift) / CELL_HEIGHT).floor() * CELL_HEIGHT + CELL_HEIGHT / 2.0;
        if row > stage.body.top {
            let text = Text::of(words, Point::new(at.x, row)).anchor(anchor).ink(Hue::Dim);
            stage.label(text.part(Part::Tick));
        }
    }

    fn target(&self, stage: &mut Stage<'_>, target: f64, spot: usize) {
        let angle = self.angle(target);
        let line = [
            on_circle(self.center, self.radius * (INNER - 0.06), angle),
            on_circle(self.center, self.radius, angle),
        ];
        stage.stroke(
            Outline::line(line, false),
            Ink::of(Hue::Accent),
            self.width(),
            Some(spot),
        );
    }

    /// How wide the lines over the ring are: in a small ring a wide one would be a blot.
    fn width(&self) -> f64 {
        if self.radius >= 6.0 * CELL_HEIGHT {
            Stroke::HEAVY
        } else {
            2.0
        }
    }

    /// A line from within the ring to its edge; a thin one is hard to see over a ring of cells, so there are two of them.
    fn needle(&self, stage: &mut Stage<'_>, value: f64, spot: usize) {
        let angle = self.angle(value);
        let beside: &[f64] = if self.width() < Stroke::HEAVY {
            &[-1.5, 1.5]
        } else {
            &[0.0]
        };
        for aside in beside {
            let center = Point::new(self.center.x + aside * angle.cos(), self.center.y + aside * angle.sin());
            let line = [
                on_circle(center, self.radius * 0.58, angle),
                on_circle(center, self.radius * 0.96, angle),
            ];
            stage.stroke(
                Outline::line(line, false),
                Ink::of(Hue::Strong),
                self.width(),
                Some(spot),
            );
        }
    }

    /// The value in the middle, and below it what that means.
    fn figure(&self, stage: &mut Stage<'_>, figure: &Figure, range: Option<&str>, spot: usize) {
        let options = stage.options();
        let (low, high) = self.scale.domain();
        let full = figure.full();
        let words = match figure.value {
            Some(value) if value < low => format!("‹ {full}"),
            Some(value) if value > high => format!("{full} ›"),
            _ => full,
        };
        let hue = if figure.value.is_some() {
            Hue::Strong
        } else {
            Hue::Faint
        };
        let row = (self.center.y / CELL_HEIGHT).floor();
        // Between the two ends of the needle's way.
        let room = self.radius * 1.1;
        let large = display_width(&words) as f64 * 3.9 * CELL_WIDTH <= room && self.radius >= 8.0 * CELL_HEIGHT;
        let at = Point::new(self.center.x, (row - 0.5) * CELL_HEIGHT);
        let text = Text::of(words, at)
            .ink(hue)
            .bold()
            .anchor(Anchor::Middle)
            .part(Part::Value);
        if large {
            stage.large(text.spot(Some(spot)), 3);
            let left = self.center.x - room / 2.0;
            let top = at.y - 1.5 * CELL_HEIGHT;
            stage.keep_free(Area::new(left, top, left + room, top + 3.0 * CELL_HEIGHT));
        } else {
            stage.text(text.spot(Some(spot)));
        }
        let mut below = row + if large { 1.5 } else { 0.5 };
        let target = options
            .target
            .map(|target| format!("target {}", write::full(target, figure.unit)));
        for words in range.map(str::to_owned).into_iter().chain(target) {
            let at = Point::new(self.center.x, below * CELL_HEIGHT);
            let fits = display_width(&words) as f64 * CELL_WIDTH <= self.radius * INNER * 1.7;
            if fits && at.y < stage.body.bottom {
                stage.label(
                    Text::of(words, at)
                        .anchor(Anchor::Middle)
                        .ink(Hue::Dim)
                        .spot(Some(spot)),
                );
            }
            below += 1.0;
        }
    }

    /// The least and the greatest value below the ends of the ring.
    fn bounds(&self, stage: &mut Stage<'_>) {
        let (low, high) = self.scale.domain();
        let middle = self.radius * f64::midpoint(INNER, 1.0);
        let bottom = on_circle(self.center, self.radius, REACH).y;
        let row = (bottom / CELL_HEIGHT - 1e-6).ceil();
        for value in [low, high] {
            let end = on_circle(self.center, middle, self.angle(value));
            let at = Point::new(end.x, (row + 0.5) * CELL_HEIGHT);
            let text = Text::of(write::short(value, self.unit), at)
                .anchor(Anchor::Middle)
                .ink(Hue::Dim);
            stage.label(text.part(Part::Tick));
        }
    }
}
