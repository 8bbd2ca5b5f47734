//! Server-Sent Events, read from a stream of bytes.

use bytes::Bytes;
use futures::{Stream, StreamExt, stream};

/// The longest event that is read; a status with eleven modules is a few kilobytes.
const LONGEST: usize = 4 * 1024 * 1024;

/// Reads the `data` of each event out of an HTTP body. Comments (the server's signs of life) and other fields are passed
/// over.
pub(super) fn server_sent_events<E: std::fmt::Display>(
    body: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
) -> impl Stream<Item = Result<String, String>> + Send {
    let state = (Box::pin(body), Vec::<u8>::new());
    stream::unfold(Some(state), |state| async move {
        let (mut body, mut held) = state?;
        loop {
            if let Some(data) = take_event(&mut held) {
                return Some((Ok(data), Some((body, held))));
            }
            match body.next().await? {
                Ok(piece) if held.len() + piece.len() <= LONGEST => held.extend_from_slice(&piece),
                Ok(_) => return Some((Err("an event was too long".to_owned()), None)),
                Err(error) => return Some((Err(error.to_string()), None)),
            }
        }
    })
}

/// Takes the first whole event that has data off the front.
fn take_event(held: &mut Vec<u8>) -> Option<String> {
    loop {
        let end = held.windows(2).position(|pair| pair == b"\n\n")?;
        let event: Vec<u8> = held.drain(..end + 2).collect();
        let text = String::from_utf8_lossy(&event);
        let data: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("data:"))
            .map(|data| data.strip_prefix(' ').unwrap_or(data))
            .collect();
        if !data.is_empty() {
            return Some(data.join("\n"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn events_are_put_together_from_any_pieces() {
        let text = ": hello\n\nevent: x\ndata: {\"a\":\n\ndata: 1\ndata: 2\n\n";
        for size in 1..text.len() {
            let pieces: Vec<Result<Bytes, String>> = text
                .as_bytes()
                .chunks(size)
                .map(|piece| Ok(Bytes::copy_from_slice(piece)))
                .collect();
            let events: Vec<_> = server_sent_events(stream::iter(pieces)).collect().await;
            assert_eq!(
                events,
                [Ok("{\"a\":".to_owned()), Ok("1\n2".to_owned())],
                "pieces of {size}"
            );
        }
    }
}
