//! The operations of the simulated API, and which one a request asks for.

use std::fmt;

/// An operation. Its name, as faults and counts use it, is its path without the leading slash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Route {
    Me,
    Admins,
    Admin,
    Teams,
    Team,
    Articles,
    Article,
    Collections,
    HelpCenters,
    Companies,
    CompaniesList,
    CompaniesScroll,
    Company,
    CompanyContacts,
    Contacts,
    ContactsSearch,
    Contact,
    ContactCompanies,
    ContactMergeHistory,
    Conversations,
    ConversationsSearch,
    ConversationsDeleted,
    Conversation,
    TicketsSearch,
    Ticket,
    Tags,
    TicketTypes,
    TicketStates,
}

use Route::{
    Admin, Admins, Article, Articles, Collections, Companies, CompaniesList, CompaniesScroll, Company, CompanyContacts,
    Contact, ContactCompanies, ContactMergeHistory, Contacts, ContactsSearch, Conversation, Conversations,
    ConversationsDeleted, ConversationsSearch, HelpCenters, Me, Tags, Team, Teams, Ticket, TicketStates, TicketTypes,
    TicketsSearch,
};

/// All operations: the operation, its method, and its path, in which `{id}` stands for one segment.
///
/// Where two paths fit, the first one counts.
const TABLE: [(Route, &str, &str); 28] = [
    (Me, "GET", "me"),
    (Admins, "GET", "admins"),
    (Admin, "GET", "admins/{id}"),
    (Teams, "GET", "teams"),
    (Team, "GET", "teams/{id}"),
    (Articles, "GET", "articles"),
    (Article, "GET", "articles/{id}"),
    (Collections, "GET", "help_center/collections"),
    (HelpCenters, "GET", "help_center/help_centers"),
    (Companies, "GET", "companies"),
    (CompaniesList, "POST", "companies/list"),
    (CompaniesScroll, "GET", "companies/scroll"),
    (Company, "GET", "companies/{id}"),
    (CompanyContacts, "GET", "companies/{id}/contacts"),
    (Contacts, "GET", "contacts"),
    (ContactsSearch, "POST", "contacts/search"),
    (Contact, "GET", "contacts/{id}"),
    (ContactCompanies, "GET", "contacts/{id}/companies"),
    (ContactMergeHistory, "GET", "contacts/{id}/merge_history"),
    (Conversations, "GET", "conversations"),
    (ConversationsSearch, "POST", "conversations/search"),
    (ConversationsDeleted, "GET", "conversations/deleted"),
    (Conversation, "GET", "conversations/{id}"),
    (TicketsSearch, "POST", "tickets/search"),
    (Ticket, "GET", "tickets/{id}"),
    (Tags, "GET", "tags"),
    (TicketTypes, "GET", "ticket_types"),
    (TicketStates, "GET", "ticket_states"),
];

impl Route {
    /// The operation a request asks for, with the id in its path.
    pub(crate) fn of<'p>(method: &str, path: &'p str) -> Option<(Self, &'p str)> {
        let path = path.strip_prefix('/')?;
        let path = path.strip_suffix('/').unwrap_or(path);
        // GET /companies/list does not exist: Intercom answers 404, not "no company called list".
        if method == "GET" && path == CompaniesList.name() {
            return None;
        }
        TABLE
            .iter()
            .filter(|(_, own, _)| *own == method)
            .find_map(|(route, _, template)| fit(template, path).map(|id| (*route, id)))
    }

    /// Its name: the path without the leading slash.
    pub(crate) fn name(self) -> &'static str {
        TABLE
            .iter()
            .find(|(route, ..)| *route == self)
            .map_or("", |(_, _, template)| template)
    }

    /// The operation with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let name = name.strip_prefix('/').unwrap_or(name);
        TABLE
            .iter()
            .find(|(_, _, template)| *template == name)
            .map(|(route, ..)| *route)
    }

    /// The names of all operations.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|(_, _, template)| *template)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The id in a path that fits a template; an empty one where the template has none.
fn fit<'p>(template: &str, path: &'p str) -> Option<&'p str> {
    let mut id = "";
    let mut given = path.split('/');
    for wanted in template.split('/') {
        let segment = given.next()?;
        if wanted == "{id}" {
            id = segment;
        } else if wanted != segment {
            return None;
        }
    }
    (given.next().is_none() && (id.is_empty() != template.contains("{id}"))).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_find_their_operation() {
        assert_eq!(Route::of("GET", "/me"), Some((Me, "")));
        assert_eq!(Route::of("GET", "/contacts/5a"), Some((Contact, "5a")));
        assert_eq!(
            Route::of("GET", "/contacts/5a/companies"),
            Some((ContactCompanies, "5a"))
        );
        assert_eq!(
            Route::of("GET", "/conversations/deleted"),
            Some((ConversationsDeleted, ""))
        );
        assert_eq!(Route::of("GET", "/companies/list"), None);
        assert_eq!(Route::of("POST", "/me"), None);
        assert_eq!(Route::of("GET", "/contacts//companies"), None);
        for (route, _, template) in TABLE {
            assert_eq!(Route::named(template), Some(route));
        }
    }
}
