//! Questions put to the engine.

use crate::api::wire::{self, ChartRequest};
use crate::api::{Client, ClientError};
use crate::tui::ask::{Answer, Ask};

/// Puts a question to the engine as the screen does, and gives the answer that belongs to it.
pub async fn ask(client: &Client, ask: Ask) -> Result<Answer, ClientError> {
    Ok(match ask {
        Ask::Figures { source, period } => Answer::Figures(Box::new(client.overview(Some(source), period).await?)),
        Ask::Window(request) => Answer::Window(Box::new(client.window(&request).await?)),
        Ask::Find(request) => Answer::Find(client.find(&request).await?),
        Ask::Locate(request) => Answer::Locate(client.locate(&request).await?),
        Ask::Values(request) => Answer::Values(client.values(&request).await?),
        Ask::Days { source, days } => Answer::Days(client.days(Some(source), days).await?),
        Ask::Runs { source, day } => Answer::Runs(client.runs_of(Some(source), day).await?),
        Ask::Run(run) => Answer::Run(Box::new(client.run(run).await?)),
        Ask::Audit(query) => Answer::Audit(client.audit(&query).await?),
        Ask::Chart {
            source,
            kind,
            conditions,
        } => {
            let mut picture = wire::picture(kind);
            picture.narrow(&conditions);
            let request = ChartRequest {
                source: Some(source),
                picture,
            };
            Answer::Chart(Box::new(client.chart(&request).await?))
        }
        Ask::Notifications { limit } => Answer::Notifications(client.notifications(limit).await?),
    })
}
