//! Keys, the mouse and paste.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect, Size};

use super::{data, notify};
use crate::text::SafeText;
use crate::tui::action_id::ActionId;
use crate::tui::actions;
use crate::tui::chrome;
use crate::tui::model::{Model, Overlay, Panel, Target};
use crate::tui::msg::Effect;
use crate::tui::panel::plan::{self, Plan};
use crate::tui::parts::Parts;

/// The longest filter of the help.
const LONGEST_FILTER: usize = 40;
/// Rows for a turn of the wheel.
const WHEEL: u16 = 3;

pub(super) fn key(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    if event.kind == KeyEventKind::Release {
        return Vec::new();
    }
    model.notice = None;
    if let Some(action) = actions::for_key(model, event) {
        return run(model, action.id);
    }
    if let (Overlay::Help { .. }, KeyCode::Char(c)) = (&model.overlay, event.code)
        && (event.modifiers - KeyModifiers::SHIFT).is_empty()
    {
        typed(model, c.encode_utf8(&mut [0; 4]));
    }
    Vec::new()
}

pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    typed(model, text);
    Vec::new()
}

fn typed(model: &mut Model, text: &str) {
    if let Overlay::Help { filter, scroll } = &mut model.overlay {
        let longer = format!("{filter}{}", SafeText::new(text));
        *filter = longer.chars().take(LONGEST_FILTER).collect();
        *scroll = 0;
    }
}

pub(super) fn mouse(model: &mut Model, event: MouseEvent) -> Vec<Effect> {
    let at = Position::new(event.column, event.row);
    match event.kind {
        MouseEventKind::ScrollDown => scroll(model, i32::from(WHEEL)),
        MouseEventKind::ScrollUp => scroll(model, -i32::from(WHEEL)),
        MouseEventKind::Down(MouseButton::Left) => {
            model.notice = None;
            let hit = model.hits.iter().rev().find(|hit| hit.area.contains(at));
            match hit.map(|hit| hit.target) {
                Some(Target::Action(id)) => return run(model, id),
                Some(Target::Panel(panel)) if panel == model.focus && !model.enlarged => model.enlarged = true,
                Some(Target::Panel(panel)) => model.focus = panel,
                None => {}
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Does an action, or says why it cannot be done.
fn run(model: &mut Model, id: ActionId) -> Vec<Effect> {
    let Some(action) = actions::action(id) else {
        return Vec::new();
    };
    if let Err(reason) = (action.enabled)(model) {
        return notify(model, reason, true);
    }
    match id {
        ActionId::Left => towards(model, Direction::Left),
        ActionId::Right => towards(model, Direction::Right),
        ActionId::Up => towards(model, Direction::Up),
        ActionId::Down => towards(model, Direction::Down),
        ActionId::Next => step(model, 1),
        ActionId::Previous => step(model, -1),
        ActionId::First => edge(model, false),
        ActionId::Last => edge(model, true),
        ActionId::PageUp | ActionId::HelpPageUp => scroll(model, -page(model)),
        ActionId::PageDown | ActionId::HelpPageDown => scroll(model, page(model)),
        ActionId::Open => model.enlarged = true,
        ActionId::Back => {
            model.enlarged = false;
            reveal(model);
        }
        ActionId::PeriodNext => return period(model, model.period.next()),
        ActionId::PeriodPrevious => return period(model, actions::previous_period(model.period)),
        ActionId::SourceNext => return data::next_source(model),
        ActionId::SyncNow => {
            let source = model.current().map(|source| source.id);
            return source.map(|source| Effect::Sync { source }).into_iter().collect();
        }
        ActionId::CancelSync => model.overlay = Overlay::ConfirmCancel,
        ActionId::Refresh => return data::refresh(model),
        ActionId::Mouse => {
            model.mouse = !model.mouse;
            let words = if model.mouse {
                "The mouse is back: click a panel, turn the wheel."
            } else {
                "The mouse is the terminal's now: select text as usual. m takes it back."
            };
            let mut effects = notify(model, words, false);
            effects.push(Effect::Mouse(model.mouse));
            return effects;
        }
        ActionId::Help => {
            model.overlay = Overlay::Help {
                filter: String::new(),
                scroll: 0,
            }
        }
        ActionId::HelpClose => match &mut model.overlay {
            Overlay::Help { filter, .. } if !filter.is_empty() => filter.clear(),
            overlay => *overlay = Overlay::None,
        },
        ActionId::HelpErase => {
            if let Overlay::Help { filter, scroll } = &mut model.overlay {
                filter.pop();
                *scroll = 0;
            }
        }
        ActionId::HelpUp => scroll(model, -1),
        ActionId::HelpDown => scroll(model, 1),
        ActionId::ConfirmYes => {
            model.overlay = Overlay::None;
            let source = model.current().map(|source| source.id);
            return source.map(|source| Effect::CancelSync { source }).into_iter().collect();
        }
        ActionId::ConfirmNo => model.overlay = Overlay::None,
        ActionId::Redraw => return vec![Effect::Redraw],
        ActionId::Suspend => return vec![Effect::Suspend],
        ActionId::Quit => return vec![Effect::Quit],
    }
    Vec::new()
}

fn period(model: &mut Model, period: crate::api::wire::Period) -> Vec<Effect> {
    model.period = period;
    data::ask(model)
}

fn page(model: &Model) -> i32 {
    Parts::of(model).map_or(1, |parts| i32::from(parts.body.height.saturating_sub(2).max(1)))
}

/// Scrolls what can be scrolled.
fn scroll(model: &mut Model, rows: i32) {
    let Some(parts) = Parts::of(model) else { return };
    let moved = |from: u16, most: u16| (i32::from(from) + rows).clamp(0, i32::from(most)) as u16;
    if let Overlay::Help { filter, scroll } = &model.overlay {
        let window = model.size.height.saturating_sub(3 + parts.footer.height);
        let most = chrome::help_rows(model, filter, model.size.width).saturating_sub(window);
        let to = moved((*scroll).min(most), most);
        if let Overlay::Help { scroll, .. } = &mut model.overlay {
            *scroll = to;
        }
    } else if !model.enlarged && model.overlay == Overlay::None {
        let plan = plan::plan(model, parts.body.as_size());
        model.scroll = moved(model.scroll, plan.height.saturating_sub(parts.body.height));
    }
}

/// The panels, all of them, as they lie when none is enlarged.
fn places(model: &Model) -> Option<(Plan, Size)> {
    let size = Parts::of(model)?.body.as_size();
    let mut whole = model.clone();
    whole.enlarged = false;
    Some((plan::plan(&whole, size), size))
}

fn step(model: &mut Model, by: isize) {
    let Some(parts) = Parts::of(model) else { return };
    let order = plan::order(model, parts.body.as_size());
    let Some(at) = order.iter().position(|panel| *panel == model.focus) else {
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
    let Some(here) = plan.area(model.focus) else { return };
    let nearest = plan
        .panels
        .iter()
        .filter(|(panel, _)| *panel != model.focus)
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
    model.focus = panel;
    if !model.enlarged {
        reveal(model);
    }
}

/// Scrolls just as far as it takes to see the panel that has the focus; its top, where it is higher than the screen.
fn reveal(model: &mut Model) {
    let Some((plan, size)) = places(model) else { return };
    let Some(area) = plan.area(model.focus) else { return };
    if area.bottom() > model.scroll + size.height {
        model.scroll = area.bottom() - size.height;
    }
    if area.top() < model.scroll {
        model.scroll = area.top();
    }
}
