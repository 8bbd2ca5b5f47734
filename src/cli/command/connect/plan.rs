//! What a workspace is connected with, from options, environment and answers.

use super::token::{self, Token, TokenArgs};
use crate::catalog::{self, Module};
use crate::cli::ask::Ask;
use crate::cli::context::Environment;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::help;

/// Connect an Intercom workspace.
///
/// On a terminal it asks for what is missing: the region, the access token (which is not shown), the tables. For scripts
/// everything is an option. The engine checks the token with Intercom, then begins the first sync.
///
/// The access token comes from the first of: --token-file, --token-command, --token-env,
/// `INTERCOM_ACCESS_TOKEN_FILE`, `INTERCOM_ACCESS_TOKEN`, your answer. It is never an option's value, because other
/// users can read those. A token from `INTERCOM_ACCESS_TOKEN`, from `--token-file -` or from your answer is kept in a
/// file of its own, readable for you only, in the settings folder. From elsewhere the engine reads it whenever it needs
/// it, and keeps it nowhere; a token file has to be readable for you only.
#[derive(Debug, Default, clap::Args)]
#[command(after_long_help = help::more(
    &[
        ("interlens connect", "be asked"),
        ("interlens connect --name Acme --region EU --token-command pass show intercom", "with a password store"),
        ("interlens connect --yes --token-file ~/.intercom-token", "in a script"),
        ("interlens connect --base-url http://127.0.0.1:8080 --token-file - <<< any", "to `interlens sandbox --port 8080`"),
    ],
    &[(Exit::Fine, "connected"), (Exit::Failed, "the token or the workspace was refused"), (Exit::Usage, "something is missing or wrong, or no engine")],
))]
pub struct Args {
    /// What to call it; Intercom when not given.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Where the workspace is kept: US, EU or AU; US when not given.
    #[arg(long, value_name = "REGION", conflicts_with = "base_url")]
    region: Option<String>,
    /// The address of the API, for a proxy or a sandbox.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Sync only these tables, with commas between them; all when not given.
    #[arg(long, value_name = "TABLES", value_delimiter = ',')]
    modules: Vec<Module>,
    /// The time zone in which days are counted, such as Europe/Berlin; the workspace's own when not given.
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<chrono_tz::Tz>,
    /// The plan, which says how often it may sync by itself: basic, standard or enterprise.
    #[arg(long, value_name = "PLAN", default_value = "enterprise")]
    plan: catalog::Plan,
    #[command(flatten)]
    token: TokenArgs,
    /// Ask nothing; what is not given is as it is when not given.
    #[arg(long, short)]
    pub(super) yes: bool,
    /// Do not begin the first sync.
    #[arg(long)]
    no_sync: bool,
}

/// What a workspace is connected with.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) base_url: String,
    pub(super) modules: Vec<Module>,
    pub(super) time_zone: Option<String>,
    pub(super) tier: catalog::Plan,
    pub(super) token: Token,
    pub(super) sync: bool,
}

/// How regions and addresses are understood.
#[derive(Clone, Copy)]
pub(super) struct Addresses {
    pub(super) region: fn(&str) -> Result<String, Failure>,
    pub(super) url: fn(&str) -> Result<String, Failure>,
}

/// Makes a plan. `ask` is somebody who answers what is missing; without them it takes what options say and defaults.
pub(super) fn plan(
    args: Args,
    environment: &Environment,
    addresses: Addresses,
    mut ask: Option<&mut dyn Ask>,
) -> Result<Plan, Failure> {
    let base_url = match (&args.base_url, &args.region, &mut ask) {
        (Some(url), _, _) => (addresses.url)(url)?,
        (None, Some(region), _) => (addresses.region)(region)?,
        (None, None, None) => (addresses.region)("US")?,
        (None, None, Some(ask)) => until_understood(*ask, "Region of the workspace, US, EU or AU [US]:", |answer| {
            (addresses.region)(if answer.is_empty() { "US" } else { answer })
        })?,
    };
    let token = match (token::given(&args.token, environment)?, &mut ask) {
        (Some(token), _) => token,
        (None, Some(ask)) => {
            ask.say("An access token is made in Intercom under Settings, Integrations, Developer Hub, your app, Authentication.");
            Token::Known(token::checked(&ask.secret("Access token (not shown):")?)?)
        }
        (None, None) => {
            return Err(Failure::usage(
                "No access token was given.",
                "Nobody can be asked for it here, and it cannot be an option because other users could read it.",
                "Give --token-file, --token-command or --token-env, or set INTERCOM_ACCESS_TOKEN.",
            ));
        }
    };
    let name = match (args.name, &mut ask) {
        (Some(name), _) => name,
        (None, Some(ask)) => ask.line("What to call it [Intercom]:")?,
        (None, None) => String::new(),
    };
    let modules = match &mut ask {
        Some(ask) if args.modules.is_empty() => {
            until_understood(*ask, "Tables, with commas between them [all]:", modules)?
        }
        _ => args.modules,
    };
    let name = name.trim();
    Ok(Plan {
        name: if name.is_empty() {
            "Intercom".to_owned()
        } else {
            name.to_owned()
        },
        base_url,
        modules,
        time_zone: args.time_zone.map(|zone| zone.name().to_owned()),
        tier: args.plan,
        token,
        sync: !args.no_sync,
    })
}

/// Asks until the answer is understood, three times at most.
fn until_understood<T>(
    ask: &mut dyn Ask,
    question: &str,
    understand: impl Fn(&str) -> Result<T, Failure>,
) -> Result<T, Failure> {
    for _ in 0..2 {
        match understand(&ask.line(question)?) {
            Ok(value) => return Ok(value),
            Err(failure) => failure.lines(false).iter().for_each(|line| ask.say(line)),
        }
    }
    understand(&ask.line(question)?)
}

fn modules(answer: &str) -> Result<Vec<Module>, Failure> {
    let names = answer.split(',').map(str::trim).filter(|name| !name.is_empty());
    let names = names.filter(|name| !name.eq_ignore_ascii_case("all"));
    names
        .map(|name| {
            name.parse().map_err(|error: crate::catalog::module::UnknownModule| {
                Failure::usage(
                    "A table was not understood.",
                    format!("{error}."),
                    "Type names from that list, or press Enter for all.",
                )
                .because(error)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::Arc;

    use clap::Parser;
    use secrecy::{ExposeSecret, SecretString};

    use super::*;
    use crate::cli::args::{Cli, Command};

    /// Somebody with prepared answers.
    #[derive(Default)]
    struct Script {
        answers: VecDeque<&'static str>,
        said: Vec<String>,
    }

    impl Ask for Script {
        fn line(&mut self, question: &str) -> Result<String, Failure> {
            self.said.push(question.to_owned());
            Ok(self.answers.pop_front().unwrap().to_owned())
        }

        fn secret(&mut self, question: &str) -> Result<SecretString, Failure> {
            self.line(question).map(SecretString::from)
        }

        fn say(&mut self, words: &str) {
            self.said.push(words.to_owned());
        }
    }

    const ADDRESSES: Addresses = Addresses {
        region: |region| match region {
            "US" | "EU" => Ok(format!("https://{region}")),
            _ => Err(Failure::usage("Unknown region.", "It is US or EU.", "Choose one.")),
        },
        url: |url| Ok(url.to_owned()),
    };

    fn args(words: &[&str]) -> Args {
        let line = ["interlens", "connect"].iter().chain(words);
        match Cli::try_parse_from(line).unwrap().command {
            Some(Command::Connect(args)) => *args,
            other => panic!("{other:?}"),
        }
    }

    fn environment(name: &'static str, value: &'static str) -> Environment {
        Arc::new(move |asked| (asked == name).then(|| value.into()))
    }

    fn planned(words: &[&str], name: &'static str, value: &'static str) -> Result<Plan, Failure> {
        plan(args(words), &environment(name, value), ADDRESSES, None)
    }

    #[test]
    fn options_are_enough_for_a_script() {
        let words = [
            "--name",
            "Acme",
            "--region",
            "EU",
            "--modules",
            "conversations,team vs admin",
            "--time-zone",
            "Europe/Berlin",
            "--no-sync",
            "--plan",
            "Standard",
            "--token-command",
            "pass",
            "show",
            "--clip",
            "intercom",
        ];
        let plan = planned(&words, "", "").unwrap();
        assert_eq!(
            (plan.name.as_str(), plan.base_url.as_str(), plan.sync),
            ("Acme", "https://EU", false)
        );
        assert_eq!(plan.modules, [Module::Conversations, Module::TeamVsAdmin]);
        assert_eq!(plan.time_zone.as_deref(), Some("Europe/Berlin"));
        assert_eq!(plan.tier, catalog::Plan::Standard);
        assert!(matches!(plan.token, Token::Command(command) if command == ["pass", "show", "--clip", "intercom"]));
    }

    #[test]
    fn the_first_source_of_a_token_counts() {
        let from_environment = planned(&[], "INTERCOM_ACCESS_TOKEN", "canary").unwrap();
        assert!(matches!(&from_environment.token, Token::Known(token) if token.expose_secret() == "canary"));
        assert!(!format!("{from_environment:?}").contains("canary"));
        let file = planned(&[], "INTERCOM_ACCESS_TOKEN_FILE", "/run/t").unwrap();
        assert!(matches!(file.token, Token::Environment));
        let option = planned(&["--token-file", "t"], "INTERCOM_ACCESS_TOKEN", "canary").unwrap();
        assert!(matches!(option.token, Token::File(path) if path.is_absolute()));
        let own = planned(&["--token-env"], "INTERCOM_ACCESS_TOKEN", "canary").unwrap();
        assert!(matches!(own.token, Token::Environment));
        assert!(Cli::try_parse_from(["interlens", "connect", "--token-env", "--token-file", "x"]).is_err());
    }

    #[test]
    fn without_a_token_and_without_a_person_it_says_what_to_give() {
        assert!(Cli::try_parse_from(["interlens", "connect", "--plan", "gold"]).is_err());
        let failure = planned(&["--yes"], "", "").unwrap_err();
        assert_eq!(failure.exit(), Exit::Usage);
        assert!(failure.lines(false)[2].contains("--token-file"));
    }

    #[test]
    fn a_person_is_asked_for_what_is_missing_and_again_when_not_understood() {
        let mut person = Script {
            answers: ["Mars", "EU", "s3cr3t", "", "tags", "contacts, Teams"].into(),
            ..Script::default()
        };
        let plan = plan(args(&[]), &environment("", ""), ADDRESSES, Some(&mut person)).unwrap();
        assert_eq!((plan.base_url.as_str(), plan.name.as_str()), ("https://EU", "Intercom"));
        assert_eq!(plan.modules, [Module::Contacts, Module::Teams]);
        assert!(matches!(&plan.token, Token::Known(token) if token.expose_secret() == "s3cr3t"));
        let said = person.said.join("\n");
        assert!(
            said.contains("Unknown region") && said.contains("there is no module"),
            "{said}"
        );
        assert!(!said.contains("s3cr3t") && person.answers.is_empty());
    }
}
