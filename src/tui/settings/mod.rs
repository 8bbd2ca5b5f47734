//! What a person can set: theme, glyphs, mouse, keys and the rest; read from files that are taken whole or not at all.
//!
//! `config.toml` has the settings ([`config`]), `keys.toml` the keys ([`keys_file`]), `themes/NAME.toml` a theme each
//! ([`theme_file`]). A file that is wrong is told with its line and what would be right ([`Trouble`]), and what was in force
//! before it stays so. What comes from where, and what wins, is in [`Wishes`].

pub mod config;
mod files;
pub mod keys_file;
pub mod read;
pub mod template;
pub mod theme_file;
mod trouble;
pub mod values;
mod wishes;

pub use files::Files;
pub use trouble::Trouble;
pub use wishes::{Fixed, From, In, Settings, Wishes};
