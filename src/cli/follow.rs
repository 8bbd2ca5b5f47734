//! A sync watched to its end.
//!
//! The events are asked for before the sync is, so its end cannot be missed; and since every status says how the last
//! run went, neither can it by a client that was too slow for an event.

use futures::{Stream, StreamExt};

use super::failure::Failure;
use crate::api::ClientError;
use crate::api::wire::{Event, Progress, Run, Status};

/// How the watching ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ending {
    /// The run ended.
    Ended(Box<Run>),
    /// The engine went away first; the sync goes on when one runs again.
    EngineLeft,
}

/// Watches a run of a data source. `seen` is told how it stands whenever that changes.
pub(super) async fn follow(
    events: impl Stream<Item = Result<Event, ClientError>>,
    source: u32,
    run: u64,
    mut seen: impl FnMut(&Progress),
) -> Result<Ending, Failure> {
    let mut events = std::pin::pin!(events);
    while let Some(event) = events.next().await {
        match event {
            Ok(Event::RunEnded { run: ended }) if ended.id == run && ended.source == source => {
                return Ok(Ending::Ended(ended));
            }
            Ok(Event::Status { status }) => {
                if let Some(ended) = ended_run(&status, source, run) {
                    return Ok(Ending::Ended(Box::new(ended.clone())));
                }
                if let Some(progress) = progress(&status, source).filter(|progress| progress.run.id == run) {
                    seen(progress);
                }
            }
            Ok(Event::Goodbye) | Err(ClientError::Broken(_)) => return Ok(Ending::EngineLeft),
            Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Ending::EngineLeft)
}

fn progress(status: &Status, source: u32) -> Option<&Progress> {
    status
        .sources
        .iter()
        .find(|known| known.id == source)?
        .progress
        .as_ref()
}

fn ended_run(status: &Status, source: u32, run: u64) -> Option<&Run> {
    let last = status
        .sources
        .iter()
        .find(|known| known.id == source)?
        .last_run
        .as_ref();
    last.filter(|last| last.id == run && last.ended_at.is_some())
}

#[cfg(test)]
mod tests {
    use futures::stream;

    use super::*;
    use crate::api::wire::RunStatus;
    use crate::cli::fixture;

    async fn watched(events: Vec<Event>) -> (Ending, Vec<u64>) {
        let mut seen = Vec::new();
        let events = stream::iter(events.into_iter().map(Ok));
        let ending = follow(events, 1, 7, |progress| seen.push(progress.run.rows.received))
            .await
            .unwrap();
        (ending, seen)
    }

    fn status(received: u64) -> Event {
        Event::Status {
            status: Box::new(fixture::syncing(7, received)),
        }
    }

    #[tokio::test]
    async fn the_end_of_another_run_is_not_its_end() {
        let other = fixture::run(6, RunStatus::Failed);
        let own = fixture::run(7, RunStatus::Success);
        let events = vec![
            status(10),
            Event::RunEnded { run: Box::new(other) },
            Event::Unknown,
            status(20),
            Event::RunEnded {
                run: Box::new(own.clone()),
            },
            status(30),
        ];
        assert_eq!(watched(events).await, (Ending::Ended(Box::new(own)), vec![10, 20]));
    }

    #[tokio::test]
    async fn a_status_that_knows_the_end_is_enough() {
        let mut status = fixture::status();
        let own = fixture::run(7, RunStatus::Cancelled);
        status.sources[0].last_run = Some(own.clone());
        let events = vec![Event::Status {
            status: Box::new(status),
        }];
        assert_eq!(watched(events).await.0, Ending::Ended(Box::new(own)));
    }

    #[tokio::test]
    async fn an_engine_that_leaves_is_noticed() {
        assert_eq!(watched(vec![status(1), Event::Goodbye]).await.0, Ending::EngineLeft);
        assert_eq!(watched(vec![status(1)]).await.0, Ending::EngineLeft);
        let broken = stream::iter([Err(ClientError::Broken("cut".into()))]);
        assert_eq!(follow(broken, 1, 7, |_| {}).await.unwrap(), Ending::EngineLeft);
    }
}
