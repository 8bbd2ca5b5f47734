use proptest::prelude::*;
use resvg::usvg::{Options, Tree, roxmltree};

use super::under::{Ground, contrast, holds};
use super::*;
use crate::chart::geometry::Size;
use crate::chart::scene::{Anchor, Fill, Guide, Hue, Reading, Stroke};

fn scene(marks: Vec<Mark>) -> Scene {
    Scene {
        marks,
        ..Scene::new(Size::new(40, 10))
    }
}

fn text(words: &str, ink: Ink, at: Point) -> Mark {
    Mark::Text(TextMark {
        at,
        anchor: Anchor::Start,
        text: SafeText::new(words),
        ink,
        bold: false,
        rows: 1,
        part: Part::Label,
        of: None,
    })
}

fn filled(outline: Outline, fill: Fill) -> Mark {
    Mark::Path(PathMark {
        outline,
        fill: Some(fill),
        stroke: None,
        of: None,
    })
}

fn spot(title: &str, reading: &str) -> Spot {
    Spot {
        at: Point::new(4.0, 8.0),
        area: Area::new(0.0, 0.0, 8.0, 16.0),
        cell: None,
        guide: Guide::Marks,
        title: SafeText::new(title),
        readings: vec![Reading {
            label: SafeText::new("count"),
            value: SafeText::new(reading),
            ink: None,
        }],
        keys: Vec::new(),
        inner: Vec::new(),
        related: Vec::new(),
    }
}

#[test]
fn a_hostile_text_stays_a_text() {
    let words = "</text><script>alert(1)</script>&amp;\"' onload='x' ]]> \u{1b}[31m";
    let mut scene = scene(vec![text(words, Ink::of(Hue::Text), Point::new(8.0, 8.0))]);
    scene.spots = vec![spot(words, words)];
    scene.notes = vec![SafeText::new(words)];
    let document = svg(&scene, &Palette::dark());
    let tree = roxmltree::Document::parse(&document).unwrap();
    assert!(tree.descendants().all(|node| !node.has_tag_name("script")));
    let found = tree.descendants().find(|node| node.has_tag_name("text")).unwrap();
    assert_eq!(found.text(), Some(SafeText::new(words).as_str()));
    assert!(tree.descendants().all(|node| node.attribute("onload").is_none()));
}

#[test]
fn marks_of_a_spot_share_its_readings_and_a_bare_spot_has_an_area() {
    let mark = |of| {
        Mark::Path(PathMark {
            outline: Outline::Rect(Area::cells(1, 1, 2, 2)),
            fill: Some(Fill::solid(Ink::of(Hue::Series(0)))),
            stroke: None,
            of,
        })
    };
    let mut scene = scene(vec![mark(Some(0)), mark(Some(0)), mark(None), mark(Some(7))]);
    scene.spots = vec![spot("Email", "2,630"), spot("Phone", "702")];
    let document = svg(&scene, &Palette::light());
    let tree = roxmltree::Document::parse(&document).unwrap();
    let titles: Vec<_> = tree.descendants().filter(|node| node.has_tag_name("title")).collect();
    assert_eq!(titles[0].text(), Some("Email\ncount: 2,630"));
    assert_eq!(
        titles[0]
            .parent()
            .unwrap()
            .children()
            .filter(|node| node.has_tag_name("rect"))
            .count(),
        2
    );
    assert_eq!(titles[1].text(), Some("Phone\ncount: 702"));
    assert_eq!(titles[1].parent().unwrap().attribute("pointer-events"), Some("all"));
    assert_eq!(titles.len(), 2);
}

#[test]
fn a_gradient_is_written_once_for_all_that_use_it() {
    let fill = Fill {
        to: Some(Ink::of(Hue::Bad)),
        cover: 0.4,
        ..Fill::solid(Ink::of(Hue::Good))
    };
    let document = svg(
        &scene(vec![
            filled(Outline::circle(Point::new(50.0, 50.0), 20.0), fill),
            filled(Outline::circle(Point::new(90.0, 50.0), 20.0), fill),
        ]),
        &Palette::dark(),
    );
    assert_eq!(document.matches("<linearGradient").count(), 1);
    assert_eq!(document.matches("url(#g0)").count(), 2);
    assert_eq!(document.matches("fill-opacity=\"0.4\"").count(), 2);
}

#[test]
fn rules_are_one_crisp_pixel_inside_the_picture() {
    let rule = |from, to| {
        Mark::Rule(RuleMark {
            from,
            to,
            ink: Ink::of(Hue::Rule),
            dashed: false,
            over: false,
        })
    };
    let document = svg(
        &scene(vec![
            rule(Point::new(0.0, 160.0), Point::new(320.0, 160.0)),
            rule(Point::new(4.0, 0.0), Point::new(4.0, 160.0)),
            rule(Point::new(0.0, 32.0), Point::new(320.0, 32.0)),
        ]),
        &Palette::dark(),
    );
    for path in ["M0 159.5L320 159.5", "M4.5 0L4.5 160", "M0 32.5L320 32.5"] {
        assert!(document.contains(path), "{path}: {document}");
    }
}

#[test]
fn a_contrast_text_reads_on_what_is_topmost_under_it() {
    for palette in [Palette::dark(), Palette::light()] {
        for hue in [Hue::Series(2), Hue::Ramp(0), Hue::Ramp(255), Hue::Ground, Hue::Accent] {
            let scene = scene(vec![
                filled(
                    Outline::Rect(Area::cells(0, 0, 40, 10)),
                    Fill::solid(Ink::of(Hue::Text)),
                ),
                filled(
                    Outline::circle(Point::new(100.0, 80.0), 60.0),
                    Fill::solid(Ink::of(hue)),
                ),
                text("42", Ink::of(Hue::Contrast), Point::new(92.0, 80.0)),
            ]);
            let ground = Ground::of(&scene, &palette);
            let under = palette.rgb(Ink::of(hue));
            assert_eq!(ground.at(Point::new(100.0, 80.0)), under);
            assert_eq!(ground.at(Point::new(300.0, 80.0)), palette.rgb(Ink::of(Hue::Text)));
            let colour = ground.text_colour(scene.texts().next().unwrap());
            assert!(contrast(colour, under) >= 4.0, "{hue:?}: {colour:?} on {under:?}");
        }
    }
}

#[test]
fn a_ring_holds_its_band_and_not_its_hole() {
    let ring = Outline::ring(Point::new(50.0, 50.0), 20.0, 40.0, 0.0, std::f64::consts::TAU);
    for (point, inside) in [
        (Point::new(50.0, 50.0), false),
        (Point::new(50.0, 20.0), true),
        (Point::new(80.0, 50.0), true),
        (Point::new(50.0, 5.0), false),
        (Point::new(79.0, 79.0), false),
    ] {
        assert_eq!(holds(&ring, point), inside, "{point:?}");
    }
}

#[test]
fn numbers_are_short_and_bounded() {
    for (units, written) in [
        (1.0, "1"),
        (-0.5, "-0.5"),
        (2.345, "2.35"),
        (3.05, "3.05"),
        (-0.001, "0"),
        (f64::NAN, "0"),
        (1e300, "1000000"),
    ] {
        assert_eq!(Length(units).to_string(), written);
    }
}

fn ink() -> impl Strategy<Value = Ink> {
    let hue = prop_oneof![
        Just(Hue::Contrast),
        Just(Hue::Text),
        any::<u8>().prop_map(Hue::Ramp),
        any::<u8>().prop_map(Hue::Series)
    ];
    (hue, any::<u8>()).prop_map(|(hue, strength)| Ink { hue, strength })
}

fn point() -> impl Strategy<Value = Point> {
    let unit = prop_oneof![-50.0..400.0, Just(f64::MAX), Just(0.0)];
    (unit.clone(), unit).prop_map(|(x, y)| Point::new(x, y))
}

fn mark() -> impl Strategy<Value = Mark> {
    let fill = proptest::option::of(
        (ink(), proptest::option::of(ink()), -0.5..1.5).prop_map(|(ink, to, cover)| Fill { ink, to, cover }),
    );
    let stroke = proptest::option::of(
        (ink(), -1.0..90.0, any::<bool>()).prop_map(|(ink, width, dashed)| Stroke { ink, width, dashed }),
    );
    let outline = prop_oneof![
        (point(), point()).prop_map(|(a, b)| Outline::Rect(Area::new(a.x, a.y, b.x, b.y))),
        (point(), -5.0..90.0).prop_map(|(center, radius): (Point, f64)| Outline::circle(center, radius)),
        (proptest::collection::vec(point(), 0..6), any::<bool>())
            .prop_map(|(line, closed)| Outline::line(line, closed)),
    ];
    let of = proptest::option::of(0usize..4);
    prop_oneof![
        (outline, fill, stroke, of.clone()).prop_map(|(outline, fill, stroke, of)| Mark::Path(PathMark {
            outline,
            fill,
            stroke,
            of
        })),
        (point(), point(), ink(), any::<bool>()).prop_map(|(from, to, ink, dashed)| Mark::Rule(RuleMark {
            from,
            to,
            ink,
            dashed,
            over: dashed
        })),
        (".{0,12}", point(), ink(), 0u16..4, of).prop_map(|(words, at, ink, rows, of)| Mark::Text(TextMark {
            at,
            anchor: Anchor::Middle,
            text: SafeText::new(words),
            ink,
            bold: rows == 2,
            rows,
            part: Part::Title,
            of,
        })),
    ]
}

proptest! {
    #[test]
    fn every_scene_is_a_document_that_readers_take(marks in proptest::collection::vec(mark(), 0..12)) {
        let mut scene = scene(marks);
        scene.spots = vec![spot("a < b", "&"), spot("", "")];
        let document = svg(&scene, &Palette::dark());
        let tree = Tree::from_str(&document, &Options::default()).unwrap();
        prop_assert!((tree.size().width() - 320.0).abs() < 0.01 && (tree.size().height() - 160.0).abs() < 0.01);
    }
}
