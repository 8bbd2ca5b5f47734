//! A chart's data as rows of texts: for copying, for files of separated values, for those who cannot see the picture.
//!
//! What is shown is what is written: series over categories as a grid, shares beside the values they are shares of, flows as
//! links, tables as they are. The first row is the head. Unlike the picture it leaves nothing out for want of room; what a look
//! hides is left out.

mod kinds;
#[cfg(test)]
mod tests;
mod words;

use super::look::Look;
use super::spec::Chart;

/// For whom values are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Wording {
    /// As in the picture: `12,480`, `4 min 12 s`, `2026-11-22`.
    #[default]
    People,
    /// Plain numbers in the column's unit, moments as RFC 3339 in UTC, and nothing for what is not there.
    Machines,
}

impl Chart {
    /// The data that the chart shows, as rows of texts with the head first, in words for people; without any where the chart
    /// shows no data.
    ///
    /// Of a dashboard it is that of each tile under the tile's title, with an empty row between.
    pub fn table(&self, look: &Look) -> Vec<Vec<String>> {
        kinds::table(self, look, Wording::People)
    }

    /// The same as [`Chart::table`], in these words.
    pub fn table_in(&self, look: &Look, wording: Wording) -> Vec<Vec<String>> {
        kinds::table(self, look, wording)
    }
}
