use crate::chart::decode::{corners, series_of, upward};
use crate::chart::draw::draw;
use crate::chart::example::example;
use crate::chart::frame::{Column, Frame, Unit};
use crate::chart::geometry::{Outline, Size};
use crate::chart::kind::Kind;
use crate::chart::look::Look;
use crate::chart::scene::{Hue, Mark, Part, PathMark, Scene};
use crate::chart::spec::{Channel, Chart, Layer, LayerMark, Side, Spec};

const KINDS: [Kind; 7] = [
    Kind::BarLine,
    Kind::BarBubble,
    Kind::BarScatter,
    Kind::BarArea,
    Kind::AreaBubble,
    Kind::LineBubble,
    Kind::Combination,
];

/// Whether a path is the rim around a bubble.
fn is_rim(path: &PathMark) -> bool {
    path.fill.is_some_and(|fill| fill.ink.hue == Hue::Ground)
}

/// Which mark a path of a combination is.
fn mark(path: &PathMark) -> LayerMark {
    match (&path.outline, path.fill, path.of) {
        (Outline::Rect(_), ..) => LayerMark::Bar,
        (Outline::Path(_), Some(_), Some(_)) => LayerMark::Bubble,
        (Outline::Path(_), Some(_), None) => LayerMark::Area,
        _ => LayerMark::Line,
    }
}

/// Every value that a scene shows: series, place and what the axis of its side says.
fn values(chart: &Chart, scene: &Scene) -> Vec<(String, usize, f64)> {
    let (left, right) = (upward(scene, false), upward(scene, true));
    let read = |name: &str, y: f64| {
        let layer = chart.spec.y.iter().find(|layer| layer.channel.column == name).unwrap();
        if layer.side == Side::Left { left(y) } else { right(y) }
    };
    let mut found = Vec::new();
    for one in &scene.marks {
        match one {
            Mark::Path(path) if is_rim(path) => {}
            Mark::Path(path) => {
                let ink = path.stroke.filter(|_| path.fill.is_none()).map(|stroke| stroke.ink);
                let name = series_of(scene, ink.or(path.fill.map(|fill| fill.ink)).unwrap());
                match mark(path) {
                    LayerMark::Bar => found.push((name.clone(), path.of.unwrap(), read(&name, corners(path)[0].y))),
                    LayerMark::Bubble => {
                        let center = path.outline.bounds().unwrap().center();
                        found.push((name.clone(), path.of.unwrap(), read(&name, center.y)));
                    }
                    _ => {
                        for (place, point) in corners(path).iter().enumerate().take(scene.spots.len()) {
                            found.push((name.clone(), place, read(&name, point.y)));
                        }
                    }
                }
            }
            Mark::Text(text) if text.part == Part::Marker => {
                let name = series_of(scene, text.ink);
                found.push((name.clone(), text.of.unwrap(), read(&name, text.at.y)));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn every_mark_lies_at_its_value_on_its_axis() {
    for kind in KINDS {
        let chart = example(kind);
        let scene = draw(&chart, &Look::default(), Size::new(110, 32));
        let found = values(&chart, &scene);
        for layer in &chart.spec.y {
            let name = &layer.channel.column;
            for place in 0..scene.spots.len() {
                let value = chart.frame.column(name).unwrap().number(place).unwrap();
                let here: Vec<_> = found.iter().filter(|(of, at, _)| of == name && *at == place).collect();
                assert!(!here.is_empty(), "{kind}: {name} {place}");
                for (_, _, drawn) in here {
                    assert!(
                        (drawn - value).abs() < value * 0.001 + 0.01,
                        "{kind} {name}: {drawn} for {value}"
                    );
                }
            }
        }
    }
}

#[test]
fn areas_lie_behind_bars_and_these_behind_lines_and_bubbles() {
    let order = |mark: LayerMark| {
        [LayerMark::Area, LayerMark::Bar, LayerMark::Line, LayerMark::Bubble]
            .iter()
            .position(|one| *one == mark)
    };
    for kind in KINDS {
        let scene = draw(&example(kind), &Look::default(), Size::new(110, 32));
        let filled: Vec<_> = scene
            .paths()
            .filter(|path| !is_rim(path))
            .filter(|path| {
                path.fill.is_some()
                    || !scene
                        .paths()
                        .any(|other| mark(other) == LayerMark::Area && other.stroke.is_none())
            })
            .map(mark)
            .collect();
        assert!(filled.is_sorted_by_key(|mark| order(*mark)), "{kind}: {filled:?}");
    }
}

#[test]
fn the_area_of_a_bubble_is_its_size_and_none_is_cut() {
    let chart = example(Kind::LineBubble);
    let scene = draw(&chart, &Look::default(), Size::new(110, 32));
    let sizes: Vec<(f64, f64)> = scene
        .paths()
        .filter(|path| mark(path) == LayerMark::Bubble)
        .map(|path| {
            let bounds = path.outline.bounds().unwrap();
            assert!(bounds.left >= scene.plot.left - 1e-6 && bounds.right <= scene.plot.right + 1e-6);
            assert!(bounds.top >= scene.plot.top - 1e-6 && bounds.bottom <= scene.plot.bottom + 1e-6);
            let size = chart
                .frame
                .column("Reopened")
                .unwrap()
                .number(path.of.unwrap())
                .unwrap();
            (bounds.width() * bounds.width(), size)
        })
        .collect();
    assert_eq!(sizes.len(), 13);
    for (area, size) in &sizes {
        assert!((area / size - sizes[0].0 / sizes[0].1).abs() < 1e-6 * area);
    }
}

#[test]
fn swapped_axes_change_places_and_keep_their_colours() {
    let chart = example(Kind::BarLine);
    let look = Look {
        swap: true,
        ..Look::default()
    };
    let scene = draw(&chart, &look, Size::new(100, 30));
    let ink_at = |right: bool| {
        let tick = scene.texts().find(|text| {
            text.part == Part::Tick
                && if right {
                    text.at.x > scene.plot.right
                } else {
                    text.at.x < scene.plot.left
                }
        });
        series_of(&scene, tick.unwrap().ink)
    };
    assert_eq!(
        (ink_at(false).as_str(), ink_at(true).as_str()),
        ("First reply", "Conversations")
    );
}

#[test]
fn what_cannot_be_as_asked_is_said() {
    let mut spec = Spec::new(Kind::Combination, "");
    spec.x = Some(Channel::of("Name"));
    let layer = |name: &str, mark| Layer {
        mark: Some(mark),
        ..Layer::of(name)
    };
    spec.y = vec![
        layer("a", LayerMark::Scatter),
        layer("b", LayerMark::Scatter),
        layer("c", LayerMark::Bubble),
        layer("d", LayerMark::Line),
    ];
    let frame = Frame::try_from(vec![
        Column::texts("Name", ["x", "y"].map(Some)),
        Column::numbers("a", Unit::Number, [Some(5.0), Some(9.0)]),
        Column::numbers("b", Unit::Number, [Some(5.0), Some(2.0)]),
        Column::numbers("c", Unit::Number, [Some(3.0), Some(4.0)]),
        Column::numbers("d", Unit::Seconds, [Some(7.0), Some(8.0)]),
        Column::numbers("size", Unit::Number, [Some(3.0), None]),
    ]);
    let mut chart = Chart {
        spec,
        frame: frame.unwrap(),
        parts: Vec::new(),
    };
    let scene = draw(&chart, &Look::default(), Size::new(80, 24));
    assert!(
        scene.notes.iter().any(|note| note.contains("without a size")),
        "{:?}",
        scene.notes
    );
    assert!(
        scene
            .notes
            .iter()
            .any(|note| note.contains("different things on one axis")),
        "{:?}",
        scene.notes
    );
    assert!(
        scene
            .texts()
            .any(|text| text.part == Part::Marker && text.text.as_str() == "2"),
        "two points in one cell"
    );
    chart.spec.size = Some(Channel::of("size"));
    let scene = draw(&chart, &Look::default(), Size::new(80, 24));
    assert!(scene.texts().any(|text| text.text.as_str() == "○"));
    chart.spec.kind = Kind::BarLine;
    let scene = draw(&chart, &Look::default(), Size::new(80, 24));
    assert!(
        scene.notes.iter().any(|note| note.contains("takes any mark")),
        "{:?}",
        scene.notes
    );
}
