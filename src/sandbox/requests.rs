//! Which requests came: the proof of what a client did not ask for.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use super::route::Route;

/// How many requests are remembered one by one.
const REMEMBERED: usize = 1000;

/// A request and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Request {
    /// The HTTP method.
    pub method: String,
    /// The path and the query.
    pub path: String,
    /// The `Intercom-Version` header.
    pub version: Option<String>,
    /// The status it was answered with.
    pub status: u16,
}

#[derive(Default)]
struct Book {
    counts: BTreeMap<&'static str, u64>,
    latest: VecDeque<Request>,
}

/// The requests of a running sandbox.
#[derive(Default)]
pub(crate) struct Requests(Mutex<Book>);

impl Requests {
    /// Counts a request; `route` is `None` where no operation fits.
    pub(crate) fn add(&self, route: Option<Route>, request: Request) {
        let mut book = self.book();
        *book.counts.entry(route.map_or("unknown", Route::name)).or_default() += 1;
        if book.latest.len() == REMEMBERED {
            book.latest.pop_front();
        }
        book.latest.push_back(request);
    }

    pub(crate) fn counts(&self) -> BTreeMap<String, u64> {
        self.book()
            .counts
            .iter()
            .map(|(name, count)| ((*name).to_owned(), *count))
            .collect()
    }

    pub(crate) fn latest(&self) -> Vec<Request> {
        self.book().latest.iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        *self.book() = Book::default();
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
