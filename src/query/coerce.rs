//! Quoted values beside columns: `"Conversation Rating" = '5'` compares numbers and `"Created At" >= '2026-03-29'`
//! means midnight in the data source's time zone, not in UTC.
//!
//! It is an analyzer rule, before the engine's own coercion, so it holds in formulas, filters and SQL alike.

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{Column, DFSchema, DataFusionError, Result, ScalarValue};
use datafusion::logical_expr::expr::InList;
use datafusion::logical_expr::{Between, BinaryExpr, Expr, ExprSchemable, LogicalPlan, Operator};
use datafusion::optimizer::AnalyzerRule;

use super::error::FormulaError;
use super::zone::Calendar;

/// Reads quoted values the way the column beside them is read.
#[derive(Debug)]
pub(super) struct QuotedValues {
    calendar: Calendar,
}

impl QuotedValues {
    pub(super) const fn new(calendar: Calendar) -> Self {
        Self { calendar }
    }

    /// Rewrites an expression over the columns of `schema`.
    pub(super) fn expression(&self, expression: Expr, schema: &DFSchema) -> Result<Expr> {
        Ok(expression.transform_up(|node| self.node(node, schema))?.data)
    }

    fn node(&self, node: Expr, schema: &DFSchema) -> Result<Transformed<Expr>> {
        match node {
            Expr::BinaryExpr(BinaryExpr { left, op, right }) if compares(op) => {
                let new_right = self.value(&left, &right, schema)?;
                let new_left = self.value(&right, &left, schema)?;
                let changed = new_right.is_some() || new_left.is_some();
                let binary = BinaryExpr {
                    left: new_left.map_or(left, Box::new),
                    op,
                    right: new_right.map_or(right, Box::new),
                };
                Ok(Transformed::new_transformed(Expr::BinaryExpr(binary), changed))
            }
            Expr::Between(Between {
                expr,
                negated,
                low,
                high,
            }) => {
                let new_low = self.value(&expr, &low, schema)?;
                let new_high = self.value(&expr, &high, schema)?;
                let changed = new_low.is_some() || new_high.is_some();
                let between = Between {
                    expr,
                    negated,
                    low: new_low.map_or(low, Box::new),
                    high: new_high.map_or(high, Box::new),
                };
                Ok(Transformed::new_transformed(Expr::Between(between), changed))
            }
            Expr::InList(InList { expr, list, negated }) => {
                let mut changed = false;
                let list = list
                    .into_iter()
                    .map(|item| {
                        let new = self.value(&expr, &item, schema)?;
                        changed |= new.is_some();
                        Ok(new.unwrap_or(item))
                    })
                    .collect::<Result<Vec<_>>>()?;
                Ok(Transformed::new_transformed(
                    Expr::InList(InList { expr, list, negated }),
                    changed,
                ))
            }
            other => Ok(Transformed::no(other)),
        }
    }

    /// What `value` means beside `beside`, where that is not what it is already.
    fn value(&self, beside: &Expr, value: &Expr, schema: &DFSchema) -> Result<Option<Expr>> {
        let Some(quoted) = Quoted::of(value) else {
            return Ok(None);
        };
        // What has no type here has none for the engine either; that is where it is told.
        let Ok(data_type) = beside.get_type(schema) else {
            return Ok(None);
        };
        let scalar = match (&data_type, quoted) {
            (DataType::Timestamp(..), Quoted::Date(days)) => {
                let day = chrono::NaiveDate::from_epoch_days(days).unwrap_or_default();
                moment(self.calendar.start(day).timestamp_millis())
            }
            (DataType::Timestamp(..), Quoted::Text(text)) => match self.calendar.read(text) {
                Some(instant) => moment(instant.timestamp_millis()),
                None => {
                    return Err(wrong(
                        beside,
                        text,
                        "a date or time",
                        "write it as '2026-01-31' or '2026-01-31 14:00'",
                    ));
                }
            },
            (data_type, Quoted::Text(text)) if data_type.is_numeric() => match number(text) {
                Some(scalar) => scalar,
                None => return Err(wrong(beside, text, "a number", "compare it with a number")),
            },
            _ => return Ok(None),
        };
        Ok(Some(Expr::Literal(scalar, None)))
    }
}

impl AnalyzerRule for QuotedValues {
    fn analyze(&self, plan: LogicalPlan, _: &ConfigOptions) -> Result<LogicalPlan> {
        plan.transform_up_with_subqueries(|plan| {
            let mut schema = DFSchema::empty();
            for input in plan.inputs() {
                schema.merge(input.schema());
            }
            if let LogicalPlan::TableScan(_) = &plan {
                schema.merge(plan.schema());
            }
            let names = datafusion::logical_expr::expr_rewriter::NamePreserver::new(&plan);
            plan.map_expressions(|expression| {
                let saved = names.save(&expression);
                let transformed = expression.transform_up(|node| self.node(node, &schema))?;
                Ok(transformed.update_data(|expression| saved.restore(expression)))
            })?
            .map_data(LogicalPlan::recompute_schema)
        })
        .map(|transformed| transformed.data)
    }

    fn name(&self) -> &'static str {
        "quoted_values"
    }
}

enum Quoted<'a> {
    Text(&'a str),
    /// Days since 1970.
    Date(i32),
}

impl<'a> Quoted<'a> {
    fn of(value: &'a Expr) -> Option<Self> {
        let literal = match value {
            Expr::Literal(scalar, _) => scalar,
            // DATE '2026-01-31' is a cast until the optimizer has seen it.
            Expr::Cast(cast) if cast.field.data_type() == &DataType::Date32 => match cast.expr.as_ref() {
                Expr::Literal(scalar, _) => {
                    let Ok(ScalarValue::Date32(Some(days))) = scalar.cast_to(&DataType::Date32) else {
                        return None;
                    };
                    return Some(Self::Date(days));
                }
                _ => return None,
            },
            _ => return None,
        };
        match literal {
            ScalarValue::Utf8(Some(text)) | ScalarValue::Utf8View(Some(text)) | ScalarValue::LargeUtf8(Some(text)) => {
                Some(Self::Text(text))
            }
            ScalarValue::Date32(Some(days)) => Some(Self::Date(*days)),
            _ => None,
        }
    }
}

fn compares(op: Operator) -> bool {
    use Operator::{Eq, Gt, GtEq, IsDistinctFrom, IsNotDistinctFrom, Lt, LtEq, NotEq};
    matches!(
        op,
        Eq | Gt | GtEq | IsDistinctFrom | IsNotDistinctFrom | Lt | LtEq | NotEq
    )
}

fn moment(millis: i64) -> ScalarValue {
    ScalarValue::TimestampMillisecond(Some(millis), Some("UTC".into()))
}

fn number(text: &str) -> Option<ScalarValue> {
    let text = text.trim();
    text.parse::<i64>().map(ScalarValue::from).ok().or_else(|| {
        text.parse::<f64>()
            .ok()
            .filter(|value| value.is_finite())
            .map(ScalarValue::from)
    })
}

fn wrong(beside: &Expr, text: &str, wanted: &str, hint: &str) -> DataFusionError {
    let what = match beside {
        Expr::Column(Column { name, .. }) => format!("\"{name}\""),
        _ => "it".to_owned(),
    };
    let error = FormulaError::new(format!("{what} is compared with '{text}', which is not {wanted}")).hint(hint);
    DataFusionError::External(Box::new(error))
}

/// The rule, to be put before the engine's own.
pub(super) fn rule(calendar: &Calendar) -> Arc<dyn AnalyzerRule + Send + Sync> {
    Arc::new(QuotedValues::new(calendar.clone()))
}
