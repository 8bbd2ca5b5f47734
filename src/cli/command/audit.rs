//! `interlens audit`: who did what, newest first.

use crate::api::wire::{AuditEntry, AuditQuery, Role, Status};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::look::Look;
use crate::cli::output::{Align, Grid, json};
use crate::cli::{help, pick};
use crate::text::format;

/// List who did what, newest first.
///
/// Every change of a data source, by whom, with what was before and what is now. Times are in the data source's time
/// zone; with --json in UTC.
#[derive(Debug, Default, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens audit", "the last fifty"),
        ("interlens audit --json | jq '.[] | select(.who == \"zoe\")'", "what one user did"),
    ],
    &[(Exit::Fine, "printed"), (Exit::Failed, "you may not, or the engine could not answer"), (Exit::Usage, "nothing is connected, or no engine")],
))]
pub struct Args {
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Prints the audit history.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit, Failure> {
    let (client, _) = context.attach.with_data().await?;
    let entries = client
        .audit(&AuditQuery {
            limit: Some(args.limit),
            ..AuditQuery::default()
        })
        .await?;
    if args.json {
        context.console.print_data(&json::pretty(&entries)?)?;
        return Ok(Exit::Fine);
    }
    let status = client.status().await?;
    for line in lines(&entries, &status, &context.console.look) {
        context.console.print(line)?;
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
        let args = Args { limit: 5, json: true };
        run(args, &mut engine.context).await.unwrap();
        assert_eq!(
            serde_json::from_str::<Vec<AuditEntry>>(&engine.out.text()).unwrap(),
            fixture::audit()
        );
        assert!(engine.asked().contains(&"GET /v1/audit?limit=5".to_owned()));
    }
}
