//! Sparklines: a small chart without axes. Up to three rows high (five in ASCII) it is made of columns, above that of a line.

use super::Pen;
use super::line::{Series, lines};
use crate::tui::theme::Role;

const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII: [char; 9] = [' ', '_', '_', '.', '.', '-', '-', '=', '='];

/// Fills the pen's area with a sparkline. The lowest value is one eighth high, so that it can be told from no value,
/// which is left empty.
pub fn spark(pen: &mut Pen<'_>, values: &[Option<f64>]) {
    let (width, height) = (usize::from(pen.width()), usize::from(pen.height()));
    let known = values.iter().flatten().copied().filter(|value| value.is_finite());
    let (low, high) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if width == 0 || height == 0 || low > high {
        return;
    }
    let levels = pen.glyphs().pick(EIGHTHS, ASCII);
    let full = pen.glyphs().pick('█', '#');
    // A line of asterisks is no line where there is little room; columns can be read.
    if height > pen.glyphs().pick(3, 5) {
        return line(pen, values, (low, high));
    }
    let most = height * 8;
    let style = pen.style(Role::Soft);
    for (x, value) in resample(values, width).into_iter().enumerate() {
        let Some(value) = value else { continue };
        let part = if high > low { (value - low) / (high - low) } else { 0.5 };
        let eighths = 1 + (part * (most - 1) as f64).round() as usize;
        for row in 0..height {
            let filled = eighths.saturating_sub(row * 8).min(8);
            if filled > 0 {
                let glyph = if filled == 8 { full } else { levels[filled] };
                pen.glyph(x as u16, (height - 1 - row) as u16, glyph, style);
            }
        }
    }
}

/// The course as a line over dotted ground. Every value stands at its own time: over one that is missing the line goes
/// straight from the last known to the next.
fn line(pen: &mut Pen<'_>, values: &[Option<f64>], (low, high): (f64, f64)) {
    const STEPS: f64 = 1000.0;
    let scaled: Vec<u64> = bridged(values)
        .into_iter()
        .map(|value| {
            if high > low {
                (value - low) / (high - low) * STEPS
            } else {
                STEPS / 2.0
            }
        })
        .map(|value| value.round() as u64)
        .collect();
    let series = [Series {
        values: &scaled,
        style: pen.style(Role::Accent),
        ground: Some(pen.style(Role::Soft)),
    }];
    lines(pen, &series, STEPS as u64);
}

/// The values with those between them that are not known; before the first and after the last known one it is as there.
fn bridged(values: &[Option<f64>]) -> Vec<f64> {
    let known: Vec<(usize, f64)> = values
        .iter()
        .enumerate()
        .filter_map(|(at, value)| value.filter(|value| value.is_finite()).map(|value| (at, value)))
        .collect();
    let between = |at: usize| {
        let next = known.partition_point(|(place, _)| *place < at);
        match (next.checked_sub(1).and_then(|last| known.get(last)), known.get(next)) {
            (Some((from, low)), Some((to, high))) => low + (high - low) * (at - from) as f64 / (to - from) as f64,
            (Some((_, value)), None) | (None, Some((_, value))) => *value,
            (None, None) => 0.0,
        }
    };
    (0..values.len()).map(between).collect()
}

/// As many values as columns: the mean of the values that share a column, or a value over several columns.
fn resample(values: &[Option<f64>], columns: usize) -> Vec<Option<f64>> {
    (0..columns)
        .map(|column| {
            let from = column * values.len() / columns;
            let to = ((column + 1) * values.len() / columns).max(from + 1).min(values.len());
            let known: Vec<f64> = values
                .get(from..to)?
                .iter()
                .flatten()
                .copied()
                .filter(|value| value.is_finite())
                .collect();
            (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::tui::theme::Theme;

    #[test]
    fn what_is_missing_does_not_move_what_is_known() {
        assert_eq!(
            bridged(&[None, Some(1.0), None, None, Some(4.0), None]),
            [1.0, 1.0, 2.0, 3.0, 4.0, 4.0]
        );
    }

    fn drawn(values: &[Option<f64>], width: u16, height: u16) -> Vec<String> {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        spark(&mut Pen::new(&mut buffer, area, Theme::default()), values);
        (0..height)
            .map(|y| (0..width).map(|x| buffer[(x, y)].symbol()).collect())
            .collect()
    }

    #[test]
    fn the_least_is_seen_and_the_most_is_full() {
        assert_eq!(drawn(&[Some(0.0), None, Some(7.0)], 3, 1), ["▁ █"]);
        assert_eq!(drawn(&[Some(0.0), Some(15.0)], 2, 2), [" █", "▁█"]);
        assert_eq!(drawn(&[Some(5.0), Some(5.0)], 2, 1), ["▅▅"]);
        assert_eq!(drawn(&[None], 2, 1), ["  "]);
        assert_eq!(drawn(&[], 2, 1), ["  "]);
    }

    #[test]
    fn values_are_spread_over_columns_or_averaged() {
        assert_eq!(
            resample(&[Some(1.0), Some(2.0)], 4),
            [Some(1.0), Some(1.0), Some(2.0), Some(2.0)]
        );
        assert_eq!(resample(&[Some(1.0), Some(3.0), None, None], 2), [Some(2.0), None]);
    }
}
