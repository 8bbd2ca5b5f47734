//! `interlens stop`: the end of the engine.

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::help;

/// End the engine.
///
/// A sync that runs is interrupted at its last commit and goes on from there when an engine starts again. Dashboards
/// that are open say that the engine has gone.
#[derive(Debug, clap::Args)]
#[command(after_long_help = help::more(
    &[("interlens stop", "end the engine of this user"), ("interlens stop && interlens", "start it anew")],
    &[(Exit::Fine, "it ended"), (Exit::Failed, "it would not"), (Exit::Usage, "none was running")],
))]
pub struct Args {}

/// Ends the engine, and waits until it has gone.
pub async fn run(_: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let (client, hello) = context.attach.existing().await?;
    client.stop().await?;
    if context.attach.wait_until_gone().await {
        context
            .console
            .say(format!("The engine (process {}) ended.", hello.pid));
        return Ok(Exit::Fine);
    }
    Err(Failure::failed(
        "The engine has not ended yet.",
        format!("Process {} agreed to end and still answers.", hello.pid),
        format!(
            "Wait a moment and run `interlens status`; `kill {}` ends it if it hangs.",
            hello.pid
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fake::{Engine, command_line};
    use crate::cli::fixture;

    #[tokio::test]
    async fn it_waits_until_the_engine_has_gone() {
        let mut engine = Engine::start(fixture::status());
        assert_eq!(run(&Args {}, &mut engine.context).await.unwrap(), Exit::Fine);
        assert!(engine.context.attach.existing().await.is_err());
        assert_eq!(engine.out.text(), "");
        assert!(engine.err.text().contains("ended"));
    }

    #[tokio::test]
    async fn without_an_engine_it_says_so() {
        let (mut context, _, _folder) = command_line();
        let failure = run(&Args {}, &mut context).await.unwrap_err();
        assert_eq!(failure.exit(), Exit::Usage);
    }
}
