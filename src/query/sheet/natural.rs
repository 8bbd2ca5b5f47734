//! The order in which people count: `item 9` before `item 10`, letter case aside, and the exact letters only where
//! nothing else tells two texts apart.
//!
//! A text has a key of bytes whose plain order is that order. A key is never laid out in full: a sort asks for
//! sixteen bytes of it at a time, and for the next sixteen only where those are the same.

use std::cmp::Ordering;

/// The bytes of a key that are given at a time.
const WIDTH: usize = 16;

/// Sixteen bytes of a key, as numbers that are in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    pub high: u64,
    pub low: u64,
    /// Whether the key goes on after it.
    pub more: bool,
}

/// The piece of a text's key at a depth: 0 is the first.
pub(super) fn piece(text: &str, depth: usize) -> Piece {
    let mut window = Window {
        skip: depth * WIDTH,
        bytes: [0; WIDTH],
        filled: 0,
        more: false,
    };
    window.write(text);
    let whole = u128::from_be_bytes(window.bytes);
    Piece {
        high: (whole >> 64) as u64,
        low: whole as u64,
        more: window.more,
    }
}

/// Which of two texts comes first. They are equal only when they are the same.
pub(super) fn compare(left: &str, right: &str) -> Ordering {
    let mut depth = 0;
    loop {
        let (one, two) = (piece(left, depth), piece(right, depth));
        let order = (one.high, one.low).cmp(&(two.high, two.low));
        if order != Ordering::Equal {
            return order;
        }
        if !one.more && !two.more {
            return left.cmp(right);
        }
        depth += 1;
    }
}

/// A part of a key that is being written.
struct Window {
    skip: usize,
    bytes: [u8; WIDTH],
    filled: usize,
    more: bool,
}

impl Window {
    fn push(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if let Some(place) = self.bytes.get_mut(self.filled) {
            *place = byte;
            self.filled += 1;
        } else {
            self.more = true;
        }
    }

    fn write(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.more {
                return;
            }
            if byte.is_ascii_digit() {
                let run = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                self.number(&bytes[at..at + run]);
                at += run;
            } else if byte.is_ascii() {
                self.letter(byte.to_ascii_lowercase());
                at += 1;
            } else {
                let Some(letter) = text[at..].chars().next() else {
                    return;
                };
                for lower in letter.to_lowercase() {
                    let mut place = [0; 4];
                    for byte in lower.encode_utf8(&mut place).bytes() {
                        self.letter(byte);
                    }
                }
                at += letter.len_utf8();
            }
        }
    }

    /// A byte that is no digit. Zero is what stands after the end, so it is written in another way.
    fn letter(&mut self, byte: u8) {
        if byte <= 1 {
            self.push(1);
            self.push(byte + 1);
        } else {
            self.push(byte);
        }
    }

    /// A run of digits: among letters it stands where a digit stands, and of two runs the longer is greater.
    fn number(&mut self, digits: &[u8]) {
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        let digits = &digits[zeros..];
        self.push(b'0');
        if let Some(length) = u8::try_from(digits.len() + 1).ok().filter(|length| *length < u8::MAX) {
            self.push(length);
        } else {
            self.push(u8::MAX);
            for byte in (digits.len() as u64).to_be_bytes() {
                self.push(byte);
            }
        }
        for digit in digits {
            self.push(*digit);
            if self.more {
                return;
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::testing::cases;

    /// The same order, told in another way: texts as lists of letters and numbers.
    pub(crate) fn model(left: &str, right: &str) -> Ordering {
        #[derive(PartialEq, Eq, PartialOrd, Ord)]
        struct Part(Vec<u8>, usize, String);
        fn parts(text: &str) -> Vec<Part> {
            let letters: Vec<char> = text.chars().collect();
            let mut parts = Vec::new();
            let mut at = 0;
            while at < letters.len() {
                let run: String = letters[at..].iter().take_while(|c| c.is_ascii_digit()).collect();
                if run.is_empty() {
                    for c in letters[at].to_lowercase() {
                        parts.push(Part(c.to_string().into_bytes(), 0, String::new()));
                    }
                    at += 1;
                } else {
                    let digits = run.trim_start_matches('0').to_owned();
                    parts.push(Part(vec![b'0'], digits.len(), digits));
                    at += run.len();
                }
            }
            parts
        }
        parts(left).cmp(&parts(right)).then_with(|| left.cmp(right))
    }

    #[test]
    fn people_count_so() {
        let mut texts = [
            "item 10", "Item 9", "item 9", "item 09", "", "item", "10", "9", "Ärger", "zebra", "item 9a",
        ];
        texts.sort_by(|left, right| compare(left, right));
        assert_eq!(
            texts,
            [
                "", "9", "10", "item", "Item 9", "item 09", "item 9", "item 9a", "item 10", "zebra", "Ärger"
            ]
        );
        let (long, longer) = ("1".repeat(300), "1".repeat(301));
        assert_eq!(compare(&longer, &long), Ordering::Greater);
        assert_eq!(compare(&long, "2"), Ordering::Greater);
    }

    proptest! {
        #![proptest_config(cases(1000))]
        #[test]
        fn keys_are_in_the_order_of_the_model(left in "[aAbé0019 \u{0}\u{1}-]{0,24}", right in "[aAbé0019 \u{0}\u{1}-]{0,24}") {
            prop_assert_eq!(compare(&left, &right), model(&left, &right));
        }
    }
}
