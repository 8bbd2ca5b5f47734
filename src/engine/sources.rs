//! Data sources: connecting a workspace.

use chrono::Utc;
use chrono_tz::Tz;
use tokio_util::sync::CancellationToken;

use super::audit::Action;
use super::error::EngineError;
use super::live::Live;
use super::owner::Engine;
use super::role::Wish;
use super::users::Caller;
use crate::catalog::{Module, Plan};
use crate::intercom::{BaseUrl, Class, Client, Me, Settings, TokenSource};
use crate::sync::{Source, Trigger};
use crate::text::Advice;

/// The workspace that is to be connected.
#[derive(Clone, Debug)]
pub struct NewSource {
    /// The name for it.
    pub name: String,
    /// The address of the API.
    pub base_url: String,
    /// Where the token is found.
    pub token: TokenSource,
    /// The modules to sync; all when empty.
    pub modules: Vec<Module>,
    /// The time zone in which days are counted; the workspace's own when nothing is said.
    pub time_zone: Option<String>,
    /// The plan, which says how often it may sync.
    pub plan: Plan,
    /// Whether to start the first sync at once.
    pub sync: bool,
}

impl Engine {
    /// Connects a workspace: checks the token with Intercom, remembers what was chosen and starts the first sync. Gives
    /// the data source and the number of that sync.
    pub async fn connect(&self, caller: &Caller, new: NewSource) -> Result<(Source, Option<u64>), EngineError> {
        caller.may(Wish::Connect)?;
        let name = new.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > 80 {
            return Err(EngineError::Invalid(Advice::new(
                "The data source cannot have this name.",
                "A name has between 1 and 80 characters.",
                "Give another with --name.",
            )));
        }
        let base: BaseUrl = new.base_url.parse()?;
        let token = new.token.resolve(&|name| std::env::var_os(name)).await?;
        let settings = Settings {
            token_source: Some(new.token.clone()),
            ..Settings::default()
        };
        let client = Client::new(base.clone(), token, settings)?;
        let me = match client.me(&CancellationToken::new()).await {
            Ok(me) => me,
            // The token is good but may not read who it belongs to; the modules will show what it may read.
            Err(error) if error.class() == Class::Forbidden => Me::default(),
            Err(error) => return Err(error.into()),
        };
        let time_zone = match new.time_zone {
            Some(zone) => zone.parse::<Tz>().map_err(|_| {
                EngineError::Invalid(Advice::new(
                    format!("{zone:?} is no time zone."),
                    "Time zones have names such as Europe/Berlin or America/New_York.",
                    "Give one with --time-zone, or leave it out for the workspace's own.",
                ))
            })?,
            None => me.time_zone.unwrap_or(Tz::UTC),
        };
        let modules = if new.modules.is_empty() {
            Module::ALL.to_vec()
        } else {
            in_order(&new.modules)
        };
        let source = {
            let mut live = self.live();
            let other = live.values().find(|live| {
                me.workspace_id.is_some()
                    && live.source.workspace_id == me.workspace_id
                    && live.source.base_url == base.as_str()
            });
            if let Some(other) = other {
                return Err(EngineError::AlreadyConnected {
                    workspace: me.workspace_id.unwrap_or_default(),
                    name: other.source.name.clone(),
                });
            }
            if live.values().any(|live| live.source.name == name) {
                return Err(EngineError::Invalid(Advice::new(
                    format!("There is a data source named {name:?} already."),
                    "Names tell data sources apart.",
                    "Give another with --name.",
                )));
            }
            let source = Source {
                id: live.keys().next_back().map_or(1, |last| last + 1),
                name,
                base_url: base.as_str().to_owned(),
                token: new.token,
                workspace_id: me.workspace_id,
                workspace_name: me.workspace_name,
                time_zone: time_zone.name().to_owned(),
                workspace_time_zone: me.time_zone.map(|zone| zone.name().to_owned()),
                modules,
                plan: new.plan,
                owner: caller.name.clone(),
                created_at: Utc::now(),
            };
            self.0.store.put(u64::from(source.id), &source)?;
            let mut entry = Live::load(&self.0.store, source.clone(), &[])?;
            entry.client = Some(client);
            live.insert(source.id, entry);
            source
        };
        let names: Vec<&str> = source.modules.iter().map(|module| module.name()).collect();
        self.note(
            caller,
            Action::Create,
            Some(&source),
            format!(
                "{} was connected; its token comes from: {}.",
                source.base_url,
                source.token.describe()
            ),
            Some(names.join(", ")),
        )?;
        self.touch();
        let run = if new.sync {
            let started = self
                .start(source.clone(), Vec::new(), Trigger::First, Some(caller.name.clone()))
                .await?;
            Some(started.run)
        } else {
            None
        };
        Ok((source, run))
    }
}

/// The modules in the order people see them, each once.
fn in_order(modules: &[Module]) -> Vec<Module> {
    Module::ALL
        .into_iter()
        .filter(|module| modules.contains(module))
        .collect()
}
