use crate::chart::decode::{corners, series_of, upward};
use crate::chart::draw::draw;
use crate::chart::example::example;
use crate::chart::frame::{Column, Frame, Grain, Unit};
use crate::chart::geometry::Size;
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::{Hue, Mark, Part};
use crate::chart::spec::{Channel, Chart, Layer, Spec};

const DAY: i64 = 86_400_000;

fn daily(kind: Kind, values: &[Option<f64>]) -> Chart {
    let mut spec = Spec::new(kind, "");
    spec.x = Some(Channel::of("Day"));
    spec.y = vec![Layer::of("x")];
    let days = (0..values.len() as i64).map(|day| Some(1_787_529_600_000 + day * DAY));
    let frame = Frame::try_from(vec![
        Column::times("Day", Grain::Day, days),
        Column::numbers("x", Unit::Number, values.iter().copied()),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

#[test]
fn lines_and_areas_go_through_their_values() {
    for kind in [
        Kind::Line,
        Kind::Area,
        Kind::AreaMarkers,
        Kind::AreaSmooth,
        Kind::AreaSmoothMarkers,
    ] {
        let chart = example(kind);
        let scene = draw(&chart, &Look::default(), Size::new(120, 32));
        let read = upward(&scene, false);
        let mut found = 0;
        for path in scene.paths().filter(|path| path.stroke.is_some()) {
            let mut name = series_of(&scene, path.stroke.unwrap().ink);
            if name.is_empty() {
                name = chart.spec.y[0].channel.column.clone();
            }
            let points = corners(path);
            assert_eq!(points.len(), chart.frame.rows(), "{kind}");
            for (row, point) in points.iter().enumerate() {
                let value = chart.frame.column(&name).unwrap().number(row).unwrap();
                assert!(
                    (read(point.y) - value).abs() < 0.01,
                    "{kind}: {} for {value}",
                    read(point.y)
                );
                assert!((point.x - scene.spots[row].at.x).abs() < 1e-6);
            }
            found += 1;
        }
        assert_eq!(found, chart.spec.y.len(), "{kind}");
        let marked = matches!(kind, Kind::AreaMarkers | Kind::AreaSmoothMarkers);
        assert_eq!(
            scene.texts().filter(|text| text.part == Part::Marker).count(),
            if marked { 28 } else { 0 }
        );
    }
}

#[test]
fn a_stack_lies_between_sums_and_neighbours_share_their_edge() {
    for kind in [
        Kind::StackedArea,
        Kind::StackedAreaSmooth,
        Kind::StackedAreaMarkers,
        Kind::StackedAreaSmoothMarkers,
    ] {
        let chart = example(kind);
        let scene = draw(&chart, &Look::default(), Size::new(110, 32));
        let read = upward(&scene, false);
        let days = scene.spots.len();
        let mut below = vec![0.0; days];
        let mut before = 0.0;
        for path in scene.paths() {
            let name = series_of(&scene, path.fill.unwrap().ink);
            let points = corners(path);
            assert_eq!(points.len(), 2 * days, "{kind}");
            let mut total = 0.0;
            for (day, spot) in scene.spots.iter().enumerate() {
                let reading = spot
                    .readings
                    .iter()
                    .find(|reading| reading.label.as_str() == name)
                    .unwrap();
                let value: f64 = reading.value.replace(',', "").parse().unwrap();
                let (above, under) = (read(points[day].y), read(points[2 * days - 1 - day].y));
                assert!(
                    (above - under - value).abs() < 0.01,
                    "{kind} {name}: {above} {under} {value}"
                );
                assert!((under - below[day]).abs() < 0.01);
                below[day] = above;
                total += value;
            }
            assert!(before == 0.0 || total <= before, "the largest lies at the bottom");
            before = total;
        }
    }
}

#[test]
fn what_is_not_there_breaks_a_line_unless_it_is_to_be_connected() {
    let values = [Some(1.0), Some(4.0), None, Some(2.0), Some(5.0), None, Some(3.0), None];
    let mut chart = daily(Kind::Line, &values);
    let scene = draw(&chart, &Look::default(), Size::new(60, 20));
    assert_eq!(scene.paths().count(), 2);
    assert_eq!(
        scene.texts().filter(|text| text.text.as_str() == "●").count(),
        1,
        "a value alone is a point"
    );
    chart.spec.options.connect = true;
    let scene = draw(&chart, &Look::default(), Size::new(60, 20));
    assert_eq!(scene.paths().count(), 1);
    assert_eq!(corners(scene.paths().next().unwrap()).len(), 5);
}

#[test]
fn forty_years_of_days_keep_their_extremes() {
    let mut values: Vec<Option<f64>> = (0..14_610).map(|day| Some(f64::from(day % 100))).collect();
    values[7_000] = Some(900.0);
    values[7_001] = Some(-500.0);
    let scene = draw(&daily(Kind::Line, &values), &Look::default(), Size::new(100, 30));
    let read = upward(&scene, false);
    let points = corners(scene.paths().next().unwrap());
    assert!(points.len() < 1000, "{}", points.len());
    for extreme in [900.0, -500.0] {
        assert!(
            points.iter().any(|point| (read(point.y) - extreme).abs() < 0.5),
            "{extreme}"
        );
    }
    let below: Vec<_> = scene
        .texts()
        .filter(|text| text.part == Part::Tick && text.at.y > scene.plot.bottom)
        .collect();
    assert!(below.iter().any(|text| text.text.as_str() == "2030"), "{below:?}");
    let scene = draw(&daily(Kind::StackedArea, &values), &Look::default(), Size::new(100, 30));
    assert!(
        scene.notes.iter().any(|note| note.contains("mean")),
        "{:?}",
        scene.notes
    );
}

#[test]
fn beyond_eight_series_one_is_in_front_and_the_others_are_grey() {
    let mut spec = Spec::new(Kind::Line, "");
    spec.x = Some(Channel::of("Day"));
    spec.y = (0..12).map(|index| Layer::of(&format!("s{index}"))).collect();
    let mut columns = vec![Column::times("Day", Grain::Day, (0..20).map(|day| Some(day * DAY)))];
    for index in 0..12 {
        columns.push(Column::numbers(
            &format!("s{index}"),
            Unit::Number,
            (0..20).map(|day| Some(f64::from(day + index))),
        ));
    }
    let chart = Chart {
        spec,
        frame: Frame::try_from(columns).unwrap(),
        parts: Vec::new(),
    };
    for (front, expected) in [(None, 11), (Some("s3"), 3)] {
        let look = Look {
            front: front.map(str::to_owned),
            ..Look::default()
        };
        let scene = draw(&chart, &look, Size::new(100, 30));
        let strokes: Vec<_> = scene.paths().filter_map(|path| path.stroke).collect();
        assert_eq!(strokes.len(), 12);
        assert_eq!(strokes.iter().filter(|stroke| stroke.ink.hue == Hue::Other).count(), 11);
        assert_eq!(strokes[11].ink.hue, Hue::Series(0), "drawn last");
        assert_eq!(series_of(&scene, strokes[11].ink), format!("s{expected}"));
        assert_eq!(scene.legend.len(), 12);
    }
}

#[test]
fn a_logarithmic_axis_says_what_it_cannot_show() {
    let values = [Some(1.0), Some(10.0), Some(0.0), Some(1000.0), Some(-4.0)];
    let mut chart = daily(Kind::Line, &values);
    chart.spec.options.log = true;
    let scene = draw(&chart, &Look::default(), Size::new(60, 22));
    assert!(
        scene.notes.iter().any(|note| note.starts_with("2 values of 0 or less")),
        "{:?}",
        scene.notes
    );
    let y = |value: &str| {
        let tick = scene
            .texts()
            .find(|text| text.part == Part::Tick && text.text.as_str() == value);
        tick.unwrap_or_else(|| panic!("{value}")).at.y
    };
    assert!(((y("1") - y("10")) - (y("10") - y("100"))).abs() < 1e-6);
    chart = daily(Kind::Line, &[Some(-1.0), Some(0.0)]);
    chart.spec.options.log = true;
    let scene = draw(&chart, &Look::default(), Size::new(60, 22));
    assert!(scene.texts().any(|text| text.text.contains("nothing above 0")));
}

#[test]
fn thresholds_lie_over_the_marks_and_have_their_names() {
    use crate::chart::spec::{Fold, Side, Threshold, ThresholdAt};
    let mut chart = daily(Kind::Line, &[Some(10.0), Some(20.0), Some(60.0)]);
    let at = |at, name: &str| Threshold {
        at,
        name: name.to_owned(),
        side: Side::Left,
    };
    chart.spec.thresholds = vec![
        at(ThresholdAt::Aggregate(Fold::Mean), "mean"),
        at(ThresholdAt::Constant(50.0), "goal"),
        at(ThresholdAt::Constant(1e9), "far"),
        at(ThresholdAt::Constant(f64::NAN), "none"),
        at(ThresholdAt::Constant(1.0), "fifth"),
    ];
    let scene = draw(&chart, &Look::default(), Size::new(70, 22));
    let read = upward(&scene, false);
    let lines: Vec<f64> = scene
        .rules()
        .filter(|rule| rule.over && rule.dashed)
        .map(|rule| read(rule.from.y))
        .collect();
    assert_eq!(
        lines.iter().map(|value| value.round()).collect::<Vec<_>>(),
        [30.0, 50.0]
    );
    for label in ["mean 30", "goal 50"] {
        assert!(scene.texts().any(|text| text.text.as_str() == label), "{label}");
    }
    assert!(
        scene.notes.iter().any(|note| note.contains("above the plot")),
        "{:?}",
        scene.notes
    );
    assert!(scene.notes.iter().any(|note| note.contains("first four")));
    let Some(Mark::Rule(_)) = scene
        .marks
        .iter()
        .find(|mark| matches!(mark, Mark::Rule(rule) if rule.over))
    else {
        panic!()
    };
}

#[test]
fn small_series_of_a_stack_are_put_together_and_negative_values_are_said() {
    let mut spec = Spec::new(Kind::StackedArea, "");
    spec.x = Some(Channel::of("Day"));
    spec.y = ["big", "tiny", "dust", "less"].map(Layer::of).to_vec();
    let values = |value: f64| (0..5).map(move |_| Some(value));
    let frame = Frame::try_from(vec![
        Column::times("Day", Grain::Day, (0..5).map(|day| Some(day * DAY))),
        Column::numbers("big", Unit::Number, values(1000.0)),
        Column::numbers("tiny", Unit::Number, values(2.0)),
        Column::numbers("dust", Unit::Number, values(1.0)),
        Column::numbers("less", Unit::Number, values(-300.0)),
    ]);
    let chart = Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    };
    let scene = draw(&chart, &Look::default(), Size::new(80, 24));
    assert!(
        scene.notes.iter().any(|note| note.contains("negative")),
        "{:?}",
        scene.notes
    );
    assert!(
        scene.notes.iter().any(|note| note.contains("in Other")),
        "{:?}",
        scene.notes
    );
}
