//! `themes/NAME.toml`: a theme of somebody's own, made from one of the house.
//!
//! ```toml
//! based-on = "dark"          # dark, light, safe-dark, safe-light
//! base     = "#101014"       # a role and its colour; those that are not named stay as they are
//! accent   = ["#ff8700", "#5fafff", "#5fd7af", "#d787ff"]   # one for each data source, or one for all
//! ```

use toml::Spanned;
use toml::de::DeValue;

use super::trouble::{Trouble, nearest, tables};
use crate::tui::theme::{Background, Colors, Palette, Rgb};

/// The folder's name.
pub const FOLDER: &str = "themes";
/// The roles that can be given a colour.
pub const ROLES: [&str; 14] = [
    "base", "panel", "raised", "text", "strong", "dim", "faint", "rule", "accent", "second", "soft", "good", "warn",
    "bad",
];

/// The themes of the house, by name. `auto` and `safe` take the ground of the terminal.
pub const HOUSE: [&str; 6] = ["auto", "dark", "light", "safe", "safe-dark", "safe-light"];

/// A theme of somebody's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Its name: that of its file.
    pub name: String,
    /// What it is drawn on.
    pub background: Background,
    /// Its colours.
    pub palette: Palette,
}

/// The ground and the colours of a theme of the house, on a terminal with this ground.
pub fn house(name: &str, told: Background) -> Option<(Background, Colors)> {
    Some(match name {
        "auto" => (told, Colors::Standard),
        "dark" => (Background::Dark, Colors::Standard),
        "light" => (Background::Light, Colors::Standard),
        "safe" => (told, Colors::Safe),
        "safe-dark" => (Background::Dark, Colors::Safe),
        "safe-light" => (Background::Light, Colors::Safe),
        _ => return None,
    })
}

/// Reads a theme.
pub fn parse(name: &str, text: &str) -> Result<Own, Vec<Trouble>> {
    let file = format!("{FOLDER}/{name}.toml");
    let tables = tables(&file, text).map_err(|trouble| vec![trouble])?;
    let tables = tables.get_ref();
    let mut troubles = Vec::new();
    let mut ground = (Background::Dark, Colors::Standard);
    if let Some(value) = tables.get("based-on") {
        let based = value
            .get_ref()
            .as_str()
            .filter(|based| !matches!(*based, "auto" | "safe"));
        match based.and_then(|based| house(based, Background::Dark)) {
            Some(found) => ground = found,
            None => troubles.push(Trouble::at(
                &file,
                text,
                &value.span(),
                "There is no such theme to begin with.",
                "It is one of \"dark\", \"light\", \"safe-dark\", \"safe-light\".",
            )),
        }
    }
    let mut palette = ground.1.palette(ground.0);
    for (role, value) in tables {
        let name = role.get_ref().as_ref();
        if name == "based-on" {
            continue;
        }
        if !ROLES.contains(&name) {
            let next = match nearest(name, ROLES) {
                Some(meant) => format!("Was {meant:?} meant?"),
                None => format!("There are based-on, {}.", ROLES.join(", ")),
            };
            troubles.push(Trouble::at(
                &file,
                text,
                &role.span(),
                format!("There is no role {name:?}."),
                next,
            ));
            continue;
        }
        match colors(name, value) {
            Ok(colors) => set(&mut palette, name, &colors),
            Err(next) => {
                let shown = text.get(value.span()).unwrap_or_default();
                troubles.push(Trouble::at(
                    &file,
                    text,
                    &value.span(),
                    format!("{name} cannot be {shown}."),
                    next,
                ));
            }
        }
    }
    troubles.sort_by_key(|trouble| trouble.line);
    if !troubles.is_empty() {
        return Err(troubles);
    }
    Ok(Own {
        name: name.to_owned(),
        background: ground.0,
        palette,
    })
}

/// The colours of a value: one, or for the roles that each data source has its own of up to four.
fn colors(role: &str, value: &Spanned<DeValue<'_>>) -> Result<Vec<Rgb>, String> {
    let one = |value: &DeValue<'_>| {
        value
            .as_str()
            .and_then(color)
            .ok_or_else(|| "A colour is written as \"#rrggbb\".".to_owned())
    };
    match value.get_ref() {
        DeValue::Array(values) if matches!(role, "accent" | "second") => {
            if values.is_empty() || values.len() > 4 {
                return Err("It has one to four colours.".to_owned());
            }
            values.iter().map(|value| one(value.get_ref())).collect()
        }
        DeValue::Array(_) => Err("Only accent and second have several colours; this has one, \"#rrggbb\".".to_owned()),
        value => one(value).map(|color| vec![color]),
    }
}

fn set(palette: &mut Palette, role: &str, colors: &[Rgb]) {
    let Some(first) = colors.first().copied() else { return };
    let four = std::array::from_fn(|index| colors[index % colors.len()]);
    match role {
        "base" => palette.base = first,
        "panel" => palette.panel = first,
        "raised" => palette.raised = first,
        "text" => palette.text = first,
        "strong" => palette.strong = first,
        "dim" => palette.dim = first,
        "faint" => palette.faint = first,
        "rule" => palette.rule = first,
        "accent" => palette.accent = four,
        "second" => palette.second = four,
        "soft" => palette.soft = Some(first),
        "good" => palette.good = first,
        "warn" => palette.warn = first,
        "bad" => palette.bad = first,
        _ => {}
    }
}

fn color(text: &str) -> Option<Rgb> {
    let digits = text
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some((part(0)?, part(2)?, part(4)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::theme::Role;

    #[test]
    fn a_theme_changes_what_it_names() {
        let own = parse(
            "mine",
            "based-on = \"safe-light\"\nbase = \"#FFFFFF\"\naccent = [\"#010203\", \"#040506\"]",
        )
        .unwrap();
        assert_eq!((own.background, own.palette.base), (Background::Light, (255, 255, 255)));
        assert_eq!(own.palette.rgb(Role::Accent, 3), (4, 5, 6));
        assert_eq!(own.palette.text, Colors::Safe.palette(Background::Light).text);
        for role in ROLES {
            assert!(parse("mine", &format!("{role} = \"#123456\"")).is_ok(), "{role}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let text = "based-on = \"auto\"\nacent = \"#123456\"\nbad = \"red\"\ngood = [\"#123456\"]\naccent = []";
        let troubles: Vec<String> = parse("mine", text)
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        insta::assert_snapshot!(troubles.join("\n"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_theme_or_refused_with_a_line(text in "((base|accent|bad) = [\"#0-9a-f\\[\\], ]{0,12}\n){0,3}|.{0,40}") {
            if let Err(troubles) = parse("x", &text) {
                prop_assert!(!troubles.is_empty() && troubles.iter().all(|trouble| trouble.line.is_some()));
            }
        }
    }
}
