//! Help centers, collections and articles as JSON.

use crate::sandbox::world::help::{Article, Collection, HelpCenter};
use crate::sandbox::world::ids;
use crate::sandbox::world::setting::Setting;

use super::{Shape, Writer, tags};

/// Writes a help center.
pub(crate) fn help_center(to: &mut Writer, setting: &Setting, own: &HelpCenter) {
    to.item(|to| {
        to.put_id("id", own.id);
        to.put("workspace_id", &setting.app_id);
        to.put("created_at", own.created_at);
        to.put("updated_at", own.updated_at);
        to.put("identifier", own.identifier);
        to.put("website_turned_on", own.website_turned_on);
        to.put("display_name", own.display_name);
        to.put("url", format!("https://{}.example/", own.identifier));
        to.put("custom_domain", ());
        to.put("default", own.is_default);
        to.put("locales", own.locales);
    });
}

/// Writes a collection.
pub(crate) fn collection(to: &mut Writer, setting: &Setting, own: &Collection) {
    to.item(|to| {
        to.put_id("id", own.id);
        to.put("workspace_id", &setting.app_id);
        to.put("name", &own.name);
        to.put("description", own.description.as_ref());
        to.put("created_at", own.created_at);
        to.put("updated_at", own.updated_at);
        to.put("url", own.url());
        to.put("icon", own.icon);
        to.put("order", own.order);
        to.put("default_locale", "en");
        to.put("translated_content", ());
        match own.parent {
            None => to.put("parent_id", ()),
            Some(parent) => to.put_id("parent_id", ids::collection(parent)),
        }
        to.put("help_center_id", own.help_center.map(ids::help_center));
    });
}

/// Writes an article.
pub(crate) fn article(to: &mut Writer, setting: &Setting, shape: Shape, own: &Article) {
    to.item(|to| {
        to.put("type", "article");
        to.put_id("id", own.id);
        to.put("workspace_id", &setting.app_id);
        if !shape.is_new() {
            to.put("parent_id", own.parents.first().map(|parent| ids::collection(*parent)));
            to.put("parent_type", own.parents.first().map(|_| "collection"));
        }
        to.list("parent_ids", |to| {
            for parent in &own.parents {
                to.element(ids::collection(*parent));
            }
        });
        to.put("title", &own.title);
        to.put("description", own.description.as_ref());
        to.put_text("body", |text| own.body(text));
        to.put("author_id", own.author_id);
        to.put("state", if own.is_published { "published" } else { "draft" });
        to.put("created_at", own.created_at);
        to.put("updated_at", own.updated_at);
        to.put("has_unpublished_changes", false);
        to.put("url", own.url());
        if let Some(locale) = own.default_locale {
            to.put("default_locale", locale);
            to.put("translated_content", ());
        }
        tags(to, "tags", &[], None);
    });
}
