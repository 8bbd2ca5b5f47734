//! Somebody who does anything at all: presses keys that mean something and keys that mean nothing, pastes, clicks, drags,
//! goes elsewhere, and is answered in hostile words.

use chrono::TimeDelta;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_pcg::Pcg64Mcg;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::poison::Template;
use super::texts;
use crate::api::wire::{
    Action, Advice, AuditEntry, Cell, Day, Event, Found, Hello, Located, Notification, Overview, Page, PageColumn,
    Pictured, Progress, Role, Run, RunStatus, SourceState, Status, Values, Wait, WindowRequest,
};
use crate::catalog::Module;
use crate::catalog::field::Kind as FieldKind;
use crate::chart::{self, Chart, Column, Frame, Kind, Values as Held};
use crate::text::SafeText;
use crate::tui::ask::{Answer, Ask};
use crate::tui::context::Context;
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Msg};
use crate::tui::place::{Address, ChartView, Place, Tab};
use crate::tui::theme::{Background, Colors, Glyphs, Theme, Tier};
use crate::tui::update::{open, update};
use crate::tui::{actions, sample, view};

/// What the engine can say.
struct Engine {
    hello: Template<Hello>,
    status: Template<Status>,
    overview: Template<Overview>,
    run: Template<Run>,
    advice: Template<Advice>,
    entry: Template<AuditEntry>,
    notification: Template<Notification>,
}

/// Somebody at a screen.
pub(super) struct Person {
    pub(super) model: Model,
    rng: Pcg64Mcg,
    engine: Engine,
}

impl Person {
    pub(super) fn new(mut rng: Pcg64Mcg) -> Self {
        let theme = Theme {
            background: *[Background::Dark, Background::Light].choose(&mut rng).unwrap(),
            colors: *[Colors::Standard, Colors::Safe].choose(&mut rng).unwrap(),
            tier: *[Tier::True, Tier::Indexed, Tier::Sixteen, Tier::None]
                .choose(&mut rng)
                .unwrap(),
            glyphs: *[Glyphs::Unicode, Glyphs::Ascii].choose(&mut rng).unwrap(),
            accent: rng.random_range(0..9),
        };
        let mut person = Self {
            model: Model::new(sample::now(), size(&mut rng), theme),
            engine: Engine::new(),
            rng,
        };
        let hello = person.engine.hello.fill(&mut person.rng);
        person.take(Msg::Connected(Box::new(hello)), 0);
        let event = person.status();
        person.take(event, 0);
        person
    }

    /// What was drawn last is what can be clicked.
    pub(super) fn saw(&mut self) {
        let mut cells = Buffer::empty(Rect::from(((0, 0).into(), self.model.size)));
        if self.rng.random_bool(0.1) {
            self.model.hits = view::draw(&self.model, &mut cells);
        }
    }

    /// Does something, and says what.
    pub(super) fn does_something(&mut self) -> &'static str {
        self.model.now += TimeDelta::milliseconds(self.rng.random_range(0..2000));
        match self.rng.random_range(0..100) {
            0..45 => {
                self.acts();
                "an action"
            }
            45..55 => {
                let c = texts::text(&mut self.rng).chars().next().unwrap_or('x');
                let code = *[
                    KeyCode::Char(c),
                    KeyCode::Enter,
                    KeyCode::Esc,
                    KeyCode::Backspace,
                    KeyCode::Left,
                ]
                .choose(&mut self.rng)
                .unwrap();
                self.take(Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)), 0);
                "a key"
            }
            55..62 => {
                let text = texts::text(&mut self.rng);
                self.take(Msg::Paste(text), 0);
                "a paste"
            }
            62..72 => {
                self.mouse();
                "the mouse"
            }
            72..80 => {
                let tab = *Tab::ALL.choose(&mut self.rng).unwrap();
                self.goes(tab);
                "another tab"
            }
            80..84 => {
                let size = size(&mut self.rng);
                self.take(Msg::Resize(size), 0);
                "another size"
            }
            84..90 => {
                let msg = self.status();
                self.take(msg, 0);
                "a status"
            }
            _ => {
                let msg = self.event();
                self.take(msg, 0);
                "an event"
            }
        }
    }

    fn acts(&mut self) {
        let here: Vec<_> = actions::here(Context::of(&self.model)).collect();
        let Some(action) = here.choose(&mut self.rng) else {
            return;
        };
        let Some(chord) = action.keys.choose(&mut self.rng) else {
            return;
        };
        let keys: Vec<_> = chord.keys().collect();
        // Now and then a chord is left open.
        let pressed = self
            .rng
            .random_range(1..=keys.len().max(1) * 4)
            .max(keys.len())
            .min(keys.len());
        for key in keys.into_iter().take(pressed) {
            self.take(Msg::Key(KeyEvent::new(key.code(), key.modifiers())), 0);
        }
    }

    fn mouse(&mut self) {
        let hit = self.model.hits.choose(&mut self.rng).map(|hit| hit.area);
        let (column, row) = match hit {
            Some(area) if self.rng.random_bool(0.7) => (area.x, area.y),
            _ => (self.rng.random_range(0..200), self.rng.random_range(0..60)),
        };
        let button = MouseButton::Left;
        let kind = *[
            MouseEventKind::Down(button),
            MouseEventKind::Down(button),
            MouseEventKind::Drag(button),
            MouseEventKind::Up(button),
            MouseEventKind::ScrollDown,
            MouseEventKind::ScrollUp,
            MouseEventKind::Moved,
        ]
        .choose(&mut self.rng)
        .unwrap();
        let modifiers = KeyModifiers::NONE;
        self.take(
            Msg::Mouse(MouseEvent {
                kind,
                column,
                row,
                modifiers,
            }),
            0,
        );
    }

    fn goes(&mut self, tab: Tab) {
        let rng = &mut self.rng;
        let place = match tab {
            Tab::Modules => Place::table(*Module::ALL.choose(rng).unwrap()),
            Tab::History if rng.random_bool(0.5) => Place::History {
                day: Some(sample::now().date_naive() - TimeDelta::days(rng.random_range(0..50))),
                run: rng.random_bool(0.3).then_some(1),
            },
            Tab::Audit if rng.random_bool(0.5) => Place::Audit {
                search: Some(texts::text(rng)),
                entry: rng.random_bool(0.5).then_some(1),
            },
            Tab::Charts if rng.random_bool(0.7) => {
                let kinds: Vec<Kind> = Kind::all().collect();
                Place::Charts {
                    kind: kinds.choose(rng).copied(),
                    view: ChartView {
                        hidden: vec![texts::text(rng)],
                        path: if rng.random_bool(0.3) {
                            vec![texts::text(rng)]
                        } else {
                            Vec::new()
                        },
                        conditions: Vec::new(),
                    },
                }
            }
            tab => Place::of(tab),
        };
        let source = rng.random_bool(0.2).then(|| texts::text(rng));
        let effects = open(&mut self.model, &Address { source, place });
        self.answer(effects, 0);
    }

    fn status(&mut self) -> Msg {
        let mut status = self.engine.status.fill(&mut self.rng);
        for source in &mut status.sources {
            use SourceState::{Failed, Never, Paused, Stopped, Synced, Syncing};
            source.state = *[Failed, Never, Paused, Stopped, Synced, Syncing]
                .choose(&mut self.rng)
                .unwrap();
            if self.rng.random_bool(0.5) {
                source.progress = None;
            }
        }
        Msg::Event(Event::Status {
            status: Box::new(status),
        })
    }

    fn event(&mut self) -> Msg {
        let rng = &mut self.rng;
        let engine = &self.engine;
        match rng.random_range(0..8) {
            0 => Msg::Lost(engine.advice.fill(rng)),
            1 => Msg::Connected(Box::new(Hello {
                role: *[Role::AccountAdmin, Role::Viewer].choose(rng).unwrap(),
                ..engine.hello.fill(rng)
            })),
            2 => Msg::Event(Event::Changed {
                source: 1,
                data_version: 7,
            }),
            3 => Msg::SyncStarted(Err(engine.advice.fill(rng))),
            4 => Msg::SyncCancelled(Err(engine.advice.fill(rng))),
            5 => Msg::Kept(Ok(texts::text(rng).into())),
            6 => Msg::Kept(Err(engine.advice.fill(rng))),
            _ => Msg::Event(Event::RunEnded {
                run: Box::new(self.run()),
            }),
        }
    }

    fn run(&mut self) -> Run {
        let mut run = self.engine.run.fill(&mut self.rng);
        run.status = *[
            RunStatus::Success,
            RunStatus::Failed,
            RunStatus::Cancelled,
            RunStatus::Running,
        ]
        .choose(&mut self.rng)
        .unwrap();
        run
    }

    /// Takes in a message, and answers what is asked because of it.
    fn take(&mut self, msg: Msg, depth: u32) {
        let effects = update(&mut self.model, msg);
        self.answer(effects, depth);
    }

    fn answer(&mut self, effects: Vec<Effect>, depth: u32) {
        for effect in effects {
            match effect {
                Effect::Ask { ticket, ask } if depth < 4 => {
                    let result = match self.rng.random_range(0..20) {
                        // Some answers never come.
                        0 => continue,
                        1..=3 => Err(self.engine.advice.fill(&mut self.rng)),
                        _ => Ok(self.answered(&ask)),
                    };
                    self.take(Msg::Answer { ticket, result }, depth + 1);
                }
                Effect::Later(_, timer) if self.rng.random_bool(0.3) && depth < 4 => {
                    self.take(timer.message(), depth + 1);
                }
                _ => {}
            }
        }
    }

    fn answered(&mut self, ask: &Ask) -> Answer {
        let rng = &mut self.rng;
        match ask {
            Ask::Figures { period, .. } => Answer::Figures(Box::new(Overview {
                period: *period,
                ..self.engine.overview.fill(rng)
            })),
            Ask::Window(request) => Answer::Window(Box::new(page(request, rng))),
            Ask::Find(_) => Answer::Find(Found {
                version: 1,
                position: rng.random_bool(0.7).then(|| rng.random_range(0..1000)),
                nth: rng.random_range(0..9),
                matches: rng.random_range(0..9),
                wrapped: rng.random_bool(0.5),
            }),
            Ask::Locate(_) => Answer::Locate(Located {
                version: 1,
                position: rng.random_bool(0.7).then(|| rng.random_range(0..1000)),
            }),
            Ask::Values(_) => Answer::Values(Values {
                values: (0..rng.random_range(0..9))
                    .map(|count| (cell(FieldKind::Text, rng), count))
                    .collect(),
                distinct: 9,
            }),
            Ask::Days { days, .. } => Answer::Days(
                (0..*days)
                    .rev()
                    .map(|ago| Day {
                        day: sample::now().date_naive() - TimeDelta::days(i64::from(ago)),
                        succeeded: rng.random_range(0..30),
                        failed: rng.random_range(0..3),
                        stopped: rng.random_range(0..3),
                        running: ago == 0,
                    })
                    .collect(),
            ),
            Ask::Runs { .. } => Answer::Runs((0..rng.random_range(0..4)).map(|_| self.run()).collect()),
            Ask::Run(_) => Answer::Run(Box::new(self.run())),
            Ask::Audit(_) => {
                let count = rng.random_range(0..6);
                Answer::Audit((0..count).map(|_| self.engine.entry.fill(rng)).collect())
            }
            Ask::Chart { kind, .. } => Answer::Chart(Box::new(Pictured {
                chart: hostile_chart(*kind, rng),
                notes: vec![texts::text(rng)],
                names: Vec::new(),
                version: 1,
            })),
            Ask::Notifications { .. } => {
                let count = rng.random_range(0..6);
                Answer::Notifications((0..count).map(|_| self.engine.notification.fill(rng)).collect())
            }
        }
    }
}

impl Engine {
    /// Every text of every type is there to be replaced.
    fn new() -> Self {
        let advice = Advice::new("what", "why", "next");
        let mut run = sample::progress().run;
        run.by = Some("ana".to_owned());
        run.reason = Some(advice.clone());
        for module in &mut run.modules {
            module.reason = Some(advice.clone());
            module.examples = vec!["an example".to_owned()];
        }
        let mut status = sample::status();
        let mut second = status.sources[0].clone();
        second.id = 2;
        for source in status.sources.iter_mut().chain([&mut second]) {
            source.problem = Some(advice.clone());
            source.last_run = Some(run.clone());
            source.progress = Some(Progress {
                run: run.clone(),
                waiting: Some(Wait {
                    seconds: 4,
                    reason: "busy".to_owned(),
                }),
                ..sample::progress()
            });
            // Two modules are enough to have every text, and eleven would be slow.
            source.modules.truncate(3);
            for module in &mut source.modules {
                module.problem = Some(advice.clone());
            }
        }
        status.sources.push(second);
        let mut hello = sample::hello();
        hello.features = vec!["a feature".to_owned()];
        let engine = Self {
            hello: Template::of(&hello),
            status: Template::of(&status),
            overview: Template::of(&sample::overview(crate::api::wire::Period::Month)),
            run: Template::of(&run),
            advice: Template::of(&advice),
            entry: Template::of(&AuditEntry {
                id: 1,
                at: sample::now(),
                who: Some("ana".to_owned()),
                role: Some(Role::AccountAdmin),
                action: Action::Create,
                source: Some((1, "Acme".to_owned())),
                what: "what".to_owned(),
                before: Some("before".to_owned()),
                after: Some("after".to_owned()),
            }),
            notification: Template::of(&Notification {
                run: 1,
                source: (1, "Acme".to_owned()),
                at: sample::now(),
                bad: true,
                advice: advice.clone(),
            }),
        };
        assert_eq!(engine.advice.len(), 3);
        assert_eq!(engine.entry.len(), 5);
        assert_eq!(engine.notification.len(), 4);
        assert!(engine.hello.len() >= 3 && engine.run.len() > 20 && engine.status.len() > 60);
        engine
    }
}

/// Small ones mostly: what can go wrong goes wrong there, and they are quick.
fn size(rng: &mut Pcg64Mcg) -> Size {
    match rng.random_range(0..40) {
        0 => Size::new(rng.random_range(0..200), rng.random_range(0..60)),
        1..7 => Size::new(rng.random_range(44..90), rng.random_range(10..24)),
        _ => Size::new(rng.random_range(0..44), rng.random_range(0..13)),
    }
}

fn page(request: &WindowRequest, rng: &mut Pcg64Mcg) -> Page {
    let fields = request.view.module.fields();
    let mut names: Vec<String> = request.columns.clone();
    if names.is_empty() {
        names = fields.iter().map(|field| field.name.to_owned()).collect();
    }
    let columns: Vec<PageColumn> = names
        .into_iter()
        .map(|name| PageColumn {
            kind: fields
                .iter()
                .find(|field| field.name == name)
                .map_or(FieldKind::Text, |field| field.kind),
            name: if rng.random_bool(0.1) { texts::text(rng) } else { name },
        })
        .collect();
    let rows = request.limit.min(12);
    Page {
        version: 1,
        total: 1000,
        rows: 900,
        offset: request.offset,
        cells: (0..rows)
            .map(|_| columns.iter().map(|column| cell(column.kind, rng)).collect())
            .collect(),
        columns,
    }
}

fn cell(kind: FieldKind, rng: &mut Pcg64Mcg) -> Cell {
    if rng.random_bool(0.1) {
        return Cell::Empty;
    }
    match kind {
        FieldKind::Text | FieldKind::Id => Cell::Text(texts::text(rng)),
        FieldKind::List => Cell::List((0..rng.random_range(0..3)).map(|_| texts::text(rng)).collect()),
        FieldKind::Boolean => Cell::Boolean(rng.random_bool(0.5)),
        FieldKind::Decimal => Cell::Decimal(rng.random_range(-1e18..1e18)),
        FieldKind::Integer | FieldKind::Duration | FieldKind::Timestamp => {
            Cell::Integer(match rng.random_range(0..4) {
                0 => rng.random_range(i64::MIN..=i64::MAX),
                _ => rng.random_range(0..2_000_000_000_000),
            })
        }
    }
}

/// An ordinary chart, with hostile words and numbers in it.
fn hostile_chart(kind: Kind, rng: &mut Pcg64Mcg) -> Chart {
    let mut chart = chart::example(kind);
    chart.spec.title = texts::text(rng);
    chart.spec.subtitle = texts::text(rng);
    let columns: Vec<Column> = chart.frame.columns().to_vec();
    let poisoned = columns.into_iter().map(|mut column| {
        match &mut column.values {
            Held::Texts(values) => {
                for value in values.iter_mut() {
                    if !rng.random_bool(0.2) {
                        continue;
                    }
                    *value = Some(SafeText::new(texts::text(rng)));
                }
            }
            Held::Numbers(values) => {
                for value in values.iter_mut() {
                    if !rng.random_bool(0.1) {
                        continue;
                    }
                    *value = *[
                        None,
                        Some(f64::NAN),
                        Some(-1e300),
                        Some(0.0),
                        Some(1e300),
                        Some(f64::INFINITY),
                    ]
                    .choose(rng)
                    .unwrap();
                }
            }
            Held::Times(values) => {
                for value in values.iter_mut() {
                    if !rng.random_bool(0.05) {
                        continue;
                    }
                    *value = *[None, Some(i64::MAX), Some(i64::MIN), Some(0)].choose(rng).unwrap();
                }
            }
        }
        column
    });
    chart.frame = Frame::try_from(poisoned.collect::<Vec<_>>()).unwrap();
    chart
}
