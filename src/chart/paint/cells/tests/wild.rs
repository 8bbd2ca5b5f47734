//! Scenes that nobody would draw: any marks anywhere, at every size and place, in every manner.

use proptest::prelude::*;
use ratatui::buffer::Cell;

use super::*;
use crate::chart::geometry::{Area, Segment};
use crate::chart::scene::{Guide, Spot};
use crate::text::display_width;

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        8 => -100.0..600.0f64,
        2 => (0..40u8).prop_map(|cell| f64::from(cell) * 8.0),
        1 => prop::sample::select(vec![
            f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, 1e9, -1e9, f64::MIN_POSITIVE, -0.0,
        ]),
    ]
}

fn point() -> impl Strategy<Value = Point> {
    (number(), number()).prop_map(|(x, y)| Point::new(x, y))
}

fn area() -> impl Strategy<Value = Area> {
    (number(), number(), number(), number()).prop_map(|(left, top, right, bottom)| Area::new(left, top, right, bottom))
}

fn ink() -> impl Strategy<Value = Ink> {
    let hue = prop_oneof![
        any::<u8>().prop_map(Hue::Series),
        any::<u8>().prop_map(Hue::Ramp),
        prop::sample::select(vec![
            Hue::Ground,
            Hue::Text,
            Hue::Strong,
            Hue::Dim,
            Hue::Faint,
            Hue::Rule,
            Hue::Accent,
            Hue::Good,
            Hue::Warn,
            Hue::Bad,
            Hue::Other,
            Hue::Missing,
            Hue::Land,
            Hue::Contrast,
        ]),
    ];
    (hue, any::<u8>()).prop_map(|(hue, strength)| Ink { hue, strength })
}

fn outline() -> impl Strategy<Value = Outline> {
    let segment = prop_oneof![
        point().prop_map(Segment::Move),
        point().prop_map(Segment::Line),
        (point(), point(), point()).prop_map(|(a, b, c)| Segment::Cubic(a, b, c)),
        Just(Segment::Close),
    ];
    prop_oneof![
        area().prop_map(Outline::Rect),
        prop::collection::vec(segment, 0..8).prop_map(Outline::Path),
        (point(), 0.0..90.0f64).prop_map(|(center, radius)| Outline::circle(center, radius)),
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        "\\PC{0,8}",
        prop::sample::select(vec![
            "日本語",
            "👩‍👩‍👧‍👦",
            "e\u{301}\u{301}",
            "\u{202e}abc",
            "\u{1b}[31m",
            "■",
            "1,234.5",
            "—",
            "النص",
            "🇩🇪🇫🇷",
            "\u{0}"
        ])
        .prop_map(str::to_owned),
    ]
}

fn mark() -> impl Strategy<Value = Mark> {
    let of = prop::option::of(0..4usize);
    let path = (
        outline(),
        prop::option::of((ink(), prop::option::of(ink()), prop_oneof![Just(1.0), number()])),
        prop::option::of((ink(), number(), any::<bool>())),
        of.clone(),
    )
        .prop_map(|(outline, fill, stroke, of)| {
            Mark::Path(PathMark {
                outline,
                fill: fill.map(|(ink, to, cover)| Fill { ink, to, cover }),
                stroke: stroke.map(|(ink, width, dashed)| Stroke { ink, width, dashed }),
                of,
            })
        });
    let rule = (point(), point(), ink(), any::<bool>(), any::<bool>()).prop_map(|(from, to, ink, dashed, over)| {
        Mark::Rule(RuleMark {
            from,
            to,
            ink,
            dashed,
            over,
        })
    });
    let anchor = prop::sample::select(vec![Anchor::Start, Anchor::Middle, Anchor::End]);
    let part = prop::sample::select(vec![Part::Legend, Part::Label, Part::Marker]);
    let text = (point(), anchor, words(), ink(), any::<bool>(), 0..6u16, part, of).prop_map(
        |(at, anchor, words, ink, bold, rows, part, of)| {
            Mark::Text(TextMark {
                at,
                anchor,
                text: SafeText::new(words),
                ink,
                bold,
                rows,
                part,
                of,
            })
        },
    );
    prop_oneof![4 => path, 2 => rule, 3 => text]
}

fn spot() -> impl Strategy<Value = Spot> {
    let guide = prop_oneof![
        Just(Guide::Marks),
        area().prop_map(Guide::Upright),
        area().prop_map(Guide::Level),
        area().prop_map(Guide::Frame),
    ];
    (point(), guide, prop::collection::vec(0..9usize, 0..3)).prop_map(|(at, guide, related)| Spot {
        at,
        area: Area::default(),
        cell: None,
        guide,
        title: SafeText::default(),
        readings: Vec::new(),
        keys: Vec::new(),
        inner: Vec::new(),
        related,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_painted_outside_and_nothing_panics(
        (columns, rows) in (0..40u16, 0..16u16),
        marks in prop::collection::vec(mark(), 0..12),
        spots in prop::collection::vec(spot(), 0..4),
        fades in any::<bool>(),
        focus in prop::option::of(0..6usize),
        at in prop_oneof![4 => (0..30u16, 0..12u16), 1 => Just((u16::MAX, 3)), 1 => Just((2, u16::MAX))],
        area in (0..6u16, 0..6u16, 0..50u16, 0..20u16),
        glyphs in prop::sample::select(GLYPHS.to_vec()),
        depth in prop::sample::select(DEPTHS.to_vec()),
        light in any::<bool>(),
    ) {
        let manner = Manner { glyphs, depth };
        let palette = if light { Palette::light() } else { Palette::dark() };
        let scene = Scene { marks, spots, fades, ..Scene::new(Size::new(columns, rows)) };
        let area = Rect::new(area.0, area.1, area.2, area.3);
        let mut buffer = Buffer::filled(area, Cell::new("~"));
        Cells::default().paint(&scene, focus, &palette, manner, &mut buffer, at);
        prop_assert_eq!(buffer.area, area);
        for (index, cell) in buffer.content.iter().enumerate() {
            let (x, y) = buffer.pos_of(index);
            let inside = x >= at.0 && y >= at.1 && x - at.0 < columns && y - at.1 < rows;
            if !inside {
                prop_assert_eq!(cell, &Cell::new("~"));
            }
            if glyphs == Glyphs::Ascii {
                prop_assert!(cell.symbol().is_ascii(), "{}", cell.symbol());
            }
            let width = display_width(cell.symbol()) as u16;
            prop_assert!((1..=2).contains(&width), "{:?}", cell.symbol());
            if width == 2 {
                let right = area.right().min(at.0.saturating_add(columns));
                prop_assert!(x + 2 <= right);
                prop_assert_eq!(buffer[(x + 1, y)].symbol(), " ");
            }
        }
    }
}

#[test]
fn every_small_size_is_painted_in_every_manner() {
    let mut cells = Cells::default();
    for columns in 0..12 {
        for rows in 0..6 {
            let picture = scene(
                columns,
                rows,
                vec![
                    filled(Outline::circle(Point::new(20.0, 30.0), 18.0), Hue::Series(0)),
                    stroked(&[(0.0, 0.0), (99.0, 77.0)], Hue::Series(1)),
                    rule((0.0, 16.0), (99.0, 16.0)),
                    Mark::Text(written("日本 words", 8.0, 24.0)),
                ],
            );
            for manner in manners() {
                let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
                cells.paint(&picture, None, &Palette::dark(), manner, &mut buffer, (0, 0));
            }
        }
    }
}
