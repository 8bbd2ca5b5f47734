//! How faults are carried out.

use std::io;
use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use futures::stream;
use serde_json::{Value as Json, json};

use crate::sandbox::fault::FaultKind;

use super::error::ApiError;

/// Where the redirect leads: a name that never exists (RFC 2606).
const ELSEWHERE: &str = "https://intercom.invalid/me";
/// How deep the deep JSON is.
const DEPTH: usize = 200_000;
/// How much the bomb unpacks to.
const BOMB: usize = 48 * 1024 * 1024;

/// What a fault does with a request.
pub(crate) enum Effect {
    /// It is answered like this instead.
    Instead(ApiError),
    /// It is answered with these bytes instead.
    Raw(Response),
    /// It is answered, and the body is changed.
    Changed(FaultKind),
}

/// What this fault does. Delays are not among it: those come before anything else.
pub(crate) fn effect(kind: FaultKind) -> Effect {
    let error = |status, code, message: &str| Effect::Instead(ApiError::new(status, code, message));
    match kind {
        FaultKind::Status(401) => error(401, "unauthorized", "Access Token Invalid"),
        FaultKind::Status(403) => error(
            403,
            "forbidden",
            "You do not have the required scope to access this resource",
        ),
        FaultKind::Status(502) => Effect::Raw(html(502, "502 Bad Gateway")),
        FaultKind::Status(503) => error(503, "service_unavailable", "Service temporarily unavailable"),
        FaultKind::Status(504) => error(504, "request_timeout", "The request took too long"),
        FaultKind::Status(status) => error(status, "server_error", "Something went wrong on our end"),
        FaultKind::TooMany { .. } => error(429, "rate_limit_exceeded", "Exceeded rate limit of 167 in 10_seconds"),
        FaultKind::Revoked => error(401, "token_revoked", "Access Token has been revoked"),
        FaultKind::ScrollBroken => error(
            500,
            "server_error",
            "Request failed due to an internal network error. Please restart the scroll operation.",
        ),
        FaultKind::ScrollExists => error(400, "scroll_exists", "scroll already exists for this workspace"),
        FaultKind::BadCursor => error(400, "client_error", "The starting_after cursor is not valid"),
        FaultKind::Html => Effect::Raw(html(200, "Sign in")),
        FaultKind::Empty => Effect::Raw(with_type(Response::new(Body::empty()), "application/json")),
        FaultKind::GzipBomb => {
            let mut response = with_type(Response::new(Body::from(GZIP_BOMB.clone())), "application/json");
            response
                .headers_mut()
                .insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            Effect::Raw(response)
        }
        FaultKind::DeepJson => {
            let deep = format!("{}1{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
            let body = format!("{{\"type\":\"list\",\"data\":{deep}}}");
            Effect::Raw(with_type(Response::new(Body::from(body)), "application/json"))
        }
        FaultKind::Redirect => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::FOUND;
            response
                .headers_mut()
                .insert(LOCATION, HeaderValue::from_static(ELSEWHERE));
            Effect::Raw(response)
        }
        FaultKind::Reset
        | FaultKind::Cut
        | FaultKind::Truncated
        | FaultKind::Slow(_)
        | FaultKind::WrongType
        | FaultKind::NumericIds
        | FaultKind::ZeroTotals
        | FaultKind::NoRows => Effect::Changed(kind),
    }
}

/// Adds what belongs to the headers of an error answer.
pub(crate) fn mark(kind: FaultKind, response: &mut Response) {
    if kind == (FaultKind::TooMany { retry_after: true }) {
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
}

/// The body that is sent instead of `body`.
pub(crate) fn changed(kind: FaultKind, body: Vec<u8>) -> Body {
    match kind {
        FaultKind::Reset => Body::from_stream(stream::once(async { Err::<Bytes, _>(broken()) })),
        FaultKind::Cut => {
            let half = Bytes::from(body[..body.len() / 2].to_vec());
            // The pause between the half and the end of the connection lets the half be sent.
            let parts = stream::unfold(Some(half), |left| async {
                match left {
                    Some(half) if half.is_empty() => {
                        tokio::task::yield_now().await;
                        Some((Err(broken()), None))
                    }
                    Some(half) => Some((Ok(half), Some(Bytes::new()))),
                    None => None,
                }
            });
            Body::from_stream(parts)
        }
        FaultKind::Truncated => Body::from(body[..body.len() / 2].to_vec()),
        FaultKind::WrongType | FaultKind::NumericIds | FaultKind::ZeroTotals | FaultKind::NoRows => {
            match serde_json::from_slice::<Json>(&body) {
                Ok(mut json) => {
                    rewrite(kind, &mut json);
                    Body::from(json.to_string())
                }
                Err(_) => Body::from(body),
            }
        }
        _ => Body::from(body),
    }
}

/// Says that the length of a cut body is that of the whole, so that its end is seen to come too early.
pub(crate) fn announce(kind: FaultKind, whole: usize, response: &mut Response) {
    if matches!(kind, FaultKind::Cut | FaultKind::Reset) {
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(whole));
    }
}

fn rewrite(kind: FaultKind, json: &mut Json) {
    let Some(envelope) = json.as_object_mut() else {
        return;
    };
    if kind == FaultKind::ZeroTotals || kind == FaultKind::NoRows {
        if let Some(total) = envelope.get_mut("total_count") {
            *total = json!(0);
        }
        if let Some(pages) = envelope.get_mut("pages").and_then(Json::as_object_mut) {
            pages.insert("total_pages".to_owned(), json!(0));
            if kind == FaultKind::NoRows {
                pages.remove("next");
            }
        }
    }
    if kind == FaultKind::NoRows {
        envelope.remove("scroll_param");
    }
    for key in ["data", "conversations", "tickets", "admins", "teams"] {
        let Some(rows) = envelope.get_mut(key).and_then(Json::as_array_mut) else {
            continue;
        };
        match kind {
            FaultKind::NoRows => rows.clear(),
            FaultKind::WrongType | FaultKind::NumericIds => rows.iter_mut().for_each(|row| retype(kind, row)),
            _ => {}
        }
    }
}

fn retype(kind: FaultKind, row: &mut Json) {
    let Some(members) = row.as_object_mut() else {
        return;
    };
    if kind == FaultKind::NumericIds {
        let id = members.get("id").and_then(Json::as_str);
        // Hexadecimal ids cannot be JSON numbers; they stay text.
        if let Some(number) = id.and_then(|id| id.parse::<u64>().ok()) {
            members.insert("id".to_owned(), json!(number));
        }
        return;
    }
    for key in ["name", "title", "email"] {
        if let Some(value) = members.get_mut(key) {
            *value = json!({ "unexpected": [1, 2, 3] });
        }
    }
    if let Some(value) = members.get_mut("created_at") {
        *value = json!("the day before yesterday");
    }
}

fn html(status: u16, title: &str) -> Response {
    let page = format!("<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>");
    let mut response = with_type(Response::new(Body::from(page)), "text/html; charset=utf-8");
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    response
}

fn with_type(mut response: Response, content_type: &'static str) -> Response {
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

fn broken() -> io::Error {
    io::Error::from(io::ErrorKind::ConnectionReset)
}

/// A gzip member of [`BOMB`] spaces inside a JSON object.
///
/// No compressor is at hand, and none is needed: DEFLATE with fixed codes (RFC 1951, 3.2.6) says "the last byte 258
/// times more" in 13 bits.
static GZIP_BOMB: LazyLock<Bytes> = LazyLock::new(|| {
    let (before, after) = (b"{\"data\": ", b"[]}");
    let repeats = BOMB / 258;
    let mut bits = Bits::default();
    bits.put(0b011, 3);
    for byte in before {
        bits.literal(*byte);
    }
    for _ in 0..repeats {
        bits.code(0b1100_0101, 8);
        bits.code(0, 5);
    }
    for byte in after {
        bits.literal(*byte);
    }
    bits.code(0, 7);
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    out.extend(bits.finish());
    let mut sum = Crc::default();
    sum.add(before);
    let spaces = [b' '; 258];
    (0..repeats).for_each(|_| sum.add(&spaces));
    sum.add(after);
    out.extend(sum.value().to_le_bytes());
    let length = before.len() + repeats * 258 + after.len();
    out.extend((length as u32).to_le_bytes());
    Bytes::from(out)
});

/// Bits in DEFLATE's order: the first bit is the lowest of a byte.
#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        self.held |= value << self.count;
        self.count += count;
        while self.count >= 8 {
            self.out.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// A Huffman code, which comes highest bit first.
    fn code(&mut self, code: u32, count: u32) {
        self.put(code.reverse_bits() >> (32 - count), count);
    }

    /// A literal byte below 144.
    fn literal(&mut self, byte: u8) {
        self.code(0x30 + u32::from(byte), 8);
    }

    fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.put(0, 8 - self.count);
        }
        self.out
    }
}

/// The checksum of a gzip member.
struct Crc(u32, [u32; 256]);

impl Default for Crc {
    fn default() -> Self {
        let mut table = [0; 256];
        for (byte, entry) in (0_u32..).zip(&mut table) {
            *entry = (0..8).fold(
                byte,
                |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
            );
        }
        Self(u32::MAX, table)
    }
}

impl Crc {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 >> 8 ^ self.1[usize::from(self.0 as u8 ^ byte)];
        }
    }

    fn value(&self) -> u32 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_gzip() {
        let mut sum = Crc::default();
        sum.add(b"123456789");
        assert_eq!(sum.value(), 0xcbf4_3926);
    }

    #[test]
    fn rows_are_rewritten_and_nothing_else() {
        let mut body =
            json!({"data": [{"id": "5", "name": "x", "created_at": 1}], "total_count": 1, "pages": {"total_pages": 1}});
        rewrite(FaultKind::NumericIds, &mut body);
        assert_eq!(body["data"][0]["id"], json!(5));
        rewrite(FaultKind::WrongType, &mut body);
        assert!(body["data"][0]["name"].is_object() && body["data"][0]["created_at"].is_string());
        rewrite(FaultKind::ZeroTotals, &mut body);
        assert_eq!(
            (&body["total_count"], &body["pages"]["total_pages"]),
            (&json!(0), &json!(0))
        );
        assert_eq!(body["data"].as_array().map(Vec::len), Some(1));
        rewrite(FaultKind::NoRows, &mut body);
        assert_eq!(body["data"], json!([]));
    }
}
