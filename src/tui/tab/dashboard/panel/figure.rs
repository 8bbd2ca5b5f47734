//! A tile's figure in words: the value, its change, and whether that is good news.

use crate::api::wire::{Tile, TileUnit};
use crate::text::format;
use crate::tui::theme::{Glyphs, Role};

/// A value in two pieces: what is read first, and its unit.
pub fn value(tile: &Tile, value: Option<f64>) -> (String, &'static str) {
    match (value.filter(|value| value.is_finite()), tile.unit) {
        (None, _) => (format::EMPTY.to_owned(), ""),
        (Some(value), TileUnit::Percent) => (format::decimal(value), "%"),
        (Some(value), TileUnit::Count) => (format::count(value.round() as i64), ""),
        (Some(value), TileUnit::Seconds) => (format::duration(value.round() as i64), ""),
    }
}

/// The value as it is written in a line.
pub fn in_line(tile: &Tile, of: Option<f64>) -> String {
    let (number, unit) = value(tile, of);
    if unit.is_empty() {
        number
    } else {
        format!("{number} {unit}")
    }
}

/// A change against the period before.
pub struct Change {
    /// The mark and the amount: `▲ 2.1 pt`.
    pub text: String,
    /// Whether that is good news, in a word; empty where it cannot be said.
    pub verdict: &'static str,
    /// The colour that goes with it.
    pub role: Role,
}

/// How a figure changed; nothing where there is nothing to compare.
pub fn change(tile: &Tile, glyphs: Glyphs) -> Option<Change> {
    let change = tile.change().filter(|change| change.is_finite())?;
    // What is written as zero is no change.
    let shown = match tile.unit {
        TileUnit::Percent => (change * 10.0).round() / 10.0,
        _ => change.round(),
    };
    let amount = match tile.unit {
        TileUnit::Percent => format!("{} pt", format::decimal(shown.abs())),
        TileUnit::Count => format::short(shown.abs()),
        TileUnit::Seconds => format::duration(shown.abs() as i64),
    };
    let (verdict, role) = match tile.more_is_better {
        _ if shown == 0.0 => ("", Role::Dim),
        None => ("", Role::Text),
        Some(more) if more == (shown > 0.0) => ("better", Role::Good),
        Some(_) => ("worse", Role::Bad),
    };
    Some(Change {
        text: format!("{} {amount}", glyphs.change(shown)),
        verdict,
        role,
    })
}

/// A formula's name as short as a tile needs it. The full name stands over the enlarged tile.
pub fn label(name: &str) -> &str {
    match name {
        "Satisfaction Rate" => "Satisfaction",
        "Dissatisfaction Rate" => "Dissatisfaction",
        "Response Rate" => "Response rate",
        "Unresolved Conversations" => "Unresolved",
        "Resolved Conversation" => "Resolved",
        "Conversations to Ticket creation" => "Conv → tickets",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(unit: TileUnit, value: f64, before: f64, more_is_better: Option<bool>) -> Tile {
        Tile {
            name: "x".to_owned(),
            unit,
            more_is_better,
            value: Some(value),
            before: Some(before),
            spark: Vec::new(),
            level: false,
        }
    }

    #[test]
    fn a_change_says_its_amount_and_whether_it_is_good() {
        let said = |tile: &Tile| {
            let change = change(tile, Glyphs::Unicode).unwrap();
            format!("{} {}", change.text, change.verdict)
        };
        assert_eq!(
            said(&tile(TileUnit::Percent, 71.4, 69.3, Some(true))),
            "▲ 2.1 pt better"
        );
        assert_eq!(said(&tile(TileUnit::Count, 1204.0, 1166.0, Some(false))), "▲ 38 worse");
        assert_eq!(
            said(&tile(TileUnit::Seconds, 252.0, 270.0, Some(false))),
            "▼ 18 s better"
        );
        assert_eq!(said(&tile(TileUnit::Percent, 12.62, 12.58, None)), "= 0.0 pt ");
    }
}
