//! Texts on their way into other programs, where some of their characters would do something.

/// Whether a spreadsheet would take a text for a formula (OWASP ASVS 1.2.10): it begins with `=`, `+`, `-`, `@`, their wide
/// forms, a tab or a carriage return; blanks, NUL and line feeds before them do not count.
pub fn is_formula(text: &str) -> bool {
    text.trim_start_matches([' ', '\0', '\u{a0}', '\n'])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// A text for a cell of a spreadsheet: with an apostrophe before what would be run.
pub fn spreadsheet(text: String) -> String {
    if is_formula(&text) { format!("'{text}") } else { text }
}

/// A text for a cell of a Markdown table: what would end the cell, or begin something that is not text, is escaped.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_do_something_does_nothing() {
        for text in ["=1", " +1", "\u{a0}@x", "＝x", "\tx", "-2"] {
            assert_eq!(spreadsheet(text.to_owned()), format!("'{text}"));
        }
        assert_eq!(spreadsheet("a=b".to_owned()), "a=b");
        assert_eq!(markdown("a|b [x](y)"), "a\\|b \\[x\\](y)");
    }
}
