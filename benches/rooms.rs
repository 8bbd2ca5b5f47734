//! How long the work of each room takes: `cargo bench`. What a whole process takes is measured from outside, with the
//! commands in the README's performance section.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run says so by ending")]

use std::hint::black_box;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray};
use arrow::compute::concat_batches;
use chrono::{TimeZone, Utc};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use interlens::catalog::{Module, schema};
use interlens::chart::paint::{Cells, Manner};
use interlens::chart::{self, Kind, Look, Palette, draw, example};
use interlens::intercom::{Client, RawPage, Settings, decode};
use interlens::query::{Session, Sheet, SortKey, Stop, View};
use interlens::report::{Period, overview};
use interlens::sandbox::{DEFAULT_PRESENT, Sandbox, SandboxConfig};
use interlens::store::{Change, Commit, Options, SourceId, Store};
use interlens::text::SafeText;
use interlens::tui::theme::Theme;
use interlens::tui::{sample, view};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

const SOURCE: SourceId = SourceId(1);
const CONVERSATIONS: u32 = 20_000;

/// Everything a simulated workspace has of a module, page by page.
fn pages(runtime: &Runtime, module: Module) -> Vec<RawPage> {
    runtime.block_on(async {
        let config = SandboxConfig {
            conversations: CONVERSATIONS,
            ..SandboxConfig::default()
        };
        let sandbox = Sandbox::start(config, "127.0.0.1:0".parse().unwrap()).await.unwrap();
        let token = SecretString::from("a-token-for-benchmarks");
        let client = Client::new(sandbox.url().parse().unwrap(), token, Settings::default()).unwrap();
        let (mut pager, cancel) = (client.pages(module, None, None), CancellationToken::new());
        let mut all = Vec::new();
        while let Some(page) = pager.next(&cancel).await.unwrap() {
            all.push(page);
        }
        sandbox.stop().await;
        all
    })
}

fn rows(pages: &[RawPage], module: Module) -> RecordBatch {
    let batches: Vec<RecordBatch> = pages
        .iter()
        .map(|page| decode(module, page.rows.as_str()).rows)
        .collect();
    concat_batches(&schema(module), &batches).unwrap()
}

fn upsert(store: &Store, module: Module, rows: RecordBatch) {
    let changes = vec![Change::Upsert { module, rows }];
    store
        .commit(Commit {
            source: SOURCE,
            changes,
            documents: Vec::new(),
        })
        .unwrap();
}

fn empty() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("bench.redb"), Options::default()).unwrap();
    (folder, store)
}

/// A store with the conversations over and over, under ids and titles of their own.
fn many(all: &RecordBatch, rows: usize) -> (TempDir, Store) {
    let (folder, store) = empty();
    let module = Module::Conversations;
    let place = |name: &str| all.schema().index_of(name).unwrap();
    let (id, title) = (place("ID"), place("Title"));
    for copy in 0..rows.div_ceil(all.num_rows()) {
        let own = |column: usize, write: &dyn Fn(&str, usize) -> String| -> ArrayRef {
            let texts = all.column(column).as_string::<i32>().iter().enumerate();
            let texts = texts.map(|(row, text)| text.map(|text| write(text, row)));
            Arc::new(texts.collect::<StringArray>())
        };
        let mut columns = all.columns().to_vec();
        columns[id] = own(id, &|id, _| format!("{id}{copy:03}"));
        columns[title] = own(title, &|title, row| format!("{title} {}", copy * 7919 + row * 31));
        upsert(&store, module, RecordBatch::try_new(all.schema(), columns).unwrap());
    }
    while store.merge(SOURCE, module).unwrap().more {}
    (folder, store)
}

fn table(conditions: &[&str], sort: &[&str]) -> View {
    let descending = |column: &&str| SortKey {
        column: (*column).to_owned(),
        descending: true,
    };
    View {
        conditions: conditions.iter().map(|text| text.parse().unwrap()).collect(),
        sort: sort.iter().map(descending).collect(),
        ..View::all(Module::Conversations)
    }
}

/// Views of conversations: 100,000 of them, or as many as `INTERLENS_BENCH_ROWS` says.
fn sheets(c: &mut Criterion, all: &RecordBatch) {
    let rows = std::env::var("INTERLENS_BENCH_ROWS").map_or(100_000, |rows| rows.parse().unwrap());
    let (_folder, store) = many(all, rows);
    let now = Utc.timestamp_opt(DEFAULT_PRESENT, 0).unwrap();
    let snapshot = store.snapshot(SOURCE, &[Module::Conversations]).unwrap();
    let session = Session::new(&snapshot, chrono_tz::Europe::Berlin, now).unwrap();
    let build = |view: &View| Sheet::build(&session, view, &Stop::default()).unwrap();
    let mut group = c.benchmark_group("query");
    group.sample_size(10).throughput(Throughput::Elements(rows as u64));
    for (name, conditions, sort) in [
        ("sort by a text that differs", &[][..], &["Title"][..]),
        ("sort by a text that repeats", &[], &["State"]),
        ("sort by an id", &[], &["ID"]),
        ("sort by a time", &[], &["Updated At"]),
        ("sort by a formula column", &[], &["Satisfaction Category"]),
        (
            "filter and sort",
            &["State = open | snoozed", "Title ~ a"],
            &["Waiting Since"],
        ),
    ] {
        let view = table(conditions, sort);
        group.bench_function(name, |b| b.iter(|| build(black_box(&view))));
    }
    group.throughput(Throughput::Elements(1));
    let fields = &Module::Conversations.fields()[..10];
    let columns: Vec<String> = fields.iter().map(|field| field.name.to_owned()).collect();
    for (name, sort) in [("in the order of the store", &[][..]), ("sorted by a text", &["Title"])] {
        let sheet = build(&table(&[], sort));
        group.bench_function(format!("a window of 200 rows and 10 columns {name}"), |b| {
            let mut offset = 0;
            b.iter(|| {
                offset = (offset + 7_919) % sheet.rows();
                sheet.window(&columns, offset, 200, &Stop::default()).unwrap()
            });
        });
    }
    let sheet = build(&table(&[], &["Updated At"]));
    group.bench_function("find a text in all columns", |b| {
        let mut number = 0;
        b.iter(|| {
            // What was looked for is kept, so each search is for another text.
            number += 1;
            let text = format!("nobody {number}");
            sheet.find(&text, &[], 0, false, &Stop::default()).unwrap()
        });
    });
    group.bench_function("locate a record", |b| {
        let key = [format!("{}000", id_of(all, all.num_rows() / 2))];
        b.iter(|| sheet.locate(black_box(&key), &Stop::default()).unwrap());
    });
    group.bench_function("the values of a column", |b| {
        b.iter(|| sheet.values("Team Assignee ID", "", 50, &Stop::default()).unwrap());
    });
    group.finish();
}

fn id_of(all: &RecordBatch, row: usize) -> &str {
    all.column_by_name("ID").unwrap().as_string::<i32>().value(row)
}

fn rooms(c: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let conversations = pages(&runtime, Module::Conversations);
    let all = rows(&conversations, Module::Conversations);

    let mut group = c.benchmark_group("intercom");
    group.throughput(Throughput::Elements(conversations[0].rows.len() as u64));
    group.bench_function("decode a page of conversations", |b| {
        b.iter(|| decode(Module::Conversations, black_box(conversations[0].rows.as_str())));
    });
    group.finish();

    let mut group = c.benchmark_group("store");
    group.sample_size(20).throughput(Throughput::Elements(10_000));
    group.bench_function("commit 10,000 new conversations", |b| {
        b.iter_batched(
            empty,
            |(folder, store)| {
                upsert(&store, Module::Conversations, all.slice(0, 10_000));
                (folder, store)
            },
            BatchSize::PerIteration,
        );
    });
    group.throughput(Throughput::Elements(1));
    let (_folder, store) = empty();
    for start in (0..all.num_rows()).step_by(2_000) {
        upsert(
            &store,
            Module::Conversations,
            all.slice(start, 2_000.min(all.num_rows() - start)),
        );
    }
    let id = id_of(&all, all.num_rows() / 2).to_owned();
    group.bench_function("look up one conversation", |b| {
        b.iter(|| {
            store
                .lookup(SOURCE, Module::Conversations, &[black_box(&id)])
                .unwrap()
                .unwrap()
        });
    });
    while store.merge(SOURCE, Module::Conversations).unwrap().more {}
    group.finish();

    let mut group = c.benchmark_group("report");
    group.sample_size(20);
    let now = Utc.timestamp_opt(DEFAULT_PRESENT, 0).unwrap();
    group.bench_function("the overview of 20,000 conversations", |b| {
        b.iter(|| {
            let snapshot = store.snapshot(SOURCE, &Module::ALL).unwrap();
            let session = Session::new(&snapshot, chrono_tz::Europe::Berlin, now).unwrap();
            runtime.block_on(overview(&session, Period::Month)).unwrap()
        });
    });
    group.finish();

    sheets(c, &all);

    let mut group = c.benchmark_group("tui");
    for (width, height) in [(80, 24), (120, 36), (200, 60)] {
        let model = sample::model(Size::new(width, height), Theme::default());
        group.bench_function(format!("draw the dashboard at {width}x{height}"), |b| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            b.iter(|| view::draw(&model, black_box(&mut buffer)));
        });
    }
    group.finish();

    charts(c);

    let mut group = c.benchmark_group("text");
    for (name, text) in [
        ("plain", "Cannot log in after the update"),
        ("hostile", "\u{1b}[31mpay\u{202e}pal \u{5d0}\u{5d1} 日本語 👩‍👩‍👧"),
    ] {
        group.bench_function(format!("make a {name} title safe"), |b| {
            b.iter(|| SafeText::new(black_box(text)));
        });
    }
    group.finish();
}

/// Every kind over a whole screen, and as it lies in a tile.
fn charts(c: &mut Criterion) {
    let palette = Palette::dark();
    let mut group = c.benchmark_group("chart");
    group.sample_size(20);
    for kind in Kind::all() {
        let chart = example(kind);
        for (width, height, compact) in [(200, 60, false), (60, 18, true)] {
            let look = Look {
                compact,
                ..Look::default()
            };
            let mut cells = Cells::default();
            group.bench_function(format!("{} at {width}x{height}", kind.slug()), |b| {
                let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
                b.iter(|| {
                    let scene = draw(black_box(&chart), &look, chart::Size::new(width, height));
                    cells.paint(&scene, None, &palette, Manner::default(), &mut buffer, (0, 0));
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, rooms);
criterion_main!(benches);
