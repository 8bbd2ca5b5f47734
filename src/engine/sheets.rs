//! Pieces of views: windows, finds, places of records, values of columns.
//!
//! All are answered from the [`Sheet`] of a view, which is made once and kept for a while. Whoever asks for one that is
//! being made waits for it with the others; when all of them are gone the work ends.

use std::sync::Arc;

use chrono::Utc;
use chrono_tz::Tz;

use super::error::EngineError;
use super::owner::Engine;
use super::role::Wish;
use super::shelf::{Interest, Key, Making, Wanted};
use super::users::Caller;
use crate::query::{Calendar, Found, Located, Page, QueryError, Session, Sheet, Stop, Values, View};

/// What to find in a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// The text, letter case aside.
    pub text: String,
    /// In these columns; in all that hold texts, ids or lists when empty.
    pub columns: Vec<String>,
    /// The position to look from; the row there counts.
    pub from: u64,
    /// Towards the beginning.
    pub backwards: bool,
}

impl Engine {
    /// Rows of a view from a position on, with these columns; with all when none is named.
    pub async fn window(
        &self,
        caller: &Caller,
        source: Option<u32>,
        view: View,
        columns: Vec<String>,
        rows: std::ops::Range<u64>,
    ) -> Result<Page, EngineError> {
        let (sheet, version) = self.sheet(caller, source, view).await?;
        let limit = rows.end.saturating_sub(rows.start);
        let page = answer(sheet, move |sheet, stop| {
            sheet.window(&columns, rows.start, limit, stop)
        });
        Ok(Page { version, ..page.await? })
    }

    /// The next row of a view with a text.
    pub async fn find(
        &self,
        caller: &Caller,
        source: Option<u32>,
        view: View,
        find: Find,
    ) -> Result<Found, EngineError> {
        let (sheet, version) = self.sheet(caller, source, view).await?;
        let found = answer(sheet, move |sheet, stop| {
            sheet.find(&find.text, &find.columns, find.from, find.backwards, stop)
        });
        Ok(Found {
            version,
            ..found.await?
        })
    }

    /// Where a record is in a view, by the values of its module's key.
    pub async fn locate(
        &self,
        caller: &Caller,
        source: Option<u32>,
        view: View,
        key: Vec<String>,
    ) -> Result<Located, EngineError> {
        let (sheet, version) = self.sheet(caller, source, view).await?;
        let located = answer(sheet, move |sheet, stop| sheet.locate(&key, stop)).await?;
        Ok(Located { version, ..located })
    }

    /// What a column of a view holds; with `search` only values that contain it.
    pub async fn values(
        &self,
        caller: &Caller,
        source: Option<u32>,
        view: View,
        column: String,
        search: String,
        limit: u64,
    ) -> Result<Values, EngineError> {
        // In which order the rows are does not matter, so views that differ in nothing else share a sheet.
        let view = View {
            sort: Vec::new(),
            ..view
        };
        let (sheet, _) = self.sheet(caller, source, view).await?;
        answer(sheet, move |sheet, stop| sheet.values(&column, &search, limit, stop)).await
    }

    /// The sheet of a view over the records as they are now, with the data version that it is about.
    async fn sheet(&self, caller: &Caller, source: Option<u32>, view: View) -> Result<(Arc<Sheet>, u64), EngineError> {
        caller.may(Wish::Read)?;
        let view = self.related(caller, source, view).await?;
        let source = self.source(source)?;
        let zone: Tz = source.time_zone.parse().unwrap_or(Tz::UTC);
        let key = Key {
            source: source.id,
            day: Calendar::new(zone).day(Utc::now()),
            view,
        };
        let version = self.0.store.version();
        if let Some(sheet) = self.0.sheets.ready(&key, version) {
            return Ok((sheet, version));
        }
        let session = self.session(&source, &[key.view.module]).await?;
        let version = session.version();
        let (mut made, interest) = match self.0.sheets.get(&key, &session.shape(key.view.module), version) {
            Wanted::Ready(sheet, version) => return Ok((sheet, version)),
            Wanted::Pending(made, interest) => (made, interest),
            Wanted::New(making, made, interest) => {
                self.make(session, key.view, making);
                (made, interest)
            }
        };
        let made = made
            .wait_for(Option::is_some)
            .await
            .map_err(|_| EngineError::Bug("a table was not put in order".to_owned()))?
            .clone();
        drop(interest);
        let sheet = made.unwrap_or(Err(QueryError::Dropped))?;
        Ok((sheet, version))
    }

    fn make(&self, session: Session, view: View, making: Making) {
        let engine = self.clone();
        self.0.tasks.spawn(async move {
            let stop = making.stop.clone();
            let built = tokio::task::spawn_blocking(move || Sheet::build(&session, &view, &stop)).await;
            let made = match built {
                Ok(made) => made.map(Arc::new),
                Err(error) => Err(QueryError::Engine(error.to_string())),
            };
            engine.0.sheets.put(making, made);
        });
    }
}

/// Asks a sheet something. When nobody waits for the answer any more, the work ends.
async fn answer<T: Send + 'static>(
    sheet: Arc<Sheet>,
    work: impl FnOnce(&Sheet, &Stop) -> Result<T, QueryError> + Send + 'static,
) -> Result<T, EngineError> {
    let interest = Interest(Stop::default());
    let stop = interest.0.clone();
    let answer = tokio::task::spawn_blocking(move || work(&sheet, &stop)).await?;
    drop(interest);
    Ok(answer?)
}
