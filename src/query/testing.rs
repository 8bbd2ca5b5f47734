//! Segments in memory, and records made from a seed, for the tests of this room and of the one above.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use datafusion::arrow::array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, ListBuilder, RecordBatch, StringArray, StringBuilder,
    TimestampMillisecondArray,
};
use datafusion::arrow::compute::concat_batches;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::RowSelection;
use datafusion::parquet::errors::Result as ParquetResult;
use datafusion::parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use datafusion::parquet::file::properties::WriterProperties;
use futures::TryStreamExt;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use roaring::RoaringBitmap;

use super::formula::Book;
use super::provider::Piece;
use super::session::{Limits, Session};
use crate::catalog::{Kind, Module, schema};

/// A segment in memory.
#[derive(Debug)]
pub(crate) struct MemoryPiece {
    id: u64,
    bytes: Bytes,
    rows: u64,
    deleted: RoaringBitmap,
    /// Bytes that have been read.
    pub(crate) read: AtomicU64,
}

impl MemoryPiece {
    pub(crate) fn new(id: u64, batch: &RecordBatch, deleted: impl IntoIterator<Item = u32>, group_rows: usize) -> Self {
        let properties = WriterProperties::builder()
            .set_max_row_group_row_count(Some(group_rows))
            .build();
        let mut bytes = Vec::new();
        let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
        writer.write(batch).unwrap();
        writer.close().unwrap();
        Self {
            id,
            bytes: bytes.into(),
            rows: batch.num_rows() as u64,
            deleted: deleted.into_iter().collect(),
            read: AtomicU64::new(0),
        }
    }
}

impl Piece for MemoryPiece {
    fn id(&self) -> u64 {
        self.id
    }

    fn byte_len(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn live_rows(&self) -> u64 {
        self.rows - self.deleted.len()
    }

    fn selection(&self) -> Option<RowSelection> {
        let live = (0..self.rows as usize).filter(|row| !self.deleted.contains(*row as u32));
        (!self.deleted.is_empty())
            .then(|| RowSelection::from_consecutive_ranges(live.map(|row| row..row + 1), self.rows as usize))
    }

    fn metadata(&self) -> ParquetResult<Arc<ParquetMetaData>> {
        ParquetMetaDataReader::new().parse_and_finish(&self.bytes).map(Arc::new)
    }

    fn read(&self, range: Range<u64>) -> ParquetResult<Bytes> {
        self.read.fetch_add(range.end - range.start, Ordering::Relaxed);
        Ok(self.bytes.slice(range.start as usize..range.end as usize))
    }
}

/// A value of a record: nothing, a number, a moment in milliseconds or a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Number(i64),
    Text(String),
    List(Vec<String>),
}

/// One record: the fields that have a value.
pub(crate) type Record = std::collections::BTreeMap<&'static str, Value>;

/// Puts records together as a module's batch.
pub(crate) fn batch(module: Module, records: &[Record]) -> RecordBatch {
    let columns = module.fields().iter().map(|field| {
        let number = |record: &Record| match record.get(field.name) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        };
        let text = |record: &Record| match record.get(field.name) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let array: ArrayRef = match field.kind {
            Kind::Text | Kind::Id => Arc::new(records.iter().map(text).collect::<StringArray>()),
            Kind::Integer | Kind::Duration => Arc::new(records.iter().map(number).collect::<Int64Array>()),
            Kind::Decimal => Arc::new(
                records
                    .iter()
                    .map(|record| number(record).map(|n| n as f64))
                    .collect::<Float64Array>(),
            ),
            Kind::Boolean => Arc::new(
                records
                    .iter()
                    .map(|record| number(record).map(|n| n != 0))
                    .collect::<BooleanArray>(),
            ),
            Kind::Timestamp => Arc::new(
                records
                    .iter()
                    .map(number)
                    .collect::<TimestampMillisecondArray>()
                    .with_timezone("UTC"),
            ),
            Kind::List => {
                let mut builder = ListBuilder::new(StringBuilder::new());
                for record in records {
                    match record.get(field.name) {
                        Some(Value::List(items)) => builder.append_value(items.iter().map(Some)),
                        _ => builder.append_null(),
                    }
                }
                Arc::new(builder.finish())
            }
        };
        array
    });
    RecordBatch::try_new(schema(module), columns.collect()).unwrap()
}

/// A workspace in memory: pieces with the positions of their deleted rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Workspace(pub(crate) Vec<(Module, Arc<MemoryPiece>)>);

impl Workspace {
    pub(crate) fn with(mut self, module: Module, records: &[Record], deleted: &[u32], group_rows: usize) -> Self {
        let id = self.0.len() as u64;
        let piece = MemoryPiece::new(id, &batch(module, records), deleted.iter().copied(), group_rows);
        self.0.push((module, Arc::new(piece)));
        self
    }

    pub(crate) fn session(&self, zone: Tz, now: DateTime<Utc>) -> Session {
        self.session_with(zone, now, Book::default(), Limits::default())
    }

    pub(crate) fn session_with(&self, zone: Tz, now: DateTime<Utc>, book: Book, limits: Limits) -> Session {
        let pieces = |module: Module| {
            self.0
                .iter()
                .filter(|(of, _)| *of == module)
                .map(|(_, piece)| Arc::clone(piece) as Arc<dyn Piece>)
                .collect()
        };
        Session::over(pieces, 7, zone, now, book, limits).unwrap()
    }
}

/// Runs something that waits.
pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(future)
}

/// All of a stream as one batch.
pub(crate) async fn all(stream: SendableRecordBatchStream) -> Result<RecordBatch, super::QueryError> {
    let schema = stream.schema();
    let batches: Vec<RecordBatch> = stream.try_collect().await?;
    Ok(concat_batches(&schema, &batches)?)
}

/// Settings for property tests: so many cases, the same in every run.
pub(crate) fn cases(cases: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        cases,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_122),
        failure_persistence: None,
        ..proptest::test_runner::Config::default()
    }
}

/// Records that are the same for the same seed: conversations created and closed in the `days` before `now` (and now and
/// then on a full hour, or never), of a few teams and admins.
pub(crate) fn conversations(seed: u64, count: usize, now: DateTime<Utc>, days: i64) -> Vec<Record> {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    (0..count)
        .map(|at| conversation(&mut random, at, now.timestamp_millis(), days))
        .collect()
}

fn conversation(random: &mut Pcg64Mcg, at: usize, now: i64, days: i64) -> Record {
    const HOUR: i64 = 3_600_000;
    let span = days * 24 * HOUR;
    let mut record = Record::new();
    let moment = |random: &mut Pcg64Mcg, from: i64| {
        let moment = random.random_range(from..=now.max(from));
        if random.random_bool(0.2) {
            moment.div_euclid(HOUR) * HOUR
        } else {
            moment.div_euclid(1000) * 1000
        }
    };
    let created = moment(random, now - span);
    let state = *["open", "snoozed", "closed", "closed", "closed"]
        .choose(random)
        .unwrap();
    record.insert("ID", Value::Text((215_000 + at).to_string()));
    record.insert("State", Value::Text(state.to_owned()));
    record.insert("Updated At", Value::Number(moment(random, created)));
    if random.random_bool(0.98) {
        record.insert("Created At", Value::Number(created));
    }
    if (state == "closed" && random.random_bool(0.95)) || random.random_bool(0.2) {
        record.insert("Last Close At", Value::Number(moment(random, created - HOUR)));
    }
    if random.random_bool(0.4) {
        record.insert("Conversation Rating", Value::Number(random.random_range(1..=5)));
    }
    if random.random_bool(0.7) {
        record.insert("Time To Admin Reply", Value::Number(random.random_range(0..100_000)));
    }
    if random.random_bool(0.3) {
        record.insert("Waiting Since", Value::Number(moment(random, created)));
    }
    if random.random_bool(0.8) {
        record.insert("Team Assignee ID", Value::Text(random.random_range(1..=4).to_string()));
    }
    if random.random_bool(0.5) {
        record.insert("Admin Assignee ID", Value::Text(random.random_range(1..=9).to_string()));
    }
    if random.random_bool(0.8) {
        let words = ["invoice", "Login", "crash", "naïve \u{1f600}", "it's", "100%"];
        record.insert("Title", Value::Text(format!("{} {at}", words.choose(random).unwrap())));
    }
    if random.random_bool(0.3) {
        record.insert("Count Reopens", Value::Number(random.random_range(0..4)));
    }
    if random.random_bool(0.3) {
        record.insert("Tags", Value::List(vec!["a".to_owned(), "b".to_owned()]));
    }
    record
}

/// The text of a record's field.
pub(crate) fn text<'a>(record: &'a Record, field: &str) -> Option<&'a str> {
    match record.get(field) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// The number of a record's field.
pub(crate) fn number(record: &Record, field: &str) -> Option<i64> {
    match record.get(field) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    }
}

/// The median as people compute it: the mean of the two in the middle.
pub(crate) fn median(numbers: impl IntoIterator<Item = i64>) -> Option<f64> {
    let mut numbers: Vec<i64> = numbers.into_iter().collect();
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    match numbers.len() {
        0 => None,
        length if length % 2 == 1 => Some(numbers[middle] as f64),
        _ => Some(f64::midpoint(numbers[middle - 1] as f64, numbers[middle] as f64)),
    }
}
