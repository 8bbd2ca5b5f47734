//! What the files of settings said when they were read.

use super::config::Given;
use super::theme_file::Own;
use super::trouble::Trouble;
use crate::tui::keymap::Keymap;

/// The files as they were read: each whole, or what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// `config.toml`; nothing where it is wrong.
    pub given: Option<Given>,
    /// `keys.toml`; nothing where it is wrong.
    pub keymap: Option<Keymap>,
    /// The themes that are right.
    pub themes: Vec<Own>,
    /// The names of those that are not.
    pub wrong_themes: Vec<String>,
    /// What is wrong in all of them.
    pub troubles: Vec<Trouble>,
}
