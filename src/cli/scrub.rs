//! The second net for secrets: takes access tokens out of text that is about to be written.
//!
//! The first net is that tokens are `SecretString`s and sensitive headers, which do not print. This one catches what a
//! library may put into an error or a log line all the same: the credentials of an `Authorization` header, and
//! anything that looks like an Intercom access token (base64 of `tok:…`).

use std::borrow::Cow;
use std::io::{self, Write};

/// What stands where a token stood.
const TAKEN: &str = "[token]";
/// How every Intercom access token begins.
const INTERCOM: &str = "dG9rO";
/// The schemes of an `Authorization` header, in lower case.
const SCHEMES: [&str; 2] = ["bearer", "basic"];

/// The text without tokens.
pub fn scrub(text: &str) -> Cow<'_, str> {
    let mut clean = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some((start, end)) = find(text, at) {
        clean.push_str(text.get(copied..start).unwrap_or_default());
        clean.push_str(TAKEN);
        copied = end;
        at = end;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    clean.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(clean)
}

/// The first token at or after a position: where it begins and ends.
fn find(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find_map(|at| {
        let here = bytes.get(at..)?;
        if here.starts_with(INTERCOM.as_bytes()) {
            return Some((at, token_end(bytes, at)));
        }
        let begins_word = at == 0 || !bytes.get(at - 1)?.is_ascii_alphanumeric();
        let scheme = SCHEMES.iter().find(|scheme| {
            begins_word
                && here
                    .get(..scheme.len())
                    .is_some_and(|word| word.eq_ignore_ascii_case(scheme.as_bytes()))
        })?;
        let gap = here
            .get(scheme.len()..)?
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b':' | b'"' | b'\''))
            .count();
        let start = at + scheme.len() + gap;
        let end = token_end(bytes, start);
        (gap > 0 && end > start && !text.get(start..end)?.eq(TAKEN)).then_some((start, end))
    })
}

/// Where the token that begins at `start` ends: at the first byte that no credential holds.
fn token_end(bytes: &[u8], start: usize) -> usize {
    let length = bytes
        .get(start..)
        .unwrap_or_default()
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=[]|".contains(byte))
        .count();
    start + length
}

/// A writer that takes tokens out of what passes through. Each write has to be a whole line, as a log event is.
pub(super) struct Scrubbed<W>(pub(super) W);

impl<W: Write> Write for Scrubbed<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.write_all(scrub(&String::from_utf8_lossy(line)).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tokens_are_taken_out_wherever_they_are() {
        for (text, clean) in [
            ("Authorization: Bearer abc.def-1", "Authorization: Bearer [token]"),
            (
                "bearer abc, Basic dXNlcjpwdw== end",
                "bearer [token], Basic [token] end",
            ),
            (
                "{\"authorization\":\"Bearer s3cr3t\"}",
                "{\"authorization\":\"Bearer [token]\"}",
            ),
            ("token dG9rOmFiY2RlZg== was refused", "token [token] was refused"),
            ("Bearer [token]", "Bearer [token]"),
            ("é Bearer x é", "é Bearer [token] é"),
        ] {
            assert_eq!(scrub(text), clean);
        }
    }

    #[test]
    fn words_that_are_no_tokens_stay() {
        for text in ["", "the forbearer of it", "Bearer", "Bearer ", "logs", "日本語"] {
            assert_eq!(scrub(text), text);
        }
    }

    proptest! {
        #[test]
        fn no_text_around_a_token_keeps_it(before in any::<String>(), token in "[A-Za-z0-9]{12,40}", after in "[ ,;)\n].*") {
            let text = format!("{before} Bearer {token}{after}");
            prop_assume!(!before.contains(&token) && !after.contains(&token));
            prop_assert!(!scrub(&text).contains(&token));
            let mut written = Vec::new();
            Scrubbed(&mut written).write_all(text.as_bytes()).unwrap();
            prop_assert!(!String::from_utf8(written).unwrap().contains(&token));
        }
    }
}
