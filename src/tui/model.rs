//! Everything the screen is drawn from. Plain data: no terminal, no connection, no clock but [`Model::now`].

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use chrono_tz::Tz;
use ratatui::layout::{Rect, Size};

use super::action_id::ActionId;
use super::theme::Theme;
use crate::api::wire::{Advice, Hello, Overview, Period, Progress, SourceState, SourceStatus, Status};

/// The state of the whole screen.
#[derive(Clone, Debug)]
pub struct Model {
    /// The moment of the last message.
    pub now: DateTime<Utc>,
    /// The terminal's size.
    pub size: Size,
    /// The look.
    pub theme: Theme,
    /// The connection.
    pub link: Link,
    /// What the engine said about itself and us.
    pub hello: Option<Hello>,
    /// How things stood when the engine last said so.
    pub status: Option<Status>,
    /// When that was.
    pub heard_at: Option<DateTime<Utc>>,
    /// The data source that is shown; the first one until another is chosen.
    pub source: Option<u32>,
    /// The period that is wanted.
    pub period: Period,
    /// The figures.
    pub figures: Figures,
    /// The panel that keys act on.
    pub focus: Panel,
    /// Whether that panel fills the screen.
    pub enlarged: bool,
    /// How many rows of the dashboard are above the screen.
    pub scroll: u16,
    /// What lies on top.
    pub overlay: Overlay,
    /// A word to the person, in place of the footer until the next key.
    pub notice: Option<Notice>,
    /// How many notices there have been; tells a timer whether its notice is still there.
    pub notices: u64,
    /// Whether the mouse is ours rather than the terminal's.
    pub mouse: bool,
    /// What can be clicked, as the last frame was drawn.
    pub hits: Vec<Hit>,
}

/// The connection to the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// On the way, for the first time.
    Connecting,
    /// There.
    Up,
    /// Lost, or never there; tried again in the background.
    Gone {
        /// What happened.
        advice: Advice,
    },
}

/// The figures of one data source and period, and what is under way to renew them.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// The newest that came; shown until newer ones come, whatever happens in between.
    pub shown: Option<Overview>,
    /// The number of the last question; answers to earlier ones are dropped.
    pub generation: u64,
    /// Whether an answer is awaited.
    pub loading: bool,
    /// Whether the records changed while one was.
    pub outdated: bool,
    /// When the last question was asked.
    pub asked_at: Option<DateTime<Utc>>,
    /// Why the last question had no answer.
    pub problem: Option<Advice>,
}

/// A part of the dashboard that can have the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Panel {
    /// The sync that runs.
    Sync,
    /// One of the six aggregate formulas.
    Tile(u8),
    /// New and closed conversations a day.
    Flow,
    /// Conversations by state.
    States,
    /// Conversations by satisfaction category.
    Categories,
    /// Conversations by team.
    Teams,
    /// The median time to the first reply.
    FirstReply,
    /// Conversations by weekday and hour.
    Hours,
    /// The conversations that have waited longest.
    Waiting,
    /// What is stored.
    Modules,
}

/// What lies on top of the dashboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// All actions.
    Help {
        /// What was typed to find one.
        filter: String,
        /// How many rows are above the window.
        scroll: u16,
    },
    /// The question whether to cancel the sync.
    ConfirmCancel,
}

/// A word to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The word.
    pub text: String,
    /// Whether it tells of something that did not work.
    pub bad: bool,
}

/// Something that can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub area: Rect,
    /// What.
    pub target: Target,
}

/// What a click does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Gives a panel the focus; a second click enlarges it.
    Panel(Panel),
    /// Runs an action.
    Action(ActionId),
}

impl Model {
    /// The screen before anything is known.
    pub fn new(now: DateTime<Utc>, size: Size, theme: Theme) -> Self {
        Self {
            now,
            size,
            theme,
            link: Link::Connecting,
            hello: None,
            status: None,
            heard_at: None,
            source: None,
            period: Period::default(),
            figures: Figures::default(),
            focus: Panel::Tile(0),
            enlarged: false,
            scroll: 0,
            overlay: Overlay::None,
            notice: None,
            notices: 0,
            mouse: true,
            hits: Vec::new(),
        }
    }

    /// The data source that is shown.
    pub fn current(&self) -> Option<&SourceStatus> {
        let sources = &self.status.as_ref()?.sources;
        match self.source {
            Some(id) => sources.iter().find(|source| source.id == id),
            None => sources.first(),
        }
    }

    /// The sync that runs for it.
    pub fn progress(&self) -> Option<&Progress> {
        self.current()?.progress.as_ref()
    }

    /// The time zone in which its days are counted.
    pub fn zone(&self) -> Tz {
        self.current()
            .and_then(|source| source.time_zone.parse().ok())
            .unwrap_or(Tz::UTC)
    }

    /// The moment that ages are counted to: the minute, so that a screen changes once a minute and not in between.
    pub fn minute(&self) -> DateTime<Utc> {
        self.now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(self.now)
    }

    /// How long ago something was: `just now`, then in whole minutes.
    pub fn age(&self, then: DateTime<Utc>) -> String {
        let seconds = (self.minute() - then).num_seconds();
        crate::text::format::age(if seconds < 60 { 0 } else { seconds })
    }

    /// What the dashboard's body shows.
    pub fn scene(&self) -> Scene<'_> {
        let Some(status) = &self.status else {
            return match &self.link {
                Link::Gone { advice } => Scene::NoEngine(advice),
                _ => Scene::Connecting,
            };
        };
        let Some(source) = self.current() else {
            return if status.sources.is_empty() {
                Scene::NoSource
            } else {
                Scene::SourceGone
            };
        };
        if let Some(figures) = &self.figures.shown
            && figures.conversations > 0
        {
            return Scene::Figures(source, figures);
        }
        match source.state {
            SourceState::Failed | SourceState::Paused => Scene::Stopped(source),
            SourceState::Syncing | SourceState::Never | SourceState::Stopped => Scene::FirstRun(source),
            SourceState::Synced => match (&self.figures.shown, &self.figures.problem) {
                (Some(_), _) => Scene::NothingYet(source),
                (None, Some(problem)) => Scene::NoFigures(problem),
                (None, None) => Scene::Computing(source),
            },
        }
    }
}

/// What the body shows, by what is known.
#[derive(Clone, Copy, Debug)]
pub enum Scene<'a> {
    /// The engine has not answered yet.
    Connecting,
    /// It cannot be reached, and nothing is known from before.
    NoEngine(&'a Advice),
    /// No workspace is connected.
    NoSource,
    /// The one that was asked for is not there.
    SourceGone,
    /// No sync has ended, or none has brought conversations yet.
    FirstRun(&'a SourceStatus),
    /// Nothing is stored and something has to be done first.
    Stopped(&'a SourceStatus),
    /// Everything was brought in, and there are no conversations.
    NothingYet(&'a SourceStatus),
    /// The figures are on their way.
    Computing(&'a SourceStatus),
    /// They could not be had.
    NoFigures(&'a Advice),
    /// The figures.
    Figures(&'a SourceStatus, &'a Overview),
}
