//! The plans, and how often each of them lets a data source sync.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::field::same_name;

/// What a data source may do. Greater plans allow more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Plan {
    /// Daily syncs.
    Basic,
    /// Syncs every three hours or less often.
    Standard,
    /// Every interval there is.
    #[default]
    Enterprise,
}

/// How often a data source is synced by itself. Greater intervals are longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    /// Every hour.
    Hour,
    /// Every three hours.
    ThreeHours,
    /// Every six hours.
    SixHours,
    /// Every twelve hours.
    TwelveHours,
    /// Once a day.
    Day,
}

impl Plan {
    /// All plans, the smallest first.
    pub const ALL: [Self; 3] = [Self::Basic, Self::Standard, Self::Enterprise];

    /// Its name on screens.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Basic => "Basic",
            Self::Standard => "Standard",
            Self::Enterprise => "Enterprise",
        }
    }

    /// Its name on the command line and on the wire.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Standard => "standard",
            Self::Enterprise => "enterprise",
        }
    }

    /// Whether it allows an interval.
    pub fn allows(self, interval: Interval) -> bool {
        self >= interval.needs()
    }

    /// The intervals that it allows, the shortest first.
    pub fn intervals(self) -> impl Iterator<Item = Interval> {
        Interval::ALL.into_iter().filter(move |interval| self.allows(*interval))
    }

    /// The interval that it allows which is nearest to one that is wanted: that one, or the next longer.
    pub fn nearest(self, wanted: Interval) -> Interval {
        self.intervals()
            .find(|interval| *interval >= wanted)
            .unwrap_or(Interval::Day)
    }
}

impl Interval {
    /// All intervals, the shortest first.
    pub const ALL: [Self; 5] = [
        Self::Hour,
        Self::ThreeHours,
        Self::SixHours,
        Self::TwelveHours,
        Self::Day,
    ];

    /// Its length in hours.
    pub const fn hours(self) -> u32 {
        match self {
            Self::Hour => 1,
            Self::ThreeHours => 3,
            Self::SixHours => 6,
            Self::TwelveHours => 12,
            Self::Day => 24,
        }
    }

    /// The smallest plan that allows it.
    pub const fn needs(self) -> Plan {
        match self {
            Self::Hour => Plan::Enterprise,
            Self::ThreeHours | Self::SixHours | Self::TwelveHours => Plan::Standard,
            Self::Day => Plan::Basic,
        }
    }

    /// Its name on screens: `every hour`, `every 3 hours`, `daily`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Hour => "every hour",
            Self::ThreeHours => "every 3 hours",
            Self::SixHours => "every 6 hours",
            Self::TwelveHours => "every 12 hours",
            Self::Day => "daily",
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// No plan has this name; says which there are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no plan {name:?}; the plans are {}", Plan::ALL.map(Plan::slug).join(", "))]
pub struct UnknownPlan {
    /// What was asked for.
    pub name: String,
}

impl FromStr for Plan {
    type Err = UnknownPlan;

    fn from_str(name: &str) -> Result<Self, UnknownPlan> {
        Self::ALL
            .into_iter()
            .find(|plan| same_name(plan.name(), name))
            .ok_or_else(|| UnknownPlan { name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_greater_plan_allows_everything_that_a_smaller_one_does() {
        for (smaller, greater) in [(Plan::Basic, Plan::Standard), (Plan::Standard, Plan::Enterprise)] {
            assert!(smaller.intervals().all(|interval| greater.allows(interval)));
            assert!(smaller.intervals().count() < greater.intervals().count());
        }
        assert!(!Plan::Basic.allows(Interval::TwelveHours) && Plan::Basic.allows(Interval::Day));
        assert!(!Plan::Standard.allows(Interval::Hour) && Plan::Standard.allows(Interval::ThreeHours));
        assert_eq!(Plan::Enterprise.intervals().count(), Interval::ALL.len());
    }

    #[test]
    fn what_is_not_allowed_becomes_the_next_longer_interval() {
        assert_eq!(Plan::Standard.nearest(Interval::Hour), Interval::ThreeHours);
        assert_eq!(Plan::Basic.nearest(Interval::SixHours), Interval::Day);
        for plan in Plan::ALL {
            for interval in Interval::ALL {
                assert!(plan.allows(plan.nearest(interval)));
                assert_eq!(plan.nearest(interval) == interval, plan.allows(interval));
            }
        }
    }

    #[test]
    fn names_lead_back_and_longer_intervals_are_greater() {
        for plan in Plan::ALL {
            assert_eq!(plan.slug().parse(), Ok(plan));
            assert_eq!(plan.name().parse(), Ok(plan));
            assert_eq!(serde_json::to_string(&plan).unwrap(), format!("{:?}", plan.slug()));
        }
        assert_eq!(Plan::default(), Plan::Enterprise);
        assert!("gold".parse::<Plan>().unwrap_err().to_string().contains("standard"));
        assert!(
            Interval::ALL
                .windows(2)
                .all(|pair| pair[0] < pair[1] && pair[0].hours() < pair[1].hours())
        );
    }
}
