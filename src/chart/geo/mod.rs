//! The world: countries as shapes, places by name, and the projection that maps are drawn with.
//!
//! [`places`] finds where a name, a code, a language tag or a telephone number is; [`View`] is the piece of the world that a map
//! shows and where on the stage it lies; [`Outlines`] are the countries in a view. What it knows is embedded (`data/README.md`
//! says where it is from) and decoded once.

mod atlas;
mod countries;
mod miller;
mod outline;
pub(super) mod places;
mod topology;
mod view;

pub(super) use atlas::atlas;
pub(super) use countries::Country;
pub(super) use outline::Outlines;
pub(super) use view::View;

#[cfg(test)]
mod tests;
