//! The files of settings as they could be: with everything in them, in the values that are in force.

use std::fmt::Write;

use ratatui::style::Color;

use super::wishes::{From, In, Settings, Wishes};
use crate::text::fit;
use crate::tui::actions;
use crate::tui::context::Context;
use crate::tui::keymap::Keymap;
use crate::tui::keys::Chord;
use crate::tui::theme::{Glyphs, Role, Theme, Tier};

/// `config.toml` with the settings in force, what each means, and where it comes from.
pub fn config(settings: &Settings) -> String {
    let mut out = String::from(
        "# Settings of interlens: save this as config.toml and change what you like. A line that is\n\
         # not there leaves its setting as it is from the start; a screen takes a change at once.\n",
    );
    let Settings {
        theme,
        glyphs,
        mouse,
        desktop_notifications,
        start,
        clock,
        pictures,
        pixels,
        motion,
        exports,
    } = settings;
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    setting(
        &mut out,
        "The theme: auto (as the terminal's ground is), dark, light, safe, safe-dark, safe-light (for\n\
         # the colour-blind), or the name of a file in themes/.",
        "theme",
        &quoted(&theme.value),
        theme,
    );
    setting(
        &mut out,
        "The glyphs: auto (by locale and terminal), unicode, ascii.",
        "glyphs",
        &quoted(glyphs.value.name()),
        glyphs,
    );
    setting(
        &mut out,
        "Whether the mouse clicks and scrolls here (true), or selects text as the terminal does (false).",
        "mouse",
        &mouse.value.to_string(),
        mouse,
    );
    setting(
        &mut out,
        "How the desktop is told of what happens while the window is not in front: auto (as the\n\
         # terminal is known to do it), osc9, osc777, osc99, bell, off.",
        "desktop-notifications",
        &quoted(desktop_notifications.value.name()),
        desktop_notifications,
    );
    setting(
        &mut out,
        "Where to begin: last (where one was), or an address such as modules/conversations.",
        "start",
        &quoted(&start.value.name()),
        start,
    );
    setting(
        &mut out,
        "Whose time the clock in the corner shows: source (that of the data source), local, utc.",
        "clock",
        &quoted(clock.value.name()),
        clock,
    );
    setting(
        &mut out,
        "What charts are made of: quadrant (quarters of a cell, and braille for lines), half-block,\n\
         # sextant, octant (finer, where the terminal draws them; not inside tmux), ascii.",
        "pictures",
        &quoted(pictures.value.name()),
        pictures,
    );
    setting(
        &mut out,
        "Whether a chart over the whole screen is also shown in pixels, once nothing moves: auto (kitty,\n\
         # Ghostty, WezTerm, iTerm2, foot, mlterm), kitty, sixel, iterm2, off.",
        "pixels",
        &quoted(pixels.value.name()),
        pixels,
    );
    setting(
        &mut out,
        "Whether a race of bars moves (true) or jumps from step to step (false).",
        "motion",
        &motion.value.to_string(),
        motion,
    );
    setting(
        &mut out,
        "The folder that e writes pictures into: . (where the dashboard was started), or one that\n\
         # begins with / or ~/.",
        "exports",
        &quoted(&exports.value.name()),
        exports,
    );
    out
}

fn setting<T>(out: &mut String, words: &str, name: &str, value: &str, origin: &In<T>) {
    // Writing to a string does not fail.
    let _ = write!(out, "\n# {words}\n");
    if origin.from == From::File || origin.from == From::Default {
        let _ = writeln!(out, "{name} = {value}  # {}", origin.from.words());
    } else {
        let _ = writeln!(out, "{name} = {value}  # in force by {}", origin.from.words());
    }
}

/// `keys.toml` with every action and the keys it has.
pub fn keys(keymap: &Keymap) -> String {
    let mut out = String::from(
        "# Keys of interlens: save this as keys.toml and keep the lines you change. Several keys do the\n\
         # same; keys after one another have a blank between them (\"g t\"); [] takes all keys away.\n",
    );
    let mut last = String::new();
    for action in actions::all() {
        let slug = action.id.slug();
        let Some((place, name)) = slug.split_once('.') else {
            continue;
        };
        if place != last {
            let _ = write!(out, "\n[{place}]\n");
            place.clone_into(&mut last);
        }
        let chords = keymap.changed(action.id).unwrap_or(action.keys);
        let names: Vec<String> = chords
            .iter()
            .map(|chord| toml::Value::String(chord.name()).to_string())
            .collect();
        let line = format!("{name} = [{}]", names.join(", "));
        let _ = writeln!(
            out,
            "{}# {}",
            fit(&line, line.chars().count().max(42) + 1),
            action.description
        );
    }
    out
}

/// The whole keymap as people read it, by place.
pub fn keys_text(keymap: &Keymap, glyphs: Glyphs) -> String {
    let mut out = String::new();
    for context in Context::ALL {
        let mut here = actions::all()
            .filter(|action| action.contexts.first() == Some(&context))
            .peekable();
        if here.peek().is_none() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "{}", context.label());
        for action in here {
            let chords: &[Chord] = keymap.changed(action.id).unwrap_or(action.keys);
            let labels: Vec<String> = chords.iter().map(|chord| chord.label(glyphs)).collect();
            let changed = if keymap.changed(action.id).is_some() {
                " (changed)"
            } else {
                ""
            };
            let _ = writeln!(
                out,
                "  {} {} {}{changed}",
                fit(&labels.join("  "), 24),
                fit(&action.id.slug(), 28),
                action.description
            );
        }
    }
    out
}

/// The themes, a line each: which is in force, its name, what it is for, and with a colour tier what it looks like.
pub fn themes(wishes: &Wishes, tier: Option<Tier>) -> Vec<String> {
    let now = wishes.settings().theme.value;
    let names = wishes.names();
    let widest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    names
        .iter()
        .map(|name| {
            let words = match name.as_str() {
                "auto" => "as the ground of the terminal is",
                "dark" => "light on dark",
                "light" => "dark on light",
                "safe" => "for the colour-blind, as the ground of the terminal is",
                "safe-dark" => "for the colour-blind, light on dark",
                "safe-light" => "for the colour-blind, dark on light",
                _ => "your own",
            };
            let mark = if *name == now { '>' } else { ' ' };
            let mut line = format!("{mark} {} {words}", fit(name, widest + 1));
            if let (Some(tier), Some((background, colors))) = (tier, wishes.look(name)) {
                let theme = Theme {
                    background,
                    colors,
                    tier,
                    ..Theme::default()
                };
                line = format!("{} {}", fit(&line, widest + 60), swatches(&theme));
            }
            line
        })
        .collect()
}

/// The colours of a theme that carry a meaning, each written on its ground.
fn swatches(theme: &Theme) -> String {
    let roles = [
        (Role::Text, "text"),
        (Role::Dim, "dim"),
        (Role::Accent, "first"),
        (Role::Second, "second"),
        (Role::Good, "good"),
        (Role::Warn, "late"),
        (Role::Bad, "bad"),
    ];
    let ground = sgr(48, theme.style(Role::Base).bg);
    let mut out = String::new();
    for (role, word) in roles {
        let _ = write!(out, "{ground}{} {word} ", sgr(38, theme.style(role).fg));
    }
    out + "\x1b[0m"
}

/// The sequence that sets a colour of the two upper tiers, on the ground (48) or the letters (38).
fn sgr(what: u8, color: Option<Color>) -> String {
    match color {
        Some(Color::Rgb(r, g, b)) => format!("\x1b[{what};2;{r};{g};{b}m"),
        Some(Color::Indexed(index)) => format!("\x1b[{what};5;{index}m"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::settings::theme_file::HOUSE;
    use crate::tui::settings::{Wishes, config as config_file, keys_file};

    #[test]
    fn the_templates_can_be_read_back_and_change_nothing() {
        let settings = Wishes::default().settings();
        let themes: Vec<String> = HOUSE.iter().map(|name| (*name).to_owned()).collect();
        let text = config(&settings);
        let held = Wishes {
            given: config_file::parse(&text, &themes).unwrap(),
            ..Wishes::default()
        };
        let read = held.settings();
        assert_eq!(
            (read.theme.value, read.mouse.value, read.start.value),
            (
                settings.theme.value.clone(),
                settings.mouse.value,
                settings.start.value.clone()
            )
        );
        assert!(
            config_file::NAMES
                .iter()
                .all(|name| text.contains(&format!("\n{name} = ")))
        );
        insta::assert_snapshot!("config", text);

        let text = keys(&Keymap::default());
        let keymap = keys_file::parse(&text).unwrap();
        for action in actions::all() {
            assert_eq!(keymap.changed(action.id), Some(action.keys));
        }
        insta::assert_snapshot!("keys", text);
        insta::assert_snapshot!("keys_text", keys_text(&Keymap::default(), Glyphs::Unicode));
    }
}
