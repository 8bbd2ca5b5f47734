//! A session in lines: what was typed and what the engine says come in, lines come out.
//!
//! The model and its `update` are those of the screen: the connection, the figures, syncs and notices are theirs. Tables and
//! histories are asked for here, a few rows at a time.

use chrono::{DateTime, NaiveDate, Utc};

use super::charts;
use super::command::{Command, parse};
use super::help::help;
use super::places;
use super::table::Table;
use crate::api::wire::{Advice, AuditQuery, Event};
use crate::chart::Kind;
use crate::text::SafeText;
use crate::tui::action_id::{ActionId, Overlay as OverlayAction, Shell};
use crate::tui::ask::{Answer, Ask, Slot, Ticket};
use crate::tui::clean::Clean;
use crate::tui::model::{Link, Model, Overlay};
use crate::tui::msg::{Effect, Msg};
use crate::tui::place::{Address, ChartView, Place, Tab};
use crate::tui::update::{ended, open, run, update};

/// Days of the sync history.
const DAYS: u32 = 45;
/// Days of the audit history.
const AUDIT_DAYS: u32 = 180;
/// Entries of it at a time.
const ENTRIES: usize = 20;

/// What came of a line or a message.
#[derive(Debug, Default)]
pub struct Turn {
    /// Lines to print. They hold nothing but text.
    pub lines: Vec<String>,
    /// What has to be done.
    pub effects: Vec<Effect>,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    Dashboard,
    Modules,
    Table(Table),
    Sources,
    History { day: Option<NaiveDate>, run: Option<u64> },
    Audit { search: Option<String>, entry: Option<u64> },
    Gallery,
    Chart { kind: Kind, view: ChartView },
}

/// A session.
pub struct Reader {
    model: Model,
    shown: Shown,
    back: Vec<Shown>,
    forward: Vec<Shown>,
    /// The question whose answer is to be printed.
    awaited: Option<Ticket>,
    /// Whether the figures are to be printed when they come.
    figures: bool,
    /// Requests to sync or to cancel that are under way.
    requests: u32,
    /// Where to begin, until the engine has said how things stand.
    start: Option<Address>,
}

impl Reader {
    /// A session that begins at a place.
    pub fn new(model: Model, start: Address) -> Self {
        Self {
            model,
            shown: Shown::Dashboard,
            back: Vec::new(),
            forward: Vec::new(),
            awaited: None,
            figures: false,
            requests: 0,
            start: Some(start),
        }
    }

    /// Whether the next line may be taken in: nothing is awaited.
    pub fn is_settled(&self) -> bool {
        self.start.is_none() && self.awaited.is_none() && !self.figures && self.requests == 0
    }

    /// Takes in a line that was typed.
    pub fn typed(&mut self, line: &str, now: DateTime<Utc>) -> Turn {
        self.model.now = now;
        let mut turn = match parse(line) {
            Ok(command) => self.obey(command),
            Err(why) => told(why),
        };
        self.finish(&mut turn);
        turn
    }

    /// Takes in a message.
    pub fn take(&mut self, msg: Msg, now: DateTime<Utc>) -> Turn {
        self.model.now = now;
        let mut turn = match msg {
            Msg::Answer { ticket, result } if self.awaited == Some(ticket) => {
                self.awaited = None;
                self.model.tickets.close(ticket);
                self.answer(result.cleaned())
            }
            msg => self.passed_on(msg),
        };
        self.finish(&mut turn);
        turn
    }

    fn finish(&mut self, turn: &mut Turn) {
        let requests = turn
            .effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Sync { .. } | Effect::CancelSync { .. }));
        self.requests += requests.count() as u32;
        // Everything in a line was made harmless where it came in, but for what was typed.
        for line in &mut turn.lines {
            *line = self.model.theme.glyphs.text(&SafeText::new(&line));
        }
    }

    /// What the screen would take in too; what it would show as a notice is announced.
    fn passed_on(&mut self, msg: Msg) -> Turn {
        if matches!(msg, Msg::SyncStarted(_) | Msg::SyncCancelled(_)) {
            self.requests = self.requests.saturating_sub(1);
        }
        let begins = matches!(msg, Msg::Lost(_) | Msg::Event(Event::Status { .. }));
        let news = self.news(&msg);
        let (notices, link) = (self.model.notices, self.model.link.clone());
        let mut turn = Turn {
            effects: update(&mut self.model, msg),
            ..Turn::default()
        };
        if self.model.notices != notices {
            turn.lines.extend(self.notice());
        } else if let Some(news) = news {
            turn.lines.push(news);
        }
        match (&link, &self.model.link) {
            (Link::Up, Link::Gone { advice }) => {
                turn.lines
                    .push(format!("{} {} {}", advice.what, advice.why, advice.next));
                self.awaited = None;
                self.requests = 0;
            }
            (Link::Gone { .. }, Link::Up) => turn.lines.push("The engine is there again.".to_owned()),
            _ => {}
        }
        for line in &mut turn.lines {
            line.insert_str(0, "ANN: ");
        }
        if let Some(start) = self.start.take_if(|_| begins) {
            let began = self.go(&start);
            turn.lines.extend(began.lines);
            turn.effects.extend(began.effects);
        } else if self.figures && !self.model.tickets.waits(Slot::Figures) {
            self.figures = false;
            turn.lines.extend(places::dashboard(&self.model));
        }
        turn
    }

    /// The end of a sync that came by the clock: the screen shows the new figures and says nothing.
    fn news(&self, msg: &Msg) -> Option<String> {
        let Msg::Event(Event::RunEnded { run }) = msg else {
            return None;
        };
        let rows = &run.rows;
        let ours = Some(run.source) == self.model.current().map(|source| source.id);
        (ours && rows.inserted + rows.updated + rows.deleted > 0).then(|| ended(&run.clone().cleaned(), &self.model).0)
    }

    fn notice(&self) -> Option<String> {
        self.model.notice.as_ref().map(|notice| notice.text.clone())
    }

    fn obey(&mut self, command: Command) -> Turn {
        match command {
            Command::Nothing => Turn::default(),
            Command::Help(word) => Turn {
                lines: help(&word),
                ..Turn::default()
            },
            Command::Open(address) => self.go(&address),
            Command::Again => self.ask(),
            Command::Here => told(self.here()),
            Command::Act(id) => self.act(id),
            Command::Answer(yes) => self.confirmed(yes),
            Command::Search(text) if matches!(self.shown, Shown::Audit { .. }) => {
                self.shown = Shown::Audit {
                    search: Some(text).filter(|text| !text.is_empty()),
                    entry: None,
                };
                self.ask()
            }
            command => self.in_table(command),
        }
    }

    /// What can be done with a table.
    fn in_table(&mut self, command: Command) -> Turn {
        let Shown::Table(table) = &mut self.shown else {
            return told("That is for tables; the name of one shows it, modules says which there are.");
        };
        let rows = table.rows.unwrap_or(u64::MAX);
        match command {
            Command::Next if table.at + table.step >= rows => return told("These are the last rows."),
            Command::Next => table.at += table.step,
            Command::Previous if table.at == 0 => return told("These are the first rows."),
            Command::Previous => table.at = table.at.saturating_sub(table.step),
            Command::Row(number) => table.at = number - 1,
            Command::Last => table.at = table.rows.unwrap_or(0).saturating_sub(table.step),
            Command::Record(number) => {
                table.alone = true;
                table.at = number.map_or(table.at, |number| number - 1);
            }
            Command::Find(text) => {
                if !text.is_empty() {
                    table.text = text;
                } else if table.text.is_empty() {
                    return told("find needs a text, such as find refund.");
                }
                return self.question(Slot::Find);
            }
            Command::Rows(step) => table.step = step,
            Command::AsTable(in_line) => table.in_line = in_line,
            Command::Columns(columns) => table.choose(columns),
            Command::Sort(keys) => (table.view.sort, table.at) = (keys, 0),
            Command::Search(text) => (table.view.search, table.at) = (text, 0),
            Command::Where(condition) => {
                table.view.conditions.push(condition);
                table.at = 0;
            }
            Command::Everything => {
                table.view.conditions.clear();
                table.view.search.clear();
                table.view.of = None;
                table.at = 0;
            }
            _ => {}
        }
        self.ask()
    }

    /// An action of the registry.
    fn act(&mut self, id: ActionId) -> Turn {
        match id {
            ActionId::Shell(Shell::GoBack) => return self.travel(true),
            ActionId::Shell(Shell::GoForward) => return self.travel(false),
            ActionId::Shell(Shell::Refresh) if self.model.link == Link::Up => return self.ask(),
            _ => {}
        }
        let (notices, source) = (self.model.notices, self.model.source);
        let mut turn = Turn {
            effects: run(&mut self.model, id),
            ..Turn::default()
        };
        if self.model.notices != notices {
            turn.lines.extend(self.notice());
        }
        if self.model.overlay == Overlay::ConfirmCancel {
            turn.lines
                .push("Cancel the sync? What it has brought in stays. Type yes or no.".to_owned());
        }
        if self.model.source != source {
            let name = self
                .model
                .current()
                .map_or_else(String::new, |source| source.name.clone());
            turn.lines.push(format!("Data source: {name}"));
            let shown = self.ask();
            turn.lines.extend(shown.lines);
            turn.effects.extend(shown.effects);
        }
        turn
    }

    fn confirmed(&mut self, yes: bool) -> Turn {
        if self.model.overlay != Overlay::ConfirmCancel {
            return told("Nothing was asked.");
        }
        let answer = if yes { OverlayAction::Yes } else { OverlayAction::No };
        let effects = run(&mut self.model, ActionId::Overlay(answer));
        let lines = if yes {
            Vec::new()
        } else {
            vec!["It goes on.".to_owned()]
        };
        Turn { lines, effects }
    }

    fn travel(&mut self, back: bool) -> Turn {
        let (from, to) = if back {
            (&mut self.back, &mut self.forward)
        } else {
            (&mut self.forward, &mut self.back)
        };
        match from.pop() {
            Some(shown) => {
                to.push(std::mem::replace(&mut self.shown, shown));
                self.ask()
            }
            None if back => told("This is where you began."),
            None => told("You did not come back from anywhere."),
        }
    }

    /// Goes to a place.
    fn go(&mut self, address: &Address) -> Turn {
        if let Some(name) = &address.source {
            let sources = self.model.status.as_ref().map(|status| status.sources.as_slice());
            let found = sources
                .unwrap_or_default()
                .iter()
                .find(|source| source.name.eq_ignore_ascii_case(name) || source.id.to_string() == *name);
            match found {
                Some(source) => self.model.source = Some(source.id),
                None => {
                    return told(format!(
                        "There is no data source {name:?}; sources says which there are."
                    ));
                }
            }
        }
        let shown = match &address.place {
            Place::Dashboard { period } => {
                if let Some(period) = period {
                    self.model.dashboard.period = *period;
                }
                Shown::Dashboard
            }
            Place::Modules { module: None, .. } => Shown::Modules,
            Place::Modules {
                module: Some(module),
                view,
            } => Shown::Table(Table::new(*module, view.as_ref())),
            Place::Sources => Shown::Sources,
            Place::History { day, run } => Shown::History { day: *day, run: *run },
            Place::Audit { search, entry } => Shown::Audit {
                search: search.clone(),
                entry: *entry,
            },
            Place::Charts { kind: None, .. } => Shown::Gallery,
            Place::Charts { kind: Some(kind), view } => Shown::Chart {
                kind: *kind,
                view: view.clone(),
            },
        };
        if shown != self.shown {
            self.back.push(std::mem::replace(&mut self.shown, shown));
            self.forward.clear();
        }
        self.ask()
    }

    /// Says what is shown; asks for it first, where that is needed.
    fn ask(&mut self) -> Turn {
        let lines = match &self.shown {
            Shown::Sources => places::sources(&self.model),
            Shown::Modules => places::modules(&self.model),
            Shown::Gallery => charts::gallery(),
            _ if self.model.current().is_none() || self.model.link != Link::Up => places::dashboard(&self.model),
            Shown::Dashboard => {
                let place = Place::Dashboard {
                    period: Some(self.model.dashboard.period),
                };
                let effects = open(&mut self.model, &Address { source: None, place });
                self.figures = self.model.tickets.waits(Slot::Figures);
                let lines = if self.figures {
                    Vec::new()
                } else {
                    places::dashboard(&self.model)
                };
                return Turn { lines, effects };
            }
            Shown::Table(_) => return self.question(Slot::Rows),
            Shown::History { run: Some(_), .. } => return self.question(Slot::Run),
            Shown::History { day: Some(_), .. } => return self.question(Slot::Runs),
            Shown::History { .. } => return self.question(Slot::Days),
            Shown::Audit { .. } => return self.question(Slot::Audit),
            Shown::Chart { kind, .. } => return self.question(Slot::Chart(*kind as u8)),
        };
        Turn {
            lines,
            ..Turn::default()
        }
    }

    /// Asks for what is shown. The answer is printed when it comes.
    fn question(&mut self, slot: Slot) -> Turn {
        let Some(source) = self.model.current().map(|source| source.id) else {
            return Turn::default();
        };
        let ask = match (&self.shown, slot) {
            (Shown::Table(table), Slot::Find) => Ask::Find(table.find(source)),
            (Shown::Table(table), _) => Ask::Window(table.window(source)),
            (Shown::History { run: Some(run), .. }, _) => Ask::Run(*run),
            (Shown::History { day: Some(day), .. }, _) => Ask::Runs { source, day: *day },
            (Shown::History { .. }, _) => Ask::Days { source, days: DAYS },
            (Shown::Audit { search, entry }, _) => Ask::Audit(AuditQuery {
                days: Some(AUDIT_DAYS),
                search: search.clone(),
                limit: entry.is_none().then_some(ENTRIES),
                ..AuditQuery::default()
            }),
            (Shown::Chart { kind, view }, _) => Ask::Chart {
                source,
                kind: *kind,
                conditions: view.conditions.clone(),
            },
            _ => return Turn::default(),
        };
        let ticket = self.model.tickets.next(slot);
        self.awaited = Some(ticket);
        Turn {
            effects: vec![Effect::Ask { ticket, ask }],
            ..Turn::default()
        }
    }

    fn answer(&mut self, result: Result<Answer, Advice>) -> Turn {
        let zone = self.model.zone();
        let lines = match (result, &mut self.shown) {
            (Err(advice), shown) => {
                if let Shown::Table(table) = shown {
                    table.alone = false;
                }
                places::advice(&advice)
            }
            (Ok(Answer::Window(page)), Shown::Table(table)) => {
                table.rows = Some(page.rows);
                let lines = table.said(&page, zone);
                table.alone = false;
                lines
            }
            (Ok(Answer::Find(found)), Shown::Table(table)) => {
                let Some(position) = found.position else {
                    return told(format!("No row has {:?}.", table.text));
                };
                table.at = position;
                let wrapped = if found.wrapped {
                    ", from the beginning again"
                } else {
                    ""
                };
                let mut turn = self.question(Slot::Rows);
                turn.lines
                    .push(format!("Match {} of {}{wrapped}.", found.nth, found.matches));
                return turn;
            }
            (Ok(Answer::Days(days)), _) => places::days(&days),
            (Ok(Answer::Runs(runs)), _) => places::runs(&runs, &self.model),
            (Ok(Answer::Run(run)), _) => places::run(&run, &self.model),
            (Ok(Answer::Audit(entries)), Shown::Audit { entry, .. }) => places::audit(&entries, *entry, &self.model),
            (Ok(Answer::Chart(chart)), Shown::Chart { view, .. }) => charts::chart(&chart.chart, view),
            _ => Vec::new(),
        };
        Turn {
            lines,
            ..Turn::default()
        }
    }

    fn here(&self) -> String {
        let place = match &self.shown {
            Shown::Dashboard => Place::Dashboard {
                period: Some(self.model.dashboard.period),
            },
            Shown::Modules => Place::Modules {
                module: None,
                view: None,
            },
            Shown::Table(table) => table.place(),
            Shown::Sources => Place::Sources,
            Shown::History { day, run } => Place::History { day: *day, run: *run },
            Shown::Audit { search, entry } => Place::Audit {
                search: search.clone(),
                entry: *entry,
            },
            Shown::Gallery => Place::of(Tab::Charts),
            Shown::Chart { kind, view } => Place::Charts {
                kind: Some(*kind),
                view: view.clone(),
            },
        };
        let address = Address { source: None, place };
        match &self.shown {
            Shown::Table(table) => format!("{address}, at row {}", table.at + 1),
            _ => address.to_string(),
        }
    }
}

fn told(line: impl Into<String>) -> Turn {
    Turn {
        lines: vec![line.into()],
        ..Turn::default()
    }
}
