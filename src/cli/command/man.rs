//! `interlens man`: the manual.

use std::fs;
use std::path::PathBuf;

use clap_mangen::Man;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::help;

/// Print the manual, or write all its pages.
#[derive(Debug, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens man | man -l -", "read it"),
        ("interlens man --dir ~/.local/share/man/man1", "install it: one page for each command"),
    ],
    &[(Exit::Fine, "printed or written"), (Exit::Failed, "the folder could not be written")],
))]
pub struct Args {
    /// Write the pages of all commands into this folder.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Prints or writes the manual of a command line.
pub fn run(args: Args, line: clap::Command, context: &mut Context) -> Result<Exit, Failure> {
    let Some(folder) = args.dir else {
        let mut page = Vec::new();
        Man::new(line).render(&mut page).map_err(Failure::output)?;
        context.console.data().write_all(&page).map_err(Failure::output)?;
        return Ok(Exit::Fine);
    };
    fs::create_dir_all(&folder)
        .and_then(|()| clap_mangen::generate_to(line, &folder))
        .map_err(|error| {
            Failure::failed(
                format!("The manual could not be written to {}.", folder.display()),
                format!("The system says: {error}."),
                "Choose a folder that you may write to with --dir.",
            )
            .because(error)
        })?;
    context.console.say(format!("The manual is in {}.", folder.display()));
    Ok(Exit::Fine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args;
    use crate::cli::fake::command_line;

    #[test]
    fn the_page_goes_to_standard_output() {
        let (mut context, out, _folder) = command_line();
        run(Args { dir: None }, args::command(), &mut context).unwrap();
        let page = out.text();
        assert!(page.contains(".TH interlens 1") && page.contains("INTERLENS_HOME") && page.contains("Exit codes"));
        assert!(!page.contains('\x1b'));
    }

    #[test]
    fn every_command_gets_a_page() {
        let (mut context, out, folder) = command_line();
        let dir = folder.path().join("man1");
        run(Args { dir: Some(dir.clone()) }, args::command(), &mut context).unwrap();
        for command in args::command().get_subcommands() {
            assert!(
                dir.join(format!("interlens-{}.1", command.get_name())).exists(),
                "{}",
                command.get_name()
            );
        }
        assert_eq!(out.text(), "");
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert_eq!(
            run(Args { dir: Some(file) }, args::command(), &mut context)
                .unwrap_err()
                .exit(),
            Exit::Failed
        );
    }
}
