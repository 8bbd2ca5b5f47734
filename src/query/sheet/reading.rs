//! Expressions over the segments of a module, ready to be evaluated on what is read of them.

use std::collections::HashSet;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Schema};
use datafusion::common::DFSchema;
use datafusion::logical_expr::{BinaryExpr, Expr, Operator};
use datafusion::physical_plan::PhysicalExpr;

use super::look;
use super::scan::Wanted;
use crate::catalog::Module;
use crate::query::error::QueryError;
use crate::query::provider::engine_schema;
use crate::query::session::Session;

/// Some expressions, and the columns they are made of.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub wanted: Wanted,
    values: Vec<Arc<dyn PhysicalExpr>>,
}

impl Reading {
    /// Prepares expressions. With `dictionaries`, a text column that is an expression by itself may come as a dictionary.
    pub(super) fn new(
        session: &Session,
        module: Module,
        expressions: &[Expr],
        dictionaries: bool,
    ) -> Result<Self, QueryError> {
        let (mut used, mut plain) = (HashSet::new(), HashSet::new());
        for expression in expressions {
            used.extend(expression.column_refs().into_iter().map(|column| column.name.clone()));
            if !(dictionaries && matches!(expression, Expr::Column(_))) {
                texts_needed(expression, &mut plain);
            }
        }
        let whole = engine_schema(module);
        let fields: Vec<_> = whole
            .fields()
            .iter()
            .filter(|field| used.contains(field.name()))
            .cloned()
            .collect();
        let dictionary = fields
            .iter()
            .map(|field| field.data_type() == &DataType::Utf8View && !plain.contains(field.name()))
            .collect();
        let schema = Arc::new(Schema::new(fields));
        let inside = DFSchema::try_from(Arc::clone(&schema))?;
        let values = expressions
            .iter()
            .map(|expression| session.state().create_physical_expr(expression.clone(), &inside))
            .collect::<Result<_, _>>()
            .map_err(|error| session.error(&error))?;
        Ok(Self {
            wanted: Wanted { schema, dictionary },
            values,
        })
    }

    /// The value of an expression for each row of a batch.
    pub(super) fn value(&self, at: usize, batch: &RecordBatch) -> Result<ArrayRef, QueryError> {
        Ok(self.values[at].evaluate(batch)?.into_array(batch.num_rows())?)
    }

    /// The same for one that is yes or no; no value is no.
    pub(super) fn mask(&self, at: usize, batch: &RecordBatch) -> Result<BooleanArray, QueryError> {
        let value = self.value(at, batch)?;
        let mask = value
            .as_boolean_opt()
            .ok_or_else(|| QueryError::Engine("a condition is not yes or no".to_owned()))?;
        Ok(match mask.nulls() {
            None => mask.clone(),
            Some(nulls) => BooleanArray::new(mask.values() & nulls.inner(), None),
        })
    }
}

/// Finds the columns of which an expression needs the texts themselves. Tests of texts do well with a dictionary, and so
/// does the question whether there is a value.
fn texts_needed(expression: &Expr, found: &mut HashSet<String>) {
    let column = |inner: &Expr| matches!(inner, Expr::Column(_));
    match expression {
        Expr::BinaryExpr(BinaryExpr {
            left,
            op: Operator::And | Operator::Or,
            right,
        }) => {
            texts_needed(left, found);
            texts_needed(right, found);
        }
        Expr::Not(inner) => texts_needed(inner, found),
        Expr::IsNull(inner) | Expr::IsNotNull(inner) if column(inner) => {}
        Expr::ScalarFunction(call) if call.name() == look::NAME && call.args.iter().all(column) => {}
        other => found.extend(other.column_refs().into_iter().map(|column| column.name.clone())),
    }
}
