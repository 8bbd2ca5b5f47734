//! Looking many ascending keys up in the row index.
//!
//! Keys of a batch tend to be neighbours in the index, or all beyond its end. So one walk along the index answers for all
//! of them; where the next stored key is far behind, the walk jumps.

use redb::{Range, ReadableTable};

use super::error::Fault;
use super::layout::{Entry, Scope};

/// Stored keys to step over before a jump is cheaper.
const STEPS: usize = 8;

type Guard<'t, T> = redb::AccessGuard<'t, T>;
type Item<'t> = (Guard<'t, &'static [u8]>, Guard<'t, &'static [u8]>);

/// A walk along the keys of one scope.
pub(super) struct Probe<'t, T> {
    table: &'t T,
    end: [u8; Scope::BYTES],
    walk: Option<Range<'t, &'static [u8], &'static [u8]>>,
    /// The stored key the walk has come to.
    head: Option<Item<'t>>,
    crossed: bool,
}

impl<'t, T: ReadableTable<&'static [u8], &'static [u8]>> Probe<'t, T> {
    pub(super) fn new(table: &'t T, scope: Scope) -> Self {
        Self {
            table,
            end: scope.range().1,
            walk: None,
            head: None,
            crossed: false,
        }
    }

    /// The entry under `key`, which must be greater than the one asked for before.
    pub(super) fn find(&mut self, key: &[u8]) -> Result<Option<Entry>, Fault> {
        if self.walk.is_none() {
            self.jump(key)?;
        }
        let mut steps = 0;
        while self.head.as_ref().is_some_and(|(stored, _)| stored.value() < key) {
            self.crossed = true;
            steps += 1;
            if steps > STEPS {
                self.jump(key)?;
            } else {
                self.step()?;
            }
        }
        match &self.head {
            Some((stored, value)) if stored.value() == key => {
                self.crossed = true;
                Entry::decode(value.value()).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Whether there are stored keys between the first and the last key asked for, or equal to one.
    pub(super) fn crossed(&self) -> bool {
        self.crossed
    }

    fn jump(&mut self, key: &[u8]) -> Result<(), Fault> {
        self.walk = Some(self.table.range::<&[u8]>(key..self.end.as_slice())?);
        self.step()
    }

    fn step(&mut self) -> Result<(), Fault> {
        self.head = self.walk.as_mut().and_then(Iterator::next).transpose()?;
        Ok(())
    }
}
