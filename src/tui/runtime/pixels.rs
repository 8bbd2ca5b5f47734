//! The chart that has the screen as a picture in pixels, over its cells, once nothing has moved for a moment.
//!
//! The cells are always painted, and keys are answered with cells; the picture is made on another thread, comes when it is
//! ready, and goes at the next change. So it can be slow or fail and nothing waits for it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;
use tokio::time::sleep_until;

use crate::chart::{CELL_WIDTH, Palette, Scene, paint};
use crate::tui::escape::{At, Pixels};
use crate::tui::model::Model;
use crate::tui::tab::charts;

/// So long nothing may have changed.
const CALM: Duration = Duration::from_millis(250);
/// Pixels for a unit where the terminal does not say how large its cells are.
const SCALE: f32 = 2.0;

/// A picture that should be there.
#[derive(Clone, Debug)]
struct Wanted {
    scene: Arc<Scene>,
    palette: Palette,
    at: At,
}

impl PartialEq for Wanted {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.scene, &other.scene) && self.palette == other.palette && self.at == other.at
    }
}

/// The picture over the cells.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    way: Option<Pixels>,
    wanted: Option<Wanted>,
    /// When it may be made.
    due: Option<Instant>,
    /// It is being made.
    work: Option<JoinHandle<Option<Vec<u8>>>>,
    shown: bool,
}

impl Pictures {
    /// Pictures in a terminal of this way; none without one.
    pub(super) fn new(way: Option<Pixels>) -> Self {
        Self { way, ..Self::default() }
    }

    /// Another way, because a setting has changed.
    pub(super) fn set(&mut self, way: Option<Pixels>) {
        self.way = way;
    }

    /// To be called before a frame: what has to be written first, and whether every cell has to be painted again.
    pub(super) fn before(&mut self, model: &Model) -> (Option<String>, bool) {
        let wanted = self.way.and_then(|_| wanted(model));
        if wanted == self.wanted {
            return (None, false);
        }
        self.wanted = wanted;
        if let Some(work) = self.work.take() {
            work.abort();
        }
        self.due = self.wanted.is_some().then(|| Instant::now() + CALM);
        if !std::mem::take(&mut self.shown) {
            return (None, false);
        }
        let erase = self.way.and_then(Pixels::erase);
        let again = erase.is_none();
        (erase, again)
    }

    /// The picture as it is written to the terminal, when it is ready.
    pub(super) async fn ready(&mut self) -> String {
        loop {
            if let Some(work) = &mut self.work {
                let made = work.await;
                self.work = None;
                if let (Ok(Some(picture)), Some(way), Some(wanted)) = (made, self.way, &self.wanted) {
                    self.shown = true;
                    return way.show(&picture, wanted.at);
                }
            }
            match (self.due, self.way, &self.wanted) {
                (Some(due), Some(way), Some(wanted)) => {
                    sleep_until(due.into()).await;
                    self.due = None;
                    let wanted = wanted.clone();
                    self.work = Some(tokio::task::spawn_blocking(move || make(way, &wanted)));
                }
                _ => std::future::pending::<()>().await,
            }
        }
    }
}

/// The picture that belongs over the cells: a chart that has the screen, with nothing on top and no cursor in it.
fn wanted(model: &Model) -> Option<Wanted> {
    let (scene, palette, area) = charts::view::still(model)?;
    Some(Wanted {
        scene,
        palette,
        at: At {
            column: area.x,
            row: area.y,
            columns: area.width,
            rows: area.height,
        },
    })
}

fn make(way: Pixels, wanted: &Wanted) -> Option<Vec<u8>> {
    let scale = scale();
    match way {
        Pixels::Sixel => paint::sixel(&wanted.scene, &wanted.palette, scale)
            .ok()
            .map(String::into_bytes),
        Pixels::Kitty | Pixels::ITerm => paint::png(&wanted.scene, &wanted.palette, scale).ok(),
    }
}

/// Pixels for a unit, by the size of the terminal's cells.
fn scale() -> f32 {
    let Ok(size) = crossterm::terminal::window_size() else {
        return SCALE;
    };
    if size.width == 0 || size.columns == 0 {
        return SCALE;
    }
    let across = f32::from(size.width) / f32::from(size.columns);
    (across / CELL_WIDTH as f32).clamp(0.5, 4.0)
}
