//! What changes in a workspace: the clock's moment and the shelves that stand at it.

use crate::catalog::Module;
use crate::sandbox::clock::Clock;
use crate::sandbox::dice::{Dice, Stream, mix};

use super::company::Company;
use super::contact::Contact;
use super::help::{Article, Collection};
use super::setting::{Growing, Setting};
use super::shelf::{Gone, Life, Shelf, Touch};
use super::story::Story;
use super::ticket::Ticket;

/// Seconds between two changes that a live workspace makes to show that it lives, at normal speed.
const PULSE: f64 = 4.0;
/// What changes.
pub(crate) struct State {
    /// The moment that the shelves stand at, in Unix seconds.
    pub(crate) now: u32,
    /// By [`Module`] number; those of derived modules stay empty.
    pub(crate) shelves: Vec<Shelf>,
    /// How many touches were made by controls.
    pub(crate) acts: u32,
    /// How many pulses have been made.
    pulses: u32,
}

impl State {
    pub(crate) fn new(setting: &Setting) -> Self {
        let mut shelves: Vec<Shelf> = std::iter::repeat_with(Shelf::default)
            .take(Module::ALL.len() + 1)
            .collect();
        for module in Module::ALL {
            let count = match (growing(module), module) {
                (Some(kind), _) => setting.size(kind),
                (_, Module::Admins) => setting.staff.admins.len() as u32,
                (_, Module::Teams) => setting.staff.teams.len() as u32,
                (_, Module::Collections) => setting.sizes.collections,
                (_, Module::HelpCenters) => setting.sizes.help_centers,
                _ => 0,
            };
            shelves[module as usize] = Shelf::new(count, setting.present, |index, at| life(setting, module, index, at));
        }
        Self {
            now: setting.present,
            shelves,
            acts: 0,
            pulses: 0,
        }
    }

    pub(crate) fn shelf(&self, module: Module) -> &Shelf {
        &self.shelves[module as usize]
    }

    pub(crate) fn advance(&mut self, setting: &Setting, clock: &Clock, to: u32) {
        if to <= self.now {
            return;
        }
        for module in Module::ALL {
            let arrival = |index| growing(module).map_or(u32::MAX, |kind| setting.arrival(kind, index));
            self.shelves[module as usize].advance(self.now, to, arrival, |index, at| life(setting, module, index, at));
        }
        self.now = to;
        if clock.is_live() {
            self.pulse(setting, clock.speed(), to);
        }
    }

    /// Touches recent conversations, so that a workspace somebody watches is never still for long.
    fn pulse(&mut self, setting: &Setting, speed: f64, to: u32) {
        loop {
            let number = self.pulses + 1;
            let at = setting.present + (f64::from(number) * PULSE * speed.max(1.0)) as u32;
            if at > to {
                return;
            }
            self.pulses = number;
            let there = (setting.calendar.expected(at) as u32).min(self.shelf(Module::Conversations).count());
            let mut dice = Dice::new(setting.seed, Stream::Pulse, u64::from(number));
            let unit = dice.unit();
            let back = (f64::from(there.min(600)) * unit * unit) as u32;
            let Some(index) = there.checked_sub(1 + back) else {
                continue;
            };
            if self.shelf(Module::Conversations).has(index) && setting.arrival(Growing::Conversations, index) < at {
                let touch = Touch {
                    at,
                    number: dice.below(5),
                };
                self.shelves[Module::Conversations as usize].touch(index, touch, to, |index, at| {
                    life(setting, Module::Conversations, index, at)
                });
            }
        }
    }

    /// Up to `count` different live records of a module, in an order that follows from what was done before.
    pub(crate) fn draw(&mut self, setting: &Setting, module: Module, count: usize) -> Vec<u32> {
        let records = &self.shelves[module as usize];
        let size = u64::from(records.count());
        if size == 0 {
            return Vec::new();
        }
        self.acts += 1;
        let bits = mix(
            setting.seed,
            Stream::Mutation,
            u64::from(self.acts) << 8 | module as u64,
        );
        // A stride without a common divisor with the size meets every record once.
        let mut stride = 1 + bits % size;
        while gcd(stride, size) != 1 {
            stride += 1;
        }
        let start = (bits >> 32) % size;
        (0..size)
            .map(|step| ((start + step * stride) % size) as u32)
            .filter(|index| records.has(*index))
            .take(count)
            .collect()
    }

    pub(crate) fn remove(&mut self, setting: &Setting, module: Module, index: u32, into: Option<u32>) {
        let gone = Gone { at: self.now, into };
        let now = self.now;
        self.shelves[module as usize].remove(index, gone, now, |index, at| life(setting, module, index, at));
    }
}

/// The growing kind of a module's records.
fn growing(module: Module) -> Option<Growing> {
    match module {
        Module::Conversations => Some(Growing::Conversations),
        Module::Contacts => Some(Growing::Contacts),
        Module::Companies => Some(Growing::Companies),
        Module::Tickets => Some(Growing::Tickets),
        Module::Articles => Some(Growing::Articles),
        _ => None,
    }
}

/// When a record was last changed at a moment by its own life, and when it changes next.
pub(crate) fn life(setting: &Setting, module: Module, index: u32, at: u32) -> Life {
    match module {
        Module::Conversations => {
            let story = Story::of(setting, index);
            (story.updated(at), story.next(at))
        }
        Module::Contacts => Contact::life(setting, index, at),
        Module::Companies => Company::life(setting, index, at),
        Module::Tickets => Ticket::life(setting, index, at),
        Module::Articles => Article::life(setting, index, at),
        Module::Collections => Collection::life(setting, index, at),
        // Nobody asks for these in the order of their changes.
        Module::Admins | Module::Teams | Module::HelpCenters | Module::ConversationVsContact | Module::TeamVsAdmin => {
            (setting.calendar.start(), None)
        }
    }
}

const fn gcd(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
