//! What can be typed, in lines.

use super::command::{WORDS, offered};

/// Everything that can be typed, or what begins with or tells of a word.
pub(super) fn help(word: &str) -> Vec<String> {
    let words = WORDS.iter().map(|(word, follows, does)| {
        let head = if follows.is_empty() {
            (*word).to_owned()
        } else {
            format!("{word} {follows}")
        };
        (head, *does)
    });
    let actions = offered().map(|action| (action.name.to_owned(), action.description));
    let all: Vec<String> = words
        .chain(actions)
        .filter(|(head, does)| head.to_lowercase().contains(word) || does.to_lowercase().contains(word))
        .map(|(head, does)| format!("{head}: {does}"))
        .collect();
    if all.is_empty() {
        return vec![format!(
            "Nothing that can be typed is about {word:?}. help alone says everything."
        )];
    }
    all
}
