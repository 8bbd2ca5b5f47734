//! The room as a whole: questions over segments in memory, and in a store, against plain Rust over the same records.

mod formulas;
mod measures;
mod refusals;
mod rows;
mod sql;
mod store;

use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::testing::{Record, Value};
use super::{Scope, Session};
use crate::catalog::Module;

const ZONE: Tz = Tz::Europe__Berlin;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 4, 2, 9, 30, 0).unwrap()
}

fn tickets(count: usize) -> Vec<Record> {
    (0..count)
        .map(|at| {
            Record::from([
                ("ID", Value::Text(at.to_string())),
                (
                    "Created At",
                    Value::Number(now().timestamp_millis() - 1 - at as i64 * 86_400_000),
                ),
            ])
        })
        .collect()
}

async fn one(session: &Session, formula: &str) -> Option<f64> {
    let measured = session
        .measure(Module::Conversations, &[formula], &Scope::default())
        .await
        .unwrap();
    measured.numbers(0).unwrap()[0]
}
