//! What every record of a workspace is made from: the seed, the calendar, the staff and the sizes.

use chrono_tz::Tz;

use crate::sandbox::config::{Mode, SandboxConfig};
use crate::sandbox::dice::{Stream, mix, share};

use super::calendar::Calendar;
use super::staff::Staff;

/// How many records of each growing kind there are at the present. They keep these proportions while time goes on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) conversations: u32,
    pub(crate) contacts: u32,
    pub(crate) companies: u32,
    pub(crate) tickets: u32,
    pub(crate) articles: u32,
    pub(crate) collections: u32,
    pub(crate) help_centers: u32,
}

impl Sizes {
    /// For 100 conversations: 60 contacts, 6 companies, 12 tickets; articles and collections grow more slowly.
    pub(crate) fn of(conversations: u32) -> Self {
        let share = |hundredth: u64, least: u32| ((u64::from(conversations) * hundredth / 100) as u32).max(least);
        Self {
            conversations,
            contacts: share(60, 2),
            companies: share(6, 2),
            tickets: share(12, 2),
            articles: share(1, 0).clamp(12, 600),
            collections: share(1, 0).div_ceil(8).clamp(5, 40),
            help_centers: if conversations < 1000 { 1 } else { 2 },
        }
    }
}

/// A kind of record that keeps arriving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Growing {
    Conversations,
    Contacts,
    Companies,
    Tickets,
    Articles,
}

/// What the records of a workspace have in common.
pub(crate) struct Setting {
    pub(crate) seed: u64,
    pub(crate) mode: Mode,
    pub(crate) zone: Tz,
    pub(crate) app_id: String,
    pub(crate) app_name: String,
    pub(crate) region: String,
    /// The moment the clock starts from.
    pub(crate) present: u32,
    pub(crate) sizes: Sizes,
    pub(crate) calendar: Calendar,
    pub(crate) staff: Staff,
}

impl Setting {
    /// `present` is where the clock starts, in Unix seconds; `floor_an_hour` see [`Calendar::new`].
    pub(crate) fn new(config: &SandboxConfig, present: u32, floor_an_hour: f64) -> Self {
        let conversations = config.conversations.max(1);
        Self {
            seed: config.seed,
            mode: config.mode,
            zone: config.time_zone,
            app_id: config.app_id.clone(),
            app_name: config.app_name.clone(),
            region: config.region.clone(),
            present,
            sizes: Sizes::of(conversations),
            calendar: Calendar::new(config.seed, config.time_zone, present, conversations, floor_an_hour),
            staff: Staff::new(config.seed, conversations),
        }
    }

    /// How many of a kind there are at the present.
    pub(crate) fn size(&self, kind: Growing) -> u32 {
        match kind {
            Growing::Conversations => self.sizes.conversations,
            Growing::Contacts => self.sizes.contacts,
            Growing::Companies => self.sizes.companies,
            Growing::Tickets => self.sizes.tickets,
            Growing::Articles => self.sizes.articles,
        }
    }

    /// When a record comes to be: grows with its number, and those below [`Setting::size`] come before the present.
    /// `u32::MAX` for what would come after the end of the calendar.
    pub(crate) fn arrival(&self, kind: Growing, index: u32) -> u32 {
        if index == 0 {
            return self.calendar.start();
        }
        let step = f64::from(self.sizes.conversations) / f64::from(self.size(kind));
        let within = share(mix(self.seed, Stream::Arrival, u64::from(index) << 3 | kind as u64));
        self.calendar.arrival((f64::from(index) + within) * step)
    }

    /// How many records of a kind came to be before the one of another: what it may refer to.
    pub(crate) fn earlier(&self, kind: Growing, other: Growing, index: u32) -> u32 {
        let there = u64::from(index) * u64::from(self.size(kind)) / u64::from(self.size(other));
        (there as u32).max(1)
    }
}
