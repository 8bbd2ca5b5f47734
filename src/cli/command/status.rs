//! `interlens status`: how things stand, on one screen.

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::api::ClientError;
use crate::api::wire::{Advice, Health, ModuleStatus, Run, RunStatus, SourceState, SourceStatus, Status};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::look::{Look, Tone};
use crate::cli::output::{Align, Grid, json};
use crate::cli::{help, pick};
use crate::text::{SafeText, format};

use super::watch;

/// Say how the engine and the data sources stand.
///
/// It starts nothing and changes nothing, so a monitor may run it every minute. With --json the answer is an object
/// with `health` (`fine`, `degraded`, `failed`; `no_engine` when none answers), `engine` and `sources`; keys may be
/// added in later versions, none is renamed or taken away.
#[derive(Debug, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens status", "one screen"),
        ("interlens status --json | jq -r .health", "one word"),
        ("interlens status -q || mail -s late you@example.org", "tell somebody"),
    ],
    &[
        (Exit::Fine, "fine: the last sync of every data source worked"),
        (Exit::Degraded, "late or degraded: never synced, cancelled or interrupted"),
        (Exit::Failed, "a sync failed, or a data source is paused"),
        (Exit::Usage, "no engine answers"),
    ],
))]
pub struct Args {
    /// JSON instead of text.
    #[arg(long)]
    json: bool,
}

/// Prints the status; the exit code is its health.
pub async fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let client = match context.attach.existing().await {
        Ok((client, _)) => client,
        Err(error) => {
            if args.json && matches!(error, ClientError::NoEngine { .. }) {
                let none = json!({ "health": "no_engine", "engine": null, "sources": [] });
                context.console.print_data(&json::pretty(&none)?)?;
            }
            return Err(error.into());
        }
    };
    let status = client.status().await?;
    if args.json {
        context.console.print_data(&json::pretty(&status)?)?;
    } else {
        for line in lines(&status, Utc::now(), &context.console.look) {
            context.console.print(line)?;
        }
    }
    Ok(status.health.into())
}

/// The status as text.
fn lines(status: &Status, now: DateTime<Utc>, look: &Look) -> Vec<String> {
    let engine = &status.engine;
    let tone = match status.health {
        Health::Fine => (Tone::Good, "fine"),
        Health::Degraded => (Tone::Warn, "degraded"),
        Health::Failed => (Tone::Bad, "failed"),
    };
    let mut lines = vec![format!(
        "{}  {} interlens {}, process {}, up {}, {}, file {} ({} of records)",
        look.tone(tone.0, tone.1),
        if engine.demo { "demo engine" } else { "engine" },
        SafeText::new(&engine.version),
        engine.pid,
        format::duration((now - engine.started_at).num_seconds().max(0)),
        match engine.clients {
            1 => "1 client".to_owned(),
            clients => format!("{clients} clients"),
        },
        format::bytes(engine.file_bytes),
        format::bytes(engine.record_bytes),
    )];
    if status.sources.is_empty() {
        lines.push(String::new());
        lines.push("No workspace is connected yet: `interlens connect` connects one.".to_owned());
    }
    for source in &status.sources {
        lines.push(String::new());
        lines.extend(source_lines(source, now, look));
    }
    lines
}

fn source_lines(source: &SourceStatus, now: DateTime<Utc>, look: &Look) -> Vec<String> {
    let zone = pick::zone(source);
    let moment = |at: DateTime<Utc>| format::moment(at, zone);
    let tone = match source.state {
        SourceState::Synced | SourceState::Syncing => Tone::Good,
        SourceState::Never | SourceState::Stopped => Tone::Warn,
        SourceState::Failed | SourceState::Paused => Tone::Bad,
    };
    let word = |text: &str| SafeText::new(text).as_str().to_owned();
    let known = |text: &Option<String>| text.as_deref().map_or_else(|| format::EMPTY.to_owned(), word);
    let mut lines = vec![
        format!(
            "{} {}  {}",
            look.tone(tone, source.state.mark()),
            look.tone(Tone::Strong, &word(&source.name)),
            look.tone(tone, source.state.label()),
        ),
        format!(
            "  workspace   {} ({}) at {}, times in {}",
            known(&source.account),
            known(&source.workspace_id),
            word(&source.host),
            word(&source.time_zone)
        ),
    ];
    if let Some(problem) = &source.problem {
        lines.extend(advice_lines(problem));
    }
    if let Some(progress) = &source.progress {
        lines.push(format!("  now         {}", watch::progress_words(progress)));
    }
    lines.push(format!(
        "  last sync   {}",
        source
            .last_run
            .as_ref()
            .map_or_else(|| "none yet".to_owned(), |run| run_words(run, now, zone))
    ));
    lines.push(format!(
        "  last worked {}",
        source.last_success_at.map_or_else(
            || "never".to_owned(),
            |at| format!("{} ({})", moment(at), format::age((now - at).num_seconds()))
        )
    ));
    lines.push(format!(
        "  next sync   {}",
        source.next_sync_at.map_or_else(|| "none planned".to_owned(), moment)
    ));
    lines.push(format!(
        "  schedule    {}, plan {}",
        if source.schedule.is_empty() {
            format::EMPTY.to_owned()
        } else {
            word(&source.schedule)
        },
        source.plan
    ));
    lines.push(format!("  rows        {}", format::count(source.rows)));
    let mut grid = Grid::new(&[
        ("  Module", Align::Left),
        ("Rows", Align::Right),
        ("Last worked", Align::Whole),
        ("State", Align::Whole),
    ]);
    for module in &source.modules {
        grid.toned(module_cells(module, &moment));
    }
    if !source.modules.is_empty() {
        lines.push(String::new());
        lines.extend(grid.lines(look));
        let problems = source
            .modules
            .iter()
            .filter_map(|module| module.problem.as_ref().map(|advice| (module, advice)));
        for (module, advice) in problems {
            lines.push(format!("  {}:", module.module));
            lines.extend(advice_lines(advice));
        }
    }
    lines
}

fn module_cells(module: &ModuleStatus, moment: &impl Fn(DateTime<Utc>) -> String) -> [(String, Option<Tone>); 4] {
    let tone = match module.status {
        Some(RunStatus::Failed) => Some(Tone::Bad),
        Some(RunStatus::Cancelled | RunStatus::Interrupted) => Some(Tone::Warn),
        _ => None,
    };
    [
        (format!("  {}", module.module), None),
        (format::count(module.rows), None),
        (
            module.last_success_at.map_or_else(|| format::EMPTY.to_owned(), moment),
            None,
        ),
        (module.status.map_or("never synced", RunStatus::label).to_owned(), tone),
    ]
}

fn run_words(run: &Run, now: DateTime<Utc>, zone: chrono_tz::Tz) -> String {
    format!(
        "{} at {}, took {}: {} received, {} new, {} changed, {} deleted",
        run.status.label(),
        format::moment(run.ended_at.unwrap_or(run.started_at), zone),
        format::elapsed(run.duration(now)),
        format::count(run.rows.received),
        format::count(run.rows.inserted),
        format::count(run.rows.updated),
        format::count(run.rows.deleted),
    )
}

fn advice_lines(advice: &Advice) -> [String; 3] {
    [
        format!("  problem     {}", SafeText::new(&advice.what)),
        format!("  why         {}", SafeText::new(&advice.why)),
        format!("  next        {}", SafeText::new(&advice.next)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fake::{Engine, command_line};
    use crate::cli::fixture;

    fn text(status: &Status, look: Look) -> String {
        lines(status, fixture::at(1000), &look).join("\n")
    }

    #[test]
    fn one_that_is_fine() {
        insta::assert_snapshot!(text(&fixture::status(), Look::default()));
    }

    #[test]
    fn one_that_is_paused_says_why_and_what_to_do() {
        insta::assert_snapshot!(text(&fixture::paused(), Look::default()));
    }

    #[test]
    fn one_that_syncs() {
        let text = text(&fixture::syncing(7, 6000), Look::default());
        assert!(text.contains("↻ Acme Support  syncing"), "{text}");
        assert!(text.contains("now         6,000 rows, 1,240 rows/s"), "{text}");
    }

    #[test]
    fn nothing_connected_says_how() {
        let mut status = fixture::status();
        status.sources.clear();
        assert!(text(&status, Look::default()).contains("interlens connect"));
    }

    #[tokio::test]
    async fn the_exit_code_is_the_health() {
        for (health, exit) in [
            (Health::Fine, Exit::Fine),
            (Health::Degraded, Exit::Degraded),
            (Health::Failed, Exit::Failed),
        ] {
            let mut status = fixture::status();
            status.health = health;
            let mut engine = Engine::start(status);
            let ended = run(&Args { json: false }, &mut engine.context).await.unwrap();
            assert_eq!(ended, exit);
            assert!(engine.out.text().contains("Acme Support"));
            assert_eq!(engine.err.text(), "");
        }
    }

    #[tokio::test]
    async fn the_json_is_a_contract() {
        let mut engine = Engine::start(fixture::paused());
        run(&Args { json: true }, &mut engine.context).await.unwrap();
        let text = engine.out.text();
        assert_eq!(serde_json::from_str::<Status>(&text).unwrap(), fixture::paused());
        assert!(!text.contains('\u{202e}'));
        insta::assert_snapshot!("status-json", text);
    }

    #[tokio::test]
    async fn without_an_engine_the_code_is_3_and_json_is_still_json() {
        let (mut context, out, _folder) = command_line();
        let failure = run(&Args { json: true }, &mut context).await.unwrap_err();
        assert_eq!(failure.exit(), Exit::Usage);
        let value: serde_json::Value = serde_json::from_str(&out.text()).unwrap();
        assert_eq!(value["health"], "no_engine");
    }
}
