//! A race: who is where at any moment between its steps.
//!
//! At a whole step everybody has their value and their rank: the largest first, ties by name. Between two steps values change
//! evenly, and ranks all at once in the middle: a bar that lies in whole rows has no place between them.

use std::cmp::Ordering;

/// One who takes part: the steps at which their value changed, in order, and what it was from then on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Runner {
    /// What ties are decided by.
    pub(crate) name: String,
    /// Step and value.
    pub(crate) changes: Vec<(usize, f64)>,
}

/// Where one is at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Standing {
    /// Which runner.
    pub(crate) runner: usize,
    /// The value at the moment.
    pub(crate) value: f64,
}

impl Runner {
    /// Makes it count up: each value is added to all before it.
    pub(crate) fn run(&mut self) {
        let mut total = 0.0;
        for (_, value) in &mut self.changes {
            total += *value;
            *value = total;
        }
    }

    /// The value at a whole step: what it last was; nothing before the first.
    pub(crate) fn at(&self, step: usize) -> Option<f64> {
        let after = self.changes.partition_point(|(at, _)| *at <= step);
        let last = self.changes.get(after.checked_sub(1)?)?;
        Some(last.1)
    }
}

/// The runners at a whole step, from the first to the last; who has not begun is not among them.
fn ranks(runners: &[Runner], step: usize) -> Vec<Standing> {
    let mut standing: Vec<Standing> = runners
        .iter()
        .enumerate()
        .filter_map(|(index, runner)| runner.at(step).map(|value| Standing { runner: index, value }))
        .collect();
    standing.sort_by(|a, b| before(runners, a, b));
    standing
}

fn before(runners: &[Runner], a: &Standing, b: &Standing) -> Ordering {
    let name = |standing: &Standing| runners.get(standing.runner).map(|runner| runner.name.as_str());
    b.value
        .total_cmp(&a.value)
        .then_with(|| name(a).cmp(&name(b)))
        .then(a.runner.cmp(&b.runner))
}

/// The runners at a moment, from the first to the last: a whole step and a share of the way to the next.
///
/// In the first half they are in the order of the step, from the middle on in that of the next. Who begins at the next step grows
/// from 0.
pub(crate) fn standings(runners: &[Runner], step: usize, share: f64) -> Vec<Standing> {
    let share = share.clamp(0.0, 1.0);
    let mut order = ranks(runners, if share < 0.5 { step } else { step + 1 });
    if share > 0.0 {
        for standing in &mut order {
            let Some(runner) = runners.get(standing.runner) else {
                continue;
            };
            let from = runner.at(step).unwrap_or_default();
            let to = runner.at(step + 1).unwrap_or(from);
            standing.value = from + (to - from) * share;
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn runner(name: &str, changes: &[(usize, f64)]) -> Runner {
        Runner {
            name: name.to_owned(),
            changes: changes.to_vec(),
        }
    }

    fn order(runners: &[Runner], step: usize, share: f64) -> Vec<(usize, f64)> {
        let standings = standings(runners, step, share);
        standings.iter().map(|one| (one.runner, one.value)).collect()
    }

    #[test]
    fn values_move_evenly_and_rows_change_in_the_middle() {
        let runners = [
            runner("b", &[(0, 10.0), (1, 20.0)]),
            runner("a", &[(0, 4.0), (1, 40.0)]),
            runner("c", &[(1, 8.0)]),
            runner("d", &[(0, 10.0)]),
        ];
        assert_eq!(
            order(&runners, 0, 0.0),
            [(0, 10.0), (3, 10.0), (1, 4.0)],
            "ties by name"
        );
        assert_eq!(order(&runners, 0, 0.25), [(0, 12.5), (3, 10.0), (1, 13.0)]);
        assert_eq!(order(&runners, 0, 0.5), [(1, 22.0), (0, 15.0), (3, 10.0), (2, 4.0)]);
        assert_eq!(order(&runners, 1, 0.0), [(1, 40.0), (0, 20.0), (3, 10.0), (2, 8.0)]);
        assert_eq!(
            order(&runners, 7, 0.3),
            order(&runners, 1, 0.0),
            "what is not there stays"
        );
    }

    #[test]
    fn who_counts_up_keeps_what_they_had() {
        let mut one = runner("a", &[(0, 3.0), (2, 4.0), (5, -1.0)]);
        one.run();
        let values: Vec<_> = (0..7).map(|step| one.at(step)).collect();
        assert_eq!(values, [3.0, 3.0, 7.0, 7.0, 7.0, 6.0, 6.0].map(Some));
        assert_eq!(runner("a", &[(2, 1.0)]).at(1), None);
    }

    proptest! {
        #[test]
        fn a_moment_lies_between_its_steps(
            values in prop::collection::vec(prop::collection::vec(-100.0..100.0f64, 4), 1..9),
            step in 0..3usize,
            share in 0.0..1.0f64,
        ) {
            let runners: Vec<Runner> = values
                .iter()
                .enumerate()
                .map(|(index, values)| Runner {
                    name: format!("{index}"),
                    changes: values.iter().copied().enumerate().collect(),
                })
                .collect();
            let standings = standings(&runners, step, share);
            prop_assert_eq!(standings.len(), runners.len());
            for one in &standings {
                let (a, b) = (values[one.runner][step], values[one.runner][step + 1]);
                prop_assert!(one.value >= a.min(b) - 1e-9 && one.value <= a.max(b) + 1e-9);
            }
            let whole = if share < 0.5 { step } else { step + 1 };
            for pair in standings.windows(2) {
                prop_assert!(values[pair[0].runner][whole] >= values[pair[1].runner][whole]);
            }
        }
    }
}
