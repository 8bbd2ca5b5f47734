//! `interlens audit`: who did what, newest first.

mod export;

use clap::ValueEnum;

use crate::api::wire::{Action, AuditEntry, AuditQuery, Role, Status};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::look::Look;
use crate::cli::output::{Align, Grid, json};
use crate::cli::{help, pick};
use crate::text::format;

/// List who did what, newest first.
///
/// Every change of a data source, by whom, with what was before and what is now. Filters narrow it down, and each of
/// them has to hold. Times are in the data source's time zone; in CSV and JSON in UTC.
#[derive(Debug, Default, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens audit", "the last fifty"),
        ("interlens audit --who zoe --days 7", "what one user did in a week"),
        ("interlens audit --action \"sync now\" --source Acme", "one action on one data source"),
        ("interlens audit --days 180 --format csv > audit.csv", "export to a spreadsheet"),
    ],
    &[(Exit::Fine, "printed"), (Exit::Failed, "you may not, or the engine could not answer"), (Exit::Usage, "a name is wrong, nothing is connected, or no engine")],
))]
pub struct Args {
    /// Only what this user did; `system` for what nobody did.
    #[arg(long, value_name = "USER")]
    who: Option<String>,
    /// Only this action, such as "sync now" or create.
    #[arg(long, value_name = "ACTION")]
    action: Option<Action>,
    /// Only of this data source, by name or number.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Only of the last so many days.
    #[arg(long, value_name = "N")]
    days: Option<u32>,
    /// Only entries with this text in any of their words.
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// At most so many; 50 as text without --days, otherwise all.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How to write them.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The same as --format json.
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// How entries are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned columns for people.
    #[default]
    Text,
    /// Comma-separated values after RFC 4180, with a head.
    Csv,
    /// One JSON array of objects.
    Json,
}

/// So many entries are shown to somebody who did not say how many.
const A_LOOK: usize = 50;

/// Prints the audit history.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit, Failure> {
    let (client, _) = context.attach.with_data().await?;
    let status = client.status().await?;
    let source = match &args.source {
        Some(name) => Some(pick::source(&status, Some(name))?.id),
        None => None,
    };
    let format = if args.json { Format::Json } else { args.format };
    let look = (format == Format::Text && args.days.is_none()).then_some(A_LOOK);
    let query = AuditQuery {
        days: args.days,
        who: args.who,
        action: args.action,
        source,
        search: args.search,
        limit: args.limit.or(look),
    };
    let entries = client.audit(&query).await?;
    match format {
        Format::Json => context.console.print_data(&json::pretty(&entries)?)?,
        Format::Csv => export::csv(&entries, context)?,
        Format::Text => {
            for line in lines(&entries, &status, &context.console.look) {
                context.console.print(line)?;
            }
            if entries.is_empty() {
                context.console.say("No entry is like that.");
            }
        }
    }
    Ok(Exit::Fine)
}

fn lines(entries: &[AuditEntry], status: &Status, look: &Look) -> Vec<String> {
    let mut grid = Grid::new(&[
        ("When", Align::Whole),
        ("Who", Align::Left),
        ("Role", Align::Left),
        ("Action", Align::Left),
        ("Source", Align::Left),
        ("What", Align::Left),
        ("Before → after", Align::Left),
    ]);
    for entry in entries {
        let id = entry.source.as_ref().map(|(id, _)| *id);
        let zone = status
            .sources
            .iter()
            .find(|source| Some(source.id) == id)
            .map_or(chrono_tz::UTC, pick::zone);
        let or_empty = |text: Option<&str>| text.unwrap_or(format::EMPTY).to_owned();
        grid.row([
            format::moment(entry.at, zone),
            entry.who.clone().unwrap_or_else(|| "system".to_owned()),
            or_empty(entry.role.map(Role::label)),
            entry.action.label().to_owned(),
            or_empty(entry.source.as_ref().map(|(_, name)| name.as_str())),
            entry.what.clone(),
            match (&entry.before, &entry.after) {
                (None, None) => format::EMPTY.to_owned(),
                (before, after) => format!("{} → {}", or_empty(before.as_deref()), or_empty(after.as_deref())),
            },
        ]);
    }
    grid.lines(look)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fake::Engine;
    use crate::cli::fixture;

    #[tokio::test]
    async fn every_entry_is_a_line() {
        let mut engine = Engine::start(fixture::status());
        engine.audit(fixture::audit());
        run(Args::default(), &mut engine.context).await.unwrap();
        insta::assert_snapshot!(engine.out.text());
    }

    #[tokio::test]
    async fn json_holds_the_entries_as_they_are() {
        let mut engine = Engine::start(fixture::status());
        engine.audit(fixture::audit());
        let args = Args {
            limit: Some(5),
            json: true,
            ..Args::default()
        };
        run(args, &mut engine.context).await.unwrap();
        assert_eq!(
            serde_json::from_str::<Vec<AuditEntry>>(&engine.out.text()).unwrap(),
            fixture::audit()
        );
        assert!(engine.asked().contains(&"GET /v1/audit?limit=5".to_owned()));
    }

    #[tokio::test]
    async fn filters_go_to_the_engine() {
        let mut engine = Engine::start(fixture::status());
        let args = Args {
            who: Some("zoe".to_owned()),
            action: Some("sync now".parse().unwrap()),
            source: Some("acme support".to_owned()),
            days: Some(7),
            search: Some("run 7".to_owned()),
            ..Args::default()
        };
        run(args, &mut engine.context).await.unwrap();
        let asked = "GET /v1/audit?days=7&who=zoe&action=sync_now&source=1&search=run+7";
        assert!(engine.asked().contains(&asked.to_owned()), "{:?}", engine.asked());
        assert!(engine.err.text().contains("No entry is like that"));
    }

    #[tokio::test]
    async fn csv_is_whole_and_starts_no_formula() {
        let mut engine = Engine::start(fixture::status());
        let mut entries = fixture::audit();
        entries[1].what = "=HYPERLINK(\"x\")".to_owned();
        engine.audit(entries);
        let args = Args {
            format: Format::Csv,
            ..Args::default()
        };
        run(args, &mut engine.context).await.unwrap();
        insta::assert_snapshot!(engine.out.text());
        assert!(engine.asked().contains(&"GET /v1/audit".to_owned()));
    }
}
