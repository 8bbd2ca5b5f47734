use crate::chart::decode::cells;
use crate::chart::draw::draw;
use crate::chart::example::example;
use crate::chart::frame::{Column, Frame, Grain, Unit};
use crate::chart::geometry::Size;
use crate::chart::kind::{Family, Kind};
use crate::chart::look::Look;
use crate::chart::scene::{Mark, Scene};
use crate::chart::spec::{Channel, Chart, Layer, Side, Spec};

const KINDS: [Kind; 20] = [
    Kind::Bar,
    Kind::BarStacked,
    Kind::StackedBar,
    Kind::StackedBar100,
    Kind::Line,
    Kind::Area,
    Kind::AreaMarkers,
    Kind::AreaSmooth,
    Kind::AreaSmoothMarkers,
    Kind::StackedArea,
    Kind::StackedAreaMarkers,
    Kind::StackedAreaSmooth,
    Kind::StackedAreaSmoothMarkers,
    Kind::BarLine,
    Kind::BarBubble,
    Kind::BarScatter,
    Kind::BarArea,
    Kind::AreaBubble,
    Kind::LineBubble,
    Kind::Combination,
];

/// Whether a scene keeps what every scene promises.
fn holds(scene: &Scene, what: &str) {
    let area = scene.size.area();
    for text in scene.texts() {
        let (from, to, row) = cells(text);
        assert!(
            to <= usize::from(scene.size.columns),
            "{what}: {from}..{to} {:?}",
            text.text
        );
        assert!(row < usize::from(scene.size.rows), "{what}: {:?}", text.text);
    }
    for mark in &scene.marks {
        let bounds = match mark {
            Mark::Path(path) => {
                assert!(path.outline.is_finite(), "{what}");
                assert!(path.of.is_none_or(|of| of < scene.spots.len()), "{what}");
                path.outline.bounds().unwrap_or_default()
            }
            Mark::Rule(rule) => crate::chart::geometry::Area::new(rule.from.x, rule.from.y, rule.to.x, rule.to.y),
            Mark::Text(_) => continue,
        };
        let inside = bounds.left >= -1.0
            && bounds.top >= -1.0
            && bounds.right <= area.right + 1.0
            && bounds.bottom <= area.bottom + 1.0;
        assert!(inside, "{what}: {mark:?}");
    }
    for spot in &scene.spots {
        assert!(spot.at.x.is_finite() && spot.at.y.is_finite(), "{what}");
        assert!(!spot.readings.is_empty(), "{what}");
    }
}

fn sizes() -> Vec<Size> {
    let mut sizes = vec![
        Size::new(200, 60),
        Size::new(61, 17),
        Size::new(120, 9),
        Size::new(12, 40),
    ];
    for columns in [0, 1, 2, 5, 9, 14, 24, 33, 60] {
        for rows in [0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 19, 30] {
            sizes.push(Size::new(columns, rows));
        }
    }
    sizes
}

#[test]
fn ordinary_charts_fit_every_size() {
    for kind in KINDS {
        for size in sizes() {
            for compact in [false, true] {
                let look = Look {
                    compact,
                    ..Look::default()
                };
                holds(&draw(&example(kind), &look, size), &format!("{kind} {size:?}"));
            }
        }
    }
}

/// Names that are hard to write.
const HOSTILE: [&str; 5] = [
    "\u{1b}[31mred\u{1b}[0m",
    "日本語のとても長い名前です",
    "👩‍👩‍👧‍👦 family",
    "",
    "a\nb\tc",
];

/// Columns of numbers that are hard to draw.
fn awkward() -> Vec<Vec<Option<f64>>> {
    vec![
        vec![],
        vec![Some(7.0)],
        vec![None; 6],
        vec![Some(0.0); 6],
        vec![Some(-3.0), Some(-900.0), None],
        vec![
            Some(-3.0),
            Some(12.0),
            Some(0.0),
            None,
            Some(f64::NAN),
            Some(f64::INFINITY),
        ],
        vec![Some(f64::MAX), Some(-f64::MAX), Some(1.0)],
        vec![Some(1e-300), Some(5e-324), Some(1e-290)],
        vec![Some(1.0), Some(1.0), Some(1e12)],
        vec![Some(4.2); 300],
        (0..60).map(|index| Some(f64::from(index) - 20.0)).collect(),
    ]
}

fn with(kind: Kind, dimension: usize, values: &[Option<f64>]) -> Chart {
    let rows = values.len();
    let x = match dimension {
        0 => Column::texts("x", (0..rows).map(|row| HOSTILE.get(row % 7).copied())),
        1 => Column::times(
            "x",
            Grain::Day,
            (0..rows).map(|row| (row % 5 != 4).then_some(row as i64 * 86_400_000)),
        ),
        2 => Column::times(
            "x",
            Grain::Moment,
            (0..rows).map(|row| Some([i64::MIN, 0, 1, i64::MAX][row % 4])),
        ),
        3 => Column::times(
            "x",
            Grain::Month,
            (0..rows).map(|row| Some(row as i64 * 40_000_000_000)),
        ),
        _ => Column::numbers("x", Unit::Number, (0..rows).map(|row| Some(row as f64 * -1.5))),
    };
    let colour = Column::texts("c", (0..rows).map(|row| HOSTILE.get(row % 5).copied()));
    let numbers = |name: &str, unit| Column::numbers(name, unit, values.iter().copied());
    let reversed = Column::numbers("b", Unit::Seconds, values.iter().rev().copied());
    let mut spec = Spec::new(kind, "A title that is rather long for a small picture");
    spec.x = Some(Channel::of("x"));
    spec.y = vec![Layer::of("a")];
    if kind.family() == Family::Combination || dimension == 0 {
        let side = if dimension == 3 { Side::Left } else { Side::Right };
        spec.y.push(Layer { side, ..Layer::of("b") });
        spec.size = Some(Channel::of("a"));
    } else {
        spec.colour = Some(Channel::of("c"));
    }
    let frame = Frame::try_from(vec![x, colour, numbers("a", Unit::Number), reversed]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

#[test]
fn no_data_is_too_strange() {
    let sizes = [Size::new(80, 24), Size::new(30, 8), Size::new(13, 5), Size::new(3, 3)];
    for kind in KINDS {
        for dimension in 0..5 {
            for (index, values) in awkward().iter().enumerate() {
                for log in [false, true] {
                    let mut chart = with(kind, dimension, values);
                    chart.spec.options.log = log;
                    for size in sizes {
                        let scene = draw(&chart, &Look::default(), size);
                        let what = format!("{kind} {dimension} {index} {log} {size:?}");
                        holds(&scene, &what);
                        let said =
                            scene.texts().next().is_some() || scene.paths().next().is_some() || size.columns < 12;
                        assert!(said, "{what}: neither a picture nor words");
                    }
                }
            }
        }
    }
}

#[test]
fn what_is_missing_is_said_in_words() {
    let says = |chart: &Chart, words: &str| {
        let scene = draw(chart, &Look::default(), Size::new(60, 20));
        let text: Vec<_> = scene.texts().map(|text| text.text.as_str()).collect();
        assert!(text.iter().any(|text| text.contains(words)), "{words}: {text:?}");
    };
    for kind in KINDS {
        let mut chart = with(kind, 1, &[]);
        says(&chart, "There is no data");
        chart = with(kind, 1, &[None, None]);
        says(&chart, "no numbers");
        chart.spec.y.clear();
        says(&chart, "No measure");
        chart = with(kind, 1, &[Some(1.0)]);
        chart.spec.x = Some(Channel::of("nowhere"));
        says(&chart, "no column “nowhere”");
    }
}

#[test]
fn a_window_of_nothing_still_shows_something() {
    for window in [(0.5, 0.5), (2.0, 3.0), (f64::NAN, 1.0), (1.0, 0.0), (-9.0, -8.0)] {
        let look = Look {
            window: Some(window),
            ..Look::default()
        };
        for kind in KINDS {
            let scene = draw(&example(kind), &look, Size::new(80, 24));
            assert!(!scene.spots.is_empty(), "{kind} {window:?}");
        }
    }
}

#[test]
fn ten_thousand_categories_of_ten_thousand_series_are_bounded() {
    let names: Vec<String> = (0..10_000).map(|index| format!("n{index}")).collect();
    let texts = |name: &str| Column::texts(name, names.iter().map(Some));
    let frame = Frame::try_from(vec![
        texts("x"),
        texts("c"),
        Column::numbers("a", Unit::Number, (0..10_000).map(|row| Some(f64::from(row)))),
    ])
    .unwrap();
    for kind in [Kind::Bar, Kind::StackedBar, Kind::Line, Kind::StackedArea] {
        let mut spec = Spec::new(kind, "");
        spec.x = Some(Channel::of("x"));
        spec.colour = Some(Channel::of("c"));
        spec.y = vec![Layer::of("a")];
        let chart = Chart {
            spec,
            frame: frame.clone(),
            parts: Vec::new(),
        };
        let scene = draw(&chart, &Look::default(), Size::new(100, 30));
        holds(&scene, &kind.to_string());
        assert!(
            scene.notes.iter().any(|note| note.contains("Other")),
            "{kind}: {:?}",
            scene.notes
        );
        assert!(scene.legend.len() <= 101, "{kind}");
    }
}
