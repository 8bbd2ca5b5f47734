//! Tests of the whole room: every kind, from strange data to painted cells.

mod nasty;
mod pictures;
mod sweep;
