//! Rows to Parquet.

use arrow::array::RecordBatch;
use arrow::datatypes::{Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use super::error::Fault;
use crate::catalog::Kind;

/// Rows of a page of a column: few enough that fetching one record decodes little, enough that scans do not notice.
const PAGE_ROWS: usize = 8_192;
/// Rows of a row group, which is also what one query task reads.
const GROUP_ROWS: usize = 65_536;
/// Encoded bytes of a row group: bounds the memory of writing records with long texts.
const GROUP_BYTES: usize = 32 << 20;

/// How a table is written. Moments, and the ids that name a record, hardly ever repeat: a dictionary of them is as large as
/// the column itself, and would have to be read whole for each single row.
fn properties(schema: &Schema) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_data_page_row_count_limit(PAGE_ROWS)
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_max_row_group_bytes(Some(GROUP_BYTES));
    let key = |column: &Field| !column.is_nullable();
    let one_key = schema.fields().iter().filter(|column| key(column)).count() == 1;
    for column in schema.fields() {
        if Kind::of(column) == Kind::Timestamp || one_key && key(column) {
            let path = ColumnPath::new(vec![column.name().clone()]);
            properties = properties.set_column_dictionary_enabled(path, false);
        }
    }
    properties.build()
}

/// Writes a Parquet file in memory.
pub(super) struct Encoder(ArrowWriter<Vec<u8>>);

impl Encoder {
    pub(super) fn new(schema: SchemaRef) -> Result<Self, Fault> {
        let properties = properties(&schema);
        let writer = ArrowWriter::try_new(Vec::new(), schema, Some(properties))?;
        Ok(Self(writer))
    }

    pub(super) fn write(&mut self, rows: &RecordBatch) -> Result<(), Fault> {
        Ok(self.0.write(rows)?)
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, Fault> {
        Ok(self.0.into_inner()?)
    }
}

/// The Parquet file of one batch.
pub(super) fn encode(rows: &RecordBatch) -> Result<Vec<u8>, Fault> {
    let mut encoder = Encoder::new(rows.schema())?;
    encoder.write(rows)?;
    encoder.finish()
}
