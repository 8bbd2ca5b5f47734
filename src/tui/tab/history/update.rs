//! What is done on this tab.

use chrono::{Days, NaiveDate};
use ratatui::layout::Rect;

use super::layout::{Layout, layout};
use super::run;
use super::shown::{chosen, open, runs, today};
use super::state::{Level, Spot};
use crate::api::wire::Advice;
use crate::tui::action_id::History;
use crate::tui::ask::{Answer, Ask, Slot};
use crate::tui::list::List;
use crate::tui::model::{Link, Model, Wish};
use crate::tui::msg::Effect;
use crate::tui::parts::Parts;
use crate::tui::place::{Address, Place};

/// So many days are shown.
const DAYS: u32 = 45;

/// Asks for what the tab shows, when it is opened and when something has changed. What is shown stays until the answers
/// come.
pub fn load(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(run) = model.history.run {
        effects.extend(ask(model, Slot::Run, Ask::Run(run)));
    }
    let Some(source) = model.current().map(|source| source.id) else {
        return effects;
    };
    effects.extend(ask(model, Slot::Days, Ask::Days { source, days: DAYS }));
    effects.extend(ask_runs(model));
    effects
}

/// Asks anew when another day has begun since: the calendar ends with today.
pub fn day_begun(model: &mut Model) -> Vec<Effect> {
    let last = model.history.days.as_ref().and_then(|days| days.last());
    if last.is_some_and(|last| last.day < today(model)) && !model.tickets.waits(Slot::Days) {
        load(model)
    } else {
        Vec::new()
    }
}

fn ask(model: &mut Model, slot: Slot, ask: Ask) -> Option<Effect> {
    if model.link != Link::Up {
        return None;
    }
    let ticket = model.tickets.next(slot);
    Some(Effect::Ask { ticket, ask })
}

fn ask_runs(model: &mut Model) -> Option<Effect> {
    let source = model.current()?.id;
    let day = chosen(model);
    model.history.problems.remove(&Slot::Runs);
    ask(model, Slot::Runs, Ask::Runs { source, day })
}

/// Takes in an answer to a question of this tab.
pub fn answer(model: &mut Model, slot: Slot, result: Result<Answer, Advice>) -> Vec<Effect> {
    let answer = match result {
        Ok(answer) => answer,
        Err(advice) => {
            model.history.problems.insert(slot, advice);
            return Vec::new();
        }
    };
    model.history.problems.remove(&slot);
    match answer {
        Answer::Days(days) => {
            model.history.days = Some(days);
            let before = model.history.runs.as_ref().map(|(day, _)| *day);
            // After midnight today is another day.
            if before.is_some_and(|before| before != chosen(model)) && !model.tickets.waits(Slot::Runs) {
                return ask_runs(model).into_iter().collect();
            }
        }
        Answer::Runs(found) => {
            // The cursor stays on its sync where a newer one has come above it.
            let under = runs(model).and_then(|runs| runs.get(model.history.list.at).map(|run| run.id));
            model.history.runs = Some((chosen(model), found));
            let len = runs(model).map_or(0, |runs| runs.len());
            let kept = under.filter(|_| model.history.level == Level::Runs).and_then(|id| {
                let runs = runs(model)?;
                runs.iter().position(|run| run.id == id)
            });
            let at = kept.unwrap_or(model.history.list.at);
            let seen = parts(model).runs_seen();
            model.history.list.to(at, len, seen);
        }
        Answer::Run(found) if model.history.run == Some(found.id) => {
            if model.history.day.is_none() {
                let day = found.started_at.with_timezone(&model.zone()).date_naive();
                model.history.day = Some(day);
                model.history.shown = Some(*found);
                return ask_runs(model).into_iter().collect();
            }
            model.history.shown = Some(*found);
        }
        _ => {}
    }
    Vec::new()
}

/// Does an action of this tab.
pub fn run(model: &mut Model, action: History) -> Vec<Effect> {
    let page = page(model);
    match (model.history.level, action) {
        (_, History::ShowSource) => {
            model.wish = Some(Wish::Go(Address {
                source: None,
                place: Place::Sources,
            }));
        }
        (Level::Calendar, History::Left) => return move_day(model, -1),
        (Level::Calendar, History::Right) => return move_day(model, 1),
        (Level::Calendar, History::Up) => return move_day(model, -7),
        (Level::Calendar, History::Down) => return move_day(model, 7),
        (Level::Calendar, History::First) => return move_day(model, i64::MIN),
        (Level::Calendar, History::Last) => return move_day(model, i64::MAX),
        (Level::Calendar, History::Open) => {
            model.history.level = Level::Runs;
            model.history.day = Some(chosen(model));
        }
        (Level::Runs, History::Open) => open_run(model),
        (Level::Runs, History::Back) => model.history.level = Level::Calendar,
        (Level::Run, History::Back) => {
            model.history.level = Level::Runs;
            model.history.run = None;
            model.history.shown = None;
        }
        (Level::Run, History::Left) => return neighbour(model, 1),
        (Level::Run, History::Right) => return neighbour(model, -1),
        (_, History::Up) => return scroll_by(model, -1),
        (_, History::Down) => return scroll_by(model, 1),
        (_, History::PageUp) => return scroll_by(model, -page),
        (_, History::PageDown) => return scroll_by(model, page),
        (_, History::First) => return scroll_by(model, -i32::MAX),
        (_, History::Last) => return scroll_by(model, i32::MAX),
        _ => {}
    }
    Vec::new()
}

/// A click moves the cursor; on what it is on already, goes into it.
pub fn click(model: &mut Model, spot: Spot, twice: bool) -> Vec<Effect> {
    match spot {
        Spot::Day(at) => {
            let day = model
                .history
                .days
                .as_ref()
                .and_then(|days| days.get(at))
                .map(|day| day.day);
            let Some(day) = day else { return Vec::new() };
            let again = chosen(model) == day && model.history.level == Level::Calendar;
            model.history.level = Level::Calendar;
            if twice || again {
                return run(model, History::Open);
            }
            choose(model, day)
        }
        Spot::Run(at) => {
            let again = model.history.level == Level::Runs && model.history.list.at == at;
            model.history.level = Level::Runs;
            model.history.day = Some(chosen(model));
            let (len, seen) = (runs(model).map_or(0, |runs| runs.len()), parts(model).runs_seen());
            model.history.list.to(at, len, seen);
            if twice || again {
                open_run(model);
            }
            Vec::new()
        }
    }
}

/// Turns the wheel by some rows.
pub fn scroll(model: &mut Model, rows: i32) -> Vec<Effect> {
    if model.history.level == Level::Run {
        return scroll_by(model, rows);
    }
    let (len, seen) = (runs(model).map_or(0, |runs| runs.len()), parts(model).runs_seen());
    model.history.list.scroll(i64::from(rows), len, seen);
    Vec::new()
}

/// The place that is shown.
pub fn place(model: &Model) -> Place {
    let history = &model.history;
    match history.level {
        Level::Calendar => Place::History { day: None, run: None },
        Level::Runs => Place::History {
            day: Some(chosen(model)),
            run: None,
        },
        Level::Run => Place::History {
            day: None,
            run: history.run,
        },
    }
}

/// Arrives at a place of this tab.
pub fn arrive(model: &mut Model, day: Option<NaiveDate>, run: Option<u64>) {
    let history = &mut model.history;
    history.scroll = 0;
    history.run = run;
    history.shown = None;
    history.problems.clear();
    match (day, run) {
        (_, Some(_)) => {
            history.level = Level::Run;
            // Where the sync is not of the day under the cursor, its own day is found when it comes.
            let known = history
                .runs
                .as_ref()
                .map(|(_, runs)| runs.as_slice())
                .unwrap_or_default();
            if !known.iter().any(|known| Some(known.id) == run) {
                history.day = None;
            }
        }
        (Some(day), None) => {
            history.level = Level::Runs;
            if history.day != Some(day) {
                history.list = List::default();
            }
            history.day = Some(day);
        }
        (None, None) => history.level = Level::Calendar,
    }
}

fn parts(model: &Model) -> Layout {
    layout(model, body(model))
}

fn body(model: &Model) -> Rect {
    Parts::of(model).map_or(Rect::ZERO, |parts| parts.body)
}

fn page(model: &Model) -> i32 {
    let rows = match model.history.level {
        Level::Run => usize::from(body(model).height),
        _ => parts(model).runs_seen(),
    };
    i32::try_from(rows.saturating_sub(2).max(1)).unwrap_or(1)
}

/// Moves the cursor by some days, as far as the calendar goes.
fn move_day(model: &mut Model, by: i64) -> Vec<Effect> {
    let days = model.history.days.as_deref().unwrap_or_default();
    let (Some(first), Some(last)) = (days.first().map(|day| day.day), days.last().map(|day| day.day)) else {
        return Vec::new();
    };
    let day = chosen(model);
    let moved = if by < 0 {
        day.checked_sub_days(Days::new(by.unsigned_abs())).unwrap_or(first)
    } else {
        day.checked_add_days(Days::new(by.unsigned_abs())).unwrap_or(last)
    };
    // A week beyond the edge is the edge only for the first and last of all; else the weekday is kept.
    let inside = first..=last;
    let target = if inside.contains(&moved) {
        moved
    } else if by.unsigned_abs() == 7 {
        day
    } else {
        moved.clamp(first, last)
    };
    choose(model, target)
}

fn choose(model: &mut Model, day: NaiveDate) -> Vec<Effect> {
    if chosen(model) == day {
        return Vec::new();
    }
    model.history.day = Some(day);
    model.history.list = List::default();
    ask_runs(model).into_iter().collect()
}

/// Moves the cursor in the syncs of the day, or the window on one of them.
fn scroll_by(model: &mut Model, rows: i32) -> Vec<Effect> {
    if model.history.level == Level::Run {
        let body = body(model);
        let sheet = open(model).map_or(0, |shown| run::rows(model, shown, body.width));
        let most = i32::from(sheet.saturating_sub(body.height));
        model.history.scroll = i32::from(model.history.scroll).saturating_add(rows).clamp(0, most) as u16;
    } else {
        let (len, seen) = (runs(model).map_or(0, |runs| runs.len()), parts(model).runs_seen());
        model.history.list.step(i64::from(rows), len, seen);
    }
    Vec::new()
}

fn open_run(model: &mut Model) {
    let under = runs(model).and_then(|runs| runs.get(model.history.list.at).map(|run| run.id));
    if let Some(id) = under {
        model.wish = Some(Wish::Go(Address {
            source: None,
            place: Place::History {
                day: None,
                run: Some(id),
            },
        }));
    }
}

/// Shows the sync beside the one that is shown: further down the list is earlier.
fn neighbour(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(runs) = runs(model) else { return Vec::new() };
    let at = runs.iter().position(|run| Some(run.id) == model.history.run);
    let next = at
        .and_then(|at| at.checked_add_signed(by))
        .and_then(|at| Some((at, runs.get(at)?.id)));
    let Some((at, id)) = next else { return Vec::new() };
    let seen = parts(model).runs_seen();
    model.history.list.to(at, runs.len(), seen);
    model.history.run = Some(id);
    model.history.shown = None;
    model.history.scroll = 0;
    ask(model, Slot::Run, Ask::Run(id)).into_iter().collect()
}
