//! A sandbox, an engine and a client in this process, with everything on loopback and in a folder that goes with them.

use std::collections::BTreeMap;
use std::path::Path;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Float64Type, Int64Type, TimestampMillisecondType};
use futures::StreamExt;
use interlens::api::server::{ServeError, ServeOptions, serve};
use interlens::api::wire::{ConnectRequest, Connected, Event, RowsRequest, Run, SyncRequest};
use interlens::api::{Client, ClientError};
use interlens::catalog::{Kind, Module};
use interlens::engine::Home;
use interlens::intercom::TokenSource;
use interlens::sandbox::{Cell, Sandbox, SandboxConfig, TruthRow};
use secrecy::SecretString;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A token that no text may ever hold.
pub(crate) const TOKEN: &str = "ICTEST-canary-5f1c9e7d3b2a4860";

/// Everything that a test of several rooms needs.
pub(crate) struct House {
    pub(crate) sandbox: Sandbox,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) engine: Engine,
}

/// An engine in this process.
pub(crate) struct Engine {
    pub(crate) client: Client,
    end: Option<oneshot::Sender<()>>,
    served: JoinHandle<Result<(), ServeError>>,
}

impl Engine {
    pub(crate) async fn open(folder: &Path) -> Self {
        Self::try_open(folder).await.unwrap()
    }

    pub(crate) async fn try_open(folder: &Path) -> Result<Self, ServeError> {
        let home = Home::at(folder);
        let (ready, is_ready) = oneshot::channel();
        let (end, ended) = oneshot::channel::<()>();
        let options = ServeOptions {
            home: home.clone(),
            demo: false,
            every: None,
            stay: true,
        };
        let served = tokio::spawn(serve(options, ready, async move {
            let _ = ended.await;
        }));
        if is_ready.await.is_err() {
            return Err(served.await.unwrap().unwrap_err());
        }
        let (client, _) = Client::connect(&home.socket()).await.unwrap();
        Ok(Self {
            client,
            end: Some(end),
            served,
        })
    }

    pub(crate) async fn close(mut self) {
        drop(self.end.take());
        self.served.await.unwrap().unwrap();
    }
}

impl House {
    /// A sandbox and an engine that do not know each other yet.
    pub(crate) async fn build(config: SandboxConfig) -> Self {
        let config = SandboxConfig {
            token: Some(SecretString::from(TOKEN)),
            ..config
        };
        let sandbox = Sandbox::start(config, "127.0.0.1:0".parse().unwrap()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        interlens::intercom::token::store(&folder.path().join("token"), &SecretString::from(TOKEN)).unwrap();
        let engine = Engine::open(folder.path()).await;
        Self {
            sandbox,
            folder,
            engine,
        }
    }

    /// A workspace of so many conversations, connected but not yet synced.
    pub(crate) async fn connected(conversations: u32) -> Self {
        let house = Self::build(SandboxConfig {
            conversations,
            ..SandboxConfig::default()
        })
        .await;
        house.connect(&[]).await.unwrap();
        house
    }

    pub(crate) async fn connect(&self, modules: &[Module]) -> Result<Connected, ClientError> {
        let request = ConnectRequest {
            name: "test".to_owned(),
            base_url: self.sandbox.url(),
            token: TokenSource::File {
                path: self.folder.path().join("token"),
            },
            modules: modules.to_vec(),
            time_zone: None,
            plan: interlens::catalog::Plan::default(),
            sync: false,
        };
        self.engine.client.connect_source(&request).await
    }

    /// Syncs and waits for the end.
    pub(crate) async fn sync(&self) -> Run {
        sync(&self.engine.client, &[]).await
    }

    /// Fails unless every stored table equals the sandbox's truth, record by record and field by field.
    pub(crate) async fn assert_equal(&self) {
        for module in Module::ALL {
            assert_module_equal(&self.engine.client, &self.sandbox, module).await;
        }
    }
}

/// Syncs and waits for the end. The events are watched before the sync is asked for, so that none is missed.
pub(crate) async fn sync(client: &Client, modules: &[Module]) -> Run {
    let mut events = Box::pin(client.events().await.unwrap());
    let started = client
        .sync(
            1,
            &SyncRequest {
                modules: modules.to_vec(),
            },
        )
        .await
        .unwrap();
    loop {
        match events.next().await.expect("the engine goes on").unwrap() {
            Event::RunEnded { run } if run.id == started.run => return *run,
            _ => {}
        }
    }
}

pub(crate) async fn assert_module_equal(client: &Client, sandbox: &Sandbox, module: Module) {
    let stored = table(client, module).await;
    let world = sandbox.world();
    let mut truth = BTreeMap::new();
    for row in world.truth(module) {
        assert!(
            truth.insert(key(module, &row), row).is_none(),
            "{module}: the truth has a key twice"
        );
    }
    let missing: Vec<_> = truth.keys().filter(|key| !stored.contains_key(*key)).take(5).collect();
    let surplus: Vec<_> = stored.keys().filter(|key| !truth.contains_key(*key)).take(5).collect();
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "{module}: {} stored, {} true; missing {missing:?}, surplus {surplus:?}",
        stored.len(),
        truth.len()
    );
    for (key, row) in &truth {
        for ((field, told), kept) in module.fields().iter().zip(row).zip(&stored[key]) {
            assert_eq!(kept, told, "{module} {key:?}: {}", field.name);
        }
    }
}

fn key(module: Module, row: &TruthRow) -> Vec<String> {
    module
        .key()
        .iter()
        .map(|name| match &row[module.field(name).unwrap().0] {
            Cell::Text(id) => id.clone(),
            other => panic!("{module}: a key is {other:?}"),
        })
        .collect()
}

/// A whole table as it comes through the door.
pub(crate) async fn table(client: &Client, module: Module) -> BTreeMap<Vec<String>, TruthRow> {
    let request = RowsRequest {
        of: None,
        source: None,
        module,
        columns: Vec::new(),
        filter: None,
        conditions: Vec::new(),
        search: String::new(),
        sort: Vec::new(),
        limit: None,
        offset: 0,
    };
    let mut rows = client.rows(&request).await.unwrap();
    let mut table = BTreeMap::new();
    while let Some(batch) = rows.next().await.unwrap() {
        for index in 0..batch.num_rows() {
            let row: TruthRow = module
                .fields()
                .iter()
                .enumerate()
                .map(|(column, field)| cell(&batch, column, index, field.kind))
                .collect();
            assert!(
                table.insert(key(module, &row), row).is_none(),
                "{module}: a key is stored twice"
            );
        }
    }
    table
}

fn cell(batch: &RecordBatch, column: usize, row: usize, kind: Kind) -> Cell {
    let values = batch.column(column);
    if values.is_null(row) {
        return Cell::Null;
    }
    match kind {
        Kind::Text | Kind::Id => Cell::Text(values.as_string::<i32>().value(row).to_owned()),
        Kind::Integer | Kind::Duration => Cell::Int(values.as_primitive::<Int64Type>().value(row)),
        Kind::Decimal => Cell::Decimal(values.as_primitive::<Float64Type>().value(row)),
        Kind::Boolean => Cell::Bool(values.as_boolean().value(row)),
        Kind::Timestamp => Cell::Time(values.as_primitive::<TimestampMillisecondType>().value(row) / 1000),
        Kind::List => {
            let list = values.as_list::<i32>().value(row);
            Cell::List(
                list.as_string::<i32>()
                    .iter()
                    .map(|word| word.unwrap_or_default().to_owned())
                    .collect(),
            )
        }
    }
}
