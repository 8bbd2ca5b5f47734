use std::collections::BTreeMap;

use crate::chart::decode::{cells, series_of, upward};
use crate::chart::draw::draw;
use crate::chart::example::example;
use crate::chart::frame::{Column, Frame, Grain, Unit, Value};
use crate::chart::geometry::{CELL_WIDTH, Outline, Size};
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::{Hue, Part, Scene};
use crate::chart::spec::{Channel, Chart, Layer, Spec, Test};

/// The lengths of the bars, by the title of their spot and their series, as the left axis says.
fn lengths(scene: &Scene) -> BTreeMap<(String, String), f64> {
    let read = upward(scene, false);
    let mut found = BTreeMap::new();
    for path in scene.paths() {
        let (Outline::Rect(area), Some(of)) = (&path.outline, path.of) else {
            continue;
        };
        assert!((area.left / CELL_WIDTH).fract().abs() < 1e-9, "{area:?}");
        assert!((area.right / CELL_WIDTH).fract().abs() < 1e-9, "{area:?}");
        let ink = path.fill.unwrap().ink;
        let key = (scene.spots[of].title.to_string(), series_of(scene, ink));
        assert!(found.insert(key, read(area.top) - read(area.bottom)).is_none());
    }
    found
}

fn chart(kind: Kind, names: &[&str], series: &[(&str, &[Option<f64>])]) -> Chart {
    let mut spec = Spec::new(kind, "A title");
    spec.x = Some(Channel::of("Name"));
    spec.y = series.iter().map(|(name, _)| Layer::of(name)).collect();
    let mut columns = vec![Column::texts("Name", names.iter().copied().map(Some))];
    for (name, values) in series {
        columns.push(Column::numbers(name, Unit::Number, values.iter().copied()));
    }
    let frame = Frame::try_from(columns).unwrap();
    Chart {
        spec,
        frame,
        parts: Vec::new(),
    }
}

#[test]
fn every_bar_is_as_long_as_its_value() {
    for (columns, rows) in [(60, 18), (100, 30), (133, 41), (200, 60)] {
        let chart = example(Kind::Bar);
        let scene = draw(&chart, &Look::default(), Size::new(columns, rows));
        let lengths = lengths(&scene);
        assert_eq!(lengths.len(), 10);
        let unit = 500.0 / scene.plot.height();
        for row in 0..chart.frame.rows() {
            for series in ["New", "Closed"] {
                let team = chart.frame.column("Team").unwrap().text(row).unwrap().to_string();
                let value = chart.frame.column(series).unwrap().number(row).unwrap();
                let drawn = lengths[&(team, series.to_owned())];
                assert!((drawn - value).abs() < unit, "{series}: {drawn} for {value}");
            }
        }
    }
}

#[test]
fn parts_of_a_stack_are_as_long_as_their_values_and_its_total_is_above() {
    let chart = example(Kind::StackedBar);
    let scene = draw(&chart, &Look::default(), Size::new(100, 34));
    let lengths = lengths(&scene);
    let eighth = 2.0 * (upward(&scene, false)(0.0) - upward(&scene, false)(1.0));
    for row in 0..chart.frame.rows() {
        let text = |name: &str| chart.frame.column(name).unwrap().text(row).unwrap().to_string();
        let value = chart.frame.column("Conversations").unwrap().number(row).unwrap();
        let drawn = lengths[&(text("Weekday"), text("Channel"))];
        assert!((drawn - value).abs() <= eighth * 1.5, "{drawn} for {value}");
    }
    assert!(
        scene
            .texts()
            .any(|text| text.part == Part::Value && text.bold && text.text.as_str() == "1,650")
    );
    // Beside it, in the order of the stack: what is on top is named first.
    let mut entries: Vec<_> = scene
        .legend
        .iter()
        .map(|entry| (entry.area.top, entry.name.as_str()))
        .collect();
    entries.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert_eq!(entries.first().unwrap().1, "Instagram");
    assert_eq!(entries.last().unwrap().1, "Messenger");
}

#[test]
fn shares_fill_their_whole_and_their_texts_add_up() {
    let names = ["a", "b", "c"];
    let chart = chart(
        Kind::StackedBar100,
        &names,
        &[
            ("x", &[Some(1.0), Some(0.0), Some(-5.0)]),
            ("y", &[Some(1.0), Some(0.0), Some(15.0)]),
            ("z", &[Some(1.0), None, None]),
        ],
    );
    let scene = draw(&chart, &Look::default(), Size::new(80, 30));
    let lengths = lengths(&scene);
    assert!((lengths[&("c".into(), "x".into())] - 25.0).abs() < 1.0, "{lengths:?}");
    assert!((lengths[&("a".into(), "z".into())] - 33.3).abs() < 1.0);
    let percents: u32 = scene
        .texts()
        .filter(|text| text.part == Part::Value && text.of == Some(0))
        .map(|text| text.text.trim_end_matches(" %").parse::<u32>().unwrap())
        .sum();
    assert_eq!(percents, 100);
    let track = scene.paths().find(|path| path.of == Some(1)).unwrap();
    assert_eq!(
        track.fill.unwrap().ink.hue,
        Hue::Missing,
        "a whole of nothing is an empty track"
    );
    assert!(
        scene.notes.iter().any(|note| note.contains("negative")),
        "{:?}",
        scene.notes
    );
}

#[test]
fn what_is_negative_hangs_from_zero_and_what_is_not_there_is_a_dot() {
    let chart = chart(
        Kind::Bar,
        &["a", "b", "c", "d"],
        &[("x", &[Some(30.0), Some(-20.0), None, Some(0.0)])],
    );
    let scene = draw(&chart, &Look::default(), Size::new(60, 20));
    let read = upward(&scene, false);
    let rects: Vec<_> = scene
        .paths()
        .filter_map(|path| match &path.outline {
            Outline::Rect(area) => Some((path.of.unwrap(), *area)),
            Outline::Path(_) => None,
        })
        .collect();
    assert_eq!(rects.len(), 2);
    assert!(
        read(rects[0].1.bottom).abs() < 0.01 && read(rects[1].1.top).abs() < 0.01,
        "both begin at zero"
    );
    assert!((read(rects[1].1.bottom) + 20.0).abs() < 0.5);
    let dot = scene.texts().find(|text| text.text.as_str() == "·").unwrap();
    assert_eq!(dot.of, Some(2));
    assert!(
        scene
            .texts()
            .any(|text| text.part == Part::Value && text.text.as_str() == "0" && text.of == Some(3))
    );
    let hung = scene
        .texts()
        .find(|text| text.part == Part::Value && text.text.as_str() == "-20")
        .unwrap();
    assert!(hung.at.y > rects[1].1.bottom, "its value is below it");
}

#[test]
fn too_many_names_are_put_together_and_too_many_days_become_weeks() {
    let names: Vec<String> = (0..10_000).map(|index| format!("name {index}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let values: Vec<Option<f64>> = (0..10_000).map(|index| Some(f64::from(index))).collect();
    let scene = draw(
        &chart(Kind::Bar, &names, &[("x", &values)]),
        &Look::default(),
        Size::new(80, 24),
    );
    assert!(
        scene.spots.len() > 5 && scene.spots.len() <= 40,
        "{}",
        scene.spots.len()
    );
    let other = scene.spots.last().unwrap();
    let Test::In(more) = &other.keys[0].test else {
        panic!("{:?}", other.keys)
    };
    assert_eq!(more.len() + scene.spots.len() - 1, 10_000);
    assert!(
        scene.notes.iter().any(|note| note.contains("in Other")),
        "{:?}",
        scene.notes
    );

    let mut days = example(Kind::Line);
    days.spec.kind = Kind::Bar;
    days.spec.y.truncate(1);
    let scene = draw(&days, &Look::default(), Size::new(60, 24));
    assert!(
        scene.notes.iter().any(|note| note.contains("in weeks")),
        "{:?}",
        scene.notes
    );
    let Test::Within(Value::Time(from), Value::Time(to)) = scene.spots[0].keys[0].test else {
        panic!("{:?}", scene.spots[0].keys)
    };
    assert_eq!(to - from, 7 * 86_400_000);
    let total: f64 = (0..days.frame.rows())
        .filter_map(|row| days.frame.column("New")?.number(row))
        .sum();
    let shown: f64 = scene
        .spots
        .iter()
        .map(|spot| crate::chart::decode::number(&spot.readings[0].value).unwrap())
        .sum();
    assert_eq!(shown, total, "weeks hold all of their days");
}

#[test]
fn figures_that_do_not_add_up_are_not_folded_but_the_latest_shown() {
    let mut chart = example(Kind::AreaSmooth);
    chart.spec.kind = Kind::Bar;
    let scene = draw(&chart, &Look::default(), Size::new(40, 20));
    assert!(
        scene.notes.iter().any(|note| note.contains("the latest")),
        "{:?}",
        scene.notes
    );
    assert!(
        scene.spots.last().unwrap().title.contains("2026-09-20"),
        "{:?}",
        scene.spots.last()
    );
}

#[test]
fn days_without_rows_have_their_place() {
    let days = [0, 1, 4].map(|day| Some(1_787_529_600_000 + day * 86_400_000));
    let frame = Frame::try_from(vec![
        Column::times("Day", Grain::Day, days),
        Column::numbers("x", Unit::Number, [Some(1.0), Some(2.0), Some(3.0)]),
    ]);
    let mut spec = Spec::new(Kind::Bar, "");
    spec.x = Some(Channel::of("Day"));
    spec.y = vec![Layer::of("x")];
    let chart = Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    };
    let scene = draw(&chart, &Look::default(), Size::new(60, 20));
    assert_eq!(scene.spots.len(), 5);
    assert_eq!(scene.texts().filter(|text| text.text.as_str() == "·").count(), 2);
}

#[test]
fn hiding_zooming_and_compactness() {
    let chart = example(Kind::BarStacked);
    let mut look = Look::default();
    look.hidden.insert("Messenger".to_owned());
    look.window = Some((0.0, 0.5));
    let scene = draw(&chart, &look, Size::new(100, 30));
    assert!(
        scene
            .legend
            .iter()
            .any(|entry| entry.hidden && entry.name.as_str() == "Messenger")
    );
    assert_eq!(scene.spots.len(), 3, "half of seven days");
    assert!(
        scene.spots[0]
            .readings
            .iter()
            .all(|reading| reading.label.as_str() != "Messenger")
    );
    for name in ["Email", "WhatsApp", "Phone", "Instagram"] {
        look.hidden.insert(name.to_owned());
    }
    let scene = draw(&chart, &look, Size::new(100, 30));
    assert!(scene.texts().any(|text| text.text.contains("hidden")));
    assert_eq!(scene.legend.len(), 5);
    let compact = Look {
        compact: true,
        ..Look::default()
    };
    let scene = draw(&chart, &compact, Size::new(30, 8));
    assert!(
        scene
            .texts()
            .all(|text| !matches!(text.part, Part::Title | Part::Legend | Part::AxisTitle | Part::Value))
    );
    assert!(scene.paths().count() > 7);
}

#[test]
fn a_name_that_is_too_long_goes_on_below_or_is_cut_and_said() {
    let names = [
        "Trust & Safety",
        "Billing questions",
        "Donaudampfschifffahrtsgesellschaft",
        "日本語のチーム名",
    ];
    let values = [Some(1.0); 4];
    let scene = draw(
        &chart(Kind::Bar, &names, &[("x", &values)]),
        &Look::default(),
        Size::new(50, 24),
    );
    let below: Vec<_> = scene
        .texts()
        .filter(|text| text.part == Part::Tick && text.at.y > scene.plot.bottom)
        .collect();
    assert!(below.iter().any(|text| text.text.as_str() == "questions"), "{below:?}");
    assert!(below.iter().any(|text| text.text.ends_with('…')));
    assert!(scene.notes.iter().any(|note| note.contains("cut")), "{:?}", scene.notes);
    let mut taken: Vec<_> = below.iter().map(|text| cells(text)).collect();
    taken.sort_by_key(|cells| (cells.2, cells.0));
    assert!(
        taken
            .windows(2)
            .all(|pair| pair[0].2 != pair[1].2 || pair[0].1 < pair[1].0),
        "{taken:?}"
    );
}
