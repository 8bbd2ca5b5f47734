//! Rows of one module: filtered, sorted, cut out, streamed.

use std::collections::HashSet;

use datafusion::execution::SendableRecordBatchStream;
use datafusion::logical_expr::{Expr, SortExpr};

use super::error::{FormulaError, QueryError};
use super::formula::suggestion;
use super::present::dressed_stream;
use super::session::Session;
use super::sheet::{self, Columns};
use super::tables::{column, names};
use super::view::{Condition, SortKey, View};
use crate::catalog::Module;
use crate::catalog::field::same_name;

/// Which rows of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsQuery {
    /// The module.
    pub module: Module,
    /// The columns by name, formula columns included, in this order; all fields when empty.
    pub columns: Vec<String>,
    /// A condition in the formula language, which is SQL's: `"State" = 'open' AND "Created At" >= '2026-01-01'`.
    pub filter: Option<String>,
    /// All of these have to hold, too.
    pub conditions: Vec<Condition>,
    /// A text that some column contains, letter case aside; any row when empty.
    pub search: String,
    /// What to sort by, most significant first, and whether the greatest comes first. Empty values come last.
    pub sort: Vec<(String, bool)>,
    /// At most so many rows.
    pub limit: Option<u64>,
    /// Rows left out at the start.
    pub offset: u64,
}

impl RowsQuery {
    /// All rows of a module.
    pub const fn all(module: Module) -> Self {
        Self {
            module,
            columns: Vec::new(),
            filter: None,
            conditions: Vec::new(),
            search: String::new(),
            sort: Vec::new(),
            limit: None,
            offset: 0,
        }
    }
}

impl RowsQuery {
    /// The same rows as a view. The condition in SQL is not part of it.
    pub fn view(&self) -> View {
        let sort = self.sort.iter().map(|(column, descending)| SortKey {
            column: column.clone(),
            descending: *descending,
        });
        View {
            of: None,
            module: self.module,
            conditions: self.conditions.clone(),
            search: self.search.clone(),
            sort: sort.collect(),
        }
    }
}

impl Session {
    /// Streams rows. Dropping the stream ends the work.
    ///
    /// The order is always the same for one data version: what was asked for and, among equals, the key; without a sort
    /// it is the order of the store (older segments first, in each by key), which costs nothing and lets a limit end the
    /// reading early. Columns have the catalog's types and kinds.
    pub async fn rows(&self, query: &RowsQuery) -> Result<SendableRecordBatchStream, QueryError> {
        let module = query.module;
        let frame = if query.sort.is_empty() {
            self.table_in_order(module)?
        } else {
            self.table(module)?
        };
        let schema = frame.schema().clone();
        let known = names(schema.inner());
        let mut columns: Vec<Expr> = Vec::new();
        let mut chosen = HashSet::new();
        for name in &query.columns {
            let name = find(module, &known, name)?;
            // Asked for twice, a column is shown once: names in a batch are unique.
            if chosen.insert(name) {
                columns.push(column(name));
            }
        }
        if columns.is_empty() {
            columns.extend(module.fields().iter().map(|field| column(field.name)));
        }
        let mut frame = frame;
        if let Some(filter) = query.filter.as_deref().filter(|filter| !filter.trim().is_empty()) {
            frame = frame.filter(self.condition(module, filter, &schema)?)?;
        }
        let view = query.view();
        if view.is_filtered() {
            let shown = sheet::filter(&view, &Columns::of(self, module)?, self)?;
            if let Some(shown) = shown {
                frame = frame.filter(shown)?;
            }
        }
        if !query.sort.is_empty() {
            let mut sort: Vec<SortExpr> = Vec::new();
            for (name, descending) in &query.sort {
                sort.push(column(find(module, &known, name)?).sort(!descending, false));
            }
            sort.extend(module.key().iter().map(|name| column(name).sort(true, false)));
            frame = frame.sort(sort)?;
        }
        if query.offset > 0 || query.limit.is_some() {
            let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
            frame = frame.limit(whole(query.offset), query.limit.map(whole))?;
        }
        let stream = frame
            .select(columns)?
            .execute_stream()
            .await
            .map_err(|error| self.error(&error))?;
        Ok(dressed_stream(stream, Some(module)))
    }

    /// A condition over a module's columns: something that is yes or no for each row.
    pub(super) fn condition(
        &self,
        module: Module,
        text: &str,
        schema: &datafusion::common::DFSchema,
    ) -> Result<Expr, QueryError> {
        use datafusion::arrow::datatypes::DataType;
        use datafusion::logical_expr::ExprSchemable;

        let condition = self.expression(module, text, schema)?;
        match condition.get_type(schema)? {
            DataType::Boolean | DataType::Null => Ok(condition),
            other => Err(
                FormulaError::new(format!("the filter gives a value of type {other}, not yes or no"))
                    .hint("compare it with something, such as \"State\" = 'open'")
                    .into(),
            ),
        }
    }
}

/// A column of a module by any of its spellings.
pub(super) fn find<'a>(module: Module, known: &'a [String], name: &str) -> Result<&'a str, FormulaError> {
    let own = module.field(name).map_or(name, |(_, field)| field.name);
    known
        .iter()
        .find(|candidate| same_name(candidate, own))
        .map(String::as_str)
        .ok_or_else(|| FormulaError {
            problem: format!("there is no column \"{name}\" in {module}"),
            hint: suggestion(name, known.iter().map(String::as_str)),
            at: None,
        })
}
