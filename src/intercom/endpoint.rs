//! How each module is asked for: the table of what Intercom's endpoints can and cannot do.

use std::fmt;

use serde_json::{Value, json};

use super::place::{Next, Window};
use crate::catalog::Module;

/// A day, in seconds.
const DAY: i64 = 86_400;

/// Which way a module's pages are walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Everything in one answer.
    Single,
    /// Pages by number, newest record first. Ends with an empty page or without a next one.
    Numbered,
    /// A server-side scroll: the same parameter on every page until a page is empty. One at a time for a workspace;
    /// it closes after a minute without a call and cannot be resumed.
    Scroll,
    /// A search with a cursor, sorted by `updated_at` ascending: a record that changes during the walk moves ahead of
    /// the cursor, never behind it.
    Search,
}

/// How exactly the server can leave out records that did not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Not at all.
    None,
    /// To a day of the workspace's time zone, and only with a lower bound that is two days early.
    Day,
    /// To the second.
    Second,
}

/// How one module is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The module whose records come.
    pub module: Module,
    /// The path below the base address.
    pub path: &'static str,
    /// How its pages are walked.
    pub style: Style,
    /// The key of the list of records in an answer.
    pub rows: &'static str,
    /// How many records are asked for at once, where it can be said.
    pub per_page: Option<u32>,
    /// What the server can filter by `updated_at`.
    pub filter: Filter,
}

const fn endpoint(module: Module, path: &'static str, style: Style, rows: &'static str) -> Endpoint {
    Endpoint {
        module,
        path,
        style,
        rows,
        per_page: None,
        filter: Filter::None,
    }
}

impl Endpoint {
    /// How a module is asked for. A derived module comes with its parent's records.
    pub const fn of(module: Module) -> &'static Self {
        const ADMINS: Endpoint = endpoint(Module::Admins, "/admins", Style::Single, "admins");
        const TEAMS: Endpoint = endpoint(Module::Teams, "/teams", Style::Single, "teams");
        const HELP_CENTERS: Endpoint =
            endpoint(Module::HelpCenters, "/help_center/help_centers", Style::Single, "data");
        const COLLECTIONS: Endpoint =
            endpoint(Module::Collections, "/help_center/collections", Style::Numbered, "data").by(50);
        const ARTICLES: Endpoint = endpoint(Module::Articles, "/articles", Style::Numbered, "data").by(150);
        // POST /companies/list stops at 10,000 companies and leaves out those without users; the scroll does neither.
        const COMPANIES: Endpoint = endpoint(Module::Companies, "/companies/scroll", Style::Scroll, "data");
        const CONTACTS: Endpoint = endpoint(Module::Contacts, "/contacts/search", Style::Search, "data")
            .by(150)
            .filtered(Filter::Day);
        const CONVERSATIONS: Endpoint = endpoint(
            Module::Conversations,
            "/conversations/search",
            Style::Search,
            "conversations",
        )
        .by(150)
        .filtered(Filter::Second);
        const TICKETS: Endpoint = endpoint(Module::Tickets, "/tickets/search", Style::Search, "tickets")
            .by(150)
            .filtered(Filter::Second);
        match module {
            Module::Admins => &ADMINS,
            Module::Articles => &ARTICLES,
            Module::Collections => &COLLECTIONS,
            Module::Companies => &COMPANIES,
            Module::Contacts => &CONTACTS,
            Module::Conversations | Module::ConversationVsContact => &CONVERSATIONS,
            Module::HelpCenters => &HELP_CENTERS,
            Module::Teams | Module::TeamVsAdmin => &TEAMS,
            Module::Tickets => &TICKETS,
        }
    }

    const fn by(mut self, per_page: u32) -> Self {
        self.per_page = Some(per_page);
        self
    }

    const fn filtered(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// The query parameters of a GET, or of none for a search.
    pub(super) fn parameters(&self, next: Option<&Next>, per_page: Option<u32>) -> Vec<(&'static str, String)> {
        let mut parameters = Vec::new();
        match (self.style, next) {
            (Style::Search, _) => return parameters,
            (Style::Scroll, Some(Next::Scroll(scroll))) => parameters.push(("scroll_param", scroll.clone())),
            (_, Some(Next::Page(page))) => parameters.push(("page", page.to_string())),
            (Style::Numbered, _) => parameters.push(("page", "1".to_owned())),
            _ => {}
        }
        if let Some(per_page) = per_page {
            parameters.push(("per_page", per_page.to_string()));
        }
        parameters
    }

    /// The body of a search; `None` for what is not one. Query and sort are the same on every page: a cursor that
    /// comes back with another sort is answered with 500.
    pub(super) fn search(&self, window: Option<Window>, next: Option<&Next>, per_page: u32) -> Option<Value> {
        if self.style != Style::Search {
            return None;
        }
        let mut pagination = json!({ "per_page": per_page });
        if let Some(Next::Cursor(cursor)) = next {
            pagination["starting_after"] = json!(cursor);
        }
        Some(json!({
            "query": self.query(window.unwrap_or_default()),
            "sort": { "field": "updated_at", "order": "ascending" },
            "pagination": pagination,
        }))
    }

    fn query(&self, window: Window) -> Value {
        let updated = |operator: &str, value: i64| json!({"field": "updated_at", "operator": operator, "value": value});
        if self.filter == Filter::Day {
            // The server cuts the value to a day of the workspace's time zone and begins with the day after it. Two
            // days early covers both, and the 25-hour day at the end of summer time.
            return updated(">", window.from.map_or(0, |from| (from - 2 * DAY).max(0)));
        }
        // Whether > and < include their bound is documented one way and seen the other. A second more on each side
        // loses nothing either way.
        let from = updated(">", window.from.map_or(0, |from| (from - 1).max(0)));
        match window.upto {
            Some(upto) => json!({"operator": "AND", "value": [from, updated("<", upto.saturating_add(1))]}),
            None => from,
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = if self.style == Style::Search { "POST" } else { "GET" };
        write!(f, "{method} {}", self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_has_an_endpoint_of_its_own_or_its_parents() {
        for module in Module::ALL {
            let parent = module.derived_from().map_or(module, |(parent, _)| parent);
            assert_eq!(Endpoint::of(module).module, parent);
        }
        assert_eq!(Endpoint::of(Module::Tickets).to_string(), "POST /tickets/search");
        assert_eq!(Endpoint::of(Module::Teams).to_string(), "GET /teams");
    }

    #[test]
    fn a_window_of_seconds_has_a_second_to_spare_on_both_sides() {
        let window = Window {
            from: Some(1000),
            upto: Some(2000),
        };
        let body = Endpoint::of(Module::Conversations)
            .search(Some(window), None, 150)
            .unwrap();
        assert_eq!(
            body,
            json!({
                "query": {"operator": "AND", "value": [
                    {"field": "updated_at", "operator": ">", "value": 999},
                    {"field": "updated_at", "operator": "<", "value": 2001},
                ]},
                "sort": {"field": "updated_at", "order": "ascending"},
                "pagination": {"per_page": 150},
            })
        );
    }

    #[test]
    fn a_window_of_days_begins_two_days_early_and_has_no_end() {
        let window = Window {
            from: Some(1_000_000),
            upto: Some(2_000_000),
        };
        let next = Next::Cursor("c".to_owned());
        let body = Endpoint::of(Module::Contacts)
            .search(Some(window), Some(&next), 75)
            .unwrap();
        assert_eq!(
            body["query"],
            json!({"field": "updated_at", "operator": ">", "value": 1_000_000 - 172_800})
        );
        assert_eq!(body["pagination"], json!({"per_page": 75, "starting_after": "c"}));
    }

    #[test]
    fn without_a_window_everything_is_asked_for() {
        let body = Endpoint::of(Module::Tickets).search(None, None, 150).unwrap();
        assert_eq!(body["query"]["value"], json!(0));
    }

    #[test]
    fn parameters_follow_the_style() {
        let text = |module, next: Option<Next>| {
            let endpoint = Endpoint::of(module);
            let pairs = endpoint.parameters(next.as_ref(), endpoint.per_page);
            pairs
                .iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect::<Vec<_>>()
                .join("&")
        };
        assert_eq!(text(Module::Admins, None), "");
        assert_eq!(text(Module::Articles, None), "page=1&per_page=150");
        assert_eq!(text(Module::Articles, Some(Next::Page(3))), "page=3&per_page=150");
        assert_eq!(text(Module::Companies, None), "");
        assert_eq!(
            text(Module::Companies, Some(Next::Scroll("s".to_owned()))),
            "scroll_param=s"
        );
        assert_eq!(text(Module::Tickets, Some(Next::Cursor("c".to_owned()))), "");
    }
}
