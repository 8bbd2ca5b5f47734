//! What a screen remembers from one start to the next: where one was, what one used, what was read.
//!
//! It is kept as JSON with a version. What is not understood in it is left out; nothing in it can keep a screen from
//! starting.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::model::Model;
use super::msg::Effect;
use super::overlay::palette::REMEMBERED;
use super::place::Address;
use super::tab::modules::session::{layouts, restore_layouts};
use super::update::{begin, dress, here};

/// The version that is written.
pub const VERSION: u32 = 1;

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Session {
    version: u32,
    /// The address of the last place.
    #[serde(default)]
    place: Option<String>,
    /// The addresses before it.
    #[serde(default)]
    back: Vec<String>,
    /// The addresses after it.
    #[serde(default)]
    forward: Vec<String>,
    /// The commands that were used.
    #[serde(default)]
    recent: Vec<String>,
    /// The run of the newest notification that was read.
    #[serde(default)]
    read: u64,
    /// The theme that was chosen.
    #[serde(default)]
    theme: Option<Chosen>,
    /// How the tables are laid out.
    #[serde(default)]
    tables: Value,
}

/// A theme that was chosen on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Chosen {
    name: String,
    /// What the file of settings said then. When it says something else, somebody has changed their mind there.
    #[serde(default)]
    over: Option<String>,
}

/// What is kept cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// A newer program has written it.
    #[error("a newer version of interlens has written it (version {0})")]
    Newer(u32),
    /// It is damaged.
    #[error("it is damaged: {0}")]
    Damaged(#[from] serde_json::Error),
}

impl Session {
    /// What is to be remembered of a screen.
    pub fn of(model: &Model) -> Self {
        let addresses = |list: &[Address]| list.iter().map(ToString::to_string).collect();
        Self {
            version: VERSION,
            place: Some(here(model).to_string()),
            back: addresses(&model.trail.back),
            forward: addresses(&model.trail.forward),
            recent: model.recent.clone(),
            read: model.news.read,
            theme: model.settings.chosen.clone().map(|name| Chosen {
                name,
                over: model.settings.given.theme.clone(),
            }),
            tables: layouts(model),
        }
    }

    /// Reads what was kept.
    pub fn parse(text: &str) -> Result<Self, Unusable> {
        // The version first: of a newer one nothing else can be taken for granted.
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let Versioned { version } = serde_json::from_str(text)?;
        if version > VERSION {
            return Err(Unusable::Newer(version));
        }
        Ok(serde_json::from_str(text)?)
    }

    /// As it is kept.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Makes a screen as it was; its place only where `place` says so.
    pub fn restore(&self, model: &mut Model, place: bool) -> Vec<Effect> {
        let addresses = |list: &[String]| list.iter().filter_map(|address| address.parse().ok()).collect();
        model.recent = self.recent.iter().take(REMEMBERED).cloned().collect();
        model.news.read = self.read;
        restore_layouts(model, &self.tables);
        if let Some(chosen) = &self.theme
            && model.settings.fixed.theme.is_none()
            && chosen.over == model.settings.given.theme
            && model.settings.look(&chosen.name).is_some()
        {
            model.settings.chosen = Some(chosen.name.clone());
            dress(model);
        }
        model.trail.back = addresses(&self.back);
        model.trail.forward = addresses(&self.forward);
        match self.place.as_ref().and_then(|place| place.parse::<Address>().ok()) {
            Some(address) if place => begin(model, &address),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;

    use super::*;
    use crate::tui::overlay::palette::remember;
    use crate::tui::place::Tab;
    use crate::tui::sample;
    use crate::tui::theme::{Colors, Theme};
    use crate::tui::update::open;

    fn model() -> Model {
        sample::model(Size::new(80, 24), Theme::default())
    }

    #[test]
    fn a_screen_comes_back_as_it_was() {
        let mut before = model();
        open(&mut before, &"history".parse().unwrap());
        open(&mut before, &"dashboard?period=7d".parse().unwrap());
        open(&mut before, &"audit".parse().unwrap());
        remember(&mut before, "shell.sync-now".to_owned());
        before.news.read = 41;
        before.settings.chosen = Some("safe-dark".to_owned());
        let session = Session::of(&before);
        let read = Session::parse(&session.text()).unwrap();
        assert_eq!(read, session);
        let mut after = model();
        read.restore(&mut after, true);
        assert_eq!((after.tab, &after.trail), (Tab::Audit, &before.trail));
        assert_eq!((after.recent.len(), after.news.read), (1, 41));
        assert_eq!(after.theme.colors, Colors::Safe);
        assert_eq!(Session::of(&after), session);
        // With an address of its own a start goes there, and remembers the rest.
        let mut elsewhere = model();
        read.restore(&mut elsewhere, false);
        assert_eq!(elsewhere.tab, Tab::Dashboard);
        assert_eq!(elsewhere.recent.len(), 1);
    }

    #[test]
    fn a_choice_in_the_file_is_newer_than_one_on_the_screen() {
        let mut before = model();
        before.settings.chosen = Some("light".to_owned());
        let session = Session::of(&before);
        let mut after = model();
        after.settings.given.theme = Some("safe".to_owned());
        session.restore(&mut after, true);
        assert_eq!(after.settings.chosen, None);
    }

    #[test]
    fn what_cannot_be_used_is_told_apart() {
        assert!(matches!(
            Session::parse("{\"version\": 9, \"place\": 7}"),
            Err(Unusable::Newer(9))
        ));
        for text in ["", "{", "[]", "{\"version\": 1, \"back\": 7}", "\u{0}"] {
            assert!(matches!(Session::parse(text), Err(Unusable::Damaged(_))), "{text}");
        }
        let odd =
            "{\"version\": 1, \"place\": \"nowhere/at/all\", \"back\": [\"x/y\"], \"theme\": {\"name\": \"gone\"}}";
        let mut model = model();
        Session::parse(odd).unwrap().restore(&mut model, true);
        assert_eq!((model.tab, model.trail.back.len()), (Tab::Dashboard, 0));
        assert_eq!(model.settings.chosen, None);
    }
}
