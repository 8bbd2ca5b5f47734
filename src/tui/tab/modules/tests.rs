use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;

use super::sample;
use super::state::{Dialog, Part, Spot};
use crate::api::wire::{Advice, Cell, Found, Located, Test, Values};
use crate::catalog::Module;
use crate::tui::ask::{Answer, Ask, Slot};
use crate::tui::model::{Model, Target};
use crate::tui::msg::{Effect, Msg};
use crate::tui::theme::Theme;
use crate::tui::update::update;
use crate::tui::view_tests::{assert_harmless, screens, sweep};
use crate::tui::{sample as screen, still};

/// The rows of the table that stands behind the screen.
const ROWS: u64 = 1_000_000;

/// Answers everything a screen asks, and what that leads to, until nothing is asked any more. Gives all questions.
fn answer(model: &mut Model, effects: Vec<Effect>) -> Vec<Ask> {
    let mut asked = Vec::new();
    let mut open = effects;
    while let Some(effect) = open.pop() {
        let Effect::Ask { ticket, ask } = effect else { continue };
        let answer = match &ask {
            Ask::Window(request) => {
                let rows = if request.view.of.is_some() { 3 } else { ROWS };
                Answer::Window(Box::new(sample::page(request, rows, model.now)))
            }
            Ask::Find(request) => Answer::Find(Found {
                version: 7,
                position: (request.text != "nowhere").then_some(777_777),
                nth: 2,
                matches: 5,
                wrapped: false,
            }),
            Ask::Locate(_) => Answer::Locate(Located {
                version: 7,
                position: Some(4_242),
            }),
            Ask::Values(_) => Answer::Values(Values {
                values: vec![
                    (Cell::Text("closed".into()), 9),
                    (Cell::Text("open".into()), 2),
                    (Cell::Empty, 1),
                ],
                distinct: 3,
            }),
            _ => continue,
        };
        asked.push(ask);
        open.extend(update(
            model,
            Msg::Answer {
                ticket,
                result: Ok(answer),
            },
        ));
    }
    asked
}

fn press(model: &mut Model, code: KeyCode) -> Vec<Ask> {
    let effects = update(model, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    answer(model, effects)
}

fn keys(model: &mut Model, text: &str) -> Vec<Ask> {
    let mut asked = Vec::new();
    for c in text.chars() {
        asked.extend(press(model, KeyCode::Char(c)));
    }
    asked
}

fn tables(width: u16, height: u16) -> Model {
    let mut model = screen::model(Size::new(width, height), Theme::default());
    press(&mut model, KeyCode::Char('2'));
    model
}

fn table(model: &Model) -> &super::state::Table {
    model.modules.table().unwrap()
}

#[test]
fn a_screen_is_asked_for_and_moving_within_it_asks_nothing() {
    let mut model = tables(120, 36);
    assert_eq!(table(&model).block.rows(), ROWS);
    for _ in 0..60 {
        let asked = press(&mut model, KeyCode::Down);
        assert!(asked.is_empty(), "{asked:?}");
    }
    assert_eq!(table(&model).row, 60);
    let text = still::text(&still::cells(&model));
    assert!(text.contains("row 61 of 1,000,000"), "{text}");
}

#[test]
fn the_last_row_is_one_key_away_and_one_question() {
    let mut model = tables(120, 36);
    let asked = press(&mut model, KeyCode::Char('G'));
    assert!(matches!(&asked[..], [Ask::Window(_)]), "{asked:?}");
    assert_eq!(table(&model).row, ROWS - 1);
    assert!(table(&model).block.range().contains(&(ROWS - 1)));
    keys(&mut model, "gg");
    assert_eq!(table(&model).row, 0);
}

#[test]
fn a_held_key_never_cancels_the_question_that_would_show_something() {
    let mut model = tables(120, 36);
    let mut open = Vec::new();
    for _ in 0..400 {
        let key = KeyEvent::new(KeyCode::PageDown, KeyModifiers::NONE);
        open.extend(update(&mut model, Msg::Key(key)));
    }
    let windows = open
        .iter()
        .filter(|effect| matches!(effect, Effect::Ask { ticket, .. } if ticket.slot == Slot::Rows));
    assert_eq!(windows.count(), 1);
    answer(&mut model, open);
    assert!(table(&model).block.range().contains(&table(&model).row));
}

#[test]
fn sorting_goes_round_and_several_columns_add_up() {
    let mut model = tables(120, 36);
    let sort = |model: &Model| {
        let sort = table(model).view.sort.iter();
        sort.map(|key| format!("{}{}", if key.descending { "-" } else { "" }, key.column))
            .collect::<Vec<_>>()
    };
    assert_eq!(sort(&model), ["-Created At"]);
    keys(&mut model, "lo");
    assert_eq!(sort(&model), ["Title"]);
    keys(&mut model, "o");
    assert_eq!(sort(&model), ["-Title"]);
    keys(&mut model, "lO");
    assert_eq!(sort(&model), ["-Title", "State"]);
    keys(&mut model, "OO");
    assert_eq!(sort(&model), ["-Title"]);
    keys(&mut model, "ho");
    assert!(sort(&model).is_empty());
    keys(&mut model, "uuuuu");
    assert_eq!(sort(&model), ["Title"], "each change can be taken back");
}

#[test]
fn a_condition_is_typed_and_one_like_the_cell_is_added() {
    let mut model = tables(120, 36);
    keys(&mut model, "llf");
    assert!(matches!(model.modules.dialog, Some(Dialog::Line(_))));
    keys(&mut model, "= open | closed");
    let asked = press(&mut model, KeyCode::Enter);
    let Some(Ask::Window(request)) = asked.iter().find(|ask| matches!(ask, Ask::Window(_))) else {
        panic!("{asked:?}")
    };
    assert_eq!(request.view.conditions[0].to_string(), "State = open | closed");
    keys(&mut model, "-");
    assert_eq!(table(&model).view.conditions.len(), 2);
    assert_eq!(table(&model).view.conditions[1].test, Test::IsNot);
    press(&mut model, KeyCode::Backspace);
    assert_eq!(table(&model).view.conditions.len(), 1);
    keys(&mut model, "zf");
    assert!(!table(&model).view.is_filtered());
}

#[test]
fn a_condition_that_makes_no_sense_stays_in_the_line_and_says_why() {
    let mut model = tables(120, 36);
    keys(&mut model, "f>");
    press(&mut model, KeyCode::Enter);
    let Some(Dialog::Line(line)) = &model.modules.dialog else {
        panic!("the line is still there")
    };
    assert!(line.problem.is_some());
    press(&mut model, KeyCode::Esc);
    assert!(model.modules.dialog.is_none() && !table(&model).view.is_filtered());
}

#[test]
fn what_the_engine_refuses_is_said_in_place_of_the_rows() {
    let mut model = tables(120, 36);
    keys(&mut model, "f> x");
    let effects = update(&mut model, Msg::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)));
    let Some(Effect::Ask { ticket, .. }) = effects.into_iter().find(|effect| matches!(effect, Effect::Ask { .. }))
    else {
        panic!("asked")
    };
    let refused = Advice::new("That is no number.", "The column holds numbers.", "Type one.");
    let effects = update(
        &mut model,
        Msg::Answer {
            ticket,
            result: Err(refused),
        },
    );
    assert!(answer(&mut model, effects).is_empty(), "the same is not asked again");
    let text = still::text(&still::cells(&model));
    assert!(
        text.contains("That is no number.") && text.contains("Type one."),
        "{text}"
    );
    press(&mut model, KeyCode::Backspace);
    assert!(table(&model).problem.is_none());
}

#[test]
fn values_are_picked_to_be_shown_or_left_out() {
    let mut model = tables(120, 36);
    keys(&mut model, "llv");
    press(&mut model, KeyCode::Tab);
    press(&mut model, KeyCode::Down);
    press(&mut model, KeyCode::Tab);
    press(&mut model, KeyCode::Enter);
    assert_eq!(table(&model).view.conditions[0].to_string(), "State = closed | open");
    keys(&mut model, "v");
    press(&mut model, KeyCode::Tab);
    let without = KeyEvent::new(KeyCode::Char('x'), KeyModifiers::CONTROL);
    let effects = update(&mut model, Msg::Key(without));
    answer(&mut model, effects);
    assert_eq!(table(&model).view.conditions[0].to_string(), "State != open");
    keys(&mut model, "zfv");
    press(&mut model, KeyCode::End);
    press(&mut model, KeyCode::Down);
    press(&mut model, KeyCode::Down);
    press(&mut model, KeyCode::Enter);
    assert_eq!(table(&model).view.conditions[0].to_string(), "State is empty");
}

#[test]
fn finding_goes_there_and_says_which_of_how_many() {
    let mut model = tables(120, 36);
    keys(&mut model, "/refund");
    press(&mut model, KeyCode::Enter);
    assert_eq!(table(&model).row, 777_777);
    let text = still::text(&still::cells(&model));
    assert!(
        text.contains("/refund 2 of 5") && text.contains("row 777,778"),
        "{text}"
    );
    let asked = keys(&mut model, "n");
    assert!(matches!(&asked[0], Ask::Find(request) if request.from == 777_778 && !request.backwards));
    let asked = keys(&mut model, "N");
    assert!(matches!(&asked[0], Ask::Find(request) if request.from == 777_776 && request.backwards));
    keys(&mut model, "/nowhere");
    press(&mut model, KeyCode::Enter);
    assert!(model.notice.as_ref().is_some_and(|notice| notice.bad));
}

#[test]
fn columns_are_hidden_moved_widened_and_frozen_and_it_can_be_taken_back() {
    let mut model = tables(120, 36);
    let usual = table(&model).layout.clone();
    keys(&mut model, "lzh");
    assert!(table(&model).layout.shown().all(|column| column.name != "Title"));
    keys(&mut model, ">");
    assert_eq!(table(&model).layout.at(2).unwrap().name, "State");
    let before = table(&model).layout.at(2).unwrap().width;
    keys(&mut model, "w");
    assert!(table(&model).layout.at(2).unwrap().width > before);
    keys(&mut model, "zc");
    assert_eq!(table(&model).layout.frozen, 3);
    keys(&mut model, "uuuu");
    assert_eq!(table(&model).layout, usual);
}

#[test]
fn marks_go_with_their_rows_and_are_copied() {
    let mut model = tables(120, 36);
    keys(&mut model, "  ");
    assert_eq!((table(&model).marks.len(), table(&model).row), (2, 2));
    keys(&mut model, "jjjV");
    assert_eq!(table(&model).marks.len(), 6);
    let mut open = Vec::new();
    for c in ['y', 'm'] {
        open.extend(update(
            &mut model,
            Msg::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)),
        ));
    }
    let Some(Effect::Ask {
        ticket,
        ask: Ask::Window(request),
    }) = open.pop()
    else {
        panic!("{open:?}")
    };
    assert_eq!(request.view.conditions[0].values.len(), 6);
    // The engine may give more than was marked where a key has several parts; only marked rows are copied.
    let page = sample::page(&request, 9, model.now);
    let effects = update(
        &mut model,
        Msg::Answer {
            ticket,
            result: Ok(Answer::Window(Box::new(page))),
        },
    );
    let copied = effects.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.lines().count()),
        _ => None,
    });
    assert_eq!(copied, Some(7), "a heading and six rows: {effects:?}");
}

#[test]
fn a_million_marks_are_refused_in_words() {
    let mut model = tables(120, 36);
    let all = KeyEvent::new(KeyCode::Char('a'), KeyModifiers::CONTROL);
    update(&mut model, Msg::Key(all));
    let notice = model.notice.as_ref().unwrap();
    assert!(notice.bad && notice.text.contains("interlens table"), "{notice:?}");
}

#[test]
fn a_record_leads_to_others_and_back() {
    let mut model = tables(120, 36);
    press(&mut model, KeyCode::Enter);
    assert_eq!(model.modules.part, Part::Record);
    let text = still::text(&still::cells(&model));
    assert!(text.contains("→ contacts") && text.contains("Title"), "{text}");
    press(&mut model, KeyCode::Enter);
    assert_eq!(model.modules.module, Module::Contacts);
    let of = table(&model).view.of.clone().unwrap();
    assert_eq!((of.module, of.relation.as_str()), (Module::Conversations, "contacts"));
    keys(&mut model, "[");
    assert_eq!(model.modules.module, Module::Conversations);
    keys(&mut model, "]");
    assert_eq!(model.modules.module, Module::Contacts);
}

#[test]
fn a_record_stays_while_a_newer_one_is_asked_for() {
    let mut model = tables(120, 36);
    press(&mut model, KeyCode::Enter);
    let changed = Msg::Event(crate::api::wire::Event::Changed {
        source: 1,
        data_version: 9,
    });
    let before = still::text(&still::cells(&model));
    let effects = update(&mut model, changed);
    assert_eq!(still::text(&still::cells(&model)), before, "nothing flickers");
    let asked = answer(&mut model, effects);
    let whole = |ask: &Ask| matches!(ask, Ask::Window(request) if request.limit == 1);
    assert_eq!(asked.iter().filter(|ask| whole(ask)).count(), 1, "{asked:?}");
}

#[test]
fn a_record_that_is_refused_is_not_asked_for_over_and_over() {
    let mut model = tables(120, 36);
    let enter = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
    let mut open = update(&mut model, Msg::Key(enter));
    let mut asked = 0;
    while let Some(effect) = open.pop() {
        let Effect::Ask { ticket, .. } = effect else { continue };
        if ticket.slot == Slot::Record {
            asked += 1;
            assert_eq!(asked, 1, "asked again");
        }
        let refused = Advice::new("It broke.", "A wire came loose.", "Plug it in.");
        let result = Err(refused);
        open.extend(update(&mut model, Msg::Answer { ticket, result }));
    }
    let text = still::text(&still::cells(&model));
    assert!(text.contains("It broke."), "{text}");
    press(&mut model, KeyCode::Esc);
    press(&mut model, KeyCode::Enter);
    let asked = press(&mut model, KeyCode::Tab);
    assert!(asked.is_empty());
}

#[test]
fn the_cursor_stays_with_its_record_when_rows_come_above_it() {
    let mut model = tables(120, 36);
    keys(&mut model, "jjjjj");
    let changed = Msg::Event(crate::api::wire::Event::Changed {
        source: 1,
        data_version: 9,
    });
    let effects = update(&mut model, changed);
    answer(&mut model, effects);
    assert_eq!(table(&model).row, 4_242, "where the engine says its record is now");
}

#[test]
fn an_address_opens_a_table_as_it_says_and_the_place_gives_it_back() {
    let mut model = tables(120, 36);
    let address = "conversations?sort=-state&where=title+%7E+refund&row=215470000000005"
        .parse()
        .unwrap();
    let effects = crate::tui::update::open(&mut model, &address);
    answer(&mut model, effects);
    assert_eq!(table(&model).view.sort[0].column, "State");
    assert_eq!(table(&model).view.conditions[0].column, "Title");
    assert_eq!(table(&model).row, 4_242);
    let here = crate::tui::update::here(&model).to_string();
    assert!(
        here.starts_with("modules/conversations?sort=-State&where=Title+%7E+refund&row="),
        "{here}"
    );
}

#[test]
fn the_mouse_reaches_cells_headings_and_chips() {
    let mut model = tables(120, 36);
    keys(&mut model, "lllO");
    let mut cells = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, 120, 36));
    let hits = crate::tui::view::draw(&model, &mut cells);
    let has = |wanted: fn(&Spot) -> bool| {
        hits.iter()
            .any(|hit| matches!(&hit.target, Target::Modules(spot) if wanted(spot)))
    };
    assert!(has(|spot| matches!(spot, Spot::Cell(3, 1))));
    assert!(has(|spot| matches!(spot, Spot::Heading(1))));
    assert!(has(|spot| matches!(spot, Spot::Edge(1))));
    assert!(has(|spot| matches!(spot, Spot::SortChip(1))));
    assert!(has(|spot| matches!(spot, Spot::Module(Module::Teams))));
    let effects = super::update::click(&mut model, Spot::Heading(1), false);
    answer(&mut model, effects);
    assert_eq!(table(&model).view.sort[0].column, "Title");
}

#[test]
fn the_tab_at_five_sizes_in_four_looks() {
    screens("modules", |size, theme| {
        let mut model = screen::model(size, theme);
        keys(&mut model, "2");
        keys(&mut model, "lllO  jj");
        model
    });
}

#[test]
fn what_lies_beside_and_over_a_table() {
    let picture = |name: &str, model: &Model| {
        insta::assert_snapshot!(format!("modules_{name}"), still::text(&still::cells(model)));
    };
    for (width, height) in [(120, 36), (80, 24)] {
        let size = format!("{width}x{height}");
        let mut model = tables(width, height);
        press(&mut model, KeyCode::Enter);
        picture(&format!("record_{size}"), &model);
        press(&mut model, KeyCode::Esc);
        keys(&mut model, "c");
        picture(&format!("columns_{size}"), &model);
        press(&mut model, KeyCode::Esc);
        keys(&mut model, "llv");
        picture(&format!("values_{size}"), &model);
        press(&mut model, KeyCode::Esc);
        keys(&mut model, "fx|");
        picture(&format!("filter_{size}"), &model);
        press(&mut model, KeyCode::Enter);
        keys(&mut model, "/refund");
        press(&mut model, KeyCode::Enter);
        picture(&format!("found_{size}"), &model);
        press(&mut model, KeyCode::BackTab);
        picture(&format!("list_{size}"), &model);
    }
}

#[test]
fn tables_are_drawn_at_all_sizes_and_harmless() {
    let mut model = tables(120, 36);
    press(&mut model, KeyCode::Enter);
    assert_harmless(&model);
    sweep(model, 7);
}

#[test]
fn every_table_is_drawn_at_every_size() {
    for module in Module::ALL {
        for (width, height) in [(0, 0), (1, 1), (20, 5), (40, 12), (60, 20), (80, 24), (200, 60)] {
            let mut model = tables(width, height);
            let effects = crate::tui::update::open(&mut model, &module.slug().parse().unwrap());
            answer(&mut model, effects);
            for key in [KeyCode::End, KeyCode::Enter, KeyCode::Down, KeyCode::Tab] {
                press(&mut model, key);
                still::cells(&model);
            }
            keys(&mut model, "c");
            still::cells(&model);
        }
    }
}
