//! What disks, sockets and terminals can do to the program. Each case is answered in words and with its exit code, and a
//! file that is not understood is left as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use interlens::catalog::Module;
use interlens::engine::Home;
use interlens::sandbox::Cell;
use redb::{Database, ReadableDatabase, ReadableTableMetadata, TableDefinition, TableHandle};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::time::timeout;

use crate::harness::{Engine, House};
use crate::program::{HANGS, Served, command, ended, run};

/// The exit code of `status` where an engine answers and no workspace is connected.
const NOTHING_YET: i32 = 1;

/// A workspace that was synced, with no engine at work.
async fn stored(conversations: u32) -> House {
    let mut house = House::connected(conversations).await;
    house.sync().await;
    house.assert_equal().await;
    let engine = std::mem::replace(&mut house.engine, nobody(house.folder.path()).await);
    engine.close().await;
    house
}

/// An engine of another home, in the place of one that was closed.
async fn nobody(folder: &Path) -> Engine {
    let aside = folder.join("aside");
    fs::create_dir(&aside).unwrap();
    Engine::open(&aside).await
}

fn database(folder: &Path) -> PathBuf {
    Home::at(folder).database()
}

#[tokio::test]
async fn a_home_that_cannot_be_is_told() {
    for home in ["/dev/null/home", "/proc/home"] {
        let home = Path::new(home);
        let advice = run(home, &["serve"]).await.refused(2);
        assert!(advice.what.contains(home.to_str().unwrap()), "{advice:?}");
        assert!(advice.next.contains("--home"), "{advice:?}");
        assert!(run(home, &["status"]).await.refused(3).next.contains("interlens serve"));
        let nothing = run(home, &["overview"]).await.refused(3);
        assert!(nothing.next.contains("interlens connect"), "{nothing:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_a_newer_version_is_left_alone() {
    const META: TableDefinition<&str, u64> = TableDefinition::new("meta.v1");
    let house = stored(100).await;
    let folder = house.folder.path();
    {
        let file = opened(&database(folder));
        let change = file.begin_write().unwrap();
        change.open_table(META).unwrap().insert("format", 99).unwrap();
        change.commit().unwrap();
    }
    let before = lengths(&database(folder));
    assert!(before.len() > 5, "{before:?}");
    let advice = run(folder, &["serve"]).await.refused(2);
    assert!(advice.what.contains("newer"), "{advice:?}");
    assert!(advice.why.contains("99"), "{advice:?}");
    // A command that starts the engine by itself tells the same.
    let advice = run(folder, &["overview"]).await.refused(3);
    assert!(advice.why.contains("newer"), "{advice:?}");
    assert_eq!(lengths(&database(folder)), before, "the file was changed");
    let file = opened(&database(folder));
    let meta = file.begin_read().unwrap().open_table(META).unwrap();
    assert_eq!(meta.get("format").unwrap().unwrap().value(), 99);
}

/// Opens a database as soon as whoever had it has let go of it: an engine that was closed in this process drops its last
/// handle a moment later.
fn opened(path: &Path) -> Database {
    let begun = std::time::Instant::now();
    loop {
        match Database::open(path) {
            Err(redb::DatabaseError::DatabaseAlreadyOpen) if begun.elapsed() < Duration::from_secs(10) => {
                std::thread::sleep(Duration::from_millis(5));
            }
            file => return file.unwrap(),
        }
    }
}

/// How many entries each table of a database has.
fn lengths(path: &Path) -> BTreeMap<String, u64> {
    let file = opened(path);
    let moment = file.begin_read().unwrap();
    let tables = moment.list_tables().unwrap();
    tables
        .map(|table| {
            let name = table.name().to_owned();
            (name, moment.open_untyped_table(table).unwrap().len().unwrap())
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let noise: Vec<u8> = (0..1_u32 << 18)
        .flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes())
        .collect();
    for content in [&b"not a database"[..], &noise] {
        fs::write(database(folder.path()), content).unwrap();
        let advice = run(folder.path(), &["serve"]).await.refused(2);
        assert!(advice.why.contains("interlens.redb"), "{advice:?}");
        assert_eq!(
            fs::read(database(folder.path())).unwrap(),
            content,
            "the file was changed"
        );
    }
}

/// Wherever a file is damaged: it is opened and every row is right, or words say that it is damaged. Never a panic, and
/// never a wrong row.
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_database_gives_right_rows_or_words() {
    let house = stored(100).await;
    let whole = fs::read(database(house.folder.path())).unwrap();
    let expected = house.sandbox.world().count(Module::Conversations) as usize;
    let mut refused = 0;
    let cuts = [whole.len() / 2, whole.len() - 1].map(|length| whole[..length].to_vec());
    let flips = (0..8).map(|part| {
        let mut bytes = whole.clone();
        let from = bytes.len() / 8 * part;
        for byte in &mut bytes[from..from + 4096] {
            *byte ^= 0x5a;
        }
        bytes
    });
    for bytes in cuts.into_iter().chain(flips) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(database(folder.path()), bytes).unwrap();
        let mut serve = command(folder.path(), ["serve", "--every", "never"]);
        let mut engine = serve.spawn().unwrap();
        let answers = async {
            while interlens::api::Client::connect(&Home::at(folder.path()).socket())
                .await
                .is_err()
            {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::select! {
            ended = engine.wait() => {
                assert_eq!(ended.unwrap().code(), Some(2));
                let answer = crate::program::Answer::of(engine.wait_with_output().await.unwrap());
                assert!(answer.refused(2).why.contains("interlens.redb"));
                refused += 1;
                continue;
            }
            answered = timeout(HANGS, answers) => answered.expect("it answers or ends"),
        }
        let rows = run(folder.path(), &["table", "conversations", "--format", "jsonl"]).await;
        if rows.code == 0 {
            assert_eq!(rows.out.lines().count(), expected);
        } else {
            rows.refused(2);
            refused += 1;
        }
        run(folder.path(), &["stop"]).await;
        timeout(HANGS, engine.wait()).await.expect("it ends").unwrap();
    }
    assert!(refused > 0, "no damage was found");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_socket_of_a_dead_engine_is_in_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let socket = Home::at(folder.path()).socket();
    drop(UnixListener::bind(&socket).unwrap());
    assert!(socket.exists());
    let advice = run(folder.path(), &["status"]).await.refused(3);
    assert!(advice.why.contains(socket.to_str().unwrap()), "{advice:?}");
    let engine = Served::start(folder.path()).await;
    assert_eq!(run(folder.path(), &["status"]).await.code, NOTHING_YET);
    engine.kill().await;
    assert!(socket.exists(), "an engine that is killed leaves its socket");
    Served::start(folder.path()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_engine_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Served::start(folder.path()).await;
    let advice = run(folder.path(), &["serve"]).await.refused(3);
    assert!(advice.why.contains(&engine.pid().to_string()), "{advice:?}");
    // At another socket it cannot know of the first one: the lock of the file is what decides, after a while.
    let other = folder.path().join("other.sock");
    let begun = Instant::now();
    let advice = run(folder.path(), &["serve", "--socket", other.to_str().unwrap()])
        .await
        .refused(2);
    assert!(
        begun.elapsed() > Duration::from_secs(4),
        "it did not wait for a process that is ending"
    );
    assert!(
        advice.what.contains("in use") && advice.next.contains("interlens stop"),
        "{advice:?}"
    );
    assert!(!other.exists());
    assert_eq!(
        run(folder.path(), &["status"]).await.code,
        NOTHING_YET,
        "the first one goes on"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_whose_path_is_too_long_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("d".repeat(120));
    let advice = run(&deep, &["serve"]).await.refused(2);
    assert!(
        advice.why.contains("107") && advice.next.contains("--home"),
        "{advice:?}"
    );
    let socket = folder.path().join("short.sock");
    let short = ["status", "--socket", socket.to_str().unwrap()];
    run(&deep, &short).await.refused(3);
}

/// A small file system of its own, where this user may mount one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount(megabytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m,mode=700"), "none"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: an engine that has just been killed may still hold a file.
        let _ = std::process::Command::new("umount")
            .arg("-l")
            .arg(self.0.path())
            .status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_stops_a_sync_in_words_and_loses_nothing() {
    let Some(disk) = SmallDisk::mount(8) else {
        eprintln!("not tested: this user may not mount a small disk; the store's own tests simulate one");
        return;
    };
    let house = House::connected(300).await;
    let home = disk.0.path();
    let token = house.folder.path().join("token");
    let engine = Served::start(home).await;
    let url = house.sandbox.url();
    let connect = [
        "connect",
        "--yes",
        "--no-sync",
        "--base-url",
        &url,
        "--token-file",
        token.to_str().unwrap(),
    ];
    run(home, &connect).await.fine();
    run(home, &["sync", "--module", "admins,teams"]).await.fine();
    let admins = run(home, &["table", "admins", "--format", "jsonl"]).await.fine();

    let ballast = home.join("ballast");
    fill(&ballast);
    let advice = run(home, &["sync"]).await.refused(2);
    assert!(advice.what.contains("full"), "{advice:?}");
    assert!(advice.next.contains("space"), "{advice:?}");
    assert_eq!(
        run(home, &["table", "admins", "--format", "jsonl"]).await.fine(),
        admins
    );

    fs::remove_file(ballast).unwrap();
    // The engine that met the full disk goes on by itself once there is room.
    run(home, &["sync", "--module", "tickets"]).await.fine();
    let tickets = run(home, &["table", "tickets", "--format", "jsonl"]).await.fine();
    assert_eq!(
        tickets.lines().count() as u64,
        house.sandbox.world().count(Module::Tickets)
    );
    drop(engine);
}

/// Takes all the room there is.
fn fill(file: &Path) {
    use std::io::Write;
    let mut file = fs::File::create(file).unwrap();
    let block = [0_u8; 4096];
    while file.write_all(&block).is_ok() {}
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exit_code_of_status_is_the_health() {
    let folder = tempfile::tempdir().unwrap();
    let none = run(folder.path(), &["status", "--json"]).await;
    assert_eq!(none.code, 3);
    assert!(none.out.contains("no_engine"), "{none:?}");

    let house = House::connected(100).await;
    let home = house.folder.path();
    let never = run(home, &["status"]).await;
    assert_eq!(never.code, 1, "{never:?}");
    assert!(never.out.contains("never synced"), "{never:?}");
    house.sync().await;
    assert_eq!(run(home, &["status", "--quiet"]).await.code, 0);
    house.sandbox.world().inject("403:teams".parse().unwrap());
    house.sync().await;
    let failed = run(home, &["status"]).await;
    assert_eq!(failed.code, 2, "{failed:?}");
    assert!(failed.out.contains(Module::Teams.permission()), "{failed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_terminal_the_program_prints_or_says_how_to_begin() {
    let folder = tempfile::tempdir().unwrap();
    let advice = run(folder.path(), &[]).await.refused(3);
    assert!(
        advice.next.contains("interlens connect") && advice.next.contains("interlens demo"),
        "{advice:?}"
    );
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        0,
        "it left something behind"
    );

    let house = House::connected(100).await;
    house.sync().await;
    let printed = run(house.folder.path(), &[]).await.fine();
    assert!(
        printed.contains("Satisfaction Rate") && !printed.contains('\x1b'),
        "{printed}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locale_without_utf_8_gets_no_characters_of_ours_beyond_ascii() {
    let house = House::connected(300).await;
    house.sync().await;
    let home = house.folder.path();
    let world = house.sandbox.world();
    // Names and titles are the customers' own; they stay what they are.
    let theirs: BTreeSet<char> = Module::ALL
        .into_iter()
        .flat_map(|module| world.truth(module).collect::<Vec<_>>())
        .flatten()
        .filter_map(|cell| match cell {
            Cell::Text(text) => Some(text),
            _ => None,
        })
        .flat_map(|text| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>())
        .collect();
    let commands: [&[&str]; 9] = [
        &[],
        &["overview"],
        &["status"],
        &["history"],
        &["audit"],
        &["tables"],
        &["tables", "conversations"],
        &["table", "tickets"],
        &["--help"],
    ];
    for arguments in commands {
        for locale in ["C", "de_DE.ISO-8859-1"] {
            let mut command = command(home, arguments);
            command.env("LC_ALL", locale);
            let printed = ended(command).await.fine();
            let odd: Vec<char> = printed
                .chars()
                .filter(|c| !c.is_ascii() && !theirs.contains(c))
                .collect();
            assert!(odd.is_empty(), "{arguments:?} in {locale}: {odd:?}");
            assert!(printed.len() > 40, "{arguments:?}: {printed}");
        }
    }
    let mut refused = command(home, ["table", "conversations", "--where", "\"Stat\" = 1"]);
    refused.env("LC_ALL", "C");
    let answer = ended(refused).await;
    assert!(answer.err.is_ascii(), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_has_enough_ends_a_command_quietly() {
    let house = House::connected(400).await;
    house.sync().await;
    for format in ["text", "csv", "json", "jsonl"] {
        let mut child = command(house.folder.path(), ["table", "conversations", "--format", format])
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(!lines.next_line().await.unwrap().unwrap().is_empty());
        drop(lines);
        let output = timeout(HANGS, child.wait_with_output())
            .await
            .expect("it ends")
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), err.as_str()), (Some(0), ""), "{format}");
    }
}
