//! Values of every kind come back as they went in, whole or in part.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, ListBuilder, RecordBatch, StringArray, StringBuilder,
    TimestampMillisecondArray,
};
use arrow::compute::concat_batches;
use arrow::datatypes::{DataType, Schema};

use super::disk::SimDisk;
use super::records::small;
use crate::catalog::{Kind, Module, schema};
use crate::store::{Change, Commit, Options, Segment, SourceId, Store, StoreError};

const SOURCE: SourceId = SourceId(3);
const ROWS: usize = 12;

fn texts() -> Vec<Option<String>> {
    let awkward = [
        "",
        "plain",
        "😀👩‍👩‍👧 é",
        "line\nbreak\ttab\0nul",
        "\u{202e}right to left",
        "  ",
    ];
    let mut texts: Vec<Option<String>> = awkward.iter().map(|text| Some((*text).to_owned())).collect();
    texts.push(None);
    texts.push(Some("long ".repeat(200_000)));
    texts.resize(ROWS, Some("same".to_owned()));
    texts
}

fn lists() -> ArrayRef {
    let mut lists = ListBuilder::new(StringBuilder::new());
    for row in 0..ROWS {
        match row % 4 {
            0 => lists.append(false),
            1 => lists.append(true),
            2 => lists.append_value([Some("a"), None, Some("")]),
            _ => lists.append_value([Some("😀".repeat(row))]),
        }
    }
    Arc::new(lists.finish())
}

/// A batch with every awkward value in every column.
fn awkward(module: Module) -> RecordBatch {
    let null_at = |row: usize| row % 3 == 1;
    let numbers = || {
        let numbers = [i64::MIN, -1, 0, 1, i64::MAX].into_iter().cycle().take(ROWS);
        numbers
            .enumerate()
            .map(move |(row, number)| (!null_at(row)).then_some(number))
    };
    let column = |field: &crate::catalog::Field| -> ArrayRef {
        if module.key().contains(&field.name) {
            return Arc::new(StringArray::from_iter_values((0..ROWS).map(|row| format!("{row}:😀"))));
        }
        match field.kind {
            Kind::Text | Kind::Id => Arc::new(texts().into_iter().collect::<StringArray>()),
            Kind::Integer | Kind::Duration => Arc::new(numbers().collect::<Int64Array>()),
            Kind::Decimal => {
                let decimals = [0.1, -0.0, f64::MAX, f64::MIN_POSITIVE, f64::INFINITY]
                    .into_iter()
                    .cycle()
                    .take(ROWS);
                let decimals = decimals
                    .enumerate()
                    .map(|(row, decimal)| (!null_at(row)).then_some(decimal));
                Arc::new(decimals.collect::<Float64Array>())
            }
            Kind::Boolean => {
                let values = (0..ROWS).map(|row| (!null_at(row)).then_some(row % 2 == 0));
                Arc::new(values.collect::<BooleanArray>())
            }
            Kind::Timestamp => Arc::new(numbers().collect::<TimestampMillisecondArray>().with_timezone("UTC")),
            Kind::List => lists(),
        }
    };
    RecordBatch::try_new(schema(module), module.fields().iter().map(column).collect()).unwrap()
}

fn kept(options: Options, module: Module, rows: &RecordBatch) -> (Store, Arc<Segment>) {
    let store = Store::open_in(Box::new(SimDisk::default()), options).unwrap();
    let commit = Commit {
        source: SOURCE,
        changes: vec![Change::Upsert {
            module,
            rows: rows.clone(),
        }],
        documents: Vec::new(),
    };
    assert_eq!(
        store.commit(commit).unwrap().counts(module).inserted,
        rows.num_rows() as u64
    );
    let segment = Arc::clone(&store.snapshot(SOURCE, &[module]).unwrap().segments(module)[0]);
    (store, segment)
}

fn read(segment: &Arc<Segment>, projection: Option<&[usize]>) -> RecordBatch {
    let rows = segment.reader(projection).unwrap();
    let schema = rows.schema();
    concat_batches(&schema, &rows.collect::<Result<Vec<_>, StoreError>>().unwrap()).unwrap()
}

#[test]
fn every_kind_comes_back() {
    // Between them these have all kinds.
    for module in [Module::Companies, Module::Conversations, Module::ConversationVsContact] {
        let rows = awkward(module);
        let (store, segment) = kept(
            Options {
                chunk_bytes: 65_536,
                ..small()
            },
            module,
            &rows,
        );
        let mut seen = read(&segment, None);
        assert_eq!(seen.num_rows(), ROWS);
        // Segments are in key order, in which 10 and 11 come before 2.
        let order: Vec<u32> = seen_order(module, &rows, &seen);
        seen = arrow::compute::take_record_batch(&seen, &arrow::array::UInt32Array::from(order)).unwrap();
        assert_eq!(seen, rows);
        let key: Vec<&str> = vec!["7:😀"; module.key().len()];
        assert_eq!(store.lookup(SOURCE, module, &key).unwrap().unwrap(), rows.slice(7, 1));
    }
}

/// For each row of `rows` where it is in `seen`.
fn seen_order(module: Module, rows: &RecordBatch, seen: &RecordBatch) -> Vec<u32> {
    use arrow::array::AsArray;
    let names = |batch: &RecordBatch| -> Vec<String> {
        let column = batch.column_by_name(module.key()[0]).unwrap().as_string::<i32>();
        column.iter().flatten().map(str::to_owned).collect()
    };
    let seen = names(seen);
    let place = |name: String| seen.iter().position(|other| *other == name).unwrap() as u32;
    names(rows).into_iter().map(place).collect()
}

#[test]
fn columns_come_in_the_order_they_are_asked_for() {
    let module = Module::Companies;
    let rows = awkward(module);
    let (_store, segment) = kept(
        Options {
            chunk_bytes: 65_536,
            ..small()
        },
        module,
        &rows,
    );
    let all = read(&segment, None);
    for projection in [&[5, 0][..], &[8], &[], &[0, 1, 2]] {
        assert_eq!(read(&segment, Some(projection)), all.project(projection).unwrap());
    }
    assert!(segment.reader(Some(&[99])).is_err());
}

#[test]
fn bytes_and_footer_are_those_of_the_parquet_file() {
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    let (_store, segment) = kept(small(), Module::Companies, &awkward(Module::Companies));
    let whole = segment.read(0..segment.byte_len()).unwrap();
    assert!(segment.byte_len() > 10 * 1_024, "it is in many pieces");
    assert_eq!((&whole[..4], &whole[whole.len() - 4..]), (&b"PAR1"[..], &b"PAR1"[..]));
    for range in [
        0..1,
        700..900,
        767..769,
        5_000..9_000,
        segment.byte_len() - 8..segment.byte_len(),
        9..9,
    ] {
        let piece = whole.slice(range.start as usize..range.end as usize);
        assert_eq!(segment.read(range).unwrap(), piece);
    }
    assert!(segment.read(0..segment.byte_len() + 1).is_err());
    assert_eq!(segment.metadata().unwrap().file_metadata().num_rows(), ROWS as i64);
    let independent = ParquetRecordBatchReaderBuilder::try_new(whole)
        .unwrap()
        .build()
        .unwrap();
    assert_eq!(independent.map(|batch| batch.unwrap().num_rows()).sum::<usize>(), ROWS);
}

#[test]
fn rows_of_another_shape_are_refused() {
    let store = Store::open_in(Box::new(SimDisk::default()), small()).unwrap();
    let module = Module::Teams;
    let rows = awkward(module);
    let fewer = rows.project(&[0]).unwrap();
    let mut fields: Vec<arrow::datatypes::Field> = rows
        .schema()
        .fields()
        .iter()
        .map(|field| (**field).clone().with_nullable(true))
        .collect();
    let mut columns = rows.columns().to_vec();
    let key = rows.schema().index_of("Team ID").unwrap();
    columns[key] = Arc::new(texts().into_iter().collect::<StringArray>());
    let no_key = RecordBatch::try_new(Arc::new(Schema::new(fields.clone())), columns.clone()).unwrap();
    fields[key] = fields[key].clone().with_data_type(DataType::Int64);
    columns[key] = Arc::new(Int64Array::from_iter_values(0..ROWS as i64));
    let numbers = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap();
    for rows in [fewer, no_key, numbers] {
        let commit = Commit {
            source: SOURCE,
            changes: vec![Change::Upsert { module, rows }],
            documents: Vec::new(),
        };
        let error = store.commit(commit).unwrap_err();
        assert!(
            matches!(
                error,
                StoreError::Shape {
                    module: Module::Teams,
                    ..
                }
            ),
            "{error}"
        );
    }
    assert_eq!(store.tally(SOURCE, module).unwrap().live, 0);
}

#[test]
fn an_upsert_of_what_is_there_writes_nothing() {
    let module = Module::Companies;
    let rows = awkward(module);
    let (store, _) = kept(small(), module, &rows);
    let before = (store.tally(SOURCE, module).unwrap(), store.version());
    let again = Commit {
        source: SOURCE,
        changes: vec![Change::Upsert { module, rows }],
        documents: Vec::new(),
    };
    assert_eq!(store.commit(again).unwrap().counts(module).unchanged, ROWS as u64);
    assert_eq!((store.tally(SOURCE, module).unwrap(), store.version()), before);
    assert_eq!(before.0.newest, Some(i64::MAX));
}
