//! `interlens`: the dashboard.

use super::overview;
use crate::cli::attach::nothing_connected;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::screen::Screen;
use crate::cli::{process, seams};

/// Opens the dashboard on a terminal; elsewhere prints it as text.
pub fn run(screen: &Screen, context: &mut Context) -> Result<Exit, Failure> {
    let look = context.console.look;
    if !(screen.plain || look.terminal && look.keyboard) {
        return process::block_on(overview::run(overview::Args::default(), context));
    }
    process::block_on_all_cores(async {
        // The screen paints before it has an engine; only where there is nothing to show at all is it not opened.
        if !context.home.database().exists() && context.attach.existing().await.is_err() {
            return Err(nothing_connected());
        }
        if screen.plain {
            seams::show_plain(&context.attach, screen.start.clone().unwrap_or_default()).await?;
        } else {
            seams::show(&context.attach, screen, context.home.config()).await?;
        }
        Ok(Exit::Fine)
    })
}

/// What is said when options of the dashboard stand before another command.
pub fn not_with_a_command() -> Failure {
    Failure::usage(
        "These options belong to the dashboard.",
        "--theme, --ascii and --no-mouse say how it is shown; another command was given.",
        "Leave them out, or open the dashboard: interlens, or interlens open ADDRESS.",
    )
}
