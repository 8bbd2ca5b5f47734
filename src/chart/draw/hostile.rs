//! Kinds that divide a whole, with data and in rooms they were not made for: nothing panics, nothing leaves the scene.

use crate::chart::decode::cells;
use crate::chart::frame::{Column, Frame, Unit};
use crate::chart::geometry::Size;
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::Scene;
use crate::chart::spec::{Channel, Chart, Layer, Spec};
use crate::chart::{draw, example};

const KINDS: [Kind; 7] = [
    Kind::Pie,
    Kind::Doughnut,
    Kind::TreeMap,
    Kind::Sankey,
    Kind::Sunburst,
    Kind::PackedBubble,
    Kind::WordCloud,
];

fn check(scene: &Scene, what: &str) {
    let (columns, rows) = (usize::from(scene.size.columns), usize::from(scene.size.rows));
    for text in scene.texts().filter(|text| text.rows == 1) {
        let (_, to, row) = cells(text);
        assert!(
            to <= columns && row < rows,
            "{what}: {:?} leaves {columns}×{rows}",
            text.text
        );
    }
    for path in scene.paths() {
        assert!(path.outline.is_finite(), "{what}");
        assert!(path.of.is_none_or(|of| of < scene.spots.len()), "{what}");
    }
}

fn chart(kind: Kind, rows: &[(&str, &str, Option<f64>)]) -> Chart {
    let mut spec = Spec::new(kind, "Title");
    spec.x = Some(Channel::of("a"));
    spec.text = Some(Channel::of("a"));
    spec.levels = vec![Channel::of("a"), Channel::of("b")];
    spec.y = vec![Layer::of("n")];
    let frame = Frame::try_from(vec![
        Column::texts("a", rows.iter().map(|row| Some(row.0))),
        Column::texts("b", rows.iter().map(|row| Some(row.1))),
        Column::numbers("n", Unit::Number, rows.iter().map(|row| row.2)),
    ]);
    Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    }
}

#[test]
fn every_size() {
    for kind in KINDS {
        for icicle in [false, kind == Kind::Sunburst] {
            let mut chart = example(kind);
            chart.spec.options.icicle = icicle;
            for columns in (0..=60).step_by(4).chain([100, 200]) {
                for rows in (0..=30).step_by(3).chain([60]) {
                    let scene = draw(&chart, &Look::default(), Size::new(columns, rows));
                    check(&scene, &format!("{kind:?} {columns}×{rows}"));
                }
            }
        }
    }
}

#[test]
fn every_kind_of_value_and_name() {
    let rooms = [Size::new(100, 30), Size::new(24, 8), Size::new(5, 3)];
    let names = [
        "",
        "日本語の長い名前です",
        "👩‍👩‍👧‍👦",
        "\u{202e}evil\x1b[31m",
        "Other",
        "All",
        "a very long name indeed that goes on and on",
    ];
    let values = [
        Some(f64::MAX),
        Some(f64::MIN_POSITIVE),
        Some(1e-300),
        Some(-1e300),
        Some(f64::NAN),
        Some(f64::INFINITY),
        Some(0.0),
        None,
        Some(7.0),
    ];
    for kind in KINDS {
        for first in 0..values.len() {
            for count in [1, 2, 7, 20] {
                let rows = (0..count).map(|row| {
                    let value = values[(first + row) % values.len()];
                    (names[row % names.len()], names[row * 3 % names.len()], value)
                });
                let rows: Vec<_> = rows.collect();
                for room in rooms {
                    check(
                        &draw(&chart(kind, &rows), &Look::default(), room),
                        &format!("{kind:?} {first} {count}"),
                    );
                }
            }
        }
        let chart = Chart {
            spec: Spec::new(kind, ""),
            frame: Frame::default(),
            parts: Vec::new(),
        };
        let scene = draw(&chart, &Look::default(), Size::new(60, 12));
        assert!(scene.texts().count() > 0, "{kind:?} says nothing");
    }
}
