//! An Arrow IPC stream, read from a stream of bytes.

use std::collections::VecDeque;
use std::pin::Pin;

use arrow::array::RecordBatch;
use arrow::buffer::Buffer;
use arrow::datatypes::SchemaRef;
use arrow::ipc::reader::StreamDecoder;
use bytes::Bytes;
use futures::{Stream, StreamExt};

type Body = Pin<Box<dyn Stream<Item = Result<Bytes, String>> + Send>>;

/// Record batches out of an HTTP body, decoded as they arrive.
pub(super) struct Frames {
    body: Body,
    decoder: StreamDecoder,
    held: Buffer,
    ready: VecDeque<RecordBatch>,
    ended: bool,
}

impl Frames {
    pub(super) fn new(body: impl Stream<Item = Result<Bytes, String>> + Send + 'static) -> Self {
        Self {
            body: Box::pin(body),
            decoder: StreamDecoder::new(),
            held: Buffer::from(Vec::<u8>::new()),
            ready: VecDeque::new(),
            ended: false,
        }
    }

    /// The schema, which stands at the start of every stream.
    pub(super) async fn schema(&mut self) -> Result<SchemaRef, String> {
        loop {
            if let Some(schema) = self.decoder.schema() {
                return Ok(schema);
            }
            if !self.advance().await? {
                return Err("it held no rows and no columns".to_owned());
            }
        }
    }

    /// The next batch; nothing at the end.
    pub(super) async fn next(&mut self) -> Result<Option<RecordBatch>, String> {
        loop {
            if let Some(batch) = self.ready.pop_front() {
                return Ok(Some(batch));
            }
            if !self.advance().await? {
                return Ok(None);
            }
        }
    }

    /// Reads and decodes one piece of the body; false at its end, which has to be the stream's own.
    async fn advance(&mut self) -> Result<bool, String> {
        if self.held.is_empty() {
            match self.body.next().await {
                Some(piece) => self.held = Buffer::from(piece?),
                None if self.ended => return Ok(false),
                None => {
                    self.ended = true;
                    self.decoder
                        .finish()
                        .map_err(|error| format!("the rows are cut off: {error}"))?;
                    return Ok(false);
                }
            }
        }
        while !self.held.is_empty() {
            match self.decoder.decode(&mut self.held).map_err(|error| error.to_string())? {
                Some(batch) => self.ready.push_back(batch),
                None => break,
            }
        }
        Ok(true)
    }
}
