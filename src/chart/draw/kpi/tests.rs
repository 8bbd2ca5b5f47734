//! Figures read back from their scenes.

use proptest::prelude::*;

use crate::chart::decode::{cells, leading_number, lines, rects};
use crate::chart::draw::draw;
use crate::chart::{
    Channel, Chart, Column, Fold, Frame, Kind, KpiTemplate, Layer, Look, Outline, Part, Point, Scene, Segment, Size,
    Spec, Unit, example,
};

fn one(kind: Kind, unit: Unit, value: Option<f64>) -> Chart {
    let mut spec = Spec::new(kind, "Figure");
    spec.y = vec![Layer::of("Value")];
    Chart {
        spec,
        frame: Frame::try_from(vec![Column::numbers("Value", unit, [value])]).unwrap(),
        parts: Vec::new(),
    }
}

fn scene(chart: &Chart, columns: u16, rows: u16) -> Scene {
    draw(chart, &Look::default(), Size::new(columns, rows))
}

fn says(scene: &Scene, words: &str) -> bool {
    scene.texts().any(|text| text.text.contains(words))
}

fn dial(value: f64) -> Chart {
    let mut chart = one(Kind::Dial, Unit::Percent, Some(value));
    chart.spec.options = example(Kind::Dial).spec.options;
    chart
}

/// What the needle points at: its angle from the left end of the scale to the right one.
fn needle(scene: &Scene, low: f64, high: f64) -> f64 {
    let line = scene
        .paths()
        .filter(|path| path.stroke.is_some())
        .filter_map(|path| match &path.outline {
            Outline::Path(segments) => match segments.as_slice() {
                [Segment::Move(from), Segment::Line(to)] => Some((*from, *to)),
                _ => None,
            },
            Outline::Rect(_) => None,
        })
        .last()
        .unwrap();
    let (Point { x, y }, to) = line;
    let angle = (to.x - x).atan2(y - to.y).to_degrees();
    low + (angle + 100.0) / 200.0 * (high - low)
}

proptest! {
    #[test]
    fn a_needle_points_at_its_value(value in -50.0f64..150.0) {
        let scene = scene(&dial(value), 60, 20);
        prop_assert!((needle(&scene, 0.0, 100.0) - value.clamp(0.0, 100.0)).abs() < 1e-6);
    }
}

#[test]
fn beyond_the_scale_a_sign_says_so() {
    assert!(says(&scene(&dial(130.0), 60, 20), "130.0 % ›"));
    assert!(says(&scene(&dial(-3.0), 60, 20), "‹ -3.0 %"));
    let scene = scene(&dial(130.0), 60, 20);
    assert!(scene.notes.iter().any(|note| note.contains("above the scale")));
}

#[test]
fn ranges_are_named_and_change_places_where_less_is_better() {
    let scene = scene(&dial(71.4), 60, 20);
    for words in ["poor", "good", "50 %", "75 %", "0 %", "100 %", "target 75.0 %"] {
        assert!(says(&scene, words), "{words}");
    }
    let first = |lower: bool| {
        let mut chart = dial(71.4);
        chart.spec.options.lower_is_better = lower;
        let scene = draw(&chart, &Look::default(), Size::new(60, 20));
        let hue = scene.paths().find_map(|path| Some(path.fill?.ink.hue));
        hue.unwrap()
    };
    assert_ne!(first(true), first(false));
}

#[test]
fn a_low_dial_is_a_bullet() {
    let scene = scene(&dial(71.4), 60, 9);
    assert!(!scene.notes.iter().any(|note| note.contains("bullet")));
    let scene = draw(&dial(71.4), &Look::default(), Size::new(60, 6));
    assert!(scene.notes.iter().any(|note| note.contains("bullet")));
    assert!(says(&scene, "┃"));
}

/// The axis of a bullet, read from its ticks: what is at 0 units, and how much a unit is.
fn axis(scene: &Scene) -> (f64, f64) {
    let ticks: Vec<(f64, f64)> = scene
        .texts()
        .filter(|text| text.part == Part::Tick)
        .map(|text| (text.at.x, leading_number(&text.text).unwrap()))
        .collect();
    // The outermost may be moved inwards.
    let (from, to) = (ticks[1], ticks[ticks.len() - 2]);
    let slope = (to.1 - from.1) / (to.0 - from.0);
    (from.1 - from.0 * slope, slope)
}

#[test]
fn bullets_are_as_long_as_their_values() {
    let chart = example(Kind::Bullet);
    let scene = scene(&chart, 100, 24);
    let (zero, slope) = axis(&scene);
    for (at, spot) in scene.spots.iter().enumerate() {
        let value = chart.frame.columns()[1].number(at).unwrap();
        let bar = rects(&scene, at)[0];
        assert!(
            (zero + bar.right * slope - value).abs() < 0.01,
            "{}",
            spot.title.as_str()
        );
        assert!((zero + bar.left * slope).abs() < 0.01);
        let target = chart.frame.columns()[2].number(at).unwrap();
        let tick = scene
            .texts()
            .find(|text| text.of == Some(at) && text.part == Part::Marker)
            .unwrap();
        assert!((zero + tick.at.x * slope - target).abs() < 0.01);
    }
}

#[test]
fn a_target_outside_makes_the_axis_longer_and_less_than_nothing_goes_left() {
    let mut chart = one(Kind::Bullet, Unit::Number, Some(-40.0));
    chart.spec.options.target = Some(300.0);
    let scene = scene(&chart, 80, 12);
    let (zero, slope) = axis(&scene);
    let bar = rects(&scene, 0)[0];
    assert!((zero + bar.left * slope + 40.0).abs() < 0.5 && (zero + bar.right * slope).abs() < 0.5);
    let tick = scene.texts().find(|text| text.part == Part::Marker).unwrap();
    assert!((zero + tick.at.x * slope - 300.0).abs() < 6.0);
}

#[test]
fn more_bullets_than_rows_are_scrolled_and_counted() {
    let mut chart = one(Kind::Bullet, Unit::Number, None);
    chart.frame = Frame::try_from(vec![
        Column::texts("Name", (0..200).map(|row| Some(format!("name {row}")))),
        Column::numbers("Value", Unit::Number, (0..200).map(|row| Some(f64::from(row)))),
    ])
    .unwrap();
    chart.spec.x = Some(Channel::of("Name"));
    let look = Look {
        scroll: (10, 0),
        ..Look::default()
    };
    let scene = draw(&chart, &look, Size::new(60, 20));
    assert_eq!(scene.spots[0].title.as_str(), "name 10");
    assert!(scene.notes[0].ends_with("more"), "{:?}", scene.notes);
    assert_eq!(scene.extent, (200, 1));
}

#[test]
fn a_figure_says_what_it_is_and_how_it_changed() {
    let scene = scene(&example(Kind::SingleNumeric), 60, 16);
    for words in ["71.8 %", "▲ +2.0 points", "vs 30 days before", "95.7 % of 75.0 %"] {
        assert!(says(&scene, words), "{words}");
    }
    let bars = rects(&scene, 0);
    assert!((bars[1].width() / bars[0].width() - 0.957).abs() < 0.001);
    assert!(scene.texts().any(|text| text.rows == 3));
}

#[test]
fn six_templates_show_what_they_are_for() {
    let shown = |template| {
        let mut chart = example(Kind::SingleNumeric);
        chart.spec.options.template = Some(template);
        let scene = scene(&chart, 60, 16);
        let trend = scene.paths().any(|path| path.stroke.is_some());
        (says(&scene, "points"), says(&scene, "of 75.0 %"), trend)
    };
    assert_eq!(shown(KpiTemplate::Plain), (false, false, false));
    assert_eq!(shown(KpiTemplate::Titled), (false, false, false));
    assert_eq!(shown(KpiTemplate::Compared), (true, false, false));
    assert_eq!(shown(KpiTemplate::Target), (false, true, false));
    assert_eq!(shown(KpiTemplate::Trend), (false, false, true));
    assert_eq!(shown(KpiTemplate::Full), (true, true, true));
}

#[test]
fn what_is_not_there_is_a_dash_and_few_values_are_said() {
    let mut none = one(Kind::SingleNumeric, Unit::Seconds, None);
    assert!(says(&scene(&none, 40, 10), "—"));
    none.spec.y[0].fold = Fold::Median;
    none.frame = Frame::try_from(vec![Column::numbers(
        "Value",
        Unit::Seconds,
        [Some(252.0), Some(252.0)],
    )])
    .unwrap();
    let scene = scene(&none, 60, 10);
    assert!(says(&scene, "4 min 12 s"));
    assert!(scene.notes.iter().any(|note| note.contains("only 2 values")));
}

#[test]
fn a_widget_shows_the_latest_value_over_its_chart() {
    let mut chart = example(Kind::ChartWidget);
    chart.parts = vec![example(Kind::Ring)];
    let scene = draw(&chart, &Look::default(), Size::new(60, 16));
    assert!(says(&scene, "9,494"));
    assert!(!scene.spots.is_empty() && scene.paths().count() > 3);
    let mut over_time = example(Kind::Line);
    over_time.spec.y.truncate(1);
    let last = over_time.frame.column("New").unwrap().number(89).unwrap();
    chart.parts = vec![over_time];
    assert!(says(
        &draw(&chart, &Look::default(), Size::new(60, 16)),
        &last.to_string()
    ));
    // With too little room there is the value alone.
    let small = draw(&chart, &Look::default(), Size::new(15, 4));
    assert!(says(&small, &last.to_string()) && small.paths().count() == 0);
}

#[test]
fn figures_as_they_look() {
    let all: String = [Kind::SingleNumeric, Kind::Dial, Kind::Bullet]
        .map(|kind| {
            let shown = scene(&example(kind), 60, 15);
            let texts: Vec<String> = shown
                .texts()
                .map(|text| format!("{:?} {} ×{}", cells(text), text.text.as_str(), text.rows))
                .collect();
            format!("{kind}\n{}\n\n", texts.join("\n"))
        })
        .concat();
    insta::assert_snapshot!(all);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn any_figure_at_any_size_stays_inside(
        values in proptest::collection::vec(prop_oneof![
            Just(None), Just(Some(0.0)), Just(Some(f64::MAX)), Just(Some(f64::MIN)), Just(Some(f64::NAN)),
            (-1e6f64..1e6).prop_map(Some)], 0..12),
        columns in 0u16..80, rows in 0u16..30, compact: bool, lower: bool,
        target in proptest::option::of(prop_oneof![Just(0.0), Just(f64::INFINITY), -100.0f64..100.0]),
        ranges in proptest::collection::vec(prop_oneof![Just(f64::NAN), -100.0f64..100.0], 0..4),
        kind in prop_oneof![Just(Kind::SingleNumeric), Just(Kind::Dial), Just(Kind::Bullet), Just(Kind::ChartWidget)],
    ) {
        let mut chart = one(kind, Unit::Seconds, None);
        chart.frame = Frame::try_from(vec![
            Column::texts("Name", (0..values.len()).map(|row| Some(format!("日本{row}")))),
            Column::numbers("Value", Unit::Seconds, values.clone()),
        ]).unwrap();
        if kind == Kind::Bullet {
            chart.spec.x = Some(Channel::of("Name"));
        }
        chart.parts = vec![Chart { spec: Spec { kind: Kind::Bullet, ..chart.spec.clone() }, ..chart.clone() }];
        let options = &mut chart.spec.options;
        (options.target, options.lower_is_better) = (target, lower);
        options.ranges = ranges.iter().map(|to| crate::chart::Range { to: *to, name: "fair".to_owned() }).collect();
        let look = Look { compact, ..Look::default() };
        let scene = draw(&chart, &look, Size::new(columns, rows));
        if scene.texts().all(|text| text.rows == 1) {
            let _ = lines(&scene);
        }
        let all = scene.size.area();
        let inside = |point: Point| point.x >= -1e-6 && point.x <= all.right + 1e-6 && point.y <= all.bottom + 1e-6;
        for path in scene.paths() {
            match &path.outline {
                Outline::Rect(area) => {
                    prop_assert!(inside(Point::new(area.left, area.top)) && inside(Point::new(area.right, area.bottom)));
                }
                Outline::Path(segments) => for segment in segments {
                    if let Segment::Move(to) | Segment::Line(to) | Segment::Cubic(_, _, to) = segment {
                        prop_assert!(inside(*to), "{:?}", to);
                    }
                },
            }
        }
    }
}

#[test]
fn a_course_goes_from_its_first_value_to_its_last() {
    let mut chart = one(Kind::SingleNumeric, Unit::Number, None);
    let days = (0..20).map(|day| Some(i64::from(day) * 86_400_000));
    let values = (0..20).map(|day| (8..18).contains(&day).then(|| f64::from(day % 5)));
    chart.spec.x = Some(Channel::of("Day"));
    chart.spec.options.template = Some(KpiTemplate::Trend);
    chart.frame = Frame::try_from(vec![
        Column::times("Day", crate::chart::Grain::Day, days),
        Column::numbers("Value", Unit::Number, values),
    ])
    .unwrap();
    let scene = scene(&chart, 80, 24);
    let filled = scene.paths().filter(|path| path.fill.is_some());
    let bounds: Vec<_> = filled.filter_map(|path| path.outline.bounds()).collect();
    let left = bounds.iter().map(|area| area.left).fold(f64::INFINITY, f64::min);
    let right = bounds.iter().map(|area| area.right).fold(0.0, f64::max);
    assert!(left <= 24.0 && right >= 616.0, "{left} to {right}");
}
