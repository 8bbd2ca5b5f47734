//! Who a token belongs to.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::{Class, Error};
use super::region::Region;

/// The answer of `GET /me`: the workspace of a token, and the teammate it was made by. Anything may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Me {
    /// The workspace's id, such as `ecahpwf5`: what tells one workspace from another.
    pub workspace_id: Option<String>,
    /// The workspace's name.
    pub workspace_name: Option<String>,
    /// The workspace's time zone, whose days the search for contacts counts in.
    pub time_zone: Option<Tz>,
    /// Where the workspace lives.
    pub region: Option<Region>,
    /// When the workspace was made, in Unix seconds.
    pub workspace_created_at: Option<i64>,
    /// The teammate's id.
    pub admin_id: Option<String>,
    /// The teammate's name.
    pub admin_name: Option<String>,
    /// The teammate's address.
    pub admin_email: Option<String>,
}

impl Me {
    pub(super) fn read(text: &str) -> Result<Self, Error> {
        let me: Value =
            serde_json::from_str(text).map_err(|_| Error::new(Class::Unavailable, "the answer is not valid JSON"))?;
        if !me.is_object() {
            return Err(Error::new(Class::ApiChanged, "the answer is not an object"));
        }
        let text = |pointer: &str| match me.pointer(pointer) {
            Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        Ok(Self {
            workspace_id: text("/app/id_code"),
            workspace_name: text("/app/name"),
            time_zone: text("/app/timezone").and_then(|zone| time_zone(&zone)),
            region: text("/app/region").and_then(|region| region.parse().ok()),
            workspace_created_at: me.pointer("/app/created_at").and_then(Value::as_i64),
            admin_id: text("/id"),
            admin_name: text("/name"),
            admin_email: text("/email"),
        })
    }
}

/// Intercom names most zones as everybody does and some as Ruby on Rails does: by the city alone, or for the whole
/// coast.
fn time_zone(name: &str) -> Option<Tz> {
    if let Ok(zone) = name.parse() {
        return Some(zone);
    }
    match name {
        "Pacific Time (US & Canada)" => return Some(Tz::America__Los_Angeles),
        "Mountain Time (US & Canada)" => return Some(Tz::America__Denver),
        "Central Time (US & Canada)" => return Some(Tz::America__Chicago),
        "Eastern Time (US & Canada)" => return Some(Tz::America__New_York),
        _ => {}
    }
    let city = name.replace(' ', "_");
    chrono_tz::TZ_VARIANTS
        .iter()
        .copied()
        .find(|zone| zone.name().rsplit('/').next().is_some_and(|last| last == city))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_answer_is_understood() {
        let me = Me::read(
            r#"{"type":"admin","id":"42","name":"Ada","email":"a@x.io","app":{"type":"app","id_code":"abc123",
            "name":"Shop","created_at":1700000000,"timezone":"America/Los_Angeles","region":"EU"}}"#,
        )
        .unwrap();
        assert_eq!(me.workspace_id.as_deref(), Some("abc123"));
        assert_eq!(me.workspace_name.as_deref(), Some("Shop"));
        assert_eq!(me.time_zone, Some(Tz::America__Los_Angeles));
        assert_eq!(me.region, Some(Region::Europe));
        assert_eq!(me.workspace_created_at, Some(1_700_000_000));
        assert_eq!(
            (me.admin_id.as_deref(), me.admin_name.as_deref()),
            (Some("42"), Some("Ada"))
        );
    }

    #[test]
    fn anything_may_be_missing_or_odd() {
        for text in [
            "{}",
            r#"{"app":null}"#,
            r#"{"app":{"timezone":null,"region":"Moon","id_code":""},"id":[]}"#,
        ] {
            assert_eq!(Me::read(text).unwrap(), Me::default(), "{text}");
        }
        assert_eq!(Me::read(r#"{"id":7}"#).unwrap().admin_id.as_deref(), Some("7"));
        assert_eq!(Me::read("[]").unwrap_err().class(), Class::ApiChanged);
        assert_eq!(Me::read("").unwrap_err().class(), Class::Unavailable);
    }

    #[test]
    fn zones_in_the_words_of_rails_are_known() {
        assert_eq!(time_zone("Dublin"), Some(Tz::Europe__Dublin));
        assert_eq!(
            time_zone("Buenos Aires")
                .map(Tz::name)
                .map(|name| name.ends_with("Buenos_Aires")),
            Some(true)
        );
        assert_eq!(time_zone("Pacific Time (US & Canada)"), Some(Tz::America__Los_Angeles));
        assert_eq!(time_zone("Nowhere"), None);
    }
}
