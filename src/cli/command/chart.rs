//! `interlens chart`: a chart of anything that has rows: a pipe, a file, a table, an answer to SQL.

mod local;
mod offer;
mod options;
mod roles;
mod table;

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::api::wire::{ChartRequest, Condition, Picture, Question, Subject};
use crate::catalog::Module;
use crate::chart::{Chart, Frame, Kind, Size, Spec};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::picture::{Form, MOST_COLUMNS, MOST_ROWS, Paint, Painter};
use crate::cli::{data, help, pick};
use crate::text::SafeText;
use offer::Offer;
use options::{Channels, Settings};
use roles::roles;

/// Draw a chart of a file, a pipe, a table or a query.
///
/// Data come from a pipe or a file (CSV, TSV, JSON, a line of JSON for each row, or what `uniq -c` prints; which one, and what
/// the columns hold, is found out), from a table of the workspace, or from a query. Without --x and --y the first columns that
/// fit are taken; without numbers, rows are counted. What --format json wrote is drawn again, in any size and as any kind.
///
/// A terminal gets the chart in its size and its colours; a pipe gets text, in 80 × 24 unless told otherwise.
#[derive(Debug, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens chart bar < sales.csv", "the first column of texts, and the first of numbers"),
        ("cut -d' ' -f9 access.log | sort | uniq -c | interlens chart bar-horizontal --sort largest --top 10", "counts"),
        ("interlens chart line --from visits.json --x day --y visits --y sign_ups --threshold mean", "two courses"),
        ("interlens chart stacked-bar --from conversations --x created_at:week --colour state", "of a table"),
        ("interlens chart bullet --from conversations --x 'team assignee id' --y 'satisfaction rate' --target 75", "of a formula"),
        ("interlens chart pie --sql 'SELECT \"State\", count(*) FROM \"Conversations\" GROUP BY 1' --output states.png", "of a query, as a picture"),
        ("interlens chart --list", "all kinds"),
    ],
    &[(Exit::Fine, "drawn"), (Exit::Failed, "it could not be drawn or written"), (Exit::Usage, "there is no such kind, column, table or file, or no engine answers")],
))]
pub struct Args {
    /// The kind of chart: bar, line, sankey, heat-map …; --list names them all.
    #[arg(value_name = "TYPE", value_parser = kind(), hide_possible_values = true, required_unless_present = "list")]
    kind: Option<Kind>,
    /// Print all kinds, with what each shows.
    #[arg(long, exclusive = true)]
    list: bool,
    /// A file, - for standard input, or a table such as conversations; standard input when not given.
    #[arg(long, value_name = "FILE|-|TABLE")]
    from: Option<String>,
    /// The answer to this query over the tables; it can only read.
    #[arg(long, value_name = "QUERY", conflicts_with = "from")]
    sql: Option<String>,
    /// Only rows for which this holds, as in `interlens table --filter`; may be given several times.
    #[arg(long, value_name = "CONDITION", conflicts_with = "sql")]
    filter: Vec<Condition>,
    /// The data source, by name or number; the first when not given.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// How wide, in columns.
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_COLUMNS)))]
    width: Option<u16>,
    /// How high, in rows.
    #[arg(long, value_name = "ROWS", value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_ROWS)))]
    height: Option<u16>,
    /// How to write it.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Form,
    /// Write it to this file.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    channels: Channels,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    paint: Paint,
}

/// The kinds by their names; what is none is answered with what is close.
fn kind() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::all().map(Kind::slug)).try_map(|name| name.parse::<Kind>())
}

/// Draws the chart.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit, Failure> {
    let Some(kind) = args.kind.filter(|_| !args.list) else {
        return list(context);
    };
    let form = form(&args, context)?;
    let mut chart = made(kind, &args, context).await?;
    let zone = chart.spec.options.zone;
    args.settings.apply(&mut chart.spec);
    chart.spec.options.zone = zone;
    if kind == Kind::ChartWidget {
        chart = widget(chart);
    }
    let size = size(&args, form, context);
    let painted = Painter::new(args.paint, context).paint(&chart, size, form)?;
    match &args.output {
        Some(path) => std::fs::write(path, painted).map_err(|error| {
            Failure::failed(
                "The chart could not be written.",
                format!("{}: {error}.", path.display()),
                "Give a file that can be written with --output.",
            )
            .because(error)
        })?,
        None => context.console.data().write_all(&painted).map_err(Failure::output)?,
    }
    context.console.finish()?;
    Ok(Exit::Fine)
}

/// All kinds, a line each.
pub(super) fn list(context: &mut Context) -> Result<Exit, Failure> {
    let widest = Kind::all().map(|kind| kind.slug().len()).max().unwrap_or_default();
    for kind in Kind::all() {
        context
            .console
            .print(format!("{:widest$}  {}", kind.slug(), kind.about()))?;
    }
    Ok(Exit::Fine)
}

/// The form that was asked for, told by the file's name where nothing was said.
fn form(args: &Args, context: &Context) -> Result<Form, Failure> {
    let look = context.console.look;
    let ending = args
        .output
        .as_deref()
        .and_then(Path::extension)
        .and_then(|ending| ending.to_str());
    let form = match (args.format, ending) {
        (Form::Auto, Some("svg")) => Form::Svg,
        (Form::Auto, Some("png")) => Form::Png,
        (Form::Auto, Some("json")) => Form::Json,
        (Form::Auto, Some("ansi" | "ans")) => Form::Ansi,
        (Form::Auto, _) if args.output.is_none() && look.color => Form::Ansi,
        (Form::Auto, _) => Form::Text,
        (form, _) => form,
    };
    if form == Form::Png && args.output.is_none() && look.terminal {
        return Err(Failure::usage(
            "A terminal shows no PNG.",
            "Its bytes would garble the screen.",
            "Write it to a file with --output chart.png, or into a pipe.",
        ));
    }
    Ok(form)
}

/// The size that was asked for; otherwise that of the terminal, or one that suits what it is written to.
fn size(args: &Args, form: Form, context: &Context) -> Size {
    let look = context.console.look;
    let files = matches!(form, Form::Svg | Form::Png);
    let number = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    // A line is left for the prompt.
    let (columns, rows) = match (files, look.terminal) {
        (true, _) => (100, 30),
        (false, true) => (number(look.width), number(look.height.saturating_sub(1))),
        (false, false) => (number(look.width), number(look.height)),
    };
    Size {
        columns: args.width.unwrap_or(columns).clamp(1, MOST_COLUMNS),
        rows: args.height.unwrap_or(rows).clamp(1, MOST_ROWS),
    }
}

/// Where data come from.
enum Origin {
    Bytes(Vec<u8>, String),
    Table(Module),
    Sql(String),
}

fn origin(args: &Args, context: &Context) -> Result<Origin, Failure> {
    if let Some(query) = &args.sql {
        return Ok(Origin::Sql(query.clone()));
    }
    let Some(from) = args.from.as_deref() else {
        if context.console.look.keyboard {
            return Err(Failure::usage(
                "There are no data.",
                "Nothing is piped in, and no file or table is named.",
                "Pipe something in, or name a file or a table with --from, or a query with --sql.",
            ));
        }
        return Ok(Origin::Bytes(bytes(None)?, "the data".to_owned()));
    };
    if from == "-" {
        return Ok(Origin::Bytes(bytes(None)?, "the data".to_owned()));
    }
    let path = Path::new(from);
    // A file of the same name is meant where it looks like one.
    let looks = from.contains(['/', '.']);
    if let Some(module) = Module::named(from).filter(|_| !looks) {
        return Ok(Origin::Table(module));
    }
    if !path.exists() && !looks {
        let close = crate::text::similar(from, Module::ALL.map(Module::slug));
        let next = if close.is_empty() {
            "Give a file, - for standard input, or a table; `interlens tables` lists them.".to_owned()
        } else {
            format!("Did you mean {}?", close.join(" or "))
        };
        return Err(Failure::usage(
            format!("There is no table and no file “{}”.", SafeText::new(from)),
            "--from names one of them.",
            next,
        ));
    }
    Ok(Origin::Bytes(bytes(Some(path))?, SafeText::new(from).to_string()))
}

/// All of a file, or of standard input.
fn bytes(path: Option<&Path>) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let most = data::MOST_BYTES as u64 + 1;
    let read = match path {
        Some(path) => std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)),
        None => std::io::stdin().lock().take(most).read_to_end(&mut bytes),
    };
    read.map_err(|error| {
        let of = path.map_or_else(|| "standard input".to_owned(), |path| path.display().to_string());
        Failure::usage(
            "The data could not be read.",
            format!("{of}: {error}."),
            "Give a file that can be read with --from.",
        )
        .because(error)
    })?;
    if bytes.len() > data::MOST_BYTES {
        return Err(Failure::usage(
            "There are too many data.",
            format!("More than {} MB cannot be read at once.", data::MOST_BYTES >> 20),
            "Cut them down first, for example with `head -c`.",
        ));
    }
    Ok(bytes)
}

/// The chart with its data.
async fn made(kind: Kind, args: &Args, context: &mut Context) -> Result<Chart, Failure> {
    match origin(args, context)? {
        Origin::Bytes(bytes, of) => {
            // What --format json wrote, here or on the screen, is a chart already.
            if let Ok(mut chart) = serde_json::from_slice::<Chart>(&bytes) {
                chart.spec.kind = kind;
                return Ok(chart);
            }
            let read = data::read(&bytes).map_err(|why| {
                Failure::usage(
                    "The data could not be understood.",
                    why,
                    "Give CSV, TSV, JSON, or a line of JSON for each row.",
                )
            })?;
            for note in &read.notes {
                context.console.say(format!("{note}."));
            }
            let offer = Offer::of_frame(&read.frame, &of);
            let frame = data::keep(&read.frame, &args.filter).map_err(|name| offer.missing(&name))?;
            drawn(kind, args, frame, &offer)
        }
        Origin::Sql(query) => {
            let question = Question::from(Subject::Sql(query));
            let chart = asked(Picture::new(Spec::new(Kind::Tabular, ""), question), args, context).await?;
            let offer = Offer::of_frame(&chart.frame, "the answer");
            let mut made = drawn(kind, args, chart.frame, &offer)?;
            made.spec.options.zone = chart.spec.options.zone;
            Ok(made)
        }
        Origin::Table(module) => {
            let offer = Offer::of_table(module);
            let roles = roles(kind, &args.channels, &offer, true)?;
            let title = args.settings.title.clone().unwrap_or_else(|| {
                let title = local::title(&roles);
                title.replacen("Count", module.name(), 1)
            });
            let conditions: Vec<Condition> = args
                .filter
                .iter()
                .map(|condition| {
                    let column = offer.find(&condition.column)?.name.clone();
                    Ok(Condition {
                        column,
                        ..condition.clone()
                    })
                })
                .collect::<Result<_, Failure>>()?;
            let title = if title.is_empty() {
                module.name().to_owned()
            } else {
                title
            };
            asked(table::picture(kind, &title, &roles, module, &conditions), args, context).await
        }
    }
}

fn drawn(kind: Kind, args: &Args, frame: Frame, offer: &Offer) -> Result<Chart, Failure> {
    let roles = roles(kind, &args.channels, offer, false)?;
    let title = args.settings.title.clone().unwrap_or_else(|| local::title(&roles));
    let subtitle = local::subtitle(&frame);
    let frame = local::countable(frame, &roles);
    let mut chart = local::chart(kind, &title, &roles, frame);
    chart.spec.subtitle = subtitle;
    Ok(chart)
}

/// A picture, answered by the engine.
async fn asked(picture: Picture, args: &Args, context: &mut Context) -> Result<Chart, Failure> {
    let (client, _) = context.attach.with_data().await?;
    let status = client.status().await?;
    let source = pick::source(&status, args.source.as_deref())?;
    let request = ChartRequest {
        source: Some(source.id),
        picture,
    };
    let pictured = client.chart(&request).await?;
    for note in &pictured.notes {
        context.console.say(format!("{note}."));
    }
    Ok(pictured.chart)
}

/// A small chart under a figure.
fn widget(inner: Chart) -> Chart {
    let mut inner = inner;
    let spec = Spec {
        subtitle: inner.spec.subtitle.clone(),
        ..Spec::new(Kind::ChartWidget, &inner.spec.title)
    };
    let times = inner.spec.x.as_ref().and_then(|x| inner.frame.column(&x.column));
    let over_time = times.is_some_and(|column| matches!(column.values, crate::chart::Values::Times(_)));
    inner.spec.kind = if over_time { Kind::Area } else { Kind::Bar };
    inner.spec.subtitle.clear();
    Chart {
        spec,
        frame: Frame::default(),
        parts: vec![inner],
    }
}

#[cfg(test)]
mod tests;
