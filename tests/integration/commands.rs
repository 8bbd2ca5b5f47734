//! Every command of the program, from `connect` to `stop`, against a workspace whose truth is known.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use arrow::array::{Array, AsArray};
use arrow::csv::ReaderBuilder;
use arrow::datatypes::{DataType, Field, Schema};
use chrono::{DateTime, TimeDelta};
use interlens::api::Client;
use interlens::api::wire::{AuditEntry, Overview, Run, RunStatus, Status};
use interlens::catalog::Module;
use interlens::engine::Home;
use interlens::intercom::token;
use interlens::sandbox::{Cell, Sandbox, SandboxConfig, World};
use secrecy::SecretString;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::timeout;

use crate::harness::TOKEN;
use crate::program::{Background, HANGS, Served, bare, command, ended, run};

/// A workspace, an empty home, and a token file outside of it.
struct Start {
    sandbox: Sandbox,
    folder: TempDir,
    _elsewhere: TempDir,
    token: String,
}

async fn start(conversations: u32) -> Start {
    let config = SandboxConfig {
        conversations,
        token: Some(SecretString::from(TOKEN)),
        ..SandboxConfig::default()
    };
    let elsewhere = tempfile::tempdir().unwrap();
    let path = elsewhere.path().join("token");
    token::store(&path, &SecretString::from(TOKEN)).unwrap();
    Start {
        sandbox: Sandbox::start(config, "127.0.0.1:0".parse().unwrap()).await.unwrap(),
        folder: tempfile::tempdir().unwrap(),
        token: path.to_str().unwrap().to_owned(),
        _elsewhere: elsewhere,
    }
}

impl Start {
    fn connect<'a>(&'a self, url: &'a str) -> [&'a str; 7] {
        [
            "connect",
            "--yes",
            "--no-sync",
            "--base-url",
            url,
            "--token-file",
            &self.token,
        ]
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_from_connect_to_stop() {
    let start = start(300).await;
    let home = start.folder.path();
    let mut engine = Served::start(home).await;
    let connected = run(home, &start.connect(&start.sandbox.url())).await;
    assert!(connected.err.contains("Acme Support"), "{connected:?}");
    assert_eq!(connected.fine(), "", "words are no data");
    let synced = run(home, &["sync"]).await;
    assert!(synced.out.contains("success"), "{synced:?}");
    synced.fine();

    status(home, &engine).await;
    history(home).await;
    overview(home, &start.sandbox.world()).await;
    tables(home, &start.sandbox.world()).await;
    for module in Module::ALL {
        table(home, &start.sandbox.world(), module).await;
    }
    chosen_rows(home, &start.sandbox.world()).await;

    let stopped = run(home, &["stop"]).await;
    assert!(stopped.err.contains(&engine.pid().to_string()), "{stopped:?}");
    stopped.fine();
    let ended = timeout(HANGS, engine.child.wait())
        .await
        .expect("the process ends")
        .unwrap();
    assert_eq!(ended.code(), Some(0));
    assert!(!Home::at(home).socket().exists());
    run(home, &["stop"]).await.refused(3);
}

async fn status(home: &Path, engine: &Served) {
    let text = run(home, &["status", "--json"]).await.fine();
    let value: Value = serde_json::from_str(&text).unwrap();
    // Monitors read these: none is renamed or taken away.
    let keys = |value: &Value| -> BTreeSet<String> { value.as_object().unwrap().keys().cloned().collect() };
    let named = |names: &[&str]| -> BTreeSet<String> { names.iter().map(|name| (*name).to_owned()).collect() };
    assert!(keys(&value).is_superset(&named(&["health", "engine", "sources"])));
    assert!(keys(&value["engine"]).is_superset(&named(&[
        "version",
        "pid",
        "started_at",
        "demo",
        "clients",
        "file_bytes",
        "record_bytes"
    ])));
    assert!(keys(&value["sources"][0]).is_superset(&named(&[
        "id",
        "name",
        "account",
        "workspace_id",
        "host",
        "time_zone",
        "state",
        "problem",
        "progress",
        "last_run",
        "last_success_at",
        "next_sync_at",
        "rows",
        "modules",
    ])));
    assert_eq!(value["health"], "fine");
    let status: Status = serde_json::from_str(&text).unwrap();
    assert_eq!(status.engine.pid, engine.pid());
    assert_eq!(status.sources[0].modules.len(), Module::ALL.len());
    assert_eq!(
        status.engine.file_bytes,
        fs::metadata(Home::at(home).database()).unwrap().len()
    );
}

async fn history(home: &Path) {
    let runs: Vec<Run> = serde_json::from_str(&run(home, &["history", "--json"]).await.fine()).unwrap();
    let [only] = runs.as_slice() else { panic!("{runs:#?}") };
    assert_eq!(only.status, RunStatus::Success);
    let entries: Vec<AuditEntry> = serde_json::from_str(&run(home, &["audit", "--json"]).await.fine()).unwrap();
    assert!(
        entries
            .iter()
            .all(|entry| entry.who.is_some() && entry.who == entries[0].who),
        "{entries:#?}"
    );
    assert_eq!(entries.len(), 2, "connected and synced: {entries:#?}");
    for command in ["history", "audit"] {
        let lines = run(home, &[command]).await.fine();
        assert!(lines.lines().count() > 1, "{lines}");
    }
}

async fn overview(home: &Path, world: &World) {
    let text = run(home, &["overview", "--period", "90d", "--json"]).await.fine();
    let overview: Overview = serde_json::from_str(&text).unwrap();
    assert_eq!(overview.conversations, world.count(Module::Conversations));
    assert_eq!(overview.tiles.len(), 6);
    let lines = run(home, &["overview"]).await.fine();
    for tile in &overview.tiles {
        assert!(lines.contains(&tile.name), "{}: {lines}", tile.name);
    }
    run(home, &["overview", "--source", "nobody"]).await.refused(3);
}

async fn tables(home: &Path, world: &World) {
    let text = run(home, &["tables", "--json"]).await.fine();
    let tables: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(tables.len(), Module::ALL.len());
    for (table, module) in tables.iter().zip(Module::ALL) {
        assert_eq!(table["name"], module.name());
        assert_eq!(table["rows"], world.count(module), "{module}");
    }
}

/// A table in each format, against the truth.
async fn table(home: &Path, world: &World, module: Module) {
    let slug = module.slug();
    let truth: Vec<Vec<Cell>> = world.truth(module).collect();
    let names: Vec<&str> = module.fields().iter().map(|field| field.name).collect();
    let object = |row: &Vec<Cell>| -> String {
        let cells = names
            .iter()
            .zip(row)
            .map(|(name, cell)| ((*name).to_owned(), in_json(cell)));
        Value::Object(cells.collect()).to_string()
    };
    let expected = sorted(truth.iter().map(object));

    let lines = run(home, &["table", slug, "--format", "jsonl"]).await.fine();
    let parsed = |line: &str| serde_json::from_str::<Value>(line).unwrap();
    assert_eq!(
        sorted(lines.lines().map(|line| parsed(line).to_string())),
        expected,
        "{module}"
    );
    if let Some(first) = lines.lines().next() {
        // The order of the columns is the catalogue's, which a parsed object does not keep.
        let at: Vec<usize> = names
            .iter()
            .map(|name| first.find(&format!("{name:?}:")).unwrap())
            .collect();
        assert!(at.is_sorted(), "{module}: {first}");
    }
    let array = run(home, &["table", slug, "--format", "json"]).await.fine();
    let array: Vec<Value> = serde_json::from_str(&array).unwrap();
    assert_eq!(sorted(array.iter().map(Value::to_string)), expected, "{module}");

    let csv = run(home, &["table", slug, "--format", "csv", "--raw"]).await.fine();
    let rows = csv_rows(&csv, &names);
    let expected = sorted(truth.iter().map(|row| row.iter().map(in_csv).collect::<Vec<_>>()));
    assert_eq!(sorted(rows.into_iter()), expected, "{module}");

    let text = run(home, &["table", slug]).await.fine();
    assert_eq!(text.lines().count(), truth.len() + 1, "{module}");
    let head = text.lines().next().unwrap();
    assert!(names.iter().all(|name| head.contains(name)), "{module}: {head}");
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort();
    items
}

fn moment(seconds: i64) -> String {
    let at = DateTime::from_timestamp(seconds, 0).unwrap();
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn in_json(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Int(number) => json!(number),
        Cell::Decimal(number) => json!(number),
        Cell::Bool(yes) => json!(yes),
        Cell::Time(seconds) => json!(moment(*seconds)),
        Cell::List(items) => json!(items),
    }
}

fn in_csv(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Int(number) => number.to_string(),
        Cell::Decimal(number) => number.to_string(),
        Cell::Bool(yes) => yes.to_string(),
        Cell::Time(seconds) => moment(*seconds),
        Cell::List(items) => items.join("; "),
    }
}

/// The rows of a CSV text, whose head has to be these names.
fn csv_rows(text: &str, names: &[&str]) -> Vec<Vec<String>> {
    let head = text.split("\r\n").next().unwrap();
    assert_eq!(
        head.split(',').map(|name| name.trim_matches('"')).collect::<Vec<_>>(),
        names
    );
    let columns: Vec<Field> = names
        .iter()
        .map(|name| Field::new(*name, DataType::Utf8, true))
        .collect();
    let reader = ReaderBuilder::new(Arc::new(Schema::new(columns)))
        .with_header(true)
        .build(text.as_bytes())
        .unwrap();
    let mut rows = Vec::new();
    for batch in reader {
        let batch = batch.unwrap();
        for row in 0..batch.num_rows() {
            let cells = batch.columns().iter().map(|column| {
                let texts = column.as_string::<i32>();
                if texts.is_null(row) {
                    String::new()
                } else {
                    texts.value(row).to_owned()
                }
            });
            rows.push(cells.collect());
        }
    }
    rows
}

async fn chosen_rows(home: &Path, world: &World) {
    let column = |name: &str| Module::Conversations.field(name).unwrap().0;
    let (id, state, reopens) = (column("ID"), column("State"), column("Count Reopens"));
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    let mut expected: Vec<(i64, String)> = world
        .truth(Module::Conversations)
        .filter(|row| row[state] == Cell::Text("closed".to_owned()))
        .filter_map(|row| match row[reopens] {
            Cell::Int(count) => Some((count, text(&row[id]))),
            _ => None,
        })
        .collect();
    expected.sort_by(|left, right| (right.0, &left.1).cmp(&(left.0, &right.1)));
    expected.truncate(7);
    assert_eq!(expected.len(), 7);
    let answer = run(
        home,
        &[
            "table",
            "conversations",
            "--where",
            "\"State\" = 'closed' AND \"Count Reopens\" IS NOT NULL",
            "--columns",
            "count_reopens,id",
            "--sort",
            "count reopens:desc,ID",
            "--limit",
            "7",
            "--format",
            "jsonl",
        ],
    )
    .await
    .fine();
    let rows: Vec<(i64, String)> = answer
        .lines()
        .map(|line| {
            let row: BTreeMap<String, Value> = serde_json::from_str(line).unwrap();
            assert_eq!(row.len(), 2, "{line}");
            let count = row["Count Reopens"].as_i64().unwrap();
            (count, row["ID"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(rows, expected);
    for wrong in [["--columns", "nonsense"], ["--sort", "nonsense"], ["--limit", "few"]] {
        let mut arguments = vec!["table", "conversations"];
        arguments.extend(wrong);
        assert_eq!(run(home, &arguments).await.code, 3, "{wrong:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_xdg_folders_are_used_and_only_for_their_owner() {
    use std::os::unix::fs::PermissionsExt;
    let start = start(100).await;
    let root = start.folder.path();
    let runtime = root.join("run");
    fs::create_dir(&runtime).unwrap();
    fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)).unwrap();
    let program = |arguments: &[&str]| {
        let mut command = bare(arguments);
        command
            .env("HOME", root.join("user"))
            .env("XDG_DATA_HOME", root.join("data"))
            .env("XDG_CONFIG_HOME", root.join("config"))
            .env("XDG_STATE_HOME", root.join("state"))
            .env("XDG_RUNTIME_DIR", &runtime);
        command
    };
    // No engine runs: connect starts one, which finds the same folders by itself.
    let url = start.sandbox.url();
    let mut connect = program(&["connect", "--yes", "--base-url", &url]);
    connect.env("INTERCOM_ACCESS_TOKEN", TOKEN);
    ended(connect).await.fine();
    ended(program(&["sync"])).await.fine();
    let socket = runtime.join("interlens/engine.sock");
    let private = [
        ("data/interlens", 0o700),
        ("data/interlens/interlens.redb", 0o600),
        ("config/interlens", 0o700),
        ("config/interlens/tokens", 0o700),
        ("config/interlens/tokens/intercom.token", 0o600),
        ("state/interlens", 0o700),
        ("state/interlens/engine.log", 0o600),
        ("run/interlens", 0o700),
        ("run/interlens/engine.sock", 0o600),
    ];
    let modes = private.map(|(path, _)| {
        let mode = fs::metadata(root.join(path)).map(|data| data.permissions().mode() & 0o777);
        (path, mode.unwrap_or_default())
    });
    let (_, hello) = Client::connect(&socket).await.unwrap();
    ended(program(&["stop"])).await.fine();
    assert_eq!(modes, private);
    assert!(!root.join("user").exists(), "something was put into HOME");
    assert!(!socket.exists());
    gone(hello.pid).await;
}

/// Waits until a process that is not a child of this one has ended.
async fn gone(process: u32) {
    let path = format!("/proc/{process}/stat");
    timeout(HANGS, async {
        // An orphan that has ended stays as a zombie where nobody collects it.
        while fs::read_to_string(&path).is_ok_and(|stat| !stat.contains(") Z ")) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .expect("the process ends");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_was_started_for_nothing_goes_away_by_itself() {
    let start = start(100).await;
    let home = start.folder.path();
    let _cleared = Background(home);
    let wrong = home.join("wrong.token");
    token::store(&wrong, &SecretString::from("another-token")).unwrap();
    let url = start.sandbox.url();
    let arguments = [
        "connect",
        "--yes",
        "--base-url",
        &url,
        "--token-file",
        wrong.to_str().unwrap(),
    ];
    run(home, &arguments).await.refused(2);
    let socket = Home::at(home).socket();
    let (client, hello) = Client::connect(&socket).await.unwrap();
    assert_ne!(hello.pid, std::process::id());
    // A client that stays attached holds it.
    let events = client.events().await.unwrap();
    tokio::select! {
        () = gone(hello.pid) => panic!("it left somebody alone"),
        () = tokio::time::sleep(Duration::from_secs(4)) => {}
    }
    drop(events);
    gone(hello.pid).await;
    assert!(!socket.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_was_started_for_data_stays() {
    let start = start(100).await;
    let home = start.folder.path();
    let engine = Served::start(home).await;
    run(home, &start.connect(&start.sandbox.url())).await.fine();
    run(home, &["sync", "--module", "teams"]).await.fine();
    run(home, &["stop"]).await.fine();
    drop(engine);
    // Any command that needs data starts one anew; it keeps the data fresh from then on.
    let _cleared = Background(home);
    let teams = run(home, &["table", "teams", "--format", "jsonl"]).await.fine();
    assert_eq!(teams.lines().count() as u64, start.sandbox.world().count(Module::Teams));
    let (_, hello) = Client::connect(&Home::at(home).socket()).await.unwrap();
    let answer = run(home, &["status", "--json"]).await;
    let status: Status = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(status.engine.pid, hello.pid);
    let source = &status.sources[0];
    assert_eq!(
        source.next_sync_at.unwrap(),
        source.last_run.as_ref().unwrap().ended_at.unwrap() + TimeDelta::hours(1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_in_a_pipe_prints_the_dashboard_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let temporary = tempfile::tempdir().unwrap();
    let mut demo = command(folder.path(), ["demo", "--conversations", "300"]);
    demo.env("TMPDIR", temporary.path());
    let printed = ended(demo).await.fine();
    for words in [
        "Satisfaction Rate",
        "Resolved Conversation",
        "By team",
        "Waiting longest",
    ] {
        assert!(printed.contains(words), "{words}: {printed}");
    }
    assert!(!printed.contains('\x1b'));
    for folder in [&folder, &temporary] {
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
