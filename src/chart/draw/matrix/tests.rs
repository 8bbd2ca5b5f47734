//! Reads heat maps back from their scenes.

use crate::chart::decode::lying::{assert_whole, number, rects};
use crate::chart::draw::draw;
use crate::chart::example::example;
use crate::chart::frame::{Column, Frame, Unit, Value};
use crate::chart::geometry::Size;
use crate::chart::hostile;
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::{Hue, Part, Scene};
use crate::chart::spec::{Channel, Chart, Layer, Sort, Spec, Test};

fn show(chart: &Chart, look: &Look, columns: u16, rows: u16) -> Scene {
    let scene = draw(chart, look, Size::new(columns, rows));
    assert_whole(&scene, "heat map");
    scene
}

fn shade(scene: &Scene, spot: usize) -> Option<u8> {
    match rects(scene, spot)[0].1.hue {
        Hue::Ramp(at) => Some(at),
        _ => None,
    }
}

#[test]
fn every_tile_has_the_colour_and_the_text_of_its_value() {
    let chart = example(Kind::HeatMap);
    let scene = show(&chart, &Look::default(), 80, 24);
    let counts = chart.frame.column("Conversations").unwrap();
    assert_eq!(scene.spots.len(), 7 * 24);
    let values: Vec<Option<f64>> = (0..7 * 24).map(|row| counts.number(row)).collect();
    let high = values.iter().copied().flatten().fold(0.0, f64::max);
    for (index, value) in values.iter().enumerate() {
        let spot = &scene.spots[index];
        assert_eq!(spot.cell, Some((index % 24, index / 24)));
        let area = rects(&scene, index)[0].0;
        assert_eq!((area.columns(), area.rows()), (3, 2));
        let texts: Vec<_> = scene.texts().filter(|text| text.of == Some(index)).collect();
        if let Some(value) = value {
            let class = (value / high * 7.0).floor().min(6.0);
            assert_eq!(
                shade(&scene, index),
                Some((255.0 * class / 6.0).round() as u8),
                "{value}"
            );
            assert_eq!((texts.len(), number(&texts[0].text)), (1, Some(*value)));
        } else {
            assert_eq!(shade(&scene, index), None);
            assert!(texts.iter().all(|text| text.text.as_str() == "╱╱╱") && texts.len() == 2);
            assert_eq!(spot.readings[0].value.as_str(), "—");
        }
    }
    let key: Vec<_> = scene
        .texts()
        .filter(|text| text.part == Part::Legend)
        .map(|text| text.text.as_str())
        .collect();
    assert!(key.starts_with(&["0", "10"]) && key.contains(&"no value"), "{key:?}");
    assert_eq!(scene.spots[30].title.as_str(), "Tue · 06");
    assert_eq!(scene.spots[30].keys[0].test, Test::Is(Value::Text("Tue".into())));
    assert_eq!(scene.spots[30].keys[1].test, Test::Is(Value::Text("06".into())));
}

fn matrix(rows: usize, columns: usize, value: impl Fn(usize, usize) -> f64) -> Chart {
    let mut spec = Spec::new(Kind::HeatMap, "");
    spec.x = Some(Channel::of("x"));
    spec.levels = vec![Channel::of("y")];
    spec.y = vec![Layer::of("n")];
    let places = || (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let frame = Frame::try_from(vec![
        Column::texts("x", places().map(|place| Some(format!("c{}", place.1)))),
        Column::texts("y", places().map(|place| Some(format!("r{}", place.0)))),
        Column::numbers(
            "n",
            Unit::Number,
            places().map(|(row, column)| Some(value(row, column))),
        ),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

#[test]
fn a_large_one_is_a_window_that_scrolls() {
    let chart = matrix(100, 200, |row, column| (row * 200 + column) as f64);
    let mut look = Look::default();
    let scene = show(&chart, &look, 60, 20);
    assert_eq!(scene.extent, (100, 200));
    assert!(
        scene.notes.iter().any(|note| note.starts_with("rows 1 to ")),
        "{:?}",
        scene.notes
    );
    assert!(scene.notes.iter().any(|note| note.contains("of 200")));
    look.scroll = (50, usize::MAX);
    let scene = show(&chart, &look, 60, 20);
    let last = scene.spots.iter().rfind(|spot| spot.cell.unwrap().1 == 0).unwrap();
    assert_eq!(last.title.as_str(), "r50 · c199");
}

#[test]
fn an_outlier_is_said_and_ranks_show_the_others() {
    let mut chart = matrix(5, 5, |row, column| {
        if row + column == 0 {
            1e6
        } else {
            (row * 5 + column) as f64
        }
    });
    let scene = show(&chart, &Look::default(), 60, 20);
    assert!(
        scene.notes.iter().any(|note| note.contains("quantile")),
        "{:?}",
        scene.notes
    );
    let colours = |scene: &Scene| {
        let shades: std::collections::BTreeSet<_> = (0..25).map(|spot| shade(scene, spot)).collect();
        shades.len()
    };
    assert_eq!(colours(&scene), 2);
    chart.spec.options.quantile = true;
    let scene = show(&chart, &Look::default(), 60, 20);
    assert_eq!(colours(&scene), 7);
    assert!(scene.notes.is_empty());
}

#[test]
fn rows_are_sorted_and_zoomed() {
    let chart = matrix(4, 3, |row, column| (row * 10 + column) as f64);
    let mut look = Look {
        sort: Some(Sort::Largest),
        ..Look::default()
    };
    assert_eq!(show(&chart, &look, 60, 20).spots[0].title.as_str(), "r3 · c2");
    look.sort = None;
    look.window = Some((0.0, 0.5));
    look.window_up = Some((0.5, 1.0));
    let scene = show(&chart, &look, 60, 20);
    let titles: Vec<_> = scene.spots.iter().map(|spot| spot.title.as_str()).collect();
    assert_eq!(titles, ["r2 · c0", "r2 · c1", "r3 · c0", "r3 · c1"]);
}

#[test]
fn nothing_is_too_strange_or_too_small() {
    for (what, frame) in hostile::frames() {
        for (x, quantile) in [("time", true), ("kind", false)] {
            let mut spec = Spec::new(Kind::HeatMap, what);
            spec.x = Some(Channel::of(x));
            spec.levels = vec![Channel::of("name")];
            spec.y = vec![Layer::of("n")];
            spec.options.quantile = quantile;
            let chart = Chart {
                spec,
                frame: frame.clone(),
                parts: Vec::new(),
            };
            for size in hostile::sizes() {
                assert_whole(&draw(&chart, &Look::default(), size), &format!("{what} {size:?}"));
            }
        }
    }
}
