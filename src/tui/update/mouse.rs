//! The mouse: clicks, the wheel, and what is drawn with the button held.
//!
//! A press acts at once, but a click on a panel waits for the release: there one may also begin to mark text. With the button held, text is marked, unless the press was on something that is itself drawn about.

use chrono::TimeDelta;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{copy, input, top};
use crate::text::format;
use crate::tui::model::{Drag, Held, Model, Target};
use crate::tui::msg::Effect;
use crate::tui::selection::Selection;
use crate::tui::tab::{charts, modules};
use crate::tui::view;
use crate::tui::words::plural;

/// Rows for a turn of the wheel.
const WHEEL: i32 = 3;
/// The longest time between the two clicks of a double one.
const DOUBLE: TimeDelta = TimeDelta::milliseconds(500);

pub(super) fn mouse(model: &mut Model, event: MouseEvent) -> Vec<Effect> {
    let at = Position::new(event.column, event.row);
    match event.kind {
        MouseEventKind::ScrollDown => top::scroll(model, WHEEL),
        MouseEventKind::ScrollUp => top::scroll(model, -WHEEL),
        MouseEventKind::Down(MouseButton::Left) => press(model, at),
        MouseEventKind::Drag(MouseButton::Left) => moved(model, at),
        MouseEventKind::Up(MouseButton::Left) => release(model, at),
        _ => Vec::new(),
    }
}

fn press(model: &mut Model, at: Position) -> Vec<Effect> {
    model.notice = None;
    model.pending.clear();
    let hit = model.hits.iter().rev().find(|hit| hit.area.contains(at));
    let target = hit.map(|hit| hit.target);
    let held = match target {
        Some(target) if is_drawn(target) => Held::Target,
        // The focus moves the title of a panel, or enlarges it: text would be marked where it no longer is.
        Some(Target::Panel(_)) => Held::Click,
        _ => Held::Text,
    };
    model.drag = Some(Drag {
        target,
        from: at,
        to: at,
        moved: false,
        held,
    });
    match target {
        Some(target) if held == Held::Text => click(model, target),
        _ => Vec::new(),
    }
}

fn moved(model: &mut Model, at: Position) -> Vec<Effect> {
    let Some(drag) = &mut model.drag else {
        return Vec::new();
    };
    drag.to = at;
    drag.moved |= drag.to != drag.from;
    let drag = *drag;
    if drag.held == Held::Target {
        draw(model, drag, false)
    } else {
        Vec::new()
    }
}

fn release(model: &mut Model, at: Position) -> Vec<Effect> {
    moved(model, at);
    let selection = Selection::of(model);
    let Some(drag) = model.drag.take() else {
        return Vec::new();
    };
    if drag.held == Held::Target {
        return draw(model, drag, true);
    }
    if let Some(selection) = selection {
        return copied(model, selection);
    }
    match drag.target {
        Some(target) if drag.held == Held::Click => click(model, target),
        _ => Vec::new(),
    }
}

fn copied(model: &mut Model, selection: Selection) -> Vec<Effect> {
    let mut cells = Buffer::empty(Rect::from((Position::ORIGIN, model.size)));
    view::draw(model, &mut cells);
    let text = selection.text(&cells);
    if text.trim().is_empty() {
        return Vec::new();
    }
    let lines = text.lines().count() as u64;
    let what = if lines > 1 {
        plural(lines, "line")
    } else {
        format!("{} characters", format::count(text.chars().count() as u64))
    };
    copy(model, text, &what)
}

/// Whether something is drawn about with the button held, rather than text marked from there on.
fn is_drawn(target: Target) -> bool {
    match target {
        Target::Modules(spot) => modules::update::is_drawn(spot),
        Target::Charts(spot) => charts::update::is_drawn(spot),
        _ => false,
    }
}

/// Draws something about; `done` when the button was let go.
fn draw(model: &mut Model, drag: Drag, done: bool) -> Vec<Effect> {
    match drag.target {
        Some(Target::Modules(spot)) => modules::update::draw(model, spot, drag.from, drag.to, done),
        Some(Target::Charts(_)) => charts::update::drawn(model, drag.from, drag.to, done),
        _ => Vec::new(),
    }
}

fn click(model: &mut Model, target: Target) -> Vec<Effect> {
    let now = model.now;
    let twice = model
        .clicked
        .is_some_and(|(at, last)| last == target && now - at <= DOUBLE);
    // The third click begins anew.
    model.clicked = (!twice).then_some((now, target));
    input::click(model, target, twice)
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyModifiers;
    use ratatui::layout::Size;

    use super::*;
    use crate::tui::model::Panel;
    use crate::tui::msg::Msg;
    use crate::tui::theme::Theme;
    use crate::tui::update::update;
    use crate::tui::{sample, still};

    fn model() -> Model {
        let mut model = sample::model(Size::new(120, 36), Theme::default());
        let mut cells = Buffer::empty(Rect::from((Position::ORIGIN, model.size)));
        model.hits = view::draw(&model, &mut cells);
        model
    }

    fn send(model: &mut Model, kind: MouseEventKind, at: (u16, u16)) -> Vec<Effect> {
        let (column, row) = at;
        let modifiers = KeyModifiers::NONE;
        update(
            model,
            Msg::Mouse(MouseEvent {
                kind,
                column,
                row,
                modifiers,
            }),
        )
    }

    #[test]
    fn text_is_marked_and_goes_to_the_clipboard() {
        let mut model = model();
        let picture = still::text(&still::cells(&model));
        let (row, line) = picture
            .lines()
            .enumerate()
            .find(|(_, line)| line.contains("Acme Support"))
            .unwrap();
        let column = line.split("Acme Support").next().unwrap().chars().count() as u16;
        let (from, to) = ((column, row as u16), (column + 11, row as u16));
        assert!(send(&mut model, MouseEventKind::Down(MouseButton::Left), from).is_empty());
        send(&mut model, MouseEventKind::Drag(MouseButton::Left), to);
        assert_ne!(still::cells(&model), still::cells(&self::model()), "it is set off");
        let effects = send(&mut model, MouseEventKind::Up(MouseButton::Left), to);
        assert!(
            effects.contains(&Effect::Copy("Acme Support".to_owned())),
            "{effects:?}"
        );
        assert!(
            model
                .notice
                .as_ref()
                .unwrap()
                .text
                .starts_with("Sent to the terminal's clipboard: 12 characters")
        );
        assert_eq!(model.drag, None);
    }

    #[test]
    fn marking_on_a_panel_does_not_enlarge_it() {
        let mut model = model();
        let area = model
            .hits
            .iter()
            .find(|hit| hit.target == Target::Panel(Panel::Tile(0)))
            .unwrap()
            .area;
        let (from, to) = ((area.x, area.y), (area.x + 9, area.y + 1));
        send(&mut model, MouseEventKind::Down(MouseButton::Left), from);
        send(&mut model, MouseEventKind::Drag(MouseButton::Left), to);
        let effects = send(&mut model, MouseEventKind::Up(MouseButton::Left), to);
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Copy(_))));
        assert!(!model.dashboard.enlarged);
        send(&mut model, MouseEventKind::Down(MouseButton::Left), from);
        send(&mut model, MouseEventKind::Up(MouseButton::Left), from);
        assert!(model.dashboard.enlarged);
    }

    #[test]
    fn a_key_or_another_size_ends_the_marking() {
        let mut model = model();
        send(&mut model, MouseEventKind::Down(MouseButton::Left), (3, 3));
        send(&mut model, MouseEventKind::Drag(MouseButton::Left), (9, 9));
        update(&mut model, Msg::Resize(Size::new(100, 30)));
        assert_eq!(model.drag, None);
        assert!(send(&mut model, MouseEventKind::Up(MouseButton::Left), (9, 9)).is_empty());
    }
}
