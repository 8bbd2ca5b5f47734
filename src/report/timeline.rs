//! A period laid out in days and steps, in the time zone of the data source.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::period::Period;
use crate::query::Calendar;

/// The days of a period that ends now, and the steps its curves are drawn in.
///
/// A day begins at the first instant of its date, so one around a change of clocks has 23 or 25 hours; the last day ends
/// now. The period before has as many whole days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Timeline {
    /// The days, oldest first.
    pub(super) days: Vec<NaiveDate>,
    /// Where each day begins, and the end of the last.
    pub(super) edges: Vec<DateTime<Utc>>,
    /// Where each step begins among the edges, and the end of the last.
    pub(super) steps: Vec<usize>,
    /// Where the period before begins.
    pub(super) before: DateTime<Utc>,
}

impl Timeline {
    pub(super) fn new(period: Period, calendar: &Calendar, now: DateTime<Utc>) -> Self {
        let count = period.days() as usize;
        let today = calendar.day(now);
        let back = |days: usize| today.checked_sub_days(Days::new(days as u64)).unwrap_or(NaiveDate::MIN);
        let days: Vec<NaiveDate> = (0..count).rev().map(back).collect();
        let edges = days.iter().map(|day| calendar.start(*day)).chain([now]).collect();
        // A year has no equal parts of about two weeks: one step of 26 is a day longer than the others.
        let points = match period {
            Period::Week => 7,
            Period::Month | Period::Quarter => 30,
            Period::Year => 26,
        };
        Self {
            steps: (0..=points).map(|point| point * count / points).collect(),
            before: calendar.start(back(2 * count - 1)),
            days,
            edges,
        }
    }

    /// Where the period begins.
    pub(super) fn start(&self) -> DateTime<Utc> {
        self.edges.first().copied().unwrap_or(self.before)
    }

    /// Where it ends.
    pub(super) fn end(&self) -> DateTime<Utc> {
        self.edges.last().copied().unwrap_or(self.before)
    }

    /// Where each step begins, and the end of the last.
    pub(super) fn step_edges(&self) -> Vec<DateTime<Utc>> {
        self.steps
            .iter()
            .filter_map(|step| self.edges.get(*step).copied())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;

    #[test]
    fn days_begin_at_local_midnight_across_a_change_of_clocks() {
        let now = "2026-03-31T10:00:00Z".parse().unwrap();
        let timeline = Timeline::new(Period::Week, &Calendar::new(Tz::Europe__Berlin), now);
        let hours: Vec<i64> = timeline
            .edges
            .windows(2)
            .map(|pair| (pair[1] - pair[0]).num_hours())
            .collect();
        assert_eq!(hours, [24, 24, 24, 24, 23, 24, 12]);
        assert_eq!(timeline.days[0].to_string(), "2026-03-25");
        assert_eq!(timeline.before.to_rfc3339(), "2026-03-17T23:00:00+00:00");
    }

    #[test]
    fn steps_make_the_period_and_are_equal_to_a_day() {
        let now = "2026-11-02T10:00:00Z".parse().unwrap();
        for period in Period::ALL {
            let timeline = Timeline::new(period, &Calendar::new(Tz::America__New_York), now);
            assert_eq!(timeline.days.len(), period.days() as usize);
            assert_eq!(timeline.edges.len(), timeline.days.len() + 1);
            assert!(timeline.edges.is_sorted() && timeline.steps.len() <= 31);
            assert_eq!(
                (timeline.steps[0], timeline.steps.last()),
                (0, Some(&timeline.days.len()))
            );
            let lengths: Vec<usize> = timeline.steps.windows(2).map(|pair| pair[1] - pair[0]).collect();
            assert!(lengths.iter().max().unwrap() - lengths.iter().min().unwrap() <= 1);
        }
    }
}
