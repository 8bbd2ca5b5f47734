//! Lists with numbered pages: articles, collections, companies, deleted conversations, and what belongs to a record.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::catalog::Module;
use crate::sandbox::json::{self, Shape, Writer};
use crate::sandbox::version::Version;
use crate::sandbox::world::contact;
use crate::sandbox::world::ids;
use crate::sandbox::world::order::record;
use crate::sandbox::world::view::View;

use super::error::ApiError;
use super::fields::company_fits;
use super::search::per_page;

/// How many companies can be reached by page numbers.
const COMPANY_CAP: u64 = 10_000;

/// A numbered page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbered<'a> {
    page: u32,
    per_page: u32,
    /// Where the list is, for links: scheme, host and path.
    url: &'a str,
}

impl<'a> Numbered<'a> {
    /// Reads `page` and `per_page`.
    pub(crate) fn read(
        query: &HashMap<String, String>,
        default: u32,
        most: u32,
        url: &'a str,
    ) -> Result<Self, ApiError> {
        let page = match query.get("page").map(|page| page.parse::<u32>()) {
            None => 1,
            Some(Ok(page)) if page > 0 => page,
            Some(_) => return Err(ApiError::invalid("page", "page is a number from 1 on")),
        };
        Ok(Self {
            page,
            per_page: per_page(query.get("per_page").map(String::as_str), default, most)?,
            url,
        })
    }

    fn rows<T: Copy>(self, all: &[T]) -> Vec<T> {
        let skip = (self.page as usize - 1).saturating_mul(self.per_page as usize);
        all.iter().skip(skip).take(self.per_page as usize).copied().collect()
    }

    /// Writes `total_count` and `pages`. `linked`: the description itself has a URL in `next`.
    fn pages(self, to: &mut Writer, shape: Shape, total: usize, linked: bool) {
        let total_pages = total.div_ceil(self.per_page as usize);
        to.put("total_count", total);
        to.object("pages", |to| {
            to.put("type", "pages");
            to.put("page", self.page);
            to.put("per_page", self.per_page);
            to.put("total_pages", total_pages);
            let next = self.page + 1;
            if self.page as usize >= total_pages {
                to.put("next", ());
            } else if linked || !shape.is_strict() {
                to.put("next", format!("{}?per_page={}&page={next}", self.url, self.per_page));
            } else {
                to.object("next", |to| {
                    to.put("page", next);
                    to.put("per_page", self.per_page);
                });
            }
        });
    }
}

/// Answers `GET /articles`: the latest change first.
pub(crate) fn articles(view: &View<'_>, shape: Shape, page: Numbered<'_>) -> Vec<u8> {
    let all = by_activity(view, Module::Articles);
    list(shape, page, &all, |to, index| {
        json::help::article(to, view.setting, shape, &view.article(index));
    })
}

/// Answers `GET /help_center/collections`: the latest change first.
pub(crate) fn collections(view: &View<'_>, shape: Shape, page: Numbered<'_>) -> Vec<u8> {
    let all = by_activity(view, Module::Collections);
    list(shape, page, &all, |to, index| {
        json::help::collection(to, view.setting, &view.collection(index));
    })
}

fn by_activity(view: &View<'_>, module: Module) -> Vec<u32> {
    view.shelf(module).order().down_from(u64::MAX).map(record).collect()
}

fn list(shape: Shape, page: Numbered<'_>, all: &[u32], write: impl Fn(&mut Writer, u32)) -> Vec<u8> {
    let mut to = Writer::with_capacity(64 * 1024);
    to.item(|to| {
        to.put("type", "list");
        to.list("data", |to| {
            page.rows(all).into_iter().for_each(|index| write(to, index));
        });
        page.pages(to, shape, all.len(), false);
    });
    to.into_bytes()
}

/// Answers `GET /companies` and `POST /companies/list`: those with contacts, by their last request, up to the cap.
pub(crate) fn companies(
    view: &View<'_>,
    shape: Shape,
    page: Numbered<'_>,
    query: &HashMap<String, String>,
) -> Result<Vec<u8>, ApiError> {
    if u64::from(page.page) * u64::from(page.per_page) > COMPANY_CAP {
        return Err(ApiError::new(
            400,
            "bad_request",
            "page limit reached, please use scroll API",
        ));
    }
    let ascending = match query.get("order").map(String::as_str) {
        None | Some("desc") => false,
        Some("asc") => true,
        Some(_) => return Err(ApiError::invalid("order", "order is asc or desc")),
    };
    let asked: Vec<(&str, &String)> = ["name", "company_id", "tag_id", "segment_id"]
        .into_iter()
        .filter_map(|own| Some((own, query.get(own)?)))
        .collect();
    let shelf = view.shelf(Module::Companies);
    let fits = |index: u32| {
        let own = view.company(index);
        asked
            .iter()
            .all(|(parameter, wanted)| company_fits(&own, parameter, wanted))
            .then_some(own.last_request_at)
    };
    let mut all: Vec<(Option<u32>, u32)> = shelf
        .indices()
        .filter(|index| !contact::is_lonely(*index))
        .filter_map(|index| Some((fits(index)?, index)))
        .collect();
    if ascending {
        all.sort_unstable();
    } else {
        all.sort_unstable_by_key(|own| Reverse(*own));
    }
    if all.is_empty()
        && asked
            .iter()
            .any(|(parameter, _)| matches!(*parameter, "name" | "company_id"))
    {
        return Err(ApiError::not_found("company_not_found", "Company"));
    }
    let all: Vec<u32> = all.into_iter().map(|(_, index)| index).collect();
    Ok(list(shape, page, &all, |to, index| {
        json::company::item(to, view.setting, shape, &view.company(index));
    }))
}

/// Answers `GET /companies/{id}/contacts`.
pub(crate) fn company_contacts(view: &View<'_>, shape: Shape, page: Numbered<'_>, company: u32) -> Vec<u8> {
    let belongs = |index: &u32| {
        let is_user = contact::Person::of(view.setting, *index).is_user;
        contact::companies(view.setting, *index, is_user).contains(&company)
    };
    let all: Vec<u32> = view.shelf(Module::Contacts).indices().filter(belongs).collect();
    list(shape, page, &all, |to, index| {
        json::contact::item(to, view.setting, shape, &view.contact(index));
    })
}

/// Answers `GET /contacts/{id}/companies`.
pub(crate) fn contact_companies(view: &View<'_>, shape: Shape, page: Numbered<'_>, contact: u32) -> Vec<u8> {
    let shelf = view.shelf(Module::Companies);
    let all: Vec<u32> = view
        .contact(contact)
        .companies
        .into_iter()
        .filter(|company| shelf.has(*company))
        .collect();
    let mut to = Writer::with_capacity(16 * 1024);
    to.item(|to| {
        to.put("type", "list");
        // The description says `companies`; the real service was seen with `data`.
        to.list(if shape.is_strict() { "companies" } else { "data" }, |to| {
            for company in page.rows(&all) {
                json::company::item(to, view.setting, shape, &view.company(company));
            }
        });
        page.pages(to, shape, all.len(), true);
    });
    to.into_bytes()
}

/// Answers `GET /conversations/deleted`, which there is from 2.16 on.
pub(crate) fn deleted(
    view: &View<'_>,
    shape: Shape,
    page: Numbered<'_>,
    query: &HashMap<String, String>,
) -> Result<Vec<u8>, ApiError> {
    if shape.version < Version::NEW_SHAPES {
        let message = "The requested endpoint is not available in this version of the API";
        return Err(ApiError::new(400, "intercom_version_invalid", message));
    }
    let mut all: Vec<(u32, u32)> = view
        .shelf(Module::Conversations)
        .all_gone()
        .map(|(index, gone)| (gone.at, index))
        .collect();
    all.sort_unstable();
    if query.get("order").map(String::as_str) != Some("asc") {
        all.reverse();
    }
    let mut to = Writer::with_capacity(8 * 1024);
    to.item(|to| {
        to.put("type", "conversations.list");
        to.list("conversations", |to| {
            for (at, index) in page.rows(&all) {
                to.item(|to| {
                    to.put("type", "conversation");
                    to.put_id("id", ids::conversation(index));
                    to.put("metrics_retained", true);
                    to.put("deleted_at", at);
                });
            }
        });
        page.pages(to, shape, all.len(), true);
    });
    Ok(to.into_bytes())
}
