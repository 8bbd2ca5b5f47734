//! Commits: all of one is kept, or nothing.

use redb::WriteTransaction;

use super::apply::Applier;
use super::change::{Commit, Committed};
use super::document::Put;
use super::error::{Fault, StoreError};
use super::handle::{Store, Verdict};
use super::layout::SourceId;

impl Store {
    /// Makes all changes of a commit in one transaction; when this returns, they are on disk.
    ///
    /// After an error nothing was kept, with one exception: when the disk fails at the very end, only the answer may have
    /// been lost. Doing the commit again is right in both cases.
    pub fn commit(&self, commit: Commit) -> Result<Committed, StoreError> {
        self.change(commit.source, commit.documents, |applier| {
            commit.changes.into_iter().try_for_each(|change| applier.apply(change))
        })
    }

    /// Deletes all records of a source, and makes these changes to documents in the same transaction.
    pub fn forget(&self, source: SourceId, documents: Vec<Put>) -> Result<Committed, StoreError> {
        self.change(source, documents, forget_all)
    }

    fn change(
        &self,
        source: SourceId,
        documents: Vec<Put>,
        work: impl FnOnce(&mut Applier<'_>) -> Result<(), Fault>,
    ) -> Result<Committed, StoreError> {
        self.0.write(|txn: &WriteTransaction| {
            let mut applier = Applier::new(txn, source, self.0.options);
            work(&mut applier)?;
            let committed = Committed {
                modules: applier.settle()?,
            };
            let silent = documents.is_empty();
            documents.into_iter().try_for_each(|put| put.apply(txn))?;
            let verdict = match (committed.changed(), silent) {
                (true, _) => Verdict::Changed,
                (false, false) => Verdict::Keep,
                (false, true) => Verdict::Drop,
            };
            Ok((committed, verdict))
        })
    }
}

/// A function of its own, as a method's path is not general enough in the transaction's lifetime.
fn forget_all(applier: &mut Applier<'_>) -> Result<(), Fault> {
    applier.forget()
}
