//! The tables of the eleven modules: virtual, so that a million rows are as quick as ten.
//!
//! The tab has three parts: the list of modules, the table, and the record under the cursor. What is at hand of a table is
//! one [`rows::Block`]: a few screens of rows around the cursor, the columns that can be seen and their neighbours.
//! [`fetch`] says what has to be asked for when the cursor nears its edge; until the answer comes the rows that are at
//! hand stay. The engine filters, sorts, finds and counts; nothing here does.
//!
//! Start with [`state`], then [`update`]; where columns stand is said by [`geometry`], for drawing and clicking alike.

pub mod actions;
pub mod cells;
pub mod copy;
pub mod fetch;
pub mod filter;
pub mod geometry;
pub mod layout;
pub mod marks;
pub mod rows;
pub mod sample;
pub mod session;
pub mod state;
#[cfg(test)]
mod tests;
pub mod update;
pub mod view;
