//! The screens before there are figures: connecting, nothing connected, first sync, failure, no conversations.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::api::wire::{Advice, SourceState, SourceStatus};
use crate::text::format;
use crate::tui::model::{Link, Model, Scene};
use crate::tui::paint::Pen;
use crate::tui::tab::dashboard::panel::{draw_sync_modules, draw_sync_strip};
use crate::tui::theme::Role;
use crate::tui::words::wrap;

/// Draws what is known over the pen's area; nothing when there are figures.
pub(in crate::tui) fn draw(pen: &mut Pen<'_>, model: &Model) {
    let glyphs = model.theme.glyphs;
    match model.scene() {
        Scene::Connecting => page(
            pen,
            ("Connecting to the engine …", Role::Text),
            &["The engine keeps the records and syncs them. It is started when none is running.".to_owned()],
            &[],
        ),
        Scene::NoEngine(advice) => advise(
            pen,
            glyphs.state(SourceState::Failed),
            advice,
            &[("r", "try again now; it is tried again by itself, too"), ("q", "quit")],
        ),
        Scene::NoSource => page(
            pen,
            ("No workspace is connected yet.", Role::Text),
            &["The engine runs and is waiting for a data source.".to_owned()],
            &[
                ("interlens connect", "connect your Intercom workspace"),
                ("interlens demo", "look around with an invented one"),
            ],
        ),
        Scene::SourceGone => page(
            pen,
            ("That data source is not connected any more.", Role::Warn),
            &["Somebody removed it, or its number is another one.".to_owned()],
            &[("d", "show the next data source"), ("q", "quit")],
        ),
        Scene::FirstRun(source) => first_run(pen, model, source),
        Scene::Stopped(source) => stopped(pen, model, source),
        Scene::NothingYet(source) => page(
            pen,
            ("Everything is synced, and there are no conversations.", Role::Text),
            &[
                format!("{} has {} in other modules.", source.name, rows(source.rows)),
                "The figures come from conversations; they appear with the first sync after the first conversation."
                    .to_owned(),
            ],
            &[("s", "sync now")],
        ),
        Scene::Computing(source) => page(
            pen,
            ("Computing the figures …", Role::Text),
            &[format!("{} is stored for {}.", rows(source.rows), source.name)],
            &[],
        ),
        Scene::NoFigures(advice) => advise(pen, glyphs.pick("◐", "/"), advice, &[("r", "try again")]),
        Scene::Figures(..) => {}
    }
}

fn rows(count: u64) -> String {
    crate::tui::words::plural(count, "record")
}

/// A heading, paragraphs, and what can be done; a third from the top, as wide as is comfortable to read.
pub(in crate::tui) fn page(
    pen: &mut Pen<'_>,
    (heading, role): (&str, Role),
    paragraphs: &[String],
    keys: &[(&str, &str)],
) {
    let column = pen.width().saturating_sub(2).min(72);
    let mut lines: Vec<Vec<(String, Style)>> = Vec::new();
    let (text, key, dim) = (pen.style(Role::Text), pen.theme().key(), pen.style(Role::Dim));
    let head = if role == Role::Text {
        pen.style(Role::Strong)
    } else {
        pen.style(role)
    };
    for line in wrap(heading, usize::from(column)) {
        lines.push(vec![(line, head)]);
    }
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.is_empty()) {
        lines.push(Vec::new());
        lines.extend(
            wrap(paragraph, usize::from(column))
                .into_iter()
                .map(|line| vec![(line, text)]),
        );
    }
    let names = keys.iter().map(|(name, _)| name.len()).max().unwrap_or(0) + 2;
    if !keys.is_empty() {
        lines.push(Vec::new());
    }
    for (name, what) in keys {
        lines.push(vec![(format!("{name:names$}"), key), ((*what).to_owned(), dim)]);
    }
    let top = pen.height().saturating_sub(lines.len() as u16) / 3;
    let left = (pen.width() - column.min(pen.width())) / 2;
    for (y, line) in lines.iter().enumerate() {
        pen.spans(
            left,
            top + y as u16,
            line.iter().map(|(text, style)| (text.as_str(), *style)),
        );
    }
}

fn advise(pen: &mut Pen<'_>, mark: &str, advice: &Advice, keys: &[(&str, &str)]) {
    let heading = format!("{mark} {}", advice.what);
    page(
        pen,
        (&heading, Role::Bad),
        &[advice.why.clone(), advice.next.clone()],
        keys,
    );
}

fn stopped(pen: &mut Pen<'_>, model: &Model, source: &SourceStatus) {
    let mark = model.theme.glyphs.state(source.state);
    let keys = [
        ("s", "sync now, once that is mended"),
        ("?", "everything that can be done"),
    ];
    if let Some(advice) = &source.problem {
        return advise(pen, mark, advice, &keys);
    }
    let heading = format!("{mark} The first sync of {} {}.", source.name, source.state.label());
    page(
        pen,
        (&heading, Role::Bad),
        &["The engine did not say why.".to_owned()],
        &keys,
    );
}

fn first_run(pen: &mut Pen<'_>, model: &Model, source: &SourceStatus) {
    let column = pen.width().saturating_sub(2).min(100);
    let left = (pen.width() - column.min(pen.width())) / 2;
    let height = pen.height();
    let mut pen = pen.part(Rect::new(left, 0, column, height));
    let (strong, text, dim, faint) = (
        pen.style(Role::Strong),
        pen.style(Role::Text),
        pen.style(Role::Dim),
        pen.style(Role::Faint),
    );
    let mut y = u16::from(height >= 14);
    pen.text_in(0, y, column, format!("Bringing in {}", source.name), strong);
    y += 1;
    if let Some(account) = &source.account {
        pen.text_in(
            0,
            y,
            column,
            format!("{account} at {}, days in {}", source.host, source.time_zone),
            dim,
        );
        y += 1;
    }
    y += u16::from(height >= 14);
    let Some(progress) = &source.progress else {
        let words = match (source.state, &model.link) {
            (_, Link::Gone { .. }) => "The engine is gone; it goes on with the first sync when it is back.",
            (SourceState::Never, _) => "The first sync has not started. Press s to start it.",
            (SourceState::Stopped, _) => "The first sync was stopped. Press s to go on with it.",
            _ => "The first sync is about to start.",
        };
        for line in wrap(words, usize::from(column)) {
            pen.text(0, y, line, text);
            y += 1;
        }
        return;
    };
    draw_sync_strip(&mut pen.part(Rect::new(0, y, column, 2)), progress);
    y += 3;
    let modules = progress.run.modules.len() as u16 + 1;
    let rest = height.saturating_sub(y);
    draw_sync_modules(&mut pen.part(Rect::new(0, y, column, rest)), progress);
    y += modules + 1;
    let elapsed = format::elapsed(progress.run.duration(model.now));
    if height > y {
        let words = format!(
            "{} in {}. The dashboard opens by itself with the first conversations; closing it does not stop the sync.",
            rows(progress.run.rows.received),
            elapsed
        );
        for line in wrap(&words, usize::from(column)) {
            pen.text(0, y, line, faint);
            y += 1;
        }
    }
}
