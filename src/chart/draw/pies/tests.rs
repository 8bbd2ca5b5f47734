//! Pies read as a person reads them.

use std::f64::consts::TAU;

use crate::chart::decode::{areas, read_value, texts_are_apart};
use crate::chart::frame::{Column, Frame, Unit, Value};
use crate::chart::geometry::{Outline, Segment, Size};
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::{Part, Scene};
use crate::chart::spec::{Channel, Chart, Layer, Spec, Test};
use crate::chart::{draw, example, nearest};

const KINDS: [Kind; 5] = [Kind::Pie, Kind::Ring, Kind::SemiPie, Kind::SemiRing, Kind::Doughnut];

fn chart(kind: Kind, values: &[(&str, f64)]) -> Chart {
    let mut spec = Spec::new(kind, "");
    spec.x = Some(Channel::of("Name"));
    spec.y = vec![Layer::of("Count")];
    let frame = Frame::try_from(vec![
        Column::texts("Name", values.iter().map(|(name, _)| Some(*name))),
        Column::numbers("Count", Unit::Number, values.iter().map(|(_, value)| Some(*value))),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

fn words(scene: &Scene) -> String {
    let texts: Vec<&str> = scene.texts().map(|text| text.text.as_str()).collect();
    texts.join(" ")
}

#[test]
fn slices_are_as_large_as_their_values() {
    for kind in KINDS {
        let chart = example(kind);
        let scene = draw(&chart, &Look::default(), Size::new(120, 40));
        let areas = areas(&scene);
        let rings = if kind == Kind::Doughnut { 2 } else { 1 };
        assert_eq!(areas.len(), 7 * rings, "{kind:?}");
        let outer = &areas[..7];
        let (area, total): (f64, f64) = (
            outer.iter().map(|(_, area)| area).sum(),
            outer.iter().map(|(spot, _)| read_value(&scene, *spot)).sum(),
        );
        for (spot, slice) in outer {
            let share = read_value(&scene, *spot) / total;
            assert!(
                (slice / area - share).abs() < 1e-3,
                "{kind:?} {spot}: {slice} of {area}"
            );
        }
    }
}

#[test]
fn slices_begin_at_twelve_and_touch() {
    let scene = draw(&example(Kind::Ring), &Look::default(), Size::new(100, 30));
    let center = scene.plot.center();
    let mut at = 0.0;
    let mut total = 0.0;
    for path in scene.paths().filter(|path| path.of.is_some()) {
        let Outline::Path(segments) = &path.outline else {
            unreachable!()
        };
        let angle = |x: f64, y: f64| (x - center.x).atan2(center.y - y).rem_euclid(TAU);
        let Some(Segment::Move(first)) = segments.first() else {
            unreachable!()
        };
        let from = angle(first.x, first.y);
        let apart = (from - at).abs();
        assert!(apart < 1e-6 || (apart - TAU).abs() < 1e-6, "{from} after {at}");
        let end = segments.iter().rev().find_map(|segment| match segment {
            // The outer arc ends where the straight line inwards begins.
            Segment::Line(to) => Some(angle(to.x, to.y)),
            _ => None,
        });
        at = end.unwrap();
        total += (at - from).rem_euclid(TAU);
    }
    assert!((total - TAU).abs() < 1e-6);
}

#[test]
fn the_legend_names_every_slice_with_shares_that_add_up() {
    let scene = draw(&example(Kind::Pie), &Look::default(), Size::new(100, 30));
    let shares = scene.texts().filter(|text| text.part == Part::Legend);
    let shares = shares.filter_map(|text| text.text.strip_suffix(" %")?.parse::<f64>().ok());
    let shares: Vec<f64> = shares.collect();
    // The last one is the total.
    assert!((shares[..7].iter().sum::<f64>() - 100.0).abs() < 1e-9, "{shares:?}");
    assert_eq!(scene.legend.len(), 7);
    assert!(words(&scene).contains("Instagram") && words(&scene).contains("9,494"));
}

#[test]
fn what_is_below_zero_is_refused_in_words() {
    let scene = draw(
        &chart(Kind::Pie, &[("a", 3.0), ("b", -1.0), ("c", -2.0)]),
        &Look::default(),
        Size::new(80, 20),
    );
    assert!(
        words(&scene).contains("2 of 3 values are below zero"),
        "{}",
        words(&scene)
    );
    assert_eq!(scene.paths().count(), 0);
    let hidden = Look {
        hidden: ["b", "c"].map(str::to_owned).into(),
        ..Look::default()
    };
    let scene = draw(
        &chart(Kind::Pie, &[("a", 3.0), ("b", -1.0), ("c", -2.0)]),
        &hidden,
        Size::new(80, 20),
    );
    assert_eq!(scene.paths().count(), 1);
}

#[test]
fn nothing_is_an_empty_ring_and_one_slice_a_closed_circle() {
    for values in [&[("a", 0.0), ("b", 0.0)][..], &[]] {
        let scene = draw(&chart(Kind::Ring, values), &Look::default(), Size::new(80, 20));
        assert!(words(&scene).contains("no data"), "{}", words(&scene));
        assert_eq!(scene.paths().count(), 1);
    }
    let scene = draw(&chart(Kind::Pie, &[("a", 4.0)]), &Look::default(), Size::new(80, 20));
    let (_, area) = areas(&scene)[0];
    let radius = scene.plot.width() / 2.0;
    assert!((area / (std::f64::consts::PI * radius * radius) - 1.0).abs() < 1e-3);
    let Outline::Path(segments) = &scene.paths().next().unwrap().outline else {
        unreachable!()
    };
    assert!(!segments.iter().any(|segment| matches!(segment, Segment::Line(_))));
}

#[test]
fn many_slices_become_other_that_stands_for_all_of_them() {
    let names: Vec<String> = (0..10_000).map(|index| format!("name {index}")).collect();
    let values: Vec<(&str, f64)> = names
        .iter()
        .enumerate()
        .map(|(index, name)| (name.as_str(), 1.0 + index as f64))
        .collect();
    let scene = draw(&chart(Kind::Doughnut, &values), &Look::default(), Size::new(80, 24));
    assert_eq!(scene.legend.len(), 7);
    let other = scene.spots.last().unwrap();
    assert_eq!(other.title.as_str(), "Other");
    assert!(matches!(&other.keys[0].test, Test::In(more) if more.len() == 9_994));
    assert!(scene.notes[0].contains("9994 smallest"), "{:?}", scene.notes);
    assert!(matches!(&scene.spots[0].keys[0].test, Test::Is(Value::Text(_))));
}

#[test]
fn hidden_slices_stay_in_the_legend_and_keep_the_colours_of_others() {
    let look = Look {
        hidden: ["Messenger".to_owned()].into(),
        ..Look::default()
    };
    let (all, some) = (
        draw(&example(Kind::Ring), &Look::default(), Size::new(100, 30)),
        draw(&example(Kind::Ring), &look, Size::new(100, 30)),
    );
    assert_eq!(areas(&some).len(), 6);
    assert!(some.legend[0].hidden && words(&some).contains('□'));
    for (before, after) in all.legend.iter().zip(&some.legend) {
        assert_eq!(before.ink, after.ink);
    }
    let everything = Look {
        hidden: all.legend.iter().map(|entry| entry.name.as_str().to_owned()).collect(),
        ..Look::default()
    };
    let scene = draw(&example(Kind::Ring), &everything, Size::new(100, 30));
    assert!(words(&scene).contains("all hidden"));
}

#[test]
fn an_inner_ring_needs_its_rows() {
    let scene = draw(&example(Kind::Doughnut), &Look::default(), Size::new(80, 18));
    assert!(scene.notes[0].contains("needs 20 rows"), "{:?}", scene.notes);
    assert_eq!(areas(&scene).len(), 7);
}

#[test]
fn every_size_is_drawn_without_texts_over_each_other() {
    for kind in KINDS {
        for columns in (0..130).step_by(7) {
            for rows in 0..40 {
                for compact in [false, true] {
                    let look = Look {
                        compact,
                        ..Look::default()
                    };
                    let scene = draw(&example(kind), &look, Size::new(columns, rows));
                    assert!(texts_are_apart(&scene), "{kind:?} {columns}×{rows}");
                }
            }
        }
    }
}

#[test]
fn a_mouse_finds_the_slice_it_is_over() {
    for kind in [Kind::Pie, Kind::Ring, Kind::SemiRing] {
        let scene = draw(&example(kind), &Look::default(), Size::new(100, 30));
        for (index, spot) in scene.spots.iter().enumerate() {
            assert_eq!(nearest(&scene, spot.at, 0.0), Some(index), "{kind:?}");
        }
    }
}

#[test]
fn a_legend_that_takes_the_circle_its_room_says_less() {
    let texts = |columns, rows| {
        let scene = draw(&example(Kind::Doughnut), &Look::default(), Size::new(columns, rows));
        let texts: Vec<String> = scene.texts().map(|text| text.text.to_string()).collect();
        (scene.plot.height(), texts)
    };
    let (narrow, words) = texts(80, 24);
    assert!(
        !words.iter().any(|word| word == "outer") && narrow >= 14.0 * 16.0,
        "{narrow} {words:?}"
    );
    let (_, words) = texts(160, 40);
    assert!(words.iter().any(|word| word == "outer"), "{words:?}");
}
