//! *Start*: the command line, with one file for each command.
//!
//! What it promises, whatever the command:
//!
//! - Data goes to standard output and nothing else does; what is told on the way goes to standard error.
//! - What could not be done is told in three lines: what happened, why, and what to do next. The exit codes are those
//!   of [`Exit`].
//! - A reader that closes its end of the pipe early ends the command quietly.
//! - Words from records reach a terminal only as `SafeText`; JSON and CSV escape what could do harm.
//! - An access token is never an argument, and never written to a stream or a log.
//!
//! Start reading at [`main`], which every start goes through; then [`args`] holds the command line, [`context`] what a
//! command is given, [`command`] the commands, [`output`] the formats. Whatever other rooms do for this one is called
//! in `seams`.

pub mod args;
mod ask;
pub mod attach;
pub mod command;
pub mod console;
pub mod context;
mod data;
mod exit;
mod failure;
#[cfg(test)]
mod fake;
#[cfg(test)]
mod fixture;
mod follow;
mod global;
mod help;
mod journal;
pub mod look;
mod made_up;
pub mod output;
mod pick;
pub mod picture;
mod process;
mod screen;
mod scrub;
mod seams;
mod temporary;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;

use args::{Cli, Command};
use command::open::Opened;
use context::Context;
pub use exit::Exit;
pub use failure::Failure;
pub use global::Global;
use screen::Screen;
pub use scrub::scrub;

/// Does what a command line says, and gives the exit code. `arguments` begin with the program's own name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let parsed = args::command()
        .color(help::color(&arguments))
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(answer) => {
            // Help and version are answers; whether somebody reads them to the end is their business.
            let _ = help::print(&answer, |name| std::env::var_os(name));
            return if answer.use_stderr() { Exit::Usage } else { Exit::Fine }.into();
        }
    };
    process::prepare();
    let mut context = match Context::of_process(&cli.global) {
        Ok(context) => context,
        Err((mut console, failure)) => {
            console.fail(&failure);
            return failure.exit().into();
        }
    };
    let ended = run(cli, &mut context).and_then(|exit| context.console.finish().map(|()| exit));
    match ended {
        Ok(exit) => exit,
        Err(failure) => {
            context.console.fail(&failure);
            failure.exit()
        }
    }
    .into()
}

/// Runs a command; the dashboard when there is none.
fn run(cli: Cli, context: &mut Context) -> Result<Exit, Failure> {
    use self::command as of;
    let Cli { command, screen, .. } = cli;
    if command.is_some() && screen != Screen::default() {
        return Err(of::dashboard::not_with_a_command());
    }
    if !matches!(command, Some(Command::Serve(_))) {
        journal::begin(&context.home.state().join("client.log"), &context.environment, None)?;
    }
    carry_out(command, &screen, context)
}

fn carry_out(command: Option<Command>, screen: &Screen, context: &mut Context) -> Result<Exit, Failure> {
    use self::command as of;
    let line = args::command;
    match command {
        None => of::dashboard::run(screen, context),
        Some(Command::Open(args)) => match of::open::run(*args, context)? {
            Opened::Shown(exit) => Ok(exit),
            Opened::Print(words) => {
                let command = understood(&words)?;
                carry_out(command, &Screen::default(), context)
            }
        },
        Some(Command::Keys(args)) => of::keys::run(&args, context),
        Some(Command::Config(args)) => of::config::run(&args, context),
        Some(Command::Themes(args)) => of::themes::run(&args, context),
        Some(Command::Demo(args)) => process::block_on_all_cores(of::demo::run(args, context)),
        Some(Command::Overview(args)) => process::block_on(of::overview::run(args, context)),
        Some(Command::Tables(args)) => process::block_on(of::tables::run(args, context)),
        Some(Command::Table(args)) => process::block_on(of::table::run(*args, context)),
        Some(Command::Chart(args)) => process::block_on(of::chart::run(*args, context)),
        Some(Command::Gallery(args)) => of::gallery::run(&args, context),
        Some(Command::Status(args)) => process::block_on(of::status::run(&args, context)),
        Some(Command::History(args)) => process::block_on(of::history::run(args, context)),
        Some(Command::Audit(args)) => process::block_on(of::audit::run(args, context)),
        Some(Command::Connect(args)) => process::block_on(of::connect::run(*args, context)),
        Some(Command::Sync(args)) => process::block_on(of::sync::run(args, context)),
        Some(Command::Serve(args)) => of::serve::run(&args, context),
        Some(Command::Stop(args)) => process::block_on(of::stop::run(&args, context)),
        Some(Command::Sandbox(args)) => process::block_on_all_cores(of::sandbox::run(*args, context)),
        Some(Command::Completions(args)) => of::completions::run(&args, line(), context),
        Some(Command::Man(args)) => of::man::run(args, line(), context),
    }
}

/// The command of a command line that was put together here.
fn understood(words: &[String]) -> Result<Option<Command>, Failure> {
    let parsed = args::command()
        .try_get_matches_from(words)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    parsed.map(|cli| cli.command).map_err(|error| {
        Failure::usage(
            "This place cannot be printed as text.",
            format!("`{}` is not understood.", words.join(" ")),
            "Open it on a terminal, or use the command for its part; see `interlens --help`.",
        )
        .because(error)
    })
}
