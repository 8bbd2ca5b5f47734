//! Everything the screen is drawn from. Plain data: no terminal, no connection, no clock but [`Model::now`].

use std::sync::Arc;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use chrono_tz::Tz;
use ratatui::layout::{Position, Rect, Size};

use super::action_id::ActionId;
use super::ask::Tickets;
use super::field::Field;
use super::keymap::Keymap;
use super::keys::Key;
use super::news::News;
use super::place::{Address, Tab};
use super::settings::Wishes;
use super::tab::{audit, charts, dashboard, history, modules, sources};
use super::theme::Theme;
use crate::api::wire::{Advice, Hello, Overview, Progress, SourceState, SourceStatus, Status};

pub use dashboard::state::{Figures, Panel};

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
    /// The tab that is shown.
    pub tab: Tab,
    /// The dashboard.
    pub dashboard: dashboard::state::State,
    /// The tables.
    pub modules: modules::state::State,
    /// The data sources.
    pub sources: sources::state::State,
    /// The sync history.
    pub history: history::state::State,
    /// The audit history.
    pub audit: audit::state::State,
    /// The charts.
    pub charts: charts::state::State,
    /// Where a tab wants to go; done when its message has been.
    pub wish: Option<Wish>,
    /// Where one has been, and where one came back from.
    pub trail: Trail,
    /// The questions that are under way.
    pub tickets: Tickets,
    /// What was set, and what decides it.
    pub settings: Wishes,
    /// The data source that somebody wants to see, by name or number, until it is known which there are.
    pub awaited: Option<String>,
    /// Keys that were changed.
    pub keymap: Arc<Keymap>,
    /// The keys of a chord that were pressed so far.
    pub pending: Vec<Key>,
    /// What lies on top.
    pub overlay: Overlay,
    /// What happened while nobody looked.
    pub news: News,
    /// The commands of the palette that were used, the last one first.
    pub recent: Vec<String>,
    /// A word to the person, in place of the footer until the next key.
    pub notice: Option<Notice>,
    /// How many notices there have been; tells a timer whether its notice is still there.
    pub notices: u64,
    /// Whether the mouse is ours rather than the terminal's.
    pub mouse: bool,
    /// What can be clicked, as the last frame was drawn.
    pub hits: Vec<Hit>,
    /// The mouse button that is held.
    pub drag: Option<Drag>,
    /// The last click, for a second one on the same thing.
    pub clicked: Option<(DateTime<Utc>, Target)>,
    /// Whether the terminal's window is in front. One that does not say counts as if it were.
    pub focused: bool,
    /// How long the engine has been away, and who was told.
    pub absence: Absence,
}

/// The mouse button that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drag {
    /// What was under the mouse when it was pressed.
    pub target: Option<Target>,
    /// Where it was pressed.
    pub from: Position,
    /// Where the mouse is now.
    pub to: Position,
    /// Whether it has been moved since.
    pub moved: bool,
    /// What comes of it.
    pub held: Held,
}

/// What comes of holding the mouse button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Text is marked; the click was done at once.
    Text,
    /// Text is marked or, where the mouse does not move, the click is done at the end.
    Click,
    /// The target itself is drawn about.
    Target,
}

/// How long the engine has been away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Absence {
    /// Its number; tells a timer whether it goes on.
    pub number: u64,
    /// Whether the person was told of it.
    pub told: bool,
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

/// What lies on top of a tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// All actions.
    Help(Search),
    /// The command palette.
    Palette(Search),
    /// A label on everything that can have the focus; what was typed of one.
    Jump(Field),
    /// What happened while nobody looked, with the entry under the cursor.
    Notifications(usize),
    /// The question whether to cancel the sync.
    ConfirmCancel,
}

/// A list that is searched by typing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// What was typed.
    pub field: Field,
    /// Which entry is under the cursor.
    pub at: u16,
}

/// Where a tab wants to go.
#[expect(clippy::large_enum_variant, reason = "there is at most one of it")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To a place, from which one can come back.
    Go(Address),
    /// To another data source on the same tab.
    Source(u32),
}

/// Where one has been: back and forward again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// Places before this one, the last at the end.
    pub back: Vec<Address>,
    /// Places that one came back from, the last at the end.
    pub forward: Vec<Address>,
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
    /// Shows a tab.
    Tab(Tab),
    /// A part of a table; a click there is read with the position.
    Modules(modules::state::Spot),
    /// A row of the data sources.
    Sources(sources::state::Spot),
    /// A part of the sync history.
    History(history::state::Spot),
    /// A part of the audit history.
    Audit(audit::state::Spot),
    /// A part of the charts; on a picture the click is read with the position.
    Charts(charts::state::Spot),
    /// An entry of the list that lies on top, by its place.
    Entry(usize),
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
            tab: Tab::default(),
            dashboard: dashboard::state::State::default(),
            modules: modules::state::State::default(),
            sources: sources::state::State::default(),
            history: history::state::State::default(),
            audit: audit::state::State::default(),
            charts: charts::state::State::default(),
            wish: None,
            trail: Trail::default(),
            tickets: Tickets::default(),
            settings: Wishes {
                told: theme.background,
                detected: theme.glyphs,
                ..Wishes::default()
            },
            awaited: None,
            keymap: Arc::new(Keymap::default()),
            pending: Vec::new(),
            overlay: Overlay::None,
            news: News::default(),
            recent: Vec::new(),
            notice: None,
            notices: 0,
            mouse: true,
            hits: Vec::new(),
            drag: None,
            clicked: None,
            focused: true,
            absence: Absence::default(),
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
        if let Some(figures) = &self.dashboard.figures.shown
            && figures.conversations > 0
        {
            return Scene::Figures(source, figures);
        }
        match source.state {
            SourceState::Failed | SourceState::Paused => Scene::Stopped(source),
            SourceState::Syncing | SourceState::Never | SourceState::Stopped => Scene::FirstRun(source),
            SourceState::Synced => match (&self.dashboard.figures.shown, &self.dashboard.figures.problem) {
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
