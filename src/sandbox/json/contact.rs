//! Contacts as JSON.

use crate::sandbox::world::contact::{Contact, Device};
use crate::sandbox::world::ids;
use crate::sandbox::world::setting::Setting;
use crate::sandbox::world::view::company_id;

use super::{Shape, Writer};

/// How many entries of a list are told inside a contact.
const INLINE: usize = 10;

const ANDROID: [&str; 6] = [
    "android_app_name",
    "android_app_version",
    "android_device",
    "android_os_version",
    "android_sdk_version",
    "android_last_seen_at",
];
const IOS: [&str; 6] = [
    "ios_app_name",
    "ios_app_version",
    "ios_device",
    "ios_os_version",
    "ios_sdk_version",
    "ios_last_seen_at",
];

/// Writes a contact.
pub(crate) fn item(to: &mut Writer, setting: &Setting, shape: Shape, own: &Contact) {
    to.item(|to| {
        identity(to, setting, shape, own);
        moments(to, own);
        to.put("language_override", own.language_override);
        let browser = own.browser.as_ref();
        to.put("browser", browser.map(|browser| browser.name));
        to.put("browser_version", browser.map(|browser| &browser.version));
        to.put("browser_language", own.browser_language);
        to.put("os", browser.map(|browser| browser.os));
        device(to, ANDROID, own.android.as_ref());
        device(to, IOS, own.ios.as_ref());
        to.object("custom_attributes", |to| {
            if own.index.is_multiple_of(4) {
                to.put("seats", own.index % 40);
            }
        });
        to.put("avatar", ());
        to.object("tags", |to| {
            sublist(
                to,
                &own.id,
                "tags",
                own.tags.iter().map(|tag| ("tag", ids::tag(*tag).to_string())),
            );
        });
        to.object("notes", |to| sublist(to, &own.id, "notes", std::iter::empty()));
        to.object("companies", |to| {
            let companies = own
                .companies
                .iter()
                .map(|company| ("company", company_id(setting, *company)));
            sublist(to, &own.id, "companies", companies);
        });
        to.object("location", |to| {
            to.put("type", "location");
            to.put("country", own.place.map(|(country, ..)| country));
            to.put("region", own.place.map(|(_, region, _)| region));
            to.put("city", own.place.map(|(.., city)| city));
        });
        to.object("social_profiles", |to| {
            to.put("type", "list");
            to.list("data", |_| {});
        });
        let campaign = own.campaign;
        to.put("utm_campaign", campaign.map(|campaign| campaign.name));
        to.put("utm_content", campaign.and_then(|campaign| campaign.content));
        to.put("utm_medium", campaign.map(|campaign| campaign.medium));
        to.put("utm_source", campaign.map(|campaign| campaign.source));
        to.put("utm_term", campaign.and_then(|campaign| campaign.term));
        to.put("referrer", own.referrer);
        if own.flags.knows_sms {
            to.put("sms_consent", own.flags.sms_consent);
            to.put("unsubscribed_from_sms", own.flags.unsubscribed_from_sms);
        }
    });
}

fn identity(to: &mut Writer, setting: &Setting, shape: Shape, own: &Contact) {
    to.put("type", "contact");
    to.put("id", &own.id);
    to.put("workspace_id", &setting.app_id);
    to.put("external_id", own.external_id.as_ref());
    to.put("role", if own.is_user { "user" } else { "lead" });
    to.put_or_omit(shape, "email", own.email.as_ref());
    let domain = own
        .email
        .as_ref()
        .and_then(|email| email.split_once('@'))
        .map(|(_, domain)| domain);
    to.put_or_omit(shape, "email_domain", domain);
    to.put("phone", own.phone.as_ref());
    to.put("name", own.name.as_ref());
    match own.owner_id {
        Some(owner) if shape.is_new() => to.put_id("owner_id", owner),
        owner => to.put("owner_id", owner),
    }
    to.put("has_hard_bounced", own.flags.has_hard_bounced);
    to.put("marked_email_as_spam", own.flags.marked_email_as_spam);
    to.put("unsubscribed_from_emails", own.flags.unsubscribed_from_emails);
}

fn moments(to: &mut Writer, own: &Contact) {
    to.put("created_at", own.created_at);
    to.put("updated_at", own.updated_at);
    to.put("signed_up_at", own.signed_up_at);
    to.put("last_seen_at", own.last_seen_at);
    to.put("last_replied_at", own.last_replied_at);
    to.put("last_contacted_at", own.last_contacted_at);
    to.put("last_email_opened_at", own.last_email_opened_at);
    to.put("last_email_clicked_at", own.last_email_clicked_at);
}

fn device(to: &mut Writer, keys: [&'static str; 6], own: Option<&Device>) {
    let [app, app_version, device, os_version, sdk_version, last_seen_at] = keys;
    to.put(app, own.map(|own| own.app));
    to.put(app_version, own.map(|own| &own.app_version));
    to.put(device, own.map(|own| own.model));
    to.put(os_version, own.map(|own| own.os_version));
    to.put(sdk_version, own.map(|own| own.sdk_version));
    to.put(last_seen_at, own.map(|own| own.last_seen_at));
}

/// The members of a list that has its rest at an address: type, address and id of the first ten.
fn sublist(to: &mut Writer, contact: &str, name: &str, entries: impl ExactSizeIterator<Item = (&'static str, String)>) {
    let total = entries.len();
    to.put("type", "list");
    to.list("data", |to| {
        for (kind, id) in entries.take(INLINE) {
            to.item(|to| {
                to.put("type", kind);
                to.put("url", format!("/{name}/{id}"));
                to.put("id", id);
            });
        }
    });
    to.put("url", format!("/contacts/{contact}/{name}"));
    to.put("total_count", total);
    to.put("has_more", total > INLINE);
}
