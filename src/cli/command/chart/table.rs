//! A chart of a table: the parts as a question that the engine answers.

use super::local::spec;
use super::offer::{Column, Holds};
use super::roles::{Dimension, Measure, Place, Roles};
use crate::api::wire::{Asked, Condition, Picture, Question};
use crate::catalog::Module;
use crate::chart::{Fold, Grain, Kind, Layer};

/// How many rows a table of rows shows, and a histogram is made of.
const MOST_ROWS: usize = 10_000;

/// A picture of a table's rows.
pub(super) fn picture(kind: Kind, title: &str, roles: &Roles, module: Module, conditions: &[Condition]) -> Picture {
    let raw = matches!(kind, Kind::Histogram | Kind::Tabular);
    let mut asked: Vec<Asked> = Vec::new();
    let mut ask = |one: Asked| {
        if !asked.contains(&one) {
            asked.push(one);
        }
    };
    let places = match &roles.place {
        Some(Place::Named(name)) => vec![name.clone()],
        Some(Place::Degrees(latitude, longitude)) => [latitude, longitude].map(plain).into(),
        None => Vec::new(),
    };
    let dimensions = (roles.x.iter())
        .chain(&roles.colour)
        .chain(&roles.text)
        .chain(&roles.levels);
    for dimension in dimensions.chain(&roles.columns).chain(&places) {
        ask(of(dimension, kind));
    }
    for measure in roles.across.iter().chain(&roles.y).chain(&roles.size) {
        match measure {
            Measure::Of(column, _) if raw => ask(Asked::column(&column.name)),
            measure => ask(measured(measure, module)),
        }
    }
    let mut question = Question::of(module, asked);
    question.conditions = conditions.to_vec();
    question.limit = raw.then_some(MOST_ROWS);
    let spec = spec(kind, title, roles, &|measure| match measure {
        Measure::Of(column, _) if raw => Layer::of(&column.name),
        measure => Layer {
            // What is a mean in each group is no sum in any.
            fold: if adds_up(measure) { Fold::Sum } else { Fold::Mean },
            ..Layer::of(&measured(measure, module).title())
        },
    });
    Picture::new(spec, question)
}

fn plain(column: &Column) -> Dimension {
    Dimension {
        column: column.clone(),
        grain: None,
    }
}

fn of(dimension: &Dimension, kind: Kind) -> Asked {
    let name = &dimension.column.name;
    match (dimension.column.holds, dimension.grain) {
        (Holds::Times, Some(grain)) => Asked::start(name, grain),
        (Holds::Times, None) if kind == Kind::Tabular => Asked::column(name),
        (Holds::Times, None) if kind == Kind::Race => Asked::start(name, Grain::Month),
        (Holds::Times, None) => Asked::start(name, Grain::Day),
        (Holds::Ids, _) => Asked::named(name),
        _ => Asked::column(name),
    }
}

/// A measure as it is asked for. Lengths of time are taken by their median where nothing is said, other numbers added up.
fn measured(measure: &Measure, module: Module) -> Asked {
    match measure {
        Measure::Count => Asked::rows().called(module.name()),
        Measure::Of(column, _) if column.holds == Holds::Measure => Asked::formula(&column.name),
        Measure::Of(column, fold) => Asked::measure(fold.unwrap_or_else(|| usual(column)), &column.name),
    }
}

const fn usual(column: &Column) -> Fold {
    match column.holds {
        Holds::Lengths => Fold::Median,
        Holds::Numbers | Holds::Measure => Fold::Sum,
        Holds::Times | Holds::Texts | Holds::Ids => Fold::Count,
    }
}

fn adds_up(measure: &Measure) -> bool {
    match measure {
        Measure::Count => true,
        Measure::Of(column, _) if column.holds == Holds::Measure => column.name.contains("solved"),
        Measure::Of(column, fold) => matches!(fold.unwrap_or_else(|| usual(column)), Fold::Sum | Fold::Count),
    }
}
