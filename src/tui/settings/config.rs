//! `config.toml`: what stands in it, and what is wrong with it.

use std::str::FromStr;

use toml::Spanned;
use toml::de::DeValue;

use super::trouble::{Trouble, nearest, tables};
use super::values::{Clock, Desktop, Folder, GlyphChoice, Pictures, PixelChoice};
use crate::tui::place::Address;

/// The file's name.
pub const FILE: &str = "config.toml";

/// What the file says; nothing where it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The theme: `auto`, one of the themes there are, or one of the user's own.
    pub theme: Option<String>,
    /// Which glyphs.
    pub glyphs: Option<GlyphChoice>,
    /// Whether the mouse is taken.
    pub mouse: Option<bool>,
    /// How the desktop is told.
    pub desktop_notifications: Option<Desktop>,
    /// Where to begin: an address, or `last`.
    pub start: Option<Start>,
    /// Whose time the clock shows.
    pub clock: Option<Clock>,
    /// What pictures are made of.
    pub pictures: Option<Pictures>,
    /// Whether a chart over the whole screen is shown in pixels.
    pub pixels: Option<PixelChoice>,
    /// Whether anything moves.
    pub motion: Option<bool>,
    /// Where pictures are written.
    pub exports: Option<Folder>,
}

/// Where to begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// Where one was.
    #[default]
    Last,
    /// A place.
    At(Box<Address>),
}

impl Start {
    /// As it stands in the file.
    pub fn name(&self) -> String {
        match self {
            Self::Last => "last".to_owned(),
            Self::At(address) => address.to_string(),
        }
    }
}

/// The settings there are.
pub const NAMES: [&str; 10] = [
    "theme",
    "glyphs",
    "mouse",
    "desktop-notifications",
    "start",
    "clock",
    "pictures",
    "pixels",
    "motion",
    "exports",
];

/// Reads the file. `themes` are the names a theme may have.
pub fn parse(text: &str, themes: &[String]) -> Result<Given, Vec<Trouble>> {
    let tables = tables(FILE, text).map_err(|trouble| vec![trouble])?;
    let mut given = Given::default();
    let mut troubles = Vec::new();
    for (name, value) in tables.get_ref() {
        let result = match name.get_ref().as_ref() {
            "theme" => string(text, value, "theme").and_then(|theme| {
                if themes.contains(&theme) {
                    given.theme = Some(theme);
                    return Ok(());
                }
                let meant = nearest(&theme, themes.iter().map(String::as_str));
                Err(Trouble::at(
                    FILE,
                    text,
                    &value.span(),
                    format!("There is no theme {theme:?}."),
                    match meant {
                        Some(meant) => format!("Was {meant:?} meant? There are {}.", themes.join(", ")),
                        None => format!(
                            "There are {}; themes/{theme}.toml would be one more.",
                            themes.join(", ")
                        ),
                    },
                ))
            }),
            "glyphs" => one_of(text, value, "glyphs").map(|glyphs| given.glyphs = Some(glyphs)),
            "mouse" => switch(text, value, "mouse").map(|mouse| given.mouse = Some(mouse)),
            "desktop-notifications" => {
                one_of(text, value, "desktop-notifications").map(|way| given.desktop_notifications = Some(way))
            }
            "clock" => one_of(text, value, "clock").map(|clock| given.clock = Some(clock)),
            "pictures" => one_of(text, value, "pictures").map(|pictures| given.pictures = Some(pictures)),
            "pixels" => one_of(text, value, "pixels").map(|pixels| given.pixels = Some(pixels)),
            "motion" => switch(text, value, "motion").map(|motion| given.motion = Some(motion)),
            "exports" => one_of(text, value, "exports").map(|exports| given.exports = Some(exports)),
            "start" => start(text, value).map(|start| given.start = Some(start)),
            other => Err(Trouble::at(
                FILE,
                text,
                &name.span(),
                format!("There is no setting {other:?}."),
                match nearest(other, NAMES) {
                    Some(meant) => format!("Was {meant:?} meant?"),
                    None => format!("There are {}.", NAMES.join(", ")),
                },
            )),
        };
        troubles.extend(result.err());
    }
    troubles.sort_by_key(|trouble| trouble.line);
    if troubles.is_empty() { Ok(given) } else { Err(troubles) }
}

fn wrong(text: &str, value: &Spanned<DeValue<'_>>, name: &str, next: String) -> Trouble {
    let shown = text.get(value.span()).unwrap_or_default();
    Trouble::at(FILE, text, &value.span(), format!("{name} cannot be {shown}."), next)
}

fn string(text: &str, value: &Spanned<DeValue<'_>>, name: &str) -> Result<String, Trouble> {
    let found = value.get_ref().as_str().map(str::to_owned);
    found.ok_or_else(|| wrong(text, value, name, "It is a text in quotation marks.".to_owned()))
}

fn one_of<T: FromStr<Err = String>>(text: &str, value: &Spanned<DeValue<'_>>, name: &str) -> Result<T, Trouble> {
    string(text, value, name)?
        .parse()
        .map_err(|next| wrong(text, value, name, next))
}

fn switch(text: &str, value: &Spanned<DeValue<'_>>, name: &str) -> Result<bool, Trouble> {
    match value.get_ref() {
        DeValue::Boolean(on) => Ok(*on),
        DeValue::String(word) if word == "on" => Ok(true),
        DeValue::String(word) if word == "off" => Ok(false),
        _ => Err(wrong(text, value, name, "It is true or false.".to_owned())),
    }
}

fn start(text: &str, value: &Spanned<DeValue<'_>>) -> Result<Start, Trouble> {
    let address = string(text, value, "start")?;
    if address == "last" {
        return Ok(Start::Last);
    }
    address
        .parse()
        .map(|address| Start::At(Box::new(address)))
        .map_err(|error: crate::tui::place::AddressError| {
            wrong(
                text,
                value,
                "start",
                format!("It is \"last\" or an address such as \"modules/teams\": {}.", error.why),
            )
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn themes() -> Vec<String> {
        ["auto", "dark", "light"].map(str::to_owned).to_vec()
    }

    #[test]
    fn every_setting_is_read() {
        let text = "theme = \"light\"\nglyphs = \"ascii\"\nmouse = false\ndesktop-notifications = \"bell\"\n\
                    start = \"modules/teams\"\nclock = \"utc\"\npictures = \"sextant\"\nmotion = false\n\
                    exports = \"~/charts\"\n";
        let given = parse(text, &themes()).unwrap();
        assert_eq!(given.theme.as_deref(), Some("light"));
        assert_eq!((given.glyphs, given.mouse), (Some(GlyphChoice::Ascii), Some(false)));
        assert_eq!(given.desktop_notifications, Some(Desktop::Bell));
        assert_eq!(given.start.map(|start| start.name()).as_deref(), Some("modules/teams"));
        assert_eq!(given.clock, Some(Clock::Utc));
        assert_eq!((given.pictures, given.motion), (Some(Pictures::Sextant), Some(false)));
        assert_eq!(given.exports, Some(Folder::Home("charts".to_owned())));
        assert_eq!(parse("# nothing", &themes()), Ok(Given::default()));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let text = "theme = \"lihgt\"\n\nmous = true\nclock = 7\nstart = \"nowhere\"\nmouse = \"maybe\"";
        let troubles: Vec<String> = parse(text, &themes())
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        insta::assert_snapshot!(troubles.join("\n"));
    }

    proptest! {
        #[test]
        fn any_text_is_taken_or_refused_with_a_line(text in "[a-z= \"\\[\\]\n#-]{0,60}|.{0,40}") {
            if let Err(troubles) = parse(&text, &themes()) {
                prop_assert!(!troubles.is_empty() && troubles.iter().all(|trouble| trouble.line.is_some()));
            }
        }
    }
}
