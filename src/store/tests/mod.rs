//! Tests of the room as a whole, through what it offers to others.

mod crash;
mod damage;
mod disk;
mod documents;
mod files;
mod fixture;
mod kinds;
mod model;
mod records;
