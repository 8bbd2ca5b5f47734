//! Bars.

use super::base::{
    CHANNEL, CONVERSATIONS, CREATED, FIRST_REPLY, RATING, RESOLVED, STATE, TEAM, by, channel, count, of, rated, rating,
    recent, resolved, spec, state, sum, team, whole_weeks,
};
use crate::chart::{Fold, Grain, Kind, Sort, Threshold, ThresholdAt};
use crate::query::{Condition, Test};
use crate::report::question::{Asked, Cycle, Picture};

pub(super) fn new_and_closed() -> Picture {
    let mut spec = spec(Kind::Bar, "New and resolved by team", "created in the last 90 days");
    spec.x = by(TEAM);
    spec.y = vec![sum(CONVERSATIONS), sum(RESOLVED)];
    spec.options.top = Some(10);
    spec.thresholds = vec![Threshold {
        at: ThresholdAt::Aggregate(Fold::Mean),
        name: "mean".to_owned(),
        side: crate::chart::Side::Left,
    }];
    of(spec, recent(90, [team(), count(), resolved()]))
}

pub(super) fn by_weekday() -> Picture {
    let mut spec = spec(
        Kind::BarStacked,
        "When conversations begin",
        "by weekday and channel, last 90 days",
    );
    spec.x = by("Weekday");
    spec.colour = by(CHANNEL);
    spec.y = vec![sum(CONVERSATIONS)];
    of(
        spec,
        recent(90, [Asked::cycle(CREATED, Cycle::Weekday), channel(), count()]),
    )
}

pub(super) fn first_replies() -> Picture {
    let mut spec = spec(
        Kind::Histogram,
        "Time to the first reply",
        "of those answered within 4 hours, last 90 days",
    );
    spec.y = vec![sum(FIRST_REPLY)];
    let soon = Condition::new("Time To Admin Reply", Test::Less, "4 h");
    let asked = [Asked::column("Time To Admin Reply").called(FIRST_REPLY)];
    of(spec, recent(90, asked).only(soon))
}

pub(super) fn by_admin() -> Picture {
    let mut spec = spec(
        Kind::BarHorizontal,
        "Conversations by teammate",
        "assigned now, last 90 days",
    );
    spec.x = by("Teammate");
    spec.y = vec![sum(CONVERSATIONS)];
    spec.options.sort = Sort::Largest;
    spec.options.top = Some(15);
    let assigned = Condition::bare("Admin Assignee ID", Test::Filled);
    of(
        spec,
        recent(90, [Asked::named("Admin Assignee ID").called("Teammate"), count()]).only(assigned),
    )
}

pub(super) fn by_week() -> Picture {
    let mut spec = spec(
        Kind::StackedBar,
        "Conversations by week",
        "and how they stand now, last 90 days",
    );
    spec.x = by("Week");
    spec.colour = by(STATE);
    spec.y = vec![sum(CONVERSATIONS)];
    of(spec, whole_weeks(13, [week(), state(), count()]))
}

pub(super) fn by_team() -> Picture {
    let mut spec = spec(
        Kind::StackedBarHorizontal,
        "Conversations by team",
        "and channel, last 90 days",
    );
    spec.x = by(TEAM);
    spec.colour = by(CHANNEL);
    spec.y = vec![sum(CONVERSATIONS)];
    spec.options.sort = Sort::Largest;
    of(spec, recent(90, [team(), channel(), count()]))
}

pub(super) fn ratings_by_week() -> Picture {
    let mut spec = spec(
        Kind::StackedBar100,
        "Ratings by week",
        "shares of what was rated, last 90 days",
    );
    spec.x = by("Week");
    spec.colour = by(RATING);
    spec.y = vec![sum(CONVERSATIONS)];
    of(spec, rated(whole_weeks(13, [week(), rating(), count()])))
}

pub(super) fn ratings_by_team() -> Picture {
    let mut spec = spec(
        Kind::StackedBarHorizontal100,
        "Ratings by team",
        "shares of what was rated, last 90 days",
    );
    spec.x = by(TEAM);
    spec.colour = by(RATING);
    spec.y = vec![sum(CONVERSATIONS)];
    of(spec, rated(recent(90, [team(), rating(), count()])))
}

fn week() -> Asked {
    Asked::start(CREATED, Grain::Week).called("Week")
}
