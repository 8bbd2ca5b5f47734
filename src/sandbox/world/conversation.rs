//! A conversation as it is at a moment: its story up to then, and how it is dressed.

use std::fmt::Write;

use crate::sandbox::dice::{Dice, Stream, mix};

use super::contact::Contact;
use super::ids;
use super::setting::{Growing, Setting};
use super::shelf::Touch;
use super::staff::TAGS;
use super::story::{Event, NOBODY, Opening, Story, What};
use super::texts::{self, DETAILS, REMARKS, TOPICS};
use super::words::Culture;

/// Open, snoozed or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Open,
    Snoozed,
    Closed,
}

impl State {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Snoozed => "snoozed",
            Self::Closed => "closed",
        }
    }
}

/// The words of 2.16 for a priority; [`Conversation::priority`] is a position in it.
pub(crate) const PRIORITIES: [&str; 5] = ["none", "low", "medium", "high", "urgent"];

/// What a conversation's timing adds up to. Moments are Unix seconds, lengths of time seconds of office time.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Statistics {
    pub(crate) time_to_assignment: Option<u32>,
    pub(crate) time_to_admin_reply: Option<u32>,
    pub(crate) time_to_first_close: Option<u32>,
    pub(crate) time_to_last_close: Option<u32>,
    pub(crate) median_time_to_reply: Option<u32>,
    pub(crate) first_contact_reply_at: Option<u32>,
    pub(crate) first_assignment_at: Option<u32>,
    pub(crate) first_admin_reply_at: Option<u32>,
    pub(crate) first_close_at: Option<u32>,
    pub(crate) last_assignment_at: Option<u32>,
    pub(crate) last_assignment_admin_reply_at: Option<u32>,
    pub(crate) last_contact_reply_at: Option<u32>,
    pub(crate) last_admin_reply_at: Option<u32>,
    pub(crate) last_close_at: Option<u32>,
    pub(crate) last_closed_by: Option<u32>,
    pub(crate) count_reopens: u32,
    pub(crate) count_assignments: u32,
    pub(crate) count_parts: u32,
}

/// A rating that was asked for and perhaps given.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rating {
    pub(crate) asked_at: u32,
    pub(crate) changed_at: u32,
    pub(crate) score: Option<u8>,
    pub(crate) remark: Option<&'static str>,
    /// The rated admin; `None` where a workflow did the work.
    pub(crate) admin: Option<u32>,
}

/// What a title is made of.
#[derive(Clone, Copy, Debug)]
enum Title {
    Absent,
    Topic { topic: u8, detail: u8 },
    Own(&'static str),
    Hostile(u32),
}

/// A conversation at a moment.
#[derive(Clone, Debug)]
pub(crate) struct Conversation {
    pub(crate) id: u64,
    pub(crate) index: u32,
    pub(crate) created_at: u32,
    pub(crate) updated_at: u32,
    pub(crate) opening: Opening,
    pub(crate) state: State,
    pub(crate) waiting_since: Option<u32>,
    pub(crate) snoozed_until: Option<u32>,
    pub(crate) read: bool,
    pub(crate) priority: u8,
    /// Position in the staff's teams.
    pub(crate) team: Option<u8>,
    /// Position in the staff's admins.
    pub(crate) admin: Option<u8>,
    /// `source.type`.
    pub(crate) channel: &'static str,
    /// SLA name and status.
    pub(crate) sla: Option<(&'static str, &'static str)>,
    pub(crate) rating: Option<Rating>,
    /// Absent for what nobody ever answered.
    pub(crate) statistics: Option<Statistics>,
    title: Title,
    tags: [u8; 4],
    contacts: [u32; 3],
    /// How many of `tags` and `contacts` are taken.
    taken: (u8, u8),
}

impl Conversation {
    /// The conversation with this number at `at`, with what was done to it from outside.
    pub(crate) fn at(setting: &Setting, index: u32, at: u32, touches: &[Touch]) -> Self {
        let story = Story::of(setting, index);
        let mut dressed = dress(setting, index, &story);
        let fold = Fold::new(setting, &story, &mut dressed);
        fold.run(story.events(), at, touches);
        dressed
    }

    /// Positions in [`TAGS`].
    pub(crate) fn tags(&self) -> &[u8] {
        &self.tags[..usize::from(self.taken.0)]
    }

    /// Numbers of the contacts who take part; the first began it.
    pub(crate) fn contacts(&self) -> &[u32] {
        &self.contacts[..usize::from(self.taken.1)]
    }

    /// Writes the title; false where there is none.
    pub(crate) fn title(&self, text: &mut String) -> bool {
        match self.title {
            Title::Absent => return false,
            Title::Topic { topic, detail } => {
                text.push_str(TOPICS[usize::from(topic)].0);
                text.push_str(DETAILS[usize::from(detail)]);
            }
            Title::Own(own) => text.push_str(own),
            Title::Hostile(number) => texts::hostile(number, text),
        }
        true
    }

    /// Writes the body of the opening message, as HTML.
    pub(crate) fn body(&self, text: &mut String) {
        const SENTENCES: [&str; 5] = [
            "I tried it in two browsers and on my phone, with the same result each time.",
            "It worked until last week and nothing changed on our side that I know of.",
            "Could you have a look, or tell me where to find the setting?",
            "Screenshots are attached. Our whole team is waiting for this one.",
            "Thanks a lot for your help!",
        ];
        text.push_str("<p>Hi,</p><p>");
        let bits = mix(0, Stream::Dress, u64::from(self.index));
        for (position, sentence) in SENTENCES.iter().enumerate() {
            if bits >> position & 1 == 1 {
                text.push_str(sentence);
                text.push(' ');
            }
        }
        let _ = write!(text, "</p><p>#{}</p>", self.index);
    }

    /// `source.delivered_as`.
    pub(crate) const fn delivered_as(&self) -> &'static str {
        match self.opening {
            Opening::Contact => "customer_initiated",
            Opening::Admin => "admin_initiated",
            Opening::Automated => "automated",
        }
    }

    /// Whether `open` is said: a snoozed conversation is not closed.
    pub(crate) fn is_open(&self) -> bool {
        self.state != State::Closed
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

/// Everything about a conversation that does not move: channel, title, people, tags, priority.
fn dress(setting: &Setting, index: u32, story: &Story) -> Conversation {
    let mut dice = Dice::new(setting.seed, Stream::Dress, u64::from(index));
    let there = setting.earlier(Growing::Contacts, Growing::Conversations, index);
    let who = writer(&mut dice, there);
    let mut contacts = [who; 3];
    let mut people = 1;
    for _ in 0..dice.weighted([94, 5, 1].into_iter()) {
        let other = dice.below(there);
        if !contacts[..people].contains(&other) {
            contacts[people] = other;
            people += 1;
        }
    }
    let topic = dice.below(TOPICS.len() as u32) as u8;
    let mut tags = [0; 4];
    let mut tagged = 0;
    if dice.chance(0.6) {
        tags[0] = TAGS
            .iter()
            .position(|tag| *tag == TOPICS[usize::from(topic)].1)
            .unwrap_or_default() as u8;
        tagged = 1;
        while tagged < 4 && dice.chance(0.2) {
            let tag = dice.below(TAGS.len() as u32) as u8;
            if tags[..tagged].contains(&tag) {
                break;
            }
            tags[tagged] = tag;
            tagged += 1;
        }
    }
    let channels: &[(u32, &str)] = match story.opening {
        Opening::Contact => &[
            (46, "conversation"),
            (34, "email"),
            (7, "whatsapp"),
            (4, "facebook"),
            (3, "instagram"),
            (3, "phone_call"),
            (1, "phone_switch"),
            (1, "twitter"),
            (1, "sms"),
        ],
        Opening::Admin | Opening::Automated => &[(50, "email"), (30, "conversation"), (10, "push"), (10, "sms")],
    };
    let channel = channels[dice.weighted(channels.iter().map(|(weight, _)| *weight))].1;
    Conversation {
        id: ids::conversation(index),
        index,
        created_at: story.created,
        updated_at: story.created,
        opening: story.opening,
        state: State::Open,
        waiting_since: None,
        snoozed_until: None,
        read: story.opening != Opening::Contact,
        priority: dice.weighted([80, 5, 6, 6, 3].into_iter()) as u8,
        team: None,
        admin: None,
        channel,
        sla: None,
        rating: None,
        statistics: None,
        title: title(&mut dice, setting, who, topic, channel),
        tags,
        contacts,
        taken: (tagged as u8, people as u8),
    }
}

/// One of the contacts there are: every third conversation is somebody's first, the others favour the recent ones.
fn writer(dice: &mut Dice, there: u32) -> u32 {
    let back = if dice.chance(0.34) {
        0.0
    } else {
        let unit = dice.unit();
        unit * unit
    };
    there - 1 - ((f64::from(there) * back) as u32).min(there - 1)
}

fn title(dice: &mut Dice, setting: &Setting, who: u32, topic: u8, channel: &str) -> Title {
    let detail = dice.below(DETAILS.len() as u32) as u8;
    let style = dice.below(1000);
    let own = dice.bits() as usize;
    if style < 4 {
        return Title::Hostile(own as u32);
    }
    if style < 12 {
        return Title::Own("");
    }
    if channel != "email" && style < 90 {
        return Title::Absent;
    }
    let culture: &Culture = Contact::culture(setting, who);
    if culture.subjects.is_empty() || style < 300 {
        Title::Topic { topic, detail }
    } else {
        Title::Own(culture.subjects[own % culture.subjects.len()])
    }
}

/// Plays events into a conversation.
struct Fold<'a> {
    setting: &'a Setting,
    story: &'a Story,
    own: &'a mut Conversation,
    statistics: Statistics,
    /// Since when the contact waits for an answer, in Unix seconds.
    asked_at: Option<u32>,
    /// How long answers took.
    waits: [u32; 8],
    answers: usize,
    answered_or_asked: bool,
    missed: bool,
}

impl<'a> Fold<'a> {
    fn new(setting: &'a Setting, story: &'a Story, own: &'a mut Conversation) -> Self {
        let asked = (story.opening == Opening::Contact).then_some(story.created);
        own.waiting_since = asked;
        Self {
            setting,
            story,
            own,
            statistics: Statistics {
                first_contact_reply_at: asked,
                last_contact_reply_at: asked,
                count_parts: 1,
                ..Statistics::default()
            },
            asked_at: asked,
            waits: [0; 8],
            answers: 0,
            answered_or_asked: false,
            missed: false,
        }
    }

    fn run(mut self, events: &[Event], at: u32, touches: &[Touch]) {
        let mut touches = touches.iter().take_while(|touch| touch.at <= at).peekable();
        for event in events.iter().take_while(|event| event.at <= at) {
            while let Some(touch) = touches.next_if(|touch| touch.at < event.at) {
                self.touch(*touch);
            }
            self.play(event.at, event.what);
        }
        for touch in touches {
            self.touch(*touch);
        }
        self.finish();
    }

    /// What was done from outside becomes an event that fits the state.
    fn touch(&mut self, touch: Touch) {
        let admin = self.story.admin;
        let what = match (self.own.state, touch.number % 5) {
            (State::Closed, 0 | 3) | (_, 1) => What::ContactReply,
            (State::Open | State::Snoozed, 0) => What::AdminReply(admin),
            (State::Open | State::Snoozed, 3) => What::Close(admin),
            (_, 2) => What::Assign {
                team: self.story.team,
                admin,
            },
            _ => What::Note,
        };
        self.play(touch.at, what);
        if what == What::Note {
            self.own.priority = (self.own.priority + 1) % PRIORITIES.len() as u8;
        }
    }

    fn play(&mut self, at: u32, what: What) {
        let statistics = &mut self.statistics;
        let calendar = &self.setting.calendar;
        self.own.updated_at = self.own.updated_at.max(at);
        match what {
            What::Assign { team, admin } => {
                self.own.team = Some(team);
                self.own.admin = (admin != NOBODY).then_some(admin);
                statistics.first_assignment_at.get_or_insert(at);
                statistics
                    .time_to_assignment
                    .get_or_insert(calendar.office_between(self.story.created, at));
                statistics.last_assignment_at = Some(at);
                statistics.last_assignment_admin_reply_at = None;
                statistics.count_assignments += 1;
            }
            What::AdminReply(_) => {
                self.answered_or_asked = true;
                if let Some(asked) = self.asked_at.take() {
                    let wait = calendar.office_between(asked, at);
                    statistics.time_to_admin_reply.get_or_insert(wait);
                    self.waits[self.answers % self.waits.len()] = wait;
                    self.answers += 1;
                }
                statistics.first_admin_reply_at.get_or_insert(at);
                statistics.last_admin_reply_at = Some(at);
                statistics.last_assignment_admin_reply_at.get_or_insert(at);
                self.own.waiting_since = None;
                self.own.read = true;
            }
            What::ContactReply => {
                self.answered_or_asked = true;
                statistics.first_contact_reply_at.get_or_insert(at);
                statistics.last_contact_reply_at = Some(at);
                self.asked_at.get_or_insert(at);
                if self.own.state == State::Closed {
                    statistics.count_reopens += 1;
                }
                self.own.state = State::Open;
                self.own.snoozed_until = None;
                self.own.waiting_since.get_or_insert(at);
                self.own.read = false;
            }
            What::Close(admin) => {
                self.own.state = State::Closed;
                self.own.waiting_since = None;
                self.own.snoozed_until = None;
                let length = calendar.office_between(self.story.created, at);
                statistics.first_close_at.get_or_insert(at);
                statistics.time_to_first_close.get_or_insert(length);
                statistics.last_close_at = Some(at);
                statistics.time_to_last_close = Some(length);
                statistics.last_closed_by = Some(self.setting.staff.admins[usize::from(admin)].id);
                self.asked_at = None;
            }
            What::Snooze(until) => {
                if self.own.state == State::Open {
                    self.own.state = State::Snoozed;
                    self.own.snoozed_until = Some(until);
                    self.own.waiting_since = None;
                }
            }
            What::Wake => {
                if self.own.state == State::Snoozed {
                    self.own.state = State::Open;
                    self.own.snoozed_until = None;
                }
            }
            What::AskRating | What::Rate(_) => self.rate(at, what),
            What::MissSla => self.missed = statistics.first_admin_reply_at.is_none(),
            What::Note => {}
        }
        self.statistics.count_parts += 1;
    }

    fn rate(&mut self, at: u32, what: What) {
        let bits = mix(self.setting.seed, Stream::Id, u64::from(self.own.index));
        let rated = self.own.rating.get_or_insert(Rating {
            asked_at: at,
            changed_at: at,
            score: None,
            remark: None,
            admin: (!bits.is_multiple_of(25)).then_some(self.setting.staff.admins[usize::from(self.story.admin)].id),
        });
        if let What::Rate(score) = what {
            rated.score = Some(score);
            rated.changed_at = at;
            if bits >> 8 & 7 < 3 {
                let mood = REMARKS[match score {
                    4.. => 0,
                    3 => 1,
                    _ => 2,
                }];
                rated.remark = Some(mood[(bits >> 16) as usize % mood.len()]);
            }
        }
    }

    fn finish(mut self) {
        let many = self.answers.min(self.waits.len());
        if many > 0 {
            let waits = &mut self.waits[..many];
            waits.sort_unstable();
            self.statistics.median_time_to_reply = Some(u32::midpoint(waits[(many - 1) / 2], waits[many / 2]));
        }
        self.own.sla = self.story.sla.map(|term| {
            let status = match (term.cancelled, self.missed, self.statistics.first_admin_reply_at) {
                (true, ..) => "cancelled",
                (_, true, _) => "missed",
                (_, _, Some(_)) => "hit",
                _ => "active",
            };
            (term.name, status)
        });
        // What was only sent and never answered says nothing about anybody's speed: Intercom leaves it out.
        if self.story.opening == Opening::Contact || self.answered_or_asked {
            self.own.statistics = Some(self.statistics);
        }
    }
}
