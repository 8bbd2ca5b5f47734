//! Data as nobody wishes it: the data of each example, changed column by column.

use crate::chart::{Chart, Column, Frame, Grain, Values};
use crate::text::SafeText;

/// A way in which data can be strange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nasty {
    /// No rows.
    Empty,
    /// One row.
    OneRow,
    /// Every value is missing.
    AllNull,
    /// Every number is 0.
    AllZero,
    /// Every second number is below 0.
    Negative,
    /// One number is a million million times the others.
    Outlier,
    /// Ten thousand different categories and moments.
    Many,
    /// All numbers are the same.
    Equal,
    /// Every row occurs three times, and every text is one of two.
    Duplicates,
    /// Texts of wide scripts and pictures.
    Wide,
    /// Texts that would move the cursor, are empty, or very long.
    Hostile,
    /// Numbers that are none.
    NotNumbers,
    /// All moments within one day.
    OneDay,
    /// Forty years of moments, with great gaps.
    FortyYears,
}

impl Nasty {
    pub(super) const ALL: [Self; 14] = [
        Self::Empty,
        Self::OneRow,
        Self::AllNull,
        Self::AllZero,
        Self::Negative,
        Self::Outlier,
        Self::Many,
        Self::Equal,
        Self::Duplicates,
        Self::Wide,
        Self::Hostile,
        Self::NotNumbers,
        Self::OneDay,
        Self::FortyYears,
    ];

    /// A chart with its data made so, and that of its parts.
    pub(super) fn make(self, chart: &Chart) -> Chart {
        let mut chart = chart.clone();
        let columns: Vec<Column> = chart.frame.columns().iter().map(|column| self.column(column)).collect();
        chart.frame = Frame::try_from(columns).unwrap();
        chart.parts = chart.parts.iter().map(|part| self.make(part)).collect();
        chart
    }

    fn column(self, column: &Column) -> Column {
        let mut made = column.clone();
        let rows = self.rows(column.values.len());
        match &mut made.values {
            Values::Numbers(values) => {
                *values = rows.iter().map(|(to, from)| self.number(*to, values[*from])).collect();
            }
            Values::Texts(values) => {
                *values = rows
                    .iter()
                    .map(|(to, from)| self.text(*to, values[*from].clone()))
                    .collect();
            }
            Values::Times(values) => {
                *values = rows.iter().map(|(to, from)| self.time(*to, values[*from])).collect();
                if self == Self::OneDay {
                    made.grain = Grain::Hour;
                }
            }
        }
        made
    }

    /// The rows there are, and from which row of the example each is made.
    fn rows(self, rows: usize) -> Vec<(usize, usize)> {
        let count = match self {
            _ if rows == 0 => 0,
            Self::Empty => 0,
            Self::OneRow => 1,
            Self::Many => 10_000,
            Self::Duplicates => rows * 3,
            _ => rows,
        };
        (0..count).map(|row| (row, row % rows.max(1))).collect()
    }

    fn number(self, row: usize, value: Option<f64>) -> Option<f64> {
        match self {
            Self::AllNull => None,
            Self::AllZero => Some(0.0),
            Self::Negative if row % 2 == 1 => value.map(|value| -value),
            Self::Outlier if row == 1 => value.map(|value| value * 1e12 + 1e12),
            Self::Equal => Some(7.0),
            Self::NotNumbers => Some([f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 1e-300][row % 6]),
            _ => value,
        }
    }

    fn text(self, row: usize, value: Option<SafeText>) -> Option<SafeText> {
        const WIDE: [&str; 6] = [
            "東京都庁",
            "한국어 지원",
            "👩‍👩‍👧‍👦 Familie",
            "สวัสดีครับ",
            "नमस्ते दुनिया",
            "🇩🇪🇫🇷🇯🇵",
        ];
        const HOSTILE: [&str; 7] = [
            "",
            "\u{1b}[2J\u{1b}]0;owned\u{7}",
            "\u{202e}gnp.exe",
            "a\nb\tc\0d",
            "z\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
            "   ",
            "<script>&\"'",
        ];
        let text = match self {
            Self::AllNull => return None,
            Self::Many => format!("{} {row}", value.as_deref().unwrap_or_default()),
            Self::Duplicates => ["Alpha", "Beta"][row % 2].to_owned(),
            Self::Wide => format!("{}{}", WIDE[row % WIDE.len()], row / WIDE.len()),
            Self::Hostile if row % 8 == 7 => "long ".repeat(400),
            Self::Hostile => HOSTILE[row % 8].to_owned(),
            _ => return value,
        };
        Some(SafeText::new(text))
    }

    fn time(self, row: usize, value: Option<i64>) -> Option<i64> {
        const HOUR: i64 = 3_600_000;
        let row = row as i64;
        let first = 1_787_529_600_000;
        match self {
            Self::AllNull => None,
            Self::Many => Some(first + row * HOUR),
            Self::Equal => Some(first),
            Self::OneDay => Some(first + row % 24 * HOUR),
            Self::FortyYears => Some(first - (row * row % 40) * 365 * 24 * HOUR),
            Self::NotNumbers => Some([i64::MAX, i64::MIN, 0, first][row as usize % 4]),
            _ => value,
        }
    }
}
