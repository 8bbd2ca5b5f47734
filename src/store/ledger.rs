//! What a transaction does to segments and tallies, gathered while it goes and written down once at its end: a commit that
//! touches a segment a thousand times writes its list of dead rows once.

use std::collections::BTreeMap;

use redb::{ReadableTable, WriteTransaction};

use super::depot;
use super::error::Fault;
use super::layout::{DELETED, Header, NO_MOMENT, SEGMENTS, Scope, SourceId, TALLIES, Tally};
use crate::catalog::Module;

/// The changes of one transaction to the segments of one source.
pub(super) struct Ledger {
    source: SourceId,
    dead: BTreeMap<(Module, u64), Vec<u32>>,
    sums: BTreeMap<Module, Sums>,
}

#[derive(Default)]
struct Sums {
    live: i64,
    dead: i64,
    segments: i64,
    bytes: i64,
    newest: Option<i64>,
}

impl Ledger {
    pub(super) fn new(source: SourceId) -> Self {
        Self {
            source,
            dead: BTreeMap::new(),
            sums: BTreeMap::new(),
        }
    }

    fn sums(&mut self, module: Module) -> &mut Sums {
        self.sums.entry(module).or_default()
    }

    /// A segment came, all its rows alive.
    pub(super) fn placed(&mut self, module: Module, header: &Header) {
        let sums = self.sums(module);
        sums.segments += 1;
        sums.bytes += header.bytes as i64;
        sums.live += i64::from(header.rows);
    }

    /// A segment went, `dead` of its rows being dead.
    pub(super) fn retired(&mut self, module: Module, header: &Header, dead: u64) {
        let sums = self.sums(module);
        sums.segments -= 1;
        sums.bytes -= header.bytes as i64;
        sums.dead -= dead as i64;
        sums.live -= i64::from(header.rows) - dead as i64;
    }

    /// A row died.
    pub(super) fn died(&mut self, module: Module, segment: u64, row: u32) {
        self.dead.entry((module, segment)).or_default().push(row);
    }

    /// A record of this moment was kept.
    pub(super) fn saw(&mut self, module: Module, moment: i64) {
        if moment != NO_MOMENT {
            let sums = self.sums(module);
            sums.newest = sums.newest.max(Some(moment));
        }
    }

    /// Writes everything down. Segments without a live row left are retired.
    pub(super) fn settle(mut self, txn: &WriteTransaction) -> Result<(), Fault> {
        for ((module, segment), rows) in std::mem::take(&mut self.dead) {
            self.bury(txn, module, segment, &rows)?;
        }
        let mut tallies = txn.open_table(TALLIES)?;
        for (module, sums) in self.sums {
            let key = Scope {
                source: self.source,
                module,
            }
            .bytes();
            let before = tallies
                .get(key.as_slice())?
                .map_or(Ok(Tally::default()), |value| Tally::decode(value.value()))?;
            let moved = |number: u64, by: i64| {
                number
                    .checked_add_signed(by)
                    .ok_or_else(|| Fault::malformed(format!("the tally of {module}")))
            };
            let after = Tally {
                live: moved(before.live, sums.live)?,
                dead: moved(before.dead, sums.dead)?,
                segments: moved(before.segments, sums.segments)?,
                bytes: moved(before.bytes, sums.bytes)?,
                newest: before.newest.max(sums.newest),
            };
            tallies.insert(key.as_slice(), after.encode().as_slice())?;
        }
        Ok(())
    }

    fn bury(&mut self, txn: &WriteTransaction, module: Module, segment: u64, rows: &[u32]) -> Result<(), Fault> {
        let scope = Scope {
            source: self.source,
            module,
        };
        let header = {
            let segments = txn.open_table(SEGMENTS)?;
            let value = segments.get(scope.segment(segment).as_slice())?;
            let value = value.ok_or_else(|| Fault::malformed(format!("the index, which names segment {segment}")))?;
            Header::decode(value.value())?
        };
        let mut deleted = depot::deleted(&txn.open_table(DELETED)?, segment)?;
        let before = deleted.len();
        deleted.extend(rows.iter().copied());
        let died = (deleted.len() - before) as i64;
        let sums = self.sums(module);
        sums.live -= died;
        sums.dead += died;
        if deleted.len() < u64::from(header.rows) {
            return depot::set_deleted(txn, segment, &deleted);
        }
        self.retired(module, &header, deleted.len());
        depot::retire(txn, scope, &header)
    }
}
