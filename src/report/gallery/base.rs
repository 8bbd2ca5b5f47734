//! What the pictures of the gallery have in common.

use crate::catalog::Module;
use crate::chart::{Channel, Fold, Kind, Layer, Range, Spec};
use crate::query::{Condition, Test};
use crate::report::question::{Asked, Picture, Question};

pub(super) const CREATED: &str = "Created At";
pub(super) const CONVERSATIONS: &str = "Conversations";
pub(super) const RESOLVED: &str = "Resolved";
pub(super) const UNRESOLVED: &str = "Unresolved";
pub(super) const FIRST_REPLY: &str = "First reply";
pub(super) const SATISFACTION: &str = "Satisfaction";
pub(super) const CHANNEL: &str = "Channel";
pub(super) const TEAM: &str = "Team";
pub(super) const STATE: &str = "State";
pub(super) const RATING: &str = "Rating";

/// An empty picture of a kind.
pub(super) fn spec(kind: Kind, title: &str, subtitle: &str) -> Spec {
    let mut spec = Spec::new(kind, title);
    subtitle.clone_into(&mut spec.subtitle);
    spec
}

/// A question about the conversations of the last days.
pub(super) fn recent(days: u32, columns: impl IntoIterator<Item = Asked>) -> Question {
    Question::of(Module::Conversations, columns).only(Condition::new(
        CREATED,
        Test::AtLeast,
        format!("{days} days ago"),
    ))
}

/// A question about whole days: today is not over.
pub(super) fn whole_days(days: u32, columns: impl IntoIterator<Item = Asked>) -> Question {
    recent(days, columns).only(Condition::new(CREATED, Test::Less, "today"))
}

/// A question about whole weeks: this one is not over.
pub(super) fn whole_weeks(weeks: u32, columns: impl IntoIterator<Item = Asked>) -> Question {
    in_whole_weeks(weeks, Question::of(Module::Conversations, columns))
}

/// Only what was created in the last whole weeks.
pub(super) fn in_whole_weeks(weeks: u32, question: Question) -> Question {
    let since = Condition::new(CREATED, Test::AtLeast, format!("{weeks} weeks ago"));
    question
        .only(since)
        .only(Condition::new(CREATED, Test::Less, "this week"))
}

/// Only conversations that were rated.
pub(super) fn rated(question: Question) -> Question {
    question.only(Condition::bare("Conversation Rating", Test::Filled))
}

pub(super) fn count() -> Asked {
    Asked::rows().called(CONVERSATIONS)
}

pub(super) fn resolved() -> Asked {
    Asked::formula("Resolved Conversation").called(RESOLVED)
}

pub(super) fn unresolved() -> Asked {
    Asked::formula("Unresolved Conversations").called(UNRESOLVED)
}

pub(super) fn first_reply() -> Asked {
    Asked::measure(Fold::Median, "Time To Admin Reply").called(FIRST_REPLY)
}

pub(super) fn satisfaction() -> Asked {
    Asked::formula("Satisfaction Rate").called(SATISFACTION)
}

pub(super) fn team() -> Asked {
    Asked::named("Team Assignee ID").called(TEAM)
}

pub(super) fn channel() -> Asked {
    Asked::column("Source").called(CHANNEL)
}

pub(super) fn state() -> Asked {
    Asked::column("State")
}

pub(super) fn rating() -> Asked {
    Asked::column("Satisfaction Category").called(RATING)
}

/// The channel of a column, as a specification takes it.
#[expect(
    clippy::unnecessary_wraps,
    reason = "every channel of a specification may be missing"
)]
pub(super) fn by(column: &str) -> Option<Channel> {
    Some(Channel::of(column))
}

/// A measure whose values add up.
pub(super) fn sum(column: &str) -> Layer {
    Layer::of(column)
}

/// A measure whose values do not: rates, medians.
pub(super) fn rate(column: &str) -> Layer {
    Layer {
        fold: Fold::Mean,
        ..Layer::of(column)
    }
}

/// Ranges of a satisfaction in percent.
pub(super) fn ranges() -> Vec<Range> {
    [("poor", 50.0), ("fair", 75.0), ("good", 100.0)]
        .map(|(name, to)| Range {
            to,
            name: name.to_owned(),
        })
        .into()
}

pub(super) fn of(spec: Spec, question: Question) -> Picture {
    Picture::new(spec, question)
}
