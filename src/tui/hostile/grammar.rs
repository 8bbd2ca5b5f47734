//! What a frame may be made of: printable text, positions, colours, clearing, and the marks of a synchronized update.

use unicode_width::UnicodeWidthChar;

/// The most marks on one base character.
const MOST_MARKS: usize = 8;

/// Fails where a text holds something that does anything but stand where it is and be read.
pub(crate) fn is_readable(text: &str) -> Result<(), String> {
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        if (' '..='~').contains(&c) {
            marks = 0;
            continue;
        }
        let hidden = c.is_control()
            || matches!(c,
                // Direction and its overrides.
                '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                // What takes no room: soft hyphen, joiners and fillers, selectors, tags, byte order mark.
                | '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}' | '\u{200c}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0e}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
                // Ends of lines and paragraphs.
                | '\u{2028}' | '\u{2029}');
        if hidden {
            return Err(format!("{c:?}"));
        }
        if c == '\u{200d}' || c == '\u{fe0f}' {
            // What joins an emoji, or chooses its picture, stands behind one.
            let before = text[..at].chars().next_back();
            if before.is_none_or(|before| before.is_ascii_alphabetic() || before == ' ') {
                return Err(format!("{c:?} behind {before:?}"));
            }
        } else if c.width() == Some(0) {
            marks += 1;
            if marks > MOST_MARKS {
                return Err(format!("more than {MOST_MARKS} marks"));
            }
        } else {
            marks = 0;
        }
    }
    Ok(())
}

/// Fails where something was written that a frame is not made of.
pub(crate) fn is_allowed(bytes: &[u8]) -> Result<(), String> {
    let mut rest = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    while let Some(start) = rest.find('\u{1b}') {
        is_readable(&rest[..start])?;
        let sequence = &rest[start..];
        let body = sequence
            .strip_prefix("\u{1b}[")
            .ok_or_else(|| format!("{:?}", sequence.chars().take(6).collect::<String>()))?;
        let end = body.find(|c: char| ('@'..='~').contains(&c)).ok_or("it does not end")?;
        let (parameters, last) = (&body[..end], &body[end..=end]);
        let numbers = || {
            parameters
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':'))
        };
        let allowed = match last {
            "m" | "H" => numbers(),
            "J" => parameters == "2",
            "h" | "l" => parameters == "?2026",
            _ => false,
        };
        if !allowed {
            return Err(format!("ESC[{parameters}{last}"));
        }
        rest = &body[end + 1..];
    }
    is_readable(rest)
}

#[test]
fn what_does_not_belong_into_a_frame_is_found() {
    assert_eq!(
        is_allowed("\u{1b}[?2026h\u{1b}[2J\u{1b}[1;31mÄ👩\u{200d}👧 ❤\u{fe0f}\u{1b}[?2026l".as_bytes()),
        Ok(())
    );
    for wrong in [
        "\u{1b}]0;title\u{7}",
        "\u{1b}]52;c;aGk=\u{7}",
        "\u{1b}]8;;http://x\u{1b}\\",
        "\u{1b}c",
        "\u{1b}[6n",
        "\u{1b}[?1049h",
        "\u{1b}[2",
        "\u{1b}P1$r\u{1b}\\",
        "\u{7}",
        "\u{9b}m",
        "\u{7f}",
        "\n",
        "a\u{202e}b",
        "a\u{200d}b",
        "a\u{200b}",
        "\u{fe0f}",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    ] {
        assert!(is_allowed(wrong.as_bytes()).is_err(), "{wrong:?}");
    }
}
