//! A module's segments as a table.
//!
//! Each segment is one Parquet file inside the store; a scan reads the byte ranges of the columns it needs, skips row
//! groups by their statistics, and leaves out deleted rows by position, so that what a segment's bitmap says is exact.
//! No file and no object store is involved: the engine asks for one by address, and gets an empty one.
//!
//! Texts are views while the engine works on them (`Utf8View`): comparing and grouping short ones touches no heap.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::stats::Precision;
use datafusion::common::{Result, Statistics};
use datafusion::datasource::TableType;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::parquet::ParquetRowSelection;
use datafusion::datasource::physical_plan::{
    FileGroup, FileScanConfigBuilder, ParquetFileReaderFactory, ParquetSource,
};
use datafusion::datasource::source::DataSourceExec;
use datafusion::error::DataFusionError;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::parquet::arrow::arrow_reader::{ArrowReaderOptions, RowSelection};
use datafusion::parquet::arrow::async_reader::AsyncFileReader;
use datafusion::parquet::errors::{ParquetError, Result as ParquetResult};
use datafusion::parquet::file::metadata::ParquetMetaData;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::metrics::ExecutionPlanMetricsSet;
use futures::FutureExt;
use futures::future::BoxFuture;

use crate::catalog::{Module, schema};
use crate::store::Segment;

/// The address under which the engine believes the segments to be.
pub(super) const ADDRESS: &str = "interlens://segments";

/// What is asked of a segment.
pub(super) trait Piece: fmt::Debug + Send + Sync + 'static {
    /// Its number, unique in the store.
    fn id(&self) -> u64;
    /// The size of its Parquet file.
    fn byte_len(&self) -> u64;
    /// Its rows that are not deleted.
    fn live_rows(&self) -> u64;
    /// Which those are, where some are deleted.
    fn selection(&self) -> Option<RowSelection>;
    /// The metadata of its Parquet file.
    fn metadata(&self) -> ParquetResult<Arc<ParquetMetaData>>;
    /// Bytes of its Parquet file.
    fn read(&self, range: Range<u64>) -> ParquetResult<Bytes>;
}

impl Piece for Segment {
    fn id(&self) -> u64 {
        self.id()
    }

    fn byte_len(&self) -> u64 {
        self.byte_len()
    }

    fn live_rows(&self) -> u64 {
        self.live_rows()
    }

    fn selection(&self) -> Option<RowSelection> {
        self.selection()
    }

    fn metadata(&self) -> ParquetResult<Arc<ParquetMetaData>> {
        self.metadata().map_err(|error| ParquetError::External(Box::new(error)))
    }

    fn read(&self, range: Range<u64>) -> ParquetResult<Bytes> {
        self.read(range)
            .map_err(|error| ParquetError::External(Box::new(error)))
    }
}

/// The columns of a module as the engine works on them.
pub(super) fn engine_schema(module: Module) -> Schema {
    let outside = schema(module);
    let columns = outside.fields().iter().map(|field| {
        let data_type = match field.data_type() {
            DataType::Utf8 => DataType::Utf8View,
            other => other.clone(),
        };
        Field::new(field.name(), data_type, field.is_nullable())
    });
    Schema::new(columns.collect::<Vec<_>>())
}

/// The table of a module.
#[derive(Debug)]
pub(super) struct ModuleTable {
    schema: SchemaRef,
    pieces: Arc<[Arc<dyn Piece>]>,
}

impl ModuleTable {
    pub(super) fn new(module: Module, pieces: Vec<Arc<dyn Piece>>) -> Self {
        Self {
            schema: Arc::new(engine_schema(module)),
            pieces: pieces.into(),
        }
    }

    fn plan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let options = state.default_table_options().parquet;
        let source = ParquetSource::new(Arc::clone(&self.schema))
            .with_table_parquet_options(options)
            .with_enable_page_index(false)
            .with_bloom_filter_on_read(false)
            .with_parquet_file_reader_factory(Arc::new(Readers));
        let live = self.pieces.iter().map(|piece| piece.live_rows()).sum::<u64>();
        let mut statistics = Statistics::new_unknown(&self.schema);
        statistics.num_rows = Precision::Exact(usize::try_from(live).unwrap_or(usize::MAX));
        let config = FileScanConfigBuilder::new(ObjectStoreUrl::parse(ADDRESS)?, Arc::new(source))
            .with_file_groups(self.groups(state.config().target_partitions()))
            .with_statistics(statistics)
            .with_projection_indices(projection.cloned())?
            .with_limit(limit)
            .build();
        Ok(DataSourceExec::from_data_source(config))
    }

    /// The segments in `partitions` groups of neighbours with about as many rows each: one group reads them in order.
    fn groups(&self, partitions: usize) -> Vec<FileGroup> {
        let partitions = partitions.max(1) as u64;
        let total = self.pieces.iter().map(|piece| piece.live_rows()).sum::<u64>().max(1);
        let mut groups: Vec<Vec<PartitionedFile>> = Vec::new();
        let mut before = 0;
        let mut last = None;
        for piece in self.pieces.iter().filter(|piece| piece.live_rows() > 0) {
            let group = before * partitions / total;
            if last != Some(group) {
                groups.push(Vec::new());
                last = Some(group);
            }
            if let Some(files) = groups.last_mut() {
                files.push(file(piece));
            }
            before += piece.live_rows();
        }
        if groups.is_empty() {
            groups.push(Vec::new());
        }
        groups.into_iter().map(FileGroup::new).collect()
    }
}

fn file(piece: &Arc<dyn Piece>) -> PartitionedFile {
    let file = PartitionedFile::new(format!("{:016x}", piece.id()), piece.byte_len()).with_extension(Arc::clone(piece));
    match piece.selection() {
        Some(live) => file.with_extension(ParquetRowSelection::new(live)),
        None => file,
    }
}

impl TableProvider for ModuleTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    /// Filters prune row groups; the engine still checks each row. They reach the scan as physical expressions when the
    /// plan is optimised, together with those that only arise while a query runs, such as the worst of the best 50.
    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }

    fn scan<'table, 'state, 'projection, 'filters, 'scan>(
        &'table self,
        state: &'state dyn Session,
        projection: Option<&'projection Vec<usize>>,
        _filters: &'filters [Expr],
        limit: Option<usize>,
    ) -> BoxFuture<'scan, Result<Arc<dyn ExecutionPlan>>>
    where
        'table: 'scan,
        'state: 'scan,
        'projection: 'scan,
        'filters: 'scan,
        Self: 'scan,
    {
        futures::future::ready(self.plan(state, projection, limit)).boxed()
    }
}

/// Gives the engine a reader for a segment: the segment travels with its file.
#[derive(Debug)]
struct Readers;

impl ParquetFileReaderFactory for Readers {
    fn create_reader(
        &self,
        _partition: usize,
        file: PartitionedFile,
        _metadata_size_hint: Option<usize>,
        _metrics: &ExecutionPlanMetricsSet,
    ) -> Result<Box<dyn AsyncFileReader + Send>> {
        let piece = file
            .extension::<Arc<dyn Piece>>()
            .ok_or_else(|| DataFusionError::Internal("a segment was lost on the way to its reader".to_owned()))?;
        Ok(Box::new(Reader(Arc::clone(piece))))
    }
}

/// Reads a segment. A read is a short look into the store's file, about a hundred kilobytes that are mostly cached:
/// handing it to another thread would cost more than it takes.
struct Reader(Arc<dyn Piece>);

impl AsyncFileReader for Reader {
    fn get_bytes(&mut self, range: Range<u64>) -> BoxFuture<'_, ParquetResult<Bytes>> {
        futures::future::ready(self.0.read(range)).boxed()
    }

    fn get_metadata<'a>(
        &'a mut self,
        _options: Option<&'a ArrowReaderOptions>,
    ) -> BoxFuture<'a, ParquetResult<Arc<ParquetMetaData>>> {
        futures::future::ready(self.0.metadata()).boxed()
    }
}
