//! Pictures: what charts are drawn from, answered over the records as they are now.

use chrono::Utc;
use chrono_tz::Tz;

use super::answers::Key;
use super::error::EngineError;
use super::owner::Engine;
use super::role::Wish;
use super::users::Caller;
use crate::catalog::Module;
use crate::query::Calendar;
use crate::report::{Picture, Pictured, Subject, answer};
use crate::text::Advice;

impl Engine {
    /// A picture with its data, from a data source's records as they are now; from the first when none is named.
    pub async fn chart(
        &self,
        caller: &Caller,
        source: Option<u32>,
        picture: &Picture,
    ) -> Result<Pictured, EngineError> {
        caller.may(Wish::Read)?;
        let questions = picture.questions().map_err(|error| {
            EngineError::Invalid(Advice::new(
                "The picture cannot be drawn.",
                format!("{error}."),
                "Leave some of its parts out.",
            ))
        })?;
        let source = self.source(source)?;
        let zone: Tz = source.time_zone.parse().unwrap_or(Tz::UTC);
        let day = Calendar::new(zone).day(Utc::now());
        let session = self.session(&source, &Module::ALL).await?;
        let version = session.version();
        let answers = questions.into_iter().map(|question| {
            let session = session.clone();
            let key = Key {
                source: source.id,
                version,
                day,
                question: question.clone(),
            };
            async move {
                if matches!(key.question.from, Subject::Given(_)) {
                    return Ok::<_, EngineError>(answer(&session, &key.question).await?);
                }
                if let Some(known) = self.0.answers.get(&key) {
                    return Ok(known);
                }
                let answer = answer(&session, &key.question).await?;
                self.0.answers.put(key, answer.clone());
                Ok(answer)
            }
        });
        let answers = futures::future::try_join_all(answers).await?;
        Ok(picture.filled(answers, zone, version))
    }
}
