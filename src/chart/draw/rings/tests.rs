//! Sunbursts and icicles read as a person reads them.

use crate::chart::decode::{areas, read_value};
use crate::chart::geometry::Size;
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::Scene;
use crate::chart::{draw, example};

fn words(scene: &Scene) -> String {
    let texts: Vec<&str> = scene.texts().map(|text| text.text.as_str()).collect();
    texts.join(" ")
}

/// Areas by value within each level, which the number of keys tells.
fn proportional(scene: &Scene, slack: f64) {
    for level in 1..=2 {
        let of_level = areas(scene).into_iter();
        let of_level = of_level.filter(|(spot, _)| scene.spots[*spot].keys.len() == level);
        let slices: Vec<(usize, f64)> = of_level.collect();
        let area: f64 = slices.iter().map(|(_, area)| area).sum();
        let total: f64 = slices.iter().map(|(spot, _)| read_value(scene, *spot)).sum();
        assert!(slices.len() > 4);
        for (spot, slice) in slices {
            let share = read_value(scene, spot) / total;
            assert!((slice / area - share).abs() < slack, "{}: {}", slice / area, share);
        }
    }
}

#[test]
fn slices_of_a_ring_are_as_large_as_their_values() {
    proportional(
        &draw(&example(Kind::Sunburst), &Look::default(), Size::new(120, 40)),
        1e-3,
    );
}

#[test]
fn an_icicle_shows_the_same_in_rectangles() {
    let mut chart = example(Kind::Sunburst);
    chart.spec.options.icicle = true;
    let scene = draw(&chart, &Look::default(), Size::new(120, 60));
    proportional(&scene, 0.011);
    assert!(words(&scene).contains("Trust & Safety"));
}

#[test]
fn the_middle_says_where_one_is_and_leads_up() {
    let scene = draw(&example(Kind::Sunburst), &Look::default(), Size::new(120, 40));
    assert!(words(&scene).contains("2,297") && words(&scene).contains("All"));
    assert_eq!(scene.spots[1].inner, ["Billing"]);
    let look = Look {
        path: vec!["Billing".to_owned()],
        ..Look::default()
    };
    let scene = draw(&example(Kind::Sunburst), &look, Size::new(120, 40));
    assert!(words(&scene).contains("1,089"));
    assert_eq!(scene.spots[0].title.as_str(), "All › Billing");
    assert_eq!(scene.spots[0].keys.len(), 1);
    assert_eq!(areas(&scene).len(), 8);
}

#[test]
fn rings_are_limited_by_the_height_and_the_rest_is_said() {
    let scene = draw(&example(Kind::Sunburst), &Look::default(), Size::new(60, 11));
    assert!(
        scene
            .notes
            .iter()
            .any(|note| note.as_str() == "1 of 2 levels are drawn"),
        "{:?}",
        scene.notes
    );
    assert!(!scene.spots.iter().any(|spot| spot.keys.len() > 1));
}

#[test]
fn slices_are_parted_by_ground_that_covers_little_of_them() {
    let scene = draw(&example(Kind::Sunburst), &Look::default(), Size::new(120, 40));
    let lines = scene.paths().filter(|path| path.of.is_none() && path.fill.is_some());
    let covered: f64 = lines.map(|path| crate::chart::decode::area(&path.outline)).sum();
    let all: f64 = areas(&scene).iter().map(|(_, area)| area).sum();
    assert!(covered > 0.0 && covered < all * 0.15, "{covered} of {all}");
}
