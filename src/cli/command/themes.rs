//! `interlens themes`: how the dashboard can look.

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::{help, seams};

/// List the themes of the dashboard.
///
/// Those of the house and your own, which are files in the folder themes/ beside config.toml; on a terminal with their
/// colours. Two pairs are there for the colour-blind: what means good, late, bad, first and second stays apart without
/// any one kind of cone.
#[derive(Debug, Default, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens themes", "all there are, the one in force marked"),
        ("interlens --theme safe", "open the dashboard in one of them"),
    ],
    &[(Exit::Fine, "printed"), (Exit::Failed, "a file of settings is wrong")],
))]
pub struct Args {}

/// Lists the themes.
pub fn run(_: &Args, context: &mut Context) -> Result<Exit, Failure> {
    for line in seams::themes(context.home.config(), &context.environment, &context.console.look)? {
        context.console.print_data(&line)?;
    }
    Ok(Exit::Fine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fake::command_line;

    #[test]
    fn themes_are_listed_with_their_colours_on_a_terminal_only() {
        let (mut context, out, folder) = command_line();
        std::fs::create_dir(folder.path().join("themes")).unwrap();
        std::fs::write(folder.path().join("themes/mine.toml"), "based-on = \"light\"").unwrap();
        std::fs::write(folder.path().join("config.toml"), "theme = \"mine\"").unwrap();
        run(&Args::default(), &mut context).unwrap();
        let text = out.text();
        assert_eq!(text.lines().count(), 7);
        assert!(text.contains("> mine") && !text.contains('\x1b'), "{text}");
        context.console.look.terminal = true;
        context.console.look.color = true;
        run(&Args::default(), &mut context).unwrap();
        assert!(out.text().contains("\x1b[48;2;"));
    }
}
