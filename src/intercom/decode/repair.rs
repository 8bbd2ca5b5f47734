//! JSON that is well-formed and yet cannot be read: half of a surrogate pair, and numbers beyond what a float holds.
//!
//! Both are real. A title that was cut in the middle of an emoji ends in `\ud83d`, and the grammar of JSON allows it.

/// The text with lone surrogates replaced by U+FFFD and numbers that overflow by null. Reads well-formed JSON.
pub(super) fn repaired(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' => string(rest, &mut out),
            '-' | '0'..='9' => number(rest, &mut out),
            _ => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// Copies the string at the beginning of `json`, and tells how long it was.
fn string(json: &str, out: &mut String) -> usize {
    let bytes = json.as_bytes();
    let mut at = 1;
    let mut copied = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += 1;
                break;
            }
            b'\\' => match (escaped(json, at), escaped(json, at + 6)) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
                (Some(0xd800..=0xdfff), _) => {
                    out.push_str(json.get(copied..at).unwrap_or_default());
                    out.push('\u{fffd}');
                    at += 6;
                    copied = at;
                }
                _ => at += 2,
            },
            _ => at += 1,
        }
    }
    let end = at.min(bytes.len());
    out.push_str(json.get(copied..end).unwrap_or_default());
    end
}

/// The number of a `\uXXXX` at `at`.
fn escaped(json: &str, at: usize) -> Option<u32> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    u32::from_str_radix(digits, 16).ok()
}

/// Copies the number at the beginning of `json`, and tells how long it was.
fn number(json: &str, out: &mut String) -> usize {
    let end = json
        .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
        .unwrap_or(json.len());
    let text = json.get(..end).unwrap_or_default();
    out.push_str(match text.parse::<f64>() {
        Ok(number) if number.is_finite() => text,
        _ => "null",
    });
    end.max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    #[test]
    fn halves_of_pairs_are_replaced_and_whole_pairs_stay() {
        assert_eq!(repaired(r#"{"a":"x\ud83d"}"#), "{\"a\":\"x\u{fffd}\"}");
        assert_eq!(
            repaired(r#"["\udc00\ud83d\ud83d\ude00y"]"#),
            "[\"\u{fffd}\u{fffd}\\ud83d\\ude00y\"]"
        );
        assert_eq!(
            repaired(r#"["\\ud83d","\"\ud83d"]"#),
            "[\"\\\\ud83d\",\"\\\"\u{fffd}\"]"
        );
    }

    #[test]
    fn numbers_that_overflow_are_null() {
        assert_eq!(
            repaired(r#"{"1e999":[1e999,-1E+999,12,-0.5e-3]}"#),
            r#"{"1e999":[null,null,12,-0.5e-3]}"#
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: RngSeed::Fixed(7),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn what_can_be_read_stays_as_it_is(text in any::<String>(), number in any::<i64>()) {
            let json = serde_json::json!({ "a": [text, number, null, true, {}] }).to_string();
            prop_assert_eq!(repaired(&json), json);
        }

        #[test]
        fn it_never_panics(text in any::<String>()) {
            let _ = repaired(&text);
            let _ = repaired(&format!("\"\\u{text}"));
        }
    }
}
