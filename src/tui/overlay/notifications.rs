//! The list of what happened while nobody looked.

use super::Choice;
use super::sheet::{self, Head, Line};
use crate::api::wire::Advice;
use crate::text::{display_width, fit, format};
use crate::tui::model::{Hit, Model};
use crate::tui::news::Item;
use crate::tui::paint::Pen;
use crate::tui::place::{Address, Place};
use crate::tui::theme::Role;
use crate::tui::words::wrap;

/// The most columns.
const MOST: u16 = 110;
/// Where the words of an entry begin.
const INDENT: usize = 4;

/// Where an entry leads.
pub(super) fn choice(model: &Model, at: usize) -> Option<Choice> {
    let items = model.news.items();
    Some(match items.get(at)? {
        Item::Told(told) => {
            let several = model.status.as_ref().is_some_and(|status| status.sources.len() > 1);
            Choice::Open(Address {
                source: several.then(|| told.source.1.clone()),
                place: Place::History {
                    day: None,
                    run: Some(told.run),
                },
            })
        }
        Item::Own(_) => Choice::Refused("This is about the screen itself; there is nowhere to go.".to_owned()),
    })
}

/// Draws the list, and tells what can be clicked, relative to the pen's area.
pub(in crate::tui) fn draw(pen: &mut Pen<'_>, model: &Model, at: usize) -> Vec<Hit> {
    let unread = model.news.unread();
    let hint = match unread {
        0 => "all read".to_owned(),
        count => format!("{} new", format::count(count as i128)),
    };
    let head = Head {
        title: "Notifications",
        field: None,
        hint: &hint,
    };
    let lines = lines(pen, model, at);
    sheet::draw(pen, &head, &lines, Some(at), MOST)
}

fn lines(pen: &Pen<'_>, model: &Model, at: usize) -> Vec<Line> {
    let columns = usize::from(sheet::columns(pen.width(), MOST)).saturating_sub(INDENT + 1);
    let (text, dim, bad, warn, good) = (
        pen.style(Role::Text),
        pen.style(Role::Dim),
        pen.style(Role::Bad),
        pen.style(Role::Warn),
        pen.style(Role::Good),
    );
    let items = model.news.items();
    let mut lines = Vec::new();
    if let Some(Advice { what, why, next }) = &model.news.problem {
        for line in wrap(&format!("{what} {why} {next}"), columns) {
            lines.push(Line::of(line, warn));
        }
        lines.push(Line::default());
    }
    if items.is_empty() {
        let nothing = "Nothing has happened that you would have to know of: no sync failed, none was held up.";
        lines.extend(wrap(nothing, columns).into_iter().map(|line| Line::of(line, dim)));
    }
    for (index, item) in items.iter().enumerate() {
        let (mark, style) = match item {
            Item::Told(told) if !told.bad => (pen.glyphs().pick("●", "*"), good),
            Item::Told(_) => (pen.glyphs().pick("✖", "x"), bad),
            Item::Own(_) => (pen.glyphs().pick("▲", "!"), warn),
        };
        let source = match item {
            Item::Told(told) => told.source.1.as_str(),
            Item::Own(_) => "this screen",
        };
        let advice = item.advice();
        let narrow = columns < 64;
        let when = if narrow {
            model.age(item.at())
        } else {
            format::moment(item.at(), model.zone())
        };
        let new = model.news.is_new(item);
        let head = if new { pen.style(Role::Strong) } else { text };
        lines.push(Line {
            spans: vec![
                (format!("{mark} "), style),
                (fit(&when, if narrow { 11 } else { 18 }), dim),
                (fit(source, if narrow { 10 } else { 18 }), dim),
                ("  ".to_owned(), dim),
                (advice.what.clone(), head),
            ],
            right: new.then(|| ("new".to_owned(), pen.theme().key())),
            entry: Some(index),
        });
        if index == at {
            let before = if narrow { 25 } else { 42 };
            let cut = display_width(&advice.what) + before + if new { 6 } else { 0 } > columns + INDENT;
            let what = cut.then_some((&advice.what, head));
            for (words, style) in what.into_iter().chain([(&advice.why, text), (&advice.next, dim)]) {
                for line in wrap(words, columns) {
                    lines.push(Line::of(format!("{:INDENT$}{line}", ""), style).entry(index));
                }
            }
        }
    }
    lines
}
