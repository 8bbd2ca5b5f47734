//! `interlens keys`: which keys do what.

use clap::ValueEnum;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::{help, seams};

/// Print all keys of the dashboard.
///
/// As they are for you: with what your keys.toml changes. In --format toml it is that file with everything in it, to be
/// saved and edited; a dashboard that is open takes it at once. A keys.toml that is wrong is told with its lines.
#[derive(Debug, Default, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens keys", "by place, to read"),
        ("interlens keys --format toml > ~/.config/interlens/keys.toml", "a file to begin with"),
    ],
    &[(Exit::Fine, "printed"), (Exit::Failed, "keys.toml is wrong")],
))]
pub struct Args {
    /// How to write them.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How the keys are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// To read.
    #[default]
    Text,
    /// As keys.toml.
    Toml,
}

/// Prints the keys.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let text = seams::keys(
        context.home.config(),
        args.format == Format::Toml,
        &context.console.look,
    )?;
    context.console.print_data(&text)?;
    Ok(Exit::Fine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fake::command_line;

    #[test]
    fn keys_are_printed_as_they_are_for_this_person() {
        let (mut context, out, folder) = command_line();
        let file = folder.path().join("keys.toml");
        std::fs::write(&file, "[shell]\nquit = [\"alt-q\"]").unwrap();
        run(&Args { format: Format::Toml }, &mut context).unwrap();
        assert!(out.text().contains("\nquit = [\"alt-q\"]"));
        run(&Args::default(), &mut context).unwrap();
        assert!(out.text().contains("Alt-q") && out.text().contains("(changed)"));
        // What is printed is a keys.toml.
        let printed = out.text();
        let toml = printed.split_once("Dashboard\n").unwrap().0;
        std::fs::write(&file, toml).unwrap();
        run(&Args::default(), &mut context).unwrap();
        std::fs::write(&file, "[shell]\nqiut = []").unwrap();
        let failure = run(&Args::default(), &mut context).unwrap_err();
        let lines = failure.lines(false);
        assert_eq!(failure.exit(), Exit::Failed);
        assert!(
            lines
                .iter()
                .any(|line| line.contains("line 2") && line.contains("qiut")),
            "{lines:?}"
        );
    }
}
