//! The options of the dashboard, wherever it is opened from.

use clap::Args;

use crate::tui::place::Address;

/// How the dashboard is shown, whatever the settings say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Options of the dashboard")]
pub struct Screen {
    /// The theme: auto, dark, light, safe, safe-dark, safe-light, or one of your own; `interlens themes` lists them.
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Only ASCII characters.
    #[arg(long)]
    pub ascii: bool,
    /// Leave the mouse to the terminal, to select text with it.
    #[arg(long)]
    pub no_mouse: bool,
    /// Without a screen: say everything in lines, and read commands line by line, as for a screen reader. `help` says
    /// what can be typed.
    #[arg(long)]
    pub plain: bool,
    /// The place to begin at.
    #[arg(skip)]
    pub start: Option<Address>,
}
