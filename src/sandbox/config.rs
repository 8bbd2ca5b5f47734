//! How a sandbox is set up.

use std::str::FromStr;
use std::time::Duration;

use chrono_tz::Tz;
use secrecy::SecretString;

use super::fault::Fault;
use super::option::OptionError;

/// Monday, 2 November 2026, 10:30 UTC: where a fixed clock stands unless told otherwise. It lies in the past, so that a
/// client that asks for changes "up to now" by its own clock sees everything.
pub const DEFAULT_PRESENT: i64 = 1_793_615_400;

/// How a sandbox is set up. `SandboxConfig::default()` is a small, fast, deterministic workspace for tests.
#[derive(Clone, Debug)]
pub struct SandboxConfig {
    /// The same seed and sizes give the same workspace.
    pub seed: u64,
    /// How many conversations there are when the clock starts. For each 100 of them there are 60 contacts, 6 companies
    /// and 12 tickets; there is one article for each 100 (12 to 600), 5 to 40 collections, 1 or 2 help centers, 6 to 9
    /// teams and 12 to 40 admins.
    pub conversations: u32,
    /// Calls a minute before 429; metered in windows of ten seconds. `None`: never.
    pub limit_per_minute: Option<u32>,
    /// How long every answer is held back.
    pub latency: Duration,
    /// How strictly answers follow Intercom's description of its API.
    pub mode: Mode,
    /// What goes wrong from the start.
    pub faults: Vec<Fault>,
    /// Which time it is in the workspace.
    pub clock: ClockConfig,
    /// The only token that is let in; `None` lets every token in.
    pub token: Option<SecretString>,
    /// The workspace's code: `id_code`, `workspace_id`, `app_id`.
    pub app_id: String,
    /// The workspace's name.
    pub app_name: String,
    /// The workspace's region: `US`, `EU` or `AU`.
    pub region: String,
    /// The workspace's time zone: office hours, and the days of contact searches.
    pub time_zone: Tz,
    /// Whether `>` and `<` on dates of conversations and tickets let the very second in: Intercom's description says
    /// "or equal", connectors found otherwise.
    pub date_bounds: DateBounds,
    /// How far searches lag behind: records changed later than this before now are not found yet, but are there by id.
    pub index_lag: Duration,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        Self {
            seed: 1,
            conversations: 400,
            limit_per_minute: None,
            latency: Duration::ZERO,
            mode: Mode::Live,
            faults: Vec::new(),
            clock: ClockConfig::Fixed { at: DEFAULT_PRESENT },
            token: None,
            app_id: "acme5bx1".to_owned(),
            app_name: "Acme Support".to_owned(),
            region: "EU".to_owned(),
            time_zone: chrono_tz::Europe::Berlin,
            date_bounds: DateBounds::Exclusive,
            index_lag: Duration::ZERO,
        }
    }
}

/// Which time it is in the workspace.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ClockConfig {
    /// A moment (Unix seconds) that only a control moves.
    Fixed {
        /// The moment.
        at: i64,
    },
    /// Time passes.
    Live {
        /// Where it starts (Unix seconds); `None`: now.
        start: Option<i64>,
        /// Workspace seconds in a real second. 1 for a demo: a faster clock is soon ahead of everybody else's.
        speed: f64,
    },
}

/// What `>` and `<` mean for dates of conversations and tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateBounds {
    /// Later than, earlier than.
    #[default]
    Exclusive,
    /// Later than or at, earlier than or at.
    Inclusive,
}

/// How strictly answers follow Intercom's description of its API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// As the description of 2.16 says: what may not be null is left out, `pages.next` is never a URL where the
    /// description has an object, spend is a whole number.
    Spec,
    /// As connectors met the real service: null where the description forbids it, URLs in `pages.next` of
    /// page-number endpoints, ids that are numbers now and then.
    #[default]
    Live,
}

impl FromStr for Mode {
    type Err = OptionError;

    /// `spec` or `live`.
    fn from_str(text: &str) -> Result<Self, OptionError> {
        match text {
            "spec" => Ok(Self::Spec),
            "live" => Ok(Self::Live),
            _ => Err(OptionError::new(
                text,
                "there are two modes",
                "use `spec` (exactly as described) or `live` (as real workspaces answer)",
            )),
        }
    }
}

/// A rate limit as it is typed: `10000/min`, `600`, `unlimited`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(pub Option<u32>);

impl FromStr for Limit {
    type Err = OptionError;

    fn from_str(text: &str) -> Result<Self, OptionError> {
        if matches!(text, "unlimited" | "none" | "off") {
            return Ok(Self(None));
        }
        let number = text.strip_suffix("/min").unwrap_or(text);
        match number.parse::<u32>() {
            Ok(calls) if calls >= 6 => Ok(Self(Some(calls))),
            _ => Err(OptionError::new(
                text,
                "a limit is a number of calls a minute, six or more",
                "write it like `10000/min`, or `unlimited`",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_or_explained() {
        assert_eq!("spec".parse(), Ok(Mode::Spec));
        assert_eq!("10000/min".parse(), Ok(Limit(Some(10_000))));
        assert_eq!("600".parse(), Ok(Limit(Some(600))));
        assert_eq!("unlimited".parse(), Ok(Limit(None)));
        let error = "5/hour".parse::<Limit>().unwrap_err().to_string();
        assert!(error.contains("`5/hour`") && error.contains("10000/min"), "{error}");
        assert!("loose".parse::<Mode>().unwrap_err().to_string().contains("`live`"));
    }
}
