//! Values with a sign between them: CSV, TSV and their cousins; and the counts that `uniq -c` prints.

use csv::{ReaderBuilder, Trim};

use super::typed::is_typed;
use super::{MOST_ROWS, Raw};

const SIGNS: [u8; 4] = [b'\t', b',', b';', b'|'];

pub(super) fn read(text: &str) -> Raw {
    if let Some(counted) = counted(text) {
        return counted;
    }
    let sign = sign(text);
    let mut reader = ReaderBuilder::new()
        .delimiter(sign)
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut records = reader.records().map(|record| {
        let record = record.ok()?;
        Some(record.iter().map(str::to_owned).collect::<Vec<String>>())
    });
    let mut raw = Raw {
        comma: sign == b';',
        ..Raw::default()
    };
    let Some(first) = records.next() else { return raw };
    let first = first.unwrap_or_default();
    // A line of values is no line of names.
    let headed = !first.iter().any(|cell| is_typed(cell, raw.comma));
    let mut waiting = None;
    if headed {
        raw.names = unique(&first);
    } else {
        raw.names = (1..=first.len()).map(|place| format!("Column {place}")).collect();
        waiting = Some(Some(first));
    }
    let width = raw.names.len();
    for record in waiting.into_iter().chain(records) {
        let Some(mut record) = record else {
            raw.bad += 1;
            continue;
        };
        // Spreadsheets leave separators behind the last column.
        while record.len() > width && record.last().is_some_and(String::is_empty) {
            record.pop();
        }
        if record.iter().all(String::is_empty) {
            continue;
        }
        if record.len() != width {
            raw.bad += 1;
        } else if raw.rows.len() == MOST_ROWS {
            raw.more = true;
            break;
        } else {
            raw.rows.push(record.into_iter().map(Some).collect());
        }
    }
    raw
}

/// The sign that stands most often in the first line outside of quotation marks.
fn sign(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [0_usize; SIGNS.len()];
    let mut quoted = false;
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        if let Some(place) = SIGNS.iter().position(|sign| *sign == byte).filter(|_| !quoted) {
            counts[place] += 1;
        }
    }
    let best = (0..SIGNS.len()).rev().max_by_key(|place| counts[*place]);
    best.filter(|place| counts[*place] > 0)
        .map_or(b',', |place| SIGNS[place])
}

/// Names that differ: a second `Name` is `Name 2`, and one that is empty is called by its place.
pub(super) fn unique(names: &[String]) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let name = if name.is_empty() {
            format!("Column {}", place + 1)
        } else {
            name.clone()
        };
        let mut candidate = name.clone();
        let mut number = 2;
        while known.iter().any(|known| known.eq_ignore_ascii_case(&candidate)) {
            candidate = format!("{name} {number}");
            number += 1;
        }
        known.push(candidate);
    }
    known
}

/// Lines of a number and a text, as `sort | uniq -c` prints them.
fn counted(text: &str) -> Option<Raw> {
    let mut raw = Raw {
        names: vec!["Value".to_owned(), "Count".to_owned()],
        ..Raw::default()
    };
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let (count, value) = line.trim_start().split_once(' ')?;
        if !count.bytes().all(|byte| byte.is_ascii_digit()) || count.is_empty() || !line.starts_with([' ', '\t']) {
            return None;
        }
        if raw.rows.len() == MOST_ROWS {
            raw.more = true;
            break;
        }
        raw.rows
            .push(vec![Some(value.trim().to_owned()), Some(count.to_owned())]);
    }
    (!raw.rows.is_empty()).then_some(raw)
}
