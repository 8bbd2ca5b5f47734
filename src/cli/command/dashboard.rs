//! `interlens`: the dashboard.

use super::overview;
use crate::cli::attach::nothing_connected;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::{process, seams};
use crate::tui::place::Address;

/// Options of the dashboard, given without a command.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Args {
    /// Without a screen: say everything in lines, and read commands line by line, as for a screen reader. `help` says
    /// what can be typed.
    #[arg(long)]
    pub plain: bool,
}

/// Opens the dashboard on a terminal; elsewhere prints it as text.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let look = context.console.look;
    let screen = look.terminal && look.keyboard;
    if !args.plain && !screen {
        return process::block_on(overview::run(overview::Args::default(), context));
    }
    process::block_on_all_cores(async {
        // The screen paints before it has an engine; only where there is nothing to show at all is it not opened.
        if !context.home.database().exists() && context.attach.existing().await.is_err() {
            return Err(nothing_connected());
        }
        if args.plain {
            seams::show_plain(&context.attach, Address::default()).await?;
        } else {
            seams::show(&context.attach).await?;
        }
        Ok(Exit::Fine)
    })
}
