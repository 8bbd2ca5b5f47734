//! Screenshots of every tab, without a terminal: `cargo run --release --example screenshots`.
//!
//! What is on them is real: a simulated workspace is served in this process, an engine in this process syncs it to the
//! end, and the screen draws what the engine answers. With `--socket PATH` they show the engine that listens
//! there instead; `--out DIR` says where the pictures go, `screenshots` otherwise. The workspace's clock is that of the
//! computer, so the pictures of two days differ.
//!
//! Needs the font `DejaVu` Sans Mono (Debian: fonts-dejavu-core). Scripts that no font here has are left blank boxes.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use color_eyre::eyre::{Result, WrapErr, ensure, eyre};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use futures::StreamExt;
use interlens::api::Client;
use interlens::api::server::{self, ServeOptions};
use interlens::api::wire::{ConnectRequest, Event, RunStatus};
use interlens::engine::Home;
use interlens::intercom::{TokenSource, token};
use interlens::sandbox::{ClockConfig, Sandbox, SandboxConfig};
use interlens::tui::ask_engine;
use interlens::tui::model::Model;
use interlens::tui::msg::{Effect, Msg};
use interlens::tui::place::Address;
use interlens::tui::still;
use interlens::tui::theme::{Background, Colors, Glyphs, Theme, Tier};
use interlens::tui::update::{open, update};
use ratatui::layout::Size;
use resvg::{tiny_skia, usvg};
use secrecy::SecretString;
use tokio::sync::oneshot;

/// How many conversations the workspace has.
const CONVERSATIONS: u32 = 8000;
/// What the workspace follows from.
const SEED: u64 = 9;
/// How often the engine would sync again: what the header says.
const EVERY: Duration = Duration::from_hours(1);

/// A picture: its name, what is looked at, which keys are pressed there, its size and its look.
struct Picture {
    name: &'static str,
    address: &'static str,
    keys: &'static [KeyCode],
    size: Size,
    theme: Theme,
}

/// Every picture.
fn pictures() -> Vec<Picture> {
    use KeyCode::{Char, Down, Enter, Right, Up};
    const MIDDLE: Size = Size::new(120, 36);
    const SMALL: Size = Size::new(80, 24);
    const LARGE: Size = Size::new(200, 60);
    // All kinds of charts at once.
    const SHEET: Size = Size::new(240, 121);
    let dark = Theme::default();
    let light = Theme {
        background: Background::Light,
        ..dark
    };
    let ascii = Theme {
        glyphs: Glyphs::Ascii,
        tier: Tier::Sixteen,
        ..dark
    };
    let safe = Theme {
        colors: Colors::Safe,
        ..dark
    };
    let picture = |name, address, keys, size, theme| Picture {
        name,
        address,
        keys,
        size,
        theme,
    };
    let (modules, found) = (
        "modules/conversations?where=State+%3D+open&sort=-Conversation+Rating&sort=-Created+At",
        "modules/conversations",
    );
    vec![
        picture("dashboard-120x36", "dashboard", &[], MIDDLE, dark),
        picture("dashboard-80x24", "dashboard", &[], SMALL, dark),
        picture("dashboard-200x60", "dashboard", &[], LARGE, dark),
        picture("dashboard-light-120x36", "dashboard", &[], MIDDLE, light),
        picture("dashboard-ascii-120x36", "dashboard", &[], MIDDLE, ascii),
        picture("dashboard-safe-120x36", "dashboard", &[], MIDDLE, safe),
        picture(
            "modules-120x36",
            modules,
            &[Right, Down, Char(' '), Down, Char(' '), Up],
            MIDDLE,
            dark,
        ),
        picture("modules-80x24", found, &[Down, Right], SMALL, dark),
        picture("modules-200x60", modules, &[Down, Down, Enter], LARGE, dark),
        picture("modules-light-120x36", found, &[Down, Down, Enter], MIDDLE, light),
        picture("sources-120x36", "sources", &[Down], MIDDLE, dark),
        picture("history-120x36", "history", &[], MIDDLE, dark),
        picture("history-80x24", "history", &[], SMALL, dark),
        picture("history-200x60", "history", &[], LARGE, dark),
        picture("run-120x36", "history/run/1", &[], MIDDLE, dark),
        picture("audit-120x36", "audit", &[], MIDDLE, dark),
        picture(
            "palette-120x36",
            found,
            &[Char(':'), Char('s'), Char('o')],
            MIDDLE,
            dark,
        ),
        picture("help-120x36", found, &[Char('?')], MIDDLE, dark),
        picture("charts-120x36", "charts", &[Down, Right], MIDDLE, dark),
        picture("charts-all", "charts", &[], SHEET, dark),
        picture("chart-bar-line-120x36", "charts/bar-line", &[Right; 7], MIDDLE, dark),
        picture(
            "chart-stacked-bar-80x24",
            "charts/stacked-bar",
            &[Right; 12],
            SMALL,
            dark,
        ),
        picture(
            "chart-stacked-area-120x36",
            "charts/stacked-area-smooth",
            &[],
            MIDDLE,
            dark,
        ),
        picture("chart-sankey-120x36", "charts/sankey", &[], MIDDLE, dark),
        picture(
            "chart-tree-map-120x36",
            "charts/tree-map",
            &[Right, Right],
            MIDDLE,
            dark,
        ),
        picture("chart-map-filled-120x36", "charts/map-filled", &[], MIDDLE, dark),
        picture("chart-heat-map-120x36", "charts/heat-map", &[Right; 11], MIDDLE, dark),
        picture("chart-doughnut-120x36", "charts/doughnut", &[Right], MIDDLE, light),
        picture("chart-sunburst-120x36", "charts/sunburst", &[], MIDDLE, dark),
        picture("chart-packed-bubble-120x36", "charts/packed-bubble", &[], MIDDLE, safe),
        picture("chart-word-cloud-120x36", "charts/word-cloud", &[], MIDDLE, dark),
        picture("chart-dial-80x24", "charts/dial", &[], SMALL, dark),
        picture("chart-bar-line-ascii-80x24", "charts/bar-line", &[], SMALL, ascii),
    ]
}

#[tokio::main]
async fn main() -> Result<()> {
    color_eyre::install()?;
    let (socket, out) = arguments()?;
    // The client's HTTP library wants to know whose cryptography to use, also where none is needed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    std::fs::create_dir_all(&out).wrap_err_with(|| format!("cannot make the folder {}", out.display()))?;
    match socket {
        Some(socket) => from_engine(&socket, &out).await,
        None => from_sandbox(&out).await,
    }
}

/// Draws a model as text and as PNG.
fn paint(model: &Model, name: &str, options: &usvg::Options<'_>, out: &Path) -> Result<()> {
    let cells = still::cells(model);
    let size = model.size;
    std::fs::write(out.join(format!("{name}.txt")), still::text(&cells))?;
    let tree = usvg::Tree::from_str(&still::svg(&cells, model.theme.background), options)?;
    // Twice as fine as a cell of 8 by 16, but not for more columns than a page is wide anyway.
    let scale = match size.width {
        ..=120 => 2.0,
        121..=200 => 1.5_f32,
        _ => 1.0,
    };
    let pixels = |cells: u16, unit: f32| (f32::from(cells) * unit * scale) as u32;
    let mut pixels = tiny_skia::Pixmap::new(pixels(size.width, 8.0), pixels(size.height, 16.0))
        .ok_or_else(|| eyre!("a picture of {size} cells is too large"))?;
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels.save_png(out.join(format!("{name}.png")))?;
    Ok(())
}

/// The fonts of this computer; an error where the one that the pictures are made with is not among them.
fn fonts() -> Result<usvg::Options<'static>> {
    let mut options = usvg::Options::default();
    Arc::make_mut(&mut options.fontdb).load_system_fonts();
    let there = options
        .fontdb
        .faces()
        .any(|face| face.families.iter().any(|(family, _)| family == still::FONT));
    ensure!(
        there,
        "the font {} is not installed (Debian: apt install fonts-dejavu-core)",
        still::FONT
    );
    Ok(options)
}

/// Paints over a simulated workspace that was synced to its end; nothing of it is left behind.
async fn from_sandbox(out: &Path) -> Result<()> {
    let config = SandboxConfig {
        seed: SEED,
        conversations: CONVERSATIONS,
        clock: ClockConfig::Live {
            start: None,
            speed: 1.0,
        },
        ..SandboxConfig::default()
    };
    let workspace = Sandbox::start(config, SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
    let folder = tempfile::tempdir()?;
    let home = Home::at(folder.path());
    let options = ServeOptions {
        home: home.clone(),
        demo: true,
        every: Some(EVERY),
        stay: true,
    };
    let (ready, answers) = oneshot::channel();
    let (stop, stopped) = oneshot::channel::<()>();
    let engine = tokio::spawn(server::serve(options, ready, async {
        // Whether it is told to stop or nobody is left to tell it, it is over.
        let _ = stopped.await;
    }));
    let painted = match answers.await {
        Ok(()) => synced(&home, workspace.url(), out).await,
        // Its own end, below, says why it does not answer.
        Err(_) => Err(eyre!("the engine ended before it answered")),
    };
    // It may have ended by itself.
    let _ = stop.send(());
    engine.await??;
    workspace.stop().await;
    painted
}

/// Connects the workspace, waits for the first sync to end, and paints.
async fn synced(home: &Home, base_url: String, out: &Path) -> Result<()> {
    let (client, _) = Client::connect(&home.socket()).await?;
    let path = home.config().join("screenshots.token");
    token::store(&path, &SecretString::from("screenshots"))?;
    let mut events = Box::pin(client.events().await?);
    let request = ConnectRequest {
        name: "Acme Support".to_owned(),
        base_url,
        token: TokenSource::File { path },
        modules: Vec::new(),
        time_zone: None,
        plan: interlens::catalog::Plan::default(),
        sync: true,
    };
    let source = client.connect_source(&request).await?.id;
    while let Some(event) = events.next().await {
        if let Event::RunEnded { run } = event?
            && run.source == source
        {
            ensure!(
                run.status == RunStatus::Success,
                "the sync was {}: {:?}",
                run.status.label(),
                run.reason
            );
            return from_engine(&home.socket(), out).await;
        }
    }
    Err(eyre!("the engine went away during the sync"))
}

/// Every picture as the screen shows it when the engine has answered.
async fn from_engine(socket: &Path, out: &Path) -> Result<()> {
    let fonts = fonts()?;
    let (client, hello) = Client::connect(socket).await?;
    let status = client.status().await?;
    for picture in pictures() {
        let mut model = Model::new(Utc::now(), picture.size, picture.theme);
        let mut effects = update(&mut model, Msg::Connected(Box::new(hello.clone())));
        let status = Box::new(status.clone());
        effects.extend(update(&mut model, Msg::Event(Event::Status { status })));
        answered(&mut model, &client, effects).await;
        let address: Address = picture.address.parse()?;
        let effects = open(&mut model, &address);
        answered(&mut model, &client, effects).await;
        for code in picture.keys {
            let effects = update(&mut model, Msg::Key(KeyEvent::new(*code, KeyModifiers::NONE)));
            answered(&mut model, &client, effects).await;
        }
        paint(&model, picture.name, &fonts, out)?;
    }
    Ok(())
}

/// Puts all questions to the engine, and those that its answers lead to.
async fn answered(model: &mut Model, client: &Client, effects: Vec<Effect>) {
    let mut open = VecDeque::from(effects);
    while let Some(effect) = open.pop_front() {
        if let Effect::Ask { ticket, ask } = effect {
            let result = ask_engine(client, ask).await.map_err(|error| error.advice());
            open.extend(update(model, Msg::Answer { ticket, result }));
        }
    }
}

fn arguments() -> Result<(Option<PathBuf>, PathBuf)> {
    let (mut socket, mut out) = (None, PathBuf::from("screenshots"));
    let mut arguments = std::env::args_os().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().map(PathBuf::from);
        match (name.to_str(), value) {
            (Some("--socket"), Some(path)) => socket = Some(path),
            (Some("--out"), Some(path)) => out = path,
            _ => return Err(eyre!("usage: screenshots [--socket PATH] [--out DIR]")),
        }
    }
    Ok((socket, out))
}
