//! `interlens completions`: what a shell needs to complete commands and options.

use clap_complete::Shell;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::help;

/// Print a completion script for a shell.
#[derive(Debug, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens completions bash > ~/.local/share/bash-completion/completions/interlens", "bash"),
        ("interlens completions zsh > \"${fpath[1]}/_interlens\"", "zsh"),
        ("interlens completions fish > ~/.config/fish/completions/interlens.fish", "fish"),
    ],
    &[(Exit::Fine, "printed"), (Exit::Usage, "there is no such shell")],
))]
pub struct Args {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script for a command line.
pub fn run(args: &Args, mut line: clap::Command, context: &mut Context) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut line, "interlens", &mut script);
    context.console.data().write_all(&script).map_err(Failure::output)?;
    Ok(Exit::Fine)
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;
    use crate::cli::args;
    use crate::cli::fake::command_line;

    #[test]
    fn every_shell_gets_a_script_that_knows_the_commands() {
        for shell in Shell::value_variants() {
            let (mut context, out, _folder) = command_line();
            run(&Args { shell: *shell }, args::command(), &mut context).unwrap();
            let script = out.text();
            assert!(script.contains("overview") && script.contains("token-file"), "{shell}");
        }
    }
}
