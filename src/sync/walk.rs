//! One module, from its first page to its last: fetch, decode, commit, each on a thread of its own.
//!
//! The three overlap: while a page is decoded the next is on its way, and while a batch is written the next one fills.
//! They are joined by short queues, so that a slow disk holds the network back and not the other way round.
//!
//! A walk that ends early (a failure, a cancellation) commits what it has read; its checkpoint then says how far that
//! reaches, and the next walk goes on from there.

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::{JoinError, spawn_blocking};
use tokio_util::sync::CancellationToken;

use crate::intercom::{Class, Client, Decoded, Pager, RawPage, Window, decode};
use crate::store::Store;

use super::batch::Batcher;
use super::failure::Failure;
use super::ledger::Ledger;
use super::plan::{Extent, Step};
use super::unchanged::shows_no_change;

/// Pages that wait to be decoded, and decoded pages that wait to be written. A page of 150 conversations is some 400 kB.
const QUEUE: usize = 4;

/// A scroll through the companies that breaks off is begun again so many times.
const RESTARTS: u32 = 3;

/// What a walk works with.
#[derive(Clone)]
pub(super) struct Tools {
    pub client: Client,
    pub store: Store,
    pub ledger: Arc<Ledger>,
    pub cancel: CancellationToken,
}

/// How a walk came to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The last page was read.
    Whole,
    /// Pages came again that had come before: everything was read that is given, but it may not be everything.
    Repeated,
    /// The first page showed that there is nothing new.
    Unchanged,
}

/// Walks through one module. When it gives an error, what was read before it is stored.
pub(super) async fn walk(tools: &Tools, batcher: Batcher, step: &Step) -> Result<(), Failure> {
    let window = match step.extent {
        Extent::Changes(from) => Some(Window { from, upto: None }),
        Extent::Everything | Extent::EverythingIfChanged => None,
    };
    let mut pager = tools.client.pages(step.fetch, window, None);
    let (raw, mut raws) = mpsc::channel::<RawPage>(QUEUE);
    let (done, decoded) = mpsc::channel::<Decoded>(QUEUE);

    let module = step.fetch;
    let decoding = spawn_blocking(move || {
        while let Some(next) = raws.blocking_recv() {
            if done.blocking_send(decode(module, next.rows.as_str())).is_err() {
                // The writer has failed; its error is the one that is told.
                break;
            }
        }
    });
    let writing = spawn_blocking(move || batcher.write_all(decoded));
    let fetched = fetch(tools, step, &mut pager, raw).await;
    // The queues are closed now: both threads come to their end with what is in them.
    decoding.await.map_err(|error| broken(&error))?;
    let batcher = writing.await.map_err(|error| broken(&error))??;
    let end = fetched?;
    spawn_blocking(move || batcher.finish(end == End::Whole))
        .await
        .map_err(|error| broken(&error))?
}

/// Reads page after page into the queue.
async fn fetch(tools: &Tools, step: &Step, pager: &mut Pager, raw: mpsc::Sender<RawPage>) -> Result<End, Failure> {
    let mut first = true;
    let mut restarts = 0;
    loop {
        let page = match pager.next(&tools.cancel).await {
            Ok(Some(page)) => page,
            Ok(None) => break,
            // It cannot be gone on with, but what has come is good: from the beginning again.
            Err(error) if error.class() == Class::ScrollLost && restarts < RESTARTS => {
                restarts += 1;
                tracing::warn!(%error, restarts, "the scroll is begun again");
                *pager = tools.client.pages(step.fetch, None, None);
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        tools.ledger.page(step.fetch, page.total);
        if first && step.extent == Extent::EverythingIfChanged {
            let (store, source, looked_at, own) =
                (tools.store.clone(), tools.ledger.source(), page.clone(), step.clone());
            let unchanged = spawn_blocking(move || shows_no_change(&looked_at, &own, &store, source));
            if unchanged.await.map_err(|error| broken(&error))?? {
                return Ok(End::Unchanged);
            }
        }
        first = false;
        if raw.send(page).await.is_err() {
            // Whoever reads the queue is gone; why, the caller learns from the thread itself.
            break;
        }
    }
    Ok(if pager.ended_in_a_repeat() {
        End::Repeated
    } else {
        End::Whole
    })
}

fn broken(error: &JoinError) -> Failure {
    Failure::Bug(error.to_string())
}
