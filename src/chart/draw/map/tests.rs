use proptest::prelude::*;

use super::decode::{circle, drawn, markers, shapes, share, view, words};
use crate::chart::example;
use crate::chart::frame::{Column, Frame, Unit, Value};
use crate::chart::geo::places::{Degrees, Places};
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::Hue;
use crate::chart::spec::{Channel, Chart, Fold, Layer, Place, Region, Spec, Test};
use crate::text::SafeText;

const KINDS: [Kind; 6] = [
    Kind::MapScatter,
    Kind::MapBubble,
    Kind::MapPie,
    Kind::MapBubblePie,
    Kind::MapFilled,
    Kind::GeoHeatMap,
];

fn named(kind: Kind, rows: &[(&str, &str, Option<f64>)]) -> Chart {
    let mut spec = Spec::new(kind, "");
    spec.place = Some(Place::Named(Channel::of("Where")));
    spec.colour = Some(Channel::of("State"));
    spec.y = vec![Layer::of("n")];
    let frame = Frame::try_from(vec![
        Column::texts("Where", rows.iter().map(|row| Some(row.0))),
        Column::texts("State", rows.iter().map(|row| Some(row.1))),
        Column::numbers("n", Unit::Number, rows.iter().map(|row| row.2)),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

fn degrees(kind: Kind, rows: &[(f64, f64, f64)]) -> Chart {
    let mut spec = Spec::new(kind, "");
    spec.place = Some(Place::Degrees {
        latitude: Channel::of("north"),
        longitude: Channel::of("east"),
    });
    spec.y = vec![Layer::of("n")];
    let frame = Frame::try_from(vec![
        Column::numbers("north", Unit::Number, rows.iter().map(|row| Some(row.0))),
        Column::numbers("east", Unit::Number, rows.iter().map(|row| Some(row.1))),
        Column::numbers("n", Unit::Number, rows.iter().map(|row| Some(row.2))),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

#[test]
fn points_lead_back_to_their_degrees() {
    let chart = example(Kind::MapScatter);
    for (look, columns, rows) in [
        (Look::default(), 120, 34),
        (
            Look {
                region: Some(Region::Europe),
                ..Look::default()
            },
            100,
            40,
        ),
    ] {
        let scene = drawn(&chart, &look, columns, rows);
        let view = view(&chart, &look, &scene);
        let (north, east) = (
            chart.frame.column("Latitude").unwrap(),
            chart.frame.column("Longitude").unwrap(),
        );
        let mut seen = 0;
        for (_, at, of) in markers(&scene) {
            let place = view.degrees(at);
            let spot = &scene.spots[of.unwrap()];
            let row = (0..16).find(|row| spot.keys[0].test == Test::Is(Value::Number(north.number(*row).unwrap())));
            let row = row.unwrap();
            assert!((place.latitude - north.number(row).unwrap()).abs() < 0.01, "{place:?}");
            assert!((place.longitude - east.number(row).unwrap()).abs() < 0.01, "{place:?}");
            seen += 1;
        }
        assert_eq!(seen, if look.region.is_none() { 16 } else { 4 });
        let outside = words(&scene).contains("12 places lie outside this map");
        assert_eq!(outside, look.region.is_some());
    }
}

#[test]
fn areas_of_bubbles_are_values_and_their_middles_are_their_countries() {
    let chart = example(Kind::MapBubble);
    let scene = drawn(&chart, &Look::default(), 160, 50);
    let view = view(&chart, &Look::default(), &scene);
    let value = |spot: usize| -> f64 { scene.spots[spot].readings[0].value.replace(',', "").parse().unwrap() };
    let (_, largest) = circle(shapes(&scene, 0)[0]);
    let mut last = f64::INFINITY;
    for spot in 0..scene.spots.len() {
        let [shape] = shapes(&scene, spot)[..] else { continue };
        let (at, radius) = circle(shape);
        assert!((radius * radius / largest / largest - value(spot) / 4200.0).abs() < 1e-3);
        assert!(radius <= last, "the small ones lie over the large ones");
        last = radius;
        let country = Places::default().find(&scene.spots[spot].title).unwrap();
        assert!(view.at(country.at).unwrap().distance(at) < 0.5);
    }
    assert_eq!(scene.spots.len(), 16);
}

#[test]
fn slices_are_shares_and_hidden_ones_are_not_there() {
    for kind in [Kind::MapPie, Kind::MapBubblePie] {
        for hidden in [vec![], vec!["closed".to_owned()]] {
            let chart = example(kind);
            let look = Look {
                hidden: hidden.iter().cloned().collect(),
                ..Look::default()
            };
            let scene = drawn(&chart, &look, 130, 40);
            assert_eq!(scene.legend.len(), 3);
            let states = 3 - hidden.len();
            let spot = scene
                .spots
                .iter()
                .position(|spot| spot.title.as_str() == "United States")
                .unwrap();
            let slices = shapes(&scene, spot);
            assert_eq!(slices.len(), states);
            let number = |text: &str| -> f64 { text.replace(',', "").parse().unwrap() };
            let readings = &scene.spots[spot].readings;
            let total = number(&readings[0].value);
            let center = scene.spots[spot].area.center();
            for (slice, reading) in slices.iter().zip(&readings[1..]) {
                let is = share(slice, center);
                assert!((is - number(&reading.value) / total).abs() < 1e-6, "{is} {reading:?}");
                assert_eq!(Some(slice.fill.unwrap().ink), reading.ink);
            }
        }
    }
}

#[test]
fn colours_of_countries_rise_with_their_values_and_none_is_not_low() {
    for (log, quantile) in [(false, false), (true, false), (false, true)] {
        let mut chart = example(Kind::MapFilled);
        chart.spec.options.log = log;
        chart.spec.options.quantile = quantile;
        let scene = drawn(&chart, &Look::default(), 130, 40);
        let mut shades = Vec::new();
        for (rank, spot) in scene.spots.iter().enumerate() {
            assert_eq!(spot.cell, Some((0, rank)));
            let shape = shapes(&scene, rank).first().map(|path| path.fill.unwrap().ink.hue);
            if let Some(Hue::Ramp(shade)) = shape {
                shades.push(shade);
            } else {
                assert_eq!(spot.title.as_str(), "Singapore", "too small for a shape");
            }
        }
        assert_eq!(shades.len(), 15);
        assert!(shades.is_sorted_by(|a, b| a >= b), "{shades:?}");
        let without = scene
            .paths()
            .filter(|path| path.fill.is_some_and(|fill| fill.ink.hue == Hue::Missing));
        assert!(without.count() > 100);
        assert!(words(&scene).contains("no data"));
    }
}

#[test]
fn names_of_the_same_place_are_one_and_what_is_unknown_is_counted() {
    let rows = [
        ("US", "a", Some(10.0)),
        ("USA", "a", Some(20.0)),
        ("United States", "a", Some(60.0)),
        ("Atlantis", "a", Some(5.0)),
        ("DE", "a", Some(40.0)),
    ];
    for (fold, value) in [(Fold::Sum, "90"), (Fold::Mean, "30"), (Fold::Max, "60")] {
        let mut chart = named(Kind::MapFilled, &rows);
        chart.spec.y[0].fold = fold;
        let scene = drawn(&chart, &Look::default(), 100, 30);
        let spot = scene
            .spots
            .iter()
            .find(|spot| spot.title.as_str() == "United States")
            .unwrap();
        assert_eq!(spot.readings[0].value.as_str(), value);
        let texts = ["US", "USA", "United States"].map(|name| Value::Text(SafeText::new(name)));
        assert_eq!(spot.keys[0].test, Test::In(texts.to_vec()));
        assert_eq!(spot.keys[0].column, "Where");
        assert!(words(&scene).contains("1 place was not found: Atlantis"));
    }
}

#[test]
fn points_in_one_cell_are_a_figure_whose_keys_name_nobody_else() {
    let near = [(52.5, 13.4, 5.0), (52.51, 13.41, 7.0), (52.5, 13.41, 1.0)];
    let scene = drawn(&degrees(Kind::MapScatter, &near[..2]), &Look::default(), 100, 30);
    assert_eq!(markers(&scene)[0].0, "2");
    assert_eq!(scene.spots.len(), 1);
    assert_eq!(scene.spots[0].keys.len(), 2);
    assert!(words(&scene).contains("number of places in one spot"));
    // Zoomed in, a third place takes a crossing of the columns of the other two.
    let apart = [
        (52.5, 13.4, 5.0),
        (52.51, 13.41, 7.0),
        (-10.0, 20.0, 9.0),
        (52.5, 20.0, 1.0),
    ];
    let scene = drawn(&degrees(Kind::MapScatter, &apart), &Look::default(), 60, 20);
    let pair = scene
        .spots
        .iter()
        .find(|spot| spot.title.as_str() == "2 places")
        .unwrap();
    assert_eq!(pair.keys.len(), 2, "20° east is not one of its longitudes");
}

#[test]
fn a_density_is_greatest_where_the_weight_is_and_says_that_it_is_relative() {
    let chart = degrees(
        Kind::GeoHeatMap,
        &[(40.0, -100.0, 10.0), (0.0, 20.0, 3.0), (-25.0, 135.0, 0.0)],
    );
    let scene = drawn(&chart, &Look::default(), 120, 34);
    let view = view(&chart, &Look::default(), &scene);
    let top = scene.paths().filter(|path| {
        path.of.is_none()
            && path
                .fill
                .is_some_and(|fill| fill.ink.hue == Hue::Ramp(255) && fill.cover < 1.0)
    });
    let top: Vec<_> = top.collect();
    let at = view.at(Degrees::new(40.0, -100.0)).unwrap();
    assert_eq!(top.len(), 1);
    assert!(top[0].outline.bounds().unwrap().center().distance(at) < 2.0);
    assert!(words(&scene).contains("Relative density"));
    let few = example(Kind::MapFilled);
    let mut countries = few.clone();
    countries.spec.kind = Kind::GeoHeatMap;
    let scene = drawn(&countries, &Look::default(), 100, 30);
    assert!(words(&scene).contains("only countries are known"));
}

#[test]
fn too_little_room_for_a_map_is_said_and_gives_a_list() {
    for (kind, columns, rows) in [
        (Kind::MapPie, 80, 24),
        (Kind::MapBubblePie, 80, 24),
        (Kind::MapBubble, 30, 10),
        (Kind::MapFilled, 20, 12),
    ] {
        let scene = drawn(&example(kind), &Look::default(), columns, rows);
        let words = words(&scene);
        assert!(words.contains("United") && words.contains("4,200"), "{kind}: {words}");
        let note = SafeText::new("too small for a map, so a list");
        assert!(scene.notes.contains(&note));
    }
    let scene = drawn(&example(Kind::MapPie), &Look::default(), 80, 24);
    let bar = shapes(&scene, 0);
    assert_eq!(bar.len(), 3, "a bar of shares");
    let width: f64 = bar.iter().map(|path| path.outline.bounds().unwrap().width()).sum();
    assert!((bar[0].outline.bounds().unwrap().width() / width - 0.2).abs() < 0.02);
}

#[test]
fn what_has_no_value_is_hollow_and_what_cannot_be_drawn_is_said() {
    let scene = drawn(
        &named(
            Kind::MapBubble,
            &[
                ("DE", "a", Some(4.0)),
                ("FR", "a", None),
                ("IT", "a", Some(-3.0)),
                ("ES", "a", Some(0.0)),
            ],
        ),
        &Look::default(),
        100,
        30,
    );
    assert_eq!(markers(&scene).iter().filter(|(sign, ..)| sign == "○").count(), 3);
    assert!(words(&scene).contains("3 places have no value above 0"));
    for kind in KINDS {
        let said = |chart: &Chart| words(&drawn(chart, &Look::default(), 110, 34));
        assert!(said(&named(kind, &[])).contains("no rows"), "{kind}");
        assert!(
            said(&named(kind, &[("Atlantis", "a", Some(1.0))])).contains("None of these places"),
            "{kind}"
        );
        let mut chart = named(kind, &[("DE", "a", Some(1.0))]);
        chart.spec.place = None;
        assert!(said(&chart).contains("needs a column"), "{kind}");
        let mut chart = named(kind, &[("DE", "a", Some(1.0))]);
        chart.spec.y = vec![Layer::of("other")];
        assert!(said(&chart).contains("no column “other”"), "{kind}");
    }
    let none = named(Kind::MapFilled, &[("DE", "a", None)]);
    assert!(words(&drawn(&none, &Look::default(), 100, 30)).contains("has a value"));
}

#[test]
fn ten_thousand_places_are_bounded_work() {
    let rows: Vec<_> = (0..10_000u16)
        .map(|row| {
            (
                f64::from(row % 140) - 56.0,
                f64::from(row % 360) - 180.0 + f64::from(row) / 1e5,
                f64::from(row),
            )
        })
        .collect();
    for kind in [Kind::MapScatter, Kind::MapBubble, Kind::GeoHeatMap] {
        let scene = drawn(&degrees(kind, &rows), &Look::default(), 100, 30);
        assert!(!scene.spots.is_empty(), "{kind}");
    }
}

fn strange() -> impl Strategy<Value = f64> {
    prop_oneof![
        -200.0..200.0f64,
        Just(0.0),
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(f64::MAX),
        Just(f64::MIN),
        Just(1e-300)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_panics_and_all_stays_inside(
        rows in proptest::collection::vec((strange(), strange(), strange()), 0..24),
        names in proptest::collection::vec((prop_oneof![
            Just("US".to_owned()), Just("Berlin".to_owned()), Just("en".to_owned()), "\\PC{0,9}"
        ], strange()), 0..24),
        columns in 0u16..140, lines in 0u16..45,
        window in proptest::option::of((strange(), strange())),
        compact: bool, quantile: bool, log: bool,
    ) {
        let look = Look { window, window_up: window, compact, ..Look::default() };
        for kind in KINDS {
            let names: Vec<_> = names.iter().map(|(name, value)| (name.as_str(), "x", Some(*value))).collect();
            for mut chart in [degrees(kind, &rows), named(kind, &names)] {
                chart.spec.options.quantile = quantile;
                chart.spec.options.log = log;
                let scene = drawn(&chart, &look, columns, lines);
                let all = scene.size.area();
                for path in scene.paths() {
                    prop_assert!(path.outline.is_finite());
                }
                for text in scene.texts() {
                    prop_assert!(text.at.y >= 0.0 && text.at.y <= all.bottom, "{kind} {text:?}");
                }
                for mark in &scene.marks {
                    if let crate::chart::scene::Mark::Path(path) = mark {
                        prop_assert!(path.of.is_none_or(|of| of < scene.spots.len()));
                    }
                }
            }
        }
    }
}
