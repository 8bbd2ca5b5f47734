//! *Show*: the dashboard in the terminal, a client of the engine.
//!
//! Everything turns in one circle: something happens ([`msg::Msg`]), [`update::update`] changes the [`model::Model`] and
//! says what has to be done ([`msg::Effect`]), [`view::draw`] turns the model into cells. These three are pure; the
//! terminal, the engine and the clock are reached only by the runtime. So every screen can be drawn without a terminal
//! ([`still`]) and every key tested without one.
//!
//! Start with [`run`] to show a dashboard, with [`plain::overview`] to print one, with `model` to understand one.
//!
//! What the room promises: the first frame comes before the engine answers; keys never wait for data; an idle screen
//! writes nothing; figures that were shown stay until newer ones come, also when the engine goes away; and no text from
//! the engine reaches a cell unless it is harmless.

pub mod action_id;
pub mod actions;
pub mod ask;
mod chrome;
mod clean;
mod conditions;
pub mod context;
pub mod escape;
pub mod field;
pub mod file_form;
mod key_names;
pub mod keymap;
pub mod keys;
mod linear;
pub mod list;
mod marks;
pub mod model;
pub mod msg;
pub mod news;
mod notice;
pub mod overlay;
pub mod paint;
pub mod parts;
pub mod place;
pub mod plain;
mod runtime;
pub mod sample;
mod selection;
pub mod session;
pub mod settings;
pub mod still;
pub mod tab;
mod terminal;
pub mod theme;
pub mod update;
pub mod view;
mod words;

pub use linear::run_plain;
pub use runtime::{Connector, Exit, Options, TuiError, ask_engine, run};

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod view_tests;
