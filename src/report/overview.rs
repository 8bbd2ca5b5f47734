//! The values of the Overview dashboard: what a screen, a pipe or a mail is made from.
//!
//! These are plain data, computed by this room and carried over the wire as JSON. Texts in them are as they came from
//! Intercom; whoever shows them makes them safe first.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::period::Period;

/// Everything the Overview dashboard shows, for one data source and one period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The length of time the figures are about.
    pub period: Period,
    /// The moment the figures were computed for: the end of the period.
    pub as_of: DateTime<Utc>,
    /// The IANA name of the time zone in which days and hours are counted.
    pub time_zone: String,
    /// The store's data version the figures were computed from.
    pub data_version: u64,
    /// The newest change of any conversation that is stored.
    pub newest_change: Option<DateTime<Utc>>,
    /// How many conversations are stored.
    pub conversations: u64,
    /// The six aggregate formulas, in the order of the catalogue.
    pub tiles: Vec<Tile>,
    /// New and closed conversations, a point a day.
    pub flow: Flow,
    /// All conversations by state: open, snoozed, closed, then any other.
    pub states: Vec<Count>,
    /// Conversations created in the period by team, most first.
    pub teams: Vec<TeamLine>,
    /// The median time to the first reply of conversations created in the period.
    pub first_reply: Tile,
    /// Conversations created in the period by weekday (Monday first) and hour, in [`time_zone`](Self::time_zone).
    pub hours: Vec<[u64; 24]>,
    /// Conversations by satisfaction category (a formula column), created in the period: Very Good to Very Bad, then
    /// Not Rated.
    pub categories: Vec<Count>,
    /// The median age in days of the conversations that are not closed.
    pub open_age_days: Option<f64>,
    /// The conversations that have waited longest for an answer, longest first.
    pub waiting: Vec<Waiting>,
    /// How many conversations wait for an answer.
    pub waiting_count: u64,
}

/// One figure with what it is compared to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tile {
    /// The formula's name.
    pub name: String,
    /// How the figure is read.
    pub unit: TileUnit,
    /// Whether more is better, where that can be said.
    pub more_is_better: Option<bool>,
    /// The figure; nothing where the formula is empty, as a rate over no rows is.
    pub value: Option<f64>,
    /// The same figure for the period before.
    pub before: Option<f64>,
    /// The figure over time, oldest first: equal steps that together make the period.
    pub spark: Vec<Option<f64>>,
    /// Whether the figure is a level at a moment (such as a backlog) rather than something counted over a period.
    pub level: bool,
}

impl Tile {
    /// The change against the period before: points for a percentage, otherwise the difference.
    pub fn change(&self) -> Option<f64> {
        Some(self.value? - self.before?)
    }
}

/// How a tile's figure is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TileUnit {
    /// Per hundred.
    Percent,
    /// A number of records.
    Count,
    /// Seconds.
    Seconds,
}

/// New and closed conversations over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// The days, oldest first, without gaps.
    pub days: Vec<NaiveDate>,
    /// How many conversations were created on each day.
    pub new: Vec<u64>,
    /// How many were last closed on each day and are closed now.
    pub closed: Vec<u64>,
}

/// A label with a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The label.
    pub label: String,
    /// The number.
    pub count: u64,
}

/// One team's share of the period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamLine {
    /// The team's id; nothing for conversations that no team has.
    pub id: Option<String>,
    /// The team's name; its id where the team is not known, nothing where there is no team.
    pub name: Option<String>,
    /// Conversations created in the period.
    pub conversations: u64,
    /// Those of them that are not closed.
    pub unresolved: u64,
    /// Its Satisfaction Rate.
    pub satisfaction: Option<f64>,
    /// Its median time to the first reply, in seconds.
    pub first_reply: Option<f64>,
}

/// A conversation that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The conversation's id.
    pub id: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// The name of its team.
    pub team: Option<String>,
    /// The name of the teammate it is assigned to.
    pub admin: Option<String>,
    /// Its priority.
    pub priority: Option<String>,
}
