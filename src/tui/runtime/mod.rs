//! The loop: input first, then messages, then a frame when one is due. The only place with a clock and a terminal.
//!
//! The first frame is painted before anything is asked of anybody. Input is answered with a frame at once, at most once in 16 ms,
//! events at most thirty times a second. When nothing happens the loop sleeps until the next minute begins.

pub(super) mod effects;
mod exported;
mod input;
mod keep;
mod keeper;
mod link;
mod pixels;
mod questions;
pub(super) mod signals;
mod watch;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use chrono::{DateTime, Timelike, Utc};
use ratatui::buffer::Buffer;
use tokio::sync::mpsc;
use tokio::time::{sleep, sleep_until};

use self::effects::Executor;
use self::input::Input;
use self::keeper::Keeper;
use self::pixels::Pictures;
use self::signals::{Signal, Signals};
use super::escape::{Clipboard, Multiplexer, Notification, Notifier};
use super::file_form::FileForm;
use super::model::Model;
use super::msg::{Effect, Msg};
use super::place::Address;
use super::settings::config::Start;
use super::settings::read::read as read_settings;
use super::settings::{Files, Fixed};
use super::tab::charts::Drawing;
use super::terminal::{self, Guard, Screen};
use super::theme::{Background, Environment, Glyphs, ProcessEnvironment, Theme, Tier};
use super::update::{begin, update};
use super::view;
use crate::api::wire::Period;

pub use self::link::Connector;
pub use self::questions::ask as ask_engine;

/// The shortest time between two frames after input.
const INPUT_FRAME: Duration = Duration::from_millis(16);
/// The shortest time between two frames after anything else.
const EVENT_FRAME: Duration = Duration::from_millis(34);
/// Messages that may wait; whoever sends more waits, too.
pub(super) const MESSAGES: usize = 256;
/// How long the terminal may take to say what its background is. Keys typed meanwhile are not lost.
const COLOR_PATIENCE: Duration = Duration::from_millis(150);

/// How a dashboard is to be shown.
#[derive(Clone, Debug)]
pub struct Options {
    /// The data source to begin with; the first one where none is named.
    pub source: Option<u32>,
    /// The period to begin with.
    pub period: Period,
    /// The place to begin at; where none is named, the one that the settings name.
    pub start: Option<Address>,
    /// The folder with the files of settings; without one everything is as it is from the start.
    pub config: Option<PathBuf>,
    /// The file in which the screen remembers where it was; without one it does not.
    pub state: Option<PathBuf>,
    /// The theme, whatever the settings say.
    pub theme: Option<String>,
    /// Only ASCII, whatever the settings say.
    pub ascii: bool,
    /// The mouse is left to the terminal, whatever the settings say.
    pub no_mouse: bool,
    /// The folder for what is copied and too long for a clipboard.
    pub folder: PathBuf,
    /// The folder that pictures are written into where the settings name none.
    pub here: PathBuf,
    /// The clock.
    pub clock: fn() -> DateTime<Utc>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            source: None,
            period: Period::default(),
            start: None,
            config: None,
            state: None,
            theme: None,
            ascii: false,
            no_mouse: false,
            folder: std::env::temp_dir(),
            here: std::env::temp_dir(),
            clock: Utc::now,
        }
    }
}

/// How a dashboard was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Somebody quit.
    Quit,
    /// The system asked for it, with this signal.
    Signal(i32),
}

/// Why a dashboard could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// Standard input or output is no terminal.
    #[error("the dashboard needs a terminal, and this is none; `interlens overview` prints the figures")]
    NoTerminal,
    /// The terminal did not do what it was asked.
    #[error("the terminal cannot be used: {0}; try another one, or `interlens overview`")]
    Terminal(#[from] std::io::Error),
    /// A task broke; its own words went to standard error.
    #[error("a part of the dashboard broke down; what it said stands above. Start it again with `interlens`")]
    Task,
}

/// Shows the dashboard until somebody leaves it.
///
/// The connector is asked for an engine at once and again whenever the engine went away. Has to run inside a tokio
/// runtime with time and I/O; standard input and output have to be a terminal.
pub async fn run(connect: impl Connector, options: Options) -> Result<Exit, TuiError> {
    use std::io::IsTerminal;
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(TuiError::NoTerminal);
    }
    let env = ProcessEnvironment;
    let known = Background::from_environment(&env);
    let theme = Theme {
        background: known.unwrap_or_default(),
        tier: Tier::detect(&ProcessEnvironment),
        glyphs: Glyphs::detect(&env),
        ..Theme::default()
    };
    let mut model = Model::new((options.clock)(), terminal::size(), theme);
    model.source = options.source;
    model.dashboard.period = options.period;
    model.settings.fixed = Fixed::of(&env, options.theme.clone(), options.ascii, options.no_mouse);
    let files = options.config.as_deref().map_or_else(nothing_said, read_settings);
    let mut effects = update(&mut model, Msg::Settings(Box::new(files)));
    let (keeper, session, told) = Keeper::open(options.state.clone());
    effects.extend(restore(&mut model, &options, session.as_ref()));
    if let Some(advice) = told {
        effects.extend(update(&mut model, Msg::Tell(advice)));
    }
    let settings = model.settings.settings();
    model.mouse = settings.mouse.value;
    let desktop = settings.desktop_notifications.value.way();

    let signals = Signals::listen()?;
    let guard = Guard::take(model.mouse)?;
    let (sender, messages) = mpsc::channel(MESSAGES);
    let mut executor = Executor::new(connect, sender.clone());
    if let Some(folder) = options.config {
        executor.keep_running(watch::watch(folder, sender));
    }
    let mut running = Running {
        model,
        clock: options.clock,
        guard,
        screen: Screen::default(),
        multiplexer: Multiplexer::detect(&env),
        notifier: Notifier::detect(desktop, &env),
        folder: options.folder,
        here: options.here,
        executor,
        keeper,
        pictures: Pictures::new(settings.pixels.value.way(&env)),
        frame: Frame::default(),
        exit: None,
    };
    running.draw()?;
    running.carry_out(effects)?;
    // With 16 colours or none the terminal's own ground is used, and which it is decides only shades.
    let ask = known.is_none() && !matches!(theme.tier, Tier::None) && env.get("TERM").is_some();
    let ended = running.turn(messages, signals, ask).await;
    running.keeper.end(&running.model).await;
    ended
}

/// Settings where there is no folder for them.
fn nothing_said() -> Files {
    Files {
        given: Some(super::settings::config::Given::default()),
        ..Files::default()
    }
}

/// Begins where one was, or where one is told to.
fn restore(model: &mut Model, options: &Options, session: Option<&super::session::Session>) -> Vec<Effect> {
    let start = match (&options.start, model.settings.settings().start.value) {
        (Some(address), _) => Some(address.clone()),
        (None, Start::At(address)) => Some(*address),
        (None, Start::Last) => None,
    };
    let mut effects = session.map_or_else(Vec::new, |session| session.restore(model, start.is_none()));
    if let Some(address) = start {
        effects.extend(begin(model, &address));
    }
    effects
}

/// When the next frame is due.
#[derive(Default)]
struct Frame {
    /// When the last one was painted.
    last: Option<Instant>,
    /// When the last one that answered input was.
    answered: Option<Instant>,
    due: Option<Instant>,
    /// Whether the one that is due answers input.
    answers: bool,
}

impl Frame {
    /// Wants a frame for something that happened as soon as the pause after the last one is over.
    fn want(&mut self, now: Instant) {
        self.put(now, self.last, EVENT_FRAME);
    }

    /// Wants a frame that answers input. A frame that painted something else just before does not put it off.
    fn want_for_input(&mut self, now: Instant) {
        self.answers = true;
        self.put(now, self.answered, INPUT_FRAME);
    }

    fn put(&mut self, now: Instant, last: Option<Instant>, pause: Duration) {
        let at = last.map_or(now, |last| (last + pause).max(now));
        self.due = Some(self.due.map_or(at, |due| due.min(at)));
    }

    /// A frame was painted.
    fn painted(&mut self, now: Instant) {
        *self = Self {
            last: Some(now),
            answered: if self.answers { Some(now) } else { self.answered },
            due: None,
            answers: false,
        };
    }

    fn is_due(&self, now: Instant) -> bool {
        self.due.is_some_and(|due| due <= now)
    }
}

struct Running {
    model: Model,
    clock: fn() -> DateTime<Utc>,
    guard: Guard,
    screen: Screen,
    multiplexer: Multiplexer,
    notifier: Notifier,
    folder: PathBuf,
    here: PathBuf,
    executor: Executor,
    keeper: Keeper,
    pictures: Pictures,
    frame: Frame,
    exit: Option<Exit>,
}

impl Running {
    async fn turn(
        &mut self,
        mut messages: mpsc::Receiver<Msg>,
        mut signals: Signals,
        ask: bool,
    ) -> Result<Exit, TuiError> {
        // While the terminal is asked for its colours nobody else may read from it.
        let mut question = Box::pin(background(ask));
        let mut input: Option<Input> = None;
        loop {
            if self.frame.is_due(Instant::now()) {
                self.draw()?;
            }
            if let Some(exit) = self.exit {
                return Ok(exit);
            }
            let (due, keep) = (self.frame.due, self.keeper.due());
            tokio::select! {
                biased;
                event = read(&mut input), if input.is_some() => match event {
                    Some(Ok(msg)) => self.take(msg, INPUT_FRAME)?,
                    Some(Err(error)) => return Err(error.into()),
                    None => return Ok(Exit::Signal(signals::HANG_UP)),
                },
                answer = &mut question, if input.is_none() => {
                    input = Some(Input::new());
                    // Only from here on is the terminal heard when it changes its size; it may have done so before.
                    self.take(Msg::Resize(terminal::size()), INPUT_FRAME)?;
                    if let Some(background) = answer {
                        self.take(Msg::Background(background), INPUT_FRAME)?;
                    }
                }
                signal = signals.next() => match signal {
                    Signal::End(number) => return Ok(Exit::Signal(number)),
                    Signal::Stop => self.suspend()?,
                    Signal::Continue => self.resume()?,
                },
                Some(msg) = messages.recv() => self.take(msg, EVENT_FRAME)?,
                broken = self.executor.broken() => if broken {
                    return Err(TuiError::Task);
                },
                () = until(due) => {}
                picture = self.pictures.ready() => terminal::write(picture.as_bytes())?,
                () = until(keep) => if let Some(advice) = self.keeper.keep(&self.model).await {
                    self.take(Msg::Tell(advice), EVENT_FRAME)?;
                },
                () = sleep(to_next_minute((self.clock)())) => self.take(Msg::Minute, EVENT_FRAME)?,
            }
        }
    }

    fn take(&mut self, msg: Msg, pause: Duration) -> Result<(), TuiError> {
        self.model.now = (self.clock)();
        // Only what a person does changes what is remembered.
        if matches!(msg, Msg::Key(_) | Msg::Mouse(_) | Msg::Paste(_)) {
            self.keeper.touch(Instant::now());
        }
        let set = matches!(msg, Msg::Settings(_));
        let effects = update(&mut self.model, msg);
        if set {
            let desktop = self.model.settings.settings().desktop_notifications.value;
            self.notifier = Notifier::detect(desktop.way(), &ProcessEnvironment);
            self.pictures
                .set(self.model.settings.settings().pixels.value.way(&ProcessEnvironment));
        }
        if pause == INPUT_FRAME {
            self.frame.want_for_input(Instant::now());
        } else {
            self.frame.want(Instant::now());
        }
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Result<(), TuiError> {
        for effect in effects {
            match effect {
                Effect::Quit => self.exit = Some(Exit::Quit),
                Effect::Redraw => self.screen.forget(),
                Effect::Mouse(on) => self.guard.mouse(on)?,
                Effect::Suspend => self.suspend()?,
                Effect::Copy(text) => match Clipboard::new(&text) {
                    Ok(clipboard) => terminal::write(clipboard.to_terminal(self.multiplexer).as_bytes())?,
                    Err(_) => self.executor.keep(self.folder.clone(), text),
                },
                Effect::Export(forms) => self.export(forms),
                Effect::Tell { title, body } => {
                    let sent = self.notifier.to_terminal(&Notification::new(&title, &body));
                    terminal::write(sent.as_bytes())?;
                }
                other => self.executor.start(&other),
            }
        }
        Ok(())
    }

    /// Writes the picture that is looked at, where the settings say.
    fn export(&mut self, forms: Vec<FileForm>) {
        let Some(drawing) = Drawing::of(&self.model) else {
            return;
        };
        let settings = self.model.settings.settings();
        let folder = settings.exports.value.folder(&self.here, &ProcessEnvironment);
        let now = (self.clock)().with_timezone(&chrono::Local).naive_local();
        self.executor.export(folder, drawing, forms, now);
    }

    fn draw(&mut self) -> Result<(), TuiError> {
        let (first, again) = self.pictures.before(&self.model);
        if let Some(first) = first {
            terminal::write(first.as_bytes())?;
        }
        if again {
            self.screen.forget();
        }
        let mut cells = Buffer::empty(terminal::area(self.model.size));
        self.model.hits = view::draw(&self.model, &mut cells);
        terminal::write(&self.screen.frame(cells)?)?;
        self.frame.painted(Instant::now());
        Ok(())
    }

    /// Gives the terminal back and stops, until a shell wakes the program.
    fn suspend(&mut self) -> Result<(), TuiError> {
        if !signals::can_be_woken() {
            return self.take(
                Msg::NotSuspended("There is no shell here that could wake the program again."),
                INPUT_FRAME,
            );
        }
        Guard::leave();
        let stopped = signals::stop();
        // Here the program has been woken again, or was not stopped at all.
        self.resume()?;
        stopped.map_err(|error| TuiError::Terminal(error.into()))
    }

    fn resume(&mut self) -> Result<(), TuiError> {
        self.guard.enter()?;
        self.screen.forget();
        self.take(Msg::Resize(terminal::size()), INPUT_FRAME)
    }
}

async fn read(input: &mut Option<Input>) -> Option<std::io::Result<Msg>> {
    match input {
        Some(input) => input.next().await,
        None => std::future::pending().await,
    }
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due.into()).await,
        None => std::future::pending().await,
    }
}

/// The time until the clock's next minute begins.
fn to_next_minute(now: DateTime<Utc>) -> Duration {
    let passed = u64::from(now.second()) * 1000 + u64::from(now.timestamp_subsec_millis());
    // A little more than the minute, lest a timer that is early finds the old one.
    Duration::from_millis(60_000_u64.saturating_sub(passed) + 20)
}

/// Asks the terminal for its background, where that is worth asking.
async fn background(ask: bool) -> Option<Background> {
    use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};
    if !ask {
        return None;
    }
    let mut options = QueryOptions::default();
    options.timeout = COLOR_PATIENCE;
    let answer = tokio::task::spawn_blocking(move || theme_mode(options)).await;
    match answer {
        Ok(Ok(ThemeMode::Light)) => Some(Background::Light),
        Ok(Ok(ThemeMode::Dark)) => Some(Background::Dark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn frames_keep_their_distance_and_input_comes_first() {
        let start = Instant::now();
        let later = |millis| start + Duration::from_millis(millis);
        let mut frame = Frame::default();
        frame.want(start);
        assert!(frame.is_due(start), "the first frame is due at once");
        frame.painted(start);
        frame.want(later(1));
        assert_eq!(frame.due, Some(start + EVENT_FRAME));
        frame.want_for_input(later(2));
        assert_eq!(
            frame.due,
            Some(later(2)),
            "a key does not wait for what happened before it"
        );
        frame.painted(later(2));
        frame.want_for_input(later(3));
        assert_eq!(
            frame.due,
            Some(later(2) + INPUT_FRAME),
            "keys that come faster share a frame"
        );
        frame.want(later(4));
        assert_eq!(frame.due, Some(later(2) + INPUT_FRAME), "an event does not put it off");
    }

    #[test]
    fn the_loop_wakes_with_the_minute() {
        let at = Utc.with_ymd_and_hms(2026, 11, 22, 13, 5, 20).single().unwrap();
        assert_eq!(to_next_minute(at), Duration::from_millis(40_020));
    }
}
