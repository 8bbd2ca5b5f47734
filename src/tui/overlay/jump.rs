//! Labels over everything that can be clicked: typing one does what a click there does.

use std::collections::HashSet;

use ratatui::layout::Position;

use crate::tui::model::{Hit, Target};
use crate::tui::paint::Pen;

/// The letters, those under the fingers first.
const LETTERS: &[u8; 26] = b"asdfjklghqwertyuiopzxcvbnm";

/// A label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What is typed.
    pub text: String,
    /// Where it stands.
    pub at: Position,
    /// What it leads to.
    pub target: Target,
}

/// The labels for what can be clicked: one letter each, or two where there are more than letters.
pub fn labels(hits: &[Hit]) -> Vec<Label> {
    let mut seen: Vec<Target> = Vec::new();
    let mut unique: Vec<&Hit> = Vec::new();
    for hit in hits.iter().filter(|hit| !hit.area.is_empty()) {
        if !seen.contains(&hit.target) {
            seen.push(hit.target);
            unique.push(hit);
        }
    }
    let length = if unique.len() > LETTERS.len() { 2 } else { 1 };
    let mut taken = HashSet::new();
    let mut placed: Vec<(Position, Target)> = Vec::new();
    // What lies in something else stands on top of it and is placed first, from behind; what is around it makes way.
    for hit in unique.iter().rev() {
        let cells = (hit.area.left()..hit.area.right()).map(|x| Position::new(x, hit.area.y));
        let free = cells
            .clone()
            .find(|at| (0..length).all(|by| !taken.contains(&Position::new(at.x + by, at.y))));
        if let Some(at) = free {
            taken.extend((0..length).map(|by| Position::new(at.x + by, at.y)));
            placed.push((at, hit.target));
        }
    }
    placed.sort_by_key(|(at, _)| (at.y, at.x));
    let most = LETTERS.len().pow(u32::from(length));
    placed
        .into_iter()
        .take(most)
        .enumerate()
        .map(|(index, (at, target))| Label {
            text: text(index, length),
            at,
            target,
        })
        .collect()
}

fn text(index: usize, length: u16) -> String {
    let letter = |index: usize| char::from(LETTERS[index % LETTERS.len()]);
    if length == 1 {
        letter(index).to_string()
    } else {
        [letter(index / LETTERS.len()), letter(index)].iter().collect()
    }
}

/// What typed letters come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A label.
    Whole(Target),
    /// The beginning of some.
    Part,
    /// None.
    Nothing,
}

/// What typed letters come to among the labels for what can be clicked.
pub fn typed(hits: &[Hit], text: &str) -> Typed {
    let text = text.to_lowercase();
    let labels = labels(hits);
    if let Some(label) = labels.iter().find(|label| label.text == text) {
        return Typed::Whole(label.target);
    }
    if labels.iter().any(|label| label.text.starts_with(&text)) {
        Typed::Part
    } else {
        Typed::Nothing
    }
}

/// Draws the labels that go on from what was typed.
pub(in crate::tui) fn draw(pen: &mut Pen<'_>, hits: &[Hit], text: &str) {
    let text = text.to_lowercase();
    let (cursor, faint) = (pen.theme().cursor(), pen.theme().chosen());
    for label in labels(hits) {
        let Some(rest) = label.text.strip_prefix(text.as_str()) else {
            continue;
        };
        let x = pen.text(label.at.x, label.at.y, &text, faint);
        pen.text(x, label.at.y, rest, cursor);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    fn hits(count: usize) -> Vec<Hit> {
        (0..count)
            .map(|entry| Hit {
                area: Rect::new(0, entry as u16, 4, 1),
                target: Target::Entry(entry),
            })
            .collect()
    }

    #[test]
    fn every_label_leads_to_its_own_place() {
        for count in [1, 26, 27, 300, 676] {
            let hits = hits(count);
            let labels = labels(&hits);
            assert_eq!(labels.len(), count);
            for (label, hit) in labels.iter().zip(&hits) {
                assert_eq!(typed(&hits, &label.text.to_uppercase()), Typed::Whole(hit.target));
                assert!(hit.area.contains(label.at));
            }
        }
        assert_eq!(labels(&hits(26))[0].text, "a");
        assert_eq!(typed(&hits(30), "s"), Typed::Part);
        assert_eq!(typed(&hits(30), "sz"), Typed::Nothing);
        assert_eq!(typed(&hits(3), "1"), Typed::Nothing);
    }

    #[test]
    fn labels_do_not_cover_each_other_or_repeat() {
        let area = Rect::new(2, 2, 10, 4);
        let hit = |target, area| Hit { area, target };
        let hits = [
            hit(Target::Entry(0), area),
            hit(Target::Entry(1), Rect::new(2, 2, 3, 1)),
            hit(Target::Entry(1), Rect::new(2, 3, 3, 1)),
            hit(Target::Entry(2), Rect::new(9, 9, 0, 1)),
        ];
        let labels = labels(&hits);
        let places: Vec<Position> = labels.iter().map(|label| label.at).collect();
        assert_eq!(places, [Position::new(2, 2), Position::new(3, 2)]);
        assert_eq!(labels[0].target, Target::Entry(1));
    }
}
