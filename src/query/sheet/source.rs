//! The bytes of a segment, as parquet asks for them.

use std::io::Cursor;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use datafusion::parquet::errors::Result as ParquetResult;
use datafusion::parquet::file::reader::{ChunkReader, Length};

use crate::query::provider::Piece;

/// What is fetched at a time where parquet reads without saying how much it wants: it wants headers then.
const SIP: u64 = 16_384;

/// A segment as parquet wants its files: some ranges of it are held, others are fetched when they are asked for.
pub(super) struct Source {
    piece: Arc<dyn Piece>,
    held: Vec<(u64, Bytes)>,
}

impl Source {
    pub(super) fn new(piece: &Arc<dyn Piece>, ranges: Vec<Range<u64>>) -> ParquetResult<Self> {
        let held = ranges
            .into_iter()
            .map(|range| Ok((range.start, piece.read(range)?)))
            .collect::<ParquetResult<_>>()?;
        Ok(Self {
            piece: Arc::clone(piece),
            held,
        })
    }

    /// What is held from a place on.
    fn held(&self, start: u64) -> Option<Bytes> {
        self.held.iter().find_map(|(from, bytes)| {
            let skip = usize::try_from(start.checked_sub(*from)?).ok()?;
            (skip < bytes.len()).then(|| bytes.slice(skip..))
        })
    }
}

impl Length for Source {
    fn len(&self) -> u64 {
        self.piece.byte_len()
    }
}

impl ChunkReader for Source {
    type T = Cursor<Bytes>;

    fn get_read(&self, start: u64) -> ParquetResult<Cursor<Bytes>> {
        let bytes = match self.held(start) {
            Some(bytes) => bytes,
            None => self.piece.read(start..(start + SIP).min(self.piece.byte_len()))?,
        };
        Ok(Cursor::new(bytes))
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        match self.held(start).filter(|bytes| bytes.len() >= length) {
            Some(bytes) => Ok(bytes.slice(..length)),
            None => self.piece.read(start..start.saturating_add(length as u64)),
        }
    }
}
