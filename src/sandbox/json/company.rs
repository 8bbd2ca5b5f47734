//! Companies as JSON.

use crate::sandbox::world::company::Company;
use crate::sandbox::world::setting::Setting;

use super::{Shape, Writer, tags};

/// Writes a company.
pub(crate) fn item(to: &mut Writer, setting: &Setting, shape: Shape, own: &Company) {
    to.item(|to| {
        to.put("type", "company");
        to.put("id", &own.id);
        to.put_or_omit(shape, "company_id", own.own_id.as_ref());
        to.put("app_id", &setting.app_id);
        to.put_or_omit(shape, "name", own.name.as_ref());
        to.put_or_omit(shape, "remote_created_at", own.remote_created_at);
        to.put("created_at", own.created_at);
        to.put("updated_at", own.updated_at);
        to.put_or_omit(shape, "last_request_at", own.last_request_at);
        // 12 and 12.0 are the same number, but only one of them is what the description calls an integer.
        if own.monthly_spend.fract() == 0.0 {
            to.put("monthly_spend", own.monthly_spend as i64);
        } else {
            to.put("monthly_spend", own.monthly_spend);
        }
        to.put("session_count", own.session_count);
        to.put("user_count", own.user_count);
        if let Some(size) = own.size {
            to.put("size", size);
        }
        to.put_or_omit(shape, "website", own.website.as_ref());
        to.put_or_omit(shape, "industry", own.industry);
        to.object("plan", |to| {
            if let Some((id, name)) = own.plan {
                to.put("type", "plan");
                to.put("id", id);
                to.put("name", name);
            }
        });
        tags(to, "tags", &own.tags, None);
        to.object("segments", |to| {
            to.put("type", "segment.list");
            to.list("segments", |_| {});
        });
        to.object("custom_attributes", |_| {});
    });
}
