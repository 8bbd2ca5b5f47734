//! Where the command line meets the rooms that do the work: each call into the engine's service, the sandbox, the
//! screen and the token store stands here once, in the words of this room.
//!
//! Every function turns the other room's error into a [`Failure`], so that no command knows another room's types
//! beyond the values of the wire.

use std::fmt::Display;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::oneshot;

use super::attach::Attach;
use super::context::Environment;
use super::exit::Exit;
use super::failure::Failure;
use super::look::Look;
use super::screen::Screen;
use crate::api::server::{self, ServeOptions};
use crate::api::wire::{Overview, Status};
use crate::chart::paint::Depth;
use crate::engine::Home;
use crate::intercom::{BaseUrl, Region, TokenSource, token};
use crate::sandbox::{ClockConfig, Fault, Limit, Mode, Sandbox, SandboxConfig};
use crate::text::Advice;
use crate::tui;
use crate::tui::settings::read::read as read_settings;
use crate::tui::settings::{Files, Fixed, Wishes, template};
use crate::tui::theme::{Glyphs, Tier};

/// How an engine serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Service {
    /// It serves a simulated workspace.
    pub(super) demo: bool,
    /// How long after a sync the next one begins; only when somebody asks where nothing is said.
    pub(super) every: Option<Duration>,
    /// It stays where nobody is attached and nothing is connected.
    pub(super) stay: bool,
}

/// What a simulated workspace shall be like.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pretence {
    /// The port on 127.0.0.1; any free one when 0.
    pub(super) port: u16,
    /// How many conversations it begins with.
    pub(super) conversations: u32,
    /// What everything in it follows from.
    pub(super) seed: u64,
    /// How many seconds pass there in a second.
    pub(super) speed: f64,
    /// How long each answer takes.
    pub(super) latency: Duration,
    /// The rate limit, such as `10000/min`; the sandbox's own when nothing is said.
    pub(super) limit: Option<String>,
    /// Faults to begin with.
    pub(super) faults: Vec<String>,
    /// Whose answers it imitates: `spec` or `live`.
    pub(super) mode: String,
}

/// A simulated workspace that runs in this process, until it is dropped or stopped.
pub(super) struct Pretending {
    /// Where its API is.
    pub(super) url: String,
    sandbox: Sandbox,
}

impl Pretending {
    /// Ends it.
    pub(super) async fn stop(self) {
        self.sandbox.stop().await;
    }
}

/// Runs an engine in this process until it is told to end, by a client, by a signal, or by `until`. Says `ready` when it
/// answers.
pub(super) async fn serve(
    home: Home,
    service: Service,
    ready: oneshot::Sender<()>,
    until: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    let options = ServeOptions {
        home,
        demo: service.demo,
        every: service.every,
        stay: service.stay,
    };
    server::serve(options, ready, until)
        .await
        .map_err(|error| Failure::with(Exit::Failed, error.advice()).because(error))
}

/// Starts a simulated workspace on 127.0.0.1.
pub(super) async fn pretend(pretence: &Pretence) -> Result<Pretending, Failure> {
    let usage =
        |what: &str, error: &dyn Display| Failure::usage(what, error.to_string(), "See `interlens sandbox --help`.");
    let mut config = SandboxConfig {
        seed: pretence.seed,
        conversations: pretence.conversations,
        latency: pretence.latency,
        clock: ClockConfig::Live {
            start: None,
            speed: pretence.speed,
        },
        ..SandboxConfig::default()
    };
    config.mode = pretence
        .mode
        .parse::<Mode>()
        .map_err(|error| usage("The sandbox has no such mode.", &error))?;
    if let Some(limit) = &pretence.limit {
        let Limit(limit) = limit
            .parse()
            .map_err(|error| usage("The rate limit is not understood.", &error))?;
        config.limit_per_minute = limit;
    }
    for fault in &pretence.faults {
        let fault = fault
            .parse::<Fault>()
            .map_err(|error| usage("The fault is not understood.", &error))?;
        config.faults.push(fault);
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, pretence.port));
    let sandbox = Sandbox::start(config, address).await.map_err(|error| {
        Failure::failed(
            "The simulated workspace could not be started.",
            error.to_string(),
            "Give another port with --port; 0 takes any that is free.",
        )
        .because(error)
    })?;
    Ok(Pretending {
        url: sandbox.url(),
        sandbox,
    })
}

/// How the screen finds its engine.
struct Way(Attach);

impl tui::Connector for Way {
    async fn socket(&self) -> Result<PathBuf, Advice> {
        self.0.socket().await.map_err(|failure| failure.advice())
    }
}

/// Shows the dashboard in the terminal until it is left.
///
/// `settings` is the folder with the settings of whoever looks: a demo's home is its own, its person is not.
pub(super) async fn show(attach: &Attach, screen: &Screen, settings: &Path) -> Result<(), Failure> {
    let home = attach.home();
    let options = tui::Options {
        start: screen.start.clone(),
        config: Some(settings.to_owned()),
        // Several users may share a home, and each has a screen of their own.
        state: Some(
            home.state()
                .join(format!("screen-{}.json", rustix::process::getuid().as_raw())),
        ),
        theme: screen.theme.clone(),
        ascii: screen.ascii,
        no_mouse: screen.no_mouse,
        folder: home.state().to_owned(),
        here: std::env::current_dir().unwrap_or_else(|_| home.state().to_owned()),
        ..tui::Options::default()
    };
    match tui::run(Way(attach.clone()), options).await {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::failed(
            "The dashboard could not be shown.",
            error.to_string(),
            "`interlens overview` prints the same figures as text.",
        )
        .because(error)),
    }
}

/// A session in lines, from a place on, until it is left.
pub(super) async fn show_plain(attach: &Attach, start: tui::place::Address) -> Result<(), Failure> {
    let ended = tui::run_plain(Way(attach.clone()), tui::Options::default(), start).await;
    ended.map(drop).map_err(|error| {
        Failure::failed(
            "The session could not go on.",
            error.to_string(),
            "`interlens overview` prints the figures as text.",
        )
        .because(error)
    })
}

/// The variables of an environment, as the screen looks them up.
struct Variables<'a>(&'a Environment);

impl tui::theme::Environment for Variables<'_> {
    fn get(&self, name: &str) -> Option<String> {
        (self.0)(name)?.into_string().ok()
    }
}

/// The files of settings; a failure that names all that is wrong in them, where something is.
fn settings_files(folder: &Path) -> Result<Files, Failure> {
    let files = read_settings(folder);
    let Some(first) = files.troubles.first() else {
        return Ok(files);
    };
    let told: Vec<String> = files.troubles.iter().map(ToString::to_string).collect();
    Err(Failure::failed(
        format!("{} cannot be taken.", first.file),
        told.join(" "),
        format!(
            "Mend it in {}; until then what is so from the start is in force.",
            folder.display()
        ),
    ))
}

/// Which keys do what, as text or as the file in which they are changed.
pub(super) fn keys(folder: &Path, toml: bool, look: &Look) -> Result<String, Failure> {
    let keymap = settings_files(folder)?.keymap.unwrap_or_default();
    Ok(if toml {
        template::keys(&keymap)
    } else {
        let glyphs = if look.ascii { Glyphs::Ascii } else { Glyphs::Unicode };
        template::keys_text(&keymap, glyphs)
    })
}

/// What decides the settings of the screen.
fn wishes(folder: &Path, environment: &Environment, screen: &Screen) -> Result<Wishes, Failure> {
    let files = settings_files(folder)?;
    let wishes = Wishes {
        fixed: Fixed::of(
            &Variables(environment),
            screen.theme.clone(),
            screen.ascii,
            screen.no_mouse,
        ),
        given: files.given.unwrap_or_default(),
        themes: files.themes,
        told: tui::theme::Background::from_environment(&Variables(environment)).unwrap_or_default(),
        ..Wishes::default()
    };
    if let Some((name, from)) = &wishes.fixed.theme
        && wishes.look(name).is_none()
    {
        return Err(Failure::usage(
            format!("There is no theme {name:?}."),
            format!("It comes from {}.", from.words()),
            format!("There are {}.", wishes.names().join(", ")),
        ));
    }
    Ok(wishes)
}

/// The settings in force, as the file in which they are changed.
pub(super) fn settings(folder: &Path, environment: &Environment, screen: &Screen) -> Result<String, Failure> {
    Ok(template::config(&wishes(folder, environment, screen)?.settings()))
}

/// The themes, a line each, with their colours where they can be seen.
pub(super) fn themes(folder: &Path, environment: &Environment, look: &Look) -> Result<Vec<String>, Failure> {
    let wishes = wishes(folder, environment, &Screen::default())?;
    let colors = (look.terminal && look.color).then(|| {
        // Asked for colours, one paints them, whatever the terminal says of itself.
        match Tier::detect(&Variables(environment)) {
            Tier::None | Tier::Sixteen => Tier::True,
            tier => tier,
        }
    });
    Ok(template::themes(&wishes, colors))
}

/// Whether the terminal's ground is light, as far as its environment tells.
pub(super) fn is_light(environment: &Environment) -> bool {
    tui::theme::Background::from_environment(&Variables(environment)) == Some(tui::theme::Background::Light)
}

/// How many colours the terminal has.
pub(super) fn depth(environment: &Environment) -> Depth {
    match Tier::detect(&Variables(environment)) {
        Tier::True => Depth::True,
        Tier::Indexed => Depth::Indexed,
        Tier::Sixteen => Depth::Sixteen,
        Tier::None => Depth::None,
    }
}

/// The dashboard as text, `width` columns wide.
pub(super) fn overview_text(status: &Status, overview: &Overview, look: &Look) -> String {
    let glyphs = if look.ascii { Glyphs::Ascii } else { Glyphs::Unicode };
    tui::plain::overview(status, overview, look.width, glyphs)
}

/// The address of the API in a region, by the region's code or name.
pub(super) fn region_address(region: &str) -> Result<String, Failure> {
    let region: Region = region.parse().map_err(|error: crate::intercom::UnknownRegion| {
        Failure::usage(
            "There is no such region.",
            error.to_string(),
            "Give us, eu or au with --region.",
        )
        .because(error)
    })?;
    Ok(BaseUrl::of(region).as_str().to_owned())
}

/// An address of the API that a token may be sent to.
pub(super) fn base_address(address: &str) -> Result<String, Failure> {
    let base: BaseUrl = address.parse().map_err(|error: crate::intercom::BaseUrlError| {
        Failure::usage(
            "The address of the API cannot be used.",
            error.to_string(),
            "Give a region with --region us, eu or au, or the https address of the API with --base-url.",
        )
        .because(error)
    })?;
    Ok(base.as_str().to_owned())
}

/// A token that the engine reads from a file.
pub(super) fn token_in_file(path: &Path) -> TokenSource {
    TokenSource::File { path: path.to_owned() }
}

/// A token that the engine gets from a command: the program, then its arguments.
pub(super) fn token_from_command(command: Vec<String>) -> TokenSource {
    TokenSource::Command { argv: command }
}

/// A token that the engine finds in its own environment or among its service manager's credentials: the place that this
/// environment names too or, where it names none, the variable with the token.
pub(super) fn token_in_environment(environment: &Environment) -> TokenSource {
    TokenSource::find(&|name: &str| environment(name), None, Path::new("")).unwrap_or(TokenSource::Environment)
}

/// Writes a token to a new file, readable for this user only.
pub(super) fn write_token(path: &Path, secret: &SecretString) -> Result<(), Failure> {
    token::store(path, secret).map_err(|error| {
        Failure::failed(
            "The access token could not be kept.",
            error.to_string(),
            "Make the folder writable for this user alone, or give the token by a file or a command.",
        )
        .because(error)
    })
}
