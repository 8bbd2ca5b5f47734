//! `interlens overview`: the dashboard as text.

use crate::api::Client;
use crate::api::wire::Period;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::output::json;
use crate::cli::{help, pick, seams};

/// Print the dashboard as text.
///
/// The same figures as on the screen, line by line: for a pipe, a mail, a screen reader. Times are in the data source's
/// time zone; with --json everything is there, in UTC.
#[derive(Debug, Default, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens overview", "the last 30 days"),
        ("interlens overview --period 90d | less", "a quarter, page by page"),
        ("interlens overview --json | jq .tiles", "the figures for a program"),
    ],
    &[(Exit::Fine, "printed"), (Exit::Failed, "the figures could not be computed"), (Exit::Usage, "nothing is connected, or no engine")],
))]
pub struct Args {
    /// How many days back: 7d, 30d, 90d or 365d.
    #[arg(long, value_name = "DAYS", default_value = "30d")]
    period: Period,
    /// The data source, by name or number; the first when not given.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Prints the dashboard.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit, Failure> {
    let (client, _) = context.attach.with_data().await?;
    print(&args, &client, context).await?;
    Ok(Exit::Fine)
}

async fn print(args: &Args, client: &Client, context: &mut Context) -> Result<(), Failure> {
    let status = client.status().await?;
    let source = pick::source(&status, args.source.as_deref())?.id;
    let overview = client.overview(Some(source), args.period).await?;
    if args.json {
        return context.console.print_data(&json::pretty(&overview)?);
    }
    let text = seams::overview_text(&status, &overview, &context.console.look);
    context.console.print(text.trim_end_matches('\n'))
}

/// Prints the dashboard of an engine that has just synced, for the demo.
pub(super) async fn print_plain(client: &Client, context: &mut Context) -> Result<(), Failure> {
    print(&Args::default(), client, context).await
}
