//! Bubbles and words.

use super::base::{
    CHANNEL, CONVERSATIONS, FIRST_REPLY, SATISFACTION, STATE, TEAM, by, channel, count, first_reply, of, rate, recent,
    satisfaction, spec, sum, team,
};
use crate::chart::{Channel, Kind, Spec, Unit};
use crate::query::{Condition, Test};
use crate::report::question::{Asked, Picture, Question, Subject};

pub(super) fn teams() -> Picture {
    let spec = load(Kind::Bubble, "Teams by speed, satisfaction and load", "last 90 days");
    let with_team = Condition::bare("Team Assignee ID", Test::Filled);
    of(
        spec,
        recent(90, [team(), first_reply(), satisfaction(), count()]).only(with_team),
    )
}

/// The middle of a bubble is the team's, and its shares are those of the states: two levels at once, which SQL says best.
pub(super) fn team_states() -> Picture {
    const SQL: &str = r#"
        WITH whole AS (
            SELECT "Team Assignee ID" AS team_id,
                   median("Time To Admin Reply") AS reply,
                   count_if("Conversation Rating" >= 4) * 100.0 / count("Conversation Rating") AS satisfied
            FROM "Conversations"
            WHERE datediff(current_date(), "Created At") <= 90 AND "Team Assignee ID" IS NOT NULL
            GROUP BY 1
        ), parts AS (
            SELECT "Team Assignee ID" AS part_id, "State" AS standing, count(*) AS many
            FROM "Conversations"
            WHERE datediff(current_date(), "Created At") <= 90
            GROUP BY 1, 2
        )
        SELECT coalesce("Teams"."Name", team_id) AS "Team", standing AS "State", reply AS "First reply",
               satisfied AS "Satisfaction", many AS "Conversations"
        FROM whole
        JOIN parts ON part_id = team_id
        LEFT JOIN "Teams" ON "Teams"."Team ID" = team_id
        ORDER BY 1, 2"#;
    let mut spec = load(
        Kind::BubblePie,
        "Teams, and how their conversations stand",
        "last 90 days",
    );
    spec.colour = by(STATE);
    if let Some(x) = &mut spec.x {
        x.unit = Some(Unit::Seconds);
    }
    for layer in &mut spec.y {
        layer.channel.unit = Some(Unit::Percent);
    }
    of(spec, Question::from(Subject::Sql(SQL.to_owned())))
}

fn load(kind: Kind, title: &str, subtitle: &str) -> Spec {
    let mut spec = spec(kind, title, subtitle);
    spec.x = by(FIRST_REPLY);
    spec.y = vec![rate(SATISFACTION)];
    spec.size = by(CONVERSATIONS);
    spec.text = by(TEAM);
    spec
}

pub(super) fn channels() -> Picture {
    let mut spec = spec(
        Kind::PackedBubble,
        "Teams and their channels",
        "conversations of the last 90 days",
    );
    spec.levels = vec![Channel::of(TEAM), Channel::of(CHANNEL)];
    spec.y = vec![sum(CONVERSATIONS)];
    of(spec, recent(90, [team(), channel(), count()]))
}

pub(super) fn tags() -> Picture {
    let mut spec = spec(Kind::WordCloud, "What conversations are about", "tags, last 90 days");
    spec.text = by("Tag");
    spec.y = vec![sum(CONVERSATIONS)];
    of(spec, recent(90, [Asked::column("Tags").called("Tag"), count()]))
}
