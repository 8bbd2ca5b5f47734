//! Combinations: several measures over the weeks.

use super::base::{
    CONVERSATIONS, CREATED, FIRST_REPLY, RESOLVED, SATISFACTION, by, count, first_reply, of, rate, resolved,
    satisfaction, spec, sum, whole_weeks,
};
use crate::chart::{Fold, Grain, Kind, Layer, LayerMark, Side};
use crate::report::question::{Asked, Picture};

const REOPENED: &str = "Reopened";
const RATED: &str = "Rated";

pub(super) fn picture(kind: Kind) -> Picture {
    let (title, first, second, size) = match kind {
        Kind::BarBubble => (
            "Load, speed and reopened conversations",
            LayerMark::Bar,
            LayerMark::Bubble,
            REOPENED,
        ),
        Kind::BarScatter => ("Load and satisfaction", LayerMark::Bar, LayerMark::Scatter, RATED),
        Kind::BarArea => ("New and resolved", LayerMark::Bar, LayerMark::Area, REOPENED),
        Kind::AreaBubble => (
            "Load, satisfaction and ratings",
            LayerMark::Area,
            LayerMark::Bubble,
            RATED,
        ),
        Kind::LineBubble => ("Load, speed and ratings", LayerMark::Line, LayerMark::Bubble, RATED),
        Kind::Combination => ("A week at the desk", LayerMark::Bar, LayerMark::Line, REOPENED),
        _ => ("Load and speed", LayerMark::Bar, LayerMark::Line, REOPENED),
    };
    let measure = match kind {
        Kind::BarScatter | Kind::AreaBubble => SATISFACTION,
        _ => FIRST_REPLY,
    };
    let mut spec = spec(kind, title, "by week, last 13 weeks");
    spec.x = by("Week");
    spec.size = by(size);
    spec.y = match kind {
        Kind::BarArea => vec![
            drawn(sum(RESOLVED), first, Side::Left),
            drawn(sum(CONVERSATIONS), second, Side::Left),
        ],
        Kind::Combination => vec![
            drawn(sum(CONVERSATIONS), LayerMark::Bar, Side::Left),
            drawn(sum(RESOLVED), LayerMark::Area, Side::Left),
            drawn(sum(REOPENED), LayerMark::Scatter, Side::Left),
            drawn(rate(FIRST_REPLY), LayerMark::Line, Side::Right),
        ],
        _ => vec![
            drawn(sum(CONVERSATIONS), first, Side::Left),
            drawn(rate(measure), second, Side::Right),
        ],
    };
    let asked = [
        Asked::start(CREATED, Grain::Week).called("Week"),
        count(),
        resolved(),
        first_reply(),
        satisfaction(),
        Asked::measure(Fold::Sum, "Count Reopens").called(REOPENED),
        Asked::measure(Fold::Count, "Conversation Rating").called(RATED),
    ];
    of(spec, whole_weeks(13, asked))
}

fn drawn(layer: Layer, mark: LayerMark, side: Side) -> Layer {
    Layer {
        mark: Some(mark),
        side,
        ..layer
    }
}
