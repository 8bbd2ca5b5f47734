//! `interlens gallery`: every kind of chart, on the screen or as files.

mod export;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{chart, dashboard};
use crate::api::Client;
use crate::api::wire::{ChartRequest, Picture, gallery};
use crate::chart::{Kind, Size};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::made_up::{Workspace, synced, within};
use crate::cli::picture::{self, Form, MOST_COLUMNS, MOST_ROWS, Paint, Painter};
use crate::cli::screen::Screen;
use crate::cli::{help, pick, process, seams};
use crate::tui::place::Address;
use export::Export;

/// See every kind of chart.
///
/// Over a made-up workspace, which nothing of yours is touched for, or with --here over the connected one. On a terminal the
/// dashboard opens at its charts; --export writes each as SVG, PNG, escape codes and text, with a page that shows them all.
/// In a pipe the kinds are listed; with --kind that chart is printed as text.
#[derive(Debug, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens gallery", "all kinds, on the screen"),
        ("interlens gallery --here --kind sankey", "one of them, over your data"),
        ("interlens gallery --export charts --size 120x36", "as files"),
        ("interlens gallery | less", "the list"),
        ("interlens gallery --kind heat-map | cat", "one of them, as text"),
    ],
    &[(Exit::Fine, "looked at, written or listed"), (Exit::Degraded, "it was ended before everything was synced"), (Exit::Failed, "it could not be shown or written"), (Exit::Usage, "the folder is not empty, or nothing is connected")],
))]
pub struct Args {
    /// Only this kind; may be given several times where files are written.
    #[arg(long = "kind", value_name = "TYPE", value_parser = kind(), hide_possible_values = true)]
    kinds: Vec<Kind>,
    /// Over the workspace that is connected.
    #[arg(long)]
    here: bool,
    /// The data source of it, by name or number; the first when not given.
    #[arg(long, value_name = "NAME", requires = "here")]
    source: Option<String>,
    /// Write the charts into this folder.
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
    /// How large, in columns and rows.
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "120x36", value_parser = picture::size, requires = "export")]
    size: Size,
    /// Write into a folder that is not empty; files of the same name are replaced.
    #[arg(long, requires = "export")]
    force: bool,
    /// How many conversations the made-up workspace has.
    #[arg(long, value_name = "N", default_value_t = 8000, conflicts_with = "here")]
    conversations: u32,
    #[command(flatten)]
    paint: Paint,
    /// How the dashboard is shown.
    #[command(flatten)]
    screen: Screen,
}

fn kind() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::all().map(Kind::slug)).try_map(|name| name.parse::<Kind>())
}

/// Shows, writes or lists the charts.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let look = context.console.look;
    let seen = args.screen.plain || look.terminal && look.keyboard;
    if let Some(folder) = &args.export {
        export::check(folder, args.force)?;
        return process::block_on_all_cores(over(args, context, exported));
    }
    if !seen && args.kinds.is_empty() {
        return chart::list(context);
    }
    if !seen {
        return process::block_on_all_cores(over(args, context, printed));
    }
    let screen = Screen {
        start: Some(address(args.kinds.first().copied())?),
        ..args.screen.clone()
    };
    if args.here {
        return dashboard::run(&screen, context);
    }
    process::block_on_all_cores(within(workspace(args, true), async |house| {
        if screen.plain {
            seams::show_plain(&house.attach, screen.start.clone().unwrap_or_default()).await?;
        } else {
            seams::show(&house.attach, &screen, context.home.config()).await?;
        }
        Ok(Exit::Fine)
    }))
}

fn workspace(args: &Args, watched: bool) -> Workspace {
    Workspace {
        conversations: args.conversations,
        seed: 1,
        speed: 1.0,
        watched,
    }
}

/// Where the charts are on the screen.
fn address(kind: Option<Kind>) -> Result<Address, Failure> {
    let address = kind.map_or_else(|| "charts".to_owned(), |kind| format!("charts/{}", kind.slug()));
    address.parse().map_err(|error| {
        Failure::failed(
            "The charts cannot be shown on the screen.",
            format!("{error}."),
            "`interlens gallery --export DIR` writes them as files.",
        )
    })
}

/// Does something with the workspace that was asked for, once it is synced.
async fn over(
    args: &Args,
    context: &mut Context,
    work: impl AsyncFnOnce(&Client, u32, &Args, &mut Context) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    if args.here {
        let (client, _) = context.attach.with_data().await?;
        let status = client.status().await?;
        let source = pick::source(&status, args.source.as_deref())?.id;
        return work(&client, source, args, context).await;
    }
    within(workspace(args, false), async |house| {
        if let Some(exit) = synced(&house.client, house.source, house.run, context).await? {
            return Ok(exit);
        }
        work(&house.client, house.source, args, context).await
    })
    .await
}

/// Prints the charts as text.
async fn printed(client: &Client, source: u32, args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let look = context.console.look;
    let number = |number: usize, most: u16| u16::try_from(number).unwrap_or(most).clamp(1, most);
    let size = Size::new(number(look.width, MOST_COLUMNS), number(look.height, MOST_ROWS));
    let form = if look.color { Form::Ansi } else { Form::Text };
    let mut painter = Painter::new(args.paint, context);
    for picture in gallery()
        .into_iter()
        .filter(|picture| args.kinds.contains(&picture.kind()))
    {
        let request = ChartRequest {
            source: Some(source),
            picture,
        };
        let pictured = client.chart(&request).await?;
        let bytes = painter.paint(&pictured.chart, size, form)?;
        context.console.data().write_all(&bytes).map_err(Failure::output)?;
    }
    context.console.finish()?;
    Ok(Exit::Fine)
}

/// Writes the charts as files.
async fn exported(client: &Client, source: u32, args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let Some(folder) = &args.export else {
        return Ok(Exit::Fine);
    };
    let pictures: Vec<(usize, Picture)> = gallery()
        .into_iter()
        .enumerate()
        .filter(|(_, picture)| args.kinds.is_empty() || args.kinds.contains(&picture.kind()))
        .collect();
    let mut export = Export::begin(folder, args.size, args.paint, context)?;
    let count = pictures.len();
    for (done, (place, picture)) in pictures.into_iter().enumerate() {
        context
            .console
            .say(format!("{} of {count}: {}", done + 1, picture.kind()));
        export.write(client, source, place + 1, picture).await?;
    }
    export.end()?;
    context
        .console
        .print(format!("{count} charts are in {}.", folder.display()))?;
    Ok(Exit::Fine)
}
