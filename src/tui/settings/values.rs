//! The values that settings have, and their names in files.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::chart::paint::Glyphs as PictureGlyphs;
use crate::tui::escape::{self, DesktopWay, Pixels};
use crate::tui::theme::{Environment, Glyphs};

/// Something with a few values, each with a name.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$item:meta])* $value:ident = $name:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $type {
            $($(#[$item])* $value),+
        }

        impl $type {
            /// All values.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The name in files.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $name),+
                }
            }
        }

        impl FromStr for $type {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let found = Self::ALL.iter().find(|value| value.name() == text.trim());
                found.copied().ok_or_else(|| {
                    let names: Vec<String> = Self::ALL.iter().map(|value| format!("{:?}", value.name())).collect();
                    format!("It is one of {}.", names.join(", "))
                })
            }
        }
    };
}

named!(
    /// Which glyphs are used.
    GlyphChoice {
        /// What the locale and the terminal say.
        #[default]
        Auto = "auto",
        /// Blocks, braille, lines and arrows.
        Unicode = "unicode",
        /// Bytes below 128 only.
        Ascii = "ascii",
    }
);

impl GlyphChoice {
    /// The glyphs, where `detected` is what the terminal seems to have.
    pub const fn of(self, detected: Glyphs) -> Glyphs {
        match self {
            Self::Auto => detected,
            Self::Unicode => Glyphs::Unicode,
            Self::Ascii => Glyphs::Ascii,
        }
    }
}

named!(
    /// How the desktop is told of what happens while the window is not in front.
    Desktop {
        /// The way that the terminal is known for.
        #[default]
        Auto = "auto",
        /// OSC 9: `iTerm2`, `WezTerm`, Ghostty, Windows Terminal.
        Osc9 = "osc9",
        /// OSC 777: foot, urxvt, VTE.
        Osc777 = "osc777",
        /// OSC 99: kitty.
        Osc99 = "osc99",
        /// The bell, which most terminals turn into a mark on their window.
        Bell = "bell",
        /// Not at all.
        Off = "off",
    }
);

impl Desktop {
    /// The way that is meant.
    pub const fn way(self) -> escape::Desktop {
        match self {
            Self::Auto => escape::Desktop::Auto,
            Self::Off => escape::Desktop::Off,
            Self::Osc9 => escape::Desktop::By(DesktopWay::Osc9),
            Self::Osc777 => escape::Desktop::By(DesktopWay::Osc777),
            Self::Osc99 => escape::Desktop::By(DesktopWay::Osc99),
            Self::Bell => escape::Desktop::By(DesktopWay::Bell),
        }
    }
}

named!(
    /// What pictures are made of.
    Pictures {
        /// Quarters of a cell for surfaces, braille for lines.
        #[default]
        Quadrant = "quadrant",
        /// Halves of a cell.
        HalfBlock = "half-block",
        /// Sixths of a cell, where the terminal's font has them.
        Sextant = "sextant",
        /// Eighths of a cell, where the terminal draws them itself; not inside tmux.
        Octant = "octant",
        /// Bytes below 128.
        Ascii = "ascii",
    }
);

impl Pictures {
    /// The glyphs that are meant.
    pub const fn glyphs(self) -> PictureGlyphs {
        match self {
            Self::Quadrant => PictureGlyphs::Quadrant,
            Self::HalfBlock => PictureGlyphs::HalfBlock,
            Self::Sextant => PictureGlyphs::Sextant,
            Self::Octant => PictureGlyphs::Octant,
            Self::Ascii => PictureGlyphs::Ascii,
        }
    }
}

named!(
    /// Whether a chart over the whole screen is shown in pixels, and how.
    PixelChoice {
        /// As the terminal is known to do it.
        #[default]
        Auto = "auto",
        /// Not at all.
        Off = "off",
        /// Kitty's graphics protocol.
        Kitty = "kitty",
        /// Sixel.
        Sixel = "sixel",
        /// iTerm2's inline images.
        Iterm = "iterm2",
    }
);

impl PixelChoice {
    /// The way that is meant; where it is up to the terminal, what that is known for.
    pub fn way(self, env: &impl Environment) -> Option<Pixels> {
        match self {
            Self::Auto => Pixels::detect(env),
            Self::Off => None,
            Self::Kitty => Some(Pixels::Kitty),
            Self::Sixel => Some(Pixels::Sixel),
            Self::Iterm => Some(Pixels::ITerm),
        }
    }
}

named!(
    /// Whose time the clock in the header shows.
    Clock {
        /// That of the data source, in which its days are counted.
        #[default]
        Source = "source",
        /// That of this computer.
        Local = "local",
        /// UTC.
        Utc = "utc",
    }
);

/// Where pictures are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Folder {
    /// Where the dashboard was started.
    #[default]
    Here,
    /// A folder of the person's own.
    Home(String),
    /// A folder by its whole path.
    At(PathBuf),
}

impl Folder {
    /// The name in files.
    pub fn name(&self) -> String {
        match self {
            Self::Here => ".".to_owned(),
            Self::Home(folder) => format!("~/{folder}"),
            Self::At(folder) => folder.to_string_lossy().into_owned(),
        }
    }

    /// The folder, where `here` is where the dashboard was started.
    pub fn folder(&self, here: &Path, env: &impl Environment) -> PathBuf {
        match self {
            Self::Here => here.to_owned(),
            Self::Home(folder) => match env.get("HOME").filter(|home| !home.is_empty()) {
                Some(home) => Path::new(&home).join(folder),
                None => here.join(folder),
            },
            Self::At(folder) => folder.clone(),
        }
    }
}

impl FromStr for Folder {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "." => Ok(Self::Here),
            "~" => Ok(Self::Home(String::new())),
            folder if folder.starts_with("~/") => Ok(Self::Home(folder[2..].trim_start_matches('/').to_owned())),
            folder if folder.starts_with('/') => Ok(Self::At(PathBuf::from(folder))),
            _ => Err("It is \".\", or a folder that begins with / or ~/.".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for value in Desktop::ALL {
            assert_eq!(value.name().parse(), Ok(*value));
        }
        assert_eq!(
            "osc9".parse::<Clock>().unwrap_err(),
            "It is one of \"source\", \"local\", \"utc\"."
        );
        assert_eq!(GlyphChoice::Ascii.of(Glyphs::Unicode), Glyphs::Ascii);
    }
}
