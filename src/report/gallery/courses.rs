//! Courses over time.

use super::base::{
    CHANNEL, CONVERSATIONS, CREATED, FIRST_REPLY, RATING, SATISFACTION, STATE, TEAM, UNRESOLVED, by, channel, count,
    first_reply as reply, in_whole_weeks, of, rate, rated, rating, satisfaction as satisfied, spec, state, sum, team,
    unresolved, whole_days, whole_weeks,
};
use crate::catalog::Module;
use crate::chart::{Fold, Grain, Kind, Layer, Side, Spec, Threshold, ThresholdAt};
use crate::report::question::{Asked, Picture, Question};

pub(super) fn new_and_unresolved() -> Picture {
    let mut spec = spec(
        Kind::Line,
        "New conversations by day",
        "and which of them are unresolved",
    );
    spec.x = by("Day");
    spec.y = vec![sum(CONVERSATIONS), sum(UNRESOLVED)];
    mean(&mut spec);
    of(spec, whole_days(90, [day(), count(), unresolved()]))
}

pub(super) fn new_by_day() -> Picture {
    let mut spec = spec(Kind::Area, "New conversations", "by day, last 60 days");
    spec.x = by("Day");
    spec.y = vec![sum(CONVERSATIONS)];
    mean(&mut spec);
    of(spec, whole_days(60, [day(), count()]))
}

pub(super) fn tickets_by_week() -> Picture {
    let mut spec = spec(Kind::AreaMarkers, "New tickets", "by week, last 26 weeks");
    spec.x = by("Week");
    spec.y = vec![sum("Tickets")];
    let tickets = Question::of(Module::Tickets, [week(), Asked::rows().called("Tickets")]);
    of(spec, in_whole_weeks(26, tickets))
}

pub(super) fn first_reply() -> Picture {
    let mut spec = spec(
        Kind::AreaSmooth,
        "Time to the first reply",
        "median by week, last 26 weeks",
    );
    spec.x = by("Week");
    spec.y = vec![smooth(rate(FIRST_REPLY))];
    mean(&mut spec);
    of(spec, whole_weeks(26, [week(), reply()]))
}

pub(super) fn satisfaction() -> Picture {
    let mut spec = spec(Kind::AreaSmoothMarkers, "Satisfaction", "by week, last 26 weeks");
    spec.x = by("Week");
    spec.y = vec![smooth(rate(SATISFACTION))];
    spec.thresholds = vec![Threshold {
        at: ThresholdAt::Constant(75.0),
        name: "target".to_owned(),
        side: Side::Left,
    }];
    of(spec, whole_weeks(26, [week(), satisfied()]))
}

pub(super) fn by_channel() -> Picture {
    let mut spec = stacked(
        Kind::StackedArea,
        "Conversations by channel",
        "by day, last 60 days",
        CHANNEL,
    );
    spec.x = by("Day");
    of(spec, whole_days(60, [day(), channel(), count()]))
}

pub(super) fn by_state() -> Picture {
    let spec = stacked(
        Kind::StackedAreaMarkers,
        "How conversations stand",
        "by week of creation",
        STATE,
    );
    of(spec, whole_weeks(26, [week(), state(), count()]))
}

pub(super) fn by_team() -> Picture {
    let spec = stacked(
        Kind::StackedAreaSmooth,
        "Conversations by team",
        "by week, last 26 weeks",
        TEAM,
    );
    of(spec, whole_weeks(26, [week(), team(), count()]))
}

pub(super) fn ratings() -> Picture {
    let spec = stacked(
        Kind::StackedAreaSmoothMarkers,
        "Ratings",
        "by week, last 26 weeks",
        RATING,
    );
    of(spec, rated(whole_weeks(26, [week(), rating(), count()])))
}

fn stacked(kind: Kind, title: &str, subtitle: &str, colour: &str) -> Spec {
    let mut spec = spec(kind, title, subtitle);
    spec.x = by("Week");
    spec.colour = by(colour);
    spec.y = vec![sum(CONVERSATIONS)];
    spec
}

fn mean(spec: &mut Spec) {
    spec.thresholds.push(Threshold {
        at: ThresholdAt::Aggregate(Fold::Mean),
        name: "mean".to_owned(),
        side: Side::Left,
    });
}

fn smooth(layer: Layer) -> Layer {
    Layer { smooth: true, ..layer }
}

fn day() -> Asked {
    Asked::start(CREATED, Grain::Day).called("Day")
}

fn week() -> Asked {
    Asked::start(CREATED, Grain::Week).called("Week")
}
