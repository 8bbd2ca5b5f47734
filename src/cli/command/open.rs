//! `interlens open`: the dashboard at a place.

use super::dashboard;
use crate::api::wire::Condition;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::help;
use crate::cli::screen::Screen;
use crate::tui::place::{Address, Place};

/// Open the dashboard at a place.
///
/// An address says what is shown and how: a tab, a table, a sync; the dashboard copies the one of its place with y a.
/// Where standard output is no terminal, the place is printed as text instead.
#[derive(Debug, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens open conversations", "a table"),
        ("interlens open 'modules/conversations?where=State+%3D+open&sort=-Created+At'", "some of its rows, sorted"),
        ("interlens open 'dashboard?period=7d&source=Acme'", "the figures of a week"),
        ("interlens open history/run/12", "one sync"),
        ("interlens open audit | head", "the last changes, as text"),
    ],
    &[(Exit::Fine, "left, or printed"), (Exit::Failed, "it could not be shown"), (Exit::Usage, "the address leads nowhere, or nothing is connected")],
))]
pub struct Args {
    /// The address: dashboard, modules, sources, history or audit, or the name of a table, with what follows.
    #[arg(value_name = "ADDRESS")]
    address: Address,
    /// How the dashboard is shown.
    #[command(flatten)]
    screen: Screen,
}

/// What came of it.
#[derive(Debug)]
pub enum Opened {
    /// The dashboard was shown and left.
    Shown(Exit),
    /// There is no terminal: this command line prints the place.
    Print(Vec<String>),
}

/// Opens the place, or says which command prints it.
pub fn run(args: Args, context: &mut Context) -> Result<Opened, Failure> {
    let look = context.console.look;
    if !(args.screen.plain || look.terminal && look.keyboard) {
        return Ok(Opened::Print(words(&args.address)));
    }
    let screen = Screen {
        start: Some(args.address),
        ..args.screen
    };
    dashboard::run(&screen, context).map(Opened::Shown)
}

/// The command line that prints a place.
fn words(address: &Address) -> Vec<String> {
    let mut words = vec!["interlens".to_owned()];
    let mut source = true;
    let mut add = |list: &[&str]| words.extend(list.iter().map(|word| (*word).to_owned()));
    match &address.place {
        Place::Dashboard { period } => {
            add(&["overview"]);
            if let Some(period) = period {
                add(&[&format!("--period={}d", period.days())]);
            }
        }
        Place::Modules { module: None, .. } => {
            add(&["tables"]);
            source = false;
        }
        Place::Modules {
            module: Some(module),
            view,
        } => {
            add(&["table", module.slug()]);
            let view = view.clone().unwrap_or_default();
            for condition in view.conditions.iter().map(Condition::to_string) {
                add(&[&format!("--filter={condition}")]);
            }
            if !view.search.is_empty() {
                add(&[&format!("--search={}", view.search)]);
            }
            if let Some(of) = &view.of {
                add(&[&format!("--of={of}")]);
            }
            for column in &view.columns {
                add(&[&format!("--columns={column}")]);
            }
            for key in &view.sort {
                let direction = if key.descending { "desc" } else { "asc" };
                add(&[&format!("--sort={}:{direction}", key.column)]);
            }
        }
        Place::Sources => {
            add(&["status"]);
            source = false;
        }
        Place::History { run: Some(run), .. } => {
            add(&["history", &format!("--run={run}")]);
            source = false;
        }
        Place::History { day, run: None } => {
            add(&["history"]);
            if let Some(day) = day {
                add(&[&format!("--day={day}")]);
            }
        }
        Place::Audit { search, .. } => {
            add(&["audit"]);
            if let Some(search) = search {
                add(&[&format!("--search={search}")]);
            }
        }
        Place::Charts { kind, .. } => {
            add(&["gallery", "--here"]);
            if let Some(kind) = kind {
                add(&[&format!("--kind={}", kind.slug())]);
            }
            source = false;
        }
    }
    if let Some(name) = address.source.as_ref().filter(|_| source) {
        add(&[&format!("--source={name}")]);
    }
    words
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::Cli;
    use crate::cli::fake::Engine;
    use crate::cli::fixture;

    #[test]
    fn every_place_has_a_command_that_prints_it() {
        for (address, line) in [
            ("", "interlens overview"),
            (
                "dashboard?period=7d&source=Acme",
                "interlens overview --period=7d --source=Acme",
            ),
            ("teams", "interlens table teams"),
            (
                "modules/conversations?where=State+%3D+open&search=-x&sort=-Created+At&column=ID,State&row=7",
                "interlens table conversations --filter=State = open --search=-x --columns=ID --columns=State \
                 --sort=Created At:desc",
            ),
            ("modules", "interlens tables"),
            ("sources?source=Acme", "interlens status"),
            ("history", "interlens history"),
            (
                "history/2026-11-20?source=2",
                "interlens history --day=2026-11-20 --source=2",
            ),
            ("history/run/7?source=Acme", "interlens history --run=7"),
            ("audit/12?search=--x", "interlens audit --search=--x"),
        ] {
            let words = words(&address.parse().unwrap());
            assert_eq!(words.join(" "), line);
            assert!(Cli::try_parse_from(&words).is_ok(), "{line}");
        }
    }

    #[test]
    fn an_address_that_leads_nowhere_is_said() {
        let error = Cli::try_parse_from(["interlens", "open", "nowhere"])
            .unwrap_err()
            .to_string();
        assert!(error.contains("no address") && error.contains("history"), "{error}");
    }

    #[test]
    fn a_pipe_gets_the_place_as_text() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let mut engine = runtime.block_on(async { Engine::start(fixture::status()) });
        let mut open = |address: &str| {
            let cli = Cli::try_parse_from(["interlens", "open", address]).unwrap();
            crate::cli::carry_out(cli.command, &cli.screen, &mut engine.context)
        };
        open("sources").unwrap();
        let failure = open("dashboard?source=Nobody").unwrap_err();
        assert!(!engine.out.text().is_empty());
        assert!(failure.lines(false).join(" ").contains("Nobody"));
    }
}
