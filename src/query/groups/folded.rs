//! The values of a column folded into one.

use datafusion::arrow::datatypes::DataType;
use datafusion::functions_aggregate::expr_fn::{avg, count, count_distinct, max, median, min, sum};
use datafusion::logical_expr::{Expr, cast};

use crate::catalog::Kind;
use crate::chart::Fold;
use crate::query::error::FormulaError;
use crate::query::tables::column;

/// The values of a column folded into one, and what that is.
pub(super) fn folded(fold: Fold, name: &str, kind: Kind) -> Result<(Expr, Kind), FormulaError> {
    let value = || column(name);
    match fold {
        Fold::Count => return Ok((count(value()), Kind::Integer)),
        Fold::Distinct if kind != Kind::List => return Ok((count_distinct(value()), Kind::Integer)),
        Fold::Min if kind == Kind::Timestamp => return Ok((min(value()), kind)),
        Fold::Max if kind == Kind::Timestamp => return Ok((max(value()), kind)),
        _ => {}
    }
    let number = match kind {
        Kind::Integer | Kind::Decimal | Kind::Duration => cast(value(), DataType::Float64),
        Kind::Boolean => cast(cast(value(), DataType::Int64), DataType::Float64),
        Kind::Text | Kind::Id | Kind::List | Kind::Timestamp => {
            return Err(FormulaError::new(format!(
                "\"{name}\" holds no numbers ({}), so there is no {fold:?} of it",
                kind.word()
            ))
            .hint(format!("use count:{name} or distinct:{name}")));
        }
    };
    let result = if kind == Kind::Duration { kind } else { Kind::Decimal };
    Ok(match fold {
        Fold::Mean => (avg(number), result),
        Fold::Median => (median(number), result),
        Fold::Min => (min(number), result),
        Fold::Max => (max(number), result),
        Fold::Sum | Fold::Count | Fold::Distinct => (sum(number), result),
    })
}
