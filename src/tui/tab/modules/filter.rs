//! What people type to filter a column, as conditions.

use crate::api::wire::{Condition, Test};
use crate::catalog::Kind;
use crate::tui::model::Model;

/// Reads what was typed for a column: a test and a value (`> 5`, `!= open`, `~ refund`), a value alone, several with `|`
/// between them, a range (`2026-11-01..2026-11-22`), `empty` or `not empty`; or a whole condition with a column of its own.
/// A value alone is looked for inside texts, and is the value itself in other columns. Says in words what is wrong.
pub fn read(text: &str, here: &(String, Kind), columns: &[(String, Kind)]) -> Result<Vec<Condition>, String> {
    let (column, kind) = here;
    let text = text.trim();
    if text.is_empty() {
        return Err(format!("Type what {column} has to be, such as {}.", example(*kind)));
    }
    match text.to_lowercase().as_str() {
        "empty" | "is empty" | "none" | "—" => return Ok(vec![Condition::bare(column, Test::Empty)]),
        "not empty" | "is not empty" | "!empty" | "any" => return Ok(vec![Condition::bare(column, Test::Filled)]),
        _ => {}
    }
    if text.starts_with(['=', '!', '<', '>', '~', '^', '$']) {
        let condition: Condition = format!("{column} {text}")
            .parse()
            .map_err(|error: crate::api::wire::ConditionError| format!("That is no condition: {}.", error.why))?;
        return Ok(vec![condition]);
    }
    // A whole condition names a column of this table; anything else with a sign in it is a text to look for.
    if let Ok(mut condition) = text.parse::<Condition>()
        && let Some((name, _)) = columns
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&condition.column))
    {
        name.clone_into(&mut condition.column);
        return Ok(vec![condition]);
    }
    if *kind != Kind::Text
        && let Some((from, to)) = text.split_once("..")
        && !(from.trim().is_empty() && to.trim().is_empty())
    {
        let mut range = Vec::new();
        for (value, test) in [(from, Test::AtLeast), (to, Test::AtMost)] {
            if !value.trim().is_empty() {
                range.push(Condition::new(column, test, value.trim()));
            }
        }
        return Ok(range);
    }
    if matches!(kind, Kind::Text | Kind::List) && !text.contains('|') {
        return Ok(vec![Condition::new(column, Test::Contains, text)]);
    }
    let values = text.split('|').map(|value| value.trim().to_owned());
    Ok(vec![Condition {
        column: column.clone(),
        test: Test::Is,
        values: values.filter(|value| !value.is_empty()).collect(),
    }])
}

/// What can be typed for a column of a type.
pub const fn example(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "refund, = open | closed, ^= Re:, empty",
        Kind::Id => "215471, != 0, empty",
        Kind::Integer => "5, > 3, 10..20, empty",
        Kind::Decimal => "> 99.5, 10..20, empty",
        Kind::Boolean => "yes, no, empty",
        Kind::Timestamp => "today, >= 2026-11-01, 2026-11-01..2026-11-07, empty",
        Kind::Duration => "> 4 min, < 2 h, 30 s..5 min, empty",
        Kind::List => "vip, != vip, empty",
    }
}

/// The columns whose names have all words of what was typed, by their places.
pub fn columns(model: &Model, typed: &str) -> Vec<usize> {
    let Some(table) = model.modules.table() else {
        return Vec::new();
    };
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let named = |name: &str| {
        let name = name.to_lowercase();
        words.iter().all(|word| name.contains(word))
    };
    let columns = table.layout.columns.iter().enumerate();
    columns
        .filter(|(_, column)| named(&column.name))
        .map(|(place, _)| place)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(kind: Kind, text: &str) -> Vec<String> {
        let columns = [("Size".to_owned(), kind), ("State".to_owned(), Kind::Text)];
        let conditions = read(text, &columns[0], &columns).unwrap();
        conditions.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_people_type_is_understood() {
        assert_eq!(typed(Kind::Integer, "5"), ["Size = 5"]);
        assert_eq!(typed(Kind::Integer, "> 5"), ["Size > 5"]);
        assert_eq!(typed(Kind::Integer, "10..20"), ["Size >= 10", "Size <= 20"]);
        assert_eq!(typed(Kind::Timestamp, "2026-11-01.."), ["Size >= 2026-11-01"]);
        assert_eq!(typed(Kind::Text, "refund now"), ["Size ~ refund now"]);
        assert_eq!(typed(Kind::Text, "a | b"), ["Size = a | b"]);
        assert_eq!(typed(Kind::Text, "wait..."), ["Size ~ wait..."]);
        assert_eq!(typed(Kind::Id, "1|2"), ["Size = 1 | 2"]);
        assert_eq!(typed(Kind::Boolean, "empty"), ["Size is empty"]);
        assert_eq!(typed(Kind::List, "!= vip"), ["Size != vip"]);
        assert_eq!(typed(Kind::Integer, "state = open"), ["State = open"]);
        assert_eq!(typed(Kind::Text, "a=b"), ["Size ~ a=b"]);
    }

    #[test]
    fn what_is_missing_is_said() {
        let here = ("Size".to_owned(), Kind::Integer);
        for text in ["", "  ", ">", "=", "< 1 | 2"] {
            assert!(read(text, &here, std::slice::from_ref(&here)).is_err(), "{text:?}");
        }
    }
}
