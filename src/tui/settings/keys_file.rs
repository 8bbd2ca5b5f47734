//! `keys.toml`: which keys do what.
//!
//! A heading for each place, and in it a line for each action with its keys: `sort-up = ["s", "alt-s"]`. Keys after one
//! another have a blank between them, `"g t"`; `[]` takes an action's keys away. What is not named keeps its keys. Where
//! a line is typed, keys that print a character are always typed: there they do nothing else, whatever the file says.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::trouble::{Trouble, nearest, tables};
use crate::tui::action_id::{ActionId, Overlay, Shell};
use crate::tui::actions::{self, Action};
use crate::tui::context::Context;
use crate::tui::keymap::Keymap;
use crate::tui::keys::{Chord, Key};

/// The file's name.
pub const FILE: &str = "keys.toml";

/// Reads the file.
pub fn parse(text: &str) -> Result<Keymap, Vec<Trouble>> {
    let tables = tables(FILE, text).map_err(|trouble| vec![trouble])?;
    let mut reader = Reader {
        text,
        keymap: Keymap::default(),
        spans: BTreeMap::new(),
        troubles: Vec::new(),
    };
    for (place, value) in tables.get_ref() {
        reader.place(place.get_ref(), &place.span(), value);
    }
    if reader.troubles.is_empty() {
        reader.conflicts();
    }
    reader.troubles.sort();
    reader.troubles.dedup();
    if reader.troubles.is_empty() {
        Ok(reader.keymap)
    } else {
        reader.troubles.sort_by_key(|trouble| trouble.line);
        Err(reader.troubles)
    }
}

struct Reader<'t> {
    text: &'t str,
    keymap: Keymap,
    spans: BTreeMap<ActionId, Range<usize>>,
    troubles: Vec<Trouble>,
}

impl Reader<'_> {
    fn wrong(&mut self, span: &Range<usize>, what: impl Into<String>, next: impl Into<String>) {
        self.troubles.push(Trouble::at(FILE, self.text, span, what, next));
    }

    fn place(&mut self, place: &str, span: &Range<usize>, value: &Spanned<DeValue<'_>>) {
        let slugs: Vec<(String, &'static Action)> = actions::all().map(|action| (action.id.slug(), action)).collect();
        let mut places: Vec<&str> = slugs
            .iter()
            .filter_map(|(slug, _)| Some(slug.split_once('.')?.0))
            .collect();
        places.sort_unstable();
        places.dedup();
        if !places.contains(&place) {
            let next = match nearest(place, places.iter().copied()) {
                Some(meant) => format!("Was [{meant}] meant?"),
                None => format!("There are [{}].", places.join("], [")),
            };
            return self.wrong(span, format!("There is no place {place:?}."), next);
        }
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong(
                span,
                format!("{place} is a heading."),
                format!("Write [{place}] on a line of its own, and its actions below."),
            );
        };
        self.actions(place, table, &slugs);
    }

    fn actions(&mut self, place: &str, table: &DeTable<'_>, slugs: &[(String, &'static Action)]) {
        let of_place: Vec<(&str, &'static Action)> = slugs
            .iter()
            .filter_map(|(slug, action)| Some((slug.strip_prefix(place)?.strip_prefix('.')?, *action)))
            .collect();
        for (name, value) in table {
            let word = name.get_ref().as_ref();
            let Some((_, action)) = of_place.iter().find(|(own, _)| *own == word) else {
                let names = of_place.iter().map(|(own, _)| *own);
                let next = match nearest(word, names) {
                    Some(meant) => format!("Was {meant:?} meant?"),
                    None => "`interlens keys` prints all there are.".to_owned(),
                };
                self.wrong(&name.span(), format!("There is no action {word:?} in [{place}]."), next);
                continue;
            };
            if let Some(chords) = self.chords(value) {
                self.check(action, &chords, &value.span());
                self.keymap.set(action.id, chords);
                self.spans.insert(action.id, value.span());
            }
        }
    }

    fn chords(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Vec<Chord>> {
        let one = [value];
        let list: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
            DeValue::Array(values) => values.iter().collect(),
            _ => one.to_vec(),
        };
        let mut chords = Vec::new();
        let mut fine = true;
        for value in list {
            let read = match value.get_ref().as_str() {
                Some(text) => text.parse::<Chord>(),
                None => Err("Keys are a list of texts: [\"s\", \"alt-s\"].".to_owned()),
            };
            match read {
                Ok(chord) if chords.contains(&chord) => {}
                Ok(chord) => chords.push(chord),
                Err(next) => {
                    let shown = self.text.get(value.span()).unwrap_or_default().to_owned();
                    self.wrong(&value.span(), format!("{shown} is no key."), next);
                    fine = false;
                }
            }
        }
        fine.then_some(chords)
    }

    /// Keys that could never do what they are given for.
    fn check(&mut self, action: &'static Action, chords: &[Chord], span: &Range<usize>) {
        if chords.is_empty() {
            let out = [
                ActionId::Shell(Shell::Quit),
                ActionId::Overlay(Overlay::Close),
                ActionId::Overlay(Overlay::No),
            ];
            if out.contains(&action.id) {
                self.wrong(
                    span,
                    "Without a key there would be no way out.",
                    format!(
                        "Give {} at least one key, such as [\"esc\"] or [\"ctrl-c\"].",
                        action.id.slug()
                    ),
                );
            }
            return;
        }
        let typed = action.contexts.iter().find(|context| context.types());
        if let Some(context) = typed.filter(|_| chords.iter().all(Chord::types)) {
            self.wrong(
                span,
                format!(
                    "{} is done where letters are typed ({}), so a letter cannot do it.",
                    action.id.slug(),
                    context.label()
                ),
                "Give it a key that types nothing as well, such as enter, f2 or ctrl-o.",
            );
        }
    }

    /// Keys that mean two things in one place. Only what the file changes is looked at: the rest is in order.
    fn conflicts(&mut self) {
        let mut told = BTreeSet::new();
        for context in Context::ALL {
            let here: Vec<(&'static Action, Chord)> = actions::here(context)
                .flat_map(|action| {
                    let chords = self.keymap.changed(action.id).unwrap_or(action.keys);
                    chords.iter().map(move |chord| (action, *chord)).collect::<Vec<_>>()
                })
                .filter(|(_, chord)| !(context.types() && chord.types()))
                .collect();
            for (index, (action, chord)) in here.iter().enumerate() {
                for (other, same) in &here[index + 1..] {
                    if action.id == other.id || !meet(chord, same) {
                        continue;
                    }
                    // The same two are told of once, not in every place.
                    if !told.insert((action.id, other.id)) {
                        continue;
                    }
                    let blamed = [other, action].into_iter().find(|one| self.spans.contains_key(&one.id));
                    let Some(blamed) = blamed else { continue };
                    let rest = if blamed.id == action.id { other } else { action };
                    let span = self.spans.get(&blamed.id).cloned().unwrap_or(0..0);
                    let what = if chord == same {
                        format!("{:?} already is {} ({}).", chord.name(), rest.id.slug(), rest.name)
                    } else {
                        format!(
                            "{:?} and {:?} of {} begin alike, so the longer one could not be typed.",
                            chord.name(),
                            same.name(),
                            rest.id.slug()
                        )
                    };
                    let next = format!(
                        "Both count in: {}. Give {} another key, or take it away with [].",
                        context.label(),
                        rest.id.slug()
                    );
                    self.wrong(&span, what, next);
                }
            }
        }
    }
}

/// Whether two chords cannot both be typed: the same, or one is the beginning of the other.
fn meet(one: &Chord, other: &Chord) -> bool {
    let keys = |chord: &Chord| chord.keys().collect::<Vec<Key>>();
    one == other || one.begins_with(&keys(other)) || other.begins_with(&keys(one))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::action_id::Dashboard;

    #[test]
    fn keys_are_given_and_taken_away() {
        let text = "[shell]\nquit = [\"q\", \"ctrl-c\", \"g q\"]\nmouse = []\n\n[dashboard]\nperiod-next = \"alt-p\"\n";
        let keymap = parse(text).unwrap();
        let names = |id| -> Vec<String> { keymap.changed(id).unwrap().iter().map(Chord::name).collect() };
        assert_eq!(names(ActionId::Shell(Shell::Quit)), ["q", "ctrl-c", "g q"]);
        assert_eq!(names(ActionId::Shell(Shell::Mouse)), [""; 0]);
        assert_eq!(names(ActionId::Dashboard(Dashboard::PeriodNext)), ["alt-p"]);
        assert!(keymap.changed(ActionId::Shell(Shell::Help)).is_none());
        assert!(parse("").unwrap().is_empty());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let said = |text: &str| {
            let troubles: Vec<String> = parse(text).unwrap_err().iter().map(ToString::to_string).collect();
            troubles.join("\n")
        };
        let cases = [
            "[shel]\nquit = [\"q\"]",
            "shell = 1",
            "[shell]\nquti = [\"q\"]\nhelp = [\"hyper-x\", 7]\nquit = []",
            "[shell]\n\nmouse = [\"s\"]",
            "[shell]\nmouse = [\"g\"]",
            "[overlay]\nchoose = [\"x\"]",
            "[shell]\nquit = [\"q\"",
            "[dashboard]\nleft = [\"z\"]\nright = [\"z\"]",
        ];
        let told: Vec<String> = cases.iter().map(|text| format!("{text}\n=> {}", said(text))).collect();
        insta::assert_snapshot!(told.join("\n\n"));
    }

    #[test]
    fn keys_may_change_places() {
        let text = "[dashboard]\nperiod-next = [\"P\"]\nperiod-previous = [\"p\"]";
        assert!(parse(text).is_ok());
    }

    fn word() -> impl Strategy<Value = String> {
        let slugs: Vec<String> = actions::all().map(|action| action.id.slug()).collect();
        let key = prop_oneof![
            Just("q".to_owned()),
            Just("g t".to_owned()),
            "(ctrl-|alt-)?[a-z]",
            ".{0,3}"
        ];
        (prop::sample::select(slugs), prop::collection::vec(key, 0..3)).prop_map(|(slug, keys)| {
            let (place, name) = slug.split_once('.').unwrap();
            format!("[{place}]\n{name} = {keys:?}\n")
        })
    }

    proptest! {
        #[test]
        fn any_text_is_a_keymap_or_refused_with_a_line(text in prop_oneof![
            word(),
            prop::collection::vec(word(), 0..3).prop_map(|words| words.concat()),
            "[a-z\\[\\]=\" \n#.-]{0,40}",
            ".{0,40}",
        ]) {
            match parse(&text) {
                Ok(_) => {}
                Err(troubles) => {
                    let lines = text.lines().count().max(1);
                    for trouble in &troubles {
                        prop_assert!(trouble.line.is_some_and(|line| line >= 1 && line <= lines + 1), "{trouble:?}");
                    }
                    prop_assert!(!troubles.is_empty());
                }
            }
        }
    }
}
