//! A course in a line of text: `▂▃▅▇▆▄`.

const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Values from the lowest glyph, the least of them, to the highest, the greatest; a blank where there is none. Equal values are
/// all in the middle.
pub(super) fn glyphs(values: &[Option<f64>]) -> String {
    let there = || values.iter().copied().flatten();
    let low = there().fold(f64::INFINITY, f64::min);
    let high = there().fold(f64::NEG_INFINITY, f64::max);
    let glyph = |value: Option<f64>| {
        let Some(value) = value else { return ' ' };
        let share = if high > low { value / 2.0 - low / 2.0 } else { 0.5 }
            / if high > low { high / 2.0 - low / 2.0 } else { 1.0 };
        let step = (share * (STEPS.len() - 1) as f64).round() as usize;
        STEPS.get(step).copied().unwrap_or('█')
    };
    values.iter().map(|value| glyph(*value)).collect()
}

/// So many values at most: the mean of those that fall together.
pub(super) fn thin(values: &[Option<f64>], most: usize) -> Vec<Option<f64>> {
    if values.len() <= most || most == 0 {
        return values.to_vec();
    }
    (0..most)
        .map(|place| {
            let piece = values.get(place * values.len() / most..(place + 1) * values.len() / most);
            let there: Vec<f64> = piece.unwrap_or_default().iter().copied().flatten().collect();
            (!there.is_empty()).then(|| there.iter().sum::<f64>() / there.len() as f64)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_goes_from_the_lowest_to_the_highest_glyph() {
        assert_eq!(glyphs(&[Some(0.0), None, Some(3.5), Some(7.0)]), "▁ ▅█");
        assert_eq!(glyphs(&[Some(5.0), Some(5.0)]), "▅▅");
        assert_eq!(glyphs(&[Some(f64::MAX), Some(f64::MIN)]), "█▁");
        assert_eq!(glyphs(&[]), "");
    }

    #[test]
    fn what_is_too_long_is_thinned_by_means() {
        assert_eq!(
            thin(&[Some(1.0), Some(3.0), None, Some(5.0)], 2),
            [Some(2.0), Some(5.0)]
        );
        assert_eq!(thin(&[None, None, Some(1.0)], 3).len(), 3);
    }
}
