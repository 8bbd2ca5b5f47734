//! Figures, and pictures that are made of others.

use super::base::{
    CREATED, SATISFACTION, TEAM, by, of, ranges, rate, recent, satisfaction as satisfied, spec, sum, team,
};
use crate::chart::{Grain, Kind, Tile};
use crate::query::{Condition, Test};
use crate::report::question::{Asked, Picture, Question};

pub(super) fn new_conversations() -> Picture {
    // A day belongs to one of the two periods and has no value in the other.
    const NOW: &str = r#"sum(if(datediff(current_date(), "Created At") < 30, 1, null))"#;
    const BEFORE: &str = r#"sum(if(datediff(current_date(), "Created At") >= 30, 1, null))"#;
    let mut spec = spec(Kind::SingleNumeric, "New conversations", "last 30 days");
    spec.x = by("Day");
    spec.y = vec![sum("New"), sum("Before")];
    "vs 30 days before".clone_into(&mut spec.options.compared_with);
    let asked = [
        Asked::start(CREATED, Grain::Day).called("Day"),
        Asked::formula(NOW).called("New"),
        Asked::formula(BEFORE).called("Before"),
    ];
    of(spec, recent(59, asked))
}

pub(super) fn satisfaction() -> Picture {
    let mut spec = spec(Kind::Dial, "Satisfaction", "last 90 days");
    spec.y = vec![rate(SATISFACTION)];
    spec.options.min = Some(0.0);
    spec.options.max = Some(100.0);
    spec.options.target = Some(75.0);
    spec.options.ranges = ranges();
    of(spec, recent(90, [satisfied()]))
}

pub(super) fn satisfaction_by_team() -> Picture {
    let mut spec = spec(
        Kind::Bullet,
        "Satisfaction by team",
        "against a target of 75 %, last 90 days",
    );
    spec.x = by(TEAM);
    spec.y = vec![rate(SATISFACTION), rate("Target")];
    spec.options.target = Some(75.0);
    spec.options.ranges = ranges();
    let asked = [team(), satisfied(), Asked::formula("max(75)").called("Target")];
    let with_team = Condition::bare("Team Assignee ID", Test::Filled);
    of(spec, recent(90, asked).only(with_team))
}

/// A small chart under a figure.
pub(super) fn widget(inner: Picture) -> Picture {
    Picture {
        spec: spec(Kind::ChartWidget, &inner.spec.title, &inner.spec.subtitle),
        question: Question::default(),
        parts: vec![inner],
    }
}

/// Three figures, two courses and a week.
pub(super) fn dashboard(parts: Vec<Picture>) -> Picture {
    let mut spec = spec(Kind::Dashboard, "Support at a glance", "last 90 days");
    spec.tiles = [
        (0, 0, 4, 1),
        (4, 0, 3, 1),
        (7, 0, 5, 1),
        (0, 1, 8, 2),
        (8, 1, 4, 2),
        (0, 3, 12, 2),
    ]
    .map(|(column, row, width, height)| Tile {
        column,
        row,
        width,
        height,
    })
    .into();
    Picture {
        spec,
        question: Question::default(),
        parts,
    }
}
