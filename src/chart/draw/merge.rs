//! Fewer branches: the smallest siblings of a tree put together.

use crate::chart::frame::Value;
use crate::chart::scene::Hue;
use crate::chart::spec::Test;
use crate::text::SafeText;

use super::nest::{Branch, sum};

/// At most about `most` leaves: the smallest siblings are put together as “Other”, each group keeping a share by its size; how many
/// were put together.
///
/// At most `groups` branches stay beside each other where they have something inside.
pub(super) fn limit(branches: &mut Vec<Branch>, most: usize, groups: usize) -> usize {
    let grouped = branches.iter().any(|branch| !branch.inner.is_empty());
    let most_here = if grouped { most.min(groups) } else { most }.max(1);
    let mut merged = 0;
    if branches.len() > most_here {
        branches.sort_by(|a, b| b.size.total_cmp(&a.size));
        let rest = branches.split_off(most_here - 1);
        merged += rest.len();
        branches.push(other(&rest));
    }
    let total = sum(branches);
    for branch in branches {
        let share = (most as f64 * (branch.size / total)).round() as usize;
        // One tile inside another would only say the same twice.
        if share < 2 && branch.inner.len() > 1 {
            branch.inner.clear();
        } else {
            merged += limit(&mut branch.inner, share, groups);
        }
    }
    merged
}

fn other(rest: &[Branch]) -> Branch {
    let size = sum(rest);
    let tints: Vec<f64> = rest.iter().filter_map(|branch| branch.tint).collect();
    let mut keys = rest.first().map(|branch| branch.keys.clone()).unwrap_or_default();
    let mut trail = rest.first().map(|branch| branch.trail.clone()).unwrap_or_default();
    if let Some(last) = keys.last_mut() {
        let values = rest.iter().filter_map(|branch| branch.keys.last());
        last.test = any_of(values.map(|key| &key.test));
    }
    if let Some(last) = trail.last_mut() {
        "Other".clone_into(last);
    }
    let hues: Vec<Hue> = rest.iter().map(|branch| branch.hue).collect();
    let same = hues.windows(2).all(|pair| pair[0] == pair[1]);
    Branch {
        label: SafeText::new("Other"),
        keys,
        trail,
        hue: match hues.first() {
            Some(hue) if same && rest.len() > 1 => *hue,
            _ => Hue::Other,
        },
        size,
        value: size,
        tint: (!tints.is_empty()).then(|| tints.iter().sum::<f64>() / tints.len() as f64),
        deep: false,
        merged: rest.len(),
        inner: Vec::new(),
    }
}

/// One test for several; moments stand by their beginning.
fn any_of<'a>(tests: impl Iterator<Item = &'a Test>) -> Test {
    let mut values: Vec<Value> = Vec::new();
    for test in tests {
        match test {
            Test::Is(value) | Test::Within(value, _) => values.push(value.clone()),
            Test::In(more) => values.extend(more.iter().cloned()),
        }
    }
    Test::In(values)
}
