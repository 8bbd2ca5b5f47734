//! A ticket as it is at a moment.

use crate::sandbox::dice::{Dice, Stream};

use super::ids;
use super::setting::{Growing, Setting};
use super::shelf::Touch;
use super::texts::{self, TOPICS};

/// A type of ticket.
pub(crate) struct TicketType {
    pub(crate) id: u32,
    pub(crate) name: &'static str,
    /// As answers say it.
    pub(crate) category: &'static str,
    pub(crate) icon: &'static str,
    weight: u32,
}

const fn ticket_type(
    id: u32,
    name: &'static str,
    category: &'static str,
    icon: &'static str,
    weight: u32,
) -> TicketType {
    TicketType {
        id,
        name,
        category,
        icon,
        weight,
    }
}

/// The types of ticket.
pub(crate) const TICKET_TYPES: [TicketType; 6] = [
    ticket_type(1_295_001, "Bug report", "Customer", "🐞", 34),
    ticket_type(1_295_002, "Billing request", "Customer", "💳", 22),
    ticket_type(1_295_003, "Feature request", "Customer", "✨", 18),
    ticket_type(1_295_004, "Refund approval", "Back-office", "🧾", 12),
    ticket_type(1_295_005, "Data export", "Back-office", "📦", 9),
    ticket_type(1_295_006, "Incident", "Tracker", "🚨", 5),
];

/// The states: id, category, internal and external label.
pub(crate) const TICKET_STATES: [(u32, &str, &str, &str); 4] = [
    (7481, "submitted", "Submitted", "Submitted"),
    (7482, "in_progress", "In progress", "We're on it"),
    (7483, "waiting_on_customer", "Waiting on customer", "We need your reply"),
    (7484, "resolved", "Resolved", "Resolved"),
];

/// What a search calls the categories.
pub(crate) fn search_category(category: &str) -> &'static str {
    match category {
        "Customer" => "request",
        "Back-office" => "task",
        _ => "tracker",
    }
}

/// A ticket at a moment.
#[derive(Clone, Debug)]
pub(crate) struct Ticket {
    pub(crate) index: u32,
    pub(crate) id: u64,
    pub(crate) created_at: u32,
    pub(crate) updated_at: u32,
    /// Position in the staff's teams.
    pub(crate) team: Option<u8>,
    /// Position in the staff's admins.
    pub(crate) admin: Option<u8>,
    /// Position in [`TICKET_TYPES`].
    pub(crate) kind: u8,
    /// Position in [`TICKET_STATES`].
    pub(crate) state: u8,
    pub(crate) previous_state: Option<u8>,
    /// Whether the type was removed: its name is not known any more.
    pub(crate) untyped: bool,
    pub(crate) snoozed_until: Option<u32>,
    /// The contact it is for.
    pub(crate) contact: u32,
    pub(crate) is_shared: bool,
    pub(crate) title: String,
}

/// Most changes of state of a ticket.
const MOST: usize = 8;

/// The changes of state of a ticket: moments and positions in [`TICKET_STATES`].
struct Course {
    created: u32,
    steps: [(u32, u8); MOST],
    len: usize,
    team: u8,
    admin: u8,
    kind: u8,
}

impl Course {
    fn of(setting: &Setting, index: u32) -> Self {
        let mut dice = Dice::new(setting.seed, Stream::Ticket, u64::from(index));
        let created = setting.arrival(Growing::Tickets, index);
        let team = dice.weighted(setting.staff.teams.iter().map(|team| team.kind.weight));
        let kind = &setting.staff.teams[team];
        let mut course = Self {
            created,
            steps: [(0, 0); MOST],
            len: 0,
            team: team as u8,
            admin: dice.pick(&kind.members),
            kind: dice.weighted(TICKET_TYPES.iter().map(|kind| kind.weight)) as u8,
        };
        let mut at = created;
        let mut step = |course: &mut Self, dice: &mut Dice, median: u32, state: u8| {
            at = setting.calendar.office_after(at, dice.around(median)).max(at + 10);
            course.steps[course.len] = (at, state);
            course.len += 1;
        };
        step(&mut course, &mut dice, kind.kind.reply * 3, 1);
        for _ in 0..dice.weighted([55, 30, 15].into_iter()) {
            step(&mut course, &mut dice, 14_400, 2);
            step(&mut course, &mut dice, 40_000, 1);
        }
        if dice.chance(0.96) {
            step(&mut course, &mut dice, kind.kind.close * 3, 3);
        }
        course
    }

    fn past(&self, at: u32) -> usize {
        self.steps[..self.len].partition_point(|(moment, _)| *moment <= at)
    }
}

impl Ticket {
    /// The ticket with this number at `at`, with what was done to it from outside.
    pub(crate) fn at(setting: &Setting, index: u32, at: u32, touches: &[Touch]) -> Self {
        let course = Course::of(setting, index);
        let past = course.past(at);
        let touches = &touches[..touches.partition_point(|touch| touch.at <= at)];
        let (stepped, state) = past
            .checked_sub(1)
            .map_or((course.created, 0), |last| course.steps[last]);
        let mut dice = Dice::new(setting.seed, Stream::Ticket, u64::from(index) | 1 << 40);
        let topic = dice.pick(TOPICS);
        let mut title = String::new();
        if dice.chance(0.005) {
            texts::hostile(index, &mut title);
        } else {
            title.push_str(topic.0);
        }
        let state = (usize::from(state) + touches.len()) % TICKET_STATES.len();
        let assigned = past > 0 || dice.chance(0.4);
        let there = setting.earlier(Growing::Contacts, Growing::Tickets, index);
        let snoozed = state == 2 && dice.chance(0.3);
        Self {
            index,
            id: ids::ticket(index),
            created_at: course.created,
            updated_at: stepped.max(touches.last().map_or(0, |touch| touch.at)),
            team: (assigned || dice.chance(0.7)).then_some(course.team),
            admin: assigned.then_some(course.admin),
            kind: course.kind,
            state: state as u8,
            previous_state: (past > 0).then(|| if past > 1 { course.steps[past - 2].1 } else { 0 }),
            untyped: dice.chance(0.01),
            snoozed_until: snoozed.then_some(stepped + 3 * 86_400),
            contact: dice.below(there),
            is_shared: dice.chance(0.6),
            title,
        }
    }

    /// When the ticket was last changed at `at`, and when it changes next.
    pub(crate) fn life(setting: &Setting, index: u32, at: u32) -> (u32, Option<u32>) {
        let course = Course::of(setting, index);
        let past = course.past(at);
        let updated = past.checked_sub(1).map_or(course.created, |last| course.steps[last].0);
        (updated, course.steps[..course.len].get(past).map(|(moment, _)| *moment))
    }

    /// Its type; `None` when that was removed.
    pub(crate) fn ticket_type(&self) -> Option<&'static TicketType> {
        (!self.untyped).then(|| &TICKET_TYPES[usize::from(self.kind)])
    }

    /// Its category, which it keeps when the type is removed.
    pub(crate) fn category(&self) -> &'static str {
        TICKET_TYPES[usize::from(self.kind)].category
    }

    /// Whether anything is left to do.
    pub(crate) const fn is_open(&self) -> bool {
        self.state != 3
    }

    /// The id of the assigned team.
    pub(crate) fn team_id(&self, setting: &Setting) -> Option<u32> {
        self.team.map(|team| setting.staff.teams[usize::from(team)].id)
    }

    /// The id of the assigned admin.
    pub(crate) fn admin_id(&self, setting: &Setting) -> Option<u32> {
        self.admin.map(|admin| setting.staff.admins[usize::from(admin)].id)
    }
}
