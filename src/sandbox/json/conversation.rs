//! Conversations as JSON.

use crate::sandbox::dice::{Stream, mix};
use crate::sandbox::world::contact::Person;
use crate::sandbox::world::conversation::{Conversation, PRIORITIES, Rating, Statistics};
use crate::sandbox::world::ids::Hex;
use crate::sandbox::world::setting::{Growing, Setting};
use crate::sandbox::world::story::Opening;

use super::{Shape, Writer, tags};

/// Writes a conversation as lists and searches do.
pub(crate) fn item(to: &mut Writer, setting: &Setting, shape: Shape, own: &Conversation) {
    to.item(|to| members(to, setting, shape, own));
}

/// Writes a conversation as a request by id does: with its parts.
pub(crate) fn whole(to: &mut Writer, setting: &Setting, shape: Shape, own: &Conversation) {
    to.item(|to| {
        members(to, setting, shape, own);
        parts(to, setting, own);
    });
}

fn members(to: &mut Writer, setting: &Setting, shape: Shape, own: &Conversation) {
    to.put("type", "conversation");
    to.put_id("id", own.id);
    to.put_text("title", |text| own.title(text));
    to.put("created_at", own.created_at);
    to.put("updated_at", own.updated_at);
    to.put("waiting_since", own.waiting_since);
    to.put("snoozed_until", own.snoozed_until);
    to.put("open", own.is_open());
    to.put("state", own.state.word());
    to.put("read", own.read);
    to.put("priority", priority(shape, own.priority));
    to.put("admin_assignee_id", own.admin_id(setting).unwrap_or_default());
    to.put("team_assignee_id", own.team_id(setting).unwrap_or_default());
    tags(to, "tags", own.tags(), Some(own.created_at));
    match own.rating {
        None => to.put("conversation_rating", ()),
        Some(rating) => to.object("conversation_rating", |to| {
            conversation_rating(to, setting, shape, own, rating);
        }),
    }
    source(to, setting, own);
    to.object("contacts", |to| {
        to.put("type", "contact.list");
        to.list("contacts", |to| {
            for contact in own.contacts() {
                to.item(|to| reference(to, setting, *contact));
            }
        });
    });
    match own.admin_id(setting) {
        None => to.put("teammates", ()),
        Some(admin) => to.object("teammates", |to| {
            to.put("type", "admin.list");
            to.list("teammates", |to| {
                to.item(|to| {
                    to.put("type", "admin");
                    to.put_id("id", admin);
                });
            });
        }),
    }
    to.object("custom_attributes", |to| {
        if own.index.is_multiple_of(3) {
            to.put("Plan", if own.index.is_multiple_of(2) { "Pro" } else { "Starter" });
        }
    });
    match own.statistics.and_then(|statistics| statistics.first_contact_reply_at) {
        None => to.put("first_contact_reply", ()),
        Some(at) => to.object("first_contact_reply", |to| {
            to.put("created_at", at);
            to.put("type", own.channel);
            to.put("url", ());
        }),
    }
    match own.sla {
        None => to.put("sla_applied", ()),
        Some((name, status)) => to.object("sla_applied", |to| {
            to.put("type", "conversation_sla_summary");
            to.put("sla_name", name);
            to.put("sla_status", status);
        }),
    }
    match own.statistics {
        None => to.put("statistics", ()),
        Some(all) => to.object("statistics", |to| statistics(to, setting, shape, own, &all)),
    }
    to.object("linked_objects", |to| {
        to.put("type", "list");
        to.list("data", |_| {});
        to.put("total_count", 0);
        to.put("has_more", false);
    });
    to.put("ai_agent_participated", false);
}

/// The words for priorities changed with 2.16.
fn priority(shape: Shape, priority: u8) -> &'static str {
    match (shape.is_new(), priority) {
        (true, _) => PRIORITIES[usize::from(priority)],
        (false, 3..) => "priority",
        (false, _) => "not_priority",
    }
}

fn conversation_rating(to: &mut Writer, setting: &Setting, shape: Shape, own: &Conversation, rating: Rating) {
    to.put_or_omit(shape, "rating", rating.score);
    to.put_or_omit(shape, "remark", rating.remark);
    to.put("created_at", rating.asked_at);
    to.put("updated_at", rating.changed_at);
    to.object("contact", |to| reference(to, setting, own.contacts()[0]));
    match rating.admin {
        Some(admin) => to.object("teammate", |to| {
            to.put("type", "admin");
            to.put_id("id", admin);
        }),
        None => to.object("teammate", |to| {
            to.put("type", "workflow");
            to.put_id("id", 48_111_u32);
        }),
    }
}

fn source(to: &mut Writer, setting: &Setting, own: &Conversation) {
    to.object("source", |to| {
        to.put("type", own.channel);
        to.put_id("id", 403_000_000_u64 + u64::from(own.index));
        to.put("delivered_as", own.delivered_as());
        to.put_text("subject", |text| {
            if own.channel == "email" {
                text.push_str("<p>");
                own.title(text);
                text.push_str("</p>");
            }
            true
        });
        to.put_text("body", |text| {
            own.body(text);
            true
        });
        to.object("author", |to| match own.opening {
            Opening::Contact => {
                let writer = own.contacts()[0];
                let person = Person::of(setting, writer);
                to.put("type", if person.is_user { "user" } else { "lead" });
                to.put_text("id", |text| contact_id(setting, writer, text));
                to.put_text("name", |text| person.write_name(text));
                to.put_text("email", |text| person.write_email(text));
            }
            Opening::Admin | Opening::Automated => {
                let admins = &setting.staff.admins;
                let admin = &admins[own.admin.map_or(0, usize::from)];
                to.put("type", "admin");
                to.put_id("id", admin.id);
                to.put("name", &admin.name);
                to.put("email", &admin.email);
            }
        });
        to.list("attachments", |_| {});
        to.put(
            "url",
            (own.channel == "conversation").then_some("https://app.acme.example/settings"),
        );
        to.put("redacted", false);
    });
}

/// `type`, `id` and `external_id` of a contact.
pub(super) fn reference(to: &mut Writer, setting: &Setting, contact: u32) {
    to.put("type", "contact");
    to.put_text("id", |text| contact_id(setting, contact, text));
    to.put_text("external_id", |text| {
        Person::of(setting, contact).write_external_id(text)
    });
}

fn contact_id(setting: &Setting, contact: u32, text: &mut String) -> bool {
    Hex::Contact.write(setting.arrival(Growing::Contacts, contact), contact, text);
    true
}

fn statistics(to: &mut Writer, setting: &Setting, shape: Shape, own: &Conversation, all: &Statistics) {
    to.put("type", "conversation_statistics");
    for (key, value) in [
        ("time_to_assignment", all.time_to_assignment),
        ("time_to_admin_reply", all.time_to_admin_reply),
        ("time_to_first_close", all.time_to_first_close),
        ("time_to_last_close", all.time_to_last_close),
        ("median_time_to_reply", all.median_time_to_reply),
        ("first_contact_reply_at", all.first_contact_reply_at),
        ("first_assignment_at", all.first_assignment_at),
        ("first_admin_reply_at", all.first_admin_reply_at),
        ("first_close_at", all.first_close_at),
        ("last_assignment_at", all.last_assignment_at),
        ("last_assignment_admin_reply_at", all.last_assignment_admin_reply_at),
        ("last_contact_reply_at", all.last_contact_reply_at),
        ("last_admin_reply_at", all.last_admin_reply_at),
        ("last_close_at", all.last_close_at),
    ] {
        to.put_or_omit(shape, key, value);
    }
    // The description says text; the real service sends a number now and then.
    match all.last_closed_by {
        Some(admin) if !shape.is_strict() && mix(0, Stream::Id, own.id).is_multiple_of(2) => {
            to.put("last_closed_by_id", admin);
        }
        Some(admin) => to.put_id("last_closed_by_id", admin),
        None => to.put_or_omit(shape, "last_closed_by_id", None::<u32>),
    }
    to.put("count_reopens", all.count_reopens);
    to.put("count_assignments", all.count_assignments);
    to.put("count_conversation_parts", all.count_parts);
    to.list("assigned_team_first_response_time", |to| {
        if let (Some(team), Some(seconds)) = (own.team, all.time_to_admin_reply) {
            let team = &setting.staff.teams[usize::from(team)];
            to.item(|to| {
                to.put("team_id", team.id);
                to.put("team_name", team.kind.name);
                to.put("response_time", seconds);
            });
        }
    });
    let handling = all.time_to_last_close.unwrap_or_default() / 4;
    to.put_or_omit(shape, "handling_time", all.last_close_at.map(|_| handling));
}

fn parts(to: &mut Writer, setting: &Setting, own: &Conversation) {
    let admin = own.admin.map(|admin| &setting.staff.admins[usize::from(admin)]);
    let replied = own.statistics.and_then(|statistics| statistics.last_admin_reply_at);
    to.object("conversation_parts", |to| {
        to.put("type", "conversation_part.list");
        let told = admin.zip(replied);
        to.list("conversation_parts", |to| {
            if let Some((admin, at)) = told {
                to.item(|to| {
                    to.put("type", "conversation_part");
                    to.put_id("id", own.id + 1);
                    to.put("part_type", "comment");
                    to.put(
                        "body",
                        "<p>Thanks for writing in! Have a look at the article below.</p>",
                    );
                    to.put("created_at", at);
                    to.put("updated_at", at);
                    to.put("notified_at", at);
                    to.object("author", |to| {
                        to.put("type", "admin");
                        to.put_id("id", admin.id);
                        to.put("name", &admin.name);
                        to.put("email", &admin.email);
                    });
                    to.list("attachments", |_| {});
                    to.put("redacted", false);
                });
            }
        });
        to.put("total_count", u32::from(told.is_some()));
    });
}
