//! Admins, teams, tags and the workspace as JSON.

use crate::sandbox::world::ids;
use crate::sandbox::world::staff::{Admin, TAGS};
use crate::sandbox::world::view::View;

use super::Writer;

/// Writes an admin.
pub(crate) fn admin(to: &mut Writer, view: &View<'_>, index: u32) {
    to.item(|to| {
        admin_members(to, view, index);
        to.put("avatar", ());
    });
}

fn admin_members(to: &mut Writer, view: &View<'_>, index: u32) {
    let own = &view.setting.staff.admins[index as usize];
    let state = view.admin(index);
    to.put("type", "admin");
    to.put_id("id", own.id);
    to.put("name", &own.name);
    to.put("email", &own.email);
    to.put("job_title", own.job_title);
    to.put("away_mode_enabled", state.away);
    to.put("away_mode_reassign", state.away_reassign);
    to.put("has_inbox_seat", own.has_seat);
    to.put("team_ids", team_ids(view, index, own));
}

/// The teams an admin names: one of them still names a team that is gone.
fn team_ids(view: &View<'_>, index: u32, own: &Admin) -> Vec<u32> {
    let staff = &view.setting.staff;
    let gone = (index == 2).then_some(staff.deleted_team);
    own.teams
        .iter()
        .map(|team| staff.teams[usize::from(*team)].id)
        .chain(gone)
        .collect()
}

/// Writes a team.
pub(crate) fn team(to: &mut Writer, view: &View<'_>, index: u32) {
    let members = view.team_members(index);
    to.item(|to| {
        to.put("type", "team");
        to.put_id("id", view.setting.staff.teams[index as usize].id);
        to.put("name", view.team_name(index));
        to.put("admin_ids", &members);
        to.object("admin_priority_level", |to| {
            to.put("primary_admin_ids", &members);
            to.list("secondary_admin_ids", |_| {});
        });
    });
}

/// Writes the answer of `GET /me`.
pub(crate) fn me(to: &mut Writer, view: &View<'_>) {
    let setting = view.setting;
    to.item(|to| {
        admin_members(to, view, 0);
        to.object("avatar", |to| {
            to.put("type", "avatar");
            to.put("image_url", ());
        });
        to.put("email_verified", true);
        to.object("app", |to| {
            to.put("type", "app");
            to.put("id_code", &setting.app_id);
            to.put("name", &setting.app_name);
            to.put("region", &setting.region);
            to.put("timezone", setting.zone.name());
            to.put("created_at", setting.calendar.start());
            to.put("identity_verification", false);
        });
    });
}

/// Writes the answer of `GET /tags`.
pub(crate) fn all_tags(to: &mut Writer) {
    to.item(|to| {
        to.put("type", "list");
        to.list("data", |to| {
            for (position, name) in TAGS.iter().enumerate() {
                to.item(|to| {
                    to.put("type", "tag");
                    to.put_id("id", ids::tag(position as u8));
                    to.put("name", name);
                });
            }
        });
    });
}
