//! `interlens sandbox`: a simulated Intercom workspace, for trying things out and for tests.

use std::time::Duration;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::seams::{self, Pretence};
use crate::cli::{help, process};

/// Run a simulated Intercom workspace.
///
/// It answers like Intercom's REST API, on 127.0.0.1 only, and takes any access token. The same seed and size make the
/// same workspace. Its address is printed on standard output; Ctrl-C ends it. Under /_sim/ it can be told to change
/// records, move its clock and fail.
#[derive(Debug, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens sandbox --port 8080", "then: interlens connect --base-url http://127.0.0.1:8080"),
        ("interlens sandbox --conversations 1000000 --limit 10000/min", "a large workspace with Intercom's rate limit"),
        ("interlens sandbox --fault 429:conversations:3 --latency 200ms", "a slow one that refuses three calls"),
    ],
    &[(Exit::Fine, "it was told to end"), (Exit::Failed, "the port is taken"), (Exit::Usage, "an option is wrong")],
))]
pub struct Args {
    /// The port on 127.0.0.1; any free one when not given.
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// How many conversations it begins with; everything else follows from that.
    #[arg(long, value_name = "N", default_value_t = 4000)]
    conversations: u32,
    /// What every value in it follows from.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How long each answer takes, such as 200ms or 1.5s.
    #[arg(long, value_name = "TIME", default_value = "0ms", value_parser = duration)]
    latency: Duration,
    /// Its rate limit, such as 10000/min or unlimited.
    #[arg(long, value_name = "CALLS/min")]
    limit: Option<String>,
    /// Something that goes wrong, as `KIND[:ROUTE][:COUNT]`; may be given more than once.
    #[arg(long = "fault", value_name = "FAULT")]
    faults: Vec<String>,
    /// Whose answers it gives: spec (exactly as described) or live (as connectors met them).
    #[arg(long, value_name = "MODE", default_value = "live")]
    mode: String,
}

/// Runs the workspace until it is told to end.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit, Failure> {
    let workspace = seams::pretend(&pretence(args)).await?;
    context.console.print_data(&workspace.url)?;
    context.console.finish()?;
    context
        .console
        .say("A simulated workspace answers there. Ctrl-C ends it.");
    process::asked_to_end().await;
    workspace.stop().await;
    Ok(Exit::Fine)
}

fn pretence(args: Args) -> Pretence {
    Pretence {
        port: args.port,
        conversations: args.conversations,
        seed: args.seed,
        speed: 1.0,
        latency: args.latency,
        limit: args.limit,
        faults: args.faults,
        mode: args.mode,
    }
}

/// `200ms`, `1.5s`, `2s`; up to an hour.
fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 0.001),
        None => (text.strip_suffix('s').unwrap_or(""), 1.0),
    };
    let seconds = number.trim().parse::<f64>().ok().map(|number| number * unit);
    seconds
        .filter(|seconds| (0.0..=3600.0).contains(seconds))
        .map(Duration::from_secs_f64)
        .ok_or_else(|| "write a length of time up to an hour, such as 200ms or 1.5s".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::{Cli, Command};

    #[test]
    fn lengths_of_time_are_understood_or_explained() {
        assert_eq!(duration("200ms"), Ok(Duration::from_millis(200)));
        assert_eq!(duration("1.5s"), Ok(Duration::from_millis(1500)));
        for bad in ["", "5", "-1s", "2h", "NaNs", "1e9s"] {
            assert!(duration(bad).unwrap_err().contains("200ms"), "{bad}");
        }
    }

    #[test]
    fn the_options_reach_the_sandbox() {
        let line =
            "interlens sandbox --port 80 --conversations 9 --seed 3 --latency 1s --limit 600 --fault a --fault b";
        let Some(Command::Sandbox(args)) = Cli::try_parse_from(line.split(' ')).unwrap().command else {
            panic!("no sandbox");
        };
        let expected = Pretence {
            port: 80,
            conversations: 9,
            seed: 3,
            speed: 1.0,
            latency: Duration::from_secs(1),
            limit: Some("600".to_owned()),
            faults: vec!["a".to_owned(), "b".to_owned()],
            mode: "live".to_owned(),
        };
        assert_eq!(pretence(*args), expected);
    }
}
