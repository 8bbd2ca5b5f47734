//! Screenshots of the dashboard, without a terminal: `cargo run --release --example screenshots`.
//!
//! What is on them is real: a simulated workspace is served in this process, an engine in this process syncs it to the
//! end, and the screen draws what the engine answers. With `--socket PATH` the figures come from the engine that listens
//! there instead; `--out DIR` says where the pictures go, `screenshots` otherwise. The workspace's clock is that of the
//! computer, so the pictures of two days differ.
//!
//! Needs the font `DejaVu` Sans Mono (Debian: fonts-dejavu-core). Scripts that no font here has are left blank boxes.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use color_eyre::eyre::{Result, WrapErr, ensure, eyre};
use futures::StreamExt;
use interlens::api::Client;
use interlens::api::server::{self, ServeOptions};
use interlens::api::wire::{ConnectRequest, Event, Period, RunStatus};
use interlens::engine::Home;
use interlens::intercom::{TokenSource, token};
use interlens::sandbox::{ClockConfig, Sandbox, SandboxConfig};
use interlens::tui::ask::{Answer, Ask};
use interlens::tui::model::Model;
use interlens::tui::msg::{Effect, Msg};
use interlens::tui::still;
use interlens::tui::theme::{Background, Glyphs, Theme, Tier};
use interlens::tui::update::update;
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

/// Every picture: its name, its size and its look.
fn pictures() -> Vec<(&'static str, Size, Theme)> {
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
    vec![
        ("dashboard-120x36", Size::new(120, 36), dark),
        ("dashboard-80x24", Size::new(80, 24), dark),
        ("dashboard-200x60", Size::new(200, 60), dark),
        ("dashboard-light-120x36", Size::new(120, 36), light),
        ("dashboard-ascii-120x36", Size::new(120, 36), ascii),
    ]
}

#[tokio::main]
async fn main() -> Result<()> {
    color_eyre::install()?;
    let (socket, out) = arguments()?;
    // The client's HTTP library wants to know whose cryptography to use, also where none is needed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let model = match socket {
        Some(socket) => from_engine(&socket).await?,
        None => from_sandbox().await?,
    };
    std::fs::create_dir_all(&out).wrap_err_with(|| format!("cannot make the folder {}", out.display()))?;
    paint(&model, &out)
}

/// Draws the model in every size and look, as text and as PNG.
fn paint(model: &Model, out: &Path) -> Result<()> {
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
    for (name, size, theme) in pictures() {
        let mut model = model.clone();
        model.size = size;
        model.theme = theme;
        let cells = still::cells(&model);
        std::fs::write(out.join(format!("{name}.txt")), still::text(&cells))?;
        let tree = usvg::Tree::from_str(&still::svg(&cells, theme.background), &options)?;
        // Twice as fine as a cell of 8 by 16, but not for more columns than a page is wide anyway.
        let scale = if size.width <= 120 { 2.0 } else { 1.5_f32 };
        let pixels = |cells: u16, unit: f32| (f32::from(cells) * unit * scale) as u32;
        let mut pixels = tiny_skia::Pixmap::new(pixels(size.width, 8.0), pixels(size.height, 16.0))
            .ok_or_else(|| eyre!("a picture of {size} cells is too large"))?;
        resvg::render(
            &tree,
            tiny_skia::Transform::from_scale(scale, scale),
            &mut pixels.as_mut(),
        );
        pixels.save_png(out.join(format!("{name}.png")))?;
    }
    Ok(())
}

/// The dashboard over a simulated workspace that was synced to its end; nothing of it is left behind.
async fn from_sandbox() -> Result<Model> {
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
    let model = match answers.await {
        Ok(()) => synced(&home, workspace.url()).await,
        // Its own end, below, says why it does not answer.
        Err(_) => Err(eyre!("the engine ended before it answered")),
    };
    // It may have ended by itself.
    let _ = stop.send(());
    engine.await??;
    workspace.stop().await;
    model
}

/// Connects the workspace, waits for the first sync to end, and asks for the dashboard.
async fn synced(home: &Home, base_url: String) -> Result<Model> {
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
            return from_engine(&home.socket()).await;
        }
    }
    Err(eyre!("the engine went away during the sync"))
}

/// The dashboard as it is when the engine has answered.
async fn from_engine(socket: &Path) -> Result<Model> {
    let (client, hello) = Client::connect(socket).await?;
    let mut model = Model::new(Utc::now(), Size::new(120, 36), Theme::default());
    update(&mut model, Msg::Connected(Box::new(hello)));
    let status = Box::new(client.status().await?);
    for effect in update(&mut model, Msg::Event(Event::Status { status })) {
        if let Effect::Ask {
            ticket,
            ask: Ask::Figures { source, .. },
        } = effect
        {
            let result = client.overview(Some(source), Period::default()).await;
            let result = result
                .map(|figures| Answer::Figures(Box::new(figures)))
                .map_err(|error| error.advice());
            update(&mut model, Msg::Answer { ticket, result });
        }
    }
    Ok(model)
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
