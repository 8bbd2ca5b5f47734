//! Tickets, their types and their states as JSON.

use crate::sandbox::version::Version;
use crate::sandbox::world::setting::Setting;
use crate::sandbox::world::ticket::{TICKET_STATES, TICKET_TYPES, Ticket, TicketType};

use super::conversation::reference;
use super::{Shape, Writer};

/// Writes a ticket.
pub(crate) fn item(to: &mut Writer, setting: &Setting, shape: Shape, own: &Ticket) {
    to.item(|to| {
        to.put("type", "ticket");
        to.put_id("id", own.id);
        to.put_id("ticket_id", own.index + 1);
        to.put("category", own.category());
        to.object("ticket_attributes", |to| {
            to.put("_default_title_", &own.title);
            to.put("_default_description_", "See the linked conversation.");
        });
        if shape.version >= Version::STATE_OBJECTS {
            to.object("ticket_state", |to| state(to, own.state));
        } else {
            to.put("ticket_state", TICKET_STATES[usize::from(own.state)].1);
        }
        match own.ticket_type() {
            None => to.put("ticket_type", ()),
            Some(kind) => to.object("ticket_type", |to| ticket_type(to, setting, kind)),
        }
        to.object("contacts", |to| {
            to.put("type", "contact.list");
            to.list("contacts", |to| to.item(|to| reference(to, setting, own.contact)));
        });
        assignee(to, shape, "admin_assignee_id", own.admin_id(setting));
        assignee(to, shape, "team_assignee_id", own.team_id(setting));
        to.put("created_at", own.created_at);
        to.put("updated_at", own.updated_at);
        to.put("open", own.is_open());
        if let Some(until) = own.snoozed_until {
            to.put("snoozed_until", until);
        }
        to.object("linked_objects", |to| {
            to.put("type", "list");
            to.put("total_count", 0);
            to.put("has_more", false);
            to.list("data", |_| {});
        });
        to.object("ticket_parts", |to| {
            to.put("type", "ticket_part.list");
            to.list("ticket_parts", |_| {});
            to.put("total_count", 0);
        });
        to.put("is_shared", own.is_shared);
        match own.previous_state {
            None => to.put("previous_ticket_state_id", ()),
            Some(state) => to.put_id("previous_ticket_state_id", TICKET_STATES[usize::from(state)].0),
        }
    });
}

/// Text up to 2.15, a number from 2.16; 0 is nobody in both.
fn assignee(to: &mut Writer, shape: Shape, key: &'static str, id: Option<u32>) {
    if shape.is_new() {
        to.put(key, id.unwrap_or_default());
    } else {
        to.put_id(key, id.unwrap_or_default());
    }
}

fn state(to: &mut Writer, position: u8) {
    let (id, category, internal, external) = TICKET_STATES[usize::from(position)];
    to.put("type", "ticket_state");
    to.put_id("id", id);
    to.put("category", category);
    to.put("internal_label", internal);
    to.put("external_label", external);
}

fn ticket_type(to: &mut Writer, setting: &Setting, kind: &TicketType) {
    to.put("type", "ticket_type");
    to.put_id("id", kind.id);
    to.put("category", kind.category);
    to.put("name", kind.name);
    to.put("description", "");
    to.put("icon", kind.icon);
    to.put("workspace_id", &setting.app_id);
    to.object("ticket_type_attributes", |to| {
        to.put("type", "list");
        to.list("data", |to| {
            for (position, name) in ["_default_title_", "_default_description_"].into_iter().enumerate() {
                to.item(|to| {
                    to.put("type", "ticket_type_attribute");
                    to.put_id("id", kind.id * 10 + position as u32);
                    to.put("workspace_id", &setting.app_id);
                    to.put("name", name);
                    to.put("description", "");
                    to.put("data_type", "string");
                    to.object("input_options", |to| to.put("multiline", position == 1));
                    to.put("order", position);
                    to.put("required_to_create", false);
                    to.put("required_to_create_for_contacts", false);
                    to.put("visible_on_create", true);
                    to.put("visible_to_contacts", true);
                    to.put("default", true);
                    to.put("ticket_type_id", kind.id);
                    to.put("archived", false);
                    to.put("created_at", setting.calendar.start());
                    to.put("updated_at", setting.calendar.start());
                });
            }
        });
    });
    to.object("ticket_states", |to| {
        to.put("type", "list");
        to.list("data", |to| {
            (0..TICKET_STATES.len() as u8).for_each(|own| to.item(|to| state(to, own)));
        });
    });
    to.put("archived", false);
    to.put("created_at", setting.calendar.start());
    to.put("updated_at", setting.calendar.start());
}

/// Writes the answer of `GET /ticket_types`.
pub(crate) fn types(to: &mut Writer, setting: &Setting) {
    to.item(|to| {
        to.put("type", "list");
        to.list("data", |to| {
            for kind in &TICKET_TYPES {
                to.item(|to| ticket_type(to, setting, kind));
            }
        });
    });
}

/// Writes the answer of `GET /ticket_states`.
pub(crate) fn states(to: &mut Writer) {
    to.item(|to| {
        to.put("type", "list");
        to.list("data", |to| {
            for position in 0..TICKET_STATES.len() as u8 {
                to.item(|to| {
                    state(to, position);
                    to.put("archived", false);
                });
            }
        });
    });
}
