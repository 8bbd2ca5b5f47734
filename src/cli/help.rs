//! What every `--help` ends with: examples, exit codes, environment.
//!
//! Also the list of commands by group for the top-level help, made from the commands themselves so that it cannot name
//! one that is not there.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, Write as _};

use clap::Command;
use clap::builder::StyledStr;
use clap::builder::styling::Style;

use super::exit::Exit;
use super::look::{ColorChoice, Look};

/// The variables that are read, with what they do.
pub(super) const ENVIRONMENT: &[(&str, &str)] = &[
    ("INTERLENS_HOME", "one folder for everything, as --home"),
    ("INTERLENS_SOCKET", "the socket of the engine, as --socket"),
    (
        "INTERLENS_LOG",
        "what is written to engine.log and client.log, such as info",
    ),
    ("INTERLENS_GLYPHS", "ascii or unicode; otherwise the locale decides"),
    (
        "INTERLENS_THEME",
        "the theme, as --theme; otherwise the settings or the terminal decide",
    ),
    ("INTERCOM_ACCESS_TOKEN", "an access token, for connect"),
    ("INTERCOM_ACCESS_TOKEN_FILE", "a file that holds one, for connect"),
    ("NO_COLOR", "no colour, whatever it is set to"),
    (
        "COLUMNS, LINES",
        "the size of the screen, where the terminal does not say it",
    ),
    (
        "XDG_DATA_HOME …",
        "where data, settings, state and the socket are kept without --home",
    ),
];

/// The groups of the top-level help, with the commands of each.
pub(super) const GROUPS: &[(&str, &[&str])] = &[
    (
        "See",
        &[
            "demo", "open", "overview", "tables", "table", "chart", "gallery", "status", "history", "audit",
        ],
    ),
    ("Bring in", &["connect", "sync"]),
    ("Run", &["serve", "stop", "sandbox"]),
    ("Set up", &["keys", "config", "themes", "completions", "man"]),
];

/// Prints an answer of clap (help, version, a command line that is wrong) in characters that the locale has.
pub(super) fn print(answer: &clap::Error, env: impl Fn(&str) -> Option<OsString>) -> io::Result<()> {
    let look = Look::of(env, ColorChoice::Auto, (false, false, false));
    if !look.ascii {
        return answer.print();
    }
    let plain = answer.render().to_string();
    let text = look.text(&plain);
    if answer.use_stderr() {
        io::stderr().write_all(text.as_bytes())
    } else {
        io::stdout().write_all(text.as_bytes())
    }
}

/// The closing part of a command's help: examples (command line, what it does) and exit codes that mean something
/// particular here.
pub(super) fn more(examples: &[(&str, &str)], exits: &[(Exit, &str)]) -> StyledStr {
    let mut text = String::new();
    heading(&mut text, "Examples:");
    pairs(
        &mut text,
        examples.iter().map(|(line, what)| ((*line).to_owned(), *what)),
    );
    text.push('\n');
    exit_codes(&mut text, exits);
    StyledStr::from(text.trim_end().to_owned())
}

/// The closing part of the top-level help.
pub(super) fn top(examples: &[(&str, &str)]) -> StyledStr {
    let mut text = String::new();
    heading(&mut text, "Examples:");
    pairs(
        &mut text,
        examples.iter().map(|(line, what)| ((*line).to_owned(), *what)),
    );
    text.push('\n');
    heading(&mut text, "Environment:");
    pairs(
        &mut text,
        ENVIRONMENT.iter().map(|(name, what)| ((*name).to_owned(), *what)),
    );
    text.push('\n');
    exit_codes(&mut text, &Exit::ALL.map(|exit| (exit, exit.meaning())));
    StyledStr::from(text.trim_end().to_owned())
}

/// The template of the top-level help, with the commands by group.
pub(super) fn template(command: &Command) -> StyledStr {
    let mut text = String::from("{about-with-newline}\n{usage-heading} {usage}\n\n");
    for (group, names) in GROUPS {
        heading(&mut text, &format!("{group}:"));
        let commands = names.iter().filter_map(|name| command.find_subcommand(name));
        let lines = commands.map(|command| {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            (command.get_name().to_owned(), about)
        });
        for (name, about) in lines {
            let _ = writeln!(text, "  {name:<12} {about}");
        }
        text.push('\n');
    }
    heading(&mut text, "Options:");
    text.push_str("{options}{after-help}");
    StyledStr::from(text)
}

fn exit_codes(text: &mut String, exits: &[(Exit, &str)]) {
    heading(text, "Exit codes:");
    pairs(text, exits.iter().map(|(exit, what)| (exit.code().to_string(), *what)));
}

fn heading(text: &mut String, words: &str) {
    let style = Style::new().bold().underline();
    let _ = writeln!(text, "{style}{words}{style:#}");
}

/// Two columns; a left side that is too long stands on a line of its own.
fn pairs<'a>(text: &mut String, pairs: impl Iterator<Item = (String, &'a str)> + Clone) {
    const LONGEST: usize = 34;
    let width = pairs
        .clone()
        .map(|(left, _)| left.chars().count())
        .filter(|width| *width <= LONGEST)
        .max()
        .unwrap_or(0);
    for (left, right) in pairs {
        if left.chars().count() <= width {
            let _ = writeln!(text, "  {left:<width$}  {right}");
        } else {
            let _ = writeln!(text, "  {left}\n  {:<width$}  {right}", "");
        }
    }
}

/// Whether clap may colour its own answers: what `--color` says, looked for before the command line is understood, since
/// the answer may be that it is not.
pub(super) fn color(arguments: &[OsString]) -> clap::ColorChoice {
    let words = arguments.iter().filter_map(|argument| argument.to_str());
    let choices = words
        .clone()
        .zip(words.clone().skip(1))
        .filter_map(|(option, value)| (option == "--color").then_some(value));
    match choices
        .chain(words.filter_map(|word| word.strip_prefix("--color=")))
        .next()
    {
        Some("always") => clap::ColorChoice::Always,
        Some("never") => clap::ColorChoice::Never,
        _ => clap::ColorChoice::Auto,
    }
}
