//! Rows to Parquet.

use std::sync::LazyLock;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties};

use super::error::Fault;

/// Rows of a page of a column: few enough that fetching one record decodes little, enough that scans do not notice.
const PAGE_ROWS: usize = 8_192;
/// Rows of a row group, which is also what one query task reads.
const GROUP_ROWS: usize = 65_536;
/// Encoded bytes of a row group: bounds the memory of writing records with long texts.
const GROUP_BYTES: usize = 32 << 20;

static PROPERTIES: LazyLock<WriterProperties> = LazyLock::new(|| {
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_data_page_row_count_limit(PAGE_ROWS)
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_max_row_group_bytes(Some(GROUP_BYTES))
        .build()
});

/// Writes a Parquet file in memory.
pub(super) struct Encoder(ArrowWriter<Vec<u8>>);

impl Encoder {
    pub(super) fn new(schema: SchemaRef) -> Result<Self, Fault> {
        let writer = ArrowWriter::try_new(Vec::new(), schema, Some(PROPERTIES.clone()))?;
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
