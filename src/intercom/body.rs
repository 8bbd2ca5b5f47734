//! Reading an answer's body, never more of it than is accepted.
//!
//! The cap counts bytes after decompression, while they arrive: a few kilobytes on the wire can be gigabytes of text.

use reqwest::Response;

use super::classify;
use super::error::{Class, Error};
use crate::text::format;

/// How much of an error's body is looked at: its envelope is a few hundred bytes.
const MOST_OF_AN_ERROR: usize = 64 * 1024;

/// The whole body as text.
pub(super) async fn text(mut response: Response, most: usize) -> Result<String, Error> {
    if let Some(announced) = response.content_length()
        && announced > most as u64
    {
        return Err(too_large(most));
    }
    let mut body = Vec::with_capacity(response.content_length().unwrap_or(64 * 1024) as usize);
    while let Some(chunk) = response.chunk().await.map_err(classify::transport)? {
        if body.len() + chunk.len() > most {
            return Err(too_large(most));
        }
        body.extend_from_slice(&chunk);
    }
    String::from_utf8(body).map_err(|_| Error::new(Class::Unavailable, "the answer is not UTF-8 text"))
}

/// The beginning of an error's body; what cannot be read is left out, for the status says enough.
pub(super) async fn beginning(mut response: Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk);
        if body.len() >= MOST_OF_AN_ERROR {
            body.truncate(MOST_OF_AN_ERROR);
            break;
        }
    }
    body
}

fn too_large(most: usize) -> Error {
    Error::new(
        Class::TooLarge,
        format!(
            "more than {} in one answer, which is where reading stops",
            format::bytes(most as u64)
        ),
    )
}
