//! Invented rows, always the same, for any table and any piece of it: what snapshots and tests are made of.

use chrono::{DateTime, Utc};

use super::layout::Layout;
use crate::api::wire::{Cell, Page, PageColumn, WindowRequest};
use crate::catalog::Kind;

/// Titles and names in several scripts.
const WORDS: &[&str] = &[
    "Refund for duplicate charge",
    "Como altero meu plano?",
    "无法登录账户",
    "مشكلة في تصدير البيانات",
    "Thank you! 🎉",
    "CSVの文字化けについて",
    "לא מצליח להתחבר",
    "Wie ändere ich die Umsatzsteuer-ID?",
    "चालान कहाँ मिलेगा?",
    "SSO with Okta fails for new users in the second region since the update of last night",
    "Zoë O’Brien",
    "ขอใบเสร็จรับเงิน",
];
const STATES: &[&str] = &["open", "closed", "snoozed", "closed", "closed"];

/// The answer of a table of `rows` rows to a question for a piece of it, as seen at a moment.
pub fn page(request: &WindowRequest, rows: u64, now: DateTime<Utc>) -> Page {
    let all = Layout::of(request.view.module).columns;
    let wanted: Vec<_> = if request.columns.is_empty() {
        all
    } else {
        let find = |name: &String| all.iter().find(|column| column.name == *name).cloned();
        request.columns.iter().filter_map(find).collect()
    };
    let end = rows.min(request.offset.saturating_add(request.limit));
    Page {
        version: 7,
        total: rows,
        rows,
        offset: request.offset,
        columns: wanted
            .iter()
            .map(|column| PageColumn {
                name: column.name.clone(),
                kind: column.kind,
            })
            .collect(),
        cells: (request.offset..end)
            .map(|row| {
                wanted
                    .iter()
                    .map(|column| cell(&column.name, column.kind, row, now))
                    .collect()
            })
            .collect(),
    }
}

fn cell(name: &str, kind: Kind, row: u64, now: DateTime<Utc>) -> Cell {
    let turn = row.wrapping_mul(7).wrapping_add(name.len() as u64);
    // Now and then there is nothing.
    if turn.is_multiple_of(11) && kind != Kind::Id {
        return Cell::Empty;
    }
    match kind {
        Kind::Id => Cell::Text((215_470_000_000_000 + row * 3 + name.len() as u64).to_string()),
        Kind::Text if name.contains("State") => Cell::Text(STATES[turn as usize % STATES.len()].to_owned()),
        Kind::Text => Cell::Text(WORDS[turn as usize % WORDS.len()].to_owned()),
        Kind::Integer => Cell::Integer((turn % 5_000) as i64),
        Kind::Decimal => Cell::Decimal(turn as f64 / 8.0),
        Kind::Boolean => Cell::Boolean(turn.is_multiple_of(2)),
        Kind::Timestamp => Cell::Integer(now.timestamp_millis() - (row as i64) * 4_321_000),
        Kind::Duration => Cell::Integer((turn * 97 % 400_000) as i64),
        Kind::List => Cell::List(
            ["vip", "billing", "bug"]
                .iter()
                .take(turn as usize % 3 + 1)
                .map(|tag| (*tag).to_owned())
                .collect(),
        ),
    }
}
