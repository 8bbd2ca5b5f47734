//! Which fields of conversations, contacts and tickets can be searched, and how their dates are meant.

use chrono::{DateTime, Days, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use crate::sandbox::config::DateBounds;
use crate::sandbox::world::company::Company;
use crate::sandbox::world::contact::{Contact, Person};
use crate::sandbox::world::conversation::{Conversation, PRIORITIES};
use crate::sandbox::world::ids;
use crate::sandbox::world::setting::Setting;
use crate::sandbox::world::story::Opening;
use crate::sandbox::world::ticket::{TICKET_STATES, Ticket, search_category};
use crate::sandbox::world::view::contact_id;

use super::filter::{Dates, FieldType, Searchable, Value, exact_range};
use FieldType::{Boolean, Date, Integer, Many, Text};

/// A record with what its fields need to be told.
pub(crate) struct Of<'a, R>(pub(crate) &'a Setting, pub(crate) R);

impl Searchable for Of<'_, Conversation> {
    const FIELDS: &'static [(&'static str, FieldType)] = &[
        ("id", Text),
        ("created_at", Date),
        ("updated_at", Date),
        ("source.type", Text),
        ("source.id", Text),
        ("source.delivered_as", Text),
        ("source.subject", Text),
        ("source.body", Many),
        ("source.author.id", Text),
        ("source.author.type", Text),
        ("source.author.name", Text),
        ("source.author.email", Text),
        ("contact_ids", Many),
        ("teammate_ids", Many),
        ("admin_assignee_id", Integer),
        ("team_assignee_id", Integer),
        ("open", Boolean),
        ("read", Boolean),
        ("state", Text),
        ("waiting_since", Date),
        ("snoozed_until", Date),
        ("tag_ids", Many),
        ("priority", Text),
        ("statistics.time_to_assignment", Integer),
        ("statistics.time_to_admin_reply", Integer),
        ("statistics.time_to_first_close", Integer),
        ("statistics.time_to_last_close", Integer),
        ("statistics.median_time_to_reply", Integer),
        ("statistics.first_contact_reply_at", Date),
        ("statistics.first_assignment_at", Date),
        ("statistics.first_admin_reply_at", Date),
        ("statistics.first_close_at", Date),
        ("statistics.last_assignment_at", Date),
        ("statistics.last_assignment_admin_reply_at", Date),
        ("statistics.last_contact_reply_at", Date),
        ("statistics.last_admin_reply_at", Date),
        ("statistics.last_close_at", Date),
        ("statistics.last_closed_by_id", Text),
        ("statistics.count_reopens", Integer),
        ("statistics.count_assignments", Integer),
        ("statistics.count_conversation_parts", Integer),
        ("conversation_rating.requested_at", Date),
        ("conversation_rating.replied_at", Date),
        ("conversation_rating.score", Integer),
        ("conversation_rating.remark", Text),
        ("conversation_rating.contact_id", Text),
        ("conversation_rating.admin_id", Text),
        ("ai_agent_participated", Boolean),
    ];

    fn value(&self, field: &str) -> Value {
        let Self(setting, own) = self;
        if let Some(name) = field.strip_prefix("statistics.") {
            return statistic(own, name);
        }
        if let Some(name) = field.strip_prefix("source.") {
            return source(setting, own, name);
        }
        if let Some(name) = field.strip_prefix("conversation_rating.") {
            return rating(setting, own, name);
        }
        match field {
            "id" => Value::Text(own.id.to_string()),
            "created_at" => int(Some(own.created_at)),
            "updated_at" => int(Some(own.updated_at)),
            "contact_ids" => Value::Many(
                own.contacts()
                    .iter()
                    .map(|contact| contact_id(setting, *contact))
                    .collect(),
            ),
            "teammate_ids" => Value::Many(own.admin_id(setting).map(|id| id.to_string()).into_iter().collect()),
            "admin_assignee_id" => int(Some(own.admin_id(setting).unwrap_or_default())),
            "team_assignee_id" => int(Some(own.team_id(setting).unwrap_or_default())),
            "open" => Value::Boolean(own.is_open()),
            "read" => Value::Boolean(own.read),
            "state" => words(Some(own.state.word())),
            "waiting_since" => int(own.waiting_since),
            "snoozed_until" => int(own.snoozed_until),
            "tag_ids" => Value::Many(own.tags().iter().map(|tag| ids::tag(*tag).to_string()).collect()),
            "priority" => words(Some(PRIORITIES[usize::from(own.priority)])),
            "ai_agent_participated" => Value::Boolean(false),
            _ => Value::Null,
        }
    }
}

fn statistic(own: &Conversation, name: &str) -> Value {
    let Some(all) = own.statistics else {
        return Value::Null;
    };
    match name {
        "time_to_assignment" => int(all.time_to_assignment),
        "time_to_admin_reply" => int(all.time_to_admin_reply),
        "time_to_first_close" => int(all.time_to_first_close),
        "time_to_last_close" => int(all.time_to_last_close),
        "median_time_to_reply" => int(all.median_time_to_reply),
        "first_contact_reply_at" => int(all.first_contact_reply_at),
        "first_assignment_at" => int(all.first_assignment_at),
        "first_admin_reply_at" => int(all.first_admin_reply_at),
        "first_close_at" => int(all.first_close_at),
        "last_assignment_at" => int(all.last_assignment_at),
        "last_assignment_admin_reply_at" => int(all.last_assignment_admin_reply_at),
        "last_contact_reply_at" => int(all.last_contact_reply_at),
        "last_admin_reply_at" => int(all.last_admin_reply_at),
        "last_close_at" => int(all.last_close_at),
        "last_closed_by_id" => all.last_closed_by.map_or(Value::Null, |id| Value::Text(id.to_string())),
        "count_reopens" => int(Some(all.count_reopens)),
        "count_assignments" => int(Some(all.count_assignments)),
        "count_conversation_parts" => int(Some(all.count_parts)),
        _ => Value::Null,
    }
}

fn source(setting: &Setting, own: &Conversation, name: &str) -> Value {
    let person = || Person::of(setting, own.contacts()[0]);
    let by_contact = own.opening == Opening::Contact;
    match name {
        "type" => words(Some(own.channel)),
        "id" => Value::Text((403_000_000_u64 + u64::from(own.index)).to_string()),
        "delivered_as" => words(Some(own.delivered_as())),
        "subject" => told(|text| own.title(text)),
        // Only single words of a body are found.
        "body" => {
            let mut text = String::new();
            own.body(&mut text);
            let words = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty());
            Value::Many(words.map(str::to_owned).collect())
        }
        "author.type" if by_contact => words(Some(if person().is_user { "user" } else { "lead" })),
        "author.type" => words(Some("admin")),
        "author.id" if by_contact => Value::Text(contact_id(setting, own.contacts()[0])),
        "author.name" if by_contact => told(|text| person().write_name(text)),
        "author.email" if by_contact => told(|text| person().write_email(text)),
        _ => Value::Null,
    }
}

fn rating(setting: &Setting, own: &Conversation, name: &str) -> Value {
    let Some(rating) = own.rating else {
        return Value::Null;
    };
    match name {
        "requested_at" => int(Some(rating.asked_at)),
        "replied_at" => int(rating.score.map(|_| rating.changed_at)),
        "score" => int(rating.score.map(u32::from)),
        "remark" => words(rating.remark),
        "contact_id" => Value::Text(contact_id(setting, own.contacts()[0])),
        "admin_id" => rating.admin.map_or(Value::Null, |id| Value::Text(id.to_string())),
        _ => Value::Null,
    }
}

impl Searchable for Of<'_, Contact> {
    const FIELDS: &'static [(&'static str, FieldType)] = &[
        ("id", Text),
        ("role", Text),
        ("name", Text),
        ("email", Text),
        ("email_domain", Text),
        ("phone", Text),
        ("external_id", Text),
        ("owner_id", Integer),
        ("has_hard_bounced", Boolean),
        ("marked_email_as_spam", Boolean),
        ("unsubscribed_from_emails", Boolean),
        ("created_at", Date),
        ("updated_at", Date),
        ("signed_up_at", Date),
        ("last_seen_at", Date),
        ("last_contacted_at", Date),
        ("last_replied_at", Date),
        ("last_email_opened_at", Date),
        ("last_email_clicked_at", Date),
        ("language_override", Text),
        ("browser", Text),
        ("browser_language", Text),
        ("os", Text),
        ("location.country", Text),
        ("location.region", Text),
        ("location.city", Text),
        ("tag_id", Many),
        ("ios_device", Text),
        ("android_device", Text),
    ];

    fn value(&self, field: &str) -> Value {
        let Self(_, own) = self;
        match field {
            "id" => text(Some(&own.id)),
            "role" => words(Some(if own.is_user { "user" } else { "lead" })),
            "name" => text(own.name.as_ref()),
            "email" => text(own.email.as_ref()),
            "email_domain" => {
                let domain = own.email.as_ref().and_then(|email| email.split_once('@'));
                domain.map_or(Value::Null, |(_, domain)| Value::Text(domain.to_owned()))
            }
            "phone" => text(own.phone.as_ref()),
            "external_id" => text(own.external_id.as_ref()),
            "owner_id" => int(own.owner_id),
            "has_hard_bounced" => Value::Boolean(own.flags.has_hard_bounced),
            "marked_email_as_spam" => Value::Boolean(own.flags.marked_email_as_spam),
            "unsubscribed_from_emails" => Value::Boolean(own.flags.unsubscribed_from_emails),
            "created_at" => int(Some(own.created_at)),
            "updated_at" => int(Some(own.updated_at)),
            "signed_up_at" => int(own.signed_up_at),
            "last_seen_at" => int(own.last_seen_at),
            "last_contacted_at" => int(own.last_contacted_at),
            "last_replied_at" => int(own.last_replied_at),
            "last_email_opened_at" => int(own.last_email_opened_at),
            "last_email_clicked_at" => int(own.last_email_clicked_at),
            "language_override" => words(own.language_override),
            "browser" => words(own.browser.as_ref().map(|browser| browser.name)),
            "browser_language" => words(own.browser_language),
            "os" => words(own.browser.as_ref().map(|browser| browser.os)),
            "location.country" => words(own.place.map(|(country, ..)| country)),
            "location.region" => words(own.place.map(|(_, region, _)| region)),
            "location.city" => words(own.place.map(|(.., city)| city)),
            "tag_id" => Value::Many(own.tags.iter().map(|tag| ids::tag(*tag).to_string()).collect()),
            "ios_device" => words(own.ios.as_ref().map(|device| device.model)),
            "android_device" => words(own.android.as_ref().map(|device| device.model)),
            _ => Value::Null,
        }
    }
}

impl Searchable for Of<'_, Ticket> {
    const FIELDS: &'static [(&'static str, FieldType)] = &[
        ("id", Text),
        ("created_at", Date),
        ("updated_at", Date),
        ("_default_title_", Text),
        ("category", Text),
        ("ticket_type_id", Text),
        ("contact_ids", Many),
        ("teammate_ids", Many),
        ("admin_assignee_id", Text),
        ("team_assignee_id", Text),
        ("open", Boolean),
        ("state", Text),
        ("snoozed_until", Date),
    ];

    fn value(&self, field: &str) -> Value {
        let Self(setting, own) = self;
        let assignee = |id: Option<u32>| Value::Text(id.unwrap_or_default().to_string());
        match field {
            "id" => Value::Text(own.id.to_string()),
            "created_at" => int(Some(own.created_at)),
            "updated_at" => int(Some(own.updated_at)),
            "_default_title_" => text(Some(&own.title)),
            "category" => words(Some(search_category(own.category()))),
            "ticket_type_id" => own
                .ticket_type()
                .map_or(Value::Null, |kind| Value::Text(kind.id.to_string())),
            "contact_ids" => Value::Many(vec![contact_id(setting, own.contact)]),
            "teammate_ids" => Value::Many(own.admin_id(setting).map(|id| id.to_string()).into_iter().collect()),
            "admin_assignee_id" => assignee(own.admin_id(setting)),
            "team_assignee_id" => assignee(own.team_id(setting)),
            "open" => Value::Boolean(own.is_open()),
            "state" => words(Some(TICKET_STATES[usize::from(own.state)].1)),
            "snoozed_until" => int(own.snoozed_until),
            _ => Value::Null,
        }
    }
}

/// Whether a company has this name, customer-defined id or tag: what `GET /companies` can ask for.
pub(crate) fn company_fits(own: &Company, parameter: &str, wanted: &str) -> bool {
    match parameter {
        "name" => own.name.as_deref() == Some(wanted),
        "company_id" => own.own_id.as_deref() == Some(wanted),
        "tag_id" => own.tags.iter().any(|tag| ids::tag(*tag).to_string() == wanted),
        _ => false,
    }
}

/// Dates of conversations and tickets: to the second.
pub(crate) struct Seconds(pub(crate) DateBounds);

impl Dates for Seconds {
    fn operators(&self, field: &str) -> &'static [&'static str] {
        match field {
            "created_at" => &["=", "!=", ">", "<", ">=", "<=", "IN", "NIN"],
            _ => &["=", "!=", ">", "<", "IN", "NIN"],
        }
    }

    fn range(&self, operator: &str, value: i64) -> (i64, i64) {
        let operator = match (self.0, operator) {
            (DateBounds::Inclusive, ">") => ">=",
            (DateBounds::Inclusive, "<") => "<=",
            (_, own) => own,
        };
        exact_range(operator, value)
    }
}

/// Dates of contacts from 2.17 on: to the second, in UTC.
pub(crate) struct ExactContacts;

impl Dates for ExactContacts {
    fn operators(&self, _: &str) -> &'static [&'static str] {
        &["=", "!=", ">", "<", ">=", "<="]
    }

    fn range(&self, operator: &str, value: i64) -> (i64, i64) {
        exact_range(operator, value)
    }
}

/// Dates of contacts up to 2.16: whole days of the workspace's time zone. `>` begins with the next day.
pub(crate) struct WholeDays(pub(crate) Tz);

impl Dates for WholeDays {
    fn operators(&self, _: &str) -> &'static [&'static str] {
        &["=", ">", "<"]
    }

    fn range(&self, operator: &str, value: i64) -> (i64, i64) {
        let Some(at) = DateTime::<Utc>::from_timestamp(value, 0) else {
            return exact_range(operator, value);
        };
        let day = at.with_timezone(&self.0).date_naive();
        let begin = |day: chrono::NaiveDate| {
            let midnight = day.and_time(NaiveTime::MIN);
            // Where clocks are put forward at midnight the day begins an hour later.
            let local = self.0.from_local_datetime(&midnight).earliest();
            let local = local.or_else(|| {
                self.0
                    .from_local_datetime(&(midnight + chrono::TimeDelta::hours(1)))
                    .earliest()
            });
            local.map_or(value, |local| local.timestamp())
        };
        let (this, next) = (begin(day), begin(day.checked_add_days(Days::new(1)).unwrap_or(day)));
        match operator {
            ">" => (next, i64::MAX),
            "<" => (i64::MIN, this - 1),
            _ => (this, next - 1),
        }
    }
}

fn int(number: Option<u32>) -> Value {
    number.map_or(Value::Null, |number| Value::Integer(i64::from(number)))
}

fn words(text: Option<&str>) -> Value {
    text.map_or(Value::Null, |text| Value::Text(text.to_owned()))
}

fn text(text: Option<&String>) -> Value {
    words(text.map(String::as_str))
}

fn told(write: impl FnOnce(&mut String) -> bool) -> Value {
    let mut text = String::new();
    if write(&mut text) {
        Value::Text(text)
    } else {
        Value::Null
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_searched_by_days_of_the_workspace() {
        let days = WholeDays(chrono_tz::Europe::Berlin);
        // 2026-11-02 10:30 UTC; the day in Berlin is 2026-11-01 23:00 to 2026-11-02 23:00 UTC.
        let at = 1_793_615_400;
        let (begin, end) = (1_793_574_000, 1_793_660_400);
        assert_eq!(days.range("=", at), (begin, end - 1));
        assert_eq!(days.range(">", at), (end, i64::MAX));
        assert_eq!(days.range("<", at), (i64::MIN, begin - 1));
        // The day on which clocks go back has 25 hours.
        let (first, last) = days.range("=", 1_792_911_600);
        assert_eq!(last - first + 1, 25 * 3600);
    }

    #[test]
    fn both_readings_of_later_than_can_be_had() {
        assert_eq!(Seconds(DateBounds::Exclusive).range(">", 5).0, 6);
        assert_eq!(Seconds(DateBounds::Inclusive).range(">", 5).0, 5);
        assert_eq!(Seconds(DateBounds::Inclusive).range("<", 5).1, 5);
    }
}
