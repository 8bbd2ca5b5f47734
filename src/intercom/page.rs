//! One answer with rows: the envelope around them, and where the next page is.
//!
//! The envelope is read without looking into the rows, so that the next page can be under way while another thread
//! decodes this one. Where `pages.next` is an address only its cursor or page number is taken: calls go to the base
//! address and nowhere else, whatever an answer says.

use std::collections::HashMap;
use std::ops::Range;

use reqwest::Url;
use serde_json::Value;
use serde_json::value::RawValue;

use super::endpoint::{Endpoint, Style};
use super::error::{Class, Error};
use super::place::{Next, Window};
use crate::catalog::Module;

/// Intercom's cursors have some sixty characters.
const LONGEST_CURSOR: usize = 4096;

/// Which page to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// Whose records.
    pub module: Module,
    /// Which of them; `None` for all.
    pub window: Option<Window>,
    /// Which page; `None` for the first.
    pub next: Option<Next>,
    /// How many records, where the endpoint lets us say and it should be fewer than its usual number.
    pub per_page: Option<u32>,
}

impl PageRequest {
    /// The first page of a module's records.
    pub fn first(module: Module, window: Option<Window>) -> Self {
        Self {
            module,
            window,
            next: None,
            per_page: None,
        }
    }
}

/// A page as it arrived.
#[derive(Clone, Debug)]
pub struct RawPage {
    /// The records, not yet decoded.
    pub rows: Rows,
    /// Where the walk goes on; `None` after the last page.
    pub next: Option<Next>,
    /// How many records the server says there are in all pages. A hint: it changes while walking.
    pub total: Option<u64>,
    /// How many pages it says there are at this page size.
    pub total_pages: Option<u64>,
    /// How many calls it took to get this page.
    pub calls: u32,
    /// How many records were asked for, where that was said: fewer than usual after failures.
    pub per_page: Option<u32>,
}

/// A JSON array of records inside the text of an answer. It has been checked to be JSON.
#[derive(Clone)]
pub struct Rows {
    text: String,
    range: Range<usize>,
}

impl Rows {
    /// The array as JSON text.
    pub fn as_str(&self) -> &str {
        self.text
            .get(self.range.clone())
            .filter(|rows| !rows.is_empty())
            .unwrap_or("[]")
    }

    /// Whether the array has no elements.
    pub fn is_empty(&self) -> bool {
        self.as_str().trim_start_matches('[').trim_start().starts_with(']')
    }

    /// How large the text is, in bytes.
    pub fn len(&self) -> usize {
        self.range.len()
    }
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Records are people's data: their size is enough to look at.
        write!(f, "Rows({} bytes)", self.len())
    }
}

type Object<'a> = HashMap<String, &'a RawValue>;

/// Reads the envelope of a page that was asked for with `next`.
pub(super) fn read(text: String, endpoint: &Endpoint, next: Option<&Next>) -> Result<RawPage, Error> {
    if text.trim().is_empty() {
        return Err(unavailable("the answer has an empty body"));
    }
    if text.trim_start().starts_with('<') {
        return Err(unavailable("the answer is a web page instead of JSON"));
    }
    let envelope: Object<'_> = serde_json::from_str(&text).map_err(|error| broken(&error))?;
    let range = rows_of(&envelope, endpoint, &text)?;
    let pages = envelope
        .get("pages")
        .and_then(|pages| serde_json::from_str::<Object<'_>>(pages.get()).ok());
    let part = |name: &str| {
        pages
            .as_ref()
            .and_then(|pages| pages.get(name))
            .and_then(|raw| number(raw))
    };
    let total = envelope.get("total_count").and_then(|raw| number(raw));
    let total_pages = part("total_pages");
    let stated = match pages.as_ref().and_then(|pages| pages.get("next")) {
        Some(raw) => Some(serde_json::from_str::<Value>(raw.get()).map_err(|error| broken(&error))?),
        None => None,
    };
    let scroll = envelope
        .get("scroll_param")
        .and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    let rows = Rows { text, range };
    let next = if rows.is_empty() {
        None
    } else {
        match endpoint.style {
            Style::Search => cursor(stated.as_ref())?,
            Style::Numbered | Style::Single => page_after(next, stated.as_ref(), total_pages)?,
            Style::Scroll => scroll_after(next, scroll)?,
        }
    };
    Ok(RawPage {
        rows,
        next,
        total,
        total_pages,
        calls: 0,
        per_page: None,
    })
}

fn rows_of(envelope: &Object<'_>, endpoint: &Endpoint, text: &str) -> Result<Range<usize>, Error> {
    // One version of Intercom's own description has "data" where the others have the module's name.
    let Some(raw) = envelope.get(endpoint.rows).or_else(|| envelope.get("data")) else {
        return Err(changed(&format!("the answer has no list named “{}”", endpoint.rows)));
    };
    let rows = raw.get();
    if rows == "null" {
        return Ok(0..0);
    }
    if !rows.starts_with('[') {
        return Err(changed(&format!("“{}” in the answer is not a list", endpoint.rows)));
    }
    // A raw value borrows from the text it was read from, so their addresses tell where it is.
    let start = (rows.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Ok(start..start + rows.len())
}

fn number(raw: &RawValue) -> Option<u64> {
    match serde_json::from_str::<Value>(raw.get()).ok()? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn cursor(stated: Option<&Value>) -> Result<Option<Next>, Error> {
    let cursor = match stated {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(address)) => parameter(address, "starting_after"),
        Some(Value::Object(next)) => match next.get("starting_after") {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::String(cursor)) => Some(cursor.clone()),
            Some(Value::Number(cursor)) => Some(cursor.to_string()),
            Some(_) => None,
        },
        Some(_) => None,
    };
    match cursor {
        Some(cursor) if cursor.is_empty() => Ok(None),
        Some(cursor) if cursor.len() <= LONGEST_CURSOR => Ok(Some(Next::Cursor(cursor))),
        _ => Err(changed("the answer says there is another page, but not how to get it")),
    }
}

/// The page after this one. That there is one is the server's to say; which one it is we count ourselves, so that an
/// answer can neither skip pages nor lead in a circle.
fn page_after(now: Option<&Next>, stated: Option<&Value>, total: Option<u64>) -> Result<Option<Next>, Error> {
    let page = match now {
        Some(Next::Page(page)) => *page,
        _ => 1,
    };
    let after = Some(Next::Page(page.saturating_add(1)));
    let named = match stated {
        None | Some(Value::Null) => return Ok(after.filter(|_| total.is_some_and(|total| u64::from(page) < total))),
        Some(Value::String(address)) => parameter(address, "page").and_then(|page| page.parse::<u64>().ok()),
        Some(Value::Object(next)) => match next.get("page") {
            Some(Value::Number(page)) => page.as_u64(),
            Some(Value::String(page)) => page.parse().ok(),
            _ => None,
        },
        Some(_) => None,
    };
    match named {
        Some(named) if named <= u64::from(page) => Err(Error::new(
            Class::Loop,
            format!("page {page} says that page {named} comes next"),
        )),
        Some(_) => Ok(after),
        None => Err(changed("the answer says there is another page, but not how to get it")),
    }
}

fn scroll_after(now: Option<&Next>, stated: Option<String>) -> Result<Option<Next>, Error> {
    match (stated.filter(|scroll| !scroll.is_empty()), now) {
        (Some(scroll), _) if scroll.len() <= LONGEST_CURSOR => Ok(Some(Next::Scroll(scroll))),
        (Some(_), _) => Err(changed("the parameter of the scroll is absurdly long")),
        // It is the same on every page, so a page that leaves it out is read on with the one we have.
        (None, Some(Next::Scroll(scroll))) => Ok(Some(Next::Scroll(scroll.clone()))),
        (None, _) => Ok(None),
    }
}

/// A query parameter of an address, which may be whole or only its end. The host is not looked at.
fn parameter(address: &str, name: &str) -> Option<String> {
    let (_, query) = address.split_once('?')?;
    let url = Url::parse(&format!("http://localhost/?{query}")).ok()?;
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

fn unavailable(message: &str) -> Error {
    Error::new(Class::Unavailable, message)
}

fn broken(error: &serde_json::Error) -> Error {
    let message = if error.is_eof() {
        "the answer ends in the middle"
    } else {
        "the answer is not valid JSON"
    };
    Error::new(
        Class::Unavailable,
        format!("{message} (line {}, column {})", error.line(), error.column()),
    )
}

fn changed(message: &str) -> Error {
    Error::new(Class::ApiChanged, message)
}
