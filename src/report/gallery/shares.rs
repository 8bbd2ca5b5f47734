//! Shares of a whole: pies, rings, tree maps.

use super::base::{
    CHANNEL, CONVERSATIONS, RATING, RESOLVED, STATE, TEAM, by, channel, count, of, rated, rating, recent, resolved,
    spec, state, sum, team,
};
use crate::catalog::Module;
use crate::chart::{Channel, Kind, Spec};
use crate::report::question::{Asked, Picture, Question};

pub(super) fn states() -> Picture {
    let spec = shares(
        Kind::Pie,
        "How conversations stand",
        "created in the last 7 days",
        STATE,
    );
    of(spec, recent(7, [state(), count()]))
}

pub(super) fn channels() -> Picture {
    let spec = shares(Kind::Ring, "Conversations by channel", "last 90 days", CHANNEL);
    of(spec, recent(90, [channel(), count()]))
}

pub(super) fn priorities() -> Picture {
    let spec = shares(Kind::SemiPie, "Conversations by priority", "last 90 days", "Priority");
    of(spec, recent(90, [Asked::column("Priority"), count()]))
}

pub(super) fn ratings() -> Picture {
    let spec = shares(Kind::SemiRing, "Ratings", "of the last 90 days", RATING);
    of(spec, rated(recent(90, [rating(), count()])))
}

pub(super) fn two_wholes() -> Picture {
    let mut spec = shares(
        Kind::Doughnut,
        "New and resolved by channel",
        "created in the last 90 days",
        CHANNEL,
    );
    spec.y.push(sum(RESOLVED));
    of(spec, recent(90, [channel(), count(), resolved()]))
}

pub(super) fn teams() -> Picture {
    let mut spec = spec(Kind::TreeMap, "Conversations by team and channel", "last 90 days");
    spec.levels = vec![Channel::of(TEAM), Channel::of(CHANNEL)];
    spec.y = vec![sum(CONVERSATIONS)];
    of(spec, recent(90, [team(), channel(), count()]))
}

pub(super) fn tickets() -> Picture {
    let levels = ["Category", "Ticket Type", "Ticket State"];
    let mut spec = spec(Kind::Sunburst, "Tickets", "by category, type and state");
    spec.levels = levels.map(Channel::of).into();
    spec.y = vec![sum("Tickets")];
    let mut asked: Vec<Asked> = levels.map(Asked::column).into();
    asked.push(Asked::rows().called("Tickets"));
    of(spec, Question::of(Module::Tickets, asked))
}

fn shares(kind: Kind, title: &str, subtitle: &str, column: &str) -> Spec {
    let mut spec = spec(kind, title, subtitle);
    spec.x = by(column);
    spec.y = vec![sum(CONVERSATIONS)];
    spec
}
