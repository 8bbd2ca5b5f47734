//! The connection to the engine: found, kept, and found again.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use tokio::sync::{Notify, mpsc, watch};
use tokio::time::sleep;

use crate::api::Client;
use crate::api::wire::{Advice, Event};
use crate::tui::msg::Msg;

/// The pauses between attempts; the last one goes on for ever.
const PAUSES: [Duration; 6] = [
    Duration::from_millis(250),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(10),
];

/// Finds an engine, starting one where that is what the program is for.
pub trait Connector: Send + Sync + 'static {
    /// The socket at which an engine answers. Asked again, after a pause, whenever the engine went away.
    fn socket(&self) -> impl Future<Output = Result<PathBuf, Advice>> + Send;
}

/// Keeps a connection for as long as somebody listens.
pub(super) async fn keep(
    connect: impl Connector,
    client: watch::Sender<Option<Client>>,
    hurry: Arc<Notify>,
    messages: mpsc::Sender<Msg>,
) {
    let mut failures = 0;
    loop {
        let advice = match open(&connect).await {
            Ok((opened, hello)) => {
                client.send_replace(Some(opened.clone()));
                if messages.send(Msg::Connected(Box::new(hello))).await.is_err() {
                    return;
                }
                let (advice, spoke) = listen(&opened, &messages).await;
                if spoke {
                    failures = 0;
                }
                advice
            }
            Err(advice) => advice,
        };
        client.send_replace(None);
        if messages.send(Msg::Lost(advice)).await.is_err() {
            return;
        }
        let pause = PAUSES[failures.min(PAUSES.len() - 1)];
        failures += 1;
        tokio::select! {
            () = sleep(pause) => {}
            () = hurry.notified() => {}
        }
    }
}

async fn open(connect: &impl Connector) -> Result<(Client, crate::api::wire::Hello), Advice> {
    let socket = connect.socket().await?;
    Client::connect(&socket).await.map_err(|error| error.advice())
}

/// Passes events on until there are no more; says why that is, and whether there were any.
async fn listen(client: &Client, messages: &mpsc::Sender<Msg>) -> (Advice, bool) {
    let mut spoke = false;
    let events = match client.events().await {
        Ok(events) => events,
        Err(error) => return (error.advice(), spoke),
    };
    let mut events = std::pin::pin!(events);
    let mut goodbye = false;
    while let Some(event) = events.next().await {
        match event {
            Ok(event) => {
                spoke = true;
                goodbye |= event == Event::Goodbye;
                if messages.send(Msg::Event(event)).await.is_err() {
                    break;
                }
            }
            Err(error) => return (error.advice(), spoke),
        }
    }
    let why = if goodbye {
        "It said goodbye."
    } else {
        "The connection ended."
    };
    (
        Advice::new("The engine is gone.", why, "It is looked for again; r does so now."),
        spoke,
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use axum::response::sse::{Event as Sent, Sse};
    use axum::routing::get;
    use axum::{Json, Router};
    use futures::stream;

    use super::*;
    use crate::tui::sample;

    /// Gives out sockets in order; the last one again and again.
    struct Sockets(Mutex<Vec<Result<PathBuf, Advice>>>);

    impl Connector for Sockets {
        async fn socket(&self) -> Result<PathBuf, Advice> {
            let mut sockets = self.0.lock().unwrap();
            if sockets.len() > 1 {
                sockets.remove(0)
            } else {
                sockets[0].clone()
            }
        }
    }

    /// An engine whose stream of events holds a status, a goodbye, and ends.
    fn engine(socket: &std::path::Path) {
        let listener = tokio::net::UnixListener::bind(socket).unwrap();
        let events = || async {
            let events = [
                Event::Status {
                    status: Box::new(sample::status()),
                },
                Event::Goodbye,
            ];
            let sent = events.map(|event| Sent::default().json_data(event));
            Sse::new(stream::iter(sent))
        };
        let app = Router::new()
            .route("/v1/hello", get(|| async { Json(sample::hello()) }))
            .route("/v1/events", get(events));
        tokio::spawn(async move { axum::serve(listener, app).await });
    }

    #[tokio::test]
    async fn a_lost_engine_is_looked_for_again_and_at_once_when_asked() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let home = tempfile::tempdir().unwrap();
        let socket = home.path().join("engine");
        engine(&socket);
        let absent = Advice::new("Not there.", "It has not started.", "Wait.");
        let sockets = Sockets(Mutex::new(vec![Err(absent.clone()), Ok(socket)]));
        let (client, seen) = watch::channel(None);
        let (sender, mut messages) = mpsc::channel(8);
        let hurry = Arc::new(Notify::new());
        let link = tokio::spawn(keep(sockets, client, Arc::clone(&hurry), sender));

        assert!(matches!(messages.recv().await, Some(Msg::Lost(advice)) if advice == absent));
        hurry.notify_waiters();
        assert!(matches!(messages.recv().await, Some(Msg::Connected(_))));
        assert!(seen.borrow().is_some());
        assert!(matches!(messages.recv().await, Some(Msg::Event(Event::Status { .. }))));
        assert!(matches!(messages.recv().await, Some(Msg::Event(Event::Goodbye))));
        assert!(matches!(messages.recv().await, Some(Msg::Lost(advice)) if advice.why.contains("goodbye")));
        assert!(matches!(messages.recv().await, Some(Msg::Connected(_))), "it goes on");
        drop(messages);
        link.await.unwrap();
    }
}
