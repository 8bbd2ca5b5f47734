//! What is done on the dashboard: the focus moves, and figures are asked for.

use chrono::TimeDelta;
use ratatui::layout::{Rect, Size};

use super::actions::previous_period;
use super::panel::plan::{self, Plan};
use super::state::Panel;
use crate::api::wire::{Advice, Overview, Period};
use crate::tui::action_id::Dashboard;
use crate::tui::ask::{Answer, Ask, Slot};
use crate::tui::clean::Clean;
use crate::tui::model::{Link, Model, Scene};
use crate::tui::msg::{Effect, Timer};
use crate::tui::parts::Parts;

/// Changed records lead to new figures at most this often.
const PAUSE: TimeDelta = TimeDelta::seconds(1);

/// Does an action of the dashboard.
pub fn run(model: &mut Model, action: Dashboard) -> Vec<Effect> {
    match action {
        Dashboard::Left => towards(model, Direction::Left),
        Dashboard::Right => towards(model, Direction::Right),
        Dashboard::Up => towards(model, Direction::Up),
        Dashboard::Down => towards(model, Direction::Down),
        Dashboard::Next => step(model, 1),
        Dashboard::Previous => step(model, -1),
        Dashboard::First => edge(model, false),
        Dashboard::Last => edge(model, true),
        Dashboard::PageUp => return scroll(model, -page(model)),
        Dashboard::PageDown => return scroll(model, page(model)),
        Dashboard::Open => model.dashboard.enlarged = true,
        Dashboard::Back => {
            model.dashboard.enlarged = false;
            reveal(model);
        }
        Dashboard::PeriodNext => return period(model, model.dashboard.period.next()),
        Dashboard::PeriodPrevious => return period(model, previous_period(model.dashboard.period)),
    }
    Vec::new()
}

/// Gives a panel the focus; where it has it already, enlarges it.
pub fn click(model: &mut Model, panel: Panel) -> Vec<Effect> {
    if panel == model.dashboard.focus && !model.dashboard.enlarged {
        model.dashboard.enlarged = true;
    } else {
        model.dashboard.focus = panel;
    }
    Vec::new()
}

/// Takes in the answer to the question for the figures.
pub fn answer(model: &mut Model, result: Result<Answer, Advice>) -> Vec<Effect> {
    match result {
        Ok(Answer::Figures(overview)) => figures(model, Ok(*overview)),
        Ok(_) => Vec::new(),
        Err(advice) => figures(model, Err(advice)),
    }
}

/// Time to ask again, unless somebody did since.
pub fn reload_due(model: &mut Model, generation: u64) -> Vec<Effect> {
    if generation == model.dashboard.figures.generation && !model.dashboard.figures.loading {
        ask(model)
    } else {
        Vec::new()
    }
}

/// Keeps the focus on a panel that is there, and on the screen.
pub fn settle(model: &mut Model) {
    if !matches!(model.scene(), Scene::Figures(..)) {
        model.dashboard.enlarged = false;
        model.dashboard.scroll = 0;
        return;
    }
    let Some(parts) = Parts::of(model) else { return };
    let order = plan::order(model, parts.body.as_size());
    if !order.contains(&model.dashboard.focus) {
        model.dashboard.enlarged = false;
        model.dashboard.focus = order
            .iter()
            .copied()
            .find(|panel| *panel == Panel::Tile(0))
            .or_else(|| order.first().copied())
            .unwrap_or(Panel::Tile(0));
    }
    if !model.dashboard.enlarged {
        let plan = plan::plan(model, parts.body.as_size());
        model.dashboard.scroll = model
            .dashboard
            .scroll
            .min(plan.height.saturating_sub(parts.body.height));
    }
}

fn figures(model: &mut Model, result: Result<Overview, Advice>) -> Vec<Effect> {
    model.dashboard.figures.loading = false;
    match result {
        Ok(figures) => {
            model.dashboard.figures.shown = Some(figures.cleaned());
            model.dashboard.figures.problem = None;
            model.heard_at = Some(model.now);
        }
        Err(advice) => model.dashboard.figures.problem = Some(advice.cleaned()),
    }
    if model.dashboard.figures.outdated {
        reload(model)
    } else {
        Vec::new()
    }
}

/// Asks for the figures of the data source and period that are wanted now. An earlier question is forgotten.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(source) = model.current().map(|source| source.id) else {
        return Vec::new();
    };
    let ticket = model.tickets.next(Slot::Figures);
    model.dashboard.figures.generation = ticket.number;
    model.dashboard.figures.asked_at = Some(model.now);
    if model.link != Link::Up {
        model.dashboard.figures.outdated = true;
        return Vec::new();
    }
    model.dashboard.figures.loading = true;
    model.dashboard.figures.outdated = false;
    vec![Effect::Ask {
        ticket,
        ask: Ask::Figures {
            source,
            period: model.dashboard.period,
        },
    }]
}

/// Asks for the figures again, but not while an answer is awaited and not more often than once a second.
pub fn reload(model: &mut Model) -> Vec<Effect> {
    if model.dashboard.figures.loading {
        model.dashboard.figures.outdated = true;
        return Vec::new();
    }
    let since = model.dashboard.figures.asked_at.map(|asked| model.now - asked);
    match since {
        Some(since) if since >= TimeDelta::zero() && since < PAUSE => {
            // The timer asks; until then nothing else needs to.
            model.dashboard.figures.outdated = false;
            let rest = (PAUSE - since).to_std().unwrap_or_default();
            vec![Effect::Later(rest, Timer::Reload(model.dashboard.figures.generation))]
        }
        _ => ask(model),
    }
}

fn period(model: &mut Model, period: Period) -> Vec<Effect> {
    model.dashboard.period = period;
    ask(model)
}

fn page(model: &Model) -> i32 {
    Parts::of(model).map_or(1, |parts| i32::from(parts.body.height.saturating_sub(2).max(1)))
}

/// Scrolls the panels, where there are more than fit.
pub fn scroll(model: &mut Model, rows: i32) -> Vec<Effect> {
    if let Some(parts) = Parts::of(model)
        && !model.dashboard.enlarged
    {
        let plan = plan::plan(model, parts.body.as_size());
        let most = plan.height.saturating_sub(parts.body.height);
        model.dashboard.scroll = (i32::from(model.dashboard.scroll) + rows).clamp(0, i32::from(most)) as u16;
    }
    Vec::new()
}

/// The panels, all of them, as they lie when none is enlarged.
fn places(model: &Model) -> Option<(Plan, Size)> {
    let size = Parts::of(model)?.body.as_size();
    Some((plan::whole(model, size), size))
}

fn step(model: &mut Model, by: isize) {
    let Some(parts) = Parts::of(model) else { return };
    let order = plan::order(model, parts.body.as_size());
    let Some(at) = order.iter().position(|panel| *panel == model.dashboard.focus) else {
        return;
    };
    let next = (at as isize + by).rem_euclid(order.len() as isize) as usize;
    focus(model, order[next]);
}

fn edge(model: &mut Model, last: bool) {
    let Some(parts) = Parts::of(model) else { return };
    let order = plan::order(model, parts.body.as_size());
    if let Some(panel) = if last { order.last() } else { order.first() } {
        focus(model, *panel);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Left,
    Right,
    Up,
    Down,
}

/// Moves the focus to the nearest panel in a direction, preferring one that lies straight ahead.
fn towards(model: &mut Model, direction: Direction) {
    let Some((plan, _)) = places(model) else { return };
    let Some(here) = plan.area(model.dashboard.focus) else {
        return;
    };
    let nearest = plan
        .panels
        .iter()
        .filter(|(panel, _)| *panel != model.dashboard.focus)
        .filter_map(|(panel, area)| Some((distance(here, *area, direction)?, *panel)))
        .min_by_key(|(distance, _)| *distance);
    if let Some((_, panel)) = nearest {
        focus(model, panel);
    }
}

/// How far an area is ahead; nothing when it is not ahead. Being off the line counts more than being far.
fn distance(from: Rect, to: Rect, direction: Direction) -> Option<(i32, i32, i32)> {
    let span = |low: u16, high: u16| (i32::from(low), i32::from(high));
    let (x, y) = (span(from.left(), from.right()), span(from.top(), from.bottom()));
    let (to_x, to_y) = (span(to.left(), to.right()), span(to.top(), to.bottom()));
    let (ahead, across, to_across) = match direction {
        Direction::Left => (x.0 - to_x.1, y, to_y),
        Direction::Right => (to_x.0 - x.1, y, to_y),
        Direction::Up => (y.0 - to_y.1, x, to_x),
        Direction::Down => (to_y.0 - y.1, x, to_x),
    };
    let off = (across.0.max(to_across.0) - across.1.min(to_across.1)).max(-1) + 1;
    let sideways = matches!(direction, Direction::Left | Direction::Right);
    if ahead < 0 || (sideways && off > 0) {
        return None;
    }
    Some((i32::from(off > 0), ahead + off, (to_across.0 - across.0).abs()))
}

fn focus(model: &mut Model, panel: Panel) {
    model.dashboard.focus = panel;
    if !model.dashboard.enlarged {
        reveal(model);
    }
}

/// Scrolls just as far as it takes to see the panel that has the focus; its top, where it is higher than the screen.
fn reveal(model: &mut Model) {
    let Some((plan, size)) = places(model) else { return };
    let Some(area) = plan.area(model.dashboard.focus) else {
        return;
    };
    if area.bottom() > model.dashboard.scroll + size.height {
        model.dashboard.scroll = area.bottom() - size.height;
    }
    if area.top() < model.dashboard.scroll {
        model.dashboard.scroll = area.top();
    }
}
