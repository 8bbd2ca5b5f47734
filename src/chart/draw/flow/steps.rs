//! Rows as flows: from each step to the next one that a row has a name for.
//!
//! The same name in two steps is two places, so nothing flows in a circle.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::chart::frame::{Column, Frame, Unit, Value};
use crate::chart::group::{Category, Folded, MOST_SERIES, categories, weight};
use crate::chart::look::Look;
use crate::chart::scene::{Hue, Ink, Key};
use crate::chart::spec::{Channel, Fold, Layer, Spec};
use crate::text::SafeText;

use crate::chart::keys::key_by;

/// A place in a step.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) step: usize,
    pub(super) name: SafeText,
    pub(super) hue: Hue,
    pub(super) key: Key,
}

/// What flows from a place to another: by their numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Way {
    pub(super) source: usize,
    pub(super) target: usize,
    pub(super) value: f64,
}

/// Places in steps, and what flows between them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Steps {
    pub(super) titles: Vec<SafeText>,
    pub(super) places: Vec<Place>,
    pub(super) ways: Vec<Way>,
    pub(super) measure: SafeText,
    pub(super) unit: Unit,
    pub(super) legend: Vec<(SafeText, Ink, bool)>,
    pub(super) notes: Vec<String>,
}

/// A step while rows are read: its categories, and where each goes.
struct Step<'a> {
    column: &'a Column,
    found: Vec<Category>,
    places: Vec<usize>,
}

impl Step<'_> {
    fn key(&self, category: &Category, spec: &Spec) -> Key {
        let channel = Channel::of(&self.column.name);
        key_by(&channel, category, Some(self.column.grain), spec.options.zone)
    }
}

type Ends = ((usize, usize), (usize, usize));

/// Reads the flows with at most `most` places in a step; words where there are none.
pub(super) fn read(frame: &Frame, spec: &Spec, look: &Look, most: usize) -> Result<Steps, String> {
    let mut steps = Vec::new();
    for level in &spec.levels {
        let Some(column) = frame.column(&level.column) else {
            return Err(format!("There is no column “{}”.", SafeText::new(&level.column)));
        };
        let (found, places) = categories(column, frame.rows(), spec.options.zone);
        steps.push(Step { column, found, places });
    }
    if steps.len() < 2 {
        return Err("A Sankey chart needs two or more dimensions: its steps in order.".to_owned());
    }
    let measure = match spec.y.first() {
        None => None,
        Some(layer) => match frame.column(&layer.channel.column) {
            Some(column) => Some((layer, column)),
            None => {
                return Err(format!(
                    "There is no column “{}”.",
                    SafeText::new(&layer.channel.column)
                ));
            }
        },
    };
    let mut notes = Vec::new();
    let mut links = fold(&steps, frame.rows(), measure);
    let before = links.len();
    links.retain(|(_, value)| *value > 0.0 && value.is_finite());
    if links.len() < before {
        notes.push(format!(
            "{} flows without a value above zero left out",
            before - links.len()
        ));
    }
    if circles(&steps, &links) {
        notes.push("flows go in a circle: a name that comes again is a place of its own in each step".to_owned());
    }
    let hides = |end: (usize, usize)| look.hides(&steps[end.0].found[end.1].label);
    let hues = hues(&steps, &links);
    let legend = legend(&hues, look);
    links.retain(|((source, target), _)| !hides(*source) && !hides(*target));
    let kept = kept(&steps, &links, most, &mut notes);
    let (places, ways) = number(&steps, &links, &kept, &hues, spec);
    Ok(Steps {
        titles: spec.levels.iter().map(|level| SafeText::new(level.title())).collect(),
        places,
        ways,
        measure: SafeText::new(measure.map_or("Rows", |(layer, _)| layer.channel.title())),
        unit: measure.map_or(Unit::Number, |(layer, column)| {
            layer.channel.unit.unwrap_or(column.unit)
        }),
        legend,
        notes,
    })
}

/// What flows between each two places that follow each other in a row; a row without a name for a step goes on to the next one.
fn fold(steps: &[Step<'_>], rows: usize, measure: Option<(&Layer, &Column)>) -> Vec<(Ends, f64)> {
    let fold = measure.map_or(Fold::Sum, |(layer, _)| layer.fold);
    let mut numbers = HashMap::new();
    let mut folded: BTreeMap<Ends, Folded> = BTreeMap::new();
    for row in 0..rows {
        let value = match measure {
            Some((layer, column)) => weight(column, row, layer.fold, &mut numbers),
            None => Some(1.0),
        };
        let Some(value) = value else {
            continue;
        };
        let mut before = None;
        for (index, step) in steps.iter().enumerate() {
            let of = step.places[row];
            if step.found[of].value == Value::Null {
                continue;
            }
            let here = (index, of);
            if let Some(before) = before.replace(here) {
                folded.entry((before, here)).or_default().push(value);
            }
        }
    }
    let fold = if fold == Fold::Count { Fold::Sum } else { fold };
    folded
        .into_iter()
        .filter_map(|(ends, mut folded)| Some((ends, folded.value(fold)?)))
        .collect()
}

/// Whether names lead back to themselves, taken as one place each.
fn circles(steps: &[Step<'_>], links: &[(Ends, f64)]) -> bool {
    let name = |end: (usize, usize)| &steps[end.0].found[end.1].label;
    let mut into: HashMap<&SafeText, usize> = HashMap::new();
    let mut out: HashMap<&SafeText, Vec<&SafeText>> = HashMap::new();
    for ((source, target), _) in links {
        into.entry(name(*source)).or_default();
        *into.entry(name(*target)).or_default() += 1;
        out.entry(name(*source)).or_default().push(name(*target));
    }
    // Places that nothing leads to are taken away until none is left, or a circle.
    let mut free: Vec<&SafeText> = into
        .iter()
        .filter(|(_, count)| **count == 0)
        .map(|(name, _)| *name)
        .collect();
    let mut left = into.len();
    while let Some(name) = free.pop() {
        left -= 1;
        for target in out.get(name).into_iter().flatten() {
            if let Some(count) = into.get_mut(target) {
                *count -= 1;
                if *count == 0 {
                    free.push(target);
                }
            }
        }
    }
    left > 0
}

/// A colour for each name, the same in every step, in the order in which they occur.
fn hues(steps: &[Step<'_>], links: &[(Ends, f64)]) -> Vec<(SafeText, Hue)> {
    let used: HashSet<(usize, usize)> = links
        .iter()
        .flat_map(|((source, target), _)| [*source, *target])
        .collect();
    let mut known: HashSet<&SafeText> = HashSet::new();
    let mut hues: Vec<(SafeText, Hue)> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        for (of, category) in step.found.iter().enumerate() {
            if used.contains(&(index, of)) && known.insert(&category.label) {
                let hue = u8::try_from(hues.len() % MOST_SERIES).unwrap_or_default();
                hues.push((category.label.clone(), Hue::Series(hue)));
            }
        }
    }
    hues
}

fn legend(hues: &[(SafeText, Hue)], look: &Look) -> Vec<(SafeText, Ink, bool)> {
    let entry = |(name, hue): &(SafeText, Hue)| (name.clone(), Ink::of(*hue), look.hides(name));
    hues.iter().map(entry).collect()
}

/// The largest places of each step, at most `most` with one for the rest.
fn kept(steps: &[Step<'_>], links: &[(Ends, f64)], most: usize, notes: &mut Vec<String>) -> Vec<Vec<usize>> {
    let mut sizes: Vec<BTreeMap<usize, (f64, f64)>> = vec![BTreeMap::new(); steps.len()];
    for ((source, target), value) in links {
        sizes[source.0].entry(source.1).or_default().0 += value;
        sizes[target.0].entry(target.1).or_default().1 += value;
    }
    let mut merged = 0;
    let kept = sizes.into_iter().map(|sizes| {
        let mut order: Vec<(usize, f64)> = sizes.into_iter().map(|(of, (out, into))| (of, out.max(into))).collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1));
        if order.len() > most.max(1) {
            merged += order.len() - (most.max(1) - 1);
            order.truncate(most.max(1) - 1);
        }
        let mut kept: Vec<usize> = order.into_iter().map(|(of, _)| of).collect();
        kept.sort_unstable();
        kept
    });
    let kept = kept.collect();
    if merged > 0 {
        notes.push(format!("the {merged} smallest are together in Other"));
    }
    kept
}

/// Numbers the places that are kept, and puts the others of a step together.
fn number(
    steps: &[Step<'_>],
    links: &[(Ends, f64)],
    kept: &[Vec<usize>],
    hues: &[(SafeText, Hue)],
    spec: &Spec,
) -> (Vec<Place>, Vec<Way>) {
    let hues: HashMap<&SafeText, Hue> = hues.iter().map(|(name, hue)| (name, *hue)).collect();
    let mut used: BTreeMap<(usize, usize), Option<usize>> = BTreeMap::new();
    for ((source, target), _) in links {
        used.insert(*source, None);
        used.insert(*target, None);
    }
    let mut places = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let mut rest = Vec::new();
        for ((_, of), number) in used.range_mut((index, 0)..=(index, usize::MAX)) {
            if kept[index].binary_search(of).is_err() {
                rest.push(*of);
                continue;
            }
            let category = &step.found[*of];
            *number = Some(places.len());
            places.push(Place {
                step: index,
                name: category.label.clone(),
                hue: hues.get(&category.label).copied().unwrap_or_default(),
                key: step.key(category, spec),
            });
        }
        if rest.is_empty() {
            continue;
        }
        let other = Category {
            value: Value::Null,
            label: SafeText::new("Other"),
            more: rest.iter().map(|of| step.found[*of].value.clone()).collect(),
        };
        for of in rest {
            used.insert((index, of), Some(places.len()));
        }
        places.push(Place {
            step: index,
            name: other.label.clone(),
            hue: Hue::Other,
            key: step.key(&other, spec),
        });
    }
    let number = |end: &(usize, usize)| used.get(end).copied().flatten();
    let mut ways: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for ((source, target), value) in links {
        if let (Some(source), Some(target)) = (number(source), number(target)) {
            *ways.entry((source, target)).or_default() += value;
        }
    }
    let ways = ways
        .into_iter()
        .map(|((source, target), value)| Way { source, target, value });
    (places, ways.collect())
}
