//! `interlens history`: the syncs, newest first; those of a day, one in full, or how many there were on each day.

mod calendar;
mod one;

use chrono::{DateTime, NaiveDate, Utc};

use crate::api::wire::{Run, RunStatus, Status};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::look::{Look, Tone};
use crate::cli::output::{Align, Grid, json};
use crate::cli::{help, pick};
use crate::text::{SafeText, format};

/// List the syncs, newest first.
///
/// A sync that failed is followed by the reason and what to do. --calendar shows the last 45 days as weeks, --day the
/// syncs of one of them, --run one sync with its modules. Times are in the data source's time zone; with --json
/// everything is there, module by module, in UTC.
#[derive(Debug, Default, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens history", "the last twenty"),
        ("interlens history --limit 200 --source Acme", "more, of one data source"),
        ("interlens history --calendar", "how many syncs each day had, and how they went"),
        ("interlens history --day 2026-11-20", "the syncs of a day"),
        ("interlens history --run 12", "one sync in full, module by module"),
        ("interlens history --json | jq '.[] | select(.status == \"failed\")'", "those that failed"),
    ],
    &[(Exit::Fine, "printed"), (Exit::Failed, "the engine could not answer"), (Exit::Usage, "nothing is connected, or no engine")],
))]
pub struct Args {
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Only this data source, by name or number.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The syncs that began on this day, such as 2026-11-20; of the first data source when none is named.
    #[arg(long, value_name = "DAY", conflicts_with_all = ["run", "calendar", "limit"])]
    day: Option<NaiveDate>,
    /// One sync in full, by its number.
    #[arg(long, value_name = "N", conflicts_with_all = ["calendar", "limit", "source"])]
    run: Option<u64>,
    /// The last 45 days as weeks, with how often a data source synced; of the first when none is named.
    #[arg(long, conflicts_with = "limit")]
    calendar: bool,
    /// JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Prints the history.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit, Failure> {
    let (client, _) = context.attach.with_data().await?;
    let status = client.status().await?;
    let source = match &args.source {
        Some(name) => Some(pick::source(&status, Some(name))?.id),
        None => None,
    };
    if args.calendar {
        let days = client.days(source, calendar::DAYS).await?;
        if args.json {
            context.console.print_data(&json::pretty(&days)?)?;
            return Ok(Exit::Fine);
        }
        let name = pick::source(&status, args.source.as_deref())?.name.clone();
        for line in calendar::lines(&name, &days, &context.console.look) {
            context.console.print(line)?;
        }
        return Ok(Exit::Fine);
    }
    if let Some(id) = args.run {
        let run = client.run(id).await?;
        if args.json {
            context.console.print_data(&json::pretty(&run)?)?;
            return Ok(Exit::Fine);
        }
        for line in one::lines(&run, &status, Utc::now(), &context.console.look) {
            context.console.print(line)?;
        }
        return Ok(Exit::Fine);
    }
    let runs = match args.day {
        Some(day) => client.runs_of(source, day).await?,
        None => client.runs(source, args.limit).await?,
    };
    if args.json {
        context.console.print_data(&json::pretty(&runs)?)?;
        return Ok(Exit::Fine);
    }
    for line in lines(&runs, &status, Utc::now(), &context.console.look) {
        context.console.print(line)?;
    }
    if runs.is_empty() {
        context.console.say(match args.day {
            Some(day) => format!("No sync began on {day}. `interlens history --calendar` shows the days with syncs."),
            None => "No sync has run yet. `interlens sync` starts one.".to_owned(),
        });
    }
    Ok(Exit::Fine)
}

fn lines(runs: &[Run], status: &Status, now: DateTime<Utc>, look: &Look) -> Vec<String> {
    let mut grid = Grid::new(&[
        ("Sync", Align::Right),
        ("Started", Align::Whole),
        ("Source", Align::Left),
        ("Status", Align::Whole),
        ("Took", Align::Right),
        ("Received", Align::Right),
        ("New", Align::Right),
        ("Changed", Align::Right),
        ("Deleted", Align::Right),
        ("Calls", Align::Right),
        ("Why", Align::Left),
        ("By", Align::Left),
    ]);
    for run in runs {
        let source = status.sources.iter().find(|source| source.id == run.source);
        let zone = source.map_or(chrono_tz::UTC, pick::zone);
        grid.toned([
            (run.id.to_string(), None),
            (format::moment(run.started_at, zone), None),
            (
                source.map_or_else(|| format!("{} (removed)", run.source), |source| source.name.clone()),
                None,
            ),
            (run.status.label().to_owned(), tone(run.status)),
            (format::elapsed(run.duration(now)), None),
            (format::count(run.rows.received), None),
            (format::count(run.rows.inserted), None),
            (format::count(run.rows.updated), None),
            (format::count(run.rows.deleted), None),
            (format::count(run.calls), None),
            (run.trigger.label().to_owned(), None),
            (run.by.clone().unwrap_or_else(|| "system".to_owned()), None),
        ]);
    }
    let mut rows = grid.lines(look).into_iter();
    let mut lines: Vec<String> = rows.next().into_iter().collect();
    for (run, row) in runs.iter().zip(rows) {
        lines.push(row);
        if let Some(reason) = &run.reason {
            let words = [("", &reason.what), ("why: ", &reason.why), ("next: ", &reason.next)];
            lines.extend(words.map(|(head, text)| format!("    {head}{}", SafeText::new(text))));
        }
    }
    lines
}

/// How a status is set off.
const fn tone(status: RunStatus) -> Option<Tone> {
    match status {
        RunStatus::Success => Some(Tone::Good),
        RunStatus::Failed => Some(Tone::Bad),
        RunStatus::Cancelled | RunStatus::Interrupted => Some(Tone::Warn),
        RunStatus::Waiting | RunStatus::Running => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fake::Engine;
    use crate::cli::fixture;

    #[tokio::test]
    async fn a_failure_is_followed_by_its_reason() {
        let mut engine = Engine::start(fixture::status());
        engine.runs(vec![
            fixture::run(7, RunStatus::Failed),
            Run {
                source: 9,
                by: None,
                ..fixture::run(6, RunStatus::Success)
            },
        ]);
        let args = Args {
            limit: 20,
            ..Args::default()
        };
        run(args, &mut engine.context).await.unwrap();
        insta::assert_snapshot!(engine.out.text());
        assert_eq!(
            engine.asked(),
            ["GET /v1/hello", "GET /v1/status", "GET /v1/runs?limit=20"]
        );
    }

    #[tokio::test]
    async fn json_holds_the_runs_as_they_are() {
        let mut engine = Engine::start(fixture::status());
        let runs = vec![fixture::run(7, RunStatus::Success)];
        engine.runs(runs.clone());
        let args = Args {
            limit: 1,
            source: Some("acme support".to_owned()),
            json: true,
            ..Args::default()
        };
        run(args, &mut engine.context).await.unwrap();
        assert_eq!(serde_json::from_str::<Vec<Run>>(&engine.out.text()).unwrap(), runs);
        assert!(!engine.out.text().contains('\x1b'));
        assert!(engine.asked().contains(&"GET /v1/runs?limit=1&source=1".to_owned()));
    }

    #[tokio::test]
    async fn an_empty_history_leaves_standard_output_to_the_head() {
        let mut engine = Engine::start(fixture::status());
        run(Args::default(), &mut engine.context).await.unwrap();
        assert!(engine.out.text().starts_with("Sync  Started"), "{}", engine.out.text());
        assert!(engine.err.text().contains("No sync has run yet"));
    }

    #[tokio::test]
    async fn a_day_is_asked_for_by_its_date() {
        let mut engine = Engine::start(fixture::status());
        let day = NaiveDate::from_ymd_opt(2026, 11, 20);
        run(Args { day, ..Args::default() }, &mut engine.context).await.unwrap();
        assert!(engine.asked().contains(&"GET /v1/runs?day=2026-11-20".to_owned()));
        assert!(engine.err.text().contains("No sync began on 2026-11-20"));
    }

    #[tokio::test]
    async fn one_run_is_shown_in_full() {
        let mut engine = Engine::start(fixture::status());
        engine.runs(vec![fixture::run(7, RunStatus::Failed)]);
        let args = Args {
            run: Some(7),
            ..Args::default()
        };
        run(args, &mut engine.context).await.unwrap();
        insta::assert_snapshot!(engine.out.text());
    }

    #[tokio::test]
    async fn the_calendar_has_a_line_for_each_week() {
        let mut engine = Engine::start(fixture::status());
        engine.days(fixture::days());
        let args = Args {
            calendar: true,
            ..Args::default()
        };
        run(args, &mut engine.context).await.unwrap();
        insta::assert_snapshot!(engine.out.text());
        assert!(engine.asked().contains(&"GET /v1/days?days=45".to_owned()));
    }
}
