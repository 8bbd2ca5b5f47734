//! Letter case aside: what it means here that a text contains, begins with or ends with another.
//!
//! Texts are compared letter by letter in lower case, in every script. Most texts are ASCII, and those are looked through
//! where they lie.

use std::borrow::Cow;

/// A text that is looked for, letter case aside.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::query) struct Needle {
    folded: String,
    ascii: bool,
}

impl Needle {
    pub(in crate::query) fn new(text: &str) -> Self {
        let folded = folded(text).into_owned();
        Self {
            ascii: folded.is_ascii(),
            folded,
        }
    }

    /// Whether `text` contains it.
    pub(in crate::query) fn is_in(&self, text: &str) -> bool {
        if text.is_ascii() {
            self.ascii && contains(text.as_bytes(), self.folded.as_bytes())
        } else {
            folded(text).contains(&self.folded)
        }
    }

    /// Whether `text` begins with it.
    pub(in crate::query) fn begins(&self, text: &str) -> bool {
        let (own, length) = (self.folded.as_bytes(), self.folded.len());
        if text.is_ascii() {
            self.ascii && text.len() >= length && text.as_bytes()[..length].eq_ignore_ascii_case(own)
        } else {
            folded(text).starts_with(&self.folded)
        }
    }

    /// Whether `text` ends with it.
    pub(in crate::query) fn ends(&self, text: &str) -> bool {
        let (own, length) = (self.folded.as_bytes(), self.folded.len());
        if text.is_ascii() {
            self.ascii && text.len() >= length && text.as_bytes()[text.len() - length..].eq_ignore_ascii_case(own)
        } else {
            folded(text).ends_with(&self.folded)
        }
    }
}

/// A text in lower case, letter by letter: what a letter becomes does not depend on its neighbours.
pub(in crate::query) fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().flat_map(char::to_lowercase).collect())
    }
}

/// Whether `hay`, which is ASCII, contains `needle`, which is ASCII in lower case.
fn contains(hay: &[u8], needle: &[u8]) -> bool {
    let Some((&first, rest)) = needle.split_first() else {
        return true;
    };
    let Some(last) = hay.len().checked_sub(needle.len()) else {
        return false;
    };
    let upper = first.to_ascii_uppercase();
    let mut at = 0;
    while at <= last {
        let Some(skip) = hay[at..=last].iter().position(|byte| *byte == first || *byte == upper) else {
            return false;
        };
        at += skip + 1;
        if hay[at..at + rest.len()].eq_ignore_ascii_case(rest) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::testing::cases;

    fn plain(text: &str) -> String {
        text.chars().flat_map(char::to_lowercase).collect()
    }

    proptest! {
        #![proptest_config(cases(400))]
        #[test]
        fn it_is_what_lower_case_says(text in "[aAbBéÉ\u{212a}kß0 ]{0,8}", needle in "[aAbBéÉ\u{212a}kß0 ]{0,3}") {
            let (low, own, needle) = (plain(&text), plain(&needle), Needle::new(&needle));
            prop_assert_eq!(needle.is_in(&text), low.contains(&own));
            prop_assert_eq!(needle.begins(&text), low.starts_with(&own));
            prop_assert_eq!(needle.ends(&text), low.ends_with(&own));
        }
    }
}
