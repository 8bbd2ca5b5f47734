//! What is done on this tab.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::layout::{Layout, layout};
use super::state::Spot;
use super::{columns, copy, entry};
use crate::api::wire::{Action, Advice, AuditEntry, AuditQuery};
use crate::tui::action_id::Audit;
use crate::tui::ask::{Answer, Ask, Slot};
use crate::tui::field::Field;
use crate::tui::list::List;
use crate::tui::model::{Link, Model};
use crate::tui::msg::Effect;
use crate::tui::notice::notify;
use crate::tui::parts::Parts;
use crate::tui::place::Place;
use crate::tui::words::entries;

/// So many days are shown.
pub(super) const DAYS: u32 = 180;

/// Asks for what the tab shows, when it is opened and when something has changed.
pub fn load(model: &mut Model) -> Vec<Effect> {
    if model.link != Link::Up || model.status.is_none() {
        return Vec::new();
    }
    let ticket = model.tickets.next(Slot::Audit);
    // Everything is asked for once, and narrowed down here by the engine's own rule: that is as quick as typing.
    let query = AuditQuery {
        days: Some(DAYS),
        ..AuditQuery::default()
    };
    vec![Effect::Ask {
        ticket,
        ask: Ask::Audit(query),
    }]
}

/// Takes in an answer to a question of this tab.
pub fn answer(model: &mut Model, _slot: Slot, result: Result<Answer, Advice>) -> Vec<Effect> {
    match result {
        Ok(Answer::Audit(entries)) => {
            let under = model.audit.under_cursor().map(|entry| entry.id);
            model.audit.problem = None;
            model.audit.widths = columns::widths(&entries);
            model.audit.entries = Some(entries);
            let wanted = model.audit.wanted.take();
            narrow(model, wanted.or(under));
            if let Some(wanted) = wanted {
                let found = model.audit.under_cursor().is_some_and(|entry| entry.id == wanted);
                model.audit.open = found;
                if !found {
                    let words = format!("There is no entry {wanted} in the last {DAYS} days.");
                    return notify(model, words, true);
                }
            }
        }
        Ok(_) => {}
        Err(advice) => {
            // What is shown stays; that it is not renewed is said.
            let told = model
                .audit
                .entries
                .is_some()
                .then(|| format!("{} {}", advice.what, advice.next));
            model.audit.problem = Some(advice);
            if let Some(told) = told {
                return notify(model, told, true);
            }
        }
    }
    Vec::new()
}

/// Does an action of this tab.
pub fn run(model: &mut Model, action: Audit) -> Vec<Effect> {
    let page = page(model);
    match action {
        Audit::Up => step(model, -1),
        Audit::Down => step(model, 1),
        Audit::PageUp => step(model, -page),
        Audit::PageDown => step(model, page),
        Audit::First => step(model, -i32::MAX),
        Audit::Last => step(model, i32::MAX),
        Audit::Open => {
            model.audit.open = model.audit.under_cursor().is_some();
            model.audit.scroll = 0;
        }
        Audit::Back => {
            model.audit.open = false;
            model.audit.scroll = 0;
        }
        Audit::Search => {
            let text = model.audit.query.search.clone().unwrap_or_default();
            model.audit.line = Some(Field::from(text.as_str()));
        }
        Audit::SearchDone => model.audit.line = None,
        Audit::SearchCancel => {
            model.audit.line = None;
            search(model);
        }
        Audit::FilterWho => {
            let all = distinct(model, |entry| Some(columns::who(entry).to_owned()));
            model.audit.query.who = after(all, model.audit.query.who.as_ref());
            narrow_here(model);
        }
        Audit::FilterAction => {
            let all = distinct(model, |entry| Some(entry.action));
            let order = |action: &Action| Action::ALL.iter().position(|other| other == action);
            let mut all = all;
            all.sort_by_key(order);
            model.audit.query.action = after(all, model.audit.query.action.as_ref());
            narrow_here(model);
        }
        Audit::FilterSource => {
            let mut all = distinct(model, |entry| entry.source.as_ref().map(|(id, _)| *id));
            all.sort_unstable();
            model.audit.query.source = after(all, model.audit.query.source.as_ref());
            narrow_here(model);
        }
        Audit::FilterClear => {
            model.audit.query = AuditQuery::default();
            narrow_here(model);
        }
        Audit::Copy => {
            if let Some(entry) = model.audit.under_cursor() {
                let (text, id) = (copy::entry(entry), entry.id);
                return copied(model, text, &format!("entry {id}"));
            }
        }
        Audit::CopyCsv => {
            let (text, what) = (copy::csv(model.audit.shown()), count(model));
            return copied(model, text, &format!("{what} as CSV"));
        }
        Audit::CopyMarkdown => {
            let (text, what) = (copy::markdown(model.audit.shown()), count(model));
            return copied(model, text, &format!("{what} as Markdown"));
        }
        Audit::Export => {
            let query = AuditQuery {
                days: Some(DAYS),
                ..model.audit.query.clone()
            };
            let command = copy::command(&query);
            return copied(model, command.clone(), &command);
        }
    }
    Vec::new()
}

/// A click moves the cursor; on what it is on already, opens it.
pub fn click(model: &mut Model, spot: Spot, twice: bool) -> Vec<Effect> {
    let Spot::Entry(at) = spot;
    let again = model.audit.list.at == at;
    let (len, seen) = (model.audit.shown.len(), parts(model).seen());
    model.audit.list.to(at, len, seen);
    if twice || again {
        return run(model, Audit::Open);
    }
    model.audit.scroll = 0;
    Vec::new()
}

/// Turns the wheel by some rows.
pub fn scroll(model: &mut Model, rows: i32) -> Vec<Effect> {
    if model.audit.open {
        step(model, rows);
    } else {
        let (len, seen) = (model.audit.shown.len(), parts(model).seen());
        model.audit.list.scroll(i64::from(rows), len, seen);
    }
    Vec::new()
}

/// The place that is shown.
pub fn place(model: &Model) -> Place {
    Place::Audit {
        search: model.audit.query.search.clone(),
        entry: model
            .audit
            .under_cursor()
            .filter(|_| model.audit.open)
            .map(|entry| entry.id),
    }
}

/// Arrives at a place of this tab.
pub fn arrive(model: &mut Model, search: Option<&str>, entry: Option<u64>) {
    model.audit.line = None;
    model.audit.open = false;
    model.audit.scroll = 0;
    if let Some(search) = search {
        model.audit.query = AuditQuery {
            search: Some(search.to_owned()),
            ..AuditQuery::default()
        };
    }
    model.audit.wanted = entry;
    if entry.is_some() && search.is_none() {
        model.audit.query = AuditQuery::default();
    }
    narrow(model, entry);
}

/// Takes in a key that means nothing else: it is typed, where something is.
pub fn typed(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    if let Some(line) = &mut model.audit.line
        && line.key(event)
    {
        search(model);
    }
    Vec::new()
}

/// Takes in what was pasted.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if let Some(line) = &mut model.audit.line {
        line.paste(text);
        search(model);
    }
    Vec::new()
}

fn parts(model: &Model) -> Layout {
    layout(model, body(model))
}

fn body(model: &Model) -> Rect {
    Parts::of(model).map_or(Rect::ZERO, |parts| parts.body)
}

fn page(model: &Model) -> i32 {
    let parts = parts(model);
    let rows = if model.audit.open {
        usize::from(parts.entry.height)
    } else {
        parts.seen()
    };
    i32::try_from(rows.saturating_sub(2).max(1)).unwrap_or(1)
}

/// Moves the cursor, or the window on the entry that is shown in full.
fn step(model: &mut Model, rows: i32) {
    if model.audit.open {
        let area = parts(model).entry;
        let Some(entry) = model.audit.under_cursor() else {
            return;
        };
        let most = i32::from(entry::rows(model, entry, area.width).saturating_sub(area.height));
        model.audit.scroll = i32::from(model.audit.scroll).saturating_add(rows).clamp(0, most) as u16;
        return;
    }
    let (len, seen) = (model.audit.shown.len(), parts(model).seen());
    model.audit.list.step(i64::from(rows), len, seen);
    model.audit.scroll = 0;
}

/// What is typed is what is looked for.
fn search(model: &mut Model) {
    let text = model.audit.line.as_ref().map(|line| line.text().trim().to_owned());
    model.audit.query.search = text.filter(|text| !text.is_empty());
    narrow_here(model);
}

fn narrow_here(model: &mut Model) {
    let under = model.audit.under_cursor().map(|entry| entry.id);
    narrow(model, under);
}

/// Finds the entries that are shown; the cursor stays on its entry where that is among them.
fn narrow(model: &mut Model, under: Option<u64>) {
    let audit = &mut model.audit;
    let entries = audit.entries.as_deref().unwrap_or_default();
    audit.shown = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| audit.query.matches(entry))
        .map(|(at, _)| at)
        .collect();
    let at = under.and_then(|id| audit.shown().position(|entry| entry.id == id));
    let len = audit.shown.len();
    let seen = parts(model).seen();
    match at {
        Some(at) => model.audit.list.to(at, len, seen),
        None => model.audit.list = List::default(),
    }
    model.audit.scroll = 0;
}

/// The different values of the entries, those that occur first at the front.
fn distinct<T: PartialEq>(model: &Model, of: impl Fn(&AuditEntry) -> Option<T>) -> Vec<T> {
    let mut found = Vec::new();
    for value in model.audit.entries.iter().flatten().filter_map(of) {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

/// The value after one: the first after none, and none after the last.
fn after<T: PartialEq>(all: Vec<T>, one: Option<&T>) -> Option<T> {
    let next = match one {
        None => 0,
        Some(one) => all.iter().position(|other| other == one).map_or(0, |at| at + 1),
    };
    all.into_iter().nth(next)
}

fn count(model: &Model) -> String {
    entries(model.audit.shown.len() as u64)
}

fn copied(model: &mut Model, text: String, what: &str) -> Vec<Effect> {
    let mut effects = notify(model, format!("Sent to the terminal's clipboard: {what}"), false);
    effects.push(Effect::Copy(text));
    effects
}
