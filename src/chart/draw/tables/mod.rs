//! Tables: rows as they are, rows in groups, and rows counted across.
//!
//! [`sheet`] lays any of them out: what stays in place, what scrolls, what is right-aligned by its decimal point. The kinds say
//! what is in a cell; they are only asked for the cells that are seen.

mod columns;
mod counted;
mod pivot;
mod sheet;
mod summary;
mod tabular;
#[cfg(test)]
mod tests;
mod width;

use super::stage::Stage;
use crate::chart::kind::Kind;

pub(super) fn draw(stage: &mut Stage<'_>) {
    match stage.spec().kind {
        Kind::Pivot => pivot::draw(stage),
        Kind::Summary => summary::draw(stage),
        _ => tabular::draw(stage),
    }
}
