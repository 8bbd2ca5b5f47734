//! Who did what: the audit history.

use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::role::Role;
use crate::catalog::field::same_name;
use crate::store::Document;

/// One entry of the audit history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its number; later entries have greater ones.
    pub id: u64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who did it: an operating-system user, or nothing for the system itself.
    pub who: Option<String>,
    /// The role they had.
    pub role: Option<Role>,
    /// What was done.
    pub action: Action,
    /// The data source it was done to, by number and by the name it had.
    pub source: Option<(u32, String)>,
    /// What was done, in words.
    pub what: String,
    /// What it was before, where that can be said.
    pub before: Option<String>,
    /// What it is now, where that can be said.
    pub after: Option<String>,
}

impl Document for AuditEntry {
    const TABLE: &'static str = "audit";
    const VERSION: u32 = 1;
}

/// What can be done that is worth remembering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A data source was connected.
    Create,
    /// Modules were added to it.
    ModulesAdded,
    /// Modules were taken out.
    ModulesRemoved,
    /// Fields were added.
    FieldsAdded,
    /// Fields were taken out.
    FieldsRemoved,
    /// Its schedule was changed.
    ScheduleChange,
    /// Something else of it was changed.
    EntitiesModified,
    /// It was removed.
    Delete,
    /// Somebody else owns it now.
    TakeOwnership,
    /// Its token was changed.
    ReAuthenticate,
    /// A sync was asked for.
    SyncNow,
    /// A sync was asked for after a failure.
    Retry,
    /// A sync was cancelled.
    Cancel,
    /// The plan allows more.
    PlanUpgrade,
    /// The plan allows less.
    PlanDowngrade,
    /// The engine was ended.
    Stop,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Create,
        Self::ModulesAdded,
        Self::ModulesRemoved,
        Self::FieldsAdded,
        Self::FieldsRemoved,
        Self::ScheduleChange,
        Self::EntitiesModified,
        Self::Delete,
        Self::TakeOwnership,
        Self::ReAuthenticate,
        Self::SyncNow,
        Self::Retry,
        Self::Cancel,
        Self::PlanUpgrade,
        Self::PlanDowngrade,
        Self::Stop,
    ];

    /// Its name on screens.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Create => "Create",
            Self::ModulesAdded => "Modules Added",
            Self::ModulesRemoved => "Modules Removed",
            Self::FieldsAdded => "Fields Added",
            Self::FieldsRemoved => "Fields Removed",
            Self::ScheduleChange => "Schedule Change",
            Self::EntitiesModified => "Entities Modified",
            Self::Delete => "Delete",
            Self::TakeOwnership => "Take Ownership",
            Self::ReAuthenticate => "Re-authenticate",
            Self::SyncNow => "Sync Now",
            Self::Retry => "Retry",
            Self::Cancel => "Cancel",
            Self::PlanUpgrade => "Plan upgrade",
            Self::PlanDowngrade => "Plan downgrade",
            Self::Stop => "Stop",
        }
    }
}

/// No action has this name; says which there are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no action {name:?}; the actions are {}", Action::ALL.map(Action::label).join(", "))]
pub struct UnknownAction {
    /// What was asked for.
    pub name: String,
}

impl FromStr for Action {
    type Err = UnknownAction;

    fn from_str(name: &str) -> Result<Self, UnknownAction> {
        Self::ALL
            .into_iter()
            .find(|action| same_name(action.label(), name))
            .ok_or_else(|| UnknownAction { name: name.to_owned() })
    }
}

/// Which entries of the audit history are asked for: the query of `GET /v1/audit`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditQuery {
    /// Not older than so many days; of any age when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Only of this person; `system` for what nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Only this action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// Only of this data source, by number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<u32>,
    /// Only entries with this text in any of their words, letter case aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// At most so many, the newest first; [`MOST_ENTRIES`] when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
}

/// The most entries of one answer.
pub const MOST_ENTRIES: usize = 10_000;
/// Whom a filter means by what nobody did.
const SYSTEM: &str = "system";

impl AuditQuery {
    /// The moment before which entries are too old.
    pub(super) fn since(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        now.checked_sub_signed(TimeDelta::days(i64::from(self.days?)))
    }

    /// Whether an entry is asked for, its age and the limit aside.
    pub fn matches(&self, entry: &AuditEntry) -> bool {
        let who = entry.who.as_deref().unwrap_or(SYSTEM);
        let of_source = |id| entry.source.as_ref().is_some_and(|(source, _)| *source == id);
        self.who
            .as_deref()
            .is_none_or(|wanted| who.eq_ignore_ascii_case(wanted))
            && self.action.is_none_or(|wanted| entry.action == wanted)
            && self.source.is_none_or(of_source)
            && self
                .search
                .as_deref()
                .is_none_or(|search| entry.says(&search.to_lowercase()))
    }
}

impl AuditEntry {
    /// Whether any of its words holds a text in lower case.
    fn says(&self, text: &str) -> bool {
        let words = [
            Some(self.who.as_deref().unwrap_or(SYSTEM)),
            self.role.map(Role::label),
            Some(self.action.label()),
            self.source.as_ref().map(|(_, name)| name.as_str()),
            Some(self.what.as_str()),
            self.before.as_deref(),
            self.after.as_deref(),
        ];
        words
            .into_iter()
            .flatten()
            .any(|word| word.to_lowercase().contains(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> AuditEntry {
        AuditEntry {
            id: 7,
            at: DateTime::UNIX_EPOCH,
            who: Some("zoe".to_owned()),
            role: Some(Role::OrgAdmin),
            action: Action::SyncNow,
            source: Some((2, "Acme Ünited".to_owned())),
            what: "Run 12 was started.".to_owned(),
            before: None,
            after: Some("every hour".to_owned()),
        }
    }

    #[test]
    fn every_filter_counts() {
        let query = AuditQuery {
            who: Some("Zoe".to_owned()),
            action: Some(Action::SyncNow),
            source: Some(2),
            search: Some("ÜNITED".to_owned()),
            ..AuditQuery::default()
        };
        assert!(query.matches(&entry()) && AuditQuery::default().matches(&entry()));
        for other in [
            AuditQuery {
                who: Some("ana".to_owned()),
                ..query.clone()
            },
            AuditQuery {
                action: Some(Action::Retry),
                ..query.clone()
            },
            AuditQuery {
                source: Some(1),
                ..query.clone()
            },
            AuditQuery {
                search: Some("nowhere".to_owned()),
                ..query
            },
        ] {
            assert!(!other.matches(&entry()), "{other:?}");
        }
        for word in ["zoe", "org admin", "sync now", "run 12", "EVERY"] {
            let query = AuditQuery {
                search: Some(word.to_owned()),
                ..AuditQuery::default()
            };
            assert!(query.matches(&entry()), "{word}");
        }
        let nobody = AuditEntry { who: None, ..entry() };
        let query = AuditQuery {
            who: Some("system".to_owned()),
            ..AuditQuery::default()
        };
        assert!(query.matches(&nobody) && !query.matches(&entry()));
    }

    #[test]
    fn actions_are_found_by_their_names() {
        for action in Action::ALL {
            assert_eq!(action.label().parse(), Ok(action));
        }
        assert_eq!("sync-now".parse(), Ok(Action::SyncNow));
        assert_eq!("RE_AUTHENTICATE".parse(), Ok(Action::ReAuthenticate));
        assert!(
            "fly"
                .parse::<Action>()
                .unwrap_err()
                .to_string()
                .contains("Take Ownership")
        );
    }
}
