//! Questions to the engine and their answers. A question goes out with a [`Ticket`], and its answer comes back with it:
//! an answer whose ticket is not the last of its [`Slot`] comes too late and is dropped.

use chrono::NaiveDate;

use crate::api::wire::{
    AuditEntry, AuditQuery, Condition, Day, FindRequest, Found, LocateRequest, Located, Notification, Overview, Page,
    Period, Pictured, Run, Values, ValuesRequest, WindowRequest,
};
use crate::chart::Kind;

/// What a question is for. One question of a slot is under way at a time: the next one cancels it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// The figures of the dashboard.
    Figures,
    /// The rows of a table.
    Rows,
    /// The record beside it.
    Record,
    /// How many records each of its links leads to, by the link's place.
    Link(u8),
    /// A text in a table.
    Find,
    /// Where a record is in a table.
    Locate,
    /// What a column holds.
    Values,
    /// Rows to be copied.
    Copy,
    /// The calendar of the sync history.
    Days,
    /// The syncs of a day.
    Runs,
    /// One sync.
    Run,
    /// The audit history.
    Audit,
    /// What happened while nobody looked.
    Notifications,
    /// A chart, by the place of its kind.
    Chart(u8),
}

/// A question's number, and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket {
    /// What it is for.
    pub slot: Slot,
    /// Its number; later questions have greater ones.
    pub number: u64,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The figures of a data source.
    Figures {
        /// The data source.
        source: u32,
        /// The period.
        period: Period,
    },
    /// A piece of a table.
    Window(WindowRequest),
    /// A text in a table.
    Find(FindRequest),
    /// Where a record is in a table.
    Locate(LocateRequest),
    /// What a column holds.
    Values(ValuesRequest),
    /// The calendar of the last days.
    Days {
        /// The data source.
        source: u32,
        /// How many days.
        days: u32,
    },
    /// The syncs of a day.
    Runs {
        /// The data source.
        source: u32,
        /// The day, in its time zone.
        day: NaiveDate,
    },
    /// One sync.
    Run(u64),
    /// The audit history.
    Audit(AuditQuery),
    /// What happened while nobody looked.
    Notifications {
        /// At most so much.
        limit: usize,
    },
    /// The data of a chart of the gallery.
    Chart {
        /// The data source.
        source: u32,
        /// Which chart.
        kind: Kind,
        /// What its rows have to fulfil besides.
        conditions: Vec<Condition>,
    },
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each answers the question of the same name")]
pub enum Answer {
    Figures(Box<Overview>),
    Window(Box<Page>),
    Find(Found),
    Locate(Located),
    Values(Values),
    Days(Vec<Day>),
    Runs(Vec<Run>),
    Run(Box<Run>),
    Audit(Vec<AuditEntry>),
    Notifications(Vec<Notification>),
    Chart(Box<Pictured>),
}

/// The tickets that count: the last of each slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tickets {
    last: u64,
    open: std::collections::BTreeMap<Slot, u64>,
}

impl Tickets {
    /// A new ticket; the one before it counts no more.
    pub fn next(&mut self, slot: Slot) -> Ticket {
        self.last += 1;
        self.open.insert(slot, self.last);
        Ticket {
            slot,
            number: self.last,
        }
    }

    /// Takes back a ticket that an answer came with; says whether it still counted.
    pub fn close(&mut self, ticket: Ticket) -> bool {
        let counts = self.open.get(&ticket.slot) == Some(&ticket.number);
        if counts {
            self.open.remove(&ticket.slot);
        }
        counts
    }

    /// Whether an answer is awaited.
    pub fn waits(&self, slot: Slot) -> bool {
        self.open.contains_key(&slot)
    }

    /// Forgets what was asked: the answer will not count.
    pub fn forget(&mut self, slot: Slot) {
        self.open.remove(&slot);
    }

    /// Forgets everything that was asked, as when the engine went away.
    pub fn forget_all(&mut self) {
        self.open.clear();
    }
}
