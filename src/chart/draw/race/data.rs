//! The frame as a race: its steps, who takes part, and their values.

use crate::chart::draw::stage::Stage;
use crate::chart::frame::{Unit, Value, Values};
use crate::chart::geometry::Area;
use crate::chart::group::{Category, MOST_SERIES, categories};
use crate::chart::layout::race::Runner;
use crate::chart::pairs::pairs;
use crate::chart::scene::{Entry, Hue, Ink};
use crate::text::SafeText;

/// A race.
pub(super) struct Race {
    /// Its periods in order.
    pub(super) steps: Vec<Category>,
    /// Who takes part and is not hidden, and in which colour.
    pub(super) runners: Vec<Runner>,
    pub(super) faces: Vec<Face>,
    pub(super) unit: Unit,
    /// Whether all values are whole numbers, so that nothing between steps is written with more digits.
    pub(super) whole: bool,
    /// The largest value at any step.
    pub(super) largest: f64,
}

/// What somebody looks like.
pub(super) struct Face {
    pub(super) name: SafeText,
    pub(super) ink: Ink,
    /// The value of the colour dimension; nothing where a measure takes part.
    pub(super) of: Option<Category>,
}

/// Reads the channels; or says why there is no race.
pub(super) fn read(stage: &mut Stage<'_>) -> Option<Race> {
    let (spec, frame) = (stage.spec(), stage.frame());
    let (Some(x), Some(first)) = (&spec.x, spec.y.first()) else {
        stage.say("A race needs a dimension of time and a measure.");
        return None;
    };
    let layers = if spec.colour.is_some() {
        &spec.y[..1]
    } else {
        &spec.y[..]
    };
    let named = [Some(x), spec.colour.as_ref()].into_iter().flatten();
    for channel in named.chain(layers.iter().map(|layer| &layer.channel)) {
        if frame.column(&channel.column).is_none() {
            stage.say(format!("There is no column “{}”.", channel.column));
            return None;
        }
    }
    let time = frame.column(&x.column)?;
    let zone = spec.options.zone;
    let (found, at) = categories(time, frame.rows(), zone);
    // Periods in order; rows without one take no part.
    let mut order: Vec<usize> = (0..found.len())
        .filter(|step| found[*step].value != Value::Null)
        .collect();
    let moments = matches!(time.values, Values::Times(_));
    if moments {
        order.sort_by_key(|step| match found[*step].value {
            Value::Time(millis) => millis,
            _ => i64::MAX,
        });
    }
    if order.is_empty() {
        stage.say("There are no rows to race.");
        return None;
    }
    if order.len() < found.len() {
        stage.note("rows without a period are left out");
    }
    let mut place = vec![usize::MAX; found.len()];
    for (step, found) in order.iter().enumerate() {
        place[*found] = step;
    }
    let steps_of: Vec<usize> = at.iter().map(|found| place[*found]).collect();
    let mut race = Race {
        steps: order.iter().map(|step| found[*step].clone()).collect(),
        runners: Vec::new(),
        faces: Vec::new(),
        unit: first
            .channel
            .unit
            .or_else(|| frame.column(&first.channel.column).map(|column| column.unit))
            .unwrap_or_default(),
        whole: true,
        largest: 0.0,
    };
    for layer in layers {
        let column = frame.column(&layer.channel.column)?;
        let (who, of) = match spec.colour.as_ref().and_then(|channel| frame.column(&channel.column)) {
            Some(column) => categories(column, frame.rows(), zone),
            None => (Vec::new(), vec![0; frame.rows()]),
        };
        let count = who.len().max(1);
        let mut runners = vec![Runner::default(); count];
        for pair in pairs(column, layer, &of, &steps_of) {
            if pair.second < race.steps.len()
                && let Some(runner) = runners.get_mut(pair.first)
            {
                race.whole &= pair.value.fract() == 0.0;
                runner.changes.push((pair.second, pair.value));
            }
        }
        for (index, runner) in runners.into_iter().enumerate() {
            let of = who.get(index).cloned();
            let name = of
                .as_ref()
                .map_or_else(|| SafeText::new(layer.channel.title()), |who| who.label.clone());
            enter(
                stage,
                &mut race,
                runner,
                Face {
                    name,
                    ink: Ink::of(Hue::Other),
                    of,
                },
            );
        }
    }
    Some(race)
}

/// Lets somebody take part, in the colour of their place in the frame: it is theirs, whoever else is hidden.
fn enter(stage: &mut Stage<'_>, race: &mut Race, mut runner: Runner, mut face: Face) {
    if runner.changes.is_empty() {
        return;
    }
    let place = stage.scene.legend.len() % MOST_SERIES;
    face.ink = Ink::of(Hue::Series(u8::try_from(place).unwrap_or_default()));
    let hidden = stage.look.hides(&face.name);
    // Names stand at the bars; here they are to be hidden and shown by.
    stage.scene.legend.push(Entry {
        name: face.name.clone(),
        ink: face.ink,
        hidden,
        area: Area::default(),
    });
    if hidden {
        return;
    }
    if stage.options().running {
        runner.run();
    }
    // A sum may leave what numbers can hold; there it stays as it was.
    runner.changes.retain(|(_, value)| value.is_finite());
    face.name.as_str().clone_into(&mut runner.name);
    race.largest = runner
        .changes
        .iter()
        .map(|(_, value)| *value)
        .fold(race.largest, f64::max);
    race.runners.push(runner);
    race.faces.push(face);
}
