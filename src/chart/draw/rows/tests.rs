//! Reads lying bars back from their scenes.

use crate::chart::decode::cells;
use crate::chart::decode::lying::{assert_whole, number, rects};
use crate::chart::draw::draw;
use crate::chart::example::example;
use crate::chart::frame::{Column, Frame, Unit, Value};
use crate::chart::geometry::{CELL_WIDTH, Size};
use crate::chart::hostile;
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::{Hue, Ink, Part, Scene};
use crate::chart::spec::{Channel, Chart, Layer, Sort, Spec, Test};

const KINDS: [Kind; 3] = [
    Kind::BarHorizontal,
    Kind::StackedBarHorizontal,
    Kind::StackedBarHorizontal100,
];

fn show(chart: &Chart, look: &Look, columns: u16, rows: u16) -> Scene {
    let scene = draw(chart, look, Size::new(columns, rows));
    assert_whole(&scene, chart.spec.kind.slug());
    scene
}

fn bars(names: &[&str], values: &[Option<f64>]) -> Chart {
    let mut spec = Spec::new(Kind::BarHorizontal, "");
    spec.x = Some(Channel::of("name"));
    spec.y = vec![Layer::of("n")];
    let frame = Frame::try_from(vec![
        Column::texts("name", names.iter().map(Some)),
        Column::numbers("n", Unit::Number, values.iter().copied()),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

/// Title, signed length in units, and the value that is written, of each bar.
fn read(scene: &Scene) -> Vec<(String, f64, String)> {
    let axis = scene.rules().find(|rule| rule.from.x == rule.to.x).unwrap().from.x;
    let spots = scene.spots.iter().enumerate();
    spots
        .map(|(index, spot)| {
            let length =
                rects(scene, index).first().map_or(
                    0.0,
                    |(area, _)| {
                        if area.left > axis { area.width() } else { -area.width() }
                    },
                );
            let value = scene
                .texts()
                .find(|text| text.of == Some(index) && text.part == Part::Value);
            (
                spot.title.to_string(),
                length,
                value.map(|text| text.text.to_string()).unwrap_or_default(),
            )
        })
        .collect()
}

#[test]
fn lengths_are_the_values() {
    for (columns, rows) in [(80, 24), (43, 12), (200, 60), (25, 9)] {
        let scene = show(&example(Kind::BarHorizontal), &Look::default(), columns, rows);
        let read = read(&scene);
        let expected = [
            ("Messenger", 4211.0),
            ("Email", 2630.0),
            ("WhatsApp", 1388.0),
            ("Phone", 702.0),
            ("Instagram", 395.0),
            ("API", 120.0),
            ("SMS", 48.0),
        ];
        assert_eq!(read.len(), 7, "{columns}x{rows}");
        let per = read[0].1 / 4211.0;
        for ((name, length, written), (title, value)) in read.iter().zip(expected) {
            assert_eq!(name, title);
            assert!((length - value * per).abs() <= 1.0, "{name}: {length} for {value}");
            assert_eq!(number(written), Some(value));
        }
    }
}

#[test]
fn what_is_negative_goes_the_other_way_and_nothing_is_not_zero() {
    let chart = bars(&["a", "b", "c", "d"], &[Some(-30.0), Some(60.0), None, Some(0.0)]);
    let read = read(&show(&chart, &Look::default(), 60, 10));
    assert!((read[0].1 / read[1].1 + 0.5).abs() < 0.02, "{read:?}");
    assert_eq!((read[2].1, read[2].2.as_str()), (0.0, ""));
    assert_eq!((read[3].1, read[3].2.as_str()), (0.0, "0"));
    let scene = show(&chart, &Look::default(), 60, 10);
    let signs: Vec<_> = scene.texts().filter(|text| text.part == Part::Marker).collect();
    assert_eq!((signs.len(), signs[0].of), (1, Some(2)));
    assert_eq!(scene.spots[2].readings[0].value.as_str(), "—");
    let tiny = bars(&["a", "b"], &[Some(1.0), Some(1e9)]);
    let read = self::read(&show(&tiny, &Look::default(), 60, 10));
    assert!(read[0].1 >= 1.0, "what is there is seen: {read:?}");
}

#[test]
fn names_are_cut_at_a_third_and_said_in_full_at_the_bar() {
    let long = "A name that goes on and on and on";
    let chart = bars(&[long, "b"], &[Some(2.0), Some(1.0)]);
    let scene = show(&chart, &Look::default(), 40, 8);
    let label = scene.texts().find(|text| text.text.starts_with("A name")).unwrap();
    assert!(label.text.ends_with('…') && label.text.width() <= 14, "{label:?}");
    assert_eq!(scene.spots[0].title.as_str(), long);
}

#[test]
fn parts_meet_and_are_as_long_as_their_values() {
    let chart = example(Kind::StackedBarHorizontal);
    let scene = show(&chart, &Look::default(), 90, 24);
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); 7];
    for (index, spot) in scene.spots.iter().enumerate() {
        rows[spot.cell.unwrap().1].push(index);
    }
    let mut per = None;
    for row in rows {
        let mut end = None;
        for index in row {
            let (area, ink) = rects(&scene, index)[0];
            let value = number(&scene.spots[index].readings[0].value).unwrap();
            assert_eq!(scene.spots[index].readings[0].ink, Some(ink));
            assert!(end.is_none_or(|end| end == area.left), "parts meet");
            end = Some(area.right);
            let per = *per.get_or_insert(area.width() / value);
            assert!((area.width() - value * per).abs() < 2.5, "{area:?} for {value}");
            for text in scene.texts().filter(|text| text.of == Some(index)) {
                let (first, last, _) = cells(text);
                assert!(first as f64 * CELL_WIDTH > area.left && (last as f64) * CELL_WIDTH < area.right);
            }
        }
    }
    // The ticks below say the same as the lengths.
    let tick = |label: &str| {
        let text = scene
            .texts()
            .find(|text| text.part == Part::Tick && text.text.as_str() == label);
        text.unwrap().at.x
    };
    let (zero, thousand) = (tick("0") + CELL_WIDTH / 2.0, tick("1,000"));
    assert!((thousand - zero - per.unwrap() * 1000.0).abs() < 3.0);
}

#[test]
fn shares_add_up_to_a_hundred_and_a_whole_of_nothing_is_an_empty_track() {
    let mut chart = bars(
        &["a", "a", "a", "b", "b", "b"],
        &[Some(1.0), Some(1.0), Some(-1.0), Some(0.0), Some(0.0), None],
    );
    chart.spec.kind = Kind::StackedBarHorizontal100;
    chart.spec.colour = Some(Channel::of("part"));
    let mut columns: Vec<Column> = chart.frame.into();
    columns.push(Column::texts("part", ["x", "y", "z", "x", "y", "z"].map(Some)));
    chart.frame = Frame::try_from(columns).unwrap();
    let scene = show(&chart, &Look::default(), 70, 10);
    let percents: Vec<f64> = scene
        .texts()
        .filter(|text| text.part == Part::Value && text.text.ends_with('%'))
        .filter_map(|text| number(&text.text))
        .collect();
    assert_eq!(percents, [34.0, 33.0, 33.0]);
    let track = scene.spots.iter().position(|spot| spot.title.as_str() == "b").unwrap();
    let (area, ink) = rects(&scene, track)[0];
    assert_eq!(ink, Ink::of(Hue::Missing));
    let whole: f64 = (0..3).map(|spot| rects(&scene, spot)[0].0.width()).sum();
    assert_eq!(whole, area.width());
    assert!(scene.notes.iter().any(|note| note.contains("by their size")));
}

#[test]
fn what_does_not_fit_is_scrolled_to_and_counted() {
    let names: Vec<String> = (0..10_000).map(|index| format!("n{index}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let values: Vec<Option<f64>> = (0..10_000)
        .map(|index| Some(f64::from((index * 7919) % 10_000)))
        .collect();
    let chart = bars(&names, &values);
    let mut look = Look::default();
    let scene = show(&chart, &look, 60, 20);
    assert_eq!(scene.extent.0, 10_000);
    assert_eq!(number(&read(&scene)[0].2), Some(9999.0), "the largest first");
    let rest = crate::text::format::count((10_000 - scene.spots.len()) as i128);
    let words = format!("↓ {rest} more");
    assert!(scene.texts().any(|text| text.text.as_str() == words), "{words}");
    look.scroll.0 = usize::MAX;
    let read = read(&show(&chart, &look, 60, 20));
    assert_eq!(read.last().unwrap().2, "0");
}

#[test]
fn top_and_sort_and_hidden_and_window() {
    let mut chart = example(Kind::BarHorizontal);
    chart.spec.options.top = Some(4);
    let scene = show(&chart, &Look::default(), 60, 20);
    assert_eq!(scene.spots.len(), 4);
    assert_eq!(scene.spots[3].title.as_str(), "Other");
    let Test::In(rest) = &scene.spots[3].keys[0].test else {
        panic!("{:?}", scene.spots[3].keys)
    };
    assert_eq!(rest.len(), 4);
    let mut look = Look {
        sort: Some(Sort::Smallest),
        ..Look::default()
    };
    let chart = example(Kind::BarHorizontal);
    assert_eq!(show(&chart, &look, 60, 20).spots[0].title.as_str(), "SMS");
    look.window = Some((0.0, 0.4));
    assert_eq!(show(&chart, &look, 60, 20).spots.len(), 3);
    let chart = example(Kind::StackedBarHorizontal);
    let look = Look {
        hidden: ["Email".to_owned()].into(),
        ..Look::default()
    };
    let scene = show(&chart, &look, 80, 24);
    assert!(
        scene
            .legend
            .iter()
            .any(|entry| entry.hidden && entry.name.as_str() == "Email")
    );
    assert_eq!(scene.spots.len(), 28);
    let key = &scene.spots[0].keys;
    assert_eq!(key[0].test, Test::Is(Value::Text("Mon".into())));
    assert_eq!(
        (key[1].column.as_str(), &key[1].test),
        ("Channel", &Test::Is(Value::Text("Messenger".into())))
    );
    let look = Look {
        hidden: ["Messenger", "Email", "WhatsApp", "Phone", "Instagram"]
            .map(str::to_owned)
            .into(),
        ..Look::default()
    };
    let scene = show(&chart, &look, 80, 24);
    assert!(scene.texts().any(|text| text.text.contains("hidden")));
}

#[test]
fn a_threshold_lies_where_its_value_does() {
    let mut chart = bars(&["a", "b"], &[Some(50.0), Some(100.0)]);
    chart.spec.thresholds = vec![crate::chart::spec::Threshold {
        at: crate::chart::spec::ThresholdAt::Constant(75.0),
        name: "target".to_owned(),
        side: crate::chart::spec::Side::Left,
    }];
    let scene = show(&chart, &Look::default(), 60, 12);
    let rule = scene.rules().find(|rule| rule.over).unwrap();
    let (half, whole) = (rects(&scene, 0)[0].0, rects(&scene, 1)[0].0);
    assert!((rule.from.x - f64::midpoint(half.right, whole.right)).abs() <= CELL_WIDTH);
    assert!(scene.texts().any(|text| text.text.as_str() == "target 75"));
}

#[test]
fn nothing_is_too_strange_or_too_small() {
    for kind in KINDS {
        for (what, frame) in hostile::frames() {
            for colour in [None, Some(Channel::of("kind"))] {
                let mut spec = Spec::new(kind, what);
                spec.x = Some(Channel::of("name"));
                spec.colour = colour;
                spec.y = vec![Layer::of("n")];
                let chart = Chart {
                    spec,
                    frame: frame.clone(),
                    parts: Vec::new(),
                };
                for size in hostile::sizes() {
                    let scene = draw(&chart, &Look::default(), size);
                    assert_whole(&scene, &format!("{kind} {what} {size:?}"));
                    let drawn = scene.spots.len() + scene.texts().count();
                    assert!(drawn > 0 || size.columns < 8 || size.rows < 2, "{kind} {what} {size:?}");
                }
            }
        }
        let empty = Chart {
            spec: Spec::new(kind, ""),
            frame: Frame::default(),
            parts: Vec::new(),
        };
        assert!(
            show(&empty, &Look::default(), 60, 10)
                .texts()
                .any(|text| text.text.contains("measure"))
        );
    }
}
