//! JSON that is safe to look at.
//!
//! `serde_json` escapes what JSON forbids in a string. Here everything else that a terminal obeys or a reader cannot
//! see is escaped as well: DEL, the C1 controls, direction overrides, invisible characters. A parser reads the same
//! text; an eye sees what is there.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::cells::Cell;
use crate::cli::failure::Failure;
use crate::text::format::rfc3339_millis;

/// A value as JSON over several lines, escaped.
pub(in crate::cli) fn pretty(value: &impl Serialize) -> Result<String, Failure> {
    let json = serde_json::to_string_pretty(value).map_err(unwritable)?;
    Ok(escaped(&json).into_owned())
}

/// A row as a JSON object on one line, escaped: the names of the columns are its keys, in their order.
pub(in crate::cli) fn row<'a>(names: &[String], cells: impl Iterator<Item = Cell<'a>>) -> Result<String, Failure> {
    let mut line = Vec::with_capacity(512);
    let mut json = serde_json::Serializer::new(&mut line);
    let written = (|| {
        let mut object = json.serialize_map(Some(names.len()))?;
        for (name, cell) in names.iter().zip(cells) {
            object.serialize_entry(name, &cell)?;
        }
        object.end()
    })();
    written.map_err(unwritable)?;
    let line = String::from_utf8(line).map_err(unwritable)?;
    Ok(match escaped(&line) {
        Cow::Borrowed(_) => line,
        Cow::Owned(escaped) => escaped,
    })
}

/// Times are RFC 3339 in UTC, durations whole seconds, lists arrays; nothing is `null`.
impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Integer(number) | Cell::Duration(number) => serializer.serialize_i64(*number),
            Cell::Decimal(number) => serializer.serialize_f64(*number),
            Cell::Boolean(yes) => serializer.serialize_bool(*yes),
            Cell::Moment(millis) => rfc3339_millis(*millis).serialize(serializer),
            Cell::List(items) => items.serialize(serializer),
        }
    }
}

/// The same JSON with every harmful character as `\uXXXX`. Such characters stand in strings only, so the text can be
/// gone through as it is.
fn escaped(json: &str) -> Cow<'_, str> {
    if !json.contains(is_harmful) {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len() + 32);
    for c in json.chars() {
        if is_harmful(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

/// Controls beyond ASCII's first 32, line separators, and format characters that override, hide or tag. The joiners of
/// scripts and emoji are among them; escaped they mean the same.
const fn is_harmful(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn unwritable(error: impl std::error::Error + Send + Sync + 'static) -> Failure {
    Failure::failed(
        "The answer could not be written as JSON.",
        format!("{error}."),
        "This is a fault of interlens; please report it. Another --format may work meanwhile.",
    )
    .because(error)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::super::cells::{Cells, fixture};
    use super::*;

    #[test]
    fn every_kind_has_its_form() {
        let batch = fixture::batch(&["é", "b"]);
        let names: Vec<String> = batch
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        let cells = Cells::of(&batch).unwrap();
        assert_eq!(
            row(&names, cells.row(0)).unwrap(),
            r#"{"ID":"00","Title":"é","Parts":1000,"Spend":0.5,"Read":true,"Created At":"2026-11-18T11:06:40Z","Reply":252,"Tags":["é","second"]}"#
        );
        let odd: Value = serde_json::from_str(&row(&names, cells.row(1)).unwrap()).unwrap();
        assert_eq!(
            odd,
            json!({"ID":"01","Title":"b","Parts":null,"Spend":null,"Read":null,"Created At":null,"Reply":null,"Tags":null})
        );
    }

    #[test]
    fn what_is_no_number_is_null() {
        let line = row(&["a".to_owned()], [Cell::Decimal(f64::NAN)].into_iter()).unwrap();
        assert_eq!(line, r#"{"a":null}"#);
    }

    #[test]
    fn tags_beyond_the_first_plane_are_two_units() {
        assert_eq!(escaped("\"\u{e0041}\""), "\"\\udb40\\udc41\"");
    }

    proptest! {
        #[test]
        fn a_parser_reads_the_text_and_an_eye_sees_it(text in any::<String>(), hostile in proptest::sample::select(fixture::HOSTILE)) {
            let text = format!("{text}{hostile}");
            let line = row(&["k".to_owned()], [Cell::Text(&text)].into_iter()).unwrap();
            prop_assert!(!line.chars().any(|c| c.is_control() || is_harmful(c)));
            let back: Value = serde_json::from_str(&line).unwrap();
            prop_assert_eq!(back["k"].as_str().unwrap(), text);
        }
    }
}
