//! Round numbers for a value axis, and days for a calendar axis.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::text::display_width;

/// Round values from 0 to at least `most`, in at most `count` equal steps of 1, 2 or 5 times a power of ten.
pub fn ticks(most: u64, count: usize) -> Vec<u64> {
    let count = count.max(1) as u64;
    let most = most.max(1);
    let mut power = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            let steps = most.div_ceil(step);
            if steps <= count {
                return (0..=steps).map(|index| index * step).collect();
            }
        }
        power = power.saturating_mul(10);
    }
}

/// Which days of a calendar axis are named, and how: the column and the text. `column` tells where a day stands.
///
/// The finest of these rhythms that leaves a space between the names is taken: every day, every Monday, the first and
/// the fifteenth, the first of a month, of a quarter.
pub fn day_labels(days: &[NaiveDate], columns: usize, column: impl Fn(usize) -> usize) -> Vec<(usize, String)> {
    let rhythms: [fn(&NaiveDate) -> bool; 5] = [
        |_| true,
        |day| day.weekday() == Weekday::Mon,
        |day| day.day() == 1 || day.day() == 15,
        |day| day.day() == 1,
        |day| day.day() == 1 && day.month0() % 3 == 0,
    ];
    for (index, rhythm) in rhythms.into_iter().enumerate() {
        let mut labels: Vec<(usize, String)> = Vec::new();
        let mut crowded = false;
        for (at, day) in days.iter().enumerate().filter(|(_, day)| rhythm(day)) {
            let text = match index {
                0 => day.format("%a %-d").to_string(),
                3 | 4 if days.len() > 200 => day.format(if day.month() == 1 { "%b %Y" } else { "%b" }).to_string(),
                _ => day.format("%-d %b").to_string(),
            };
            let start = column(at);
            if start + display_width(&text) > columns {
                continue;
            }
            crowded |= labels
                .last()
                .is_some_and(|(before, text)| before + display_width(text) + 2 > start);
            labels.push((start, text));
        }
        if !crowded && !labels.is_empty() {
            return labels;
        }
    }
    let first = days.first().map(|day| day.format("%-d %b").to_string());
    first
        .filter(|text| display_width(text) <= columns)
        .map(|text| (column(0), text))
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn round_numbers() {
        assert_eq!(ticks(320, 4), [0, 100, 200, 300, 400]);
        assert_eq!(ticks(7, 4), [0, 2, 4, 6, 8]);
        assert_eq!(ticks(0, 4), [0, 1]);
        assert_eq!(ticks(12_480, 3), [0, 5000, 10_000, 15_000]);
    }

    proptest! {
        #[test]
        fn ticks_reach_the_most_and_are_few(most in 0..10_u64.pow(15), count in 1usize..12) {
            let ticks = ticks(most, count);
            prop_assert!(ticks.len() <= count + 1);
            prop_assert!(ticks.last().is_some_and(|last| *last >= most));
        }

        #[test]
        fn labels_never_touch(length in 1usize..400, columns in 1usize..200, from in 0i64..4000) {
            let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + chrono::Days::new(from as u64);
            let days: Vec<NaiveDate> = first.iter_days().take(length).collect();
            let mut end = 0;
            for (start, text) in day_labels(&days, columns, |day| day * columns / length) {
                prop_assert!(start >= end, "{text} at {start} before {end}");
                end = start + display_width(&text) + 1;
                prop_assert!(end <= columns + 1);
            }
        }
    }
}
