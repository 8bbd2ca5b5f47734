//! Tints: the colours of one picture, as a terminal of some depth can show them.
//!
//! A tint is known by its number, so that a picture of samples is a picture of small numbers: nothing has to be compared or
//! mixed sample by sample. Number 0 is the ground. Every mixture is made once, in linear light, and remembered; the table is
//! kept from one picture to the next, so that a cursor that moves makes nothing new.

use std::collections::HashMap;

use ratatui::style::Color;

use super::super::{Depth, Glyphs, Manner};
use super::ansi;
use super::signs;
use super::stress::Stress;
use crate::chart::palette::{Palette, Rgb, gamma, linear};
use crate::chart::scene::{Hue, Ink};

/// The number of a tint.
pub(super) type Id = u16;
/// Red, green and blue as amounts of light, 0 to 1.
pub(super) type Light = [f32; 3];

/// The number of the ground.
pub(super) const GROUND: Id = 0;
/// Beyond so many mixtures a picture is not mixed any further.
const MOST: usize = 60_000;
/// Beyond so many the table is begun anew with the next picture.
const KEPT: usize = 20_000;

/// A colour as a terminal shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tint {
    /// What it looks like, or nearly.
    pub(super) light: Light,
    /// What the terminal is told; [`Color::Reset`] for the terminal's own.
    pub(super) color: Color,
    /// What a surface of it is written with, where its colour alone does not tell it.
    pub(super) sign: Option<char>,
    /// Whether its signs are written as they are or with fore- and background exchanged.
    pub(super) reversed: bool,
}

impl Tint {
    /// How light it is to the eye, from 0 to 1.
    pub(super) fn luminance(&self) -> f32 {
        luminance(self.light)
    }
}

/// The tints of a palette in a manner.
#[derive(Debug, Default)]
pub(super) struct Tints {
    of: Option<(Palette, Manner, bool)>,
    all: Vec<Tint>,
    inks: HashMap<(Ink, Stress), Id>,
    mixtures: HashMap<(Id, Id, u8), Id>,
}

impl Tints {
    /// Gets ready for a picture. What was mixed for the last one is kept when nothing else has changed.
    ///
    /// `alone` says that there is only one ink on surfaces, which then needs no sign to be told from others.
    pub(super) fn begin(&mut self, palette: &Palette, manner: Manner, alone: bool) {
        let same = self
            .of
            .as_ref()
            .is_some_and(|(known, how, lone)| known == palette && *how == manner && *lone == alone);
        if same && self.all.len() < KEPT {
            return;
        }
        self.all.clear();
        self.inks.clear();
        self.mixtures.clear();
        self.all.push(Tint {
            light: light(palette.ground),
            color: Color::Reset,
            sign: None,
            reversed: false,
        });
        self.of = Some((palette.clone(), manner, alone));
    }

    /// A tint by its number.
    pub(super) fn get(&self, id: Id) -> Tint {
        self.all.get(usize::from(id)).copied().unwrap_or(Tint {
            light: [0.0; 3],
            color: Color::Reset,
            sign: None,
            reversed: false,
        })
    }

    /// Whether colours can be mixed.
    pub(super) fn mixes(&self) -> bool {
        self.of
            .as_ref()
            .is_some_and(|(_, manner, _)| manner.depth == Depth::True && manner.glyphs != Glyphs::Ascii)
    }

    /// The number of an ink.
    pub(super) fn ink(&mut self, ink: Ink, stress: Stress) -> Id {
        // What is painted in the ground is the ground again, whatever lay there: the rim of a bubble.
        if ink.hue == Hue::Ground {
            return GROUND;
        }
        if let Some(id) = self.inks.get(&(ink, stress)) {
            return *id;
        }
        let id = if ink.hue == Hue::Ground || ink.strength == 0 {
            GROUND
        } else {
            let tint = self.make(ink, stress);
            self.push(tint)
        };
        self.inks.insert((ink, stress), id);
        id
    }

    /// The colour of the ground, where the terminal can be told it.
    pub(super) fn ground(&self) -> Option<Color> {
        let (palette, manner, _) = self.of.as_ref()?;
        let (red, green, blue) = palette.ground;
        match manner.depth {
            Depth::True => Some(Color::Rgb(red, green, blue)),
            Depth::Indexed => Some(Color::Indexed(ansi::nearest(palette.ground, &[]))),
            Depth::Sixteen | Depth::None => None,
        }
    }

    /// The colour of a text that can be read on a tint.
    pub(super) fn contrast(&mut self, under: Id) -> Color {
        let Some((palette, manner, _)) = &self.of else {
            return Color::Reset;
        };
        if under == GROUND {
            let text = self.ink(Ink::of(Hue::Text), Stress::Plain);
            return self.get(text).color;
        }
        let below = self.get(under).luminance();
        let inks = [palette.ground, palette.strong].map(|rgb| (rgb, luminance(light(rgb))));
        let against = |other: f32| (below.max(other) + 0.05) / (below.min(other) + 0.05);
        let best = if against(inks[0].1) >= against(inks[1].1) {
            inks[0]
        } else {
            inks[1]
        };
        match manner.depth {
            Depth::True => Color::Rgb(best.0.0, best.0.1, best.0.2),
            Depth::Indexed => Color::Indexed(ansi::nearest(best.0, &[])),
            Depth::Sixteen if best.1 < 0.5 => Color::Black,
            Depth::Sixteen => Color::White,
            Depth::None => Color::Reset,
        }
    }

    fn make(&self, ink: Ink, stress: Stress) -> Tint {
        let Some((palette, manner, alone)) = &self.of else {
            return self.get(GROUND);
        };
        let rgb = stressed(palette, ink, stress);
        let color = match manner.depth {
            Depth::True => Color::Rgb(rgb.0, rgb.1, rgb.2),
            Depth::Indexed => ansi::indexed(palette, ink, stress, rgb),
            Depth::Sixteen => ansi::sixteen(palette, ink, stress),
            Depth::None => Color::Reset,
        };
        let rgb = match color {
            Color::Indexed(index) => ansi::rgb_of(index),
            _ => rgb,
        };
        Tint {
            light: light(rgb),
            color,
            sign: signs::of(ink, stress, *manner, *alone),
            reversed: stress == Stress::Front && manner.depth == Depth::None,
        }
    }

    fn push(&mut self, tint: Tint) -> Id {
        if self.all.len() >= MOST {
            return GROUND;
        }
        self.all.push(tint);
        (self.all.len() - 1) as Id
    }

    /// One tint over another, covering so many 255ths of it.
    pub(super) fn over(&mut self, under: Id, over: Id, cover: u8) -> Id {
        if cover == u8::MAX || under == over {
            return over;
        }
        if let Some(id) = self.mixtures.get(&(under, over, cover)) {
            return *id;
        }
        if self.all.len() >= MOST {
            return over;
        }
        let (below, above) = (self.get(under), self.get(over));
        let part = f32::from(cover) / 255.0;
        let light =
            [0, 1, 2].map(|channel| below.light[channel] + (above.light[channel] - below.light[channel]) * part);
        let id = self.push(Tint {
            light,
            color: shown(light),
            ..above
        });
        self.mixtures.insert((under, over, cover), id);
        id
    }

    /// A tint on the way from one to another, `step` of `steps` steps along.
    pub(super) fn between(&mut self, from: Id, to: Id, step: usize, steps: usize) -> Id {
        // 64 steps are more than anybody can tell apart.
        let part = (step as f64 / steps.max(1) as f64 * 64.0).round() / 64.0;
        match (part * 255.0) as u8 {
            0 => from,
            cover => self.over(from, to, cover),
        }
    }
}

/// What an ink looks like, looked at or not.
fn stressed(palette: &Palette, ink: Ink, stress: Stress) -> Rgb {
    use crate::chart::palette::mix;
    let rgb = palette.rgb(ink);
    match stress {
        Stress::Plain => rgb,
        Stress::Front => mix(rgb, palette.strong, 0.24),
        Stress::Back => mix(palette.ground, rgb, 0.18),
    }
}

fn luminance([red, green, blue]: Light) -> f32 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// A colour as light.
pub(super) fn light((red, green, blue): Rgb) -> Light {
    [red, green, blue].map(|channel| linear(channel) as f32)
}

/// Light as a 24-bit colour.
pub(super) fn shown(light: Light) -> Color {
    let [red, green, blue] = light.map(|amount| gamma(f64::from(amount)));
    Color::Rgb(red, green, blue)
}
