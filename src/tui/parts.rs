//! How the screen is divided: header, banner, body, footer.

use ratatui::layout::Rect;

use super::model::{Link, Model, Scene};
use super::place::Tab;
use crate::api::wire::SourceState;

/// The least columns and rows with which anything but a word is shown.
pub const LEAST: (u16, u16) = (20, 5);

/// The parts of the screen. A part without rows is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Who, what, when.
    pub header: Rect,
    /// The tabs.
    pub tabs: Rect,
    /// What is wrong, where something is.
    pub banner: Rect,
    /// What the tab shows.
    pub body: Rect,
    /// What can be done.
    pub footer: Rect,
}

impl Parts {
    /// Divides the screen; nothing where it is too small to be divided.
    pub fn of(model: &Model) -> Option<Self> {
        let (width, height) = (model.size.width, model.size.height);
        if width < LEAST.0 || height < LEAST.1 {
            return None;
        }
        let footer = u16::from(height >= 7);
        let air = u16::from(height >= 30);
        let banner = banner_rows(model, height);
        let tabs = u16::from(height >= 10);
        let top = 1 + tabs + air;
        let margin = u16::from(width >= 60);
        let below = top + banner + if banner > 0 { air } else { 0 };
        Some(Self {
            header: Rect::new(0, 0, width, 1),
            tabs: Rect::new(0, 1, width, tabs),
            banner: Rect::new(margin, top, width - 2 * margin, banner),
            body: Rect::new(margin, below, width - 2 * margin, height.saturating_sub(below + footer)),
            footer: Rect::new(0, height - footer, width, footer),
        })
    }
}

fn banner_rows(model: &Model, height: u16) -> u16 {
    let shows_figures = matches!(model.scene(), Scene::Figures(..));
    let known = match model.tab {
        Tab::Dashboard => shows_figures,
        _ => model.current().is_some(),
    };
    if !known {
        return 0;
    }
    if matches!(model.link, Link::Gone { .. }) {
        return 1;
    }
    let trouble = model.current().is_some_and(|source| {
        matches!(source.state, SourceState::Failed | SourceState::Paused) && source.problem.is_some()
    });
    // That tab says it itself, and more of it.
    if trouble && model.tab == Tab::Sources {
        0
    } else if trouble {
        if height >= 22 { 2 } else { 1 }
    } else {
        u16::from(model.dashboard.figures.problem.is_some() && model.tab == Tab::Dashboard)
    }
}
