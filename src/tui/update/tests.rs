use chrono::TimeDelta;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::update;
use crate::api::wire::{Advice, Event, Period, Role, SourceState, SyncStarted};
use crate::tui::actions;
use crate::tui::ask::{Answer, Ask, Slot, Ticket};
use crate::tui::model::{Link, Model, Overlay, Panel, Scene, Target};
use crate::tui::msg::{Effect, Msg, Timer};
use crate::tui::parts::Parts;
use crate::tui::tab::dashboard::panel::plan;
use crate::tui::theme::Theme;
use crate::tui::{sample, view};

const SIZE: Size = Size::new(120, 36);

fn model() -> Model {
    sample::model(SIZE, Theme::default())
}

fn press(model: &mut Model, code: KeyCode) -> Vec<Effect> {
    update(model, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

fn typed(model: &mut Model, c: char) -> Vec<Effect> {
    press(model, KeyCode::Char(c))
}

fn ticket(number: u64) -> Ticket {
    Ticket {
        slot: Slot::Figures,
        number,
    }
}

fn advice() -> Advice {
    Advice::new("It broke.", "A wire came loose.", "Plug it in.")
}

fn status_event(model: &Model) -> Msg {
    Msg::Event(Event::Status {
        status: Box::new(model.status.clone().unwrap()),
    })
}

#[test]
fn arrows_follow_the_panels_as_they_lie() {
    let mut model = model();
    press(&mut model, KeyCode::Right);
    assert_eq!(model.dashboard.focus, Panel::Tile(1));
    press(&mut model, KeyCode::Down);
    assert_eq!(model.dashboard.focus, Panel::Flow);
    press(&mut model, KeyCode::Right);
    assert_eq!(model.dashboard.focus, Panel::States);
    press(&mut model, KeyCode::Down);
    assert_eq!(model.dashboard.focus, Panel::Categories);
    press(&mut model, KeyCode::Down);
    assert_eq!(model.dashboard.focus, Panel::Waiting);
    press(&mut model, KeyCode::Left);
    assert_eq!(model.dashboard.focus, Panel::Hours);
    press(&mut model, KeyCode::Left);
    assert_eq!(model.dashboard.focus, Panel::Teams);
    press(&mut model, KeyCode::Down);
    assert_eq!(model.dashboard.focus, Panel::FirstReply);
    press(&mut model, KeyCode::Home);
    assert_eq!(model.dashboard.focus, Panel::Tile(0));
}

#[test]
fn every_panel_is_reached_by_tab_and_by_arrows_at_every_width() {
    for width in [40, 60, 80, 100, 120, 160, 200] {
        let mut model = sample::model(Size::new(width, 60), Theme::default());
        let parts = Parts::of(&model).unwrap();
        let order = plan::order(&model, parts.body.as_size());
        let mut by_tab = Vec::new();
        for _ in 0..order.len() {
            by_tab.push(model.dashboard.focus);
            press(&mut model, KeyCode::Tab);
        }
        assert_eq!(by_tab, order, "{width}");
        let mut reached = vec![model.dashboard.focus];
        let mut at = 0;
        while at < reached.len() {
            for key in [KeyCode::Left, KeyCode::Right, KeyCode::Up, KeyCode::Down] {
                model.dashboard.focus = reached[at];
                press(&mut model, key);
                if !reached.contains(&model.dashboard.focus) {
                    reached.push(model.dashboard.focus);
                }
            }
            at += 1;
        }
        assert_eq!(reached.len(), order.len(), "{width}: {reached:?}");
    }
}

#[test]
fn the_focus_is_always_on_the_screen() {
    let mut model = sample::model(Size::new(80, 24), Theme::default());
    let parts = Parts::of(&model).unwrap();
    for _ in 0..20 {
        press(&mut model, KeyCode::Tab);
        let plan = plan::plan(&model, parts.body.as_size());
        let area = plan.area(model.dashboard.focus).unwrap();
        assert!(
            area.top() >= model.dashboard.scroll && area.top() < model.dashboard.scroll + parts.body.height,
            "{:?}",
            model.dashboard.focus
        );
    }
    press(&mut model, KeyCode::PageDown);
    press(&mut model, KeyCode::PageDown);
    press(&mut model, KeyCode::PageDown);
    let plan = plan::plan(&model, parts.body.as_size());
    assert_eq!(model.dashboard.scroll, plan.height - parts.body.height);
    update(&mut model, Msg::Resize(Size::new(200, 60)));
    assert_eq!(model.dashboard.scroll, 0);
}

#[test]
fn enter_enlarges_and_escape_goes_back() {
    let mut model = model();
    press(&mut model, KeyCode::Enter);
    assert!(model.dashboard.enlarged);
    press(&mut model, KeyCode::Tab);
    assert!(model.dashboard.enlarged && model.dashboard.focus == Panel::Tile(1));
    press(&mut model, KeyCode::Esc);
    assert!(!model.dashboard.enlarged);
}

#[test]
fn a_new_period_is_asked_for_at_once_and_late_answers_are_dropped() {
    let mut model = model();
    let first = typed(&mut model, 'p');
    assert_eq!(
        first,
        [Effect::Ask {
            ticket: ticket(2),
            ask: Ask::Figures {
                source: 1,
                period: Period::Quarter
            }
        }]
    );
    let second = typed(&mut model, 'P');
    assert!(matches!(
        second[..],
        [Effect::Ask {
            ticket: Ticket { number: 3, .. },
            ask: Ask::Figures {
                period: Period::Month,
                ..
            }
        }]
    ));
    let late = Msg::Answer {
        ticket: ticket(2),
        result: Ok(Answer::Figures(Box::new(sample::overview(Period::Quarter)))),
    };
    update(&mut model, late);
    assert_eq!(model.dashboard.figures.shown.as_ref().unwrap().period, Period::Month);
    assert!(model.dashboard.figures.loading);
}

#[test]
fn changes_reload_the_figures_at_most_once_a_second() {
    let mut model = model();
    let changed = || {
        Msg::Event(Event::Changed {
            source: 1,
            data_version: 8,
        })
    };
    assert!(matches!(
        update(&mut model, changed())[..],
        [Effect::Ask {
            ticket: Ticket {
                slot: Slot::Figures,
                number: 2
            },
            ..
        }]
    ));
    // While the answer is awaited there is no second question, but one after it.
    assert_eq!(update(&mut model, changed()), []);
    model.now += TimeDelta::milliseconds(300);
    let answer = Msg::Answer {
        ticket: ticket(2),
        result: Ok(Answer::Figures(Box::new(sample::overview(Period::Month)))),
    };
    let effects = update(&mut model, answer);
    assert!(
        matches!(effects[..], [Effect::Later(rest, Timer::Reload(2))] if rest.as_millis() == 700),
        "{effects:?}"
    );
    model.now += TimeDelta::milliseconds(700);
    assert!(matches!(
        update(&mut model, Msg::ReloadDue(2))[..],
        [Effect::Ask {
            ticket: Ticket {
                slot: Slot::Figures,
                number: 3
            },
            ..
        }]
    ));
    assert_eq!(
        update(&mut model, Msg::ReloadDue(2)),
        [],
        "the timer of an older question"
    );
    let other = Msg::Event(Event::Changed {
        source: 9,
        data_version: 8,
    });
    assert_eq!(update(&mut model, other), []);
}

#[test]
fn what_was_shown_stays_when_the_engine_goes_and_is_renewed_when_it_comes_back() {
    let mut model = model();
    update(&mut model, Msg::Lost(advice()));
    assert!(matches!(model.link, Link::Gone { .. }));
    assert!(matches!(model.scene(), Scene::Figures(..)));
    assert_eq!(typed(&mut model, 'r'), [Effect::Reconnect]);
    let refused = typed(&mut model, 's');
    assert!(matches!(refused[..], [Effect::Later(..)]), "{refused:?}");
    assert!(
        model
            .notice
            .as_ref()
            .is_some_and(|notice| notice.bad && notice.text.contains("engine"))
    );
    update(&mut model, Msg::Connected(Box::new(sample::hello())));
    assert_eq!(model.link, Link::Up);
    model.now += TimeDelta::seconds(5);
    let again = status_event(&model);
    assert!(matches!(
        update(&mut model, again)[..],
        [Effect::Ask {
            ticket: Ticket {
                slot: Slot::Figures,
                ..
            },
            ..
        }]
    ));
    let once = status_event(&model);
    assert_eq!(update(&mut model, once), []);
}

#[test]
fn figures_that_fail_to_come_leave_the_old_ones() {
    let mut model = model();
    typed(&mut model, 'r');
    let failed = Msg::Answer {
        ticket: ticket(2),
        result: Err(advice()),
    };
    update(&mut model, failed);
    assert!(
        model.dashboard.figures.shown.is_some()
            && model.dashboard.figures.problem.is_some()
            && !model.dashboard.figures.loading
    );
}

#[test]
fn another_workspace_never_gets_the_figures_of_this_one() {
    let mut model = model();
    let mut second = model.status.as_ref().unwrap().sources[0].clone();
    second.id = 2;
    second.name = "Other".to_owned();
    assert!(
        typed(&mut model, 'D')
            .iter()
            .all(|effect| matches!(effect, Effect::Later(..))),
        "there is only one"
    );
    model.status.as_mut().unwrap().sources.push(second);
    let effects = typed(&mut model, 'D');
    assert!(matches!(
        effects[..],
        [Effect::Ask {
            ask: Ask::Figures { source: 2, .. },
            ..
        }]
    ));
    assert!(model.dashboard.figures.shown.is_none());
    assert_eq!(model.current().unwrap().name, "Other");
    assert_eq!(model.theme.accent, 1);
}

#[test]
fn cancelling_asks_first() {
    let mut model = model();
    typed(&mut model, 'x');
    assert_eq!(model.overlay, Overlay::None, "nothing runs");
    let source = &mut model.status.as_mut().unwrap().sources[0];
    source.state = SourceState::Syncing;
    source.progress = Some(sample::progress());
    typed(&mut model, 'x');
    assert_eq!(model.overlay, Overlay::ConfirmCancel);
    assert_eq!(typed(&mut model, 'n'), []);
    typed(&mut model, 'x');
    assert_eq!(typed(&mut model, 'y'), [Effect::CancelSync { source: 1 }]);
    assert_eq!(model.overlay, Overlay::None);
}

#[test]
fn a_sync_is_started_by_those_who_may() {
    let mut model = model();
    assert_eq!(
        typed(&mut model, 's'),
        [Effect::Sync {
            source: 1,
            modules: Vec::new()
        }]
    );
    update(
        &mut model,
        Msg::SyncStarted(Ok(SyncStarted {
            run: 2,
            already_running: false,
        })),
    );
    assert!(model.notice.is_some());
    model.hello.as_mut().unwrap().role = Role::Viewer;
    assert!(matches!(typed(&mut model, 's')[..], [Effect::Later(..)]));
    assert!(model.notice.as_ref().unwrap().text.contains("Viewer"));
}

#[test]
fn the_help_finds_what_is_typed_and_keys_do_not_leak_through_it() {
    let mut model = model();
    typed(&mut model, '?');
    for c in "quit".chars() {
        assert_eq!(typed(&mut model, c), [], "{c} is typed");
    }
    assert!(matches!(&model.overlay, Overlay::Help(search) if search.field.text() == "quit"));
    press(&mut model, KeyCode::Backspace);
    update(&mut model, Msg::Paste("t\u{1b}[2J\u{202e}".to_owned()));
    assert!(matches!(&model.overlay, Overlay::Help(search) if search.field.text() == "quit␛[2J⟨RLO⟩"));
    press(&mut model, KeyCode::Esc);
    assert!(matches!(&model.overlay, Overlay::Help(search) if search.field.is_empty()));
    press(&mut model, KeyCode::Esc);
    assert_eq!(model.overlay, Overlay::None);
    let ctrl_c = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
    typed(&mut model, '?');
    assert_eq!(update(&mut model, Msg::Key(ctrl_c)), [Effect::Quit]);
}

#[test]
fn a_click_focuses_then_enlarges_and_the_footer_can_be_clicked() {
    let mut model = model();
    let mut cells = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
    model.hits = view::draw(&model, &mut cells);
    let click = |model: &mut Model, target: Target| {
        let area = model.hits.iter().find(|hit| hit.target == target).unwrap().area;
        let event = |kind| MouseEvent {
            kind,
            column: area.x,
            row: area.y,
            modifiers: KeyModifiers::NONE,
        };
        let mut effects = update(model, Msg::Mouse(event(MouseEventKind::Down(MouseButton::Left))));
        effects.extend(update(model, Msg::Mouse(event(MouseEventKind::Up(MouseButton::Left)))));
        effects
    };
    click(&mut model, Target::Panel(Panel::Waiting));
    assert_eq!(
        (model.dashboard.focus, model.dashboard.enlarged),
        (Panel::Waiting, false)
    );
    click(&mut model, Target::Panel(Panel::Waiting));
    assert!(model.dashboard.enlarged);
    model.dashboard.enlarged = false;
    let shown = actions::footer(&model)
        .into_iter()
        .find(|action| action.name == "sync now")
        .unwrap();
    assert_eq!(
        click(&mut model, Target::Action(shown.id)),
        [Effect::Sync {
            source: 1,
            modules: Vec::new()
        }]
    );
}

#[test]
fn a_notice_goes_with_the_next_key_or_its_own_time() {
    let mut model = model();
    typed(&mut model, 'x');
    let number = model.notices;
    update(&mut model, Msg::NoticeOver(number - 1));
    assert!(model.notice.is_some(), "an older notice's timer");
    update(&mut model, Msg::NoticeOver(number));
    assert!(model.notice.is_none());
}

#[test]
fn the_end_of_a_sync_takes_the_focus_from_its_panel() {
    let mut model = model();
    let source = &mut model.status.as_mut().unwrap().sources[0];
    source.progress = Some(sample::progress());
    model.dashboard.focus = Panel::Sync;
    model.dashboard.enlarged = true;
    update(&mut model, Msg::Minute);
    assert_eq!(model.dashboard.focus, Panel::Sync);
    model.status.as_mut().unwrap().sources[0].progress = None;
    update(&mut model, Msg::Minute);
    assert_eq!(
        (model.dashboard.focus, model.dashboard.enlarged),
        (Panel::Tile(0), false)
    );
}
