//! Data that come by a pipe or in a file: CSV, TSV, JSON, lines of JSON, or what `uniq -c` prints, made into a frame.
//!
//! Which of them it is, is found from its beginning; what the columns hold (numbers, lengths of time, shares, amounts,
//! dates), from their values. A row that is not like the others is left out and counted, and so is a value: whoever asks is
//! told in [`Read::notes`]. No input is too strange to be refused in words.

mod delimited;
mod grain;
mod json;
mod keep;
mod typed;

use crate::chart::Frame;
use crate::text::format;

pub(super) use grain::cut;
pub(super) use keep::keep;

/// So many rows are read at most; what follows is left out, and that is said.
pub(super) const MOST_ROWS: usize = 100_000;
/// And so many columns.
const MOST_COLUMNS: usize = 500;
/// And so many bytes.
pub(super) const MOST_BYTES: usize = 256 << 20;

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    /// The values.
    pub(super) frame: Frame,
    /// What was left out, in words.
    pub(super) notes: Vec<String>,
}

/// Rows as texts, before it is known what they are.
#[derive(Debug, Default, PartialEq)]
struct Raw {
    names: Vec<String>,
    /// Each as long as there are names.
    rows: Vec<Vec<Option<String>>>,
    /// Rows that are not like the others.
    bad: usize,
    more: bool,
    /// Whether a comma stands before the fraction of a number.
    comma: bool,
}

/// Reads data. What cannot be read at all is told in a sentence.
pub(super) fn read(bytes: &[u8]) -> Result<Read, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("It is UTF-16; save it as UTF-8.".to_owned());
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let mut notes = Vec::new();
    let text = String::from_utf8_lossy(bytes);
    if matches!(text, std::borrow::Cow::Owned(_)) {
        notes.push("what is not UTF-8 is replaced by �".to_owned());
    }
    if text.contains('\0') {
        return Err("It holds zero bytes, as programs and pictures do, and texts do not.".to_owned());
    }
    let raw = match text.trim_start().chars().next() {
        None => return Err("There is nothing in it.".to_owned()),
        Some('[' | '{') => json::read(&text)?,
        Some(_) => delimited::read(&text),
    };
    if raw.names.is_empty() {
        return Err("It has no columns.".to_owned());
    }
    if raw.names.len() > MOST_COLUMNS {
        return Err(format!(
            "It has {} columns, and {MOST_COLUMNS} is the most.",
            format::count(raw.names.len() as u64)
        ));
    }
    if raw.bad > 0 {
        let (rows, are) = if raw.bad == 1 { ("row", "is") } else { ("rows", "are") };
        notes.push(format!(
            "{} {rows} that {are} not like the others {are} left out",
            format::count(raw.bad as u64)
        ));
    }
    if raw.more {
        notes.push(format!(
            "only the first {} rows are read",
            format::count(MOST_ROWS as u64)
        ));
    }
    let frame = typed::frame(raw, &mut notes)?;
    Ok(Read { frame, notes })
}

#[cfg(test)]
mod tests;
