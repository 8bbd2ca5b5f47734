//! Walking the pages of a module.

use std::collections::HashSet;

use reqwest::Method;
use tokio_util::sync::CancellationToken;
use xxhash_rust::xxh3::xxh3_64;

use super::client::{Call, Client, Exchange, Failed};
use super::endpoint::{Endpoint, Style};
use super::error::{Class, Error};
use super::page::{self, PageRequest, RawPage};
use super::place::{Next, Window};
use crate::catalog::Module;

/// A walk of more pages than this is taken for one without an end: it is 30 million conversations.
const MOST_PAGES: u32 = 200_000;
/// After so many pages without a failure a page size that was cut is doubled again.
const CALM: u32 = 4;

impl Client {
    /// Fetches one page.
    ///
    /// A search that fails for its size (a gateway's time-out, an answer that is too large) is asked again for half as
    /// many records, down to one; [`RawPage::per_page`] tells with how many it succeeded.
    pub async fn fetch(&self, request: &PageRequest, cancel: &CancellationToken) -> Result<RawPage, Error> {
        let endpoint = Endpoint::of(request.module);
        let per_page = endpoint
            .per_page
            .map(|most| request.per_page.unwrap_or(most).clamp(1, most));
        let mut ask = Ask {
            endpoint,
            request,
            per_page,
        };
        let outcome = self.exchange(&mut ask, self.policy(), cancel).await;
        let (mut page, calls) = outcome.map_err(|error| error.in_module(request.module))?;
        page.calls = calls;
        page.per_page = ask.per_page;
        Ok(page)
    }

    /// Begins a walk through a module's records, or goes on with one at `from`.
    pub fn pages(&self, module: Module, window: Option<Window>, from: Option<Next>) -> Pager {
        let seen = from.iter().map(fingerprint).collect();
        let request = PageRequest {
            next: from,
            ..PageRequest::first(module, window)
        };
        Pager {
            client: self.clone(),
            request,
            done: false,
            repeats: false,
            pages: 0,
            calm: 0,
            seen,
            last_rows: None,
        }
    }
}

/// A walk through the pages of one module.
///
/// It holds nothing of the rows: call [`next`](Self::next) for the following page while the one in hand is decoded
/// elsewhere. To stop and go on later keep the [`RawPage::next`] of the last page that was dealt with.
#[derive(Debug)]
pub struct Pager {
    client: Client,
    request: PageRequest,
    done: bool,
    repeats: bool,
    pages: u32,
    calm: u32,
    seen: HashSet<u64>,
    last_rows: Option<u64>,
}

impl Pager {
    /// The next page; `None` after the last. After an error it may be called again, and asks for the same page; not so
    /// after [`Class::ScrollLost`], where only a new walk helps.
    pub async fn next(&mut self, cancel: &CancellationToken) -> Result<Option<RawPage>, Error> {
        if self.done {
            return Ok(None);
        }
        let page = self.client.fetch(&self.request, cancel).await?;
        self.pages += 1;
        if self.is_stuck(&page) {
            (self.done, self.repeats) = (true, true);
            return Ok(None);
        }
        self.guard(&page)
            .map_err(|error| error.in_module(self.request.module))?;
        self.request.per_page = self.size_after(page.per_page);
        self.request.next.clone_from(&page.next);
        self.done = page.next.is_none();
        Ok(Some(page))
    }

    /// How many pages have come.
    pub fn pages(&self) -> u32 {
        self.pages
    }

    /// Whether the walk ended only because the server repeated a page: everything it gives has been read, but it has
    /// not said that this is everything there is.
    pub fn ended_in_a_repeat(&self) -> bool {
        self.repeats
    }

    /// A scroll has the same parameter on every page, so that a server (or a cache before it) which always gives the same
    /// answer shows only by the records.
    fn is_stuck(&mut self, page: &RawPage) -> bool {
        if !matches!(page.next, Some(Next::Scroll(_))) {
            return false;
        }
        let rows = xxh3_64(page.rows.as_str().as_bytes());
        self.last_rows.replace(rows) == Some(rows)
    }

    /// Sees to it that the walk comes to an end.
    fn guard(&mut self, page: &RawPage) -> Result<(), Error> {
        let endless = |message: String| Err(Error::new(Class::Loop, message));
        if self.pages >= MOST_PAGES {
            return endless(format!("there were {MOST_PAGES} pages, and still no last one"));
        }
        let Some(next) = &page.next else { return Ok(()) };
        if matches!(next, Next::Scroll(_)) {
            return Ok(());
        }
        let rows = xxh3_64(page.rows.as_str().as_bytes());
        if self.last_rows.replace(rows) == Some(rows) {
            return endless(format!("page {} holds the same records as the one before", self.pages));
        }
        if !self.seen.insert(fingerprint(next)) {
            return endless(format!(
                "page {} leads back to a page that was already read",
                self.pages
            ));
        }
        Ok(())
    }

    /// A size that was cut creeps back up.
    fn size_after(&mut self, used: Option<u32>) -> Option<u32> {
        let most = Endpoint::of(self.request.module).per_page?;
        let used = used?;
        if self.request.per_page.unwrap_or(most) > used {
            self.calm = 0;
            return Some(used);
        }
        self.calm += 1;
        if used < most && self.calm >= CALM {
            self.calm = 0;
            return Some((used * 2).min(most));
        }
        Some(used)
    }
}

fn fingerprint(next: &Next) -> u64 {
    match next {
        Next::Cursor(text) | Next::Scroll(text) => xxh3_64(text.as_bytes()),
        Next::Page(page) => u64::from(*page),
    }
}

/// One page as an exchange.
struct Ask<'a> {
    endpoint: &'static Endpoint,
    request: &'a PageRequest,
    per_page: Option<u32>,
}

impl Exchange for Ask<'_> {
    type Answer = RawPage;

    fn call(&self) -> Call {
        let (endpoint, next) = (self.endpoint, self.request.next.as_ref());
        let json = endpoint.search(self.request.window, next, self.per_page.unwrap_or(1));
        Call {
            method: if json.is_some() { Method::POST } else { Method::GET },
            path: endpoint.path,
            query: endpoint.parameters(next, self.per_page),
            json,
        }
    }

    fn read(&self, text: String) -> Result<RawPage, Error> {
        page::read(text, self.endpoint, self.request.next.as_ref())
    }

    fn failed(&mut self, error: Error) -> Failed {
        match (self.endpoint.style, error.class()) {
            // The server keeps the place of a scroll, and it may have moved on: asking again could leave out a page.
            (Style::Scroll, Class::Unavailable | Class::NotFound | Class::Network(_))
                if self.request.next.is_some() =>
            {
                Failed::Final(error.reclassed(Class::ScrollLost))
            }
            (Style::Search, Class::Unavailable | Class::TooLarge) if self.per_page > Some(1) => {
                self.per_page = self.per_page.map(|size| (size / 2).max(1));
                Failed::Again(error)
            }
            _ => Failed::AsUsual(error),
        }
    }
}

#[cfg(test)]
mod tests;
