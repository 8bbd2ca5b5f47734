//! The line that is typed under a picture: thresholds, or a target.
//!
//! Thresholds are written as `75`, `mean`, `name = 90`, with `;` between them; at most four. Nothing means none.

use crate::chart::{Fold, Kind, Side, Threshold, ThresholdAt};

/// The most lines that are compared with at once.
const MOST: usize = 4;

/// What was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Typed {
    /// Thresholds instead of the picture's own.
    Thresholds(Vec<Threshold>),
    /// A target; the picture's own where nothing was typed.
    Target(Option<f64>),
}

/// Whether a kind has a target rather than thresholds.
pub(super) const fn has_target(kind: Kind) -> bool {
    matches!(kind, Kind::Dial | Kind::Bullet | Kind::SingleNumeric)
}

/// Whether there is anything to compare values with.
pub(super) const fn compares(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Bar
            | Kind::BarStacked
            | Kind::StackedBar
            | Kind::Histogram
            | Kind::BarHorizontal
            | Kind::StackedBarHorizontal
            | Kind::Line
            | Kind::Area
            | Kind::AreaMarkers
            | Kind::AreaSmooth
            | Kind::AreaSmoothMarkers
            | Kind::StackedArea
            | Kind::StackedAreaMarkers
            | Kind::StackedAreaSmooth
            | Kind::StackedAreaSmoothMarkers
            | Kind::BarLine
            | Kind::BarBubble
            | Kind::BarScatter
            | Kind::BarArea
            | Kind::AreaBubble
            | Kind::LineBubble
            | Kind::Combination
            | Kind::Bubble
            | Kind::BubblePie
    ) || has_target(kind)
}

/// Reads what was typed; says what is wrong with it.
pub(super) fn read(kind: Kind, text: &str) -> Result<Typed, String> {
    if has_target(kind) {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Typed::Target(None));
        }
        return number(text).map(|target| Typed::Target(Some(target)));
    }
    let pieces: Vec<&str> = text
        .split(';')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    if pieces.len() > MOST {
        return Err(format!("There can be {MOST} thresholds; these are {}.", pieces.len()));
    }
    pieces
        .into_iter()
        .map(threshold)
        .collect::<Result<_, _>>()
        .map(Typed::Thresholds)
}

fn threshold(text: &str) -> Result<Threshold, String> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name.trim(), value.trim()),
        None => ("", text),
    };
    let fold = match value.to_ascii_lowercase().as_str() {
        "mean" | "average" | "avg" => Some(Fold::Mean),
        "median" => Some(Fold::Median),
        "min" | "least" => Some(Fold::Min),
        "max" | "greatest" => Some(Fold::Max),
        "sum" | "total" => Some(Fold::Sum),
        _ => None,
    };
    let at = match fold {
        Some(fold) => ThresholdAt::Aggregate(fold),
        None => ThresholdAt::Constant(number(value)?),
    };
    let name = if name.is_empty() && fold.is_some() { value } else { name };
    Ok(Threshold {
        at,
        name: name.to_owned(),
        side: Side::Left,
    })
}

fn number(text: &str) -> Result<f64, String> {
    let plain = text.trim_end_matches('%').trim().replace(',', "");
    let value = plain.parse::<f64>().ok().filter(|value| value.is_finite());
    value.ok_or_else(|| format!("{text:?} is no number, and not mean, median, min, max or sum."))
}

/// Thresholds as they are typed.
pub(super) fn written(thresholds: &[Threshold]) -> String {
    let one = |threshold: &Threshold| {
        let value = match threshold.at {
            ThresholdAt::Constant(value) => value.to_string(),
            ThresholdAt::Aggregate(fold) => match fold {
                Fold::Mean => "mean",
                Fold::Median => "median",
                Fold::Min => "min",
                Fold::Max => "max",
                Fold::Sum | Fold::Count | Fold::Distinct => "sum",
            }
            .to_owned(),
        };
        if threshold.name.is_empty() || threshold.name == value {
            value
        } else {
            format!("{} = {value}", threshold.name)
        }
    };
    thresholds.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_read_and_written() {
        let Ok(Typed::Thresholds(read)) = read(Kind::Bar, "75; goal = 90 ;mean; Median") else {
            unreachable!()
        };
        assert_eq!(written(&read), "75; goal = 90; mean; Median = median");
        assert_eq!(super::read(Kind::Bar, " "), Ok(Typed::Thresholds(Vec::new())));
        assert_eq!(super::read(Kind::Dial, "80 %"), Ok(Typed::Target(Some(80.0))));
        assert_eq!(super::read(Kind::Dial, ""), Ok(Typed::Target(None)));
        assert!(super::read(Kind::Bar, "a=b").unwrap_err().contains("is no number"));
        assert!(
            super::read(Kind::Bar, "1;2;3;4;5")
                .unwrap_err()
                .contains("4 thresholds")
        );
        assert!(super::read(Kind::Bar, "inf").is_err());
    }
}
