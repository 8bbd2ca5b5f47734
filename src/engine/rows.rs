//! Rows of a table.

use super::error::EngineError;
use super::owner::Engine;
use super::role::Wish;
use super::users::Caller;
use datafusion::execution::SendableRecordBatchStream;

use crate::query::RowsQuery;

impl Engine {
    /// Rows of a table of a data source; of the first when none is named. They are read as they are taken, and no
    /// further when the stream is dropped.
    pub async fn rows(
        &self,
        caller: &Caller,
        source: Option<u32>,
        query: &RowsQuery,
    ) -> Result<SendableRecordBatchStream, EngineError> {
        caller.may(Wish::Read)?;
        let source = self.source(source)?;
        let session = self.session(&source, &[query.module]).await?;
        Ok(session.rows(query).await?)
    }
}
