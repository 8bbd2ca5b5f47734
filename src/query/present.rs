//! How answers leave the room: with the catalog's types and kinds, whatever the engine worked on inside.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{RecordBatch, RecordBatchOptions};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Schema, SchemaRef};
use datafusion::error::Result;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use futures::StreamExt;

use crate::catalog::schema::KIND;
use crate::catalog::{Kind, Module, schema};

/// The outside of a column. Where it is a module's field, it is exactly as in the catalog but for emptiness: what a
/// query makes of a column may be empty.
pub(super) fn outside(field: &Field, module: Option<Module>) -> FieldRef {
    let known = module.and_then(|module| schema(module).field_with_name(field.name()).ok().cloned());
    if let Some(known) = known.filter(|known| plain(field.data_type()) == *known.data_type()) {
        return Arc::new(known.with_nullable(field.is_nullable()));
    }
    let outside = Field::new(field.name(), plain(field.data_type()), field.is_nullable());
    let kind = Kind::of(&outside);
    Arc::new(outside.with_metadata(HashMap::from([(KIND.to_owned(), kind.word().to_owned())])))
}

fn plain(data_type: &DataType) -> DataType {
    match data_type {
        DataType::Utf8View | DataType::LargeUtf8 => DataType::Utf8,
        DataType::List(item) => DataType::List(Arc::new(item.as_ref().clone().with_data_type(plain(item.data_type())))),
        other => other.clone(),
    }
}

/// The outside of a schema.
pub(super) fn outside_schema(inside: &Schema, module: Option<Module>) -> SchemaRef {
    Arc::new(Schema::new(
        inside
            .fields()
            .iter()
            .map(|field| outside(field, module))
            .collect::<Vec<_>>(),
    ))
}

/// A batch with the outside's types.
pub(super) fn dressed(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch> {
    let columns = batch
        .columns()
        .iter()
        .zip(schema.fields())
        .map(|(column, field)| {
            if column.data_type() == field.data_type() {
                Ok(Arc::clone(column))
            } else {
                cast(column, field.data_type())
            }
        })
        .collect::<std::result::Result<Vec<_>, _>>()?;
    let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    Ok(RecordBatch::try_new_with_options(
        Arc::clone(schema),
        columns,
        &options,
    )?)
}

/// A stream with the outside's types. Dropping it ends the query.
pub(super) fn dressed_stream(stream: SendableRecordBatchStream, module: Option<Module>) -> SendableRecordBatchStream {
    let schema = outside_schema(&stream.schema(), module);
    let to = Arc::clone(&schema);
    let batches = stream.map(move |batch| dressed(&batch?, &to));
    Box::pin(RecordBatchStreamAdapter::new(schema, batches))
}
