//! `interlens demo`: everything with a made-up workspace.
//!
//! A workspace, an engine and a screen in this one process, over a home of their own that goes away with them. The
//! engine and the screen still meet at a socket, as always: what is seen here is what is seen with a real workspace.

use super::overview;
use crate::api::Client;
use crate::cli::attach::Attach;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::made_up::{Workspace, synced, within};
use crate::cli::screen::Screen;
use crate::cli::{help, seams};

/// Look around with a made-up workspace; nothing of yours is touched.
///
/// A workspace is simulated in this process, synced into a temporary file, and shown. It lives: conversations arrive, are
/// answered and closed while you look. No account, no network, and nothing is left behind when it ends. In a pipe
/// the dashboard is printed as text once everything is synced.
#[derive(Debug, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens demo", "the dashboard"),
        ("interlens demo --conversations 100000", "a larger company"),
        ("interlens demo | less", "as text"),
        ("interlens demo --plain", "in lines, for a screen reader"),
    ],
    &[(Exit::Fine, "it was looked at"), (Exit::Degraded, "it was ended before everything was synced"), (Exit::Failed, "it failed")],
))]
pub struct Args {
    /// How many conversations there are; everything else follows from that.
    #[arg(long, value_name = "N", default_value_t = 8000)]
    conversations: u32,
    /// What every value follows from: the same seed and size make the same workspace.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many seconds pass there in one of ours.
    #[arg(long, value_name = "TIMES", default_value_t = 1.0, value_parser = speed)]
    speed: f64,
    /// How the dashboard is shown.
    #[command(flatten)]
    screen: Screen,
}

/// Runs the demo until it is left.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit, Failure> {
    let watched = context.console.look.terminal && context.console.look.keyboard;
    let screen = watched.then_some(&args.screen);
    let workspace = Workspace {
        conversations: args.conversations,
        seed: args.seed,
        speed: args.speed,
        watched,
    };
    within(workspace, async |house| {
        shown(&house.client, &house.attach, house.source, house.run, screen, context).await
    })
    .await
}

/// The dashboard where it is watched; otherwise the sync to its end and the dashboard as text.
async fn shown(
    client: &Client,
    attach: &Attach,
    source: u32,
    run: Option<u64>,
    screen: Option<&Screen>,
    context: &mut Context,
) -> Result<Exit, Failure> {
    if let Some(screen) = screen {
        if screen.plain {
            seams::show_plain(attach, screen.start.clone().unwrap_or_default()).await?;
        } else {
            seams::show(attach, screen, context.home.config()).await?;
        }
        return Ok(Exit::Fine);
    }
    if let Some(exit) = synced(client, source, run, context).await? {
        return Ok(exit);
    }
    overview::print_plain(client, context).await?;
    Ok(Exit::Fine)
}

/// How fast the workspace's clock may run: faster than a day a second nothing can be seen any more.
fn speed(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|speed| (0.0..=86_400.0).contains(speed))
        .ok_or_else(|| "a number from 0 to 86400".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire::{Event, RunStatus};
    use crate::cli::fake::Engine;
    use crate::cli::fixture;

    #[test]
    fn speeds_are_understood_or_refused() {
        assert_eq!(speed("60"), Ok(60.0));
        for bad in ["-1", "NaN", "inf", "fast"] {
            assert!(speed(bad).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_sync_that_fails_ends_a_plain_demo_with_its_reason() {
        let mut engine = Engine::start(fixture::status());
        engine.events(vec![Event::RunEnded {
            run: Box::new(fixture::run(7, RunStatus::Failed)),
        }]);
        let attach = engine.context.attach.clone();
        let client = attach.existing().await.unwrap().0;
        let failure = shown(&client, &attach, 1, Some(7), None, &mut engine.context)
            .await
            .unwrap_err();
        assert_eq!(failure.exit(), Exit::Failed);
        assert!(failure.to_string().contains("503"));
        assert_eq!(engine.out.text(), "");
    }
}
