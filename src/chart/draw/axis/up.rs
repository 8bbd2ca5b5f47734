//! Level axes: round numbers on every so many rows, so that grid and baseline lie on the edges of rows.

use crate::chart::frame::Unit;
use crate::chart::geometry::{Area, CELL_HEIGHT};
use crate::chart::scale::{Linear, Log, decades, round_step};
use crate::chart::scene::{Hue, Ink};
use crate::chart::write;

/// Values beyond this have no differences that can be written.
const LARGEST: f64 = 1e300;

/// What the ends of a measure are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chart) enum Ends {
    /// Values; an axis goes on to the next round numbers.
    Values,
    /// Room around values, for marks; where an axis need not end at a number it ends there.
    Room,
}

/// What is measured along an axis.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::chart) struct Measure {
    /// The least value.
    pub(in crate::chart) low: f64,
    /// The greatest value.
    pub(in crate::chart) high: f64,
    /// What the values are.
    pub(in crate::chart) unit: Unit,
    /// What it is called; empty where something else says it.
    pub(in crate::chart) title: String,
    /// The colour of its texts.
    pub(in crate::chart) ink: Ink,
    /// Whether equal ratios are equal lengths.
    pub(in crate::chart) log: bool,
    /// Whether it begins at zero.
    pub(in crate::chart) zero: bool,
    /// Whether there is nothing between whole numbers.
    pub(in crate::chart) whole: bool,
    /// What its ends are.
    pub(in crate::chart) ends: Ends,
    /// Between which values numbers are written: none below zero where nothing is, no share above the whole.
    pub(in crate::chart) possible: (f64, f64),
}

impl Measure {
    /// What holds these values; 0 to 1 without any.
    pub(in crate::chart) fn of(values: impl IntoIterator<Item = f64>, unit: Unit) -> Self {
        let (mut low, mut high, mut whole) = (f64::INFINITY, f64::NEG_INFINITY, true);
        for value in values.into_iter().filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
            whole &= value.fract() == 0.0;
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        let least = if low >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
        let most = if unit == Unit::Percent && high <= 100.0 {
            100.0
        } else {
            f64::INFINITY
        };
        Self {
            low: low.clamp(-LARGEST, LARGEST),
            high: high.clamp(-LARGEST, LARGEST),
            unit,
            title: String::new(),
            ink: Ink::of(Hue::Dim),
            log: false,
            zero: false,
            whole: whole && unit != Unit::Percent,
            ends: Ends::Values,
            possible: (least, most),
        }
    }

    /// Whether a number can be written at a value.
    pub(super) fn may_be(&self, value: f64) -> bool {
        let slack = 1e-9 * value.abs();
        value >= self.possible.0 - slack && value <= self.possible.1 + slack
    }

    /// The same with its zero: what bars and areas need, whose lengths are compared.
    #[expect(clippy::wrong_self_convention, reason = "it is from where the axis begins")]
    pub(in crate::chart) fn from_zero(self) -> Self {
        Self { zero: true, ..self }
    }

    /// The same with its zero, unless its values lie so close together that they would not be told apart.
    pub(in crate::chart) fn near_zero(self) -> Self {
        let zero = self.low <= 0.0 || self.high - self.low > 0.4 * self.high;
        Self { zero, ..self }
    }

    /// The same with a name.
    pub(in crate::chart) fn called(self, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..self
        }
    }

    /// The same with its texts in the colour of its series.
    pub(in crate::chart) fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The same with a logarithmic axis, where it has values that can be on one.
    pub(in crate::chart) fn logarithmic(self, log: bool) -> Self {
        let log = log && self.high > 0.0;
        Self { log, ..self }
    }

    /// The same so far that a value lies on it too.
    pub(in crate::chart) fn with(self, value: f64) -> Self {
        let value = value.clamp(-LARGEST, LARGEST);
        Self {
            low: self.low.min(value),
            high: self.high.max(value),
            possible: (self.possible.0.min(value), self.possible.1.max(value)),
            ..self
        }
    }

    /// From where to where the axis has to go.
    fn bounds(&self) -> (f64, f64) {
        let (mut low, mut high) = (self.low, self.high);
        let near = (high - low).abs() <= 1e-9 * high.abs().max(low.abs());
        if self.zero || near {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        if high <= low {
            high = low + 1.0;
        }
        (low, high)
    }

    fn step(&self, least: f64) -> f64 {
        let step = round_step(least, self.unit);
        // A tick at 2.5 conversations would be one at which nothing can lie.
        if self.whole && step < 1.0 {
            1.0
        } else if self.whole && step.fract() != 0.0 && step < 10.0 {
            round_step(step.ceil(), self.unit).max(step.ceil())
        } else {
            step
        }
    }
}

/// A number at an axis.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::chart) struct UpTick {
    /// Where.
    pub(in crate::chart) y: f64,
    /// What is written.
    pub(in crate::chart) label: String,
    /// Whether a line goes across the plot.
    pub(in crate::chart) ruled: bool,
    value: f64,
}

impl UpTick {
    /// The middle of the row that its text stands in: the one above the edge.
    pub(super) fn row(&self) -> f64 {
        ((self.y / CELL_HEIGHT - 0.01).round() - 0.5) * CELL_HEIGHT
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Curve {
    Linear(Linear),
    Log(Log),
}

/// A level axis in its place.
#[derive(Clone, Debug)]
pub(in crate::chart) struct Up {
    /// Its numbers, from the lowest.
    pub(in crate::chart) ticks: Vec<UpTick>,
    /// The colour of its texts.
    pub(in crate::chart) ink: Ink,
    domain: (f64, f64),
    curve: Curve,
}

impl Up {
    /// Where a value goes; what lies beyond the axis, at its end.
    pub(in crate::chart) fn at(&self, value: f64) -> f64 {
        let value = value.clamp(self.domain.0, self.domain.1);
        match &self.curve {
            Curve::Linear(scale) => scale.at(value),
            Curve::Log(scale) => scale.at(value),
        }
    }

    /// Whether equal ratios are equal lengths.
    pub(in crate::chart) fn is_log(&self) -> bool {
        matches!(self.curve, Curve::Log(_))
    }

    /// The values between which it goes.
    pub(in crate::chart) fn domain(&self) -> (f64, f64) {
        self.domain
    }

    /// Where lengths begin: at zero, or where the axis does.
    pub(in crate::chart) fn base(&self) -> f64 {
        if self.is_log() {
            return self.at(self.domain.0);
        }
        self.at(0f64.clamp(self.domain.0, self.domain.1))
    }

    /// Puts it at the left edge of a plot.
    pub(super) fn set(&mut self, area: Area) {
        let range = (area.bottom, area.top);
        self.curve = match &self.curve {
            Curve::Linear(_) => Curve::Linear(Linear::new(self.domain, range)),
            Curve::Log(_) => Curve::Log(Log::new(self.domain, range)),
        };
        for index in 0..self.ticks.len() {
            let y = self.at(self.ticks[index].value);
            self.ticks[index].y = y;
        }
    }
}

/// A number every so many rows.
#[derive(Clone, Copy, Debug)]
struct Grid {
    from: f64,
    step: f64,
    per: u16,
}

/// The axes for one measure, or for two whose zeros lie at the same height, over so many rows.
pub(super) fn choose(left: &Measure, right: Option<&Measure>, rows: u16, headroom: u16) -> (Up, Option<Up>) {
    let Some(right) = right else {
        let up = if left.log {
            logarithmic(left, rows)
        } else {
            let foot = if left.low < 0.0 { headroom } else { 0 };
            linear(left, single(left, rows, headroom, foot), rows)
        };
        return (up, None);
    };
    // With a logarithmic axis there is no zero to align.
    if left.log || right.log {
        let (left, _) = choose(left, None, rows, headroom);
        let (right, _) = choose(right, None, rows, headroom);
        return (left, Some(right));
    }
    let (a, b) = both(left, right, rows, headroom);
    (linear(left, a, rows), Some(linear(right, b, rows)))
}

/// How many rows there may be from one number to the next.
fn distances(rows: u16) -> std::ops::RangeInclusive<u16> {
    match rows {
        0..=2 => 1..=1,
        3..=5 => 1..=2,
        6..=9 => 2..=3,
        10..=17 => 2..=4,
        18..=29 => 3..=5,
        _ => 4..=8,
    }
}

/// How good a grid is: how much of the rows it uses, a little less where its lines are close or far apart.
fn merit(used: f64, per: u16, rows: u16) -> f64 {
    let ideal = (f64::from(rows) / 4.0).clamp(2.0, 5.0);
    used - 0.03 * (f64::from(per) - ideal).abs()
}

/// The grid that uses the rows best.
fn single(measure: &Measure, rows: u16, headroom: u16, foot: u16) -> Grid {
    let (low, high) = measure.bounds();
    let all = f64::from(rows.max(1));
    let mut best: Option<(f64, Grid)> = None;
    for per in distances(rows) {
        let each = f64::from(per);
        let free = f64::from(rows.saturating_sub(headroom + foot).max(1));
        let mut step = measure.step((high - low) / free * each);
        // Rounding the beginning downwards may push the end out; then a larger step is needed.
        for _ in 0..12 {
            let below = if low < 0.0 { f64::from(foot) * step / each } else { 0.0 };
            let from = ((low - below) / step + 1e-9).floor() * step;
            let to = from + (all - f64::from(headroom)).max(1.0) / each * step;
            if to >= high - step * 1e-9 {
                let merit = merit((high - low) / (all / each * step), per, rows);
                if best.is_none_or(|(most, _)| merit >= most) {
                    best = Some((merit, Grid { from, step, per }));
                }
                break;
            }
            step = measure.step(step * 1.01);
        }
    }
    // In a row or two there is no room for round numbers on both sides of zero, and none for their texts either.
    best.map_or(
        Grid {
            from: low,
            step: high - low,
            per: rows.max(1),
        },
        |(_, grid)| grid,
    )
}

/// Two grids with as many steps below zero, and on the same rows.
fn both(left: &Measure, right: &Measure, rows: u16, headroom: u16) -> (Grid, Grid) {
    let zeroed = |measure: &Measure| {
        let (low, high) = measure.bounds();
        (low.min(0.0), high.max(0.0))
    };
    let (one, two) = (zeroed(left), zeroed(right));
    let mut best: Option<(f64, (Grid, Grid))> = None;
    for per in distances(rows) {
        let steps = f64::from(rows.saturating_sub(headroom).max(1)) / f64::from(per);
        // Nothing lies below zero where neither has anything there.
        let deepest = if one.0 < 0.0 || two.0 < 0.0 {
            steps.floor() as u16
        } else {
            0
        };
        for below in 0..=deepest {
            let under = f64::from(below);
            let fit = |measure: &Measure, (low, high): (f64, f64)| {
                let needed_below = if low < 0.0 { -low / under } else { 0.0 };
                let needed_above = if high > 0.0 { high / (steps - under) } else { 0.0 };
                let needed = needed_below.max(needed_above);
                (needed.is_finite() && needed > 0.0).then(|| {
                    let step = measure.step(needed);
                    let from = -under * step;
                    ((high - low) / (steps * step), Grid { from, step, per })
                })
            };
            if let (Some((used, a)), Some((used_too, b))) = (fit(left, one), fit(right, two)) {
                let merit = merit(f64::midpoint(used, used_too), per, rows);
                if best.is_none_or(|(most, _)| merit >= most) {
                    best = Some((merit, (a, b)));
                }
            }
        }
    }
    best.map_or_else(
        || (single(left, rows, headroom, 0), single(right, rows, headroom, 0)),
        |(_, grids)| grids,
    )
}

fn linear(measure: &Measure, grid: Grid, rows: u16) -> Up {
    let steps = f64::from(rows.max(1)) / f64::from(grid.per.max(1));
    let to = grid.from + steps * grid.step;
    // The text of a tick stands in the row above it, so the top edge has none.
    let count = rows.saturating_sub(1) / grid.per.max(1);
    let values: Vec<f64> = (0..=count)
        .map(|index| {
            let value = grid.from + f64::from(index) * grid.step;
            if value.abs() < grid.step * 1e-6 { 0.0 } else { value }
        })
        .filter(|value| measure.may_be(*value))
        .collect();
    let greatest = values.iter().fold(0f64, |most, value| most.max(value.abs()));
    let ticks = values
        .into_iter()
        .map(|value| UpTick {
            y: 0.0,
            label: tick_label(value, measure.unit, grid.step, greatest),
            ruled: true,
            value,
        })
        .collect();
    Up {
        ticks,
        ink: measure.ink,
        domain: (grid.from, to),
        curve: Curve::Linear(Linear::new((grid.from, to), (0.0, 1.0))),
    }
}

fn logarithmic(measure: &Measure, rows: u16) -> Up {
    let least = if measure.low > 0.0 {
        measure.low
    } else {
        measure.high / 1000.0
    };
    let most = usize::from(rows / 2).clamp(2, 9);
    let (low, high, values) = decades(least, measure.high, most);
    // Whole decades take whole rows each, so that their lines lie on edges; what is left over goes on upwards.
    let count = (high / low).log10();
    let per = (f64::from(rows) / count).floor();
    let whole = (count - count.round()).abs() < 1e-9 && per >= 1.0;
    let high = if whole {
        low * 10f64.powf(f64::from(rows) / per)
    } else {
        high
    };
    let ticks = values
        .into_iter()
        .filter(|value| (value / low).log10() / (high / low).log10() * f64::from(rows) <= f64::from(rows) - 0.9)
        .map(|value| UpTick {
            y: 0.0,
            label: write::short(value, measure.unit),
            ruled: true,
            value,
        })
        .collect();
    Up {
        ticks,
        ink: measure.ink,
        domain: (low, high),
        curve: Curve::Log(Log::new((low, high), (0.0, 1.0))),
    }
}

/// A number at an axis: all of them in the same unit, with as many digits as their step needs.
pub(in crate::chart) fn tick_label(value: f64, unit: Unit, step: f64, greatest: f64) -> String {
    if value == 0.0 && unit != Unit::Percent {
        return "0".to_owned();
    }
    let (scale, word) = match unit {
        Unit::Percent => (1.0, " %"),
        Unit::Seconds => [(86_400.0, " d"), (3600.0, " h"), (60.0, " min")]
            .into_iter()
            .find(|(scale, _)| {
                let tenths = step / scale * 10.0;
                greatest >= *scale && (tenths - tenths.round()).abs() < 1e-6
            })
            .unwrap_or((1.0, " s")),
        Unit::Number | Unit::Money => match greatest {
            ..10_000.0 => (1.0, ""),
            ..1e6 => (1e3, " k"),
            ..1e9 => (1e6, " M"),
            ..1e12 => (1e9, " G"),
            ..1e15 => (1e12, " T"),
            _ => return format!("{value:e}"),
        },
    };
    let digits = (0..=6).find(|digits| {
        let parts = step / scale * 10f64.powi(*digits);
        (parts - parts.round()).abs() < 1e-6 * parts.abs().max(1.0) && parts.round() >= 1.0
    });
    match digits {
        Some(0) => format!("{}{word}", crate::text::format::count((value / scale).round() as i128)),
        Some(digits) => format!("{:.*}{word}", digits as usize, value / scale),
        None => format!("{:e}{word}", value / scale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(values: &[f64], unit: Unit, rows: u16) -> Vec<String> {
        let (up, _) = choose(&Measure::of(values.iter().copied(), unit).from_zero(), None, rows, 0);
        up.ticks.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn numbers_are_round_and_in_one_unit() {
        assert_eq!(texts(&[412.0], Unit::Number, 12), ["0", "200", "400"]);
        assert_eq!(texts(&[3.0], Unit::Number, 12), ["0", "1", "2"]);
        assert_eq!(texts(&[0.31], Unit::Number, 8), ["0", "0.1", "0.2", "0.3"]);
        assert_eq!(texts(&[14_000.0], Unit::Number, 9), ["0", "5 k", "10 k"]);
        assert_eq!(texts(&[340.0], Unit::Seconds, 12), ["0", "2 min", "4 min"]);
        assert_eq!(
            texts(&[97.0], Unit::Percent, 10),
            ["0 %", "20 %", "40 %", "60 %", "80 %"]
        );
    }

    #[test]
    fn every_number_lies_on_the_edge_of_a_row_and_every_value_inside() {
        let cases: [&[f64]; 9] = [
            &[0.0],
            &[412.0, 31.0],
            &[-12.0, 88.0],
            &[-5.0, -900.0],
            &[1e9, 1e9 + 3.0],
            &[1e-9, 3e-9],
            &[f64::MAX, -f64::MAX],
            &[7.0, 7.0],
            &[],
        ];
        for values in cases {
            for rows in 0..60u16 {
                for zero in [true, false] {
                    for headroom in [0, 1] {
                        let mut measure = Measure::of(values.iter().copied(), Unit::Number);
                        measure.zero = zero;
                        let (mut up, _) = choose(&measure, None, rows, headroom);
                        let area = Area::cells(4, 1, 40, rows);
                        up.set(area);
                        for tick in &up.ticks {
                            let row = tick.y / CELL_HEIGHT;
                            assert!((row - row.round()).abs() < 1e-6, "{values:?} {rows}: {tick:?}");
                        }
                        for value in [measure.low, measure.high] {
                            let y = up.at(value);
                            assert!(
                                y >= area.top - 1e-6 && y <= area.bottom + 1e-6,
                                "{values:?} {rows} {headroom}: {y} not in {area:?}, {up:?}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn two_axes_have_their_zero_and_their_numbers_on_the_same_rows() {
        for (a, b) in [
            ([0.0, 640.0], [120.0, 310.0]),
            ([-40.0, 90.0], [0.0, 7.0]),
            ([0.0, 5.0], [-9.0, -1.0]),
            ([-1.0, 100.0], [-100.0, 1.0]),
        ] {
            for rows in 4..50 {
                let one = Measure::of(a, Unit::Number);
                let two = Measure::of(b, Unit::Seconds);
                let (mut left, right) = choose(&one, Some(&two), rows, 0);
                let mut right = right.unwrap();
                let area = Area::cells(4, 0, 40, rows);
                left.set(area);
                right.set(area);
                assert!((left.at(0.0) - right.at(0.0)).abs() < 1e-6, "{a:?} {b:?} {rows}");
                // Where one side has no number below zero, the other may have one.
                let (many, few) = if left.ticks.len() < right.ticks.len() {
                    (&right.ticks, &left.ticks)
                } else {
                    (&left.ticks, &right.ticks)
                };
                for tick in few {
                    assert!(many.iter().any(|other| (other.y - tick.y).abs() < 1e-6));
                }
                for (up, values) in [(&left, a), (&right, b)] {
                    for value in values {
                        assert!(
                            up.at(value) >= area.top - 1e-6 && up.at(value) <= area.bottom + 1e-6,
                            "{a:?} {b:?} {rows}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_logarithmic_axis_has_its_decades_on_edges() {
        let measure = Measure::of([3.0, 45_000.0], Unit::Number).logarithmic(true);
        let (mut up, _) = choose(&measure, None, 17, 0);
        let area = Area::cells(4, 1, 40, 17);
        up.set(area);
        assert!(up.is_log());
        assert!(
            up.ticks.iter().all(|tick| (tick.y / CELL_HEIGHT).fract().abs() < 1e-6),
            "{up:?}"
        );
        assert!(up.at(45_000.0) >= area.top && up.at(3.0) <= area.bottom);
    }

    #[test]
    fn no_number_stands_where_no_value_can_be() {
        for rows in 4..50 {
            let counts = Measure::of([3.0, 121.0], Unit::Number).from_zero();
            let times = Measure::of([600.0, 2000.0], Unit::Seconds).near_zero();
            let (left, right) = choose(&counts, Some(&times), rows, 0);
            assert!(left.domain().0 >= 0.0 && right.unwrap().domain().0 >= 0.0, "{rows}");
            let shares = Measure::of([12.0, 99.0], Unit::Percent).from_zero();
            let (up, _) = choose(&shares, None, rows, 1);
            assert!(
                up.ticks.iter().all(|tick| tick.value <= 100.0),
                "{rows}: {:?}",
                up.ticks
            );
            // Room for a bubble at zero is no reason to write a negative number.
            let padded = Measure {
                low: -9.0,
                ends: Ends::Room,
                ..Measure::of([0.0, 50.0], Unit::Number)
            };
            let (up, _) = choose(&padded, None, rows, 0);
            assert!(up.ticks.iter().all(|tick| tick.value >= 0.0), "{rows}: {:?}", up.ticks);
            let beyond = Measure::of([12.0, 99.0], Unit::Percent).from_zero().with(130.0);
            assert!(beyond.may_be(120.0), "a threshold may lie beyond the whole");
        }
    }
}
