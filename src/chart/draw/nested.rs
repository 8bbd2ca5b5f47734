//! What tree maps, sunbursts and packed bubbles have in common: reading the tree, its readings, the way back up.

use super::nest::{Branch, Nested, nest};
use crate::chart::geometry::{CELL_HEIGHT, CELL_WIDTH, Point};
use crate::chart::scene::{Hue, Ink, Part, Reading};
use crate::chart::write;
use crate::text::{SafeText, display_width, truncate};

use super::shares::percent;
use super::stage::{Stage, Text};

/// Reads the tree, its notes and its legend; words are said where there is nothing to draw.
pub(super) fn read(stage: &mut Stage<'_>) -> Option<Nested> {
    let nested = match nest(stage.frame(), stage.spec(), stage.look) {
        Ok(nested) => nested,
        Err(words) => {
            stage.say(words);
            return None;
        }
    };
    for note in &nested.notes {
        stage.note(note);
    }
    stage.legend_when_hidden(nested.legend.clone());
    if !nested.branches.is_empty() {
        return Some(nested);
    }
    let (rows, hidden) = (stage.frame().rows(), !nested.legend.is_empty());
    stage.say(match (rows, hidden) {
        (0, _) => "No data.",
        (_, true) => "Everything is hidden.",
        (_, false) => "There is no value above zero to draw.",
    });
    None
}

/// Says how many were put together.
pub(super) fn note_merged(stage: &mut Stage<'_>, merged: usize) {
    if merged > 0 {
        stage.note(format!("the {merged} smallest are together in Other"));
    }
}

/// Where one is in the tree and what is there, as the first row of the body: `All › Billing   1,089`. Nothing at the root.
pub(super) fn breadcrumb(stage: &mut Stage<'_>, nested: &Nested) {
    if nested.trail.is_empty() || stage.body.rows() < 3 {
        return;
    }
    let y = stage.body.top + CELL_HEIGHT / 2.0;
    let columns = usize::from(stage.body.columns());
    let total = write::full(nested.size, nested.unit);
    let room = columns.saturating_sub(display_width(&total) + 2);
    let words = format!("All › {}", nested.trail.join(" › "));
    let at = Point::new(stage.body.left, y);
    let words = truncate(&SafeText::new(words), room.max(4));
    let behind = (display_width(&words) + 2) as f64 * CELL_WIDTH;
    stage.text(Text::of(&words, at).ink(Hue::Accent).bold().part(Part::AxisTitle));
    let at = Point::new(stage.body.left + behind, y);
    stage.text(Text::of(total, at).ink(Hue::Dim).part(Part::Value));
    stage.body.top += CELL_HEIGHT;
}

/// What is read at a branch: its measure, and its shares of what is around it and of everything.
pub(super) fn readings(nested: &Nested, branch: &Branch, around: Option<&Branch>) -> Vec<Reading> {
    let line = |label: String, value: String, ink: Option<Ink>| Reading {
        label: SafeText::new(label),
        value: SafeText::new(value),
        ink,
    };
    let mut readings = vec![line(
        nested.measure.as_str().to_owned(),
        write::full(branch.value, nested.unit),
        Some(Ink::of(branch.hue)),
    )];
    if nested.adds {
        let share = |of: f64| percent((branch.size / of * 1000.0).round() as u32, branch.size);
        if let Some(around) = around {
            readings.push(line(format!("of {}", around.label), share(around.size), None));
        }
        readings.push(line("of all".to_owned(), share(nested.size), None));
    }
    if branch.merged > 0 {
        readings.push(line("put together".to_owned(), branch.merged.to_string(), None));
    }
    readings
}

/// The names of the levels above a branch and its own: `Billing › Refund`.
pub(super) fn title(branch: &Branch) -> SafeText {
    SafeText::new(branch.trail.join(" › "))
}

/// Where Enter leads: into the branch.
pub(super) fn inner(branch: &Branch) -> Vec<String> {
    if branch.deep { branch.trail.clone() } else { Vec::new() }
}
