//! The engine killed in the middle of a sync, again and again: nothing that was committed is lost, the sync goes on by
//! itself, and what is stored in the end equals the workspace.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures::StreamExt;
use interlens::api::Client;
use interlens::api::wire::{ConnectRequest, Event, RunStatus, Status, SyncRequest, Trigger};
use interlens::catalog::Module;
use interlens::engine::Home;
use interlens::intercom::TokenSource;
use interlens::sandbox::{Sandbox, SandboxConfig};
use secrecy::SecretString;

use crate::harness::{TOKEN, assert_module_equal};

/// An engine in a process of its own, ended by its own process id.
struct Process(Child);

impl Process {
    fn start(folder: &Path) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_interlens"))
            .args(["serve", "--home"])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self(child)
    }

    /// The socket of an engine that was killed is still there: only an engine that answers is one.
    async fn client(&mut self, folder: &Path) -> Client {
        loop {
            if let Ok((client, hello)) = Client::connect(&Home::at(folder).socket()).await
                && hello.pid == self.0.id()
            {
                return client;
            }
            assert!(self.0.try_wait().unwrap().is_none(), "the engine ended by itself");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn stored(status: &Status) -> BTreeMap<Module, u64> {
    status.sources[0]
        .modules
        .iter()
        .map(|module| (module.module, module.rows))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_times_killed_and_equal_in_the_end() {
    const KILLS: u64 = 20;
    let config = SandboxConfig {
        conversations: 3_000,
        latency: Duration::from_millis(12),
        token: Some(SecretString::from(TOKEN)),
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config, "127.0.0.1:0".parse().unwrap()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    interlens::intercom::token::store(&token, &SecretString::from(TOKEN)).unwrap();
    let world = sandbox.world();

    let mut first = Process::start(folder.path());
    let client = first.client(folder.path()).await;
    let request = ConnectRequest {
        name: "killed".to_owned(),
        base_url: sandbox.url(),
        token: TokenSource::File { path: token },
        modules: Vec::new(),
        time_zone: None,
        plan: interlens::catalog::Plan::default(),
        sync: true,
    };
    client.connect_source(&request).await.unwrap();

    let mut committed = BTreeMap::new();
    let mut resumed = 0;
    first.kill();
    for kill in 0..KILLS {
        let mut engine = Process::start(folder.path());
        let client = engine.client(folder.path()).await;
        let mut events = Box::pin(client.events().await.unwrap());
        world.forget_requests();
        // Each time a little later in the sync: 1, 4, 7 ... calls after the start, wherever that is.
        let after = 1 + kill * 3;
        let mut first = true;
        while let Some(Ok(event)) = events.next().await {
            let Event::Status { status } = event else { continue };
            let now = stored(&status);
            if std::mem::take(&mut first) {
                for (module, rows) in &committed {
                    assert!(
                        now[module] >= *rows,
                        "kill {kill}: {module} had {rows} rows and has {}",
                        now[module]
                    );
                }
            }
            committed = now;
            let source = &status.sources[0];
            if let Some(progress) = &source.progress {
                resumed += u64::from(progress.run.trigger == Trigger::Resume);
                if world.requests().values().sum::<u64>() >= after {
                    break;
                }
            } else {
                // It came to its end before it was killed: begin again, so that there is something to kill.
                world.advance(Duration::from_mins(1));
                client.sync(1, &SyncRequest::default()).await.unwrap();
            }
        }
        engine.kill();
    }
    assert!(resumed > 0, "no engine went on with a sync by itself");

    let mut engine = Process::start(folder.path());
    let client = engine.client(folder.path()).await;
    let mut events = Box::pin(client.events().await.unwrap());
    loop {
        let event = events.next().await.unwrap().unwrap();
        let Event::Status { status } = event else { continue };
        if status.sources[0].progress.is_none() {
            break;
        }
    }
    // Whatever was interrupted has been gone on with; one more sync brings the last changes.
    let run = crate::harness::sync(&client, &[]).await;
    assert_eq!(run.status, RunStatus::Success, "{run:#?}");
    for module in Module::ALL {
        assert_module_equal(&client, &sandbox, module).await;
    }
    let runs = client.runs(None, 200).await.unwrap();
    assert!(runs.iter().any(|run| run.status == RunStatus::Interrupted));
    assert!(
        runs.iter()
            .all(|run| run.status != RunStatus::Running && run.status != RunStatus::Failed),
        "{runs:#?}"
    );
}
