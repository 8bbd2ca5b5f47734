//! How a module looks as Arrow: the shape in which records travel from decoding to the screen.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use arrow::datatypes::{DataType, Field as ArrowField, Schema, SchemaRef, TimeUnit};

use super::field::Kind;
use super::module::Module;

/// The key of the Arrow field metadata that says a column's [`Kind`] by its word. Arrow's own types do not tell an id
/// from a text or a duration from a count.
pub const KIND: &str = "interlens.kind";

impl Kind {
    /// The Arrow type of columns of this kind. Timestamps are milliseconds in UTC; durations are whole seconds.
    pub fn arrow(self) -> DataType {
        match self {
            Self::Text | Self::Id => DataType::Utf8,
            Self::Integer | Self::Duration => DataType::Int64,
            Self::Decimal => DataType::Float64,
            Self::Boolean => DataType::Boolean,
            Self::Timestamp => DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
            Self::List => DataType::List(Arc::new(ArrowField::new_list_field(DataType::Utf8, true))),
        }
    }

    /// The kind a word names: the inverse of [`Kind::word`].
    pub fn named(word: &str) -> Option<Self> {
        use Kind::{Boolean, Decimal, Duration, Id, Integer, List, Text, Timestamp};
        [Text, Integer, Decimal, Boolean, Timestamp, Duration, List, Id]
            .into_iter()
            .find(|kind| kind.word() == word)
    }

    /// The kind of a column: what its metadata says or, without it, what fits its type.
    pub fn of(column: &ArrowField) -> Self {
        if let Some(kind) = column.metadata().get(KIND).and_then(|word| Self::named(word)) {
            return kind;
        }
        match column.data_type() {
            DataType::Boolean => Self::Boolean,
            DataType::Timestamp(..) | DataType::Date32 | DataType::Date64 => Self::Timestamp,
            DataType::List(_) | DataType::LargeList(_) => Self::List,
            data_type if data_type.is_integer() => Self::Integer,
            data_type if data_type.is_numeric() => Self::Decimal,
            _ => Self::Text,
        }
    }
}

/// The Arrow schema of a module. Every column is nullable but the key's.
pub fn schema(module: Module) -> SchemaRef {
    static SCHEMAS: LazyLock<HashMap<Module, SchemaRef>> = LazyLock::new(|| {
        Module::ALL
            .into_iter()
            .map(|module| (module, Arc::new(build(module))))
            .collect()
    });
    SCHEMAS.get(&module).map_or_else(|| Arc::new(build(module)), Arc::clone)
}

fn build(module: Module) -> Schema {
    let columns = module.fields().iter().map(|field| {
        ArrowField::new(field.name, field.kind.arrow(), !module.key().contains(&field.name))
            .with_metadata(HashMap::from([(KIND.to_owned(), field.kind.word().to_owned())]))
    });
    Schema::new(columns.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_the_order_of_the_fields_and_know_their_kind() {
        for module in Module::ALL {
            let schema = schema(module);
            assert_eq!(schema.fields().len(), module.fields().len());
            for (column, field) in schema.fields().iter().zip(module.fields()) {
                assert_eq!(column.name(), field.name);
                assert_eq!(Kind::of(column), field.kind);
                assert_eq!(column.is_nullable(), !module.key().contains(&field.name));
            }
        }
    }
}
