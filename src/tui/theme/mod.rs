//! How things look: roles instead of colours, for two backgrounds, four colour tiers and two glyph sets.
//!
//! A widget asks for a [`Role`]; [`Theme::style`] answers with what this terminal can show. In the tiers with 256 colours
//! and more the theme paints its own background, so that the contrast computed in the tests is the contrast on the
//! screen; with 16 colours or none the terminal's own background and text colour are used. Without colour, meaning is
//! carried by bold, dim, reverse and the marks that stand beside every colour anyway.

mod env;
mod glyphs;
mod palette;
#[cfg(test)]
mod seen;

use ratatui::style::{Color, Modifier, Style};
use termprofile::{DetectorSettings, TermProfile};

pub use env::{Environment, ProcessEnvironment};
pub use glyphs::Glyphs;
pub use palette::{Colors, Palette, Rgb};

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The background of everything.
    Base,
    /// The background of a card.
    Panel,
    /// The background of what lies on top: help, questions.
    Raised,
    /// What is read.
    Text,
    /// What is read first: figures.
    Strong,
    /// Labels and units.
    Dim,
    /// Axes, hints, what is there for completeness.
    Faint,
    /// Lines.
    Rule,
    /// The data source's own colour: focus and the first series.
    Accent,
    /// The accent, quieter: the body of a course, the ground under a line.
    Soft,
    /// The second series.
    Second,
    /// Better, done, fine.
    Good,
    /// Late, stopped, slow.
    Warn,
    /// Worse, failed.
    Bad,
}

/// Whether the terminal writes light on dark or dark on light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    /// Light text on a dark ground.
    #[default]
    Dark,
    /// Dark text on a light ground.
    Light,
}

impl Background {
    /// What `INTERLENS_THEME` says, or the older convention `COLORFGBG`; nothing where neither does.
    pub fn from_environment(env: &impl Environment) -> Option<Self> {
        match env.get("INTERLENS_THEME").as_deref() {
            Some("dark") => return Some(Self::Dark),
            Some("light") => return Some(Self::Light),
            _ => {}
        }
        let last: u8 = env.get("COLORFGBG")?.rsplit(';').next()?.parse().ok()?;
        Some(if matches!(last, 7 | 9..=15) {
            Self::Light
        } else {
            Self::Dark
        })
    }
}

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tier {
    /// Any 24-bit colour.
    #[default]
    True,
    /// The 256 of xterm.
    Indexed,
    /// The 16 of the terminal's own palette.
    Sixteen,
    /// None, as `NO_COLOR` asks for.
    None,
}

impl Tier {
    /// Finds the tier by the environment; never by a question to the terminal, which would cost a round trip.
    ///
    /// What `COLORTERM` promises is believed inside tmux too, which brings 24-bit colours down to what the terminal around it
    /// has; there the detector alone would stop at 256.
    pub fn detect(env: &impl Environment) -> Self {
        // Asking tmux would start a process.
        let settings = DetectorSettings::new().enable_tmux_info(false);
        match TermProfile::detect(&std::io::stdout(), settings) {
            TermProfile::TrueColor => Self::True,
            TermProfile::Ansi256 if promised(env) => Self::True,
            TermProfile::Ansi256 => Self::Indexed,
            TermProfile::Ansi16 => Self::Sixteen,
            TermProfile::NoColor | TermProfile::NoTty => Self::None,
        }
    }
}

fn promised(env: &impl Environment) -> bool {
    matches!(env.get("COLORTERM").as_deref(), Some("truecolor" | "24bit"))
}

/// A look: a background, a colour tier, a glyph set and an accent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// Dark or light.
    pub background: Background,
    /// Which colours.
    pub colors: Colors,
    /// How many colours.
    pub tier: Tier,
    /// Which glyphs.
    pub glyphs: Glyphs,
    /// Which accent; any number, one for each data source.
    pub accent: usize,
}

impl Theme {
    /// The style of a role: its foreground, or for [`Role::Base`], [`Role::Panel`] and [`Role::Raised`] the background
    /// with the text colour that belongs on it.
    pub fn style(&self, role: Role) -> Style {
        match self.tier {
            Tier::True | Tier::Indexed => match role {
                Role::Base | Role::Panel | Role::Raised => Style::new().bg(self.color(role)).fg(self.color(Role::Text)),
                Role::Strong => Style::new().fg(self.color(role)).add_modifier(Modifier::BOLD),
                _ => Style::new().fg(self.color(role)),
            },
            Tier::Sixteen => self.sixteen(role),
            Tier::None => match role {
                Role::Base | Role::Panel | Role::Raised | Role::Text | Role::Second => Style::reset(),
                Role::Strong | Role::Accent | Role::Bad | Role::Warn => Style::new().add_modifier(Modifier::BOLD),
                Role::Dim | Role::Faint | Role::Rule | Role::Soft => Style::new().add_modifier(Modifier::DIM),
                Role::Good => Style::new(),
            },
        }
    }

    /// Whether cards have a ground that sets them off.
    pub const fn has_grounds(&self) -> bool {
        matches!(self.tier, Tier::True | Tier::Indexed)
    }

    /// The style of the thing that has the focus: its title.
    pub fn focus(&self) -> Style {
        match self.tier {
            Tier::None => Style::new().add_modifier(Modifier::REVERSED),
            _ => self.style(Role::Accent).add_modifier(Modifier::BOLD),
        }
    }

    /// The style of the tab that is shown.
    pub fn tab(&self) -> Style {
        match self.tier {
            Tier::None | Tier::Sixteen => Style::new().add_modifier(Modifier::REVERSED),
            _ => Style::new()
                .fg(self.color(Role::Accent))
                .bg(self.color(Role::Raised))
                .add_modifier(Modifier::BOLD),
        }
    }

    /// The style of the one cell that keys act on.
    pub fn cursor(&self) -> Style {
        match self.tier {
            Tier::None | Tier::Sixteen => Style::new().add_modifier(Modifier::REVERSED),
            _ => Style::new()
                .fg(self.color(Role::Base))
                .bg(self.color(Role::Accent))
                .add_modifier(Modifier::BOLD),
        }
    }

    /// The ground of the row that the cursor is in. Where there are no grounds the mark before the row tells.
    pub fn row(&self) -> Style {
        match self.tier {
            Tier::None | Tier::Sixteen => Style::new(),
            _ => Style::new().bg(self.color(Role::Raised)),
        }
    }

    /// The ground of the record's line that keys act on.
    pub fn record_row(&self) -> Style {
        match self.tier {
            Tier::None | Tier::Sixteen => Style::new().add_modifier(Modifier::REVERSED),
            _ => Style::new().bg(self.color(Role::Rule)),
        }
    }

    /// The ground of something small that can be taken away.
    pub fn chip(&self) -> Style {
        match self.tier {
            Tier::None | Tier::Sixteen => Style::new(),
            _ => Style::new().bg(self.color(Role::Raised)),
        }
    }

    /// The ground of the entry that is chosen on a sheet that lies on top.
    pub fn chosen(&self) -> Style {
        match self.tier {
            Tier::None | Tier::Sixteen => Style::new().add_modifier(Modifier::REVERSED),
            _ => Style::new().bg(self.color(Role::Base)),
        }
    }

    /// The style of letters that were found in a text of another style.
    pub fn matched(&self, plain: Style) -> Style {
        match self.tier {
            Tier::None | Tier::Sixteen => plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            _ => plain
                .fg(self.color(Role::Accent))
                .add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
        }
    }

    /// The style of a key in the footer or in the help.
    pub fn key(&self) -> Style {
        self.style(Role::Accent).add_modifier(Modifier::BOLD)
    }

    /// The style of a heat-map cell, from 0 (nothing) to 4 (most).
    pub fn heat(&self, level: usize) -> Style {
        // The shade of the glyph makes the level: a quarter, a half, three quarters, all of one colour.
        self.style(if level == 0 { Role::Rule } else { Role::Accent })
    }

    fn color(&self, role: Role) -> Color {
        self.adapt(self.colors.palette(self.background).rgb(role, self.accent))
    }

    fn adapt(&self, (r, g, b): Rgb) -> Color {
        let profile = match self.tier {
            Tier::True => TermProfile::TrueColor,
            Tier::Indexed => TermProfile::Ansi256,
            Tier::Sixteen => TermProfile::Ansi16,
            Tier::None => TermProfile::NoColor,
        };
        profile.adapt_color(Color::Rgb(r, g, b)).unwrap_or(Color::Reset)
    }

    /// With 16 colours the palette is the person's own: the nearest of them by distance may be unreadable on their
    /// background, so each role is given one by meaning, and greys are the text colour, dimmed.
    fn sixteen(&self, role: Role) -> Style {
        let dark = self.background == Background::Dark;
        match role {
            Role::Base | Role::Panel | Role::Raised | Role::Text => Style::reset(),
            Role::Strong => Style::new().add_modifier(Modifier::BOLD),
            Role::Dim | Role::Faint | Role::Rule => Style::new().add_modifier(Modifier::DIM),
            Role::Soft => Style::new().fg(if dark { Color::Cyan } else { Color::Blue }),
            Role::Accent => Style::new().fg(if dark { Color::LightCyan } else { Color::Blue }),
            Role::Second => Style::new().fg(if dark { Color::LightMagenta } else { Color::Magenta }),
            Role::Good => Style::new().fg(if dark { Color::LightGreen } else { Color::Green }),
            Role::Warn => Style::new()
                .fg(if dark { Color::LightYellow } else { Color::Magenta })
                .add_modifier(Modifier::BOLD),
            Role::Bad => Style::new()
                .fg(if dark { Color::LightRed } else { Color::Red })
                .add_modifier(Modifier::BOLD),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const INK: [Role; 8] = [
        Role::Text,
        Role::Strong,
        Role::Dim,
        Role::Accent,
        Role::Second,
        Role::Good,
        Role::Warn,
        Role::Bad,
    ];

    /// The 24-bit value that a terminal shows for a colour of the two upper tiers.
    fn shown(color: Color) -> Rgb {
        const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        match color {
            Color::Rgb(r, g, b) => (r, g, b),
            Color::Indexed(index @ 232..) => (8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232)),
            Color::Indexed(index @ 16..) => {
                let index = usize::from(index - 16);
                (LEVELS[index / 36], LEVELS[index / 6 % 6], LEVELS[index % 6])
            }
            other => panic!("{other:?} depends on the terminal"),
        }
    }

    fn grounds() -> [(Background, Colors); 4] {
        [
            (Background::Dark, Colors::Standard),
            (Background::Light, Colors::Standard),
            (Background::Dark, Colors::Safe),
            (Background::Light, Colors::Safe),
        ]
    }

    #[test]
    fn the_safe_colours_stay_apart_in_all_eyes() {
        let meanings = [Role::Good, Role::Warn, Role::Bad, Role::Accent, Role::Second];
        let mut near = Vec::new();
        for (background, colors) in grounds().into_iter().filter(|(_, colors)| *colors == Colors::Safe) {
            for (tier, accent) in [Tier::True, Tier::Indexed]
                .into_iter()
                .flat_map(|tier| (0..4).map(move |n| (tier, n)))
            {
                let theme = Theme {
                    background,
                    colors,
                    tier,
                    accent,
                    ..Theme::default()
                };
                for (index, one) in meanings.into_iter().enumerate() {
                    for other in &meanings[index + 1..] {
                        for (eyes, matrix) in seen::EYES {
                            let (a, b) = (shown(theme.color(one)), shown(theme.color(*other)));
                            let apart = seen::distance(a, b, &matrix);
                            if apart < 20.0 {
                                near.push(format!(
                                    "{background:?} {tier:?} {accent} {one:?} {other:?} {eyes}: {apart:.1}"
                                ));
                            }
                        }
                    }
                }
            }
        }
        assert!(near.is_empty(), "{near:#?}");
    }

    #[test]
    fn text_can_be_read_on_every_ground() {
        let mut poor = Vec::new();
        for (background, colors) in grounds() {
            for (tier, accent) in [Tier::True, Tier::Indexed]
                .into_iter()
                .flat_map(|tier| (0..4).map(move |n| (tier, n)))
            {
                let theme = Theme {
                    background,
                    colors,
                    tier,
                    accent,
                    ..Theme::default()
                };
                for ground in [Role::Base, Role::Panel, Role::Raised] {
                    let under = shown(theme.color(ground));
                    for (ink, least) in INK.map(|ink| (ink, 4.5)).into_iter().chain([(Role::Faint, 3.0)]) {
                        let contrast = seen::contrast(shown(theme.color(ink)), under);
                        if contrast < least {
                            poor.push(format!(
                                "{background:?} {colors:?} {tier:?} {accent} {ink:?} on {ground:?}: {contrast:.2}"
                            ));
                        }
                    }
                }
            }
        }
        assert!(poor.is_empty(), "{poor:#?}");
    }

    #[test]
    fn without_colour_there_is_none() {
        let theme = Theme {
            tier: Tier::None,
            ..Theme::default()
        };
        for role in INK
            .into_iter()
            .chain([Role::Base, Role::Panel, Role::Raised, Role::Faint, Role::Rule])
        {
            let style = theme.style(role);
            assert!(matches!(style.fg, None | Some(Color::Reset)), "{role:?}");
            assert!(matches!(style.bg, None | Some(Color::Reset)), "{role:?}");
        }
        assert!(theme.focus().add_modifier.contains(Modifier::REVERSED));
        assert_eq!(theme.heat(4).fg, None);
    }

    #[test]
    fn the_background_is_told_by_the_environment() {
        let of = |pairs: &[(&'static str, &'static str)]| {
            Background::from_environment(&pairs.iter().copied().collect::<BTreeMap<_, _>>())
        };
        assert_eq!(
            of(&[("INTERLENS_THEME", "light"), ("COLORFGBG", "15;0")]),
            Some(Background::Light)
        );
        assert_eq!(of(&[("COLORFGBG", "0;15")]), Some(Background::Light));
        assert_eq!(of(&[("COLORFGBG", "15;default;0")]), Some(Background::Dark));
        assert_eq!(of(&[("COLORFGBG", "default")]), None);
        assert_eq!(of(&[]), None);
    }
}
