//! When a record is touched again after its creation: a visit of a contact or a company, an edit of an article.

use crate::sandbox::dice::{Dice, Stream};

/// Most visits of one record.
const MOST: usize = 24;

/// The moments at which a record changes, in order.
pub(crate) struct Visits {
    created: u32,
    moments: [u32; MOST],
    len: usize,
}

impl Visits {
    /// Visits that begin `gap` seconds (in the median) after the creation, become rarer, and end with a probability of
    /// `leave` each.
    pub(crate) fn of(seed: u64, stream: Stream, index: u32, created: u32, gap: u32, leave: f64) -> Self {
        let mut dice = Dice::new(seed, stream, u64::from(index) << 8 | 0x56);
        let mut visits = Self {
            created,
            moments: [0; MOST],
            len: 0,
        };
        let mut at = created;
        while visits.len < MOST && !dice.chance(leave) {
            let rarer = gap + gap / 3 * visits.len as u32;
            at = at.saturating_add(60 + dice.around(rarer));
            visits.moments[visits.len] = at;
            visits.len += 1;
        }
        visits
    }

    /// How many were made by `at`.
    pub(crate) fn count(&self, at: u32) -> u32 {
        self.moments[..self.len].partition_point(|moment| *moment <= at) as u32
    }

    /// The last one by `at`, or the creation.
    pub(crate) fn last(&self, at: u32) -> u32 {
        (self.count(at) as usize)
            .checked_sub(1)
            .map_or(self.created, |last| self.moments[last])
    }

    /// The first one after `at`.
    pub(crate) fn next(&self, at: u32) -> Option<u32> {
        self.moments[..self.len].get(self.count(at) as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_come_one_after_the_other() {
        for index in 0..200 {
            let visits = Visits::of(1, Stream::Contact, index, 1000, 86_400, 0.1);
            let mut at = 1000;
            let mut seen = 0;
            assert_eq!(visits.last(1000), 1000);
            while let Some(next) = visits.next(at) {
                assert!(next > at);
                at = next;
                seen += 1;
                assert_eq!((visits.last(at), visits.count(at)), (at, seen));
            }
        }
    }
}
