//! What each operation answers when nothing goes wrong.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::catalog::Module;
use crate::sandbox::json::{self, Shape, Writer};
use crate::sandbox::route::Route;
use crate::sandbox::world::World;
use crate::sandbox::world::view::View;

use super::error::ApiError;
use super::numbered::{self, Numbered};
use super::scroll::Scrolls;
use super::search::{self, Manner};
use super::{single, walk};

/// A request that was let in.
pub(crate) struct Ask {
    pub(crate) route: Route,
    /// The id in the path; empty where there is none.
    pub(crate) id: String,
    pub(crate) query: HashMap<String, String>,
    pub(crate) body: Vec<u8>,
    pub(crate) shape: Shape,
    /// Scheme, host and path, for links.
    pub(crate) url: String,
}

impl Ask {
    /// Whether it goes on from a cursor.
    pub(crate) fn has_cursor(&self) -> bool {
        let given = |key: &str| self.query.get(key).is_some_and(|value| !value.is_empty());
        if given("starting_after") || given("cursor") || given("scroll_param") {
            return true;
        }
        let body: serde_json::Value = serde_json::from_slice(&self.body).unwrap_or_default();
        body.pointer("/pagination/starting_after")
            .is_some_and(serde_json::Value::is_string)
    }
}

/// Answers a request with a JSON body or an error.
pub(crate) fn answer(world: &World, scrolls: &Mutex<Scrolls>, manner: Manner, ask: &Ask) -> Result<Vec<u8>, ApiError> {
    let view = &world.view();
    let (shape, id, query) = (ask.shape, ask.id.as_str(), &ask.query);
    let page = |default, most| Numbered::read(query, default, most, &ask.url);
    match ask.route {
        Route::Me => Ok(written(|to| json::staff::me(to, view))),
        Route::Admins => Ok(all(view, Module::Admins, ("admin.list", "admins"), |to, index| {
            json::staff::admin(to, view, index);
        })),
        Route::Admin => single::admin(view, id),
        Route::Teams => Ok(all(view, Module::Teams, ("team.list", "teams"), |to, index| {
            json::staff::team(to, view, index);
        })),
        Route::Team => single::team(view, id),
        Route::HelpCenters => {
            // Clients that walk pages ask for a second one; the first has everything.
            if query.get("page").is_some_and(|page| page != "1") {
                return Ok(written(empty_list));
            }
            Ok(all(view, Module::HelpCenters, ("list", "data"), |to, index| {
                json::help::help_center(to, view.setting, &view.help_center(index));
            }))
        }
        Route::Collections => Ok(numbered::collections(view, shape, page(20, 150)?)),
        Route::Articles => Ok(numbered::articles(view, shape, page(25, 150)?)),
        Route::Article => single::article(view, shape, id),
        Route::Companies | Route::CompaniesList => numbered::companies(view, shape, page(15, 60)?, query),
        Route::CompaniesScroll => {
            let param = query
                .get("scroll_param")
                .map(String::as_str)
                .filter(|param| !param.is_empty());
            let mut scrolls = scrolls.lock().unwrap_or_else(PoisonError::into_inner);
            scrolls.answer(view, shape, param, world.clock().patience())
        }
        Route::Company => single::company(view, shape, id),
        Route::CompanyContacts => Ok(numbered::company_contacts(
            view,
            shape,
            page(50, 150)?,
            single::company_index(view, id)?,
        )),
        Route::Contacts => search::list(view, shape, walk::CONTACTS, query),
        Route::ContactsSearch => search::search(view, shape, walk::CONTACTS, manner, &ask.body),
        Route::Contact => single::contact(view, shape, id),
        Route::ContactCompanies => Ok(numbered::contact_companies(
            view,
            shape,
            page(50, 150)?,
            single::contact_index(view, id)?,
        )),
        Route::ContactMergeHistory => single::merge_history(view, id, query),
        Route::Conversations => search::list(view, shape, walk::CONVERSATIONS, query),
        Route::ConversationsSearch => search::search(view, shape, walk::CONVERSATIONS, manner, &ask.body),
        Route::ConversationsDeleted => numbered::deleted(view, shape, page(20, 60)?, query),
        Route::Conversation => single::conversation(view, shape, id),
        Route::TicketsSearch => search::search(view, shape, walk::TICKETS, manner, &ask.body),
        Route::Ticket => single::ticket(view, shape, id),
        Route::Tags => Ok(written(json::staff::all_tags)),
        Route::TicketTypes => Ok(written(|to| json::ticket::types(to, view.setting))),
        Route::TicketStates => Ok(written(json::ticket::states)),
    }
}

fn written(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut to = Writer::with_capacity(8 * 1024);
    write(&mut to);
    to.into_bytes()
}

fn empty_list(to: &mut Writer) {
    to.item(|to| {
        to.put("type", "list");
        to.list("data", |_| {});
    });
}

/// All records of a module in one answer.
fn all(
    view: &View<'_>,
    module: Module,
    (list_type, key): (&'static str, &'static str),
    write: impl Fn(&mut Writer, u32),
) -> Vec<u8> {
    written(|to| {
        to.item(|to| {
            to.put("type", list_type);
            to.list(key, |to| {
                view.shelf(module).indices().for_each(|index| write(to, index));
            });
        });
    })
}
