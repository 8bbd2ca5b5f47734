//! Hostile text made harmless.
//!
//! A title or a name is written by the public. Shown as it came it could move the cursor, rename the window, fill the
//! clipboard, or make one word read as another. [`SafeText::new`] takes all of that away and keeps everything that is
//! only language: any script, combining marks, emoji.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many grapheme clusters are kept of one text. More than any cell or pane shows.
const MOST_CLUSTERS: usize = 4096;
/// How many marks one base character may carry; languages need four.
const MOST_MARKS: usize = 8;
/// How many bytes are looked at: a bound on the work, whatever arrives.
const MOST_BYTES: usize = 64 * 1024;

/// One line of text that cannot do anything but be read.
///
/// It holds no control characters, nothing invisible, and no direction overrides: those show as their names, such as
/// `⟨RLO⟩`. Line breaks and tabs are spaces. It is in Unicode normal form C.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SafeText(String);

impl SafeText {
    /// Makes a text harmless.
    pub fn new(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        // The common case: nothing to do, and nothing to look up in tables.
        if text.len() <= MOST_CLUSTERS && text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            return Self(text.to_owned());
        }
        let mut end = text.len().min(MOST_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let visible: String = text
            .get(..end)
            .unwrap_or_default()
            .chars()
            .map(Shown::of)
            .collect::<Written>()
            .0
            .nfc()
            .collect();
        let mut kept = String::with_capacity(visible.len());
        let mut cut = end < text.len();
        for (index, cluster) in visible.graphemes(true).enumerate() {
            if index == MOST_CLUSTERS {
                cut = true;
                break;
            }
            keep_cluster(cluster, &mut kept);
        }
        if cut {
            kept.push('…');
        }
        Self(kept)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many terminal columns it takes.
    pub fn width(&self) -> usize {
        self.0.width()
    }
}

/// In quotation marks, as a text is: errors quote what was typed, and a person reads them.
impl fmt::Debug for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Deref for SafeText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for SafeText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<T: AsRef<str> + ?Sized> From<&T> for SafeText {
    fn from(text: &T) -> Self {
        Self::new(text)
    }
}

impl Serialize for SafeText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// What is read is made harmless again: who wrote it is not known.
impl<'de> Deserialize<'de> for SafeText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(deserializer).map(Self::new)
    }
}

/// What becomes of one character.
enum Shown {
    AsItIs(char),
    Named(&'static str),
    Gone,
}

impl Shown {
    fn of(c: char) -> Self {
        match c {
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Self::AsItIs(' '),
            '\u{0}'..='\u{1f}' => Self::AsItIs(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
            '\u{7f}' => Self::AsItIs('\u{2421}'),
            '\u{80}'..='\u{9f}' => Self::AsItIs('\u{fffd}'),
            '\u{61c}' => Self::Named("⟨ALM⟩"),
            '\u{200e}' => Self::Named("⟨LRM⟩"),
            '\u{200f}' => Self::Named("⟨RLM⟩"),
            '\u{202a}' => Self::Named("⟨LRE⟩"),
            '\u{202b}' => Self::Named("⟨RLE⟩"),
            '\u{202c}' => Self::Named("⟨PDF⟩"),
            '\u{202d}' => Self::Named("⟨LRO⟩"),
            '\u{202e}' => Self::Named("⟨RLO⟩"),
            '\u{2066}' => Self::Named("⟨LRI⟩"),
            '\u{2067}' => Self::Named("⟨RLI⟩"),
            '\u{2068}' => Self::Named("⟨FSI⟩"),
            '\u{2069}' => Self::Named("⟨PDI⟩"),
            // The joiner of emoji families; where it joins nothing it is taken out with its cluster.
            '\u{200d}' => Self::AsItIs(c),
            _ if is_invisible(c) => Self::Gone,
            _ => Self::AsItIs(c),
        }
    }
}

struct Written(String);

impl FromIterator<Shown> for Written {
    fn from_iter<I: IntoIterator<Item = Shown>>(shown: I) -> Self {
        let mut text = String::new();
        for piece in shown {
            match piece {
                Shown::AsItIs(c) => text.push(c),
                Shown::Named(name) => text.push_str(name),
                Shown::Gone => {}
            }
        }
        Self(text)
    }
}

/// Format characters, fillers and selectors that take no room and could hide a difference: general category Cf and
/// the default-ignorable code points of Unicode 16, without those that [`Shown::of`] names.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}'
        | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200c}'
        | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0e}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Writes a grapheme cluster without the marks that are too many, and without joiners and picture selectors that join or
/// choose nothing: those would be there unseen.
fn keep_cluster(cluster: &str, kept: &mut String) {
    let pictographic = |c| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}');
    // A keycap is a digit with a frame around it.
    let picture = cluster.chars().any(|c| pictographic(c) || c == '\u{20e3}');
    let mut marks = 0;
    let mut before = None;
    let mut rest = cluster.chars().peekable();
    while let Some(c) = rest.next() {
        let stays = match c {
            '\u{200d}' => {
                before.is_some_and(|before| before != c) && rest.peek().is_some_and(|next| pictographic(*next))
            }
            '\u{fe0f}' => picture && before.is_some_and(|before| before != c && before != '\u{200d}'),
            // One without a base counts, too: cut out of a longer text it would be one more.
            _ if unicode_width::UnicodeWidthChar::width(c) == Some(0) => {
                marks += 1;
                marks <= MOST_MARKS
            }
            _ => true,
        };
        if stays {
            kept.push(c);
            before = Some(c);
        }
    }
}

/// How many terminal columns a text takes.
pub fn display_width(text: &str) -> usize {
    text.width()
}

/// The longest beginning of a text that fits `width` columns, with `…` as its last column where something was left out.
pub fn truncate(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    if width == 0 {
        return kept;
    }
    let mut used = 0;
    for cluster in text.graphemes(true) {
        let next = cluster.width();
        if used + next > width - 1 {
            break;
        }
        used += next;
        kept.push_str(cluster);
    }
    kept.push('…');
    kept
}

/// A text in exactly `width` columns: cut where it is longer, filled with spaces where it is shorter.
pub fn fit(text: &str, width: usize) -> String {
    let mut fitted = truncate(text, width);
    let missing = width.saturating_sub(fitted.width());
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escape_sequences_become_visible() {
        assert_eq!(SafeText::new("\x1b[31mred\x07").as_str(), "␛[31mred␇");
        assert_eq!(SafeText::new("\u{9b}2J").as_str(), "\u{fffd}2J");
    }

    #[test]
    fn quoted_it_reads_as_a_text() {
        assert_eq!(format!("{:?}", SafeText::new("mars")), "\"mars\"");
    }

    #[test]
    fn overrides_are_named_and_invisible_things_are_gone() {
        assert_eq!(SafeText::new("invoice\u{202e}fdp.exe").as_str(), "invoice⟨RLO⟩fdp.exe");
        assert_eq!(SafeText::new("pay\u{200b}pal\u{feff}\u{ad}").as_str(), "paypal");
        assert_eq!(SafeText::new("a\u{200d}b").as_str(), "ab");
        assert_eq!(
            SafeText::new("👩\u{200d}\u{200d} ❤\u{fe0f}\u{fe0f}\u{200d}").as_str(),
            "👩 ❤\u{fe0f}"
        );
    }

    #[test]
    fn languages_and_families_stay() {
        for text in [
            "Zoë Ångström",
            "日本語のタイトル",
            "مرحبا",
            "หน้าที่",
            "👩‍👩‍👧‍👦 ❤️ 1️⃣ 🏳️‍🌈",
            "नमस्ते",
        ] {
            let composed: String = text.nfc().collect();
            assert_eq!(SafeText::new(text).as_str(), composed);
        }
    }

    #[test]
    fn towers_of_marks_are_cut() {
        let tower = format!("e{}", "\u{301}".repeat(200));
        assert!(SafeText::new(tower).chars().count() <= 1 + MOST_MARKS);
        // Cut off its base, a tower is still no higher.
        let marks = format!("{}\u{ff9f}", "\u{301}".repeat(12));
        let kept = SafeText::new(marks);
        assert!(
            kept.chars().filter(|c| *c == '\u{301}').count() <= MOST_MARKS,
            "{kept:?}"
        );
    }

    #[test]
    fn cutting_counts_columns() {
        assert_eq!(truncate("日本語", 5), "日本…");
        assert_eq!(truncate("日本語", 4), "日…");
        assert_eq!(fit("ab", 4), "ab  ");
        assert_eq!(fit("日本語", 4), "日… ");
        assert_eq!(truncate("abc", 0), "");
    }

    proptest! {
        #[test]
        fn nothing_but_visible_text_comes_out(text in any::<String>()) {
            let safe = SafeText::new(&text);
            prop_assert!(safe.chars().all(|c| !c.is_control() && !is_invisible(c)));
            let again = SafeText::new(safe.as_str());
            prop_assert_eq!(again, safe);
        }

        #[test]
        fn a_fitted_text_has_its_width(text in any::<String>(), width in 0usize..40) {
            prop_assert_eq!(display_width(&fit(&SafeText::new(&text), width)), width);
        }
    }
}
