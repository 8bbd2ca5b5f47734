//! `interlens connect`: a workspace becomes a data source.
//!
//! First a [`Plan`](plan::Plan) is made from options, environment and answers; nothing has happened until it is whole. Then the
//! token is put where the engine finds it, and the engine checks it with Intercom before it agrees. When it does not,
//! a token that was written here is taken away again.

mod plan;
mod token;

use std::fs;
use std::path::Path;

use crate::api::Client;
use crate::api::wire::{ConnectRequest, Connected};
use crate::cli::ask::{Ask, Person};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::{process, seams};
use crate::text::SafeText;

use plan::Addresses;
pub use plan::Args;
use token::Token;

/// Connects a workspace.
pub async fn run(args: Args, context: &mut Context) -> Result<Exit, Failure> {
    process::keep_secrets();
    let addresses = Addresses {
        region: seams::region_address,
        url: seams::base_address,
    };
    let mut person = Person;
    let asks = context.console.look.can_ask && !args.yes;
    let ask: Option<&mut dyn Ask> = if asks { Some(&mut person) } else { None };
    let plan = plan::plan(args, &context.environment, addresses, ask)?;
    let (client, _) = context.attach.or_start().await?;
    let (token, written) = match plan.token {
        Token::Known(token) => {
            let path = token::free_path(context.home.config(), &plan.name);
            seams::write_token(&path, &token)?;
            (seams::token_in_file(&path), Some(path))
        }
        Token::File(path) => (seams::token_in_file(&path), None),
        Token::Command(command) => (seams::token_from_command(command), None),
        Token::Environment => (seams::token_in_environment(&context.environment), None),
    };
    let request = ConnectRequest {
        name: plan.name,
        base_url: plan.base_url,
        token,
        modules: plan.modules,
        time_zone: plan.time_zone,
        plan: plan.tier,
        sync: plan.sync,
    };
    send(&client, &request, written.as_deref(), context).await
}

/// Asks the engine to connect. A token that was written for this and is refused is taken away again.
async fn send(
    client: &Client,
    request: &ConnectRequest,
    written: Option<&Path>,
    context: &mut Context,
) -> Result<Exit, Failure> {
    match client.connect_source(request).await {
        Ok(connected) => {
            for line in told(&connected, &request.name, written) {
                context.console.say(line);
            }
            Ok(Exit::Fine)
        }
        Err(error) => {
            let failure = Failure::from(error);
            match written.map(fs::remove_file) {
                Some(Err(left)) => {
                    context
                        .console
                        .say(format!("The token file could not be removed either: {left}."));
                    Err(failure)
                }
                _ => Err(failure),
            }
        }
    }
}

fn told(connected: &Connected, name: &str, written: Option<&Path>) -> Vec<String> {
    let account = connected.account.as_deref().unwrap_or("the workspace");
    let workspace = connected
        .workspace_id
        .as_ref()
        .map(|id| format!(" ({})", SafeText::new(id)));
    let mut lines = vec![format!(
        "Connected {}{} as {}; days are counted in {}.",
        SafeText::new(account),
        workspace.unwrap_or_default(),
        SafeText::new(name),
        SafeText::new(&connected.time_zone)
    )];
    lines.extend(written.map(|path| format!("The token is kept in {}, readable for you only.", path.display())));
    lines.push(match connected.run {
        Some(_) => "The first sync has begun: `interlens` shows it, `interlens sync` watches it.".to_owned(),
        None => "Nothing is synced yet: `interlens sync` does it.".to_owned(),
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire::{Advice, Refusal};
    use crate::catalog::Module;
    use crate::cli::fake::Engine;
    use crate::cli::fixture;

    fn request() -> ConnectRequest {
        ConnectRequest {
            name: "Acme".to_owned(),
            base_url: "https://EU".to_owned(),
            token: crate::intercom::TokenSource::Environment,
            modules: vec![Module::Contacts],
            time_zone: None,
            plan: crate::catalog::Plan::default(),
            sync: true,
        }
    }

    #[tokio::test]
    async fn the_engine_is_asked_and_its_answer_told() {
        let mut engine = Engine::start(fixture::status());
        let (client, _) = engine.context.attach.existing().await.unwrap();
        let token = engine.folder.path().join("acme.token");
        fs::write(&token, "x").unwrap();
        let exit = send(&client, &request(), Some(&token), &mut engine.context)
            .await
            .unwrap();
        assert_eq!(exit, Exit::Fine);
        assert!(
            engine.err.text().contains("Connected Acme ␛Inc. (abc123) as Acme"),
            "{}",
            engine.err.text()
        );
        assert_eq!(engine.out.text(), "");
        assert!(token.exists());
        let sent: Vec<ConnectRequest> = engine.posted("/v1/sources");
        assert_eq!(
            (sent[0].name.as_str(), sent[0].modules.as_slice()),
            ("Acme", [Module::Contacts].as_slice())
        );
    }

    #[tokio::test]
    async fn a_token_that_is_refused_does_not_stay_on_the_disk() {
        let mut engine = Engine::start(fixture::status());
        engine.refuse(Refusal {
            error: Advice::new("The token was refused.", "Intercom answered 401.", "Copy it again."),
            code: "unauthorized".to_owned(),
        });
        let (client, _) = engine.context.attach.existing().await.unwrap();
        let token = engine.folder.path().join("acme.token");
        fs::write(&token, "x").unwrap();
        let failure = send(&client, &request(), Some(&token), &mut engine.context)
            .await
            .unwrap_err();
        assert_eq!(failure.exit(), Exit::Failed);
        assert!(failure.lines(false)[1].contains("401"));
        assert!(!token.exists());
    }

    #[test]
    fn what_is_told_holds_no_control_characters() {
        let connected = Connected {
            id: 1,
            account: Some("A\x1b[2J".to_owned()),
            workspace_id: Some("abc".to_owned()),
            time_zone: "UTC".to_owned(),
            run: None,
        };
        let lines = told(&connected, "Acme", Some(Path::new("/c/tokens/acme.token")));
        assert_eq!(lines[0], "Connected A␛[2J (abc) as Acme; days are counted in UTC.");
        assert!(lines[1].contains("/c/tokens/acme.token") && lines[2].contains("interlens sync"));
    }
}
