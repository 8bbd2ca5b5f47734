//! The columns of a module while they grow.

use arrow::array::{
    ArrayRef, BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, RecordBatch, StringBuilder,
    TimestampMillisecondBuilder,
};
use arrow::error::ArrowError;
use std::sync::Arc;

use super::convert::{self, Value};
use super::problem::ProblemKind;
use super::record::{Found, FoundList};
use crate::catalog::{Kind, Module, schema};

/// All columns of a module.
#[derive(Debug)]
pub(super) struct Columns {
    module: Module,
    columns: Vec<Column>,
}

#[derive(Debug)]
enum Column {
    Text(StringBuilder),
    Int(Int64Builder),
    Float(Float64Builder),
    Bool(BooleanBuilder),
    Time(TimestampMillisecondBuilder),
    List(ListBuilder<StringBuilder>),
}

impl Columns {
    pub(super) fn new(module: Module) -> Self {
        Self {
            module,
            columns: module.fields().iter().map(|field| Column::new(field.kind)).collect(),
        }
    }

    pub(super) fn module(&self) -> Module {
        self.module
    }

    /// Adds a value to a column.
    pub(super) fn push(&mut self, index: usize, value: Value<'_>) {
        if let Some(column) = self.columns.get_mut(index) {
            column.push(value);
        }
    }

    /// Adds a list to a column of lists. Elements without a value are left out.
    pub(super) fn push_list(
        &mut self,
        index: usize,
        list: Option<&FoundList<'_>>,
        mut problem: impl FnMut(ProblemKind, &Found<'_>),
    ) {
        let Some(Column::List(builder)) = self.columns.get_mut(index) else {
            return;
        };
        match list {
            Some(FoundList {
                shape: Found::List,
                items,
            }) => {
                for found in items {
                    match convert::text(found) {
                        Ok(Value::Text(text)) => builder.values().append_value(text),
                        Ok(Value::Cut(text)) => {
                            problem(ProblemKind::TooLong, found);
                            builder.values().append_value(text);
                        }
                        Ok(_) => {}
                        Err(kind) => problem(kind, found),
                    }
                }
                builder.append(true);
            }
            Some(FoundList {
                shape: Found::Absent | Found::Null,
                ..
            })
            | None => builder.append(false),
            Some(FoundList { shape, .. }) => {
                problem(ProblemKind::WrongType, shape);
                builder.append(false);
            }
        }
    }

    /// The rows, in the shape of the module's schema.
    pub(super) fn finish(self) -> Result<RecordBatch, ArrowError> {
        let arrays = self.columns.into_iter().map(Column::finish).collect();
        RecordBatch::try_new(schema(self.module), arrays)
    }
}

impl Column {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::Id => Self::Text(StringBuilder::new()),
            Kind::Integer | Kind::Duration => Self::Int(Int64Builder::new()),
            Kind::Decimal => Self::Float(Float64Builder::new()),
            Kind::Boolean => Self::Bool(BooleanBuilder::new()),
            Kind::Timestamp => Self::Time(TimestampMillisecondBuilder::new().with_timezone("UTC")),
            Kind::List => Self::List(ListBuilder::new(StringBuilder::new())),
        }
    }

    /// A value of another type than the column's cannot come from [`convert`](convert::convert), which is asked by the
    /// same kind; were it to, the row is null rather than short of a column.
    fn push(&mut self, value: Value<'_>) {
        match (self, value) {
            (Self::Text(builder), Value::Text(text)) => builder.append_value(text),
            (Self::Text(builder), Value::Cut(text)) => builder.append_value(text),
            (Self::Int(builder), Value::Int(value)) => builder.append_value(value),
            (Self::Time(builder), Value::Int(value)) => builder.append_value(value),
            (Self::Float(builder), Value::Float(value)) => builder.append_value(value),
            (Self::Bool(builder), Value::Bool(value)) => builder.append_value(value),
            (Self::Text(builder), _) => builder.append_null(),
            (Self::Int(builder), _) => builder.append_null(),
            (Self::Time(builder), _) => builder.append_null(),
            (Self::Float(builder), _) => builder.append_null(),
            (Self::Bool(builder), _) => builder.append_null(),
            (Self::List(builder), _) => builder.append(false),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut builder) => Arc::new(builder.finish()),
            Self::Int(mut builder) => Arc::new(builder.finish()),
            Self::Float(mut builder) => Arc::new(builder.finish()),
            Self::Bool(mut builder) => Arc::new(builder.finish()),
            Self::Time(mut builder) => Arc::new(builder.finish()),
            Self::List(mut builder) => Arc::new(builder.finish()),
        }
    }
}
