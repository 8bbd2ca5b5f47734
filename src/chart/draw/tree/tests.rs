//! Tree maps read as a person reads them.

use crate::chart::decode::{areas, read_value};
use crate::chart::frame::{Column, Frame, Unit};
use crate::chart::geometry::{Outline, Size};
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::{Hue, Scene};
use crate::chart::spec::{Channel, Chart, Layer, Spec};
use crate::chart::{draw, example};

fn chart(rows: impl IntoIterator<Item = (String, String, Option<f64>)>) -> Chart {
    let rows: Vec<_> = rows.into_iter().collect();
    let mut spec = Spec::new(Kind::TreeMap, "");
    spec.levels = vec![Channel::of("Group"), Channel::of("Name")];
    spec.y = vec![Layer::of("Count")];
    let frame = Frame::try_from(vec![
        Column::texts("Group", rows.iter().map(|row| Some(row.0.clone()))),
        Column::texts("Name", rows.iter().map(|row| Some(row.1.clone()))),
        Column::numbers("Count", Unit::Number, rows.iter().map(|row| row.2)),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

fn one_level(values: &[f64]) -> Chart {
    let rows = values.iter().enumerate();
    let mut chart = chart(rows.map(|(index, value)| (format!("n{index}"), String::new(), Some(*value))));
    chart.spec.levels.truncate(1);
    chart
}

fn words(scene: &Scene) -> String {
    let texts: Vec<&str> = scene.texts().map(|text| text.text.as_str()).collect();
    texts.join(" ")
}

#[test]
fn tiles_are_as_large_as_their_values() {
    let scene = draw(
        &one_level(&[400.0, 300.0, 200.0, 100.0, 50.0, 25.0]),
        &Look::default(),
        Size::new(120, 40),
    );
    let areas = areas(&scene);
    assert_eq!(areas.len(), 6);
    let whole = scene.plot.width() * scene.plot.height();
    for (spot, area) in areas {
        let share = read_value(&scene, spot) / 1075.0;
        let side = (share * whole).sqrt();
        // Half a sub-cell at each edge, and the gutters.
        let slack = 4.0 * 8.0 * side / whole;
        assert!(
            (area / whole - share).abs() < slack,
            "{spot}: {} for {share}",
            area / whole
        );
    }
}

#[test]
fn edges_lie_on_sub_cells_and_tiles_do_not_overlap() {
    for size in [Size::new(100, 30), Size::new(61, 17), Size::new(200, 60)] {
        let scene = draw(&example(Kind::TreeMap), &Look::default(), size);
        let tiles = scene.paths().map(|path| match &path.outline {
            Outline::Rect(area) => *area,
            Outline::Path(_) => unreachable!(),
        });
        let tiles: Vec<_> = tiles.collect();
        for (index, tile) in tiles.iter().enumerate() {
            assert!((tile.left % 4.0).abs() < 1e-9 && (tile.right % 4.0).abs() < 1e-9);
            assert!((tile.top % 8.0).abs() < 1e-9 && (tile.bottom % 8.0).abs() < 1e-9);
            for other in &tiles[index + 1..] {
                assert!(tile.common(*other).is_empty());
            }
        }
    }
}

#[test]
fn what_is_not_above_zero_is_left_out_and_said() {
    let rows = [
        ("a", Some(5.0)),
        ("b", Some(-2.0)),
        ("c", Some(0.0)),
        ("d", None),
        ("e", Some(f64::NAN)),
    ];
    let scene = draw(
        &chart(rows.map(|(name, value)| ("g".to_owned(), name.to_owned(), value))),
        &Look::default(),
        Size::new(80, 20),
    );
    assert_eq!(areas(&scene).len(), 1);
    assert_eq!(
        scene.notes[0].as_str(),
        "4 parts are without a value above zero left out"
    );
    let nothing = draw(&one_level(&[0.0, -1.0]), &Look::default(), Size::new(80, 20));
    assert!(words(&nothing).contains("no value above zero"), "{}", words(&nothing));
    let scene = draw(&one_level(&[f64::MAX, f64::MAX]), &Look::default(), Size::new(80, 20));
    assert_eq!(areas(&scene).len(), 2);
}

#[test]
fn many_tiles_are_put_together_in_each_group() {
    let rows = (0..10_000).map(|row| (format!("g{}", row % 3), format!("n{row}"), Some(1.0 + f64::from(row))));
    let scene = draw(&chart(rows), &Look::default(), Size::new(160, 50));
    let tiles = areas(&scene).len();
    assert!((40..=66).contains(&tiles), "{tiles}");
    let others = scene
        .spots
        .iter()
        .filter(|spot| spot.title.ends_with("› Other"))
        .count();
    assert_eq!(others, 3);
    assert!(
        scene.notes.iter().any(|note| note.contains("together in Other")),
        "{:?}",
        scene.notes
    );
}

#[test]
fn drilling_shows_one_group_and_where_one_is() {
    let look = Look {
        path: vec!["Billing".to_owned()],
        ..Look::default()
    };
    let scene = draw(&example(Kind::TreeMap), &look, Size::new(100, 30));
    assert!(words(&scene).contains("All › Billing"));
    assert_eq!(areas(&scene).len(), 7);
    assert!(
        scene
            .spots
            .iter()
            .all(|spot| spot.keys.len() == 2 && spot.inner.is_empty())
    );
    let lost = Look {
        path: vec!["Nowhere".to_owned()],
        ..Look::default()
    };
    let all = draw(&example(Kind::TreeMap), &lost, Size::new(100, 30));
    assert_eq!(all, draw(&example(Kind::TreeMap), &Look::default(), Size::new(100, 30)));
    assert_eq!(all.spots[0].inner, ["Billing"]);
}

#[test]
fn hidden_groups_are_left_out_but_stay_in_the_legend() {
    let look = Look {
        hidden: ["Billing".to_owned()].into(),
        ..Look::default()
    };
    let scene = draw(&example(Kind::TreeMap), &look, Size::new(100, 30));
    assert!(scene.legend.iter().any(|entry| entry.hidden && !entry.area.is_empty()));
    assert!(!scene.spots.iter().any(|spot| spot.title.contains("Billing")));
}

#[test]
fn a_measure_as_colour_is_read_at_the_strip() {
    let mut chart = example(Kind::TreeMap);
    chart.spec.colour = Some(Channel::of("Conversations"));
    let scene = draw(&chart, &Look::default(), Size::new(100, 30));
    let hue = |spot: usize| {
        let mut paths = scene.paths().filter(|path| path.of == Some(spot));
        paths.next().and_then(|path| path.fill).map(|fill| fill.ink.hue)
    };
    let largest = scene
        .spots
        .iter()
        .position(|spot| spot.title.as_str() == "Billing › Refund")
        .unwrap();
    assert_eq!(hue(largest), Some(Hue::Ramp(255)));
    assert!(words(&scene).contains("420"));
}
