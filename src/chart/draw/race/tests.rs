//! Reads races back from their scenes.

use crate::chart::decode::lying::{assert_whole, number, rects};
use crate::chart::draw::draw;
use crate::chart::example::example;
use crate::chart::frame::{Column, Frame, Grain, Unit, Value};
use crate::chart::geometry::Size;
use crate::chart::hostile;
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::{Hue, Ink, Part, Scene};
use crate::chart::spec::{Channel, Chart, Layer, Spec, Test};

fn at(chart: &Chart, step: f64, still: bool) -> Scene {
    let look = Look {
        step: Some(step),
        still,
        ..Look::default()
    };
    let scene = draw(chart, &look, Size::new(80, 24));
    assert_whole(&scene, "race");
    scene
}

/// Who, how long, what is written, which colour, from the first on.
fn read(scene: &Scene) -> Vec<(String, f64, f64, Ink)> {
    let spots = scene.spots.iter().enumerate();
    spots
        .map(|(index, spot)| {
            let (area, ink) = rects(scene, index)[0];
            let value = scene
                .texts()
                .find(|text| text.of == Some(index) && text.part == Part::Value);
            (
                spot.title.to_string(),
                area.width(),
                number(&value.unwrap().text).unwrap(),
                ink,
            )
        })
        .collect()
}

/// What the frame says: the running sums after a step, the largest first.
fn expected(chart: &Chart, step: usize) -> Vec<(String, f64)> {
    let frame = &chart.frame;
    let (teams, closed) = (frame.column("Team").unwrap(), frame.column("Closed").unwrap());
    let mut sums: Vec<(String, f64)> = Vec::new();
    for row in 0..(step + 1) * 5 {
        let (team, value) = (teams.text(row).unwrap().to_string(), closed.number(row).unwrap());
        match sums.iter_mut().find(|(name, _)| *name == team) {
            Some((_, sum)) => *sum += value,
            None => sums.push((team, value)),
        }
    }
    sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    sums
}

#[test]
fn every_step_shows_the_sums_up_to_it_in_their_order() {
    let chart = example(Kind::Race);
    let mut inks = std::collections::BTreeMap::new();
    for step in [0usize, 1, 4, 7, 11] {
        let scene = at(&chart, step as f64, false);
        assert_eq!(scene.steps, 12);
        let read = read(&scene);
        let expected = expected(&chart, step);
        let per = read[0].1 / expected[0].1;
        for ((name, length, written, ink), (who, value)) in read.iter().zip(&expected) {
            assert_eq!((name, written), (who, value), "step {step}");
            assert!((length - value * per).abs() <= 1.0);
            assert_eq!(inks.entry(name.clone()).or_insert(*ink), ink, "a name keeps its colour");
        }
    }
}

#[test]
fn between_steps_values_move_and_rows_change_in_the_middle() {
    let chart = example(Kind::Race);
    let (before, after) = (expected(&chart, 3), expected(&chart, 4));
    for share in [0.25, 0.49, 0.5, 0.75] {
        let read = read(&at(&chart, 3.0 + share, false));
        let order = if share < 0.5 { &before } else { &after };
        for ((name, _, written, _), (who, _)) in read.iter().zip(order) {
            assert_eq!(name, who, "at {share}");
            let value = |sums: &[(String, f64)]| sums.iter().find(|(who, _)| who == name).unwrap().1;
            let should = value(&before) + (value(&after) - value(&before)) * share;
            assert!((written - should).abs() <= 0.5, "{name}: {written} for {should}");
        }
    }
    assert_eq!(
        at(&chart, 3.75, true),
        at(&chart, 3.0, true),
        "who wants no motion gets whole steps"
    );
}

#[test]
fn the_period_is_said_large_and_below_and_steps_stay_in_the_race() {
    let chart = example(Kind::Race);
    let scene = at(&chart, 4.0, false);
    let large: Vec<_> = scene.texts().filter(|text| text.rows > 1).collect();
    assert_eq!((large.len(), large[0].text.as_str()), (1, "May 2025"));
    assert!(scene.texts().any(|text| text.text.as_str() == "May 2025  5/12"));
    for step in [f64::NAN, 1e9, f64::INFINITY] {
        assert_eq!(at(&chart, step, false).spots, at(&chart, 11.0, false).spots);
    }
    assert_eq!(at(&chart, -5.0, false), at(&chart, 0.0, false));
    // The line below is as far as the race is.
    let way = |step: f64| {
        let scene = at(&chart, step, false);
        let line = scene
            .rules()
            .find(|rule| rule.ink == Ink::of(Hue::Accent))
            .copied()
            .unwrap();
        line.to.x - line.from.x
    };
    assert!((way(5.5) / way(11.0) - 0.5).abs() < 0.02);
}

fn race(rows: &[(i64, &str, Option<f64>)]) -> Chart {
    let mut spec = Spec::new(Kind::Race, "");
    spec.x = Some(Channel::of("time"));
    spec.colour = Some(Channel::of("who"));
    spec.y = vec![Layer::of("n")];
    let frame = Frame::try_from(vec![
        Column::times("time", Grain::Day, rows.iter().map(|row| Some(row.0 * 86_400_000))),
        Column::texts("who", rows.iter().map(|row| Some(row.1))),
        Column::numbers("n", Unit::Number, rows.iter().map(|row| row.2)),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

#[test]
fn what_is_not_there_is_carried_forward_and_ties_go_by_name() {
    let chart = race(&[
        (1, "b", Some(5.0)),
        (0, "a", Some(5.0)),
        (0, "b", Some(5.0)),
        (1, "a", None),
        (2, "c", Some(9.0)),
    ]);
    let read = |step: f64| {
        read(&at(&chart, step, false))
            .into_iter()
            .map(|bar| (bar.0, bar.2))
            .collect::<Vec<_>>()
    };
    let bar = |name: &str, value: f64| (name.to_owned(), value);
    assert_eq!(read(1.0), [bar("a", 5.0), bar("b", 5.0)]);
    assert_eq!(read(2.0), [bar("c", 9.0), bar("a", 5.0), bar("b", 5.0)]);
    let keys = at(&chart, 2.0, false).spots[1].keys.clone();
    let day = 86_400_000;
    assert_eq!(
        keys[0].test,
        Test::Within(Value::Time(0), Value::Time(day)),
        "a's value is of the first day"
    );
    assert_eq!(keys[1].test, Test::Is(Value::Text("a".into())));
}

#[test]
fn only_the_first_are_shown_and_the_hidden_take_no_part() {
    let rows: Vec<(i64, String, Option<f64>)> = (0..40)
        .map(|who| (0, format!("r{who:02}"), Some(f64::from(who))))
        .collect();
    let rows: Vec<(i64, &str, Option<f64>)> = rows.iter().map(|row| (row.0, row.1.as_str(), row.2)).collect();
    let chart = race(&rows);
    let scene = at(&chart, 0.0, false);
    assert_eq!((scene.spots.len(), scene.spots[0].title.as_str()), (12, "r39"));
    assert!(scene.notes.iter().any(|note| note.as_str() == "the first 12 of 40"));
    let look = Look {
        hidden: ["r39".to_owned()].into(),
        ..Look::default()
    };
    let scene = draw(&chart, &look, Size::new(80, 24));
    assert_eq!(scene.spots[0].title.as_str(), "r38");
    assert_eq!(scene.legend.iter().filter(|entry| entry.hidden).count(), 1);
}

#[test]
fn nothing_is_too_strange_or_too_small() {
    for (what, frame) in hostile::frames() {
        for (x, running) in [("time", true), ("kind", false)] {
            let mut spec = Spec::new(Kind::Race, what);
            spec.x = Some(Channel::of(x));
            spec.colour = Some(Channel::of("name"));
            spec.y = vec![Layer::of("n")];
            spec.options.running = running;
            let chart = Chart {
                spec,
                frame: frame.clone(),
                parts: Vec::new(),
            };
            for size in hostile::sizes() {
                for step in [None, Some(0.6)] {
                    let look = Look {
                        step,
                        ..Look::default()
                    };
                    assert_whole(&draw(&chart, &look, size), &format!("{what} {size:?}"));
                }
            }
        }
    }
}
