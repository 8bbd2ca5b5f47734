//! Finding a text in a sheet, and finding a record.

use std::sync::{Arc, PoisonError};

use datafusion::parquet::file::metadata::ParquetMetaData;
use datafusion::parquet::file::statistics::Statistics;
use roaring::RoaringBitmap;

use super::columns::Column;
use super::condition;
use super::fold::folded;
use super::matches::{self, Kept};
use super::ordering::{Rows, Sheet};
use super::reading::Reading;
use super::scan::{self, Stop, each};
use crate::query::error::{FormulaError, QueryError};
use crate::query::page::{Found, Located};
use crate::query::provider::Piece;

/// So many texts that were looked for are kept.
const KEPT: usize = 4;

impl Sheet {
    /// The next row from a position on that has a text, letter case aside, in one of these columns; in any column that
    /// holds texts, ids or lists where none is named. Other columns are looked through as they are shown.
    pub fn find(
        &self,
        text: &str,
        columns: &[String],
        from: u64,
        backwards: bool,
        stop: &Stop,
    ) -> Result<Found, QueryError> {
        if text.is_empty() {
            return Err(FormulaError::new("there is no text to look for")
                .hint("write some letters of it")
                .into());
        }
        let columns = self.columns.searched(columns)?;
        let matches = self.matches(text, &columns, stop)?;
        Ok(matches::next(&matches, from, backwards, self.version()))
    }

    fn matches(&self, text: &str, columns: &[Column], stop: &Stop) -> Result<Arc<RoaringBitmap>, QueryError> {
        let wanted = Kept {
            text: folded(text).into_owned(),
            columns: columns.iter().map(|column| column.name.clone()).collect(),
            matches: Arc::default(),
        };
        {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            let known = kept
                .iter()
                .position(|kept| kept.text == wanted.text && kept.columns == wanted.columns);
            if let Some(known) = known {
                let found = kept.remove(known);
                let matches = Arc::clone(&found.matches);
                kept.push(found);
                return Ok(matches);
            }
        }
        let condition = condition::contains(text, columns, &self.session)?;
        let reading = Reading::new(&self.session, self.module, &[condition], false)?;
        let places = self.places(&reading, stop)?;
        let matches = Arc::new(self.positions(&places));
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(Kept {
            matches: Arc::clone(&matches),
            ..wanted
        });
        Ok(matches)
    }

    /// The places of the store for which a condition holds.
    fn places(&self, reading: &Reading, stop: &Stop) -> Result<RoaringBitmap, QueryError> {
        let parts = each(&self.pieces, self.threads(), stop, |at, piece| {
            let mut place = self.starts[at];
            let mut found = Vec::new();
            for batch in scan::read(piece, &reading.wanted, None)? {
                let batch = batch?;
                stop.check()?;
                let mask = reading.mask(0, &batch)?;
                found.extend(mask.values().set_indices().map(|row| place + row as u32));
                place += batch.num_rows() as u32;
            }
            Ok(found)
        })?;
        let mut places = RoaringBitmap::new();
        for part in parts {
            // Each part ascends, and begins after the one before.
            let _all = places.append(part);
        }
        Ok(places)
    }

    /// The positions in the sheet of places of the store.
    fn positions(&self, places: &RoaringBitmap) -> RoaringBitmap {
        match &self.rows {
            Rows::All(_) => places.clone(),
            Rows::Listed(_) if places.is_empty() => RoaringBitmap::new(),
            Rows::Listed(rows) => {
                let mut is_match = vec![false; self.total() as usize];
                for place in places {
                    is_match[place as usize] = true;
                }
                let matching = (0..).zip(rows).filter(|(_, place)| is_match[**place as usize]);
                let mut positions = RoaringBitmap::new();
                let _all = positions.append(matching.map(|(position, _)| position));
                positions
            }
        }
    }

    /// Where a record is, by the values of its module's key.
    pub fn locate(&self, key: &[String], stop: &Stop) -> Result<Located, QueryError> {
        let names = self.module.key();
        if names.len() != key.len() {
            return Err(FormulaError::new(format!(
                "{} values were given for the key of {}, which has {}",
                key.len(),
                self.module,
                names.len()
            ))
            .hint(format!("give {}", names.join(" and ")))
            .into());
        }
        let mut conditions = Vec::new();
        for (name, value) in names.iter().zip(key) {
            conditions.push(condition::exactly(self.columns.find(name)?, value, &self.session)?);
        }
        let condition = conditions
            .into_iter()
            .reduce(datafusion::logical_expr::Expr::and)
            .ok_or_else(|| QueryError::Engine(format!("{} has no key", self.module)))?;
        let reading = Reading::new(&self.session, self.module, &[condition], false)?;
        let found = each(&self.pieces, self.threads(), stop, |at, piece| {
            if names.iter().zip(key).any(|(name, value)| !may_have(piece, name, value)) {
                return Ok(None);
            }
            let mut place = self.starts[at];
            for batch in scan::read(piece, &reading.wanted, None)? {
                let batch = batch?;
                stop.check()?;
                if let Some(row) = reading.mask(0, &batch)?.values().set_indices().next() {
                    return Ok(Some(place + row as u32));
                }
                place += batch.num_rows() as u32;
            }
            Ok(None)
        })?;
        let place = found.into_iter().flatten().next();
        let position = place.and_then(|place| match &self.rows {
            Rows::All(_) => Some(u64::from(place)),
            Rows::Listed(rows) => rows
                .iter()
                .position(|row| *row == place)
                .map(|position| position as u64),
        });
        Ok(Located {
            version: self.version(),
            position,
        })
    }
}

/// Whether a segment can have a value, by the least and the greatest that it has; it can where that is not known.
fn may_have(piece: &Arc<dyn Piece>, column: &str, value: &str) -> bool {
    piece
        .metadata()
        .map_or(true, |metadata| within(&metadata, column, value))
}

fn within(metadata: &ParquetMetaData, column: &str, value: &str) -> bool {
    let leaves = metadata.file_metadata().schema_descr().columns();
    let Some(leaf) = leaves.iter().position(|leaf| leaf.path().parts() == [column]) else {
        return true;
    };
    metadata
        .row_groups()
        .iter()
        .any(|group| match group.column(leaf).statistics() {
            Some(Statistics::ByteArray(known)) => {
                let least = known.min_opt().is_none_or(|least| least.data() <= value.as_bytes());
                let greatest = known
                    .max_opt()
                    .is_none_or(|greatest| greatest.data() >= value.as_bytes());
                least && greatest
            }
            _ => true,
        })
}
