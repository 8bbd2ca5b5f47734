//! What can go wrong in talking to Intercom, by what there is to do about it.

use std::time::Duration;

use crate::catalog::Module;
use crate::text::{Advice, SafeText, truncate};

/// How many columns of a message from outside are kept.
const LONGEST_MESSAGE: usize = 300;

/// A call to Intercom that did not give what was asked for.
///
/// [`class`](Self::class) is what the caller acts on; [`advice`](Self::advice) is what a person reads. Nothing in it
/// holds the access token, and every text from outside is a [`SafeText`].
#[derive(Debug, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct Error(Box<Detail>);

#[derive(Debug)]
struct Detail {
    class: Class,
    module: Option<Module>,
    status: Option<u16>,
    code: Option<SafeText>,
    message: SafeText,
    request_id: Option<SafeText>,
    retry_after: Option<Duration>,
}

/// The kinds of failure, one for each way of going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The access token is not accepted: nothing goes on before there is another.
    Unauthorized,
    /// The token is good, but may not read this module (or the plan does not include it); other modules go on.
    Forbidden,
    /// The rate limit was still exhausted after all the waiting that is reasonable.
    RateLimited,
    /// Intercom or something before it failed: 5xx, a time-out, a reset, an answer that is not JSON or not whole.
    Unavailable,
    /// Somebody else walks the companies of this workspace; there can be one scroll at a time.
    ScrollBusy,
    /// The walk through the companies broke off and cannot be resumed, only begun again.
    ScrollLost,
    /// What was asked for is not there.
    NotFound,
    /// Intercom refuses the request as such, or answers in a shape that is not known.
    ApiChanged,
    /// The answer is larger than is accepted.
    TooLarge,
    /// The answer points to another address; the token is not taken there.
    Redirected,
    /// No connection.
    Network(NetworkKind),
    /// The pages do not come to an end.
    Loop,
    /// Stopped on request.
    Cancelled,
}

/// Why there was no connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NetworkKind {
    /// The name could not be resolved, or no route leads there: most often this computer is offline.
    Offline,
    /// The computer at that address does not accept connections.
    Refused,
    /// Nothing answered in time.
    NoAnswer,
    /// The encrypted connection could not be set up.
    Tls,
    /// Something else before a request could be sent.
    Other,
}

impl Error {
    /// An error of a class, with a message in words. The message may come from outside: it is made safe and cut.
    pub(super) fn new(class: Class, message: impl AsRef<str>) -> Self {
        Self(Box::new(Detail {
            class,
            module: None,
            status: None,
            code: None,
            message: short(message),
            request_id: None,
            retry_after: None,
        }))
    }

    pub(super) fn cancelled() -> Self {
        Self::new(Class::Cancelled, "stopped on request")
    }

    pub(super) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(super) fn with_code(mut self, code: Option<&str>) -> Self {
        self.0.code = code.map(short);
        self
    }

    pub(super) fn with_request_id(mut self, id: Option<&str>) -> Self {
        self.0.request_id = id.map(short);
        self
    }

    pub(super) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    pub(super) fn in_module(mut self, module: Module) -> Self {
        self.0.module = Some(module);
        self
    }

    pub(super) fn reclassed(mut self, class: Class) -> Self {
        self.0.class = class;
        self
    }

    /// What kind of failure this is.
    pub fn class(&self) -> Class {
        self.0.class
    }

    /// The module that was asked for, where it was a module.
    pub fn module(&self) -> Option<Module> {
        self.0.module
    }

    /// The HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Intercom's own word for the error, such as `api_plan_restricted`.
    pub fn code(&self) -> Option<&SafeText> {
        self.0.code.as_ref()
    }

    /// Intercom's message or, where none came, what was seen.
    pub fn message(&self) -> &SafeText {
        &self.0.message
    }

    /// What Intercom's support wants to know.
    pub fn request_id(&self) -> Option<&SafeText> {
        self.0.request_id.as_ref()
    }

    /// How long the server asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the same call may well succeed a little later. The client has already tried again by then; for the
    /// caller it means that the next scheduled run needs no help from a person.
    pub fn is_retryable(&self) -> bool {
        match self.0.class {
            Class::RateLimited | Class::Unavailable | Class::ScrollBusy | Class::ScrollLost => true,
            Class::Network(kind) => kind != NetworkKind::Tls,
            Class::Unauthorized
            | Class::Forbidden
            | Class::NotFound
            | Class::ApiChanged
            | Class::TooLarge
            | Class::Redirected
            | Class::Loop
            | Class::Cancelled => false,
        }
    }

    /// The error for a person: what happened, why, and what to do next.
    pub fn advice(&self) -> Advice {
        let (what, next) = match self.0.class {
            Class::Unauthorized => (
                "Intercom does not accept the access token.".to_owned(),
                "Take a new token from Intercom's Developer Hub (your app, Configure, Authentication) and re-authenticate \
                 this data source."
                    .to_owned(),
            ),
            Class::Forbidden => (
                format!("The access token may not read {}.", self.subject()),
                self.0.module.map_or_else(
                    || "Give the app the missing permission in Intercom's Developer Hub.".to_owned(),
                    |module| {
                        format!(
                            "Give the app the permission “{}” in Intercom's Developer Hub (and check that your plan \
                             includes it), or take {module} out of the sync.",
                            module.permission()
                        )
                    },
                ),
            ),
            Class::RateLimited => (
                "Intercom's rate limit stayed exhausted.".to_owned(),
                "Let the next scheduled sync go on from here, or find what else calls Intercom for this workspace."
                    .to_owned(),
            ),
            Class::Unavailable => (
                format!("Intercom gave no usable answer for {}.", self.subject()),
                "Wait for the next scheduled sync; if it goes on, look at www.intercomstatus.com.".to_owned(),
            ),
            Class::ScrollBusy => (
                "Another program is reading this workspace's companies.".to_owned(),
                "Sync Companies again in a few minutes; should it stay so, let the other integration run at another \
                 time."
                    .to_owned(),
            ),
            Class::ScrollLost => (
                "The walk through the companies broke off.".to_owned(),
                "Sync Companies again: it starts from the first company, and no row comes twice.".to_owned(),
            ),
            Class::NotFound => (
                format!("Intercom does not know {}.", self.subject()),
                "Check the region and base address of the data source.".to_owned(),
            ),
            Class::ApiChanged => (
                format!("Intercom refuses or changed the request for {}.", self.subject()),
                "Look for a newer interlens; until then the other modules go on.".to_owned(),
            ),
            Class::TooLarge => (
                format!("An answer for {} is too large.", self.subject()),
                "Look in Intercom for a single record with an enormous text, or report the module and the size."
                    .to_owned(),
            ),
            Class::Redirected => (
                "The answer points to another address, and the token is not taken there.".to_owned(),
                "Check the region and base address of the data source; a proxy or a login page may stand between."
                    .to_owned(),
            ),
            Class::Network(kind) => Self::network_advice(kind),
            Class::Loop => (
                format!("The pages of {} do not come to an end.", self.subject()),
                "Sync the module again; if it happens twice, report it with this message.".to_owned(),
            ),
            Class::Cancelled => (
                "The work was stopped.".to_owned(),
                "Start it again when you want: it goes on where it stopped.".to_owned(),
            ),
        };
        Advice {
            what,
            why: self.why(),
            next,
        }
    }

    fn network_advice(kind: NetworkKind) -> (String, String) {
        let (what, next) = match kind {
            NetworkKind::Offline => (
                "There is no way to Intercom from this computer.",
                "Check the network connection and the name resolution (DNS).",
            ),
            NetworkKind::Refused => (
                "The computer at Intercom's address refuses the connection.",
                "Check the base address of the data source and any firewall between.",
            ),
            NetworkKind::NoAnswer => (
                "Nothing answers at Intercom's address.",
                "Check the network connection and any firewall, then sync again.",
            ),
            NetworkKind::Tls => (
                "No encrypted connection to Intercom could be set up.",
                "Check this computer's clock and its certificate store; a proxy that opens encrypted traffic causes \
                 this too.",
            ),
            NetworkKind::Other => (
                "The request could not be sent.",
                "Check the network connection, then sync again.",
            ),
        };
        (what.to_owned(), next.to_owned())
    }

    fn subject(&self) -> String {
        self.0
            .module
            .map_or_else(|| "this request".to_owned(), |module| module.to_string())
    }

    fn why(&self) -> String {
        let mut why = String::from("It said: ");
        if self.0.status.is_none() {
            why = String::from("Reason: ");
        }
        why.push_str(&self.0.message);
        let mut facts = Vec::new();
        if let Some(status) = self.0.status {
            facts.push(format!("HTTP {status}"));
        }
        if let Some(code) = &self.0.code {
            facts.push(code.to_string());
        }
        if let Some(id) = &self.0.request_id {
            facts.push(format!("request {id}"));
        }
        if !facts.is_empty() {
            why.push_str(" (");
            why.push_str(&facts.join(", "));
            why.push(')');
        }
        if !why.ends_with(['.', '!', '?']) {
            why.push('.');
        }
        why
    }

    fn sentence(&self) -> String {
        let Advice { what, why, .. } = self.advice();
        format!("{what} {why}")
    }
}

fn short(text: impl AsRef<str>) -> SafeText {
    SafeText::new(truncate(&SafeText::new(text), LONGEST_MESSAGE))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY_CLASS: [Class; 17] = [
        Class::Unauthorized,
        Class::Forbidden,
        Class::RateLimited,
        Class::Unavailable,
        Class::ScrollBusy,
        Class::ScrollLost,
        Class::NotFound,
        Class::ApiChanged,
        Class::TooLarge,
        Class::Redirected,
        Class::Network(NetworkKind::Offline),
        Class::Network(NetworkKind::Refused),
        Class::Network(NetworkKind::NoAnswer),
        Class::Network(NetworkKind::Tls),
        Class::Network(NetworkKind::Other),
        Class::Loop,
        Class::Cancelled,
    ];

    #[test]
    fn every_class_says_what_why_and_what_next() {
        for class in EVERY_CLASS {
            for module in [None, Some(Module::Tickets)] {
                let mut error = Error::new(class, "the reason");
                if let Some(module) = module {
                    error = error.in_module(module);
                }
                let advice = error.advice();
                for part in [&advice.what, &advice.why, &advice.next] {
                    assert!(part.len() > 10 && part.ends_with('.'), "{class:?}: {part}");
                }
                assert!(advice.why.contains("the reason"));
            }
        }
    }

    #[test]
    fn no_two_classes_say_the_same() {
        let sentences: std::collections::HashSet<_> = EVERY_CLASS
            .iter()
            .map(|class| Error::new(*class, "m").advice().what)
            .collect();
        assert_eq!(sentences.len(), EVERY_CLASS.len());
    }

    #[test]
    fn a_forbidden_module_names_its_permission() {
        let error = Error::new(Class::Forbidden, "no scope")
            .with_status(403)
            .in_module(Module::Conversations);
        assert!(error.advice().next.contains("Read conversations"));
        assert!(error.to_string().contains("HTTP 403"));
    }

    #[test]
    fn hostile_messages_are_cut_and_made_safe() {
        let error = Error::new(Class::ApiChanged, format!("\x1b]0;title\x07{}", "x".repeat(5000)));
        assert!(error.message().width() <= LONGEST_MESSAGE);
        assert!(!error.to_string().contains('\x1b'));
    }
}
