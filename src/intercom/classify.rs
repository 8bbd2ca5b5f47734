//! From an answer that is not a page of rows, or from no answer at all, to an [`Error`].

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{StatusCode, Url};
use serde_json::Value;

use super::error::{Class, Error, NetworkKind};
use crate::text::format;

/// Codes that mean "another token", whatever the status beside them.
const TOKEN_CODES: [&str; 7] = [
    "unauthorized",
    "token_revoked",
    "token_blocked",
    "token_not_found",
    "token_unauthorized",
    "token_expired",
    "missing_authorization",
];

/// The error for an answer whose status is not 2xx. `body` may be only the beginning of it.
pub(super) fn refusal(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
    let number = status.as_u16();
    if status.is_redirection() {
        return redirect(headers).with_status(number);
    }
    // The envelope: {"errors": [{"code", "message", "field"}], "request_id"}. Any part may be missing or odd.
    let envelope: Value = serde_json::from_slice(body).unwrap_or_default();
    let part = |pointer| envelope.pointer(pointer).and_then(Value::as_str);
    let code = part("/errors/0/code");
    let message = match (part("/errors/0/message"), part("/errors/0/field")) {
        (Some(message), Some(field)) => format!("{message} (field {field})"),
        (Some(message), None) => message.to_owned(),
        (None, _) => summary(status, body),
    };
    let request_id = part("/request_id").or_else(|| headers.get("x-request-id").and_then(|id| id.to_str().ok()));
    Error::new(class_of(number, code.unwrap_or_default(), &message), &message)
        .with_status(number)
        .with_code(code)
        .with_request_id(request_id)
        .with_retry_after(retry_after(headers))
}

fn class_of(status: u16, code: &str, message: &str) -> Class {
    match (status, code) {
        (_, "scroll_exists") => Class::ScrollBusy,
        (400, _) if message.contains("scroll already exists") => Class::ScrollBusy,
        (429, _) | (400..500, "rate_limit_exceeded" | "too_many_requests") => Class::RateLimited,
        (401, _) => Class::Unauthorized,
        (403, _) if TOKEN_CODES.contains(&code) => Class::Unauthorized,
        (402 | 403, _) => Class::Forbidden,
        (404 | 410, _) => Class::NotFound,
        (408 | 425 | 500.., _) | (400..500, "server_error" | "service_unavailable" | "request_timeout") => {
            Class::Unavailable
        }
        _ => Class::ApiChanged,
    }
}

/// What a body without Intercom's envelope looks like: its kind and size, never its text.
fn summary(status: StatusCode, body: &[u8]) -> String {
    let reason = status.canonical_reason().unwrap_or("no reason given");
    let start = body.trim_ascii_start();
    if start.is_empty() {
        format!("{reason}, with an empty body")
    } else if start.starts_with(b"<") {
        format!(
            "{reason}, with a web page of {} for a body",
            format::bytes(body.len() as u64)
        )
    } else if start.starts_with(b"{") || start.starts_with(b"[") {
        format!("{reason}, in a form that is not Intercom's")
    } else {
        format!("{reason}, with {} of text for a body", format::bytes(body.len() as u64))
    }
}

fn redirect(headers: &HeaderMap) -> Error {
    let host = headers
        .get(LOCATION)
        .and_then(|location| location.to_str().ok())
        .and_then(|location| Url::parse(location).ok())
        .and_then(|location| location.host_str().map(str::to_owned));
    match host {
        Some(host) => Error::new(Class::Redirected, format!("the answer is a redirect to {host}")),
        None => Error::new(Class::Redirected, "the answer is a redirect"),
    }
}

/// `Retry-After` as seconds or as a date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let at = DateTime::parse_from_rfc2822(text).ok()?;
    Some((at.with_timezone(&Utc) - Utc::now()).to_std().unwrap_or(Duration::ZERO))
}

/// The error for a call that brought no answer, or only a part of one.
pub(super) fn transport(error: reqwest::Error) -> Error {
    // Whose answer failed to come helps; the query does not, and holds a cursor.
    let server = error.url().and_then(|url| {
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        url.host_str().map(|host| format!("{host}{port}"))
    });
    let error = error.without_url();
    let cause = innermost(&error);
    if error.is_connect() {
        let kind = network_kind(&error);
        let message = server.map_or_else(|| cause.clone(), |server| format!("{server}: {cause}"));
        return Error::new(Class::Network(kind), message);
    }
    if error.is_timeout() {
        return Error::new(Class::Unavailable, "no answer within the time that is allowed for one");
    }
    if error.is_builder() {
        return Error::new(Class::Network(NetworkKind::Other), cause);
    }
    Error::new(Class::Unavailable, format!("the connection broke off: {cause}"))
}

fn network_kind(error: &reqwest::Error) -> NetworkKind {
    let mut dns = false;
    let mut source: Option<&(dyn StdError + 'static)> = error.source();
    while let Some(cause) = source {
        if let Some(kind) = kind_of(cause) {
            return kind;
        }
        // hyper-util does not export a type for a failed look-up; it has said "dns error" since its first release.
        dns |= cause.to_string().contains("dns error");
        source = behind(cause);
    }
    if dns {
        NetworkKind::Offline
    } else if error.is_timeout() {
        NetworkKind::NoAnswer
    } else {
        NetworkKind::Other
    }
}

/// What is behind an error. An I/O error that holds another one names that one's source as its own, and so leaves out
/// the one it holds.
fn behind<'a>(cause: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(held) => Some(held),
        None => cause.source(),
    }
}

fn kind_of(cause: &(dyn StdError + 'static)) -> Option<NetworkKind> {
    if cause.is::<rustls::Error>() {
        return Some(NetworkKind::Tls);
    }
    let cause = cause.downcast_ref::<io::Error>()?;
    match cause.kind() {
        io::ErrorKind::ConnectionRefused => Some(NetworkKind::Refused),
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkDown => {
            Some(NetworkKind::Offline)
        }
        io::ErrorKind::TimedOut => Some(NetworkKind::NoAnswer),
        _ => None,
    }
}

fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &(dyn StdError + 'static) = error;
    while let Some(source) = behind(cause) {
        cause = source;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, body: &str) -> Error {
        refusal(
            StatusCode::from_u16(status).unwrap(),
            &HeaderMap::new(),
            body.as_bytes(),
        )
    }

    fn listed(status: u16, code: &str) -> Class {
        let body = format!(r#"{{"type":"error.list","request_id":"r1","errors":[{{"code":"{code}","message":"m"}}]}}"#);
        refused(status, &body).class()
    }

    #[test]
    fn statuses_and_codes_have_their_class() {
        let table = [
            (401, "unauthorized", Class::Unauthorized),
            (401, "brand_new_code", Class::Unauthorized),
            (403, "token_revoked", Class::Unauthorized),
            (403, "forbidden", Class::Forbidden),
            (403, "api_plan_restricted", Class::Forbidden),
            (402, "payment", Class::Forbidden),
            (404, "not_found", Class::NotFound),
            (410, "contact_merged", Class::NotFound),
            (400, "scroll_exists", Class::ScrollBusy),
            (400, "intercom_version_invalid", Class::ApiChanged),
            (400, "bad_request", Class::ApiChanged),
            (422, "data_invalid", Class::ApiChanged),
            (405, "", Class::ApiChanged),
            (429, "rate_limit_exceeded", Class::RateLimited),
            (400, "too_many_requests", Class::RateLimited),
            (408, "request_timeout", Class::Unavailable),
            (500, "server_error", Class::Unavailable),
            (503, "", Class::Unavailable),
        ];
        for (status, code, class) in table {
            assert_eq!(listed(status, code), class, "{status} {code}");
        }
    }

    #[test]
    fn the_envelope_is_read_leniently() {
        let error = refused(
            422,
            r#"{"request_id":null,"errors":[{"code":null,"message":"is bad","field":"query","extra":{}}],"x":1}"#,
        );
        assert_eq!(error.message().as_str(), "is bad (field query)");
        assert_eq!(error.code(), None);
        for body in [
            "",
            "null",
            "[]",
            "{}",
            r#"{"errors":{}}"#,
            r#"{"errors":[]}"#,
            "\u{0}\u{1}",
        ] {
            assert_eq!(refused(500, body).class(), Class::Unavailable, "{body}");
        }
    }

    #[test]
    fn web_pages_are_told_of_and_never_echoed() {
        let error = refused(502, "  <html><body>secret internals</body></html>");
        assert!(error.message().contains("web page"), "{error}");
        assert!(!error.to_string().contains("secret"));
        assert!(!refused(500, "plain secret").to_string().contains("secret"));
    }

    #[test]
    fn a_wait_is_read_as_seconds_or_as_a_date() {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, "17".parse().unwrap());
        assert_eq!(retry_after(&headers), Some(Duration::from_secs(17)));
        headers.insert(RETRY_AFTER, "Sun, 06 Nov 1994 08:49:37 GMT".parse().unwrap());
        assert_eq!(retry_after(&headers), Some(Duration::ZERO));
        headers.insert(RETRY_AFTER, "soon".parse().unwrap());
        assert_eq!(retry_after(&headers), None);
    }

    #[test]
    fn a_redirect_names_the_host_only() {
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, "https://evil.example/steal?a=b".parse().unwrap());
        let error = refusal(StatusCode::FOUND, &headers, b"");
        assert_eq!(error.class(), Class::Redirected);
        assert!(error.message().contains("evil.example") && !error.message().contains("steal"));
    }
}
