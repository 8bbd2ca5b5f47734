//! Data that nobody wants to draw and somebody has, for tests: every family has to say something sensible about each.

use super::frame::{Column, Frame, Grain, Unit};
use super::geometry::Size;

/// Frames with the columns `name`, `kind` (texts), `time`, and `n`, `m`, `s` (numbers).
pub(crate) fn frames() -> Vec<(&'static str, Frame)> {
    let numbers = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
    vec![
        ("empty", frame(&[])),
        ("one row", frame(&numbers(&[3.0]))),
        ("all null", frame(&[None; 6])),
        ("all zero", frame(&numbers(&[0.0; 6]))),
        ("negative", frame(&numbers(&[-1.0, -7.5, -300.0]))),
        ("both sides", frame(&numbers(&[-12.0, 30.0, 0.0, 4.0]))),
        ("outlier", frame(&numbers(&[1.0, 2.0, 3.0, 2.0, 1.0, 1e12]))),
        ("huge", frame(&numbers(&[f64::MAX, f64::MAX, -f64::MAX]))),
        ("tiny", frame(&numbers(&[f64::MIN_POSITIVE, 1e-300, 5e-324]))),
        (
            "not numbers",
            frame(&numbers(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 2.0])),
        ),
        ("equal", frame(&numbers(&[7.0; 12]))),
        (
            "many",
            frame(
                &(0..400)
                    .map(|row| (row % 17 != 3).then_some(f64::from(row)))
                    .collect::<Vec<_>>(),
            ),
        ),
    ]
}

fn frame(values: &[Option<f64>]) -> Frame {
    let count = values.len();
    let names = [
        "",
        "日本語の長い名前です",
        "\u{202e}evil\u{1b}[2J\n",
        "👩‍👩‍👧‍👦 family",
        "a",
        "a name that is much longer than there is room for",
    ];
    let shifted = |by: usize| (0..count).map(move |row| values[(row + by) % count]);
    let columns = vec![
        Column::texts(
            "name",
            (0..count).map(|row| (row % 7 != 6).then(|| format!("{}{}", names[row % 6], row / 6))),
        ),
        Column::texts(
            "kind",
            (0..count).map(|row| (row % 5 != 4).then(|| format!("kind {}", row % 11))),
        ),
        // Forty years, and a moment that is not there.
        Column::times(
            "time",
            Grain::Day,
            (0..count).map(|row| (row % 9 != 8).then(|| row as i64 * 9_733_000_000)),
        ),
        Column::numbers("n", Unit::Number, shifted(0)),
        Column::numbers("m", Unit::Seconds, shifted(1)),
        Column::numbers("s", Unit::Percent, shifted(2)),
    ];
    Frame::try_from(columns).expect("columns of one length")
}

/// From nothing to a large screen.
pub(crate) fn sizes() -> Vec<Size> {
    let widths = [0, 1, 2, 5, 13, 24, 41, 60];
    let heights = [0, 1, 2, 3, 5, 8, 12, 30];
    let mut sizes: Vec<Size> = widths
        .into_iter()
        .flat_map(|columns| heights.map(|rows| Size::new(columns, rows)))
        .collect();
    sizes.push(Size::new(200, 60));
    sizes
}
