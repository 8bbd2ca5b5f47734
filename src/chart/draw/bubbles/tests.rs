//! Reads bubbles back from their scenes.

use crate::chart::decode::lying::{assert_whole, left_axis};
use crate::chart::draw::draw;
use crate::chart::example::example;
use crate::chart::frame::{Column, Frame, Unit, Value};
use crate::chart::geometry::{Outline, Point, Segment, Size};
use crate::chart::hostile;
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::{Part, PathMark, Scene};
use crate::chart::spec::{Channel, Chart, Layer, Spec, Test};

fn show(chart: &Chart, look: &Look, columns: u16, rows: u16) -> Scene {
    let scene = draw(chart, look, Size::new(columns, rows));
    assert_whole(&scene, "bubbles");
    scene
}

fn circle(path: &PathMark) -> (Point, f64) {
    let bounds = path.outline.bounds().unwrap();
    (bounds.center(), bounds.width() / 2.0)
}

fn shapes(scene: &Scene, spot: usize) -> Vec<&PathMark> {
    scene.paths().filter(|path| path.of == Some(spot)).collect()
}

#[test]
fn areas_are_the_sizes_and_heights_the_measure() {
    let chart = example(Kind::Bubble);
    let scene = show(&chart, &Look::default(), 100, 40);
    let axis = left_axis(&scene).unwrap();
    let unit = (axis.at(0.0) - axis.at(1.0)).abs();
    let column = |name: &str| chart.frame.column(name).unwrap();
    let mut per = None;
    for (index, spot) in scene.spots.iter().enumerate() {
        let row = (0..5)
            .find(|row| column("Team").text(*row) == Some(&spot.title))
            .unwrap();
        let (center, radius) = circle(shapes(&scene, index)[0]);
        let size = column("Conversations").number(row).unwrap();
        let per = *per.get_or_insert(radius * radius / size);
        assert!((radius * radius / size / per - 1.0).abs() < 0.01, "{}", spot.title);
        let value = column("Satisfaction").number(row).unwrap();
        assert!(
            (axis.at(center.y) - value).abs() <= unit * 1.0,
            "{}: {}",
            spot.title,
            axis.at(center.y)
        );
        let plot = scene.plot;
        assert!(
            center.x - radius >= plot.left && center.x + radius <= plot.right,
            "nothing is cut"
        );
        assert!(
            center.y - radius >= plot.top && center.y + radius <= plot.bottom,
            "nothing is cut"
        );
        assert!(
            scene
                .texts()
                .any(|text| text.of == Some(index) && text.text == spot.title)
        );
        assert_eq!(spot.keys[0].test, Test::Is(Value::Text(spot.title.clone())));
    }
    let sizes: Vec<f64> = (0..5).map(|index| circle(shapes(&scene, index)[0]).1).collect();
    assert!(sizes.is_sorted_by(|a, b| a >= b), "the largest lie behind");
}

/// How far round a slice goes, as a share of the circle.
fn turn(path: &PathMark) -> f64 {
    let Outline::Path(segments) = &path.outline else {
        panic!("no slice")
    };
    let ends: Vec<Point> = segments
        .iter()
        .filter_map(|segment| match segment {
            Segment::Move(at) | Segment::Line(at) | Segment::Cubic(_, _, at) => Some(*at),
            Segment::Close => None,
        })
        .collect();
    let center = ends[ends.len() - 1];
    let angle = |at: Point| (at.x - center.x).atan2(center.y - at.y);
    let arcs = &ends[..ends.len() - 1];
    let steps = arcs
        .windows(2)
        .map(|pair| (angle(pair[1]) - angle(pair[0])).rem_euclid(std::f64::consts::TAU));
    steps.sum::<f64>() / std::f64::consts::TAU
}

#[test]
fn pies_are_split_by_their_shares_where_there_are_three_rows() {
    let chart = example(Kind::BubblePie);
    let scene = show(&chart, &Look::default(), 120, 50);
    assert_eq!(scene.spots.len(), 5);
    let slices: Vec<f64> = shapes(&scene, 0)
        .into_iter()
        .filter(|path| path.fill.is_some())
        .map(turn)
        .collect();
    for (turn, share) in slices.iter().zip([0.3, 0.1, 0.6]) {
        assert!((turn - share).abs() < 0.005, "{slices:?}");
    }
    let scene = show(&chart, &Look::default(), 60, 16);
    assert!(
        scene.notes.iter().any(|note| note.contains("largest part")),
        "{:?}",
        scene.notes
    );
    assert!(scene.texts().any(|text| text.text.ends_with("60 %")));
    let look = Look {
        hidden: ["closed".to_owned()].into(),
        ..Look::default()
    };
    let scene = show(&chart, &look, 120, 50);
    let slices: Vec<f64> = shapes(&scene, 0)
        .into_iter()
        .filter(|path| path.fill.is_some())
        .map(turn)
        .collect();
    assert!(slices.len() == 2 && (slices[0] - 0.75).abs() < 0.01, "{slices:?}");
    assert!(scene.legend[2].hidden);
}

fn points(rows: &[(f64, f64, Option<f64>)]) -> Chart {
    let mut spec = Spec::new(Kind::Bubble, "");
    spec.x = Some(Channel::of("x"));
    spec.y = vec![Layer::of("y")];
    spec.size = Some(Channel::of("s"));
    let frame = Frame::try_from(vec![
        Column::numbers("x", Unit::Number, rows.iter().map(|row| Some(row.0))),
        Column::numbers("y", Unit::Number, rows.iter().map(|row| Some(row.1))),
        Column::numbers("s", Unit::Number, rows.iter().map(|row| row.2)),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

#[test]
fn without_a_size_hollow_and_in_little_room_signs() {
    let chart = points(&[(1.0, 1.0, None), (2.0, 5.0, Some(100.0)), (3.0, 2.0, Some(1.0))]);
    let scene = show(&chart, &Look::default(), 80, 24);
    let hollow: Vec<_> = scene.texts().filter(|text| text.text.as_str() == "○").collect();
    assert_eq!(hollow.len(), 1);
    assert!(scene.notes.iter().any(|note| note.contains("hollow")));
    let scene = show(&chart, &Look::default(), 36, 9);
    assert_eq!(scene.paths().count(), 0);
    let signs: Vec<_> = scene
        .texts()
        .filter(|text| text.part == Part::Marker)
        .map(|text| text.text.as_str())
        .collect();
    assert_eq!(signs, ["●", "•", "○"]);
    assert_eq!(scene.spots[0].readings[2].value.as_str(), "100");
}

#[test]
fn a_logarithmic_axis_leaves_out_what_has_no_place_on_it() {
    let mut chart = points(&[
        (1.0, 10.0, Some(1.0)),
        (10.0, 1000.0, Some(1.0)),
        (100.0, -5.0, Some(1.0)),
    ]);
    chart.spec.options.log = true;
    let scene = show(&chart, &Look::default(), 80, 30);
    assert_eq!(scene.spots.len(), 2);
    assert!(
        scene.notes.iter().any(|note| note.contains("logarithmic")),
        "{:?}",
        scene.notes
    );
}

#[test]
fn categories_and_moments_can_be_across_and_a_piece_can_be_zoomed_to() {
    let mut chart = example(Kind::Bubble);
    chart.spec.x = Some(Channel::of("Team"));
    let scene = show(&chart, &Look::default(), 100, 30);
    assert!(
        scene
            .texts()
            .any(|text| text.part == Part::Tick && text.text.as_str() == "Billing")
    );
    let order: Vec<f64> = ["Billing", "Technical", "Onboarding", "Sales", "Trust & Safety"]
        .iter()
        .map(|name| {
            scene
                .spots
                .iter()
                .find(|spot| spot.title.as_str() == *name)
                .unwrap()
                .at
                .x
        })
        .collect();
    assert!(order.is_sorted());
    let look = Look {
        window: Some((0.0, 0.4)),
        ..Look::default()
    };
    assert_eq!(show(&chart, &look, 100, 30).spots.len(), 2);
    assert!(show(&example(Kind::Bubble), &look, 100, 30).spots.len() < 5);
}

#[test]
fn nothing_is_too_strange_or_too_small() {
    for kind in [Kind::Bubble, Kind::BubblePie] {
        for (what, frame) in hostile::frames() {
            for (x, log) in [("m", false), ("m", true), ("time", false), ("name", false)] {
                let mut spec = Spec::new(kind, what);
                spec.x = Some(Channel::of(x));
                spec.y = vec![Layer::of("n")];
                spec.size = Some(Channel::of("s"));
                spec.colour = Some(Channel::of("kind"));
                spec.text = Some(Channel::of("name"));
                spec.options.log = log;
                let chart = Chart {
                    spec,
                    frame: frame.clone(),
                    parts: Vec::new(),
                };
                for size in hostile::sizes() {
                    assert_whole(
                        &draw(&chart, &Look::default(), size),
                        &format!("{kind} {what} {x} {size:?}"),
                    );
                }
            }
        }
    }
}
