//! The command line: options for all commands, and the commands.

use clap::{CommandFactory, Parser, Subcommand};

use super::command::{
    audit, chart, completions, config, connect, demo, gallery, history, keys, man, open, overview, sandbox, serve,
    status, stop, sync, table, tables, themes,
};
use super::global::Global;
use super::help;
use super::screen::Screen;

/// Intercom in the terminal: sync a workspace into one file and see it as tables, figures and charts.
///
/// Without a command it opens the dashboard. The first start runs an engine in the background; it owns the data, keeps
/// it fresh, and answers every dashboard and every command. `interlens stop` ends it.
#[derive(Debug, Parser)]
#[command(
    name = "interlens",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_long_help = help::top(&[
        ("interlens demo", "look around with a workspace that is made up"),
        ("interlens connect", "connect your workspace"),
        ("interlens", "open the dashboard"),
        ("interlens status", "see how things stand"),
        ("interlens table conversations --where \"\\\"State\\\" = 'open'\" --format csv > open.csv", "export rows"),
    ]),
)]
pub struct Cli {
    /// Options for every command.
    #[command(flatten)]
    pub global: Global,
    /// How the dashboard is shown.
    #[command(flatten)]
    pub screen: Screen,
    /// What to do; the dashboard without one.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do. What each command is for stands at its options, where its help is made from.
#[expect(
    missing_docs,
    reason = "a line here would hide the longer text that stands at the options"
)]
#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(demo::Args),
    Open(Box<open::Args>),
    Overview(overview::Args),
    Tables(tables::Args),
    Table(Box<table::Args>),
    Chart(Box<chart::Args>),
    Gallery(Box<gallery::Args>),
    Status(status::Args),
    History(history::Args),
    Audit(audit::Args),
    Connect(Box<connect::Args>),
    Sync(sync::Args),
    Serve(serve::Args),
    Stop(stop::Args),
    Sandbox(Box<sandbox::Args>),
    Keys(keys::Args),
    Config(config::Args),
    Themes(themes::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The command line as clap sees it, with the commands by group in its help.
pub fn command() -> clap::Command {
    let command = Cli::command();
    let template = help::template(&command);
    command.help_template(template)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::cli::console::Verbosity;

    /// The help of a command as people read it in a terminal of 100 columns.
    fn help(name: Option<&str>) -> String {
        let mut top = command().term_width(100);
        top.build();
        let command = match name {
            Some(name) => top.find_subcommand_mut(name).unwrap(),
            None => &mut top,
        };
        command.render_long_help().to_string()
    }

    #[test]
    fn the_command_line_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn every_command_is_in_one_group() {
        let command = command();
        let mut grouped: Vec<&str> = help::GROUPS
            .iter()
            .flat_map(|(_, names)| names.iter().copied())
            .collect();
        let mut all: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        grouped.sort_unstable();
        all.sort_unstable();
        assert_eq!(grouped, all);
    }

    #[test]
    fn every_help_reads_as_it_should() {
        insta::assert_snapshot!("help", help(None));
        for subcommand in command().get_subcommands() {
            let name = subcommand.get_name();
            let text = help(Some(name));
            assert!(text.contains("Examples:") && text.contains("Exit codes:"), "{name}");
            insta::assert_snapshot!(format!("help-{name}"), text);
        }
    }

    #[test]
    fn a_token_cannot_be_given_on_the_command_line() {
        for line in [
            ["interlens", "connect", "--token", "x"],
            ["interlens", "connect", "--token=x", "-q"],
        ] {
            assert!(Cli::try_parse_from(line).is_err());
        }
    }

    #[test]
    fn global_options_stand_before_or_after_the_command() {
        for line in [
            ["interlens", "--home", "/x", "status"],
            ["interlens", "status", "--home", "/x"],
        ] {
            let cli = Cli::try_parse_from(line).unwrap();
            assert_eq!(cli.global.home, Some(PathBuf::from("/x")));
            assert!(matches!(cli.command, Some(Command::Status(_))));
        }
        assert!(Cli::try_parse_from(["interlens"]).unwrap().command.is_none());
        assert!(Cli::try_parse_from(["interlens", "-q", "-v"]).is_err());
        assert_eq!(
            Cli::try_parse_from(["interlens", "-v"]).unwrap().global.verbosity(),
            Verbosity::Verbose
        );
    }
}
