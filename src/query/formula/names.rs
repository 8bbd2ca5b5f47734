//! What a name means, and which was meant when it means nothing.

use crate::catalog::Module;
use crate::catalog::field::same_name;

use super::book::{Book, Definition};

/// What a column's name stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column<'a> {
    /// A field: its name as the catalog spells it, and whether it is part of the module's key, and so never empty.
    Field {
        /// The catalog's spelling.
        name: &'static str,
        /// Whether every row has a value.
        always: bool,
    },
    /// A formula.
    Formula(&'a Definition),
}

/// Finds a field or formula of a module by name. Fields come first.
pub(crate) fn find_column<'a>(book: &'a Book, module: Module, name: &str) -> Option<Column<'a>> {
    if let Some((_, field)) = module.field(name) {
        return Some(Column::Field {
            name: field.name,
            always: module.key().contains(&field.name),
        });
    }
    book.find(module, name).map(Column::Formula)
}

/// A hint that names what was probably meant, closest first and three at most; nothing when no name is close.
pub(crate) fn suggestion<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let typed = folded(typed);
    let allowed = (typed.chars().count() / 3).max(2);
    let mut close: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let candidate = folded(name);
            let distance = if typed.chars().count() >= 3 && candidate.contains(&typed) {
                1
            } else {
                distance(&typed, &candidate)
            };
            (distance <= allowed).then_some((distance, name))
        })
        .collect();
    close.sort_by_key(|(distance, _)| *distance);
    close.dedup_by(|left, right| same_name(left.1, right.1));
    let quoted: Vec<String> = close.iter().take(3).map(|(_, name)| format!("\"{name}\"")).collect();
    (!quoted.is_empty()).then(|| format!("did you mean {}?", quoted.join(" or ")))
}

fn folded(name: &str) -> String {
    name.to_lowercase().replace(['_', '-', '\u{a0}'], " ")
}

/// The number of letters to change, add, remove or swap with their neighbour (optimal string alignment).
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before = vec![0; right.len() + 1];
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for i in 1..=left.len() {
        let mut next = vec![i; right.len() + 1];
        for j in 1..=right.len() {
            let cost = usize::from(left[i - 1] != right[j - 1]);
            next[j] = (row[j] + 1).min(next[j - 1] + 1).min(row[j - 1] + cost);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger_are_recognised() {
        let fields = || Module::Conversations.fields().iter().map(|field| field.name);
        assert_eq!(suggestion("Sate", fields()).unwrap(), "did you mean \"State\"?");
        assert!(
            suggestion("converstion rating", fields())
                .unwrap()
                .contains("\"Conversation Rating\"")
        );
        assert_eq!(suggestion("zzzzzz", fields()), None);
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn fields_come_before_formulas() {
        let book = Book::default();
        assert!(matches!(
            find_column(&book, Module::Conversations, "conversation_rating"),
            Some(Column::Field {
                name: "Conversation Rating",
                always: false
            })
        ));
        assert!(matches!(
            find_column(&book, Module::Conversations, "satisfaction category"),
            Some(Column::Formula(_))
        ));
        assert!(find_column(&book, Module::Tickets, "satisfaction category").is_none());
    }
}
