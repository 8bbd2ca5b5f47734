//! Round numbers for ticks: 1, 2, 2.5 and 5 times a power of ten; for lengths of time what clocks count by.

use crate::chart::frame::Unit;

/// What lengths of time are counted by, in seconds.
const CLOCK: [f64; 18] = [
    1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 10_800.0, 21_600.0,
    43_200.0, 86_400.0,
];

/// The round step that cuts `extent` into at most `most` pieces.
fn step(extent: f64, most: usize, unit: Unit) -> f64 {
    let rough = extent / most.max(1) as f64;
    if unit == Unit::Seconds {
        if let Some(step) = CLOCK.into_iter().find(|step| *step >= rough * (1.0 - 1e-9)) {
            return if rough < 0.5 { decimal(rough) } else { step };
        }
        return decimal(rough / 86_400.0) * 86_400.0;
    }
    decimal(rough)
}

/// The least round step that is not less than `least`; 1 where that is no length.
pub(crate) fn round_step(least: f64, unit: Unit) -> f64 {
    if least.is_finite() && least > 0.0 {
        step(least, 1, unit)
    } else {
        1.0
    }
}

fn decimal(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .find(|factor| factor * power >= rough * (1.0 - 1e-9))
        .unwrap_or(10.0);
    factor * power
}

/// The round bounds around values, and the ticks from one to the other: at most `most` steps. A domain without extent gets one.
pub(crate) fn nice(least: f64, greatest: f64, most: usize, unit: Unit) -> (f64, f64, Vec<f64>) {
    let (mut low, mut high) = (least.min(greatest), least.max(greatest));
    if !(low.is_finite() && high.is_finite()) {
        (low, high) = (0.0, 1.0);
    }
    if high - low < f64::EPSILON * high.abs().max(low.abs()).max(1e-300) * 4.0 {
        let room = if low == 0.0 { 1.0 } else { low.abs() * 0.5 };
        (low, high) = if low > 0.0 {
            (0.0, low + room)
        } else if low < 0.0 {
            (low - room, 0.0)
        } else {
            (0.0, 1.0)
        };
    }
    // Rounding outwards may need a step more than asked for; then the next larger one is taken.
    let mut pieces = most.max(1);
    loop {
        let step = step(high - low, pieces, unit);
        let (from, to) = ((low / step + 1e-9).floor() * step, (high / step - 1e-9).ceil() * step);
        let count = ((to - from) / step).round();
        if count <= most.max(1) as f64 || pieces == 1 || !count.is_finite() {
            let ticks = steps(from, to, step);
            return (from, to, ticks);
        }
        pieces -= 1;
    }
}

/// The multiples of a step from one bound to the other.
pub(crate) fn steps(from: f64, to: f64, step: f64) -> Vec<f64> {
    let count = ((to - from) / step).round();
    if !count.is_finite() || !(0.0..=1000.0).contains(&count) {
        return vec![from, to];
    }
    (0..=count as usize)
        .map(|index| {
            let value = from + step * index as f64;
            // What is left of 0.1 + 0.2 - 0.3.
            if value.abs() < step * 1e-9 { 0.0 } else { value }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_the_values() {
        assert_eq!(nice(0.0, 87.0, 5, Unit::Number).2, [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(nice(0.0, 300.0, 4, Unit::Seconds).2, [0.0, 120.0, 240.0, 360.0]);
        for (low, high, most) in [
            (0.0, 7.3, 3),
            (-12.0, 88.0, 6),
            (1e9, 1e9 + 1.0, 4),
            (5.0, 5.0, 4),
            (0.0, 0.0, 2),
        ] {
            let (from, to, ticks) = nice(low, high, most, Unit::Number);
            assert!(from <= low && to >= high && from < to, "{low} {high}: {ticks:?}");
            assert!(ticks.len() <= most + 2, "{low} {high}: {ticks:?}");
        }
    }
}
