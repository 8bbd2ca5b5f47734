//! A chart of values that are here: a file, a pipe, the answer to SQL.

use chrono::TimeDelta;

use super::offer::Holds;
use super::roles::{Dimension, Measure, Place, Roles};
use crate::chart::{self, Channel, Chart, Column, Fold, Frame, Grain, Kind, Layer, LayerMark, Side, Spec, Unit, Value};
use crate::cli::data::cut;
use crate::text::format;

/// Every row counts one.
const COUNT: &str = "Count";
/// A column of moments with more different values than this is cut to hours, days or more, where rows are counted.
const MANY: usize = 48;

/// A chart of a frame, with its columns in their parts.
pub(super) fn chart(kind: Kind, title: &str, roles: &Roles, frame: Frame) -> Chart {
    let mut frame = frame;
    let counted = (roles.y.iter())
        .chain(&roles.size)
        .chain(&roles.across)
        .any(|measure| *measure == Measure::Count);
    let mut count = COUNT.to_owned();
    if counted {
        while frame.column(&count).is_some() {
            count.push('s');
        }
        let ones = Column::numbers(&count, Unit::Number, (0..frame.rows()).map(|_| Some(1.0)));
        let mut columns: Vec<Column> = frame.clone().into();
        columns.push(ones);
        frame = Frame::try_from(columns).unwrap_or(frame);
    }
    let dimensions = (roles.x.iter())
        .chain(&roles.colour)
        .chain(&roles.levels)
        .chain(&roles.columns);
    for dimension in dimensions {
        if dimension.column.holds == Holds::Times {
            let grain = dimension
                .grain
                .or_else(|| counted.then(|| fitting(&frame, &dimension.column.name)).flatten());
            if let Some(grain) = grain {
                frame = cut(frame, &dimension.column.name, grain);
            }
        }
    }
    let spec = spec(kind, title, roles, &|measure| match measure {
        Measure::Count => Layer::of(&count),
        Measure::Of(column, fold) => Layer {
            fold: fold.unwrap_or_default(),
            ..Layer::of(&column.name)
        },
    });
    Chart {
        spec,
        frame,
        parts: Vec::new(),
    }
}

/// What moments are cut to so that a row for each can be seen; nothing where they are few.
fn fitting(frame: &Frame, name: &str) -> Option<Grain> {
    let column = frame.column(name).filter(|column| column.grain == Grain::Moment)?;
    let mut times: Vec<i64> = (0..frame.rows()).filter_map(|row| column.time(row)).collect();
    times.sort_unstable();
    times.dedup();
    let span = TimeDelta::milliseconds(times.last()?.checked_sub(*times.first()?)?);
    (times.len() > MANY).then(|| match span.num_days() {
        ..3 => Grain::Hour,
        3..120 => Grain::Day,
        120..730 => Grain::Week,
        _ => Grain::Month,
    })
}

/// A specification with each part at its column, whose measures are made by `layer`.
pub(super) fn spec(kind: Kind, title: &str, roles: &Roles, layer: &dyn Fn(&Measure) -> Layer) -> Spec {
    let mut spec = Spec::new(kind, title);
    let channel = |dimension: &Dimension| Channel::of(&dimension.column.name);
    let measured = |measure: &Measure| layer(measure).channel;
    spec.x = roles
        .x
        .as_ref()
        .map(channel)
        .or_else(|| roles.across.as_ref().map(measured));
    spec.y = roles.y.iter().map(layer).collect();
    spec.colour = roles.colour.as_ref().map(channel);
    spec.size = roles.size.as_ref().map(measured);
    spec.text = roles.text.as_ref().map(channel);
    spec.levels = roles.levels.iter().map(channel).collect();
    spec.columns = roles.columns.iter().map(channel).collect();
    spec.place = roles.place.as_ref().map(|place| match place {
        Place::Named(name) => chart::Place::Named(channel(name)),
        Place::Degrees(latitude, longitude) => chart::Place::Degrees {
            latitude: Channel::of(&latitude.name),
            longitude: Channel::of(&longitude.name),
        },
    });
    if spec.text.is_none()
        && let Some(chart::Place::Named(place)) = &spec.place
    {
        spec.text = Some(place.clone());
    }
    marks(kind, &mut spec);
    spec
}

/// The marks of a combination: the first measure at the left axis, the others at the right one.
fn marks(kind: Kind, spec: &mut Spec) {
    let (first, second) = match kind {
        Kind::BarLine | Kind::Combination => (LayerMark::Bar, LayerMark::Line),
        Kind::BarBubble => (LayerMark::Bar, LayerMark::Bubble),
        Kind::BarScatter => (LayerMark::Bar, LayerMark::Scatter),
        Kind::BarArea => (LayerMark::Bar, LayerMark::Area),
        Kind::AreaBubble => (LayerMark::Area, LayerMark::Bubble),
        Kind::LineBubble => (LayerMark::Line, LayerMark::Bubble),
        _ => return,
    };
    for (index, layer) in spec.y.iter_mut().enumerate() {
        layer.mark = Some(if index == 0 { first } else { second });
        layer.side = if index == 0 { Side::Left } else { Side::Right };
    }
}

/// What a chart is called where nobody says.
pub(super) fn title(roles: &Roles) -> String {
    let measures: Vec<String> = roles
        .y
        .iter()
        .take(2)
        .map(|measure| match measure {
            Measure::Count => COUNT.to_owned(),
            Measure::Of(column, _) => column.name.clone(),
        })
        .collect();
    let place = match &roles.place {
        Some(Place::Named(name)) => Some(name.column.name.clone()),
        _ => None,
    };
    let by = roles
        .x
        .as_ref()
        .or(roles.text.as_ref())
        .or(roles.levels.first())
        .map(|dimension| dimension.column.name.clone())
        .or(place);
    match by {
        Some(by) if !measures.is_empty() => format!("{} by {by}", measures.join(" and ")),
        _ => measures.join(" and "),
    }
}

/// The values of a frame that a fold can be asked of: a count of texts is a count of rows that have one.
pub(super) fn countable(frame: Frame, roles: &Roles) -> Frame {
    let mut columns: Vec<Column> = frame.clone().into();
    for measure in roles.y.iter().chain(&roles.size) {
        let Measure::Of(of, Some(fold @ (Fold::Count | Fold::Distinct))) = measure else {
            continue;
        };
        for column in columns.iter_mut().filter(|column| column.name.as_str() == of.name) {
            let mut known: Vec<Value> = Vec::new();
            let numbers: Vec<Option<f64>> = (0..frame.rows())
                .map(|row| match column.value(row) {
                    Value::Null => None,
                    Value::Number(number) if *fold == Fold::Count => Some(number),
                    _ if *fold == Fold::Count => Some(1.0),
                    value => {
                        let place = known.iter().position(|known| *known == value).unwrap_or_else(|| {
                            known.push(value);
                            known.len() - 1
                        });
                        Some(place as f64)
                    }
                })
                .collect();
            *column = Column::numbers(&column.name.clone(), Unit::Number, numbers);
        }
    }
    Frame::try_from(columns).unwrap_or(frame)
}

/// How many rows there are, in words.
pub(super) fn subtitle(frame: &Frame) -> String {
    let rows = frame.rows();
    let word = if rows == 1 { "row" } else { "rows" };
    format!("{} {word}", format::count(rows as u64))
}
