//! Tables, and the week as a table of colours.

use super::base::{
    CHANNEL, CONVERSATIONS, CREATED, FIRST_REPLY, SATISFACTION, STATE, TEAM, by, channel, count, first_reply, of, rate,
    recent, satisfaction, spec, state, sum, team,
};
use crate::catalog::Module;
use crate::chart::{Channel, Kind};
use crate::query::{Condition, SortKey, Test};
use crate::report::question::{Asked, Cycle, Picture, Question};

pub(super) fn week() -> Picture {
    let mut spec = spec(
        Kind::HeatMap,
        "When they write",
        "conversations by weekday and hour, last 90 days",
    );
    spec.x = by("Hour");
    spec.levels = vec![Channel::of("Weekday")];
    spec.y = vec![sum(CONVERSATIONS)];
    let asked = [
        Asked::cycle(CREATED, Cycle::Weekday),
        Asked::cycle(CREATED, Cycle::Hour),
        count(),
    ];
    of(spec, recent(90, asked))
}

pub(super) fn pivot() -> Picture {
    let mut spec = spec(Kind::Pivot, "Conversations by team, channel and state", "last 90 days");
    spec.levels = vec![Channel::of(TEAM), Channel::of(CHANNEL)];
    spec.columns = vec![Channel::of(STATE)];
    spec.y = vec![sum(CONVERSATIONS)];
    spec.options.heat = true;
    of(spec, recent(90, [team(), channel(), state(), count()]))
}

pub(super) fn waiting() -> Picture {
    let spec = spec(Kind::Tabular, "Waiting longest", "conversations that are not closed");
    let asked = [
        Asked::column("Title"),
        team(),
        Asked::named("Admin Assignee ID").called("Teammate"),
        Asked::column("Priority"),
        Asked::column("Waiting Since"),
        Asked::column("Conversation Age in days").called("Age in days"),
    ];
    let mut question = Question::of(Module::Conversations, asked)
        .only(Condition::new("State", Test::IsNot, "closed"))
        .only(Condition::bare("Waiting Since", Test::Filled));
    question.sort = vec![SortKey {
        column: "Waiting Since".to_owned(),
        descending: false,
    }];
    question.limit = Some(500);
    of(spec, question)
}

pub(super) fn summary() -> Picture {
    let mut spec = spec(Kind::Summary, "Teams and channels", "conversations of the last 90 days");
    spec.levels = vec![Channel::of(TEAM), Channel::of(CHANNEL)];
    spec.y = vec![sum(CONVERSATIONS), rate(FIRST_REPLY), rate(SATISFACTION)];
    spec.options.bars = true;
    of(
        spec,
        recent(90, [team(), channel(), count(), first_reply(), satisfaction()]),
    )
}
