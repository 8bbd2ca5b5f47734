//! The rows at hand: one piece of the view, and where it is.

use std::collections::HashMap;

use super::marks::Key;
use crate::api::wire::{Cell, Page};
use crate::catalog::Module;

/// A piece of a view as the engine gave it, with its columns found by name.
#[derive(Clone, Debug, Default)]
pub struct Block {
    page: Option<Page>,
    places: HashMap<String, usize>,
    /// The cells as texts, which is what is drawn; made once, when they come.
    texts: Vec<Vec<String>>,
}

impl Block {
    /// Takes in what the engine gave. `text` says how a value is shown.
    pub fn take(page: Page, text: impl Fn(crate::catalog::Kind, &Cell) -> String) -> Self {
        let places = page
            .columns
            .iter()
            .enumerate()
            .map(|(place, column)| (column.name.clone(), place))
            .collect();
        let texts = page
            .cells
            .iter()
            .map(|row| {
                row.iter()
                    .zip(&page.columns)
                    .map(|(cell, column)| text(column.kind, cell))
                    .collect()
            })
            .collect();
        Self {
            page: Some(page),
            places,
            texts,
        }
    }

    /// Whether anything is at hand.
    pub const fn is_some(&self) -> bool {
        self.page.is_some()
    }

    /// The data version it is about.
    pub fn version(&self) -> Option<u64> {
        self.page.as_ref().map(|page| page.version)
    }

    /// The rows of the view.
    pub fn rows(&self) -> u64 {
        self.page.as_ref().map_or(0, |page| page.rows)
    }

    /// The rows of the module.
    pub fn total(&self) -> u64 {
        self.page.as_ref().map_or(0, |page| page.total)
    }

    /// The position of the first row at hand, and of the one after the last.
    pub fn range(&self) -> std::ops::Range<u64> {
        self.page
            .as_ref()
            .map_or(0..0, |page| page.offset..page.offset + page.cells.len() as u64)
    }

    /// Whether a column is at hand.
    pub fn has(&self, column: &str) -> bool {
        self.places.contains_key(column)
    }

    /// A value; nothing where it is not at hand.
    pub fn cell(&self, position: u64, column: &str) -> Option<&Cell> {
        let page = self.page.as_ref()?;
        let row = usize::try_from(position.checked_sub(page.offset)?).ok()?;
        page.cells.get(row)?.get(*self.places.get(column)?)
    }

    /// A value as it is shown; nothing where it is not at hand.
    pub fn text(&self, position: u64, column: &str) -> Option<&str> {
        let page = self.page.as_ref()?;
        let row = usize::try_from(position.checked_sub(page.offset)?).ok()?;
        let text = self.texts.get(row)?.get(*self.places.get(column)?)?;
        Some(text)
    }

    /// The key of a row; nothing where it is not at hand.
    pub fn key(&self, module: Module, position: u64) -> Option<Key> {
        key_of(module, |column| self.cell(position, column))
    }
}

/// The key of a record, by a way to look its values up.
pub fn key_of<'c>(module: Module, cell: impl Fn(&'static str) -> Option<&'c Cell>) -> Option<Key> {
    module
        .key()
        .iter()
        .map(|column| match cell(column)? {
            Cell::Text(text) => Some(text.clone()),
            other => Some(super::cells::plain(crate::catalog::Kind::Id, other)),
        })
        .collect()
}
