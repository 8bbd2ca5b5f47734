//! The settings that are in force, and where each comes from.
//!
//! What wins, the strongest first: what was chosen on this screen (the theme), the command line, the environment, the
//! file, and what is so where nobody said anything.

use super::config::{Given, Start};
use super::theme_file::{self, HOUSE, Own};
use super::values::{Clock, Desktop, Folder, GlyphChoice, Pictures, PixelChoice};
use crate::tui::theme::{Background, Colors, Environment, Glyphs};

/// Where a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Nobody said anything.
    Default,
    /// `config.toml`.
    File,
    /// A variable of the environment.
    Environment(&'static str),
    /// An option of the command line.
    Option(&'static str),
    /// It was chosen on the screen.
    Screen,
}

impl From {
    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::Default => "the default".to_owned(),
            Self::File => "this file".to_owned(),
            Self::Environment(name) => format!("the variable {name}"),
            Self::Option(name) => format!("the option {name}"),
            Self::Screen => "chosen on the screen".to_owned(),
        }
    }
}

/// A setting in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct In<T> {
    /// Its value.
    pub value: T,
    /// Where it comes from.
    pub from: From,
}

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is described at the setting of the file")]
pub struct Settings {
    pub theme: In<String>,
    pub glyphs: In<GlyphChoice>,
    pub mouse: In<bool>,
    pub desktop_notifications: In<Desktop>,
    pub start: In<Start>,
    pub clock: In<Clock>,
    pub pictures: In<Pictures>,
    pub pixels: In<PixelChoice>,
    pub motion: In<bool>,
    pub exports: In<Folder>,
}

/// What was said before the program started, and no file changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The theme.
    pub theme: Option<(String, From)>,
    /// The glyphs.
    pub glyphs: Option<(GlyphChoice, From)>,
    /// Whether the mouse is left to the terminal.
    pub no_mouse: bool,
    /// Whether nothing may move, and who says so.
    pub no_motion: Option<From>,
}

impl Fixed {
    /// What the command line says, and where it says nothing the environment.
    pub fn of(env: &impl Environment, theme: Option<String>, ascii: bool, no_mouse: bool) -> Self {
        let of_env = |name: &'static str| {
            let value = env.get(name).filter(|value| !value.is_empty())?;
            Some((value, From::Environment(name)))
        };
        let glyphs = of_env("INTERLENS_GLYPHS").and_then(|(value, from)| Some((value.parse().ok()?, from)));
        Self {
            theme: theme
                .map(|theme| (theme, From::Option("--theme")))
                .or_else(|| of_env("INTERLENS_THEME")),
            glyphs: if ascii {
                Some((GlyphChoice::Ascii, From::Option("--ascii")))
            } else {
                glyphs
            },
            no_mouse,
            no_motion: of_env("NO_MOTION")
                .or_else(|| of_env("REDUCE_MOTION"))
                .map(|(_, from)| from),
        }
    }
}

/// Everything that decides the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// What was said before the start.
    pub fixed: Fixed,
    /// What the file says.
    pub given: Given,
    /// The themes of the person's own.
    pub themes: Vec<Own>,
    /// The theme that was chosen on the screen.
    pub chosen: Option<String>,
    /// The ground that the terminal has.
    pub told: Background,
    /// The glyphs that the terminal seems to have.
    pub detected: Glyphs,
    /// Whether the files have been read.
    pub read: bool,
}

impl Wishes {
    /// The settings in force.
    pub fn settings(&self) -> Settings {
        let theme = match (&self.chosen, &self.fixed.theme, &self.given.theme) {
            (Some(name), ..) => In {
                value: name.clone(),
                from: From::Screen,
            },
            (None, Some((name, from)), _) => In {
                value: name.clone(),
                from: *from,
            },
            (None, None, given) => pick(given.clone(), "auto".to_owned()),
        };
        Settings {
            theme,
            glyphs: match self.fixed.glyphs {
                Some((value, from)) => In { value, from },
                None => pick(self.given.glyphs, GlyphChoice::default()),
            },
            mouse: if self.fixed.no_mouse {
                In {
                    value: false,
                    from: From::Option("--no-mouse"),
                }
            } else {
                pick(self.given.mouse, true)
            },
            desktop_notifications: pick(self.given.desktop_notifications, Desktop::default()),
            start: pick(self.given.start.clone(), Start::default()),
            clock: pick(self.given.clock, Clock::default()),
            pictures: pick(self.given.pictures, Pictures::default()),
            pixels: pick(self.given.pixels, PixelChoice::default()),
            motion: match self.fixed.no_motion {
                Some(from) => In { value: false, from },
                None => pick(self.given.motion, true),
            },
            exports: pick(self.given.exports.clone(), Folder::default()),
        }
    }

    /// What pictures are made of.
    pub fn pictures(&self) -> crate::chart::paint::Glyphs {
        self.given.pictures.unwrap_or_default().glyphs()
    }

    /// Whether anything may move.
    pub fn motion(&self) -> bool {
        self.fixed.no_motion.is_none() && self.given.motion.unwrap_or(true)
    }

    /// The names of all themes, in the order in which they are gone through.
    pub fn names(&self) -> Vec<String> {
        let own = self.themes.iter().map(|own| own.name.clone());
        HOUSE.iter().map(|name| (*name).to_owned()).chain(own).collect()
    }

    /// The ground and the colours of a theme; nothing where there is none of that name.
    pub fn look(&self, name: &str) -> Option<(Background, Colors)> {
        theme_file::house(name, self.told).or_else(|| {
            let own = self.themes.iter().find(|own| own.name == name)?;
            Some((own.background, Colors::Own(own.palette)))
        })
    }

    /// The theme in force, as ground and colours; the terminal's own where it is gone.
    pub fn theme(&self) -> (Background, Colors) {
        self.look(&self.settings().theme.value)
            .unwrap_or((self.told, Colors::Standard))
    }

    /// The theme after the one in force that looks otherwise.
    pub fn next_theme(&self) -> String {
        let names = self.names();
        let now = self.settings().theme.value;
        let at = names.iter().position(|name| *name == now).unwrap_or(names.len() - 1);
        let look = self.theme();
        (1..=names.len())
            .map(|by| &names[(at + by) % names.len()])
            .find(|name| self.look(name) != Some(look))
            .cloned()
            .unwrap_or(now)
    }
}

fn pick<T>(given: Option<T>, otherwise: T) -> In<T> {
    match given {
        Some(value) => In {
            value,
            from: From::File,
        },
        None => In {
            value: otherwise,
            from: From::Default,
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_strongest_wins() {
        let env: BTreeMap<&str, &str> = [("INTERLENS_THEME", "light"), ("INTERLENS_GLYPHS", "ascii")].into();
        let mut held = Wishes {
            given: Given {
                theme: Some("dark".to_owned()),
                mouse: Some(false),
                ..Given::default()
            },
            ..Wishes::default()
        };
        let theme = |held: &Wishes| (held.settings().theme.value, held.settings().theme.from);
        assert_eq!(theme(&Wishes::default()), ("auto".to_owned(), From::Default));
        assert_eq!(theme(&held), ("dark".to_owned(), From::File));
        held.fixed = Fixed::of(&env, None, false, false);
        assert_eq!(theme(&held), ("light".to_owned(), From::Environment("INTERLENS_THEME")));
        assert_eq!(held.settings().glyphs.value, GlyphChoice::Ascii);
        held.fixed = Fixed::of(&env, Some("safe".to_owned()), true, true);
        assert_eq!(theme(&held).1, From::Option("--theme"));
        held.chosen = Some("safe-light".to_owned());
        assert_eq!(held.theme(), (Background::Light, Colors::Safe));
        assert_eq!(held.settings().mouse.from, From::Option("--no-mouse"));
    }

    #[test]
    fn every_theme_is_come_to_and_each_looks_otherwise() {
        let mut held = Wishes::default();
        let mut seen = Vec::new();
        for _ in 0..5 {
            let before = held.theme();
            held.chosen = Some(held.next_theme());
            assert_ne!(held.theme(), before);
            seen.push(held.theme());
        }
        for ground in [Background::Dark, Background::Light] {
            for colors in [Colors::Standard, Colors::Safe] {
                assert!(seen.contains(&(ground, colors)));
            }
        }
    }
}
