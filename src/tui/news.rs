//! What happened while nobody looked: what the engine tells of, and what this screen itself met, such as settings that
//! are wrong.

use chrono::{DateTime, Utc};

use crate::api::wire::{Advice, Notification};

/// The most entries of its own that a screen keeps.
const MOST: usize = 50;
/// How many are asked for.
pub const ASKED: usize = 200;

/// Everything there is to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// What the engine tells of, the newest first.
    told: Vec<Notification>,
    /// What the screen met, the newest first.
    own: Vec<Own>,
    /// The run of the newest notification that was read.
    pub read: u64,
    /// Why the engine's could not be had.
    pub problem: Option<Advice>,
}

/// Something that the screen itself met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// When.
    pub at: DateTime<Utc>,
    /// What, why, and what to do.
    pub advice: Advice,
    /// Whether it was read.
    pub read: bool,
}

/// One entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// Of the engine.
    Told(&'a Notification),
    /// Of the screen.
    Own(&'a Own),
}

impl Item<'_> {
    /// When it happened.
    pub const fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Told(told) => told.at,
            Self::Own(own) => own.at,
        }
    }

    /// What happened, why, and what to do.
    pub const fn advice(&self) -> &Advice {
        match self {
            Self::Told(told) => &told.advice,
            Self::Own(own) => &own.advice,
        }
    }
}

impl News {
    /// Takes in what the engine tells of. It is put in order here, whatever order it came in.
    pub fn take(&mut self, mut told: Vec<Notification>) {
        told.sort_by_key(|told| std::cmp::Reverse((told.at, told.run)));
        told.truncate(ASKED);
        self.told = told;
        self.problem = None;
    }

    /// Adds something that the screen met. The same words again take the place of the earlier ones.
    pub fn meet(&mut self, at: DateTime<Utc>, advice: Advice) {
        self.own.retain(|own| own.advice != advice);
        self.own.insert(
            0,
            Own {
                at,
                advice,
                read: false,
            },
        );
        self.own.truncate(MOST);
    }

    /// All entries, the newest first.
    pub fn items(&self) -> Vec<Item<'_>> {
        let mut items: Vec<Item<'_>> = self.own.iter().map(Item::Own).collect();
        items.extend(self.told.iter().map(Item::Told));
        items.sort_by_key(|item| std::cmp::Reverse(item.at()));
        items
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.own.len() + self.told.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether an entry has not been read.
    pub const fn is_new(&self, item: &Item<'_>) -> bool {
        match item {
            Item::Told(told) => told.run > self.read,
            Item::Own(own) => !own.read,
        }
    }

    /// How many have not been read.
    pub fn unread(&self) -> usize {
        self.items().iter().filter(|item| self.is_new(item)).count()
    }

    /// Everything there is has been read.
    pub fn read_all(&mut self) {
        let newest = self.told.iter().map(|told| told.run).max().unwrap_or(0);
        self.read = self.read.max(newest);
        self.own.iter_mut().for_each(|own| own.read = true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::sample;

    #[test]
    fn what_was_read_stays_read_and_what_comes_is_new() {
        let mut news = News::default();
        let mut told = sample::notifications();
        told.reverse();
        news.take(told.clone());
        assert_eq!(news.unread(), told.len());
        assert!(news.items().is_sorted_by(|a, b| a.at() >= b.at()));
        news.read_all();
        assert_eq!(news.unread(), 0);
        news.meet(sample::now(), Advice::new("a", "b", "c"));
        news.meet(sample::now(), Advice::new("a", "b", "c"));
        assert_eq!((news.unread(), news.len()), (1, told.len() + 1));
        let run = told.iter().map(|told| told.run).max().unwrap() + 1;
        told[0].run = run;
        news.take(told);
        assert_eq!(news.unread(), 2);
    }
}
