//! One record by its id.

use std::collections::HashMap;

use crate::catalog::Module;
use crate::sandbox::json::{self, Shape, Writer};
use crate::sandbox::world::contact::Person;
use crate::sandbox::world::ids::{self, Hex};
use crate::sandbox::world::view::{View, contact_id, hex_index};

use super::error::ApiError;
use super::search::per_page;

fn whole(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut to = Writer::with_capacity(4096);
    write(&mut to);
    to.into_bytes()
}

/// Answers `GET /conversations/{id}`.
pub(crate) fn conversation(view: &View<'_>, shape: Shape, id: &str) -> Result<Vec<u8>, ApiError> {
    let index = ids::conversation_index(id).filter(|index| view.shelf(Module::Conversations).has(*index));
    let index = index.ok_or_else(|| ApiError::not_found("conversation_not_found", "Conversation"))?;
    Ok(whole(|to| {
        json::conversation::whole(to, view.setting, shape, &view.conversation(index));
    }))
}

/// Answers `GET /tickets/{id}`.
pub(crate) fn ticket(view: &View<'_>, shape: Shape, id: &str) -> Result<Vec<u8>, ApiError> {
    let index = ids::ticket_index(id).filter(|index| view.shelf(Module::Tickets).has(*index));
    let index = index.ok_or_else(|| ApiError::not_found("ticket_not_found", "Ticket"))?;
    Ok(whole(|to| {
        json::ticket::item(to, view.setting, shape, &view.ticket(index));
    }))
}

/// Answers `GET /articles/{id}`.
pub(crate) fn article(view: &View<'_>, shape: Shape, id: &str) -> Result<Vec<u8>, ApiError> {
    let index = ids::article_index(id).filter(|index| view.shelf(Module::Articles).has(*index));
    let index = index.ok_or_else(|| ApiError::not_found("not_found", "Article"))?;
    Ok(whole(|to| {
        json::help::article(to, view.setting, shape, &view.article(index));
    }))
}

/// Answers `GET /admins/{id}`.
pub(crate) fn admin(view: &View<'_>, id: &str) -> Result<Vec<u8>, ApiError> {
    let position = view
        .setting
        .staff
        .admins
        .iter()
        .position(|admin| admin.id.to_string() == id);
    let index = position
        .map(|position| position as u32)
        .filter(|index| view.shelf(Module::Admins).has(*index));
    let index = index.ok_or_else(|| ApiError::not_found("admin_not_found", "Admin"))?;
    Ok(whole(|to| json::staff::admin(to, view, index)))
}

/// Answers `GET /teams/{id}`.
pub(crate) fn team(view: &View<'_>, id: &str) -> Result<Vec<u8>, ApiError> {
    let position = view
        .setting
        .staff
        .teams
        .iter()
        .position(|team| team.id.to_string() == id);
    let index = position
        .map(|position| position as u32)
        .filter(|index| view.shelf(Module::Teams).has(*index));
    let index = index.ok_or_else(|| ApiError::not_found("team_not_found", "Team"))?;
    Ok(whole(|to| json::staff::team(to, view, index)))
}

/// The number of the company with this id.
pub(crate) fn company_index(view: &View<'_>, id: &str) -> Result<u32, ApiError> {
    hex_index(view, Hex::Company, id)
        .filter(|index| view.shelf(Module::Companies).has(*index))
        .ok_or_else(|| ApiError::not_found("company_not_found", "Company"))
}

/// Answers `GET /companies/{id}`.
pub(crate) fn company(view: &View<'_>, shape: Shape, id: &str) -> Result<Vec<u8>, ApiError> {
    let index = company_index(view, id)?;
    Ok(whole(|to| {
        json::company::item(to, view.setting, shape, &view.company(index));
    }))
}

/// The number of the contact with this id. One that was merged is gone for good, and the answer says where to.
pub(crate) fn contact_index(view: &View<'_>, id: &str) -> Result<u32, ApiError> {
    let missing = || ApiError::not_found("not_found", "Contact");
    let index = hex_index(view, Hex::Contact, id).ok_or_else(missing)?;
    match view.shelf(Module::Contacts).gone(index) {
        None => Ok(index),
        Some(gone) => Err(gone.into.map_or_else(missing, |into| ApiError {
            link: Some(format!(
                "</contacts/{}>; rel=\"canonical\"",
                contact_id(view.setting, into)
            )),
            ..ApiError::new(410, "contact_merged", "Contact has been merged into another contact")
        })),
    }
}

/// Answers `GET /contacts/{id}`.
pub(crate) fn contact(view: &View<'_>, shape: Shape, id: &str) -> Result<Vec<u8>, ApiError> {
    let index = contact_index(view, id)?;
    Ok(whole(|to| {
        json::contact::item(to, view.setting, shape, &view.contact(index));
    }))
}

/// Answers `GET /contacts/{id}/merge_history`: who was merged into a user, latest first. The cursor is the number of
/// entries that were told before.
pub(crate) fn merge_history(view: &View<'_>, id: &str, query: &HashMap<String, String>) -> Result<Vec<u8>, ApiError> {
    let index = contact_index(view, id)?;
    if !Person::of(view.setting, index).is_user {
        return Err(ApiError::not_found("not_found", "Contact"));
    }
    let mut merged: Vec<(u32, u32)> = view
        .shelf(Module::Contacts)
        .all_gone()
        .filter(|(_, gone)| gone.into == Some(index))
        .map(|(lead, gone)| (gone.at, lead))
        .collect();
    merged.sort_unstable();
    if query.get("order").map(String::as_str) != Some("asc") {
        merged.reverse();
    }
    let told = match query.get("cursor").map(|cursor| cursor.parse::<usize>()) {
        None => 0,
        Some(Ok(told)) => told,
        Some(Err(_)) => return Err(ApiError::invalid("cursor", "The cursor is not valid")),
    };
    let rows = per_page(query.get("per_page").map(String::as_str), 50, 150)? as usize;
    let more = merged.len() > told + rows;
    Ok(whole(|to| {
        to.item(|to| {
            to.put("type", "list");
            to.list("data", |to| {
                for (at, lead) in merged.iter().skip(told).take(rows) {
                    to.item(|to| {
                        to.put("type", "merge_history");
                        to.put("source_contact_id", contact_id(view.setting, *lead));
                        to.put("source_contact_role", "lead");
                        to.put("merged_at", at);
                    });
                }
            });
            if more {
                to.put("next_cursor", (told + rows).to_string());
            }
            to.put("has_more", more);
        });
    }))
}
