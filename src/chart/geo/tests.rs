use proptest::prelude::*;

use super::miller::{Degrees, Flat};
use super::places::Places;
use super::*;
use crate::chart::geometry::{Area, Outline, Point, Segment};
use crate::chart::spec::Region;

const REGIONS: [Region; 7] = [
    Region::World,
    Region::Europe,
    Region::Asia,
    Region::Africa,
    Region::NorthAmerica,
    Region::SouthAmerica,
    Region::Oceania,
];

/// Whether a point is inside an outline of straight lines, by the non-zero rule.
fn holds(outline: &Outline, at: Point) -> bool {
    let Outline::Path(segments) = outline else { return false };
    let mut rings: Vec<Vec<Point>> = Vec::new();
    for segment in segments {
        match segment {
            Segment::Move(to) => rings.push(vec![*to]),
            Segment::Line(to) => rings.last_mut().unwrap().push(*to),
            Segment::Cubic(..) => panic!("a border is straight"),
            Segment::Close => {}
        }
    }
    let mut turns = 0;
    for ring in rings {
        for (index, a) in ring.iter().enumerate() {
            let b = ring[(index + 1) % ring.len()];
            if (a.y <= at.y) != (b.y <= at.y) && a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x) > at.x {
                turns += if b.y > a.y { 1 } else { -1 };
            }
        }
    }
    turns != 0
}

fn world() -> View {
    View::new(Region::World, None, None, Area::cells(0, 0, 200, 60))
}

#[test]
fn the_embedded_tables_and_shapes_are_all_read() {
    assert_eq!(countries::countries().len(), 250);
    assert!(countries::countries().is_sorted_by_key(|country| country.alpha2));
    assert_eq!(atlas().shapes.len(), 176);
    let nameless = atlas().shapes.iter().filter(|shape| shape.country.is_none()).count();
    assert_eq!(nameless, 2, "Northern Cyprus and Somaliland have no code");
}

#[test]
fn every_country_holds_the_point_that_stands_for_it() {
    let view = world();
    let outlines = Outlines::new(atlas(), &view);
    let mut seen = 0;
    for shape in &atlas().shapes {
        let Some(country) = shape.country else { continue };
        let (Some(outline), Some(at)) = (outlines.of(shape), view.at(country.at)) else {
            panic!("{} is not on the map", country.name);
        };
        assert!(holds(&outline, at), "{} does not hold its point", country.name);
        seen += 1;
    }
    assert_eq!(seen, 174);
}

#[test]
fn nothing_smears_across_the_map_nor_leaves_it() {
    let view = world();
    let outlines = Outlines::new(atlas(), &view);
    for shape in &atlas().shapes {
        let Some(Outline::Path(segments)) = outlines.of(shape) else {
            continue;
        };
        let mut last = Point::default();
        for segment in segments {
            match segment {
                Segment::Move(to) => last = to,
                Segment::Line(to) => {
                    let name = shape.country.map_or("", |country| country.name);
                    let edge = |x: f64| (x - view.area.left).abs() < 1e-6 || (x - view.area.right).abs() < 1e-6;
                    assert!(
                        (to.x - last.x).abs() < view.area.width() / 12.0 || edge(to.x) && edge(last.x),
                        "{name}"
                    );
                    assert!(
                        to.x >= view.area.left - 1e-6 && to.x <= view.area.right + 1e-6,
                        "{name}"
                    );
                    assert!(
                        to.y >= view.area.top - 1e-6 && to.y <= view.area.bottom + 1e-6,
                        "{name}"
                    );
                    last = to;
                }
                _ => {}
            }
        }
    }
}

#[test]
fn russia_and_fiji_are_whole_on_both_sides_of_their_meridian() {
    let view = world();
    let outlines = Outlines::new(atlas(), &view);
    let of = |code: &str| {
        let shape = atlas()
            .shapes
            .iter()
            .find(|shape| shape.country.is_some_and(|country| country.alpha2 == code));
        outlines.of(shape.unwrap()).unwrap()
    };
    for (code, latitude, longitude) in [
        ("RU", 66.5, -175.0),
        ("RU", 66.5, 178.0),
        ("RU", 55.8, 38.0),
        ("FJ", -17.8, 178.0),
        ("US", 65.0, -155.0),
        ("US", 40.0, -100.0),
        ("FR", 46.6, 2.3),
        ("FR", 4.0, -53.0),
    ] {
        let at = view.at(Degrees::new(latitude, longitude)).unwrap();
        assert!(holds(&of(code), at), "{code} at {latitude} {longitude}");
    }
    // Lesotho is a hole in South Africa, and the Atlantic is nobody's.
    let lesotho = view.at(Degrees::new(-29.6, 28.2)).unwrap();
    assert!(!holds(&of("ZA"), lesotho) && holds(&of("LS"), lesotho));
    let sea = view.at(Degrees::new(30.0, -40.0)).unwrap();
    let all = atlas().shapes.iter().filter_map(|shape| outlines.of(shape));
    assert!(all.into_iter().all(|outline| !holds(&outline, sea)));
}

#[test]
fn places_are_found_by_all_the_ways_people_name_them() {
    for (name, found) in [
        ("DE", "Germany"),
        ("DEU", "Germany"),
        ("276", "Germany"),
        ("8", "Albania"),
        ("de-AT", "Austria"),
        ("de", "Germany"),
        ("en_GB", "United Kingdom"),
        ("en-us", "United States"),
        ("zh-Hant-TW", "Taiwan"),
        ("zh-Hans", "China"),
        ("USA", "United States"),
        ("United States of America", "United States"),
        ("the united states", "United States"),
        ("UK", "United Kingdom"),
        ("Great Britain", "United Kingdom"),
        ("South Korea", "South Korea"),
        ("Korea, Republic of", "South Korea"),
        ("Korea", "South Korea"),
        ("Czech Republic", "Czechia"),
        ("Türkiye", "Türkiye"),
        ("Turkey", "Türkiye"),
        ("Cote d'Ivoire", "Côte d’Ivoire"),
        ("Côte d’Ivoire", "Côte d’Ivoire"),
        ("Bosnia and Herzegovina", "Bosnia & Herzegovina"),
        ("St Lucia", "Saint Lucia"),
        ("Viet Nam", "Vietnam"),
        ("Singapore", "Singapore"),
        ("Malta", "Malta"),
        ("Hong Kong", "Hong Kong"),
        ("XK", "Kosovo"),
        ("+49 30 123456", "Germany"),
        ("0043 1 234", "Austria"),
        ("+1 (415) 555-0100", "United States"),
        ("+1 416 555 0100", "Canada"),
        ("+1 876 555 0100", "Jamaica"),
        ("+7 495 123", "Russia"),
        ("+7 727 123", "Kazakhstan"),
        ("+44 20 7946 0000", "United Kingdom"),
        ("+44 1534 000", "Jersey"),
        ("Munich", "Munich"),
        ("München", "Munich"),
        ("SAO PAULO", "São Paulo"),
        ("Berlin, Germany", "Berlin"),
        ("Springfield, USA", "United States"),
        ("Austin, TX", "Austin"),
        ("New York", "New York"),
        ("Mexico City", "Mexico City"),
    ] {
        let place = Places::default().find(name);
        assert_eq!(place.map(|place| place.name), Some(found), "{name}");
    }
    for name in [
        "", "   ", "Atlantis", "+", "+999", "unknown", "-", "N/A", "🌍", "ZZ", "a,b", "x-y",
    ] {
        assert!(Places::default().find(name).is_none(), "{name}");
    }
}

#[test]
fn two_small_letters_are_what_the_rest_of_their_column_is() {
    let languages = Places::of(["en", "sv", "ja", "de"]);
    let countries = Places::of(["us", "sv", "gb", "de"]);
    let name = |places: Places, code| places.find(code).unwrap().name;
    assert_eq!(name(languages, "sv"), "Sweden");
    assert_eq!(name(countries, "sv"), "El Salvador");
    assert_eq!(name(languages, "SV"), "El Salvador");
    assert!(languages.find("en").unwrap().guess && !languages.find("de").unwrap().guess);
    assert_eq!(name(languages, "en"), "United States");
}

#[test]
fn a_zoom_shows_its_middle_and_keeps_the_proportions() {
    let room = Area::cells(0, 0, 100, 30);
    let whole = View::new(Region::World, None, None, room);
    let zoomed = View::new(Region::World, Some((0.4, 0.6)), Some((0.6, 0.9)), room);
    let middle = Point::new(
        whole.area.left + whole.area.width() / 2.0,
        whole.area.bottom - whole.area.height() * 0.75,
    );
    let there = zoomed.at(whole.degrees(middle)).unwrap();
    assert!(there.distance(zoomed.area.center()) < 1e-6, "{there:?}");
    assert!(zoomed.unit() < whole.unit() / 3.0);
    assert!(zoomed.area.width() <= room.width() + 1e-9 && zoomed.area.height() <= room.height() + 1e-9);
    for window in [(f64::NAN, 1.0), (0.7, 0.7), (5.0, -3.0), (1.0, 1.0)] {
        let view = View::new(Region::Asia, Some(window), Some(window), room);
        assert!(view.unit().is_finite() && !view.area.is_empty(), "{window:?}");
    }
}

#[test]
fn projecting_and_back_is_the_same_place() {
    let at = Degrees::new(52.5, 13.4).flat();
    assert!(
        (at.along - 0.233_874).abs() < 1e-5 && (at.up - 1.0151).abs() < 2e-2,
        "{at:?}"
    );
    assert_eq!(Degrees::new(0.0, 0.0).flat().along, Flat::default().along);
}

proptest! {
    #[test]
    fn places_on_a_map_lead_back_to_their_degrees(
        latitude in -57.0..83.0f64, longitude in -180.0..180.0f64,
        region in proptest::sample::select(REGIONS.to_vec()),
        columns in 1u16..220, rows in 1u16..70,
    ) {
        let view = View::new(region, None, None, Area::cells(3, 2, columns, rows));
        if let Some(at) = view.at(Degrees::new(latitude, longitude)) {
            let back = view.degrees(at);
            prop_assert!((back.latitude - latitude).abs() < 1e-6, "{back:?}");
            prop_assert!((back.longitude - longitude + 540.0).rem_euclid(360.0) - 180.0 < 1e-6, "{back:?}");
        } else {
            prop_assert!(region != Region::World);
        }
    }

    #[test]
    fn any_name_is_found_or_not_without_harm(name in "\\PC{0,24}") {
        let _ = Places::of([name.as_str()]).find(&name);
    }
}
