//! The functions that the query engine lacks: local time, steps of time, and numbers.
//!
//! Their names begin with `local_`, `step` and `number_`; formulas reach them by the names in `formula/calls.rs`.

mod local;
mod number;
mod start;
mod steps;

use std::sync::Arc;

use datafusion::logical_expr::ScalarUDF;

use super::zone::Calendar;

pub(crate) use local::{Part, part};
pub(crate) use start::{local_start, start};
pub(crate) use steps::steps;

/// All functions that have a name of their own, for one time zone.
pub(super) fn all(calendar: &Calendar) -> Vec<Arc<ScalarUDF>> {
    let mut functions: Vec<ScalarUDF> = Part::ALL.iter().map(|which| part(*which, calendar)).collect();
    functions.push(local::moment());
    functions.push(local::days_between(calendar));
    functions.extend(number::all());
    functions.into_iter().map(Arc::new).collect()
}
