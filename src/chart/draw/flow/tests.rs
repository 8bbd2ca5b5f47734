//! Sankey charts read as a person reads them.

use crate::chart::decode::read_value;
use crate::chart::frame::{Column, Frame, Unit};
use crate::chart::geometry::{Outline, Segment, Size};
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::Scene;
use crate::chart::spec::{Channel, Chart, Layer, Spec, Test};
use crate::chart::{draw, example};

fn chart(rows: &[(&str, Option<&str>, f64)]) -> Chart {
    let mut spec = Spec::new(Kind::Sankey, "");
    spec.levels = vec![Channel::of("From"), Channel::of("To")];
    spec.y = vec![Layer::of("Count")];
    let frame = Frame::try_from(vec![
        Column::texts("From", rows.iter().map(|row| Some(row.0))),
        Column::texts("To", rows.iter().map(|row| row.1)),
        Column::numbers("Count", Unit::Number, rows.iter().map(|row| Some(row.2))),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

/// Of each ribbon: its spot and how thick it is at both ends.
fn ribbons(scene: &Scene) -> Vec<(usize, f64, f64)> {
    let paths = scene.paths().filter_map(|path| match &path.outline {
        Outline::Path(segments) => Some((path.of?, segments)),
        Outline::Rect(_) => None,
    });
    let read = paths.map(|(spot, segments)| {
        let [
            Segment::Move(a),
            Segment::Cubic(_, _, b),
            Segment::Line(c),
            Segment::Cubic(_, _, d),
            ..,
        ] = segments.as_slice()
        else {
            unreachable!()
        };
        (spot, d.y - a.y, c.y - b.y)
    });
    read.collect()
}

fn words(scene: &Scene) -> String {
    let texts: Vec<&str> = scene.texts().map(|text| text.text.as_str()).collect();
    texts.join(" ")
}

#[test]
fn ribbons_are_as_thick_as_their_values() {
    let scene = draw(&example(Kind::Sankey), &Look::default(), Size::new(120, 40));
    let ribbons = ribbons(&scene);
    let (spot, thick, _) = ribbons[0];
    let unit = thick / read_value(&scene, spot);
    let mut total = 0.0;
    for (spot, from, to) in ribbons {
        let value = read_value(&scene, spot);
        assert!(
            (from / unit - value).abs() < 1e-6 && (to - from).abs() < 1e-9,
            "{from} for {value}"
        );
        total += value;
    }
    // Every row flows over two steps.
    assert!((total - 2.0 * 950.0).abs() < 1e-6);
}

#[test]
fn a_place_is_as_high_as_what_flows_through_it() {
    let scene = draw(&example(Kind::Sankey), &Look::default(), Size::new(120, 40));
    let bars = scene.paths().filter_map(|path| match &path.outline {
        Outline::Rect(area) => Some((path.of?, *area)),
        Outline::Path(_) => None,
    });
    let bars: Vec<_> = bars.collect();
    assert_eq!(bars.len(), 9);
    let tall = bars.iter().max_by(|a, b| a.1.height().total_cmp(&b.1.height()));
    let (tallest, bar) = tall.unwrap();
    let unit = bar.height() / read_value(&scene, *tallest);
    for (spot, bar) in &bars {
        // Edges are rounded to eighths of a row.
        assert!((bar.height() - unit * read_value(&scene, *spot)).abs() < 3.0, "{bar:?}");
    }
    for spot in 0..bars.len() {
        let related = &scene.spots[spot].related;
        assert!(!related.is_empty() && related.iter().all(|other| *other < scene.spots.len()));
    }
    assert!(scene.fades);
}

#[test]
fn the_same_name_in_two_steps_is_two_places_and_circles_are_said() {
    let scene = draw(
        &chart(&[("a", Some("b"), 3.0), ("b", Some("a"), 2.0)]),
        &Look::default(),
        Size::new(80, 20),
    );
    assert_eq!(ribbons(&scene).len(), 2);
    assert_eq!(scene.spots.len(), 6);
    assert!(scene.notes[0].contains("in a circle"), "{:?}", scene.notes);
}

#[test]
fn many_places_become_other_and_thin_flows_are_widened() {
    let names: Vec<String> = (0..10_000).map(|index| format!("n{index}")).collect();
    let mut rows: Vec<(&str, Option<&str>, f64)> = names.iter().map(|name| (name.as_str(), Some("end"), 1.0)).collect();
    rows.push(("big", Some("end"), 1e6));
    let scene = draw(&chart(&rows), &Look::default(), Size::new(100, 30));
    assert_eq!(scene.spots.len(), 8 + 1 + 8);
    let other = scene.spots.iter().find(|spot| spot.title.ends_with("Other")).unwrap();
    assert!(matches!(&other.keys[0].test, Test::In(more) if more.len() == 9_994));
    assert!(ribbons(&scene).iter().all(|(_, from, _)| *from >= 8.0));
    assert!(words(&scene).contains("drawn thicker"), "{}", words(&scene));
}

#[test]
fn flows_that_end_early_or_are_nothing() {
    let scene = draw(
        &chart(&[
            ("a", Some("b"), 3.0),
            ("a", None, 2.0),
            ("c", Some("b"), 0.0),
            ("d", Some("b"), -4.0),
        ]),
        &Look::default(),
        Size::new(80, 20),
    );
    assert_eq!(ribbons(&scene).len(), 1);
    assert!(scene.notes[0].contains("2 flows"), "{:?}", scene.notes);
    let nothing = draw(&chart(&[]), &Look::default(), Size::new(80, 20));
    assert!(words(&nothing).contains("nothing that flows"), "{}", words(&nothing));
}

#[test]
fn hidden_places_take_their_flows_along() {
    let look = Look {
        hidden: ["Bot".to_owned()].into(),
        ..Look::default()
    };
    let scene = draw(&example(Kind::Sankey), &look, Size::new(100, 30));
    assert!(!scene.spots.iter().any(|spot| spot.title.contains("Bot")));
    assert!(scene.legend.iter().any(|entry| entry.hidden && !entry.area.is_empty()));
}
