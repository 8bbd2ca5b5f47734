//! What can be made to go wrong.

use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::option::OptionError;
use super::route::Route;

/// A kind of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// An error status with Intercom's error list: 401, 403, 500, 503, 504; 502 comes as HTML from a gateway.
    Status(u16),
    /// 429 with the rate-limit headers, and a `Retry-After` of one second or none.
    TooMany {
        /// Whether it comes with `Retry-After: 1`.
        retry_after: bool,
    },
    /// 401 `token_revoked`.
    Revoked,
    /// 200 with an HTML page.
    Html,
    /// 200 with nothing.
    Empty,
    /// 200 with JSON that ends in the middle.
    Truncated,
    /// The connection closes before any answer.
    Reset,
    /// The connection closes in the middle of the body.
    Cut,
    /// The answer comes this much later.
    Slow(Duration),
    /// 500 in a company scroll, which cannot go on afterwards.
    ScrollBroken,
    /// 400 `scroll_exists`: somebody else scrolls.
    ScrollExists,
    /// 400 for a request with a cursor.
    BadCursor,
    /// A small gzip body that unpacks to 48 MiB.
    GzipBomb,
    /// JSON nested 200,000 deep.
    DeepJson,
    /// 302 to another host.
    Redirect,
    /// `created_at` is a word and `name`, `title` and `email` are objects, in every row.
    WrongType,
    /// Ids are numbers in every row.
    NumericIds,
    /// `total_count` and `total_pages` say 0 though there are rows.
    ZeroTotals,
    /// A well-formed answer with no rows at all.
    NoRows,
}

/// The word of each kind: the one list behind reading, writing and help.
const KINDS: [(&str, FaultKind); 24] = [
    ("401", FaultKind::Status(401)),
    ("403", FaultKind::Status(403)),
    ("429", FaultKind::TooMany { retry_after: false }),
    ("429-retry-after", FaultKind::TooMany { retry_after: true }),
    ("500", FaultKind::Status(500)),
    ("502", FaultKind::Status(502)),
    ("503", FaultKind::Status(503)),
    ("504", FaultKind::Status(504)),
    ("revoked", FaultKind::Revoked),
    ("html200", FaultKind::Html),
    ("empty200", FaultKind::Empty),
    ("truncated", FaultKind::Truncated),
    ("reset", FaultKind::Reset),
    ("cut", FaultKind::Cut),
    ("scroll500", FaultKind::ScrollBroken),
    ("scroll_exists", FaultKind::ScrollExists),
    ("bad_cursor", FaultKind::BadCursor),
    ("gzip_bomb", FaultKind::GzipBomb),
    ("deep_json", FaultKind::DeepJson),
    ("redirect", FaultKind::Redirect),
    ("wrong_type", FaultKind::WrongType),
    ("numeric_ids", FaultKind::NumericIds),
    ("zero", FaultKind::ZeroTotals),
    ("no_rows", FaultKind::NoRows),
];

/// Something that goes wrong: what, where, and how often.
///
/// As text: `KIND[:ROUTE][:COUNT]`, such as `500`, `cut:conversations/search`, `429:contacts/search:3`,
/// `slow:2500:me:1`. `KIND` is one of
///
/// | word | what happens |
/// |---|---|
/// | `401`, `403`, `500`, `503`, `504` | that status with an error list |
/// | `502` | a gateway's HTML page |
/// | `429`, `429-retry-after` | rate limited, without or with `Retry-After: 1` |
/// | `revoked` | 401 `token_revoked` |
/// | `html200`, `empty200` | 200 with a web page, with nothing |
/// | `truncated` | 200 with half of the JSON |
/// | `reset`, `cut` | the connection closes before the answer, in its middle |
/// | `slow:MS` | the answer is so many milliseconds late |
/// | `scroll500`, `scroll_exists` | company scrolls fail |
/// | `bad_cursor` | requests with a cursor get 400 |
/// | `gzip_bomb`, `deep_json` | 48 MiB in a few kilobytes; 200,000 brackets |
/// | `redirect` | 302 to another host |
/// | `wrong_type`, `numeric_ids` | fields of every row have another type |
/// | `zero`, `no_rows` | totals say 0 though there are rows; there are no rows |
///
/// `ROUTE` is a path without its leading slash, such as `conversations/search` or `contacts/{id}`; `COUNT` is how many
/// requests it happens to. Without them it happens to every request. The first fault that fits a request counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    kind: FaultKind,
    route: Option<Route>,
    count: Option<u32>,
}

impl Fault {
    /// A fault that happens to every request.
    pub fn new(kind: FaultKind) -> Self {
        Self {
            kind,
            route: None,
            count: None,
        }
    }

    /// Only on the operation with this path; an error names the paths there are.
    pub fn on(mut self, route: &str) -> Result<Self, OptionError> {
        self.route = Some(route_named(route)?);
        Ok(self)
    }

    /// Only so many times.
    #[must_use]
    pub fn times(mut self, count: u32) -> Self {
        self.count = Some(count);
        self
    }

    /// What happens.
    pub fn kind(&self) -> FaultKind {
        self.kind
    }

    fn fits(&self, route: Route, has_cursor: bool) -> bool {
        let fits_kind = match self.kind {
            FaultKind::ScrollBroken | FaultKind::ScrollExists => route == Route::CompaniesScroll,
            FaultKind::BadCursor => has_cursor,
            _ => true,
        };
        fits_kind && self.route.is_none_or(|own| own == route) && self.count != Some(0)
    }
}

fn route_named(name: &str) -> Result<Route, OptionError> {
    Route::named(name).ok_or_else(|| {
        let names: Vec<&str> = Route::names().collect();
        OptionError::new(
            name,
            "there is no such route",
            format!("use one of {}", names.join(", ")),
        )
    })
}

impl FromStr for Fault {
    type Err = OptionError;

    fn from_str(text: &str) -> Result<Self, OptionError> {
        let mut parts = text.split(':');
        let word = parts.next().unwrap_or_default();
        let kind = if word == "slow" {
            let millis = parts.next().and_then(|millis| millis.parse().ok()).ok_or_else(|| {
                OptionError::new(
                    text,
                    "`slow` needs a number of milliseconds",
                    "write it like `slow:2500`",
                )
            })?;
            FaultKind::Slow(Duration::from_millis(millis))
        } else {
            let known = KINDS.iter().find(|(own, _)| *own == word);
            known.map(|(_, kind)| *kind).ok_or_else(|| {
                let words: Vec<&str> = KINDS.iter().map(|(word, _)| *word).collect();
                OptionError::new(
                    text,
                    "there is no such fault",
                    format!(
                        "use KIND[:ROUTE][:COUNT] with KIND one of {}, slow:MS",
                        words.join(", ")
                    ),
                )
            })?
        };
        let mut fault = Self::new(kind);
        for part in parts {
            if let (Ok(count), None) = (part.parse::<u32>(), fault.count) {
                fault.count = Some(count);
            } else if fault.route.is_none() && fault.count.is_none() {
                fault.route = Some(route_named(part)?);
            } else {
                return Err(OptionError::new(
                    text,
                    "it has too many parts",
                    "write it like `500:contacts/search:3`",
                ));
            }
        }
        Ok(fault)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let FaultKind::Slow(late) = self.kind {
            write!(f, "slow:{}", late.as_millis())?;
        } else {
            let word = KINDS.iter().find(|(_, kind)| *kind == self.kind);
            f.write_str(word.map_or("500", |(word, _)| word))?;
        }
        if let Some(route) = self.route {
            write!(f, ":{route}")?;
        }
        if let Some(count) = self.count {
            write!(f, ":{count}")?;
        }
        Ok(())
    }
}

/// The faults of a running sandbox.
#[derive(Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(crate) fn new(faults: Vec<Fault>) -> Self {
        Self(Mutex::new(faults))
    }

    pub(crate) fn add(&self, fault: Fault) {
        self.list().push(fault);
    }

    pub(crate) fn replace(&self, faults: Vec<Fault>) {
        *self.list() = faults;
    }

    /// Those that can still happen.
    pub(crate) fn all(&self) -> Vec<Fault> {
        self.list()
            .iter()
            .filter(|fault| fault.count != Some(0))
            .cloned()
            .collect()
    }

    /// What happens to this request; it is counted.
    pub(crate) fn take(&self, route: Route, has_cursor: bool) -> Option<FaultKind> {
        let mut list = self.list();
        let fault = list.iter_mut().find(|fault| fault.fits(route, has_cursor))?;
        if let Some(count) = &mut fault.count {
            *count -= 1;
        }
        Some(fault.kind)
    }

    fn list(&self) -> std::sync::MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_reads_back_what_it_writes() {
        let mut texts: Vec<String> = KINDS.iter().map(|(word, _)| (*word).to_owned()).collect();
        texts.extend(
            [
                "slow:250",
                "500:me",
                "429-retry-after:contacts/search:3",
                "slow:1:companies/scroll:2",
                "cut:7",
            ]
            .map(str::to_owned),
        );
        for text in texts {
            assert_eq!(text.parse::<Fault>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_not_understood_is_explained() {
        for (text, expected) in [
            ("explode", "slow:MS"),
            ("500:nowhere", "conversations/search"),
            ("slow", "slow:2500"),
            ("500:me:1:2", "too many"),
        ] {
            let error = text.parse::<Fault>().unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_fault_happens_where_and_as_often_as_it_says() {
        let faults = Faults::new(vec!["500:me:2".parse().unwrap(), "bad_cursor".parse().unwrap()]);
        assert_eq!(faults.take(Route::Admins, false), None);
        assert_eq!(faults.take(Route::Contacts, true), Some(FaultKind::BadCursor));
        assert_eq!(faults.take(Route::Me, false), Some(FaultKind::Status(500)));
        assert_eq!(faults.take(Route::Me, false), Some(FaultKind::Status(500)));
        assert_eq!(faults.take(Route::Me, false), None);
        assert_eq!(faults.all().len(), 1);
    }
}
