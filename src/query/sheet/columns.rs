//! The columns of a sheet: the fields of a module and its formula columns, found by any of their names.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, TimeUnit};
use datafusion::common::DFSchema;
use datafusion::logical_expr::{Expr, ExprSchemable, cast};

use crate::catalog::field::same_name;
use crate::catalog::{Kind, Module};
use crate::query::error::{FormulaError, QueryError};
use crate::query::formula::suggestion;
use crate::query::page::PageColumn;
use crate::query::present::outside;
use crate::query::provider::engine_schema;
use crate::query::session::Session;
use crate::query::tables::column;

/// A column of a sheet.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub name: String,
    pub kind: Kind,
    /// Its value as the [type](engine_type) of its kind, over the module's segments.
    pub value: Expr,
}

impl Column {
    /// Whether its values are texts.
    pub(super) const fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::Id | Kind::List)
    }

    pub(super) fn outside(&self) -> PageColumn {
        PageColumn {
            name: self.name.clone(),
            kind: self.kind,
        }
    }
}

/// The type in which values of a kind are worked on.
pub(super) fn engine_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text | Kind::Id => DataType::Utf8View,
        Kind::Integer | Kind::Duration => DataType::Int64,
        Kind::Decimal => DataType::Float64,
        Kind::Boolean => DataType::Boolean,
        Kind::Timestamp => DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
        Kind::List => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
    }
}

/// All columns of a module.
#[derive(Clone, Debug)]
pub(in crate::query) struct Columns {
    module: Module,
    all: Vec<Column>,
}

impl Columns {
    pub(in crate::query) fn of(session: &Session, module: Module) -> Result<Self, QueryError> {
        let mut all: Vec<Column> = module
            .fields()
            .iter()
            .map(|field| Column {
                name: field.name.to_owned(),
                kind: field.kind,
                value: column(field.name),
            })
            .collect();
        let schema = DFSchema::try_from(engine_schema(module))?;
        for (name, formula) in session.formulas(module)? {
            let inside = formula.get_type(&schema)?;
            let kind = Kind::of(&outside(&Field::new(&name, inside.clone(), true), None));
            let wanted = engine_type(kind);
            let value = if inside == wanted {
                formula
            } else {
                cast(formula, wanted)
            };
            all.push(Column { name, kind, value });
        }
        Ok(Self { module, all })
    }

    /// A column by any of its spellings.
    pub(super) fn find(&self, name: &str) -> Result<&Column, FormulaError> {
        let own = self.module.field(name).map_or(name, |(_, field)| field.name);
        let known = |column: &&Column| same_name(&column.name, own);
        self.all.iter().find(known).ok_or_else(|| {
            let hint = suggestion(name, self.all.iter().map(|column| column.name.as_str()));
            let error = FormulaError::new(format!("there is no column \"{name}\" in {}", self.module));
            match hint {
                Some(hint) => error.hint(hint),
                None => error,
            }
        })
    }

    /// These columns in this order; all where none is named.
    pub(super) fn chosen(&self, names: &[String]) -> Result<Vec<Column>, FormulaError> {
        if names.is_empty() {
            return Ok(self.all.clone());
        }
        names.iter().map(|name| self.find(name).cloned()).collect()
    }

    /// These columns; all that hold texts, ids or lists where none is named.
    pub(super) fn searched(&self, names: &[String]) -> Result<Vec<Column>, FormulaError> {
        let mut chosen = self.chosen(names)?;
        if names.is_empty() {
            chosen.retain(Column::is_text);
        }
        Ok(chosen)
    }
}
