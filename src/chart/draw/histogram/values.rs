//! The values that are counted, and words about those that are not.

use crate::chart::draw::stage::Stage;
use crate::chart::frame::{Unit, Values};
use crate::chart::layout::bins::quantile;
use crate::text::format;

/// Below so many values there are no outliers.
const FEW: usize = 20;

/// What is counted.
pub(super) struct Sample<'a> {
    /// In rising order.
    pub(super) values: Vec<f64>,
    /// Nothing outside of these was counted.
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) unit: Unit,
    pub(super) title: &'a str,
    pub(super) column: &'a str,
}

/// Reads the measure; or says why there is nothing to count.
pub(super) fn read<'a>(stage: &mut Stage<'a>) -> Option<Sample<'a>> {
    let Some(layer) = stage.spec().y.first() else {
        stage.say("A histogram needs a measure.");
        return None;
    };
    let Some(column) = stage.frame().column(&layer.channel.column) else {
        stage.say(format!("There is no column “{}”.", layer.channel.column));
        return None;
    };
    if !matches!(column.values, Values::Numbers(_)) {
        stage.say(format!("The column “{}” holds no numbers.", column.name));
        return None;
    }
    let rows = stage.frame().rows();
    let mut values: Vec<f64> = (0..rows).filter_map(|row| column.number(row)).collect();
    values.sort_by(f64::total_cmp);
    let number = |count: usize| format::count(count as i128);
    let empty = rows - values.len();
    if values.is_empty() {
        stage.say(if rows == 0 {
            "There are no rows to count.".to_owned()
        } else {
            format!("None of the {} rows has a value.", number(rows))
        });
        return None;
    }
    if empty > 0 {
        stage.note(format!("{} rows have no value", number(empty)));
    }
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let (first, last) = (quantile(&values, 0.01), quantile(&values, 0.99));
    let extent = quantile(&values, 1.0) - quantile(&values, 0.0);
    if stage.options().clip {
        (low, high) = (first, last);
        let before = values.len();
        values.retain(|value| (first..=last).contains(value));
        stage.note(format!(
            "{} values below the 1st and above the 99th percentile are left out",
            number(before - values.len())
        ));
    } else if values.len() >= FEW && quantile(&values, 0.95) - quantile(&values, 0.05) < extent * 0.25 {
        stage.note("a few values far away stretch the axis; cut at the percentiles 1 and 99 the others show more");
    }
    if let Some((from, to)) = stage.look.window {
        let bottom = quantile(&values, 0.0);
        let at = |part: f64| bottom + (quantile(&values, 1.0) - bottom) * part.clamp(0.0, 1.0);
        (low, high) = (low.max(at(from.min(to))), high.min(at(to.max(from))));
        values.retain(|value| (low..=high).contains(value));
        if values.is_empty() {
            stage.say("There are no values in this piece.");
            return None;
        }
    }
    Some(Sample {
        values,
        low,
        high,
        unit: layer.channel.unit.unwrap_or(column.unit),
        title: layer.channel.title(),
        column: &layer.channel.column,
    })
}
