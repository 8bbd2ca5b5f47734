//! Reads histograms back from their scenes.

use crate::chart::decode::lying::{assert_whole, left_axis, number, rects};
use crate::chart::draw::draw;
use crate::chart::example::example;
use crate::chart::frame::{Column, Frame, Unit, Value};
use crate::chart::geometry::Size;
use crate::chart::hostile;
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::Scene;
use crate::chart::spec::{Chart, Layer, Spec, Test};

fn show(chart: &Chart, look: &Look, columns: u16, rows: u16) -> Scene {
    let scene = draw(chart, look, Size::new(columns, rows));
    assert_whole(&scene, "histogram");
    scene
}

fn of(values: impl IntoIterator<Item = Option<f64>>) -> Chart {
    let mut spec = Spec::new(Kind::Histogram, "");
    spec.y = vec![Layer::of("n")];
    Chart {
        spec,
        frame: Frame::try_from(vec![Column::numbers("n", Unit::Number, values)]).unwrap(),
        parts: Vec::new(),
    }
}

/// The bounds of a spot's rows.
fn bounds(scene: &Scene, spot: usize) -> (f64, f64) {
    match scene.spots[spot].keys[0].test {
        Test::Within(Value::Number(from), Value::Number(to)) => (from, to),
        ref test => panic!("{test:?}"),
    }
}

#[test]
fn heights_are_how_many_values_lie_between_the_edges() {
    let chart = example(Kind::Histogram);
    let column = chart.frame.column("First reply").unwrap();
    let values: Vec<f64> = (0..chart.frame.rows()).filter_map(|row| column.number(row)).collect();
    for (columns, rows, bins) in [(80, 24, None), (120, 40, Some(30)), (50, 14, Some(6))] {
        let look = Look {
            bins,
            ..Look::default()
        };
        let scene = show(&chart, &look, columns, rows);
        let axis = left_axis(&scene).unwrap();
        let (mut until, mut right) = (0.0, None);
        for (index, spot) in scene.spots.iter().enumerate() {
            let (from, to) = bounds(&scene, index);
            let count = values.iter().filter(|value| (from..to).contains(*value)).count() as f64;
            until += count;
            assert_eq!(number(&spot.readings[0].value), Some(count));
            let share = number(&spot.readings[2].value).unwrap();
            assert!((share - until / 9.0).abs() <= 0.05 + 1e-9);
            let Some((bar, _)) = rects(&scene, index).first().copied() else {
                assert_eq!(count, 0.0);
                continue;
            };
            let unit = (axis.at(0.0) - axis.at(1.0)).abs();
            assert!(
                (axis.at(bar.top) - count).abs() <= unit * 2.1,
                "{} for {count}",
                axis.at(bar.top)
            );
            assert!(
                right.is_none_or(|right: f64| (right - bar.left).abs() < 1e-6),
                "no gaps"
            );
            right = Some(bar.right);
        }
        assert_eq!(until, 900.0);
    }
}

#[test]
fn what_is_not_counted_is_said() {
    let mut chart = of((0..1000).map(|value| (value % 10 != 0).then_some(f64::from(value))));
    let scene = show(&chart, &Look::default(), 80, 24);
    assert!(scene.notes.iter().any(|note| note.as_str() == "100 rows have no value"));
    chart.spec.options.clip = true;
    let scene = show(&chart, &Look::default(), 80, 24);
    assert!(
        scene.notes.iter().any(|note| note.contains("percentile")),
        "{:?}",
        scene.notes
    );
    let count = scene
        .spots
        .iter()
        .map(|spot| number(&spot.readings[0].value).unwrap())
        .sum::<f64>();
    assert!(count < 900.0 && count > 870.0);
    let none = of([None, None]);
    assert!(
        show(&none, &Look::default(), 60, 10)
            .texts()
            .any(|text| text.text.contains("None of the 2 rows"))
    );
    let far = of((0..50).map(|value| Some(if value == 0 { 1e9 } else { f64::from(value) })));
    assert!(
        show(&far, &Look::default(), 80, 24)
            .notes
            .iter()
            .any(|note| note.contains("stretch"))
    );
}

#[test]
fn the_last_bin_holds_its_end() {
    let scene = show(
        &of([0.0, 1.0, 2.0, 3.0, 4.0].map(Some)),
        &Look {
            bins: Some(2),
            ..Look::default()
        },
        60,
        14,
    );
    let last = scene.spots.last().unwrap();
    assert_eq!((last.title.as_str(), last.readings[0].value.as_str()), ("[2, 4]", "3"));
    let (from, to) = bounds(&scene, 1);
    assert!((from..to).contains(&4.0) && !(from..to).contains(&4.000_001));
}

#[test]
fn a_logarithmic_axis_shows_one_beside_thousands() {
    let mut chart = of((0..5000).map(|value| Some(if value == 0 { 95.0 } else { f64::from(value % 10) })));
    chart.spec.options.log = true;
    let scene = show(
        &chart,
        &Look {
            bins: Some(10),
            ..Look::default()
        },
        80,
        24,
    );
    let (first, last) = (rects(&scene, 0)[0].0, rects(&scene, scene.spots.len() - 1)[0].0);
    assert!(first.height() > 10.0 * last.height() && last.height() >= 2.0);
}

#[test]
fn a_piece_can_be_zoomed_to() {
    let chart = of((0..1000).map(|value| Some(f64::from(value))));
    let scene = show(
        &chart,
        &Look {
            window: Some((0.5, 0.6)),
            ..Look::default()
        },
        80,
        24,
    );
    let count = scene
        .spots
        .iter()
        .map(|spot| number(&spot.readings[0].value).unwrap())
        .sum::<f64>();
    assert_eq!(count, 100.0);
    assert!(bounds(&scene, 0).0 >= 499.0);
}

#[test]
fn nothing_is_too_strange_or_too_small() {
    for (what, frame) in hostile::frames() {
        for (column, log) in [("n", false), ("m", true), ("name", false)] {
            let mut spec = Spec::new(Kind::Histogram, what);
            spec.y = vec![Layer::of(column)];
            spec.options.log = log;
            let chart = Chart {
                spec,
                frame: frame.clone(),
                parts: Vec::new(),
            };
            for size in hostile::sizes() {
                assert_whole(
                    &draw(&chart, &Look::default(), size),
                    &format!("{what} {column} {size:?}"),
                );
            }
        }
    }
}
