//! What goes from where to where, and who leads.

use super::base::{
    CHANNEL, CONVERSATIONS, CREATED, RESOLVED, STATE, TEAM, by, channel, count, of, recent, resolved, spec, state, sum,
    team,
};
use crate::chart::{Channel, Grain, Kind};
use crate::query::{Condition, Test};
use crate::report::question::{Asked, Picture};

pub(super) fn channel_to_state() -> Picture {
    let mut spec = spec(
        Kind::Sankey,
        "From channel to outcome",
        "conversations of the last 90 days",
    );
    spec.levels = vec![Channel::of(CHANNEL), Channel::of(TEAM), Channel::of(STATE)];
    spec.y = vec![sum(CONVERSATIONS)];
    // More than so many names in a column are a knot.
    spec.options.top = Some(5);
    of(spec, recent(90, [channel(), team(), state(), count()]))
}

pub(super) fn race() -> Picture {
    let mut spec = spec(
        Kind::Race,
        "Resolved conversations by team",
        "counted up over the last year",
    );
    spec.x = by("Month");
    spec.colour = by(TEAM);
    spec.y = vec![sum(RESOLVED)];
    spec.options.running = true;
    let asked = [Asked::start(CREATED, Grain::Month).called("Month"), team(), resolved()];
    let with_team = Condition::bare("Team Assignee ID", Test::Filled);
    of(spec, recent(365, asked).only(with_team))
}
