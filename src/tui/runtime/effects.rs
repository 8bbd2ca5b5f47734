//! Effects as tasks. Each can be cancelled; their answers come back as messages.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDateTime;
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::sleep;

use super::exported;
use super::keep;
use super::link::{self, Connector};
use super::questions;
use crate::api::wire::{Advice, SyncRequest};
use crate::api::{Client, ClientError};
use crate::tui::ask::Slot;
use crate::tui::file_form::FileForm;
use crate::tui::msg::{Effect, Msg};
use crate::tui::tab::charts::Drawing;

/// Runs effects. All of them end with it.
pub(in crate::tui) struct Executor {
    tasks: JoinSet<()>,
    messages: mpsc::Sender<Msg>,
    client: watch::Receiver<Option<Client>>,
    hurry: Arc<Notify>,
    asked: BTreeMap<Slot, AbortHandle>,
}

impl Executor {
    /// Starts to look for an engine.
    pub(in crate::tui) fn new(connect: impl Connector, messages: mpsc::Sender<Msg>) -> Self {
        let (client_sender, client) = watch::channel(None);
        let hurry = Arc::new(Notify::new());
        let mut tasks = JoinSet::new();
        tasks.spawn(link::keep(connect, client_sender, Arc::clone(&hurry), messages.clone()));
        Self {
            tasks,
            messages,
            client,
            hurry,
            asked: BTreeMap::new(),
        }
    }

    /// Starts an effect. Those that are about the terminal are not its business.
    pub(in crate::tui) fn start(&mut self, effect: &Effect) {
        let client = self.client.borrow().clone();
        match *effect {
            Effect::Ask { ticket, ref ask } => {
                // Nobody waits for the earlier answer any more.
                self.forget(ticket.slot);
                let ask = ask.clone();
                let task = self.answer(async move {
                    let result = match client {
                        Some(client) => questions::ask(&client, ask).await.map_err(told),
                        None => Err(gone()),
                    };
                    Msg::Answer { ticket, result }
                });
                self.asked.insert(ticket.slot, task);
            }
            Effect::Forget(slot) => self.forget(slot),
            Effect::Sync { source, ref modules } => {
                let request = SyncRequest {
                    modules: modules.clone(),
                };
                self.answer(async move {
                    Msg::SyncStarted(match client {
                        Some(client) => client.sync(source, &request).await.map_err(told),
                        None => Err(gone()),
                    })
                });
            }
            Effect::CancelSync { source } => {
                self.answer(async move {
                    Msg::SyncCancelled(match client {
                        Some(client) => client.cancel(source).await.map_err(told),
                        None => Err(gone()),
                    })
                });
            }
            Effect::Later(time, timer) => {
                self.answer(async move {
                    sleep(time).await;
                    timer.message()
                });
            }
            // A permit that nobody waits for yet would skip a later pause; only a waiting link is woken.
            Effect::Reconnect => self.hurry.notify_waiters(),
            Effect::Copy(_)
            | Effect::Export(_)
            | Effect::Tell { .. }
            | Effect::Mouse(_)
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Quit => {}
        }
    }

    /// Runs something until it ends by itself, or with everything else.
    pub(super) fn keep_running(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(task);
    }

    /// Puts a text into a file of a folder.
    pub(in crate::tui) fn keep(&mut self, folder: PathBuf, text: String) {
        self.answer(async move {
            let kept = tokio::task::spawn_blocking(move || keep::keep(&folder, &text)).await;
            Msg::Kept(kept.unwrap_or_else(|error| Err(keep::failed(&error))))
        });
    }

    /// Writes a picture into files of a folder.
    pub(super) fn export(&mut self, folder: PathBuf, drawing: Drawing, forms: Vec<FileForm>, now: NaiveDateTime) {
        self.answer(async move {
            let written = tokio::task::spawn_blocking(move || exported::write(&folder, &drawing, &forms, now)).await;
            Msg::Exported(written.unwrap_or_else(|error| Err(exported::broken(&error))))
        });
    }

    fn forget(&mut self, slot: Slot) {
        if let Some(task) = self.asked.remove(&slot) {
            task.abort();
        }
    }

    /// Waits for a task to end; says whether it broke. Never returns while nothing runs.
    pub(in crate::tui) async fn broken(&mut self) -> bool {
        match self.tasks.join_next().await {
            Some(Err(error)) => error.is_panic(),
            Some(Ok(())) => false,
            None => std::future::pending().await,
        }
    }

    fn answer(&mut self, answer: impl Future<Output = Msg> + Send + 'static) -> AbortHandle {
        let messages = self.messages.clone();
        self.tasks.spawn(async move {
            // Whoever would hear it is gone when this fails.
            let _ = messages.send(answer.await).await;
        })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "used as the function of a map_err")]
fn told(error: ClientError) -> Advice {
    error.advice()
}

fn gone() -> Advice {
    Advice::new(
        "The engine is gone.",
        "Nothing can be asked of it.",
        "It is looked for again; r does so now.",
    )
}
