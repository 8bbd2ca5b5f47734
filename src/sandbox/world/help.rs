//! Help centers, collections and articles as they are at a moment.

use std::fmt::Write;

use crate::sandbox::dice::{Dice, Stream};

use super::ids;
use super::setting::{Growing, Setting};
use super::shelf::Touch;
use super::texts;
use super::visits::Visits;

const DAY: u32 = 86_400;

/// A help-centre site.
#[derive(Clone, Debug)]
pub(crate) struct HelpCenter {
    pub(crate) id: u32,
    pub(crate) identifier: &'static str,
    pub(crate) display_name: &'static str,
    pub(crate) website_turned_on: bool,
    pub(crate) created_at: u32,
    pub(crate) updated_at: u32,
    pub(crate) locales: &'static [&'static str],
    pub(crate) is_default: bool,
}

impl HelpCenter {
    /// The help center with this number (0 or 1) at `at`.
    pub(crate) fn at(setting: &Setting, index: u32, at: u32, touches: &[Touch]) -> Self {
        let touches = &touches[..touches.partition_point(|touch| touch.at <= at)];
        let created_at = setting.calendar.start() + 3600 + index * 40 * DAY;
        let visits = Visits::of(setting.seed, Stream::HelpCenter, index, created_at, 30 * DAY, 0.02);
        let first = index == 0;
        Self {
            id: ids::help_center(index),
            identifier: if first { "acme-help" } else { "acme-partner" },
            display_name: if first { "Acme Help" } else { "Acme für Partner" },
            website_turned_on: first ^ (touches.len() % 2 == 1),
            created_at,
            updated_at: visits.last(at).max(touches.last().map_or(0, |touch| touch.at)),
            locales: if first { &["en", "de", "ja"] } else { &["de"] },
            is_default: first,
        }
    }
}

/// A group of articles.
#[derive(Clone, Debug)]
pub(crate) struct Collection {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) icon: Option<&'static str>,
    pub(crate) order: u32,
    pub(crate) parent: Option<u32>,
    pub(crate) help_center: Option<u32>,
    pub(crate) created_at: u32,
    pub(crate) updated_at: u32,
    /// Whether the help center shows it.
    pub(crate) is_public: bool,
}

impl Collection {
    /// The collection with this number at `at`.
    pub(crate) fn at(setting: &Setting, index: u32, at: u32, touches: &[Touch]) -> Self {
        const NAMES: [&str; 10] = [
            "Getting started",
            "Billing & invoices",
            "Integrations",
            "API & webhooks",
            "Security",
            "Sprache & Region",
            "よくある質問",
            "Mobile apps",
            "Troubleshooting",
            "Für Administratoren",
        ];
        let touches = &touches[..touches.partition_point(|touch| touch.at <= at)];
        let (updated_at, _) = Self::life(setting, index, at);
        let mut dice = Dice::new(setting.seed, Stream::Collection, u64::from(index));
        let parent = (index >= 3 && dice.chance(0.5)).then(|| dice.below(index.min(12)));
        let name = NAMES[index as usize % NAMES.len()];
        let round = index as usize / NAMES.len();
        let description = match (dice.chance(0.8), touches.len()) {
            (true, 0) => Some(format!("Everything about {name}")),
            (_, times) if times > 0 => Some(format!("Everything about {name} (revised {times}×)")),
            _ => None,
        };
        Self {
            id: ids::collection(index),
            name: if round == 0 {
                name.to_owned()
            } else {
                format!("{name} {}", round + 1)
            },
            description,
            icon: dice
                .chance(0.6)
                .then(|| dice.pick(&["book-bookmark", "credit-card", "bolt", "shield"])),
            order: index,
            parent,
            help_center: parent.is_none().then(|| dice.below(setting.sizes.help_centers)),
            created_at: created(setting, index),
            updated_at: updated_at.max(touches.last().map_or(0, |touch| touch.at)),
            is_public: dice.chance(0.9),
        }
    }

    /// Where the help center shows it.
    pub(crate) fn url(&self) -> Option<String> {
        self.is_public
            .then(|| format!("https://help.acme.example/en/collections/{}", self.id))
    }

    /// When it was last changed at `at`, and when it changes next.
    pub(crate) fn life(setting: &Setting, index: u32, at: u32) -> (u32, Option<u32>) {
        let visits = Visits::of(
            setting.seed,
            Stream::Collection,
            index,
            created(setting, index),
            60 * DAY,
            0.15,
        );
        (visits.last(at), visits.next(at))
    }
}

fn created(setting: &Setting, index: u32) -> u32 {
    setting.calendar.start() + 7200 + index * 3 * 3600
}

/// An article.
#[derive(Clone, Debug)]
pub(crate) struct Article {
    pub(crate) id: u32,
    pub(crate) index: u32,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) author_id: u32,
    pub(crate) is_published: bool,
    pub(crate) created_at: u32,
    pub(crate) updated_at: u32,
    /// Only told in a help center with several languages.
    pub(crate) default_locale: Option<&'static str>,
    /// Numbers of the collections it is in.
    pub(crate) parents: Vec<u32>,
    has_body: bool,
    revision: usize,
}

impl Article {
    /// The article with this number at `at`.
    pub(crate) fn at(setting: &Setting, index: u32, at: u32, touches: &[Touch]) -> Self {
        const VERBS: [&str; 8] = [
            "How to set up",
            "Managing",
            "Troubleshooting",
            "An overview of",
            "Exporting",
            "So funktioniert:",
            "Comprendre",
            "使い方：",
        ];
        const THINGS: [&str; 12] = [
            "single sign-on",
            "invoices",
            "the mobile app",
            "webhooks",
            "teams & roles",
            "CSV exports",
            "notifications",
            "the API",
            "data retention",
            "seats",
            "Slack",
            "two-factor login",
        ];
        let touches = &touches[..touches.partition_point(|touch| touch.at <= at)];
        let (updated_at, _) = Self::life(setting, index, at);
        let mut dice = Dice::new(setting.seed, Stream::Article, u64::from(index));
        let is_published = dice.chance(0.86);
        let verb = dice.pick(&VERBS);
        let thing = dice.pick(&THINGS);
        let mut title = format!("{verb} {thing}");
        if dice.chance(0.02) {
            title.clear();
            texts::hostile(index, &mut title);
        } else if !is_published && dice.chance(0.2) {
            title.clear();
        }
        if !touches.is_empty() {
            let _ = write!(title, " (revision {})", touches.len() + 1);
        }
        let collections = setting.sizes.collections;
        let parents = match dice.weighted([10, 82, 8].into_iter()) {
            0 => Vec::new(),
            1 => vec![dice.below(collections)],
            _ => vec![
                dice.below(collections / 2),
                collections / 2 + dice.below(collections.div_ceil(2)),
            ],
        };
        Self {
            id: ids::article(index),
            index,
            title,
            description: dice.chance(0.7).then(|| format!("{verb} {thing}, step by step.")),
            author_id: dice.choose(&setting.staff.admins).id,
            is_published,
            created_at: setting.arrival(Growing::Articles, index),
            updated_at: updated_at.max(touches.last().map_or(0, |touch| touch.at)),
            default_locale: dice.chance(0.6).then_some("en"),
            parents,
            has_body: dice.chance(0.97),
            revision: touches.len(),
        }
    }

    /// When it was last changed at `at`, and when it changes next.
    pub(crate) fn life(setting: &Setting, index: u32, at: u32) -> (u32, Option<u32>) {
        let created = setting.arrival(Growing::Articles, index);
        let visits = Visits::of(setting.seed, Stream::Article, index, created, 45 * DAY, 0.2);
        (visits.last(at), visits.next(at))
    }

    /// Writes the body as HTML; false where there is none.
    pub(crate) fn body(&self, text: &mut String) -> bool {
        if !self.has_body {
            return false;
        }
        let _ = write!(text, "<h2 id=\"intro\">{}</h2>", self.index);
        for step in 1..=4 + self.index % 9 {
            let _ = write!(
                text,
                "<p class=\"no-margin\">Step {step}: open <b>Settings &amp; more</b> and choose “option {step}”.</p>"
            );
        }
        let _ = write!(text, "<p>Revision {}</p>", self.revision);
        true
    }

    /// Where the help center shows it; `None` for a draft.
    pub(crate) fn url(&self) -> Option<String> {
        self.is_published
            .then(|| format!("https://help.acme.example/en/articles/{}", self.id))
    }
}
