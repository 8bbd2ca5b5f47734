//! `interlens config`: the settings of the dashboard.

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::screen::Screen;
use crate::cli::{help, seams};

/// Print the settings of the dashboard that are in force.
///
/// As a config.toml to be saved and edited, with what each setting means and where its value comes from: the command
/// line, the environment, the file, or the default. A dashboard that is open takes a saved file at once; one that is wrong
/// changes nothing and is told with its line.
#[derive(Debug, Default, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens config", "what is in force, and why"),
        ("interlens config > config.toml", "a file to begin with; it belongs into the folder of settings"),
        ("interlens config --path", "where that folder is"),
    ],
    &[(Exit::Fine, "printed"), (Exit::Failed, "a file of settings is wrong")],
))]
pub struct Args {
    /// Print the folder of the settings instead.
    #[arg(long)]
    path: bool,
    /// Options as they would be given to the dashboard.
    #[command(flatten)]
    screen: Screen,
}

/// Prints the settings.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    if args.path {
        let folder = context.home.config().display().to_string();
        context.console.print(folder)?;
        return Ok(Exit::Fine);
    }
    let text = seams::settings(context.home.config(), &context.environment, &args.screen)?;
    context.console.print_data(&text)?;
    Ok(Exit::Fine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fake::command_line;

    #[test]
    fn settings_say_where_they_come_from() {
        let (mut context, out, folder) = command_line();
        std::fs::write(folder.path().join("config.toml"), "clock = \"utc\"\ntheme = \"light\"").unwrap();
        context.environment = std::sync::Arc::new(|name| (name == "INTERLENS_THEME").then(|| "safe-dark".into()));
        let args = Args {
            screen: Screen {
                no_mouse: true,
                ..Screen::default()
            },
            ..Args::default()
        };
        run(&args, &mut context).unwrap();
        let text = out.text();
        for line in [
            "clock = \"utc\"  # this file",
            "theme = \"safe-dark\"  # in force by the variable INTERLENS_THEME",
            "mouse = false  # in force by the option --no-mouse",
            "start = \"last\"  # the default",
        ] {
            assert!(text.contains(line), "{text}");
        }
        std::fs::write(folder.path().join("config.toml"), "clock = 7").unwrap();
        assert_eq!(run(&Args::default(), &mut context).unwrap_err().exit(), Exit::Failed);
    }
}
