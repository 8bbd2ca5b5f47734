//! The access token is in its file and nowhere else: not in the database, the log, the output of any command, nor the
//! command line or the environment of a process.

use std::fs;
use std::path::Path;

use interlens::engine::Home;
use interlens::sandbox::{Sandbox, SandboxConfig};
use secrecy::SecretString;

use crate::harness::TOKEN;
use crate::program::{Answer, Background, Served, command, ended};

/// Fails where a file below a folder holds the token, but for one; gives how many files were looked at.
fn search(folder: &Path, but: &Path) -> usize {
    let mut looked = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            looked += search(&path, but);
        } else if path.is_file() && path != but {
            assert!(
                !holds_token(&fs::read(&path).unwrap()),
                "the token is in {}",
                path.display()
            );
            looked += 1;
        }
    }
    looked
}

fn holds_token(bytes: &[u8]) -> bool {
    bytes.windows(TOKEN.len()).any(|window| window == TOKEN.as_bytes())
}

/// Runs a command with everything it can tell; [`Answer`] itself refuses an output with the token.
async fn told(home: &Path, arguments: &[&str]) -> Answer {
    let mut command = command(home, arguments.iter().copied().chain(["-v"]));
    command.env("INTERLENS_LOG", "trace");
    ended(command).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_is_in_its_file_alone() {
    let config = SandboxConfig {
        conversations: 100,
        token: Some(SecretString::from(TOKEN)),
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config, "127.0.0.1:0".parse().unwrap()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    // Connecting starts the engine; its log tells all it can.
    let _cleared = Background(home);
    let url = sandbox.url();
    let mut connect = command(home, ["connect", "--yes", "--no-sync", "-v", "--base-url", &url]);
    connect
        .env("INTERLENS_LOG", "trace")
        .env("INTERCOM_ACCESS_TOKEN", TOKEN);
    ended(connect).await.fine();
    // The engine that was started has the environment of whoever started it. One that is started for good has none.
    told(home, &["stop"]).await.fine();
    let mut serve = command(home, ["serve", "--every", "never"]);
    serve.env("INTERLENS_LOG", "trace");
    let engine = Served::of(serve, home).await;

    told(home, &["sync"]).await.fine();
    let revoked = ["revoked", "html200:me", "403:teams"];
    for fault in revoked {
        sandbox.world().clear_faults();
        sandbox.world().inject(fault.parse().unwrap());
        let failed = told(home, &["sync"]).await;
        assert!(fault == "html200:me" || failed.code == 2, "{fault}: {failed:?}");
    }
    let again = [
        "connect",
        "--yes",
        "--name",
        "again",
        "--base-url",
        &url,
        "--token-file",
    ];
    let absent = home.join("absent");
    told(home, &[&again[..], &[absent.to_str().unwrap()]].concat())
        .await
        .refused(2);

    for arguments in [
        &["status"][..],
        &["status", "--json"],
        &["history"],
        &["history", "--json"],
        &["audit"],
        &["audit", "--json"],
        &["overview"],
        &["overview", "--json"],
        &["tables", "--json"],
        &["table", "admins", "--format", "jsonl"],
        &["table", "admins", "--where", "nonsense"],
    ] {
        told(home, arguments).await;
    }
    for file in ["cmdline", "environ"] {
        let bytes = fs::read(format!("/proc/{}/{file}", engine.pid())).unwrap();
        assert!(!bytes.is_empty());
        assert!(!holds_token(&bytes), "the token is in {file}");
    }
    told(home, &["stop"]).await.fine();

    let token = home.join("tokens/intercom.token");
    assert!(
        fs::read_to_string(&token).unwrap().contains(TOKEN),
        "the canary is alive"
    );
    let looked = search(home, &token);
    assert!(looked >= 2, "{looked} files");
    let log = fs::read_to_string(Home::at(home).log()).unwrap();
    assert!(
        log.contains("TRACE") && log.contains("DEBUG"),
        "the log does not tell all it can"
    );
}
