//! The life of one conversation: everything that will ever happen in it, in order.
//!
//! A story is drawn once from the conversation's own generator and does not depend on the clock; what the conversation
//! looks like at a moment is the story up to then ([`super::conversation`]). So a conversation can be asked for at any
//! moment, and when it changes next is known beforehand.

use crate::sandbox::dice::{Dice, Stream};

use super::setting::{Growing, Setting};
use super::staff::TeamKind;

/// No team or no admin.
pub(crate) const NOBODY: u8 = u8::MAX;
/// The office time of a weekday, in seconds.
const WORKDAY: u32 = 11 * 3600;
/// Most events of a story.
const MOST: usize = 28;

/// Something that happens in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Goes to a team and, unless [`NOBODY`], an admin of it.
    Assign {
        team: u8,
        admin: u8,
    },
    AdminReply(u8),
    ContactReply,
    Close(u8),
    /// Set aside until a moment.
    Snooze(u32),
    /// The moment of a snooze has come.
    Wake,
    AskRating,
    /// The contact answers with 1 to 5.
    Rate(u8),
    /// The reply the SLA promised did not come in time.
    MissSla,
    /// A note or an edit: only counted.
    Note,
}

/// An event with its moment in Unix seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    pub(crate) at: u32,
    pub(crate) what: What,
}

/// How a conversation began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// A contact wrote.
    Contact,
    /// An admin wrote first.
    Admin,
    /// A campaign wrote first.
    Automated,
}

/// The whole life of a conversation.
pub(crate) struct Story {
    pub(crate) created: u32,
    pub(crate) opening: Opening,
    /// The team it comes to, also when nobody ever assigns it.
    pub(crate) team: u8,
    /// The admin who takes it.
    pub(crate) admin: u8,
    /// Whether the promise of the team's SLA holds for it, and whether it was called off.
    pub(crate) sla: Option<SlaTerm>,
    events: [Event; MOST],
    len: usize,
}

/// The SLA on a conversation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SlaTerm {
    pub(crate) name: &'static str,
    pub(crate) cancelled: bool,
}

impl Story {
    /// What happens, in order of time.
    pub(crate) fn events(&self) -> &[Event] {
        &self.events[..self.len]
    }

    /// When the conversation was last changed at `at`; its creation counts.
    pub(crate) fn updated(&self, at: u32) -> u32 {
        let past = self.events().partition_point(|event| event.at <= at);
        past.checked_sub(1).map_or(self.created, |last| self.events[last].at)
    }

    /// When it changes next after `at`.
    pub(crate) fn next(&self, at: u32) -> Option<u32> {
        let past = self.events().partition_point(|event| event.at <= at);
        self.events().get(past).map(|event| event.at)
    }

    /// Draws the life of the conversation with this number.
    pub(crate) fn of(setting: &Setting, index: u32) -> Self {
        let mut dice = Dice::new(setting.seed, Stream::Conversation, u64::from(index));
        let created = setting.arrival(Growing::Conversations, index);
        let teams = &setting.staff.teams;
        let team = dice.weighted(teams.iter().map(|team| team.kind.weight)) as u8;
        let admin = dice.pick(&teams[usize::from(team)].members);
        let opening = match dice.below(100) {
            0..=87 => Opening::Contact,
            88..=93 => Opening::Admin,
            _ => Opening::Automated,
        };
        let mut teller = Teller {
            story: Self {
                created,
                opening,
                team,
                admin,
                sla: None,
                events: [Event {
                    at: u32::MAX,
                    what: What::Note,
                }; MOST],
                len: 0,
            },
            setting,
            kind: teams[usize::from(team)].kind,
            dice,
        };
        match opening {
            Opening::Contact => teller.asked(),
            Opening::Admin | Opening::Automated => teller.sent(),
        }
        teller.story
    }
}

/// Tells a story event by event.
struct Teller<'a> {
    story: Story,
    setting: &'a Setting,
    kind: &'static TeamKind,
    dice: Dice,
}

impl Teller<'_> {
    fn tell(&mut self, at: u32, what: What) {
        let story = &mut self.story;
        if story.len == MOST {
            return;
        }
        let place = story.events[..story.len].partition_point(|event| event.at <= at);
        story.events.copy_within(place..story.len, place + 1);
        story.events[place] = Event { at, what };
        story.len += 1;
    }

    /// After a length of office time around a median.
    fn working(&mut self, from: u32, median: u32) -> u32 {
        let seconds = self.dice.around(median).max(5);
        self.setting.calendar.office_after(from, seconds).max(from + 5)
    }

    /// How much office time goes by before somebody answers: about the team's own pace, but now and then a question is left
    /// lying for days, more often by those who are busier with each. Those are the ones that are found waiting.
    fn lying(&mut self, pace: u32) -> u32 {
        let usual = self.dice.around(pace).max(20);
        if self.dice.chance(0.03 + f64::from(pace) / 100_000.0) {
            usual + self.dice.around(4 * WORKDAY)
        } else {
            usual
        }
    }

    /// An outbound message: most are never answered, and those never say anything about anybody's speed.
    fn sent(&mut self) {
        let created = self.story.created;
        if self.dice.chance(0.7) {
            // Most are closed at once; the others lie open until somebody tidies up.
            let open = if self.dice.chance(0.9) { 7200 } else { 20 * 86_400 };
            let closed = created + 60 + self.dice.around(open);
            self.tell(closed, What::Close(self.story.admin));
            return;
        }
        let asked = created + 120 + self.dice.around(14_400);
        self.tell(asked, What::ContactReply);
        self.worked(asked);
    }

    /// A contact has a question.
    fn asked(&mut self) {
        let created = self.story.created;
        if self.dice.chance(0.02) {
            // Spam: closed unanswered.
            let closed = self.working(created, 900);
            self.tell(closed, What::Close(self.story.admin));
            return;
        }
        self.worked(created);
    }

    /// From the contact's first message to the last close.
    fn worked(&mut self, asked: u32) {
        let (team, admin) = (self.story.team, self.story.admin);
        let routed = asked + 5 + self.dice.below(60);
        if self.dice.chance(0.94) {
            let nobody_yet = self.dice.chance(0.6);
            self.tell(
                routed,
                What::Assign {
                    team,
                    admin: if nobody_yet { NOBODY } else { admin },
                },
            );
        }
        let wait = self.lying(self.kind.reply);
        let replied = self.setting.calendar.office_after(routed, wait).max(routed + 10);
        if let Some((name, promised)) = self.kind.sla.filter(|_| self.dice.chance(0.7)) {
            let cancelled = self.dice.chance(0.04);
            self.story.sla = Some(SlaTerm { name, cancelled });
            let due = self.setting.calendar.office_after(asked, promised);
            if due < replied && !cancelled {
                self.tell(due, What::MissSla);
            }
        }
        self.tell(replied - 5, What::Assign { team, admin });
        self.tell(replied, What::AdminReply(admin));
        let mut last = replied;
        for _ in 0..self.dice.weighted([40, 30, 16, 9, 5].into_iter()) {
            let answered = last + 30 + self.dice.around(1800);
            self.tell(answered, What::ContactReply);
            let wait = self.lying(self.kind.answer);
            last = self.setting.calendar.office_after(answered, wait).max(answered + 5);
            self.tell(last, What::AdminReply(admin));
        }
        if self.dice.chance(0.14) {
            let until = last + 86_400 * self.dice.between(1, 14);
            self.tell(last + 20, What::Snooze(until));
            let back = last + 3600 + self.dice.around(200_000);
            if back < until {
                self.tell(back, What::ContactReply);
                last = self.working(back, self.kind.answer);
                self.tell(last, What::AdminReply(admin));
            } else {
                self.tell(until, What::Wake);
                last = until;
            }
        }
        self.finished(last, wait);
    }

    /// The close, the rating, and now and then once more.
    fn finished(&mut self, last: u32, wait: u32) {
        let admin = self.story.admin;
        let closed = if self.dice.chance(0.08) {
            last + 5 * 86_400 + self.dice.around(30 * 86_400)
        } else if self.dice.chance(0.4) {
            last + 3 * 86_400
        } else {
            self.working(last, self.kind.close)
        };
        self.tell(closed, What::Close(admin));
        if self.dice.chance(0.7) {
            self.tell(closed + 30, What::AskRating);
            if self.dice.chance(0.5) {
                let score = self.score(wait);
                let rated = closed + 40 + self.dice.around(1200);
                self.tell(rated, What::Rate(score));
            }
        }
        if self.dice.chance(0.09) {
            let back = closed + 7200 + self.dice.around(2 * 86_400);
            self.tell(back, What::ContactReply);
            let replied = self.working(back, self.kind.answer);
            self.tell(replied, What::AdminReply(admin));
            let closed = self.working(replied, self.kind.close);
            self.tell(closed, What::Close(admin));
        }
    }

    /// Who waited long is less happy.
    fn score(&mut self, wait: u32) -> u8 {
        let patience = match wait {
            0..600 => 0.06,
            600..3600 => 0.16,
            3600..14_400 => 0.45,
            _ => 0.7,
        };
        if self.dice.chance(patience) {
            1 + self.dice.below(3) as u8
        } else if self.dice.chance(0.7) {
            5
        } else {
            4
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::config::SandboxConfig;

    #[test]
    fn events_are_in_order_and_after_the_creation() {
        let config = SandboxConfig {
            conversations: 3000,
            ..SandboxConfig::default()
        };
        let setting = Setting::new(&config, 1_793_615_400, 0.0);
        for index in 0..3000 {
            let story = Story::of(&setting, index);
            let moments: Vec<u32> = story.events().iter().map(|event| event.at).collect();
            assert!(moments.is_sorted(), "{moments:?}");
            assert!(moments.iter().all(|at| *at >= story.created));
            assert_eq!(
                story.updated(u32::MAX - 1),
                moments.last().copied().unwrap_or(story.created)
            );
            assert_eq!(story.updated(story.created.saturating_sub(1)), story.created);
            if let Some(first) = moments.first() {
                assert_eq!(story.next(story.created - 1), Some(*first));
            }
        }
    }
}
