//! Rows of a table.

use std::sync::Arc;

use datafusion::error::DataFusionError;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use futures::stream;

use super::error::EngineError;
use super::owner::Engine;
use super::role::Wish;
use super::shelf::Interest;
use super::users::Caller;
use crate::query::{Batches, Of, QueryError, RowsQuery, Session, Sheet, Stop, View};

impl Engine {
    /// Rows of a table of a data source; of the first when none is named. They are read as they are taken, and no
    /// further when the stream is dropped. Texts are sorted as people count. With `of` only those that are related to it.
    pub async fn rows(
        &self,
        caller: &Caller,
        source: Option<u32>,
        mut query: RowsQuery,
        of: Option<Of>,
    ) -> Result<SendableRecordBatchStream, EngineError> {
        caller.may(Wish::Read)?;
        let related = View {
            of,
            ..View::all(query.module)
        };
        let related = self.related(caller, source, related).await?;
        query.conditions.extend(related.conditions);
        let source = self.source(source)?;
        let session = self.session(&source, &[query.module]).await?;
        if query.sort.is_empty() {
            // In the order of the store rows can leave before the last is read.
            return Ok(session.rows(&query).await?);
        }
        let interest = Interest(Stop::default());
        let stop = interest.0.clone();
        let batches = tokio::task::spawn_blocking(move || sorted(&session, &query, &stop)).await??;
        let schema = batches.schema();
        let rows = stream::try_unfold((batches, interest), |(mut batches, interest)| async move {
            let stop = interest.0.clone();
            let (batch, batches) = tokio::task::spawn_blocking(move || (batches.next(&stop), batches))
                .await
                .map_err(|error| DataFusionError::External(Box::new(error)))?;
            let batch = batch.map_err(|error| DataFusionError::External(Box::new(error)))?;
            Ok(batch.map(|batch| (batch, (batches, interest))))
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(schema, rows)))
    }
}

/// Puts rows in order.
fn sorted(session: &Session, query: &RowsQuery, stop: &Stop) -> Result<Batches, QueryError> {
    let sheet = Sheet::build_where(session, &query.view(), query.filter.as_deref(), stop)?;
    Batches::new(Arc::new(sheet), &query.columns, query.offset, query.limit)
}
