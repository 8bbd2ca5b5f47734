//! The frame as bubbles: where each is, how large, and what it is made of.

use std::collections::HashMap;

use crate::chart::draw::stage::Stage;
use crate::chart::frame::{Column, Unit, Value, Values};
use crate::chart::group::{Category, Handle, MOST_SERIES, categories, fold_of};
use crate::chart::kind::Kind;
use crate::chart::scene::{Hue, Ink};
use crate::chart::spec::{Channel, Fold};
use crate::text::{SafeText, format};

/// More than this are a surface, not bubbles.
const MOST: usize = 2000;

/// A part of a bubble, or what all of it is: a value of the colour dimension.
pub(super) struct PartOf {
    pub(super) name: SafeText,
    pub(super) ink: Ink,
    pub(super) hidden: bool,
    pub(super) of: Option<Category>,
}

/// A bubble.
pub(super) struct Bubble {
    /// Its value, moment, or place among the categories.
    pub(super) x: f64,
    pub(super) y: f64,
    /// How large it is; nothing where that is not known.
    pub(super) size: Option<f64>,
    /// Its parts and their sizes, in the order of the parts.
    pub(super) shares: Vec<(usize, f64)>,
    /// Which part it is of, where it is not split.
    pub(super) part: usize,
    pub(super) name: Option<Category>,
    /// What it lies over.
    pub(super) at: Value,
}

/// What a channel is read from.
pub(super) struct Source<'a> {
    pub(super) channel: &'a Channel,
    pub(super) column: &'a Column,
    pub(super) unit: Unit,
}

/// Bubbles.
pub(super) struct Data<'a> {
    /// The largest first, so that they lie behind.
    pub(super) bubbles: Vec<Bubble>,
    pub(super) parts: Vec<PartOf>,
    /// Whether parts are of a dimension.
    pub(super) coloured: bool,
    pub(super) x: Source<'a>,
    pub(super) y: Source<'a>,
    pub(super) size: Option<Source<'a>>,
    pub(super) colour: Option<Source<'a>>,
    pub(super) text: Option<Source<'a>>,
    /// The categories along the plot, where there are such.
    pub(super) along: Vec<Category>,
}

/// Reads the channels; or says why there is no picture.
pub(super) fn read<'a>(stage: &mut Stage<'a>) -> Option<Data<'a>> {
    let (spec, frame) = (stage.spec(), stage.frame());
    let (Some(x), Some(layer)) = (&spec.x, spec.y.first()) else {
        stage.say("Bubbles need something across and a measure upwards.");
        return None;
    };
    let mut missing = None;
    let mut source = |channel: &'a Channel| {
        let column = frame.column(&channel.column);
        if column.is_none() {
            missing.get_or_insert(&channel.column);
        }
        column.map(|column| Source {
            channel,
            column,
            unit: channel.unit.unwrap_or(column.unit),
        })
    };
    let (across, up) = (source(x), source(&layer.channel));
    let size = spec.size.as_ref().and_then(&mut source);
    let colour = spec.colour.as_ref().and_then(&mut source);
    let text = spec.text.as_ref().and_then(&mut source);
    if let Some(name) = missing {
        stage.say(format!("There is no column “{name}”."));
        return None;
    }
    let mut data = Data {
        bubbles: Vec::new(),
        parts: Vec::new(),
        coloured: colour.is_some(),
        x: across?,
        y: up?,
        size,
        colour,
        text,
        along: Vec::new(),
    };
    let fold = layer.fold;
    let part_of = parts(stage, &mut data);
    let lost = collect(stage, &mut data, &part_of, fold);
    if data.bubbles.is_empty() && lost.hidden == 0 {
        stage.say(if frame.rows() == 0 {
            "There are no rows to draw."
        } else {
            "No row has a value for both directions."
        });
        return None;
    }
    let mut say = |count: usize, words: &str| {
        if count > 0 {
            stage.note(format!("{} {words}", format::count(count as i128)));
        }
    };
    say(lost.nowhere, "rows have no place");
    say(lost.below, "values not above 0 have no place on a logarithmic axis");
    let unsized_count = data.bubbles.iter().filter(|bubble| bubble.size.is_none()).count();
    say(unsized_count, "without a size are hollow (○)");
    say(lost.negative, "sizes below 0 count as none");
    data.bubbles
        .sort_by(|a, b| b.size.unwrap_or_default().total_cmp(&a.size.unwrap_or_default()));
    say(data.bubbles.len().saturating_sub(MOST), "of the smallest are left out");
    data.bubbles.truncate(MOST);
    Some(data)
}

/// Finds the parts, and which of them each row is of.
fn parts(stage: &mut Stage<'_>, data: &mut Data<'_>) -> Vec<usize> {
    let rows = stage.frame().rows();
    let series = |index: usize| Ink::of(Hue::Series(u8::try_from(index % MOST_SERIES).unwrap_or_default()));
    let Some(colour) = &data.colour else {
        data.parts.push(PartOf {
            name: SafeText::default(),
            ink: series(0),
            hidden: false,
            of: None,
        });
        return vec![0; rows];
    };
    let (found, of) = categories(colour.column, rows, stage.options().zone);
    let most = if found.len() > MOST_SERIES {
        MOST_SERIES - 1
    } else {
        found.len()
    };
    let mut sizes = vec![0.0; found.len()];
    for (row, part) in of.iter().enumerate() {
        let size = data.size.as_ref().map_or(Some(1.0), |size| size.column.number(row));
        sizes[*part] += size.unwrap_or_default().max(0.0);
    }
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|a, b| sizes[*b].total_cmp(&sizes[*a]));
    let mut kept = order.get(..most).unwrap_or_default().to_vec();
    kept.sort_unstable();
    let mut place = vec![most; found.len()];
    for (index, part) in kept.iter().enumerate() {
        place[*part] = index;
        let name = found[*part].label.clone();
        data.parts.push(PartOf {
            hidden: stage.look.hides(&name),
            name,
            ink: series(index),
            of: Some(found[*part].clone()),
        });
    }
    if most < found.len() {
        let name = SafeText::new("Other");
        let rest = order.get(most..).unwrap_or_default();
        stage.note(format!("the {} smallest colours are together in Other", rest.len()));
        data.parts.push(PartOf {
            hidden: stage.look.hides(&name),
            name: name.clone(),
            ink: Ink::of(Hue::Other),
            of: Some(Category {
                value: Value::Null,
                label: name,
                more: rest.iter().map(|part| found[*part].value.clone()).collect(),
            }),
        });
    }
    of.iter().map(|part| place[*part]).collect()
}

/// What became no bubble.
#[derive(Default)]
struct Lost {
    nowhere: usize,
    below: usize,
    negative: usize,
    hidden: usize,
}

/// Rows that belong to the same bubble.
#[derive(Default)]
struct Rows {
    x: Vec<f64>,
    y: Vec<f64>,
    sizes: Vec<(usize, Option<f64>)>,
    name: Option<Category>,
    at: Option<Value>,
}

/// Makes bubbles: one for each row, or, for pies, one for all rows with the same name or place.
fn collect(stage: &Stage<'_>, data: &mut Data<'_>, part_of: &[usize], fold: Fold) -> Lost {
    let rows = stage.frame().rows();
    let zone = stage.options().zone;
    let log = stage.options().log;
    let pies = stage.spec().kind == Kind::BubblePie;
    let numeric = matches!(data.x.column.values, Values::Numbers(_));
    let places = if numeric { None } else { Some(along(data, rows, zone)) };
    let names = data.text.as_ref().map(|text| categories(text.column, rows, zone));
    let mut lost = Lost::default();
    let mut known: HashMap<(Handle, Handle), usize> = HashMap::new();
    let mut groups: Vec<Rows> = Vec::new();
    for (row, part) in part_of.iter().enumerate() {
        let at = data.x.column.value(row);
        let x = match &places {
            Some(places) => places.get(row).copied().flatten(),
            None => data.x.column.number(row),
        };
        let (Some(x), Some(y)) = (x, data.y.column.number(row)) else {
            lost.nowhere += 1;
            continue;
        };
        if log && (y <= 0.0 || (numeric && x <= 0.0)) {
            lost.below += 1;
            continue;
        }
        if data.parts.get(*part).is_none_or(|part| part.hidden) {
            lost.hidden += 1;
            continue;
        }
        let name = names.as_ref().and_then(|(found, of)| found.get(*of.get(row)?)).cloned();
        let size = match &data.size {
            Some(size) => size.column.number(row),
            None => Some(1.0),
        };
        lost.negative += usize::from(size.is_some_and(|size| size < 0.0));
        let index = if pies {
            let key = match &name {
                Some(name) => (Handle(name.value.clone()), Handle(Value::Null)),
                None => (Handle(at.clone()), Handle(Value::Number(y))),
            };
            let next = groups.len();
            *known.entry(key).or_insert(next)
        } else {
            groups.len()
        };
        if index == groups.len() {
            groups.push(Rows::default());
        }
        let Some(group) = groups.get_mut(index) else { continue };
        group.x.push(x);
        group.y.push(y);
        group.sizes.push((*part, size.filter(|size| *size >= 0.0)));
        group.name = name;
        group.at.get_or_insert(at);
    }
    data.bubbles = groups
        .into_iter()
        .filter_map(|group| bubble(group, fold, numeric))
        .collect();
    lost
}

/// Rows as one bubble. They say its place several times, so that is no sum.
fn bubble(mut rows: Rows, fold: Fold, numeric: bool) -> Option<Bubble> {
    let fold = match fold {
        Fold::Min | Fold::Max | Fold::Median => fold,
        _ => Fold::Mean,
    };
    let x = if numeric {
        fold_of(&mut rows.x, Fold::Mean)
    } else {
        rows.x.first().copied()
    }?;
    let y = fold_of(&mut rows.y, fold)?;
    let mut shares: Vec<(usize, f64)> = Vec::new();
    for (part, size) in &rows.sizes {
        let size = size.unwrap_or_default();
        match shares.iter_mut().find(|(known, _)| known == part) {
            Some((_, sum)) => *sum += size,
            None => shares.push((*part, size)),
        }
    }
    shares.sort_by_key(|(part, _)| *part);
    let largest = shares.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    let any = rows.sizes.iter().any(|(_, size)| size.is_some());
    let sum: f64 = shares.iter().map(|(_, size)| *size).sum();
    Some(Bubble {
        x,
        y,
        size: any.then_some(sum).filter(|sum| sum.is_finite()),
        part: largest.map(|(part, _)| *part).unwrap_or_default(),
        shares,
        name: rows.name,
        at: rows.at.unwrap_or(Value::Null),
    })
}

/// The categories along the plot, moments in their order; and which of them each row has.
fn along(data: &mut Data<'_>, rows: usize, zone: chrono_tz::Tz) -> Vec<Option<f64>> {
    let (found, of) = categories(data.x.column, rows, zone);
    let moments = matches!(data.x.column.values, Values::Times(_));
    let mut order: Vec<usize> = (0..found.len())
        .filter(|place| !moments || found[*place].value != Value::Null)
        .collect();
    if moments {
        order.sort_by_key(|place| match found[*place].value {
            Value::Time(millis) => millis,
            _ => i64::MAX,
        });
    }
    let mut place = vec![None; found.len()];
    for (index, found) in order.iter().enumerate() {
        place[*found] = Some(index as f64);
    }
    data.along = order.iter().map(|place| found[*place].clone()).collect();
    of.iter().map(|found| place[*found]).collect()
}
