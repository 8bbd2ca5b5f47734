//! The tables of a session: the modules with their formula columns.
//!
//! A module that has formula columns is a view over its segments: a formula column that nobody asks for costs nothing,
//! and a filter on one is a filter on the fields it is made of.

use std::sync::Arc;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::common::{Column, DFSchema};
use datafusion::datasource::{ViewTable, provider_as_source};
use datafusion::execution::SessionState;
use datafusion::logical_expr::{Expr, LogicalPlanBuilder};
use datafusion::sql::sqlparser::ast;

use super::coerce::QuotedValues;
use super::error::QueryError;
use super::formula::{Book, Moment, Rewriter};
use super::provider::{ModuleTable, Piece, engine_schema};
use crate::catalog::Module;

/// The table of a module.
pub(super) fn table(
    state: &SessionState,
    module: Module,
    pieces: Vec<Arc<dyn Piece>>,
    book: &Book,
    moment: Moment,
    quoted: &QuotedValues,
) -> Result<Arc<dyn TableProvider>, QueryError> {
    let base: Arc<dyn TableProvider> = Arc::new(ModuleTable::new(module, pieces));
    let formulas = formulas(state, module, book, moment, quoted)?;
    if formulas.is_empty() {
        return Ok(base);
    }
    let mut columns: Vec<Expr> = base
        .schema()
        .fields()
        .iter()
        .map(|field| column(field.name()))
        .collect();
    columns.extend(
        formulas
            .into_iter()
            .map(|(name, expression)| expression.alias(name.as_str())),
    );
    let view = LogicalPlanBuilder::scan("segments", provider_as_source(base), None)?
        .project(columns)?
        .build()?;
    Ok(Arc::new(ViewTable::new(view, None)))
}

/// The formula columns of a module as expressions over its segments.
pub(super) fn formulas(
    state: &SessionState,
    module: Module,
    book: &Book,
    moment: Moment,
    quoted: &QuotedValues,
) -> Result<Vec<(String, Expr)>, QueryError> {
    let schema = DFSchema::try_from(engine_schema(module))?;
    book.columns(module)
        .map(|formula| {
            let sql = Rewriter::new(module, book, moment).column(formula)?;
            let expression = quoted.expression(plan(state, sql, &schema)?, &schema)?;
            Ok((formula.name.clone(), expression))
        })
        .collect()
}

/// A column by its exact name: the engine's own helper takes names with a point apart.
pub(crate) fn column(name: &str) -> Expr {
    Expr::Column(Column::from_name(name))
}

/// Plans an expression over the columns of `schema`.
pub(super) fn plan(state: &SessionState, sql: ast::Expr, schema: &DFSchema) -> Result<Expr, QueryError> {
    let sql = ast::ExprWithAlias { expr: sql, alias: None };
    Ok(state.create_logical_expr_from_sql_expr(sql, schema)?)
}

/// The names of a table's columns.
pub(super) fn names(schema: &SchemaRef) -> Vec<String> {
    schema.fields().iter().map(|field| field.name().clone()).collect()
}
