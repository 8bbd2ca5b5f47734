//! What a view shows, told row by row: slow, short, and without anything that the sheet is made of.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;

use crate::catalog::{Kind, Module};
use crate::query::page::Cell;
use crate::query::sheet::natural::tests::model as natural;
use crate::query::testing::{Record, Value, Workspace};
use crate::query::view::{Condition, SortKey, Test, View};
use crate::text::format;

/// Now, in the tests: noon of a Sunday in Berlin.
pub(super) const NOW: &str = "2026-11-22T11:00:00Z";
/// Midnight in Berlin before it.
const MIDNIGHT: i64 = 1_795_302_000_000;
const DAY: i64 = 86_400_000;

const TEXTS: &[&str] = &[
    "refund",
    "Refund",
    "refund 9",
    "Refund 10",
    "refund 010",
    "Ärger",
    "ärger x",
    "",
    "naïve \u{1f600}",
    "100%",
    "x_y",
];
const LISTS: &[&[&str]] = &[&[], &["vip"], &["VIP", "refund 9"], &["b", "b"], &["refund 10", "a"]];

/// A value of a kind as it is kept.
fn value(kind: Kind) -> BoxedStrategy<Option<Value>> {
    let number = |numbers: Vec<i64>| select(numbers).prop_map(Value::Number).boxed();
    let some = match kind {
        Kind::Text => select(TEXTS).prop_map(|text| Value::Text(text.to_owned())).boxed(),
        Kind::Id => (1..40_u32).prop_map(|id| Value::Text((id * 5).to_string())).boxed(),
        Kind::Integer | Kind::Decimal => number(vec![-3, -1, 0, 2, 3, 1000]),
        Kind::Boolean => number(vec![0, 1]),
        Kind::Duration => number(vec![-60, 0, 90, 252, 253, 7200, 7230, 7260, 273_600, 276_000]),
        Kind::Timestamp => number(vec![
            MIDNIGHT - DAY - 1000,
            MIDNIGHT - DAY,
            MIDNIGHT - 1000,
            MIDNIGHT,
            MIDNIGHT + 59_000,
            MIDNIGHT + 60_000,
            MIDNIGHT + DAY,
        ]),
        Kind::List => select(LISTS)
            .prop_map(|items| Value::List(items.iter().map(|item| (*item).to_owned()).collect()))
            .boxed(),
    };
    prop::option::weighted(0.8, some).boxed()
}

/// Something that is written beside a column of a kind, and the numbers it means; texts mean themselves.
fn written(kind: Kind) -> BoxedStrategy<String> {
    let words: &[&str] = match kind {
        Kind::Text | Kind::List => &[
            "refund",
            "Refund 10",
            "refund 9",
            "ärger",
            "ÄRGER",
            "",
            "vip",
            "b",
            "naïve",
        ],
        Kind::Id => &["5", "100", "35", "0"],
        Kind::Integer | Kind::Decimal => &["-1", "0", "2", "1,000", "2.5"],
        Kind::Boolean => &["yes", "No", "true", "0"],
        Kind::Duration => &["90", "4 min 12 s", "2 h", "7230", "3 d 4 h", "-1 min"],
        Kind::Timestamp => &[
            "today",
            "yesterday",
            "2026-11-21",
            "2026-11-22 00:00",
            "2026-11-21T22:59:59Z",
        ],
    };
    select(words).prop_map(str::to_owned).boxed()
}

/// What is written, as numbers: the least it means, the first that is more, and what it is beside `<` and `>`.
fn meant(kind: Kind, text: &str) -> (f64, f64, f64) {
    let (start, end) = match (kind, text) {
        (Kind::Boolean, "yes" | "true") => (1, 2),
        (Kind::Boolean, _) => (0, 1),
        (Kind::Duration, "4 min 12 s") => (252, 253),
        (Kind::Duration, "2 h") => (7200, 7260),
        (Kind::Duration, "3 d 4 h") => (273_600, 277_200),
        (Kind::Duration, "-1 min") => (-60, -59),
        (Kind::Timestamp, "today") => (MIDNIGHT, MIDNIGHT + DAY),
        (Kind::Timestamp, "yesterday" | "2026-11-21") => (MIDNIGHT - DAY, MIDNIGHT),
        (Kind::Timestamp, "2026-11-22 00:00") => (MIDNIGHT, MIDNIGHT + 60_000),
        (Kind::Timestamp, _) => (MIDNIGHT - 1000, MIDNIGHT),
        (_, "1,000") => (1000, 1001),
        (_, "2.5") => return (2.5, 2.5, 2.5),
        (_, number) => {
            let number: i64 = number.parse().unwrap();
            (number, number + 1)
        }
    };
    let last = if kind == Kind::Timestamp { end - 1 } else { start };
    (start as f64, end as f64, last as f64)
}

/// A table: the rows that are there, in the order of the store, and the same as segments with dead rows between.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) module: Module,
    pub(super) rows: Vec<Record>,
    pub(super) workspace: Workspace,
}

fn record(module: Module) -> BoxedStrategy<Record> {
    let fields = module
        .fields()
        .iter()
        .map(|field| value(field.kind).prop_map(move |value| (field.name, value)));
    fields
        .collect::<Vec<_>>()
        .prop_map(|values| {
            values
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?)))
                .collect()
        })
        .boxed()
}

/// A table of a module in up to four segments.
pub(super) fn table(module: Module) -> impl Strategy<Value = Table> {
    let segment = prop::collection::vec((record(module), prop::bool::weighted(0.2)), 0..12);
    (prop::collection::vec(segment, 0..4), 1..9_usize).prop_map(move |(segments, group)| {
        let mut table = Table {
            module,
            rows: Vec::new(),
            workspace: Workspace::default(),
        };
        let mut number = 0;
        for segment in segments {
            let mut deleted = Vec::new();
            let mut all = Vec::new();
            for (at, (mut record, dead)) in (0..).zip(segment) {
                number += 7;
                for (part, name) in module.key().iter().enumerate() {
                    record.insert(name, Value::Text((number / (part + 1)).to_string()));
                }
                if dead {
                    deleted.push(at);
                } else {
                    table.rows.push(record.clone());
                }
                all.push(record);
            }
            table.workspace = std::mem::take(&mut table.workspace).with(module, &all, &deleted, group);
        }
        table
    })
}

/// A view of a module with conditions that make sense.
pub(super) fn view(module: Module) -> impl Strategy<Value = View> {
    let fields: Vec<_> = module.fields().iter().collect();
    let condition = (select(fields.clone()), select(Test::ALL.to_vec())).prop_flat_map(|(field, test)| {
        let most = if matches!(test, Test::Is | Test::IsNot) { 3 } else { 1 };
        let count = if test.takes_value() { 1..=most } else { 0..=0 };
        prop::collection::vec(written(field.kind), count).prop_map(move |values| Condition {
            column: field.name.to_lowercase(),
            test,
            values,
        })
    });
    let sort = (select(fields), any::<bool>()).prop_map(|(field, descending)| SortKey {
        column: field.name.replace(' ', "_"),
        descending,
    });
    let search = select(&["", "", "", "RE", "ä", "5", "vip"][..]);
    (
        prop::collection::vec(condition, 0..3),
        search,
        prop::collection::vec(sort, 0..4),
    )
        .prop_map(move |(conditions, search, sort)| View {
            of: None,
            module,
            conditions,
            search: search.to_owned(),
            sort,
        })
}

fn kind(module: Module, name: &str) -> (&'static str, Kind) {
    let (_, field) = module.field(name).unwrap();
    (field.name, field.kind)
}

/// The texts of a value as they are shown: those of the elements of a list.
pub(super) fn shown(value: &Value, kind: Kind) -> Vec<String> {
    match (value, kind) {
        (Value::Text(text), _) => vec![text.clone()],
        (Value::List(items), _) => items.clone(),
        (Value::Number(number), Kind::Boolean) => vec![(if *number == 1 { "yes" } else { "no" }).to_owned()],
        (Value::Number(number), Kind::Duration) => vec![format::duration(*number)],
        (Value::Number(number), Kind::Timestamp) => {
            let at = chrono::DateTime::from_timestamp_millis(*number).unwrap();
            vec![format::moment(at, chrono_tz::Europe::Berlin)]
        }
        (Value::Number(number), _) => vec![number.to_string()],
    }
}

fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Whether a text is in one of these columns of a row.
pub(super) fn has(module: Module, row: &Record, columns: &[&str], text: &str) -> bool {
    columns.iter().any(|name| {
        let (name, kind) = kind(module, name);
        let texts = row.get(name).map(|value| shown(value, kind)).unwrap_or_default();
        texts.iter().any(|own| lower(own).contains(&lower(text)))
    })
}

/// The columns that hold texts.
pub(super) fn texts(module: Module) -> Vec<&'static str> {
    let is_text = |kind| matches!(kind, Kind::Text | Kind::Id | Kind::List);
    module
        .fields()
        .iter()
        .filter(|field| is_text(field.kind))
        .map(|field| field.name)
        .collect()
}

fn holds(module: Module, row: &Record, condition: &Condition) -> Option<bool> {
    let (name, kind) = kind(module, &condition.column);
    let value = row.get(name).filter(|value| **value != Value::List(Vec::new()));
    let words = &condition.values;
    let any = |test: &dyn Fn(&str, &str) -> bool| {
        let texts = value.map(|value| shown(value, kind)).unwrap_or_default();
        texts
            .iter()
            .any(|text| words.iter().any(|word| test(&lower(text), &lower(word))))
    };
    let text = matches!(kind, Kind::Text | Kind::Id);
    let is = || {
        value.is_some_and(|value| match value {
            Value::Number(number) => words.iter().any(|word| {
                let (start, end, _) = meant(kind, word);
                (*number as f64) >= start && (*number as f64) < end
            }),
            other => shown(other, kind).iter().any(|text| words.contains(text)),
        })
    };
    let order = |holds: fn(Ordering) -> bool| {
        value.is_some_and(|value| match value {
            Value::Number(number) => {
                let (start, _, last) = meant(kind, &words[0]);
                let number = *number as f64;
                let order = if number < start {
                    Ordering::Less
                } else if number > last {
                    Ordering::Greater
                } else {
                    Ordering::Equal
                };
                holds(order)
            }
            other => holds(natural(&shown(other, kind)[0], &words[0])),
        })
    };
    let comparable = text || !matches!(kind, Kind::Boolean | Kind::List);
    Some(match condition.test {
        Test::Is => is(),
        Test::IsNot => !is(),
        Test::Contains => any(&|text, word| text.contains(word)),
        Test::Lacks => !any(&|text, word| text.contains(word)),
        Test::Starts => any(&|text, word| text.starts_with(word)),
        Test::Ends => any(&|text, word| text.ends_with(word)),
        Test::Empty => value.is_none(),
        Test::Filled => value.is_some(),
        _ if !comparable => return None,
        Test::Less => order(Ordering::is_lt),
        Test::AtMost => order(Ordering::is_le),
        Test::Greater => order(Ordering::is_gt),
        Test::AtLeast => order(Ordering::is_ge),
    })
}

/// The rows of a view in their order; nothing where a condition makes no sense.
pub(super) fn rows(table: &Table, view: &View) -> Option<Vec<Record>> {
    let module = table.module;
    for condition in &view.conditions {
        holds(module, &Record::new(), condition)?;
    }
    let shows = |row: &&Record| {
        let all = view
            .conditions
            .iter()
            .all(|condition| holds(module, row, condition) == Some(true));
        all && (view.search.is_empty() || has(module, row, &texts(module), &view.search))
    };
    let mut rows: Vec<Record> = table.rows.iter().filter(shows).cloned().collect();
    rows.sort_by(|left, right| {
        let by_key = |key: &SortKey| {
            let (name, _) = kind(module, &key.column);
            let value = |row: &Record| {
                row.get(name)
                    .filter(|value| **value != Value::List(Vec::new()))
                    .cloned()
            };
            match (value(left), value(right)) {
                (Some(left), Some(right)) if key.descending => compare(&right, &left),
                (Some(left), Some(right)) => compare(&left, &right),
                (left, right) => left.is_none().cmp(&right.is_none()),
            }
        };
        view.sort
            .iter()
            .map(by_key)
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    Some(rows)
}

fn compare(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.cmp(right),
        (Value::Text(left), Value::Text(right)) => natural(left, right),
        (Value::List(left), Value::List(right)) => natural(&left.join(", "), &right.join(", ")),
        other => panic!("{other:?} are of two kinds"),
    }
}

/// The cell of a value.
pub(super) fn cell(value: Option<&Value>, kind: Kind) -> Cell {
    match (value, kind) {
        (None, _) => Cell::Empty,
        (Some(Value::Text(text)), _) => Cell::Text(text.clone()),
        (Some(Value::List(items)), _) => Cell::List(items.clone()),
        (Some(Value::Number(number)), Kind::Boolean) => Cell::Boolean(*number == 1),
        (Some(Value::Number(number)), Kind::Decimal) => Cell::Decimal(*number as f64),
        (Some(Value::Number(number)), _) => Cell::Integer(*number),
    }
}

/// What a column holds, with how many rows have it; what is shown of a value has to contain `search`.
pub(super) fn values(rows: &[Record], module: Module, column: &str, search: &str) -> BTreeMap<String, (Cell, u64)> {
    let (name, kind) = kind(module, column);
    let mut counts: BTreeMap<String, (Cell, u64)> = BTreeMap::new();
    for value in rows.iter().filter_map(|row| row.get(name)) {
        let mut cells: Vec<(String, Cell)> = match value {
            Value::List(items) => items
                .iter()
                .map(|item| (item.clone(), Cell::Text(item.clone())))
                .collect(),
            other => vec![(shown(other, kind).remove(0), cell(Some(other), kind))],
        };
        cells.dedup_by(|left, right| left.0 == right.0);
        for (text, cell) in cells
            .into_iter()
            .filter(|(text, _)| lower(text).contains(&lower(search)))
        {
            counts.entry(format!("{text} {cell:?}")).or_insert((cell, 0)).1 += 1;
        }
    }
    counts
}
